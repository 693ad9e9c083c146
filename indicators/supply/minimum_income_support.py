"""People on minimum income support; figures awaited."""

from resilience.spec import INHABITANTS_OF_THE_SAME_YEAR, PERCENT, Awaiting, Clause, Indicator, Text

INDICATOR = Indicator(
    name=Text(de="Mindestsicherungsquote", en="Minimum income support rate"),
    about=Text(
        de="Anteil der Menschen, die Leistungen der sozialen Mindestsicherung erhalten.",
        en="Share of people who receive minimum income support.",
    ),
    numerator=Text(
        de="Empfängerinnen und Empfänger von Mindestsicherung am 31.12.",
        en="Recipients of minimum income support on 31 December",
    ),
    denominator=INHABITANTS_OF_THE_SAME_YEAR,
    unit=PERCENT,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de="Wer am Existenzminimum lebt, hat für Preisschübe und Ausfälle keine Reserve.",
        en="Those who live at the subsistence level have no reserve for price shocks and outages.",
    ),
    caveat=Text(
        de=(
            "Zählt, wer Leistungen erhält, nicht wer arm ist: Ein Teil der Berechtigten stellt "
            "keinen Antrag. Geflüchtete aus der Ukraine beziehen seit 2022 diese Leistungen: ein "
            "Sprung ohne Trend."
        ),
        en=(
            "Counts who receives support, not who is poor: some of those entitled never apply. "
            "Refugees from Ukraine have received these benefits since 2022: a jump, no trend."
        ),
    ),
    frameworks=(
        Clause("iso37123.13.2"),
        Clause("iso37120.13.social"),
        Clause("sdg.1.2"),
        Clause("bbsr.polarisation"),
    ),
    awaiting=Awaiting(
        publisher="Landesbetrieb Information und Technik Nordrhein-Westfalen (IT.NRW)",
        table="Landesdatenbank NRW, 22811-01i",
        url="https://www.landesdatenbank.nrw.de",
        why=Text(
            de=(
                "Die Gemeindetabelle liegt nicht vor; vorhanden sind nur Werte der Kreise und "
                "kreisfreien Städte, die die Städte eines Kreises nicht unterscheiden."
            ),
            en=(
                "The table by municipality is not at hand; there are only figures of counties and "
                "county boroughs, which do not tell a county's cities apart."
            ),
        ),
    ),
)
