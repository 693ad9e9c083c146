"""Mean social index of a city's schools."""

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
    name=Text(de="Schulsozialindex", en="Social index of schools"),
    about=Text(
        de=(
            "Mittlere Stufe des Schulsozialindex, jede Schule mit der Zahl ihrer Schülerinnen und "
            "Schüler gewichtet: 1 heißt wenige, 9 viele mit schwierigem Start."
        ),
        en=(
            "Mean level of the social index of schools, each weighted by its pupils: 1 means few, "
            "9 many pupils with a difficult start."
        ),
    ),
    numerator=Text(
        de="Stufe mal Schülerinnen und Schüler, über alle Schulen mit Index",
        en="level times pupils, over all schools with an index",
    ),
    denominator=Text(
        de="Schülerinnen und Schüler an Schulen mit Index", en="pupils of schools with an index"
    ),
    unit=Text(de="Stufe (1–9)", en="level (1–9)"),
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wo viele Kinder in Armut leben oder Deutsch erst lernen, brauchen Schule und "
            "Sozialwesen mehr Kraft, und Krisen treffen härter. Der Index steht für die soziale "
            "Lage, für die nach Gemeinden sonst nichts Jüngeres vorliegt."
        ),
        en=(
            "Where many children live in poverty or are still learning German, schools and social "
            "services need more strength and crises hit harder. The index stands for the social "
            "situation, of which nothing else as recent is at hand by municipality."
        ),
    ),
    needs=(Need("pupils_by_social_index", categories=SOCIAL_INDEX_LEVELS),),
    sql="""
        SELECT ags, period,
               sum(value * CAST(right(category, 1) AS INT)) / nullif(sum(value), 0) AS value
        FROM pupils_by_social_index
        GROUP BY ags, period
        HAVING count(value) = 9
    """,
    example=Example(
        given={
            "pupils_by_social_index": [
                ("05158020", "2024", level, pupils)
                for level, pupils in zip(
                    SOCIAL_INDEX_LEVELS, (0, 300, 0, 0, 0, 100, 0, 0, 0), strict=True
                )
            ]
        },
        expected=[("05158020", "2024", 3.0)],
    ),
    goalposts=Goalposts(town=(1.8, 4.7), large_city=(3.5, 5.7), year="2024"),
    caveat=Text(
        de=(
            "Gebildet aus Kinderarmut, Familiensprache, Zuzug aus dem Ausland und Förderbedarf; "
            "dass die Stufen gleich weit auseinander liegen, ist eine Annahme. Pendeln Kinder in "
            "andere Städte, zählen sie dort. Förder- und Berufsschulen haben keinen Index."
        ),
        en=(
            "Made of child poverty, language at home, arrival from abroad and special needs; that "
            "the levels are equally far apart is an assumption. Children who go to school in "
            "another city count there. Special and vocational schools have no index."
        ),
    ),
    decimals=1,
    frameworks=(
        Clause("iso37123.13.2"),
        Clause("sdg.1.2"),
        Clause("sdg.4.1"),
        Clause("bbsr.polarisation"),
    ),
)
