"""The sheet of one city: findings and how sure they are, changes, missing values."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import pandas as pd

from resilience.analysis import city_findings
from resilience.analysis.held_targets import Held
from resilience.analysis.repository import newest_profile
from resilience.analysis.scenarios import every_lens
from resilience.charts import city as view
from resilience.charts.still import still_of
from resilience.export.csv import file_name
from resilience.i18n import Lang, number, t
from resilience.maps.map import Layer
from resilience.model.goalposts import of_kind
from resilience.model.provenance import Provenance
from resilience.reports.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Side,
    Table,
    printed_table,
)
from resilience.reports.outlook import own_targets, scenario_lines, target_lines
from resilience.reports.sheets.common import Common
from resilience.reports.sheets.figures import all_figures
from resilience.text import city_lists as lists
from resilience.text import provenance as lines
from resilience.text.claims import claim_text, percent_of_runs, rule_text
from resilience.warehouse import queries

CHANGES = 2
"""Changes for the better, and for the worse, that are named at most."""
_NAMED = 3
"""Indicators that are named in a list of what is missing, before it says how many more."""
STRIP_WIDTH, STRIP_ROW = 560.0, 21.0
"""Width of the profile and height of a score in it, in pixels at a font size of 13."""
_MAP_HEIGHT = 420.0


class CitySheet:
    """One city's sheet.

    Parameters
    ----------
    common
        The region's figures.
    ags
        Key of the city.
    """

    def __init__(self, common: Common, ags: str) -> None:
        self.common, self.lang, self.ags = common, common.lang, ags
        own = common.members[common.members["ags"] == ags]
        city = own.to_dict("records")[0]
        self.about = lists.about_of(common.ask, common.region, ags, self.lang, {}, common.peers)
        self.kind = city["peer_kind"]
        what = (common.ask, own, common.peers, common.group_claims, False, self.lang)
        self.profile = newest_profile(*what)
        against = tuple(common.peers.loc[common.peers["kind"] == self.kind, "ags"])
        inputs = common.ask(queries.theme_inputs)
        self.standings = city_findings.indicator_standings(inputs, common.declared, ags, against)
        self.newest = common.newest[common.newest["ags"] == ags]

    def document(self, pages: int) -> Document:
        """Return the sheet; with two pages, all figures of the city are on the second."""
        name = self.about.city["name"]
        blocks: list[Block] = [
            Paragraph(self.lead(), "lead"),
            Side((2.0, 0.8), ((self.strips(),), (self.map(),))),
            self.reading(),
            Heading(t(self.lang, "city.standing")),
            self.outstanding(),
            Side((1.75, 1.0), ((*self.changes(), *self.scenarios()), tuple(self.gaps()))),
            *self.targets(),
            Paragraph(self.provenance(codes=False).line, "fine"),
        ]
        if pages > 1:
            sources = self.provenance().sources
            blocks += all_figures(self.common, self.newest, self.kind, sources)
        mark = t(self.lang, "sheet.mark", region=self.common.label)
        return self.common.document(mark, name, self.facts(), blocks, name)

    def facts(self) -> str:
        """Return the type of the city, and which peers it is compared with."""
        city, (peers, n) = self.about.city, self.profile.peers
        kind = t(self.lang, f"sheet.{city['city_type']}")
        parts = [
            t(
                self.lang,
                "sheet.facts",
                kind=kind,
                population=number(city["population"], 0, self.lang),
                area=number(city["area_km2"], 0, self.lang),
            )
        ]
        parts += [t(self.lang, "city.pilot")] if city["pilot"] else []
        parts.append(t(self.lang, "city.compared", peers=peers, n=n).replace("**", ""))
        return " ".join(parts)

    def lead(self) -> str:
        """Return the number of indicators on which the city differs from its peers."""
        counts = self.standings["standing"].value_counts()
        told = {word: int(counts.get(word, 0)) for word in lists.STANDINGS}
        city, total = self.about.city["name"], len(self.standings)
        said = t(self.lang, "sheet.lead", city=city, total=total, **told)
        alone = t(self.lang, "sheet.lead_alone", **told) if told["alone"] else ""
        return f"{self.claims()} {said}{alone}"

    def claims(self) -> str:
        """Return the claims on the city's theme scores, with the shares of runs they hold in."""
        parts, peers = list[str](), self.about.peers
        for theme_id, name in self.about.themes.items():
            own = self.profile.claims[theme_id]
            said = claim_text(own["claim"], peers if not parts else "", self.lang)
            share = "" if own["claim"] == "none" else percent_of_runs(own["share"], self.lang)
            parts.append(f"{name} {said}{f' ({share} %)' if share else ''}")
        told = f"{'; '.join(parts)}."
        return told.replace("\N{NON-BREAKING HYPHEN}", "-")  # the print font lacks it

    def strips(self) -> Picture:
        """Return the scores among the peers' scores: themes, then capacities."""
        figure = view.profile_figure(self.profile, "light", STRIP_ROW)
        title = t(self.lang, "sheet.profile", what=self.about.city["name"])
        sentence = view.profile_sentence(self.profile)
        return Picture(title, still_of(figure, STRIP_WIDTH, sentence))

    def reading(self) -> Paragraph:
        """Return how to read strips and map, and how the peers were found."""
        word = "sheet.map_why" if self.farthest else "sheet.map_first"
        why = t(self.lang, word, city=self.about.city["name"])
        told = (
            t(self.lang, "city.explain"),
            self.common.peer_note,
            rule_text(self.lang),
            why,
            self.shown.direction,
        )
        return Paragraph(" ".join(filter(None, told)), "fine")

    @cached_property
    def farthest(self) -> str | None:
        """The theme in which the city is farthest from its peers' median, if that is known."""
        return self.profile.farthest([*self.about.themes])

    @cached_property
    def shown(self) -> Layer:
        """The layer on the map: that theme, or the first one."""
        return self.common.layer(self.farthest or next(iter(self.about.themes)))

    def map(self) -> Picture:
        """Return the map of that theme."""
        return self.common.map(self.shown, self.ags, "", _MAP_HEIGHT)

    def outstanding(self) -> Table:
        """Return strengths and weaknesses as one table."""
        ahead, behind = (city_findings.outstanding(self.standings, w) for w in ("ahead", "behind"))
        found = lists.standing_table(pd.concat([ahead, behind]), self.about)
        widths = {"label": 2.4, "value": 1.7, "year": 1.8, "median": 1.2, "interval": 1.6}
        rule = t(self.lang, "sheet.rule", peers=self.profile.peers[0], most=city_findings.MOST)
        made = printed_table(found, "", {**widths, "standing": 2.1}, rule, size=7.2)
        groups = []
        for word, part in (
            ("strengths", made.rows[: len(ahead)]),
            ("weaknesses", made.rows[len(ahead) :]),
        ):
            key = f"city.{word}" if part else f"city.{word}_none"
            groups += [(t(self.lang, key, city=self.about.city["name"]),), *part]
        return replace(made, rows=tuple(groups))

    def changes(self) -> list[Block]:
        """Return the largest changes for the better and for the worse."""
        found, untold = city_findings.changes(
            self.common.ask(queries.city_values, self.ags),
            self.common.ask(queries.every_break),
            self.common.declared,
        )
        counts = found["judgement"].value_counts()
        told = {word: int(counts.get(word, 0)) for word in ("better", "worse", "alike")}
        out: list[Block] = [Heading(t(self.lang, "city.change"))]
        rows: list[tuple[str, ...]] = []
        scale = of_kind(self.common.declared, self.kind)
        picked = [largest(found, scale, word) for word in ("better", "worse")]
        both = lists.change_table(pd.concat(picked), self.about)
        made = printed_table(
            both, "", {"label": 2.5, "start": 1.2, "end": 1.2, "change": 1.8}, size=7.2
        )
        first = len(picked[0])
        for word, part in (("better", made.rows[:first]), ("worse", made.rows[first:])):
            if part:
                rows += [(t(self.lang, f"sheet.{word}", n=told[word]),), *part]
        note = t(
            self.lang,
            "sheet.change_note",
            most=CHANGES,
            alike=told["alike"],
            broken=len(untold["broken"]),
            single=len(untold["single"]),
        )
        if rows:
            return [*out, replace(made, rows=tuple(rows), note=note)]
        return [*out, Paragraph(t(self.lang, "sheet.no_change")), Paragraph(note, "small")]

    def gaps(self) -> list[Block]:
        """Return the values that are missing, flagged, or too old for a score."""
        newest, labels = self.newest, self.about.labels
        known = newest[newest["value"].notna()]
        missing = newest.loc[newest["value"].isna(), "indicator_id"]
        lines = [self.listed("missing", [labels[one] for one in missing])]
        flagged = known[known["quality"] != "A"]
        for letter, rows in flagged.groupby("quality"):
            names = [labels[one] for one in rows["indicator_id"]]
            lines.append(self.listed(f"flag_{letter}", names))
        scored = self.common.declared.loc[self.common.declared["scored"], "indicator_id"]
        old = known[
            known["indicator_id"].isin(scored)
            & ~known["indicator_id"].isin(self.standings["indicator_id"])
        ]
        years = zip(old["indicator_id"], old["period"].str[:4], strict=True)
        names = [f"{labels[name]} ({year})" for name, year in years]
        lines.append(self.listed("old", names))
        catalogue = self.common.ask(queries.catalogue, self.common.region, self.lang)
        waiting = int((catalogue["status"] == "awaiting_data").sum())
        lines.append(t(self.lang, "sheet.awaiting", n=waiting))
        return [
            Heading(t(self.lang, "city.gaps")),
            *(Paragraph(line, "small") for line in lines if line),
        ]

    def scenarios(self) -> list[Block]:
        """Return the city's notable scenarios, empty if there are none."""
        common = self.common
        peers = common.peers.loc[common.peers["kind"] == self.kind, "ags"].tolist()
        lenses = every_lens(common.ask, pd.DataFrame([self.about.city]), common.peers)[self.kind]
        found = scenario_lines(common.ask, lenses, self.ags, peers, self.lang)
        return self.told("page.scenarios", found)

    def targets(self) -> list[Block]:
        """Return the city's own targets, empty if there are none."""
        held = Held(self.common.ask, self.common.members, self.ags, self.lang)
        return self.told("targets.short", target_lines(held, own_targets(held)))

    def told(self, word: str, found: list[str]) -> list[Block]:
        """Return a heading with lines below it, empty without lines."""
        told = [Paragraph(line, "small") for line in found]
        return [Heading(t(self.lang, word)), *told] if told else []

    def listed(self, word: str, names: list[str]) -> str:
        """Return a list with its label and number; empty if it is, unless of missing values."""
        if not names:
            return t(self.lang, "sheet.missing_none") if word == "missing" else ""
        told = "; ".join(names[:_NAMED])
        more = len(names) - _NAMED
        told += t(self.lang, "sheet.more", n=more) if more > 0 else ""
        return t(self.lang, f"sheet.{word}", n=len(names), names=told)

    def provenance(self, codes: bool = True) -> Provenance:
        """Return where the values come from, with or without the codes of tables."""
        rows = self.common.ask(queries.city_values, self.ags)
        return lines.provenance_of_city(self.common.ask, self.ags, rows, self.lang, codes)


def city_file(name: str, lang: Lang) -> str:
    """Return the name of a sheet's file, without suffix."""
    return file_name(t(lang, "sheet.file", name=name))


def largest(changes: pd.DataFrame, declared: pd.DataFrame, judgement: str) -> pd.DataFrame:
    """Return the largest changes of one judgement, in shares of the scale between goalposts.

    Parameters
    ----------
    changes
        See `city_findings.changes`.
    declared
        ``indicator_id, low, high``, the scale of the city's kind.
    """
    own = changes[changes["judgement"] == judgement]
    marks = declared.set_index("indicator_id")
    scale = marks["high"] - marks["low"]
    size = own["change"].abs() / own["indicator_id"].map(scale).astype(float)
    order = size.dropna().sort_values(ascending=False, kind="stable").index
    return own.loc[order].head(CHANGES)
