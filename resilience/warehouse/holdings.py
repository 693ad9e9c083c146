"""The series a warehouse holds; queried without pandas for a quick answer."""

from __future__ import annotations

from dataclasses import dataclass

from resilience.settings import ROOT
from resilience.warehouse.opening import Cursor


@dataclass(frozen=True)
class SeriesAtHand:
    """A series with the extent of its observations."""

    series_id: str
    label_de: str
    label_en: str
    unit: str
    source_id: str
    first: str
    last: str
    periods: int
    areas: int
    categories: list[str]

    @property
    def text(self) -> str:
        """All text that a search covers."""
        told = (self.series_id, self.label_de, self.label_en, self.unit, self.source_id)
        return " ".join([*told, *self.categories])

    @property
    def span(self) -> str:
        """First and last period, and the number of periods."""
        return f"{self.first}–{self.last} ({self.periods})"

    @property
    def parts(self) -> str:
        """The categories as a declaration names them; empty if there is only the total."""
        return ", ".join(map(repr, self.categories)) if self.categories != [""] else ""


def series_at_hand(cursor: Cursor) -> list[SeriesAtHand]:
    """Return every series that has observations, by id."""
    rows = cursor.execute(
        """
        SELECT s.series_id, s.label_de, s.label_en, s.unit, s.source_id,
               o.first, o.last, o.periods, o.areas, o.categories
        FROM series s JOIN (
            SELECT series_id, min(period) AS first, max(period) AS last,
                   count(DISTINCT period) AS periods, count(DISTINCT ags) AS areas,
                   list_sort(list(DISTINCT category)) AS categories
            FROM observation GROUP BY series_id
        ) o USING (series_id)
        ORDER BY s.series_id
        """
    ).fetchall()
    return [SeriesAtHand(*row) for row in rows]


def series_ids(connection: Cursor) -> set[str]:
    """Return the ids of all series."""
    return {name for (name,) in connection.execute("SELECT series_id FROM series").fetchall()}


def series_with_figures(connection: Cursor) -> set[str]:
    """Return the ids of the series that have a value."""
    sql = "SELECT DISTINCT series_id FROM observation WHERE value IS NOT NULL"
    return {name for (name,) in connection.execute(sql).fetchall()}


def not_yet_built(connection: Cursor) -> list[str]:
    """Return the ids of own series that were added since the warehouse was built."""
    cards = (ROOT / "data" / "sources").glob("own_*.toml")
    added = {card.stem.removeprefix("own_") for card in cards}
    return sorted(added - series_ids(connection))
