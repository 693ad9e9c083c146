"""Charts on a page, each with its sentence, table, source and downloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st
from plotly.graph_objects import Figure

from resilience.app import cache, vendor
from resilience.app.controls import take_city
from resilience.app.html import below_html, provenance_html
from resilience.app.names import names_of
from resilience.app.pictures import PagePicture, take
from resilience.app.screens import show_button
from resilience.app.selection import current, update
from resilience.charts.file import chart_file
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

PNG_SCALE = 2.0
"""Pixels of a saved picture per pixel on screen."""
PLOTLY_ADDRESS = vendor.address(vendor.PLOTLY)


def colour_scheme() -> ColourScheme:
    """Return whether the browser shows the light or the dark theme."""
    return "dark" if st.context.theme.type == "dark" else "light"


def drawn(make: Callable[..., Figure], *arguments: Any) -> str:
    """Return a figure as JSON, made once per server and build, as figures are the costliest part.

    Parameters
    ----------
    make
        A function of `resilience.charts`; its arguments are distinguished as by `cache.computed`.
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
    """Show a chart with sentence, table, source and download menu.

    Parameters
    ----------
    figure
        The chart, see `drawn`.
    key
        Its key on the page.
    title
        Title of the saved picture and of the table behind it.
    sentence
        What the chart shows, for screen readers and for reports.
    provenance
        Provenance of the values shown.
    rows, columns
        The table behind it.
    marked
        Key of the area whose row is highlighted.
    legend
        How to read the chart.
    unfolded
        Whether sentence and table are unfolded.
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
    screen: Mapping[str, Any] = MappingProxyType({}),
    **below: Any,
) -> None:
    """Show a picture, the parts below it, see `html.below_html`, and the download menu.

    Parameters
    ----------
    figure
        The chart, see `drawn`; empty for another picture.
    pictures
        Functions that make the files of a picture drawn elsewhere, by a key of `PICTURES`.
    screen
        Its fields as a screen of a meeting, see `PagePicture`.
    """
    lang, told = current().lang, (title, sentence, provenance, rows, columns)
    legend = below.get("legend", "")
    seen: dict[str, Any] = {"legend": legend, "figure": figure, **screen}
    if take(key, PagePicture(title, provenance.brief, sentence, **seen)):
        return
    html = cache.computed(partial(below_html, sort=current().sort, **below), *told, lang)
    chart = {"figure": figure, "label": sentence, "whole": t(lang, "chart.whole")}
    chart["lib"] = PLOTLY_ADDRESS
    if figure:
        source = f"{legend} {provenance.line}".strip()
        given = (figure, title, source, sentence, colour_scheme())
        makers = {"png": _png, "svg": _svg}
        pictures = {kind: partial(cache.computed, make, *given) for kind, make in makers.items()}
    _put(key, {"html": html, **(chart if figure else {})})
    with st.popover(t(lang, "chart.save"), key=f"save_{key}"):
        show_button(key)
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


def show_small_chart(key: str, figure: str, label: str) -> None:
    """Show a small chart by itself, beside a text that explains it.

    Parameters
    ----------
    figure
        See `drawn`.
    label
        What it shows, for screen readers.
    """
    whole = t(current().lang, "chart.whole")
    told = {"html": "", "figure": figure, "label": label, "whole": whole, "lib": PLOTLY_ADDRESS}
    _put(key, told)


def _put(key: str, data: Mapping[str, Any]) -> None:
    """Put the component on the page, and handle its events."""
    told = {"on_city_change": partial(_take, key), "on_sort_change": partial(_sort, key)}
    _component()(key=key, data=data, **told)


def _take(key: str) -> None:
    take_city(st.session_state[key]["city"])


def _sort(key: str) -> None:
    """Sort tables by the column clicked, in ascending order first."""
    column = st.session_state[key]["sort"]
    update(sort=f"{column}.{'down' if current().sort == f'{column}.up' else 'up'}")


def _png(figure: str, title: str, source: str, sentence: str, scheme: ColourScheme) -> bytes:
    return chart_file(figure, title, source, sentence, scheme).png(PNG_SCALE)


def _svg(figure: str, title: str, source: str, sentence: str, scheme: ColourScheme) -> bytes:
    return chart_file(figure, title, source, sentence, scheme).file(title)


def _csv(
    rows: pd.DataFrame, columns: list[Column], title: str, provenance: Provenance, lang: Lang
) -> bytes:
    return table_csv(rows, columns, lang)


def _xlsx(
    rows: pd.DataFrame, columns: list[Column], title: str, provenance: Provenance, lang: Lang
) -> bytes:
    return table_xlsx(rows, columns, title, provenance.line)


FILES = {"csv": (_csv, TYPES["csv_german"]), "xlsx": (_xlsx, TYPES["xlsx"])}
"""Per file extension the function that makes a table's file, and its MIME type."""
PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
"""MIME types of pictures by file extension."""


@lru_cache
def _component() -> Any:
    """Return the component that shows figures, and HTML whose unfolded parts stay open."""
    script = (ROOT / "static" / "plot.js").read_text(encoding="utf-8")
    return st.components.v2.component(
        "plot", html='<div class="figure"></div>', js=script, isolate_styles=False
    )


def show_html(key: str, *parts: str) -> None:
    """Show texts, lists and sources below each other; unfolded parts stay open."""
    _put(key, {"html": "".join(parts)})


def show_text(*parts: str) -> None:
    """Show headings, paragraphs and tables, see `html`, below each other as one element.

    Streamlit renders each of its own texts separately, which costs a first visit about 30 ms each.
    """
    st.html(f'<div class="text">{"".join(parts)}</div>')


def source_html(provenance: Provenance) -> str:
    """Return the provenance line as HTML; it unfolds to the individual sources."""
    return cache.computed(provenance_html, provenance, current().lang)


def show_provenance(provenance: Provenance) -> None:
    """Show the provenance line; it unfolds to the individual sources."""
    st.html(source_html(provenance))


def provenance_of(measure: Measure, areas: Sequence[str] = ()) -> Provenance:
    """Return the provenance of the values shown.

    Parameters
    ----------
    areas
        Areas of the values; by default the region's members.
    """
    return cache.computed(lines.provenance_of, cache.query, measure, tuple(areas) or _members())


def provenance_of_both(first: Measure, second: Measure) -> Provenance:
    """Return the provenance of two indicators' values, for the region's members."""
    return cache.computed(lines.provenance_of_both, cache.query, first, second, _members())


def provenance_of_all_years(measure: Measure) -> Provenance:
    """Return the provenance of an indicator's values of all years, for the region's members."""
    return cache.computed(lines.provenance_of_all_years, cache.query, measure, _members())


def provenance_of_scores(groups: tuple[str, ...], rows: pd.DataFrame) -> Provenance:
    """Return the provenance of scores, see `text.provenance.provenance_of_scores`."""
    return cache.computed(lines.provenance_of_scores, cache.query, groups, rows, current().lang)


def _members() -> tuple[str, ...]:
    return tuple(names_of(current().region))
