"""Texts of a map about its cities: labels, tooltips and a list."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from resilience.charts.hover import told, told_of
from resilience.i18n import Lang, t
from resilience.maps.map import Layer, drawn, title_of
from resilience.text.figures import quality

ZOOMS = {"1": ("in", "+"), "-1": ("out", "−"), "0": ("all", "⤢")}
"""Zoom steps of the buttons, 0 for the whole map, with their texts and symbols."""


def cities(layer: Layer) -> list[dict[str, Any]]:
    """Return the texts about each member, in the layer's order.

    ``ags, name``; ``short``, the figure in the label; ``tip``, the tooltip as HTML with value,
    interval, year and quality; ``value`` and ``gap``, the columns of the list, and ``by``, its sort
    key. A map of distances gives both value and distance; else ``gap`` is empty.
    """
    lang, base = layer.measure.lang, layer.base or layer.measure
    none, found = t(lang, "missing.no_data"), []
    shown = {row["ags"]: row for row in layer.members.to_dict("records")}
    for row in drawn(base, layer.members[["ags", "name"]]).to_dict("records"):
        gap = shown[row["ags"]]["value"]
        missing = row["value"] != row["value"]
        tip = told(row["name"], none, _why(row, lang)) if missing else told_of(base, row)
        if layer.base and not missing:
            away = layer.measure.quantity(gap)
            tip += f"<br>{escape(t(lang, 'map.tip_distance', distance=away))}"
        found.append(
            {
                "ags": row["ags"],
                "name": row["name"],
                "short": none if missing else layer.measure.number(gap),
                "tip": tip,
                "value": none if missing else base.number(row["value"]),
                "gap": layer.measure.number(gap) if layer.base and not missing else "",
                "by": row["value"],
            }
        )
    return found


def _why(row: Mapping[Any, Any], lang: Lang) -> str:
    """Return why there is no value, if known."""
    note = row["note"] if row["note"] == row["note"] else ""
    return quality(row["quality"], note, {}, lang) if row["quality"] in ("Q", "M") else ""


def frame_html(lang: Lang) -> str:
    """Return the frame of a map on a page: containers for the map, its zoom buttons and tooltip."""
    buttons = "".join(
        f'<button type="button" data-zoom="{way}" title="{word}" aria-label="{word}">'
        f"{sign}</button>"
        for way, (name, sign) in ZOOMS.items()
        for word in [escape(t(lang, f"map.zoom_{name}"))]
    )
    return (
        '<figcaption></figcaption><div class="picture"><div class="frame" role="img">'
        '<svg class="sketch"></svg><div class="canvas"></div><div class="tip" hidden></div></div>'
        f'<div class="zoom">{buttons}</div></div><div class="side"></div>'
    )


def side_html(layer: Layer, chosen: str, note: str, titled: bool) -> str:
    """Return the panel beside a map: legend, container of the strip, and list of the cities.

    Parameters
    ----------
    note
        Additional text of the legend.
    titled
        Whether the legend has a title; else the map has one.
    """
    said = f'<p class="remark">{escape(note)}</p>' if note else ""
    strip = ""
    if layer.others is not None:
        word = escape(t(layer.measure.lang, "map.strip", what=title_of(layer.measure)))
        strip = f'<div class="strip" role="img" aria-label="{word}"></div>'
    return f"{layer.legend(title=titled)}{strip}{said}{list_html(layer, chosen)}"


def list_html(layer: Layer, chosen: str) -> str:
    """Return the cities as a table, the highest value first; each name is a button.

    It offers keyboards and screen readers what the map offers the mouse.
    """
    lang = layer.measure.lang
    rows = sorted(cities(layer), key=lambda row: (row["by"] != row["by"], -row["by"], row["name"]))
    base = layer.base or layer.measure
    heads = [
        layer.areas or t(lang, "compare.col_city"),
        f"{t(lang, 'compare.col_value')} ({base.unit})",
    ]
    if layer.base:
        heads.append(t(lang, "map.col_distance"))
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    caption = t(lang, "map.list_areas" if layer.areas else "map.list")
    body = "".join(_row(row, row["ags"] == chosen, bool(layer.base)) for row in rows)
    return (
        f'<table class="cities"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(row: dict[str, Any], is_chosen: bool, with_gap: bool) -> str:
    pressed = str(is_chosen).lower()
    gap = f"<td>{escape(row['gap'] or '–')}</td>" if with_gap else ""
    return (
        f'<tr data-city="{row["ags"]}"><th scope="row"><button type="button" '
        f'aria-pressed="{pressed}" data-ags="{row["ags"]}">{escape(row["name"])}</button></th>'
        f"<td>{escape(row['value'])}</td>{gap}</tr>"
    )
