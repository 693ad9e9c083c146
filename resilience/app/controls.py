"""The controls that pages share, and the data that the selection stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.analysis.repository import known_periods, measure_of, values_of
from resilience.app import cache
from resilience.app.names import by_theme, indicator_names, names_of, theme_names
from resilience.app.selection import choose, current, update
from resilience.export import TYPES
from resilience.i18n import number, t
from resilience.maps.outlines import Outlines, outlines
from resilience.model.measure import Measure
from resilience.settings import fault_path, preview_id, warehouse_path
from resilience.spec import AXES, CAPACITIES
from resilience.text.declared import direction
from resilience.text.relations import nearest_period
from resilience.warehouse import queries

CAPACITY = "capacity"
"""Value in place of a theme where a capacity over all themes is chosen."""
GROUPS = (*CAPACITIES, *AXES)
"""The four capacities and the two axes that group them."""
SLIDER = 260
"""Width of the choice of years, in pixels."""


def region_label(region: str) -> str:
    """Return the region's name on screen."""
    regions = cache.query(queries.regions, current().lang)
    label: str = regions.set_index("region_id")["label"][region]
    return label


def members_of(region: str) -> pd.DataFrame:
    """Return the region's members."""
    return cache.derived(_members, (queries.areas, region)).copy(deep=False)


def _members(areas: pd.DataFrame) -> pd.DataFrame:
    return areas[areas["role"] == "member"].reset_index(drop=True)


def outlines_of(region: str) -> Outlines:
    """Return the outlines of the region's members and of the areas around."""
    shapes = queries.outlines, ("municipality",)
    return cache.derived(outlines, shapes, (queries.areas, region), (queries.rivers,))


def controls_row() -> DeltaGenerator:
    """Return the row of a page's own controls, which are below each other on a phone."""
    return st.container(horizontal=True, vertical_alignment="bottom")


def folded_controls() -> DeltaGenerator:
    """Return a container for a page's controls, folded away on a phone; see `static/page.css`.

    Only open controls can be used: a wide window shows them open, without the line that folds them.
    """
    phone = "Mobi" in (st.context.headers.get("User-Agent") or "")
    with st.container(key="fold_controls"):
        return st.expander(t(current().lang, "control.fold"), expanded=not phone)


def take_city(pressed: str) -> None:
    """Choose the city whose mark was pressed, if it is one of the region's; pressed again, none."""
    if pressed in names_of(current().region):
        update(city="" if pressed == current().city else pressed)


def choose_measure(years: DeltaGenerator | None = None) -> Measure:
    """Show the choices of theme or capacity, indicator and year and return the measure.

    Parameters
    ----------
    years
        Container for the years as a slider, if there are several; without it they are a list.
    """
    with controls_row():
        chosen = _choose_indicator(indicator_names(current().lang), with_score=True)
        if years is None:
            return choose_year(*chosen)
    return _slide_year(years, *chosen)


def choose_indicator_measure() -> Measure:
    """Show the choices of theme, indicator and year, without scores, and return what they mean."""
    with controls_row():
        return choose_year(*_choose_indicator(indicator_names(current().lang), with_score=False))


def choose_declared(catalogue: pd.DataFrame) -> pd.Series:
    """Show the choices of theme and indicator, awaited ones included; return the declaration.

    Parameters
    ----------
    catalogue
        See `warehouse.queries.catalogue`.
    """
    _, indicator_id = _choose_indicator(by_theme(catalogue), with_score=False)
    declared = catalogue.set_index("indicator_id", drop=False)
    return cast(pd.Series, declared.loc[indicator_id])


def choose_series() -> Measure:
    """Show the choices of theme and indicator, long series first, and return all years of one."""
    region, lang = current().region, current().lang
    asked = (queries.series_lengths, region), (queries.indicators, lang)
    declared = cache.derived(_longest_first, *asked)
    label = t(lang, "trends.control_indicator")
    with controls_row():
        theme_id, indicator_id = _choose_indicator(declared, with_score=False, label=label)
    return measure_in(theme_id, indicator_id, periods_of(theme_id, indicator_id)[0])


