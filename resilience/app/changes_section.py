"""The list of what the newest retrievals changed."""

from __future__ import annotations

from resilience.app import cache
from resilience.app.controls import region_label
from resilience.app.html import heading, paragraph
from resilience.export.citation import Build
from resilience.i18n import Lang, t
from resilience.text import changes as view
from resilience.text.tables import html_table
from resilience.warehouse import queries


def changed_since(region: str, lang: Lang) -> list[str]:
    """Return what the newest retrieval of each source changed, as parts of HTML.

    Revised figures are those of the region's areas.
    """
    build: Build = cache.derived(dict, (queries.build,))
    changed = cache.query(queries.changed_series, lang)
    told = [
        heading(2, t(lang, "changes.heading")),
        paragraph(view.changes_sentence(changed, build, lang)),
    ]
    if changed.empty:
        return told
    revised = cache.query(queries.revised_figures, region, lang)
    told += [
        html_table(*view.changes_table(changed, lang), t(lang, "changes.caption")),
        paragraph(view.revisions_sentence(revised, region_label(region), lang)),
    ]
    if not revised.empty:
        table = view.revisions_table(revised, lang)
        told.append(html_table(*table, t(lang, "changes.revised_caption")))
    return told
