"""Fuzzing that follows the branches taken, with atheris, which is no part of the set-up.

    .venv/bin/python -m pip install atheris
    .venv/bin/python -m tests.fuzz.guided own.csv -atheris_runs=200000

damages files for one of the readers of `test_damaged_input`; what follows the name goes to
libFuzzer. A file that ends otherwise than in a result or a sentence is kept in `seeds/`, and tried
in every run of the tests from then on.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["etl", "resilience"]):
    from tests.fuzz import test_damaged_input as damaged


def main(name: str, words: list[str]) -> None:
    """Feed a reader until the runs are over."""
    read, files = damaged.READERS[name]
    with tempfile.TemporaryDirectory() as folder:
        corpus, path = Path(folder, "corpus"), Path(folder, name)
        corpus.mkdir()
        for nth, file in enumerate(files):
            (corpus / str(nth)).write_bytes(file.read_bytes()[:20_000])

        def one(raw: bytes) -> None:
            damaged.tried(name, read, path, raw)

        atheris.Setup([sys.argv[0], *words, str(corpus)], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
