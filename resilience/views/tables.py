"""Data frames to plain, accessible HTML tables."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from resilience.i18n import Lang, t


@dataclass(frozen=True)
class Column:
    """A column of a table on screen.

    Parameters
    ----------
    field
        Column of the data frame; it already holds the text to print.
    label
        Heading.
    numeric
        Right-aligned with figures of equal width.
    link
        The text is an address to follow.
    by
        Column of the data frame that the table sorts by when its heading is pressed: numbers in a
        numeric column, else text; empty for a column that does not sort.
    """

    field: str
    label: str
    numeric: bool = False
    link: bool = False
    by: str = ""


@dataclass(frozen=True)
class Link:
    """A text in a cell that leads elsewhere in the dashboard, or nowhere.

    Parameters
    ----------
    text
        As printed.
    address
        Relative to the page, such as ``compare?indicator=supply.pharmacy``, or a publisher's, with
        ``https://``; empty for plain text.
    strong
        Set off from the lines around it.
    """

    text: str
    address: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Fold:
    """A long text among the lines of a cell, folded away behind a short one."""

    label: str
    text: str


STYLE = """<style>
.rt{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.3}
.rt caption{text-align:left;font-weight:600;padding:.2rem 0 .4rem;caption-side:top}
.rt th,.rt td{padding:.3rem .4rem;border-bottom:1px solid rgba(128,134,140,.35);text-align:left;
vertical-align:top}
.rt thead th{border-bottom:2px solid rgba(128,134,140,.7);font-weight:600}
.rt tbody th{font-weight:400}
.rt td,.rt tbody th{hyphens:auto}
.rt td:last-child{overflow-wrap:break-word}
.rt td a{overflow-wrap:anywhere}
.rt .n{text-align:right;font-variant-numeric:tabular-nums}
.rt tr.on>*{font-weight:700;background:rgba(208,106,0,.13)}
.rt a,.kin a{color:inherit}
.rt th button{all:unset;cursor:pointer;font-weight:600}
.rt th button::after{content:"\\2195"/"";opacity:.55;padding-left:.25rem}
.rt th[aria-sort=ascending] button::after{content:"\\2191"/"";opacity:1}
.rt th[aria-sort=descending] button::after{content:"\\2193"/"";opacity:1}
.rt th button:focus-visible,.pic button:focus-visible{outline:2px solid currentColor;
outline-offset:2px}
.pic{display:flex;gap:.5rem;align-items:center;font-size:.875rem}
.pic button{font:inherit;color:inherit;background:transparent;padding:.15rem .7rem;cursor:pointer;
border:1px solid #7b8794;border-radius:.5rem}
.pic button:hover{background:rgba(128,134,140,.15)}
.rw{overflow-x:auto}
.screens p{margin:0 0 .6rem;font-size:.85rem;opacity:.8}
.legend{font-size:clamp(.95rem,.6rem + .5vw,1.2rem)}
.legend p{margin:.4rem 0 0}
.legend p:first-child{margin:0 0 .3rem}
.legend ul{list-style:none;padding:0;margin:0}
.legend li{display:flex;gap:.55rem;align-items:center;margin:.16rem 0}
.legend li span:first-child{width:1.9rem;height:1.1rem;border:1px solid #80868c;flex:none}
.legend.flat{font-size:.95rem}
.legend.flat ul{display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin-top:.4rem}
.facts{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.35rem 1rem;margin:.3rem 0}
.facts dt{font-weight:600}
.facts dd{margin:0;overflow-wrap:anywhere}
.meter{position:relative;height:1.1rem;border:1px solid #7b8794;border-radius:.3rem;
overflow:hidden;max-width:40rem}
.meter span{position:absolute;inset:0 auto 0 0;background:#2f7fbf}
.meter i{position:absolute;top:0;bottom:0;border-left:2px dashed currentColor}
</style>"""


def html_table(
    frame: pd.DataFrame, columns: Sequence[Column], caption: str, marked: str | None = None
) -> str:
    """Return an HTML table with caption, column and row headings; `STYLE` must be on the page.

    Parameters
    ----------
    frame
        Printed top to bottom; the first column is the row heading, a cell of several `Link` or
        `Fold` is a tuple.
        ``ags`` finds the marked row.
    marked
        Key of the area whose row is set off.
    """
    head = "".join(_heading(column) for column in columns)
    body = []
    for row in frame.to_dict("records"):
        first, *rest = columns
        start = f'<th scope="row"{_class(first)}{_key(first, row)}>'
        cells = [f"{start}{_content(first, row[first.field])}</th>"]
        cells += [f"<td{_class(c)}{_key(c, row)}>{_content(c, row[c.field])}</td>" for c in rest]
        on = ' class="on" aria-current="true"' if marked and row.get("ags") == marked else ""
        body.append(f"<tr{on}>{''.join(cells)}</tr>")
    return (
        f'<div class="rw" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="rt"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def links_html(links: Sequence[Link]) -> str:
    """Return links in a row, separated by commas."""
    return ", ".join(_anchor(link) for link in links)


def _heading(column: Column) -> str:
    label = escape(column.label)
    if column.by:
        label = f'<button type="button" data-sort="1">{label}</button>'
    return f'<th scope="col"{_class(column)}>{label}</th>'


def _key(column: Column, row: dict[Hashable, Any]) -> str:
    if not column.by:
        return ""
    value = row[column.by]
    return f' data-v="{"" if value != value else escape(str(value))}"'


def _class(column: Column) -> str:
    return ' class="n"' if column.numeric else ""


def _content(column: Column, value: object) -> str:
    if isinstance(value, tuple):
        return "<br>".join(_line(part) for part in value)
    text = str(value)
    if not column.link or not text.startswith("https://"):
        return escape(text)
    return f'<a href="{escape(text)}" rel="noreferrer">{escape(text)}</a>'


def _line(part: Link | Fold) -> str:
    return _folded(part) if isinstance(part, Fold) else _anchor(part)


def _anchor(link: Link) -> str:
    text = f"<b>{escape(link.text)}</b>" if link.strong else escape(link.text)
    if not link.address:
        return text
    way = 'rel="noreferrer"' if link.address.startswith("https://") else 'target="_self"'
    return f'<a href="{escape(link.address)}" {way}>{text}</a>'


def _folded(fold: Fold) -> str:
    if not fold.text:
        return ""
    return f"<details><summary>{escape(fold.label)}</summary>{escape(fold.text)}</details>"


def picture_buttons(
    key: str, title: str, sentence: str, source: str, lang: Lang, svg: str = ""
) -> str:
    """Return the buttons that save a chart as a file; `static/page.js` does it.

    Parameters
    ----------
    key
        Of the chart on the page.
    title, sentence, source
        What the picture says of itself.
    svg
        The picture, where it is not to be made of the chart on the page.
    """
    told = {"picture": key, "title": title, "sentence": sentence, "source": source}
    drawn = f' data-svg="{escape(svg)}"' if svg else ""
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in told.items())
    buttons = "".join(
        f'<button type="button" data-format="{name}"{data}>'
        f"{escape(t(lang, 'chart.save', format=name.upper()))}</button>"
        for name in ("png", "svg")
    )
    return f'<div class="pic"{drawn}>{buttons}</div>'
