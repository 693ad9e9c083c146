"""Checks of one indicator on the real figures: what must be corrected, what is worth a look."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from resilience.cli import options
from resilience.cli.kit import KitError, scrutiny
from resilience.cli.kit.figures import chosen, computed_values
from resilience.cli.kit.goalposts import NONE_PROPOSED, proposal, propose
from resilience.cli.kit.table import text_table
from resilience.model.registry import Entry, nearest
from resilience.settings import SETTINGS
from resilience.warehouse import queries
from resilience.warehouse.compute import observations_of
from resilience.warehouse.explain import NEEDS, no_value
from resilience.warehouse.holdings import series_at_hand
from resilience.warehouse.opening import Cursor
from resilience.warehouse.sandbox import IndicatorError, run_example, unread_needs

State = Literal["ok", "look", "mend"]
SIBLINGS = 0.95
"""Correlation above which two indicators of a theme are redundant."""
JUMP = 8.0
"""Robust z-score above which a change from one period to the next is reported."""
OFF = 0.15
"""Share of the distance between the goalposts by which they may differ from the proposal."""


@dataclass(frozen=True)
class Finding:
    """One line of the table: what was checked, the result, what was found."""

    what: str
    state: State
    text: str


def check(entry: Entry, cursor: Cursor) -> list[Finding]:
    """Return the findings on an indicator, up to the first fault that prevents further checks.

    Parameters
    ----------
    entry
        The indicator as its file has it now; the warehouse need not know it.
    cursor
        Cursor on a built warehouse, whose series it is computed from.
    """
    findings = list(_declaration(entry, cursor))
    if entry.indicator.awaiting:
        return [*findings, Finding("figures", "ok", "awaited; shown as a gap, never scored")]
    try:
        findings += _example(entry)
        findings += _needs(entry)
        values = computed_values(entry, cursor)
    except (IndicatorError, KitError) as error:
        return [*findings, Finding("computing", "mend", str(error))]
    if values["value"].isna().all():
        text = no_value(entry, series_at_hand(cursor))
        return [*findings, Finding("coverage", "mend", text)]
    findings += _coverage(values, queries.first_members(cursor))
    findings += _goalposts(entry, values, queries.score_year(cursor))
    findings += _plausibility(entry, values)
    findings += _siblings(entry, values, queries.values_of_theme(cursor, entry.theme_id))
    findings += _oddities(entry, values, cursor)
    return findings


def _oddities(entry: Entry, values: pd.DataFrame, cursor: Cursor) -> Iterator[Finding]:
    """Yield oddities, failed unless the declaration accepts them with a reason."""
    newest = values.loc[values["value"].notna(), "period"].max()
    dates = queries.territorial_dates(cursor, entry.indicator.series)
    found = [
        *scrutiny.filled_gaps(entry),
        *scrutiny.mixed_years(entry, observations_of(cursor, entry), newest),
        *scrutiny.mixed_territory(entry, dates),
    ]
    if entry.indicator.scored:
        in_basket, told = scrutiny.in_basket(entry, values, cursor)
        found += in_basket
        if told:
            yield Finding("importance", "ok", told)
    reasons = {one.what: one.why for one in entry.indicator.accepted}
    for what, text in found:
        if what in reasons:
            yield Finding(what, "look", f"{text}; stays: {reasons[what]}")
        else:
            how = f'mend it, or give accepted=(Accepted("{what}", "why it stays"),)'
            if what == "territory":
                how += "; SAME_BORDERS from resilience.spec where no municipality changed between"
            yield Finding(what, "mend", f"{entry.file}: {text}; {how}")
    for what in sorted(reasons.keys() - {what for what, _ in found}):
        text = f"{entry.where('accepted=')}: {what} is accepted, but is not there"
        yield Finding(what, "look", text)
    if not found:
        yield Finding("oddities", "ok", "none that a score or a comparison would suffer from")


def _declaration(entry: Entry, cursor: Cursor) -> Iterator[Finding]:
    told = entry.indicator
    yield Finding("declaration", "ok", "complete in German and English")
    what, known = "frameworks", queries.framework_item_ids(cursor)
    named = [clause.item for clause in told.frameworks]
    unknown = [name for name in named if name not in known]
    for name in unknown:
        text = (
            f"{entry.where(name, 'frameworks=')}: there is no {name!r}{nearest(name, known)}; the "
            "ids are in data/content/frameworks.toml"
        )
        yield Finding(what, "mend", text)
    if not named:
        yield Finding(what, "look", "none named; see data/content/")
    elif not unknown:
        yield Finding(what, "ok", ", ".join(named))


def _example(entry: Entry) -> list[Finding]:
    assert entry.indicator.example is not None  # only indicators that await figures have none
    rows = sorted(entry.indicator.example.expected)
    made = run_example(entry)
    expected = pd.DataFrame(rows, columns=["ags", "period", "value"]).astype({"value": "float64"})
    try:
        pd.testing.assert_frame_equal(made, expected, check_dtype=False)
    except AssertionError:
        text = (
            f"{entry.where('example=')}: the SQL makes "
            f"{made.to_dict('split')['data']}, expected is {expected.to_dict('split')['data']}"
        )
        return [Finding("example", "mend", text)]
    return [Finding("example", "ok", f"{len(rows)} row(s) as expected")]


def _needs(entry: Entry) -> list[Finding]:
    """Remove each need in turn: SQL that still runs does not need it."""
    if idle := unread_needs(entry):
        text = (
            f"{entry.where(idle[0], NEEDS)}: the SQL does not read {', '.join(idle)}; take it out"
        )
        return [Finding("needs", "mend", text)]
    return [Finding("needs", "ok", ", ".join(need.series for need in entry.indicator.tables))]


def _coverage(values: pd.DataFrame, members: pd.DataFrame) -> Iterator[Finding]:
    known = values[values["value"].notna()]
    newest = known["period"].max()
    have = known[known["ags"].isin(members["ags"])]
    lacking = members.loc[~members["ags"].isin(have["ags"]), "name"].tolist()
    towns = known.loc[(known["period"] == newest) & (known["level"] == "municipality"), "ags"]
    periods = sorted(known["period"].unique())
    span = periods[0] if len(periods) == 1 else f"{periods[0]}–{periods[-1]} ({len(periods)})"
    text = f"{have['ags'].nunique()} of {len(members)} cities, {towns.nunique()} towns in {newest}"
    state: State = "look" if lacking else "ok"
    gap = f"; without a value: {', '.join(lacking)}" if lacking else ""
    yield Finding("coverage", state, f"{text}; periods {span}{gap}")
    if len(periods) == 1:
        yield Finding("periods", "look", "one point in time: no trend can be shown")


def _goalposts(entry: Entry, values: pd.DataFrame, as_of: str) -> Iterator[Finding]:
    posts, proposed = entry.indicator.goalposts, propose(values)
    if posts is None:
        newest = proposed[proposed["period"] == proposed["period"].max()]
        told = proposal(newest) if len(newest) else NONE_PROPOSED
        if entry.indicator.lacks_goalposts:
            what = f"direction={entry.indicator.direction!r} needs goalposts; add {told}"
            yield Finding("goalposts", "mend", f"{entry.where('direction=')}: {what}")
        else:
            yield Finding("goalposts", "ok", f"context: not scored; if it were: {told}")
        return
    newest_year = int(values.loc[values["value"].notna(), "period"].max()[:4])
    if newest_year < int(as_of) - SETTINGS.maximum_age:
        text = f"newest value of {newest_year}: too old for a current score, shown looking back"
        yield Finding("age", "look", text)
    if posts.judgement:
        yield Finding("goalposts", "ok", "a judgement, stated as one")
        return
    for kind, (low, high) in posts.scales.items():
        found = proposed[(proposed["period"] == posts.year) & (proposed["kind"] == kind)]
        if found.empty:
            years = ", ".join(proposed.loc[proposed["kind"] == kind, "period"]) or "no year"
            text = (
                f"{entry.where('goalposts=')}: year={posts.year!r}, but {years} has enough {kind}"
            )
            yield Finding("goalposts", "mend", text)
            continue
        row = found.iloc[0]
        distance = max(abs(row["low"] - low), abs(row["high"] - high))
        text = f"{kind} {low:g} to {high:g}; proposed for {posts.year}: {row['low']:g} to "
        text += f"{row['high']:g}"
        state: State = "ok" if distance <= OFF * (row["high"] - row["low"]) else "look"
        yield Finding("goalposts", state, text)


def _plausibility(entry: Entry, values: pd.DataFrame) -> Iterator[Finding]:
    towns = values[(values["level"] == "municipality") & values["value"].notna()]
    spread = towns.groupby("period")["value"].agg(["min", "max", "nunique"])
    for period, row in spread.iterrows():
        if row["nunique"] == 1 and (towns["period"] == period).sum() > 1:
            text = f"{period}: every town has {row['min']:g}; it tells nothing apart"
            yield Finding("constant", "look", text)
    unit = entry.indicator.unit.de
    low, high = towns["value"].min(), towns["value"].max()
    text = f"{low:g} to {high:g} {unit}"
    outside = unit.strip() == "%" and (low < 0 or high > 100)
    yield Finding("range", "look" if outside else "ok", text)
    yield from _jumps(towns)


def _jumps(towns: pd.DataFrame) -> Iterator[Finding]:
    """Yield changes far beyond those of the other towns: a break, a typing error, or an event."""
    ordered = towns.sort_values(["ags", "period"])
    change = ordered.groupby("ags")["value"].diff()
    measure = []
    for _, rows in ordered.assign(change=change).dropna(subset="change").groupby("period"):
        middle = rows["change"].median()
        spread = 1.4826 * (rows["change"] - middle).abs().median()
        if spread > 0:
            far = rows[((rows["change"] - middle).abs() / spread) > JUMP]
            order = far["change"].abs().sort_values(ascending=False).index
            measure += [f"{r.name_} {r.period}: {r.change:+.3g}" for r in
                      far.loc[order].rename(columns={"name": "name_"}).itertuples()]  # fmt: skip
    if measure:
        more = f" and {len(measure) - 5} more" if len(measure) > 5 else ""
        yield Finding("jumps", "look", "; ".join(measure[:5]) + more)
    else:
        yield Finding("jumps", "ok", "none beyond what other towns show")


def _siblings(entry: Entry, values: pd.DataFrame, theme: pd.DataFrame) -> Iterator[Finding]:
    """Compare with the other indicators of the theme, each at its newest value per town."""
    own = _newest(values[values["level"] == "municipality"])
    close = []
    for other, rows in theme[theme["indicator_id"] != entry.indicator_id].groupby("indicator_id"):
        both = pd.concat([own, _newest(rows)], axis=1, join="inner").dropna()
        if len(both) < 30 or (both.nunique() < 2).any():
            continue
        r = float(np.corrcoef(both.to_numpy().T)[0, 1])
        if abs(r) > SIBLINGS:
            close.append(f"{other} (r = {r:+.2f}, {len(both)} towns)")
    if close:
        yield Finding("siblings", "look", f"says nearly the same as {', '.join(close)}")
    else:
        yield Finding("siblings", "ok", f"no correlation above {SIBLINGS} within the theme")


def _newest(rows: pd.DataFrame) -> pd.Series:
    known = rows[rows["value"].notna()].sort_values("period")
    return known.drop_duplicates("ags", keep="last").set_index("ags")["value"]


def main(argv: list[str]) -> int:
    """Run the command; return 1 if something must be corrected."""
    arguments = options.check_options().parse_args(argv)
    faults = 0
    try:
        with chosen(arguments.indicator) as (entries, cursor):
            for entry in entries:
                findings = check(entry, cursor)
                faults += sum(finding.state == "mend" for finding in findings)
                print(f"{entry.indicator_id} ({entry.file})")
                rows = [[f.what, f.state, f.text] for f in findings]
                print(text_table(["check", "state", "found"], rows, width=90), end="\n\n")
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{faults} to mend" if faults else "Nothing to mend.")
    return 1 if faults else 0
