"""Targets on a page: adopted targets, a city's positions, climate years, yearly values."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from resilience.analysis.held_targets import Held
from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, show_chart, show_text
from resilience.app.controls import members_of
from resilience.app.html import bullets, fold, heading, paragraph, remark
from resilience.app.selection import choose, current, shared
from resilience.charts.climate_years import climate_figure
from resilience.charts.target_series import target_figure
from resilience.i18n import Lang, t
from resilience.model.content import EVERY_LABEL, LABELS
from resilience.model.provenance import Provenance
from resilience.text import targets as view
from resilience.text.provenance import summed_up
from resilience.text.tables import html_table
from resilience.warehouse import queries


def held_now() -> Held:
    """Return the targets of the region's cities, those of the selected city first."""
    now, members = current(), members_of(current().region)
    city = now.city if now.city in set(members["ags"]) else ""
    return cache.computed(Held, cache.query, members, city, now.lang)


def show_climate(held: Held) -> None:
    """Show the years of climate neutrality, and what neutral means in each city."""
    lang = held.lang
    rows, sentence, source = cache.computed(_climate, held)
    what = (rows, int(held.today[:4]), held.ags, lang)
    show_text(heading(2, t(lang, "targets.climate")), paragraph(sentence))
    show_chart(
        drawn(climate_figure, *what, colour_scheme()),
        "climate",
        t(lang, "targets.climate"),
        sentence,
        source,
        *cache.computed(view.climate_table, rows, lang),
        held.ags,
        t(lang, "targets.climate_legend"),
        unfolded=True,
    )


def _climate(held: Held) -> tuple[pd.DataFrame, str, Provenance]:
    """Return the years of climate neutrality, what they show, and who adopted them."""
    rows = view.climate_rows(held.every, held.missing, held.members, held.lang)
    own = held.every[held.every["neutral"].notna()]
    sentence = view.climate_sentence(rows, held.lang)
    return rows, sentence, Provenance(view.sources_line(own, held.lang))


def show_yearly(held: Held) -> None:
    """Show each target of a city that has a series of its own to compare with."""
    lang = held.lang
    for row, values, sentence, verdict, told, (rows, columns) in cache.computed(_yearly, held):
        unit, name = row["unit"], row["area_name"]
        figure = drawn(target_figure, values, row["value"], unit, name, lang, colour_scheme())
        with st.container(border=True, key=f"card_{row['target_id']}"):
            show_text(
                heading(2, t(lang, "targets.yearly", city=name, target=row["text"])),
                paragraph(f"**{sentence}** {verdict}"),
            )
            legend = f"{row['caveat']} {t(lang, 'targets.series_legend')}"
            what = (figure, row["target_id"], row["text"], sentence, told, rows, columns)
            show_chart(*what, legend=legend)
            show_text(remark(f"{view.adopted_text(row, lang)} {view.source_line(row, lang)}"))


def _yearly(held: Held) -> list[tuple[Any, ...]]:
    """Return per target with a series its row, values, sentence, verdict, source and table."""
    lang, found = held.lang, []
    for row in held.with_series.to_dict("records"):
        values = held.series(row)
        if values.empty:
            continue
        sources = cache.query(queries.series_provenance, row["series_id"], lang)
        years = f"{values['period'].iloc[0]}–{values['period'].iloc[-1]}"
        source = summed_up(sources, years, values["quality"], lang)
        verdict = view.verdict_text(row, held.judged(row), lang)
        told = (view.series_sentence(row, values, lang), verdict, source)
        found.append((row, values, *told, view.series_table(values, row["unit"], lang)))
    return found


def show_list(held: Held) -> None:
    """Show the targets that apply to the city, or all, filtered by who set them."""
    lang = held.lang
    names = {label: t(lang, f"targets.label_{label}") for label in (*LABELS, EVERY_LABEL)}
    word = t(lang, "targets.choose")
    label = choose(st.segmented_control, "label", word, list(names), names, required=True)
    caption = t(lang, "targets.caption", city=held.name) if held.ags else t(lang, "targets.every")
    show_text(heading(2, caption), paragraph(t(lang, "targets.labels_about")))
    if table := cache.computed(_listed, held, label, caption, shared()):
        show_text(table, fold(t(lang, "targets.rule_title"), _rule(lang)))
    else:
        show_text(paragraph(t(lang, "targets.none")))


def _listed(held: Held, label: str, caption: str, carried: dict[str, str]) -> str:
    """Return the table of the targets under a label, empty if there are none."""
    lang = held.lang
    chosen = held.mine if label == EVERY_LABEL else held.mine[held.mine["label"] == label]
    if chosen.empty:
        return ""
    positions, verdicts = dict[str, str](), dict[str, str]()
    for row in chosen.to_dict("records"):
        positions[row["target_id"]] = _position(held, row)
        verdicts[row["target_id"]] = view.verdict_text(row, held.judged(row), lang)
    table = view.target_table(chosen, positions, verdicts, held.today, carried, lang)
    return html_table(*table, caption)


def _position(held: Held, row: dict[Any, Any]) -> str:
    if not held.city_of(row):
        return t(held.lang, "targets.no_city")
    return view.position_text(row, held.own(row), held.lang)


def _rule(lang: Lang) -> str:
    return paragraph(t(lang, "targets.rule"))


def show_missing(held: Held) -> None:
    """Show what was looked for and not found, and for which indicators there is no target."""
    show_text(*cache.computed(_missing, held, current().region))


def _missing(held: Held, region: str) -> tuple[str, ...]:
    lang = held.lang
    lines = [
        f"{_place(row)}{row['text']} {view.source_line(row, lang)}"
        for row in held.missing.to_dict("records")
    ]
    known = set(held.every["indicator_id"].dropna())
    declared = cache.query(queries.catalogue, region, lang)
    without = declared[~declared["indicator_id"].isin(known)]["label"]
    return (
        heading(2, t(lang, "targets.missing")),
        bullets(lines),
        fold(
            t(lang, "targets.without", n=len(without)),
            paragraph(t(lang, "targets.without_names", names="; ".join(without))),
        ),
    )


def _place(row: dict[Any, Any]) -> str:
    return f"**{row['area_name']}:** " if isinstance(row["area_name"], str) else ""
