"""Writes files so that under their name there is the old one or the whole new one, never a part."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a file to write that takes the place of ``path`` if the block ends well.

    It lies in the same folder and reaches the disk before it gets its name. If the block raises, or
    the process is killed, ``path`` stays as it was; what a killed process left is removed the next
    time. A pipe or device cannot be replaced and is given itself.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        yield target
        return
    remove_leftovers(target.parent, target.name)
    fresh = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        yield fresh
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(fresh, target)
    finally:
        for suffix in ("", ".wal", ".tmp"):  # the latter two are DuckDB's, beside a new warehouse
            _remove(fresh.with_name(fresh.name + suffix))


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, its line ends as they are, by way of `replacing`."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes by way of `replacing`."""
    with replacing(path) as fresh:
        fresh.write_bytes(content)


def remove_leftovers(folder: Path, name: str | None = None) -> None:
    """Remove what killed processes left of the file ``name``, or of every file, in a folder."""
    own = r".+" if name is None else re.escape(name)
    leftover = re.compile(own + r"\.(\d{1,9})\.new(\.wal|\.tmp)?")
    for path in folder.iterdir():
        match = leftover.fullmatch(path.name)
        if match and not _runs(int(match[1])):
            _remove(path)


def _runs(pid: int) -> bool:
    """Tell whether another process of this id runs."""
    if pid == os.getpid() or os.name == "nt":
        return False  # on Windows, a signal would end it; but a file in use cannot be removed there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove(path: Path) -> None:
    with suppress(PermissionError):  # in use, on Windows
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
