"""What the command score refuses, what it reads, and what its intervals never mix."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from resilience.cli.score import main
from resilience.scoring.ranking import ranks
from resilience.scoring.recipe import Normalisation

STRUCTURE = """iCode,Level,Parent,Direction,Weight
a,1,g,1,1
b,1,g,-1,1
c,1,h,1,1
d,1,h,1,1
g,2,t,1,1
h,2,t,1,1
t,3,,1,1
"""
DATA = """uCode,a,b,c,d
U1,1,10,5,3
U2,2,20,6,1
U3,3,15,7,2
U4,4,12,3,9
"""


def score(tmp_path: Path, config: str = "", data: str = DATA, structure: str = STRUCTURE) -> int:
    """Run the command on texts; its results go to the folder ``out``."""
    files = {"data": data, "structure": structure, "config": config}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    arguments = [part for name in (*files, "out") for part in (f"--{name}", str(tmp_path / name))]
    return main(arguments)


def read(tmp_path: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(tmp_path / "out" / f"{name}.csv", index_col=0)


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ("[normalise]\nlower = 100\nupper = 0", "normalise: lower must be below upper"),
        ("[normalise]\nlower = 5\nupper = 5", "normalise: lower must be below upper"),
        ("[normalise]\nlower = 'a'", "normalise: lower: found 'a', allowed are numbers"),
        ("[normalise]\nmethod = 'z_score'\nsd = 0", "normalise: sd: found 0, allowed are"),
        ("[normalise]\nmethod = 'z_score'\nsd = -1", "normalise: sd: found -1, allowed are"),
        ("[normalise]\nmethod = 'percentile_rank'\nlower = 2", "lower must be below upper"),
        ("[uncertainty]\nreplications = 0", "replications: found 0, allowed is 1 or more"),
        ("[uncertainty]\nreplications = -5", "replications: found -5, allowed is 1 or more"),
        ("[uncertainty]\nreplications = true", "replications: found True"),
        ("[uncertainty]\nseed = -1", "seed: found -1, allowed is 0 or more"),
        ("[uncertainty]\nconcentration = -1", "concentration: found -1, allowed is 0 or more"),
        ("[uncertainty]\nnoise_draws = 0", "noise_draws: found 0, allowed is 1 or more"),
        ("[uncertainty]\nlevel = 1.0", "level: found 1.0, allowed is between 0 and 1"),
        ("[uncertainty]\nnormalisations = ['z']", "normalisations: found 'z', wanted are tables"),
        ("[uncertainty]\nnormalisations = [{ lower = 9, upper = 1 }]", "lower must be below"),
        ("[weights]\ncodes = { a = 'much' }", "weights: codes: a: found 'much', allowed are num"),
        ("[aggregate]\nminimum_coverage = 'x'", "minimum_coverage: found 'x', allowed is 0..1"),
        ("[denominate]\nscale = 0", "denominate: scale: found 0, allowed are numbers above 0"),
        ("normalise = 5", "normalise: found 5, wanted is a section"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_one_sentence(config, sentence, tmp_path, capsys):
    assert score(tmp_path, config) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("", "data: the file is empty; it needs a line of headings"),
        ("\n\n", "data: the file is empty"),
        ("uCode,a,b,c,d\n", "data: there are headings but no rows"),
        (DATA.replace("U2,2,20,6,1", "U2,2,20"), "data: line 3 has 3 cells, the headings are 5"),
        (DATA.replace("U2,2", "U2,2,2"), "data: line 3 has 6 cells, the headings are 5"),
        (DATA.replace("U2,2", 'U2,"2,5"'), "found '2,5', allowed are finite numbers"),
        (
            DATA.replace(",", ";").replace("20", "2,5").replace("15", "1.5"),
            "found '2,5' (column b, line 3) and '1.5' (column b, line 4); numbers need one decimal",
        ),
        (DATA.replace(",", ";").replace("20", "2.500"), "'2.500' (column b, line 3) may be thous"),
        (DATA.replace(",", ";").replace("20", "2,500"), "'2,500' (column b, line 3) may be thous"),
    ],
)
def test_a_table_that_cannot_be_read_in_one_way_is_refused(data, sentence, tmp_path, capsys):
    assert score(tmp_path, data=data) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("sign", [".", ","])
def test_semicolons_tabs_and_decimal_commas_give_the_same_scores(separator, sign, tmp_path):
    data, structure = DATA.replace("20", "20.25"), STRUCTURE.replace("a,1,g,1,1", "a,1,g,1,0.5")
    assert score(tmp_path, data=data, structure=structure) == 0
    expected = read(tmp_path, "aggregated")
    foreign = [text.replace(",", separator).replace(".", sign) for text in (data, structure)]
    assert score(tmp_path, data=foreign[0], structure=foreign[1]) == 0
    pd.testing.assert_frame_equal(read(tmp_path, "aggregated"), expected)
    assert expected.loc["U2", "b"] == 0


def test_values_equal_but_for_rounding_have_no_spread(tmp_path):
    rows = ["U1,0.3,1,0,0", f"U2,{0.1 + 0.2!r},2,1,1", "U3,0.3,3,2,2"]
    assert score(tmp_path, data="uCode,a,b,c,d\n" + "\n".join(rows)) == 0
    assert read(tmp_path, "normalised")["a"].isna().all()
    assert "a have no score: all values are equal" in (tmp_path / "out/report.md").read_text()


def test_values_equal_but_for_rounding_share_a_rank():
    values = np.array([0.1 + 0.2, 0.3, 0.7, np.nan])
    assert ranks(values)[:3].tolist() == [2, 1, 3]
    assert ranks(values, tolerance=1e-14)[:3].tolist() == [1, 1, 3]


MIXED = """
[normalise]
lower = 1
[uncertainty]
replications = 400
concentration = 1000000
normalisations = [{ method = "z_score" }]
"""


def test_intervals_of_scores_rest_on_one_scale_and_places_on_all(tmp_path):
    assert score(tmp_path, MIXED) == 0
    mixed = pd.read_csv(tmp_path / "out/intervals.csv", index_col="unit")
    nominal = read(tmp_path, "aggregated")["t"]
    assert ((mixed["score_high"] - mixed["score_low"]) < 1).all()
    np.testing.assert_allclose(mixed["score_mean"], nominal, atol=0.1)
    assert (mixed["runs"] == 1).all()
    report = (tmp_path / "out/report.md").read_text()
    assert "- 400 runs; places are taken from all of them" in report
    assert "have another scale of scores" in report


def test_scales_between_marks_are_one_family_and_others_are_not():
    assert Normalisation("goalposts", {"low": 0, "high": 9}).family == Normalisation().family
    others = [
        Normalisation("min_max", {"lower": 1}),
        Normalisation("z_score"),
        Normalisation("z_score", {"mean": 50, "sd": 10}),
        Normalisation("percentile_rank", {"lower": 0, "upper": 100}),
        Normalisation("rank"),
    ]
    assert len({Normalisation().family, *(other.family for other in others)}) == 6


def test_coverage_is_judged_once_whatever_the_weights_of_a_run(tmp_path):
    gap = DATA.replace("U3,3,15,7,2", "U3,3,15,7,")
    doubt = "[uncertainty]\nreplications = 500\nconcentration = 4\n"
    assert score(tmp_path, "[aggregate]\nminimum_coverage = 0.5\n" + doubt, gap) == 0
    runs = pd.read_csv(tmp_path / "out/intervals.csv", index_col="unit")["runs"]
    assert (runs == 1).all()
    assert score(tmp_path, "[aggregate]\nminimum_coverage = 0.6\n" + doubt, gap) == 0
    assert read(tmp_path, "aggregated").loc["U3", ["h", "t"]].isna().all()
    runs = pd.read_csv(tmp_path / "out/intervals.csv", index_col="unit")["runs"]
    assert runs.to_dict() == {"U1": 1, "U2": 1, "U3": 0, "U4": 1}
    report = (tmp_path / "out/report.md").read_text()
    assert "- t: 500 runs leave units without a score: U3 in 500" in report


def test_runs_without_a_score_are_counted(tmp_path):
    gap = DATA.replace("U3,3,15,7,2", "U3,3,,,")
    doubt = "[uncertainty]\nreplications = 200\nleave_out = true\n"
    assert score(tmp_path, doubt, gap) == 0
    runs = pd.read_csv(tmp_path / "out/intervals.csv", index_col="unit")["runs"]
    lost = round((1 - runs["U3"]) * 200)
    assert 0 < lost < 200
    report = (tmp_path / "out/report.md").read_text()
    assert f"- t: {lost} runs leave units without a score: U3 in {lost}" in report
