"""The web service of the GENESIS databases: tables directly, or by a job if they are large."""

from __future__ import annotations

import json
import os
import re
import time
from dataclasses import dataclass
from typing import Any

from etl.live.faults import FetchError, host
from etl.live.http import Session

JOB = re.compile(r"\S+_\d+(?=\s*$)")
OK, WRONG, BUSY, NOT_ALLOWED, CORRECTED = 0, 2, 6, 15, 22
NOTHING_NEWER, NO_TABLE, TOO_LARGE, JOB_MADE, NOTHING = 50, 90, 98, 99, 104


class NothingFound(FetchError):
    """Raised where the service has no figures for a request."""


@dataclass(frozen=True)
class Account:
    """Name and password of an account; a token is a name without a password."""

    user: str
    password: str

    @classmethod
    def of(cls, login: str) -> Account | None:
        """Return the account in ``<login>_USER`` and ``<login>_PASSWORD``, None without a user."""
        user = os.environ.get(f"{login}_USER", "")
        return cls(user, os.environ.get(f"{login}_PASSWORD", "")) if login and user else None

    def __repr__(self) -> str:
        return "Account(***)"

    def hidden(self, words: str) -> str:
        """Return a text with name and password masked."""
        for secret in (self.password, self.user):
            words = words.replace(secret, "***") if secret else words
        return words


@dataclass
class Service:
    """One GENESIS database.

    Attributes
    ----------
    base
        Address up to ``/rest/2020/``.
    poll
        Seconds between two status requests for a job.
    polls
        Status requests before a job is given up.
    """

    session: Session
    base: str
    account: Account
    login: str
    poll: float = 8.0
    polls: int = 90

    def table(self, code: str, form: dict[str, str]) -> bytes:
        """Return a table as a file, through a job where the service demands one.

        Raises
        ------
        NothingFound
            The service has no figures for these parameters.
        FetchError
            The service refuses, fails, or its job does not end.
        """
        asked = {"name": code, "area": "all", "compress": "false", "job": "false", **form}
        answer = self._ask("data/tablefile", asked)
        status, words = _status(answer)
        if status == TOO_LARGE:
            answer = self._ask("data/tablefile", {**asked, "job": "true"})
            status, words = _status(answer)
        if status == JOB_MADE:
            return self._result(words, asked.get("format", "ffcsv"))
        if status is not None:
            raise self._fault(status, words)
        return answer

    def _result(self, words: str, form: str) -> bytes:
        named = JOB.search(words)
        if named is None:
            raise FetchError(f"{host(self.base)} made a job without telling its name: {words}")
        wanted = {"selection": named[0], "area": "user", "pagelength": "1"}
        for _ in range(self.polls):
            answer = self._ask("catalogue/results", wanted)
            status, told = _status(answer)
            if status is None and self._table_of(answer).get("List"):
                break
            if status not in (None, NOTHING):
                raise self._fault(status, told)
            time.sleep(self.poll)
        else:
            minutes = self.poll * self.polls / 60
            raise FetchError(
                f"{host(self.base)} did not finish the job {named[0]} within {minutes:.0f} "
                "minutes; try again later."
            )
        answer = self._ask("data/resultfile", {"name": named[0], "area": "all", "format": form})
        status, told = _status(answer)
        if status is not None:
            raise self._fault(status, told)
        return answer

    def _ask(self, method: str, form: dict[str, str]) -> bytes:
        secret = {"username": self.account.user, "password": self.account.password}
        url = f"{self.base}/rest/2020/{method}"
        answer = self.session.post(url, {"language": "de", **form}, secret)
        if answer.status == 401:
            raise self._fault(NOT_ALLOWED, "")
        return answer.body

    def _table_of(self, body: bytes) -> dict[str, Any]:
        try:
            table: dict[str, Any] = json.loads(body)
            return table
        except ValueError as error:
            raise FetchError(f"{host(self.base)} sent JSON that cannot be read.") from error

    def _fault(self, status: int, words: str) -> FetchError:
        place = host(self.base)
        said = self.account.hidden(" ".join(words.split()))
        account = f"{self.login}_USER and {self.login}_PASSWORD"
        if status == NOT_ALLOWED or (status == WRONG and "passwort" in said.lower()):
            return FetchError(f"{place} does not accept the account in {account}; correct it.")
        if status == BUSY:
            return FetchError(f"{place} is asked too much at once; try again in some minutes.")
        if status == NO_TABLE:
            return FetchError(f"{place} has no such table (code 90); correct the card.")
        if status in (NOTHING, NOTHING_NEWER):
            return NothingFound(f"{place} has no figures for this request (code {status}).")
        return FetchError(f"{place} answers with code {status}: {said}")


def _status(body: bytes) -> tuple[int | None, str]:
    """Return code and text of an answer that reports an error or a job; None for figures."""
    if body[:1] != b"{":
        return None, ""
    try:
        told = json.loads(body)
    except ValueError:
        return None, ""
    status = told.get("Status", told)
    if not isinstance(status, dict):  # logincheck reports success as text
        return None, ""
    code, words = status.get("Code"), str(status.get("Content", ""))
    if code in (OK, CORRECTED) or not isinstance(code, int):
        return None, words
    return code, words
