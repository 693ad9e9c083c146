"""Every page with every indicator in both languages, without a browser."""

import json
import re
from html import escape, unescape
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from resilience.app import cache
from resilience.export import TYPES
from resilience.i18n import t
from resilience.model.registry import registry
from resilience.model.selection import FIELDS
from resilience.model.sources import load_cards
from resilience.reports.story import Facts, finding
from resilience.settings import ROOT
from resilience.text.claims import claim_text
from resilience.warehouse import queries
from tests.slow import BOTH, SAMPLE_OR_ALL

PAGES = {path.stem: str(path) for path in (ROOT / "pages").glob("*.py")}


@pytest.fixture(scope="module", autouse=True)
def measure(warehouse):
    """Show the warehouse made of the present inputs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
        yield


def opened(page: str, **parameters: str) -> AppTest:
    """Return a run of a page with an address."""
    app = AppTest.from_file(str(ROOT / "resilience" / "dashboard.py"), default_timeout=60)
    app.query_params.update(parameters)
    app.run()
    if page != "start":
        app.switch_page(PAGES[page]).run()
    assert not app.exception, app.exception
    return app


def captions(app: AppTest) -> str:
    told = re.sub("<[^>]*>", " ", htmls(app))
    return " ".join([*(caption.value for caption in app.caption), told])


def htmls(app: AppTest) -> str:
    return " ".join([*(html.proto.body for html in app.get("html")), *given(app, "html")])


def title(app: AppTest) -> str:
    """Return a page's title."""
    return headings(app, 1)[0]


def headings(app: AppTest, level: int) -> list[str]:
    """Return a page's headings of a level."""
    return [unescape(told) for told in re.findall(f"<h{level}>(.*?)</h{level}>", htmls(app))]


def maps(app: AppTest) -> list[dict]:
    """Return the maps that were given to the page's component."""
    return [one for found in given(app, "maps") for one in found]


def charts(app: AppTest) -> int:
    """Return how many charts a page shows."""
    return len(given(app, "figure"))


def given(app: AppTest, word: str) -> list:
    """Return what components of a page were given under a word."""
    parts = [part.proto for part in app.get("bidi_component")]
    told = [json.loads(part.json or part.mixed.json) for part in parts]
    return [one[word] for one in told if word in one]


@pytest.mark.parametrize("step", SAMPLE_OR_ALL)
@pytest.mark.parametrize("lang", BOTH)
@pytest.mark.parametrize("page", ["map", "compare", "trends"])
def test_every_indicator_on_every_page(page, lang, step):
    app = opened(page, lang=lang, city="05158020")
    for indicator_id, entry in list(registry().active.items())[::step]:
        if app.selectbox(key="widget_theme").value != entry.theme_id:
            app.selectbox(key="widget_theme").select(entry.theme_id).run()
        app.selectbox(key="widget_indicator").select(indicator_id).run()
        assert not app.exception, (indicator_id, app.exception)
        assert title(app) == getattr(entry.indicator.name, lang)
        assert ("Quelle: " if lang == "de" else "Source: ") in captions(app)


