"""Theme field Housing."""

from resilience.spec import Text, Theme

THEME = Theme(
    name=Text(de="Wohnen", en="Housing"),
    question=Text(
        de="Finden die Menschen auch in Krisen passenden und bezahlbaren Wohnraum?",
        en="Do people find suitable and affordable housing even in a crisis?",
    ),
    position=1,
)
