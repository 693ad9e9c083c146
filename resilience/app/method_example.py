"""The worked example of the page of methods: from a measured value to a score, step by step."""

from __future__ import annotations

from resilience.app import cache
from resilience.app.chart import provenance_of_scores, show_provenance, show_text
from resilience.app.controls import members_of
from resilience.app.html import bullets, paragraph
from resilience.app.peer_controls import peers_now
from resilience.app.selection import current
from resilience.i18n import t
from resilience.model.goalposts import of_kind
from resilience.model.peer_panel import panels
from resilience.text import method
from resilience.warehouse import queries


def show_example() -> str:
    """Show the steps for the selected city, or else the first pilot; return the year."""
    lang, members = current().lang, members_of(current().region)
    first = members.sort_values("pilot", ascending=False, kind="stable")["ags"].iloc[0]
    subject = current().city or first
    scores = cache.query(queries.theme_scores).rename(columns={"score": "value"})
    year: str = scores.loc[scores["value"].notna(), "period"].max()
    inputs, indicators = cache.query(queries.theme_inputs), cache.query(queries.indicators, lang)
    kind = members.set_index("ags")["peer_kind"][subject]
    told = method.worked_example(inputs, of_kind(indicators, kind), subject, current().indicator)
    if told is None:
        show_text(paragraph(t(lang, "missing.no_score")))
        return year
    indicator, basket = told
    theme = indicator["theme_id"]
    now = scores[scores["period"] == year]
    own = now[(now["ags"] == subject) & (now["theme_id"] == theme)]
    split = panels(own, members, peers_now()[0])
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
    show_text(bullets(lines, ordered=True))
    show_provenance(provenance_of_scores((theme,), own))
    return year
