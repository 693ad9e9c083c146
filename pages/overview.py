"""Übersicht: the region at a glance, for whoever opens the dashboard first."""

from functools import partial

from resilience import cached, queries
from resilience.charts import ground, origin_of_scores, show_chart, show_text
from resilience.controls import choose_city, region_label
from resilience.figure import heading, paragraph, remark
from resilience.i18n import t
from resilience.selection import current
from resilience.settings import SETTINGS
from resilience.views import datastate
from resilience.views.figures import score_rows
from resilience.views.peers import theme_panels
from resilience.views.profile import profile_svg
from resilience.views.sentences import overview_sentence
from resilience.views.tables import html_table

city = choose_city()
lang, region = current().lang, current().region
label = region_label(region)
themes = cached.query(queries.themes, lang)
year, shown, split = cached.derived(
    theme_panels,
    (queries.theme_scores,),
    (queries.themes, lang),
    (queries.areas, region),
    (queries.peers, region, lang),
)

introduction = datastate.introduction(split[themes["theme_id"].iloc[0]], len(themes), lang)
show_text(heading(1, t(lang, "overview.heading", region=label)), paragraph(introduction))
rows, columns = cached.computed(score_rows, themes, split, lang)
show_chart(
    cached.computed(profile_svg, themes, split, city, lang, ground()),
    "profile",
    t(lang, "overview.table_caption", region=label, year=year),
    cached.computed(overview_sentence, label, themes, split, lang),
    origin_of_scores(tuple(themes["theme_id"]), shown),
    rows,
    columns,
    city,
)
state = cached.derived(
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
