"""The recorded excerpts are what the script cuts, and nothing else lies beside them."""

from __future__ import annotations

from pathlib import Path

from tests.etl.record import CUTS, RECORDED, record


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_cutting_the_excerpts_again_leaves_them_as_they_are(tmp_path: Path) -> None:
    told = list(record(RECORDED, tmp_path / "again"))
    assert contents(tmp_path / "again") == contents(RECORDED)
    assert len(told) == len(contents(RECORDED)) - 1  # PROVENANCE.md


def test_every_kind_of_file_is_recorded_and_small() -> None:
    for pattern in CUTS:
        assert list(RECORDED.glob(pattern)), pattern
    assert sum(map(len, contents(RECORDED).values())) <= 5_000_000
