"""Integrated municipal debt per inhabitant."""

from resilience.spec import EURO, Clause, Example, Indicator, Text, published

INDICATOR = Indicator(
    name=Text(de="Integrierte Schulden je Einwohner", en="Integrated debt per inhabitant"),
    about=Text(
        de=(
            "Schulden der Kernhaushalte, Extrahaushalte und der anteilig zugerechneten "
            "Unternehmen der Stadt je Einwohner."
        ),
        en=(
            "Debt of the core budget, extra budgets and attributable public companies of the city "
            "per inhabitant."
        ),
    ),
    numerator=Text(
        de=(
            "Schulden am 31.12. von Kernhaushalt, Extrahaushalten und öffentlichen Unternehmen "
            "nach Beteiligung"
        ),
        en="Debt of core budget, extra budgets and public companies by share held on 31 December",
    ),
    denominator=Text(de="Einwohner am 30.06.", en="Inhabitants on 30 June"),
    unit=EURO,
    capacity="robustness",
    direction="context",
    reason=Text(
        de=(
            "Hohe Schulden engen den Spielraum in Krisen ein, können aber für Investitionen "
            "stehen; ohne landesweite Verteilung im Bestand wird nicht bewertet."
        ),
        en=(
            "High debt narrows the room for manoeuvre in a crisis but may stand for investment; "
            "not judged as no state-wide distribution is at hand."
        ),
    ),
    needs=("integrated_debt_per_person",),
    sql=published("integrated_debt_per_person"),
    example=Example(
        given={"integrated_debt_per_person": [("05158026", "2024", 24147.12)]},
        expected=[("05158026", "2024", 24147.12)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Reihenbruch 2024: Die Einwohnerzahl wechselt auf die Basis des Zensus 2022. Nur "
            "einige Städte liegen vor; der Kreis trägt eigene Schulden zusätzlich."
        ),
        en=(
            "Break in 2024: the population base changes to the 2022 census. Only some "
            "cities are at hand; the county carries its own debt in addition."
        ),
    ),
    decimals=0,
    frameworks=(
        Clause("iso37120.9.debt"),
        Clause("iso37123.9.7"),
        Clause("cri.6.1"),
        Clause("undrr.e3"),
        Clause("sdg.17.1"),
        Clause("memorandum.finance"),
    ),
)