@pytest.mark.parametrize("region", ["ihk-duesseldorf", "kreis-mettmann"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_for_every_region(page, region):
    city = {"city": "05158032"} if page == "city" else {}
    app = opened(page, region=region, **city)
    if page == "meeting":
        assert "Quelle: " in htmls(app)
    elif page == "quarters" and region == "kreis-mettmann":
        assert "keine Stadt dieser Region" in htmls(app)
    elif page not in ("catalogue", "data", "kopfstand", "weights"):  # they show no figure unasked
        assert "Quelle: " in captions(app)


@pytest.mark.parametrize("region", ["ihk-duesseldorf", "kreis-mettmann"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_composite_appears_on_request_only(lang, region):
    app = opened("weights", lang=lang, region=region, city="05158020")
    place = "Platz 3–10 von 10" if lang == "de" else "place 3–10 of 10"
    assert place not in htmls(app)
    app.toggle(key="widget_composite").set_value(True).run()
    assert not app.exception, app.exception
    assert place in htmls(app)
    assert "183 " in htmls(app)  # the reference set is named


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("weighting", ["", "own", "components", "mobility_as_ihk_ranking"])
def test_every_set_of_weights_scores_and_tells_how_stable_an_order_is(lang, weighting):
    app = opened(
        "weights",
        lang=lang,
        weighting=weighting,
        weights="mobility~3~transformation~0~supply.pharmacy~2" if weighting == "own" else "",
        composite="1",
        city="05158020",
        rival="05158032",
        inside="supply",
    )
    assert ("% der Durchläufe liegt Langenfeld vor Velbert" if lang == "de" else "of the runs") in (
        htmls(app)
    )
    if weighting == "own":
        assert app.select_slider(key="weight_mobility").value == 3.0
        assert app.select_slider(key="weight_supply.pharmacy").value == 2.0


def test_weights_stand_in_the_selection_and_reset():
    app = opened("weights", weighting="own")
    app.select_slider(key="weight_housing").set_value(2.0).run()
    app.select_slider(key="weight_robustness").set_value(0.0).run()
    assert app.session_state["selection"].weights == "housing~2~robustness~0"
    app.button[0].click().run()
    assert app.session_state["selection"].weights == ""
    assert app.selectbox(key="widget_weighting").value == ""


def test_weights_of_a_bad_link_are_dropped_and_named():
    app = opened("weights", weighting="own", weights="housing~2~nonsense~1~supply~7")
    assert "nonsense" in app.warning[0].value
    assert "supply~7" in app.warning[0].value
    assert app.select_slider(key="weight_housing").value == 2.0


def test_if_nothing_counts_the_page_says_so():
    app = opened("weights", weighting="own", weights="housing~0~mobility~0~production~0~supply~0")
    assert "Mindestens eines" in app.error[0].value


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    "indicator_id", ["supply.pharmacy", "housing.vacancy_rate", "mobility.cars"]
)
def test_the_method_page_follows_the_selection(lang, indicator_id):
    app = opened("method", lang=lang, indicator=indicator_id, city="05158020")
    (steps,) = re.findall("<ol>(.*?)</ol>", htmls(app))
    assert steps.count("<li>") == 5
    told = registry().indicators[indicator_id].indicator
    assert (escape(getattr(told.about, lang)) in steps) == told.scored


@pytest.mark.parametrize(
    ("lang", "framework", "name"),
    [
        ("de", "undrr", "UNDRR: Zehn Grundsätze für resiliente Städte"),
        ("en", "sdg", "SDG indicators for municipalities"),
    ],
)
def test_the_framework_in_the_address_is_the_one_listed(lang, framework, name):
    app = opened("crosswalk", lang=lang, framework=framework)
    assert headings(app, 2)[0] == name
    assert any(f"{name}: " in html.proto.body for html in app.get("html"))
    assert app.query_params["framework"] == framework


def test_a_link_restores_the_view_in_the_other_language():
    link = {"indicator": "supply.pharmacy", "city": "05158032", "period": "2020"}
    for lang, city in (("de", "Velbert"), ("en", "Velbert")):
        app = opened("compare", lang=lang, **link)
        chosen = {box.key: box.value for box in app.selectbox}
        assert chosen["widget_theme"] == "supply"
        assert chosen["widget_indicator"] == "supply.pharmacy"
        assert chosen["widget_period"] == "2020"
        assert chosen["widget_city"] == "05158032"
        assert city in str(app.selectbox(key="widget_city").options)


def test_the_address_holds_ids_and_leaves_out_defaults():
    app = opened("compare", indicator="supply.pharmacy", city="05158032")
    assert app.query_params == {"indicator": "supply.pharmacy", "city": "05158032"}


def test_an_untouched_address_stays_empty():
    assert opened("start").query_params == {}


def test_switching_the_page_loses_nothing():
    app = opened("map", indicator="supply.pharmacy", city="05158032", period="2020")
    app.switch_page(PAGES["compare"]).run()
    assert app.selectbox(key="widget_indicator").value == "supply.pharmacy"
    assert app.selectbox(key="widget_period").value == "2020"
    assert app.selectbox(key="widget_city").value == "05158032"


def test_changing_the_theme_resets_what_hangs_on_it():
    app = opened("compare", indicator="supply.pharmacy", period="2020")
    app.selectbox(key="widget_theme").select("housing").run()
    assert not app.exception
    assert app.selectbox(key="widget_indicator").value == ""
    assert app.selectbox(key="widget_period").value != "2020"


def test_every_field_of_ids_refuses_an_id_that_does_not_exist():
    refused = [
        name
        for name, one in FIELDS.items()
        if one.metadata.get("known") or isinstance(one.default, bool)
    ]
    assert len(refused) > 15
    app = opened("start", **dict.fromkeys(refused, "nonsense"))
    assert [name for name in refused if f"{name}=nonsense" not in app.warning[0].value] == []


def test_a_switch_is_on_by_one_and_no_other_word():
    assert opened("city", axes="1").session_state["selection"].axes is True
    assert "axes=on" in opened("start", axes="on").warning[0].value


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"indicator": "supply.nonsense"}, "indicator=supply.nonsense"),
        ({"lang": "fr"}, "lang=fr"),
        ({"theme": "x"}, "theme=x"),
        ({"region": "SELECT 1"}, "region=SELECT 1"),
        ({"city": "99999999"}, "city=99999999"),
        ({"framework": "iso"}, "framework=iso"),
        ({"other": "supply.nonsense"}, "other=supply.nonsense"),
        ({"projection": "off"}, "projection=off"),
        ({"sort": "by name"}, "sort=by name"),
    ],
)
def test_a_mistyped_link_falls_back_and_says_what_it_dropped(parameters, named):
    app = opened("start", **parameters)
    assert any(named in warning.value for warning in app.warning)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_catalogue_lists_every_indicator_and_says_which_await_figures(lang):
    told = htmls(opened("catalogue", lang=lang))
    for indicator_id, entry in registry().indicators.items():
        assert f"indicator={indicator_id}" in told
        assert escape(getattr(entry.indicator.name, lang)) in told
    _, _, listed = told.partition("<tbody>")
    assert listed.count("wartet auf Daten" if lang == "de" else "awaiting data") == sum(
        bool(entry.indicator.awaiting) for entry in registry().indicators.values()
    )


