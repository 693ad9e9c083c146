"""Data frames to plain, accessible HTML tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd


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
    """

    field: str
    label: str
    numeric: bool = False
    link: bool = False


@dataclass(frozen=True)
class Link:
    """A text in a cell that leads elsewhere in the dashboard, or nowhere.

    Parameters
    ----------
    text
        As printed.
    address
        Relative to the page, such as ``compare?indicator=supply.pharmacy``; empty for plain text.
    """

    text: str
    address: str = ""


STYLE = """<style>
.rt{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.3}
.rt caption{text-align:left;font-weight:600;padding:.2rem 0 .4rem;caption-side:top}
.rt th,.rt td{padding:.3rem .5rem;border-bottom:1px solid rgba(128,134,140,.35);text-align:left;
vertical-align:top}
.rt thead th{border-bottom:2px solid rgba(128,134,140,.7);font-weight:600}
.rt tbody th{font-weight:400}
.rt td,.rt tbody th{hyphens:auto}
.rt td:last-child{overflow-wrap:anywhere}
.rt .n{text-align:right;font-variant-numeric:tabular-nums}
.rt tr.on>*{font-weight:700;background:rgba(208,106,0,.13)}
.rt a{color:inherit}
.rw{overflow-x:auto}
.facts{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.35rem 1rem;margin:.3rem 0}
.facts dt{font-weight:600}
.facts dd{margin:0;overflow-wrap:anywhere}
</style>"""


def html_table(
    frame: pd.DataFrame, columns: Sequence[Column], caption: str, marked: str | None = None
) -> str:
    """Return an HTML table with caption, column and row headings; `STYLE` must be on the page.

    Parameters
    ----------
    frame
        Printed top to bottom; the first column is the row heading, a cell of several `Link` a list.
        ``ags`` finds the marked row.
    marked
        Key of the area whose row is set off.
    """
    head = "".join(
        f'<th scope="col"{_class(column)}>{escape(column.label)}</th>' for column in columns
    )
    body = []
    for row in frame.to_dict("records"):
        first, *rest = columns
        cells = [f'<th scope="row"{_class(first)}>{_content(first, row[first.field])}</th>']
        cells += [f"<td{_class(c)}>{_content(c, row[c.field])}</td>" for c in rest]
        on = ' class="on" aria-current="true"' if marked and row.get("ags") == marked else ""
        body.append(f"<tr{on}>{''.join(cells)}</tr>")
    return (
        f'<div class="rw" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="rt"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _class(column: Column) -> str:
    return ' class="n"' if column.numeric else ""


def _content(column: Column, value: object) -> str:
    if isinstance(value, tuple):
        return "<br>".join(_anchor(link) for link in value)
    text = str(value)
    if not column.link or not text.startswith("https://"):
        return escape(text)
    return f'<a href="{escape(text)}" rel="noreferrer">{escape(text)}</a>'


def _anchor(link: Link) -> str:
    if not link.address:
        return escape(link.text)
    return f'<a href="{escape(link.address)}" target="_self">{escape(link.text)}</a>'
