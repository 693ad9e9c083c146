"""What docs/method.md says is what the engine computes from the bundled figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from resilience.analysis import city_findings
from resilience.analysis.claims import CLAIMED, LIKELY, SURE
from resilience.analysis.composite import Standing, standings
from resilience.analysis.doubts import DOUBTS, assumptions
from resilience.analysis.monte_carlo import TOP, hierarchy, normalised
from resilience.analysis.repository import Figures, through
from resilience.cli.score import main
from resilience.model.goalposts import of_kind
from resilience.scoring.aggregate import aggregate
from resilience.scoring.impute import Imputation
from resilience.scoring.multivariate import collinearity, correlation, cronbach_alpha
from resilience.scoring.results import effect_of_removal
from resilience.scoring.sensitivity import indices, mean_rank_change, sobol_sample, varied
from resilience.scoring.settings import Denomination, Screening, Uncertainty
from resilience.scoring.structure import Structure
from resilience.scoring.treat import Treatment, treat
from resilience.scoring.uncertainty import replicate
from resilience.scoring.weights import Weighting
from resilience.settings import ROOT, SETTINGS
from resilience.warehouse import queries
from resilience.warehouse.opening import Cursor, open_read_only

DOC = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
REGION = "ihk-duesseldorf"


@pytest.fixture(scope="module")
def cursor(warehouse: Path) -> Iterator[Cursor]:
    """Yield a warehouse made of the present inputs."""
    connection = open_read_only(warehouse)
    yield connection
    connection.close()


class Basket:
    """What the composite of the towns is made of, as tables of areas x indicators."""

    def __init__(self, cursor: Cursor) -> None:
        self.inputs = queries.theme_inputs(cursor)
        self.indicators = queries.indicators(cursor, "de")
        self.areas = queries.areas(cursor, REGION)
        self.peers = queries.peers(cursor, REGION, "de")
        declared = self.indicators.set_index("indicator_id")
        declared = declared.loc[sorted(self.inputs["indicator_id"].unique())]
        self.index: Structure = hierarchy(declared)
        self.declared = of_kind(declared.loc[self.index.indicators], "town")
        self.towns = self.peers.loc[self.peers["kind"] == "town", "ags"].tolist()
        own = self.areas.query("role == 'member' and peer_kind == 'town'")
        self.members = [self.towns.index(ags) for ags in own["ags"]]
        self.names = self.areas.set_index("ags")["name"]

    def table(self, column: str) -> pd.DataFrame:
        """Return one column of the inputs, towns x indicators."""
        wide = self.inputs.pivot(index="ags", columns="indicator_id", values=column)
        return wide.loc[self.towns, self.index.indicators].astype(float)

    def standing(self) -> Standing:
        """Return the composite of the towns."""
        runs = normalised(self.inputs, self.indicators, self.areas, self.peers)
        return standings(runs)[-1]


@pytest.fixture(scope="module")
def basket(cursor: Cursor) -> Basket:
    return Basket(cursor)


def tables(heading: str) -> list[pd.DataFrame]:
    """Return the tables of a section as text, without its subsections."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", DOC, re.M | re.S)
    assert found, f"docs/method.md has no section {heading!r}"
    blocks = re.findall(r"(?:^\|.*\n)+", found.group(1), re.M)
    result = []
    for block in blocks:
        rows = [
            [c.strip() for c in re.split(r"(?<!\\)\|", line)[1:-1]] for line in block.splitlines()
        ]
        result.append(pd.DataFrame(rows[2:], columns=rows[0]))
    return result


def says(printed: str, computed: float) -> bool:
    """Return whether a printed number is the computed one, rounded as printed."""
    decimals = len(printed.partition(".")[2])
    return abs(float(printed) - computed) <= 0.5 * 10**-decimals + 1e-9


