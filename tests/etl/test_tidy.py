"""The checks every source's table passes."""

import pandas as pd
import pytest

from etl.tidy import tidy

ROW = {"series": "births", "ags": "05158020", "period": "2020", "value": 1.0}


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
@pytest.mark.parametrize("column", ["ags", "period", "category", "quality", "note"])
def test_a_missing_text_is_refused(column, missing):
    rows = pd.DataFrame([ROW | {"note": "", "category": "", "quality": "A"}] * 2)
    rows["ags"] = ["05158020", "05158016"]
    rows[column] = [missing, rows.loc[1, column]]
    with pytest.raises(ValueError, match=f"made_up: a missing {column} in 1 rows; write text"):
        tidy(rows, source="made_up", snapshot="made_up-1")


def test_no_note_is_an_empty_text():
    assert tidy(pd.DataFrame([ROW]), source="made_up", snapshot="made_up-1")["note"].tolist() == [
        ""
    ]
