"""Coverage of resilience frameworks: items with indicators, and items without open data."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import TELLS, Canvas
from resilience.charts.field import Place
from resilience.charts.hover import bold, told
from resilience.charts.style import MISSING_FILL, MISSING_LINE, SEQUENCE, ColourScheme
from resilience.i18n import Lang, number, t
from resilience.safe_csv import csv_text
from resilience.spec import CAPACITIES
from resilience.text.links import address
from resilience.text.tables import Column, Link

STATUSES = ("covered", "part", "awaiting", "open", "no_data")
"""From most to least; the last two have no indicator, without and with a reason."""

FILL = {
    "covered": (SEQUENCE[3], "#ffffff"),
    "part": (SEQUENCE[1], "#17212b"),
    "awaiting": ("#e2c48d", "#17212b"),
    "open": ("#c9ced4", "#17212b"),
    "no_data": (MISSING_FILL, "#17212b"),
}
"""Per status its colour and the text colour on it, none of them red or green."""

PATTERNS = {"awaiting": ".", "no_data": "/"}
"""Statuses with a pattern on their colour."""
HATCH_INK = "#a89f8e"
MARGINS = (160.0, 20.0, 50.0, 46.0)
BAR = 34

NARROW = 2.5
"""Segments of a bar below this share, in percent, carry no number, as it would not fit."""

CSV_COLUMNS = (
    "framework_id",
    "framework",
    "item_id",
    "section",
    "code",
    "title",
    "status",
    "indicators",
    "verified",
    "verified_in",
    "gap",
)


def coverage(frameworks: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Return the number of items of each framework, a column per status."""
    counts = pd.crosstab(items["framework_id"], items["status"])
    counts = counts.reindex(index=frameworks["framework_id"], columns=STATUSES, fill_value=0)
    return counts.reset_index().merge(
        frameworks[["framework_id", "short", "name"]], on="framework_id"
    )


def coverage_figure(
    counts: pd.DataFrame, chosen: str, lang: Lang, scheme: ColourScheme
) -> go.Figure:
    """Return one bar per framework, divided by status; the chosen one is in bold."""
    height = len(counts) * BAR
    canvas, rows = Canvas(lang, scheme, height, MARGINS), counts.to_dict("records")
    totals = [sum(row[status] for status in STATUSES) for row in rows]
    names = [bold(row["short"], row["framework_id"] == chosen) for row in rows]
    at = canvas.field(
        Place(0, height),
        {
            "range": [0, 100],
            "tickvals": [*range(0, 101, 20)],
            "ticktext": [f"{share}\N{NO-BREAK SPACE}%" for share in range(0, 101, 20)],
            "title": {"text": t(lang, "crosswalk.axis")},
        },
        {
            "range": [len(rows) - 0.4, -0.6],
            "tickvals": [*range(len(rows))],
            "ticktext": names,
            "showgrid": False,
        },
    )
    for status in STATUSES:
        colour, ink = FILL[status]
        shares = [100 * row[status] / total for row, total in zip(rows, totals, strict=True)]
        pattern = {
            "shape": PATTERNS.get(status, ""),
            "fgcolor": HATCH_INK,
            "bgcolor": colour,
            "size": 7,
        }
        canvas.traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": t(lang, f"coverage.{status}"),
                "x": shares,
                "y": [*range(len(rows))],
                "width": 0.78,
                "marker": {
                    "color": colour,
                    "line": {"color": MISSING_LINE, "width": 0.6},
                    "pattern": pattern,
                },
                "text": [
                    str(row[status]) if share >= NARROW else ""
                    for row, share in zip(rows, shares, strict=True)
                ],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": ink, "shadow": ",".join([f"0 0 3px {colour}"] * 4)},
                "constraintext": "none",
                "hovertext": [_hover(row, status, lang) for row in rows],
                "hovertemplate": TELLS,
                **at.axes,
            }
        )
    legend = {"y": 1 + 8 / height, "yanchor": "bottom", "traceorder": "normal"}
    return canvas.figure(barmode="stack", showlegend=True, legend=legend)


def _hover(row: dict[Hashable, Any], status: str, lang: Lang) -> str:
    counted = t(lang, "crosswalk.hover", n=row[status], total=sum(row[s] for s in STATUSES))
    return told(row["name"], f"{t(lang, f'coverage.{status}')}: {counted}")


def coverage_sentence(counts: pd.DataFrame, chosen: str, lang: Lang) -> str:
    """Return the chosen framework's counts in words."""
    row = counts[counts["framework_id"] == chosen].iloc[0]
    parts = [t(lang, f"coverage_count.{status}", n=row[status]) for status in STATUSES]
    total = int(row[list(STATUSES)].sum())
    return t(lang, "crosswalk.sentence", framework=row["name"], n=total, parts=", ".join(parts))


