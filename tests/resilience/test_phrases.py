"""SQL and texts that declarations share."""

import re
from pathlib import Path

import pandas as pd
import pytest

from resilience import phrases
from resilience.model.registry import registry
from resilience.spec import DeclarationError, Need, published, ratio, share
from resilience.warehouse.sandbox import run_sql
from tests.resilience.made_up import entry


def table(*rows: tuple[str, str, float | None]) -> pd.DataFrame:
    columns = ["ags", "period", "value"]
    return pd.DataFrame(rows, columns=columns).assign(category="")


BIRTHS = table(("a", "2020", 5.0), ("b", "2020", 1.0), ("c", "2020", 3.0), ("d", "2020", 7.0))
PEOPLE = table(("a", "2020", 400.0), ("b", "2020", 0.0), ("c", "2020", None), ("d", "2021", 9.0))
SHAPES = [published, lambda name: ratio("births", name), lambda name: share(name, "x")]


def test_a_published_series_is_taken_as_it_is():
    made = run_sql(entry(published("births")), {"births": BIRTHS})
    assert made["value"].tolist() == [5.0, 1.0, 3.0, 7.0]


def test_a_ratio_divides_figures_of_the_same_area_and_period_and_lacks_what_it_cannot_divide():
    made = run_sql(
        entry(ratio("births", "people", per=1000), ("births", "people")),
        {"births": BIRTHS, "people": PEOPLE},
    )
    assert made["ags"].tolist() == ["a", "b", "c"]
    assert made["value"].iloc[0] == 12.5
    assert made["value"].iloc[1:].isna().all()


def test_a_share_is_missing_where_part_or_total_is():
    rows = [("a", "x", 1.0), ("a", "", 4.0), ("b", "x", None), ("b", "", 4.0), ("c", "x", 2.0)]
    land = pd.DataFrame(
        [(ags, "2020", category, value) for ags, category, value in rows],
        columns=["ags", "period", "category", "value"],
    )
    made = run_sql(entry(share("land", "x"), (Need("land", ("x", "")),)), {"land": land})
    assert made.to_numpy().tolist() == [["a", "2020", 25.0]]


@pytest.mark.parametrize("name", ["births; DROP TABLE x", "Births", "", "a b"])
@pytest.mark.parametrize(
    "shape", [published, lambda n: ratio("births", n), lambda n: share(n, "x")]
)
def test_only_an_id_becomes_part_of_the_sql(shape, name):
    with pytest.raises(DeclarationError, match="is no id of a series or category"):
        shape(name)


def test_what_recurs_is_written_once():
    """No file spells out a text of the vocabulary, or SQL that one of its shapes yields."""
    spelled = set(re.findall(r'de="([^"]+)"', Path(phrases.__file__).read_text(encoding="utf-8")))
    assert {"Minuten", "je 1.000 Einw."} <= spelled
    for declared in registry().active.values():
        text = declared.source
        assert not {t for t in re.findall(r'de="([^"]+)"', text) if t in spelled}, declared.file
        shapes = [published(s.series) for s in declared.indicator.tables]
        plain = " ".join(re.sub(r'"""', "", text).split())
        assert not [s for s in shapes if f"sql= {s}" in plain], declared.file
