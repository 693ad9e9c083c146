"""Tables for the terminal."""

from __future__ import annotations

import textwrap


def text_table(head: list[str], rows: list[list[str]], width: int = 80) -> str:
    """Return a table with columns as wide as their longest line; longer cells are wrapped."""
    wrapped = [[textwrap.wrap(cell, width) or [""] for cell in row] for row in [head, *rows]]
    widths = [max(len(line) for row in wrapped for line in row[i]) for i in range(len(head))]
    lines = []
    for row in wrapped:
        for n in range(max(map(len, row))):
            cells = [cell[n] if n < len(cell) else "" for cell in row]
            lines.append("  ".join(c.ljust(w) for c, w in zip(cells, widths, strict=True)).rstrip())
    return "\n".join(lines)
