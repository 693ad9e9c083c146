"""Fetches newer figures from publishers and stores them: ``python3 -m resilience refresh``.

Sources are handled one by one; a failure changes neither its own figures nor any others.
"""

from __future__ import annotations

import difflib
import sys
import tempfile
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from etl.live import tries
from etl.live.clients import client
from etl.live.faults import FetchError
from etl.live.finder import find
from etl.live.http import Session
from etl.live.intake import Effect, Outcome, Say, keep, tell_effect
from etl.live.options import refresh_options
from etl.vintages import known
from resilience.model.sources import Card, CardError, Live, load_cards
from resilience.model.vintages import FILES


def cards_asked(data: Path, names: list[str]) -> list[tuple[Card, Live]]:
    """Return the sources that can be fetched: all, or those named.

    A name is that of a card, of a client, or the beginning of several cards' names up to a ``_``.

    Raises
    ------
    CardError
        A name that fits no such source; the message gives the nearest.
    """
    every = [(card, card.live) for card in load_cards(data / "sources") if card.live]
    for name in names:
        if not any(_named(name, card, live) for card, live in every):
            can = sorted({card.source_id for card, _ in every} | {live.client for _, live in every})
            near = difflib.get_close_matches(name, can, n=1, cutoff=0.3)
            hint = f"; did you mean {near[0]!r}?" if near else "."
            raise CardError(f"No source {name!r} can be asked{hint} --list names all.")
    return [pair for pair in every if not names or any(_named(name, *pair) for name in names)]


def _named(name: str, card: Card, live: Live) -> bool:
    return card.source_id == name or card.source_id.startswith(f"{name}_") or live.client == name


def refresh(
    data: Path,
    pairs: list[tuple[Card, Live]],
    session: Session,
    say: Say,
    since: int | None = None,
    dry: bool = False,
    root: Path | None = None,
    effect: Effect | None = None,
) -> list[str]:
    """Fetch sources, append what is new, and return one sentence per source that failed.

    Parameters
    ----------
    data
        The ``data`` folder.
    say
        Called with the outcome of each source as text.
    since
        Earliest year to fetch; by default the newest at hand.
    dry
        Whether to do everything except writing.
    root
        Folder with publishers' files to be read instead of asking.
    effect
        Is asked at the end what all that came means for indicators and scores.
    """
    failed, came = [], []
    for card, live in tqdm(pairs, unit="source", disable=None):
        try:
            outcome, newest, differing = _renew(data, card, live, session, say, since, dry, root)
            came.append(differing)
        except Exception as error:  # whatever it is, the other sources are to be asked
            sentence = f"{card.source_id}: {one_sentence(error)}"
            failed.append(sentence)
            outcome, newest = sentence, ""
        if not dry:
            tries.note(data / FILES, card.source_id, outcome, newest)
    tell_effect(data, came, effect, say)
    newer = sum(not differing.empty for differing in came)
    say(
        f"{len(pairs)} sources asked: {newer} with newer figures, {len(came) - newer} with nothing "
        f"new, {len(failed)} failed."
    )
    return failed


def _renew(
    data: Path,
    card: Card,
    live: Live,
    session: Session,
    say: Say,
    since: int | None,
    dry: bool,
    root: Path | None,
) -> Outcome:
    """Ask one source and return what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        if root is not None:
            files = _saved(root, card, live)
        else:
            years = known(data, card)["period"].str[:4].astype(int)
            first = since or (int(years.max()) if len(years) else live.first)
            files = client(live.client).fetch(session, card, live, Path(folder), first)
        return keep(data, card, live, files, say, since, dry)


def _saved(root: Path, card: Card, live: Live) -> list[Path]:
    files = sorted({*root.glob(live.files), *(root / card.source_id).glob(live.files)})
    if not files:
        raise FetchError(f"{root} holds no file named {live.files}.")
    return files


def one_sentence(error: Exception) -> str:
    """Return an error's first line, preceded by its type where that helps."""
    first = str(error).strip().splitlines()[0] if str(error).strip() else ""
    known_kind = isinstance(error, ValueError | OSError)
    return first if known_kind and first else f"{type(error).__name__}: {first}"


def overview(data: Path, pairs: list[tuple[Card, Live]]) -> str:
    """Return a text table: source, newest period here and at the publisher, login, last attempt."""
    noted = tries.read(data / FILES)
    rows = []
    for card, live in pairs:
        here = known(data, card)["period"]
        last = noted.get(card.source_id, tries.NEVER)
        login = "needed" if live.login_needed else "of use" if live.login else "no"
        told = last.newest or card.newer_period or "?"
        rows.append(
            [card.source_id, here.max() if len(here) else "-", told, login, live.tried, last.told]
        )
    head = ["source", "here", "publisher", "login", "tried", "last try"]
    return pd.DataFrame(rows, columns=head).to_string(index=False, justify="left")


def main(argv: list[str], effect: Effect | None = None) -> int:
    """Run the command; return 1 with a sentence per source that failed.

    Parameters
    ----------
    effect
        See `refresh`.
    """
    options = refresh_options().parse_args(argv)
    try:
        pairs = cards_asked(options.data, options.source)
    except CardError as error:
        print(error, file=sys.stderr)
        return 2
    if options.root and not options.root.is_dir():
        print(f"{options.root}: no such folder", file=sys.stderr)
        return 2
    if options.list:
        print(overview(options.data, pairs))
        return 0
    session = Session(options.data / FILES / "cache")
    if options.find:
        return _find(session, options.find)
    try:
        asked = (options.since, options.dry_run, options.root, effect)
        failed = refresh(options.data, pairs, session, tqdm.write, *asked)
    finally:
        session.close()
    for sentence in failed:
        print(sentence, file=sys.stderr)
    if len(failed) < len(pairs) and not options.dry_run:
        print("Next: python3 -m resilience build")
    return 1 if failed else 0


def _find(session: Session, words: str) -> int:
    try:
        print("\n".join(find(session, words)))
    except FetchError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        session.close()
    return 0
