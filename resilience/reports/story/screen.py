"""One screen of a story: a sentence, a picture or lines, a few numbers, source."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.charts.still import Still

MOST_NUMBERS = 5


@dataclass(frozen=True)
class Screen:
    """One message.

    Parameters
    ----------
    key
        Its name in the story.
    title
        The message, a sentence.
    source
        The provenance line.
    picture
        The picture; None where there are lines instead.
    legend
        HTML beside the picture.
    numbers
        Up to five pairs of a label and a printed value.
    lines
        Text lines below the title where there is no picture.
    note
        How to read the picture.
    table
        A table as HTML, in place of a picture.
    """

    key: str
    title: str
    source: str
    picture: Still | None = None
    legend: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    note: str = ""
    table: str = ""

    def __post_init__(self) -> None:
        if len(self.numbers) > MOST_NUMBERS:
            raise ValueError(
                f"Screen({self.key!r}): {len(self.numbers)} numbers; {MOST_NUMBERS} at most, "
                "more cannot be taken in"
            )
