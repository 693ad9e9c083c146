"""Indicators are found by their place, and a broken file is named with its line."""

from pathlib import Path

import pytest

from resilience.model.registry import RegistryError, registry
from resilience.warehouse.sandbox import IndicatorError, run_example

THEME = """
from resilience.spec import Text, Theme
THEME = Theme(name=Text(de="Prüfung", en="Test"), question=Text(de="?", en="?"), position=1)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one theme and no indicator."""
    (tmp_path / "indicators" / "test").mkdir(parents=True)
    (tmp_path / "indicators" / "test" / "__init__.py").write_text(THEME)
    return tmp_path / "indicators"


def test_the_four_theme_fields_stand_in_order_with_at_least_four_indicators_each():
    found = registry()
    assert list(found.themes) == ["housing", "mobility", "supply", "production"]
    for theme_id in found.themes:
        own = [e for e in found.indicators.values() if e.theme_id == theme_id]
        assert sum(e.indicator.scored for e in own) >= 4, theme_id


def test_an_indicator_that_awaits_its_series_is_active_once_there_are_figures_of_all():
    name = "production.unemployment"
    assert name not in registry().active
    assert name not in registry().with_figures({"unemployed_ba"}).active
    came = registry().with_figures({"unemployed_ba", "population_register"})
    assert came.active[name].indicator.direction == "context"
    assert came.active.keys() - registry().active.keys() == {name}


def test_identity_comes_from_the_place():
    entry = registry().indicators["supply.pharmacy"]
    assert (entry.theme_id, entry.file) == ("supply", "indicators/supply/pharmacy.py")


def test_a_file_without_a_declaration_is_named(folder):
    (folder / "test" / "empty.py").write_text("x = 1\n")
    with pytest.raises(RegistryError, match=r"empty\.py: INDICATOR = Indicator\(\.\.\.\) expected"):
        registry(folder)


def test_a_broken_file_is_named_with_its_line(folder):
    (folder / "test" / "broken.py").write_text("\n\nINDICATOR = nonsense\n")
    with pytest.raises(RegistryError, match=r"broken\.py, line 3: found the name 'nonsense'"):
        registry(folder)


def test_a_syntax_error_is_named_with_its_line(folder):
    (folder / "test" / "broken.py").write_text("x = 1\nINDICATOR = (\n")
    with pytest.raises(RegistryError, match=r"broken\.py, line 2: is no Python: .*bracket"):
        registry(folder)


def test_a_folder_without_themes_says_what_a_theme_is(tmp_path):
    with pytest.raises(RegistryError, match="a theme is a folder with THEME"):
        registry(tmp_path)


DECLARATION = """from resilience.spec import Example, Indicator, Text

WORD = Text(de="Wort", en="word")
INDICATOR = Indicator(
    name=WORD,
    about=WORD,
    unit=WORD,
    capacity="robustness",
    direction="context",
    reason=WORD,
    caveat=WORD,
    numerator=WORD,
    needs=("births",),
    sql='''
        SELECT ags, period, value / 0 AS value
        FROM births
    ''',
    example=Example(given={"births": [("a", "2020", 1.0)]}, expected=[]),
)
"""


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('Text(de="Wort", en="word")', 'Text(de="Wort")', r"line 3: Text\(.*lacks 'en'; .*German"),
        ("unit=WORD", "units=WORD", r"line 7: .*no word 'units'; did you mean 'unit'"),
        ("Indicator(\n", "Indicater(\n", r"line 4: found the name .*did you mean 'Indicator'"),
        (
            "import Example,",
            "import Exampel,",
            r"line 1: .*'Exampel'; did you mean 'Example'",
        ),
    ],
)
def test_a_mistyped_word_is_named_with_its_line_and_the_nearest(folder, before, after, message):
    (folder / "test" / "one.py").write_text(DECLARATION.replace(before, after))
    with pytest.raises(RegistryError, match=rf"one\.py, {message}"):
        registry(folder)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("FROM births", "FROM birth", r"line 16: .*'birth', which is not declared.*'births'"),
        ("value / 0", "valu", r"line 15: .*column 'valu', which does not exist.*'value'"),
        ("value / 0", "value / (value - 1)", r"line 15: 1 row.*not finite.*nullif"),
    ],
)
def test_faulty_sql_is_named_with_its_line_and_the_nearest(folder, before, after, message):
    (folder / "test" / "one.py").write_text(DECLARATION.replace(before, after))
    with pytest.raises(IndicatorError, match=rf"one\.py, {message}"):
        run_example(registry(folder).indicators["test.one"])
