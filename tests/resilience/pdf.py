"""Reads the text and the structure of a PDF, as a reader's search and a screen reader find them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def text_of(content: bytes) -> str:
    """Return all text of a PDF without spaces."""
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def dictionaries_of(content: bytes) -> Iterator[dict[str, Any]]:
    """Yield the dictionaries of a PDF, the document's own first."""
    reader = PdfReader(BytesIO(content))
    yield reader.root_object
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        found = reader.get_object(number)
        if isinstance(found, DictionaryObject):
            yield found