@pytest.mark.parametrize(
    ("filters", "inside", "outside"),
    [
        ({"theme": "supply"}, "supply.pharmacy", "mobility.cars"),
        ({"capacity": "redundancy"}, "housing.vacancy_rate", "supply.pharmacy"),
        ({"framework": "iso37123"}, "production.sector_diversity", "mobility.cars"),
        ({"source": "kba_fz3"}, "mobility.cars", "supply.pharmacy"),
        ({"status": "awaiting_data"}, "housing.heat_exposure", "housing.vacancy_rate"),
        ({"status": "too_old"}, "mobility.road_casualties", "supply.pharmacy"),
        ({"search": "apotheke fahrzeit"}, "supply.pharmacy", "supply.supermarket"),
    ],
)
def test_the_catalogue_is_narrowed_by_a_link(filters, inside, outside):
    app = opened("catalogue", **filters)
    told = htmls(app)
    assert f"indicator={inside}" in told
    assert f"indicator={outside}" not in told
    assert filters.items() <= app.query_params.items()


def test_a_search_without_a_hit_says_so():
    app = opened("catalogue", search="xyzzy")
    assert "Kein Indikator passt" in htmls(app)


@pytest.mark.parametrize("step", SAMPLE_OR_ALL)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_indicator_has_a_page_with_its_definition(lang, step):
    app = opened("indicator", lang=lang)
    for indicator_id, entry in list(registry().indicators.items())[::step]:
        if app.selectbox(key="widget_theme").value != entry.theme_id:
            app.selectbox(key="widget_theme").select(entry.theme_id).run()
        app.selectbox(key="widget_indicator").select(indicator_id).run()
        assert not app.exception, (indicator_id, app.exception)
        assert title(app) == getattr(entry.indicator.name, lang)
        told = htmls(app)
        assert escape(getattr(entry.indicator.numerator, lang)) in told
        assert escape(getattr(entry.indicator.caveat, lang)) in told
        assert bool(app.warning) == bool(entry.indicator.awaiting)


@pytest.mark.parametrize("section", ["definition", "picture", "series", "values", "lineage"])
@pytest.mark.parametrize(
    "indicator", ["supply.integrated_debt", "mobility.cars", "production.gigabit_business"]
)
def test_every_section_of_an_indicators_page(indicator, section):
    app = opened("indicator", indicator=indicator, section=section, city="05158020", lang="en")
    assert "Source: " in captions(app)
    if section == "lineage":
        assert "SHA-256" in htmls(app)
        assert any(code.value.startswith("SELECT") for code in app.code)
    if section == "values":
        assert "no data" in htmls(app) or indicator != "mobility.cars"


def infos(app: AppTest) -> str:
    return " ".join(info.value for info in app.info)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("view", ["lines", "small", "change", "index"])
