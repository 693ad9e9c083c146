"""The page of a city's parts: down the map and back by the address, in both languages."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from test_app import PAGES, captions, charts, headings, htmls, maps, opened, title

from resilience.i18n import t

WARD, DISTRICT, QUARTER = "05111000-01", "05111000-013", "05111000-013002"


@pytest.fixture(scope="module", autouse=True)
def measure(warehouse: Path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
        yield


def shown(app: AppTest) -> list[str]:
    """Return the keys of the areas on the map."""
    (one,) = maps(app)
    layers = {layer["id"]: layer for layer in json.loads(one["deck"])["layers"]}
    return sorted({row["ags"] for row in layers["cities"]["data"]})


def looked_at(app: AppTest, **parameters: str) -> AppTest:
    """Return the page at another address."""
    app.query_params.update(parameters)
    app.run()
    assert not app.exception, app.exception
    return app


def test_the_address_leads_from_the_city_to_its_smallest_parts_and_back():
    app = opened("quarters", figure="minimum_income")
    assert title(app) == t("de", "parts.heading", city="Düsseldorf")
    assert "Quelle: " in captions(app)
    assert len(shown(app)) == 10
    for part, length in ((WARD, 2), (DISTRICT, 3), (QUARTER, 4)):
        looked_at(app, part=part)
        inside = DISTRICT if part == QUARTER else part
        assert len(shown(app)) > 1
        assert all(key.startswith(inside) and key != inside for key in shown(app))
        assert len(app.segmented_control(key="widget_part").options) == length
        assert charts(app) == 1
    app.segmented_control(key="widget_part").set_value("").run()
    assert not app.exception
    assert "part" not in app.query_params
    assert len(shown(app)) == 10
    looked_at(app, lang="en")
    assert title(app) == t("en", "parts.heading", city="Düsseldorf")
    assert "Source: " in captions(app)


def test_all_smallest_parts_stand_on_one_map_and_say_why_a_value_is_missing():
    app = opened("quarters", figure="child_poverty", depth="quarter")
    assert len(shown(app)) == 171
    (one,) = maps(app)
    tips = {row["ags"]: row["tip"] for row in json.loads(one["deck"])["layers"][2]["data"]}
    assert "hier wohnt niemand" in tips["05111000-071009"]
    assert sum("geheim oder null" in tip for tip in tips.values()) == 8
    assert "gemeinsam mit einem Nachbargebiet" in tips["05111000-033001"]
    assert app.segmented_control(key="widget_depth").value == "quarter"


def test_a_part_stands_beside_city_and_similar_parts_with_points_on_the_scale_of_the_parts():
    app = opened("quarters", figure="minimum_income", part=DISTRICT)
    told = htmls(app)
    assert "Stadtmitte neben der Stadt und ähnlichen Gebieten" in headings(app, 2)
    assert "5. und 95. Perzentil" in told
    assert "aus kleineren Gebieten berechnet" in told
    shares = re.findall(r"(\d+)\N{NO-BREAK SPACE}%</td><td[^>]*>(\d+)\N{NO-BREAK SPACE}%", told)
    assert len(shares) > 10
    assert all(99 <= int(between) + int(within) <= 101 for between, within in shares)
    row = re.search(r"<tr[^>]*><th[^>]*>Versorgung: Mindestsicherungsquote.*?</tr>", told)
    assert len(re.findall("<td", row[0])) == 6


def test_figures_of_large_parts_only_say_so_and_have_no_points():
    app = opened("quarters", figure="cars", part=QUARTER)
    assert shown(app) == [f"05111000-{ward:02d}" for ward in range(1, 11)]
    told = htmls(app)
    assert "nur für Stadtbezirke" in told
    assert app.segmented_control(key="widget_depth").options == ["Stadtbezirke"]


def test_a_city_or_region_without_figures_of_parts_says_so():
    other = opened("quarters", city="05158020")
    assert "Für Langenfeld liegen keine offenen Zahlen" in htmls(other)
    assert len(shown(other)) == 10
    none = looked_at(other, region="kreis-mettmann", city="")
    assert t("de", "parts.none") in htmls(none)
    assert not maps(none)


def test_the_choice_survives_a_change_of_page_and_an_unknown_part_is_named():
    app = opened("quarters", part=WARD, figure="minimum_income")
    app.switch_page(PAGES["data"]).run()
    app.switch_page(PAGES["quarters"]).run()
    assert app.query_params["part"] == WARD
    looked_at(app, part="05111000-99")
    assert "part=05111000-99" in app.warning[0].value
