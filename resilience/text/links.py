"""Links between the pages of the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

BOUND = ("theme", "period")
"""Query parameters that belong to an indicator; a link to another one drops them."""


def address(page: str, carried: Mapping[str, str], **more: str) -> str:
    """Return the address of a page, relative to any other, keeping the selection.

    Parameters
    ----------
    page
        Name of the page in addresses, empty for the first one.
    carried
        Query parameters to keep, see `selection.shared` and `selection.parameters`.
    more
        Query parameters that the link sets.
    """
    lost = BOUND if more.get("indicator") not in (None, carried.get("indicator")) else ()
    kept = {name: value for name, value in carried.items() if name not in lost}
    query = urlencode(kept | more)
    return (page or "./") + (f"?{query}" if query else "")
