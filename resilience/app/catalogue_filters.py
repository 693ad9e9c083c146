"""The filters of the list of all indicators."""

from __future__ import annotations

import streamlit as st

from resilience.app import cache
from resilience.app.selection import choose, current
from resilience.i18n import t
from resilience.spec import CAPACITIES
from resilience.text.catalogue import STATES
from resilience.warehouse import queries


def choose_filters() -> dict[str, str]:
    """Show the filters side by side and return what each is set to, empty for all."""
    lang, chosen = current().lang, {}
    choices = _choices()
    for column, (name, labels) in zip(st.columns(len(choices)), choices.items(), strict=True):
        options = {"": t(lang, "catalogue.all"), **labels}
        with column:
            word = t(lang, f"catalogue.filter_{name}")
            chosen[name] = choose(st.selectbox, name, word, list(options), options)
    return chosen


def _choices() -> dict[str, dict[str, str]]:
    """Return the filters of the indicators, with the labels of their options."""
    lang = current().lang
    themes, sources = cache.query(queries.themes, lang), cache.query(queries.sources, lang)
    frameworks = cache.query(queries.frameworks, lang)
    return {
        "theme": dict(zip(themes["theme_id"], themes["label"], strict=True)),
        "capacity": {one: t(lang, f"capacity.{one}") for one in CAPACITIES},
        "framework": dict(zip(frameworks["framework_id"], frameworks["name"], strict=True)),
        "source": dict(zip(sources["source_id"], sources["label"], strict=True)),
        "status": {one: t(lang, f"catalogue.state_{one}") for one in STATES},
    }
