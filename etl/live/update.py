"""Takes in publishers' files that were saved by hand: ``python3 -m resilience update FILE ...``."""

from __future__ import annotations

import sys
from pathlib import Path

from etl.live.intake import Effect, Say, keep, tell_effect
from etl.live.options import update_options
from etl.live.recognise import opening, recognised
from etl.live.refresh import cards_asked, one_sentence
from resilience.model.sources import Card, CardError, Live

_SHOWN = 60


def _update(
    data: Path,
    files: list[Path],
    pairs: list[tuple[Card, Live]],
    say: Say,
    dry: bool = False,
    effect: Effect | None = None,
) -> list[str]:
    """Append saved files as vintages of their sources; return one sentence per failure.

    Files of one source become one vintage.
    """
    failed, of = [], dict[str, tuple[Card, Live, list[Path]]]()
    for file in files:
        try:
            card, live = _source(file, pairs)
            of.setdefault(card.source_id, (card, live, []))[2].append(file)
        except (OSError, ValueError) as error:
            failed.append(one_sentence(error))
    came = []
    for name, (card, live, own) in of.items():
        try:
            came.append(keep(data, card, live, own, say, dry=dry).differing)
        except (OSError, ValueError) as error:
            failed.append(f"{name}: {one_sentence(error)}")
    tell_effect(data, came, effect, say)
    return failed


def _source(file: Path, pairs: list[tuple[Card, Live]]) -> tuple[Card, Live]:
    if not file.is_file():
        raise CardError(f"{file}: no such file.")
    found = recognised(file, pairs)
    names = ", ".join(card.source_id for card, _ in found)
    if len(found) > 1:
        raise CardError(f"{file.name}: may be of {names}; say which with --as.")
    if not found:
        start = " ".join(opening(file).split())[:_SHOWN]
        raise CardError(
            f"{file.name}: of no source that is known; it begins {start!r}. Say which source it "
            "is of with --as, or write a card for it."
        )
    return found[0]


def main(argv: list[str], effect: Effect | None = None) -> int:
    """Run the command; return 1 with a sentence per file or source that failed.

    Parameters
    ----------
    effect
        See `etl.live.refresh.refresh`.
    """
    options = update_options().parse_args(argv)
    try:
        pairs = cards_asked(options.data, [options.source] if options.source else [])
        if options.source:
            exact = [pair for pair in pairs if pair[0].source_id == options.source]
            if not exact:
                names = ", ".join(card.source_id for card, _ in pairs)
                raise CardError(f"--as {options.source}: say which one of {names}.")
            failed = []
            came = keep(options.data, *exact[0], options.file, print, dry=options.dry_run)
            tell_effect(options.data, [came.differing], effect, print)
        else:
            failed = _update(options.data, options.file, pairs, print, options.dry_run, effect)
    except (OSError, ValueError) as error:
        failed = [one_sentence(error)]
    for sentence in failed:
        print(sentence, file=sys.stderr)
    if not failed and not options.dry_run:
        print("Next: python3 -m resilience build")
    return 1 if failed else 0
