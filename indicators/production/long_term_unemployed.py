"""Share of long-term unemployed."""

from resilience.spec import PERCENT, Clause, Example, Goalposts, Indicator, Need, Noise, Text, share

INDICATOR = Indicator(
    name=Text(de="Anteil der Langzeitarbeitslosen", en="Share of long-term unemployed"),
    about=Text(
        de="Anteil der Langzeitarbeitslosen an allen Arbeitslosen im Jahresmittel.",
        en="Share of the long-term unemployed among all unemployed, annual average.",
    ),
    numerator=Text(de="Langzeitarbeitslose", en="long-term unemployed"),
    denominator=Text(de="alle Arbeitslosen", en="all unemployed"),
    unit=PERCENT,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wer schnell wieder Arbeit findet, übersteht den Verlust eines Arbeitsplatzes; "
            "verfestigte Arbeitslosigkeit schwächt die Stadt auf Jahre."
        ),
        en=(
            "Whoever finds work again quickly survives losing a job; entrenched unemployment "
            "weakens a city for years."
        ),
    ),
    needs=(Need("unemployed", categories=("long_term", "")),),
    sql=share("unemployed", "long_term"),
    example=Example(
        given={
            "unemployed": [
                ("05158020", "2016", "long_term", 600.0),
                ("05158020", "2016", "", 1500.0),
            ]
        },
        expected=[("05158020", "2016", 40.0)],
    ),
    goalposts=Goalposts(town=(28, 51), large_city=(38, 52), year="2016"),
    caveat=Text(
        de=(
            "Stand 2016 und damit zu alt für den Punktwert. Kleine Städte haben wenige Fälle, "
            "daher mit Intervall."
        ),
        en=(
            "As of 2016 and thus too old for the score. Small towns have few cases, hence with an "
            "interval."
        ),
    ),
    noise=Noise(model="binomial", series="unemployed", category="long_term", trials="unemployed"),
    frameworks=(
        Clause("iso37120.5.unemployment"),
        Clause("cri.2.1"),
        Clause("sdg.8.5"),
        Clause("bric.economic.employment"),
    ),
)
