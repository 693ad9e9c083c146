"""Social differences between the primary schools of a city."""

from resilience.spec import (
    SOCIAL_INDEX_LEVELS,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Need,
    Text,
)

INDICATOR = Indicator(
    name=Text(
        de="Soziale Unterschiede zwischen Grundschulen",
        en="Social differences between primary schools",
    ),
    about=Text(
        de=(
            "Standardabweichung des Schulsozialindex der Grundschulen, jede mit der Zahl ihrer "
            "Schülerinnen und Schüler gewichtet: 0, wenn alle Schulen gleich liegen."
        ),
        en=(
            "Standard deviation of the social index of primary schools, each weighted by its "
            "pupils: 0 if all schools are alike."
        ),
    ),
    numerator=Text(
        de="Abstand der Schulen vom Mittel der Stadt, in Stufen des Index",
        en="distance of the schools from the city's mean, in levels of the index",
    ),
    unit=Text(de="Stufen", en="levels"),
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Grundschulen spiegeln ihre Quartiere. Wo sie sich ähneln, sind Wohnlagen gemischt; "
            "wo sie weit auseinanderliegen, ballen sich Lasten, und Krisen treffen einzelne "
            "Quartiere."
        ),
        en=(
            "Primary schools mirror their quarters. Where they resemble each other, quarters are "
            "mixed; where they lie far apart, burdens gather and crises hit single quarters."
        ),
    ),
    needs=(
        Need("primary_pupils_by_social_index", categories=SOCIAL_INDEX_LEVELS),
        Need("schools", categories=("primary",)),
    ),
    sql="""
        WITH levels AS (
            SELECT ags, period, value AS pupils, CAST(right(category, 1) AS INT) AS level
            FROM primary_pupils_by_social_index
        ), moments AS (
            SELECT ags, period,
                   sum(pupils * level) / nullif(sum(pupils), 0) AS mean,
                   sum(pupils * level * level) / nullif(sum(pupils), 0) AS square
            FROM levels
            GROUP BY ags, period
            HAVING count(pupils) = 9
        )
        SELECT ags, period,
               CASE WHEN s.value >= 3 THEN sqrt(greatest(square - mean * mean, 0)) END AS value
        FROM moments JOIN schools s USING (ags, period)
    """,
    example=Example(
        given={
            "primary_pupils_by_social_index": [
                (ags, "2024", level, pupils)
                for ags in ("05158020", "05158036")
                for level, pupils in zip(
                    SOCIAL_INDEX_LEVELS, (0, 200, 0, 0, 0, 200, 0, 0, 0), strict=True
                )
            ],
            "schools": [
                ("05158020", "2024", "primary", 4.0),
                ("05158036", "2024", "primary", 2.0),
            ],
        },
        expected=[("05158020", "2024", 2.0), ("05158036", "2024", None)],
    ),
    goalposts=Goalposts(town=(0.4, 2.3), large_city=(1.6, 2.6), year="2024"),
    caveat=Text(
        de=(
            "Der Index ordnet Schulen in neun Stufen; dass die Stufen gleich weit auseinander "
            "liegen, ist eine Annahme. Private und einige neue Schulen haben keinen. Gilt ab drei "
            "Grundschulen; bei wenigen Schulen bewegt eine einzelne viel."
        ),
        en=(
            "The index puts schools into nine levels; that these are equally far apart is an "
            "assumption. Private and some new schools have none. Given from three primary schools "
            "on; where there are few, a single one moves much."
        ),
    ),
    decimals=2,
    frameworks=(Clause("bbsr.polarisation"), Clause("undrr.e7"), Clause("sdg.4.1")),
)
