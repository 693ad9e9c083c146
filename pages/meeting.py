"""Sitzung: choose a story, see its screens, and start the meeting mode."""

from functools import partial
from html import escape

import streamlit as st

from resilience.app import meeting
from resilience.app.chart import show_text
from resilience.app.html import heading, paragraph
from resilience.app.selection import choose, current
from resilience.export.csv import file_name
from resilience.i18n import t
from resilience.reports.story import names


def show() -> None:
    """Show the page."""
    lang = current().lang
    show_text(heading(1, t(lang, "meeting.title")), paragraph(t(lang, "meeting.intro")))
    labels = {
        one: t(lang, "meeting.of_theme", theme=name) if not one.isdigit() else name
        for one, name in names(meeting.facts()).items()
    }
    first = meeting.chosen_story()
    story = choose(st.selectbox, "story", t(lang, "meeting.story"), list(labels), labels, first)
    with st.container(horizontal=True):
        st.button(
            t(lang, "meeting.start"),
            key="start",
            type="primary",
            on_click=meeting.begin,
            args=(story,),
        )
        st.download_button(
            t(lang, "meeting.file"),
            partial(meeting.file_of, current().region, story, lang),
            f"{file_name(labels[story])}.html",
            "text/html",
            on_click="ignore",
            key="meeting_file",
        )
    items = "".join(
        f"<li>{escape(screen.title)}<p>{escape(screen.source)}</p></li>"
        for screen in meeting.screens_of(story)
    )
    show_text(heading(2, t(lang, "meeting.list")), f'<ol class="screens">{items}</ol>')


show()
