"""The newest figures at hand of a source, and new ones appended to them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from etl.tidy import KEY, tidy
from resilience.atomic import write_bytes, write_text
from resilience.model.sources import Card, Snapshot
from resilience.model.vintages import FILES, FOLDER, figures, load_vintages, snapshots, stand

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the same files make the same archive

ROW = KEY[:-1]
"""Columns that identify a figure, whatever its vintage."""


def known(data: Path, card: Card) -> pd.DataFrame:
    """Return the newest vintage at hand of each figure of a source.

    Parameters
    ----------
    data
        The ``data`` folder.

    Returns
    -------
    pandas.DataFrame
        The columns of `etl.tidy.COLUMNS`; empty where nothing was fetched yet.
    """
    own = [v for v in load_vintages(data / FOLDER) if v.source_id == card.source_id]
    dated = {s.id: (stand(s), s.retrieved_on, s.id) for s in snapshots(data, card)}
    bundled = data / "observations" / f"{card.source_id}.parquet"
    paths = ([bundled] if bundled.is_file() else []) + figures(data / FOLDER, own)
    if not paths:
        return tidy(pd.DataFrame(columns=["series", "ags", "period", "value"]), **_nothing(card))
    rows = pd.concat([pd.read_parquet(path) for path in paths], ignore_index=True)
    age = {name: place for place, name in enumerate(sorted(dated, key=dated.__getitem__))}
    rows = rows.assign(age=rows["snapshot"].map(age)).sort_values([*ROW, "age"], kind="stable")
    return rows.drop_duplicates(ROW, keep="last").drop(columns="age").reset_index(drop=True)


def _nothing(card: Card) -> dict[str, str]:
    return {"source": card.source_id, "snapshot": ""}


def packed(files: Sequence[Path]) -> tuple[str, bytes]:
    """Return name and content of the single file that archives what was fetched.

    A single file is kept unchanged; several become a zip archive whose bytes do not depend on the
    time.
    """
    if len(files) == 1:
        return files[0].name, files[0].read_bytes()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(files, key=lambda path: path.name):
            entry = zipfile.ZipInfo(file.name, FIXED_TIME)
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return "files.zip", buffer.getvalue()


def append(
    data: Path,
    card: Card,
    rows: pd.DataFrame,
    files: Sequence[Path],
    today: date,
    published_on: date | None,
) -> Snapshot:
    """Write a new vintage of a source and return its snapshot; nothing earlier is touched.

    Parameters
    ----------
    data
        The ``data`` folder.
    rows
        Tidy observations; their ``snapshot`` is set here.
    files
        The publisher's files they were read from.
    published_on
        The date of the figures as the publisher prints it, if any.
    """
    name, content = packed(files)
    digest = hashlib.sha256(content).hexdigest()
    dated = f"{card.source_id}-{published_on or today}"
    taken = {s.id for s in card.snapshots}
    taken |= {path.stem for path in (data / FOLDER).glob("*.toml")}
    snapshot = Snapshot(
        id=dated if dated not in taken else f"{dated}-{digest[:8]}",
        file_name=name,
        folder=FILES,
        sha256=digest,
        retrieved_on=today,
        boundary_date=date(int(max(rows["period"])[:4]), 12, 31),
        published_on=published_on,
    )
    kept = data / FILES / snapshot.id
    kept.mkdir(parents=True, exist_ok=True)
    (data / FOLDER).mkdir(parents=True, exist_ok=True)
    write_bytes(kept / name, content)
    table = io.BytesIO()
    rows.assign(snapshot=snapshot.id).to_parquet(table, index=False, compression="zstd")
    write_bytes(data / FOLDER / f"{snapshot.id}.parquet", table.getvalue())
    write_text(data / FOLDER / f"{snapshot.id}.toml", _description(card, snapshot))
    return snapshot


def _description(card: Card, snapshot: Snapshot) -> str:
    lines = [
        f'source_id = "{card.source_id}"',
        f'file_name = "{snapshot.file_name}"',
        f'sha256 = "{snapshot.sha256}"',
        f"retrieved_on = {snapshot.retrieved_on}",
        f"boundary_date = {snapshot.boundary_date}",
    ]
    if snapshot.published_on:
        lines.append(f"published_on = {snapshot.published_on}")
    return "\n".join(lines) + "\n"
