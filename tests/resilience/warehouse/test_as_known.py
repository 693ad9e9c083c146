"""A build as of an earlier day: what it leaves out, and which days it refuses."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from resilience.cli import options
from resilience.model.registry import registry
from resilience.settings import ROOT
from resilience.warehouse import build as building
from resilience.warehouse import ready
from resilience.warehouse.as_known import AsOfError, day_of, known_then, later_than
from resilience.warehouse.build import build_or_tell
from resilience.warehouse.opening import create

DATA = ROOT / "data"
BUNDLED = date(2026, 11, 23)
"""Day on which the register of areas was retrieved."""


def test_all_that_is_bundled_was_known_when_the_areas_were():
    assert later_than(DATA, BUNDLED) == {v.stem for v in (DATA / "vintages").glob("*.toml")}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (BUNDLED - timedelta(days=1), f"retrieved on {BUNDLED}. Give that day or a later one"),
        (date.today() + timedelta(days=1), "lies in the future"),
    ],
)
def test_a_day_that_nothing_is_known_of_is_refused(tmp_path, capsys, day, told):
    with pytest.raises(AsOfError, match="--as-of"):
        later_than(DATA, day)
    made = tmp_path / "w.duckdb"
    assert build_or_tell(made, day) == 1
    assert told in capsys.readouterr().err
    assert not made.exists()


@pytest.mark.parametrize("text", ["gestern", "2026", "2026-02-30"])
def test_what_is_no_day_is_refused(capsys, text):
    with pytest.raises(SystemExit):
        options.build_options().parse_args(["--as-of", text])
    assert f"found '{text}', allowed is a day such as 2026-12-31" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        options.build_options().parse_args(["--as-of"])


def test_an_indicator_awaits_what_was_not_retrieved_yet():
    found = registry()
    here = {name for entry in found.active.values() for name in entry.indicator.series}
    then = known_then(found, DATA, {name for name in here if "cars" not in name}, BUNDLED)
    gone = set(found.active) - set(then.active)
    assert gone == {n for n, e in found.active.items() if "cars" in " ".join(e.indicator.series)}
    (awaited,) = {then.indicators[name].indicator.awaiting for name in gone}
    assert "2026-11-23" in awaited.why.de
    assert awaited.url.startswith("https://www.kba.de")
    assert all(then.indicators[n] is e for n, e in found.indicators.items() if n not in gone)


def test_a_warehouse_of_an_earlier_day_is_made_anew_as_of_that_day(tmp_path: Path, monkeypatch):
    path = tmp_path / "w.duckdb"
    assert day_of(path) is None
    connection = create(path)
    building._sign(connection, "", BUNDLED)
    connection.close()
    assert day_of(path) == BUNDLED
    asked = []
    monkeypatch.setattr(building, "build_or_tell", lambda *told: asked.append(told) or 0)
    assert ready._build(path) == 0
    assert asked == [(path, BUNDLED)]
