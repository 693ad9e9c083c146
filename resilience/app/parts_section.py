"""A city's parts on a page: the map that drills down, a part beside others, and inequality."""

from __future__ import annotations

from collections.abc import Sequence

from plotly.graph_objects import Figure

from resilience.analysis.parts import Parts
from resilience.app import cache, ground
from resilience.app.chart import colour_scheme, drawn, show_chart, show_figure, show_text
from resilience.app.html import heading, paragraph, remark
from resilience.app.map import show_land
from resilience.app.parts_controls import Place, outlines_within
from resilience.app.selection import current, update
from resilience.charts.strip import strip_figure
from resilience.charts.style import ColourScheme
from resilience.i18n import t
from resilience.maps.classes import value_classes
from resilience.maps.map import Layer
from resilience.maps.map import drawn as members_drawn
from resilience.model.measure import Measure
from resilience.model.peer_panel import PeerPanel
from resilience.model.provenance import Provenance
from resilience.text.parts import (
    inequality_rows,
    inequality_sentence,
    inside_rows,
    level_words,
    measure_of_parts,
    part_panel,
    part_rows,
    part_sentence,
    provenance_of_parts,
    scale_sentence,
)


def show_map_of_parts(parts: Parts, place: Place) -> None:
    """Show the parts of an area on a map; a click on one shows its own parts."""
    lang = current().lang
    measure = cache.computed(measure_of_parts, parts, place.indicator, place.level, lang)
    shown = parts.inside(place.within, place.level)
    provenance = _provenance(parts, place.indicator, shown)
    layer = cache.computed(_layer, parts, measure, tuple(shown), provenance)
    address = ground.address(place.name)
    show_land("parts", layer, outlines_within(place.name), place.marked, address, _take)
    show_text(remark(scale_sentence(parts, place.indicator, lang)))


def _take(pressed: str) -> None:
    update(part=pressed)


def _layer(parts: Parts, measure: Measure, shown: tuple[str, ...], provenance: Provenance) -> Layer:
    """Return the layer of the map; its classes are those of all parts of the level in the city."""
    every = measure.values[measure.values["ags"] != parts.city]
    members = every.loc[every["ags"].isin(shown), ["ags", "name"]]
    classes = value_classes(every["value"].to_numpy(dtype=float))
    one = dict(zip(parts.levels["level"], parts.levels["one"], strict=True))
    called = one[parts.level_of(shown[0])]
    way = t(measure.lang, f"direction.{parts.declared(measure.indicator_id)['direction']}")
    return Layer(
        measure,
        members_drawn(measure, members),
        classes,
        way[0].upper() + way[1:],
        provenance,
        areas=called,
    )


def _provenance(parts: Parts, indicator: str = "", areas: Sequence[str] = ()) -> Provenance:
    asked = (cache.query, parts, indicator, tuple(areas), current().lang)
    return cache.computed(provenance_of_parts, *asked)


def show_part(parts: Parts, place: Place) -> None:
    """Show an area beside the city and similar areas, or say how to choose one."""
    lang, part = current().lang, place.part
    if part == parts.city:
        show_text(paragraph(t(lang, "parts.hint")))
        return
    level = parts.level_of(part)
    names = parts.areas.set_index("ags")["name"]
    show_text(heading(2, t(lang, "parts.beside", name=names[part])))
    if level in parts.levels_with(place.indicator):
        measure = cache.computed(measure_of_parts, parts, place.indicator, level, lang)
        called = level_words(parts)[level]
        panel = cache.computed(part_panel, parts, measure, part, called)
        figure = drawn(_strip, measure, panel, part, colour_scheme(), called)
        rows, columns = cache.computed(part_rows, parts, part, lang)
        title = f"{names[part]}: {measure.label} ({measure.unit}), {measure.period}"
        sentence = part_sentence(parts, measure, part)
        told = (title, sentence, _provenance(parts, place.indicator, [part]), rows, columns)
        legend = t(lang, "parts.explain", parts=called)
        show_chart(figure, "part", *told, place.indicator, legend, unfolded=True)
        return
    finest = level_words(parts)[parts.levels_with(place.indicator)[-1]]
    show_text(paragraph(t(lang, "parts.not_here", parts=finest)))
    rows, columns = cache.computed(part_rows, parts, part, lang)
    told = (str(names[part]), "", _provenance(parts), rows, columns)
    show_figure("part", *told, unfolded=True)


def _strip(
    measure: Measure, panel: PeerPanel, chosen: str, scheme: ColourScheme, called: str
) -> Figure:
    return strip_figure(measure, [panel], chosen, scheme, called)


def show_inequality(parts: Parts, indicator: str) -> None:
    """Show the inequality between the smallest parts, by indicator and inside the largest parts."""
    lang = current().lang
    sentence = cache.computed(inequality_sentence, parts, indicator, lang)
    intro = paragraph(t(lang, "parts.inequality_intro"))
    show_text(heading(2, t(lang, "parts.inequality")), intro, paragraph(sentence))
    title, sources = t(lang, "parts.inequality_caption"), _provenance(parts)
    rows, columns = cache.computed(inequality_rows, parts, lang)
    legend = t(lang, "parts.inequality_legend")
    told = (title, sentence, sources, rows, columns)
    show_figure("inequality", *told, marked=indicator, legend=legend, unfolded=True)
    inner, columns = cache.computed(inside_rows, parts, indicator, lang)
    if not inner.empty:
        label = parts.declared(indicator)["label"]
        largest = parts.levels["many"].iloc[0]
        title = t(lang, "parts.inside", what=label, parts=largest)
        told = (title, title, sources, inner, columns)
        show_figure("inside", *told, marked=current().part, unfolded=False)