@pytest.mark.parametrize(("city", "kind"), [("Langenfeld", "town"), ("Düsseldorf", "large_city")])
def test_the_example_of_a_score_of_each_kind(cursor, city, kind):
    (row,) = tables("Example: a score")[0].query("City == @city").to_dict("records")
    values = queries.indicator_values(cursor, row["Indicator"])
    own = values.query("name == @city and period == @row['Period']").iloc[0]
    declared = of_kind(queries.indicators(cursor, "en"), kind).set_index("indicator_id")
    declared = declared.loc[row["Indicator"]]
    assert says(row["Value"], own["value"])
    assert (float(row["Low"]), float(row["High"])) == (declared["low"], declared["high"])
    assert declared["direction"] == "lower_is_better"
    by_hand = (
        100 * (float(row["High"]) - float(row["Value"])) / (float(row["High"]) - float(row["Low"]))
    )
    assert says(row["Score"], by_hand)
    assert says(row["Score"], own["score"])


def test_the_example_of_a_theme_score(cursor, basket):
    table = tables("Example: a theme score")[0]
    own = basket.inputs[
        (basket.inputs["ags"] == "05158020") & (basket.inputs["theme_id"] == "supply")
    ].set_index("indicator_id")
    *parts, total = table.to_dict("records")
    assert [row["Indicator"] for row in parts] == own.index.tolist(), "the basket has changed"
    for row in parts:
        assert row["Period"] == own.at[row["Indicator"], "period"]
        assert says(row["Value"], own.at[row["Indicator"], "value"])
        assert says(row["Score"], own.at[row["Indicator"], "score"])
    scores = queries.theme_scores(cursor).query("ags == '05158020' and theme_id == 'supply'")
    newest = scores.sort_values("period").iloc[-1]
    assert (total["Period"], newest["coverage"]) == (newest["period"], 1.0)
    assert says(total["Score"], newest["score"])
    assert says(total["Score"], np.mean([float(row["Score"]) for row in parts]))


def test_the_example_of_one_city(basket):
    table = tables("One city")[0]
    found = city_findings.indicator_standings(
        basket.inputs, basket.indicators, "05158020", basket.towns
    )
    moved = city_findings.contributions(basket.inputs, "05158020", basket.towns)
    moved = moved.set_index("indicator_id")["contribution"]
    named = [city_findings.outstanding(found, word, 2) for word in ("ahead", "behind")]
    expected = [row for part in named for row in part.to_dict("records")]
    assert len(table) == len(expected) == 4
    for row, own in zip(table.to_dict("records"), expected, strict=True):
        assert (row["Indicator"], row["Period"]) == (own["indicator_id"], own["period"])
        assert says(row["Value"], own["value"])
        assert says(row["Median"], own["median"])
        assert row["Ahead of"] == f"{own['worse']:.0f} of {own['others']}"
        assert says(row["Contribution"], moved[own["indicator_id"]])


def test_the_example_of_claims_of_each_kind_of_city(cursor):
    figures = Figures(through(cursor), REGION, "en")
    keys = figures.members.set_index("name")["ags"]
    rows = tables("Claims")[0].to_dict("records")
    assert {row["City"] for row in rows} == {"Velbert", "Düsseldorf"}
    for theme in {row["Theme"] for row in rows}:
        found = figures.claims_of(theme)
        for row in (row for row in rows if row["Theme"] == theme):
            own = found.loc[keys[row["City"]]]
            assert row["Claim"] == own["claim"], row
            assert says(row["Share"].removesuffix(" %"), 100 * own["share"]), row
    text = DOC[DOC.index("### Claims") : DOC.index("### Scores of capacities")]
    assert f"{SURE:.0%} of the runs".replace("%", " %") in text
    assert f"from {LIKELY:.0%}".replace("%", " %") in text
    assert f"Runs of a score: {CLAIMED.replications:,}" in text