@pytest.mark.parametrize(
    "indicator",
    ["production.trade_tax_rate", "production.manufacturing_jobs", "supply.pharmacy"],
)
def test_every_picture_of_years(indicator, view, lang):
    link = {"indicator": indicator, "view": view, "projection": "1", "city": "05158028"}
    app = opened("trends", lang=lang, **link)
    assert not app.warning, app.warning
    assert (charts(app), len(maps(app))) == (view != "change", view == "change")
    if view in ("lines", "small"):
        long = indicator == "production.trade_tax_rate"
        assert (("keine Prognose" if lang == "de" else "not a forecast") in infos(app)) == long
        assert long or ("nötig sind 6" if lang == "de" else "needed are 6") in infos(app)
        assert (t(lang, "trends.projection_legend") in htmls(app)) == long
        assert t(lang, "trends.projection_band") not in htmls(app)


def test_years_start_with_the_longest_series_and_project_nothing_unasked():
    app = opened("trends")
    lengths = cache.query(queries.series_lengths, "ihk-duesseldorf")
    longest = lengths.set_index("indicator_id")["comparable"]
    assert longest[app.selectbox(key="widget_indicator").value] == longest.max() >= 5
    app = opened("trends", indicator="production.trade_tax_rate")
    assert not app.toggle(key="widget_projection").value
    assert "Fortschreibung" not in infos(app)
    app.toggle(key="widget_projection").set_value(True).run()
    assert app.session_state["selection"].projection is True
    assert "keine Prognose" in infos(app)
    assert t("de", "trends.projection_band") in htmls(app)


def test_one_year_is_told_and_shown_as_a_distribution():
    app = opened("trends", indicator="mobility.cars")
    assert "Nur ein Berichtsjahr (2026)" in infos(app)
    assert "indicator=production.trade_tax_rate" in htmls(app)
    assert charts(app) == 1


def test_a_change_across_a_break_is_refused():
    years = {"start": "2010", "end": "2015"}
    app = opened("trends", indicator="production.manufacturing_jobs", view="change", **years)
    assert "geändert (2011)" in app.warning[0].value
    assert not maps(app)
    assert "Methode geändert, keine Angabe" in htmls(app)
    app.selectbox(key="widget_start").select("2012").run()
    assert not app.warning
    assert maps(app)


@pytest.mark.parametrize(
    ("indicator", "reason"),
    [
        ("housing.population_change", "% je Jahr"),
        ("supply.integrated_debt", "kein zweites Jahr"),
    ],
)
def test_an_index_that_says_nothing_is_refused(indicator, reason):
    app = opened("trends", indicator=indicator, view="index")
    assert reason in app.warning[0].value
    assert not charts(app)


SOME = ("housing.rent_existing", "mobility.cars", "production.job_growth", "supply.pharmacy")


@pytest.mark.parametrize(
    ("lang", "others"),
    [("de", SOME), *(pytest.param(x, None, marks=pytest.mark.slow) for x in ("de", "en"))],
)
def test_two_indicators_stand_against_each_other(lang, others):
    app = opened("relations", lang=lang, indicator="supply.pharmacy", city="05158020")
    assert app.selectbox(key="widget_other").value.split(".")[0] != "supply"
    for indicator_id in others or registry().active:
        entry = registry().active[indicator_id]
        app.selectbox(key="widget_other").select(indicator_id).run()
        assert not app.exception, (indicator_id, app.exception)
        assert getattr(entry.indicator.name, lang) in title(app)
        same = indicator_id == "supply.pharmacy"
        assert charts(app) == (not same)
        assert len(app.warning) == same
        assert ("Pearson" in htmls(app)) != same
    assert app.session_state["selection"].other == indicator_id


def test_indicators_made_of_the_same_series_warn():
    pair = {"indicator": "production.job_density", "other": "production.job_growth"}
    app = opened("relations", **pair)
    assert "dieselben Zahlen" in app.warning[0].value
    assert "Beschäftigte am Arbeitsort" in app.warning[0].value
    app.selectbox(key="widget_other").select("supply.pharmacy").run()
    assert not app.warning


def test_an_awaited_indicator_is_a_gap_on_its_page_and_nowhere_else():
    app = opened("indicator", indicator="housing.heat_exposure")
    assert "Klimaanalyse NRW" in app.warning[0].value
    app.switch_page(PAGES["map"]).run()
    assert not app.exception
    assert app.selectbox(key="widget_indicator").value != "housing.heat_exposure"


