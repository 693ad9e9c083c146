"""The controls of the tables of many indicators, and these tables as files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from resilience.app import cache
from resilience.app.chart import colour_scheme
from resilience.app.screens import show_button
from resilience.app.selection import choose, choose_some, current
from resilience.export import TYPES
from resilience.export.csv import csv_bytes
from resilience.export.matrix import matrix_frame, matrix_workbook
from resilience.i18n import Lang, t
from resilience.text.matrix import Look, Matrix
from resilience.text.matrix_figures import matrix_of
from resilience.text.several import SIDE_BY_SIDE
from resilience.warehouse import queries


def choose_kind(members: pd.DataFrame, city: str) -> str:
    """Show the choice of the kind of city, if there are two; the default is the selected city's.

    Parameters
    ----------
    members
        ``ags, peer_kind`` of the cities shown.
    """
    lang, kinds = current().lang, members["peer_kind"]
    found = sorted(kinds.unique(), reverse=True)
    own = kinds[members["ags"] == city].to_list()
    default: str = (own or found)[0]
    if len(found) < 2:
        return default
    labels = {name: t(lang, f"matrix.kind_{name}") for name in found}
    word = t(lang, "matrix.kinds")
    return choose(st.selectbox, "kind", word, found, labels, default, keep=True)


def choose_look(cities: pd.DataFrame, city: str) -> Look:
    """Show the choices of the matrix's filters, display and order, and return them.

    Parameters
    ----------
    cities
        ``ags, name`` of the columns.
    city
        Key of the selected city, or empty.
    """
    lang = current().lang
    names = cities.set_index("ags")["name"].to_dict()
    held = city if city in names else ""
    themes = cache.query(queries.themes, lang).set_index("theme_id")["label"].to_dict()
    themes = {"": t(lang, "matrix.all"), **themes}
    views = {name: t(lang, f"matrix.view_{name or 'place'}") for name in ("", "value")}
    orders = {"": t(lang, "matrix.sorted_none")}
    for ags, name in names.items():
        orders |= {f"{ags}.{w}": t(lang, f"matrix.sorted_{w}", city=name) for w in ("down", "up")}
    pick = partial(choose, keep=True)
    pills = partial(pick, st.pills, required=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        theme = pills("theme", t(lang, "matrix.themes"), list(themes), themes)
        view = pills("cells", t(lang, "matrix.view"), list(views), views)
        focus = ""
        if held:
            sides = {"": t(lang, "matrix.filter_all")}
            for side in ("weak", "strong"):
                sides[side] = t(lang, f"matrix.filter_{side}", city=names[held])
            focus = pick(
                st.selectbox,
                "focus",
                t(lang, "matrix.focus_filter"),
                list(sides),
                sides,
                width=_WIDE,
            )
        word = t(lang, "matrix.sorted")
        order = pick(st.selectbox, "order", word, list(orders), orders, width=_WIDE)
    return Look(held, theme, view, order, focus, colour_scheme() == "dark")


_WIDE = 220
"""Width of a choice, in pixels."""


def choose_several() -> list[str]:
    """Show the choice of the indicators side by side and return their ids."""
    lang = current().lang
    declared = cache.query(queries.indicators, lang)
    themes = cache.query(queries.themes, lang).set_index("theme_id")["label"]
    words = declared["theme_id"].map(themes) + ": " + declared["label"]
    labels = dict(zip(declared["indicator_id"], words, strict=True))
    word, empty = t(lang, "several.choose", most=SIDE_BY_SIDE), t(lang, "several.placeholder")
    chosen = choose_some("several", word, list(labels), labels, placeholder=empty)
    return chosen or declared.groupby("theme_id", sort=False)["indicator_id"].first().to_list()


def choose_several_order(indicators: Sequence[str]) -> str:
    """Show the choice of the indicator to sort cities by, and return it with the sort order."""
    lang = current().lang
    names = cache.query(queries.indicators, lang).set_index("indicator_id")["label"]
    orders = {"": t(lang, "several.sorted_none")}
    for one in indicators:
        for way in ("down", "up"):
            orders[f"{one}.{way}"] = t(lang, f"several.sorted_{way}", indicator=names[one])
    return choose(st.selectbox, "ranked", t(lang, "matrix.sorted"), list(orders), orders, keep=True)


def matrix_shown(
    cities: pd.DataFrame, peers: pd.DataFrame, indicators: Sequence[str] = ()
) -> Matrix:
    """Return indicators of cities among their peers, computed once per build and selection."""
    made = (cities[["ags", "name"]], peers, tuple(indicators), current().lang)
    return cache.computed(matrix_of, cache.query, *made)


def show_files(key: str, parts: Sequence[tuple[Matrix, pd.DataFrame]], stem: str) -> None:
    """Show the buttons of a table as CSV and XLSX, in the language of the page, and for a meeting.

    Parameters
    ----------
    key
        Its key on the page.
    parts
        Matrices with the cells to include.
    stem
        Beginning of the file names.
    """
    lang = current().lang
    mime = {"csv": "text/csv", "xlsx": TYPES["xlsx"]}
    with st.container(horizontal=True):
        show_button(key)
        for kind in mime:
            word, name = t(lang, f"matrix.file_{kind}"), f"{stem}.{kind}"
            make = partial(_file, kind, parts, lang)
            st.download_button(word, make, name, mime[kind], key=f"file_{kind}", on_click="ignore")


def _file(kind: str, parts: Sequence[tuple[Matrix, pd.DataFrame]], lang: Lang) -> bytes:
    """Return the table as a file, when somebody asks for it."""
    frame = pd.concat(
        [matrix_frame(rows, one.declared, one.themes, one.names) for one, rows in parts],
        ignore_index=True,
    )
    if kind == "csv":
        return csv_bytes(frame, "german" if lang == "de" else "international")
    decimals = {name: told["decimals"] for name, told in parts[0][0].told.items()}
    return matrix_workbook(frame, decimals, lang)
