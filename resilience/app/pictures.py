"""Pictures of a page without the page: captured while its script runs without a session."""

from __future__ import annotations

import logging
import re
import runpy
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from threading import Thread
from typing import Any

from resilience.app import cache
from resilience.app.selection import showing
from resilience.charts.still import Still
from resilience.model.provenance import Provenance
from resilience.model.selection import Selection
from resilience.settings import ROOT


@dataclass(frozen=True)
class PagePicture:
    """A picture as it appears on its page.

    Parameters
    ----------
    title, source
        What it shows, and where its values come from.
    sentence
        Alternative text.
    legend
        How to read it.
    figure
        A chart's figure as JSON.
    still, html
        Another picture, or a table as HTML.
    beside
        HTML of the legend beside it.
    """

    title: str
    source: str
    sentence: str = ""
    legend: str = ""
    figure: str = ""
    still: Still | None = None
    html: str = ""
    beside: str = ""


def table_picture(title: str, source: Provenance, *parts: str) -> PagePicture:
    """Return a table, with its legend, as a picture, without its links."""
    return PagePicture(title, source.brief, html=_LINK.sub("", _SORT.sub("", "".join(parts))))


_SORT = re.compile(r'<a class="so"[^>]*>.*?</a>', re.DOTALL)
_LINK = re.compile(r"</?a\b[^>]*>")
_taken: ContextVar[dict[str, PagePicture] | None] = ContextVar("taken", default=None)


def take(key: str, picture: PagePicture) -> bool:
    """Keep a picture if the page runs for its pictures only, and return whether it does."""
    taken = _taken.get()
    if taken is not None:
        taken[key] = picture
    return taken is not None


def _quiet(record: logging.LogRecord) -> bool:
    """Suppress warnings that a script runs without a session, which is intended here."""
    return _THREAD not in record.getMessage()


_THREAD = "pictures of a page"
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").addFilter(_quiet)


def pictures_of(page: str, selection: Selection) -> dict[str, PagePicture]:
    """Return the pictures that a page shows for a selection, by their keys on it.

    Its script runs once per build and selection, outside of any session: there all of Streamlit's
    commands do nothing, and every control has the value that the selection gives it.
    """
    return cache.computed(_run, page, selection)


def _run(page: str, selection: Selection) -> dict[str, PagePicture]:
    found: dict[str, PagePicture] = {}
    faults: list[Exception] = []

    def run() -> None:
        _taken.set(found)
        with showing(selection):
            try:
                runpy.run_path(str(ROOT / "pages" / f"{page}.py"))
            except Exception as fault:  # it is raised below, where somebody waits for it
                faults.append(fault)

    thread: Any = Thread(target=copy_context().run, args=(run,), name=_THREAD)
    thread.start()
    thread.join()
    if faults:
        raise faults[0]
    return found
