"""One indicator over time: a line per city, never across a break."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from resilience.i18n import Lang, number, t
from resilience.views.shown import Shown
from resilience.views.style import CHOSEN, INK, PEER, TOWN, Ground, axis_decimals, finish

HEIGHT = 430
MARGINS = {"l": 80, "r": 130, "t": 40, "b": 45}
LABEL = 17
"""Height of a name beside its line, in pixels."""
BROKEN = "break in series"
"""How the build notes the first value after a break."""


def year_of(period: str) -> float:
    """Return a period as a place on an axis of years: ``2022-05-15`` lies within 2022."""
    year, *rest = period.split("-")
    if not rest:
        return float(year)
    if rest[0].startswith("Q"):
        return int(year) + (int(rest[0][1]) - 0.5) / 4
    return int(year) + (int(rest[0]) - 0.5) / 12


def pieces(values: pd.DataFrame, breaks: list[str]) -> list[pd.DataFrame]:
    """Cut one area's values, in order of period, where they cease to be comparable.

    Parameters
    ----------
    values
        ``period, value, note`` of one area, missing values left out.
    breaks
        Periods from which the series behind the indicator do not compare with earlier values.
    """
    rows = values.sort_values("period").reset_index(drop=True)
    cuts = [0]
    for (_, before), (i, after) in pairwise(rows.iterrows()):
        crossed = any(before["period"] < b <= after["period"] for b in breaks)
        if crossed or BROKEN in after["note"]:
            cuts.append(i)
    return [rows.iloc[a:b] for a, b in pairwise([*cuts, len(rows)]) if b > a]


def timeline_figure(
    shown: Shown,
    members: pd.DataFrame,
    peers: pd.DataFrame,
    breaks: list[str],
    chosen: str,
    ground: Ground,
) -> go.Figure:
    """Return one line per member, the chosen one set off, beside the median of their peers.

    Parameters
    ----------
    members
        ``ags, name`` of the region.
    peers
        ``ags`` of the towns compared with; their median is drawn for years in which at least half
        have a value.
    breaks
        Periods of breaks; a dashed line stands before each within the years shown.
    """
    known = shown.every_year[shown.every_year["value"].notna()]
    figure = go.Figure()
    median = _median(known, peers)
    for part in pieces(median, breaks):
        figure.add_trace(_line(shown, part, t(shown.lang, "timeline.median"), PEER, 3, "dash"))
    ends: list[tuple[str, pd.Series, bool]] = []
    order = members.sort_values("ags", key=lambda a: a == chosen, kind="stable")
    for member in order.to_dict("records"):
        own = known[known["ags"] == member["ags"]]
        on = member["ags"] == chosen
        parts = pieces(own, breaks)
        for part in parts:
            width = 3.5 if on else 1.5
            figure.add_trace(
                _line(shown, part, member["name"], CHOSEN if on else TOWN, width, "solid")
            )
        if parts:
            ends.append((member["name"], parts[-1].iloc[-1], on))
    years = [year_of(p) for p in known.loc[known["ags"].isin(members["ags"]), "period"].unique()]
    for period in breaks:
        if years and min(years) < year_of(period) <= max(years):
            before = max(y for y in years if y < year_of(period))
            after = min(y for y in years if y >= year_of(period))
            figure.add_vline(x=(before + after) / 2, line_dash="dot", line_color=INK[ground])
            figure.add_annotation(
                x=(before + after) / 2, yref="paper", y=1.0, yanchor="bottom", showarrow=False,
                text=t(shown.lang, "timeline.break", period=period),
            )  # fmt: skip
    drawn = pd.concat([known.loc[known["ags"].isin(members["ags"]), "value"], median["value"]])
    if len(drawn):
        pad = max((drawn.max() - drawn.min()) * 0.06, 1e-6)
        span = (drawn.min() - pad, drawn.max() + pad)
        figure.update_yaxes(range=span)
        _name_lines(figure, ends, span)
    figure.update_xaxes(tickformat="d", **_ticks(years))
    figure.update_yaxes(title_text=shown.unit, tickformat=f",.{axis_decimals(drawn)}f")
    figure.update_layout(margin=MARGINS)
    return finish(figure, shown.lang, ground, HEIGHT)


def _name_lines(
    figure: go.Figure, ends: list[tuple[str, pd.Series, bool]], span: tuple[float, float]
) -> None:
    """Write each city's name at the end of its line, moved apart where names would collide."""
    inner = HEIGHT - MARGINS["t"] - MARGINS["b"]
    free = -float("inf")
    for name, last, on in sorted(ends, key=lambda end: end[1]["value"]):
        wanted = (last["value"] - span[0]) / (span[1] - span[0]) * inner
        free = max(wanted, free + LABEL)
        figure.add_annotation(
            x=1, xref="paper", y=last["value"], yshift=free - wanted, xanchor="left", xshift=6,
            text=f"<b>{name}</b>" if on else name, showarrow=False,
            font_color=CHOSEN if on else None,
        )  # fmt: skip


def _ticks(years: list[float]) -> dict[str, object]:
    if not years:
        return {}
    low, high = int(min(years)), int(max(years))
    step = max(1, round((high - low) / 10))
    pad = max(0.4, (high - low) * 0.03)
    return {"tick0": low, "dtick": step, "range": [min(years) - pad, max(years) + pad]}


def _median(known: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    own = known[known["ags"].isin(peers["ags"])]
    grouped = own.groupby("period")["value"].agg(["median", "size"]).reset_index()
    enough = grouped[grouped["size"] >= len(peers) / 2]
    return enough.rename(columns={"median": "value"}).assign(note="", quality="A")


def _line(
    shown: Shown, part: pd.DataFrame, name: str, colour: str, width: float, dash: str
) -> go.Scatter:
    doubtful = part["quality"].isin(["E", "P", "U", "I", "Q"])
    texts = [
        f"{name}: {shown.quantity(row['value'])} ({row['period']}"
        + (f", {t(shown.lang, 'quality.' + row['quality'])})" if row["quality"] != "A" else ")")
        for row in part.to_dict("records")
    ]
    return go.Scatter(
        x=[year_of(p) for p in part["period"]],
        y=part["value"],
        mode="lines+markers",
        line={"color": colour, "width": width, "dash": dash},
        marker={
            "size": 9 if width > 3 else 7,
            "symbol": ["circle-open" if d else "circle" for d in doubtful],
        },
        text=texts,
        hovertemplate="%{text}<extra></extra>",
    )


def timeline_sentence(shown: Shown, members: pd.DataFrame, breaks: list[str], lang: Lang) -> str:
    """Return the span of years, how many cities have values, and where the breaks are."""
    known = shown.every_year[shown.every_year["value"].notna()]
    own = known[known["ags"].isin(members["ags"])]
    if own.empty:
        return t(lang, "timeline.alt_empty", what=shown.label)
    inside = [b for b in breaks if own["period"].min() < b <= own["period"].max()]
    return t(
        lang,
        "timeline.alt",
        what=shown.label,
        first=own["period"].min(),
        last=own["period"].max(),
        n=number(own["ags"].nunique(), 0, lang),
        breaks=", ".join(inside) or t(lang, "missing.nothing"),
    )
