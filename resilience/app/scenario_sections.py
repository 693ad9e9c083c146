"""A scenario on a page: what is unknown, the chart, its indicators, an assumption to try."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd
import streamlit as st

from resilience.analysis import scenarios, what_if
from resilience.analysis.peer_sets import PeerChoice, chosen_peers
from resilience.analysis.scenarios import Lens, lens
from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, show_chart, show_text
from resilience.app.controls import members_of, scored_by
from resilience.app.html import bullets, heading, paragraph, remark
from resilience.app.peer_controls import peer_choice
from resilience.app.selection import choose, current, shared, switch, update
from resilience.charts.exposure import exposure_figure
from resilience.i18n import Lang, t
from resilience.model.provenance import Provenance
from resilience.spec import AXES, CAPACITIES
from resilience.text import scenarios as view
from resilience.text.matrix_figures import provenance_of_cells
from resilience.text.provenance import date_text
from resilience.text.tables import Column, html_table
from resilience.warehouse import queries


@dataclass(frozen=True, eq=False)
class Seen:
    """A scenario for the cities of one kind, with the chosen peers.

    Parameters
    ----------
    scenario
        Its row of `queries.scenarios`.
    roles
        Its rows of `queries.scenario_roles`.
    city
        The selected city, ``ags, name, peer_kind``; empty for none.
    cities
        The region's members of one kind: the city's, else the most frequent one.
    apart
        Names of its members of other kinds.
    against
        Keys of the peers of that kind.
    peers
        ``kind, label, ags`` of all kinds.
    """

    lang: Lang
    scenario: pd.Series
    roles: pd.DataFrame
    city: dict[Any, Any]
    cities: pd.DataFrame
    apart: tuple[str, ...]
    against: tuple[str, ...]
    peers: pd.DataFrame
    newest: pd.DataFrame
    lens: Lens


def choose_scenario() -> Seen:
    """Show the choice of the scenario and return it, seen through its indicators."""
    lang = current().lang
    known = cache.query(queries.scenarios, lang)
    names = dict(zip(known["scenario_id"], known["name"], strict=True))
    word = t(lang, "scenarios.choose")
    chosen = choose(st.selectbox, "scenario", word, list(names), names, width=320)
    now = current()
    return cache.computed(_seen, chosen, now.region, now.city, peer_choice(now.city), lang)


def _seen(chosen: str, region: str, ags: str, choice: PeerChoice, lang: Lang) -> Seen:
    known = cache.query(queries.scenarios, lang)
    scenario = cast(pd.Series, known.set_index("scenario_id").loc[chosen])
    every = cache.query(queries.scenario_roles, lang)
    roles = every[every["scenario_id"] == chosen].reset_index(drop=True)
    members, (peers, _) = members_of(region), chosen_peers(cache.query, region, lang, choice)
    rows = members[members["ags"] == ags].to_dict("records")
    city = rows[0] if rows else {}
    kinds = members["peer_kind"]
    kind = city["peer_kind"] if city else kinds.mode().iloc[0]
    cities = members[kinds == kind].reset_index(drop=True)
    apart = tuple(members.loc[kinds != kind, "name"])
    against = tuple(peers.loc[peers["kind"] == kind, "ags"])
    newest = cache.query(queries.newest_everywhere)
    newest = newest[newest["indicator_id"].isin(roles["indicator_id"])]
    seen = lens(roles, newest, tuple(cities["ags"]), against)
    return Seen(lang, scenario, roles, city, cities, apart, against, peers, newest, seen)


def show_gaps(seen: Seen) -> None:
    """Show what no open figure tells, and what is assumed here."""
    show_text(*cache.computed(_gaps, seen))


def _gaps(seen: Seen) -> tuple[str, ...]:
    lang = seen.lang
    gaps = cache.query(queries.scenario_gaps, lang)
    own = gaps[gaps["scenario_id"] == seen.scenario.name]
    lines = [
        f"**{t(lang, 'scenarios.' + row['role'])}:** {row['text']}"
        for row in own.to_dict("records")
    ]
    waiting = seen.roles[seen.roles["awaiting"]]["label"]
    if len(waiting):
        lines.append(t(lang, "scenarios.waiting", names="; ".join(waiting)))
    checked = date_text(seen.scenario["checked_on"], lang)
    return (
        heading(2, t(lang, "scenarios.gaps")),
        bullets(lines),
        remark(
            f"{seen.scenario['assumption']} "
            + t(lang, "scenarios.checked", source=seen.scenario["source"], date=checked)
        ),
    )


def show_picture(seen: Seen, moved: Lens | None) -> None:
    """Show exposure against capacity, with the city's intervals and the peers behind it."""
    lang, city, name = seen.lang, seen.city, seen.scenario["name"]
    known = seen.lens.areas.loc[seen.cities["ags"]].dropna(subset=["exposure", "capacity"])
    if known.empty:
        show_text(paragraph(t(lang, "scenarios.no_picture", scenario=name)))
        return
    sentence, told, table = cache.computed(_around_picture, seen)
    after = moved.areas.loc[[city["ags"]]] if moved and city else None
    what = (seen.lens, seen.cities, seen.against, city.get("ags", ""), after, lang)
    figure = drawn(exposure_figure, *what, colour_scheme())
    show_text(paragraph(f"**{sentence}**"))
    legend = t(lang, "scenarios.legend", n=seen.lens.size)
    if seen.apart:
        legend += f" {t(lang, 'scenarios.apart', names=', '.join(seen.apart))}"
    title = t(lang, "scenarios.title", scenario=name)
    show_chart(figure, "exposure", title, sentence, told, *table, city.get("ags", ""), legend)


