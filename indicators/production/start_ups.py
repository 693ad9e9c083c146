"""Business start-ups."""

from resilience.spec import (
    PER_1000_INHABITANTS,
    THOUSAND_INHABITANTS,
    Awaiting,
    Clause,
    Indicator,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Gründungen je 1.000 Einwohner", en="Start-ups per 1,000 inhabitants"),
    about=Text(
        de="Neu gegründete Gewerbebetriebe je 1.000 Einwohner im Jahr.",
        en="Newly founded businesses per 1,000 inhabitants in the year.",
    ),
    numerator=Text(de="Neugründungen", en="new foundations"),
    denominator=THOUSAND_INHABITANTS,
    unit=PER_1000_INHABITANTS,
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de="Gründungen erneuern, was an Betrieben verloren geht.",
        en="Start-ups renew what is lost in firms.",
    ),
    caveat=Text(
        de="Eine Gewerbeanzeige ist noch keine Gründung; freie Berufe fehlen.",
        en="A trade registration is not yet a start-up; the liberal professions are missing.",
    ),
    frameworks=(Clause("cri.2.3"), Clause("sdg.8.3"), Clause("oecd.economy")),
    awaiting=Awaiting(
        publisher="Bertelsmann Stiftung (Wegweiser Kommune); Landesdatenbank NRW",
        table="Existenzgründungen; Gewerbeanzeigen 52311",
        url="wegweiser-kommune.de",
        why=Text(
            de="Unter der Kreisebene liegen keine Zahlen bei.",
            en="Below the county level no figures are at hand.",
        ),
    ),
)
