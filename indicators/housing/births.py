"""Births per 1,000 inhabitants."""

from resilience.spec import (
    PER_1000_INHABITANTS,
    THOUSAND_INHABITANTS,
    Clause,
    Example,
    Indicator,
    Text,
    ratio,
)

INDICATOR = Indicator(
    name=Text(de="Geburten je 1.000 Einwohner", en="Births per 1,000 inhabitants"),
    about=Text(
        de="Lebendgeborene je 1.000 Einwohner im Jahr.",
        en="Live births per 1,000 inhabitants in the year.",
    ),
    numerator=Text(de="Lebendgeborene", en="live births"),
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Folgt dem Altersaufbau der Stadt; sagt voraus, welche Wohnungen und Einrichtungen "
            "gebraucht werden. Lage, nicht Leistung: ohne Wertung."
        ),
        en=(
            "Follows the ages of the inhabitants; foretells which dwellings and facilities will "
            "be needed. A condition, not an achievement: not judged."
        ),
    ),
    needs=("births", "population_intercensal"),
    sql=ratio("births", "population_intercensal", per=1000),
    example=Example(
        given={
            "births": [("05158020", "2015", 500.0)],
            "population_intercensal": [("05158020", "2015", 50000.0)],
        },
        expected=[("05158020", "2015", 10.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Reihe 2008 bis 2015, jüngere Zahlen nach Gemeinden liegen nicht bei; zwischen 2010 "
            "und 2011 wechselt die Basis der Einwohner (Zensus 2011)."
        ),
        en=(
            "Series 2008 to 2015, newer figures by municipality are not at hand; between 2010 and"
            " 2011 the base of the inhabitants changes (2011 census)."
        ),
    ),
    frameworks=(Clause("iso37120.13.population"),),
)
