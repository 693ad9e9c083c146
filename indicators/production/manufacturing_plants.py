"""Manufacturing plants per 10,000 inhabitants."""

from resilience.spec import (
    PER_10000_INHABITANTS,
    SAME_BORDERS,
    Clause,
    Example,
    Indicator,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(
        de="Industriebetriebe je 10.000 Einwohner", en="Manufacturing plants per 10,000 inhabitants"
    ),
    about=Text(
        de=(
            "Betriebe des Verarbeitenden Gewerbes mit 20 und mehr Beschäftigten je 10.000 "
            "Einwohner."
        ),
        en="Manufacturing plants with 20 or more employees per 10,000 inhabitants.",
    ),
    numerator=Text(de="Betriebe des Verarbeitenden Gewerbes", en="manufacturing plants"),
    denominator=Text(de="10.000 Einwohner", en="10,000 inhabitants"),
    unit=PER_10000_INHABITANTS,
    capacity="redundancy",
    direction="context",
    reason=Text(
        de=(
            "Viele Betriebe sind Vielfalt und zugleich Abhängigkeit von der Industrie: ohne "
            "Wertung."
        ),
        en="Many plants are variety and also dependence on manufacturing: not judged.",
    ),
    needs=("manufacturing_plants", "population_intercensal"),
    sql=ratio("manufacturing_plants", "population_intercensal", per=10000),
    example=Example(
        given={
            "manufacturing_plants": [("05158020", "2015", 30.0)],
            "population_intercensal": [("05158020", "2015", 50000.0)],
        },
        expected=[("05158020", "2015", 6.0)],
    ),
    noise="complete",
    accepted=(SAME_BORDERS,),
    caveat=Text(
        de=(
            "Reihe 2009 bis 2015; Betriebe ab 20 Beschäftigten. Zwischen 2010 und 2011 wechselt "
            "die Basis der Einwohner (Zensus 2011)."
        ),
        en=(
            "Series 2009 to 2015; plants with 20 or more employees. Between 2010 and 2011 the "
            "base of the inhabitants changes (2011 census)."
        ),
    ),
    frameworks=(
        Clause("bric.economic.business_size"),
        Clause("iso37120.5.businesses"),
    ),
)
