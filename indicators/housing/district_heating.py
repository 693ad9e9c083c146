"""Share of residential buildings with district heating, 2011."""

from resilience.spec import PERCENT, Clause, Example, Goalposts, Indicator, Need, Noise, Text, share

INDICATOR = Indicator(
    name=Text(de="Wohngebäude mit Fernwärme", en="Buildings with district heating"),
    about=Text(
        de="Anteil der Gebäude mit Wohnraum, die mit Fernwärme geheizt werden.",
        en="Share of buildings with living space that are heated by district heating.",
    ),
    numerator=Text(de="Gebäude mit Fernheizung", en="buildings with district heating"),
    denominator=Text(de="alle Gebäude mit Wohnraum", en="all buildings with living space"),
    unit=PERCENT,
    capacity="transformation",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Ein Wärmenetz lässt sich als Ganzes auf erneuerbare Quellen umstellen; Fernwärme ist "
            "aber nicht von selbst erneuerbar."
        ),
        en=(
            "A heat network can be switched to renewable sources as a whole; but district heating "
            "is not renewable by itself."
        ),
    ),
    needs=(Need("buildings_2011_by_heating", categories=("district_heating", "")),),
    sql=share("buildings_2011_by_heating", "district_heating"),
    example=Example(
        given={
            "buildings_2011_by_heating": [
                ("05158020", "2011", "district_heating", 500.0),
                ("05158020", "2011", "", 10000.0),
            ]
        },
        expected=[("05158020", "2011", 5.0)],
    ),
    goalposts=Goalposts(town=(1, 17), large_city=(1, 21), year="2011"),
    caveat=Text(
        de=(
            "Zensus 2011 und damit zu alt für den Punktwert; zählt Gebäude, nicht Wohnungen. Die "
            "Energieträger des Zensus 2022 liegen nicht bei."
        ),
        en=(
            "Census of 2011 and thus too old for the score; counts buildings, not dwellings. The "
            "energy sources of the 2022 census are not at hand."
        ),
    ),
    noise=Noise(
        model="binomial",
        series="buildings_2011_by_heating",
        category="district_heating",
        trials="buildings_2011_by_heating",
    ),
    frameworks=(
        Clause("sdg.7.2"),
        Clause("cri.8.2"),
        Clause("memorandum.transform"),
        Clause("bric.environmental.energy"),
    ),
)