def _around_picture(seen: Seen) -> tuple[str, Provenance, tuple[pd.DataFrame, list[Column]]]:
    """Return the sentence of the picture, where its values come from, and the table behind it."""
    lang, name = seen.lang, seen.scenario["name"]
    sentence = view.counted_text(seen.lens, seen.cities, seen.against, lang)
    if seen.city:
        sentence = view.stands_text(seen.lens, seen.city, seen.against, name, lang)
    rows = seen.newest[seen.newest["ags"].isin(seen.cities["ags"])]
    source = provenance_of_cells(cache.query, rows, lang)
    return sentence, source, view.lens_table(seen.lens, seen.cities, seen.against, lang)


def show_roles(seen: Seen) -> None:
    """Show the indicators with their role, the reason for it, and the city's values."""
    lang, ags = seen.lang, seen.city.get("ags", "")
    table = cache.computed(_roles, seen, shared())
    show_text(heading(2, t(lang, "scenarios.indicators")), table)
    if not ags:
        return
    folded = switch("folded", t(lang, "city.axes"))
    names: dict[str, str] = {one: one for one in CAPACITIES}
    if folded:
        names = {one: axis for axis, members in AXES.items() for one in members}
    if table := cache.computed(_capacities, seen, names):
        show_text(table)


def _roles(seen: Seen, carried: dict[str, str]) -> str:
    declared, ags = cache.query(queries.indicators, seen.lang), seen.city.get("ags", "")
    told = (seen.roles, seen.lens, seen.newest, declared, ags, carried, seen.lang)
    return html_table(*view.roles_table(*told), t(seen.lang, "scenarios.indicators_caption"))


def _capacities(seen: Seen, names: dict[str, str]) -> str:
    """Return the table of capacities, or of the axes they fold into; empty if none is known."""
    found = scenarios.by_capacity(seen.roles, seen.lens, seen.city["ags"], names)
    if found.empty:
        return ""
    caption = t(seen.lang, "scenarios.kinds_caption", city=seen.city["name"])
    return html_table(*view.capacity_table(found, seen.lang), caption)


