"""One at a time: the operating system's lock on a file, which goes with its process."""

from __future__ import annotations

import sys
from typing import BinaryIO


def try_lock(handle: BinaryIO) -> bool:
    """Take the lock of an open file, held until it is closed; return whether that was possible."""
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
