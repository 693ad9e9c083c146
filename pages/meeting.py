"""Sitzung: choose a story or make a list of pictures, see the screens, start the meeting mode."""

from functools import partial
from html import escape

import streamlit as st

from resilience.app import meeting, screens
from resilience.app.chart import show_text
from resilience.app.html import heading, paragraph
from resilience.app.selection import choose, current
from resilience.export.csv import file_name
from resilience.i18n import t
from resilience.reports.story.deck import document


def show() -> None:
    """Show the page."""
    lang = current().lang
    show_text(heading(1, t(lang, "meeting.title")), paragraph(t(lang, "meeting.intro")))
    labels = {
        one: name
        if one.isdigit() or one == screens.OWN_LIST
        else t(lang, "meeting.of_theme", theme=name)
        for one, name in meeting.story_names().items()
    }
    first = meeting.chosen_story()
    story = choose(st.selectbox, "story", t(lang, "meeting.story"), list(labels), labels, first)
    made, name = meeting.screens_of(story), meeting.story_names()[story]
    with st.container(horizontal=True):
        st.button(
            t(lang, "meeting.start"),
            key="start",
            type="primary",
            on_click=meeting.begin,
            args=(story,),
            disabled=not made,
        )
        st.download_button(
            t(lang, "meeting.file"),
            partial(document, made, name, lang),
            f"{file_name(labels[story])}.html",
            "text/html",
            on_click="ignore",
            key="meeting_file",
        )
    if story == screens.OWN_LIST:
        screens.show_own_list()
        return
    items = "".join(f"<li>{escape(one.title)}<p>{escape(one.source)}</p></li>" for one in made)
    show_text(heading(2, t(lang, "meeting.list")), f'<ol class="screens">{items}</ol>')
    if screens.OWN_LIST not in labels:
        show_text(heading(2, t(lang, "meeting.own_name")), paragraph(t(lang, "meeting.own_empty")))


show()
