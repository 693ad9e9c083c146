"""The files of the page of data, and the state of the region's figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.changes_section import changed_since
from resilience.app.chart import show_text
from resilience.app.controls import show_download, show_warehouse
from resilience.app.html import fold, heading, paragraph, remark
from resilience.app.selection import choose
from resilience.export.citation import Build, citation, outline_credit
from resilience.export.csv import csv_bytes
from resilience.export.geo import geojson_bytes, geoparquet_bytes
from resilience.export.package import description_bytes, package_bytes
from resilience.export.parquet import parquet_bytes
from resilience.export.tables import letters
from resilience.export.xlsx import workbook_bytes
from resilience.i18n import Lang, t
from resilience.settings import SETTINGS
from resilience.text import datastate
from resilience.text import register as view
from resilience.text.tables import Column, html_table
from resilience.warehouse import queries
from resilience.warehouse.comments import TableAbout, described

LAYERS = ("city", "district", "municipality")
BUILT, SOURCES = (queries.build,), (queries.source_register,)


@dataclass(frozen=True)
class Files:
    """The scope of the files.

    Parameters
    ----------
    scope
        Empty for the region's members, ``all`` for all areas.
    of
        Name of the areas.
    """

    lang: Lang
    region: str
    scope: str
    of: str

    @property
    def stem(self) -> str:
        """Beginning of the files' names."""
        return f"stadt-der-zukunft_{self.scope or self.region}_{self.lang}"

    @property
    def asked(self) -> str:
        """The region whose members are included; empty for all areas."""
        return "" if self.scope else self.region

    @property
    def values(self) -> tuple[Any, ...]:
        """The query of all values."""
        return (queries.export_values, self.asked, "", self.lang)

    @property
    def every(self) -> tuple[tuple[Any, ...], ...]:
        """The queries of build, values, codebook and sources."""
        return (BUILT, self.values, (queries.codebook,), SOURCES)


def show_values(files: Files) -> None:
    """Show the files of all values."""
    lang, stem = files.lang, files.stem
    about = f"{t(lang, 'data.values_about')} {t(lang, 'data.missing')}"
    show_text(heading(2, t(lang, "data.values")), paragraph(about))
    with st.container(horizontal=True):
        for style in ("german", "international"):
            make = partial(csv_bytes, style=style)
            show_download(f"csv_{style}", f"{stem}_{style}.csv", make, files.values)
        workbook = partial(workbook_bytes, files.of, lang)
        show_download("xlsx", f"{stem}.xlsx", workbook, *files.every)
        parquet = partial(parquet_bytes, files.of, lang)
        show_download("parquet", f"{stem}.parquet", parquet, BUILT, files.values, SOURCES)


def show_areas(files: Files) -> tuple[str, str]:
    """Show the files with outlines; return their theme field, and its name."""
    lang = files.lang
    fields = cache.query(queries.themes, lang)
    themes = dict(zip(fields["theme_id"], fields["label"], strict=True))
    outlines = cache.query(queries.outline_sources, LAYERS, lang)
    about = t(lang, "data.areas_about", credit=outline_credit(outlines, lang))
    show_text(heading(2, t(lang, "data.areas")), paragraph(about))
    word = t(lang, "control.theme")
    theme = choose(st.segmented_control, "theme", word, list(themes), themes, required=True)
    newest = (queries.newest_by_area, files.asked, theme)
    shapes, credit = (queries.outlines, ("municipality",)), (queries.outline_sources, LAYERS, lang)
    name, make = f"{files.stem}_{theme}", partial(geojson_bytes, files.of, lang)
    with st.container(horizontal=True):
        show_download("geojson", f"{name}.geojson", make, BUILT, newest, shapes, SOURCES, credit)
        show_download("geoparquet", f"{name}.parquet", geoparquet_bytes, newest, shapes)
    return theme, themes[theme]


def show_everything(files: Files) -> None:
    """Show the files that hold everything."""
    lang, of = files.lang, files.of
    show_text(heading(2, t(lang, "data.all")), paragraph(t(lang, "data.all_about")))
    with st.container(horizontal=True):
        make = partial(package_bytes, of, lang)
        show_download("package", f"{files.stem}.zip", make, *files.every)
        make = partial(description_bytes, of, lang)
        show_download("description", "datapackage.json", make, *files.every)
        show_warehouse("stadt-der-zukunft.duckdb")


def show_tables(lang: Lang) -> None:
    """Show what stands in each table of the warehouse, and where else figures are had."""
    show_text(*cache.computed(_every_table, lang))


def _every_table(lang: Lang) -> tuple[str, ...]:
    """Return what the warehouse's tables and columns hold."""
    tables: list[TableAbout] = cache.asked_now(described)
    listed = pd.DataFrame(
        {"name": [one.name for one in tables], "about": [one.comment for one in tables]}
    )
    cells = [(one.name, *column) for one in tables for column in one.columns]
    columns = pd.DataFrame(cells, columns=["table", "name", "kind", "about"])
    name, about = (
        Column("name", t(lang, "data.col_part")),
        Column("about", t(lang, "data.col_holds")),
    )
    table, kind = (
        Column("table", t(lang, "data.col_table")),
        Column("kind", t(lang, "data.col_type")),
    )
    return (
        heading(2, t(lang, "data.tables")),
        paragraph(t(lang, "data.tables_about", language=lang)),
        html_table(listed, [name, about], t(lang, "data.tables_caption")),
        fold(
            t(lang, "data.every_column"),
            html_table(columns, [table, name, kind, about], t(lang, "data.columns_caption")),
        ),
    )


def told_of_sources(files: Files) -> tuple[str, ...]:
    """Return how to cite, and the texts below it."""
    lang = files.lang
    build: Build = cache.derived(dict, (queries.build,))
    register = cache.query(queries.source_register)
    live = cache.query(queries.live_sources)
    outlines = cache.query(queries.outline_sources, LAYERS, lang)
    return (
        citation(build, register, files.of, lang),
        paragraph(t(lang, "data.licence")),
        html_table(*view.letter_table(letters(), lang), t(lang, "data.letters_caption")),
        heading(2, t(lang, "overview.state")),
        state_table(files.region, lang),
        *changed_since(files.region, lang),
        heading(2, t(lang, "register.heading")),
        paragraph(view.register_introduction(register, build, lang)),
        html_table(*view.register_table(register, live, lang), t(lang, "register.caption")),
        paragraph(view.asking_introduction(live, lang)),
        html_table(*view.waiting_table(live, lang), t(lang, "register.waiting_caption")),
        html_table(*view.outline_table(outlines, lang), t(lang, "register.outlines_caption")),
    )


def state_table(region: str, lang: Lang) -> str:
    """Return newest year, coverage and gaps of each theme field as HTML."""
    scores = cache.query(queries.theme_scores)
    year = scores.loc[scores["score"].notna(), "period"].max()
    state = cache.derived(
        partial(datastate.data_state, as_of=year, maximum_age=SETTINGS.maximum_age, lang=lang),
        (queries.newest_values, region),
        (queries.indicators, lang),
        (queries.themes, lang),
    )
    table = html_table(state, datastate.columns(lang), t(lang, "overview.state_caption"))
    return table + remark(datastate.score_note(year, SETTINGS, lang))
