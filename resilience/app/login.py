"""Who may see the pages where the operator asks for a login: OpenID Connect, by Streamlit."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import Error

from resilience.i18n import Lang, t
from resilience.settings import login_wanted


def is_locked() -> bool:
    """Return whether the visitor has to log in first."""
    return login_wanted() and not st.user.get("is_logged_in")


def show_login(lang: Lang) -> None:
    """Show the way in; where no login is set up, say so: then nobody comes in."""
    st.title(t(lang, "app.title"))
    if "is_logged_in" not in st.user:  # Streamlit has it only where its secrets hold a login
        st.error(t(lang, "login.missing"))
        return
    st.write(t(lang, "login.why"))
    if st.button(t(lang, "login.enter"), type="primary"):
        try:
            st.login()
        except Error as error:
            st.error(t(lang, "login.failed", reason=error))


def show_logout(lang: Lang) -> None:
    """Show the way out, where there is a way in."""
    if login_wanted():
        st.button(t(lang, "login.leave"), on_click=st.logout)
