"""Parts of a page as HTML: what stands with a picture, and headings, texts and lists.

What stands with a picture is how to read it, its source, itself as a file, sentence and table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import pandas as pd

from resilience.export.csv import file_name, table_csv
from resilience.i18n import Lang, t
from resilience.model.provenance import Provenance
from resilience.text.provenance import source_table
from resilience.text.tables import Column, html_table

BOLD = re.compile(r"\*\*(.+?)\*\*")


def figure_html(
    key: str,
    title: str,
    sentence: str,
    provenance: Provenance,
    rows: pd.DataFrame,
    columns: Sequence[Column],
    lang: Lang,
    marked: str = "",
    legend: str = "",
    unfolded: bool = False,
    drawn: str = "",
    file: str = "",
) -> str:
    """Return a picture and all that belongs to it as one part of a page.

    Parameters
    ----------
    key
        The picture's name on the page.
    title
        What it is called as a file, and the table behind it.
    sentence
        What it shows, for screen readers and for reports.
    provenance
        Of the values shown.
    rows, columns
        The table behind it.
    marked
        Key of the area whose row is set off.
    legend
        How to read it.
    unfolded
        Sentence and table stand open.
    drawn
        The picture as SVG, if it is not drawn by something else.
    file
        SVG to save in place of what is seen.
    """
    picture = f'<div role="img" aria-label="{escape(sentence)}">{drawn}</div>' if drawn else ""
    source = f"{legend} {provenance.line}".strip()
    buttons = _buttons(key, title, sentence, source, lang, file)
    csv = escape(table_csv(rows, columns, lang).decode())
    save = (
        f'<div class="pic"><button type="button" data-csv="{csv}" '
        f'data-file="{file_name(title)}.csv">{escape(t(lang, "chart.save_table"))}</button></div>'
    )
    table = f"<p>{escape(sentence)}</p>{html_table(rows, columns, title, marked)}{save}"
    told = provenance_html(provenance, lang, buttons, legend)
    return f"{picture}{told}{fold(t(lang, 'chart.table'), table, unfolded)}"


def provenance_html(provenance: Provenance, lang: Lang, buttons: str = "", legend: str = "") -> str:
    """Return the provenance line, with the sources one by one behind it.

    Parameters
    ----------
    buttons
        HTML that stands between them.
    legend
        How to read the picture above; stands before the line.
    """
    lines = "".join(f"<p>{escape(line)}</p>" for line in (legend, provenance.line) if line)
    under = f'<div class="under">{lines}{buttons}</div>'
    if provenance.sources.empty:
        return under
    table = html_table(*source_table(provenance.sources, lang), t(lang, "provenance.caption"))
    sources = f'<div class="sources">{table}</div>'
    return f"{under}{fold(t(lang, 'provenance.details'), sources)}"


def _buttons(key: str, title: str, sentence: str, source: str, lang: Lang, svg: str = "") -> str:
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
    told["file"] = file_name(title)
    drawn = f' data-svg="{escape(svg)}"' if svg else ""
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in told.items())
    buttons = "".join(
        f'<button type="button" data-format="{name}"{data}>'
        f"{escape(t(lang, 'chart.save', format=name.upper()))}</button>"
        for name in ("png", "svg")
    )
    return f'<div class="pic"{drawn}>{buttons}</div>'


def paragraph(text: str) -> str:
    """Return a text as a paragraph; parts between ``**`` are set off."""
    return f"<p>{_rich(text)}</p>" if text else ""


def heading(level: int, text: str) -> str:
    """Return a heading; a page has one of level 1."""
    return f"<h{level}>{escape(text)}</h{level}>"


def bullets(lines: Sequence[str], ordered: bool = False) -> str:
    """Return texts as a list, with numbers if it is ordered; parts between ``**`` are set off."""
    kind = "ol" if ordered else "ul"
    return f"<{kind}>{''.join(f'<li>{_rich(line)}</li>' for line in lines)}</{kind}>"


def remark(text: str) -> str:
    """Return a text in small type, as below a picture."""
    return f'<p class="remark">{_rich(text)}</p>'


def link(text: str, address: str) -> str:
    """Return a paragraph that leads to an address, see `views.links`."""
    return f'<p><a href="{escape(address)}">{escape(text)}</a></p>'


def quote(text: str, lang: Lang) -> str:
    """Return a text set off, with the button that copies it; `static/page.js` does it."""
    word, done = t(lang, "chart.copy"), t(lang, "chart.copied")
    button = f'<button type="button" data-copied="{escape(done)}">{escape(word)}</button>'
    below = f'<div class="pic">{button}</div>'
    return f'<blockquote class="quote"><p>{escape(text)}</p>{below}</blockquote>'


def _rich(text: str) -> str:
    return BOLD.sub(r"<b>\1</b>", escape(text))


def fold(summary: str, inside: str, unfolded: bool = False) -> str:
    """Return something folded away behind a line of text."""
    state = " open" if unfolded else ""
    return f'<details class="fold"{state}><summary>{escape(summary)}</summary>{inside}</details>'
