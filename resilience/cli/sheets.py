"""The commands that print: sheets of cities and of the region, briefs on a theme field."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from resilience import atomic
from resilience.analysis import repository
from resilience.cli import options
from resilience.i18n import Lang
from resilience.reports.document import Document
from resilience.reports.sheets.brief import Brief
from resilience.reports.sheets.city import CitySheet, city_file
from resilience.reports.sheets.common import Common
from resilience.reports.sheets.region import region_file, region_sheet
from resilience.reports.typeset import html_bytes, pdf_bytes
from resilience.reports.word import docx_bytes
from resilience.settings import warehouse_path
from resilience.warehouse import queries
from resilience.warehouse.opening import WarehouseError, open_read_only

MAKERS: dict[str, Callable[[Document], bytes]] = {
    ".pdf": pdf_bytes,
    ".html": html_bytes,
    ".docx": docx_bytes,
}
_ALL = "all"


class PrintError(ValueError):
    """A file that cannot be made; the message says what to change."""


def sheet(argv: list[str]) -> int:
    """Run the command ``sheet``; return 1 if it cannot be done."""
    given = options.sheet_options().parse_args(argv)
    return _run(lambda: _sheets(given.area, given.out, given.lang, given.region, given.pages))


def brief(argv: list[str]) -> int:
    """Run the command ``brief``; return 1 if it cannot be done."""
    given = options.brief_options().parse_args(argv)
    return _run(lambda: _brief(given.theme, given.out, given.lang, given.region))


def _run(make: Callable[[], list[Path]]) -> int:
    try:
        for path in make():
            print(path)
    except (PrintError, WarehouseError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _sheets(area: str, out: Path, lang: Lang, region: str | None, pages: int) -> list[Path]:
    ask = _ask()
    regions = _members_of_regions(ask)
    chosen = _region(region, regions)
    if area == _ALL:
        return _every(out, _rows(ask, chosen, lang), pages)
    _check(out)
    if area in regions:
        return [_write(out, region_sheet(_rows(ask, area, lang)))]
    fitting = {chosen: regions[chosen]} if region else regions
    home = next((one for one, members in fitting.items() if area in members), None)
    if home is None:
        cities = {ags: name for members in fitting.values() for ags, name in members.items()}
        named = ", ".join(f"{ags} ({name})" for ags, name in cities.items())
        raise PrintError(
            f"There is no sheet of {area!r}; give the key of a city: {named}; or the id of a "
            f"region: {', '.join(regions)}; or {_ALL!r}"
        )
    return [_write(out, CitySheet(_rows(ask, home, lang), area).document(pages))]


def _every(folder: Path, common: Common, pages: int) -> list[Path]:
    if folder.suffix in MAKERS or folder.is_file():
        raise PrintError(f"{folder}: with {_ALL!r}, --out names a folder; this is a file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PrintError(_unwritable(folder, error)) from error
    made = [_write(folder / f"{region_file(common.label, common.lang)}.pdf", region_sheet(common))]
    for ags, name in common.members.set_index("ags")["name"].items():
        path = folder / f"{city_file(name, common.lang)}.pdf"
        made.append(_write(path, CitySheet(common, str(ags)).document(pages)))
    return made


def _brief(theme: str, out: Path, lang: Lang, region: str | None) -> list[Path]:
    ask = _ask()
    _check(out)
    common = _rows(ask, _region(region, _members_of_regions(ask)), lang)
    themes = common.themes["theme_id"].tolist()
    if theme not in themes:
        raise PrintError(f"There is no theme field {theme!r}; there are: {', '.join(themes)}")
    return [_write(out, Brief(common, theme).document())]


def _ask() -> repository.Ask:
    """Return a function that runs queries on the warehouse in use, each only once."""
    return cache(repository.through(open_read_only(warehouse_path())))


def _members_of_regions(ask: repository.Ask) -> dict[str, dict[str, str]]:
    """Return the regions offered on screen with the names of their members by key."""
    regions = ask(queries.regions, "de")
    found = {}
    for one in regions.loc[regions["selectable"], "region_id"]:
        areas = ask(queries.areas, one)
        members = areas[areas["role"] == "member"]
        found[one] = dict(zip(members["ags"], members["name"], strict=True))
    return found


def _region(region: str | None, regions: dict[str, dict[str, str]]) -> str:
    if region is None:
        return next(iter(regions))
    if region not in regions:
        raise PrintError(f"There is no region {region!r}; there are: {', '.join(regions)}")
    return region


def _rows(ask: repository.Ask, region: str, lang: Lang) -> Common:
    return Common(ask, region, lang, dict(ask(queries.build)))


def _check(path: Path) -> None:
    """Raise `PrintError` if files with this name's extension cannot be made."""
    if path.suffix not in MAKERS:
        raise PrintError(
            f"{path}: {path.suffix or 'no suffix'!r} is not made; "
            f"let the name end in {' or '.join(MAKERS)}"
        )


def _write(path: Path, document: Document) -> Path:
    content = MAKERS[path.suffix](document)
    try:
        atomic.write_bytes(path, content)
    except OSError as error:
        raise PrintError(_unwritable(path, error)) from error
    return path


def _unwritable(path: Path, error: OSError) -> str:
    return f"{path}: cannot be written ({error.strerror}); name another place with --out"
