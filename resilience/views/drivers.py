"""What moves a city's theme scores away from those of its peers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from resilience.i18n import number, t
from resilience.views.change import signed
from resilience.views.chart import Chart, Spec
from resilience.views.city import Profile
from resilience.views.figures import score_text
from resilience.views.style import DIVERGING, FONT_SIZE, INK, Ground
from resilience.views.tables import Column

BAR = 28
"""Height of a bar with its name, in pixels."""
WRAP = 40
"""Letters of a name in a line."""


def figure(
    profile: Profile, moved: pd.DataFrame, labels: Mapping[str, str], ground: Ground
) -> Spec:
    """Return a bar per indicator: the points it adds to, or takes from, the theme score.

    Parameters
    ----------
    moved
        See `standing_out.contributions`.
    labels
        Names of the indicators.
    """
    lang = profile.lang
    themes = {key: name for key, name in profile.groups.items() if key in set(moved["theme_id"])}
    parts = {key: moved[moved["theme_id"] == key].to_dict("records") for key in themes}
    heights = [len(part) for part in parts.values()]
    height = sum(heights) * BAR + 50 * len(themes) + 50
    chart = Chart(heights, row_gap=45 / height)
    reach = max(1.0, float(moved["contribution"].abs().max())) * 1.25
    for place, (theme_id, part) in enumerate(parts.items()):
        cell = chart.cell(place)
        cell.title(f"<b>{themes[theme_id]}</b>: {_against(profile, theme_id)}")
        values = [row["contribution"] for row in part]
        cell.trace(
            type="bar",
            orientation="h",
            x=values,
            y=list(range(len(part))),
            width=0.62,
            marker={"color": [DIVERGING[-2] if v >= 0 else DIVERGING[1] for v in values]},
            text=[signed(v, 1, lang) for v in values],
            textposition="outside",
            textfont={"size": FONT_SIZE - 1, "color": INK[ground]},
            cliponaxis=False,
            hovertext=[
                t(
                    lang,
                    "city.hover_driver",
                    label=labels[row["indicator_id"]],
                    score=number(row["score"], 0, lang),
                    mean=number(row["mean"], 0, lang),
                )
                for row in part
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
        cell.xaxis.update(
            range=[-reach, reach], showticklabels=False, zeroline=True, zerolinecolor=INK[ground]
        )
        cell.yaxis.update(
            tickvals=list(range(len(part))),
            ticktext=[_wrapped(labels[row["indicator_id"]]) for row in part],
            tickfont={"size": FONT_SIZE - 2},
            range=[len(part) - 0.4, -0.6],
            showgrid=False,
        )
    cell.xaxis["title"] = {"text": t(lang, "city.axis_drivers")}
    return chart.figure(lang, ground, height, {"l": 290, "r": 20, "t": 30, "b": 40})


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


def table(
    profile: Profile, moved: pd.DataFrame, labels: Mapping[str, str]
) -> tuple[pd.DataFrame, list[Column]]:
    """Return what moves the theme scores as a table, and its columns."""
    lang = profile.lang
    rows = [
        {
            "theme": profile.groups[row["theme_id"]],
            "label": labels[row["indicator_id"]],
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


def sentence(profile: Profile, moved: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Return, per theme, which indicator lifts its score most and which lowers it most."""
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
                up=labels[first["indicator_id"]],
                most=signed(first["contribution"], 1, lang),
                down=labels[last["indicator_id"]],
                least=signed(last["contribution"], 1, lang),
            )
        )
    return t(lang, "city.alt_drivers", city=profile.city["name"], sentences="; ".join(parts))
