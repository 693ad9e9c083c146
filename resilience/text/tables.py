"""Data frames to plain, accessible HTML tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

_WAYS = {"up": "ascending", "down": "descending"}


@dataclass(frozen=True)
class Column:
    """A column of a table on screen.

    Parameters
    ----------
    field
        Column of the data frame, which already holds the text to print.
    label
        Heading.
    numeric
        Whether it is right-aligned, with digits of equal width.
    link
        Whether the text is an address to link to.
    by
        Column of the data frame that the table is sorted by when the heading is pressed: numbers in
        a numeric column, else text; empty for a column that cannot be sorted.
    """

    field: str
    label: str
    numeric: bool = False
    link: bool = False
    by: str = ""


@dataclass(frozen=True)
class Link:
    """A text in a cell, with or without a link.

    Parameters
    ----------
    text
        The text as printed.
    address
        Relative to the page, such as ``compare?indicator=supply.pharmacy``, or a publisher's, with
        ``https://``; empty for plain text.
    strong
        Whether it is emphasised.
    """

    text: str
    address: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Fold:
    """A long text among the lines of a cell, folded away behind a short one."""

    label: str
    text: str


def html_table(
    frame: pd.DataFrame,
    columns: Sequence[Column],
    caption: str,
    marked: str | None = None,
    sort: str = "",
) -> str:
    """Return an HTML table with caption, column and row headings; `STYLE` must be on the page.

    Parameters
    ----------
    frame
        Printed top to bottom; the first column is the row heading, a cell of several `Link` or
        `Fold` is a tuple.
        ``ags`` identifies the marked row.
    marked
        Key of the area whose row is highlighted.
    sort
        Column to sort by with the order, such as ``value.down``; missing values come last. Columns
        that cannot be sorted or belong to another table are ignored.
    """
    field, _, way = sort.rpartition(".")
    head = "".join(_heading(column, way if column.field == field else "") for column in columns)
    body = []
    if by := next((column for column in columns if column.by and column.field == field), None):
        frame = _sorted(frame, by, way == "down")
    for row in frame.to_dict("records"):
        first, *rest = columns
        start = f'<th scope="row"{_class(first)}>'
        cells = [f"{start}{_content(first, row[first.field])}</th>"]
        cells += [f"<td{_class(c)}>{_content(c, row[c.field])}</td>" for c in rest]
        on = ' class="on" aria-current="true"' if marked and row.get("ags") == marked else ""
        body.append(f"<tr{on}>{''.join(cells)}</tr>")
    return (
        f'<div class="rw" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="rt"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def inline_links(links: Sequence[Link]) -> str:
    """Return links in a row, separated by commas."""
    return ", ".join(_anchor(link) for link in links)


def _heading(column: Column, way: str) -> str:
    label, sorted_now = escape(column.label), ""
    if column.by:
        label = f'<button type="button" data-sort="{escape(column.field)}">{label}</button>'
        if way in _WAYS:
            sorted_now = f' aria-sort="{_WAYS[way]}"'
    return f'<th scope="col"{_class(column)}{sorted_now}>{label}</th>'


def _sorted(frame: pd.DataFrame, column: Column, down: bool) -> pd.DataFrame:
    key = None if column.numeric else _alphabetical
    kept: dict[str, Any] = {"kind": "stable", "na_position": "last", "key": key}
    found: pd.DataFrame = frame.sort_values(column.by, ascending=not down, **kept)
    return found


def _alphabetical(texts: pd.Series) -> pd.Series:
    """Return the sort keys of texts: umlauts are sorted with their base letters."""
    return texts.map(lambda text: unicodedata.normalize("NFKD", str(text)).casefold())


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
