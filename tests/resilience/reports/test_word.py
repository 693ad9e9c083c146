"""Documents for Word, read back: styles, language, tables, pictures with their texts."""

import io
from datetime import datetime

import docx
import pytest
from docx.oxml.ns import qn

from resilience.analysis import repository
from resilience.charts.still import Still
from resilience.i18n import t
from resilience.reports.document import (
    Document,
    Heading,
    Legend,
    Page,
    Paragraph,
    Picture,
    Side,
    Table,
)
from resilience.reports.sheets.brief import Brief
from resilience.reports.sheets.common import Common
from resilience.reports.word import docx_bytes
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only

STILL = Still(300, 100, "Was das Bild zeigt", lambda paper: None)


def document(*blocks, lang: str = "de") -> Document:
    day = (2026, 1, 31)
    return Document(lang, "Amt", "Blatt", "Titel", "Über", "Fassung 1", day, "{n} von {of}", blocks)


def opened(made: Document):
    return docx.Document(io.BytesIO(docx_bytes(made)))


def alts(file) -> list[str]:
    return [shape._inline.docPr.get("descr") for shape in file.inline_shapes]


def test_blocks_have_the_styles_of_word():
    table = Table("Tafel", ("A", "B"), (False, True), (1.0, 0), (("Gruppe",), ("a\nklein", "1,5")))
    inside = Side((1.0, 1.0), ((Paragraph("a **b**"),), (Paragraph("c", "small"),)))
    picture = Picture("Bild", STILL, (("#ff0000", "rot"), ("", "keine Daten")), "Anmerkung")
    file = opened(document(Heading("Kopf"), table, inside, picture, Legend((("#00ff00", "grün"),))))
    styled = [(one.style.name, one.text) for one in file.paragraphs]
    for told in (
        ("Mark", "Blatt"),
        ("Title", "Titel"),
        ("Subtitle", "Über"),
        ("Heading 1", "Kopf"),
        ("Caption", "Tafel"),
        ("Normal", "a b"),
        ("Small", "c"),
        ("Caption", "Bild"),
        ("Small", "Anmerkung"),
    ):
        assert told in styled
    (bold,) = [run.text for one in file.paragraphs for run in one.runs if run.bold]
    assert bold == "b"
    (made,) = file.tables
    assert [cell.text for cell in made.rows[0].cells] == ["A", "B"]
    assert [cell.text for cell in made.rows[2].cells] == ["a\nklein", "1,5"]
    assert made.rows[1].cells[0]._tc is made.rows[1].cells[1]._tc  # a heading within
    assert made.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert alts(file) == [STILL.sentence]
    told = " ".join(text for _, text in styled)
    assert "keine Daten" in told
    assert "grün" in told


def test_a_page_begins_and_lies_on_its_side_where_it_is_told():
    file = opened(document(Paragraph("a"), Page(across=True), Picture("", STILL)))
    first, second = file.sections
    assert first.page_width < first.page_height
    assert second.page_width > second.page_height


@pytest.mark.parametrize(("lang", "language"), [("de", "de-DE"), ("en", "en-GB")])
def test_a_file_says_its_language_its_title_its_date_and_its_build(lang, language):
    file = opened(document(lang=lang))
    about = file.core_properties
    assert (about.language, about.author) == (language, "Amt")
    assert about.title == "Titel – Blatt"
    assert about.created.replace(tzinfo=None) == datetime(2026, 1, 31)
    languages = {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))}
    assert languages == {language}
    foot = file.sections[0].footer.paragraphs[0]
    assert "Fassung 1" in foot.text
    fields = [one.get(qn("w:instr")) for one in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_brief_for_word_says_what_the_printed_one_says(warehouse):
    ask = repository.through(open_read_only(warehouse))
    brief = Brief(Common(ask, "ihk-duesseldorf", "de", ask(queries.build)), "mobility")
    made = brief.document()
    content = docx_bytes(made)
    file = docx.Document(io.BytesIO(content))
    headings = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert headings == [one.text for one in made.blocks if isinstance(one, Heading)]
    assert t("de", "register.heading") in headings
    texts = alts(file)
    assert len(texts) == 2
    assert all(len(text) > 40 for text in texts)
    (figures,) = brief.figures()
    (table,) = [one for one in file.tables if len(one.columns) == len(figures.head)]
    read = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert read == [figures.head, *figures.rows]
    assert any(cell.split("\n")[0].count(",") == 1 for row in read[1:] for cell in row[2:])
    whole = "\n".join(one.text for one in file.paragraphs)
    assert "Kraftfahrt-Bundesamt" in whole
    assert content == docx_bytes(made)
