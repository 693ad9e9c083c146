"""Road casualties per 1,000 inhabitants."""

from resilience.spec import (
    PER_1000_INHABITANTS,
    THOUSAND_INHABITANTS,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Noise,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(de="Verunglückte im Straßenverkehr", en="Road casualties"),
    about=Text(
        de="Verletzte und Getötete bei Straßenverkehrsunfällen je 1.000 Einwohner im Jahr.",
        en="People injured or killed in road accidents per 1,000 inhabitants in the year.",
    ),
    numerator=Text(
        de="Verletzte und Getötete bei Straßenverkehrsunfällen",
        en="people injured or killed in road accidents",
    ),
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de="Ein sicherer Verkehr verkraftet Störungen besser und schützt die Schwächeren.",
        en="Safe traffic copes better with disturbances and protects the weaker.",
    ),
    needs=("road_casualties", "population_intercensal"),
    sql=ratio("road_casualties", "population_intercensal", per=1000),
    example=Example(
        given={
            "road_casualties": [("05158020", "2015", 240.0)],
            "population_intercensal": [("05158020", "2015", 60000.0)],
        },
        expected=[("05158020", "2015", 4.0)],
    ),
    goalposts=Goalposts(town=(2.8, 5.6), large_city=(3.2, 5.5), year="2015"),
    caveat=Text(
        de=(
            "Stand 2015; kleine Fallzahlen, daher mit Intervall. Unfälle auf Autobahnen im "
            "Stadtgebiet zählen mit. Wegen des Alters nicht im aktuellen Punktwert."
        ),
        en=(
            "As of 2015; small counts, hence with an interval. Accidents on motorways within the "
            "city count. Because of its age not in the current score."
        ),
    ),
    decimals=2,
    noise=Noise(model="poisson", series="road_casualties", events="road_accidents_injury"),
    frameworks=(Clause("iso37120.19.road_safety", extent="full"), Clause("sdg.3.6", extent="full")),
)
