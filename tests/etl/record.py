"""Cut publishers' files down to the recorded excerpts that the tests read.

``python -m tests.etl.record DIR`` writes ``tests/etl/recorded`` anew from a folder of whole files.
Rows stay as printed; the same files give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from etl import areas, genesis, parts
from resilience.model.parts import load_parts
from resilience.model.sources import load_cards

RECORDED = Path(__file__).resolve().parent / "recorded"
SOURCES = Path(__file__).resolve().parents[2] / "data" / "sources"
STATE = "05"
ELEVEN = ("05111", "05158")
"""How the keys of the county borough and of the county with its ten towns begin."""

Rows = list[list[Any]]


def whole(source: Path, out: Path) -> str:
    """Copy a file that is small as it is."""
    shutil.copyfile(source, out)
    return "nothing"


def lines(source: Path, out: Path, keep: Callable[[str], bool]) -> None:
    """Keep the lines that are wanted, byte for byte; the first is the header."""
    head, *rest = source.read_bytes().splitlines(keepends=True)
    out.write_bytes(b"".join([head, *(row for row in rest if keep(row.decode("utf-8")))]))


def genesis_table(source: Path, out: Path) -> str:
    """Keep title, header and footer, country, states and the rows of the state.

    Of a table that no series is read from, the eleven cities are enough.
    """
    declared = source.stem.removesuffix("_00") in genesis.TABLES
    wanted = (STATE,) if declared else ELEVEN

    def keep(row: str) -> bool:
        cells = row.split(";")
        key = next((cell for cell in cells[:2] if re.fullmatch(r"DG|\d{2,3}|\d{5,12}", cell)), None)
        return key is None or key == "DG" or len(key) == 2 or key.startswith(wanted)

    lines(source, out, keep)
    if declared:
        return "areas below the states other than North Rhine-Westphalia"
    return "areas below the states other than the eleven cities and their county"


def by_key(source: Path, out: Path) -> str:
    """Keep the rows of a table by municipality whose key, the first cell, is of the state."""
    lines(source, out, lambda row: row.strip('"').startswith((STATE, "DG")))
    return "areas outside North Rhine-Westphalia"


def census(source: Path, out: Path) -> str:
    """Keep country and municipalities of the state in the flat table of the census."""
    lines(source, out, lambda row: f";{STATE}" in row or ";DG;" in row)
    return "areas outside North Rhine-Westphalia"


def broadband(source: Path, out: Path) -> str:
    """Keep the speed that is read, and a second one for the county borough."""
    rows = pd.read_csv(source, dtype="str", keep_default_na=False)
    rows = rows.drop(columns=["file", "gen"], errors="ignore")
    speed, other = ("50", "2") if "2010" in source.name else ("1000", "400")
    second = rows["ags"].str.startswith(ELEVEN[0]) & (rows["min_mbit_s"] == other)
    kept = rows[(rows["min_mbit_s"] == speed) | second]
    kept.to_csv(out, index=False, lineterminator="\n")
    return "names of files and places, and all speeds but the one read and one more of Düsseldorf"


def schools(source: Path, out: Path) -> str:
    """Keep the columns that are read."""
    columns = ["Schuljahr", "Schulform", "Amtlicher Gemeindeschlüssel", "Anzahl", "Sozialindex"]
    pd.read_csv(source, dtype="str", keep_default_na=False)[columns].to_csv(
        out, index=False, lineterminator="\n"
    )
    return "all columns but five"


def points(source: Path, out: Path) -> str:
    """Keep severity and place, as exact as they are read."""
    rows = pd.read_csv(source, sep=";", dtype="str")
    for axis in ("XGCSWGS84", "YGCSWGS84"):
        rows[axis] = pd.to_numeric(rows[axis]).map("{:.4f}".format)
    kept = rows[["UKATEGORIE", "XGCSWGS84", "YGCSWGS84"]]
    kept.to_csv(out, index=False, sep=";", lineterminator="\n")
    return "all columns but three, and places of a degree after the fourth"


def outlines(source: Path, out: Path) -> str:
    """Keep the municipalities around the eleven cities and the quarters of one Stadtbezirk."""
    told = json.loads(source.read_text(encoding="utf-8"))
    wanted = {"ags": "051", "sozialraum_id": "01", "stadtbezirk_id": "01"}
    shapes = told["features"]
    cut = [key for key in wanted if key in shapes[0]["properties"]]
    for key in cut:
        shapes = [s for s in shapes if s["properties"][key].startswith(wanted[key])]
    told["features"] = shapes
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    out.write_text(text.replace('{"type":"Feature"', '\n{"type":"Feature"'), encoding="utf-8")
    return f"shapes whose {cut[0]} does not begin with {wanted[cut[0]]}" if cut else "white space"


def parts_of_cities(source: Path, out: Path) -> str:
    """Keep the columns, the variables and the levels that are read."""
    tables = [table for city in load_parts(parts.DATA / "parts") for table in city.table]
    rows = pd.read_csv(source, dtype="str", keep_default_na=False)[parts.PRINTED]
    own = [rows["variable"].isin(t.series) & rows["district_level"].isin(t.levels) for t in tables]
    rows[pd.concat(own, axis=1).any(axis=1)].to_csv(out, index=False, lineterminator="\n")
    return "all columns but five, and variables and levels that are not read"


def workbook(source: Path, out: Path, keep: Callable[[str, Rows], Rows]) -> None:
    """Write the rows kept of each sheet as a plain workbook, each cell in its column."""
    found = CalamineWorkbook.from_path(source)
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"created": datetime(2026, 11, 23)})
        for name in found.sheet_names:
            sheet = book.add_worksheet(name)
            rows = found.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for number, row in enumerate(keep(name, rows)):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    else:
                        sheet.write(number, column, cell)


def register(source: Path, out: Path) -> str:
    """Keep the states, the rows of the state and those printed more than once."""

    def keep(name: str, rows: Rows) -> Rows:
        top = next((i for i, row in enumerate(rows[:10]) if row and row[0] == "Satz-art"), None)
        if top is None:
            return rows[:3]
        state = next(i for i, cell in enumerate(rows[top + 1]) if str(cell).startswith("Land"))
        keys = [(str(row[0]), *map(str, row[state : state + 5])) for row in rows[top + 3 :]]
        twice = pd.Series(keys).duplicated(keep=False)
        kept = [
            row
            for row, again in zip(rows[top + 3 :], twice, strict=True)
            if str(row[0]).startswith("10") or row[state] == STATE or (again and row[state])
        ]
        return rows[: top + 3] + kept

    workbook(source, out, keep)
    return "counties and municipalities outside North Rhine-Westphalia, save those printed twice"


def atlas(source: Path, out: Path) -> str:
    """Keep header, end, the rows of the state and one row of another, as keys lost their zero."""

    def keep(name: str, rows: Rows) -> Rows:
        if not name.startswith("Deutschlandatlas_"):
            return rows[:1]
        head = next(i for i, row in enumerate(rows) if re.fullmatch(r"[A-Z]+\d+", str(row[0])))
        keys = [str(int(r[0])) if isinstance(r[0], float) else str(r[0]) for r in rows[head + 1 :]]
        width = max(len(key) for key in keys if key.isdigit())
        own = [key.isdigit() and key.zfill(width).startswith(STATE) for key in keys]
        other = next(i for i, key in enumerate(keys) if len(key) == width and key.isdigit()
                     and not own[i])  # fmt: skip
        end = [not key.isdigit() for key in keys]
        kept = [
            row
            for i, row in enumerate(rows[head + 1 :])
            if own[i] or (end[i] and any(row)) or i == other
        ]
        return rows[: head + 1] + kept

    workbook(source, out, keep)
    return "areas outside North Rhine-Westphalia save one per sheet, and the cover"


def transfer_keys(source: Path, out: Path) -> str:
    """Keep the rows of the state."""
    first = str(int(STATE))

    def keep(name: str, rows: Rows) -> Rows:
        return rows[:1] + [r for r in rows[1:] if re.fullmatch(first + r"\d{6}", f"{int(r[0])}")]

    workbook(source, out, keep)
    return "municipalities outside North Rhine-Westphalia"


CUTS: dict[str, Callable[[Path, Path], str]] = {
    "bbsr/ref-gemeinden-ab-2020.xlsx": transfer_keys,
    "breitband/*.csv": broadband,
    "collected/*.csv": whole,
    "deutschlandatlas/*.xlsx": atlas,
    "duesseldorf/*.geojson": outlines,
    "duesseldorf/*_values.csv": parts_of_cities,
    "excerpts/*": whole,
    "geometry/*.geojson": outlines,
    "gv_isys/*.xlsx": register,
    "localzero/*.csv": by_key,
    "regionalstatistik/*.csv": genesis_table,
    "registers/radunfaelle*.csv": points,
    "registers/schulen*.csv": schools,
    "registers/*_by_municipality.csv": whole,
    "zensus2022/*_flat.csv": census,
    "zensus2022/gerda*.csv": by_key,
}
"""Pattern of the files -> how they are cut; of files without a card only GENESIS tables count."""


def named() -> dict[str, tuple[str, str]]:
    """Return what each file is cited as, and its licence, from the cards and the area settings."""
    found = {
        f"{s.folder}/{s.file_name}": (card.citation, card.licence_name)
        for card in load_cards(SOURCES)
        for s in card.snapshots
    }
    layers = areas.settings()
    for spec in (layers["regiostar"], *layers["outlines"].values()):
        found[f"{spec['folder']}/{spec['file_name']}"] = (spec["citation"], spec["licence_name"])
    return found


def record(root: Path, out: Path) -> Iterator[str]:
    """Write the excerpts and ``PROVENANCE.md`` below ``out``; yields a line per file."""
    known = named()
    shutil.rmtree(out, ignore_errors=True)
    rows = []
    for pattern, cut in CUTS.items():
        for source in sorted(root.glob(pattern)):
            name = source.relative_to(root).as_posix()
            if name not in known and cut is not genesis_table:
                continue
            office = (
                f"Statistische Ämter des Bundes und der Länder: {source.stem}",
                "dl-de/by-2-0",
            )
            citation, licence = known.get(name, office)
            target = out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            left_out = cut(source, target)
            rows.append(f"| {name} | {citation} | {licence} | {left_out} |")
            yield f"{name}: {target.stat().st_size:,} of {source.stat().st_size:,} bytes"
    head = (
        "# Recorded excerpts of publishers' files\n\n"
        "Real rows, as printed, for the tests, written by `python -m tests.etl.record DIR`.\n"
        "Addresses and dates of retrieval are on the cards in `data/sources` and in\n"
        "`data/geometry/areas.toml`. Licences are as the source states them.\n\n"
        "| File | Source | Licence | Cut |\n|---|---|---|---|\n"
    )
    (out / "PROVENANCE.md").write_text(head + "\n".join(sorted(rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, metavar="DIR", help="publishers' whole files")
    for line in record(parser.parse_args().files, RECORDED):
        print(line)
