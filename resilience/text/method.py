"""How scores are computed, from the declarations: five steps, all indicators, the rules."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from resilience.i18n import MISSING_SIGN, Lang, number, quantity, t
from resilience.model.measure import years_text
from resilience.settings import Settings
from resilience.text import declared
from resilience.text.tables import Column, html_table

_LETTERS = {
    "A": "method.letter_normal",
    "P": "method.letter_provisional",
    "E": "method.letter_estimated",
    "B": "method.letter_break",
    "U": "method.letter_unsure",
    "I": "method.letter_imputed",
    "O": "method.letter_missing",
    "M": "method.letter_impossible",
    "Q": "method.letter_secret",
}


def worked_example(
    inputs: pd.DataFrame, indicators: pd.DataFrame, city: str, wanted: str
) -> tuple[pd.Series, pd.DataFrame] | None:
    """Return an indicator and the inputs of a city's score of its theme, for `steps`.

    Parameters
    ----------
    inputs
        Inputs of the theme scores; see `queries.theme_inputs`.
    indicators
        With the scale of the city's kind; see `model.goalposts.of_kind`.
    wanted
        Preferred indicator; without it, the first whose value lies within its goalposts.
    """
    own = inputs[inputs["ags"] == city].set_index("indicator_id")
    ids = [i for i in indicators["indicator_id"] if i in own.index]
    within = [i for i in ids if not own.at[i, "clipped"]]
    chosen = [wanted] if wanted in ids else within or ids
    if not chosen:
        return None
    indicator = cast(pd.Series, indicators.set_index("indicator_id").loc[chosen[0]])
    return indicator, own[own["theme_id"] == indicator["theme_id"]]


def steps(
    indicator: pd.Series,
    basket: pd.DataFrame,
    city: str,
    theme: str,
    score: float,
    peers: str,
    lang: Lang,
) -> list[str]:
    """Return the five steps from a measured value to the chart.

    Parameters
    ----------
    indicator, basket
        See `worked_example`.
    city, theme, peers
        Names on screen.
    score
        The city's score of the theme; null below the minimum coverage.
    """
    row = cast(pd.Series, basket.loc[str(indicator.name)])
    value = quantity(row["value"], indicator["decimals"], indicator["unit"], lang)
    points = [number(s, 0, lang) for s in basket["score"]]
    measured = t(
        lang,
        "method.step_measure",
        about=indicator["about"],
        city=city,
        value=value,
        year=row["period"],
    )
    summed = t(
        lang,
        "method.step_theme",
        theme=theme,
        n=len(points),
        points=" + ".join(points),
        score=number(score, 0, lang) if score == score else t(lang, "missing.no_score"),
    )
    return [
        measured,
        _marks(indicator, lang),
        _points(indicator, row, lang),
        summed,
        t(lang, "method.step_compare", peers=peers),
    ]


def _marks(indicator: pd.Series, lang: Lang) -> str:
    low, high = (declared.mark(indicator, side, lang) for side in ("low", "high"))
    if indicator["direction"] == "target_band":
        band = [declared.mark(indicator, side, lang) for side in ("band_low", "band_high")]
        return t(
            lang,
            "method.step_band",
            low=low,
            high=high,
            band_low=band[0],
            band_high=band[1],
            unit=indicator["unit"],
            source=indicator["goalposts"],
            reason=indicator["reason"],
        )
    worst, best = (high, low) if indicator["direction"] == "lower_is_better" else (low, high)
    return t(
        lang,
        "method.step_marks",
        worst=worst,
        best=best,
        unit=indicator["unit"],
        source=indicator["goalposts"],
        reason=indicator["reason"],
    )


def _points(indicator: pd.Series, row: pd.Series, lang: Lang) -> str:
    points = number(row["score"], 0, lang)
    if row["clipped"]:
        return t(lang, "method.step_clipped", score=points)
    if indicator["direction"] == "target_band":
        if indicator["band_low"] <= row["value"] <= indicator["band_high"]:
            return t(lang, "method.step_inside", score=points)
        falling = row["value"] > indicator["band_high"]
        worst, best = ("high", "band_high") if falling else ("low", "band_low")
    else:
        falling = indicator["direction"] == "lower_is_better"
        worst, best = ("high", "low") if falling else ("low", "high")
    value = number(row["value"], indicator["decimals"], lang)
    zero, hundred = declared.mark(indicator, worst, lang), declared.mark(indicator, best, lang)
    upper, lower = (zero, value) if falling else (value, zero)
    span = (zero, hundred) if falling else (hundred, zero)
    return t(
        lang,
        "method.step_points",
        upper=upper,
        lower=lower,
        span_upper=span[0],
        span_lower=span[1],
        score=points,
    )


def indicator_table(
    indicators: pd.DataFrame, editions: pd.DataFrame, lang: Lang
) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per indicator with everything its declaration says, and the columns."""
    known = editions.set_index("indicator_id")
    rows = []
    for indicator in indicators.to_dict("records"):
        own = pd.Series(indicator)
        edition = known.loc[indicator["indicator_id"]]
        rows.append(
            {
                "indicator": indicator["label"],
                "unit": indicator["unit"],
                "capacity": t(lang, f"capacity.{indicator['capacity']}"),
                "direction": f"{declared.direction(own, lang)}. {indicator['reason']}",
                "goalposts": declared.goalposts_text(own, lang)
                if indicator["scored"]
                else MISSING_SIGN,
                "caveat": indicator["caveat"],
                "years": _years(list(edition["years"])),
                "version": str(edition["version"]),
            }
        )
    return pd.DataFrame(rows), [
        Column("indicator", t(lang, "method.col_indicator")),
        Column("unit", t(lang, "method.col_unit")),
        Column("capacity", t(lang, "method.col_capacity")),
        Column("direction", t(lang, "method.col_direction")),
        Column("goalposts", t(lang, "method.col_goalposts")),
        Column("caveat", t(lang, "method.col_caveat")),
        Column("years", t(lang, "method.col_years")),
        Column("version", t(lang, "method.col_version"), numeric=True),
    ]


