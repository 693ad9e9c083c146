"""Municipal services that can be had online; figures awaited."""

from resilience.spec import Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Online verfügbare Verwaltungsleistungen", en="Public services available online"),
    about=Text(
        de="Zahl der Verwaltungsleistungen, die sich in der Stadt online beantragen lassen.",
        en="Number of public services that can be applied for online in the city.",
    ),
    numerator=Text(
        de="Leistungen mit einem Onlinedienst, der für das Gebiet der Gemeinde gemeldet ist",
        en="Services with an online service reported for the municipality's area",
    ),
    unit=Text(de="Leistungen", en="services"),
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de="Was online geht, geht auch, wenn das Rathaus geschlossen oder unerreichbar ist.",
        en="What works online works too when the town hall is closed or out of reach.",
    ),
    caveat=Text(
        de=(
            "Dienste von Bund, Land und Stadt zählen zusammen; gezählt wird das Angebot, nicht die "
            "Nutzung. Bei einem Angriff auf die Verwaltungsnetze fällt es selbst aus."
        ),
        en=(
            "Services of federation, state and city count together; what is offered is counted, "
            "not what is used. An attack on administrative networks takes them down as well."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("bric.institutional.performance"),
        Clause("sdg.16.6"),
        Clause("memorandum.digital"),
    ),
    awaiting=Awaiting(
        publisher="FITKO (Föderale IT-Kooperation)",
        table="Portalverbund Online-Gateway (PVOG), Komplett-Export",
        url="https://www.fitko.de/produktmanagement/pvog",
        why=Text(
            de=(
                "Der Export liegt nicht vor, und wie Dienste von Bund, Land und Stadt zu trennen "
                "sind, ist noch zu klären."
            ),
            en=(
                "The export is not at hand, and how to tell services of federation, state and city "
                "apart is still open."
            ),
        ),
    ),
)
