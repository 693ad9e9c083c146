"""What the user looks at: one frozen value, every field declared once."""

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
        Which ids there are: a word of what `app.selection.from_url` is given; none for free text.
    page
        The page that alone has the field; without it pages have it in common.
    under
        Fields that put it back to its default when they change.
    some
        Of a list, the sign between its items.
    most
        Items of a list that the address may hold.
    form
        Pattern of free text.
    """
    told = {"known": known, "page": page, "under": under, "some": some, "most": most, "form": form}
    return field(default="", metadata=told)


def _flag(page: str) -> bool:
    """Declare a switch of a page: in the address ``1`` where it is on, else not there."""
    return field(default=False, metadata={"page": page})


@dataclass(frozen=True)
class Selection:
    """Ids and switches only; labels are found on the screen. An empty id means the default.

    Every field is declared here and nowhere else: which ids there are, which page has it, what puts
    it back to its default.

    Parameters
    ----------
    lang, region, theme, indicator, period
        Language, region, theme field, indicator (empty on the map: the theme's score) and year.
    city
        The city looked at; marked in every picture.
    search, capacity, framework, source, status
        What the catalogue of indicators is narrowed to; ``framework`` also names the one listed.
    section
        The part of an indicator's page that is open.
    view, start, end, base, projection
        Of the page of years: the picture, the two years of a change, the year of an index, and
        whether trends are drawn on.
    other, other_period
        The indicator that another one is set against, on the map also a theme or a capacity, and
        the year of the second map.
    maps, names, classes
        Of the map: one, two or a change; names without values; how values become classes.
    scope
        Whose values are downloaded: empty for the region's members, ``all`` for all areas.
    areas, own
        The cities shown (empty: the region's members) and the ones they are compared with where
        ``peers`` is ``own``.
    peers
        What the cities shown are compared with.
    places
        Whether places were asked for.
    weighting, weights, inside
        Of the page of weights: the set chosen, own weights as text, and the theme whose
        indicators are being weighed.
    composite, concentration, rival
        Whether the overall score was asked for; how closely drawn weights keep to the chosen ones;
        the city the chosen one is held against.
    axes
        Whether a city's profile shows two axes in place of four capacities.
    tab
        The part of a city's page that is open; empty for the first.
    part, depth, figure
        Of the page of a city's parts: the part looked at, the level shown, and the indicator.
    mode, story
        ``meeting`` where screens of a meeting fill the window; the theme or city they tell of.
    cells, kind, focus, order
        Of the matrix: ``value`` for values in place of positions, which kind of city, only what is
        ``weak`` or ``strong`` in the city, the city sorted by and the way (``KEY.down``).
    sort
        The column that tables are sorted by and the way (``value.down``).
    screens
        The pictures put on the list of a meeting, see `app.screens`.
    several, ranked
        The indicators side by side; the one sorted by and the way.
    scenario, assumed, amount, folded
        The scenario looked through; the indicator assumed to be otherwise and its assumed value;
        whether capacities are folded to two axes.
    label
        Whose targets are listed; empty for those of cities.
    field
        The theme field turned upside down.
    idea_field, idea_kind, idea_pilot
        What the ideas are narrowed to.
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
"""The fields by name; of their metadata see `_ids`."""
