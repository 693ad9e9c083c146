"""What the page of data says of asking publishers: never tried, checked on what, or taken in."""

from __future__ import annotations

import pandas as pd
import pytest

from etl.live.clients import CLIENTS
from resilience.model.sources import load_cards
from resilience.settings import ROOT
from resilience.text import register as view
from resilience.warehouse import queries
from resilience.warehouse.opening import open_read_only

TOLD = {
    "de": {
        "recording": "noch nie beim Herausgeber versucht, nur an einer aufgezeichneten Antwort",
        "never": "noch nie beim Herausgeber versucht und an keiner Aufzeichnung geprüft",
        "fetched": "zuletzt eingelesen 28.11.2026",
    },
    "en": {
        "recording": "never tried with the publisher, checked on a recorded answer only",
        "never": "never tried with the publisher and checked on no recording",
        "fetched": "last taken in 28 November 2026",
    },
}


@pytest.fixture(scope="module")
def tables(warehouse):
    connection = open_read_only(warehouse)
    yield queries.source_register(connection), queries.live_sources(connection)
    connection.close()


def lines(frame: pd.DataFrame, column: str) -> list[str]:
    """Return the cells of a column, each as one text."""
    return [" ".join(part.text for part in cell).replace("\N{NO-BREAK SPACE}", " ")
            for cell in frame[column]]  # fmt: skip


@pytest.mark.parametrize("lang", TOLD)
def test_every_source_says_on_what_its_reading_was_proven(tables, lang):
    register, live = tables
    cards = {card.source_id: card for card in load_cards(ROOT / "data" / "sources")}
    texts = lines(view.register_table(register, live, lang)[0], "vintage")
    shown = dict(zip(register["source_id"], texts, strict=True))
    for name, text in shown.items():
        if cards[name].live and live.set_index("source_id").loc[name, "fetched_on"] is pd.NaT:
            assert TOLD[lang][cards[name].live.tried] in text, name
    waiting, columns = view.waiting_table(live, lang)
    assert len(waiting) == sum(1 for c in cards.values() if c.live and c.source_id not in shown)
    assert [column.field for column in columns] == ["source", "asked"]
    assert all(
        any(told in cell for told in TOLD[lang].values()) for cell in lines(waiting, "asked")
    )
    assert {card.live.client for card in cards.values() if card.live} == set(CLIENTS)


@pytest.mark.parametrize("lang", TOLD)
def test_a_source_whose_file_was_taken_in_says_when(tables, lang):
    register, live = tables
    came = live.assign(fetched_on=pd.Timestamp("2026-11-28"))
    texts = lines(view.register_table(register, came, lang)[0], "vintage")
    assert sum(TOLD[lang]["fetched"] in text for text in texts) == (~live["waiting"]).sum()
    assert not any(TOLD[lang]["never"] in text for text in texts)
    assert f" {len(live)} " in view.asking_introduction(came, lang)
