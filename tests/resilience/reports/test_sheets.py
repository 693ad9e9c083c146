"""Sheets and briefs: the figures of the pages, on one page, the same bytes each time."""

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pandas as pd
import pytest

from resilience.analysis import city_findings, repository
from resilience.analysis.peer_sets import PeerChoice, chosen_peers
from resilience.app.city_profile import Portrait
from resilience.cli import sheets
from resilience.i18n import LANGS, t
from resilience.reports.document import Page
from resilience.reports.sheets.brief import Brief
from resilience.reports.sheets.city import CitySheet, largest
from resilience.reports.sheets.common import Common
from resilience.reports.sheets.figures import halves
from resilience.reports.sheets.region import region_sheet
from resilience.reports.typeset import html_bytes, pdf_bytes, png_pages
from resilience.text.city_lists import about_of, standing_table
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only
from tests.resilience.pdf import dictionaries_of, text_of
from tests.slow import BOTH

REGIONS = ("ihk-duesseldorf", "kreis-mettmann")
CITIES = ("05111000", "05158032")
"""A large city and a town."""


@pytest.fixture(scope="module")
def rows(warehouse):
    """Return a function that gives a region's rows in a language."""
    ask = cache(repository.through(open_read_only(warehouse)))

    @cache
    def common(lang="de", region=REGIONS[0]) -> Common:
        return Common(ask, region, lang, ask(queries.build))

    return common


def spaceless(text: str) -> str:
    return re.sub(r"\s", "", text.replace("**", ""))


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_sheet_of_every_city_is_one_page_and_with_all_figures_two(rows, lang):
    common = rows(lang)
    assert len(common.members) == 11
    for ags in common.members["ags"]:
        sheet = CitySheet(common, ags)
        assert sum(isinstance(block, Page) for block in sheet.document(2).blocks) == 1
        assert len(png_pages(sheet.document(2), 12)) == 2, ags
    assert len(png_pages(sheet.document(1), 12)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["similar", "regiostar", "neighbours", "members", "own"])
def test_a_sheet_is_of_the_peers_on_screen_and_still_one_page(rows, lang, name):
    plain = rows(lang)
    town = plain.members.loc[plain.members["city_type"] != "large_city", "ags"].iloc[0]
    own = tuple(plain.members["ags"].iloc[-4:]) if name == "own" else ()
    choice = PeerChoice(name, town, own)
    peers, note = chosen_peers(plain.ask, plain.region, lang, choice)
    common = replace(plain, choice=choice)
    sheet, city = CitySheet(common, town), plain.members[plain.members["ags"] == town]
    screen = repository.newest_profile(plain.ask, city, peers, common.group_claims, False, lang)
    assert sheet.profile.peers == screen.peers
    assert sheet.profile.peers != CitySheet(plain, town).profile.peers
    for group_id, panel in screen.panels.items():
        assert sheet.profile.panels[group_id].quartiles == pytest.approx(
            panel.quartiles, nan_ok=True
        )
    assert screen.peers[0] in sheet.facts()
    assert note in sheet.reading().text
    against = tuple(peers.loc[peers["kind"] == "town", "ags"])
    about = about_of(plain.ask, plain.region, town, lang, {}, peers)
    portrait = Portrait(plain.ask, plain.region, screen, about, against)
    pd.testing.assert_frame_equal(sheet.standings, portrait.standings)
    assert len(png_pages(sheet.document(1), 12)) == 1


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("region", REGIONS)
def test_the_sheet_of_every_region_is_one_page(rows, lang, region):
    assert len(png_pages(region_sheet(rows(lang, region)), 12)) == 1


@pytest.mark.parametrize("ags", CITIES)
def test_a_sheet_tells_the_figures_of_the_page(rows, ags):
    sheet = CitySheet(rows(), ags)
    standings = sheet.standings
    table, columns = standing_table(standings, sheet.about)
    by_name = table.set_index("name")
    made = sheet.outstanding()
    told = [row for row in made.rows if len(row) > 1]
    picked = [city_findings.outstanding(standings, word) for word in ("ahead", "behind")]
    assert len(told) == sum(map(len, picked)) > 0
    fields = {column.label: column.field for column in columns}
    for name, *cells in told:
        page = by_name.loc[name]
        assert cells == [page[fields[head]] for head in made.head[1:]]


