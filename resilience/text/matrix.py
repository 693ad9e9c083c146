"""The matrix of all indicators and cities as an HTML table, with tooltips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from resilience.analysis import matrix as made
from resilience.i18n import MISSING_SIGN, Lang, number, quantity, t
from resilience.text.claims import value_claim
from resilience.text.figures import interval_text, quality
from resilience.text.links import address
from resilience.text.provenance import period_text

_SIGNS = {"above": "▲", "likely_above": "△", "open": "≈", "likely_below": "▽", "below": "▼"}
"""Claims against the peers' median."""
_HALF = {"upper": "above", "lower": "below"}
"""Claim on the half that contains a quarter."""
_ARROWS = {"better": "↗", "worse": "↘", "alike": "→", "level": "→"}
_UNSURE = "·"
"""Replaces the sign where no interval is known."""
MatrixCell = dict[Any, Any]


@dataclass(frozen=True, eq=False)
class Matrix:
    """Indicators of cities of one kind among their peers.

    Parameters
    ----------
    cells
        See `analysis.matrix.cells`.
    cities
        ``ags, name`` of the columns.
    declared
        The rows' indicators in order, see `queries.indicators`.
    themes
        Names of the theme fields in display order.
    label, size
        Name of the peer set and number of areas in it.
    reasons
        Why published values were corrected.
    """

    lang: Lang
    cells: pd.DataFrame
    cities: pd.DataFrame
    declared: pd.DataFrame
    themes: Mapping[str, str]
    label: str
    size: int
    reasons: Mapping[str, str]

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of the cities by key."""
        return dict(zip(self.cities["ags"], self.cities["name"], strict=True))

    @cached_property
    def told(self) -> dict[str, MatrixCell]:
        """The declaration of each indicator."""
        return {row["indicator_id"]: row for row in self.declared.to_dict("records")}

    @cached_property
    def by_place(self) -> dict[tuple[str, str], MatrixCell]:
        """The cells by indicator and city."""
        return {(row["indicator_id"], row["ags"]): row for row in self.cells.to_dict("records")}


@dataclass(frozen=True)
class Look:
    """How a matrix is displayed.

    Parameters
    ----------
    city
        Key of the highlighted city, the only one shown where there is room for one.
    theme
        Only this theme field; empty for all.
    view
        Empty for positions, ``value`` for values.
    order
        ``KEY.down`` or ``KEY.up`` of the column to sort by; empty for the order of themes.
    focus
        Only indicators that are ``weak`` or ``strong`` in the city; empty for all.
    dark
        Whether the background is dark.
    """

    city: str = ""
    theme: str = ""
    view: str = ""
    order: str = ""
    focus: str = ""
    dark: bool = False


def rows_of(matrix: Matrix, look: Look) -> pd.DataFrame:
    """Return the cells shown, in row order; indicators without a direction only have values.

    Rows are filtered first, then sorted.
    """
    declared = matrix.declared
    if look.theme:
        declared = declared[declared["theme_id"] == look.theme]
    if look.view != "value":
        declared = declared[declared["direction"] != "context"]
    found = matrix.cells[matrix.cells["indicator_id"].isin(declared["indicator_id"])]
    found = made.narrowed(found, look.city, look.focus)
    by, _, way = look.order.rpartition(".")
    if by in matrix.names:
        ids = made.order(found, by, way == "down")
        places = {one: place for place, one in enumerate(ids)}
        found = found.sort_values("indicator_id", key=lambda ids: ids.map(places), kind="stable")
    return found


def matrix_html(
    matrix: Matrix, look: Look, here: Mapping[str, str], carried: Mapping[str, str]
) -> str:
    """Return the table, with links to the cities above it for windows with room for one column.

    Parameters
    ----------
    here
        Query parameters that links to the same page keep.
    carried
        Query parameters that links to other pages keep.
    """
    lang, ids = matrix.lang, list(dict.fromkeys(rows_of(matrix, look)["indicator_id"]))
    if not ids:
        return f"<p>{escape(t(lang, 'matrix.nothing'))}</p>"
    sorts = look.order.rpartition(".")[0] in matrix.names
    shown = look.city if look.city in matrix.names else next(iter(matrix.names))
    look_in = Look(shown, look.theme, look.view, look.order, look.focus, look.dark)
    body, last = [], ""
    for one in ids:
        theme = matrix.told[one]["theme_id"]
        if not sorts and theme != last:
            head = f'<th scope="rowgroup" colspan="{len(matrix.names) + 1}">'
            name = f"<span>{escape(matrix.themes[theme])}</span>"
            body.append(f'</tbody><tbody><tr class="t">{head}{name}</th></tr>')
            last = theme
        body.append(_row(matrix, look_in, one, carried, sorts))
    heads = "".join(
        _head(ags, name, look, ags == shown, here, lang) for ags, name in matrix.names.items()
    )
    caption = escape(t(lang, "matrix.caption", peers=matrix.label, n=number(matrix.size, 0, lang)))
    chips = "".join(
        f'<a href="{_to(here, city=ags)}"{_current(ags == shown)}>{escape(name)}</a>'
        for ags, name in matrix.names.items()
    )
    kind = f"mx{' values' if look.view == 'value' else ''}{' dark' if look.dark else ''}"
    return (
        f'<nav class="mxc" aria-label="{escape(t(lang, "matrix.cities"))}">{chips}</nav>'
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{caption}"><table>'
        f'<caption>{caption}</caption><thead><tr><th scope="col">'
        f"{escape(t(lang, 'matrix.indicator'))}</th>{heads}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    ).replace("<tbody></tbody>", "")


def _to(here: Mapping[str, str], **more: str) -> str:
    """Return the address of the same page with parameters changed; empty ones are left out."""
    kept = {name: value for name, value in here.items() if name not in more}
    return escape(address("matrix", kept, **{name: v for name, v in more.items() if v}))


def _current(on: bool) -> str:
    return ' aria-current="true"' if on else ""


def _head(ags: str, name: str, look: Look, on: bool, here: Mapping[str, str], lang: Lang) -> str:
    """Return a column's heading: the name selects the city, the arrow sorts by it."""
    by, _, way = look.order.rpartition(".")
    now = way if by == ags else ""
    ways = {"": f"{ags}.down", "down": f"{ags}.up", "up": ""}
    sign = {"": "↕", "down": "↓", "up": "↑"}[now]
    told = {"down": ' aria-sort="descending"', "up": ' aria-sort="ascending"'}.get(now, "")
    word = escape(t(lang, "matrix.sort", city=name))
    mark = ' class="me"' if on else ""
    chosen = look.city == ags
    return (
        f'<th scope="col"{mark}{told}><a href="{_to(here, city=ags)}"{_current(chosen)} '
        f'title="{escape(t(lang, "matrix.choose", city=name))}">{"◆ " if chosen else ""}'
        f'{escape(name)}</a><a class="so" href="{_to(here, order=ways[now])}" '
        f'title="{word}" aria-label="{word}">{sign}</a></th>'
    )


