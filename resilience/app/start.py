"""The parts of the first page: purpose, a card per theme field, the region's scores, data dates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from resilience.analysis.claims import AHEAD
from resilience.app import cache
from resilience.app.chart import (
    colour_scheme,
    drawn,
    provenance_of_scores,
    show_chart,
    show_small_chart,
)
from resilience.app.controls import measure_in, members_of, periods_of, region_label
from resilience.app.html import paragraph, remark
from resilience.app.map import layer_of
from resilience.app.meeting import facts_among
from resilience.app.peer_controls import peer_choice, peers_now
from resilience.app.selection import current
from resilience.charts.profile import profile_figure
from resilience.export.citation import Build
from resilience.i18n import number, t
from resilience.maps.strip import class_strip
from resilience.model.measure import years_text
from resilience.model.peer_panel import theme_panels
from resilience.reports.story import Facts, finding
from resilience.text import datastate
from resilience.text.figures import score_rows
from resilience.text.provenance import date_text
from resilience.text.sentences import overview_sentence
from resilience.warehouse import queries


@dataclass(frozen=True)
class ThemeCard:
    """The content of a theme field's card.

    Parameters
    ----------
    above
        Number of the region's cities above the median of their peers.
    beside
        What the number means.
    finding
        Which cities stand out, see `reports.story.finding`.
    """

    theme_id: str
    theme: str
    above: str
    beside: str
    finding: str

    def html(self) -> str:
        """Return the card's text."""
        return f'<p class="large">{self.above}</p>{paragraph(self.beside)}{remark(self.finding)}'


def purpose() -> str:
    """Return in a sentence what the dashboard is for."""
    now = current()
    indicators = cache.query(queries.indicators, now.lang)
    words = {"n": len(indicators), "region": region_label(now.region)}
    return t(now.lang, "start.purpose", cities=len(members_of(now.region)), **words)


def theme_cards() -> list[ThemeCard]:
    """Return a card per theme field, for the chosen peers."""
    return cache.computed(_cards, facts_among(peer_choice(current().city)))


def _cards(facts: Facts) -> list[ThemeCard]:
    return [_card(facts, *theme) for theme in facts.theme_names.items()]


def _card(facts: Facts, theme_id: str, theme: str) -> ThemeCard:
    lang = facts.lang
    claims = facts.claims[theme_id]["claim"].reindex(facts.members["ags"])
    counts = {"above": claims.isin(AHEAD).sum(), "n": len(claims)}
    told_of = {name: number(count, 0, lang) for name, count in counts.items()}
    beside, above = t(lang, "start.card_means"), t(lang, "start.card", **told_of)
    told = finding(facts, theme_id)
    return ThemeCard(theme_id, theme, above, beside, f"{told[:1].upper()}{told[1:]}.")


def show_strip(card: ThemeCard) -> None:
    """Show how far the region's cities and their peers lie from the median in a theme's score."""
    now = current()
    layer = layer_of(measure_in(card.theme_id, "", periods_of(card.theme_id, "")[0]))
    words = {"theme": card.theme, "finding": card.finding}
    label = t(now.lang, "start.strip_alt", **words)
    show_small_chart(
        f"strip_{card.theme_id}", drawn(class_strip, layer, now.city, colour_scheme()), label
    )


def show_region() -> None:
    """Show the theme scores of all members among their peers."""
    lang, region, city = current().lang, current().region, current().city
    label, (peers, _) = region_label(region), peers_now()
    themes = cache.query(queries.themes, lang)
    year, own, split = cache.derived(
        partial(theme_panels, peers=peers),
        (queries.theme_scores,),
        (queries.themes, lang),
        (queries.areas, region),
    )
    rows, columns = cache.computed(score_rows, themes, split, lang)
    show_chart(
        drawn(profile_figure, themes, split, city, lang, colour_scheme()),
        "profile",
        t(lang, "overview.table_caption", region=label, year=year),
        cache.computed(overview_sentence, label, themes, split, lang),
        provenance_of_scores(tuple(themes["theme_id"]), own),
        rows,
        columns,
        city,
        cache.computed(datastate.region_introduction, split[themes["theme_id"].iloc[0]], lang),
    )


def freshness() -> str:
    """Return the years of the region's newest values, and the date of the build."""
    lang = current().lang
    newest = cache.query(queries.newest_values, current().region)
    years = newest.loc[newest["value"].notna(), "period"].str[:4]
    build: Build = cache.derived(dict, (queries.build,))
    date = date_text(build["built_at"], lang)
    return t(lang, "start.freshness", years=years_text(years.min(), years.max()), date=date)
