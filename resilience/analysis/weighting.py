"""Weights a planner sets: as text in a link, as weights of the hierarchy, and their effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from resilience.analysis.monte_carlo import Runs, hierarchy
from resilience.scoring.aggregate import combine
from resilience.scoring.weights import from_components

SCALE = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
"""Weights an element may have: not at all, half, as usual, ... three times."""
SEPARATOR = "~"


def parse(text: str, elements: Iterable[str]) -> tuple[dict[str, float], list[str]]:
    """Return the weights in ``housing~2~supply.pharmacy~0.5``, and the pieces that are invalid.

    Parameters
    ----------
    elements
        Ids of themes, capacities and indicators that may be weighted.
    """
    known, found, dropped = set(elements), {}, []
    parts = text.split(SEPARATOR) if text else []
    for name, number in zip(parts[::2], [*parts[1::2], ""], strict=False):
        weight = next((step for step in SCALE if f"{step:g}" == number), None)
        if name in known and weight is not None:
            found[name] = weight
        else:
            dropped.append(f"{name}{SEPARATOR}{number}")
    return {name: weight for name, weight in found.items() if weight != 1}, dropped


def written(weights: Mapping[str, float]) -> str:
    """Return weights as text; weights of 1 are omitted."""
    told = sorted((name, weight) for name, weight in weights.items() if weight != 1)
    return SEPARATOR.join(f"{name}{SEPARATOR}{weight:g}" for name, weight in told)


def resolved(weights: Mapping[str, float], declared: pd.DataFrame) -> dict[str, float] | None:
    """Return the weights of the hierarchy by indicator and theme; None if all are 0.

    An indicator's weight is its own times that of its capacity. A theme whose indicators all weigh
    0 weighs 0 itself.

    Parameters
    ----------
    weights
        By theme, capacity or indicator; those not named weigh 1.
    declared
        ``theme_id, capacity`` by ``indicator_id``: the indicators of the hierarchy.
    """
    capacities = zip(declared.index, declared["capacity"], strict=True)
    own = {name: weights.get(name, 1.0) * weights.get(part, 1.0) for name, part in capacities}
    groups: dict[str, list[str]] = {}
    for name, theme in zip(declared.index, declared["theme_id"], strict=True):
        groups.setdefault(theme, []).append(name)
    themes = {theme: weights.get(theme, 1.0) for theme in groups}
    for theme, group in groups.items():
        if not any(own[name] for name in group):
            own |= dict.fromkeys(group, 1.0)
            themes[theme] = 0.0
    return {**own, **themes} if any(themes.values()) else None


def by_components(scores: pd.DataFrame, declared: pd.DataFrame) -> dict[str, float]:
    """Return weights of the indicators by principal components within each theme.

    See `scoring.weights.from_components`, method ``factors``.

    Parameters
    ----------
    scores
        Areas x indicators; areas with a gap are left out.
    declared
        ``theme_id, direction`` of the indicators.
    """
    index = hierarchy(declared)
    found = from_components(scores, index, 1, "factors")
    own = found[index.indicators]
    themes = declared.loc[own.index, "theme_id"]
    found = own / own.groupby(themes).transform("mean")
    return dict(zip(found.index, found, strict=True))


def flips(
    runs: Runs, weights: Mapping[str, float], declared: pd.DataFrame, one: str, other: str
) -> pd.DataFrame:
    """Return each single weight that, changed within `SCALE`, reverses the order of two cities.

    Everything is nominal here: goalposts, arithmetic means, no noise.

    Parameters
    ----------
    weights
        As for `resolved`.
    one, other
        Keys of two cities of the same kind.

    Returns
    -------
    pandas.DataFrame
        ``element, now, then``: the element, its weight, and the nearest weight at which the order
        changes; one row per element that can change it, the smallest change first.
    """
    place = runs.cities["ags"].tolist()
    pair = runs.scores.iloc[[place.index(one), place.index(other)]].to_numpy(dtype=float)
    elements = [*declared["theme_id"].unique(), *declared["capacity"].unique(), *declared.index]
    tried = [("", 1.0)]
    rows = [resolved(weights, declared)]
    for element in map(str, elements):
        for step in SCALE:
            if step != weights.get(element, 1.0):
                tried.append((element, step))
                rows.append(resolved({**weights, element: step}, declared))
    order = list(runs.index.table.index[:-1])
    usable = [(one_tried, row) for one_tried, row in zip(tried, rows, strict=True) if row]
    table = np.array([[row[name] for name in order] for _, row in usable])
    scores = _totals(pair, table, runs)
    ahead = np.sign(np.round(scores[:, 0] - scores[:, 1], 9))
    found = [
        (element, weights.get(element, 1.0), step)
        for ((element, step), _), sign in zip(usable[1:], ahead[1:], strict=True)
        if sign == -ahead[0] and ahead[0] != 0
    ]
    frame = pd.DataFrame(found, columns=["element", "now", "then"])
    frame["change"] = (frame["then"] - frame["now"]).abs()
    frame = frame.sort_values("change", kind="stable").drop_duplicates("element")
    return frame[["element", "now", "then"]].reset_index(drop=True)


def _totals(pair: np.ndarray, weights: np.ndarray, runs: Runs) -> np.ndarray:
    """Return the nominal composite of two cities ``(variants, 2)`` by every row of weights."""
    index = runs.index
    levels = [index.span(level) for level in range(1, index.depth)]
    x = np.broadcast_to(pair, (len(weights), *pair.shape))
    for level, span in enumerate(levels, start=1):
        own = weights[:, span]
        columns = [
            combine(x[..., start:stop], own[:, start:stop])[0]
            for _, start, stop in index.groups(level)
        ]
        x = np.stack(columns, axis=-1)
    return x[..., 0]
