"""Highly qualified employees."""

from resilience.spec import PERCENT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Hochqualifizierte am Arbeitsort", en="Highly qualified at the workplace"),
    about=Text(
        de="Anteil der Beschäftigten am Arbeitsort mit akademischem Abschluss.",
        en="Share of employees by workplace with an academic degree.",
    ),
    numerator=Text(
        de="Beschäftigte am Arbeitsort mit akademischem Abschluss",
        en="employees by workplace with an academic degree",
    ),
    denominator=Text(de="alle Beschäftigten am Arbeitsort", en="all employees by workplace"),
    unit=PERCENT,
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de="Gut Ausgebildete finden leichter in neue Aufgaben.",
        en="The well trained find their way into new tasks more easily.",
    ),
    caveat=Text(
        de="Der Anteil „ohne Angabe“ muss dabeistehen.",
        en="The share without information must be given too.",
    ),
    frameworks=(Clause("sdg.9.5"), Clause("cri.2.2"), Clause("bric.social.education")),
    awaiting=Awaiting(
        publisher="Bundesagentur für Arbeit",
        table="Beschäftigte am Arbeitsort nach Anforderung und Abschluss",
        url="statistik.arbeitsagentur.de",
        why=Text(
            de="Zahlen nach Gemeinden liegen nicht bei.",
            en="Figures by municipality are not at hand.",
        ),
    ),
)