def test_the_rules_of_the_dashboard(basket):
    text = DOC[DOC.index("## What the dashboard does") : DOC.index("### Example: a score")]
    assert f"at most {SETTINGS.maximum_age} years older" in text
    assert f"below {SETTINGS.minimum_coverage:.0%} of the weight".replace("%", " %") in text
    assert f"the {len(basket.towns)} Mittelstädte" in text
    large = (basket.peers["kind"] == "large_city").sum()
    assert f"the {large} large cities" in text


def test_the_example_of_outliers(basket):
    (row,) = tables("Outliers")[1].to_dict("records")
    found = treat(basket.table("value")[[row["Indicator"]]].to_numpy(), Treatment())
    assert (row["Step"], int(row["Values moved"])) == (found.step[0], found.count[0])
    assert says(row["Skewness before"], found.skew_before[0])
    assert says(row["Kurtosis before"], found.kurtosis_before[0])
    assert says(row["Skewness after"], found.skew_after[0])


def test_the_example_of_checks(basket):
    scores = basket.table("score")
    for row in tables("Checks of the indicators")[0].to_dict("records"):
        names = row["Of"].split(", ")
        computed = {
            "correlation": lambda names: correlation(scores[names]).iloc[0, 1],
            "alpha": lambda names: cronbach_alpha(scores[basket.index.members(names[0])]),
            "inflation": lambda names: collinearity(scores).at[names[0], "inflation"],
        }[row["Check"]](names)
        assert says(row["Value"], computed), row


def test_the_example_of_leaving_out(basket):
    scores = basket.table("score").iloc[basket.members]
    change = effect_of_removal(scores, basket.index, TOP)[1]
    rows = tables("Back to the data")[0].to_dict("records")
    for row in rows:
        assert says(row["Mean change of places"], change[row["Left out"]]), row
    most = {r["Left out"] for r in rows if says(r["Mean change of places"], change.max())}
    assert set(change.index[change == change.max()]) == most


def test_the_example_of_noise(cursor):
    (row,) = tables("Noise of counts")[0].to_dict("records")
    values = queries.indicator_values(cursor, row["Indicator"])
    own = values[(values["name"] == row["City"]) & (values["period"] == row["Period"])].iloc[0]
    for printed, column in (("Value", "value"), ("Low", "low"), ("High", "high")):
        assert says(row[printed], own[column])


@pytest.mark.slow
def test_the_example_of_the_composite(basket):
    standing = basket.standing()
    cities = standing.cities.set_index("name")
    table, pairs = tables("The composite on request")
    ordered = cities.sort_values("score", ascending=False).index.tolist()
    assert table["City"].tolist() == ordered
    names = {
        "Score": "score",
        "Low": "score_low",
        "High": "score_high",
        "Best place": "rank_low",
        "Worst place": "rank_high",
    }
    for row in table.to_dict("records"):
        for printed, column in names.items():
            assert says(row[printed], cities.at[row["City"], column]), (row, column)
    keys = cities["ags"]
    for row in pairs.to_dict("records"):
        first, second = keys[row["First"]], keys[row["Second"]]
        share = standing.ahead.at[first, second]
        assert says(row["First is ahead in"].removesuffix(" %"), 100 * share)
        assert (row["So"] == "comparable") == (row["Second"] in standing.comparable(first))
    text = DOC[DOC.index("### The composite on request") :]
    assert f"{DOUBTS.replications:,} replications, seed {DOUBTS.seed}" in text
    low, high = DOUBTS.weight_range(4)
    assert f"concentration {DOUBTS.concentration:g}: a theme mostly weighs {low:.0%}"[:-1] in text
    assert f"to {high:.0%}".replace("%", " %") in text
    assert standing.noisy == 0, "the section says that no indicator in the basket has an interval"


