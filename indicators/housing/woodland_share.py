"""Woodland as a share of the area."""

from resilience.spec import PERCENT, Clause, Example, Goalposts, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Anteil von Wald und Gehölz", en="Share of woodland"),
    about=Text(
        de="Anteil von Wald und Gehölz an der Bodenfläche der Stadt.",
        en="Share of forest and woodland in the area of the city.",
    ),
    numerator=Text(de="Wald- und Gehölzfläche, in ha", en="forest and woodland, in ha"),
    denominator=Text(de="Bodenfläche, in ha", en="land area, in ha"),
    unit=PERCENT,
    capacity="adaptation",
    direction="higher_is_better",
    reason=Text(
        de=(
            "Wald in der Nähe kühlt, hält Wasser zurück und ist Erholung ohne Weg. Wie viel es "
            "davon gibt, ist zum großen Teil Landschaft; ihn zu erhalten, ist Entscheidung der "
            "Stadt. Die Richtung ist eine Wertung."
        ),
        en=(
            "Woodland nearby cools, retains water and is recreation without a journey. How much "
            "there is of it is largely landscape; to keep it is the city's decision. The "
            "direction is a judgement."
        ),
    ),
    needs=(Need("land_use", categories=("forest", "woodland", "")),),
    sql="""
        SELECT ags, period,
               100 * sum(value) FILTER (category <> '')
                   / nullif(sum(value) FILTER (category = ''), 0) AS value
        FROM land_use
        GROUP BY ags, period
        HAVING count(value) = 3
    """,
    example=Example(
        given={
            "land_use": [
                ("05158020", "2021", "forest", 500.0),
                ("05158020", "2021", "woodland", 100.0),
                ("05158020", "2021", "", 4000.0),
            ],
        },
        expected=[("05158020", "2021", 15.0)],
    ),
    goalposts=Goalposts(town=(5, 57), large_city=(9, 42), year="2021"),
    caveat=Text(
        de=(
            "Erreichbarkeit wird nicht gemessen; Wald am Stadtrand zählt voll, Parks zählen nicht, "
            "Wald jenseits der Stadtgrenze auch nicht."
        ),
        en=(
            "Access is not measured; woodland at the edge counts fully, parks do not count, nor "
            "does woodland beyond the boundary."
        ),
    ),
    frameworks=(
        Clause("iso37120.21.green"),
        Clause("sdg.15.1"),
        Clause("cri.7.3"),
        Clause("memorandum.open_space"),
        Clause("iso37123.8.8"),
    ),
)
