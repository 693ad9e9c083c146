"""Travel time to the nearest general practitioner."""

from resilience.spec import MINUTES, Clause, Example, Indicator, Text, published

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
    direction="context",
    reason=Text(
        de=(
            "Nahe Praxen sichern die Grundversorgung; die Fahrzeit sagt aber fast dasselbe wie "
            "die zur Apotheke, die gewertet wird, und zählte sonst doppelt. Ohne Wertung."
        ),
        en=(
            "Practices close by secure basic care; but the travel time says nearly the same as "
            "that to a pharmacy, which is judged, and would otherwise count twice. Not judged."
        ),
    ),
    needs=("car_minutes_to_gp",),
    sql=published("car_minutes_to_gp"),
    example=Example(
        given={"car_minutes_to_gp": [("05158020", "2021", 2.3)]},
        expected=[("05158020", "2021", 2.3)],
    ),
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
    version=2,
)
