"""Coverage of resilience frameworks: a chart of all, and one of them item by item."""

from __future__ import annotations

from typing import cast

import pandas as pd

from resilience.app import cache
from resilience.app.chart import colour_scheme, drawn, show_chart, show_text
from resilience.app.html import heading, paragraph, remark
from resilience.app.selection import current, shared
from resilience.charts import crosswalk
from resilience.i18n import Lang, t
from resilience.model.provenance import Provenance
from resilience.text.tables import html_table
from resilience.warehouse import queries


def show_coverage(frameworks: pd.DataFrame, chosen: str) -> None:
    """Show how many items of each framework are covered, the chosen one set off."""
    lang, framework = current().lang, _of(frameworks, chosen)
    counts = _counts(lang)
    sentence = crosswalk.coverage_sentence(counts, chosen, lang)
    rows, columns = cache.computed(crosswalk.coverage_table, counts, lang)
    show_chart(
        drawn(crosswalk.coverage_figure, counts, chosen, lang, colour_scheme()),
        "coverage",
        t(lang, "crosswalk.counts_caption"),
        t(lang, "crosswalk.alt", sentence=sentence),
        Provenance(crosswalk.source_line(framework, lang)),
        rows,
        columns,
    )


def _counts(lang: Lang) -> pd.DataFrame:
    asked = (queries.frameworks, lang), (queries.framework_items, lang)
    return cache.derived(crosswalk.coverage, *asked)


def show_framework(chosen: str) -> None:
    """Show all items of one framework, and where no indicator stands for a capacity."""
    show_text(*cache.computed(_framework, chosen, shared(), current().lang))


def _framework(chosen: str, carried: dict[str, str], lang: Lang) -> tuple[str, ...]:
    framework = _of(cache.query(queries.frameworks, lang), chosen)
    links = cache.query(queries.item_indicators, lang)
    items, themes = cache.query(queries.framework_items, lang), cache.query(queries.themes, lang)
    own = items[items["framework_id"] == chosen]
    rows, columns = crosswalk.item_table(own, links, carried, lang)
    return (
        heading(2, framework["name"]),
        paragraph(crosswalk.coverage_sentence(_counts(lang), chosen, lang)),
        paragraph(t(lang, "crosswalk.comparing", text=framework["comparison"])),
        html_table(rows, columns, t(lang, "crosswalk.items_caption", framework=framework["name"])),
        remark(crosswalk.source_line(framework, lang)),
        heading(2, t(lang, "crosswalk.map")),
        paragraph(t(lang, "crosswalk.map_intro")),
        crosswalk.gap_map(cache.query(queries.capacity_counts), themes, lang),
    )


def _of(frameworks: pd.DataFrame, chosen: str) -> pd.Series:
    return cast(pd.Series, frameworks.set_index("framework_id").loc[chosen])
