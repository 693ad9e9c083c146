"""Charts drawn without a browser, on made-up values: the figure on screen, mark by mark."""

import ast
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from PIL import Image

from resilience.charts.file import chart_file
from resilience.charts.lettering import runs
from resilience.charts.shift import shift_figure
from resilience.charts.still import Still, still_of
from resilience.charts.strip import strip_figure
from resilience.charts.style import CHOSEN, PEER, PEER_DOT, TOWN
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel
from tests.resilience.charts.drawn import Drawn

ROOT = Path(__file__).parents[3]
SVG = "{http://www.w3.org/2000/svg}"
NAN = np.nan
DRAWING = ("bars.py", "by_matplotlib.py", "lettering.py")


def values(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["ags", "value", "low", "high"])
    return frame.assign(name=frame["ags"], period="2020", quality="A", note="")


def measure(lang: str = "de") -> Measure:
    rows = values()
    return Measure("Prüfwert & Co", "kg", 1, "2020", lang, rows, rows, "test", "test.x", {})


MEMBERS = values(("Ahausen", 400.0, 350.0, 550.0), ("Beburg", 900.0, NAN, NAN))
PEERS = values(*((f"p{i}", 1000.0 + 100 * i, NAN, NAN) for i in range(5)))
PANEL = PeerPanel("Orte", 5, PEERS, MEMBERS)


def strip(panel: PeerPanel = PANEL, lang: str = "de", chosen: str = "Ahausen") -> go.Figure:
    return strip_figure(measure(lang), [panel], chosen, "light")


def drawn(figure: go.Figure, width: float = 700) -> ElementTree.Element:
    return ElementTree.fromstring(still_of(figure, width, "Satz & mehr").svg)


def fill_of(style: str) -> str:
    found = re.search(r"fill: (#\w+)", style)
    return found[1] if found else ""


def marks(picture: ElementTree.Element) -> list[tuple[str, float, float]]:
    """Return the fill of each mark of a chart and where its middle lies."""
    defined = {path for one in picture.iter(f"{SVG}defs") for path in one.iter(f"{SVG}path")}
    found = [
        (fill_of(use.get("style", "")), float(use.get("x", 0)), float(use.get("y", 0)))
        for use in picture.iter(f"{SVG}use")
    ]
    for path in set(picture.iter(f"{SVG}path")) - defined:
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", path.get("d", ""))]
        x, y = numbers[::2], numbers[1::2]
        middle = ((min(x) + max(x)) / 2, (min(y) + max(y)) / 2)
        found.append((fill_of(path.get("style", "")), *middle))
    return found


