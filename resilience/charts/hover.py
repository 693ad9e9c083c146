"""Labels of cities and hover texts of markers: value, interval, year and quality."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from resilience.i18n import Lang, number, t
from resilience.model.measure import Measure, years_text


def bold(text: str, on: bool) -> str:
    """Return a text for plotly, in bold if it belongs to the chosen area."""
    return f"<b>{escape(text, quote=False)}</b>" if on else escape(text, quote=False)


def told(name: str, *lines: str) -> str:
    """Return a hover text: a name in bold and lines below it."""
    return "<br>".join([bold(name, True), *(escape(one, quote=False) for one in lines if one)])


def told_of(measure: Measure, area: Mapping[Any, Any], when: str = "") -> str:
    """Return the hover text of an area: its value with unit, interval, year and quality.

    Parameters
    ----------
    when
        The year, if it differs from the measure's.
    """
    lang, interval = measure.lang, ""
    if area["low"] == area["low"]:
        ends = f"{measure.number(area['low'])} – {measure.number(area['high'])}"
        interval = f"{t(lang, 'compare.col_interval')}: {ends}"
    year = when or measure.year(dict(area))
    quality = t(lang, f"quality.{area['quality']}")
    return told(area["name"], measure.quantity(area["value"]), interval, f"{year} · {quality}")


def told_of_score(area: Mapping[Any, Any], lang: Lang) -> str:
    """Return the hover text of a theme's or capacity's score: points, coverage and years."""
    coverage = number(100 * area["coverage"], 0, lang)
    years = years_text(area["oldest"], area["newest"])
    return told(
        area["name"],
        t(lang, "overview.points", score=number(area["value"], 0, lang)),
        t(lang, "overview.covered", coverage=coverage, years=years),
    )
