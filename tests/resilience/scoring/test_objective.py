"""Weights by spread, profiles that are rewarded or punished, and what a run says of itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from resilience.cli.score import main
from resilience.scoring.budget_allocation import allocated
from resilience.scoring.frontier import benefit_of_the_doubt, mazziotta_pareto
from resilience.scoring.insight import importance
from resilience.scoring.objective_weights import critic, entropy
from resilience.scoring.structure import Structure, structure


def one_group(*codes: str) -> Structure:
    rows = [(code, 1, "top", 1.0, "higher_is_better") for code in codes]
    columns = ["code", "level", "parent", "weight", "direction"]
    table = pd.DataFrame([*rows, ("top", 2, "", 1.0, "")], columns=columns)
    return structure(table.set_index("code"))


def test_entropy_weighs_by_what_is_not_equal():
    table = pd.DataFrame(
        {"flat": [50.0, 50, 50, 50], "one": [100.0, 0, 0, 0], "half": [50.0, 50, 0, 0]}
    )
    found = entropy(table, one_group(*table))
    # By hand: all equal has entropy 1, one of four 0, two of four ln 2 / ln 4 = 1/2.
    assert_allclose(found[["flat", "one", "half"]], [0, 1 / 1.5, 0.5 / 1.5], atol=1e-12)
    with pytest.raises(ValueError, match="at least 0"):
        entropy(table - 60, one_group(*table))
    with pytest.raises(ValueError, match="nothing that tells units apart"):
        entropy(table[["flat"]].assign(too=7.0), one_group("flat", "too"))


def test_critic_weighs_by_spread_and_by_conflict():
    x = np.array([0.0, 1, 2, 3, 4])
    table = pd.DataFrame({"a": x, "twin": 10 * x, "against": x[::-1]})
    found = critic(table, one_group(*table))
    # Equal spread after mapping; a and its twin conflict with one column (1 - -1 = 2), the third
    # with two of them.
    assert_allclose(found[["a", "twin", "against"]], [0.25, 0.25, 0.5])


def test_budgets_of_any_size_count_alike():
    budgets = pd.DataFrame(
        {"a": [50.0, 1, 0, 0], "b": [50.0, 3, 10, 0], "c": [0.0, 0, 0, 0]}, index=list("pqrs")
    )
    # By hand: 1/2, 1/4 and 0 of the points go to a; the fourth person has given none.
    assert_allclose(allocated(budgets, one_group("a", "b", "c"))[["a", "b", "c"]],
                    [0.25, 0.75, 0], atol=1e-15)  # fmt: skip
    assert_allclose(allocated(budgets[[]], one_group("a", "b")), 1)


def test_budgets_that_say_nothing_of_a_group_are_refused():
    points = pd.DataFrame({"a": [5.0], "b": [5.0]})
    with pytest.raises(ValueError, match=r"budgets: codes \['b'\] are not in the structure"):
        allocated(points, one_group("a", "c"))
    with pytest.raises(ValueError, match=r"\['c'\] of top have no column"):
        allocated(points, one_group("a", "b", "c"))
    with pytest.raises(ValueError, match="nobody gives points to the members of top"):
        allocated(points * 0, one_group("a", "b"))


def test_benefit_of_the_doubt_takes_each_units_best_weights():
    scores = np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0], [1.0, 1.0]])
    found = benefit_of_the_doubt(scores, np.ones(2))
    # The frontier runs between the first two units: (2, 2) is at 4/5 of it, (1, 1) at 2/5.
    assert_allclose(found, [1, 1, 0.8, 0.4], atol=1e-9)
    assert_allclose(benefit_of_the_doubt(scores, np.array([1.0, 0.0])), [1, 0.25, 0.5, 0.25])
    gap = np.array([[4.0, np.nan], [1.0, 4.0]])
    assert_allclose(benefit_of_the_doubt(gap, np.ones(2)), [1, 1])
    assert np.isnan(benefit_of_the_doubt(np.array([[-1.0, 2.0]]), np.ones(2))).all()


def test_mazziotta_pareto_punishes_an_unbalanced_profile():
    scores = np.array([[100.0, 100.0], [110.0, 90.0], [np.nan, 80.0], [-1.0, 1.0]])
    found = mazziotta_pareto(scores, np.ones(2))
    assert_allclose(found, [100, 100 - 100 / 100, 80, np.nan])
    assert_allclose(mazziotta_pareto(scores, np.array([3.0, 1.0]))[1], 105 - 75 / 105)


def test_importance_adds_up_and_tells_what_dominates():
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"wide": rng.normal(0, 30, 200), "narrow": rng.normal(0, 3, 200)})
    table["top"] = table.mean(axis=1)
    found = importance(table, one_group("wide", "narrow")).loc["top"]
    assert found["share"].sum() == pytest.approx(1)
    assert found.loc["wide", "share"] > 0.9
    assert found["weight"].tolist() == [0.5, 0.5]
    assert found.loc["wide", "correlation_ratio"] > 0.9


STRUCTURE = """iCode,Level,Parent,Direction,Weight,Type
a,1,g,1,1,Indicator
b,1,g,-1,1,Indicator
g,2,,,1,Aggregate
"""


def run(folder: Path, data: str, config: str, *more: str) -> Path:
    for name, text in (("d.csv", data), ("s.csv", STRUCTURE), ("c.toml", config)):
        (folder / name).write_text(text, encoding="utf-8")
    files = ["--data", "d.csv", "--structure", "s.csv", "--config", "c.toml"]
    told = [part if part.startswith("--") else str(folder / part) for part in files]
    assert main([*told, "--out", str(folder / "out"), *more]) == 0
    return folder / "out"


PANEL = "uCode,Time,a,b\n" + "".join(
    f"U{unit},{year},{unit + year % 10},{unit * unit}\n"
    for year in (2020, 2021, 2023)
    for unit in range(6)
)


def test_a_panel_is_summarised_period_by_period_and_tells_its_trends(tmp_path):
    out = run(tmp_path, PANEL, "[uncertainty]\nreplications = 50\nconcentration = 20\n")
    units = pd.read_csv(out / "intervals.csv")
    assert units.groupby("period")["unit"].nunique().to_dict() == {2020: 6, 2021: 6, 2023: 6}
    assert units["rank_high"].max() <= 6
    trends = pd.read_csv(out / "trends.csv").set_index(["unit", "indicator"])
    assert trends.loc[("U1", "a"), "slope"] == pytest.approx(1)
    assert trends.loc[("U1", "a"), "growth"] == pytest.approx((4 / 1) ** (1 / 3) - 1)


FLAT = "uCode,a,b\n" + "".join(f"U{unit},{unit + 1},{(unit * 7) % 5 + 1}\n" for unit in range(8))


def test_choices_for_single_indicators_stay_in_every_run(tmp_path):
    config = (
        '[normalise]\nmethod = "min_max"\n[normalise.indicators.b]\nmethod = "goalposts"\nlow = 0\n'
        "high = 10\n[uncertainty]\nreplications = 1\n"
    )
    out = run(tmp_path, FLAT, config)
    top = pd.read_csv(out / "aggregated.csv").set_index("uCode")["g"]
    runs = pd.read_csv(out / "intervals.csv").set_index("unit")["score_median"]
    assert_allclose(runs[top.index], top)


def test_budgets_beside_the_settings_weigh_the_command_s_indicators(tmp_path):
    (tmp_path / "budgets.csv").write_text("who,a,b\nOne,60,40\nTwo,2,\n")
    choice = '[weights]\nsource = "budget_allocation"\nbudgets = "budgets.csv"\n'
    weights = pd.read_csv(run(tmp_path, FLAT, choice) / "weights.csv").set_index("code")["weight"]
    assert_allclose(weights[["a", "b"]], [0.8, 0.2])


@pytest.mark.parametrize(
    ("budgets", "sentence"),
    [
        ("who,a,b\nOne,-1,4\n", "budgets.csv: columns ['a'] hold points below 0"),
        ("who,a,b\nOne,much,4\n", "column a, line 2: found 'much', allowed are finite numbers"),
        (None, "budgets.csv: there is no such file"),
        ("", "budgets.csv: the file is empty"),
    ],
)
def test_budgets_that_cannot_be_read_are_refused(budgets, sentence, tmp_path, capsys):
    if budgets is not None:
        (tmp_path / "budgets.csv").write_text(budgets)
    (tmp_path / "d.csv").write_text(FLAT)
    (tmp_path / "s.csv").write_text(STRUCTURE)
    (tmp_path / "c.toml").write_text(
        '[weights]\nsource = "budget_allocation"\nbudgets = "budgets.csv"\n'
    )
    names = (("--data", "d.csv"), ("--structure", "s.csv"), ("--config", "c.toml"), ("--out", "o"))
    assert main([part for name, file in names for part in (name, str(tmp_path / file))]) == 2
    assert sentence in capsys.readouterr().err


def test_draws_from_counts_are_never_negative(tmp_path):
    table = pd.DataFrame({"uCode": [f"U{unit}" for unit in range(8)], "a": range(1, 9)})
    table.to_csv(tmp_path / "counts.csv", index=False)
    out = run(tmp_path, FLAT, '[normalise]\nmethod = "fraction_of_maximum"\n[uncertainty]\n'
              'replications = 300\ncounts = "counts.csv"\n')  # fmt: skip
    assert pd.read_csv(out / "intervals.csv")["runs"].min() == 1


def test_the_command_tells_of_its_indicators_and_writes_a_workbook(tmp_path):
    out = run(tmp_path, FLAT, '[weights]\nsource = "critic"\n', "--workbook")
    names = ["correlations", "consistency", "components", "importance", "removal", "strengths"]
    for name in names:
        assert len(pd.read_csv(out / f"{name}.csv")) > 0, name
    book = pd.read_excel(out / "results.xlsx", sheet_name=None, engine="calamine")
    assert set(names) | {"ranks", "weights", "changes"} <= set(book)
    ranks = pd.read_csv(out / "ranks.csv")
    assert book["ranks"]["g"].tolist() == ranks["g"].tolist()
    strong = pd.read_csv(out / "strengths.csv").set_index(["unit", "side", "place"])
    assert strong.loc[("U7", "strength", 1), "indicator"] == "a"
