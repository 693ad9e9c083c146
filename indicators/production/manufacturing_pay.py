"""Gross pay per manufacturing employee."""

from resilience.spec import Clause, Example, Indicator, Text, ratio

INDICATOR = Indicator(
    name=Text(de="Lohn in der Industrie", en="Pay in manufacturing"),
    about=Text(
        de=("Bruttoentgelte je Beschäftigten des Verarbeitenden Gewerbes und Bergbaus im Jahr."),
        en="Gross pay per employee of manufacturing and mining in the year.",
    ),
    numerator=Text(de="Bruttoentgelte, in EUR", en="gross pay, in EUR"),
    denominator=Text(de="Beschäftigte am 30. September", en="employees on 30 September"),
    unit=Text(de="EUR je Jahr", en="EUR per year"),
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Hohe Löhne zeigen ertragreiche Betriebe und Kaufkraft, sagen über Krisenfestigkeit "
            "aber nichts: ohne Wertung."
        ),
        en=(
            "High pay shows profitable firms and purchasing power but says nothing on how they "
            "stand a crisis: not judged."
        ),
    ),
    needs=("manufacturing_pay", "manufacturing_employees"),
    sql=ratio("manufacturing_pay", "manufacturing_employees"),
    example=Example(
        given={
            "manufacturing_pay": [("05158020", "2015", 180000000.0)],
            "manufacturing_employees": [("05158020", "2015", 4000.0)],
        },
        expected=[("05158020", "2015", 45000.0)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Bis 2015, in jeweiligen Preisen; nur Betriebe ab 20 Beschäftigten, teils geheim "
            "gehalten."
        ),
        en=("Up to 2015, at current prices; only plants of 20 employees or more, partly withheld."),
    ),
    decimals=0,
    frameworks=(Clause("sdg.9.2"), Clause("sdg.8.1")),
)
