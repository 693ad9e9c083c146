"""Page sections on an inverted theme field, the ideas of the process, and megatrends."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd
import streamlit as st

from resilience.analysis import kopfstand, what_if
from resilience.analysis.city_findings import naming
from resilience.analysis.kopfstand import Move
from resilience.analysis.megatrends import evidence
from resilience.analysis.peer_sets import PeerChoice, chosen_peers
from resilience.app import cache
from resilience.app.chart import show_provenance, show_text
from resilience.app.controls import members_of, scored_by
from resilience.app.html import bullets, heading, paragraph, remark
from resilience.app.peer_controls import peer_choice
from resilience.app.selection import choose, current, shared
from resilience.i18n import Lang, t
from resilience.model.content import IDEA_KINDS
from resilience.model.provenance import Provenance
from resilience.text import ideas as ideas_view
from resilience.text import kopfstand as view
from resilience.text import megatrends as trends_view
from resilience.text.city_process import source_text
from resilience.text.matrix_figures import provenance_of_cells
from resilience.text.provenance import date_text
from resilience.text.tables import html_table
from resilience.warehouse import queries


def choose_field() -> str:
    """Show the choice of the theme field to invert."""
    lang = current().lang
    themes = cache.query(queries.themes, lang)
    names = dict(zip(themes["theme_id"], themes["label"], strict=True))
    word = t(lang, "kopfstand.choose")
    return choose(st.segmented_control, "field", word, list(names), names, required=True)


def show_question(theme_id: str) -> None:
    """Show the failure as a question and its reversal, or that none was found."""
    lang = current().lang
    rows = cache.query(queries.kopfstand, current().region, lang).set_index("theme_id")
    row = cast(pd.Series, rows.loc[theme_id])
    checked = t(lang, "ideas.checked", date=date_text(row["checked_on"], lang))
    if not row["recorded"]:
        show_text(
            heading(2, t(lang, "kopfstand.question")),
            paragraph(t(lang, "kopfstand.none")),
            remark(f"{t(lang, 'kopfstand.add')} {checked}"),
        )
        return
    flip = row["flip"] if isinstance(row["flip"], str) else t(lang, "kopfstand.no_flip")
    show_text(
        heading(2, t(lang, "kopfstand.question")),
        paragraph(f"**{row['question']}**"),
        paragraph(t(lang, "story.flip", flip=flip)),
        remark(f"{t(lang, 'story.source', what=source_text(row, lang))}. {checked}"),
    )


def show_upside_down(theme_id: str) -> None:
    """Show the worst values, the costliest move, the best lever and ideas for it."""
    now = current()
    if now.city not in members_of(now.region)["ags"].to_list():
        show_text(paragraph(t(now.lang, "kopfstand.no_city")))
        return
    what = (theme_id, now.region, now.city, peer_choice(now.city), now.lang)
    parts, source = cache.computed(_upside_down, *what)
    for part in parts:
        show_text(*part)
    show_provenance(source)


def _upside_down(
    theme_id: str, region: str, ags: str, choice: PeerChoice, lang: Lang
) -> tuple[list[list[str]], Provenance]:
    """Return the texts of a city's theme field upside down, and where its values come from."""
    peers, note = chosen_peers(cache.query, region, lang, choice)
    members = members_of(region)
    own = members[members["ags"] == ags]
    city = own.to_dict("records")[0]
    same = peers[peers["kind"] == city["peer_kind"]]
    label = str(same["label"].iloc[0]) if len(same) else t(lang, "city.no_peers")
    declared = cache.query(queries.indicators, lang)
    told = {row["indicator_id"]: row for row in declared.to_dict("records")}
    rows = cache.query(queries.kopfstand, region, lang).set_index("theme_id")
    newest = cache.query(queries.newest_everywhere)
    shown = [one for one in rows.loc[theme_id, "shown_by"] if one in told]  # type: ignore[union-attr]
    lines = []
    for one in shown:
        values = newest[newest["indicator_id"] == one]
        found = kopfstand.worst(values, told[one], ags, tuple(same["ags"]))
        lines.append(view.worst_text(found, told[one], label, lang))
    inputs = cache.query(queries.theme_inputs)
    mine = inputs[inputs["theme_id"] == theme_id]
    losses, gains = kopfstand.moves(mine, ags, tuple(same["ags"]))
    moved = (theme_id, city, own, peers, label, lang)
    used = {*shown, *(move.indicator_id for move in (*losses[:1], *gains[:1]))}
    cells = newest[newest["indicator_id"].isin(used) & (newest["ags"] == ags)]
    return [
        [heading(2, t(lang, "kopfstand.shown")), bullets(lines)],
        [heading(2, t(lang, "kopfstand.cost_title"))],
        [paragraph(_move("cost", losses, *moved))],
        [heading(2, t(lang, "kopfstand.lever_title"))],
        [paragraph(_move("lever", gains, *moved))],
        _ideas_for(gains, theme_id, city, region, lang),
        [remark(" ".join(filter(None, (t(lang, "kopfstand.how"), note))))],
    ], provenance_of_cells(cache.query, cells, lang)