@pytest.mark.parametrize("scope", ["", "all"])
def test_the_page_of_data_makes_no_file_before_it_is_asked_for(monkeypatch, scope):
    def refuse(*_: object, **__: object) -> bytes:
        raise AssertionError("a file was made on opening the page")

    for maker in (
        "csv.csv_bytes",
        "xlsx.workbook_bytes",
        "parquet.parquet_bytes",
        "geo.geojson_bytes",
        "geo.geoparquet_bytes",
        "package.package_bytes",
        "package.description_bytes",
    ):
        monkeypatch.setattr(f"resilience.export.{maker}", refuse)
    for maker in ("Brief", "region_sheet"):
        monkeypatch.setattr(f"resilience.app.printing.{maker}", refuse)
    app = opened("data", scope=scope, theme="supply")
    printed = [t("de", f"brief.button_{kind}") for kind in ("pdf", "html", "docx")]
    printed.append(t("de", "sheet.button_region"))
    labels = [button.proto.label for button in app.get("download_button")]
    assert set(printed) <= set(labels)
    assert len(labels) == len(TYPES) + len(printed)
    assert app.radio(key="widget_scope").value == scope


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_register_lists_every_source_with_its_licence(lang):
    told = htmls(opened("data", lang=lang))
    assert escape(t(lang, "changes.none")) in told  # every bundled source was retrieved once
    for card in load_cards(ROOT / "data" / "sources"):
        assert escape(getattr(card, f"title_{lang}")) in told
        if not card.snapshots:  # nothing was fetched of it yet
            continue
        assert escape(getattr(card, f"note_{lang}")) in told
        if card.licence_url:
            assert escape(card.licence_url) in told
    outdated = "veraltet" if lang == "de" else "outdated"
    known = sum(card.newer_de is not None for card in load_cards(ROOT / "data" / "sources"))
    assert told.count(f"<b>{outdated}") == known


@pytest.mark.parametrize(
    ("peers", "told"),
    [
        ("members", "Städte der Region"),
        ("regiostar", "Städte vom RegioStaR-Typ wie Velbert"),
        ("similar", "Velbert ähnliche Städte"),
        ("neighbours", "Nachbarstädte von Velbert"),
    ],
)
def test_every_peer_set_is_named_with_the_picture(peers, told):
    app = opened("compare", indicator="supply.pharmacy", city="05158032", peers=peers)
    tables = htmls(app)
    assert told in tables
    assert "Großstädte in NRW" in tables  # the large city keeps peers of its own kind


def test_a_profile_names_as_many_similar_cities_as_there_are():
    told = captions(opened("city", city="05158032", peers="similar"))
    assert re.search(r"Velbert ähnliche Städte\s+\(15\)", told)


@pytest.mark.parametrize("page", ["city", "catalogue", "crosswalk", "trends", "method"])
def test_every_way_to_another_page_keeps_the_choice(page):
    kept = {
        "lang": "en",
        "region": "kreis-mettmann",
        "indicator": "supply.pharmacy",
        "city": "05158032",
        "areas": "05158032.05124000",
        "peers": "own",
        "own": "05158004.05158008.05158012",
    }
    tab = {"tab": "data"} if page == "city" else {}
    html = unescape(htmls(opened(page, **kept, **tab)))
    ways = [parse_qs(urlsplit(way).query) for way in re.findall(r'<a href="([^":]*)"', html)]
    assert ways
    for way in ways:
        lost = {name for name in kept if name not in way}
        assert not lost, way
        for name in ("lang", "region", "areas", "own"):
            assert way[name] == [kept[name]]


def test_a_peer_set_of_a_city_needs_one():
    app = opened("compare", indicator="supply.pharmacy", peers="similar")
    assert "oben eine Stadt wählen" in captions(app)
    assert "Mittelstädte in NRW" in htmls(app)


def test_cities_and_peers_of_ones_own_stand_in_the_link():
    link = {
        "indicator": "supply.pharmacy",
        "areas": "05158032.05124000",
        "peers": "own",
        "own": "05158004.05158008.05158012",
    }
    app = opened("compare", **link)
    tables = htmls(app)
    assert "Wuppertal" in tables
    assert "Velbert" in tables
    assert "Hilden" not in tables
    assert "eigene Liste" in tables
    assert link.items() <= app.query_params.items()


