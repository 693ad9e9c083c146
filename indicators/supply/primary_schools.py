"""Primary schools per 10,000 inhabitants."""

from resilience.spec import (
    PER_10000_INHABITANTS,
    Accepted,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Need,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Dichte der Grundschulen", en="Density of primary schools"),
    about=Text(
        de="Grundschulen zu Beginn des Schuljahres je 10.000 Einwohner.",
        en="Primary schools at the beginning of the school year per 10,000 inhabitants.",
    ),
    numerator=Text(
        de="Grundschulen, Hauptstandorte, im Herbst", en="primary schools, main sites, in autumn"
    ),
    denominator=Text(
        de="10.000 Einwohner am letzten vorliegenden Jahresende davor",
        en="10,000 inhabitants at the latest year-end available before it",
    ),
    unit=PER_10000_INHABITANTS,
    capacity="redundancy",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Mehrere kleine Schulen fangen auf, wenn eine ausfällt oder Jahrgänge wachsen, und "
            "sind Treffpunkt und Notunterkunft im Quartier. Wenige große sind billiger: eine "
            "Wertung."
        ),
        en=(
            "Several small schools take over when one fails or years grow, and are meeting place "
            "and emergency shelter in the quarter. Few large ones are cheaper: a judgement."
        ),
    ),
    needs=(Need("schools", categories=("primary",)), "population_register"),
    sql="""
        SELECT s.ags, s.period, 10000 * s.value / nullif(p.value, 0) AS value
        FROM schools s
        ASOF JOIN population_register p ON s.ags = p.ags AND s.period >= p.period
    """,
    example=Example(
        given={
            "schools": [("05158020", "2024", "primary", 9.0)],
            "population_register": [
                ("05158020", "2021", 58000.0),
                ("05158020", "2023", 60000.0),
            ],
        },
        expected=[("05158020", "2024", 1.5)],
    ),
    goalposts=Goalposts(town=(1.21, 2.16), large_city=(1.29, 1.72), year="2024"),
    accepted=(
        Accepted("years", "inhabitants of 2023 are the nearest there are to schools of 2024"),
    ),
    caveat=Text(
        de=(
            "Zählt Schulen, nicht Plätze; Teilstandorte zählen nicht eigens. Einwohner vom Ende "
            "2023, da jüngere nach Gemeinden nicht vorliegen."
        ),
        en=(
            "Counts schools, not places; branch sites do not count on their own. Inhabitants at "
            "the end of 2023, as no later ones are at hand by municipality."
        ),
    ),
    decimals=2,
    frameworks=(
        Clause("undrr.e8.education"),
        Clause("sdg.4.1"),
        Clause("bric.infrastructure.schools"),
    ),
)
