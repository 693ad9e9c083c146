"""Writes the file of a new indicator: commented, and already valid."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from resilience.kit.figures import KitError
from resilience.registry import nearest
from resilience.settings import ROOT

TEMPLATE = '''"""{title}."""

from resilience.spec import Example, Indicator, Text

# A first version that works: births per 1,000 inhabitants. Replace it piece by piece, save, and run
#   python3 -m resilience check {indicator_id}
# after each piece; `python3 -m resilience series WORD` lists the figures there are.
INDICATOR = Indicator(
    # As short as fits on a button, in both languages.
    name=Text(de="{title} (Entwurf)", en="{title} (draft)"),
    # One sentence: what is measured.
    about=Text(
        de="Lebendgeborene je 1.000 Einwohner im Jahr.",
        en="Live births per 1,000 inhabitants in the year.",
    ),
    # What is counted, and what it is divided by; leave out denominator if it is not a ratio.
    numerator=Text(de="Lebendgeborene im Jahr", en="live births in the year"),
    denominator=Text(de="1.000 Einwohner am Jahresende", en="1,000 inhabitants at year-end"),
    unit=Text(de="je 1.000 Einw.", en="per 1,000 inh."),
    # robustness, adaptation, redundancy or transformation
    capacity="adaptation",
    # higher_is_better, lower_is_better, target_band or context (shown, never judged or scored).
    # All but context need goalposts: from resilience.spec import Goalposts, and
    #   goalposts=Goalposts(low=2.6, high=6.1, year="2015"),
    # with the numbers that `python3 -m resilience goalposts {indicator_id}` proposes.
    direction="context",
    reason=Text(
        de="Ein Entwurf wird nicht gewertet.",
        en="A draft is not judged.",
    ),
    # What a reader must know before comparing: breaks, small counts, modelled or old figures.
    caveat=Text(
        de="Entwurf; Zahlen bis 2015.",
        en="Draft; figures up to 2015.",
    ),
    # The series the SQL may read, the numerator first. Each is a table (ags, period, category,
    # value) holding the total; for parts of it write Need("series", categories=("a", "b")).
    needs=("births", "population_intercensal"),
    # One SELECT returning exactly ags, period, value; null where an input is missing.
    sql="""
        SELECT b.ags, b.period, 1000 * b.value / nullif(p.value, 0) AS value
        FROM births b JOIN population_intercensal p USING (ags, period)
    """,
    # Round figures, and what the SQL must make of them; it runs in every test.
    example=Example(
        given={{
            "births": [("05158020", "2015", 500.0), ("05158032", "2015", None)],
            "population_intercensal": [
                ("05158020", "2015", 50000.0),
                ("05158032", "2015", 80000.0),
            ],
        }},
        expected=[("05158020", "2015", 10.0), ("05158032", "2015", None)],
    ),
    # Digits after the decimal comma.
    decimals=1,
    # For few events: noise=Noise(model="poisson", series="births") gives 95 % intervals.
    # Items of frameworks and stress scenarios it speaks to, from data/content/:
    #   frameworks=(Clause("sdg.11.3"),), scenarios=("shrinking",)
)
'''


def new_indicator(theme: str, name: str, folder: Path) -> Path:
    """Write the file of a new indicator and return its path.

    Parameters
    ----------
    theme
        Id of a theme field, a folder below `folder`.
    name
        Second half of the id: lower-case English words joined by ``_``.

    Raises
    ------
    KitError
        An unknown theme, a name that is no identifier, or a file that is there already.
    """
    themes = sorted(init.parent.name for init in folder.glob("*/__init__.py"))
    if theme not in themes:
        raise KitError(
            f"theme: found {theme!r}, allowed are {', '.join(themes)}{nearest(theme, themes)}"
        )
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name):
        raise KitError(
            f"name: found {name!r}, allowed are lower-case English words joined by _, "
            "such as births_per_1000"
        )
    path = folder / theme / f"{name}.py"
    if path.exists():
        raise KitError(f"{path} is there already and was left as it is; choose another name")
    title = name.replace("_", " ").capitalize()
    text = TEMPLATE.format(title=title, indicator_id=f"{theme}.{name}")
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def parser() -> argparse.ArgumentParser:
    """Return the parser of ``python3 -m resilience new-indicator``."""
    own = argparse.ArgumentParser(
        prog="python3 -m resilience new-indicator",
        description="Write the file of a new indicator: commented, and already valid.",
    )
    own.add_argument("theme", help="theme field, e.g. supply")
    own.add_argument("name", help="lower-case English words joined by _, e.g. births_per_1000")
    return own


def main(argv: list[str]) -> int:
    """Run the command; return 1 with a clear message if it cannot be done."""
    arguments = parser().parse_args(argv)
    try:
        path = new_indicator(arguments.theme, arguments.name, ROOT / "indicators")
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    indicator_id = f"{arguments.theme}.{arguments.name}"
    print(f"Wrote {path.relative_to(ROOT).as_posix()}. Next:")
    print(f"  python3 -m resilience check {indicator_id}")
    print(f"  python3 -m resilience preview {indicator_id}")
    return 0
