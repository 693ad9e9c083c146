"""What moves a city's theme scores away from those of its peers."""

from __future__ import annotations

import pandas as pd

from resilience.charts.plot import Field, picture
from resilience.charts.style import DIVERGING, INK, ColourScheme
from resilience.i18n import number, signed, t
from resilience.model.profile import Profile
from resilience.text.city_lists import About
from resilience.text.figures import score_text
from resilience.text.tables import Column

LEFT = 300
"""Pixels for the names."""
BETWEEN = 46
"""Pixels between two theme fields, for the next one's heading."""
BAR = 30
"""Height of a bar with its name, in pixels."""
WRAP = 40
"""Letters of a name in a line."""


def bars_svg(profile: Profile, moved: pd.DataFrame, about: About, scheme: ColourScheme) -> str:
    """Return a bar per indicator: the points it adds to, or takes from, the theme score.

    Parameters
    ----------
    moved
        See `city_findings.contributions`.
    about
        Knows the names of the indicators.
    """
    lang, top, fields = profile.lang, 28.0, []
    themes = {key: name for key, name in profile.groups.items() if key in set(moved["theme_id"])}
    reach = max(1.0, float(moved["contribution"].abs().max())) * 1.25
    for theme_id, name in themes.items():
        part = moved[moved["theme_id"] == theme_id].to_dict("records")
        field = Field(scheme, (-reach, reach), (-0.6, len(part) - 0.4), top, len(part) * BAR)
        field.heading(f"<b>{name}</b>: {_against(profile, theme_id)}", dx=-LEFT)
        for y, row in enumerate(part):
            value, label = row["contribution"], about.labels[row["indicator_id"]]
            told = t(
                lang,
                "city.hover_driver",
                label=label,
                score=number(row["score"], 0, lang),
                mean=number(row["mean"], 0, lang),
            )
            colour = DIVERGING[-2] if value >= 0 else DIVERGING[1]
            field.name(_wrapped(label), y)
            field.bar((0.0, value), y, 0.62 * BAR, colour, told)
            side, aside = ("start", 5) if value >= 0 else ("end", -5)
            field.note(signed(value, 1, lang), value, y, side, aside)
        field.rule(0.0, INK[scheme], 1)
        fields.append(field)
        top += field.height + BETWEEN
    fields[-1].unit(t(lang, "city.axis_drivers"))
    return picture([fields], top, (LEFT, 20), scheme)


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
    """Return what moves the theme scores as a table, and its columns."""
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
                up=about.labels[first["indicator_id"]],
                most=signed(first["contribution"], 1, lang),
                down=about.labels[last["indicator_id"]],
                least=signed(last["contribution"], 1, lang),
            )
        )
    return t(lang, "city.alt_drivers", city=profile.city["name"], sentences="; ".join(parts))
