"""A declaration that cannot be right says which word, which value and what is allowed."""

import pytest

from resilience.spec import (
    Awaiting,
    Clause,
    DeclarationError,
    Example,
    Goalposts,
    Indicator,
    Need,
    Noise,
    Text,
)

WORD = Text(de="Wort", en="word")
YEAR = Goalposts(town=(0, 1), year="2020")
SOURCE = Awaiting(publisher="office", table="12411", url="example.org", why=WORD)
BAND = Goalposts(town=(0, 9), band=(2, 4), judgement=WORD)


def declare(**changes: object) -> Indicator:
    words = {
        "name": WORD,
        "about": WORD,
        "unit": WORD,
        "capacity": "robustness",
        "direction": "higher_is_better",
        "reason": WORD,
        "needs": ("births",),
        "sql": "SELECT ags, period, value FROM births",
        "example": Example(given={"births": [("x", "2020", 1.0)]}, expected=[("x", "2020", 1.0)]),
        "caveat": WORD,
        "numerator": WORD,
        "goalposts": YEAR,
    }
    return Indicator(**(words | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"direction": "up"}, "direction='up': allowed are higher_is_better, lower_is_better"),
        ({"capacity": "strength"}, "capacity='strength': allowed are robustness, redundancy"),
        ({"needs": "births"}, r"needs='births': give a tuple"),
        ({"needs": ()}, r"needs=\(\): name at least one series, as a tuple"),
        ({"sql": " "}, "sql='': write one SELECT"),
        ({"example": None}, "example=None: give rows"),
        ({"frameworks": Clause("sdg.11")}, "frameworks=.*: give a tuple"),
        ({"awaiting": SOURCE, "sql": ""}, "sql='': write one SELECT"),
        (
            {"needs": ("births", "deaths")},
            "names the series 'deaths', and example only births",
        ),
        ({"direction": "context"}, "direction='context' takes no goalposts"),
        ({"goalposts": BAND}, "a band belongs to direction='target_band'"),
        ({"direction": "target_band"}, "a band belongs to direction='target_band'"),
        ({"needs": ("births", Need("births", ("girls",)))}, "a series stands there twice"),
        ({"noise": Noise("poisson", "deaths")}, "noise='deaths': is none of needs"),
        (
            {"noise": Noise("poisson", "births", "boys")},
            "'boys': needs reads of it only ''",
        ),
    ],
)
def test_a_wrong_declaration_is_explained(changes, message):
    with pytest.raises(DeclarationError, match=message):
        declare(**changes)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Text(de="Wort", en=" "), "the en text is empty"),
        (
            lambda: Goalposts(large_city=(1, 1), year="2020"),
            "large_city=.*low must be a finite",
        ),
        (lambda: Goalposts(town=(0, float("inf")), year="2020"), "finite"),
        (lambda: Goalposts(year="2020"), "give town=.*, large_city=..., or both"),
        (lambda: Goalposts(town=(0, 1)), "give the year of the distribution, or the judgement"),
        (lambda: Goalposts(town=(0, 1), band=(0, 2), judgement=WORD), "band must lie within"),
        (lambda: Noise("normal", "births"), "allowed are"),
        (lambda: Noise("binomial", "births"), "needs the trials"),
        (lambda: Noise("poisson", "births", trials="mothers"), "and only it, needs the trials"),
        (
            lambda: Noise("binomial", "births", trials="mothers", events="mothers"),
            "events are for 'poisson' only",
        ),
        (lambda: Clause("sdg.11", extent="half"), "allowed are"),  # type: ignore[arg-type]
        (lambda: Awaiting(publisher="office", table=" ", url="u", why=WORD), "table=''"),
        (
            lambda: Need("births", "girls"),
            "categories='girls'.*name each category once, as a tuple",
        ),
        (lambda: Need("births", ()), "name each category once"),
        (lambda: Need("births", years_before=-3), "years_before=-3.*whole number from 0"),
        (lambda: Need("births", ("", "")), "name each category once"),
    ],
)
def test_a_wrong_part_is_explained(make, message):
    with pytest.raises(DeclarationError, match=message):
        make()


def test_context_is_never_scored():
    assert declare().scored
    assert not declare(direction="context", goalposts=None).scored


def test_a_plain_need_is_the_total():
    assert declare().tables == (Need("births", categories=("",)),)


def test_the_series_of_an_indicator_are_those_of_its_sql_and_of_its_noise():
    assert declare(noise=Noise("poisson", "births", events="mothers")).series == (
        "births",
        "mothers",
    )
    assert declare(noise=Noise("poisson", "births", events="births")).series == ("births",)


def test_what_awaits_its_figures_needs_no_sql_and_is_never_scored():
    nothing = {"needs": (), "sql": "", "example": None}
    for goalposts in (None, YEAR):
        awaited = declare(**nothing, goalposts=goalposts, awaiting=SOURCE)
        assert (awaited.status, awaited.scored, awaited.series) == ("awaiting_data", False, ())
    assert declare().status == "active"


def test_what_awaits_its_figures_with_sql_is_there_once_they_came():
    waiting = declare(awaiting=SOURCE, goalposts=None)
    assert (waiting.status, waiting.scored) == ("awaiting_data", False)
    came = waiting.with_figures()
    assert (came.status, came.direction, came.sql) == ("active", "context", waiting.sql)
    assert not came.lacks_goalposts
    judged = declare(awaiting=SOURCE).with_figures()
    assert (judged.scored, judged.direction) == (True, declare().direction)
