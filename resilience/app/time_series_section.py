"""Time series on a page: lines, small multiples, a change, an index."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from plotly.graph_objects import Figure

from resilience.analysis.trend import Projection, projections
from resilience.app import cache
from resilience.app.chart import (
    colour_scheme,
    drawn,
    provenance_of_all_years,
    show_chart,
    show_html,
    source_html,
)
from resilience.app.controls import measure_in, members_of, periods_of
from resilience.app.html import paragraph
from resilience.app.peer_controls import peers_now
from resilience.app.selection import choose, current, shared, switch
from resilience.charts.multiples import multiples_figure
from resilience.charts.strip import strip_figure
from resilience.charts.timeline import timeline_figure, timeline_notes, timeline_sentence
from resilience.i18n import Lang, t
from resilience.maps import change
from resilience.model.measure import Measure
from resilience.model.peer_panel import panels_of
from resilience.model.time_series import TimeSeries
from resilience.text import trends
from resilience.text.declared import explanation
from resilience.text.sentences import strip_sentence
from resilience.text.tables import html_table
from resilience.warehouse import queries

NARROW = 155
"""Width of a choice of years, in pixels."""


def history_of(measure: Measure) -> TimeSeries:
    """Return an indicator over the years, for the region's members and their peers.

    The result does not depend on the year of the measure.
    """
    region, group = current().region, measure.group_id
    measure = measure_in(group, measure.indicator_id, periods_of(group, measure.indicator_id)[0])
    peers, _ = peers_now()
    breaks = tuple(cache.query(queries.breaks, measure.indicator_id)["period"].unique())
    return cache.computed(TimeSeries, measure, members_of(region), peers, breaks, current().city)


def choose_span(history: TimeSeries) -> tuple[str, str]:
    """Show the choice of the two years of a change."""
    lang = history.lang
    starts = {period: period for period in history.periods[:-1]}
    start_word, first = t(lang, "trends.start"), trends.default_start(history)
    with st.container(horizontal=True):
        start = choose(st.selectbox, "start", start_word, list(starts), starts, first, width=NARROW)
        ends = {period: period for period in reversed(history.periods) if period > start}
        end = choose(st.selectbox, "end", t(lang, "trends.end"), list(ends), ends, width=NARROW)
    return start, end


def show_year(history: TimeSeries) -> None:
    """Show the values of the only year as a distribution."""
    measure = history.measure
    split = cache.computed(panels_of, measure, history.members, history.peers)
    picture, told = (
        drawn(strip_figure, measure, split, history.chosen, colour_scheme()),
        strip_sentence(measure, split),
    )
    _show(history, "strip", picture, told, explanation(split, history.lang))


def show_lines(history: TimeSeries) -> None:
    """Show all cities in one chart."""
    lang, members = history.lang, history.members["ags"].to_list()
    on = _projection(history, [history.chosen] if history.chosen else members)
    projected = _projected(history, on)
    band = t(lang, "trends.projection_band") if projected and not history.chosen else ""
    legend = (cache.computed(timeline_notes, history), projected, band)
    _show_drawn(history, "lines", timeline_figure, on, *legend)


def show_small(history: TimeSeries) -> None:
    """Show a small chart per city."""
    lang = history.lang
    on = _projection(history, history.members["ags"].to_list())
    legend = (t(lang, "trends.small_note"), cache.computed(timeline_notes, history, True))
    _show_drawn(history, "small", multiples_figure, on, *legend, _projected(history, on))


def show_index(history: TimeSeries, direction: str) -> None:
    """Show all cities against their own value in a base year.

    Parameters
    ----------
    direction
        Which direction is better, as declared.
    """
    refusal, lang = change.no_index(history, direction), history.lang
    if not refusal:
        periods, start = {p: p for p in history.periods}, trends.default_start(history)
        word = t(lang, "trends.base")
        base = choose(st.selectbox, "base", word, list(periods), periods, start, width=NARROW)
        made, reasons = cache.computed(change.index_of, history, base)
        left_out = change.left_out(history, reasons, "trends.left_out_index")
        if len(made.periods) > 1:
            legend = (t(lang, "trends.index_note"), cache.computed(timeline_notes, made), left_out)
            _show_drawn(made, "index", timeline_figure, False, *legend, source=history.measure)
            return
        refusal = f"{t(lang, 'trends.no_index_alone', base=base)} {left_out}"
    st.warning(refusal)
    span = (history.periods[0], history.periods[-1])
    source = source_html(provenance_of_all_years(history.measure))
    show_html("refused", source, cache.computed(table_html, history, *span, current().sort))


def table_html(history: TimeSeries, start: str, end: str, sort: str) -> str:
    """Return a table of all cities and years, with the change between two of these.

    Parameters
    ----------
    sort
        See `html_table`.
    """
    rows, columns = trends.year_table(history, start, end)
    table = html_table(rows, columns, _title(history), history.chosen, sort)
    return f'{table}<div class="under">{paragraph(trends.letters_note(history))}</div>'


def _show_drawn(
    history: TimeSeries,
    key: str,
    draw: Callable[..., Figure],
    projected: bool,
    *legend: str,
    source: Measure | None = None,
) -> None:
    picture = drawn(draw, history, colour_scheme(), projected)
    _show(history, key, picture, cache.computed(timeline_sentence, history), *legend, source=source)


def _show(
    history: TimeSeries,
    key: str,
    picture: str,
    sentence: str,
    *legend: str,
    source: Measure | None = None,
) -> None:
    """Show a chart above the table of all cities and years.

    Parameters
    ----------
    source
        The measure behind the values, if they are derived.
    """
    span = (history.periods[-1] if source else history.periods[0], history.periods[-1])
    rows, columns = cache.computed(trends.year_table, history, *span)
    notes = " ".join(
        part for part in (*legend, cache.computed(trends.letters_note, history)) if part
    )
    provenance = provenance_of_all_years(source or history.measure)
    told = (_title(history), sentence, provenance, rows, columns, history.chosen, notes, True)
    show_chart(picture, key, *told)


def _title(history: TimeSeries) -> str:
    return t(history.lang, "trends.table", what=history.measure.label, unit=history.measure.unit)


def _projected(history: TimeSeries, on: bool) -> str:
    """Return the explanation of the dotted lines, if any are drawn."""
    drawn = on and any(isinstance(one, Projection) for one in projections(history).values())
    return t(history.lang, "trends.projection_legend") if drawn else ""


def _projection(history: TimeSeries, areas: list[str]) -> bool:
    """Show the switch of the projection and, if on, its notes and table; return its state."""
    lang = history.lang
    on = switch("projection", t(lang, "trends.projection"))
    if on:
        st.info(trends.projection_note(history, areas))
        rows, columns = trends.projection_table(history)
        if len(rows):
            with st.expander(t(lang, "trends.projection_table")):
                caption = t(lang, "trends.projection_table")
                st.html(html_table(rows, columns, caption, history.chosen))
    return on


def show_longer() -> None:
    """Show links to the region's longest series."""
    now = current()
    st.html(cache.computed(_longer, now.region, shared(), now.lang))


def _longer(region: str, carried: dict[str, str], lang: Lang) -> str:
    lengths = cache.query(queries.series_lengths, region)
    return trends.longer_series_html(lengths, cache.query(queries.indicators, lang), carried, lang)