def _row(
    matrix: Matrix, look: Look, indicator_id: str, carried: Mapping[str, str], themed: bool
) -> str:
    told = matrix.told[indicator_id]
    way = escape(address("indicator", carried, indicator=indicator_id))
    theme = f"<small>{escape(matrix.themes[told['theme_id']])}</small>" if themed else ""
    unit = f'<small class="u">{escape(told["unit"])}</small>'
    head = (
        f'<th scope="row"><a href="{way}">{escape(told["label"])}</a><div>{unit}{theme}</div></th>'
    )
    cells = [_cell(matrix, look, told, ags) for ags in matrix.names]
    return f"<tr>{head}{''.join(cells)}</tr>"


def _cell(matrix: Matrix, look: Look, told: MatrixCell, ags: str) -> str:
    cell, lang = matrix.by_place[told["indicator_id"], ags], matrix.lang
    placed = cell["state"] == "placed"
    colour = f"k{int(cell['fifth'])}" if placed else cell["state"]
    mark = " me" if ags == look.city else ""
    known = cell["state"] != "missing"
    value = number(cell["value"], told["decimals"], lang) if known else MISSING_SIGN
    place = percent(cell["position"], lang) if placed else t(lang, f"matrix.{cell['state']}")
    signs = f"{sign_of(cell)}{_ARROWS.get(cell['course'], '')}"
    heard = "; ".join(said(matrix, cell))
    return (
        f'<td class="{colour}{mark}" title="{escape(tip(matrix, cell))}">'
        f'<b class="p">{escape(place)}</b><span class="v">{escape(value)}</span>'
        f'<i aria-hidden="true">{signs}</i><span class="sr">{escape(heard)}</span></td>'
    )


