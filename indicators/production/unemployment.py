"""Unemployed persons per 1,000 inhabitants; computed as soon as figures are fetched."""

from resilience.spec import (
    PER_1000_INHABITANTS,
    Awaiting,
    Clause,
    Example,
    Indicator,
    Text,
)

INDICATOR = Indicator(
    name=Text(de="Arbeitslose je 1.000 Einwohner", en="Unemployed persons per 1,000 inhabitants"),
    about=Text(
        de="Arbeitslose im Mittel des Jahres je 1.000 Einwohner.",
        en="Unemployed persons, mean of the year, per 1,000 inhabitants.",
    ),
    numerator=Text(
        de="Arbeitslose aller Rechtskreise, Mittel der zwölf Monate",
        en="unemployed persons under all codes of social law, mean of the twelve months",
    ),
    denominator=Text(
        de="1.000 Einwohner am letzten vorliegenden Jahresende",
        en="1,000 inhabitants at the latest year-end available",
    ),
    unit=PER_1000_INHABITANTS,
    capacity="robustness",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wo viele arbeitslos sind, fehlen Einkommen und Reserven, und der nächste Abschwung "
            "trifft härter."
        ),
        en=(
            "Where many are unemployed, incomes and reserves are lacking and the next downturn "
            "hits harder."
        ),
    ),
    needs=("unemployed_ba", "population_register"),
    sql="""
        SELECT u.ags, u.period, 1000 * u.value / nullif(p.value, 0) AS value
        FROM unemployed_ba u
        ASOF JOIN population_register p ON u.ags = p.ags AND u.period >= p.period
    """,
    example=Example(
        given={
            "unemployed_ba": [("05158020", "2025", 1500.0)],
            "population_register": [("05158020", "2023", 60000.0)],
        },
        expected=[("05158020", "2025", 25.0)],
    ),
    caveat=Text(
        de=(
            "Keine Arbeitslosenquote: die bezieht sich auf die Erwerbspersonen, die nach Gemeinden "
            "nicht vorliegen. Wer eine Maßnahme besucht oder krank ist, zählt nicht."
        ),
        en=(
            "No unemployment rate: that refers to the labour force, which is not at hand by "
            "municipality. Who attends a measure or is ill does not count."
        ),
    ),
    frameworks=(
        Clause("iso37120.5.unemployment"),
        Clause("sdg.8.5"),
        Clause("bric.economic.employment"),
    ),
    awaiting=Awaiting(
        publisher="Statistik der Bundesagentur für Arbeit",
        table="Arbeitslose und Arbeitslosenquoten, Gemeinden",
        url="https://statistik.arbeitsagentur.de",
        why=Text(
            de=(
                "Die Zahlen sind noch nicht abgerufen: python3 -m resilience refresh "
                "ba_unemployed holt sie, der nächste Bau rechnet damit."
            ),
            en=(
                "The figures are not fetched yet: python3 -m resilience refresh ba_unemployed "
                "does it, and the next build computes with them."
            ),
        ),
    ),
)
