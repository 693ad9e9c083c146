"""Documents as DOCX, for further editing; the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from resilience.charts.style import MISSING_LINE
from resilience.i18n import Lang
from resilience.reports.document import (
    Block,
    Document,
    Heading,
    Legend,
    Page,
    Paragraph,
    Picture,
    Side,
    Table,
)

_LANGUAGES: dict[Lang, str] = {"de": "de-DE", "en": "en-GB"}
_FONT = "Arial"
"""A common office font, as the file embeds none."""
_INK, _MARK, _PALE = "17212B", "164F78", "4D5862"
_SIZES = {"Lead": 12, "Small": 8, "Fine": 7.5, "Mark": 9}
"""Styles of our own, with the heights of their letters in points."""
_PAPER = (Mm(210), Mm(297))
_EDGE = Mm(18)
_SCALE = 3.0
"""Pixels of the embedded picture per pixel of the original."""
_BLOCK, _HATCHED = "\N{BLACK SQUARE}", "\N{SQUARE WITH UPPER RIGHT TO LOWER LEFT FILL}"


def docx_bytes(document: Document) -> bytes:
    """Return a document for Word: styles, repeated heading rows, pictures with alternative text.

    Blocks that are side by side on paper are placed below each other.
    """
    file = docx.Document()
    _prepare(file, document)
    file.add_paragraph(document.mark, "Mark")
    file.add_paragraph(document.title, "Title")
    file.add_paragraph(document.about, "Subtitle")
    for block in document.blocks:
        _add(file, block)
    made = BytesIO()
    file.save(made)
    return _dated(made.getvalue(), document.date)


def _prepare(file: WordFile, document: Document) -> None:
    """Set the properties of a whole file: title, language, styles, paper and footer."""
    year, month, day = document.date
    about, language = file.core_properties, _LANGUAGES[document.lang]
    about.title = f"{document.title} – {document.mark}"
    about.author, about.comments, about.language = document.author, document.made, language
    about.created = about.modified = datetime(year, month, day)
    about.last_modified_by = document.author
    styles: Any = file.styles
    for one in styles.element.iter(qn("w:lang")):
        one.set(qn("w:val"), language)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    for name, size, colour in (
        ("Normal", 10, _INK),
        ("Title", 24, _INK),
        ("Subtitle", 10, _PALE),
        ("Heading 1", 13, _MARK),
        ("Caption", 10, _INK),
    ):
        _letters(styles[name], size, colour)
    for name, height in _SIZES.items():
        made = styles.add_style(name, 1)
        made.base_style = styles["Normal"]
        _letters(made, height, _MARK if name == "Mark" else _INK if name == "Lead" else _PALE)
    section = file.sections[0]
    _lay(section, across=False)
    foot = section.footer.paragraphs[0]
    foot.style = styles["Fine"]
    foot.add_run(f"{document.made} ")
    before, between, after = document.page.replace("{n}", "\0").replace("{of}", "\0").split("\0")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        foot.add_run(text)
        if field:
            _field(foot, field)


def _letters(style: Any, size: float, colour: str) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]  # the theme's font would win over the named one


def _lay(section: Any, across: bool) -> None:
    width, height = _PAPER[::-1] if across else _PAPER
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = _EDGE
    section.top_margin = section.bottom_margin = _EDGE


def _field(paragraph: WordParagraph, name: str) -> None:
    """Add a field that Word computes, such as the page number."""
    made = OxmlElement("w:fldSimple")
    made.set(qn("w:instr"), name)
    paragraph._p.append(made)


def _add(file: WordFile, block: Block) -> None:
    if isinstance(block, Heading):
        file.add_heading(block.text, 1)
    elif isinstance(block, Paragraph):
        style = "Normal" if block.style == "plain" else block.style.title()
        _write(file.add_paragraph(style=style), block)
    elif isinstance(block, Table):
        _table(file, block)
    elif isinstance(block, Picture):
        _picture(file, block)
    elif isinstance(block, Legend):
        _legend(file, block.entries)
    elif isinstance(block, Side):
        for column in block.columns:
            for inner in column:
                _add(file, inner)
    elif isinstance(block, Page):
        _lay(file.add_section(WD_SECTION.NEW_PAGE), block.across)


def _write(paragraph: WordParagraph, block: Paragraph) -> None:
    for words, strong in block.runs:
        paragraph.add_run(words).bold = strong or None


def _caption(file: WordFile, text: str) -> None:
    if text:
        file.add_paragraph(text, "Caption").paragraph_format.keep_with_next = True


def _table(file: WordFile, block: Table) -> None:
    _caption(file, block.caption)
    made = file.add_table(1, len(block.head), style="Table Grid")
    if all(block.widths):  # later rows take the widths of the columns
        for column, cell, share in zip(made.columns, made.rows[0].cells, block.widths, strict=True):
            column.width = cell.width = Emu(int(_room(file) * share / sum(block.widths)))
    rows = [made.rows[0], *(made.add_row() for _ in block.rows)]
    head = OxmlElement("w:tblHeader")
    rows[0]._tr.get_or_add_trPr().append(head)
    for cell, text, right in zip(rows[0].cells, block.head, block.numeric, strict=True):
        _cell(cell, text, block.size, right, bold=True)
    for row, texts in zip(rows[1:], block.rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        cells = row.cells
        if len(texts) == 1:
            _cell(cells[0].merge(cells[-1]), texts[0], block.size, False, bold=True)
            continue
        for cell, text, right in zip(cells, texts, block.numeric, strict=True):
            _cell(cell, text, block.size, right)
    note = file.add_paragraph(block.note, "Small")
    note.paragraph_format.space_before = Pt(2)


def _cell(cell: WordCell, text: str, size: float, right: bool, bold: bool = False) -> None:
    """Fill a cell; the lines after the first one are smaller."""
    for place, line in enumerate(text.split("\n")):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(line)
        run.font.size, run.bold = Pt(size * (0.85 if place else 1)), bold or None


def _room(file: WordFile) -> int:
    """Return the width of a page within its margins."""
    section: Any = file.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin)


def _picture(file: WordFile, block: Picture) -> None:
    """Add a picture, at most as wide as the page, at a size with legible letters."""
    _caption(file, block.title)
    width = min(_room(file), Pt(0.75 * block.still.width))
    shape = file.add_picture(BytesIO(block.still.png(_SCALE)), width)
    told = shape._inline.docPr
    told.set("descr", block.still.sentence)
    told.set("title", block.title)
    if block.legend:
        _legend(file, block.legend)
    if block.note:
        file.add_paragraph(block.note, "Small")


def _legend(file: WordFile, entries: Sequence[tuple[str, str]]) -> None:
    paragraph = file.add_paragraph(style="Small")
    for fill, words in entries:
        swatch = paragraph.add_run(_BLOCK if fill else _HATCHED)
        swatch.font.color.rgb = RGBColor.from_string((fill or MISSING_LINE)[1:].upper())
        paragraph.add_run(f"\N{NO-BREAK SPACE}{words}   ")


def _dated(content: bytes, date: tuple[int, int, int]) -> bytes:
    """Return a ZIP file with a fixed date in place of its time of writing."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(ZipInfo(one.filename, (*date, 0, 0, 0)), old.read(one), ZIP_DEFLATED)
    return made.getvalue()
