"""Travel time to the nearest general practitioner."""

from resilience.spec import MINUTES, Clause, Example, Goalposts, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Fahrzeit zur Hausarztpraxis", en="Travel time to a general practitioner"),
    about=Text(
        de="Mittlere Fahrzeit mit dem Pkw zur nächsten hausärztlichen Praxis.",
        en="Mean travel time by car to the nearest general practice.",
    ),
    numerator=Text(
        de="Modellierte Fahrzeit mit dem Pkw, Median in der Gemeinde",
        en="Modelled travel time by car, median within the municipality",
    ),
    unit=MINUTES,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de="Nahe Praxen sichern die Grundversorgung, etwa in einer Epidemie.",
        en="Practices close by secure basic care, for example in an epidemic.",
    ),
    needs=("car_minutes_to_gp",),
    sql=published("car_minutes_to_gp"),
    example=Example(
        given={"car_minutes_to_gp": [("05158020", "2021", 2.3)]},
        expected=[("05158020", "2021", 2.3)],
    ),
    goalposts=Goalposts(town=(2.1, 5.3), large_city=(1.9, 3.2), year="2021"),
    caveat=Text(
        de=(
            "Misst den Weg zur nächsten Praxis, nicht freie Plätze oder die Zahl der Ärztinnen "
            "und Ärzte; modellierte Pkw-Fahrzeit, je Gemeinde der Median."
        ),
        en=(
            "Measures the way to the nearest practice, not free capacity or the number of "
            "doctors; modelled travel time by car, the median within each municipality."
        ),
    ),
    frameworks=(
        Clause("iso37120.11.physicians"),
        Clause("cri.3.2"),
        Clause("undrr.e8.health"),
        Clause("bric.social.physicians"),
        Clause("sdg.3.8"),
    ),
    scenarios=("in_migration", "shrinking", "epidemic"),
)
