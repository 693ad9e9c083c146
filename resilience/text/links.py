"""Ways between the pages of the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

BOUND = ("theme", "period")
"""What belongs to an indicator, so that a link to another one does not keep it."""


def address(page: str, carried: Mapping[str, str], **more: str) -> str:
    """Return the address of a page, relative to any other, that keeps what was chosen.

    Parameters
    ----------
    page
        As in the address, empty for the first one.
    carried
        What is kept, see `selection.shared` and `selection.parameters`.
    more
        What following the link chooses.
    """
    lost = BOUND if more.get("indicator") not in (None, carried.get("indicator")) else ()
    kept = {name: value for name, value in carried.items() if name not in lost}
    query = urlencode(kept | more)
    return (page or "./") + (f"?{query}" if query else "")
