"""Where the values of a chart, map or table come from."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True, eq=False)
class Provenance:
    """Where the values of a chart, map or table come from.

    Parameters
    ----------
    line
        The provenance line.
    sources
        Its sources one by one, see `queries.provenance`; empty where the line is enough.
    brief
        A shorter line for little room: of many tables, their number and main publishers.
    """

    line: str
    sources: pd.DataFrame = field(default_factory=pd.DataFrame)
    brief: str = ""