def texts(picture: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {
        (one.text or "").replace("\xa0", " ").strip(): one for one in picture.iter(f"{SVG}text")
    }


def scale(picture: ElementTree.Element, low: str, high: str) -> tuple[float, float]:
    """Return where 0 lies and how far a unit reaches, by two marks of the axis."""
    at = [float(texts(picture)[text].get("x", 0)) for text in (low, high)]
    first, last = (float(text.replace(".", "")) for text in (low, high))
    unit = (at[1] - at[0]) / (last - first)
    return at[0] - first * unit, unit


def test_everything_stands_where_its_value_is():
    picture = drawn(strip())
    zero, unit = scale(picture, "400", "1.400")
    found = marks(picture)
    peers = sorted(x for fill, x, y in found if fill == PEER_DOT and y < 180)  # not the legend's
    assert peers == pytest.approx([zero + unit * v for v in PEERS["value"]], abs=0.5)
    for colour, value in ((CHOSEN, 400), (TOWN, 900)):
        (x,) = [x for fill, x, _ in found if fill == colour]
        assert x == pytest.approx(zero + unit * value, abs=0.5)
    ends = [zero + unit * value for value in (350.0, 550.0)]
    caps = [x for _, x, _ in found]
    assert all(min(abs(x - end) for x in caps) < 0.5 for end in ends)
    median = [
        [float(n) for n in re.findall(r"-?[\d.]+", path.get("d", ""))]
        for path in picture.iter(f"{SVG}path")
        if f"stroke: {PEER}" in path.get("style", "")
    ]
    assert any(one[0] == pytest.approx(zero + unit * 1200, abs=0.5) for one in median)


def test_a_picture_says_what_the_figure_says():
    figure = strip()
    told = texts(drawn(figure))
    wanted = {text for text in Drawn(figure).texts if text.strip()}
    assert {"Ahausen", "Beburg", "400,0", "kg", "1.000"} <= set(told)
    whole = " ".join(told)
    assert [text for text in wanted if text not in whole] == []
    assert "font-weight: 700" in told["Ahausen"].get("style", "")
    assert "font-weight" not in told["Beburg"].get("style", "")
    assert {"Vergleichsstädte", "mittlere Hälfte", "Median"} & set(told)


def test_a_missing_value_is_named_and_not_placed():
    missing = MEMBERS.assign(value=[NAN, 900.0], low=NAN, high=NAN)
    picture = drawn(strip(replace(PANEL, members=missing)))
    assert CHOSEN not in [fill for fill, *_ in marks(picture)]
    assert "font-style: italic" in texts(picture)["keine Daten"].get("style", "")


def test_numbers_have_the_signs_of_the_language():
    assert "1,000" in texts(drawn(strip(lang="en")))
    assert "1.000" in texts(drawn(strip(lang="de")))


def test_a_narrow_picture_looks_as_in_a_narrow_window():
    wide, narrow = (texts(drawn(strip(), width))["Beburg"] for width in (700, 500))
    assert "font-size: 15px" in wide.get("style", "")
    assert "font-size: 13px" in narrow.get("style", "")


def test_pictures_of_one_page_share_no_ids_and_bring_no_style_for_others():
    found = []
    for name in ("Ahausen", "Beburg"):
        text = still_of(strip(chosen=name), 700, name).svg
        assert "<style" not in text
        assert "matplotlib" not in text.lower()
        assert not re.search(r"20\d\d-\d\d", text)
        root = ElementTree.fromstring(text)
        assert (root.get("role"), root.get("aria-label")) == ("img", name)
        found.append({one.get("id") for one in root.iter() if one.get("id")})
    assert found[0]
    assert not found[0] & found[1]


def test_the_same_figure_gives_the_same_bytes_also_when_two_are_drawn_at_once():
    def make(_: int) -> tuple[str, bytes]:
        still = still_of(strip(), 700, "Satz")
        return still.svg, still.png(1)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(make, range(4)))) == 1


def test_a_png_has_so_many_dots_a_pixel_on_white():
    still = still_of(strip(), 700, "Satz")
    picture = Image.open(io.BytesIO(still.png(2)))
    assert picture.size == (1400, round(2 * still.height))
    assert picture.convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def test_a_file_has_a_title_and_its_font():
    told = still_of(strip(), 700, "Satz").file("Titel & mehr").decode()
    assert ElementTree.fromstring(told.encode()).findtext(f"{SVG}title") == "Titel & mehr"
    assert "@font-face{font-family:'Source Sans';font-weight:700" in told


def test_texts_are_cut_where_their_look_changes():
    assert runs("a &amp; <b>b<br>c</b>") == [
        [("a & ", False, False), ("b", True, False)],
        [("c", True, False)],
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda figure: figure.add_histogram(x=[1], xaxis="x", yaxis="y"),
        lambda figure: figure.add_annotation(
            text="a", x=1, y=1, xref="x", yref="y", showarrow=True
        ),
        lambda figure: figure.add_shape(type="circle", xref="x", yref="y", x0=0, x1=1, y0=0, y1=1),
    ],
    ids=["trace", "note", "shape"],
)
def test_what_cannot_be_drawn_is_refused(change):
    figure = strip()
    change(figure)
    with pytest.raises(ValueError, match="not drawn without a browser"):
        _ = still_of(figure, 700, "Satz").svg


