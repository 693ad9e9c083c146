"""Writes files atomically: a name holds the old file or the complete new one, never a part."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary file to write, which replaces ``path`` if the block succeeds.

    It is in the same folder and is flushed to disk before it is renamed. If the block raises or the
    process is killed, ``path`` stays as it was; leftovers of killed processes are removed next
    time. A pipe or device cannot be replaced and is yielded itself.
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
    """Write a text atomically as UTF-8, line endings unchanged."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes atomically."""
    with replacing(path) as fresh:
        fresh.write_bytes(content)


def remove_leftovers(folder: Path, name: str | None = None) -> None:
    """Remove killed processes' temporary files for the file ``name``, or for all, in a folder."""
    own = r".+" if name is None else re.escape(name)
    leftover = re.compile(own + r"\.(\d{1,9})\.new(\.wal|\.tmp)?")
    for path in folder.iterdir():
        match = leftover.fullmatch(path.name)
        if match and not _runs(int(match[1])):
            _remove(path)


def _runs(pid: int) -> bool:
    """Return whether another process with this id is running."""
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