def percent(share: float, lang: Lang) -> str:
    """Return a share in percent; 0 and 100 only for none and all."""
    rounded = 100 * share if share in (0, 1) else min(max(100 * share, 1), 99)
    return number(rounded, 0, lang)


def sign_of(cell: MatrixCell) -> str:
    """Return the sign of a position: one of `_SIGNS`, or `_UNSURE` where no interval is known."""
    if cell["state"] != "placed":
        return ""
    if cell["noise"] == "unknown":
        return _UNSURE
    likely, _, side = cell["claim"].rpartition("_")
    side = _HALF.get(side, side)
    return _SIGNS[f"{likely}_{side}" if likely else side]


def said(matrix: Matrix, cell: MatrixCell) -> list[str]:
    """Return what the signs of a cell mean, in words."""
    lang = matrix.lang
    if cell["state"] != "placed":
        words = [t(lang, f"matrix.said_{cell['state']}")]
    else:
        words = [value_claim(cell, matrix.label, lang)]
    if cell["course"] in _ARROWS:
        since = period_text(cell["since"], lang)
        words.append(t(lang, f"matrix.course_{cell['course']}", since=since))
    return words


def tip(matrix: Matrix, cell: MatrixCell) -> str:
    """Return the tooltip of a cell, one fact per line."""
    lang, told = matrix.lang, matrix.told[cell["indicator_id"]]
    decimals, unit = told["decimals"], told["unit"]
    lines: list[str] = []
    letter = quality(cell["quality"], cell["note"], dict(matrix.reasons), lang)
    if cell["state"] == "missing":
        return "\n".join([*lines, f"{t(lang, 'matrix.said_missing')} ({letter})"])
    year = period_text(cell["period"], lang)
    lines.append(f"{quantity(cell['value'], decimals, unit, lang)} ({year}, {letter})")
    if cell["low"] == cell["low"]:
        ends = interval_text(cell["low"], cell["high"], decimals, lang)
        lines.append(f"{t(lang, 'compare.col_interval')}: {ends}")
    if cell["state"] == "placed":
        counts = {name: number(cell[name], 0, lang) for name in ("worse", "equal", "others")}
        median = quantity(cell["median"], decimals, unit, lang)
        lines.append(t(lang, "matrix.place", median=median, peers=matrix.label, **counts))
    lines += said(matrix, cell)
    if cell["course"] in _ARROWS:
        before = quantity(cell["before"], decimals, unit, lang)
        lines[-1] += f" ({period_text(cell['since'], lang)}: {before})"
    return "\n".join(lines)


def legend_html(lang: Lang, dark: bool) -> str:
    """Return the legend of colours, with that of figures and signs folded away."""
    chips = "".join(
        f'<span class="k{fifth}">{escape(t(lang, f"matrix.fifth_{fifth}"))}</span>'
        for fifth in range(made.FIFTHS)
    )
    told = {**_SIGNS, "unknown": _UNSURE}
    signs = [f"{sign} {t(lang, f'matrix.sign_{name}')}" for name, sign in told.items()]
    arrows = [f"{_ARROWS[name]} {t(lang, f'matrix.arrow_{name}')}" for name in _ARROWS_TOLD]
    gaps = [f"{t(lang, f'matrix.{one}')} {t(lang, f'matrix.said_{one}')}" for one in _GAPS]
    lines = [" · ".join(part) for part in (signs, arrows, gaps)]
    text = "".join(f"<p>{escape(line)}</p>" for line in (t(lang, "matrix.reading"), *lines))
    signs_of = f"<summary>{escape(t(lang, 'matrix.signs'))}</summary>"
    folded = f'<details class="fold">{signs_of}{text}</details>'
    return f'<div class="mxl{" dark" if dark else ""}"><div>{chips}</div>{folded}</div>'


_ARROWS_TOLD: Sequence[str] = ("better", "worse", "alike")
_GAPS: Sequence[str] = ("missing", "unreliable", "alone")
