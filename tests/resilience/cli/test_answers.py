"""Every mistake that analysts make is answered in one sentence: file, line, found, way out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from resilience.cli.kit.check import check
from resilience.model.registry import RegistryError, entry_of, registry
from resilience.warehouse.opening import Cursor, open_read_only

FILE = '''"""A test."""

from resilience.spec import (
    PERCENT, Awaiting, Clause, Example, Goalposts, Indicator, Need, Noise, Text,
)

WORD = Text(de="Wort", en="word")
INDICATOR = Indicator(
    name=Text(de="Geburten", en="Births"),
    about=WORD,
    unit=PERCENT,
    capacity="robustness",
    direction="higher_is_better",
    reason=WORD,
    caveat=WORD,
    numerator=WORD,
    needs=("births", "population_intercensal"),
    sql="""
        SELECT b.ags, b.period, 1000 * b.value / nullif(p.value, 0) AS value
        FROM births b
        JOIN population_intercensal p USING (ags, period)
    """,
    example=Example(
        given={
            "births": [("05158020", "2015", 500.0)],
            "population_intercensal": [("05158020", "2015", 50000.0)],
        },
        expected=[("05158020", "2015", 10.0)],
    ),
    goalposts=Goalposts(town=(5.0, 11.0), year="2015"),
    noise=Noise(model="poisson", series="births"),
    frameworks=(Clause("iso37120.13.population"),),
    decimals=1,
)
'''
PLAIN = "SELECT b.ags, b.period, 1000 * b.value / nullif(p.value, 0) AS value"
POSTS = 'Goalposts(town=(5.0, 11.0), year="2015")'
NEEDS = 'needs=("births", "population_intercensal")'
NOISE = 'Noise(model="poisson", series="births")'


class Mistake(NamedTuple):
    """An edit of the file, the piece of text whose line is to be named, and what is to be told."""

    before: str
    after: str
    at: str
    told: tuple[str, ...]


MISTAKES = {
    "one language": Mistake(
        'Text(de="Geburten", en="Births")', 'Text(de="Geburten")', "name=Text",
        ("Text(...) lacks 'en'", "German and in English"),
    ),
    "an empty text": Mistake(
        'en="Births"', 'en=""', "name=Text", ("en text is empty", "write both")
    ),
    "a text in quotes": Mistake("about=WORD", 'about="Wort"', "about=", ("'Wort'", "Text(...)")),
    "markup": Mistake(
        'en="Births"', 'en="<b>Births</b>"', "name=Text", ("markup '<b>'", "plain text")
    ),
    "Markdown": Mistake('en="Births"', 'en="**Births**"', "name=Text", ("markup '**'",)),
    "a mistyped word": Mistake(
        "unit=", "units=", "units=", ("no word 'units'", "mean 'unit'", "allowed are name, about")
    ),
    "a mistyped kind": Mistake(
        "INDICATOR = Indicator(", "INDICATOR = Indicater(", "Indicater(", ("mean 'Indicator'",)
    ),
    "an import forgotten": Mistake(
        "Goalposts, ", "", "goalposts=",
        ("without importing", "from resilience.spec import Goalposts"),
    ),
    "a mistyped import": Mistake("Clause,", "Claus,", "from", ("'Claus'", "mean 'Clause'")),
    "a mistyped module": Mistake(
        "from resilience.spec", "from resilience.spce", "from",
        ("no module 'resilience.spce'", "imports from resilience.spec alone"),
    ),
    "a comma forgotten": Mistake(
        'capacity="robustness",', 'capacity="robustness"', "capacity", ("is no Python", "comma")
    ),
    "a quote forgotten": Mistake(
        'series="births")', 'series="births)', "noise=", ("is no Python", "quote")
    ),
    "an unknown capacity": Mistake(
        '"robustness"', '"robustnes"', "capacity=",
        ("'robustnes'", "robustness, redundancy, adaptation, transformation"),
    ),
    "an unknown direction": Mistake(
        '"higher_is_better"', '"higher_better"', "direction=", ("lower_is_better, target_band",)
    ),
    "goalposts without judging": Mistake(
        '"higher_is_better"', '"context"', "direction=", ("takes no goalposts", "take them out")
    ),
    "goalposts the wrong way round": Mistake(
        "(5.0, 11.0)", "(11.0, 5.0)", "goalposts=", ("town=(11.0, 5.0)", "low must be")
    ),
    "one goalpost": Mistake("(5.0, 11.0)", "5.0", "goalposts=", ("town=5.0", "give two numbers")),
    "goalposts of no year": Mistake(
        ', year="2015"', "", "goalposts=", ("give the year of the distribution, or the judgement",)
    ),
    "a year as a number": Mistake('year="2015"', "year=2015", "goalposts=", ("year='2015'",)),
    "goalposts of a year without figures": Mistake(
        'year="2015"', 'year="1899"', "goalposts=", ("year='1899'", "2015", "enough town")
    ),
    "goalposts forgotten": Mistake(
        f"    goalposts={POSTS},\n", "", "direction=",
        ("needs goalposts; add goalposts=Goalposts(town=(", 'year="2015"'),
    ),
    "a band without target_band": Mistake(
        "(5.0, 11.0)", "(5.0, 11.0), band=(6.0, 7.0)", "direction=", ("direction='target_band'",)
    ),
    "a tuple of one without its comma": Mistake(
        NEEDS, 'needs=("births")', "needs=", ("'births'", "give a tuple", "('births',)")
    ),
    "a typo in needs": Mistake(
        NEEDS, 'needs=("birth", "population_intercensal")', "needs=",
        ("names the series 'birth'", "births, population_intercensal", "mend the name"),
    ),
    "a series there is not": Mistake(
        "births", "birhts", "needs=", ("'birhts', which no source declares", "mean 'births'")
    ),
    "a series twice": Mistake(
        NEEDS, 'needs=("births", "births")', "needs=", ("name each once",)
    ),
    "an unknown category": Mistake(
        'needs=("births"', 'needs=(Need("births", categories=("", "girls"))', "needs=",
        ("'girls' of the series 'births'", "it has ''"),
    ),
    "categories without their comma": Mistake(
        'needs=("births"', 'needs=(Need("births", categories=("girls"))', "needs=",
        ("categories='girls'", "categories=('forest',)"),
    ),
    "noise of another series": Mistake(
        NOISE, 'Noise(model="poisson", series="deaths")', "noise=",
        ("'deaths'", "births, population_intercensal"),
    ),
    "noise on a part that is not read": Mistake(
        NOISE, 'Noise(model="poisson", series="births", category="girls")', "noise=",
        ("category='girls'", "reads of it only ''", "which one counts"),
    ),
    "noise without trials": Mistake(
        '"poisson"', '"binomial"', "noise=", ("needs the trials", "trials='dwellings'")
    ),
    "a mistyped table": Mistake(
        "FROM births", "FROM birth", "FROM birth", ("'birth', which is not declared", "'births'")
    ),
    "a mistyped column": Mistake(
        PLAIN, "SELECT ags, period, valu AS value", "valu AS",
        ("'valu', which does not exist", "ags, period, category, value", "mean 'value'"),
    ),
    "a mistyped column of a table": Mistake(
        "b.value", "b.valeu", "b.valeu",
        ("'valeu' of 'b'", "ags, period, category, value", "'value'"),
    ),
    "a column of two tables": Mistake(
        "1000 * b.value", "1000 * value", "value", ("'value', which several", "b.value")
    ),
    "an unknown alias": Mistake(
        "b.value", "x.value", "x.value", ("table 'x'", "FROM or JOIN")
    ),
    "an unknown function": Mistake(
        "nullif(", "nulif(", "nulif(", ("function 'nulif'", "DuckDB does not have")
    ),
    "a sum without its group": Mistake(
        "1000 * b.value", "sum(b.value)", PLAIN[:12], ("GROUP BY ags, period",)
    ),
    "a word too much": Mistake("FROM births b", "FRM births b", "FRM", ("does not run", "mend it")),
    "two statements": Mistake(
        "USING (ags, period)\n", "USING (ags, period);\n        SELECT 1\n", "sql=",
        ("holds SELECT and SELECT", "exactly one SELECT"),
    ),
    "columns of other names": Mistake(
        "AS value", "AS rate", "SELECT", ("ags, period, rate", "exactly ags, period, value")
    ),
    "a period as a number": Mistake(
        "b.period, 1000", "CAST(b.period AS INTEGER) AS period, 1000", "SELECT",
        ("period is of type INTEGER", "must be text"),
    ),
    "a division by zero": Mistake(
        "nullif(p.value, 0)", "(p.value - p.value)", "1000 *", ("not finite", "nullif(x, 0)")
    ),
    "a join without the period": Mistake(
        "USING (ags, period)", "USING (ags)", "sql=", ("share a key", "join on both")
    ),
    "an invented area": Mistake(
        "b.ags, b", "'1' || b.ags AS ags, b", "sql=", ("an area that no input has", "unchanged")
    ),
    "a malformed period": Mistake(
        "b.period, 1", "'in ' || b.period AS period, 1", "sql=", ("malformed period", "allowed are")
    ),
    "chance": Mistake("1000 *", "random() *", "random()", ("random()",)),
    "a file": Mistake(
        "FROM births b", "FROM read_csv('x.csv') b", "read_csv",
        ("reads from read_csv()", "allowed"),
    ),
    "no row left": Mistake(
        "USING (ags, period)\n", "USING (ags, period) WHERE b.category = 'girls'\n", "'girls'",
        ("no area has a value", "looks for 'girls'"),
    ),
    "a need that is not read": Mistake(
        "        JOIN population_intercensal p USING (ags, period)\n",
        "        JOIN births p USING (ags, period)\n", "needs=",
        ("does not read population_intercensal", "take it out"),
    ),
    "another result than expected": Mistake(
        '"2015", 10.0)', '"2015", 11.0)', "example=", ("10.0", "expected is", "11.0")
    ),
    "a row without its period": Mistake(
        '("05158020", "2015", 500.0)', '("05158020", 500.0)', "example=",
        ("'births' has the row ('05158020', 500.0)", "write (ags, period, value)"),
    ),
    "an unknown item": Mistake(
        "iso37120.13.population", "iso37120.13.populaton", "frameworks=",
        ("'iso37120.13.populaton'", "mean 'iso37120.13.population'", "frameworks.toml"),
    ),
    "an item that is no clause": Mistake(
        'Clause("iso37120.13.population")', '"iso37120.13.population"', "frameworks=", ("Clause",)
    ),
    "decimals as a text": Mistake("decimals=1", 'decimals="1"', "decimals=", ("'1'", "int")),
    "no declaration": Mistake(
        "INDICATOR = ", "INDIKATOR = ", "", ("INDICATOR = Indicator(...) expected", "nothing")
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def cursor(warehouse: Path) -> Cursor:
    return open_read_only(warehouse)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of indicators with one theme."""
    (tmp_path / "indicators" / "housing").mkdir(parents=True)
    init = Path("indicators/housing/__init__.py").read_text(encoding="utf-8")
    (tmp_path / "indicators" / "housing" / "__init__.py").write_text(init, encoding="utf-8")
    return tmp_path / "indicators"


