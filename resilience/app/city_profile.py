"""A city's profile as HTML: scores, strengths and weaknesses, changes, results of the process.

Each part depends on the results of queries only, so that a page can cache it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from resilience.analysis import city_findings
from resilience.analysis.repository import Ask
from resilience.app.html import bullets, fold, heading, paragraph, provenance_html
from resilience.charts import city as view
from resilience.charts import drivers
from resilience.charts.style import ColourScheme
from resilience.i18n import Lang, number, signed, t
from resilience.model.peer_panel import features_text
from resilience.model.profile import Profile
from resilience.model.provenance import Provenance
from resilience.text import city_lists as lists
from resilience.text import city_process
from resilience.text import provenance as lines
from resilience.text.city_lists import About, CityTable
from resilience.text.claims import claim_text, group_reason, rule_text
from resilience.warehouse import queries


@dataclass(frozen=True, eq=False)
class Portrait:
    """One city of a region among its peers.

    Parameters
    ----------
    ask
        Runs queries.
    peers
        Keys of the peer set.
    """

    ask: Ask
    region: str
    profile: Profile
    about: About
    peers: tuple[str, ...]

    @property
    def _lang(self) -> Lang:
        return self.profile.lang

    @property
    def _ags(self) -> str:
        ags: str = self.about.city["ags"]
        return ags

    @cached_property
    def standings(self) -> pd.DataFrame:
        """The city's standing on each indicator of its theme scores."""
        inputs, declared = self.ask(queries.theme_inputs), self.about.declared
        return city_findings.indicator_standings(inputs, declared, self._ags, self.peers)

    @cached_property
    def _weak(self) -> pd.DataFrame:
        return city_findings.outstanding(self.standings, "behind")

    def _list(self, word: str, make: Callable[..., CityTable], *arguments: object) -> str:
        return lists.html_of(self.about, word, make, *arguments)

    def _source(self, rows: pd.DataFrame) -> str:
        """Return the provenance of the city's values as HTML."""
        return provenance_html(
            lines.provenance_of_city(self.ask, self._ags, rows, self._lang), self._lang
        )

    def picture(self, note: str, scheme: ColourScheme) -> dict[str, Any]:
        """Return the arguments of `chart.show_chart` for the scores among the peers' scores.

        Parameters
        ----------
        note
            Note on the peer set.
        """
        profile, lang = self.profile, self._lang
        rows, columns = view.profile_table(profile)
        provenance = lines.provenance_of_scores(self.ask, tuple(profile.groups), profile.rows, lang)
        return {
            "figure": str(view.profile_figure(profile, scheme).to_json()),
            "key": "profile",
            "title": t(lang, "city.table", city=self.about.city["name"]),
            "sentence": view.profile_sentence(profile),
            "provenance": provenance,
            "rows": rows,
            "columns": columns,
            "legend": " ".join(filter(None, (t(lang, "city.explain"), note))),
        }

    @cached_property
    def _scored(self) -> Provenance:
        years = self.standings["period"].str[:4]
        rows = self.standings.assign(oldest=years, newest=years)
        groups = tuple(self.about.themes)
        return lines.provenance_of_scores(self.ask, groups, rows, self._lang)

    def metrics(self) -> list[dict[str, str]]:
        """Return per theme the parts of its tile: score, distance from the median, claim."""
        lang, told = self._lang, []
        for theme_id, label in self.about.themes.items():
            own, panel = self.profile.of(theme_id), self.profile.panels[theme_id]
            gap = round(own["value"], 0) - round(panel.quartiles[1], 0)
            known = own["value"] == own["value"]
            claim = self.profile.claims[theme_id]
            told.append(
                {
                    "theme": theme_id,
                    "label": label,
                    "score": number(own["value"], 0, lang),
                    "gap": signed(gap, 0, lang) if known and gap == gap else "",
                    "claim": claim_text(claim["claim"], self.about.peers, lang) if known else "",
                    "reason": group_reason(claim, lang) if claim["claim"] != "none" else "",
                }
            )
        return told

    def sureness(self) -> str:
        """Return how sure the claims on the scores are, as folded HTML."""
        lang = self._lang
        lines = [
            t(lang, "city.sure_of", theme=one["label"], **{k: one[k] for k in ("claim", "reason")})
            for one in self.metrics()
            if one["reason"]
        ]
        return fold(t(lang, "city.sure_title"), paragraph(rule_text(lang)) + bullets(lines))

    def standing(self) -> str:
        """Return strengths and weaknesses."""
        lang, standings = self._lang, self.standings
        strong = city_findings.outstanding(standings, "ahead")
        every = self._list("all_scored", lists.standing_table, standings)
        told = {"most": city_findings.MOST, "least": number(city_findings.LEAST_POINTS, 1, lang)}
        rule = t(lang, "city.rule", peers=self.profile.peers[0], **told)
        parts = (
            paragraph(lists.standing_note(standings, lang)),
            self._list("strengths", lists.outstanding_table, strong),
            self._list("weaknesses", lists.outstanding_table, self._weak),
            *self._moving(),
            fold(t(lang, "city.rule_title"), paragraph(rule)),
            fold(t(lang, "city.all_scored"), every),
            provenance_html(self._scored, lang),
        )
        return "".join(parts)

    def _moving(self) -> list[str]:
        """Return indicators that are weak and worsening, or strong and improving."""
        lang, values = self._lang, self.ask(queries.city_values, self._ags)
        breaks, declared = self.ask(queries.every_break), self.about.declared
        changes, _ = city_findings.changes(values, breaks, declared)
        parts, known = list[str](), 0
        for side in ("behind", "ahead"):
            found, known = city_findings.moving_rows(self.standings, changes, side)
            parts.append(self._list(f"moving_{side}", lists.change_table, found))
        counts = {"n": number(known, 0, lang), "of": number(len(self.standings), 0, lang)}
        return [*parts, paragraph(t(lang, "city.moving_known", **counts))]

    @cached_property
    def _moved(self) -> pd.DataFrame:
        inputs = self.ask(queries.theme_inputs)
        return city_findings.contributions(inputs, self._ags, self.peers)

    def drivers(self, scheme: ColourScheme) -> dict[str, Any] | None:
        """Return the arguments of `chart.show_chart` for the drivers of theme scores, if any."""
        lang, profile, about, moved = self._lang, self.profile, self.about, self._moved
        if moved.empty:
            return None
        rows, columns = drivers.table(profile, moved, about)
        return {
            "figure": str(drivers.bars_figure(profile, moved, about, scheme).to_json()),
            "key": "drivers",
            "title": t(lang, "city.drivers_table", city=about.city["name"]),
            "sentence": drivers.sentence(profile, moved, about),
            "provenance": self._scored,
            "rows": rows,
            "columns": columns,
            "legend": t(lang, "city.drivers_rule"),
        }

    def history(self) -> str:
        """Return the changes: judged ones first, all others folded away."""
        lang, about = self._lang, self.about
        values = self.ask(queries.city_values, self._ags)
        found, untold = city_findings.changes(values, self.ask(queries.every_break), about.declared)
        judged = found[found["judgement"].isin(("better", "worse"))]
        rest = found.drop(judged.index)
        parts = [self._list("changes", lists.change_table, judged)]
        if len(rest):
            parts.append(
                fold(t(lang, "city.changes_rest"), self._list("rest", lists.change_table, rest))
            )
        rule = f"{t(lang, 'city.change_rule')} {lists.change_note(untold, about)}"
        parts += [fold(t(lang, "city.change_title"), paragraph(rule)), self._source(values)]
        return "".join(parts)

    def gaps(self) -> str:
        """Return which values are missing or flagged."""
        lang = self._lang
        newest = self.ask(queries.newest_values, self.region)
        newest = newest[newest["ags"] == self._ags]
        reasons = self.ask(queries.corrections, lang).set_index("correction_id")["reason"]
        catalogue = self.ask(queries.catalogue, self.region, lang)
        awaiting = self._list("awaiting", lists.awaiting_table, catalogue)
        parts = (
            heading(2, t(lang, "city.gaps")),
            self._list("flags", lists.flag_table, newest, reasons.to_dict()),
            self._source(newest),
            fold(t(lang, "city.awaiting_title"), awaiting),
        )
        return "".join(parts)

    def process(self) -> str:
        """Return the ideas and questions of the process."""
        lang, about, city = self._lang, self.about, self._ags
        kept = (city, about.city["city_type"], self._weak)
        found = city_findings.ideas_for(self.ask(queries.ideas, self.region, lang), *kept)
        questions = self.ask(queries.kopfstand, self.region, lang)
        parts = (
            heading(2, t(lang, "city.ideas_title")),
            paragraph(f"{t(lang, 'city.ideas_rule')} {city_process.idea_note(found, about)}"),
            self._list("ideas", city_process.idea_table, found),
            self._list("questions", city_process.question_table, questions),
        )
        return "".join(parts)

    def kin(self, members: tuple[str, ...]) -> str:
        """Return neighbouring and similar cities.

        Parameters
        ----------
        members
            Keys of the region's members.
        """
        lang, city = self._lang, self._ags
        features = features_text(self.ask(queries.similarity_features, lang), lang)
        kin = {
            "neighbours": self.ask(queries.neighbours, city),
            "similar": self.ask(queries.similar_areas, city),
        }
        parts = (
            heading(2, t(lang, "city.kin")),
            paragraph(t(lang, "city.alike_in", features=features)),
            city_process.kin_html(kin, members, self.about),
        )
        return "".join(parts)