def test_unknown_cities_of_a_list_are_dropped_and_named():
    app = opened("start", indicator="supply.pharmacy", areas="05158032.09999999")
    assert any("areas=09999999" in warning.value for warning in app.warning)
    app.switch_page(PAGES["compare"]).run()
    assert app.multiselect(key="widget_areas").value == ["05158032"]


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    ("link", "place", "note"),
    [
        ({"indicator": "supply.pharmacy"}, ("von 183", "of 183"), ("überschneiden", "overlap")),
        ({"theme": "supply"}, ("von 10", "of 10"), ("Durchläufen", "runs")),
        ({"indicator": "capacity.robustness"}, ("von 10", "of 10"), ("Durchläufen", "runs")),
    ],
)
def test_places_appear_on_request_with_interval_and_reference(lang, link, place, note):
    of = re.compile(rf"(Platz|[Pp]lace) [^<]{{1,9}} {place[lang == 'en']}")
    assert not of.search(htmls(opened("compare", lang=lang, **link)))
    app = opened("compare", lang=lang, places="1", **link)
    assert of.search(htmls(app))
    assert note[lang == "en"] in captions(app)


def test_what_is_not_judged_has_no_places():
    app = opened("compare", indicator="mobility.cars", places="1")
    assert "keine Plätze" in captions(app)
    assert "Platz" not in htmls(app)


