"""Sets of weights from ``data/weights/*.toml``, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from resilience.model import toml_schema


class WeightSetError(ValueError):
    """An invalid set of weights; the message names file and field."""


@dataclass(frozen=True)
class WeightSet:
    """Relative weights by theme, capacity or indicator; elements not named weigh 1."""

    label_de: str
    label_en: str
    about_de: str
    about_en: str
    citation: str
    weights: dict[str, float]


def load_weight_sets(folder: Path, elements: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the sets and their weights as tables; a set's id is its file's name.

    Parameters
    ----------
    elements
        Ids of all themes, capacities and scored indicators.

    Returns
    -------
    sets, weights : pandas.DataFrame
        ``set_id, label_de, label_en, about_de, about_en, citation`` and ``set_id, element_id,
        weight``.

    Raises
    ------
    WeightSetError
        A field that is missing, unknown or of the wrong type, an element that does not exist, or a
        weight below 0.
    """
    sets, weights = [], []
    for path in sorted(folder.glob("*.toml")):
        told = toml_schema.from_table(
            WeightSet, toml_schema.read(path, WeightSetError), path.name, WeightSetError
        )
        for name, weight in told.weights.items():
            if name not in elements:
                raise WeightSetError(
                    f"{path.name} [weights] {name}: neither a theme nor a capacity nor the id of "
                    "a scored indicator"
                )
            if weight < 0:
                raise WeightSetError(f"{path.name} [weights] {name} = {weight}: 0 or more expected")
            weights.append((path.stem, name, float(weight)))
        sets.append((path.stem, *(getattr(told, column) for column in TEXTS)))
    return (
        pd.DataFrame(sets, columns=["set_id", *TEXTS]),
        pd.DataFrame(weights, columns=["set_id", "element_id", "weight"]),
    )


TEXTS = ("label_de", "label_en", "about_de", "about_en", "citation")
