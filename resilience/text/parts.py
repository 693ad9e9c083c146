"""Texts and tables on a city's parts: a part beside the city and similar parts, inequality."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from resilience.analysis.inequality import inequality, inequality_in, inside_largest
from resilience.analysis.parts import CITY, Parts
from resilience.analysis.repository import Ask
from resilience.i18n import MISSING_SIGN, Lang, number, quantity, t
from resilience.model.measure import Measure, years_text
from resilience.model.peer_panel import PeerPanel
from resilience.model.provenance import Provenance
from resilience.text.figures import quality
from resilience.text.provenance import summed_up
from resilience.text.tables import Column
from resilience.warehouse import queries

LONGEST = 22
"""Maximum letters of a name beside a chart."""


def measure_of_parts(parts: Parts, indicator_id: str, level: str, lang: Lang) -> Measure:
    """Return an indicator at one level of a city's parts, including the city."""
    declared = parts.declared(indicator_id)
    own = parts.values[parts.values["indicator_id"] == indicator_id]
    own = own[own["level"].isin([CITY, level])].assign(low=float("nan"), high=float("nan"))
    columns = ["ags", "name", "value", "low", "high", "period", "quality", "note"]
    values = own[columns].reset_index(drop=True)
    what = (str(declared["label"]), str(declared["unit"]), int(declared["decimals"]))
    period, theme_id = str(own["period"].iloc[0]), str(declared["theme_id"])
    return Measure(*what, period, lang, values, values, theme_id, indicator_id, {})


def provenance_of_parts(
    ask: Ask, parts: Parts, indicator_id: str, areas: Sequence[str], lang: Lang
) -> Provenance:
    """Return the provenance of an indicator's values of the given areas, of all areas if none."""
    sources = ask(queries.part_sources, parts.city, indicator_id, lang)
    rows = parts.values
    if indicator_id:
        own = (rows["indicator_id"] == indicator_id) & rows["ags"].isin([*areas] or rows["ags"])
        rows = rows[own]
    years = years_text(rows["period"].min(), rows["period"].max())
    return summed_up(sources, years, rows["quality"], lang)


def part_panel(parts: Parts, measure: Measure, ags: str, label: str) -> PeerPanel:
    """Return a panel of a part, the city and similar parts among all parts of its level."""
    values = measure.values
    peers = values[(values["ags"] != parts.city) & values["value"].notna()]
    shown = pd.DataFrame({"ags": [ags, parts.city, *parts.alike(ags)]})
    members = shown.merge(values, on="ags", how="left")
    members["name"] = [_short(name) for name in members["name"]]
    size = int((values["ags"] != parts.city).sum())
    return PeerPanel(label, size, peers, members)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def level_words(parts: Parts) -> dict[str, str]:
    """Return the plural name of the parts of each level."""
    return dict(zip(parts.levels["level"], parts.levels["many"], strict=True))


def scale_sentence(parts: Parts, indicator_id: str, lang: Lang) -> str:
    """Return the source of an indicator's scale, or why there is none."""
    declared = parts.declared(indicator_id)
    ends = parts.scale(indicator_id)
    many = level_words(parts)[parts.levels_with(indicator_id)[-1]]
    if ends is None:
        word = "parts.not_judged" if declared["direction"] == "context" else "parts.too_few"
        return t(lang, word, parts=many, reason=declared["reason"])
    worst, best = ends if declared["direction"] == "higher_is_better" else ends[::-1]
    digits, unit = int(declared["decimals"]), str(declared["unit"])
    return t(
        lang,
        "parts.scale",
        worst=number(worst, digits, lang),
        best=quantity(best, digits, unit, lang),
        parts=many,
        reason=declared["reason"],
    )


