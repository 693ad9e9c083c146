"""How an index is built from its tables: the settings of every step, read from a TOML file."""

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
LEAST = {
    "replications": 1,
    "seed": 0,
    "concentration": 0,
    "imputation_draws": 0,
    "noise_draws": 1,
    "sobol_points": 0,
}
FILES = ("low", "high", "counts", "trials", "budgets")
NUMERIC = ("lower", "upper", "mean", "sd", "low", "high", "target")


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
class Uncertainty:
    """The uncertain assumptions; the choices of the run are the nominal alternatives.

    `concentration` of the weights (see ``weight_draws.dirichlet``; 0: certain); `leave_out` one
    indicator at a time; `without_treatment` as an alternative; further `normalisations` (tables
    with a method and its options) and `aggregations`; `imputation_draws` of gaps that the run
    leaves; CSV files with the bounds of the values' intervals, `low` and `high`, at a confidence
    `level`, or with the `counts` behind them, for shares also the `trials`, from which
    `noise_draws` are made (gamma and beta, so that no rate is negative and no share above 1); the
    `elements` to give intervals for (none: the top). With `sobol_points` (a power of 2) sensitivity
    indices are estimated as well.
    """

    replications: int = 10_000
    seed: int = 1
    concentration: float = 0.0
    leave_out: bool = False
    without_treatment: bool = False
    normalisations: Sequence[Mapping[str, Any]] = ()
    aggregations: Sequence[Methods] = ()
    imputation_draws: int = 0
    low: str = ""
    high: str = ""
    counts: str = ""
    trials: str = ""
    level: float = 0.95
    noise_draws: int = 500
    elements: Sequence[str] = ()
    sobol_points: int = 0


@dataclass(frozen=True)
class IndexSettings:
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
    uncertainty: Uncertainty | None = None


def read_settings(path: Path | None) -> IndexSettings:
    """Read the choices of a run; settings not named keep their defaults.

    Raises
    ------
    ValueError
        If the file cannot be read, or a section, key or step is unknown; the message says where and
        what is allowed.
    """
    if path is None:
        return IndexSettings()
    document = _document(path)
    compatibility = document.get("compatibility", "")
    if compatibility not in COMPATIBILITY:
        raise ValueError(f"{path.name}: compatibility: found {compatibility!r}, allowed: 'coinr'")
    steps = document.get("steps", _steps_named(document))
    _check_steps(path.name, steps)
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
    if not _numeric(found := aggregate.get("minimum_coverage", 0.0)):
        raise ValueError(f"{path.name}: aggregate: minimum_coverage: found {found!r}, allowed is "
                         "0..1")  # fmt: skip
    for code, weight in document.get("weights", {}).get("codes", {}).items():
        if not _numeric(weight) or isinstance(weight, list):
            raise ValueError(f"{path.name}: weights: codes: {code}: found {weight!r}, allowed are "
                             "numbers")  # fmt: skip
    denomination = _section(path.name, "denominate", Denomination, document.get("denominate", {}))
    if denomination.scale <= 0:
        raise ValueError(f"{path.name}: denominate: scale: found {denomination.scale}, allowed are "
                         "numbers above 0")  # fmt: skip
    return IndexSettings(
        steps=tuple(steps),
        compatibility=compatibility,
        columns=document.get("columns", {}),
        denominate=denomination,
        screen=_section(path.name, "screen", Screening, document.get("screen", {})),
        impute=_section(path.name, "impute", Imputation, document.get("impute", {})),
        treat=rule,
        treat_each={
            code: replace(rule, **_allowed_fields(f"{path.name}: treat.{code}", Treatment, own))
            for code, own in each.items()
        },
        treat_by_period=by_period,
        normalise=normalisation(normalise, reference),
        normalise_each={
            code: normalisation(own, reference) for code, own in normalise_each.items()
        },
        normalise_by_period=normalise_by_period,
        from_structure=from_structure,
        aggregate=aggregate.get("method", "arithmetic"),
        minimum_coverage=aggregate.get("minimum_coverage", 0.0),
        coverage_by=aggregate.get("coverage_by", "weight"),
        weights=_section(
            path.name, "weights", Weighting, _beside(path, document.get("weights", {}))
        ),
        uncertainty=_uncertainty(path, document),
    )


