"""What makes an indicator unfit: each oddity is found where it is, and nowhere else."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from resilience.cli.kit import scrutiny
from resilience.model.registry import Entry, registry

TOWNS = pd.Index([f"t{place}" for place in range(40)], name="ags")
RNG = np.random.default_rng(0)
SPREAD = pd.Series(RNG.permutation(np.linspace(0, 100, 40)), TOWNS)
OTHER = pd.Series(RNG.permutation(np.linspace(0, 100, 40)), TOWNS)


def entry(indicator_id: str) -> Entry:
    return registry().indicators[indicator_id]


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ([0.0, 5.0, 3.0, 0.0, 60.0], ["floor"]),
        ([95.0, 100.0, 99.0, 100.0, 60.0], ["ceiling"]),
        ([0.0, 0.0, 0.0, 50.0, 100.0], []),
        ([0.0, 0.0, 0.0, 0.0, np.nan], ["floor"]),
        ([np.nan, np.nan], []),
    ],
)
def test_a_scale_at_whose_end_eight_of_ten_towns_stand_is_named(scores, told):
    assert [what for what, _ in scrutiny.ends(pd.Series(scores))] == told


def test_twins_and_opposites_are_named_and_strangers_are_not():
    others = pd.DataFrame({"same": SPREAD**2, "against": -SPREAD, "stranger": OTHER, "flat": 7.0})
    found = dict(scrutiny.relatives(SPREAD, others))
    assert set(found) == {"twin", "opposite"}
    assert "same (rho = +1.00, 40 towns)" in found["twin"]
    assert "against (rho = -1.00, 40 towns)" in found["opposite"]
    assert list(scrutiny.relatives(SPREAD[:29], others)) == []


def test_shares_of_the_differences_add_up_and_the_wide_one_carries_most():
    table = pd.DataFrame({"wide": SPREAD, "narrow": OTHER / 50})
    wide, weight = scrutiny.share_carried(table["wide"], table[["narrow"]])
    narrow, _ = scrutiny.share_carried(table["narrow"], table[["wide"]])
    assert wide + narrow == pytest.approx(1)
    assert (weight, wide > 0.9) == (0.5, True)
    assert np.isnan(scrutiny.share_carried(table["wide"][:29], table[["narrow"]])[0])


def test_a_denominator_of_another_year_is_named_with_the_nearest():
    rows = {"cars": ["2026"], "population_register": ["2021", "2023"]}
    tables = {name: pd.DataFrame({"period": years, "value": 1.0}) for name, years in rows.items()}
    ((what, text),) = scrutiny.mixed_years(entry("mobility.cars"), tables, "2026")
    assert what == "years"
    assert text.endswith("of 2026, made with population_register of 2023")
    tables["population_register"]["period"] = ["2026", "2023"]
    assert list(scrutiny.mixed_years(entry("mobility.cars"), tables, "2026")) == []
    tables["population_register"].loc[0, "value"] = np.nan
    assert len(list(scrutiny.mixed_years(entry("mobility.cars"), tables, "2026"))) == 1


def test_territorial_dates_that_differ_are_named():
    dates = {"cars": ["2026-01-01"], "population_register": ["2023-12-31"]}
    ((what, text),) = scrutiny.mixed_territory(entry("mobility.cars"), dates)
    assert what == "territory"
    assert "cars 2026-01-01, population_register 2023-12-31" in text
    same = {series: ["2023-12-31"] for series in dates}
    assert list(scrutiny.mixed_territory(entry("mobility.cars"), same)) == []


def test_a_missing_input_that_still_gives_a_value_is_named():
    sound = entry("mobility.cars")
    assert list(scrutiny.filled_gaps(sound)) == []
    filling = sound.indicator.sql.replace("nullif(p.value, 0)", "coalesce(p.value, 1)")
    assert filling != sound.indicator.sql
    changed = dataclasses.replace(sound.indicator, sql=filling)
    ((what, text),) = scrutiny.filled_gaps(dataclasses.replace(sound, indicator=changed))
    assert what == "missing_input"
    assert "although population_register is missing" in text