def _move(
    word: str,
    found: list[Move],
    theme_id: str,
    city: dict[Any, Any],
    own: pd.DataFrame,
    peers: pd.DataFrame,
    label: str,
    lang: Lang,
) -> str:
    """Return the largest move of a kind, scored anew by the engine."""
    if not found:
        return t(lang, f"kopfstand.no_{word}", city=city["name"])
    move, inputs = found[0], cache.query(queries.theme_inputs)
    declared = cache.query(queries.indicators, lang)
    made = what_if.assumed(inputs, declared, city, move.indicator_id, move.value)
    what = (declared, scored_by(theme_id), own, peers)
    scores = what_if.theme_score(inputs, *what), what_if.theme_score(made, *what)
    told = cast(pd.Series, declared.set_index("indicator_id").loc[move.indicator_id])
    return view.move_text(word, move, told.to_dict(), scores, label, lang)


def _ideas_for(
    gains: list[Move], theme_id: str, city: dict[Any, Any], region: str, lang: Lang
) -> list[str]:
    """Return the ideas that name the lever; else those of the theme for the same kind of city."""
    ideas = cache.query(queries.ideas, region, lang)
    lever = gains[0].indicator_id if gains else ""
    exact = naming(ideas, "indicators", lever)
    near = naming(ideas[ideas["city_type"] == city["city_type"]], "themes", theme_id)
    word, found = ("ideas_exact", exact) if len(exact) else ("ideas_near", near)
    title = heading(2, t(lang, "kopfstand.ideas_title"))
    if found.empty:
        return [title, paragraph(t(lang, "kopfstand.no_ideas"))]
    lines = [
        t(
            lang,
            "kopfstand.idea",
            title=row["title"],
            summary=row["summary"],
            pilot=row["pilot_name"],
            source=source_text(row, lang),
        )
        for row in found.to_dict("records")
    ]
    return [title, paragraph(t(lang, f"kopfstand.{word}")), bullets(lines)]


def show_ideas() -> None:
    """Show the ideas with their filters, and the state of their indicators."""
    lang, now = current().lang, current()
    ideas, themes = cache.query(queries.ideas, now.region, lang), cache.query(queries.themes, lang)
    if ideas.empty:
        show_text(paragraph(t(lang, "ideas.none_here")))
        return
    fields = dict(zip(themes["theme_id"], themes["label"], strict=True))
    members = members_of(now.region)
    here = ideas[ideas["pilot"].isin(members["ags"])]
    pilots: dict[str, str] = dict(zip(here["pilot"], here["pilot_name"], strict=True))
    kinds: dict[str, str] = {kind: t(lang, f"ideas.kind_{kind}") for kind in IDEA_KINDS}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        field, kind, pilot = (
            choose(
                st.selectbox,
                f"idea_{name}",
                t(lang, f"ideas.choose_{name}"),
                ["", *names],
                {"": t(lang, "ideas.all"), **names},
                width=240,
            )
            for name, names in (("field", fields), ("kind", kinds), ("pilot", pilots))
        )
    found = cache.computed(_narrowed, field, kind, pilot, now.region, lang)
    show_text(paragraph(t(lang, "ideas.count", n=len(found), total=len(ideas))))
    if found.empty:
        return
    what = (field, kind, pilot, now.region, now.city, shared(), lang)
    table, source = cache.computed(_ideas_table, *what)
    show_text(table)
    show_provenance(source)
    facts = cache.query(queries.process_facts, now.region, lang)
    gaps = facts[facts["kind"] == "gap"]["text"]
    show_text(heading(2, t(lang, "ideas.gaps")), bullets([*gaps]))


