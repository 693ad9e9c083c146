"""Daten: every value, codebook and source to download, for analysts and planners."""

import streamlit as st

from resilience.app import cache
from resilience.app import downloads as down
from resilience.app.chart import show_text
from resilience.app.controls import region_label
from resilience.app.html import heading, paragraph
from resilience.app.printing import show_brief, show_region_sheet
from resilience.app.selection import choose, current
from resilience.i18n import t


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
    """Show how to cite, what quality means, the state of the figures, and where all come from."""
    show_text(heading(2, t(files.lang, "data.cite")))
    cited, *told = cache.computed(down.told_of_sources, files)
    st.code(cited, language=None, wrap_lines=True)
    show_text(*told)


show()
