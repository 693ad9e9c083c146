"""The HTTP client for publishers: rate limits, retries, cache, one sentence per error."""

from __future__ import annotations

import hashlib
import html
import ipaddress
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import hishel
import httpx
from hishel.httpx import CacheTransport
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential
from tqdm import tqdm

from etl.live.faults import FetchError, Passing, host, refuse_page, refuse_size, refuse_status

USER_AGENT = "stadt-der-zukunft-refresh/1 (open municipal statistics)"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
BEHIND_A_FIREWALL = ("kba.de", "destatis.de", "deutschlandatlas.bund.de")
"""Hosts whose firewall rejects clients that do not look like a browser."""

MIRROR = "RESILIENCE_MIRROR"
"""Environment variable with the address of a mirror: ``<mirror>/<publisher's host>/<path>``."""

LONGEST_WAIT = 120.0
ASK_ANEW = {"Cache-Control": "no-cache"}  # the publisher says whether the cached one still holds
REDIRECTS = 5
UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"


_T = TypeVar("_T")


class Answer(NamedTuple):
    """The answer to a form: HTTP status and body."""

    status: int
    body: bytes


@dataclass
class Session:
    """Requests to publishers.

    Attributes
    ----------
    cache
        Folder for answers that can be revalidated, and for unfinished downloads.
    pause
        Seconds between two requests to one host.
    patience
        Seconds before the second attempt; each further wait is twice as long.
    timeout
        Seconds without any byte after which an attempt counts as failed.
    limit
        Largest answer in bytes.
    """

    cache: Path
    pause: float = 1.5
    patience: float = 2.0
    attempts: int = 4
    timeout: float = 60.0
    limit: int = 500_000_000
    mirror: str = field(default_factory=lambda: os.environ.get(MIRROR, ""))
    _last: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cache.mkdir(parents=True, exist_ok=True)
        storage = hishel.SqliteStorage(database_path=self.cache / "answers.db")
        plain = {"timeout": self.timeout, "follow_redirects": False}
        private = hishel.CacheOptions(shared=False)
        through = CacheTransport(httpx.HTTPTransport(), storage, rfc=private)
        self._cached = httpx.Client(transport=through, **plain)  # type: ignore[arg-type]
        self._direct = httpx.Client(**plain)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close all connections."""
        self._cached.close()
        self._direct.close()

    @staticmethod
    def join(page: str, link: str) -> str:
        """Return the address of a link on a page."""
        return str(httpx.URL(page).join(html.unescape(link)))

    def get(
        self, url: str, params: Mapping[str, str] | None = None, *, page: bool = False
    ) -> bytes:
        """Return the body of an answer, from the cache where the publisher says it is still valid.

        Parameters
        ----------
        page
            Whether a web page is expected; otherwise one counts as an error page.

        Raises
        ------
        FetchError
            No usable answer after all attempts.
        """
        address = str(httpx.URL(url).copy_merge_params(params or {}))
        return self._patiently(lambda: self._get(address, page))

    def post(self, url: str, form: Mapping[str, str], secret: Mapping[str, str]) -> Answer:
        """Return the answer to a form sent with credentials as headers; nothing is cached.

        A redirect is refused: credentials go only to the address they belong to.
        """
        return self._patiently(lambda: self._post(url, secret, data=dict(form)))

    def ask(self, url: str, question: Mapping[str, Any]) -> bytes:
        """Return the answer to a request sent as JSON; nothing is cached."""
        return self._patiently(lambda: self._post(url, {}, json=question)).body

    def download(self, url: str, to: Path) -> Path:
        """Write a large file to ``to``; an attempt resumes where the last one broke off.

        Raises
        ------
        FetchError
            As `get`; what has arrived stays in the cache folder for the next attempt.
        """
        part = self.cache / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part"
        self._patiently(lambda: self._download(url, part))
        part.with_suffix(".tag").unlink(missing_ok=True)
        shutil.move(part, to)
        return to

    def _patiently(self, attempt: Callable[[], _T]) -> _T:
        longer = wait_exponential(multiplier=self.patience, max=LONGEST_WAIT)

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.after if isinstance(error, Passing) else 0.0
            return max(longer(state), min(asked, LONGEST_WAIT))

        return Retrying(
            retry=retry_if_exception_type(Passing),
            stop=stop_after_attempt(self.attempts),
            wait=wait,
            reraise=True,
        )(attempt)

    def _get(self, url: str, page: bool) -> bytes:
        for _ in range(REDIRECTS):
            with self._asked(self._cached, "GET", url, ASK_ANEW) as response:
                if not response.is_redirect:
                    refuse_status(response, url)
                    return _body(response, url, self.limit, page)
                url = _elsewhere(url, response)
        raise FetchError(f"{host(url)} leads from one address to the next without end.")

    def _post(self, url: str, secret: Mapping[str, str], **body: Any) -> Answer:
        with self._asked(self._direct, "POST", url, secret, **body) as response:
            if response.is_redirect:
                what = "credentials are" if secret else "the question is"
                raise FetchError(
                    f"{host(url)} leads elsewhere ({response.status_code}); {what} not sent on: "
                    "find out the new address and write it on the source's card."
                )
            if response.status_code != 200 and not (secret and response.status_code == 401):
                refuse_status(response, url)
            return Answer(response.status_code, _body(response, url, self.limit))

    def _download(self, url: str, part: Path) -> None:
        tag = part.with_suffix(".tag")
        have = part.stat().st_size if part.is_file() and tag.is_file() else 0
        resume = {"Accept-Encoding": "identity"}
        if have:
            resume |= {"Range": f"bytes={have}-", "If-Range": tag.read_text()}
        for _ in range(REDIRECTS):
            with self._asked(self._direct, "GET", url, resume) as response:
                if response.is_redirect:
                    url = _elsewhere(url, response)
                    continue
                refuse_status(response, url)
                more = response.status_code == 206
                validator = response.headers.get("ETag", response.headers.get("Last-Modified", ""))
                if validator and not more:
                    tag.write_text(validator)
                size = have if more else 0
                length = response.headers.get("Content-Length", "")
                bar = tqdm(
                    initial=size, total=size + int(length) if length.isdigit() else None,
                    unit="B", unit_scale=True, desc=host(url), leave=False, disable=None,
                )  # fmt: skip
                with part.open("ab" if more else "wb") as file, bar:
                    for chunk in _chunks(response, url):
                        if size == 0:
                            refuse_page(chunk, url)
                        size += len(chunk)
                        refuse_size(size, self.limit, url)
                        file.write(chunk)
                        bar.update(len(chunk))
                return
        raise FetchError(f"{host(url)} leads from one address to the next without end.")

    @contextmanager
    def _asked(
        self,
        client: httpx.Client,
        method: str,
        url: str,
        headers: Mapping[str, str],
        **body: Any,
    ) -> Iterator[httpx.Response]:
        address, asked = self._address(url), host(url)
        wait = self._last.get(asked, -self.pause) + self.pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        told = {"User-Agent": _agent(asked), **headers}
        try:
            with client.stream(method, address, headers=told, **body) as response:
                yield response
        except httpx.TimeoutException as error:
            raise Passing(f"{asked} did not answer within {self.timeout:g} s.") from error
        except httpx.TransportError as error:
            if UNTRUSTED in str(error):
                raise FetchError(
                    f"{asked} shows a certificate that cannot be verified; if an intermediate one "
                    "is lacking, name a file with it and the usual ones in SSL_CERT_FILE."
                ) from error
            raise Passing(
                f"{asked} cannot be reached or broke off ({type(error).__name__})."
            ) from error
        finally:
            self._last[asked] = time.monotonic()

    def _address(self, url: str) -> str:
        parts = httpx.URL(url)
        if self.mirror:
            parts = httpx.URL(f"{self.mirror.rstrip('/')}/{parts.host}{parts.raw_path.decode()}")
        if parts.scheme != "https" and not _is_this_machine(parts.host):
            raise FetchError(f"{parts.host} would be asked without encryption; write https://.")
        return str(parts)


def _agent(asked: str) -> str:
    return BROWSER if asked.endswith(BEHIND_A_FIREWALL) else USER_AGENT


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _elsewhere(url: str, response: httpx.Response) -> str:
    return str(httpx.URL(url).join(response.headers["Location"]))


def _body(response: httpx.Response, url: str, limit: int, page: bool = False) -> bytes:
    parts, size = [], 0
    for chunk in _chunks(response, url):
        size += len(chunk)
        refuse_size(size, limit, url)
        parts.append(chunk)
    body = b"".join(parts)
    if not body.strip():
        raise Passing(f"{host(url)} answered with nothing at all.")
    if not page:
        refuse_page(body, url)
    return body


def _chunks(response: httpx.Response, url: str) -> Iterator[bytes]:
    try:
        yield from response.iter_bytes()
    except httpx.DecodingError as error:
        raise Passing(f"{host(url)} sent a damaged answer.") from error
