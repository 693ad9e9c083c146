"""Parts of a page as HTML: the parts below a chart or map, headings, texts and lists.

The parts below a chart or map are how to read it, its source, sentence and table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import pandas as pd

from resilience.i18n import Lang, t
from resilience.model.provenance import Provenance
from resilience.text.provenance import source_table
from resilience.text.tables import Column, html_table

BOLD = re.compile(r"\*\*(.+?)\*\*")


def below_html(
    title: str,
    sentence: str,
    provenance: Provenance,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    lang: Lang,
    marked: str = "",
    legend: str = "",
    unfolded: bool = False,
    sort: str = "",
) -> str:
    """Return the parts below a chart or map: how to read it, its source, its sentence and table.

    Parameters
    ----------
    title
        Title of the table.
    sentence
        What the picture shows, for screen readers and for reports.
    provenance
        Provenance of the values shown.
    rows, columns
        The table behind it.
    marked
        Key of the area whose row is highlighted.
    legend
        How to read it.
    unfolded
        Whether sentence and table are unfolded.
    sort
        See `html_table`.
    """
    table = f"<p>{escape(sentence)}</p>{html_table(rows, columns, title, marked, sort)}"
    told = provenance_html(provenance, lang, legend)
    return f"{told}{fold(t(lang, 'chart.table'), table, unfolded)}"


def provenance_html(provenance: Provenance, lang: Lang, legend: str = "") -> str:
    """Return the provenance line, which unfolds to the details of the sources.

    Parameters
    ----------
    legend
        How to read the picture above; precedes the line.
    """
    above = f'<div class="under"><p>{escape(legend)}</p></div>' if legend else ""
    if provenance.sources.empty:
        return f'{above}<div class="under"><p>{escape(provenance.line)}</p></div>'
    table = html_table(*source_table(provenance.sources, lang), t(lang, "provenance.caption"))
    more = f"<span>{escape(t(lang, 'provenance.details'))}</span>"
    whole = f"<p>{escape(provenance.line)}</p>"
    return (
        f'{above}<details class="under source"><summary>{escape(provenance.brief)} · {more}'
        f'</summary>{whole}<div class="sources">{table}</div></details>'
        f'<div class="under printed">{whole}</div>'
    )


def paragraph(text: str) -> str:
    """Return a text as a paragraph; parts between ``**`` are bold."""
    return f"<p>{_rich(text)}</p>" if text else ""


def heading(level: int, text: str) -> str:
    """Return a heading; a page has one of level 1."""
    return f"<h{level}>{escape(text)}</h{level}>"


def bullets(lines: Sequence[str], ordered: bool = False) -> str:
    """Return texts as a list, numbered if ordered; parts between ``**`` are bold."""
    kind = "ol" if ordered else "ul"
    return f"<{kind}>{''.join(f'<li>{_rich(line)}</li>' for line in lines)}</{kind}>"


def remark(text: str) -> str:
    """Return a text in small print, as below a picture."""
    return f'<p class="remark">{_rich(text)}</p>'


def link(text: str, address: str) -> str:
    """Return a paragraph with a link to an address, see `text.links`."""
    return f'<p><a href="{escape(address)}">{escape(text)}</a></p>'


def _rich(text: str) -> str:
    return BOLD.sub(r"<b>\1</b>", escape(text))


def fold(summary: str, inside: str, unfolded: bool = False) -> str:
    """Return HTML folded away behind a line of text."""
    state = " open" if unfolded else ""
    return f'<details class="fold"{state}><summary>{escape(summary)}</summary>{inside}</details>'
