"""Errors of a publisher's answer, each message one sentence."""

from __future__ import annotations

import httpx

PASSING = {408, 425, 429, 500, 502, 503, 504}


class FetchError(ValueError):
    """Raised where a publisher did not deliver what was requested."""


class Absent(FetchError):
    """Raised where the publisher does not have the file, or no longer."""


class Passing(FetchError):
    """A temporary fault; ``after`` is the number of seconds the publisher asks to wait."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


def host(url: str) -> str:
    """Return the name of the host in an address."""
    return httpx.URL(url).host


def refuse_status(response: httpx.Response, url: str) -> None:
    """Raise `FetchError` unless the status is a success."""
    status, asked = response.status_code, host(url)
    if status in PASSING:
        after = response.headers.get("Retry-After", "")
        what = "asks for fewer requests" if status == 429 else "is out of order"
        raise Passing(
            f"{asked} {what} ({status}); try again later.", float(after) if after.isdigit() else 0.0
        )
    if status in (401, 403):
        raise FetchError(f"{asked} refuses the request ({status}): not authorised.")
    if status in (404, 410):
        raise Absent(
            f"{asked} has no {httpx.URL(url).path} ({status}): the publisher may have renamed it; "
            "correct the address on the source's card."
        )
    if not 200 <= status < 300:
        raise FetchError(f"{asked} answered with status {status}.")


def refuse_page(start: bytes, url: str) -> None:
    """Raise `FetchError` if an answer begins like a web page, whatever its status."""
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise FetchError(
            f"{host(url)} answered with a web page instead of figures: an error or a maintenance "
            "page; try again later."
        )


def refuse_size(size: int, limit: int, url: str) -> None:
    """Raise `FetchError` if an answer is larger than the limit."""
    if size > limit:
        raise FetchError(f"{host(url)} sends more than {limit:,} bytes; nothing of it was used.")