def _beside(path: Path, section: Mapping[str, Any]) -> dict[str, Any]:
    """Return a section with its file names resolved against the folder of the settings."""
    named = {name: section[name] for name in FILES if isinstance(section.get(name), str)}
    return {**section, **{name: str(path.parent / file) for name, file in named.items()}}


def _uncertainty(path: Path, document: Mapping[str, Any]) -> Uncertainty | None:
    """Return the uncertain assumptions, None if there are none."""
    if "uncertainty" not in document:
        return None
    own = _beside(path, document["uncertainty"])
    where = f"{path.name}: uncertainty"
    chosen: Uncertainty = _section(path.name, "uncertainty", Uncertainty, own)
    for name, least in LEAST.items():
        if (found := getattr(chosen, name)) < least:
            raise ValueError(f"{where}: {name}: found {found}, allowed is {least} or more")
    if not 0 < chosen.level < 1:
        raise ValueError(f"{where}: level: found {chosen.level}, allowed is between 0 and 1")
    for options in chosen.normalisations:
        if not isinstance(options, Mapping):
            raise ValueError(
                f"{where}: normalisations: found {options!r}, wanted are tables such as {{ method "
                '= "z_score" }'
            )
        normalisation(options)
    return chosen


def _document(path: Path) -> dict[str, Any]:
    """Return the parsed file after checking that its sections and keys are known."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path}: cannot be read as TOML: {error}") from None
    sections = ("steps", "compatibility", "columns", *STEPS, "weights", "uncertainty")
    _allow(path.name, document, sections)
    for name in sections[2:]:
        if not isinstance(document.get(name, {}), Mapping):
            raise ValueError(f"{path.name}: {name}: found {document[name]!r}, wanted is a section")
    return document


def _check_steps(file: str, steps: Sequence[str]) -> None:
    if unknown := [step for step in steps if step not in STEPS]:
        raise ValueError(f"{file}: steps: found {unknown}, allowed are {list(STEPS)}")
    if len(set(steps)) < len(steps) or "aggregate" in steps[:-1]:
        raise ValueError(f"{file}: steps: found {list(steps)}, each may stand once, the last "
                         "being aggregate")  # fmt: skip


def _steps_named(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the default steps, with screening and imputation where they have a section."""
    optional = [step for step in ("screen", "impute") if step in document]
    return tuple(step for step in STEPS if step in optional or step not in ("screen", "impute"))


def normalisation(options: Mapping[str, Any], reference: bool = False) -> Normalisation:
    """Return a normalisation from its method and options in one table."""
    options = dict(options)
    method = options.pop("method", "min_max")
    for name in set(options) & set(NUMERIC):
        if not _numeric(options[name]):
            raise ValueError(f"normalise: {name}: found {options[name]!r}, allowed are numbers")
    if reference and method == "fraction_of_maximum":
        options.setdefault("reference_ratio", True)
    if reference and method in ("rank", "borda", "percentile_rank"):
        options.setdefault("exact", True)
    return Normalisation(method, options)


def _section(file: str, name: str, kind: type, values: Mapping[str, Any]) -> Any:
    return kind(**_allowed_fields(f"{file}: {name}", kind, values))


def _allowed_fields(where: str, kind: type, values: Mapping[str, Any]) -> Mapping[str, Any]:
    _allow(where, values, tuple(item.name for item in fields(kind)))
    defaults = kind()
    for name, value in values.items():
        default = getattr(defaults, name)
        wanted = (int, float) if isinstance(default, float) else type(default)
        wanted = list if isinstance(default, tuple) else wanted
        flag = isinstance(value, bool) and not isinstance(default, bool)
        if default is not None and (flag or not isinstance(value, wanted)):
            raise ValueError(f"{where}: {name}: found {value!r}, its default is {default!r}")
    return values


def _numeric(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_numeric, value))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _allow(where: str, values: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    if unknown := sorted(set(values) - set(allowed)):
        raise ValueError(f"{where}: found {unknown}, allowed are {list(allowed)}")
