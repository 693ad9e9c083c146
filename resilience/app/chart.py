"""How a chart stands on a page: with its sentence, its table, its source and itself as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st
from plotly.graph_objects import Figure

from resilience.app import cache, vendor
from resilience.app.controls import members_of, take_city
from resilience.app.html import below_html, buttons_html, provenance_html
from resilience.app.selection import current
from resilience.charts.style import ColourScheme
from resilience.export import TYPES
from resilience.export.csv import file_name, table_csv
from resilience.export.xlsx import table_xlsx
from resilience.i18n import Lang, t
from resilience.model.measure import Measure
from resilience.model.provenance import Provenance
from resilience.settings import ROOT
from resilience.text import provenance as lines
from resilience.text.tables import Column

PLOTLY_ADDRESS = vendor.address(vendor.PLOTLY)


def colour_scheme() -> ColourScheme:
    """Return whether the browser shows the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


def drawn(make: Callable[..., Figure], *arguments: Any) -> str:
    """Return a figure as JSON, made once per server and build: a figure costs more than the rest.

    Parameters
    ----------
    make
        One of the modules of `resilience.charts`; its arguments are told apart as by
        `cache.computed`.
    """
    return cache.computed(partial(_json, make), *arguments)


def _json(make: Callable[..., Figure], *arguments: Any) -> str:
    return str(make(*arguments).to_json())


def show_chart(
    figure: str,
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
    figure
        The chart, see `drawn`.
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
    told = (title, sentence, provenance, rows, columns)
    show_figure(key, *told, marked=marked, legend=legend, unfolded=unfolded, figure=figure)


def show_figure(
    key: str,
    title: str,
    sentence: str,
    provenance: Provenance,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    figure: str = "",
    pictures: Mapping[str, Callable[[], bytes]] = MappingProxyType({}),
    **below: Any,
) -> None:
    """Show a picture, what stands below it, see `html.below_html`, and the menu that saves it.

    Parameters
    ----------
    figure
        Of a chart, see `drawn`.
    pictures
        Of a picture that something else draws: what makes its files, by one of `PICTURES`.
    """
    lang, told = current().lang, (title, sentence, provenance, rows, columns)
    html = cache.computed(partial(below_html, **below), *told, lang)
    source = f"{below.get('legend', '')} {provenance.line}".strip()
    words = {"name": key, "label": sentence, "title": title, "source": source}
    chart = {**words, "figure": figure, "whole": t(lang, "chart.whole"), "lib": PLOTLY_ADDRESS}
    _component()(
        key=key,
        data={"html": html, **(chart if figure else {})},
        on_city_change=partial(_take, key),
    )
    with st.popover(t(lang, "chart.save"), key=f"save_{key}"):
        if figure:
            show_html(f"{key}_picture", buttons_html(title, key, lang))
        with st.container(horizontal=True):
            for kind, draw in pictures.items():
                st.download_button(
                    t(lang, "chart.as_picture", format=kind.upper()),
                    draw,
                    f"{file_name(title)}.{kind}",
                    PICTURES[kind],
                    key=f"{kind}_{key}",
                    on_click="ignore",
                )
            for kind, (make, mime) in FILES.items():
                st.download_button(
                    t(lang, "chart.as_table", format=kind.upper()),
                    partial(cache.computed, make, rows, list(columns), title, provenance, lang),
                    f"{file_name(title)}.{kind}",
                    mime,
                    key=f"{kind}_{key}",
                    on_click="ignore",
                )


def _take(key: str) -> None:
    take_city(st.session_state[key]["city"])


def _csv(
    rows: pd.DataFrame, columns: list[Column], title: str, provenance: Provenance, lang: Lang
) -> bytes:
    return table_csv(rows, columns, lang)


def _xlsx(
    rows: pd.DataFrame, columns: list[Column], title: str, provenance: Provenance, lang: Lang
) -> bytes:
    return table_xlsx(rows, columns, title, provenance.line)


FILES = {"csv": (_csv, TYPES["csv_german"]), "xlsx": (_xlsx, TYPES["xlsx"])}
"""Per ending what makes a table's file, and its MIME type."""
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
"""MIME types of pictures, by ending."""


@lru_cache
def _component() -> Any:
    """Return what puts a figure on a page, and HTML with parts that stay open."""
    script = (ROOT / "static" / "plot.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "plot", html='<div class="figure"></div>', js=script, isolate_styles=False
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
