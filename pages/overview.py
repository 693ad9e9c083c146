"""Übersicht: the region at a glance, for whoever opens the dashboard first."""

from functools import partial

from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, provenance_of_scores, show_chart, show_text
from resilience.app.controls import choose_city, region_label
from resilience.app.html import heading, paragraph, remark
from resilience.app.selection import current
from resilience.charts.profile import profile_figure
from resilience.i18n import t
from resilience.model.peer_panel import theme_panels
from resilience.settings import SETTINGS
from resilience.text import datastate
from resilience.text.figures import score_rows
from resilience.text.sentences import overview_sentence
from resilience.text.tables import html_table
from resilience.warehouse import queries

city = choose_city()
lang, region = current().lang, current().region
label = region_label(region)
themes = cache.query(queries.themes, lang)
year, measure, split = cache.derived(
    theme_panels,
    (queries.theme_scores,),
    (queries.themes, lang),
    (queries.areas, region),
    (queries.peers, region, lang),
)

introduction = datastate.region_introduction(split[themes["theme_id"].iloc[0]], len(themes), lang)
show_text(heading(1, t(lang, "overview.heading", region=label)), paragraph(introduction))
rows, columns = cache.computed(score_rows, themes, split, lang)
show_chart(
    drawn(profile_figure, themes, split, city, lang, colour_scheme()),
    "profile",
    t(lang, "overview.table_caption", region=label, year=year),
    cache.computed(overview_sentence, label, themes, split, lang),
    provenance_of_scores(tuple(themes["theme_id"]), measure),
    rows,
    columns,
    city,
)
state = cache.derived(
    partial(datastate.data_state, as_of=year, maximum_age=SETTINGS.maximum_age, lang=lang),
    (queries.newest_values, region),
    (queries.indicators, lang),
    (queries.themes, lang),
)
show_text(
    remark(datastate.score_note(year, SETTINGS, lang)),
    heading(2, t(lang, "overview.state")),
    html_table(state, datastate.columns(lang), t(lang, "overview.state_caption")),
)
