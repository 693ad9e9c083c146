"""Diversity of local renewable power sources."""

from resilience.spec import Clause, Example, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Vielfalt der örtlichen Ökostromquellen", en="Diversity of local renewable power"),
    about=Text(
        de=(
            "Wirksame Zahl der Quellen Photovoltaik, Wind an Land und Wasser nach installierter "
            "Leistung: 1, wenn alles aus einer stammt, 3 bei gleichen Teilen."
        ),
        en=(
            "Effective number of the sources photovoltaics, onshore wind and hydropower by "
            "installed capacity: 1 if all comes from one, 3 for equal parts."
        ),
    ),
    numerator=Text(
        de="Quadrat der Summe der installierten Leistungen am 31.12.",
        en="Square of the sum of installed capacities on 31 December",
    ),
    denominator=Text(
        de="Summe der Quadrate der drei Leistungen (Kehrwert des Herfindahl-Index)",
        en="Sum of the squares of the three capacities (inverse of the Herfindahl index)",
    ),
    unit=Text(de="Quellen", en="sources"),
    capacity="redundancy",
    direction="context",
    reason=Text(
        de=(
            "Sonne, Wind und Wasser fallen selten zugleich aus; doch Wind und Wasser setzen Lagen"
            " voraus, die die meisten Städte nicht haben. Ohne Wertung."
        ),
        en=(
            "Sun, wind and water seldom fail at once; but wind and water need sites that most "
            "towns do not have. Not judged."
        ),
    ),
    needs=(Need("renewable_capacity", categories=("pv", "wind_onshore", "hydro")),),
    sql="""
        SELECT
            ags,
            period,
            CASE WHEN count(value) = 3 THEN sum(value) ^ 2 / nullif(sum(value ^ 2), 0) END AS value
        FROM renewable_capacity
        GROUP BY ags, period
    """,
    example=Example(
        given={
            "renewable_capacity": [
                ("05158032", "2023", "pv", 20000.0),
                ("05158032", "2023", "wind_onshore", 20000.0),
                ("05158032", "2023", "hydro", 0.0),
                ("05158036", "2023", "pv", 0.0),
                ("05158036", "2023", "wind_onshore", 0.0),
                ("05158036", "2023", "hydro", 0.0),
            ]
        },
        expected=[("05158032", "2023", 2.0), ("05158036", "2023", None)],
    ),
    noise="complete",
    caveat=Text(
        de=(
            "Örtliche Anlagen, nicht die Herkunft des verbrauchten Stroms: Das Netz liefert von "
            "überall. Dicht bebaute Städte haben kaum Platz für Wind und liegen fast alle nahe 1. "
            "Ohne Biomasse, deren Registerangaben für einzelne Städte unplausibel sind; die "
            "Abgrenzung der Wasserkraft wechselt zwischen 2021 und 2023."
        ),
        en=(
            "Local plants, not the origin of the power used: the grid delivers from everywhere. "
            "Densely built cities have hardly any room for wind and nearly all lie close to 1. "
            "Without biomass, whose register entries are implausible for single cities; the "
            "delimitation of hydropower changes between 2021 and 2023."
        ),
    ),
    decimals=2,
    frameworks=(
        Clause("iso37123.7.1"),
        Clause("cri.8.3"),
        Clause("undrr.e8.energy"),
        Clause("sdg.7.1"),
        Clause("bbsr.energy_crisis"),
    ),
    version=2,
)
