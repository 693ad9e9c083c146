"""Daten: every value, codebook and source to download, for analysts and planners."""

import streamlit as st

from resilience.app import cache
from resilience.app import downloads as down
from resilience.app.chart import show_text
from resilience.app.controls import region_label
from resilience.app.html import heading, paragraph
from resilience.app.printing import show_brief, show_region_sheet
from resilience.app.selection import choose, current
from resilience.export.citation import Build, citation
from resilience.export.tables import letters
from resilience.i18n import t
from resilience.text import register as view
from resilience.text.tables import html_table
from resilience.warehouse import queries


def show() -> None:
    """Show the page."""
    lang, label = current().lang, region_label(current().region)
    show_text(heading(1, t(lang, "data.heading")), paragraph(t(lang, "data.intro")))
    scopes = {"": t(lang, "data.scope_region", region=label), "all": t(lang, "data.scope_all")}
    scope = choose(st.radio, "scope", t(lang, "data.scope"), list(scopes), scopes)
    files = down.Files(lang, current().region, scope, t(lang, "data.all_areas") if scope else label)
    down.show_values(files)
    theme, name = down.show_areas(files)
    about = t(lang, "sheet.print_about", theme=name)
    show_text(heading(2, t(lang, "sheet.print")), paragraph(about))
    with st.container(horizontal=True):
        show_brief(theme)
        show_region_sheet()
    down.show_everything(files)
    down.show_tables(lang)
    show_sources(files)


def show_sources(files: down.Files) -> None:
    """Show how to cite, what quality letters mean, the state of the figures, and all sources."""
    lang = files.lang
    build: Build = cache.derived(dict, (queries.build,))
    register = cache.query(queries.source_register)
    live = cache.query(queries.live_sources)
    outlines = cache.query(queries.outline_sources, down.LAYERS, lang)
    show_text(heading(2, t(lang, "data.cite")))
    st.code(citation(build, register, files.of, lang), language=None, wrap_lines=True)
    show_text(
        paragraph(t(lang, "data.licence")),
        html_table(*view.letter_table(letters(), lang), t(lang, "data.letters_caption")),
        heading(2, t(lang, "overview.state")),
        down.state_table(files.region, lang),
        heading(2, t(lang, "register.heading")),
        paragraph(view.register_introduction(register, build, lang)),
        html_table(*view.register_table(register, live, lang), t(lang, "register.caption")),
        paragraph(view.asking_introduction(live, lang)),
        html_table(*view.waiting_table(live, lang), t(lang, "register.waiting_caption")),
        html_table(*view.outline_table(outlines, lang), t(lang, "register.outlines_caption")),
    )


show()
