"""A file lock by the operating system, released when its process ends."""

from __future__ import annotations

import sys
from typing import BinaryIO


def try_lock(handle: BinaryIO) -> bool:
    """Try to lock an open file until it is closed; return whether that succeeded."""
    try:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(1 << 30)  # beyond its end: the file itself stays readable to others
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
