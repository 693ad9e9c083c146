"""What new figures change: values and scores with them, held against a built warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd

from resilience.model.registry import Entry, registry
from resilience.settings import SETTINGS
from resilience.warehouse import opening as wh
from resilience.warehouse.compute import compute, observations_of
from resilience.warehouse.holdings import series_ids, series_with_figures
from resilience.warehouse.opening import Cursor
from resilience.warehouse.queries import kinds
from resilience.warehouse.queries.kit import breaks_of_series
from resilience.warehouse.sandbox import IndicatorError
from resilience.warehouse.score import scores_of, scores_of_themes

_NAMED = 3
"""Areas that a line names, the largest change first."""
_DUST = 1e-9


def effect_of(warehouse: Path, figures: pd.DataFrame, until: int) -> list[str]:
    """Return in words how indicators, their scores and theme scores change with new figures.

    Parameters
    ----------
    warehouse
        A built warehouse; read only.
    figures
        New and revised figures, tidy: ``series, ags, period, category, value, quality, note``.
    until
        Year of their retrieval; no later one counts for theme scores.

    Raises
    ------
    WarehouseError
        There is none that can be read.
    """
    with closing(wh.open_read_only(warehouse)) as cursor:
        names = dict(cursor.execute("SELECT ags, short_name FROM area_current").fetchall())
        came = figures.loc[figures["value"].notna(), "series"]
        found = registry().with_figures(series_with_figures(cursor) | set(came))
        declared = series_ids(cursor)
        lines: list[str] = []
        scores: dict[str, pd.DataFrame] = {}
        for name, entry in found.active.items():
            if set(figures["series"]) & set(entry.indicator.series):
                if not declared.issuperset(entry.indicator.series):
                    lines.append(f"indicator {name}: awaited them; the next build computes it")
                    continue
                try:
                    now = _computed(cursor, entry, figures)
                except IndicatorError as error:
                    lines.append(f"indicator {name}: cannot be computed with them: {error}")
                    continue
                scores[name] = now
                lines += _told_of_indicator(name, _as_built(cursor, name), now, names)
        if not any(rows["score"].notna().any() for rows in scores.values()):
            return lines
        every = cursor.execute("SELECT * FROM score").df()
        every = every[~every["indicator_id"].isin(scores)]
        again = pd.concat([every, *scores.values()], ignore_index=True).dropna(subset=["method_id"])
        towns = sorted(every["ags"].unique())
        after, _ = scores_of_themes(again, found, towns, until, SETTINGS)
        return [*lines, *_told_of_themes(cursor, after, names)]


def _computed(cursor: Cursor, entry: Entry, figures: pd.DataFrame) -> pd.DataFrame:
    """Return an indicator's values and scores with the new figures over those at hand."""
    key = ["ags", "period", "category"]
    tables = observations_of(cursor, entry)
    for series, rows in tables.items():
        fresh = figures.loc[figures["series"] == series, [*key, "value", "quality", "note"]]
        both = pd.concat([rows, fresh.assign(snapshot_id="new")], ignore_index=True)
        tables[series] = both.drop_duplicates(key, keep="last").sort_values(key, ignore_index=True)
    values, _ = compute(entry, tables, breaks_of_series(cursor))
    if not entry.indicator.scored:
        return values.assign(score=float("nan"), method_id=None)
    scored = scores_of(entry, values, kinds(cursor)).assign(method_id=SETTINGS.method_id)
    scored = scored.drop(columns=["indicator_id", "quality"])
    return values.merge(scored, on=["ags", "period"], how="left")


def _as_built(cursor: Cursor, name: str) -> pd.DataFrame:
    sql = """SELECT v.ags, v.period, v.value, s.score
             FROM indicator_value v LEFT JOIN score s USING (indicator_id, ags, period)
             WHERE v.indicator_id = ?"""
    return cursor.execute(sql, [name]).df()


def _told_of_indicator(
    name: str, before: pd.DataFrame, now: pd.DataFrame, names: dict[str, str]
) -> Iterator[str]:
    both = before.merge(now, on=["ags", "period"], how="outer", suffixes=("_old", ""))
    counts = _counts(both["value_old"], both["value"])
    if not any(counts.values()):
        return
    newest = _newest(before).add_suffix("_old").join(_newest(now), how="inner")
    newest = newest[_differs(newest["value_old"], newest["value"])]
    points = (newest["score"] - newest["score_old"]).abs()
    share = (newest["value"] / newest["value_old"].where(newest["value_old"] != 0) - 1).abs()
    ranked = newest.assign(points=points, share=share).sort_values(
        ["points", "share"], ascending=False, na_position="last", kind="stable"
    )
    shown = "; ".join(
        f"{names.get(str(ags), ags)} {row['value_old']:,.6g} ({row['period_old']}) -> "
        f"{row['value']:,.6g} ({row['period']}){_points(row['score_old'], row['score'])}"
        for ags, row in ranked.head(_NAMED).iterrows()
    )
    yield f"indicator {name}: {_told(counts)}{': ' if shown else ''}{shown}"


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    known = rows[rows["value"].notna()].sort_values("period")
    last = known.drop_duplicates("ags", keep="last")
    return last.set_index("ags")[["period", "value", "score"]]


def _points(old: float, new: float) -> str:
    if pd.isna(old) and pd.isna(new):
        return ""
    return f", score {_one(old)} -> {_one(new)}"


def _one(score: float) -> str:
    return "none" if pd.isna(score) else f"{score:.1f}"


def _told_of_themes(cursor: Cursor, after: pd.DataFrame, names: dict[str, str]) -> Iterator[str]:
    before = cursor.execute("SELECT theme_id, ags, period, score FROM theme_score").df()
    years = before["period"].max(), after["period"].max()
    if years[0] != years[1]:
        yield f"theme scores are as of {years[1]}, before of {years[0]}"
    both = before.merge(after, on=["theme_id", "ags"], how="outer", suffixes=("_old", ""))
    for theme, rows in both.groupby("theme_id"):
        counts = _counts(rows["score_old"], rows["score"])
        if not any(counts.values()):
            continue
        moved = rows[_differs(rows["score_old"], rows["score"])]
        size = (moved["score"] - moved["score_old"]).abs()
        ranked = moved.assign(size=size).sort_values("size", ascending=False, kind="stable")
        shown = "; ".join(
            f"{names.get(row['ags'], row['ags'])} {_one(row['score_old'])} -> {_one(row['score'])}"
            for row in ranked.head(_NAMED).to_dict("records")
        )
        yield f"theme score {theme}: {_told(counts)}{': ' if shown else ''}{shown}"


def _counts(old: pd.Series, new: pd.Series) -> dict[str, int]:
    return {
        "changed": int(_differs(old, new).sum()),
        "entered": int((old.isna() & new.notna()).sum()),
        "left": int((old.notna() & new.isna()).sum()),
    }


def _differs(old: pd.Series, new: pd.Series) -> pd.Series:
    return (old - new).abs() > _DUST * old.abs().clip(lower=1)


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{n} {word}" for word, n in counts.items())
