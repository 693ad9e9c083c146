"""How series over the years stand on a page: lines, small pictures, a change, an index."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from resilience.analysis.time_series import Course
from resilience.analysis.trend import Projection
from resilience.app import cache
from resilience.app.chart import ground, origin_of_all_years, show_chart, show_html, source_html
from resilience.app.controls import members_of, periods_of, shown_in
from resilience.app.html import paragraph
from resilience.app.selection import choose, current, switch
from resilience.charts.multiples import multiples_svg
from resilience.charts.strip import strip_svg
from resilience.charts.timeline import timeline_notes, timeline_sentence, timeline_svg
from resilience.i18n import t
from resilience.maps import change
from resilience.model.measure import Shown
from resilience.model.peer_panel import panels
from resilience.text import trends
from resilience.text.declared import explanation
from resilience.text.sentences import strip_sentence
from resilience.text.tables import html_table
from resilience.warehouse import queries

NARROW = 155
"""Width of a choice of years, in pixels."""


def course_of(shown: Shown) -> Course:
    """Return an indicator over the years, for the region's members and their peers.

    Whatever the year of what is shown, it is the same.
    """
    region, lang, group = current().region, current().lang, shown.group_id
    shown = shown_in(group, shown.indicator_id, periods_of(group, shown.indicator_id)[0])
    peers = cache.query(queries.peers, region, lang)
    breaks = tuple(cache.query(queries.breaks, shown.indicator_id)["period"].unique())
    return cache.computed(Course, shown, members_of(region), peers, breaks, current().city)


def choose_span(course: Course) -> tuple[str, str]:
    """Show the choice of the two years of a change."""
    lang = course.lang
    starts = {period: period for period in course.periods[:-1]}
    start_word, first = t(lang, "trends.start"), trends.default_start(course)
    with st.container(horizontal=True):
        start = choose(st.selectbox, "start", start_word, list(starts), starts, first, width=NARROW)
        ends = {period: period for period in reversed(course.periods) if period > start}
        end = choose(st.selectbox, "end", t(lang, "trends.end"), list(ends), ends, width=NARROW)
    return start, end


def show_year(course: Course) -> None:
    """Show the values of the only year as a distribution."""
    shown = course.shown
    split = panels(shown.values, course.members, course.peers)
    picture, told = strip_svg(shown, split, course.chosen, ground()), strip_sentence(shown, split)
    _show(course, "strip", picture, told, explanation(split, course.lang))


def show_lines(course: Course) -> None:
    """Show all cities in one picture."""
    lang, members = course.lang, course.members["ags"].to_list()
    on = _projection(course, [course.chosen] if course.chosen else members)
    projected = _projected(course, on)
    band = t(lang, "trends.projection_band") if projected and not course.chosen else ""
    legend = (cache.computed(timeline_notes, course), projected, band)
    _show_drawn(course, "lines", timeline_svg, on, *legend)


def show_small(course: Course) -> None:
    """Show a small picture per city."""
    lang = course.lang
    on = _projection(course, course.members["ags"].to_list())
    legend = (t(lang, "trends.small_note"), cache.computed(timeline_notes, course, True))
    _show_drawn(course, "small", multiples_svg, on, *legend, _projected(course, on))


def show_index(course: Course, direction: str) -> None:
    """Show all cities against their own value in a base year.

    Parameters
    ----------
    direction
        Which way is better, as declared.
    """
    refusal, lang = change.no_index(course, direction), course.lang
    if not refusal:
        periods, start = {p: p for p in course.periods}, trends.default_start(course)
        word = t(lang, "trends.base")
        base = choose(st.selectbox, "base", word, list(periods), periods, start, width=NARROW)
        made, reasons = cache.computed(change.index_of, course, base)
        left_out = change.left_out(course, reasons, "trends.left_out_index")
        if len(made.periods) > 1:
            legend = (t(lang, "trends.index_note"), cache.computed(timeline_notes, made), left_out)
            _show_drawn(made, "index", timeline_svg, False, *legend, source=course.shown)
            return
        refusal = f"{t(lang, 'trends.no_index_alone', base=base)} {left_out}"
    st.warning(refusal)
    span = (course.periods[0], course.periods[-1])
    source = source_html(origin_of_all_years(course.shown))
    show_html("refused", source, cache.computed(table_html, course, *span))


def table_html(course: Course, start: str, end: str) -> str:
    """Return a table of all cities and years, with the change between two of these."""
    rows, columns = trends.year_table(course, start, end)
    table = html_table(rows, columns, _title(course), course.chosen)
    return f'{table}<div class="under">{paragraph(trends.letters_note(course))}</div>'


def _show_drawn(
    course: Course,
    key: str,
    draw: Callable[..., str],
    projected: bool,
    *legend: str,
    source: Shown | None = None,
) -> None:
    picture = cache.computed(draw, course, ground(), projected)
    _show(course, key, picture, cache.computed(timeline_sentence, course), *legend, source=source)


def _show(
    course: Course,
    key: str,
    picture: str,
    sentence: str,
    *legend: str,
    source: Shown | None = None,
) -> None:
    """Show a picture above the table of all cities and years.

    Parameters
    ----------
    source
        What the values were made of, if they are not a publisher's.
    """
    span = (course.periods[-1] if source else course.periods[0], course.periods[-1])
    rows, columns = cache.computed(trends.year_table, course, *span)
    notes = " ".join(
        part for part in (*legend, cache.computed(trends.letters_note, course)) if part
    )
    origin = origin_of_all_years(source or course.shown)
    told = (_title(course), sentence, origin, rows, columns, course.chosen, notes, True)
    show_chart(picture, key, *told)


def _title(course: Course) -> str:
    return t(course.lang, "trends.table", what=course.shown.label, unit=course.shown.unit)


def _projected(course: Course, on: bool) -> str:
    """Return what the dotted lines are, if any are drawn."""
    drawn = on and any(isinstance(one, Projection) for one in course.projections.values())
    return t(course.lang, "trends.projection_legend") if drawn else ""


def _projection(course: Course, areas: list[str]) -> bool:
    """Show the switch of the projection; if it is on, what is projected and why some is not."""
    lang = course.lang
    on = switch("projection", t(lang, "trends.projection"))
    if on:
        st.info(trends.projection_note(course, areas))
        rows, columns = trends.projection_table(course)
        if len(rows):
            with st.expander(t(lang, "trends.projection_table")):
                caption = t(lang, "trends.projection_table")
                st.html(html_table(rows, columns, caption, course.chosen))
    return on
