"""Periods as text: which are valid, and when they begin."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

_PERIOD = r"\d{4}(-Q[1-4]|-\d\d(-\d\d)?)?"
FORMS = "a year 2023, a quarter 2023-Q1, a month 2023-01, a day 2023-01-31"
"""What `_PERIOD` allows, in words."""


@cache
def first_day(period: str) -> date:
    """Return the day on which a year, quarter, month or day begins.

    Raises
    ------
    ValueError
        Another format, or a month or day that does not exist.
    """
    if not re.fullmatch(_PERIOD, period, re.ASCII):
        raise ValueError(f"found the period {period!r}, allowed are {FORMS}")
    year, _, rest = period.partition("-")
    if rest.startswith("Q"):
        return date(int(year), 3 * int(rest[1]) - 2, 1)
    month, _, day = rest.partition("-")
    return date(int(year), int(month or 1), int(day or 1))


@cache
def is_period(text: str) -> bool:
    """Return whether a text is a year, quarter, month or day that exists."""
    try:
        first_day(text)
    except ValueError:
        return False
    return True
