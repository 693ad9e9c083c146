"""The walls of the house: who imports whom, and what must stand in data files or nowhere."""

from __future__ import annotations

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [
    ROOT / "app.py",
    ROOT / "resilience" / "dashboard.py",
    *sorted((ROOT / "pages").glob("*.py")),
]
INDICATORS = sorted((ROOT / "indicators").rglob("*.py"))
MODULES = sorted(path for room in ("resilience", "etl") for path in (ROOT / room).rglob("*.py"))

NOT_FOR_SCREENS = {"aiohttp", "duckdb", "etl", "http", "httpx", "indicators", "requests", "urllib3"}
KEY = re.compile(r"(?<!\d)05\d{3}(\d{3})?(?!\d)")
# Written in parts, so that this file does not hold what it looks for.
INDEX_HOSTS = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "ana" + "conda.org")
NOT_SEARCHED = {".git", ".venv", ".hypothesis", ".benchmarks", "build", "__pycache__"}


def imports(path: Path) -> set[str]:
    """Return the modules a file imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def texts(path: Path) -> Iterator[str]:
    """Yield a Python file's strings, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if text and id(node) not in docstrings:
            yield node.value


def files() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the repository with its content."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [n for n in below if n not in NOT_SEARCHED and not n.endswith("_cache")]
        for path in (Path(folder, name) for name in names):
            try:
                yield path, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def city_names() -> set[str]:
    """Return the names of the cities the dashboard is for, as on screen and as registered."""
    regions = [tomllib.loads(p.read_text("utf-8")) for p in (ROOT / "data/regions").glob("*.toml")]
    cities = {key for region in regions if region.get("selectable") for key in region["members"]}
    areas = pd.read_parquet(ROOT / "data/geometry/areas.parquet", columns=["ags", "name"])
    registered = set(areas.loc[areas["ags"].isin(cities), "name"])
    short = {name for region in regions for name in region.get("short_names", {}).values()}
    return registered | short


def test_imports_go_one_way() -> None:
    assert lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True) == 0


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_screens_import_no_data_access(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & NOT_FOR_SCREENS
    assert "urllib.request" not in imports(path)


def test_only_sources_fetch() -> None:
    kernel = [path for path in MODULES if path.is_relative_to(ROOT / "resilience")]
    assert not [path for path in kernel if "urllib.request" in imports(path)]


def test_an_indicator_imports_the_words_of_a_declaration_only() -> None:
    assert len(INDICATORS) > 4
    strangers = {str(p.relative_to(ROOT)): imports(p) - {"resilience.spec"} for p in INDICATORS}
    assert {name: found for name, found in strangers.items() if found} == {}


def test_no_city_is_named_in_python() -> None:
    names = city_names()
    assert len(names) > 10
    named = re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b")
    found = [
        f"{path.relative_to(ROOT)}: {text[:80]!r}"
        for path in [*SCRIPTS, *MODULES]
        for text in texts(path)
        if KEY.search(text) or named.search(text)
    ]
    assert found == []


def test_no_path_of_this_machine_is_written_down() -> None:
    machine = {str(place) + os.sep for place in (ROOT, ROOT.parent, Path.home())} - {os.sep * 2}
    here = re.compile("|".join(rf"(?<![\w.-]){re.escape(place)}" for place in sorted(machine)))
    assert [str(path) for path, text in files() if here.search(text)] == []


def test_no_package_index_is_written_down() -> None:
    named = re.compile("|".join(map(re.escape, INDEX_HOSTS)))
    assert [str(path) for path, text in files() if named.search(text)] == []


def test_test_files_have_names_of_their_own():
    """Without packages, pytest takes two files of one name for the same module."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names))


def test_the_documentation_names_every_module():
    """One line per module under the heading of its room, and none for a module that is not."""
    named, room = set(), ""
    for line in (ROOT / "docs/architecture.md").read_text("utf-8").splitlines():
        if line.startswith("#"):
            room = line.removeprefix("### ") if line.startswith("### ") else ""
        elif room and (match := re.match(r"- `(\w+)` \S", line)):
            named.add(f"{room}{match[1]}.py")
    modules = {str(p.relative_to(ROOT)) for p in MODULES if p.name != "__init__.py"}
    assert named == modules


def test_few_modules_lie_beside_the_rooms():
    assert len(list((ROOT / "resilience").glob("*.py"))) <= 12


DRAWN = ("charts", "maps")
ONE_WORD = {
    *("main", "parser", "fetch", "read", "write", "observations", "check", "find", "build"),
    "address",
    *("FILES", "FOLDER", "MISSING", "ROOT", "Reading", "figures", "table"),
    *("provenance_of", "provenance_of_all_years", "provenance_of_both", "provenance_of_scores"),
}
"""Names that several modules may have: what each command or source calls its own, and what a page
asks through its cache."""


def test_a_public_name_means_one_thing():
    found: dict[str, set[str]] = {}
    for path in MODULES:
        room = path.relative_to(ROOT).parts[1]
        for node in ast.parse(path.read_text("utf-8")).body if room not in DRAWN else ():
            targets = node.targets if isinstance(node, ast.Assign) else [node]
            for one in targets:
                name = getattr(one, "name", getattr(one, "id", "_"))
                if isinstance(one, (ast.FunctionDef, ast.ClassDef, ast.Name)) and name[0] != "_":
                    found.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    twice = {name: sorted(paths) for name, paths in found.items() if len(paths) > 1}
    assert {name: paths for name, paths in twice.items() if name not in ONE_WORD} == {}
