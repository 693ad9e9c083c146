"""Stadtprofil: one city on one page, for planners who know their own."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from resilience import asking, cached, queries, standing_out
from resilience.charts import (
    ground,
    origin_of_city,
    origin_of_scores,
    show_chart,
    show_html,
    source_html,
)
from resilience.controls import choose_city, members_of
from resilience.figure import fold, paragraph
from resilience.i18n import t
from resilience.peering import choose_peers
from resilience.printing import show_city_sheet
from resilience.selection import current, parameters, switch
from resilience.views import city as view
from resilience.views import city_lists as lists
from resilience.views import city_process, drivers
from resilience.views.peers import features_text

chosen = choose_city()
lang, region = current().lang, current().region
members = members_of(region)
city = chosen or view.default_city(members)
own = members[members["ags"] == city]
carried = {**parameters(), "city": city}
about = cached.computed(asking.about_of, cached.query, region, city, lang, carried)
name, kind = about.city["name"], view.kind_of(about.city)


def listed(word: str, make: Callable[..., Any], *arguments: object) -> str:
    """Return a list as HTML; the word is that of its caption."""
    return cached.computed(lists.html_of, about, word, make, *arguments)


def standing() -> None:
    """Show strengths, weaknesses and what moves the theme scores."""
    show_html(
        "standing",
        paragraph(t(lang, "city.rule", peers=profile.peers[0], most=standing_out.MOST)),
        paragraph(lists.standing_note(standings, lang)),
        listed("strengths", lists.standing_table, standing_out.outstanding(standings, "ahead")),
        listed("weaknesses", lists.standing_table, weak),
        fold(t(lang, "city.all_scored"), listed("all_scored", lists.standing_table, standings)),
        source_html(fields),
    )
    st.subheader(t(lang, "city.drivers"))
    moved = cached.derived(
        partial(standing_out.contributions, city=city, peers=against), (queries.theme_inputs,)
    )
    if moved.empty:
        st.markdown(t(lang, "city.drivers_none"))
        return
    told = cached.computed(drivers.sentence, profile, moved, about)
    figure = cached.computed(drivers.bars_svg, profile, moved, about, ground())
    rows, columns = cached.computed(drivers.table, profile, moved, about)
    title, legend = t(lang, "city.drivers_table", city=name), t(lang, "city.drivers_rule")
    show_chart(figure, "drivers", title, told, fields, rows, columns, "", legend)


def course() -> None:
    """Show what has changed, and what is missing or flagged."""
    found, untold = cached.derived(
        standing_out.changes,
        (queries.city_values, city),
        (queries.every_break,),
        (queries.indicators, lang),
    )
    show_html(
        "course",
        paragraph(t(lang, "city.change_rule")),
        listed("changes", lists.change_table, found),
        f'<div class="under">{paragraph(lists.change_note(untold, about))}</div>',
        source_html(origin_of_city(city, cached.query(queries.city_values, city))),
    )
    st.header(t(lang, "city.gaps"))
    newest = cached.query(queries.newest_values, region)
    newest = newest[newest["ags"] == city]
    reasons = cached.query(queries.corrections, lang).set_index("correction_id")["reason"]
    catalogue = cached.query(queries.catalogue, region, lang)
    show_html(
        "gaps",
        listed("flags", lists.flag_table, newest, reasons.to_dict()),
        source_html(origin_of_city(city, newest)),
        fold(t(lang, "city.awaiting_title"), listed("awaiting", lists.awaiting_table, catalogue)),
    )


def process() -> None:
    """Show the ideas and questions of the process, and cities near and alike."""
    ideas = cached.query(queries.ideas, lang)
    kept = (ideas, city, about.city["city_type"], weak)
    found = cached.computed(standing_out.ideas_for, *kept)
    questions = cached.query(queries.kopfstand, lang)
    show_html(
        "ideas",
        paragraph(f"{t(lang, 'city.ideas_rule')} {city_process.idea_note(found, about)}"),
        listed("ideas", city_process.idea_table, found),
        listed("questions", city_process.question_table, questions),
    )
    st.header(t(lang, "city.kin"))
    features = features_text(cached.query(queries.similarity_features, lang), lang)
    near, alike = (cached.query(q, city) for q in (queries.neighbours, queries.similar_areas))
    show_html(
        "kin",
        paragraph(t(lang, "city.alike_in", features=features)),
        city_process.kin_html({"neighbours": near, "similar": alike}, members["ags"], about),
    )


st.title(t(lang, "city.heading", city=name))
if not chosen:
    st.info(t(lang, "city.none_chosen", city=name))
left, right = st.columns([0.6, 0.4], vertical_alignment="bottom")
with left:
    peers, peer_note = choose_peers(city, kind)
with right:
    axes = switch("axes", t(lang, "city.axes"))
profile = cached.computed(asking.profile_of, cached.query, own, peers, axes, lang)
st.markdown(view.introduction(profile))
with st.container(horizontal=True):
    show_city_sheet(city)
rows, columns = cached.computed(view.profile_table, profile)
legend = " ".join(filter(None, (t(lang, "city.explain"), peer_note)))
show_chart(
    cached.computed(view.profile_svg, profile, ground()),
    "profile",
    t(lang, "city.table", city=name),
    cached.computed(view.profile_sentence, profile),
    origin_of_scores(tuple(profile.groups), profile.rows),
    rows,
    columns,
    "",
    legend,
)
against = tuple(peers.loc[peers["kind"] == kind, "ags"])
standings = cached.derived(
    partial(standing_out.standings, city=city, peers=against),
    (queries.theme_inputs,),
    (queries.indicators, lang),
)
weak = standing_out.outstanding(standings, "behind")
years = standings["period"].str[:4]
fields = origin_of_scores(tuple(about.themes), standings.assign(oldest=years, newest=years))
st.header(t(lang, "city.standing"))
standing()
st.header(t(lang, "city.change"))
course()
st.header(t(lang, "city.ideas_title"))
process()
