"""The worked example of the page of methods: from a measured value to a score, step by step."""

from __future__ import annotations

from resilience.analysis.peer_sets import PeerChoice, chosen_peers
from resilience.app import cache
from resilience.app.chart import show_provenance, show_text
from resilience.app.controls import members_of
from resilience.app.html import bullets, paragraph
from resilience.app.peer_controls import peer_choice
from resilience.app.selection import current
from resilience.i18n import Lang, t
from resilience.model.goalposts import of_kind
from resilience.model.peer_panel import panels
from resilience.model.provenance import Provenance
from resilience.text import method
from resilience.text.provenance import provenance_of_scores
from resilience.warehouse import queries


def show_example() -> str:
    """Show the steps for the city looked at, the first pilot without one; return the year."""
    now = current()
    choice = peer_choice(now.city)
    what = (now.region, now.city, now.indicator, choice, now.lang)
    year, lines, source = cache.computed(_example, *what)
    if source is None:
        show_text(paragraph(t(now.lang, "missing.no_score")))
    else:
        show_text(bullets(lines, ordered=True))
        show_provenance(source)
    return year


def _example(
    region: str, city: str, indicator_id: str, choice: PeerChoice, lang: Lang
) -> tuple[str, list[str], Provenance | None]:
    """Return the year, the steps and where they come from; neither where there is no score."""
    members = members_of(region)
    first = members.sort_values("pilot", ascending=False, kind="stable")["ags"].iloc[0]
    subject = city or first
    scores = cache.query(queries.theme_scores).rename(columns={"score": "value"})
    year: str = scores.loc[scores["value"].notna(), "period"].max()
    inputs, indicators = cache.query(queries.theme_inputs), cache.query(queries.indicators, lang)
    kind = members.set_index("ags")["peer_kind"][subject]
    told = method.worked_example(inputs, of_kind(indicators, kind), subject, indicator_id)
    if told is None:
        return year, [], None
    indicator, basket = told
    theme = indicator["theme_id"]
    now = scores[scores["period"] == year]
    own = now[(now["ags"] == subject) & (now["theme_id"] == theme)]
    split = panels(own, members, chosen_peers(cache.query, region, lang, choice)[0])
    panel = next(one for one in split if subject in one.members["ags"].to_list())
    lines = method.steps(
        indicator,
        basket,
        members.set_index("ags")["name"][subject],
        cache.query(queries.themes, lang).set_index("theme_id")["label"][theme],
        own["value"].iloc[0],
        f"{panel.size} {panel.label}",
        lang,
    )
    return year, lines, provenance_of_scores(cache.query, (theme,), own, lang)
