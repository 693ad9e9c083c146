"""The drivers of a city's theme scores: what moves them away from those of its peers."""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go

from resilience.charts.canvas import TELLS, Canvas
from resilience.charts.field import Place
from resilience.charts.hover import told
from resilience.charts.style import DIVERGING, INK, ColourScheme
from resilience.i18n import number, signed, t
from resilience.model.profile import Profile
from resilience.text.city_lists import About
from resilience.text.figures import score_text
from resilience.text.tables import Column

MARGINS = (300.0, 20.0, 28.0, 46.0)
BETWEEN = 46
"""Pixels between two theme fields, for the next one's heading."""
BAR = 30
"""Height of a bar with its name, in pixels."""
TALL = 50
"""The same in a narrow window, where the name is above the bar."""
WRAP = 40
"""Maximum letters of a name per line."""


def bars_figure(
    profile: Profile, moved: pd.DataFrame, about: About, scheme: ColourScheme
) -> go.Figure:
    """Return a bar per indicator: the points it adds to or takes from the theme score.

    Parameters
    ----------
    moved
        See `city_findings.contributions`.
    about
        Context with the names of the indicators.
    """
    lang, top = profile.lang, 0.0
    themes = {key: name for key, name in profile.groups.items() if key in set(moved["theme_id"])}
    reach = max(1.0, float(moved["contribution"].abs().max())) * 1.25
    total = len(moved) * BAR + BETWEEN * (len(themes) - 1)
    tall = total + len(moved) * (TALL - BAR)
    canvas, top_narrow = Canvas(lang, scheme, total, MARGINS, tall), 0.0
    for theme_id, name in themes.items():
        rows = moved[moved["theme_id"] == theme_id].to_dict("records")
        last = theme_id == [*themes][-1]
        labels = [about.labels[row["indicator_id"]] for row in rows]
        at = canvas.field(
            Place(top, len(rows) * BAR),
            {
                "range": [-reach, reach],
                "showticklabels": last,
                "title": {"text": t(lang, "city.axis_drivers") if last else ""},
                "zeroline": True,
                "zerolinecolor": INK[scheme],
            },
            {
                "range": [len(rows) - 0.4, -0.6],
                "tickvals": [*range(len(rows))],
                "ticktext": [_wrapped(label) for label in labels],
                "showgrid": False,
            },
            Place(top_narrow, len(rows) * TALL),
        )
        canvas.narrow[f"{at.keys[1]}.showticklabels"] = False
        against = _against(profile, theme_id)
        whole = f"<b>{name}</b>: {against}"
        canvas.heading(at, whole, MARGINS[0], f"<b>{name}</b><br>{against}")
        canvas.narrow[f"annotations.{len(canvas.notes) - 1}.xshift"] = 0
        values = [row["contribution"] for row in rows]
        canvas.traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": values,
                "y": [*range(len(rows))],
                "width": 0.5,
                "marker": {"color": [DIVERGING[-2 if value >= 0 else 1] for value in values]},
                "text": [signed(value, 1, lang) for value in values],
                "textposition": "outside",
                "cliponaxis": False,
                "hovertext": [
                    told(
                        label,
                        t(lang, "overview.points", score=number(row["score"], 0, lang)),
                        t(lang, "city.hover_mean", mean=number(row["mean"], 0, lang)),
                        t(lang, "city.hover_adds", points=signed(row["contribution"], 1, lang)),
                    )
                    for label, row in zip(labels, rows, strict=True)
                ],
                "hovertemplate": TELLS,
                **at.axes,
            }
        )
        for y, label in enumerate(labels):  # above the bars where there is no space beside them
            place = {"xref": f"{at.x} domain", "x": 0, "xanchor": "left", "yanchor": "bottom"}
            place_of = canvas.note(
                at, escape(label, quote=False), y=y - 0.25, visible=False, **place
            )
            canvas.narrow[f"annotations.{place_of}.visible"] = True
        top += len(rows) * BAR + BETWEEN
        top_narrow += len(rows) * TALL + BETWEEN
    canvas.narrow |= {"margin.l": 8, "margin.r": 8, "margin.t": 44}
    return canvas.figure()


def _against(profile: Profile, theme_id: str) -> str:
    """Return a theme score beside the mean of the peers' scores."""
    lang, own, panel = profile.lang, profile.of(theme_id), profile.panels[theme_id]
    if own["value"] != own["value"]:
        return t(lang, "missing.no_score")
    mean = panel.peers["value"].mean()
    return t(
        lang,
        "city.against",
        score=number(own["value"], 1, lang),
        mean=number(mean, 1, lang),
        gap=signed(own["value"] - mean, 1, lang),
    )


def _wrapped(label: str) -> str:
    """Return a name on two lines if it is long, broken between words."""
    if len(label) <= WRAP or " " not in label:
        return label
    places = [i for i, sign in enumerate(label) if sign == " "]
    middle = min(places, key=lambda i: abs(i - len(label) / 2))
    return f"{label[:middle]}<br>{label[middle + 1 :]}"


def table(profile: Profile, moved: pd.DataFrame, about: About) -> tuple[pd.DataFrame, list[Column]]:
    """Return the drivers of the theme scores as a table, and its columns."""
    lang = profile.lang
    rows = [
        {
            "theme": profile.groups[row["theme_id"]],
            "label": about.labels[row["indicator_id"]],
            "score": score_text(row["score"], row["clipped"], lang),
            "mean": number(row["mean"], 1, lang),
            "contribution": signed(row["contribution"], 1, lang),
            "raw": row["contribution"],
        }
        for theme_id in profile.groups
        for row in moved[moved["theme_id"] == theme_id].to_dict("records")
    ]
    return pd.DataFrame(rows), [
        Column("label", t(lang, "map.col_indicator"), by="label"),
        Column("theme", t(lang, "city.col_theme"), by="theme"),
        Column("score", t(lang, "map.col_score"), numeric=True),
        Column("mean", t(lang, "city.col_mean"), numeric=True),
        Column("contribution", t(lang, "city.col_contribution"), numeric=True, by="raw"),
    ]


def sentence(profile: Profile, moved: pd.DataFrame, about: About) -> str:
    """Return, per theme, the indicators that raise and lower its score most."""
    lang, parts = profile.lang, []
    for theme_id, label in profile.groups.items():
        own = moved[moved["theme_id"] == theme_id]
        if own.empty:
            continue
        first, last = own.iloc[0], own.iloc[-1]
        parts.append(
            t(
                lang,
                "city.alt_driver",
                theme=label,
                up=about.labels[first["indicator_id"]],
                most=signed(first["contribution"], 1, lang),
                down=about.labels[last["indicator_id"]],
                least=signed(last["contribution"], 1, lang),
            )
        )
    return t(lang, "city.alt_drivers", city=profile.city["name"], sentences="; ".join(parts))
