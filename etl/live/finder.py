"""Search for open data sets of German authorities in GovData."""

from __future__ import annotations

import json

from etl.live.faults import FetchError
from etl.live.http import Session

_ADDRESS = "https://ckan.govdata.de/api/3/action/package_search"
_SHOWN = 10


def find(session: Session, words: str) -> list[str]:
    """Return lines: the number of hits, then title, publisher and files of the first ones.

    Raises
    ------
    FetchError
        GovData's answer is not that of a CKAN.
    """
    try:
        answer = json.loads(session.get(_ADDRESS, {"q": words, "rows": str(_SHOWN)}))
        result = answer["result"]
        lines = [f"{result['count']} data sets for {words!r}"]
        for found in result["results"]:
            by = (found.get("organization") or {}).get("title") or "?"
            lines.append(f"{found['title']} ({by}; licence {found.get('license_id') or '?'})")
            lines += [f"  {r.get('format') or '?'}: {r['url']}" for r in found["resources"]]
    except FetchError:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError(f"GovData answers in another way than known ({error}).") from error
    return lines
