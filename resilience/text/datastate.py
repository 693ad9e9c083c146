"""The state of a region's data: newest year, coverage, missing values."""

from __future__ import annotations

import pandas as pd

from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.model.measure import years_text
from resilience.model.peer_panel import PeerPanel
from resilience.settings import Settings
from resilience.text.tables import Column


def data_state(
    newest: pd.DataFrame,
    indicators: pd.DataFrame,
    themes: pd.DataFrame,
    as_of: str,
    maximum_age: int,
    lang: Lang,
) -> pd.DataFrame:
    """Return a row per theme: indicators, scored ones, years, share observed, gaps, outdated ones.

    Parameters
    ----------
    newest
        Each member's newest value of each indicator, see `queries.newest_values`.
    as_of, maximum_age
        Year of the theme scores, and the maximum age of their values in years.
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
                "old": _too_old(own[known], declared, as_of, maximum_age),
            }
        )
    return pd.DataFrame(rows)


def _too_old(values: pd.DataFrame, declared: pd.DataFrame, as_of: str, maximum_age: int) -> str:
    scored = declared[declared["scored"]].set_index("indicator_id")["label"]
    years = values["period"].str[:4].astype(int).groupby(values["indicator_id"]).max()
    old = years[(years < int(as_of) - maximum_age) & years.index.isin(scored.index)]
    texts = [f"{scored[name]} ({year})" for name, year in zip(old.index, old, strict=True)]
    return "; ".join(texts) or MISSING_SIGN


def missing_text(missing: pd.DataFrame, labels: pd.Series, lang: Lang) -> str:
    """Return what is missing, by indicator: ``Pkw-Dichte: Heiligenhaus``."""
    if missing.empty:
        return t(lang, "missing.nothing")
    by_indicator = missing.groupby("indicator_id", sort=False)["name"].agg(", ".join)
    lacking = zip(by_indicator.index, by_indicator, strict=True)
    return "; ".join(f"{labels[i]}: {names}" for i, names in lacking)


def columns(lang: Lang) -> list[Column]:
    """Return the columns of the table on the state of the data."""
    return [
        Column("theme", t(lang, "overview.col_theme")),
        Column("indicators", t(lang, "overview.col_indicators")),
        Column("freshest", t(lang, "overview.col_freshest"), numeric=True),
        Column("years", t(lang, "overview.col_years"), numeric=True),
        Column("observed", t(lang, "overview.col_observed"), numeric=True),
        Column("missing", t(lang, "overview.col_missing")),
        Column("old", t(lang, "overview.col_old")),
    ]


def region_introduction(panels: list[PeerPanel], lang: Lang) -> str:
    """Return how to read scores among peers, and with which areas cities are compared."""
    peers = "; ".join(
        t(
            lang,
            "overview.intro_peers",
            names=names_text(panel.members["name"].tolist(), lang),
            peers=panel.label,
            n=panel.size,
        )
        for panel in panels
        if panel.label
    )
    return t(lang, "overview.intro", peers=peers)


def names_text(names: list[str], lang: Lang) -> str:
    """Return one or two names, or how many cities there are."""
    if len(names) > 2:
        return t(lang, "overview.n_cities", n=len(names))
    return t(lang, "overview.and").join(names)


def score_note(year: str, settings: Settings, lang: Lang) -> str:
    """Return the rule by which theme scores select values."""
    coverage = number(100 * settings.minimum_coverage, 0, lang)
    return t(
        lang, "overview.score_provenance", year=year, age=settings.maximum_age, coverage=coverage
    )
