"""Inhabitants exposed to heat."""

from resilience.spec import ALL_INHABITANTS, PERCENT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Hitzebelastete Bevölkerung", en="Population exposed to heat"),
    about=Text(
        de=(
            "Anteil der Einwohner in Siedlungen mit ungünstiger oder sehr ungünstiger thermischer "
            "Lage."
        ),
        en=(
            "Share of inhabitants in settlements of unfavourable or very unfavourable thermal "
            "condition."
        ),
    ),
    numerator=Text(
        de="Einwohner in thermisch ungünstigen Siedlungsflächen",
        en="inhabitants of thermally unfavourable settlement areas",
    ),
    denominator=ALL_INHABITANTS,
    unit=PERCENT,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de="Wer in überwärmten Siedlungen wohnt, ist bei Hitze zuerst gefährdet.",
        en="Those who live in overheated settlements are the first at risk in heat.",
    ),
    caveat=Text(
        de="Landesweites Modell, das vor Ort geprüft werden soll; keine Reihe.",
        en="A state-wide model that should be checked locally; no series.",
    ),
    frameworks=(
        Clause("iso37123.8.1"),
        Clause("iso37123.13.3"),
        Clause("undrr.e2"),
        Clause("bbsr.heat"),
    ),
    awaiting=Awaiting(
        publisher="Landesamt für Natur, Umwelt und Klima Nordrhein-Westfalen",
        table="Klimaanalyse NRW, Betroffenheit je Gemeinde",
        url="klimaatlas.nrw.de",
        why=Text(
            de="Die Auswertung je Gemeinde liegt nicht bei.",
            en="The evaluation by municipality is not at hand.",
        ),
    ),
)
