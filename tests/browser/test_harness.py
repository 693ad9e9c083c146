"""The harness itself: it passes a clean page and notices each thing that must not happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from harness import View, served

SCRIPT = """\
import streamlit as st

st.title("Probe " + st.context.locale)
case = st.query_params.get("case")
if case == "exception":
    raise ValueError("made on purpose")
if case == "foreign":
    st.html('<img src="http://foreign.invalid/pixel.png">')
if case == "console":
    st.html("<script>console.error('said on purpose')</script>", unsafe_allow_javascript=True)
st.html('''
<div id="patch" style="width: 40px; background: #777">
  <div style="height: 20px; background: #c00"></div><div style="height: 10px"></div>
</div>
''')
"""


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("probe")
    (folder / "app.py").write_text(SCRIPT, encoding="utf-8")
    with served(folder / "app.py", folder / "none.duckdb") as url:
        yield url


def test_a_clean_page_passes(visit: Callable[..., View], probe: str) -> None:
    visit(probe).open(heading="Probe de-DE").check()


def test_the_browser_speaks_the_language_asked_for(visit: Callable[..., View], probe: str) -> None:
    view = visit(probe, language="en", viewport=(390, 844)).open(heading="Probe en-GB")
    assert "lang=en" in view.page.url
    assert view.page.evaluate("window.innerWidth") == 390


def test_an_exception_is_noticed(visit: Callable[..., View], probe: str) -> None:
    view = visit(probe).open("/?case=exception", "Probe")
    with pytest.raises(AssertionError, match=r"exception on .*made on purpose"):
        view.check()


def test_a_foreign_request_is_noticed_and_refused(visit: Callable[..., View], probe: str) -> None:
    view = visit(probe).open("/?case=foreign", "Probe")
    assert view.foreign == ["http://foreign.invalid/pixel.png"]
    with pytest.raises(AssertionError, match=r"leaving this machine.*foreign\.invalid"):
        view.check()


def test_a_console_error_is_noticed(visit: Callable[..., View], probe: str) -> None:
    view = visit(probe).open("/?case=console", "Probe")
    with pytest.raises(AssertionError, match=r"console.*said on purpose"):
        view.check()


def test_coloured_pixels_are_counted_and_grey_ones_are_not(
    visit: Callable[..., View], probe: str
) -> None:
    view = visit(probe).open(heading="Probe")
    assert view.coloured_pixels("#patch") == 40 * 20
