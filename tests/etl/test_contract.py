"""What figures must hold of what their card promises, and how a fault is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from etl import areas, contract
from etl.bundle import OWN
from etl.contract import ABSENT, BEYOND, DECLARED, FUTURE, NO_SUM, UNREAL, of_bundle
from resilience.model.region import Region, load_regions
from resilience.model.sources import Card, CardError, Live, Series, Snapshot, load_cards
from resilience.settings import ROOT

AREAS = pd.DataFrame(
    {
        "ags": ["DG", "05", "05158", "05111000", "05158004", "05158020"],
        "short_name": ["Land", "Staat", "Kreis", "Großstadt", "Dort", "Hier"],
        "level": ["country", "state", "county", *["municipality"] * 3],
        "parent_ags": ["", "DG", "05", "05", "05158", "05158"],
        "peer_kind": ["town", "town", "town", "large_city", "town", "town"],
        "population": [6, 5, 4, 3, 2, 1],
    }
)
REGION = Region("two", "", "", "", "", 1, selectable=False, members=("05158004", "05158020"))
TOWNS = ("05111000", "05158004", "05158020")
SERIES = Series("things", "", "", "things", "count", 1, (), ("municipality",), ("2023", "2024"))
SNAPSHOT = Snapshot("made_up-1", "a.csv", "folder", "", date(2025, 3, 1), date(2024, 12, 31))
CARD = Card("made_up", *[""] * 12, snapshots=(SNAPSHOT,), series=(SERIES,))


def figures(ags: tuple[str, ...] = TOWNS, periods: tuple[str, ...] = SERIES.periods):
    """Return rows of the series: each area in each period, in total and for a part."""
    return pd.DataFrame(
        [(a, p, category) for a in ags for p in periods for category in ("", "part")],
        columns=["ags", "period", "category"],
    ).assign(series="things", snapshot="made_up-1", value=1.0)


def faults(rows: pd.DataFrame, **changed: object) -> list[contract.Fault]:
    card = replace(CARD, series=(replace(SERIES, **changed),))
    return of_bundle(rows, [card], AREAS, [REGION])


@pytest.mark.parametrize(
    ("words", "ags"),
    [
        (("municipality",), TOWNS),
        (("county_borough",), ("05111000",)),
        (("two",), ("05158004", "05158020")),
        (("country", "state", "county"), ("DG", "05", "05158")),
        (("05158", "two"), ("05158", "05158004", "05158020")),
    ],
)
def test_figures_that_hold_the_promise_pass_and_each_area_left_out_is_named(words, ags):
    assert faults(figures(ags), areas=words) == []
    for lost in ags:
        rows = figures(tuple(a for a in ags if a != lost))
        (fault,) = faults(rows, areas=words)
        assert (fault.kind, fault.ags) == (ABSENT, lost)
        assert fault.text.startswith(f"things: no row of {lost} ")
        assert fault.text.endswith("in 2023, 2024")


def test_a_row_a_period_and_a_category_left_out_are_named():
    rows = figures()
    here, then = rows["ags"] == "05158020", rows["period"] == "2023"
    (fault,) = faults(rows[~(here & then)])
    assert fault.text == "things: no row of 05158020 Hier in 2023"
    assert len(faults(rows[~then])) == len(TOWNS)
    (fault,) = faults(rows[~(here & then & (rows["category"] == "part"))])
    assert fault.text == "things: not every category of 05158020 Hier in 2023"


def test_a_key_that_lost_its_zero_is_recognised():
    rows = figures().replace({"ags": {"05158020": "5158020"}})
    (fault,) = faults(rows)
    assert "there is one of 5158020, the same key without its zero" in fault.text


@pytest.mark.parametrize("absent", ["05158020", "05158020 2024"])
def test_what_the_publisher_leaves_out_is_declared_and_must_be_true(absent):
    rows = figures()
    gone = (rows["ags"] == "05158020") & ((rows["period"] == "2024") | (len(absent) == 8))
    assert faults(rows[~gone], absent=(absent,)) == []
    (fault,) = faults(rows, absent=(absent,))
    assert (fault.kind, absent in fault.text) == (DECLARED, True)


def test_a_period_that_the_card_does_not_name_is_a_fault():
    (fault,) = faults(figures(), periods=("2023",))
    assert fault.kind == DECLARED
    assert "'2024'" in fault.text


@pytest.mark.parametrize("period", ["2024-13", "2024-Q5", "2024-02-30", "24"])
def test_a_period_that_no_calendar_has_is_a_fault_also_where_nothing_is_promised(period):
    (fault,) = faults(figures(periods=(period,)), areas=())
    assert fault.kind == UNREAL
    assert repr(period) in fault.text


@pytest.mark.parametrize(
    ("period", "late"),
    [
        ("2025", False), ("2025-Q1", False), ("2025-03-01", False),
        ("2025-03-02", True), ("2025-04", True), ("2025-Q2", True), ("2026", True),
    ],
)  # fmt: skip
def test_a_period_may_have_begun_when_it_was_retrieved_and_not_after(period, late):
    found = faults(figures(periods=(period,)), areas=())
    assert [fault.kind for fault in found] == [FUTURE] * late
    assert all("retrieved on 2025-03-01" in fault.text for fault in found)


@pytest.mark.parametrize(
    ("value", "changed", "allowed"),
    [
        (-1.0, {}, "0 to inf"),
        (-1.0, {"kind": "money"}, "0 to inf"),
        (101.0, {"kind": "rate", "lowest": 0, "highest": 100}, "0 to 100"),
        (-1.0, {"lowest": -5}, ""),
        (-1.0, {"kind": "rate"}, ""),
    ],
)
def test_a_figure_beyond_its_limits_is_named_with_what_is_allowed(value, changed, allowed):
    rows = figures()
    rows.loc[rows.index[-1], "value"] = value
    found = faults(rows, **changed)
    told = f"things: 05158020 Hier 2024 part is {value:g}, allowed are {allowed}"
    assert [(fault.kind, fault.text) for fault in found] == ([(BEYOND, told)] if allowed else [])


@pytest.mark.parametrize(
    ("county", "changed", "told"),
    [
        (206.0, {}, ""),  # three per town are left to rounding
        (260.0, {}, "things: 05158 Kreis 2024 is 260, its 2 towns are 200"),
        (260.0, {"kind": "rate"}, ""),
        (260.0, {"kind": "money", "unit": "EUR per thing"}, ""),
        (140.0, {"kind": "money", "unit": "EUR"}, "things: 05158 Kreis 2024 is 140, its 2 towns"),
    ],
)
def test_towns_add_up_to_their_county_where_figures_add_up(county, changed, told):
    rows = figures((*TOWNS, "05158")).assign(value=100.0)
    whole = (rows["ags"] == "05158") & (rows["category"] == "")
    rows.loc[whole, "value"] = 200.0
    rows.loc[whole & (rows["period"] == "2024"), "value"] = county
    found = faults(rows, areas=("municipality", "05158"), **changed)
    assert [fault.kind for fault in found] == ([NO_SUM] if told else [])
    assert "".join(fault.text for fault in found).startswith(told)
    gap = rows[rows["ags"] != "05158004"]
    assert faults(gap, areas=("05158",), **changed) == []


def test_where_the_publishers_own_figures_do_not_add_up_the_card_says_so():
    rows = figures((*TOWNS, "05158")).assign(value=100.0)
    live = Live("genesis", "", "*.csv", "never", adds_up=False)
    for how, kinds in ((None, {NO_SUM}), (live, set())):
        card = replace(CARD, live=how, series=(replace(SERIES, areas=("05158",)),))
        assert {fault.kind for fault in of_bundle(rows, [card], AREAS, [REGION])} == kinds


def test_a_citys_parts_of_a_level_are_named_by_its_key():
    found = contract.promised(("05111000-ward", "05158020"), areas.table(), [])
    assert found == {"05158020", *(f"05111000-{ward:02d}" for ward in range(1, 11))}


def test_an_unknown_word_among_areas_is_refused():
    with pytest.raises(CardError, match=r"found 'town', allowed are .*county_borough, two"):
        faults(figures(), areas=("town",))


def test_what_is_told_names_place_fault_and_remedy_and_counts_the_rest():
    many = [contract.Fault(ABSENT, "made_up", f"things: no row of {n}") for n in range(12)]
    lines = contract.faults_text(many, lambda fault: f"{fault.source_id}.csv").splitlines()
    assert lines[0] == "areas and periods missing: 12"
    assert lines[1] == "  made_up.csv: things: no row of 0"
    assert lines[-2] == "  and 2 more"
    assert "absent" in lines[-1]


@pytest.mark.parametrize(
    "card",
    [card for card in load_cards(ROOT / "data" / "sources") if not card.source_id.startswith(OWN)],
    ids=lambda card: card.source_id,
)
def test_every_card_with_bundled_figures_says_which_areas_and_periods_it_has(card):
    regions = load_regions(ROOT / "data" / "regions")
    for series in card.series if card.snapshots else ():
        assert series.periods, series.id
        assert contract.promised(series.areas, areas.table(), regions), series.id
