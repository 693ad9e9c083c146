"""What `pip install .` puts in place is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from resilience.settings import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILT = PROJECT["tool"]["setuptools"]


def test_every_file_of_the_packages_is_in_the_wheel():
    patterns = BUILT["package-data"]["resilience"]
    for package in ("resilience", "etl"):
        files = [
            p for p in (ROOT / package).rglob("*") if p.is_file() and "__pycache__" not in p.parts
        ]
        homeless = [
            p for p in files if p.suffix == ".py" and not (p.parent / "__init__.py").is_file()
        ]
        assert homeless == [], "a folder without __init__.py is no package"
        left_out = [
            p
            for p in files
            if p.suffix != ".py" and not any(p.match(one.removeprefix("**/")) for one in patterns)
        ]
        assert left_out == []


@pytest.mark.slow
def test_an_installed_package_scores_and_reads_a_warehouse(tmp_path: Path, warehouse: Path):
    source, target = tmp_path / "source", tmp_path / "installed"
    for name in ("resilience", "etl"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    command = [sys.executable, "-m", "uv", "pip", "install", "--no-deps", "--target", str(target)]
    subprocess.run([*command, str(source)], check=True, capture_output=True)
    code = f"""
import sys
sys.path.insert(0, {str(target)!r})
from pathlib import Path
import resilience
from resilience.scoring.normalise import goalposts
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only
assert Path(resilience.__file__).is_relative_to({str(target)!r})
cursor = open_read_only(Path({str(warehouse)!r}))
print(len(queries.themes(cursor, "en")), goalposts([5.0], 0.0, 10.0)[0][0])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["4", "50.0"]
