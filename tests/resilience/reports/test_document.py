"""Blocks of plain data as PDF and HTML: nothing in a text is markup, what is set off is."""

import pandas as pd
import pytest

from resilience.reports.document import (
    Document,
    Heading,
    Page,
    Paragraph,
    Side,
    Table,
    printed_table,
)
from resilience.reports.typeset import html_bytes, pdf_bytes, png_pages
from resilience.text.tables import Column, Link
from tests.resilience.pdf import text_of

NASTY = "#panic() *stern* _unten_ $x$ <b>fett</b> [a](b) @label // \\n {it}"


def document(*blocks, title: str = "Titel") -> Document:
    place = (2026, 1, 31)
    return Document("de", "Amt", "Blatt", title, "Über", "Fassung 1", place, "{n}/{of}", blocks)


def test_nothing_in_a_text_is_taken_for_markup():
    cells = Table(NASTY, ("Kopf",), (False,), (1.0,), ((NASTY,),), note=NASTY)
    made = document(Heading(NASTY), Paragraph(NASTY), cells, title=NASTY)
    told = text_of(pdf_bytes(made))
    assert told.count(NASTY.replace(" ", "")) >= 6
    assert b"<b>fett" not in html_bytes(made)


def test_parts_between_double_stars_are_set_off():
    assert Paragraph("a **b** c").runs == [("a ", False), ("b", True), (" c", False)]
    assert b"a <b>b</b> c" in html_bytes(document(Paragraph("a **b** c")))


@pytest.mark.parametrize("across", [False, True])
def test_a_page_begins_where_it_is_told(across):
    assert len(png_pages(document(Paragraph("a"), Page(across), Paragraph("b")), 20)) == 2


def test_a_side_holds_its_columns():
    made = document(Side((1.0, 2.0), ((Paragraph("links"),), (Paragraph("rechts"),))))
    told = text_of(pdf_bytes(made))
    assert told.index("links") < told.index("rechts")
    assert b'style="--columns:1.0fr 2.0fr ' in html_bytes(made)


def test_a_table_on_screen_is_printed_with_the_columns_asked_for():
    rows = pd.DataFrame({"a": [(Link("x", "way"), Link("y"))], "b": ["1,5"], "c": ["z"]})
    columns = [Column("a", "A"), Column("b", "B", numeric=True), Column("c", "C")]
    made = printed_table((rows, columns), "Tafel", {"b": 1.0, "a": 2.0, "absent": 1.0})
    assert made.head == ("B", "A")
    assert made.numeric == (True, False)
    assert made.widths == (1.0, 2.0)
    assert made.rows == (("1,5", "x\ny"),)


def test_a_row_of_one_cell_is_a_heading_within():
    made = document(Table("", ("A", "B"), (False, True), (1.0, 0), (("Gruppe",), ("a", "1"))))
    assert b'colspan="2">Gruppe</th>' in html_bytes(made)
    assert "Gruppe" in text_of(pdf_bytes(made))


def test_the_same_document_gives_the_same_bytes():
    one, other = (document(Heading("a"), Paragraph("b")) for _ in range(2))
    assert pdf_bytes(one) == pdf_bytes(other)
    assert b"2026" in pdf_bytes(one)