def choose_assumption(seen: Seen) -> tuple[str, float] | None:
    """Show the choice of an indicator and its assumed value and return them; None without one."""
    lang, ags = seen.lang, seen.city.get("ags", "")
    own = seen.newest[seen.newest["ags"] == ags].set_index("indicator_id")
    known = [one for one in seen.roles["indicator_id"] if one in own.index]
    show_text(heading(2, t(lang, "scenarios.what_if")), paragraph(t(lang, "scenarios.what_if_how")))
    if not ags or not known:
        show_text(paragraph(t(lang, "scenarios.no_city")))
        return None
    labels = {"": t(lang, "scenarios.nothing_assumed")}
    labels |= dict(zip(seen.roles["indicator_id"], seen.roles["label"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        word = t(lang, "scenarios.assume")
        chosen = choose(st.selectbox, "assumed", word, ["", *known], labels, width=320)
        if not chosen:
            return None
        today = float(own.loc[chosen, "value"])
        return chosen, _amount(chosen, today, lang)


def _amount(indicator_id: str, today: float, lang: Lang) -> float:
    """Show the assumed value, which the address holds, and return it."""
    declared = cache.query(queries.indicators, lang).set_index("indicator_id")
    told = cast(pd.Series, declared.loc[indicator_id])
    decimals = int(told["decimals"])
    try:
        held = float(current().amount)
    except ValueError:
        held = today
    held = held if math.isfinite(held) else today
    key = "widget_amount"
    st.session_state[key] = round(held, decimals)

    def changed() -> None:
        update(amount=f"{st.session_state[key]:.{decimals}f}")

    label = t(lang, "scenarios.amount", unit=told["unit"])
    step = 10.0**-decimals
    form = f"%.{decimals}f"
    st.number_input(label, key=key, step=step, format=form, on_change=changed, width=220)
    return held


def assumed_lens(seen: Seen, indicator_id: str, value: float) -> Lens:
    """Return the scenario with one value of the city replaced."""
    at = (seen.newest["indicator_id"] == indicator_id) & (seen.newest["ags"] == seen.city["ags"])
    newest = seen.newest.copy()
    newest.loc[at, ["value", "low", "high"]] = [value, float("nan"), float("nan")]
    return cache.computed(lens, seen.roles, newest, tuple(seen.cities["ags"]), seen.against)


def show_assumption(seen: Seen, moved: Lens, indicator_id: str, value: float) -> None:
    """Show what the assumption changes, labelled as one."""
    lang, ags = seen.lang, seen.city["ags"]
    part = seen.roles.set_index("indicator_id")["role"][indicator_id]
    parts = {part: (_row(seen.lens, ags), _row(moved, ags))}
    theme_id = indicator_id.split(".")[0]
    themes = cache.query(queries.themes, lang).set_index("theme_id")["label"]
    inputs = cache.query(queries.theme_inputs)
    scores = None
    if ((inputs["indicator_id"] == indicator_id) & (inputs["ags"] == ags)).any():
        declared = cache.query(queries.indicators, lang)
        made = what_if.assumed(inputs, declared, seen.city, indicator_id, value)
        city = seen.cities[seen.cities["ags"] == ags]
        what = (declared, scored_by(theme_id), city, seen.peers)
        scores = (
            cache.computed(what_if.theme_score, inputs, *what),
            cache.computed(what_if.theme_score, made, *what),
        )
    rows, columns = view.assumed_table(parts, scores, themes[theme_id], lang)
    label = seen.roles.set_index("indicator_id")["label"][indicator_id]
    st.warning(t(lang, "scenarios.is_assumption", city=seen.city["name"], indicator=label))
    show_text(
        html_table(rows, columns, t(lang, "scenarios.assumed_caption")),
        remark(t(lang, "scenarios.assumed_note" if scores else "scenarios.assumed_unscored")),
    )


def _row(seen: Lens, ags: str) -> pd.Series:
    return cast(pd.Series, seen.areas.loc[ags])
