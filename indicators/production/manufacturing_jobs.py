"""Manufacturing jobs per 1,000 inhabitants."""

from resilience.spec import Example, Indicator, Text

INDICATOR = Indicator(
    name=Text(
        de="Industriebeschäftigte je 1.000 Einwohner",
        en="Manufacturing jobs per 1,000 inhabitants",
    ),
    about=Text(
        de="Beschäftigte in Betrieben des Verarbeitenden Gewerbes und Bergbaus je 1.000 Einwohner.",
        en="Employees in manufacturing and mining establishments per 1,000 inhabitants.",
    ),
    unit=Text(de="je 1.000 Einw.", en="per 1,000 inh."),
    capacity="adaptation",
    direction="context",
    reason=Text(
        de=(
            "Industrie kann sich selbst versorgen helfen und zugleich verwundbar machen: ohne "
            "Wertung."
        ),
        en="Industry can help a city supply itself and make it vulnerable at once: not judged.",
    ),
    needs=(
        "manufacturing_employees",
        "population_intercensal",
    ),
    sql="""
        SELECT m.ags, m.period, 1000 * m.value / nullif(p.value, 0) AS value
        FROM manufacturing_employees m JOIN population_intercensal p USING (ags, period)
        WHERE p.category = ''
    """,
    example=Example(
        given={
            "manufacturing_employees": [("05158020", "2015", 4000.0)],
            "population_intercensal": [("05158020", "2015", 58000.0)],
        },
        expected=[("05158020", "2015", 68.96551724137932)],
    ),
    caveat=Text(
        de="Nur Betriebe ab 20 Beschäftigten; Stand bis 2015, Geheimhaltung in kleinen Städten.",
        en=(
            "Only establishments with 20 or more employees; up to 2015, confidential in small "
            "towns."
        ),
    ),
    decimals=0,
)
