"""The analyst's part of the page Indikatoren: an indicator's SQL tried out before it is a file."""

from __future__ import annotations

from typing import Any, get_args

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, show_chart, show_text
from resilience.app.controls import members_of
from resilience.app.html import heading, paragraph
from resilience.app.map import layer_from, show_map
from resilience.app.peer_controls import peers_now
from resilience.app.selection import current
from resilience.charts.strip import strip_figure
from resilience.cli.kit import KitError
from resilience.cli.kit.draft import DRAFT_TEXTS, Draft, Tried, tried
from resilience.i18n import LANGS, t
from resilience.model.measure import Measure
from resilience.model.peer_panel import panels_of
from resilience.model.provenance import Provenance
from resilience.spec import CAPACITIES, Direction, Need
from resilience.text import declared
from resilience.text.figures import comparison
from resilience.text.provenance import summed_up
from resilience.text.sentences import strip_sentence
from resilience.text.tables import Column, html_table
from resilience.warehouse import queries
from resilience.warehouse.holdings import SeriesAtHand, series_at_hand

_TRIED = "workbench_tried"
"""Session key of the last trial. It is never in the address, so that no link runs SQL."""
_FIRST = "SELECT ags, period, value\nFROM births"


def show_workbench() -> None:
    """Show the form and, once it is submitted, the results of the SQL."""
    lang = current().lang
    show_text(heading(2, t(lang, "workbench.heading")), paragraph(t(lang, "workbench.intro")))
    with st.form("workbench"):
        draft = _entered()
        pressed = st.form_submit_button(t(lang, "workbench.run"), type="primary")
    if pressed:
        st.session_state.pop(_TRIED, None)
        try:
            st.session_state[_TRIED] = cache.asked_now(tried, draft)
        except KitError as error:
            st.error(t(lang, "workbench.fault", fault=error))
    if found := st.session_state.get(_TRIED):
        _show(found)


def _series() -> list[SeriesAtHand]:
    found: list[SeriesAtHand] = cache.asked_now(series_at_hand)
    return found


def _entered() -> Draft:
    """Show the form's fields and return their content."""
    lang = current().lang
    themes = cache.query(queries.themes, lang)
    labels = dict(zip(themes["theme_id"], themes["label"], strict=True))
    theme, name, digits = st.columns([2, 3, 1])
    word = _Words(lang)
    theme_id = theme.selectbox(word("theme"), list(labels), format_func=labels.__getitem__)
    file_name = name.text_input(word("file"), "first_try", help=word("file_help"))
    decimals = digits.number_input(word("decimals"), 0, 6, 1)
    parts = {
        f"{one.series_id} {part!r}" if part else one.series_id: (one.series_id, part)
        for one in cache.computed(_series)
        for part in one.categories
    }
    chosen = st.multiselect(word("needs"), list(parts), ["births"], help=word("needs_help"))
    needs: dict[str, tuple[str, ...]] = {}
    for one in chosen:
        series, part = parts[one]
        needs[series] = (*needs.get(series, ()), part)
    sql = st.text_area(word("sql"), _FIRST, height=160, help=word("sql_help"))
    capacity, direction = st.columns(2)
    capacities = {one: t(lang, f"capacity.{one}") for one in CAPACITIES}
    directions = {one: t(lang, f"direction.{one}") for one in reversed(get_args(Direction))}
    held: dict[str, Any] = {
        "capacity": capacity.selectbox(
            word("capacity"), list(capacities), format_func=capacities.__getitem__
        ),
        "direction": direction.selectbox(
            word("direction"), list(directions), format_func=directions.__getitem__
        ),
    }
    texts = {}
    with st.expander(word("texts")):
        for text in DRAFT_TEXTS:
            pair = zip(LANGS, st.columns(2), strict=True)
            texts[text] = tuple(
                column.text_input(f"{word(text)} ({one})", key=f"workbench_{text}_{one}").strip()
                for one, column in pair
            )
    return Draft(
        theme_id=theme_id,
        name=file_name.strip(),
        needs=tuple(Need(series, categories) for series, categories in needs.items()),
        sql=sql,
        decimals=int(decimals),
        texts={text: (told[0], told[1]) for text, told in texts.items()},
        **held,
    )


class _Words:
    """The form's texts in a language."""

    def __init__(self, lang: Any) -> None:
        self.lang = lang

    def __call__(self, word: str) -> str:
        return t(self.lang, f"workbench.{word}")


def _show(found: Tried) -> None:
    """Show checks, strip and map, and offer the finished file for download."""
    lang, entry = current().lang, found.entry
    name = entry.file.rpartition("/")[2]
    st.download_button(
        t(lang, "workbench.download", file=entry.file),
        entry.source.encode(),
        name,
        "text/x-python",
        on_click="ignore",
    )
    rows = pd.DataFrame([vars(one) for one in found.findings], columns=["what", "state", "text"])
    columns = [
        Column("what", t(lang, "workbench.check")),
        Column("state", t(lang, "workbench.state")),
        Column("text", t(lang, "workbench.found")),
    ]
    show_text(html_table(rows, columns, t(lang, "workbench.checks", indicator=entry.indicator_id)))
    measure = _measure(found)
    if measure is None:
        return
    city, members, (peers, note) = current().city, members_of(current().region), peers_now()
    split = panels_of(measure, members, peers)
    table, heads = comparison(measure, split)
    title = f"{measure.label} ({measure.unit}), {measure.period}"
    source = _provenance(found, measure)
    told = (title, strip_sentence(measure, split), source, table, heads)
    legend = f"{declared.explanation(split, lang)} {note}".strip()
    figure = drawn(strip_figure, measure, split, city, colour_scheme())
    show_chart(figure, "workbench_strip", *told, city, legend)
    way = entry.indicator.direction
    show_map("workbench_map", layer_from(measure, way, t(lang, f"direction.{way}"), source))


def _measure(found: Tried) -> Measure | None:
    """Return the values in the newest year of the region's members; None if they have none."""
    lang, indicator = current().lang, found.entry.indicator
    values = found.values.assign(score=float("nan"), clipped=False)
    own = values[values["value"].notna() & values["ags"].isin(members_of(current().region)["ags"])]
    if own.empty:
        return None
    period = str(own["period"].max())
    return Measure(
        getattr(indicator.name, lang),
        getattr(indicator.unit, lang),
        indicator.decimals,
        period,
        lang,
        values[values["period"] == period],
        values,
        found.entry.theme_id,
        found.entry.indicator_id,
        {},
    )


def _provenance(found: Tried, measure: Measure) -> Provenance:
    series = found.entry.indicator.series
    sources = cache.query(queries.sources_of_series, series, measure.lang)
    members = members_of(current().region)["ags"]
    shown = measure.values[measure.values["ags"].isin(members)]
    return summed_up(sources, measure.period, shown["quality"], measure.lang)
