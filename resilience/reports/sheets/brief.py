"""The brief, an attachment to a committee paper: one theme field, cities side by side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

import pandas as pd

from resilience.analysis.city_findings import naming
from resilience.analysis.held_targets import Held
from resilience.export.csv import file_name
from resilience.i18n import MISSING_SIGN, Lang, number, t
from resilience.model.measure import years_text
from resilience.reports.document import Block, Document, Heading, Page, Paragraph, Side, Table
from resilience.reports.outlook import own_targets, target_lines, theme_scenarios
from resilience.reports.sheets.common import Common
from resilience.reports.sheets.figures import credits_text, letters_text
from resilience.settings import SETTINGS
from resilience.text.city_process import source_text
from resilience.text.claims import claim_text, rule_text
from resilience.text.datastate import score_note
from resilience.text.declared import direction
from resilience.text.figures import interval_text
from resilience.text.provenance import period_text
from resilience.warehouse import queries

_MAP_HEIGHT = 480.0
_ABREAST = 14
"""Columns of areas and medians that a table has at most; of more there are several tables."""
_SIZE = 8.2
"""Font size of the table of all figures, in points."""


def brief_file(theme: str, lang: Lang) -> str:
    """Return the name of a brief's file, without suffix."""
    return file_name(t(lang, "brief.file", theme=theme))


def _noise(declared: Mapping[Any, Any], lang: Lang) -> str:
    """Return the kind of noise of values without intervals, as the end of a line."""
    noise = declared["noise"]
    return "" if noise == "counted" else f"; {t(lang, f'claim.noise_{noise}')}"


def way(declared: Mapping[Any, Any], lang: Lang) -> str:
    """Return which direction is better, as the second half of a line."""
    if declared["direction"] == "target_band":
        return direction(pd.Series(declared), lang)
    return t(lang, f"direction.{declared['direction']}")


