"""CO2 of industrial plants in emissions trading per inhabitant."""

from resilience.spec import Clause, Example, Indicator, Text, ratio

INDICATOR = Indicator(
    name=Text(de="CO2 großer Industrieanlagen", en="CO2 of large industrial plants"),
    about=Text(
        de="Ausstoß der Industrieanlagen im Emissionshandel je Einwohner im Jahr.",
        en="Emissions of industrial plants in emissions trading per inhabitant in the year.",
    ),
    numerator=Text(
        de="CO2 der Industrieanlagen im Emissionshandel, in t",
        en="CO2 of industrial plants in emissions trading, in t",
    ),
    denominator=Text(de="Einwohner am 31. Dezember", en="inhabitants on 31 December"),
    unit=Text(de="t je Einw.", en="t per inhabitant"),
    capacity="transformation",
    direction="context",
    reason=Text(
        de=(
            "Zeigt, wo der Umbau der Industrie einzelne Standorte trifft. Viele Städte "
            "haben keine oder kaum solche Anlagen: ohne Wertung."
        ),
        en=(
            "Shows where the rebuilding of industry hits single sites. Many cities "
            "have no or hardly any such plants: not judged."
        ),
    ),
    needs=("ets_co2", "population_update"),
    sql=ratio("ets_co2", "population_update"),
    example=Example(
        given={
            "ets_co2": [("05158036", "2021", 1690000.0)],
            "population_update": [("05158036", "2021", 20000.0)],
        },
        expected=[("05158036", "2021", 84.5)],
    ),
    caveat=Text(
        de=(
            "Industrieanlagen im Emissionshandel ohne Kraftwerke; aufbereitet von Dritten. Null "
            "heißt: keine Anlage in der Quelle. Kalkwerke geben zum großen Teil CO2 aus dem Stein "
            "selbst ab."
        ),
        en=(
            "Industrial plants in emissions trading without power stations; tidied by others. "
            "Zero means: no plant in the source. Lime works give off CO2 from the stone itself for "
            "the greater part."
        ),
    ),
    decimals=2,
    frameworks=(Clause("iso37120.8.greenhouse_gases"), Clause("sdg.13.2")),
)
