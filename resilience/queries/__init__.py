"""Every SELECT the app needs, one function each: selection in, data frame out."""

from resilience.queries.base import (
    Cursor,
    areas,
    build,
    corrections,
    editions,
    indicator_values,
    indicators,
    newest_values,
    outlines,
    peers,
    provenance,
    regions,
    score_provenance,
    theme_inputs,
    theme_scores,
    themes,
)

__all__ = [
    "Cursor",
    "areas",
    "build",
    "corrections",
    "editions",
    "indicator_values",
    "indicators",
    "newest_values",
    "outlines",
    "peers",
    "provenance",
    "regions",
    "score_provenance",
    "theme_inputs",
    "theme_scores",
    "themes",
]
