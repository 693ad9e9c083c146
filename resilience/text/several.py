"""Several indicators of any cities side by side, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from resilience.analysis.matrix import order
from resilience.i18n import MISSING_SIGN, number, t
from resilience.text.figures import interval_text
from resilience.text.links import address
from resilience.text.matrix import Matrix, MatrixCell, percent, sign_of, tip
from resilience.text.provenance import period_text

SIDE_BY_SIDE = 6
"""Maximum number of indicators side by side."""


def cities_of(matrix: Matrix, by: str) -> list[str]:
    """Return the keys of the cities in the requested order: ``ID.down``, ``ID.up`` or as given.

    Values are sorted, the largest first for ``down``; missing ones come last.
    """
    indicator_id, _, way = by.rpartition(".")
    down = way == "down"
    return order(matrix.cells, indicator_id, down, "value", "ags", "indicator_id")


def several_html(
    matrix: Matrix,
    city: str,
    by: str,
    here: Mapping[str, str],
    carried: Mapping[str, str],
    dark: bool = False,
) -> str:
    """Return the table: a row per city, per indicator value, interval, year, quality and rank.

    Parameters
    ----------
    city
        Key of the city whose row is highlighted.
    by
        See `cities_of`.
    here, carried
        Query parameters that links to the same page, and to others, keep.
    """
    lang = matrix.lang
    heads = "".join(_head(told, by, here, carried, matrix) for told in matrix.told.values())
    body = []
    for ags in cities_of(matrix, by):
        on = ' class="on" aria-current="true"' if ags == city else ""
        way = escape(address("city", {**carried, "city": ags}))
        cells = "".join(_cell(matrix, matrix.by_place[one, ags]) for one in matrix.told)
        name = escape(matrix.names[ags])
        body.append(f'<tr{on}><th scope="row"><a href="{way}">{name}</a></th>{cells}</tr>')
    caption = escape(t(lang, "several.caption", peers=matrix.label, n=number(matrix.size, 0, lang)))
    return (
        f'<div class="mx several{" dark" if dark else ""}" tabindex="0" role="region" '
        f'aria-label="{caption}"><table><caption>{caption}</caption><thead><tr><th scope="col">'
        f"{escape(t(lang, 'compare.col_city'))}</th>{heads}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _head(
    told: MatrixCell, by: str, here: Mapping[str, str], carried: Mapping[str, str], matrix: Matrix
) -> str:
    lang, one = matrix.lang, told["indicator_id"]
    held, _, way = by.rpartition(".")
    now = way if held == one else ""
    then = {"": f"{one}.down", "down": f"{one}.up", "up": ""}[now]
    kept = {name: value for name, value in here.items() if name != "ranked"}
    sort = escape(address("several", kept, **({"ranked": then} if then else {})))
    heard = {"down": ' aria-sort="descending"', "up": ' aria-sort="ascending"'}.get(now, "")
    word = escape(t(lang, "several.sort", indicator=told["label"]))
    sign = {"": "↕", "down": "↓", "up": "↑"}[now]
    target = escape(address("indicator", carried, indicator=one))
    way_text = escape(t(lang, f"several.way_{told['direction']}"))
    return (
        f'<th scope="col"{heard}><a href="{target}">{escape(told["label"])}</a>'
        f'<a class="so" href="{sort}" title="{word}" aria-label="{word}">{sign}</a>'
        f'<small>{escape(told["unit"])}</small><small class="w">'
        f"{way_text}</small></th>"
    )


def _cell(matrix: Matrix, cell: MatrixCell) -> str:
    lang, told = matrix.lang, matrix.told[cell["indicator_id"]]
    letter = t(lang, f"quality.{cell['quality']}")
    if cell["state"] == "missing":
        why = escape(f"{t(lang, 'missing.no_data')} ({letter})")
        return f'<td class="missing"><b>{MISSING_SIGN}</b><small>{why}</small></td>'
    lines = [f"{period_text(cell['period'], lang)}, {letter}"]
    if cell["noise"] == "counted":
        ends = interval_text(cell["low"], cell["high"], told["decimals"], lang)
        lines.insert(0, f"{t(lang, 'several.interval')} {ends}")
    else:
        lines.insert(0, t(lang, f"claim.noise_{cell['noise']}"))
    small = "".join(f"<small>{escape(line)}</small>" for line in lines)
    value = escape(number(cell["value"], told["decimals"], lang))
    shown = f'<td title="{escape(tip(matrix, cell))}"><b>{value}</b>'
    if cell["state"] != "placed":
        word = escape(t(lang, f"several.{cell['state']}"))
        return f"{shown}{small}<small>{word}</small></td>"
    share = percent(cell["position"], lang)
    place = escape(t(lang, "several.place", share=share))
    return (
        f"{shown} <i aria-hidden='true'>{sign_of(cell)}</i>{small}"
        f'<span class="bar" aria-hidden="true"><i class="k{int(cell["fifth"])}" '
        f'style="width:{max(100 * cell["position"], 2):.0f}%"></i></span>'
        f"<small>{place}</small></td>"
    )
