"""Employees per manufacturing plant."""

from resilience.spec import Clause, Example, Indicator, Text, ratio

INDICATOR = Indicator(
    name=Text(de="Größe der Industriebetriebe", en="Size of industrial plants"),
    about=Text(
        de=("Beschäftigte je Betrieb des Verarbeitenden Gewerbes und Bergbaus am 30. September."),
        en="Employees per plant of manufacturing and mining on 30 September.",
    ),
    numerator=Text(
        de="Beschäftigte in Betrieben ab 20 Beschäftigten", en="employees in plants of 20 or more"
    ),
    denominator=Text(de="Betriebe ab 20 Beschäftigten", en="plants of 20 or more"),
    unit=Text(de="je Betrieb", en="per plant"),
    capacity="redundancy",
    direction="context",
    reason=Text(
        de=(
            "Viele kleinere Betriebe verteilen das Risiko, große tragen Forschung und Zulieferer: "
            "ohne Wertung."
        ),
        en=(
            "Many smaller plants spread the risk, large ones carry research and suppliers: not "
            "judged."
        ),
    ),
    needs=("manufacturing_employees", "manufacturing_plants"),
    sql=ratio("manufacturing_employees", "manufacturing_plants"),
    example=Example(
        given={
            "manufacturing_employees": [("05158020", "2015", 4000.0), ("05158036", "2015", None)],
            "manufacturing_plants": [("05158020", "2015", 40.0), ("05158036", "2015", 2.0)],
        },
        expected=[("05158020", "2015", 100.0), ("05158036", "2015", None)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Bis 2015; nur Betriebe ab 20 Beschäftigten. Wo wenige Betriebe sind, hält das Amt "
            "die Beschäftigten geheim."
        ),
        en=(
            "Up to 2015; only plants of 20 employees or more. Where there are few plants, the "
            "office withholds the employees."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("bric.economic.business_size"),
        Clause("iso37120.5.businesses"),
        Clause("iso37123.5.5"),
    ),
)
