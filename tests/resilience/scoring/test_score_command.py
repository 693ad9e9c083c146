"""The generic command: from two CSV files to scores, ranks and a record of what was done."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from resilience.cli.score import main

CLOSE = {"rtol": 1e-9, "atol": 1e-9}


def score(tmp_path: Path, data: Path, structure: Path, config: str = "") -> Path:
    """Run the command, expect success and return the folder of results."""
    arguments = ["--data", str(data), "--structure", str(structure), "--out", str(tmp_path / "out")]
    if config:
        (tmp_path / "config.toml").write_text(config)
        arguments += ["--config", str(tmp_path / "config.toml")]
    assert main(arguments) == 0
    return tmp_path / "out"


def read(folder: Path, name: str, index: str | list[str] = "uCode") -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv").set_index(index)


def test_the_reference_index_is_scored_as_by_the_reference(tmp_path, reference):
    data, structure = reference.folder / "iData.csv", reference.folder / "iMeta.csv"
    config = """
        [impute]
        method = "median"
        [normalise]
        lower = 1
        [aggregate]
        method = "geometric"
    """
    out = score(tmp_path, data, structure, config)
    codes = reference.inputs.structure.indicators
    for own, theirs in (("imputed", "impute_i_median"), ("treated", "treated")):
        assert_allclose(read(out, own)[codes], reference.expected(theirs)[codes], **CLOSE)
    expected = reference.expected("agg_a_gmean")
    assert_allclose(read(out, "aggregated")[expected.columns], expected, **CLOSE)
    ranks = read(out, "ranks")
    assert_array_equal(ranks["index"], expected["index"].rank(ascending=False, method="min"))
    changes = pd.read_csv(out / "changes.csv")
    missing = reference.inputs.values.isna()
    imputed = changes[changes["step"] == "impute"]
    assert len(imputed) == missing.sum().sum()
    assert all(missing.loc[row.uCode, row.indicator] for row in imputed.itertuples())
    treated = changes[changes["step"] == "treat"]
    assert set(treated["action"]) == {"winsorised, high", "winsorised, low"}
    weights = read(out, "weights", "code")
    assert weights.loc["x01", "weight"] == 0.78
    assert weights[weights["level"] == 1]["effective_weight"].sum() == pytest.approx(1)
    assert "imputed: median" in (out / "report.md").read_text()


def test_asem_is_scored_as_by_the_reference(tmp_path, asem):
    config = """
        steps = ["denominate", "impute", "screen", "treat", "normalise", "aggregate"]
        [impute]
        group = "EurAsia_group"
        [screen]
        minimum_available = 0.9
    """
    data = asem.folder / "data"
    out = score(tmp_path, data / "asem_iData.csv", data / "asem_iMeta.csv", config)
    for name in ("denominated", "imputed", "screened", "treated", "normalised", "aggregated"):
        expected = asem.expected(f"pipeline/{name}")
        expected = expected[[code for code in expected if code in read(out, name)]]
        assert expected.shape[1] >= 49
        assert_allclose(read(out, name).loc[expected.index, expected.columns], expected, **CLOSE)
    expected = asem.expected("pipeline/aggregated")["Index"].rank(ascending=False, method="min")
    assert_array_equal(read(out, "ranks").loc[expected.index, "Index"], expected)
    assert "differ on purpose" not in (out / "report.md").read_text()


SMALL_DATA = """place,name,year,size,good,bad,middle,note
a,Aa,2020,b,1,9,5,10
a,Aa,2021,b,2,8,6,20
b,Bb,2020,s,3,7,50,30
b,Bb,2021,s,,6,60,40
c,Cc,2020,s,5,5,95,50
c,Cc,2021,s,6,4,40,60
"""
SMALL_STRUCTURE = """code,level,parent,direction,weight,type,low,high,band_low,band_high
good,1,one,higher_is_better,1,Indicator,0,10,,
bad,1,one,lower_is_better,1,Indicator,0,10,,
middle,1,two,target_band,1,Indicator,0,100,40,60
note,1,two,context,1,Indicator,,,,
one,2,all,,1,Aggregate,,,,
two,2,all,,1,Aggregate,,,,
all,3,,,1,Aggregate,,,,
size,,,,,Group,,,,
"""
COLUMNS = """
[columns]
unit = "place"
name = "name"
period = "year"
code = "code"
level = "level"
parent = "parent"
direction = "direction"
weight = "weight"
type = "type"
"""


@pytest.fixture
def small(tmp_path) -> tuple[Path, Path]:
    """Return a panel with its own column names, a target band and an indicator without score."""
    (tmp_path / "data.csv").write_text(SMALL_DATA)
    (tmp_path / "structure.csv").write_text(SMALL_STRUCTURE)
    return tmp_path / "data.csv", tmp_path / "structure.csv"


def test_a_panel_with_own_words_keeps_its_marks_over_the_years(tmp_path, small):
    out = score(tmp_path, *small, COLUMNS + '[normalise]\nmethod = "goalposts"\n')
    own = read(out, "aggregated", ["place", "year"])
    assert "note" not in own
    assert_allclose(own["good"], [10, 20, 30, np.nan, 50, 60])
    assert_allclose(own["bad"], [10, 20, 30, 40, 50, 60])
    assert_allclose(own["middle"], [12.5, 15, 100, 100, 12.5, 100])
    assert_allclose(own.loc[("b", 2021), "all"], (40 + 100) / 2)
    assert read(out, "ranks", ["place", "year"])["all"].tolist() == [3, 3, 1, 2, 2, 1]
    assert "context indicators get no score" in (out / "report.md").read_text()


def test_values_beyond_the_marks_are_recorded_as_clipped(tmp_path, small):
    narrow = SMALL_STRUCTURE.replace("Indicator,0,10,,\nbad", "Indicator,2,5,,\nbad")
    small[1].write_text(narrow)
    out = score(tmp_path, *small, COLUMNS + '[normalise]\nmethod = "goalposts"\n')
    assert_allclose(read(out, "normalised", ["place", "year"])["good"][:2], [0, 0])
    changes = pd.read_csv(out / "changes.csv")
    clipped = changes[changes["action"] == "clipped: beyond the marks"]
    cells = set(zip(clipped["place"], clipped["year"], clipped["indicator"], strict=True))
    assert cells == {("a", 2020, "good"), ("c", 2021, "good")}


def test_gaps_of_a_panel_are_filled_from_other_years(tmp_path, small):
    out = score(tmp_path, *small, COLUMNS + '[impute]\nmethod = "latest"\n')
    assert read(out, "imputed", ["place", "year"]).loc[("b", 2021), "good"] == 3
    changes = pd.read_csv(out / "changes.csv")
    row = changes[changes["step"] == "impute"].iloc[0]
    assert (row["place"], row["year"], row["indicator"]) == ("b", 2021, "good")


def test_gaps_of_a_panel_are_filled_within_groups_of_each_year(tmp_path, small):
    config = COLUMNS + '[impute]\nmethod = "mean"\ngroup = "size"\n'
    out = score(tmp_path, *small, config)
    assert read(out, "imputed", ["place", "year"]).loc[("b", 2021), "good"] == 6


def test_a_structure_without_types_and_with_a_byte_order_mark_is_read(tmp_path, small):
    table = pd.read_csv(small[1]).drop(columns="type")
    table.to_csv(small[1], index=False, encoding="utf-8-sig")
    config = COLUMNS + '[normalise]\nmethod = "goalposts"\n'
    own = read(score(tmp_path, *small, config), "aggregated", ["place", "year"])
    assert_allclose(own["one"], [10, 20, 30, 40, 50, 60])


def test_each_year_has_its_own_number_of_values_to_winsorise(tmp_path):
    years, units = range(2018, 2021), [f"u{k:02d}" for k in range(20)]
    value = [k / 10 if k < 18 else 1000.0 * k for k in range(20)]
    rows = [
        f"{unit},{year},{v + year}" for year in years for unit, v in zip(units, value, strict=True)
    ]
    (tmp_path / "data.csv").write_text("\n".join(["uCode,Time,x", *rows]))
    (tmp_path / "structure.csv").write_text(
        "iCode,Level,Parent,Direction,Weight,Type\nx,1,i,1,1,Indicator\ni,2,,1,1,Aggregate\n"
    )
    config = "[treat]\nmax_winsorised = 2\ntransformation = 'none'\n"
    out = score(tmp_path, tmp_path / "data.csv", tmp_path / "structure.csv", config)
    changes = pd.read_csv(out / "changes.csv")
    assert 2 < len(changes) <= 6
    assert set(changes["uCode"]) <= {"u18", "u19"}


def test_min_max_pools_the_years_unless_told_otherwise(tmp_path, small):
    pooled = read(score(tmp_path, *small, COLUMNS), "normalised", ["place", "year"])
    assert_allclose(pooled.loc[("c", 2020), "good"], 80)
    config = COLUMNS + "[normalise]\nby_period = true\n"
    yearly = read(score(tmp_path, *small, config), "normalised", ["place", "year"])
    assert_allclose(yearly.loc[("c", 2020), "good"], 100)


def test_single_indicators_may_be_normalised_and_treated_in_their_own_way(tmp_path, reference):
    config = """
        [treat.indicators.x02]
        max_winsorised = 0
        transformation = "none"
        [normalise.indicators.x01]
        method = "distance_to_reference"
        reference = "U001"
    """
    data, structure = reference.folder / "iData.csv", reference.folder / "iMeta.csv"
    out = score(tmp_path, data, structure, config)
    assert_allclose(read(out, "treated")["x02"], reference.inputs.values["x02"])
    assert read(out, "normalised").loc["U001", "x01"] == 1
    assert read(out, "normalised")["x02"].max() == 100


def test_compatibility_gives_the_reference_s_figures_and_the_report_says_where_they_differ(
    tmp_path, reference
):
    values = reference.inputs.values
    (tmp_path / "data.csv").write_text(
        values.assign(x01=-np.exp(np.linspace(0, 60, len(values)))).to_csv(index_label="uCode")
    )
    structure = reference.folder / "iMeta.csv"
    sound = score(tmp_path, tmp_path / "data.csv", structure)
    assert "treat: ['x01'] differ on purpose from COINr" in (sound / "report.md").read_text()
    own = read(sound, "treated")["x01"]
    reference_out = score(tmp_path, tmp_path / "data.csv", structure, "compatibility = 'coinr'")
    theirs = read(reference_out, "treated")["x01"]
    x = -np.exp(np.linspace(0, 60, len(values)))
    assert_allclose(theirs, np.log(x - x.min() + 0.01 * np.ptp(x)), rtol=1e-9)
    assert abs(own.skew()) < abs(theirs.skew())
    assert "differ on purpose" not in (reference_out / "report.md").read_text()


def test_a_constant_column_scores_null_and_the_report_says_so(tmp_path, reference):
    table = reference.inputs.values.assign(x01=7.0)
    table.to_csv(tmp_path / "data.csv", index_label="uCode")
    out = score(tmp_path, tmp_path / "data.csv", reference.folder / "iMeta.csv")
    assert read(out, "normalised")["x01"].isna().all()
    report = (out / "report.md").read_text()
    assert "60 values of x01 have no score: all values are equal" in report
    assert (read(out, "coverage")["wohnen"] < 1).all()


def refused(capsys, *arguments: str) -> str:
    assert main([*arguments, "--out", "unused"]) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "structure", "config", "message"),
    [
        (SMALL_DATA.replace("place", "spot"), None, None, "there is no column place"),
        (SMALL_DATA.replace("a,Aa,2021", ",Aa,2021"), None, None, "line 3 has no unit code"),
        (SMALL_DATA.replace("2021", "2020"), None, None, "appear more than once"),
        (SMALL_DATA.replace("9,5", "9,five"), None, None, "column middle, line 2: found 'five'"),
        (SMALL_DATA.replace("9,5", "9,inf"), None, None, "column middle, line 2: found 'inf'"),
        (SMALL_DATA.replace("good", "fine"), None, None, r"no columns for the indicators ['good']"),
        (None, SMALL_STRUCTURE.replace("two,2,all", "two,2,some"), None, "parents of ['two']"),
        (
            None,
            SMALL_STRUCTURE.replace("context", "sideways"),
            None,
            "found 'sideways', allowed are 1",
        ),
        (None, SMALL_STRUCTURE.replace("Group", "Sort"), None, "found Type ['Sort']"),
        (None, SMALL_STRUCTURE.replace("weight,", "mass,"), None, "no columns ['weight']"),
        (SMALL_DATA.replace("good,bad", "bad,bad"), None, None, "columns ['bad'] appear more"),
        (
            None,
            SMALL_STRUCTURE.replace(",1,Aggregate", ",1,Indicator"),
            None,
            "only they, stand at",
        ),
        (None, SMALL_STRUCTURE.replace(",lower_is_better,", ",2,"), None, "allowed are 1 (higher"),
        ("code;good;bad\na;1,5;2;3\n", None, None, "line 2 has 4 cells, the headings are 3"),
        (None, None, "[treat]\nmax_winsorised = 'five'", "found 'five', its default is 5"),
        (None, None, "[normalise]\nmethod = 'magic'", "found 'magic', allowed are"),
        (None, None, "[treat]\nwinsor = 3", "treat: found ['winsor'], allowed are"),
        (None, None, "steps = ['treat', 'bake']", "steps: found ['bake']"),
        (None, None, "steps = ['aggregate', 'treat']", "the last being aggregate"),
        (None, None, "[impute]\ngroup = 'colour'", "has no column 'colour'"),
        (None, None, "[weights]\nsource = 'dice'", "found source 'dice'"),
        (None, None, "[normalise]\nmethod = 'distance_to_target'", "needs target"),
        (None, None, "[screen.force]\nz = true", "forced units ['z']"),
        (None, None, "compatibility = 'excel'", "compatibility: found 'excel'"),
        (None, None, "[treat.indicators.z]\npower = 1", "treat: ['z'] are no indicators"),
        (None, None, "steps = [", "cannot be read as TOML"),
    ],
)
def test_bad_input_is_refused_with_its_place(tmp_path, capsys, data, structure, config, message):
    (tmp_path / "data.csv").write_text(data or SMALL_DATA)
    (tmp_path / "structure.csv").write_text(structure or SMALL_STRUCTURE)
    (tmp_path / "config.toml").write_text((config or "") + "\n" + COLUMNS)
    error = refused(
        capsys,
        "--data", str(tmp_path / "data.csv"),
        "--structure", str(tmp_path / "structure.csv"),
        "--config", str(tmp_path / "config.toml"),
    )  # fmt: skip
    assert error.startswith("score: ")
    assert message in error


def test_a_missing_file_is_refused(tmp_path, capsys):
    error = refused(capsys, "--data", "nowhere.csv", "--structure", "nowhere.csv")
    assert "nowhere.csv: there is no such file" in error


def test_negative_component_weights_are_refused_unless_the_reference_is_asked_for(
    tmp_path, asem, capsys
):
    data = asem.folder / "data"
    files = data / "asem_iData.csv", data / "asem_iMeta.csv"
    choice = """
        [impute]
        [weights]
        source = "first_component"
    """
    (tmp_path / "bad.toml").write_text(choice)
    error = refused(
        capsys,
        "--data", str(files[0]),
        "--structure", str(files[1]),
        "--config", str(tmp_path / "bad.toml"),
    )  # fmt: skip
    assert "come out negative" in error
    out = score(tmp_path, *files, "compatibility = 'coinr'\n" + choice)
    assert (read(out, "weights", "code")["weight"] < 0).any()


def test_doubts_of_the_reference_index_come_as_intervals_chances_and_indices(tmp_path, reference):
    values = reference.inputs.values
    (values - values.abs() * 0.1).to_csv(tmp_path / "low.csv", index_label="uCode")
    (values + values.abs() * 0.1).to_csv(tmp_path / "high.csv", index_label="uCode")
    config = """
        [normalise]
        lower = 1
        [uncertainty]
        replications = 400
        concentration = 60
        leave_out = true
        without_treatment = true
        normalisations = [ { method = "percentile_rank", lower = 1, upper = 100 } ]
        aggregations = ["geometric", ["arithmetic", "arithmetic", "copeland"]]
        imputation_draws = 2
        low = "low.csv"
        high = "high.csv"
        noise_draws = 50
        elements = ["index", "wohnen"]
        sobol_points = 16
    """
    files = reference.folder / "iData.csv", reference.folder / "iMeta.csv"
    out = score(tmp_path, *files, config)
    own = read(out, "intervals", ["element", "unit"])
    assert len(own) == 120
    assert (own["rank_low"] <= own["rank_median"]).all()
    assert (own["rank_median"] <= own["rank_high"]).all()
    nominal = read(out, "ranks")["index"]
    median = own.loc["index", "rank_median"]
    assert np.corrcoef(nominal, median[nominal.index])[0, 1] > 0.9
    ahead = read(out, "ahead", ["element", "unit"]).loc["index"]
    best, worst = median.idxmin(), median.idxmax()
    assert ahead.loc[best, worst] > 0.9 > 0.1 > ahead.loc[worst, best]
    factors = read(out, "sensitivity", "factor").index.tolist()
    assert factors == [
        "imputation", "noise", "treatment", "normalisation", "aggregation", "weights", "left_out",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("replications = 'many'", "replications: found 'many', its default is 10000"),
        ("low = 'low.csv'", "low and high go together"),
        ("elements = ['z']", "['z'] are no groups"),
        ("sobol_points = 8", "no assumption has more than one alternative"),
    ],
)
def test_doubts_that_do_not_fit_are_refused(tmp_path, capsys, reference, section, message):
    (tmp_path / "config.toml").write_text(f"[uncertainty]\n{section}\n")
    error = refused(
        capsys,
        "--data", str(reference.folder / "iData.csv"),
        "--structure", str(reference.folder / "iMeta.csv"),
        "--config", str(tmp_path / "config.toml"),
    )  # fmt: skip
    assert message in error
