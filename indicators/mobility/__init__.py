"""Theme field Mobility."""

from resilience.spec import Text, Theme

THEME = Theme(
    name=Text(de="Mobilität", en="Mobility"),
    question=Text(
        de="Kommen Menschen und Güter auch dann ans Ziel, wenn ein Weg ausfällt?",
        en="Do people and goods still arrive when one route fails?",
    ),
    position=2,
)
