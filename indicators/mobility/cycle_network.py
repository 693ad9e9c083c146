"""Cycle network per kilometre of road."""

from resilience.spec import Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Radnetz je km Straße", en="Cycle network per km of road"),
    about=Text(
        de=(
            "Länge der Radwege, Fahrradstraßen und Radstreifen je Kilometer Straße ohne Autobahnen."
        ),
        en=(
            "Length of cycle paths, cycle streets and lanes per kilometre of road without "
            "motorways."
        ),
    ),
    numerator=Text(
        de="km Radwege, Fahrradstraßen und Radstreifen",
        en="km of cycle paths, cycle streets and lanes",
    ),
    denominator=Text(de="km Straßen ohne Autobahnen", en="km of roads without motorways"),
    unit=Text(de="km je km", en="km per km"),
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de="Sichere Radwege machen unabhängig von Kraftstoff, Fahrplan und Stau.",
        en="Safe cycle paths make independent of fuel, timetable and congestion.",
    ),
    caveat=Text(
        de=(
            "Nicht amtlich; die Vollständigkeit schwankt je Stadt, der Stichtag der Auswertung "
            "muss dabeistehen."
        ),
        en=("Not official; completeness varies by city, and the day of extraction must be given."),
    ),
    decimals=2,
    frameworks=(Clause("iso37120.19.cycling"), Clause("cri.9.1"), Clause("sdg.11.2")),
    awaiting=Awaiting(
        publisher="OpenStreetMap-Mitwirkende",
        table="Auszug Nordrhein-Westfalen",
        url="openstreetmap.org",
        why=Text(
            de="Der Auszug liegt nicht bei; er muss geladen und je Stadt vermessen werden.",
            en="The extract is not at hand; it has to be loaded and measured per city.",
        ),
    ),
)
