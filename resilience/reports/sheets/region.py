"""The sheet of the region: its cities side by side, ordered by name, never by rank."""

from __future__ import annotations

import pandas as pd

from resilience.export.csv import file_name
from resilience.i18n import Lang, t
from resilience.maps.picture import plain_map
from resilience.reports.document import (
    Block,
    Document,
    Heading,
    Legend,
    Paragraph,
    Picture,
    Side,
    printed_table,
)
from resilience.reports.sheets.common import Common, legend_of
from resilience.settings import SETTINGS
from resilience.text import provenance as lines
from resilience.text.datastate import columns, data_state, score_note

_MAP_HEIGHT = 260.0


def region_sheet(common: Common) -> Document:
    """Return the region's sheet: per theme the cities among their peers, maps, gaps."""
    lang, themes = common.lang, common.themes
    labels = dict(zip(themes["theme_id"], themes["label"], strict=True))
    strips = [common.strips(theme_id, "") for theme_id in labels]
    layers = {label: common.layer(theme_id) for theme_id, label in labels.items()}
    legends = {label: legend_of(layer) for label, layer in layers.items()}
    shared = len(set(legends.values())) == 1
    maps = [
        Picture(
            label,
            plain_map(layer, common.outlines, "", _MAP_HEIGHT, values_only=True),
            () if shared else legends[label],
        )
        for label, layer in layers.items()
    ]
    below: list[Block] = [Legend(next(iter(legends.values())))] if shared else []
    ways = dict.fromkeys(layer.direction for layer in layers.values())
    below += [Paragraph(" ".join(ways), "small")]
    period = common.scores["period"].max()
    state = data_state(common.newest, common.declared, themes, period, SETTINGS.maximum_age, lang)
    widths = {"theme": 0.9, "indicators": 1.6, "years": 1.5, "observed": 1.2, "missing": 4.2}
    split = [panel for theme_id in labels for panel in common.split(theme_id)]
    members = pd.concat([panel.members for panel in split])
    blocks: list[Block] = [
        Paragraph(t(lang, "sheet.region_lead", n=len(common.members)), "lead"),
        Side((1.0, 1.0), ((strips[0], *strips[2::2]), (strips[1], *strips[3::2]))),
        Paragraph(t(lang, "sheet.region_explain", peers=peers_text(common)), "small"),
        Heading(t(lang, "sheet.region_maps", period=period)),
        Side((1.0,) * len(maps), tuple((one,) for one in maps)),
        *below,
        Heading(t(lang, "overview.state")),
        printed_table((state, columns(lang)), "", widths, size=7.5),
        Paragraph(score_note(period, SETTINGS, lang), "small"),
        Paragraph(
            lines.provenance_of_scores(common.ask, tuple(labels), members, lang).line, "fine"
        ),
    ]
    mark, about = t(lang, "sheet.region_mark"), t(lang, "sheet.region_about")
    return common.document(mark, common.label, about, blocks, common.label)


def region_file(region: str, lang: Lang) -> str:
    """Return the name of a sheet's file, without suffix."""
    return file_name(t(lang, "sheet.file_region", name=region))


def peers_text(common: Common) -> str:
    """Return the peer sets with their sizes."""
    sizes = common.peers.groupby("label", sort=False)["ags"].size()
    return "; ".join(f"{label} ({n})" for label, n in sizes.items())
