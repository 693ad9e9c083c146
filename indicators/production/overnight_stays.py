"""Overnight stays per inhabitant."""

from resilience.spec import INHABITANTS, PER_INHABITANT, Clause, Example, Indicator, Text, ratio

INDICATOR = Indicator(
    name=Text(de="Übernachtungen je Einwohner", en="Overnight stays per inhabitant"),
    about=Text(
        de="Übernachtungen von Gästen in Beherbergungsbetrieben je Einwohner im Jahr.",
        en="Overnight stays of guests in accommodation per inhabitant in the year.",
    ),
    numerator=Text(de="Übernachtungen von Gästen", en="overnight stays of guests"),
    denominator=INHABITANTS,
    unit=PER_INHABITANT,
    capacity="redundancy",
    direction="context",
    reason=Text(
        de=(
            "Gäste sind ein zweites Standbein, machen aber in einer Pandemie verletzlich: ohne "
            "Wertung."
        ),
        en=("Guests are a second leg to stand on but make vulnerable in a pandemic: not judged."),
    ),
    needs=("overnight_stays", "population_intercensal"),
    sql=ratio("overnight_stays", "population_intercensal"),
    example=Example(
        given={
            "overnight_stays": [("05158020", "2015", 120000.0), ("05158036", "2015", None)],
            "population_intercensal": [
                ("05158020", "2015", 60000.0),
                ("05158036", "2015", 21000.0),
            ],
        },
        expected=[("05158020", "2015", 2.0), ("05158036", "2015", None)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Stand 2015; nur Betriebe ab zehn Betten. Wo wenige Betriebe sind, hält das Amt die "
            "Zahl geheim."
        ),
        en=(
            "As of 2015; only establishments of ten beds or more. Where there are few, the office "
            "withholds the figure."
        ),
    ),
    frameworks=(Clause("cri.6.3"), Clause("cri.6.4")),
)
