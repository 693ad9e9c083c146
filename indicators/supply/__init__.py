"""Theme field Supply."""

from resilience.spec import Text, Theme

THEME = Theme(
    name=Text(de="Versorgung", en="Supply"),
    question=Text(
        de="Bleiben Alltag, Gesundheit, Energie und Netze versorgt, wenn etwas ausfällt?",
        en="Do daily needs, health, energy and networks hold when something fails?",
    ),
    position=3,
)
