"""Publishers' files to everything the repository bundles: areas, outlines, observations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from etl import (
    areas,
    bbsr,
    breitband,
    collected,
    deutschlandatlas,
    excerpts,
    genesis,
    geometry,
    gv_isys,
    localzero,
    parts,
    registers,
    zensus2022,
)
from etl.contract import ABSENT, faults_text, of_bundle
from etl.reading import damage, rows_without_zero
from etl.tidy import KEY
from resilience import atomic
from resilience.model.region import Region, load_regions
from resilience.model.sources import Card, Snapshot, load_cards

MODULES: tuple[ModuleType, ...] = (
    gv_isys,
    deutschlandatlas,
    zensus2022,
    localzero,
    bbsr,
    genesis,
    excerpts,
    breitband,
    registers,
    parts,
    collected,
)
"""Source modules in the order they are read; a new one is added here."""

OWN = "own_"
"""Prefix of the ids of sources added by an analyst, which have no publisher's file."""

_Report = Callable[[str], None]


class BundleError(ValueError):
    """Raised where publishers' files, cards and figures contradict each other."""


def bundle(root: Path, out: Path, report: _Report = print) -> pd.DataFrame:
    """Read publisher files and write ``geometry`` and ``observations`` below ``out``.

    Parameters
    ----------
    root
        Folder with the publisher files, one sub-folder each, as the cards' ``folder`` says.
    out
        The ``data`` folder: its ``sources`` and ``regions`` are read, ``geometry/*.parquet`` and
        ``observations/<source>.parquet`` are written. The same input gives the same bytes.
    report
        Called with one line of text per step.

    Returns
    -------
    pandas.DataFrame
        One row per series: ``source, series, rows, areas, periods, bytes`` (of the source's file).

    Raises
    ------
    BundleError
        A publisher file is missing or has another checksum than its card says, or the figures hold
        a source, series or snapshot that no card declares, or the other way round, or lack what a
        card promises (`etl.contract`). Observations written before stay as they were.
    """
    every = load_cards(out / "sources")
    cards = [card for card in every if card.snapshots and not card.source_id.startswith(OWN)]
    snapshots = [snapshot for card in cards for snapshot in card.snapshots]
    report(f"checking {len(snapshots)} publisher files against their cards")
    verify_files(root, snapshots)
    report("areas and outlines")
    write_geometry(root, snapshots, out / "geometry")
    tables = []
    for module in MODULES:
        report(module.__name__.rsplit(".", 1)[-1])
        tables.append(module.read(root))
    observations = pd.concat(tables, ignore_index=True)
    verify_declared(observations, cards)
    report("comparing with what the cards promise")
    verify_promises(root, observations, cards, load_regions(out / "regions"))
    return write_observations(observations, out / "observations")


def verify_files(root: Path, snapshots: Iterable[Snapshot]) -> None:
    """Check that each publisher file exists and has the checksum on its card.

    Raises
    ------
    BundleError
        Lists each faulty file with the expected and the actual checksum.
    """
    named = [(s.id, s.folder, s.file_name, s.sha256) for s in snapshots]
    settings = areas.settings()
    files = [settings["regiostar"], *settings["outlines"].values()]
    named += [("data/geometry/areas.toml", f["folder"], f["file_name"], f["sha256"]) for f in files]
    faults = []
    for owner, folder, file_name, expected in named:
        path = root / folder / file_name
        if path.is_file() and (wrong := damage(path)):
            faults.append(f"{path}\n  named by  {owner}\n  damaged   {wrong}")
            continue
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no such file"
        if found != expected:
            faults.append(
                f"{path}\n  named by  {owner}\n  expected  {expected}\n  found     {found}"
            )
    if faults:
        listed = "\n".join(faults)
        raise BundleError(
            f"{len(faults)} publisher files are not the ones the cards name:\n{listed}\n"
            "Put the original file there; if the publisher has a new edition, add a [[snapshot]] "
            "with its own id and checksum to the card and let the module read it."
        )


