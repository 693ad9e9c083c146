"""Whatever a file, a cell, an address or a declaration holds is read, or refused in a sentence.

The normal run tries a few examples; many with

    python3 -m resilience test tests/fuzz --hypothesis-profile=fuzz

A file that ended otherwise is kept in `seeds/<test's name>/` and tried in every run.
"""

from __future__ import annotations

import math
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from etl import genesis_table, signs
from etl.live import ffcsv, printed
from resilience.cli.kit import own_file, own_keys, own_numbers
from resilience.model.registry import RegistryError, entry_of
from resilience.model.selection import FIELDS
from resilience.model.sources import CardError, load_cards
from resilience.scoring import reading
from resilience.settings import ROOT

SEEDS = Path(__file__).parent / "seeds"
RECORDED = ROOT / "tests" / "etl" / "recorded"
LIVE = ROOT / "tests" / "etl" / "recorded_live"
CARDS = ROOT / "data" / "sources"
MANY = settings().max_examples > 100
some = settings(
    max_examples=settings().max_examples if MANY else 8,
    derandomize=not MANY,  # the normal run says the same each time
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
NASTY = [
    *(b";", b",", b"\t", b"\n", b"\r", b"\r\n", b'"', b'""', b"\x00", b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"-", b".", b"x", b"/", b"...", b"()", b"(1)", b"1.234", b"1,5", b"1e309", b"NaN", b"inf"),
    *(b"99999999999999999999", b"05158", b"5158000", b"2024", b"31.12.2024", b"31.02.2024"),
    *("ä".encode("cp1252"), "ä".encode(), "\N{NO-BREAK SPACE}".encode(), b"=1+1", b"<html"),
    *(b"[", b"]]", b"[[series]]\n", b"'''", b"true", b"= ", b"{}", b"PK\x03\x04", b"____"),
]


@st.composite
def damaged(draw: st.DrawFn, files: list[Path]) -> bytes:
    """Draw the content of a file with a few places cut out, overwritten or added to."""
    raw = draw(st.sampled_from(files)).read_bytes()
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(raw)))
        length = draw(st.sampled_from([0, 0, 1, 1, 2, 7, 60, 1000, 10**6]))
        put = draw(st.one_of(st.sampled_from(NASTY), st.binary(max_size=4)))
        raw = raw[:at] + put * draw(st.sampled_from([1, 1, 1, 2, 50])) + raw[at + length :]
    return raw


