"""Asking a publisher: what is tried again, what is refused, and that no credential gets away."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from etl.live.faults import FetchError
from etl.live.http import BROWSER, Session
from tests.etl.publisher import Answer, Asked, Publisher

HOST = "/figures.example"
URL = "https://figures.example/table.csv"


@pytest.fixture
def session(publisher: Publisher, tmp_path: Path) -> Iterator[Session]:
    made = Session(
        tmp_path / "cache", pause=0, patience=0.01, timeout=0.3, limit=2000, mirror=publisher.url
    )
    yield made
    made.close()


def test_an_answer_that_still_holds_is_not_sent_twice(publisher, session):
    publisher.file(f"{HOST}/table.csv", b"a;b")
    assert [session.get(URL), session.get(URL)] == [b"a;b", b"a;b"]
    first, second = publisher.asked
    assert "if-none-match" not in first.headers
    assert second.headers["if-none-match"]
    publisher.file(f"{HOST}/table.csv", b"a;c")
    assert session.get(URL) == b"a;c"


@pytest.mark.parametrize(
    "fault",
    [
        Answer(b"busy", 429, {"Retry-After": "0"}),
        Answer(b"broken", 500),
        Answer(b"a;b", wait=0.6),
        Answer(b"a;", claims=300),
        Answer(b""),
    ],
    ids=["429", "500", "timeout", "truncated", "empty"],
)
def test_a_fault_that_passes_is_tried_again(publisher, session, fault):
    publisher.routes[f"{HOST}/table.csv"] = [fault, fault, Answer(b"a;b")]
    assert session.get(URL) == b"a;b"
    assert len(publisher.asked) == 3


@pytest.mark.parametrize(
    ("fault", "told", "times"),
    [
        (Answer(b"busy", 429), "asks for fewer requests (429)", 4),
        (Answer(b"broken", 500), "is out of order (500)", 4),
        (Answer(b"a;b", wait=0.6), "did not answer within 0.3 s", 4),
        (Answer(b"a;", claims=300), "broke off (RemoteProtocolError)", 4),
        (Answer(b" \n"), "answered with nothing at all", 4),
        (Answer(b"no", 401), "refuses the request (401)", 1),
        (Answer(b"no", 404), "has no /table.csv (404)", 1),
        (Answer(b"\xef\xbb\xbf <!DOCTYPE html>"), "a web page instead of figures", 1),
        (Answer(b"x" * 2001), "more than 2,000 bytes", 1),
    ],
)
def test_a_fault_that_stays_is_one_sentence(publisher, session, fault, told, times):
    publisher.routes[f"{HOST}/table.csv"] = [fault]
    with pytest.raises(FetchError, match=r"^figures\.example") as error:
        session.get(URL)
    assert told in str(error.value)
    assert "\n" not in str(error.value)
    assert len(publisher.asked) == times


def test_a_publisher_that_is_not_there_is_named(tmp_path):
    session = Session(tmp_path, pause=0, patience=0, attempts=2, mirror="http://127.0.0.1:9")
    with pytest.raises(FetchError, match=r"figures\.example cannot be reached"):
        session.get(URL)


def test_nothing_is_asked_without_encryption(tmp_path):
    with pytest.raises(FetchError, match="without encryption"):
        Session(tmp_path, pause=0, mirror="").get("http://figures.example/table.csv")


def test_a_page_is_given_where_a_page_is_asked_for(publisher, session):
    publisher.routes[f"{HOST}/page"] = [Answer(b"<html>")]
    assert session.get("https://figures.example/page", page=True) == b"<html>"


def test_an_address_that_moved_is_followed_without_credentials(publisher, session):
    moved = {"Location": "https://other.example/table.csv"}
    publisher.routes[f"{HOST}/table.csv"] = [Answer(b"", 307, moved)]
    publisher.routes["/other.example/table.csv"] = [Answer(b"a;b")]
    assert session.get(URL) == b"a;b"
    with pytest.raises(FetchError, match="credentials are not sent on"):
        session.post(URL, {"name": "t"}, {"username": "anna", "password": "geheim"})
    sent = [asked for asked in publisher.asked if "password" in asked.headers]
    assert [asked.path for asked in sent] == [f"{HOST}/table.csv"]


def test_a_question_is_sent_as_json_to_its_address_only(publisher, session):
    moved = {"Location": "https://other.example/table.csv"}
    publisher.routes[f"{HOST}/table.csv"] = [Answer(b"{}"), Answer(b"", 307, moved)]
    assert session.ask(URL, {"a": ["ä"]}) == b"{}"
    assert (publisher.asked[0].method, publisher.asked[0].json) == ("POST", {"a": ["ä"]})
    with pytest.raises(FetchError, match="the question is not sent on"):
        session.ask(URL, {})


def test_a_certificate_that_cannot_be_verified_is_told_at_once(session, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] unable to get local issuer")

    monkeypatch.setattr(httpx.Client, "stream", refuse)
    with pytest.raises(FetchError, match=r"figures\.example shows a certificate .* SSL_CERT_FILE"):
        session.get(URL)


def test_an_address_that_moves_for_ever_is_given_up(publisher, session):
    publisher.routes[f"{HOST}/table.csv"] = [Answer(b"", 302, {"Location": "/table.csv"})]
    with pytest.raises(FetchError, match="without end"):
        session.get(URL)


def test_what_was_sent_with_credentials_is_kept_nowhere(publisher, session, tmp_path):
    publisher.routes[f"{HOST}/table.csv"] = [Answer(b"a;b")]
    session.get(URL)
    session.post(URL, {"name": "t"}, {"username": "anna", "password": "geheim"})
    session.close()
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert not any(re.search(b"anna|geheim", content) for content in kept)


def test_a_download_goes_on_where_it_broke_off(publisher, session, tmp_path):
    whole = bytes(range(256)) * 4
    publisher.file(f"{HOST}/big.zip", whole)
    full = publisher.routes[f"{HOST}/big.zip"]

    def breaks_off_once(asked: Asked) -> Answer:
        answer = full(asked)
        if len(publisher.asked) == 1:
            return Answer(whole[:700], headers=answer.headers, claims=len(whole))
        return answer

    publisher.routes[f"{HOST}/big.zip"] = breaks_off_once
    got = session.download("https://figures.example/big.zip", tmp_path / "big.zip")
    assert got.read_bytes() == whole
    assert publisher.asked[1].headers["range"] == "bytes=700-"


def test_a_download_that_changed_meanwhile_starts_anew(publisher, session, tmp_path):
    old, new = b"o" * 900, b"n" * 900
    answers = [Answer(old[:500], headers={"ETag": '"o"'}, claims=900), Answer(new)]
    publisher.routes[f"{HOST}/big.zip"] = answers
    session.download("https://figures.example/big.zip", tmp_path / "big.zip")
    assert (tmp_path / "big.zip").read_bytes() == new


def test_a_page_instead_of_a_download_is_refused(publisher, session, tmp_path):
    publisher.routes[f"{HOST}/big.zip"] = [Answer(b"<html>down for maintenance")]
    with pytest.raises(FetchError, match="a web page instead of figures"):
        session.download("https://figures.example/big.zip", tmp_path / "big.zip")
    assert not (tmp_path / "big.zip").exists()


def test_only_firewalls_see_a_browser(publisher, session):
    for host in ("www.kba.de", "figures.example"):
        publisher.routes[f"/{host}/t"] = [Answer(b"a")]
        session.get(f"https://{host}/t")
    first, second = publisher.asked
    assert first.headers["user-agent"] == BROWSER
    assert second.headers["user-agent"] != BROWSER


def test_requests_to_one_host_keep_their_distance(publisher, tmp_path):
    publisher.routes[f"{HOST}/table.csv"] = [Answer(b"a;b")]
    session = Session(tmp_path, pause=0.2, mirror=publisher.url)
    started = time.monotonic()
    session.get(URL)
    session.get(URL)
    assert time.monotonic() - started >= 0.2
