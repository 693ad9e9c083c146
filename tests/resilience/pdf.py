"""Reads the text of a PDF, as a reader's search would find it: by the fonts' maps to Unicode."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)

ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.S)


def text_of(content: bytes) -> str:
    """Return all text of a PDF without spaces, once per font map: what is set in it reads right."""
    streams = [_inflated(raw) for raw in STREAM.findall(content)]
    maps = [_unicode(one) for one in streams if b"begincmap" in one]
    shown = [one for one in streams if b" Tf" in one]
    return "\n".join(_decoded(one, known) for known in maps for one in shown)


def streams_of(content: bytes) -> bytes:
    """Return a PDF with its packed objects unpacked, to look for names in."""
    return content + b"\n".join(map(_inflated, STREAM.findall(content)))


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompress(raw)
    except zlib.error:
        return raw


def _unicode(cmap: bytes) -> dict[str, str]:
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[code.decode().upper()] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int.from_bytes(bytes.fromhex(text.decode()), "big")
            for n in range(int(last, 16) - int(first, 16) + 1):
                code = f"{int(first, 16) + n:0{len(first)}X}"
                found[code] = chr(start + n)
    return found


def _decoded(page: bytes, known: dict[str, str]) -> str:
    signs = []
    for text in _strings(page):
        codes = ESCAPED.sub(lambda found: _escape(found[1]), text).hex().upper()
        signs += [known.get(codes[n : n + 4], "\ufffd") for n in range(0, len(codes), 4)]
    return "".join("".join(signs).split())


def _strings(page: bytes) -> Iterator[bytes]:
    """Yield the strings of a content stream; brackets may stand in pairs in them."""
    depth, start, place = 0, 0, 0
    while place < len(page):
        sign = page[place : place + 1]
        if sign == b"\\":
            place += 1
        elif sign == b"(":
            start = start if depth else place + 1
            depth += 1
        elif sign == b")":
            depth -= 1
            if not depth:
                yield page[start:place]
        place += 1


def _escape(sign: bytes) -> bytes:
    if sign.isdigit():
        return bytes([int(sign, 8)])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(sign, sign)
