"""Gap between men's and women's employment."""

from resilience.spec import Clause, Example, Goalposts, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Beschäftigungslücke Frauen", en="Women's employment gap"),
    about=Text(
        de="Beschäftigungsquote der Männer minus Beschäftigungsquote der Frauen.",
        en="Employment rate of men minus employment rate of women.",
    ),
    numerator=Text(
        de="Beschäftigungsquote der Männer abzüglich der der Frauen",
        en="employment rate of men less that of women",
    ),
    unit=Text(de="Prozentpunkte", en="percentage points"),
    capacity="redundancy",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Eine kleine Lücke heißt: Die Stadt nutzt die Fähigkeiten aller und hat weniger "
            "verdeckte Engpässe."
        ),
        en="A small gap means the city uses everybody's skills and has fewer hidden bottlenecks.",
    ),
    needs=("employment_rate_men", "employment_rate_women"),
    sql="""
        SELECT m.ags, m.period, m.value - w.value AS value
        FROM employment_rate_men m JOIN employment_rate_women w USING (ags, period)
    """,
    example=Example(
        given={
            "employment_rate_men": [("05158020", "2023", 73.0)],
            "employment_rate_women": [("05158020", "2023", 64.5)],
        },
        expected=[("05158020", "2023", 8.5)],
    ),
    goalposts=Goalposts(town=(6, 17), large_city=(6.9, 15), year="2023"),
    noise="complete",
    caveat=Text(de="Teilzeit zählt wie Vollzeit.", en="Part-time counts like full-time."),
    frameworks=(Clause("sdg.5.5"), Clause("sdg.8.5"), Clause("bric.economic.employment")),
)
