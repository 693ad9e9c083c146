"""Ticks of axes at round values, with their texts."""

from __future__ import annotations

import math

from resilience.i18n import Lang, number

Ticks = tuple[tuple[float, str], ...]
"""Values with their texts."""


def round_step(span: float, most: int) -> float:
    """Return the smallest of 1, 2, 5, 10, ... that divides a span into at most ``most`` parts."""
    part = span / most
    power = 10.0 ** math.floor(math.log10(part))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= part * 0.999)


def ticks_of_points(lang: Lang) -> Ticks:
    """Return the ticks of an axis of points, 0 to 100."""
    return tuple((float(mark), number(mark, 0, lang)) for mark in (0, 25, 50, 75, 100))


def ticks_within(ends: tuple[float, float], most: int, lang: Lang) -> Ticks:
    """Return the round values between two ends."""
    step = round_step(ends[1] - ends[0], most)
    first, last = math.ceil(ends[0] / step - 1e-9), math.floor(ends[1] / step + 1e-9)
    return _ticks(step, first, last, lang)


def _ticks(step: float, first: int, last: int, lang: Lang) -> Ticks:
    """Return the multiples of a step from one to another."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    return tuple((k * step, number(k * step, decimals, lang)) for k in range(first, last + 1))
