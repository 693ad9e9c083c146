"""Parameters of a normalisation per indicator, taken from the structure table."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from resilience.scoring.recipe import Normalisation

# Option -> columns that may hold it: this project's word first, then COINr's.
_COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "goalposts": {
        "low": ("low", "goalpost_lower"),
        "high": ("high", "goalpost_upper"),
        "upper": ("goalpost_scale",),
        "truncate": ("goalpost_trunc2posts",),
    },
    "scaled": {
        "low": ("low", "scaled_lower"),
        "high": ("high", "scaled_upper"),
        "upper": ("scale_factor",),
    },
    "min_max": {"lower": ("minmax_lower",), "upper": ("minmax_upper",)},
    "z_score": {"mean": ("zscore_mean",), "sd": ("zscore_sd",)},
    "distance_to_target": {"target": ("target",), "cap": ("dist2targ_cap_max",)},
}
# Methods that require parameters look for them by default.
NEEDY = ("goalposts", "scaled", "distance_to_target")
_BAND = ("low", "high", "band_low", "band_high")


def with_structure_parameters(
    normalisation: Normalisation,
    elements: pd.DataFrame,
    units: pd.Index,
    from_structure: bool | None = None,
) -> Normalisation:
    """Fill in options that were not given from columns of the structure table.

    Parameters
    ----------
    normalisation
        The normalisation; its own options are kept.
    elements
        The structure's rows of the indicators, in the table's order.
    units
        The table's units: ``distance_to_reference`` may name its ``reference`` by code.
    from_structure
        Whether to look for columns; None: only if the method needs them. Marks of target bands
        always come from the structure table.

    Raises
    ------
    ValueError
        If the reference unit or a required mark is missing.
    """
    options = dict(normalisation.options)
    wanted = dict(_COLUMNS.get(normalisation.method, {}))
    if from_structure is False or (from_structure is None and normalisation.method not in NEEDY):
        wanted = {}
    if (elements["direction"] == "target_band").any():
        wanted |= {name: (name, *wanted.get(name, ())) for name in _BAND}
    for option, columns in wanted.items():
        present = [column for column in columns if column in elements]
        if option not in options and present:
            options[option] = _values(elements[present[0]])
    for option in ("low", "high", "target"):
        if option in wanted and option not in options and normalisation.method in NEEDY:
            raise ValueError(
                f"normalise: {normalisation.method} needs {option}: give it in the settings, or a "
                f"column {' or '.join(wanted[option])} in the structure table"
            )
    reference = options.get("reference")
    if isinstance(reference, str):
        if reference not in units:
            raise ValueError(f"normalise: the reference unit {reference!r} is not in the table")
        if units.duplicated().any():
            raise ValueError("normalise: a reference unit in a panel needs by_period = true")
        options["reference"] = int(units.get_indexer(pd.Index([reference]))[0])
    return replace(normalisation, options=options)


def _values(column: pd.Series) -> np.ndarray:
    text = column.astype(str).str.upper()
    if text.isin(["TRUE", "FALSE"]).all():
        return (text == "TRUE").to_numpy()
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