@pytest.mark.slow
def test_the_example_of_sensitivity(basket):
    values = basket.table("value")
    varying = assumptions(
        values, basket.table("low"), basket.table("high"), basket.declared, basket.index,
        len(basket.towns), DOUBTS,
    )  # fmt: skip
    picks = sobol_sample(varying, 1024, DOUBTS.seed)
    every = pd.concat([picks.iloc[:1] * 0, picks])
    scores = replicate(values, basket.index, varying, every, minimum_coverage=0.6)[0]
    own = scores[:, basket.members]
    found = indices(mean_rank_change(own[1:], own[0]), varied(varying), seed=1)
    rows = tables("Sensitivity")[0].set_index("Assumption")
    assert set(rows.index) == set(found.index)
    for name in rows.index:
        assert says(rows.at[name, "First order"], found.at[name, "first_order"]), name
        assert says(rows.at[name, "Total"], found.at[name, "total"]), name


def test_the_example_of_the_command(tmp_path: Path, basket, monkeypatch):
    blocks = dict(re.findall(r"^`([\w.]+)`:\n\n```\w*\n(.*?)```", DOC, re.M | re.S))
    assert set(blocks) == {"data.csv", "structure.csv", "config.toml"}
    for name, text in blocks.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = re.findall(r"^python3 -m resilience score (--data data\.csv .*)$", DOC, re.M)
    monkeypatch.chdir(tmp_path)
    assert main(command[0].split()) == 0
    out = tmp_path / "out"
    found = (
        pd.read_csv(out / "aggregated.csv", dtype={"uCode": str})
        .set_index("uCode")
        .join(
            pd.read_csv(out / "ranks.csv", dtype={"uCode": str})
            .set_index("uCode")["total"]
            .rename("rank")
        )
        .join(pd.read_csv(out / "intervals.csv", dtype={"unit": str}).set_index("unit"))
    )
    for row in tables("The command")[-1].to_dict("records"):
        for column in ("total", "rank", "rank_low", "rank_high"):
            assert says(row[column], found.at[row["uCode"], column]), (row, column)
    assert (out / "sensitivity.csv").is_file()


def test_the_command_s_data_are_the_dashboard_s(basket):
    text = re.search(r"^`data.csv`:\n\n```csv\n(.*?)```", DOC, re.M | re.S)
    assert text
    lines = [line.split(",") for line in text.group(1).splitlines()]
    data = pd.DataFrame(lines[1:], columns=lines[0]).set_index("uCode")
    names = {
        "vacancy": "housing.vacancy_rate",
        "rent": "housing.rent_existing",
        "pharmacy": "supply.pharmacy",
        "gigabit": "supply.broadband_gigabit",
    }
    values = basket.table("value")
    for column, indicator_id in names.items():
        own = values.loc[data.index, indicator_id]
        assert np.allclose(data[column].astype(float), own), column
    assert data["uName"].tolist() == [basket.names[ags] for ags in data.index]


def test_every_setting_is_named():
    own = {
        "screen": {field.name for field in fields(Screening)},
        "denominate": {field.name for field in fields(Denomination)},
        "impute": {field.name for field in fields(Imputation)},
        "treat": {field.name for field in fields(Treatment)} | {"by_period", "indicators"},
        "normalise": {"method", "from_structure", "by_period", "indicators"},
        "weights": {field.name for field in fields(Weighting)},
        "aggregate": {"method", "minimum_coverage", "coverage_by"},
        "uncertainty": {field.name for field in fields(Uncertainty)},
    }
    named = {
        section: set(re.findall(r"`(\w+)`", keys))
        for section, keys in re.findall(r"^Config: `\[(\w+)\]` (.*)$", DOC, re.M)
    }
    assert named == own


def test_every_link_leads_somewhere():
    headings = re.findall(r"^#+ (.+)$", DOC, re.M)
    anchors = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}
    linked = set(re.findall(r"\]\(#([\w-]+)\)", DOC))
    assert linked <= anchors


def test_a_zero_under_a_geometric_mean_is_null_as_the_document_says(basket):
    scores = pd.DataFrame({code: [50.0, 0.0] for code in basket.index.indicators})
    with pytest.warns(UserWarning, match="geometric"):
        found = aggregate(scores, basket.index, "geometric")[0][TOP]
    assert found[0] == pytest.approx(50)
    assert np.isnan(found[1])