def _longest_first(lengths: pd.DataFrame, indicators: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Return indicators, see `by_theme`, with the number of periods behind their names.

    Series comparable over many years come first, then the other long ones.
    """
    declared = indicators.merge(lengths, on="indicator_id")
    declared = declared.sort_values(["comparable", "periods"], ascending=False, kind="stable")
    names = [f"{r.label} ({r.periods})" for r in declared.itertuples()]
    return by_theme(declared.assign(label=names))


def choose_other(measure: Measure) -> Measure:
    """Show the choice of a second indicator and return it in the year nearest to the first one's.

    By default it is one of another theme, as such pairs are more informative.
    """
    lang = current().lang
    declared = cache.query(queries.indicators, lang)
    members = members_of(current().region)["ags"]
    known = cache.query(queries.series_lengths, current().region)["indicator_id"]
    declared = declared[declared["indicator_id"].isin(known)]
    themes = cache.query(queries.themes, lang).set_index("theme_id")["label"]
    words = declared["theme_id"].map(themes) + ": " + declared["label"]
    labels = dict(zip(declared["indicator_id"], words, strict=True))
    apart = [i for i in labels if not str(i).startswith(f"{measure.group_id}.")]
    beside = [i for i in labels if i != measure.indicator_id]
    default = next(iter([*apart, *beside, measure.indicator_id]))
    word = t(lang, "relations.control_other")
    other = choose(st.selectbox, "other", word, list(labels), labels, default, keep=True)
    theme_id = other.split(".")[0]
    period = nearest_period(values_of(cache.query, theme_id, other), members, measure.period)
    return measure_in(theme_id, other, period)


def _choose_indicator(
    declared: Mapping[str, dict[str, str]], with_score: bool, label: str = ""
) -> tuple[str, str]:
    """Show the choices of theme and indicator, both in the order of what is declared.

    Parameters
    ----------
    declared
        See `by_theme`.

    Returns
    -------
    group_id, indicator_id : str
        The theme or capacity; the indicator, or empty where the former's score is chosen.
    """
    lang = current().lang
    names = theme_names(lang)
    themes = {theme_id: names[theme_id] for theme_id in declared}
    if with_score:
        themes[CAPACITY] = t(lang, "control.capacities")
    word = t(lang, "control.theme")
    theme_id = choose(st.selectbox, "theme", word, list(themes), themes, keep=True, width=200)
    if theme_id == CAPACITY:
        label = t(lang, "control.capacity")
        labels = {f"{CAPACITY}.{name}": t(lang, f"capacity.{name}") for name in GROUPS}
    else:
        labels = declared[theme_id]
        if with_score:
            score = t(lang, "control.theme_score", theme=themes[theme_id])
            labels = {"": score, **labels}
    label = label or t(lang, "control.indicator")
    chosen = choose(st.selectbox, "indicator", label, list(labels), labels, keep=True, width=420)
    if theme_id == CAPACITY:
        return chosen.removeprefix(f"{CAPACITY}."), ""
    return theme_id, chosen


def choose_year(group_id: str, indicator_id: str) -> Measure:
    """Show the choice of the year and return the indicator, or the group's score, in that year."""
    lang = current().lang
    periods = periods_of(group_id, indicator_id)
    named, word = {p: p for p in periods}, t(lang, "control.period")
    period = choose(st.selectbox, "period", word, periods, named, width=120)
    return measure_in(group_id, indicator_id, period)


def _slide_year(place: DeltaGenerator, group_id: str, indicator_id: str) -> Measure:
    """Show the years as a slider, if there are several, and return the measure in one."""
    periods = periods_of(group_id, indicator_id)
    period = periods[0]
    if len(periods) > 1:
        word, labels = t(current().lang, "control.period"), {one: one for one in periods}
        with place:
            period = choose(
                st.select_slider, "period", word, periods[::-1], labels, period, width=SLIDER
            )
    return measure_in(group_id, indicator_id, period)


def measure_in(group_id: str, indicator_id: str, period: str) -> Measure:
    """Return an indicator, or without one a group's score, in a period; always the same object."""
    what = (group_id, indicator_id, period, current().lang)
    return cache.computed(measure_of, cache.query, *what)


def periods_of(group_id: str, indicator_id: str) -> list[str]:
    """Return the periods in which any of the region's members has a value, the newest first."""
    members = tuple(names_of(current().region))
    return cache.computed(known_periods, cache.query, group_id, indicator_id, members)


def scored_by(group_id: str) -> list[str]:
    """Return the ids of the indicators behind a theme's or capacity's scores."""
    return cache.query(queries.group_indicators, group_id)["indicator_id"].to_list()


def title_of(measure: Measure) -> str:
    """Return the heading of a page on an indicator, or on the score of a theme or a capacity."""
    if measure.indicator_id:
        return measure.label
    lang = measure.lang
    name = theme_names(lang).get(measure.group_id) or t(lang, f"capacity.{measure.group_id}")
    return t(lang, "compare.heading_score", theme=name)


def direction_of(measure: Measure) -> str:
    """Return which direction is better, as a phrase."""
    if not measure.indicator_id:
        return t(measure.lang, "overview.direction")
    declared = cache.query(queries.indicators, measure.lang).set_index("indicator_id")
    return direction(cast(pd.Series, declared.loc[measure.indicator_id]), measure.lang)


@st.fragment(run_every=1.0)
def watch_preview() -> None:
    """Say that this is a draft, show its error if any, and reload after each new computation."""
    fault = fault_path(warehouse_path())
    seen = (cache.build_id(), fault.read_text(encoding="utf-8") if fault.is_file() else "")
    measure = st.session_state.setdefault("preview_seen", seen)
    if seen != measure:
        st.session_state["preview_seen"] = seen
        st.rerun()
    lang = current().lang
    if seen[1]:
        st.error(t(lang, "indicator.preview_fault", fault=seen[1]))
    else:
        st.info(t(lang, "indicator.preview", indicator=preview_id()))


def show_download(
    kind: str, file_name: str, make: Callable[..., bytes], *asked: tuple[Any, ...]
) -> None:
    """Show the download button of a file that is made on request, once per build.

    Parameters
    ----------
    kind
        A key of `resilience.export.TYPES`; its text in the locale section ``data`` labels the
        button.
    make, asked
        As for `cache.derived`.
    """
    label = t(current().lang, f"data.file_{kind}")
    _offer(label, kind, file_name, partial(cache.derived, make, *asked))


def show_warehouse(file_name: str) -> None:
    """Show the download button of the warehouse itself: once built, its file never changes."""
    path = warehouse_path()
    size = number(path.stat().st_size / 1e6, 0, current().lang)
    label = t(current().lang, "data.file_warehouse", size=size)
    _offer(label, "warehouse", file_name, path.read_bytes)


def _offer(label: str, kind: str, file_name: str, content: Callable[[], bytes]) -> None:
    st.download_button(label, content, file_name, TYPES[kind], key=f"get_{kind}", on_click="ignore")
