"""Theme field Production."""

from resilience.spec import Text, Theme

THEME = Theme(
    name=Text(de="Produktion", en="Production"),
    question=Text(
        de="Bleibt die Stadt ein Ort der Arbeit und Wertschöpfung, wenn eine Branche wankt?",
        en="Does the city remain a place of work and value creation when one industry falters?",
    ),
    position=4,
)
