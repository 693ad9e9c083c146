"""Lists the series at hand, for analysts who look for the inputs of an indicator."""

from __future__ import annotations

import argparse
import sys

from resilience.cli.kit.table import text_table
from resilience.settings import warehouse_path


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience series``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience series",
        description="List the series there are: id, label, unit, years, areas, categories.",
    )
    own.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="all must occur, in any form, or a synonym; German or English",
    )
    return own


def main(argv: list[str]) -> int:
    """Run the command; return 1 if no series fits or there is no warehouse."""
    search = " ".join(parser().parse_args(argv).words)
    from resilience.model.search import holding, nearest_word
    from resilience.warehouse.holdings import not_yet_built, series_at_hand
    from resilience.warehouse.opening import WarehouseError, questions_to

    try:
        with questions_to(warehouse_path()) as connection:
            everything = series_at_hand(connection)
            waiting = not_yet_built(connection)
    except WarehouseError as error:
        print(error, file=sys.stderr)
        return 1
    if waiting:
        print(
            f"Not in the warehouse yet: {', '.join(waiting)}; run python3 -m resilience build",
            file=sys.stderr,
        )
    texts = [one.text for one in everything]
    kept = [one for one, fits in zip(everything, holding(texts, search), strict=True) if fits]
    begins = search.casefold()
    kept.sort(key=lambda one: not one.label_en.casefold().startswith(begins))
    if not kept:
        hint = nearest_word(texts, search)
        print(
            f"No series holds {search!r}{hint}; without a word all {len(everything)} are listed.",
            file=sys.stderr,
        )
        return 1
    rows = [
        [one.series_id, one.label_en, one.unit, one.span, str(one.areas), one.parts] for one in kept
    ]
    print(text_table(["series", "label", "unit", "periods", "areas", "categories"], rows, width=60))
    print(f"{len(kept)} of {len(everything)} series; in needs, name the categories to be read.")
    return 0
