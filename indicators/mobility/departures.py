"""Public transport departures per inhabitant."""

from resilience.spec import INHABITANTS, PER_INHABITANT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="ÖPNV-Abfahrten je Einwohner", en="Public transport departures per inhabitant"),
    about=Text(
        de="Abfahrten aller Haltestellen im Stadtgebiet an einem Werktag je Einwohner.",
        en="Departures from all stops within the city on a working day per inhabitant.",
    ),
    numerator=Text(
        de="Abfahrten an einem Werktag außerhalb der Ferien",
        en="departures on a working day outside holidays",
    ),
    denominator=INHABITANTS,
    unit=PER_INHABITANT,
    capacity="redundancy",
    direction="higher_is_better",
    reason=Text(
        de="Ein dichter Takt hält Wege offen, wenn eine Linie ausfällt.",
        en="Frequent services keep ways open if a line fails.",
    ),
    caveat=Text(
        de=(
            "Knoten mit vielen Umsteigern zählen doppelt; der Fahrplanabschnitt muss genannt sein."
        ),
        en="Hubs with many changes count twice; the timetable period must be named.",
    ),
    frameworks=(
        Clause("cri.9.1"),
        Clause("cri.9.2"),
        Clause("undrr.e8.transport"),
        Clause("iso37120.19.public_transport"),
    ),
    awaiting=Awaiting(
        publisher="DELFI; Verkehrsverbund Rhein-Ruhr",
        table="GTFS-Sollfahrplandaten",
        url="opendata-oepnv.de",
        why=Text(
            de=(
                "Der Fahrplan als Ganzes liegt nicht bei; er muss geladen und je Stadt ausgezählt "
                "werden."
            ),
            en=(
                "The timetable as a whole is not at hand; it has to be loaded and counted per city."
            ),
        ),
    ),
)