def write_geometry(root: Path, snapshots: Iterable[Snapshot], folder: Path) -> None:
    """Write the area table and the outlines of each layer."""
    settings = areas.settings()
    wanted = settings["kept"]["register"]
    source = next((s for s in snapshots if s.id == wanted), None)
    if source is None:
        raise BundleError(
            f"{areas.AREA_SETTINGS.name}: register {wanted!r} is no snapshot of any card"
        )
    register = gv_isys.register(root / source.folder / source.file_name)
    kinds: dict[str, Any] = settings["regiostar"]
    regiostar = pd.read_csv(root / kinds["folder"] / kinds["file_name"], dtype={"ags": "str"})
    layers = geometry.read(root)
    folder.mkdir(parents=True, exist_ok=True)
    atomic.remove_leftovers(folder)
    for layer, file_name in geometry.FILES.items():
        outlines = geometry.simplify(layers[layer])
        _write(outlines, folder / file_name)
    dates = register.boundary_date, register.population_date
    rows = areas.area_table(register.rows, *dates, regiostar, layers)
    _write(rows, folder / areas.TABLE.name)


def _write(table: pd.DataFrame, path: Path) -> None:
    with atomic.replacing(path) as fresh:
        table.to_parquet(fresh, index=False, compression="zstd")


def verify_declared(observations: pd.DataFrame, cards: Iterable[Card]) -> None:
    """Check that figures and cards declare the same sources, series and snapshots.

    Raises
    ------
    BundleError
        Lists what the figures hold but no card declares, and what a card declares without figures.
    """
    declared = {("series", c.source_id, s.id) for c in cards for s in c.series}
    declared |= {("snapshot", c.source_id, s.id) for c in cards for s in c.snapshots}
    present: set[tuple[str, str, str]] = set()
    for kind in ("series", "snapshot"):
        pairs = observations[["source", kind]].drop_duplicates()
        present |= {(kind, source, name) for source, name in pairs.itertuples(index=False)}
    lines = [f"{s}: {kind} {i!r} has figures, no card" for kind, s, i in sorted(present - declared)]
    lines += [
        f"{s}: {kind} {i!r} has a card, no figures" for kind, s, i in sorted(declared - present)
    ]
    if lines:
        listed = "\n".join(lines)
        raise BundleError(
            f"figures and cards differ in {len(lines)} places:\n{listed}\n"
            "Declare what is read in data/sources/<source>.toml and delete what is not."
        )


def verify_promises(
    root: Path, observations: pd.DataFrame, cards: list[Card], regions: list[Region]
) -> None:
    """Check that every area and period the cards promise is present, and none lies in the future.

    Raises
    ------
    BundleError
        Lists file, series, area and period, and the row in which a key lost its leading zero.
    """
    found = of_bundle(observations, cards, areas.table(), regions)
    if not found:
        return
    files = {c.source_id: [root / s.folder / s.file_name for s in c.snapshots] for c in cards}
    lines = [faults_text(found, lambda f: ", ".join(str(path) for path in files[f.source_id]))]
    missing = {fault.ags for fault in found if fault.kind == ABSENT}
    for path in sorted({path for f in found if f.kind == ABSENT for path in files[f.source_id]}):
        for place, key in rows_without_zero(path, areas.printed(missing)):
            lines.append(f"{path}, {place}: found {key!r}, a key that lost its leading zero")
    listed = "\n".join(["figures are not what the cards promise; none was replaced:", *lines])
    raise BundleError(listed)


def write_observations(observations: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """Write one file per source, delete the files of dropped sources, return the summary."""
    folder.mkdir(parents=True, exist_ok=True)
    atomic.remove_leftovers(folder)
    sources = set(observations["source"])
    for path in folder.glob("*.parquet"):
        if path.stem not in sources and not path.stem.startswith(OWN):
            path.unlink()
    summary = []
    for source, rows in observations.groupby("source", sort=True):
        path = folder / f"{source}.parquet"
        rows = rows.sort_values(KEY, kind="stable", ignore_index=True)
        _write(rows, path)
        for series, part in rows.groupby("series", sort=True):
            periods = sorted(part["period"].unique())
            span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
            summary.append(
                {
                    "source": source,
                    "series": series,
                    "rows": len(part),
                    "areas": part["ags"].nunique(),
                    "periods": f"{span} ({len(periods)})",
                    "bytes": path.stat().st_size,
                }
            )
    return pd.DataFrame(summary)
