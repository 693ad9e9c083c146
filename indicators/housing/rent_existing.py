"""Net rent of existing leases."""

from resilience.spec import Clause, Example, Goalposts, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Nettokaltmiete im Bestand", en="Net rent of existing leases"),
    about=Text(
        de="Durchschnittliche Nettokaltmiete je Quadratmeter Wohnfläche am 15. Mai 2022.",
        en="Average net rent per square metre of living space on 15 May 2022.",
    ),
    numerator=Text(
        de="Nettokaltmieten bestehender Mietverhältnisse, in EUR",
        en="net rents of existing tenancies, in EUR",
    ),
    denominator=Text(de="vermietete Wohnfläche, in m²", en="rented floor area, in m²"),
    unit=Text(de="EUR/m²", en="EUR/m²"),
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Niedrige Wohnkosten lassen Haushalten Reserven, wenn Preise steigen oder Einkommen "
            "wegfallen."
        ),
        en="Low housing costs leave households reserves when prices rise or income is lost.",
    ),
    needs=("rent_existing_per_m2",),
    sql=published("rent_existing_per_m2"),
    example=Example(
        given={"rent_existing_per_m2": [("05158020", "2022", 8.42)]},
        expected=[("05158020", "2022", 8.42)],
    ),
    goalposts=Goalposts(town=(5.2, 7.8), large_city=(5.6, 9.2), year="2022"),
    noise="complete",
    caveat=Text(
        de=(
            "Bestandsmieten, nicht Angebotsmieten, und ohne Bezug zum Einkommen. Niedrige Mieten "
            "können auch geringe Nachfrage anzeigen."
        ),
        en=(
            "Existing leases, not asking rents, and not related to income. Low rents may also "
            "indicate weak demand."
        ),
    ),
    decimals=2,
    frameworks=(Clause("cri.1.1"), Clause("sdg.11.1"), Clause("iso37120.12.affordability")),
)