def coverage_table(counts: pd.DataFrame, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return the counts behind the figure, with the share that indicators with figures cover."""
    totals = counts[list(STATUSES)].sum(axis=1)
    share = 100 * (counts["covered"] + counts["part"]) / totals
    table = counts.assign(total=totals, share=[f"{number(s, 0, lang)} %" for s in share])
    columns = [
        Column("name", t(lang, "crosswalk.col_framework")),
        Column("total", t(lang, "crosswalk.col_items"), numeric=True),
        *(Column(status, t(lang, f"coverage.{status}"), numeric=True) for status in STATUSES),
        Column("share", t(lang, "crosswalk.col_share"), numeric=True),
    ]
    return table, columns


def item_table(
    items: pd.DataFrame, links: pd.DataFrame, carried: Mapping[str, str], lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a framework's items with status, indicators, gap and whether they were checked.

    Parameters
    ----------
    items, links
        See `queries.framework_items` (one framework's) and `queries.item_indicators`.
    carried
        Query parameters that links keep.
    """
    named: list[Any] = [_told(item, links, carried, lang) for item in items.to_dict("records")]
    table = items.assign(
        section=(items["section_code"] + " " + items["section"]).str.strip(),
        status_text=[t(lang, f"coverage.{status}") for status in items["status"]],
        told=named,
        checked=[_yes(known, lang) for known in items["verified"]],
    )
    columns = [
        Column("title", t(lang, "crosswalk.col_item")),
        Column("code", t(lang, "crosswalk.col_code")),
        Column("section", t(lang, "crosswalk.col_section")),
        Column("status_text", t(lang, "crosswalk.col_status")),
        Column("told", t(lang, "crosswalk.col_told")),
        Column("checked", t(lang, "crosswalk.col_checked")),
    ]
    if not items["code"].any():  # not every framework numbers its items
        columns = [column for column in columns if column.field != "code"]
    return table, columns


def _yes(known: bool, lang: Lang) -> str:
    return t(lang, "crosswalk.yes") if known else t(lang, "crosswalk.no")


def _told(
    item: Mapping[Any, Any], links: pd.DataFrame, carried: Mapping[str, str], lang: Lang
) -> tuple[Link, ...]:
    """Return the indicators of an item and, where figures are missing, why."""
    own = links[links["item_id"] == item["item_id"]].to_dict("records")
    told = [
        Link(
            t(lang, "crosswalk.awaited", indicator=r["label"]) if r["awaiting"] else r["label"],
            address("indicator", carried, indicator=r["indicator_id"]),
        )
        for r in own
    ]
    if isinstance(item["gap"], str) and item["status"] in ("part", "no_data"):
        told.append(Link(item["gap"]))
    return tuple(told)


def gap_map(counts: pd.DataFrame, themes: pd.DataFrame, lang: Lang) -> str:
    """Return an HTML matrix of theme and capacity with the number of indicators; 0 is hatched.

    Parameters
    ----------
    counts
        See `queries.capacity_counts`.
    """
    cells = counts.set_index(["theme_id", "capacity"])
    caption = t(lang, "crosswalk.map_caption")
    head = "".join(f'<th scope="col">{escape(t(lang, f"capacity.{c}"))}</th>' for c in CAPACITIES)
    body = []
    for theme in themes.to_dict("records"):
        row = "".join(_cell(cells.loc[(theme["theme_id"], c)], lang) for c in CAPACITIES)
        body.append(f'<tr><th scope="row">{escape(theme["label"])}</th>{row}</tr>')
    return (
        f'<div class="rw" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="rt"><caption>{escape(caption)}</caption><thead><tr>'
        f'<th scope="col">{escape(t(lang, "overview.col_theme"))}</th>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _cell(counted: pd.Series, lang: Lang) -> str:
    active, awaiting = int(counted["active"]), int(counted["awaiting"])
    if active:
        step = min((active + 1) // 2, len(SEQUENCE) - 1)
        ink = "#ffffff" if step >= 3 else "#17212b"
        paint = f"background:{SEQUENCE[step]};color:{ink}"
    else:
        stripes = f"{MISSING_FILL} 0 6px,{MISSING_LINE} 6px 7px"
        paint = f"background:repeating-linear-gradient(135deg,{stripes});color:#17212b"
    text = f'<b style="background:inherit;padding:0 .3rem">{active}</b>'
    if not active:
        text = f'<b style="background:{MISSING_FILL};padding:0 .3rem">{active}</b>'
    more = f" ({t(lang, 'crosswalk.more_awaited', n=awaiting)})" if awaiting else ""
    return f'<td style="{paint}">{text}{escape(more)}</td>'


def csv(
    frameworks: pd.DataFrame,
    items: pd.DataFrame,
    links: pd.DataFrame,
    lang: Lang,
    separator: str,
) -> bytes:
    """Return all items of all frameworks as CSV with a byte-order mark, for spreadsheets."""
    ids = links.groupby("item_id")["indicator_id"].agg(" ".join)
    names = frameworks.set_index("framework_id")["name"]
    table = items.assign(
        framework=items["framework_id"].map(names),
        indicators=items["item_id"].map(ids),
        status=[t(lang, f"coverage.{status}") for status in items["status"]],
        verified=[_yes(known, lang) for known in items["verified"]],
    )
    head = [t(lang, f"coverage_csv.{name}") for name in CSV_COLUMNS]
    text = csv_text(table[list(CSV_COLUMNS)].set_axis(head, axis=1), separator=separator)
    return text.encode("utf-8-sig")


def source_line(framework: pd.Series, lang: Lang) -> str:
    """Return publisher and edition of a framework, and what was read of it."""
    return t(
        lang,
        "crosswalk.source",
        publisher=framework["publisher"],
        edition=framework["edition"],
        evidence=framework["evidence"],
    )
