"""The generic command: a data and a structure table in, scores, ranks and a record out."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from resilience import atomic
from resilience.cli.score_help import parser
from resilience.safe_csv import write_csv
from resilience.scoring.assess import Assessment, assess
from resilience.scoring.coinr import Inputs, read_tables
from resilience.scoring.insight import insights
from resilience.scoring.pipeline import Run, run
from resilience.scoring.screen import statistics
from resilience.scoring.settings import IndexSettings, read_settings


def main(argv: Sequence[str]) -> int:
    """Run the command; return 0, or 2 for invalid input, with a message on standard error."""
    chosen = parser().parse_args(argv)
    try:
        settings = read_settings(chosen.config)
        inputs = read_tables(chosen.data, chosen.structure, settings.columns)
        done = run(inputs, settings)
        doubts = settings.uncertainty
        assessment = None if doubts is None else assess(inputs, settings, doubts, done)
    except ValueError as error:
        print(f"score: {error}", file=sys.stderr)
        return 2
    if assessment is not None:
        done.notes += assessment.notes
    tables = tables_of(inputs, done)
    if assessment is not None:
        tables |= tables_of_assessment(assessment)
    tables |= insights(inputs, settings, done)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        write_csv(table, chosen.out / f"{name}.csv")
    if chosen.workbook:
        write_workbook(tables, chosen.out / "results.xlsx")
    atomic.write_text(chosen.out / "report.md", _report(inputs, settings, done))
    print(f"{len(done.ranks)} rows scored, {len(done.changes)} values changed: {chosen.out}")
    return 0


def tables_of(inputs: Inputs, done: Run) -> dict[str, pd.DataFrame]:
    """Return all tables of a run by name."""
    names = {
        "denominate": "denominated",
        "screen": "screened",
        "impute": "imputed",
        "treat": "treated",
        "normalise": "normalised",
        "aggregate": "aggregated",
    }
    tables = {names[step]: table for step, table in done.tables.items()}
    found = {
        "ranks": done.ranks.astype("Int64"),
        "coverage": done.coverage,
        "screening": done.screening,
    }
    tables |= {name: table for name, table in found.items() if not table.empty}
    keys, changes = list(inputs.values.index.names), done.changes
    if changes.empty:
        changes = pd.DataFrame(columns=[*keys, *changes.columns]).set_index(keys)
    tables["changes"] = changes.rename_axis(keys)
    if not done.weights.empty:
        elements = done.structure.table[["level", "parent"]].join(done.weights)
        effective = done.structure.effective_weights(done.weights)
        tables["weights"] = elements.join(effective).rename_axis("code")
    tables["statistics"] = statistics(inputs.values).rename_axis("indicator")
    return tables


def tables_of_assessment(assessment: Assessment) -> dict[str, pd.DataFrame]:
    """Return intervals, probabilities of being ahead and sensitivity indices by name."""
    tables = {
        name: pd.concat(
            {code: getattr(doubt, part) for code, doubt in assessment.doubts.items()},
            names=["element"],
        )
        for name, part in (("intervals", "units"), ("ahead", "ahead"))
    }
    if not assessment.sensitivity.empty:
        tables["sensitivity"] = assessment.sensitivity
    return tables


def write_workbook(tables: dict[str, pd.DataFrame], path: Path) -> None:
    """Write each table on a sheet of its own; texts are never read as formulas."""
    file = io.BytesIO()
    plain = {"strings_to_urls": False, "strings_to_formulas": False, "nan_inf_to_errors": False}
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": plain}) as book:
        for name, table in tables.items():
            table.to_excel(book, sheet_name=name, merge_cells=False, freeze_panes=(1, 0))
    atomic.write_bytes(path, file.getvalue())


def _report(inputs: Inputs, settings: IndexSettings, done: Run) -> str:
    """Return the report: what was read, chosen, done and noted."""
    counts = done.changes.groupby(["step", "action"]).size() if len(done.changes) else pd.Series()
    changed = [
        f"- {step}, {action}: {n}" for (step, action), n in zip(counts.index, counts, strict=True)
    ]
    choices = [
        f"compatibility: {settings.compatibility or 'none'}",
        f"steps: {', '.join(settings.steps)}",
        f"weights: {settings.weights}",
        *(f"{step}: {getattr(settings, step)}" for step in settings.steps),
        f"minimum coverage: {settings.minimum_coverage} by {settings.coverage_by}",
    ]
    lines = [
        "# Report",
        "",
        f"{len(inputs.values)} rows, {len(done.structure.indicators)} indicators on "
        f"{done.structure.depth} levels; {int(inputs.values.isna().sum().sum())} values missing.",
        "",
        "## Choices",
        "",
        *(f"- {choice}" for choice in choices),
        "",
        "## Values changed (one row each in changes.csv)",
        "",
        *(changed or ["- none"]),
        "",
        "## Notes",
        "",
        *([f"- {note}" for note in done.notes] or ["- none"]),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