def test_ways_lead_from_the_ring_to_the_dot():
    shifts = pd.DataFrame(
        {
            "ags": ["a", "b", "c"],
            "name": ["A", "B", "C"],
            "before": [2.0, NAN, NAN],
            "after": [8.0, 5.0, NAN],
        }
    )
    figure = Drawn(shift_figure(measure(), shifts, "a", "light"))
    (way,) = [line for line in figure.lines if line.colour == CHOSEN]
    assert [x for x, _ in way.points] == [2, 8]
    assert {(dot.ags, dot.x) for dot in figure.dots} == {("a", 8), ("b", 5)}
    assert {(dot.ags, dot.x) for dot in figure.peers} == {("a", 2)}
    for text in ("2,0 → 8,0", "? → 5,0", "keine Daten"):
        assert text in figure.texts


def test_matplotlib_is_imported_only_where_something_is_drawn():
    """It takes half a second, which a page must not wait for."""
    for path in (ROOT / "resilience").rglob("*.py"):
        names = {
            name
            for node in ast.parse(path.read_text("utf-8")).body
            for name in (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        heavy = any(name.split(".")[0] == "matplotlib" for name in names)
        assert heavy == (path.name in DRAWING), path
        if path.name not in DRAWING:
            assert not {f"resilience.charts.{name[:-3]}" for name in DRAWING} & names, path


def test_a_still_is_drawn_when_it_is_asked_for_and_once():
    painted: list[object] = []
    still = Still(10, 10, "Satz", painted.append)
    assert painted == []
    assert still.svg == still.svg
    assert len(painted) == 1


def bars(**more) -> go.Figure:
    """Return bars one upon another, the second hatched, with numbers."""
    layout = strip().to_dict()["layout"] | {"barmode": "stack", "shapes": [], "annotations": []}
    look = {"type": "bar", "orientation": "h", "y": [0, 1], "width": 0.5, "textposition": "inside"}
    look |= {"xaxis": "x", "yaxis": "y"}
    first = {**look, "x": [400, 500], "text": ["4", "5"], "marker": {"color": "#112233"}}
    hatch = {"shape": "/", "fgcolor": "#445566", "bgcolor": "#ddeeff"}
    second = {"x": [200, 100], "text": ["2", ""], "marker": {"color": "#ddeeff", "pattern": hatch}}
    return go.Figure([first, {**look, **second, **more}], layout)


def boxes(picture: ElementTree.Element, fill: str) -> list[tuple[float, float]]:
    """Return where filled boxes begin and end across."""
    found = []
    for path in picture.iter(f"{SVG}path"):
        if fill in path.get("style", "") + path.get("fill", ""):
            across = [float(x) for x in re.findall(r"[ML] ([\d.-]+)", path.get("d", ""))]
            found.append((min(across), max(across)))
    return found


def test_bars_stand_one_upon_another_and_carry_their_numbers():
    picture = drawn(bars())
    first = boxes(picture, "#112233")
    assert len(first) == 2
    assert first[1][1] - first[1][0] == pytest.approx((first[0][1] - first[0][0]) * 5 / 4, abs=0.1)
    assert {"4", "5", "2"} <= {str(one.text) for one in picture.iter(f"{SVG}text")}
    assert picture.find(f".//{SVG}pattern") is not None


def test_a_saved_chart_has_its_title_and_source_on_the_ground_of_its_colours():
    told = ("Titel & mehr", "Quelle: " + "Amt " * 60, "Satz")
    light, dark = (chart_file(strip().to_json(), *told, scheme) for scheme in ("light", "dark"))
    texts = [str(one.text) for one in ElementTree.fromstring(light.svg).iter(f"{SVG}text")]
    assert "Titel & mehr" in texts
    assert sum(text.startswith(("Quelle", "Amt")) for text in texts) == 2
    for still, ground in ((light, (255, 255, 255)), (dark, (17, 23, 29))):
        with Image.open(io.BytesIO(still.png(1.0))) as picture:
            assert picture.convert("RGB").getpixel((3, 3)) == ground
            assert picture.width == 1000
