"""Growth of settlement and transport land over three years."""

from resilience.spec import Clause, Example, Goalposts, Indicator, Need, Text

INDICATOR = Indicator(
    name=Text(de="Flächeninanspruchnahme", en="Land take"),
    about=Text(
        de=(
            "Zunahme der Siedlungs- und Verkehrsfläche gegenüber dem Stand drei Jahre davor, "
            "gemessen an der Gemeindefläche."
        ),
        en=(
            "Growth of settlement and transport land against three years before, as a share of "
            "the municipality's area."
        ),
    ),
    numerator=Text(
        de="Siedlungs- und Verkehrsfläche abzüglich der drei Jahre davor, in ha",
        en="settlement and transport land less that three years before, in ha",
    ),
    denominator=Text(de="Gemeindefläche, in ha", en="area of the municipality, in ha"),
    unit=Text(de="Prozentpunkte in drei Jahren", en="percentage points in three years"),
    capacity="transformation",
    direction="lower_is_better",
    reason=Text(
        de=(
            "Wer nach innen und nach oben wächst, behält Boden, der Wasser aufnimmt und kühlt; "
            "das folgt dem Ziel des Flächensparens und ist eine Wertung."
        ),
        en=(
            "Whoever grows inward and upward keeps soil that absorbs water and cools; this "
            "follows the aim of saving land and is a judgement."
        ),
    ),
    needs=(Need("land_use", categories=("settlement", "transport", ""), years_before=3),),
    sql="""
        WITH built AS (
            SELECT ags, period, sum(value) FILTER (category <> '') AS built,
                   any_value(value) FILTER (category = '') AS total
            FROM land_use
            GROUP BY ags, period
            HAVING count(value) = 3
        )
        SELECT later.ags, later.period,
               100 * (later.built - earlier.built) / nullif(later.total, 0) AS value
        FROM built later
        JOIN built earlier
          ON earlier.ags = later.ags AND CAST(earlier.period AS INT) = CAST(later.period AS INT) - 3
    """,
    example=Example(
        given={
            "land_use": [
                ("05158020", "2018", "settlement", 1490.0),
                ("05158020", "2018", "transport", 500.0),
                ("05158020", "2018", "", 4000.0),
                ("05158020", "2021", "settlement", 1500.0),
                ("05158020", "2021", "transport", 510.0),
                ("05158020", "2021", "", 4000.0),
            ]
        },
        expected=[("05158020", "2021", 0.5)],
    ),
    goalposts=Goalposts(town=(-0.5, 1), large_city=(-0.8, 1), year="2021"),
    noise="complete",
    caveat=Text(
        de=(
            "Umwidmungen im Kataster erscheinen wie Wachstum oder Rückgang; in der vorliegenden "
            "Aufbereitung zählt wohl Abbauland mit. Wo die Siedlungsfläche um mindestens 0,4 % der "
            "Gemeindefläche schrumpft, gilt der Wert als unsicher und erhält keine Punkte."
        ),
        en=(
            "Reclassifications in the cadastre look like growth or decline; the version at hand "
            "probably includes extraction land. Where settlement land shrinks by 0.4 % of the "
            "municipality's area or more, the value counts as unreliable and gets no points."
        ),
    ),
    decimals=2,
    frameworks=(
        Clause("sdg.11.3", extent="full"),
        Clause("cri.12.3"),
        Clause("memorandum.land_policy"),
        Clause("iso37123.21.2"),
    ),
)
