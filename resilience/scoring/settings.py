"""How an index is made from its tables: every step's choices, as read from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from resilience.scoring.aggregate import CoverageBy, Methods
from resilience.scoring.impute import Imputation
from resilience.scoring.recipe import Normalisation
from resilience.scoring.treat import Treatment
from resilience.scoring.weights import Weighting

Step = Literal["denominate", "screen", "impute", "treat", "normalise", "aggregate"]
STEPS: tuple[str, ...] = get_args(Step)
COMPATIBILITY = ("", "coinr")


@dataclass(frozen=True)
class Denomination:
    """Division by the denominators that the structure names; see ``screen.denominate``."""

    scale: float = 1.0


@dataclass(frozen=True)
class Screening:
    """Which units have enough data; see ``screen.screen``."""

    by: Literal["missing", "zeros", "either"] = "missing"
    minimum_available: float = 2 / 3
    minimum_non_zero: float = 0.05
    force: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """The choices of a run; see :func:`read_settings`."""

    steps: tuple[str, ...] = ("denominate", "treat", "normalise", "aggregate")
    compatibility: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    denominate: Denomination = field(default_factory=Denomination)
    screen: Screening = field(default_factory=Screening)
    impute: Imputation = field(default_factory=Imputation)
    treat: Treatment = field(default_factory=Treatment)
    treat_each: Mapping[str, Treatment] = field(default_factory=dict)
    treat_by_period: bool = False
    normalise: Normalisation = field(default_factory=Normalisation)
    normalise_each: Mapping[str, Normalisation] = field(default_factory=dict)
    normalise_by_period: bool = False
    from_structure: bool | None = None
    aggregate: Methods = "arithmetic"
    minimum_coverage: float | Sequence[float] = 0.0
    coverage_by: CoverageBy = "weight"
    weights: Weighting = field(default_factory=Weighting)


def read_settings(path: Path | None) -> Settings:
    """Read the choices of a run; what is not named keeps its default.

    Raises
    ------
    ValueError
        If the file cannot be read, or a section, key or step is unknown; says where and what is
        allowed.
    """
    if path is None:
        return Settings()
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path}: cannot be read as TOML: {error}") from None
    sections = ("steps", "compatibility", "columns", *STEPS, "weights")
    _allow(path.name, document, sections)
    compatibility = document.get("compatibility", "")
    if compatibility not in COMPATIBILITY:
        raise ValueError(f"{path.name}: compatibility: found {compatibility!r}, allowed: 'coinr'")
    steps = document.get("steps", _steps_named(document))
    if unknown := [step for step in steps if step not in STEPS]:
        raise ValueError(f"{path.name}: steps: found {unknown}, allowed are {list(STEPS)}")
    reference = compatibility == "coinr"
    treat = dict(document.get("treat", {}))
    if reference:
        treat = {"transformation": "log_ct", "ties_may_exceed": True, "by_period": True, **treat}
    each = treat.pop("indicators", {})
    by_period = treat.pop("by_period", False)
    rule = _section(path.name, "treat", Treatment, treat)
    normalise = dict(document.get("normalise", {}))
    normalise_each = normalise.pop("indicators", {})
    normalise_by_period = normalise.pop("by_period", False)
    from_structure = normalise.pop("from_structure", None)
    aggregate = dict(document.get("aggregate", {}))
    _allow(f"{path.name}: aggregate", aggregate, ("method", "minimum_coverage", "coverage_by"))
    return Settings(
        steps=tuple(steps),
        compatibility=compatibility,
        columns=document.get("columns", {}),
        denominate=_section(path.name, "denominate", Denomination, document.get("denominate", {})),
        screen=_section(path.name, "screen", Screening, document.get("screen", {})),
        impute=_section(path.name, "impute", Imputation, document.get("impute", {})),
        treat=rule,
        treat_each={
            code: replace(rule, **_allowed_fields(f"{path.name}: treat.{code}", Treatment, own))
            for code, own in each.items()
        },
        treat_by_period=by_period,
        normalise=_normalisation(normalise, reference),
        normalise_each={
            code: _normalisation(own, reference) for code, own in normalise_each.items()
        },
        normalise_by_period=normalise_by_period,
        from_structure=from_structure,
        aggregate=aggregate.get("method", "arithmetic"),
        minimum_coverage=aggregate.get("minimum_coverage", 0.0),
        coverage_by=aggregate.get("coverage_by", "weight"),
        weights=_section(path.name, "weights", Weighting, document.get("weights", {})),
    )


def _steps_named(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the default steps, with screening and imputation where they have a section."""
    optional = [step for step in ("screen", "impute") if step in document]
    return tuple(step for step in STEPS if step in optional or step not in ("screen", "impute"))


def _normalisation(options: Mapping[str, Any], reference: bool) -> Normalisation:
    options = dict(options)
    method = options.pop("method", "min_max")
    if reference and method == "fraction_of_maximum":
        options.setdefault("reference_ratio", True)
    return Normalisation(method, options)


def _section(file: str, name: str, kind: type, values: Mapping[str, Any]) -> Any:
    return kind(**_allowed_fields(f"{file}: {name}", kind, values))


def _allowed_fields(where: str, kind: type, values: Mapping[str, Any]) -> Mapping[str, Any]:
    _allow(where, values, tuple(item.name for item in fields(kind)))
    return values


def _allow(where: str, values: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    if unknown := sorted(set(values) - set(allowed)):
        raise ValueError(f"{where}: found {unknown}, allowed are {list(allowed)}")