def answers(folder: Path, text: str, cursor: Cursor) -> list[str]:
    (folder / "housing" / "draft.py").write_text(text, encoding="utf-8")
    try:
        entry = entry_of("housing.draft", folder)
    except RegistryError as error:
        return [str(error)]
    return [found.text for found in check(entry, cursor) if found.state == "mend"]


def test_the_file_itself_has_nothing_to_mend(folder, cursor):
    assert answers(folder, FILE, cursor) == []


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_one_sentence_with_line_and_way_out(what, folder, cursor):
    before, after, at, told = MISTAKES[what]
    assert before in FILE
    text = FILE.replace(before, after)
    found = answers(folder, text, cursor)
    assert [one for one in found if "\n" in one] == []
    (answer,) = [one for one in found if all(words in one for words in told)] or found[:1]
    line = text.count("\n", 0, text.index(at)) + 1
    place = f"housing/draft.py, line {line}: " if at else "housing/draft.py: "
    assert place in answer
    assert [words for words in told if words not in answer] == [], answer


def test_there_are_forty_mistakes_and_more():
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("stray.py", "lies in no theme field; move it into one of the folders housing"),
        ("housig/stray.py", "lies in no theme field; .*housing; did you mean 'housing'"),
        ("housing/Two Words.py", "found the file name 'Two Words', allowed are lower-case English"),
    ],
)
def test_a_file_in_the_wrong_place_is_not_passed_over(place, message, folder):
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text(FILE, encoding="utf-8")
    registry.cache_clear()
    with pytest.raises(RegistryError, match=message):
        registry(folder)


def test_an_unknown_id_is_answered_with_the_nearest(folder):
    (folder / "housing" / "draft.py").write_text(FILE, encoding="utf-8")
    with pytest.raises(
        RegistryError, match=r"no indicator 'housing.drat'; did you mean 'housing.draft'"
    ):
        entry_of("housing.drat", folder)


def test_a_file_in_another_encoding_is_named(folder):
    (folder / "housing" / "draft.py").write_bytes(
        FILE.replace("Geburten", "Länge").encode("cp1252")
    )
    with pytest.raises(RegistryError, match=r"draft\.py.*is not saved as UTF-8; save it again"):
        entry_of("housing.draft", folder)


@pytest.mark.parametrize("word", ["sql=", "direction=", "goalposts=", "example="])
def test_a_place_is_found_before_a_name(word, folder):
    (folder / "housing" / "draft.py").write_text(FILE, encoding="utf-8")
    where = entry_of("housing.draft", folder).where(word)
    assert re.fullmatch(r"indicators/housing/draft\.py, line \d+", where)