@pytest.mark.parametrize("page", ["map", "compare"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_capacities_over_all_themes_and_their_two_axes(page, lang):
    for capacity in ("robustness", "redundancy", "adaptation", "transformation", "withstand"):
        app = opened(page, lang=lang, indicator=f"capacity.{capacity}", city="05158032")
        assert app.selectbox(key="widget_theme").value == "capacity"
        assert t(lang, f"capacity.{capacity}") in title(app)
        assert ("Quelle: " if lang == "de" else "Source: ") in captions(app)


def test_a_page_without_capacities_keeps_the_choice_for_those_that_have_them():
    app = opened("compare", indicator="capacity.change")
    app.switch_page(PAGES["indicator"]).run()
    assert not app.exception
    assert not app.warning
    app.switch_page(PAGES["map"]).run()
    assert app.selectbox(key="widget_indicator").value == "capacity.change"


ELEVEN = [
    row.split(":")
    for row in [
        "05111000:Düsseldorf",
        "05158004:Erkrath",
        "05158008:Haan",
        "05158012:Heiligenhaus",
        "05158016:Hilden",
        "05158020:Langenfeld",
        "05158024:Mettmann",
        "05158026:Monheim",
        "05158028:Ratingen",
        "05158032:Velbert",
        "05158036:Wülfrath",
    ]
]


PILOTS = ("Düsseldorf", "Langenfeld", "Velbert")


@pytest.mark.parametrize(
    ("ags", "name", "lang"),
    [
        pytest.param(ags, name, lang, marks=() if first else pytest.mark.slow)
        for ags, name in ELEVEN
        for lang in ("de", "en")
        for first in [name in PILOTS and (lang == "de" or name == "Velbert")]
    ],
)
def test_every_city_has_a_profile(ags, name, lang):
    tabs = ("", "standing", "history", "process", "data")
    apps = [opened("city", lang=lang, city=ags, tab=tab) for tab in tabs]
    for app in apps:
        assert title(app) == t(lang, "city.heading", city=name)
        assert "Quelle: " in captions(app) or "Source: " in captions(app) or app is apps[3]
    told = " ".join(map(htmls, apps))
    large = name == "Düsseldorf"
    peers = "Großstädte in NRW" if large else "Mittelstädte in NRW"
    if lang == "en":
        peers = "Large cities in NRW" if large else "Medium-sized towns in NRW"
    assert f"<b>{peers}</b>" in told
    assert t(lang, "compare.explain_kinds") in told
    for word in ("strengths", "weaknesses", "changes", "flags", "ideas", "questions"):
        assert t(lang, f"city.{word}", city=name) in told
    assert f"city={ags}&amp;peers=similar" in told
    labels = {button.proto.label for button in apps[0].get("download_button")}
    assert {t(lang, f"sheet.button_{word}") for word in ("one", "two", "html")} <= labels
    assert apps[0].query_params["city"] == ags


def test_a_figure_on_a_citys_card_stands_beside_the_median_of_its_peers():
    app = opened("city", city="05158032")
    by_theme = {metric.label: (metric.value, metric.delta) for metric in app.metric}
    assert len(by_theme) == 4
    value, gap = by_theme["Wohnen"]
    (row,) = re.findall(r"<tr[^>]*><th[^>]*>Wohnen</th>(.*?)</tr>", htmls(app))
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", row)
    assert cells[0] == value
    assert int(gap.replace("−", "-")) == int(value) - int(cells[3])


def test_how_sure_a_citys_scores_are_is_told_in_a_fold_and_not_on_its_cards():
    app = opened("city", city="05158032")
    (fold,) = [one for one in given(app, "html") if t("de", "city.sure_title") in one]
    assert t("de", "claim.unknown_of", n="4", of="8").split(" 4 ")[0] in fold
    assert fold.count("<li>") == 4
    shown = " ".join(html.proto.body for html in app.get("html"))
    assert "Durchläufe" not in shown


def test_without_a_city_the_page_asks_for_one():
    app = opened("city")
    assert title(app) == t("de", "start.which")
    assert not app.metric
    assert "city" not in app.query_params
    pills = app.button_group(key="widget_ask_city")
    assert len(pills.options) == 11
    pills.set_value("05158024").run()
    assert title(app) == "Stadtprofil Mettmann"
    assert app.query_params["city"] == "05158024"


WALK = ("city", "compare", "trends", "meeting", "data")


def test_what_was_chosen_survives_five_pages_whose_links_have_no_parameters():
    chosen = {"city": "05158032", "peers": "similar", "lang": "en"}
    app = opened("start", **chosen)
    for page in WALK:
        app.query_params.clear()  # as a link of the navigation does
        app.switch_page(PAGES[page]).run()
        assert not app.exception
        assert not app.warning
        assert app.selectbox(key="widget_city").value == "05158032", page
        assert app.selectbox(key="widget_peers").value == "similar", page
        assert app.segmented_control(key="widget_lang").value == "en", page
        (placed,) = re.findall(r'data-query="([^"]*)"', htmls(app))
        assert dict(parse_qsl(unescape(placed))) == chosen
        app.run()  # before the browser has put the address in place
        assert app.session_state["selection"].city == "05158032"


def test_an_address_without_parameters_on_the_same_page_is_the_default():
    app = opened("compare", city="05158032")
    app.query_params.clear()  # as one step back does
    app.run()
    assert app.session_state["selection"].city == ""


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_theme_card_names_only_cities_that_surely_stand_out(lang):
    app = opened("start", lang=lang)
    facts = Facts(cache.query, "ihk-duesseldorf", lang)
    names = facts.members.set_index("ags")["name"]
    for theme_id in facts.theme_names:
        told = finding(facts, theme_id)
        assert escape(f"{told[:1].upper()}{told[1:]}.") in htmls(app)
        claims = facts.claims[theme_id]["claim"]
        for ags, claim in claims[claims.index.isin(names.index)].items():
            half = claim.replace("upper", "above").replace("lower", "below")
            if claim == "open":
                assert names[ags] not in told
            else:
                assert claim_text(half, "", lang) in told


def test_every_page_with_peers_honours_the_ones_chosen():
    link = {"indicator": "supply.pharmacy", "city": "05158032", "peers": "neighbours"}
    for page, more in (
        ("start", {}),
        ("city", {}),
        ("compare", {}),
        ("trends", {}),
        ("method", {}),
        ("indicator", {"section": "picture"}),
    ):
        assert "Nachbarstädte von Velbert" in htmls(opened(page, **link, **more)), page


def test_a_profile_follows_peers_and_axes_of_the_address():
    app = opened("city", city="05158032", peers="neighbours", axes="1")
    assert "Nachbarstädte von Velbert" in htmls(app)
    assert "Standhalten (Robustheit und Redundanz)" in htmls(app)
    assert app.toggle(key="widget_axes").value
    app.toggle(key="widget_axes").set_value(False).run()
    assert "Standhalten" not in htmls(app)


def test_neighbours_of_the_region_lead_to_their_profile():
    app = opened("city", city="05158036", lang="en", tab="data")
    assert 'href="city?lang=en&amp;city=05158032"' in htmls(app)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    ("other", "label"),
    [
        ("mobility.cars", registry().indicators["mobility.cars"].indicator.name),
        ("housing", None),
        ("capacity.robustness", None),
    ],
)
def test_a_second_map_shows_an_indicator_a_theme_or_a_capacity(lang, other, label):
    link = {"indicator": "supply.pharmacy", "maps": "two", "other": other}
    app = opened("map", lang=lang, **link)
    assert link.items() <= app.query_params.items()
    first, second = maps(app)
    assert getattr(registry().indicators["supply.pharmacy"].indicator.name, lang) in first["title"]
    theme = registry().themes["housing"].name
    told = getattr(label or theme, lang) if other != "capacity.robustness" else ""
    assert (told or t(lang, "capacity.robustness")) in second["title"]
    assert htmls(app).count('class="under printed"') == 2  # each map names its source
    app.switch_page(PAGES["relations"]).run()  # which has no scores, and keeps the choice
    assert not app.exception
    assert not app.warning


def test_two_years_of_an_indicator_stand_on_the_same_classes():
    rate = "production.trade_tax_rate"
    app = opened("map", indicator=rate, maps="two", other=rate, period="2020")
    first, second = (re.findall("(?<=<span>)[^<]*", one["side"]) for one in maps(app))
    assert first == second
    assert len(first) > 3
    assert app.selectbox(key="widget_other_period").value < "2020"
    app.selectbox(key="widget_other_period").select("2015").run()
    assert app.session_state["selection"].other_period == "2015"
    assert "2015" in maps(app)[1]["title"]
    assert "2015" not in maps(app)[0]["title"]


def test_two_years_on_either_side_of_a_break_say_so():
    jobs = "production.manufacturing_jobs"
    link = {"indicator": jobs, "maps": "two", "other": jobs, "other_period": "2010"}
    assert "geändert (2011)" in opened("map", **link).warning[0].value


def test_a_change_is_reached_from_the_map_and_refused_where_there_is_none():
    link = {"indicator": "production.trade_tax_rate", "maps": "change", "start": "2015"}
    app = opened("map", **link)
    assert app.selectbox(key="widget_start").value == "2015"
    assert len(maps(app)) == 1
    assert "Veränderung" in htmls(app)
    scores = opened("map", maps="change")
    assert "change" not in scores.segmented_control(key="widget_maps").options
    assert scores.segmented_control(key="widget_maps").proto.help == t("de", "map.change_scores")
    assert len(maps(scores)) == 1
    assert "(2026)" in infos(opened("map", maps="change", indicator="mobility.cars"))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_map_shows_distances_from_the_median_unless_other_classes_are_asked_for(lang):
    app = opened("map", lang=lang, indicator="supply.pharmacy")
    shown = maps(app)[0]
    assert t(lang, "map.distance", what="")[:-1] in shown["side"]
    assert t(lang, "map.distance_down") in unescape(shown["side"])
    app.selectbox(key="widget_classes").select("natural").run()
    assert app.query_params["classes"] == "natural"
    assert t(lang, "map.distance_down") not in unescape(maps(app)[0]["side"])
    assert fills(maps(app)[0]) != fills(shown)


def fills(shown: dict) -> list:
    """Return the colours of a map's cities."""
    layers = {layer["id"]: layer for layer in json.loads(shown["deck"])["layers"]}
    return [row["fill"] for row in layers["cities"]["data"]]


def test_where_few_peers_have_a_value_the_map_shows_the_values():
    app = opened("map", indicator="mobility.cars")
    assert "median" not in app.selectbox(key="widget_classes").options
    assert t("de", "map.col_distance") not in maps(app)[0]["side"]


def test_the_years_of_a_map_are_a_slider_and_stand_in_the_address():
    app = opened("map", indicator="production.trade_tax_rate")
    years = app.select_slider(key="widget_period")
    assert years.options == sorted(years.options)
    assert years.value == years.options[-1]
    years.set_value("2015").run()
    assert app.query_params["period"] == "2015"
    assert "2015" in maps(app)[0]["side"]


def test_values_leave_the_map_but_stay_within_reach():
    full, bare = (
        maps(opened("map", indicator="supply.pharmacy", **more))[0] for more in ({}, {"names": "1"})
    )
    assert len(bare["deck"]) < len(full["deck"])
    assert bare["side"] == full["side"]
    assert bare["side"].count("data-ags=") == 11
    assert bare["deck"].count("(2024)") == full["deck"].count("(2024)")
    assert bare["deck"].count("Minuten") == full["deck"].count("Minuten") >= 22
