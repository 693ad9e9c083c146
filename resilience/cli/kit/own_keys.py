"""Resolves the keys of an analyst's table to areas, or explains why it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from etl import areas
from etl.tidy import municipality_key

_WITHOUT_ZERO = (1, 4, 7, 11)
"""Digits of the keys of state, county and municipality, and of the regional key, less one."""


@dataclass(frozen=True)
class Area:
    """An area of the area table, and the kind of key recognised, ``""`` for the table's own."""

    ags: str
    name: str
    recognised: str = ""


class UnknownKey(ValueError):
    """A key of no known area; the message says what it is, as far as possible."""


@cache
def area(written: str) -> Area:
    """Return the area of a key.

    Accepts keys of the area table, also without their leading zero, regional keys (ARS) of 12
    digits, former keys of an unchanged territory, and counties or states with or without zeros
    padding them to 8 digits. A key is never taken for a similar one.

    Raises
    ------
    UnknownKey
        There is no such area.
    """
    names = _names()
    if written in names:
        return Area(written, names[written], _level(written))
    digits = written.replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        raise UnknownKey(_of_a_name(written))
    lost = "leading zero lost" if len(digits) in _WITHOUT_ZERO else ""
    key = "0" + digits if lost else digits
    found = _spelt_otherwise(key)
    if found is None:
        raise UnknownKey(_of_another_place(key))
    ags, kind = found
    told = ", ".join(filter(None, (lost, kind, _level(ags))))
    return Area(ags, names[ags], told or "written with blanks")


def _spelt_otherwise(key: str) -> tuple[str, str] | None:
    """Return the key of the area table and the kind of key recognised, None if there is none."""
    names, former = _names(), areas.former_keys()
    if key in names:
        return key, ""
    if key in former:
        now = former[key]
        return now, f"{names[now]} before {areas.year_of_change(key)}, today {now}"
    if len(key) == 12:
        return _of_regional_key(key)
    borough = municipality_key(key, areas.boroughs())
    if borough in names:
        return borough, "county key of a county borough"
    if len(key) == 8:
        shorter = [k for k in (key[:5], key[:2]) if key == k.ljust(8, "0") and k in names]
        return (shorter[0], "filled up with zeros") if shorter else None
    return None


def _of_regional_key(key: str) -> tuple[str, str] | None:
    kind = "regional key (ARS)"
    table = areas.table()
    ags = dict(zip(table["ars"], table["ags"], strict=True)).get(key)
    if ags is not None:
        return ags, kind
    short = key[:5] + key[9:]  # without the association of municipalities
    if short in areas.former_keys() or set(key[5:]) == {"0"}:
        found = _spelt_otherwise(short)
        return (found[0], f"{kind}, {found[1]}") if found else None
    return None


@cache
def _names() -> dict[str, str]:
    table = areas.table()
    return dict(zip(table["ags"], table["short_name"], strict=True))


def _level(ags: str) -> str:
    """Return a word for the level of areas that are not municipalities or parts of one."""
    table = areas.table().set_index("ags")
    level = str(table.at[ags, "level"])
    return level if level in ("county", "state", "country") else ""


def _of_a_name(written: str) -> str:
    table = areas.table()
    same = (table["name"] == written) | (table["short_name"] == written)
    keys = table.loc[same & (table["level"] != "quarter"), "ags"].tolist()
    if not written:
        return "no key"
    return f"a name; the key of {written} is {' or '.join(keys)}" if keys else "no key"


def _of_another_place(key: str) -> str:
    """Return an explanation of a numeric key that no known area has."""
    kept, states = areas.settings()["kept"]["state"], areas.settings()["states"]
    state = states.get(key[:2])
    if state is None or len(key) not in (2, 5, 8, 12):
        return "no municipality key"
    county = len(key) == 5 or (len(key) in (8, 12) and set(key[5:]) == {"0"})
    if key[:2] != kept:
        kind = "a state" if len(key) == 2 else "a county or county borough" if county else ""
        place = f"{kind or 'a municipality'} of {state}" if len(key) > 2 else state
        return f"{place} ({key[:2]}…), which is not in this warehouse"
    return f"no key of {state} that is known here, neither of today nor a former one"
