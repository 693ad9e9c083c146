"""Checks of an indicator: each fault is named, each oddity is worth a look."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from resilience.cli.kit import KitError
from resilience.cli.kit import check as checking
from resilience.cli.kit.check import check
from resilience.cli.kit.goalposts import propose
from resilience.cli.kit.new import new_indicator
from resilience.cli.kit.table import text_table
from resilience.model.registry import Entry, entry_of, registry
from resilience.spec import Clause, Goalposts, Text
from resilience.warehouse.opening import open_read_only

WORD = Text(de="Wort", en="word")


@pytest.fixture(scope="module")
def cursor(warehouse):
    return open_read_only(warehouse)


def changed(indicator_id: str, **changes: object) -> Entry:
    entry = registry().indicators[indicator_id]
    return dataclasses.replace(entry, indicator=dataclasses.replace(entry.indicator, **changes))


def found(entry: Entry, cursor, what: str) -> list[tuple[str, str]]:
    return [(f.state, f.text) for f in check(entry, cursor) if f.what == what]


@pytest.mark.parametrize("theme", ["housing", "mobility", "supply", "production"])
def test_a_new_file_is_valid_at_once(cursor, tmp_path, theme):
    (tmp_path / "indicators" / theme).mkdir(parents=True)
    (tmp_path / "indicators" / theme / "__init__.py").write_text("")
    new_indicator(theme, "first_draft", tmp_path / "indicators")
    findings = check(entry_of(f"{theme}.first_draft", tmp_path / "indicators"), cursor)
    assert {f.state for f in findings} == {"ok", "look"}


@pytest.mark.parametrize(
    ("theme", "name", "message"),
    [
        ("suply", "a", "found 'suply', allowed are supply; did you mean 'supply'"),
        ("supply", "Über uns", "name: found 'Über uns', allowed are lower-case English words"),
        ("supply", "there", "is there already and was left as it is"),
    ],
)
def test_a_new_file_that_cannot_be_is_refused(tmp_path, theme, name, message):
    (tmp_path / "supply").mkdir()
    (tmp_path / "supply" / "__init__.py").write_text("")
    (tmp_path / "supply" / "there.py").write_text("kept")
    with pytest.raises(KitError, match=message):
        new_indicator(theme, name, tmp_path)
    assert (tmp_path / "supply" / "there.py").read_text() == "kept"


def test_every_declared_indicator_has_nothing_to_mend(cursor):
    faults = [
        (entry.indicator_id, f.text)
        for entry in registry().indicators.values()
        for f in check(entry, cursor)
        if f.state == "mend"
    ]
    assert faults == []


def test_an_unknown_item_is_named_with_the_nearest(cursor):
    entry = changed("supply.pharmacy", frameworks=(Clause("cri.3.22"),))
    assert found(entry, cursor, "frameworks")[0][0] == "mend"


def test_goalposts_off_the_distribution_are_worth_a_look(cursor):
    off = changed("supply.pharmacy", goalposts=Goalposts(town=(0, 30), year="2024"))
    assert found(off, cursor, "goalposts")[0][0] == "look"
    never = changed("supply.pharmacy", goalposts=Goalposts(town=(0, 30), year="1999"))
    state, text = found(never, cursor, "goalposts")[0]
    assert state == "mend"
    assert "1999" in text


def test_goalposts_are_proposed_per_kind_for_an_indicator_that_has_none(cursor, capsys):
    new = changed("supply.pharmacy", goalposts=None)
    state, text = found(new, cursor, "goalposts")[0]
    assert state == "mend"
    declared = registry().indicators["supply.pharmacy"].indicator.goalposts
    assert declared is not None
    scales = ", ".join(f"{kind}=({a:g}, {b:g})" for kind, (a, b) in declared.scales.items())
    assert f'goalposts=Goalposts({scales}, year="{declared.year}")' in text


def test_a_kind_with_too_few_values_or_without_spread_gets_no_scale():
    rows = [("2024", "medium_town", float(n)) for n in range(120)]
    rows += [("2024", "large_city", 5.0)] * 30 + [
        ("2023", "large_city", float(n)) for n in range(19)
    ]
    rows += [("2024", "small_town", 900.0)] * 200
    values = pd.DataFrame(rows, columns=["period", "city_type", "value"]).assign(
        level="municipality"
    )
    assert propose(values)[["period", "kind", "n"]].to_numpy().tolist() == [["2024", "town", 120]]


def test_a_gap_in_the_coverage_is_named(cursor):
    state, text = found(registry().indicators["mobility.cars"], cursor, "coverage")[0]
    assert (state, "Heiligenhaus" in text) == ("look", True)


def test_a_sibling_that_says_the_same_is_named(cursor):
    twin = dataclasses.replace(
        registry().indicators["supply.pharmacy"], indicator_id="supply.pharmacy_again"
    )
    assert "supply.pharmacy (r = +1.00" in found(twin, cursor, "siblings")[0][1]


def towns(values: list[float], period: str) -> pd.DataFrame:
    rows = [(f"t{i}", f"Town {i}", "municipality", period, v) for i, v in enumerate(values)]
    return pd.DataFrame(rows, columns=["ags", "name", "level", "period", "value"])


def plausibility(frame: pd.DataFrame, unit: str = "%") -> dict[str, tuple[str, str]]:
    entry = changed("supply.pharmacy", unit=Text(de=unit, en=unit))
    return {f.what: (f.state, f.text) for f in checking._plausibility(entry, frame)}


def test_a_constant_a_range_and_a_jump_are_seen():
    rng = np.random.default_rng(1)
    start = rng.uniform(20, 60, 50)
    later = start + rng.normal(0, 1, 50)
    later[7] += 55
    frame = pd.concat([towns(list(start), "2020"), towns(list(later), "2021")])
    seen = plausibility(frame)
    assert seen["jumps"][0] == "look"
    assert "Town 7 2021" in seen["jumps"][1]
    assert seen["range"][0] == ("look" if later.max() > 100 else "ok")
    assert plausibility(towns([3.0] * 5, "2020"))["constant"][0] == "look"
    assert plausibility(towns([3.0, 120.0], "2020"))["range"][0] == "look"
    assert plausibility(towns([3.0, 120.0], "2020"), unit="kg")["range"][0] == "ok"


def test_long_cells_are_wrapped_under_their_heading():
    text = text_table(["a", "b"], [["x", "one two three"]], width=7)
    assert text.splitlines() == ["a  b", "x  one two", "   three"]
