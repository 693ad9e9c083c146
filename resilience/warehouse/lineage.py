"""The inputs behind each value of an indicator, and the quality it inherits from them.

Areas and periods are numbered once per need, so that values find their inputs by number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from resilience.spec import Need

SEVERITY = ("A", "P", "B", "E", "I", "U", "Q", "M", "O")
"""Quality letters from best to worst; an indicator inherits the worst of its inputs."""

_NONE = -1


def behind(
    result: pd.DataFrame,
    need: Need,
    rows: pd.DataFrame,
    *,
    numerator: bool,
    years_before: int = 0,
) -> pd.DataFrame:
    """Return the inputs that a need gives to each value, or those ``years_before``.

    One row per value and category, with the columns ``at`` (the row of ``result``), ``given,
    quality, note, snapshot_id`` of the input, its origin (``series_id, source_period``), whether
    there is a value (``known``) and whether the need lacks a category for it (``partial``).
    """
    periods, numbers = numbered(result, rows)
    n, size = len(result), len(periods)
    area, period = numbers // size, numbers % size
    groups, keys = pd.factorize(numbers[n:])
    filled = np.bincount(groups, weights=rows["value"].notna(), minlength=len(keys))
    known = result["value"].notna().to_numpy()
    wanted = _earlier(periods, years_before)[period[:n]]
    group = pd.Index(keys).get_indexer(
        pd.Index(np.where(wanted == _NONE, _NONE, area[:n] * size + wanted))
    )
    passed_over = (group != _NONE) & known & (filled[group] == 0) & (not numerator)
    open_ = np.flatnonzero((group == _NONE) | passed_over)
    if len(open_):
        ways = pd.DataFrame(
            {"group": range(len(keys)), "area": keys // size, "source": keys % size}
        ).assign(empty=(filled == 0) & (not numerator))
        asked = pd.DataFrame(
            {"at": open_, "area": area[open_], "period": period[open_], "known": known[open_]}
        )
        group[open_] = _nearest(asked, ways, periods, years_before)
    at = np.flatnonzero(group != _NONE)
    matched = pd.DataFrame({"at": at, "group": group[at]}).merge(
        pd.DataFrame({"group": groups, "row": range(len(rows))}), on="group"
    )
    found = rows[["period", "value", "quality", "note", "snapshot_id"]]
    found = found.rename(columns={"period": "source_period", "value": "given"})
    found = found.take(matched["row"].to_numpy()).reset_index(drop=True)
    whole = filled >= len(need.categories)
    return found.assign(
        at=matched["at"],
        known=known[matched["at"]],
        partial=~whole[matched["group"]],
        series_id=need.series,
    )


def numbered(result: pd.DataFrame, rows: pd.DataFrame) -> tuple[pd.Index, np.ndarray]:
    """Return the periods in order, and a number per row of both tables: area, then period."""
    area = pd.factorize(pd.concat([result["ags"], rows["ags"]]))[0]
    period, periods = pd.factorize(pd.concat([result["period"], rows["period"]]), sort=True)
    return periods, area * max(len(periods), 1) + period


def _earlier(periods: pd.Index, years: int) -> np.ndarray:
    """Return the position of the period ``years`` before each, `_NONE` where there is none."""
    if not years:
        return np.arange(len(periods))
    before = [f"{int(period[:4]) - years}{period[4:]}" for period in periods]
    return periods.get_indexer(pd.Index(before))


def _nearest(
    asked: pd.DataFrame, ways: pd.DataFrame, periods: pd.Index, years_before: int
) -> np.ndarray:
    """Return the group of inputs nearest in time to each row, `_NONE` without any.

    Groups with a value are preferred, then earlier ones, then nearer ones.
    """
    year = np.array([int(period[:4]) for period in periods])
    rest = np.array([period[4:] for period in periods])
    pairs = asked.merge(ways, on="area")
    one, other = pairs["period"].to_numpy(), pairs["source"].to_numpy()
    wanted = year[one] - years_before
    years = wanted - year[other]
    order = {
        "empty": pairs["empty"] & pairs["known"],
        "later": years < 0,
        "gap": np.abs(years),
        "other": (years != 0) | (rest[one] != rest[other]),
    }
    ranked = pairs.assign(**order).sort_values([*order, "source"])
    nearest = ranked.drop_duplicates("at").set_index("at")["group"]
    return nearest.reindex(asked["at"], fill_value=_NONE).to_numpy()


def inherit(
    result: pd.DataFrame, lineage: pd.DataFrame, breaks: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Return the result with the worst ``quality`` of the inputs of each value, and ``note``.

    Parameters
    ----------
    lineage
        The rows of `behind` of all needs.
    breaks
        Per series the periods from which values are not comparable with earlier ones.
    """
    own = lineage[lineage["known"] == lineage["given"].notna()]
    partial = lineage[lineage["known"] & lineage["partial"]]
    incomplete = partial.assign(
        quality="E", note="incomplete: " + partial["series_id"] + " " + partial["source_period"]
    )
    parts = [own, incomplete, *_breaks(result, lineage, breaks)]
    reasons = pd.concat([part[["at", "quality", "note"]] for part in parts])
    reasons["severity"] = (
        reasons["quality"].map({q: i for i, q in enumerate(SEVERITY)}).astype("int64")
    )
    found = reasons.groupby("at")["severity"].max()
    worst = found.reindex(result.index, fill_value=_NONE).astype(int)
    default = result["value"].notna().map({True: "A", False: "O"})
    quality = pd.Series(np.array([*SEVERITY, ""])[worst.to_numpy()], result.index)
    noted = reasons[reasons["note"] != ""]
    noted = noted.sort_values("severity", ascending=False, kind="stable")
    notes = noted.drop_duplicates(["at", "note"]).groupby("at")["note"].agg("; ".join)
    return result.assign(
        quality=quality.where(worst != _NONE, default).astype("str"),
        note=notes.astype("str").reindex(result.index, fill_value=""),
    )


def _breaks(
    result: pd.DataFrame, lineage: pd.DataFrame, breaks: Mapping[str, Sequence[str]]
) -> Iterator[pd.DataFrame]:
    """Yield the first value of each area whose input lies after a break, if one lies before."""
    for series in sorted(lineage["series_id"].unique()):
        if not breaks.get(series):
            continue
        rows = lineage[lineage["known"] & (lineage["series_id"] == series)].sort_values("at")
        rows = rows.assign(ags=result["ags"].take(rows["at"].to_numpy()).to_numpy())
        for period in breaks[series]:
            before = rows.loc[rows["source_period"] < period, "ags"]
            after = rows[(rows["source_period"] >= period) & rows["ags"].isin(before)]
            note = f"break in series: {series} from {period}"
            yield after.drop_duplicates("ags").assign(quality="B", note=note)
