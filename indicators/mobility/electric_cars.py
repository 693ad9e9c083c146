"""Share of battery-electric cars."""

from resilience.spec import ALL_CARS, PERCENT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Anteil batterieelektrischer Pkw", en="Share of battery-electric cars"),
    about=Text(
        de="Anteil der rein batterieelektrischen an allen Pkw.",
        en="Share of purely battery-electric cars among all cars.",
    ),
    numerator=Text(de="batterieelektrische Pkw", en="battery-electric cars"),
    denominator=ALL_CARS,
    unit=PERCENT,
    capacity="transformation",
    direction="higher_is_better",
    reason=Text(
        de="Der Anteil zeigt, wie weit der Umstieg auf Antriebe ohne Verbrennung ist.",
        en="The share shows how far the switch to drives without combustion has come.",
    ),
    caveat=Text(
        de=(
            "Firmenwagen zählen am Ort der Zulassung. Kreiswerte gibt es, je Stadt liegen die "
            "Zahlen nur für einzelne Städte vor."
        ),
        en=(
            "Company cars count where they are registered. There are county values; per city only "
            "those of single cities are at hand."
        ),
    ),
    frameworks=(
        Clause("iso37120.19.low_emission"),
        Clause("sdg.13.2"),
        Clause("memorandum.mobility"),
    ),
    awaiting=Awaiting(
        publisher="Kraftfahrt-Bundesamt",
        table="FZ 3, Pkw mit Elektroantrieb nach Gemeinden",
        url="kba.de",
        why=Text(
            de=(
                "Die Tabelle nach Gemeinden liegt nicht bei; ein Kreiswert für alle Städte des "
                "Kreises wäre kein Vergleich."
            ),
            en=(
                "The table by municipality is not at hand; one county value for all its towns "
                "would be no comparison."
            ),
        ),
    ),
)
