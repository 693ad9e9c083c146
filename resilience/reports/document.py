"""Printed documents as plain data: blocks that become PDF, HTML and DOCX.

Texts may have bold parts in ``**``, as on screen; they contain no other markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

import pandas as pd

from resilience.charts.still import Still
from resilience.i18n import Lang
from resilience.text.tables import Column

_Cell = str
Fill = str
"""A colour, or empty for the hatching of missing values."""


@dataclass(frozen=True)
class Heading:
    """A heading below the document's title."""

    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph.

    Parameters
    ----------
    text
        May have bold parts in ``**``.
    style
        ``lead`` is larger, ``small`` is for rules and remarks, ``fine`` for sources.
    """

    text: str
    style: Literal["lead", "plain", "small", "fine"] = "plain"
    kind: str = field(default="text", init=False)

    @property
    def runs(self) -> list[tuple[str, bool]]:
        """The parts of the text, each with whether it is bold."""
        return [(part, n % 2 == 1) for n, part in enumerate(self.text.split("**")) if part]


@dataclass(frozen=True)
class Table:
    """A table with its heading row.

    Parameters
    ----------
    caption
        Text above the table.
    head, numeric, widths
        Per column its heading, whether it is right-aligned with digits of equal width, and its
        share of the width, 0 for the width of its content.
    rows
        Rows of cells; lines after a cell's first are smaller. A row of one cell is a subheading.
    size
        Font size in points.
    note
        Small text below it.
    """

    caption: str
    head: tuple[str, ...]
    numeric: tuple[bool, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[_Cell, ...], ...]
    size: float = 8.5
    note: str = ""
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Legend:
    """A legend for several pictures.

    Parameters
    ----------
    entries
        Per entry a colour, empty for hatching, and a text.
    """

    entries: tuple[tuple[Fill, str], ...]
    kind: str = field(default="legend", init=False)


@dataclass(frozen=True)
class Picture:
    """A picture with its title and its legend.

    Parameters
    ----------
    still
        The picture with its alternative text.
    legend
        Per entry a colour, empty for hatching, and a text.
    note
        Small text below it.
    """

    title: str
    still: Still
    legend: tuple[tuple[Fill, str], ...] = ()
    note: str = ""
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True)
class Side:
    """Blocks in columns beside each other.

    Parameters
    ----------
    shares
        Shares of the width, one per column.
    columns
        The blocks of each.
    """

    shares: tuple[float, ...]
    columns: tuple[tuple[Block, ...], ...]
    kind: str = field(default="side", init=False)


@dataclass(frozen=True)
class Page:
    """The start of a new page.

    Parameters
    ----------
    across
        Whether the page is in landscape format.
    """

    across: bool = False
    kind: str = field(default="page", init=False)


Block = Heading | Paragraph | Table | Picture | Legend | Side | Page


@dataclass(frozen=True)
class Document:
    """A document to print.

    Parameters
    ----------
    author
        Author of the document.
    mark
        Type of the document, printed above the title.
    title, about
        The title, and the line below it.
    made
        Footer of each page: id and time of the build.
    date
        Day of the build as year, month, day.
    page
        Template of the page number, with ``{n}`` and ``{of}``.
    """

    lang: Lang
    author: str
    mark: str
    title: str
    about: str
    made: str
    date: tuple[int, int, int]
    page: str
    blocks: tuple[Block, ...]

    def data(self) -> dict[str, Any]:
        """Return the document as dictionaries and lists, texts split into runs."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        found["blocks"] = [_data(block) for block in self.blocks]
        return found


def _data(block: Block) -> dict[str, Any]:
    if isinstance(block, Side):
        columns = [[_data(inner) for inner in column] for column in block.columns]
        return {"kind": block.kind, "shares": block.shares, "columns": columns}
    if isinstance(block, Paragraph):
        return {**asdict(block), "runs": block.runs}
    if isinstance(block, Picture):
        drawn = {"svg": block.still.svg, "alt": block.still.sentence}
        return {**drawn, **{k: getattr(block, k) for k in ("title", "legend", "note", "kind")}}
    return asdict(block)


def printed_table(
    found: tuple[pd.DataFrame, Sequence[Column]],
    caption: str,
    widths: dict[str, float],
    note: str = "",
    size: float = 8.5,
) -> Table:
    """Return a table on screen as a printed one.

    Parameters
    ----------
    found
        Rows and columns, as the functions of `resilience.text` return them.
    widths
        The columns to print, in this order, each with its share of the width.
    """
    rows, columns = found
    by_field = {column.field: column for column in columns}
    kept = [by_field[name] for name in widths if name in by_field]
    return Table(
        caption,
        tuple(column.label for column in kept),
        tuple(column.numeric for column in kept),
        tuple(widths[column.field] for column in kept),
        tuple(
            tuple(_plain(row[column.field]) for column in kept) for row in rows.to_dict("records")
        ),
        size,
        note,
    )


def _plain(cell: object) -> str:
    """Return a cell's text; several links give a line each."""
    return "\n".join(link.text for link in cell) if isinstance(cell, tuple) else str(cell)
