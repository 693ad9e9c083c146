"""Gewichte: what counts how much, and how far an overall score holds, for planners who ask."""

import streamlit as st

from resilience import cached, composite, queries, runs
from resilience.charts import ground, origin_of_scores, show_chart
from resilience.controls import choose_city, members_of
from resilience.i18n import t
from resilience.selection import choose, current, switch
from resilience.settings import SETTINGS
from resilience.views import composite as composite_view
from resilience.views import weights as view
from resilience.views.tables import html_table
from resilience.weighting import flips, resolved
from resilience.weights_controls import OWN, choose_weights


def overall(weights: dict[str, float], used: dict[str, float], about: str) -> None:
    """Show the overall score by these weights, and how stable the order of two cities is."""
    peers = cached.query(queries.peers, region, lang)
    scores = cached.query(queries.theme_scores)
    year = scores.loc[scores["score"].notna(), "period"].max()
    behind = scores[(scores["period"] == year) & scores["ags"].isin(members_of(region)["ags"])]
    every = cached.derived(
        runs.normalised,
        (queries.theme_inputs,),
        (queries.indicators, "de"),
        (queries.areas, region),
        (queries.peers, region, "de"),
    )
    standings = composite.standings(every, used)
    references = peers.drop_duplicates("kind").set_index("kind")["label"].to_dict()
    rows, columns = composite_view.composite_table(standings, references, lang)
    show_chart(
        composite_view.composite_svg(standings, references, city, lang, ground()),
        "composite_figure",
        t(lang, "composite.table_caption", year=year),
        composite_view.composite_sentence(standings, lang),
        origin_of_scores(tuple(themes["theme_id"]), behind),
        rows,
        columns,
        city,
        view.told(weights, labels, lang) if current().weighting == OWN else about,
    )
    st.subheader(t(lang, "weights.stability"))
    place = view.kind_of(standings, city)
    stability(standings[place], every[place], weights)
    with st.expander(t(lang, "weights.assumptions")):
        st.markdown(
            composite_view.assumptions_text(standings, references, runs.DOUBTS, SETTINGS, lang)
        )


def stability(standing: composite.Standing, own: runs.Runs, weights: dict[str, float]) -> None:
    """Show how often one city is ahead of another, and which single weight turns their order."""
    names = standing.cities.set_index("ags")["name"].to_dict()
    one = city or next(iter(names))
    others = {ags: name for ags, name in names.items() if ags != one}
    if not others:
        st.markdown(t(lang, "weights.alone", city=names[one]))
        return
    label = t(lang, "weights.rival", city=names[one])
    rival = choose(st.selectbox, "rival", label, list(others), others)
    st.html(view.meter(standing, one, rival, lang))
    turned = flips(own, weights, declared, one, rival)
    st.markdown(view.flips_sentence(turned, names[one], names[rival], lang))
    if len(turned):
        rows, columns = view.flips_table(turned, labels, lang)
        st.html(html_table(rows, columns, t(lang, "weights.flips_caption")))


city = choose_city()
lang, region = current().lang, current().region
themes = cached.query(queries.themes, lang)
inputs = cached.query(queries.theme_inputs)
indicators = cached.query(queries.indicators, lang).set_index("indicator_id")
declared = indicators.loc[sorted(inputs["indicator_id"].unique())]
labels = view.element_labels(themes, declared, lang)

st.title(t(lang, "weights.heading"))
st.markdown(t(lang, "weights.intro"))
chosen, told = choose_weights(declared)
st.caption(told)
resolution = resolved(chosen, declared)
if resolution is None:
    st.error(t(lang, "weights.nothing_counts"))
else:
    with st.expander(t(lang, "weights.shares")):
        table, heads = view.shares(resolution, declared, themes, lang)
        st.html(html_table(table, heads, t(lang, "weights.shares_caption")))
    if switch("composite", t(lang, "weights.show")):
        overall(chosen, resolution, told)
    else:
        st.markdown(t(lang, "weights.on_request"))
