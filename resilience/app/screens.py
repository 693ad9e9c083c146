"""The list of a meeting: pictures of any page, in order, held in the address."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import plotly.io as pio
import streamlit as st

from resilience.app import cache
from resilience.app.pictures import PagePicture, pictures_of
from resilience.app.selection import current, page_now, parameters, read_again, update
from resilience.charts.still import Still, still_of
from resilience.i18n import t
from resilience.reports.story import Screen

OWN_LIST = "own"
"""Id of the list among the stories of a meeting."""
MOST_LISTED = 30
"""Maximum number of pictures on the list."""
_TEXT = 40_000
"""Maximum length of the unpacked list: a link cannot inflate to more."""
_LEFT_OUT = ("lang", "mode", "story", "screens", "sort")
"""Fields that do not affect a picture."""


@dataclass(frozen=True)
class ListedPicture:
    """A picture on the list.

    Parameters
    ----------
    page
        Name of its page.
    key
        Its key on the page.
    chosen
        The selection there, as query parameters.
    """

    page: str
    key: str
    chosen: tuple[tuple[str, str], ...] = ()

    def picture(self) -> PagePicture | None:
        """Return the picture in the language on screen, None if its page no longer has it."""
        chosen = {**dict(self.chosen), "lang": current().lang}
        return pictures_of(self.page, read_again(chosen)).get(self.key)


def packed_list(entries: Sequence[ListedPicture]) -> str:
    """Return a list as text for the address: short, in characters that need no escaping."""
    lines = "\n".join(f"{one.page}/{one.key}?{urlencode(one.chosen)}" for one in entries)
    if not lines:
        return ""
    return urlsafe_b64encode(zlib.compress(lines.encode(), 9)).decode().rstrip("=")


def unpacked_list(text: str) -> list[ListedPicture]:
    """Return the list that an address holds.

    Raises
    ------
    ValueError
        The text is not such a list.
    """
    if not text:
        return []
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        lines = zlib.decompressobj().decompress(content, _TEXT).decode().splitlines()
    except (ValueError, zlib.error) as fault:
        raise ValueError("not a list of pictures") from fault
    found = []
    for line in lines[:MOST_LISTED]:
        page, _, rest = line.partition("/")
        key, _, chosen = rest.partition("?")
        if not (page.isidentifier() and key):
            raise ValueError("not a list of pictures")
        found.append(ListedPicture(page, key, tuple(parse_qsl(chosen))))
    return found


def entries() -> list[ListedPicture]:
    """Return the pictures on the list; none if the link is damaged."""
    try:
        return unpacked_list(current().screens)
    except ValueError:
        return []


def here(key: str) -> ListedPicture:
    """Return a picture of the current page as an entry for the list."""
    chosen = {n: v for n, v in parameters().items() if n not in _LEFT_OUT}
    return ListedPicture(page_now(), key, tuple(sorted(chosen.items())))


def show_button(key: str) -> None:
    """Show the button that puts a picture of the page on the list, or takes it off."""
    lang, entry, listed = current().lang, here(key), entries()
    on = entry in listed
    others = [one for one in listed if one != entry]
    after = others if on else [*listed, entry]
    word = t(lang, "meeting.take_off" if on else "meeting.put_on")
    change: dict[str, Any] = {"on_click": keep_list, "args": (after,), "key": f"screen_{key}"}
    st.button(word, disabled=not on and len(listed) >= MOST_LISTED, **change)


def keep_list(listed: Sequence[ListedPicture]) -> None:
    """Replace the list."""
    update(screens=packed_list(listed))


def moved(listed: Sequence[ListedPicture], place: int, by: int) -> list[ListedPicture]:
    """Return a list with one entry moved up or down."""
    order = list(listed)
    order.insert(place + by, order.pop(place))
    return order


def screens_of_list() -> list[Screen]:
    """Return the list as screens of a meeting, without pictures that no longer exist."""
    return [made for one in entries() if (made := screen_of(one))]


def screen_of(entry: ListedPicture) -> Screen | None:
    """Return a picture as a screen of a meeting."""
    if not (picture := entry.picture()):
        return None
    return cache.computed(_screen, picture, entry.key)


def _drawn(picture: PagePicture) -> Still | None:
    """Return a chart, if it is one, in about the proportions of a screen."""
    if not picture.figure:
        return None
    figure = pio.from_json(picture.figure)
    width = max(_LEAST, _SHAPE * figure.layout.height)
    return still_of(figure, width, picture.sentence)


_SHAPE, _LEAST = 2.2, 900.0
"""Width of a chart on a screen: as a multiple of its height, and minimum in pixels."""


def _screen(picture: PagePicture, key: str) -> Screen:
    return Screen(
        key,
        picture.title,
        picture.source,
        picture.still or _drawn(picture),
        picture.beside,
        note=picture.legend,
        table=picture.html,
    )


def show_own_list() -> None:
    """Show the list: a picture per row, which can be moved up, down or removed."""
    lang, listed = current().lang, entries()
    st.html(f'<div class="text"><h2>{t(lang, "meeting.own", n=len(listed))}</h2></div>')
    for place, entry in enumerate(listed):
        screen = screen_of(entry)
        name = f"{entry.page}/{entry.key}"
        title = screen.title if screen else t(lang, "meeting.gone", title=name)
        row = st.container(horizontal=True, vertical_alignment="center", border=True)
        with row:
            st.markdown(f"{place + 1}. {title}", width="stretch")
            for word, sign, order in (
                ("up", "↑", moved(listed, place, -1) if place else None),
                ("down", "↓", moved(listed, place, 1) if place + 1 < len(listed) else None),
                ("remove", "×", [one for one in listed if one != entry]),
            ):
                told = f"{t(lang, f'meeting.{word}')}: {title}"
                st.button(
                    sign,
                    key=f"{word}_{place}",
                    help=told,
                    on_click=keep_list,
                    args=(order or [],),
                    disabled=order is None,
                )
