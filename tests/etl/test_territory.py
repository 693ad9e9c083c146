"""Areas that changed key or territory: real reforms, with the figures the register printed then."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl import areas, gv_isys
from etl.keys import on_areas, printed_keys
from etl.live.layout import LayoutError, area_keys, kept
from etl.territory import carried_over, mergers, todays_keys, under_todays_keys

AACHEN, COUNTY, JOINED = "05334002", "05354", "05334"


def figures(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    """Return rows of area, period and value; ``-`` was printed where the value is null."""
    out = pd.DataFrame(rows, columns=["ags", "period", "value"])
    out = out.assign(series="people", category="", note="", dash=out["value"].isna())
    return out.assign(quality=out["value"].isna().map({True: "O", False: "A"}))


@pytest.fixture(scope="module")
def of_2005(publisher_files: Path) -> pd.DataFrame:
    """Return the register's people of the end of 2005 under the keys of then."""
    found = gv_isys.register(publisher_files / "gv_isys" / "31122005_Auszug_GV.xlsx")
    assert found.boundary_date == date(2005, 12, 31)
    towns = found.rows[found.rows["level"] == "municipality"].set_index("ags")["population"]
    parts = {"05313": towns["05313000"], COUNTY: towns[towns.index.str.startswith(COUNTY)].sum()}
    assert parts == {"05313": 258_208, COUNTY: 310_267}
    return figures(*((key, "2005", float(value)) for key, value in parts.items()))


def test_an_old_key_is_the_area_it_was(of_2005):
    assert todays_keys()["05313000"] == todays_keys()["05313"] == AACHEN
    keys = area_keys(pd.Series(["05313000", "053540004004", "05913000"]))
    rows = figures(*((key, "2005", 1.0) for key in keys))
    assert kept(rows)["ags"].tolist() == [AACHEN, "05334004", "05913000"]
    assert areas.table().set_index("ags")["short_name"][["05334002", "05913000"]].tolist() == [
        "Aachen", "Dortmund",
    ]  # fmt: skip
    assert AACHEN in under_todays_keys(of_2005)["ags"].tolist()


def test_the_key_not_in_use_is_left_out_whichever_it_is():
    rows = figures(
        ("05313000", "2005", 258_208), ("05334002", "2005", None),
        ("05313000", "2024", None), ("05334002", "2024", 262_000),
    )  # fmt: skip
    out = under_todays_keys(rows)
    assert out[["ags", "period", "value"]].values.tolist() == [
        [AACHEN, "2005", 258_208], [AACHEN, "2024", 262_000],
    ]  # fmt: skip


def test_a_figure_of_a_dissolved_area_is_refused_with_its_row():
    rows = figures(("05354", "2024", 12.0), ("05313000", "2024", 7.0))
    with pytest.raises(LayoutError) as error:
        kept(rows)
    assert "2 figures of areas that were dissolved before" in str(error.value)
    assert "people 05354 2024: 12; people 05313000 2024: 7" in str(error.value)


def test_counts_of_merged_areas_add_up_and_their_parts_stay(of_2005):
    out = carried_over(under_todays_keys(of_2005), {"people"}).set_index("ags")
    assert out["value"].to_dict() == {AACHEN: 258_208, JOINED: 568_475}
    assert out["note"][JOINED] == "territory of 2009-10-21: 05313, 05354; sum of the parts"
    assert out["quality"][JOINED] == "A"


def test_rates_of_merged_areas_are_missing_with_the_reason(of_2005):
    out = carried_over(under_todays_keys(of_2005), ()).set_index("ags")
    assert pd.isna(out["value"][JOINED])
    assert out["quality"][JOINED] == "O"
    assert out["note"][JOINED].endswith("rates of merged areas do not add up")
    assert out["value"][AACHEN] == 258_208


@pytest.mark.parametrize("part", ["05313", "05354"])
def test_half_a_merged_area_is_no_sum(of_2005, part):
    rows = of_2005[of_2005["ags"] != part]
    assert JOINED not in set(carried_over(under_todays_keys(rows), {"people"})["ags"])
    both = pd.concat([rows, figures((JOINED, "2024", 565_000.0))], ignore_index=True)
    out = carried_over(under_todays_keys(both), {"people"}).set_index(["ags", "period"])
    assert pd.isna(out["value"][JOINED, "2005"])
    assert out["note"][JOINED, "2005"].endswith("not every part has a figure")


def test_what_the_publisher_carried_over_himself_stands_and_later_years_too(of_2005):
    own = figures((JOINED, "2005", 568_000.0), (JOINED, "2024", 565_000.0))
    rows = under_todays_keys(pd.concat([of_2005, own], ignore_index=True))
    out = carried_over(rows, {"people"})
    assert out[out["ags"] == JOINED]["value"].tolist() == [568_000, 565_000]


def test_a_county_is_not_without_dwellings_in_the_years_before_it_was():
    """The dwellings that table 31231-01-02-5 prints of Aachen, ``-`` for the area not in use."""
    printed = [
        (JOINED, "2008", 0), (AACHEN, "2008", 128_836), (COUNTY, "2008", 138_501),
        (JOINED, "2009", 268_176), (AACHEN, "2009", 129_181), (COUNTY, "2009", 0),
    ]  # fmt: skip
    assert {key for key, *_ in printed} <= printed_keys()
    rows = pd.DataFrame(printed, columns=["key", "period", "value"]).assign(category="", note="")
    out = on_areas(rows.assign(series="dwellings_by_rooms", quality="A"))
    found = out.set_index(["ags", "period"])["value"].to_dict()
    assert found == {
        (AACHEN, "2008"): 128_836, (JOINED, "2008"): 267_337,
        (AACHEN, "2009"): 129_181, (JOINED, "2009"): 268_176,
    }  # fmt: skip
    rates = on_areas(rows.assign(series="average_age", quality="A")).set_index(["ags", "period"])
    assert pd.isna(rates["value"][JOINED, "2008"])


def test_areas_that_the_table_does_not_hold_come_not_in():
    rows = under_todays_keys(figures(("03152", "2010", 125_519.0), ("03156", "2010", 43_949.0)))
    assert len(rows) == 2
    assert carried_over(rows, {"people"}).empty


def test_mergers_are_of_areas_of_one_level_and_name_their_source():
    for merger in mergers():
        assert {len(key) for key in (*merger.parts, merger.into)} == {5}
        assert "GV-ISys" in merger.source
    assert [m.into for m in mergers()] == [JOINED, "03159"]
