"""The list of a meeting: what the address holds, and what its pictures are."""

import zlib
from base64 import urlsafe_b64encode

import pytest
from streamlit.testing.v1 import AppTest

from resilience.app.screens import MOST_LISTED, ListedPicture, moved, packed_list, unpacked_list
from resilience.i18n import t
from resilience.model.registry import registry
from resilience.settings import ROOT

CITY = "05158032"
STRIP = ListedPicture("compare", "strip", (("city", CITY), ("indicator", "supply.pharmacy")))
LINES = ListedPicture("trends", "lines", (("indicator", "production.trade_tax_rate"),))
MAP = ListedPicture("map", "map_below", (("indicator", "supply.pharmacy"),))
MATRIX = ListedPicture("matrix", "matrix", (("city", CITY), ("focus", "weak")))


@pytest.fixture(scope="module", autouse=True)
def measure(warehouse):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESILIENCE_WAREHOUSE", str(warehouse))
        yield


def opened(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "resilience" / "dashboard.py"), default_timeout=60)
    app.query_params.update(parameters)
    return app.run()


def on(app: AppTest, page: str) -> AppTest:
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    assert not app.exception, app.exception
    return app


def test_the_address_holds_the_list_in_few_letters():
    listed = [STRIP, LINES, MAP, MATRIX]
    text = packed_list(listed)
    assert unpacked_list(text) == listed
    assert len(text) < 320
    assert text.replace("-", "").replace("_", "").isalnum()
    assert packed_list([]) == ""
    assert unpacked_list("") == []


@pytest.mark.parametrize(
    "text", ["nonsense", "A", packed_list([STRIP])[:-9], packed_list([ListedPicture("../x", "y")])]
)
def test_what_is_no_list_is_refused(text):
    with pytest.raises(ValueError, match="not a list"):
        unpacked_list(text)


def test_a_link_cannot_make_more_of_itself():
    line = b"compare/strip?city=05158032\n"
    text = urlsafe_b64encode(zlib.compress(line * 10_000)).decode().rstrip("=")
    assert len(text) < 2000
    assert len(unpacked_list(text)) == MOST_LISTED


def test_an_entry_moves_by_one_place():
    assert moved([STRIP, LINES, MAP], 2, -1) == [STRIP, MAP, LINES]
    assert moved([STRIP, LINES, MAP], 0, 1) == [LINES, STRIP, MAP]


def test_a_picture_is_put_on_the_list_where_it_stands_and_taken_off_again():
    app = on(opened(indicator="supply.pharmacy", city=CITY), "compare")
    button = app.button(key="screen_strip")
    assert button.label == t("de", "meeting.put_on")
    button.click().run()
    assert unpacked_list(app.session_state["selection"].screens) == [STRIP]
    assert app.query_params["screens"] == packed_list([STRIP])
    assert app.button(key="screen_strip").label == t("de", "meeting.take_off")
    app.button(key="screen_strip").click().run()
    assert app.session_state["selection"].screens == ""


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_kind_of_picture_becomes_a_screen_in_the_language_on_screen(lang):
    listed = [STRIP, LINES, MAP, MATRIX]
    app = on(opened(screens=packed_list(listed), story="own", lang=lang), "meeting")
    rows = [one.value for one in app.markdown if one.value[:1].isdigit()]
    pharmacy = getattr(registry().indicators["supply.pharmacy"].indicator.name, lang)
    assert pharmacy in rows[0]
    assert pharmacy in rows[2]
    assert "Velbert" in rows[3]
    assert len(rows) == len(listed)
    app.button(key="up_1").click().run()
    assert unpacked_list(app.session_state["selection"].screens)[:2] == [LINES, STRIP]
    app.button(key="remove_3").click().run()
    assert unpacked_list(app.session_state["selection"].screens) == [LINES, STRIP, MAP]


def test_a_picture_that_is_no_more_says_so_and_a_damaged_list_is_empty():
    gone = ListedPicture("compare", "elsewhere")
    app = on(opened(screens=packed_list([gone]), story="own"), "meeting")
    assert t("de", "meeting.gone", title="compare/elsewhere") in " ".join(
        one.value for one in app.markdown
    )
    app = on(opened(screens="nonsense"), "meeting")
    assert "own" not in app.selectbox(key="widget_story").options
