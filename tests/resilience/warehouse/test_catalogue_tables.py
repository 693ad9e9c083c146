"""Declarations become rows by their fields alone."""

from dataclasses import dataclass, fields

from resilience.model.registry import registry
from resilience.spec import Indicator, Text
from resilience.warehouse.catalogue_tables import columns_of, indicator_rows
from resilience.warehouse.opening import create


@dataclass(frozen=True)
class Part:
    """A part of a declaration."""

    table: str
    why: Text


@dataclass(frozen=True)
class Declared:
    """A declaration with every kind of field."""

    caveat: Text
    digits: int
    part: Part | None = None
    several: tuple[str, ...] = ()


def test_a_field_is_a_column_and_a_part_is_one_per_field():
    part = Part("t", Text(de="warum", en="why"))
    assert columns_of(Declared(Text(de="Vorsicht", en="care"), 2, part, ("a", "b"))) == {
        "caveat_de": "Vorsicht",
        "caveat_en": "care",
        "digits": 2,
        "part_table": "t",
        "part_why_de": "warum",
        "part_why_en": "why",
    }


def test_an_awaited_indicator_has_needs_and_an_example_once_its_figures_came():
    entry = registry().indicators["supply.child_poverty"]
    items = [clause.item for clause in entry.indicator.frameworks]
    waiting = indicator_rows([entry], items)
    assert waiting["indicator"]["status"].tolist() == ["awaiting_data"]
    assert waiting["indicator_need"].empty
    assert waiting["indicator_example"].empty
    came = indicator_rows([entry.with_figures({"child_poverty_inkar"})], items)
    assert came["indicator"]["status"].tolist() == ["active"]
    assert "awaiting_url" not in came["indicator"]
    assert came["indicator_need"]["series_id"].tolist() == ["child_poverty_inkar"]
    assert not came["indicator_example"].empty


def test_what_is_not_given_or_left_out_is_no_column():
    declared = Declared(Text(de="a", en="b"), 0)
    assert columns_of(declared, without=["caveat"]) == {"digits": 0}


def test_every_text_an_analyst_declares_has_its_columns(tmp_path):
    with create(tmp_path / "empty.duckdb") as connection:
        described = connection.execute("DESCRIBE indicator").fetchall()
    columns = {row[0] for row in described}
    texts = [f.name for f in fields(Indicator) if str(f.type).startswith("Text")]
    assert len(texts) > 5
    for name in texts:
        column = "label" if name == "name" else name
        assert {f"{column}_de", f"{column}_en"} <= columns
