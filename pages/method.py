"""Methode: how scores come about, for planners and committee members who want to check them."""

import streamlit as st

from resilience.app import cache
from resilience.app.chart import provenance_of_scores, show_provenance, show_text
from resilience.app.controls import choose_city, members_of
from resilience.app.html import bullets, heading, link, paragraph
from resilience.app.selection import current, parameters
from resilience.i18n import t
from resilience.model.goalposts import of_kind
from resilience.model.peer_panel import panels
from resilience.settings import SETTINGS
from resilience.text import method
from resilience.text.links import address
from resilience.text.tables import html_table
from resilience.warehouse import queries

city = choose_city()
lang, region = current().lang, current().region
members = members_of(region)
themes = cache.query(queries.themes, lang)
indicators = cache.query(queries.indicators, lang)
editions = cache.query(queries.editions)
peers = cache.query(queries.peers, region, lang)
inputs = cache.query(queries.theme_inputs)
scores = cache.query(queries.theme_scores).rename(columns={"score": "value"})
year = scores.loc[scores["value"].notna(), "period"].max()
now = scores[scores["period"] == year]

intro = [heading(1, t(lang, "method.heading")), paragraph(t(lang, "method.intro"))]
intro.append(heading(2, t(lang, "method.steps")))
subject = city or members.sort_values("pilot", ascending=False, kind="stable")["ags"].iloc[0]
kind = members.set_index("ags")["peer_kind"][subject]
told = method.worked_example(inputs, of_kind(indicators, kind), subject, current().indicator)
if told is None:
    show_text(*intro, paragraph(t(lang, "missing.no_score")))
else:
    indicator, basket = told
    own = now[(now["ags"] == subject) & (now["theme_id"] == indicator["theme_id"])]
    panel = next(p for p in panels(own, members, peers) if subject in p.members["ags"].to_list())
    lines = method.steps(
        indicator,
        basket,
        members.set_index("ags")["name"][subject],
        themes.set_index("theme_id")["label"][indicator["theme_id"]],
        own["value"].iloc[0],
        f"{panel.size} {panel.label}",
        lang,
    )
    show_text(*intro, bullets(lines, ordered=True))
    show_provenance(provenance_of_scores((indicator["theme_id"],), own))

show_text(
    heading(2, t(lang, "method.missing")),
    bullets(method.missing_rules(year, SETTINGS, lang)),
    heading(2, t(lang, "method.indicators")),
    paragraph(t(lang, "method.indicators_intro")),
)
for tab, theme in zip(st.tabs(themes["label"].to_list()), themes.to_dict("records"), strict=True):
    with tab:
        declared = indicators[indicators["theme_id"] == theme["theme_id"]]
        rows, columns = method.indicator_table(declared, editions, lang)
        st.html(html_table(rows, columns, theme["question"]))

rows, columns = method.letter_meanings(lang)
show_text(
    heading(2, t(lang, "method.letters")),
    html_table(rows, columns, t(lang, "method.letters_caption")),
    heading(2, t(lang, "method.limits")),
    bullets(method.method_limits(lang)),
    heading(2, t(lang, "composite.heading")),
    paragraph(t(lang, "composite.intro")),
    link(t(lang, "composite.link"), address("weights", parameters(), composite="1")),
    heading(2, t(lang, "method.sources")),
    paragraph(t(lang, "method.citation")),
)
