"""What the region's figures consist of: freshest year, coverage, what is missing."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import Lang, number, t
from resilience.settings import Settings
from resilience.views.profile import years_text
from resilience.views.tables import Column


def data_state(
    newest: pd.DataFrame, indicators: pd.DataFrame, themes: pd.DataFrame, lang: Lang
) -> pd.DataFrame:
    """Return one row per theme: indicators, scored ones, years, share observed, what is missing.

    Parameters
    ----------
    newest
        Each member's newest value of each indicator, see `queries.newest_values`.
    """
    labels = indicators.set_index("indicator_id")["label"]
    rows = []
    for theme in themes.to_dict("records"):
        own = newest[newest["theme_id"] == theme["theme_id"]]
        known = own["value"].notna()
        years = own.loc[known, "period"].str[:4]
        declared = indicators[indicators["theme_id"] == theme["theme_id"]]
        rows.append(
            {
                "theme": theme["label"],
                "indicators": t(
                    lang,
                    "overview.of_scored",
                    n=len(declared),
                    scored=int(declared["scored"].sum()),
                ),
                "freshest": years.max() if len(years) else "–",
                "years": years_text(years.min(), years.max()) if len(years) else "–",
                "observed": f"{number(100 * known.mean(), 1, lang)} %",
                "missing": missing_text(own[~known], labels, lang),
            }
        )
    return pd.DataFrame(rows)


def missing_text(missing: pd.DataFrame, labels: pd.Series, lang: Lang) -> str:
    """Return what is missing, by indicator: ``Pkw-Dichte: Heiligenhaus``."""
    if missing.empty:
        return t(lang, "missing.nothing")
    by_indicator = missing.groupby("indicator_id", sort=False)["name"].agg(", ".join)
    return "; ".join(f"{labels[i]}: {names}" for i, names in by_indicator.items())


def columns(lang: Lang) -> list[Column]:
    """Return the columns of the table on the state of the data."""
    return [
        Column("theme", t(lang, "overview.col_theme")),
        Column("indicators", t(lang, "overview.col_indicators")),
        Column("freshest", t(lang, "overview.col_freshest"), numeric=True),
        Column("years", t(lang, "overview.col_years"), numeric=True),
        Column("observed", t(lang, "overview.col_observed"), numeric=True),
        Column("missing", t(lang, "overview.col_missing")),
    ]


def introduction(members: pd.DataFrame, peers: pd.DataFrame, lang: Lang) -> str:
    """Return what the overview shows and whom its cities are compared with."""
    sizes = peers.groupby("kind").size()
    mixed = (members["city_type"] == "large_city").any()
    word = "overview.intro" if mixed else "overview.intro_towns"
    return t(lang, word, n_towns=sizes.get("town", 0), n_large=sizes.get("large_city", 0))


def score_note(year: str, settings: Settings, lang: Lang) -> str:
    """Return by which rule theme scores take their values."""
    coverage = number(100 * settings.minimum_coverage, 0, lang)
    return t(
        lang, "overview.score_provenance", year=year, age=settings.maximum_age, coverage=coverage
    )


def years_of(newest: pd.DataFrame) -> str:
    """Return the span of years of the values present."""
    years = newest.loc[newest["value"].notna(), "period"].str[:4]
    return years_text(years.min(), years.max())
