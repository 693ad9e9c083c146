"""Publishers' files that are damaged or laid out anew: each is named, with what to do."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from etl import (
    bbsr,
    breitband,
    deutschlandatlas,
    excerpts,
    geometry,
    gv_isys,
    localzero,
    registers,
    zensus2022,
)
from etl.reading import damage, rows_without_zero

PAGE = b"\xef\xbb\xbf\n<!DOCTYPE html><html><body>Wartung</body></html>"


def archive() -> bytes:
    """Return a whole ZIP file, which is no workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("xl/workbook.xml", "x" * 1000)
    return made.getvalue()


READERS = {
    "bbsr": (bbsr._book, "a.xlsx", ()),
    "broadband yearly": (breitband.yearly, "a.csv", ()),
    "broadband half-yearly": (breitband.half_yearly, "a.csv", ()),
    "atlas": (deutschlandatlas.edition, "a.xlsx", ()),
    "debt": (excerpts.integrated_debt, "a.csv", ()),
    "capacity": (excerpts.tax_capacity, "a.csv", ()),
    "cars": (excerpts.cars, "a.json", ()),
    "completions": (excerpts.completions, "a.csv", ()),
    "rates": (excerpts.tax_rates, "a.csv", ()),
    "outlines": (geometry._outlines, "a.geojson", ({"key": "k", "name": "n"},)),
    "register": (gv_isys.register, "a.xlsx", ()),
    "localzero": (localzero._file, "a.csv", (localzero.PRODUCTS[0],)),
    "charging": (registers.charging_points, "a.csv", ()),
    "hospitals": (registers.hospital_sites, "a.csv", ()),
    "stations": (registers.rail_stations, "a.csv", ()),
    "schools": (registers.schools, "a.csv", ()),
    "accidents": (registers.bicycle_accidents, "a.csv", ()),
    "census": (zensus2022._official, "a.csv", ()),
    "census tidied": (zensus2022._tidied, "a.csv", ()),
}


@pytest.mark.parametrize("content", [b"", PAGE, b"PK\x03\x04 half", archive(), b"x;y\n1;2\n"])
@pytest.mark.parametrize("reader", READERS)
def test_no_reader_hides_which_file_it_cannot_read(tmp_path: Path, reader: str, content: bytes):
    read, name, more = READERS[reader]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=re.escape(name)):
        read(tmp_path / name, *more)


@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_is_not_there_is_named(tmp_path: Path, reader: str):
    read, name, more = READERS[reader]
    with pytest.raises(ValueError, match=f"/{name}: "):
        read(tmp_path / name, *more)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "it is empty"),
        ("a.csv", b" \n", "it is empty"),
        ("a.xlsx", PAGE, "web page"),
        ("a.csv", PAGE, "web page"),
        ("a.zip", archive()[:-30], "breaks off"),
        ("a.xlsx", b"ags;value", "no whole .xlsx file"),
        ("a.xlsx", archive(), None),
        ("a.csv", b"ags;value", None),
    ],
)
def test_damage_is_told_in_words(tmp_path: Path, name: str, content: bytes, told: str | None):
    (tmp_path / name).write_bytes(content)
    found = damage(tmp_path / name)
    assert (found is None) == (told is None)
    assert (told or "") in (found or "")


def test_the_row_in_which_a_key_lost_its_zero_is_found(tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text("ags;value\n05158004;5158020.5\n5158020;7\n15158020;5158020.5\n")
    assert rows_without_zero(file, {"05158020", "DG"}) == [("row 3", "5158020")]
    assert rows_without_zero(file, {"05158004"}) == []