@pytest.mark.slow
@pytest.mark.parametrize("ags", CITIES)
def test_the_second_page_holds_every_indicator_with_its_value(rows, ags):
    common = rows()
    text = text_of(pdf_bytes(CitySheet(common, ags).document(2)))
    newest = common.newest[common.newest["ags"] == ags].set_index("indicator_id")
    for told in common.declared.to_dict("records"):
        assert spaceless(told["label"]) in text, told["label"]
        assert newest.loc[told["indicator_id"], "quality"]


def test_medians_are_those_of_peers_with_a_value_of_the_same_year(rows):
    common = rows()
    sheet = CitySheet(common, "05158032")
    medians = common.medians.set_index(["kind", "indicator_id", "period"])["median"]
    for told in sheet.standings.to_dict("records"):
        found = medians["town", told["indicator_id"], told["period"]]
        assert found == pytest.approx(told["median"], nan_ok=True)


@pytest.mark.parametrize("lang", BOTH)
def test_a_pdf_is_tagged_titled_and_holds_its_font_and_text(rows, lang):
    content = pdf_bytes(CitySheet(rows(lang), "05158032").document(1))
    catalogue, *found = dictionaries_of(content)
    assert catalogue["/Lang"] == lang
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert b"pdfuaid" in catalogue["/Metadata"].get_object().get_data()
    assert all(len(one["/Alt"]) > 40 for one in found if one.get("/S") == "/Figure")
    assert any(one.get("/S") == "/Figure" for one in found)
    fonts = [one for one in found if one.get("/Type") == "/FontDescriptor"]
    assert all("/FontFile2" in one for one in fonts)
    names = {one["/FontName"].split("+")[1] for one in fonts}
    assert names == {"SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-Bold"}
    text = text_of(content)
    word = t(lang, "city.strengths", city="Velbert")
    for told in ("Velbert", word, t(lang, "city.gaps"), t(lang, "city.change")):
        assert spaceless(told) in text, told


def test_the_same_build_gives_the_same_bytes(warehouse):
    made = []
    for _ in range(2):
        ask = repository.through(open_read_only(warehouse))
        common = Common(ask, REGIONS[0], "de", ask(queries.build))
        documents = (CitySheet(common, CITIES[1]).document(2), region_sheet(common))
        documents = (*documents, Brief(common, "mobility").document())
        made.append([f(document) for document in documents for f in (pdf_bytes, html_bytes)])
    assert made[0] == made[1]


@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("theme", ["housing", "mobility", "supply", "production"])
def test_a_brief_holds_every_value_of_its_theme(rows, lang, theme):
    common = rows(lang)
    brief = Brief(common, theme)
    (table,) = brief.figures()
    assert len(table.rows) == len(brief.declared)
    assert set(common.members["name"]) <= set(table.head)
    text = text_of(pdf_bytes(brief.document()))
    for label in [*brief.declared["label"], *common.members["name"], brief.theme["question"]]:
        assert spaceless(label) in text, label
    for row in table.rows:
        for cell in row[2:]:
            assert spaceless(cell.split("\n")[0]) in text


def test_no_change_of_a_judgement_is_no_largest_one():
    changes = pd.DataFrame({"indicator_id": ["a"], "change": [1.0], "judgement": ["better"]})
    declared = pd.DataFrame({"indicator_id": ["a"], "low": [0.0], "high": [2.0]})
    assert largest(changes, declared.astype({"indicator_id": "str"}), "worse").empty
    assert list(largest(changes, declared, "better")["indicator_id"]) == ["a"]


def test_a_brief_names_values_that_are_missing(rows):
    brief = Brief(rows(), "mobility")
    missing = brief.newest[brief.newest["value"].isna()]
    assert len(missing)
    (table,) = brief.figures()
    told = dict(zip(brief.declared["indicator_id"], table.rows, strict=True))
    places = {ags: place for place, ags in enumerate(rows().members["ags"])}
    for row in missing.to_dict("records"):
        cell = told[row["indicator_id"]][2 + places[row["ags"]]]
        assert cell == f"–\N{NO-BREAK SPACE}{row['quality']}"


class Html(HTMLParser):
    """Notes tags, attributes and text of an HTML page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Note a piece of text."""
        self.text += data


@pytest.mark.parametrize("lang", BOTH)
def test_html_stands_alone_and_says_the_same(rows, lang):
    for document in (
        CitySheet(rows(lang), CITIES[1]).document(2),
        region_sheet(rows(lang)),
        Brief(rows(lang), "supply").document(),
    ):
        content = html_bytes(document)
        page = Html(content)
        assert not {"script", "link", "img", "iframe", "object", "base"} & set(page.tags)
        assert not {"src", "href", "srcset", "data"} & {name for name, _ in page.attributes}
        assert not re.search(rb"@import|@font-face|url\((?!#)", content)
        assert ("lang", lang) in page.attributes
        ids = [value for name, value in page.attributes if name == "id"]
        assert len(ids) == len(set(ids))
        pictures = page.tags.count("svg")
        assert pictures == page.tags.count("figure") > 0
        for block in document.data()["blocks"]:
            if block["kind"] == "text":
                assert spaceless(block["text"]) in spaceless(page.text)


