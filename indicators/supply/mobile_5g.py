"""Area covered by 5G."""

from resilience.spec import (
    PERCENT,
    Accepted,
    Clause,
    Example,
    Goalposts,
    Indicator,
    Text,
    published,
)

INDICATOR = Indicator(
    name=Text(de="5G-Abdeckung der Fläche", en="Area covered by 5G"),
    about=Text(
        de="Anteil der Gemeindefläche mit mobilem Breitband im Standard 5G.",
        en="Share of the municipal area with mobile broadband in the 5G standard.",
    ),
    numerator=Text(de="Mit 5G versorgte Fläche im Januar", en="Area covered by 5G in January"),
    denominator=Text(de="Fläche der Gemeinde", en="Area of the municipality"),
    unit=PERCENT,
    capacity="redundancy",
    direction="higher_is_better",
    reason=Text(
        de="Mobilfunk ist der zweite Weg, wenn das Festnetz ausfällt, und trägt Warnungen.",
        en="Mobile networks are the fallback when fixed lines fail, and they carry warnings.",
    ),
    needs=("mobile_5g_share",),
    sql=published("mobile_5g_share"),
    example=Example(
        given={"mobile_5g_share": [("05158020", "2024", 100.0)]},
        expected=[("05158020", "2024", 100.0)],
    ),
    goalposts=Goalposts(town=(80, 100), large_city=(95.3, 100), year="2024"),
    accepted=(
        Accepted(
            "ceiling",
            "the gaps of the few others matter in a power cut",
        ),
    ),
    caveat=Text(
        de="Fläche, nicht Menschen; bei Stromausfall hält Mobilfunk meist nur kurz.",
        en="Area, not people; in a power cut mobile networks usually last only briefly.",
    ),
    frameworks=(
        Clause("iso37123.18.1"),
        Clause("iso37120.18.mobile"),
        Clause("cri.9.3"),
        Clause("undrr.e8.communications"),
        Clause("bric.social.communication"),
        Clause("sdg.9.c"),
    ),
)