def _narrowed(field: str, kind: str, pilot: str, region: str, lang: Lang) -> pd.DataFrame:
    """Return the ideas of a theme field, for a kind of city and of a pilot; empty for all."""
    ideas = cache.query(queries.ideas, region, lang)
    about = pd.Series([field in ["", *names] for names in ideas["themes"]], ideas.index)
    found = ideas[about & ideas["city_type"].isin([kind] if kind else [*IDEA_KINDS])]
    return found[found["pilot"].eq(pilot)] if pilot else found


def _ideas_table(
    field: str, kind: str, pilot: str, region: str, ags: str, carried: dict[str, str], lang: Lang
) -> tuple[str, Provenance]:
    """Return the table of ideas with the state of their indicators, and where that comes from."""
    found = _narrowed(field, kind, pilot, region, lang)
    themes, members = cache.query(queries.themes, lang), members_of(region)
    fields = dict(zip(themes["theme_id"], themes["label"], strict=True))
    city = members[members["ags"] == ags][["ags", "name"]].to_dict("records")
    looked_at = {str(name): str(told) for one in city for name, told in one.items()}
    catalogue = cache.query(queries.catalogue, region, lang)
    named = {one for names in found["indicators"] for one in names}
    newest = cache.query(queries.newest_everywhere)
    newest = newest[newest["indicator_id"].isin(named)]
    table = ideas_view.all_ideas_table(found, fields, catalogue, newest, looked_at, carried, lang)
    ideas = cache.query(queries.ideas, region, lang)
    pilots = ideas.loc[ideas["pilot"].isin(members["ags"]), "pilot"]
    cells = newest[newest["ags"].isin([ags, *pilots])]
    source = provenance_of_cells(cache.query, cells, lang)
    return html_table(*table, t(lang, "ideas.caption")), source


def show_megatrends() -> None:
    """Show the megatrends, each with one line of evidence of the region's cities."""
    lang = current().lang
    lines, source = cache.computed(_evidence, current().region, lang)
    trends = cache.query(queries.megatrends, lang)
    table = trends_view.trend_table(trends, lines, shared(), lang)
    show_text(html_table(*table, t(lang, "megatrends.caption")))
    show_provenance(source)


def _evidence(region: str, lang: Lang) -> tuple[dict[str, str], Provenance]:
    """Return the line of evidence of each megatrend that has one, and where they come from."""
    members, trends = members_of(region), cache.query(queries.megatrends, lang)
    declared = cache.query(queries.indicators, lang)
    breaks, told_by = cache.query(queries.every_break), declared.set_index("indicator_id")
    lines, cells = dict[str, str](), []
    for row in trends.dropna(subset=["indicator_id"]).to_dict("records"):
        one = row["indicator_id"]
        if one not in told_by.index:
            lines[row["megatrend_id"]] = t(lang, "scenarios.awaiting")
            continue
        values = cache.query(queries.indicator_values, one)
        values = values[values["ags"].isin(members["ags"])].assign(indicator_id=one)
        told = {"indicator_id": one, **told_by.loc[one].to_dict()}
        found = evidence(values, breaks, told)
        lines[row["megatrend_id"]] = trends_view.evidence_text(found, told, lang)
        if found:
            cells.append(values[values["period"].isin([found.start, found.end])])
    rows = pd.concat(cells, ignore_index=True)
    return lines, provenance_of_cells(cache.query, rows, lang)
