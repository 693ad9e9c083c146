"""What the user has selected: one frozen value, every field declared once."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from resilience.i18n import Lang


def _ids(
    known: str = "",
    *,
    page: str = "",
    under: tuple[str, ...] = (),
    some: str = "",
    most: int = 60,
    form: str = ".*",
) -> str:
    """Declare a field of ids.

    Parameters
    ----------
    known
        Name of the set of valid ids, a key of ``known`` in `app.selection.from_url`; none for free
        text.
    page
        The only page that has the field; by default all pages share it.
    under
        Fields whose change resets it to its default.
    some
        For a list, the separator between its items.
    most
        Maximum number of items of a list.
    form
        Pattern of free text.
    """
    told = {"known": known, "page": page, "under": under, "some": some, "most": most, "form": form}
    return field(default="", metadata=told)


def _flag(page: str) -> bool:
    """Declare a switch of a page: ``1`` in the address if on, else absent."""
    return field(default=False, metadata={"page": page})


@dataclass(frozen=True)
class Selection:
    """The user's selection: ids and switches only, no labels. An empty id means the default.

    Every field is declared here and nowhere else: its valid ids, its page, and what resets it.

    Parameters
    ----------
    lang, region, theme, indicator, period
        Language, region, theme field, indicator (empty on the map: the theme's score) and year.
    city
        The selected city, highlighted in every chart and map.
    search, capacity, framework, source, status
        Filters of the catalogue of indicators; ``framework`` also names the one listed.
    section
        The part of an indicator's page that is open.
    view, start, end, base, projection
        On the page of years: the chart, the two years of a change, the base year of an index, and
        whether trends are projected.
    other, other_period
        The second indicator of a comparison, on the map also a theme or a capacity, and the year of
        the second map.
    maps, names, classes
        On the map: one map, two or a change; names without values; the classification of values.
    scope
        Whose values are downloaded: empty for the region's members, ``all`` for all areas.
    areas, own
        The cities shown (empty: the region's members) and the cities they are compared with where
        ``peers`` is ``own``.
    peers
        What the cities shown are compared with.
    places
        Whether ranks are shown.
    weighting, weights, inside
        On the page of weights: the selected set, own weights as text, and the theme whose
        indicators are being weighted.
    composite, concentration, rival
        Whether the overall score is shown; how closely random weights follow the selected ones; the
        city that the selected one is compared with.
    axes
        Whether a city's profile shows two axes in place of four capacities.
    tab
        The part of a city's page that is open; empty for the first.
    part, depth, figure
        On the page of a city's parts: the selected part, the level shown, and the indicator.
    mode, story
        ``meeting`` where the screens of a meeting fill the window; their theme or city.
    cells, kind, focus, order
        In the matrix: ``value`` for values in place of positions, the kind of city, only what is
        ``weak`` or ``strong`` in the city, the city to sort by with the sort order (``KEY.down``).
    sort
        The column that tables are sorted by, with the sort order (``value.down``).
    screens
        The pictures put on the list of a meeting, see `app.screens`.
    several, ranked
        The indicators shown side by side; the one sorted by, with the sort order.
    scenario, assumed, amount, folded
        The selected scenario; the indicator assumed to change and its assumed value; whether
        capacities are grouped into two axes.
    label
        The kind of targets listed; empty for those of cities.
    field
        The theme field turned upside down.
    idea_field, idea_kind, idea_pilot
        Filters of the list of ideas.
    """

    lang: Lang = field(default="de", metadata={"known": "languages"})
    region: str = _ids("regions")
    theme: str = _ids("themes")
    indicator: str = _ids("indicators", under=("theme",))
    city: str = _ids("cities", under=("region",))
    period: str = _ids(under=("theme", "indicator"))
    search: str = _ids(page="indicators")
    capacity: str = _ids(page="indicators")
    framework: str = _ids("frameworks", page="indicators")
    source: str = _ids(page="indicators")
    status: str = _ids(page="indicators")
    section: str = _ids(page="indicator")
    view: str = _ids(page="trends")
    start: str = _ids(page="trends", under=("theme", "indicator"))
    end: str = _ids(page="trends", under=("theme", "indicator", "start"))
    base: str = _ids(page="trends", under=("theme", "indicator"))
    projection: bool = _flag("trends")
    other: str = _ids("measures", page="relations")
    scope: str = _ids(page="data")
    areas: str = _ids("municipalities", some=".")
    peers: str = _ids("peer_sets")
    own: str = _ids("municipalities", some=".")
    places: bool = _flag("compare")
    weighting: str = _ids(page="weights")
    weights: str = _ids(page="weights")
    inside: str = _ids("theme_fields", page="weights")
    composite: bool = _flag("weights")
    concentration: str = _ids("concentrations", page="weights")
    rival: str = _ids("municipalities", page="weights")
    axes: bool = _flag("city")
    tab: str = _ids(page="city")
    part: str = _ids("parts", page="quarters", under=("region", "city"))
    depth: str = _ids("part_levels", page="quarters", under=("region", "city", "part"))
    figure: str = _ids("part_indicators", page="quarters", under=("region", "city"))
    maps: str = _ids(page="map")
    other_period: str = _ids(page="map", under=("theme", "indicator", "other"))
    names: bool = _flag("map")
    classes: str = _ids("classes", page="map")
    mode: str = _ids("modes", page="meeting")
    story: str = _ids("stories", page="meeting", under=("region",))
    cells: str = _ids("cells", page="matrix")
    kind: str = _ids("peer_kinds", page="matrix", under=("region",))
    focus: str = _ids("focuses", page="matrix")
    order: str = _ids("city_orders", page="matrix", under=("region",))
    sort: str = _ids(page="compare", under=("region",), form=r"[^.]+\.(?:up|down)")
    screens: str = _ids(form=r"[\w-]{1,2000}")
    several: str = _ids("indicators", page="several", some="~", most=6)
    ranked: str = _ids("indicator_orders", page="several")
    scenario: str = _ids("scenarios", page="scenarios")
    assumed: str = _ids("indicators", page="scenarios", under=("scenario",))
    amount: str = _ids(page="scenarios", under=("scenario", "assumed", "city"))
    folded: bool = _flag("scenarios")
    label: str = _ids("labels", page="targets")
    field: str = _ids("theme_fields", page="kopfstand")
    idea_field: str = _ids("theme_fields", page="ideas")
    idea_kind: str = _ids("idea_kinds", page="ideas")
    idea_pilot: str = _ids("cities", page="ideas", under=("region",))


FIELDS = {one.name: one for one in fields(Selection)}
"""The fields by name; for their metadata see `_ids`."""
