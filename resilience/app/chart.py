"""How a chart stands on a page: with its sentence, its table, its source and itself as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.controls import members_of
from resilience.app.html import figure_html, provenance_html
from resilience.app.selection import current
from resilience.charts.style import ColourScheme
from resilience.model.measure import Measure
from resilience.model.provenance import Provenance
from resilience.settings import ROOT
from resilience.text import provenance as lines
from resilience.text.tables import Column


def colour_scheme() -> ColourScheme:
    """Return whether the browser shows the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show_chart(
    drawn: str,
    key: str,
    title: str,
    sentence: str,
    provenance: Provenance,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    marked: str = "",
    legend: str = "",
    unfolded: bool = False,
) -> None:
    """Show a chart with all that belongs to it.

    Parameters
    ----------
    drawn
        The chart: SVG of `chart.plot`.
    key
        Its name on the page.
    title
        What the picture is called as a file, and the table behind it.
    sentence
        What the chart shows, for screen readers and for reports.
    provenance
        Of the values shown.
    rows, columns
        The table behind it.
    marked
        Key of the area whose row is set off.
    legend
        How to read the chart.
    unfolded
        Sentence and table stand open.
    """
    told = (title, sentence, provenance, rows, columns, current().lang)
    show_figure(key, *told, marked=marked, legend=legend, unfolded=unfolded, drawn=drawn)


def show_figure(key: str, *told: Any, **more: Any) -> None:
    """Show what stands with a picture, see `html.figure_html`."""
    show_html(key, cache.computed(partial(figure_html, **more), key, *told))


@lru_cache
def _component() -> Any:
    """Return what puts a figure on a page: Streamlit takes SVG out of plain HTML."""
    script = (ROOT / "static" / "figure.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "figure", html='<div class="figure"></div>', js=script, isolate_styles=False
    )


def show_html(key: str, *parts: str) -> None:
    """Show texts, lists and sources one below the other; what is open in them stays open."""
    _component()(key=key, data={"html": "".join(parts)})


def show_text(*parts: str) -> None:
    """Show headings, paragraphs and tables, see `figure`, one below the other as one part.

    Streamlit draws each of its own texts apart, which takes some 30 ms of a page's first sight.
    """
    st.html(f'<div class="text">{"".join(parts)}</div>')


def source_html(provenance: Provenance) -> str:
    """Return the provenance line, with the sources one by one behind it."""
    return cache.computed(provenance_html, provenance, current().lang)


def show_provenance(provenance: Provenance) -> None:
    """Print the provenance line, with the sources one by one behind it."""
    st.html(source_html(provenance))


def provenance_of(measure: Measure, areas: Sequence[str] = ()) -> Provenance:
    """Return where the values shown come from.

    Parameters
    ----------
    areas
        Whose values; by default the region's members'.
    """
    return cache.computed(lines.provenance_of, cache.query, measure, tuple(areas) or _members())


def provenance_of_both(first: Measure, second: Measure) -> Provenance:
    """Return where the values of two indicators come from, for the region's members."""
    return cache.computed(lines.provenance_of_both, cache.query, first, second, _members())


def provenance_of_all_years(measure: Measure) -> Provenance:
    """Return where an indicator's values of all years come from, for the region's members."""
    return cache.computed(lines.provenance_of_all_years, cache.query, measure, _members())


def provenance_of_scores(groups: tuple[str, ...], rows: pd.DataFrame) -> Provenance:
    """Return where scores come from, see `lines.provenance_of_scores`."""
    return cache.computed(lines.provenance_of_scores, cache.query, groups, rows, current().lang)


def _members() -> tuple[str, ...]:
    return tuple(members_of(current().region)["ags"])
