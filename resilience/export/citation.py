"""How to cite the dashboard and its contents."""

from __future__ import annotations

from typing import Any

import pandas as pd

from resilience.i18n import Lang, t
from resilience.text.provenance import date_text, licence_text

Build = dict[str, Any]


def known_on(build: Build, lang: Lang) -> str:
    """Return the day whose state of knowledge a build shows, as the language writes it."""
    earlier = build.get("as_of")
    return date_text(build["built_at"] if pd.isna(earlier) else earlier, lang)


def citation(build: Build, register: pd.DataFrame, region: str, lang: Lang) -> str:
    """Return the line by which the dashboard is cited, with every publisher behind an indicator.

    Parameters
    ----------
    build, register
        See `queries.build` and `queries.source_register`.
    region
        Name of the areas the figures are of.
    """
    used = register[register["indicators"] > 0]
    publishers = " · ".join(dict.fromkeys(used["publisher"]))
    return t(
        lang,
        "data.citation",
        region=region,
        date=known_on(build, lang),
        build=build["build_id"],
        publishers=publishers,
    )


def outline_credit(outlines: pd.DataFrame, lang: Lang) -> str:
    """Return the attribution of the outlines, each with its licence."""
    word = t(lang, "provenance.col_licence")
    return "; ".join(
        f"{row['citation']} ({word}: {licence_text(row['licence'], lang)})"
        for row in outlines.to_dict("records")
    )
