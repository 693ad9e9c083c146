"""Finds the editions of a publisher's file: at known addresses, or behind a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from etl.live.faults import Absent, FetchError
from etl.live.http import Session


def fetch_editions(
    session: Session, addresses: Mapping[str, str], folder: Path, what: str
) -> list[Path]:
    """Write the files that the publisher has into a folder, skipping those that do not exist.

    Parameters
    ----------
    addresses
        File name in the folder -> address.
    what
        Named as missing in the error if there is none at all.

    Raises
    ------
    FetchError
        There is none, or one could not be fetched.
    """
    files = []
    for name, address in addresses.items():
        try:
            (folder / name).write_bytes(session.get(address))
        except Absent:
            continue
        files.append(folder / name)
    if not files:
        raise FetchError(f"there is no {what}.")
    return files


def linked(session: Session, page: str, file: str) -> str:
    """Return the address of the first link on a page to a file that fits a pattern.

    Raises
    ------
    FetchError
        The page links no such file.
    """
    text = session.get(page, page=True).decode("utf-8", "replace")
    found = re.search(rf"""href=["']([^"']*{file}[^"']*)["']""", text, re.IGNORECASE)
    if found is None:
        raise FetchError(f"{page} links no file like {file!r} any more; correct the card.")
    return session.join(page, found[1])
