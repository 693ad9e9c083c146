"""A made-up indicator and made-up observations for the tests."""

from typing import Literal

import pandas as pd

from resilience.model.registry import Entry
from resilience.spec import Example, Indicator, Need, Noise, Text

WORD = Text(de="Prüfwort", en="test word")


def entry(
    sql: str,
    needs: tuple[str | Need, ...] = ("births",),
    noise: Noise | Literal["complete", "unknown"] = "unknown",
) -> Entry:
    """Return a made-up indicator."""
    names = [need if isinstance(need, str) else need.series for need in needs]
    indicator = Indicator(
        name=WORD,
        about=WORD,
        unit=WORD,
        capacity="robustness",
        direction="context",
        reason=WORD,
        needs=needs,
        sql=sql,
        example=Example(given={name: [("x", "2020", 1.0)] for name in names}, expected=[]),
        caveat=WORD,
        numerator=WORD,
        noise=noise,
    )
    return Entry("test.one", "test", "indicators/test/one.py", indicator)


def series(*rows: tuple, snapshot: str = "s") -> pd.DataFrame:
    """Return observations from rows ``(ags, period, [category,] value, quality)``."""
    full = [row if len(row) == 5 else (*row[:2], "", *row[2:]) for row in rows]
    frame = pd.DataFrame(full, columns=["ags", "period", "category", "value", "quality"])
    return frame.astype({"value": "float64"}).assign(note="", snapshot_id=snapshot)
