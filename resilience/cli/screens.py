"""The command ``screens``: a story as a file for a USB stick."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from resilience import atomic
from resilience.analysis import repository
from resilience.cli import options
from resilience.i18n import Lang
from resilience.reports.story import Facts, names, story
from resilience.reports.story.deck import document
from resilience.settings import warehouse_path
from resilience.warehouse import queries
from resilience.warehouse.opening import WarehouseError, open_read_only


def main(argv: list[str]) -> int:
    """Write the file; return the exit code."""
    given = options.screens_options().parse_args(argv)
    try:
        print(write(given.story, given.out, given.lang, given.region))
    except (ValueError, OSError, WarehouseError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def write(story_id: str, out: Path, lang: Lang, region: str | None = None) -> str:
    """Write a story's screens and return what was written.

    Raises
    ------
    ValueError
        There is no such region or story, or the file's name does not end in ``.html``.
    """
    if out.suffix != ".html":
        raise ValueError(f"--out {out}: name a file that ends in .html")
    ask = repository.through(open_read_only(warehouse_path()))
    regions = ask(queries.regions, lang)
    known = regions.loc[regions["selectable"], "region_id"].tolist()
    facts = Facts(ask, _one_of(region or known[0], known, "region"), lang)
    told = names(facts)
    name = told[_one_of(story_id, list(told), "story")]
    screens = story(facts, story_id)
    atomic.write_text(out, document(screens, name, lang))
    return f"{out}: {name}, {len(screens)} screens"


def _one_of(wanted: str, known: list[str], what: str) -> str:
    if wanted in known:
        return wanted
    near = difflib.get_close_matches(wanted, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
    raise ValueError(f"There is no {what} {wanted!r}; {hint}")
