"""Indicators are found by their place, and a broken file is named with its line."""

from pathlib import Path

import pytest

from resilience.registry import RegistryError, registry

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


def test_identity_comes_from_the_place():
    entry = registry().indicators["supply.pharmacy"]
    assert (entry.theme_id, entry.file) == ("supply", "indicators/supply/pharmacy.py")


def test_a_file_without_a_declaration_is_named(folder):
    (folder / "test" / "empty.py").write_text("x = 1\n")
    with pytest.raises(RegistryError, match=r"empty\.py: INDICATOR = Indicator\(\.\.\.\) expected"):
        registry(folder)


def test_a_broken_file_is_named_with_its_line(folder):
    (folder / "test" / "broken.py").write_text("\n\nINDICATOR = nonsense\n")
    with pytest.raises(RegistryError, match=r"broken\.py, line 3: NameError"):
        registry(folder)


def test_a_syntax_error_is_named_with_its_line(folder):
    (folder / "test" / "broken.py").write_text("x = 1\nINDICATOR = (\n")
    with pytest.raises(RegistryError, match=r"broken\.py, line 2: SyntaxError"):
        registry(folder)


def test_a_folder_without_themes_says_what_a_theme_is(tmp_path):
    with pytest.raises(RegistryError, match="a theme is a folder with THEME"):
        registry(tmp_path)
