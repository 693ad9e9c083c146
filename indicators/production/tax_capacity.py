"""Tax capacity per inhabitant."""

from resilience.spec import (
    EURO,
    INHABITANTS,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Steuereinnahmekraft je Einwohner", en="Tax capacity per inhabitant"),
    about=Text(
        de=(
            "Realsteueraufbringungskraft und Gemeindeanteile an Einkommen- und Umsatzsteuer, ohne "
            "Gewerbesteuerumlage, je Einwohner."
        ),
        en=(
            "Real-tax capacity and the municipal shares of income and turnover tax, less the "
            "trade-tax levy, per inhabitant."
        ),
    ),
    numerator=Text(de="Steuereinnahmekraft, in EUR", en="tax capacity, in EUR"),
    denominator=INHABITANTS,
    unit=EURO,
    capacity="robustness",
    direction="higher_is_better",
    reason=Text(
        de="Eigene Einnahmen sind der Spielraum, mit dem eine Stadt auf Krisen antworten kann.",
        en="Own revenue is the room for manoeuvre with which a city can answer a crisis.",
    ),
    needs=("tax_capacity_per_person",),
    sql=published("tax_capacity_per_person"),
    example=Example(
        given={"tax_capacity_per_person": [("05158020", "2023", 2278.0)]},
        expected=[("05158020", "2023", 2278.0)],
    ),
    goalposts=Goalposts(town=(1000, 2200), large_city=(1100, 2700), year="2023"),
    noise="complete",
    caveat=Text(
        de="Schwankt mit einzelnen großen Zahlern; manche Orte liegen weit außerhalb.",
        en="Fluctuates with single large payers; some places lie far outside.",
    ),
    decimals=0,
    frameworks=(
        Clause("sdg.17.1"),
        Clause("cri.6.1"),
        Clause("iso37120.9.own_revenue"),
        Clause("undrr.e3"),
        Clause("memorandum.finance"),
    ),
)
