"""Claims about a city among its peers, in words: the same wherever they appear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from resilience.analysis.claims import CLAIMED, LIKELY, SURE, Claim
from resilience.i18n import Lang, number, t


def inside(name: str, lang: Lang) -> str:
    """Return a name as written within a sentence: in English with a lower-case initial."""
    if lang == "de":
        return name
    lower = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    return lower.replace("-", "\N{NON-BREAKING HYPHEN}")


def claim_text(claim: Claim, peers: str, lang: Lang, of: Literal["", "value_"] = "") -> str:
    """Return a claim: ``wahrscheinlich unter dem Median der Mittelstädte``.

    Parameters
    ----------
    peers
        Name of the peer set; empty where it is already named.
    of
        ``value_`` for the value of an indicator, where lower may be better: says better or worse
        instead of above or below.
    """
    name = inside(peers, lang)
    return t(lang, f"claim.{of}{claim}", of=t(lang, "claim.of", peers=name) if name else "")


def value_claim(row: Mapping[Any, Any], peers: str, lang: Lang) -> str:
    """Return the claim on a value and its basis.

    Parameters
    ----------
    row
        ``claim, share, noise``, see `analysis.claims.standing_of`.
    """
    claim = claim_text(row["claim"], peers, lang, "value_")
    if row["claim"] == "none":
        return claim
    return f"{claim} ({noise_text(row, lang)})"


def noise_text(row: Mapping[Any, Any], lang: Lang) -> str:
    """Return the kind of a value's noise, and the share of draws in which its claim holds."""
    if row["noise"] != "counted" or row["share"] != row["share"]:
        return t(lang, f"claim.noise_{row['noise']}")
    return t(lang, "claim.draws", share=percent_of_runs(row["share"], lang))


def group_claim(row: Mapping[Any, Any], peers: str, lang: Lang) -> str:
    """Return the claim on a score and its basis, see `group_reason`."""
    claim = claim_text(row["claim"], peers, lang)
    return claim if row["claim"] == "none" else f"{claim} ({group_reason(row, lang)})"


def group_reason(row: Mapping[Any, Any], lang: Lang) -> str:
    """Return the shares of runs in which a claim on a score holds, overall and under noise alone.

    Method and noise are separated: the runs show how much the claim depends on the method of
    scoring, which says nothing about the city, whereas the noise of the counts does.

    Parameters
    ----------
    row
        ``claim, share, noise_share, unknown, indicators``, see `analysis.claims.claims_on_group`.
    """
    parts = [t(lang, "claim.runs", share=percent_of_runs(row["share"], lang))]
    if row["noise_share"] == row["noise_share"]:
        share = percent_of_runs(row["noise_share"], lang)
        parts.append(t(lang, "claim.noise_alone", share=share))
    if row["unknown"]:
        counts = {name: number(row[name], 0, lang) for name in ("unknown", "indicators")}
        parts.append(t(lang, "claim.unknown_of", n=counts["unknown"], of=counts["indicators"]))
    return "; ".join(parts)


def percent_of_runs(share: float, lang: Lang) -> str:
    """Return a share of runs in percent; 0 and 100 only for none and all of them."""
    rounded = 100 * share if share in (0, 1) else min(max(100 * share, 1), 99)
    return number(rounded, 0, lang)


def rule_text(lang: Lang) -> str:
    """Return how claims on scores are made and graded."""
    error = 100 * (0.25 / CLAIMED.replications) ** 0.5 * 2
    return t(
        lang,
        "claim.rule",
        runs=number(CLAIMED.replications, 0, lang),
        error=number(error, 0, lang),
        sure=number(100 * SURE, 0, lang),
        likely=number(100 * LIKELY, 0, lang),
    )