class Brief:
    """A brief on a theme field.

    Parameters
    ----------
    common
        The region's figures.
    theme_id
        The theme field.
    """

    def __init__(self, common: Common, theme_id: str) -> None:
        self.common, self.lang, self.theme_id = common, common.lang, theme_id
        self.theme = cast(pd.Series, common.themes.set_index("theme_id").loc[theme_id])
        declared = common.declared
        self.declared = declared[declared["theme_id"] == theme_id]
        self.newest = common.newest[common.newest["theme_id"] == theme_id]
        self.period = common.scores["period"].max()

    def document(self) -> Document:
        """Return the brief: map and scores, ideas, method; all figures; sources."""
        lang, label = self.lang, self.theme["label"]
        layer = self.common.layer(self.theme_id)
        area_map = self.common.map(layer, "", layer.direction, _MAP_HEIGHT)
        title = t(lang, "brief.strips")
        note = t(lang, "brief.strips_note")
        strips = self.common.strips(self.theme_id, title, note)
        kinds = t(lang, "compare.explain_kinds")
        blocks: list[Block] = [
            Paragraph(self.theme["question"], "lead"),
            Side((1.0, 1.0), ((area_map, Paragraph(kinds, "small")), (*self.scores(), strips))),
            Heading(t(lang, "brief.process")),
            *self.process(),
            *self.outlook(),
            Heading(t(lang, "brief.method")),
            Paragraph(self.method()),
            Heading(t(lang, "register.heading")),
            self.sources(),
            Page(across=True),
            Heading(t(lang, "brief.figures", theme=label)),
            *self.figures(),
            Paragraph(letters_text(self.qualities(), lang), "small"),
            Paragraph(t(lang, "brief.figures_note"), "small"),
        ]
        mark = t(lang, "brief.mark", region=self.common.label)
        title = t(lang, "brief.title", theme=label)
        about = t(lang, "brief.about", n=len(self.declared))
        return self.common.document(mark, title, about, blocks, title)

    def scores(self) -> list[Block]:
        """Return the cities' scores with coverage, years and the median of their peers."""
        lang, rows, letters = self.lang, list[tuple[str, ...]](), list[str]()
        claims = self.common.claims[self.theme_id]["claim"]
        for panel in self.common.split(self.theme_id):
            rows.append((t(lang, "sheet.group", peers=panel.label, n=panel.size),))
            median = number(panel.quartiles[1], 0, lang)
            letters += panel.members["quality"].tolist()
            for own in panel.members.to_dict("records"):
                known = own["value"] == own["value"]
                rows.append(
                    (
                        own["name"],
                        number(own["value"], 0, lang) if known else t(lang, "missing.no_score"),
                        median,
                        f"{number(100 * own['coverage'], 0, lang)} %" if known else MISSING_SIGN,
                        years_text(own["oldest"], own["newest"]) or MISSING_SIGN,
                        own["quality"],
                        claim_text(claims[own["ags"]], "", lang),
                    )
                )
        words = "overview.col_city city.col_score sheet.col_median city.col_coverage"
        words += " city.col_years sheet.col_letter claim.col"
        head = tuple(t(lang, word) for word in words.split())
        numeric = (False, True, True, True, True, False, False)
        caption = t(lang, "overview.table_caption", year=self.period)
        widths = (1.0, 0, 0, 0, 0, 0, 1.6)
        made = Table(caption, head, numeric, widths, tuple(rows), note=rule_text(lang))
        return [made, Paragraph(letters_text(pd.Series(letters), lang), "small")]

    def process(self) -> list[Block]:
        """Return the inverted question of the theme and its ideas, or that there are none."""
        lang = self.lang
        region = self.common.region
        questions = self.common.ask(queries.kopfstand, region, lang).set_index("theme_id")
        asked = cast(pd.Series, questions.loc[self.theme_id])
        question = t(lang, "city.no_question")
        if asked["recorded"]:
            question = f"{asked['question']} ({source_text(asked, lang)})"
            if isinstance(asked["flip"], str):
                question += " " + t(lang, "brief.flip", flip=asked["flip"])
        ideas = self.common.ask(queries.ideas, region, lang)
        ideas = naming(ideas, "themes", self.theme_id)
        rows = [
            (
                f"{row['title']}\n{row['summary']}",
                row["pilot_name"] if isinstance(row["pilot_name"], str) else MISSING_SIGN,
                source_text(row, lang),
            )
            for row in ideas.to_dict("records")
        ]
        words = ("city.col_idea", "brief.col_city", "city.col_source")
        head = tuple(t(lang, word) for word in words)
        told: Block = Paragraph(t(lang, "brief.no_idea"))
        if rows:
            told = Table("", head, (False,) * 3, (2.4, 0.7, 1.5), tuple(rows), 7.5)
        return [Paragraph(t(lang, "brief.question", question=question)), told]

    def outlook(self) -> list[Block]:
        """Return the cities' own targets of the theme, and the scenarios that use it."""
        common, lang = self.common, self.lang
        held = Held(common.ask, common.members, "", lang)
        lines = target_lines(held, own_targets(held, self.theme_id))
        head: list[Block] = [Heading(t(lang, "targets.short"))] if lines else []
        told = [Paragraph(line, "small") for line in lines]
        scenarios = theme_scenarios(common.ask, self.theme_id, lang)
        return [*head, *told, Heading(t(lang, "page.scenarios")), Paragraph(scenarios, "small")]

    def method(self) -> str:
        """Return how the scores are computed."""
        scored = int(self.declared["scored"].sum())
        return (
            t(self.lang, "brief.method_text", n=scored)
            + " "
            + score_note(self.period, SETTINGS, self.lang)
        )

    def figures(self) -> list[Table]:
        """Return every indicator of the theme with each city's newest value, then its counties'.

        The year of most cities has a column; a cell gives its own year where it differs. Counties
        and medians are of the column's year. Columns that exceed the page's width go into further
        tables.
        """
        lang, members = self.lang, self.common.members
        cells = self.newest.set_index(["indicator_id", "ags"])
        medians = self.common.medians.set_index(["indicator_id", "kind", "period"])["median"]
        kinds = self.common.peers.groupby("kind", sort=False)["label"].first()
        leads, rows = list[tuple[str, str]](), list[tuple[str, ...]]()
        for told in self.declared.to_dict("records"):
            name, decimals = told["indicator_id"], told["decimals"]
            own = cells.loc[name].reindex(members["ags"])
            years = own.loc[own["value"].notna(), "period"].mode()
            year = years.iloc[-1] if len(years) else ""
            middle = [medians.get((name, kind, year)) for kind in kinds.index]
            unit = f"{told['unit']}; {way(told, lang)}{_noise(told, lang)}"
            leads.append((f"{told['label']}\n{unit}", period_text(year, lang) or MISSING_SIGN))
            rows.append(
                (
                    *(self.cell(row, decimals, year) for row in own.to_dict("records")),
                    *(self.of_county(ags, name, year, decimals) for ags in self.common.counties),
                    *(number(value, decimals, lang) for value in middle),
                )
            )
        medians_of = (t(lang, "brief.col_median", peers=label) for label in kinds)
        head = (*members["name"], *self.common.counties.values(), *medians_of)
        first = (t(lang, "map.col_indicator"), t(lang, "compare.col_year"))
        tables = -(-len(head) // _ABREAST)
        wide = -(-len(head) // tables)
        return [
            Table(
                "",
                (*first, *head[at : at + wide]),
                (False, *(True,) * (1 + len(head[at : at + wide]))),
                (3.4, 0.8, *(1.0,) * len(head[at : at + wide])),
                tuple((*lead, *row[at : at + wide]) for lead, row in zip(leads, rows, strict=True)),
                _SIZE,
            )
            for at in range(0, len(head), wide)
        ]

    @cached_property
    def of_counties(self) -> dict[tuple[str, str, str], dict[Any, Any]]:
        """The counties' values of the theme by indicator, area and period."""
        beside = self.common.beside
        own = beside[beside["ags"].isin(self.common.counties)]
        own = own[own["indicator_id"].isin(self.declared["indicator_id"])]
        return {
            (row["indicator_id"], row["ags"], row["period"]): row for row in own.to_dict("records")
        }

    def of_county(self, ags: str, indicator_id: str, year: str, decimals: int) -> str:
        """Return a county's value, or a dash where the source has none."""
        row = self.of_counties.get((indicator_id, ags, year))
        return self.cell(row, decimals, year) if row else MISSING_SIGN

    def cell(self, row: Mapping[Any, Any], decimals: int, year: str) -> str:
        """Return a value with its letter, unless that is normal, its interval and its own year."""
        if row["value"] != row["value"]:
            return f"{MISSING_SIGN}\N{NO-BREAK SPACE}{row['quality']}"
        text = number(row["value"], decimals, self.lang)
        text += f"\N{NO-BREAK SPACE}{row['quality']}" if row["quality"] != "A" else ""
        if row["low"] == row["low"]:
            text += f"\n{interval_text(row['low'], row['high'], decimals, self.lang)}"
        if row["period"] != year:
            text += f"\n{period_text(row['period'], self.lang)}"
        return text

    def qualities(self) -> pd.Series:
        """Return the quality letters of all values of cities and counties."""
        of_counties = [row["quality"] for row in self.of_counties.values()]
        return pd.Series([*self.newest["quality"], *of_counties])

    def sources(self) -> Paragraph:
        """Return the attributions of the tables behind the values, with their licences."""
        found = self.common.ask(
            queries.newest_provenance, self.common.region, self.theme_id, self.lang
        )
        return Paragraph(credits_text(found, self.lang), "small")