def refused_well(error: ValueError) -> bool:
    """Tell whether the project says this, not Python or a library whose error fell through."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return bool(str(error)) and last.filename.startswith((f"{ROOT}/etl", f"{ROOT}/resilience"))


def tried(name: str, read: Callable[[Path], object], path: Path, raw: bytes) -> None:
    """Read a file; keep one that ends in anything but a result or a sentence."""
    path.write_bytes(raw)
    try:
        read(path)
    except ValueError as error:
        fault = None if refused_well(error) else error
    except Exception as error:
        fault = error
    else:
        fault = None
    if fault is not None:
        (SEEDS / name).mkdir(parents=True, exist_ok=True)
        (SEEDS / name / path.name).write_bytes(raw)
        raise fault


def refusal(kind: type[Exception], act: Callable[[], object], otherwise: str) -> str:
    """Return the words of an error of a kind, or the given one where there is none."""
    try:
        act()
    except kind as error:
        return str(error)
    return otherwise


class Everything:
    """All keys there may be."""

    def __contains__(self, key: object) -> bool:
        return True


def genesis(path: Path) -> genesis_table.GenesisTable:
    return genesis_table.read_table(path, Everything())


PRINTED = (
    {"series": "s", "header": "NE: Wohnungen in Wohngebäuden", "rows": "Wohngebäude insgesamt"},
)
READERS: dict[str, tuple[Callable[[Path], object], list[Path]]] = {
    "genesis.csv": (genesis, sorted((RECORDED / "regionalstatistik").glob("*.csv"))),
    "flat.zip": (ffcsv.flat_table, sorted(LIVE.glob("*flat.zip"))),
    "printed.csv": (
        lambda path: printed.read(path, "31121-06i", PRINTED),
        [LIVE / "ldbnrw_31121-06i_00_trimmed.csv"],
    ),
    "own.csv": (
        lambda path: own_file.read_cells(path, None, len),
        [SEEDS / "own.csv" / "good.csv"],
    ),
    "own.xlsx": (
        lambda path: own_file.read_cells(path, None, len),
        sorted(RECORDED.rglob("*.xlsx"))[:3],
    ),
    "scores.csv": (reading.read_text, [SEEDS / "own.csv" / "good.csv"]),
}
CASES = sorted(READERS)


@pytest.mark.parametrize("name", CASES)
@given(data=st.data())
@some
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject, tmp_path: Path) -> None:
    read, files = READERS[name]
    assert files
    tried(name, read, tmp_path / name, data.draw(damaged(files)))


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith(".csv")])
def test_a_quote_that_is_never_closed_is_refused(name: str, tmp_path: Path) -> None:
    read, files = READERS[name]
    first = files[0].read_bytes().splitlines(keepends=True)[0]
    (tmp_path / name).write_bytes(first + b'"' + b"x;" * 100_000)
    with pytest.raises(ValueError, match=name):
        read(tmp_path / name)


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*/*")), ids=lambda path: path.parent.name)
def test_a_kept_seed_is_read_or_refused(seed: Path, tmp_path: Path) -> None:
    read, _ = READERS[seed.parent.name]
    tried(seed.parent.name, read, tmp_path / seed.parent.name, seed.read_bytes())


@given(raw=damaged(sorted(CARDS.glob("*.toml"))))
@some
def test_a_damaged_card_is_read_or_refused(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_bytes(raw)
    assert "card" in refusal(CardError, lambda: load_cards(tmp_path), "card")


@given(raw=damaged(sorted((ROOT / "indicators").glob("*/[a-z]*.py"))))
@some
def test_a_damaged_declaration_is_read_or_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "indicators" / "supply" / "made_up.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    told = refusal(RegistryError, lambda: entry_of("supply.made_up", path.parent.parent), "made_up")
    assert "made_up" in told


@given(text=st.text(max_size=12), sign=st.sampled_from([",", "."]))
@some
def test_a_printed_cell_is_a_figure_a_known_sign_or_neither(text: str, sign: str) -> None:
    found = signs.meaning(text, sign)
    assert found is None or found[1] in "APEBUIOMQ"
    assert found is None or not math.isinf(found[0])


@given(cells=st.lists(st.text("0123456789.,+-() \N{NO-BREAK SPACE}xp", max_size=9), max_size=5))
@some
def test_own_figures_are_read_or_refused_with_their_place(cells: list[str]) -> None:
    try:
        found, at = own_numbers.read_values(cells, None)[0], 0
    except own_numbers.WrongCell as error:
        found, at = [], error.at
    assert len(found) == len(cells) or 0 <= at < len(cells)


@given(written=st.one_of(st.text(max_size=14), st.from_regex(r"0?5\d{3,11}", fullmatch=True)))
@some
def test_a_key_is_an_area_or_refused(written: str) -> None:
    assert refusal(own_keys.UnknownKey, lambda: own_keys.area(written), "fine")


WORDS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["05158020", "supply.pharmacy", "supply", "1", "0", "a,b", "<script>", "`", "…"]
    ),
)


def address() -> None:
    """Run as a page: take the address over, and write it back."""
    import streamlit as page

    from resilience.app import selection

    words = (selection.FIELDS[name].metadata.get("known") for name in selection.FIELDS)
    known = {w: ["05158020", "supply.pharmacy", "supply", "a", "b"] for w in words if w}
    selection.from_url(known, "city")
    selection.to_url()
    page.text("|".join(selection.dropped()))


@given(query=st.dictionaries(st.sampled_from(sorted(FIELDS)), WORDS, max_size=6))
@some
def test_an_address_is_taken_over_or_dropped_and_settles(query: dict[str, str]) -> None:
    app = AppTest.from_function(address)
    app.query_params.update(query)
    app.run()
    assert not app.exception
    written = dict(app.query_params)
    app.run()
    assert dict(app.query_params) == written
