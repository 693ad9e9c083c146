"""Schools: register, pupils and social index, three lists of the ministry of the state.

The first column's ``register`` is the address of the lists of schools and pupils; ``kind`` of the
others is the kind of school here and ``codes`` its codes in the register; an empty kind is not a
school. The list of the social index is linked on the page of the card and named after the school
year.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from etl import registers
from etl.live.editions import linked
from etl.live.http import Session
from etl.live.layout import LayoutError, Reading, kept, table, text
from resilience.model.sources import Card, Live

_SCHOOLS, _PUPILS = "schuldaten.csv", "anzahlen.csv"
_INDEX = r"schulliste_sj_\d\d_\d\d_open_data\.csv"
_YEAR = re.compile(r"schulliste_sj_(\d\d)_(\d\d)_open_data\.csv")
_OPEN = "1"
_NUMBER = "Schulnummer"
_FEW = 0.05
"""A greater share of schools without pupils means that the lists do not belong together."""


def fetch(session: Session, card: Card, live: Live, folder: Path, since: int) -> list[Path]:
    """Write the three current lists into a folder; earlier years are not available."""
    register = live.columns[0]["register"]
    index = linked(session, live.address, _INDEX)
    places = {
        _SCHOOLS: f"{register}/{_SCHOOLS}",
        _PUPILS: f"{register}/SchuelerGesamtZahl/{_PUPILS}",
        index.rsplit("/", 1)[-1]: index,
    }
    for name, place in places.items():
        (folder / name).write_bytes(session.get(place))
    return [folder / name for name in places]


def read(card: Card, live: Live, files: list[Path]) -> Reading:
    """Return schools and pupils by kind, and pupils by social index, as of autumn."""
    named = {file.name: file for file in files}
    year = next((year for name in named if (year := _YEAR.fullmatch(name))), None)
    if year is None or not {_SCHOOLS, _PUPILS} <= set(named):
        raise LayoutError(
            f"{', '.join(named)}: the lists {_SCHOOLS}, {_PUPILS} and one like "
            "schulliste_sj_25_26_open_data.csv belong together; give all three."
        )
    schools = _list(named[_SCHOOLS], {"Schulform", "Gemeindeschluessel", "Schulbetriebsschluessel"})
    pupils = _list(named[_PUPILS], {"Anzahl"})["Anzahl"]
    index = _list(named[year[0]], {"Sozialindexstufe"}, "cp850")["Sozialindexstufe"]
    open_now = schools[schools["Schulbetriebsschluessel"] == _OPEN]
    kinds = {code: column["kind"] for column in live.columns[1:] for code in column["codes"]}
    code = open_now["Schulform"]
    if unknown := sorted(set(code) - set(kinds)):
        raise LayoutError(
            f"{_SCHOOLS}: unknown kind of school {unknown[0]!r}, such as {_NUMBER} "
            f"{code.index[code == unknown[0]][0]}; write it among the codes on the card."
        )
    kept_schools = open_now[code.map(kinds) != ""]
    own = pd.DataFrame(
        {
            "ags": kept_schools["Gemeindeschluessel"],
            "category": kept_schools["Schulform"].map(kinds),
            "schools": 1.0,
            "pupils": _counts(pupils).reindex(kept_schools.index),
        }
    )
    uncounted = own["pupils"].isna()
    if uncounted.mean() > _FEW:
        raise LayoutError(f"{_PUPILS}: {uncounted.sum()} of {len(own)} schools are not in it.")
    rows = registers.school_figures(year[0], own, index.reindex(own.index).fillna(""))
    partly = rows["ags"].isin(own["ags"][uncounted]) & (rows["series"] != "schools")
    rows["quality"] = partly.map({True: "E", False: "A"})
    rows["note"] = partly.map({True: "a school's pupils are not published", False: ""})
    return Reading(kept(rows.assign(period=f"20{year[1]}")))


def _list(file: Path, needed: set[str], *encodings: str) -> pd.DataFrame:
    """Return a list indexed by school number; a first line that names the separator is skipped."""
    content = text(file.read_bytes(), file.name, *(encodings or ("utf-8-sig",)))
    rows = table(content.removeprefix("sep=;").lstrip(), file.name, {_NUMBER, *needed})
    if twice := rows[_NUMBER][rows[_NUMBER].duplicated()].tolist():
        raise LayoutError(f"{file.name}: school {twice[0]} stands there twice.")
    return rows.set_index(_NUMBER)


def _counts(printed: pd.Series) -> pd.Series:
    value = pd.to_numeric(printed.mask(printed == ""), errors="coerce").astype("float64")
    if (wrong := printed[value.isna() & (printed != "")]).size:
        raise LayoutError(f"{_PUPILS}: unknown sign {wrong.iloc[0]!r} where pupils are expected.")
    return value
