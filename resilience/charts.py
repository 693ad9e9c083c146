"""How a chart stands on a page: with its sentence, its table, its source and itself as a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Any

import pandas as pd
import streamlit as st

from resilience import asking, cached, queries
from resilience.controls import members_of
from resilience.export.csv import file_name, table_csv
from resilience.i18n import t
from resilience.selection import current
from resilience.settings import ROOT
from resilience.views.chart import Drawn
from resilience.views.provenance import Origin, origin, source_table
from resilience.views.shown import Shown
from resilience.views.style import Ground
from resilience.views.tables import Column, html_table, picture_buttons

PLAIN = {"displayModeBar": False}


@lru_cache
def page_script() -> str:
    """Return the script that saves charts as files and sorts tables."""
    return (ROOT / "static" / "page.js").read_text(encoding="utf-8")


@lru_cache
def print_style() -> str:
    """Return how every page looks on paper."""
    return f"<style>{(ROOT / 'static' / 'print.css').read_text(encoding='utf-8')}</style>"


def ground() -> Ground:
    """Return whether the browser shows the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show_chart(
    spec: Any,
    key: str,
    title: str,
    sentence: str,
    origin: Origin,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    marked: str = "",
    legend: str = "",
    unfolded: bool = False,
) -> None:
    """Show a chart with all that belongs to it.

    Parameters
    ----------
    spec
        The chart: a dictionary of `views.chart.Chart` or a figure of plotly's.
    key
        Its name on the page.
    title
        What the picture is called as a file, and the table behind it.
    sentence
        What the chart shows, for screen readers and for reports.
    origin
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
    figure = Drawn(spec) if isinstance(spec, dict) else spec
    st.plotly_chart(figure, key=key, theme=None, config=PLAIN, alt=sentence)
    if legend:
        st.caption(legend)
    below = f"{legend} {origin.line}".strip()
    show_origin(origin, picture_buttons(key, title, sentence, below, current().lang))
    show_table(key, title, sentence, rows, columns, marked, unfolded)


def show_table(
    key: str,
    title: str,
    sentence: str,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    marked: str = "",
    unfolded: bool = False,
) -> None:
    """Show the sentence and the table behind a picture, see `show_chart`."""
    lang = current().lang
    with st.expander(t(lang, "chart.table"), expanded=unfolded):
        st.markdown(sentence)
        st.html(html_table(rows, columns, title, marked))
        st.download_button(
            t(lang, "chart.save_table"),
            partial(table_csv, rows, columns, lang),
            file_name=f"{file_name(title)}.csv",
            mime="text/csv",
            on_click="ignore",
            key=f"{key}_csv",
        )


def show_origin(origin: Origin, buttons: str = "") -> None:
    """Print the provenance line, with the sources one by one behind it.

    Parameters
    ----------
    buttons
        HTML that stands between them.
    """
    lang = current().lang
    st.caption(origin.line)
    if buttons:
        st.html(buttons)
    if origin.sources.empty:
        return
    with st.expander(t(lang, "provenance.details")):
        rows, columns = source_table(origin.sources, lang)
        table = html_table(rows, columns, t(lang, "provenance.caption"))
        st.html(f'<div class="sources">{table}</div>')


def origin_of(shown: Shown, areas: Sequence[str] = ()) -> Origin:
    """Return where the values shown come from.

    Parameters
    ----------
    areas
        Whose values; by default the region's members'.
    """
    return asking.origin_of(cached.query, shown, tuple(areas) or _members())


def origin_of_both(first: Shown, second: Shown) -> Origin:
    """Return where the values of two indicators come from, for the region's members."""
    keys, lang = _members(), current().lang
    found, letters = [], []
    for shown in (first, second):
        found.append(cached.query(queries.provenance, shown.indicator_id, shown.period, keys, lang))
        rows = pd.DataFrame({"ags": keys}).merge(shown.values, on="ags", how="left")
        letters.append(rows["quality"].fillna("O"))
    sources = pd.concat(found).drop_duplicates(["publisher", "table_code", "citation"])
    years = " / ".join(dict.fromkeys((first.period, second.period)))
    return origin(sources, years, pd.concat(letters), lang)


def origin_of_all_years(shown: Shown) -> Origin:
    """Return where an indicator's values of all years come from, for the region's members."""
    return asking.origin_of_all_years(cached.query, shown, _members())


def origin_of_scores(groups: tuple[str, ...], rows: pd.DataFrame) -> Origin:
    """Return where scores come from, see `asking.origin_of_scores`."""
    return asking.origin_of_scores(cached.query, groups, rows, current().lang)


def origin_of_city(ags: str, rows: pd.DataFrame) -> Origin:
    """Return where all values of one city come from, see `asking.origin_of_city`."""
    return asking.origin_of_city(cached.query, ags, rows, current().lang)


def _members() -> tuple[str, ...]:
    return tuple(members_of(current().region)["ags"])
