"""Entwicklung: one indicator over the years, for planners."""

import streamlit as st

from resilience import cached, queries
from resilience.charts import ground, origin_of_all_years, show_chart, show_origin
from resilience.controls import choose_city, choose_series, members_of
from resilience.i18n import t
from resilience.maps import NARROW, choose_span, course_of, show_change
from resilience.selection import choose, current, parameters, switch
from resilience.settings import SETTINGS
from resilience.views import change, trends
from resilience.views.course import Course
from resilience.views.declared import about, direction, explanation
from resilience.views.multiples import multiples_figure
from resilience.views.peers import panels
from resilience.views.sentences import strip_sentence
from resilience.views.strip import strip_svg
from resilience.views.tables import html_table
from resilience.views.timeline import timeline_figure, timeline_notes, timeline_sentence


def show(
    figure: dict | str, key: str, sentence: str, *legend: str, what: Course | None = None
) -> None:
    """Show a picture above the table of all cities and years, of the index or of the values."""
    told = what or course
    rows, columns = trends.year_table(told, *(span if told is course else (span[1], span[1])))
    notes = " ".join(part for part in (*legend, trends.letters_note(told)) if part)
    origin = origin_of_all_years(shown)
    show_chart(figure, key, title_of(told), sentence, origin, rows, columns, city, notes, True)


def title_of(what: Course) -> str:
    """Return what a table of all years is called, and the picture above it."""
    return t(lang, "trends.table", what=what.shown.label, unit=what.shown.unit)


def one_year() -> None:
    """Show the values of the only year as a distribution."""
    split = panels(shown.values, members, peers)
    figure, told = strip_svg(shown, split, city, ground()), strip_sentence(shown, split)
    show(figure, "strip", told, explanation(split, lang))


def lines() -> None:
    """Show all cities in one picture."""
    on = projection([city] if city else members["ags"].to_list())
    legend = [timeline_notes(course)]
    if on:
        band = "" if city else t(lang, "trends.projection_band")
        legend += [t(lang, "trends.projection_legend"), band]
    show(timeline_figure(course, ground(), on), "lines", timeline_sentence(course), *legend)


def small() -> None:
    """Show a small picture per city."""
    on = projection(members["ags"].to_list())
    legend = [t(lang, "trends.small_note"), timeline_notes(course)]
    if on:
        legend.append(t(lang, "trends.projection_legend"))
    show(multiples_figure(course, ground(), on), "small", timeline_sentence(course), *legend)


def projection(areas: list[str]) -> bool:
    """Show the switch of the projection; if it is on, what is projected and why some is not."""
    on = switch("projection", t(lang, "trends.projection"))
    if on:
        st.info(trends.projection_note(course, areas))
        rows, columns = trends.projection_table(course)
        if len(rows):
            with st.expander(t(lang, "trends.projection_table")):
                st.html(html_table(rows, columns, t(lang, "trends.projection_table"), city))
    return on


def difference() -> None:
    """Show the change between two years on a map."""
    show_change("change", course, span, direction(declared, lang))
    table()


def index() -> None:
    """Show all cities against their own value in a base year."""
    refusal = change.no_index(course, declared["direction"])
    if not refusal:
        periods, start = {p: p for p in course.periods}, trends.default_start(course)
        word = t(lang, "trends.base")
        base = choose(st.selectbox, "base", word, list(periods), periods, start, width=NARROW)
        made, reasons = change.index_of(course, base)
        left_out = change.left_out(course, reasons, "trends.left_out_index")
        if len(made.periods) > 1:
            legend = (t(lang, "trends.index_note"), timeline_notes(made), left_out)
            figure, told = timeline_figure(made, ground()), timeline_sentence(made)
            show(figure, "index", told, *legend, what=made)
            return
        refusal = f"{t(lang, 'trends.no_index_alone', base=base)} {left_out}"
    st.warning(refusal)
    show_origin(origin_of_all_years(shown))
    table()


def table() -> None:
    """Show all cities and years."""
    rows, columns = trends.year_table(course, *span)
    st.html(html_table(rows, columns, title_of(course), city))
    if letters := trends.letters_note(course):
        st.caption(letters)


VIEWS = {"lines": lines, "small": small, "change": difference, "index": index}

shown = choose_series()
city = choose_city()
lang, region = current().lang, current().region
members = members_of(region)
peers = cached.query(queries.peers, region, lang)
course = course_of(shown)
indicators = cached.query(queries.indicators, lang)
declared = indicators.set_index("indicator_id").loc[shown.indicator_id]
lengths = cached.query(queries.series_lengths, region)
span = (course.periods[0], course.periods[-1])

st.title(shown.label)
st.markdown(about(declared, lang))
note = trends.length_note(course, lengths["last"].max(), SETTINGS.maximum_age)
if note:
    st.info(note)
if len(course.periods) < trends.LONG:
    st.html(trends.longer_series_html(lengths, indicators, parameters(), lang))
if len(course.periods) == 1:
    one_year()
else:
    labels = {name: t(lang, f"trends.view_{name}") for name in VIEWS}
    view = choose(
        st.segmented_control, "view", t(lang, "trends.view"), list(labels), labels, required=True
    )
    if view == "change":
        span = choose_span(course)
    VIEWS[view]()
