"""What may go wrong with a publisher's answer, each fault in one sentence."""

from __future__ import annotations

import httpx

PASSING = {408, 425, 429, 500, 502, 503, 504}


class FetchError(ValueError):
    """A publisher that did not give what was asked for, in one sentence."""


class Absent(FetchError):
    """There is no such file at the publisher, or not any more."""


class Passing(FetchError):
    """A fault that may pass; ``after`` is how many seconds the publisher asks to wait."""

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


def host(url: str) -> str:
    """Return the name of the host in an address."""
    return httpx.URL(url).host


def refuse_status(response: httpx.Response, url: str) -> None:
    """Raise unless the status says that figures follow."""
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
    """Raise if an answer begins like a web page, whatever its status."""
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise FetchError(
            f"{host(url)} answered with a web page instead of figures: an error or a maintenance "
            "page; try again later."
        )


def refuse_size(size: int, limit: int, url: str) -> None:
    """Raise if more bytes have come than are taken."""
    if size > limit:
        raise FetchError(f"{host(url)} sends more than {limit:,} bytes; nothing of it was used.")
