"""A normalisation as data: its name and parameters, to be configured, varied and reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from resilience.scoring import normalise

NormalisationName = Literal[
    "goalposts",
    "min_max",
    "z_score",
    "rank",
    "borda",
    "percentile_rank",
    "distance_to_target",
    "distance_to_maximum",
    "distance_to_reference",
    "fraction_of_maximum",
    "scaled",
]
# Marks of these two are scale bounds; elsewhere `low` and `high` only frame a target band.
BOUNDED = ("goalposts", "scaled")
LINEAR = (*BOUNDED, "min_max")
_SCALE = {
    "linear": {"lower": 0.0, "upper": 100.0},
    "z_score": {"mean": 0.0, "sd": 1.0},
    "percentile_rank": {"lower": 0.0, "upper": 1.0},
}
"""Options that set the scale of scores, with their defaults; others' scales are fixed."""
_BAND = ("low", "high", "band_low", "band_high")


@dataclass(frozen=True)
class Normalisation:
    """A normalisation and its parameters.

    `options` are the keyword arguments of the function of the same name in
    :mod:`~resilience.scoring.normalise`, each one value for all or one per indicator; ``goalposts``
    also takes the output range ``lower``, ``upper`` (1..100 suits geometric means) and
    ``truncate``. Indicators with the direction ``target_band`` need ``low``, ``high``, ``band_low``
    and ``band_high`` with every method: they are scored by the band first, and that score is
    normalised like a value for which higher is better. `each` maps the position of a column to a
    normalisation of its own.
    """

    method: NormalisationName = "min_max"
    options: Mapping[str, ArrayLike] = field(default_factory=dict)
    each: Mapping[int, Normalisation] = field(default_factory=dict)

    def apply(self, values: ArrayLike, directions: Sequence[str]) -> np.ndarray:
        """Normalise a table ``(..., units, indicators)``.

        Raises
        ------
        ValueError
            If the method, a direction or an option is unknown, or a mark is missing.
        """
        if self.method not in get_args(NormalisationName):
            allowed = get_args(NormalisationName)
            raise ValueError(f"normalisation: found {self.method!r}, allowed are {list(allowed)}")
        options, given = dict(self.options), directions
        band = np.array([word == "target_band" for word in directions])
        x = np.asarray(values, dtype=float)
        if band.any():
            x, options = _score_band(x, band, options)
            directions = [
                "higher_is_better" if inside else word
                for word, inside in zip(directions, band, strict=True)
            ]
        dropped = _BAND[2:] if self.method in BOUNDED else _BAND
        options = {name: value for name, value in options.items() if name not in dropped}
        function: Callable[..., np.ndarray] = (
            normalise.scaled if self.method == "goalposts" else getattr(normalise, self.method)
        )
        if self.method == "goalposts":
            options.setdefault("truncate", True)
        try:
            scores = function(x, direction=directions, **options)
        except TypeError as error:
            raise ValueError(f"normalisation {self.method}: {error}") from None
        for place, own in self.each.items():
            single = np.asarray(values, dtype=float)[..., [place]]
            scores[..., [place]] = own.apply(single, [given[place]])
        return scores

    @property
    def family(self) -> tuple[str, str]:
        """The kind of scale and its range, which scores must share to be averaged.

        All scales that are linear between two marks are of one kind.
        """
        kind = "linear" if self.method in LINEAR else self.method
        shown = {name: np.asarray(self.options.get(name, value), dtype=float).tolist()
                 for name, value in _SCALE.get(kind, {}).items()}  # fmt: skip
        return kind, str(shown)

    def outside(self, values: np.ndarray, directions: Sequence[str]) -> np.ndarray:
        """Return a mask of values beyond ``low`` or ``high``, whose scores are limited."""
        marked = np.array([word == "target_band" for word in directions])
        if self.method == "goalposts":
            marked = marked | np.asarray(self.options.get("truncate", True), dtype=bool)
        if not marked.any():
            return np.zeros(values.shape, dtype=bool)
        low, high = (np.asarray(self.options[name], dtype=float) for name in ("low", "high"))
        return marked & ((values < low) | (values > high))


def _score_band(
    x: np.ndarray, band: np.ndarray, options: dict[str, ArrayLike]
) -> tuple[np.ndarray, dict[str, ArrayLike]]:
    """Return values with the band columns scored 0..100, and marks that fit those scores."""
    if missing := [name for name in _BAND if name not in options]:
        raise ValueError(f"normalisation: a target_band indicator needs {missing} as well")
    marks = {name: np.broadcast_to(np.asarray(options[name], float), band.shape) for name in _BAND}
    x = x.copy()
    x[..., band], _ = normalise.target_band(
        x[..., band], *(marks[name][band] for name in ("low", "high", "band_low", "band_high"))
    )
    return x, {
        **options,
        "low": np.where(band, 0.0, marks["low"]),
        "high": np.where(band, 100.0, marks["high"]),
    }