def test_the_largest_changes_are_those_in_shares_of_the_scale():
    changes = pd.DataFrame(
        {
            "indicator_id": ["a", "b", "c", "d", "e"],
            "change": [5.0, -30.0, 1.0, 2.0, 90.0],
            "judgement": ["better", "better", "better", "worse", "better"],
        }
    )
    scale = {"indicator_id": ["a", "b", "c", "d"], "low": 0.0, "high": [10.0, 100.0, 1.0, 4.0]}
    declared = pd.DataFrame(scale)
    assert largest(changes, declared, "better")["indicator_id"].tolist() == ["c", "a", "b"]
    assert largest(changes, declared, "worse")["indicator_id"].tolist() == ["d"]


def test_groups_of_rows_are_not_torn_apart():
    groups = [[(name,)] * n for name, n in (("a", 4), ("b", 5), ("c", 4), ("d", 3))]
    left, right = halves(groups)
    assert [row[0] for row in left] == ["a"] * 4 + ["b"] * 5
    assert len(right) == 7


@pytest.fixture
def run(warehouse, monkeypatch, capsys):
    """Return a function that runs a command and gives its code, its output and its errors."""
    monkeypatch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))

    def ran(function, *arguments: object) -> tuple[int, str, str]:
        code = function(list(map(str, arguments)))
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


def test_the_commands_write_what_they_name(run, tmp_path):
    for arguments in (
        (sheets.sheet, "05158032", "--out", tmp_path / "a.pdf"),
        (sheets.sheet, "05158032", "--lang", "en", "--pages", 2, "--out", tmp_path / "a.html"),
        (sheets.sheet, REGIONS[1], "--out", tmp_path / "region.pdf"),
        (sheets.brief, "housing", "--out", tmp_path / "b.pdf"),
    ):
        code, out, err = run(*arguments)
        assert (code, out, err) == (0, f"{arguments[-1]}\n", "")
        begin = b"%PDF" if str(arguments[-1]).endswith("pdf") else b"<!DOCTYPE html>"
        assert arguments[-1].read_bytes().startswith(begin)


@pytest.mark.slow
def test_all_makes_a_sheet_per_member_and_one_of_the_region(run, tmp_path):
    folder = tmp_path / "sheets"
    code, out, _ = run(sheets.sheet, "all", "--region", REGIONS[1], "--out", folder)
    assert code == 0
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == len(out.splitlines()) == 11
    assert "regionsblatt-kreis-mettmann.pdf" in names
    assert "stadtblatt-wuelfrath.pdf" in names


def test_what_cannot_be_made_is_told_in_a_sentence(run, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("")
    for told, function, *arguments in (
        ("no sheet of '05000000'", sheets.sheet, "05000000", "--out", tmp_path / "a.pdf"),
        ("05158032 (Velbert)", sheets.sheet, "Velbert", "--out", tmp_path / "a.pdf"),
        ("ihk-duesseldorf", sheets.sheet, "Velbert", "--out", tmp_path / "a.pdf"),
        ("'.doc' is not made", sheets.sheet, "05158032", "--out", tmp_path / "a.doc"),
        ("no suffix", sheets.sheet, "05158032", "--out", tmp_path / "a"),
        ("cannot be written", sheets.sheet, "05158032", "--out", tmp_path / "no" / "a.pdf"),
        ("names a folder", sheets.sheet, "all", "--out", tmp_path / "a.pdf"),
        ("cannot be written", sheets.sheet, "all", "--out", taken / "below"),
        ("no region 'x'", sheets.sheet, "all", "--region", "x", "--out", tmp_path / "d"),
        ("housing, mobility", sheets.brief, "health", "--out", tmp_path / "a.pdf"),
        ("no warehouse", sheets.sheet, "05158032", "--out", tmp_path / "a.pdf"),
    ):
        with pytest.MonkeyPatch.context() as patch:
            if told == "no warehouse":
                patch.setenv("RESILIENCE_WAREHOUSE", str(tmp_path / "none.duckdb"))
            code, out, err = run(function, *arguments)
        assert (code, out) == (1, "")
        assert told in err, err
        assert err.count("\n") == 1, err
