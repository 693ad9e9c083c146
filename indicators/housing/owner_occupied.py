"""Share of dwellings occupied by their owners."""

from resilience.spec import (
    ALL_DWELLINGS,
    CENSUS_BY_OTHERS,
    PERCENT,
    Clause,
    Example,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="Selbst genutztes Wohneigentum", en="Owner-occupied dwellings"),
    about=Text(
        de=(
            "Anteil der von Eigentümern selbst bewohnten Wohnungen an allen Wohnungen am 15. Mai "
            "2022; vermietete und leer stehende zählen im Nenner mit."
        ),
        en=(
            "Share of dwellings occupied by their owners among all dwellings on 15 May 2022; those "
            "let and those vacant count in the denominator."
        ),
    ),
    numerator=Text(
        de="von Eigentümern bewohnte Wohnungen", en="dwellings occupied by their owners"
    ),
    denominator=ALL_DWELLINGS,
    unit=PERCENT,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Eigentum schützt vor steigenden Mieten, bindet aber an Ort und Kredit; andere "
            "Rahmenwerke werten es, für Deutschland ist das nicht übertragbar: ohne Wertung."
        ),
        en=(
            "Ownership protects from rising rents but ties to place and loan; other frameworks "
            "judge it, which does not carry over to Germany: not judged."
        ),
    ),
    needs=("owner_occupied_share",),
    sql=published("owner_occupied_share"),
    example=Example(
        given={"owner_occupied_share": [("05158020", "2022", 45.2)]},
        expected=[("05158020", "2022", 45.2)],
    ),
    noise="complete",
    caveat=CENSUS_BY_OTHERS,
    frameworks=(Clause("bric.economic.ownership"),),
)