def part_rows(parts: Parts, ags: str, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per indicator of a part: its value beside the city, similar parts and others."""
    level, alike = parts.level_of(ags), parts.alike(ags)
    rows = []
    for declared in parts.indicators.to_dict("records"):
        one = declared["indicator_id"]
        own = parts.values[parts.values["indicator_id"] == one].set_index("ags")
        if level not in parts.levels_with(one):
            continue
        digits, value = int(declared["decimals"]), own["value"][ags]
        peers = own.loc[own["level"] == level, "value"].dropna()
        row = own.loc[ags]
        rows.append(
            {
                "ags": one,
                "indicator": f"{declared['theme']}: {declared['label']} ({declared['unit']})",
                "value": number(value, digits, lang),
                "city": number(own["value"][parts.city], digits, lang),
                "alike": number(own["value"].reindex(alike).median(), digits, lang),
                "place": _place(value, peers, lang),
                "points": number(parts.points(one, value), 0, lang),
                "quality": f"{row['period']}, {quality(row['quality'], row['note'], {}, lang)}",
            }
        )
    words = dict(zip(parts.levels["level"], parts.levels["many"], strict=True))
    return pd.DataFrame(rows), [
        Column("indicator", t(lang, "parts.col_indicator")),
        Column("value", t(lang, "parts.col_value"), numeric=True),
        Column("city", t(lang, "parts.col_city"), numeric=True),
        Column("alike", t(lang, "parts.col_alike"), numeric=True),
        Column("place", t(lang, "parts.col_place", parts=words[level]), numeric=True),
        Column("points", t(lang, "parts.col_points"), numeric=True),
        Column("quality", t(lang, "parts.col_quality")),
    ]


def _place(value: float, peers: pd.Series, lang: Lang) -> str:
    """Return how many of the others have a higher value, ``12 von 169``."""
    if value != value:
        return MISSING_SIGN
    return t(lang, "parts.place", n=int((peers > value).sum()), of=len(peers) - 1)


def part_sentence(parts: Parts, measure: Measure, ags: str) -> str:
    """Return a part's value beside the city's and that of similar parts, in a sentence."""
    lang, own = measure.lang, measure.values.set_index("ags")
    value, names = own["value"].reindex([ags, parts.city]), parts.areas.set_index("ags")["name"]
    alike = parts.alike(ags)
    return t(
        lang,
        "parts.sentence",
        name=names[ags],
        value=measure.quantity(value[ags]),
        city=names[parts.city],
        other=measure.quantity(value[parts.city]),
        alike=", ".join(names[alike]) or MISSING_SIGN,
        median=measure.quantity(own["value"].reindex(alike).median()),
    )


def inequality_rows(parts: Parts, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per indicator with its measures of inequality, and the columns."""
    words, found = level_words(parts), inequality(parts).set_index("indicator_id")
    rows = []
    for declared in parts.indicators.to_dict("records"):
        if declared["indicator_id"] in found.index:
            row = found.loc[declared["indicator_id"]]
            between = row["between"] / row["theil"] if row["theil"] > 0 else float("nan")
            rows.append(
                {
                    "ags": declared["indicator_id"],
                    "indicator": f"{declared['theme']}: {declared['label']}",
                    "of": f"{row['n']} {words[str(row['level'])]}",
                    "gini": number(row["gini"], 2, lang),
                    "theil": number(row["theil"], 3, lang),
                    "between": _percent(between, lang),
                    "within": _percent(1 - between, lang),
                    "dissimilarity": _percent(row["dissimilarity"], lang),
                    **{f"by_{name}": row[name] for name in ("gini", "theil", "dissimilarity")},
                }
            )
    largest = str(parts.levels["many"].iloc[0])
    return pd.DataFrame(rows), [
        Column("indicator", t(lang, "parts.col_indicator"), by="indicator"),
        Column("of", t(lang, "parts.col_of")),
        Column("gini", t(lang, "parts.col_gini"), numeric=True, by="by_gini"),
        Column("theil", t(lang, "parts.col_theil"), numeric=True, by="by_theil"),
        Column("between", t(lang, "parts.col_between", parts=largest), numeric=True),
        Column("within", t(lang, "parts.col_within", parts=largest), numeric=True),
        Column(
            "dissimilarity", t(lang, "parts.col_dissimilarity"), numeric=True, by="by_dissimilarity"
        ),
    ]


def _percent(share: float, lang: Lang) -> str:
    return quantity(100 * share, 0, "%", lang)


def inequality_sentence(parts: Parts, indicator_id: str, lang: Lang) -> str:
    """Return the inequality between the smallest parts in an indicator, in a sentence."""
    declared, words = parts.declared(indicator_id), level_words(parts)
    label, row = declared["label"], inequality_in(parts, declared)
    if not row:
        return t(lang, "parts.unmeasured", what=label)
    told = {"what": label, "n": row["n"], "parts": words[row["level"]]}
    sentence = t(lang, "parts.unequal", gini=number(row["gini"], 2, lang), **told)
    if row["between"] == row["between"] and row["theil"] > 0:
        between = row["between"] / row["theil"]
        shares = {"between": _percent(between, lang), "within": _percent(1 - between, lang)}
        sentence += " " + t(lang, "parts.split", parts=parts.levels["many"].iloc[0], **shares)
    if row["dissimilarity"] == row["dissimilarity"]:
        share = _percent(row["dissimilarity"], lang)
        sentence += " " + t(lang, "parts.dissimilar", share=share)
    return sentence


def inside_rows(parts: Parts, indicator_id: str, lang: Lang) -> tuple[pd.DataFrame, list[Column]]:
    """Return a row per largest part with the inequality inside it, and the columns."""
    declared = parts.declared(indicator_id)
    rows = inside_largest(parts, indicator_id)
    digits = int(declared["decimals"])
    table = rows.assign(
        parts=rows["n"].astype(str),
        mean_text=[number(value, digits, lang) for value in rows["mean"]],
        gini_text=[number(value, 2, lang) for value in rows["gini"]],
        theil_text=[number(value, 3, lang) for value in rows["theil"]],
    )
    smallest = level_words(parts)[parts.levels_with(indicator_id)[-1]]
    return table, [
        Column("name", str(parts.levels["one"].iloc[0]), by="name"),
        Column("parts", smallest, numeric=True, by="n"),
        Column("mean_text", t(lang, "parts.col_mean"), numeric=True, by="mean"),
        Column("gini_text", t(lang, "parts.col_gini"), numeric=True, by="gini"),
        Column("theil_text", t(lang, "parts.col_theil"), numeric=True, by="theil"),
    ]