def indicator_tables(
    themes: pd.DataFrame, indicators: pd.DataFrame, editions: pd.DataFrame, lang: Lang
) -> dict[str, str]:
    """Return the table of each theme field's indicators, by the field's name."""
    found = {}
    for theme in themes.to_dict("records"):
        own = indicators[indicators["theme_id"] == theme["theme_id"]]
        rows, columns = indicator_table(own, editions, lang)
        found[theme["label"]] = html_table(rows, columns, theme["question"])
    return found


def _years(years: list[str]) -> str:
    """Return up to three years one by one, a longer series as a range."""
    if len(years) > 3:
        return years_text(years[0], years[-1])
    return ", ".join(years)


def letter_meanings(lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per quality letter, and the columns."""
    rows: list[dict[str, Any]] = [
        {"letter": letter, "word": t(lang, f"quality.{letter}"), "meaning": t(lang, key)}
        for letter, key in _LETTERS.items()
    ]
    return pd.DataFrame(rows), [
        Column("word", t(lang, "method.col_word")),
        Column("letter", t(lang, "method.col_letter")),
        Column("meaning", t(lang, "method.col_meaning")),
    ]


def missing_rules(year: str, settings: Settings, lang: Lang) -> list[str]:
    """Return how theme scores treat missing and old values, a line each."""
    coverage = number(100 * settings.minimum_coverage, 0, lang)
    return [
        t(lang, "method.missing_left_out", coverage=coverage),
        t(lang, "method.missing_old", year=year, age=settings.maximum_age),
        t(lang, "method.missing_inherited"),
    ]


def method_limits(lang: Lang) -> list[str]:
    """Return the limits of the scores, a line each."""
    return [
        t(lang, "method.limit_open"),
        t(lang, "method.limit_age"),
        t(lang, "method.limit_choices"),
        t(lang, "method.limit_marks"),
        t(lang, "method.limit_small"),
    ]
