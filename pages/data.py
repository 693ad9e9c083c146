"""Daten: every value, codebook and source to take away, for analysts and planners."""

from functools import partial

import streamlit as st

from resilience.app import cache
from resilience.app.chart import show_text
from resilience.app.controls import region_label, show_download, show_warehouse
from resilience.app.html import heading, paragraph, quote
from resilience.app.printing import show_brief, show_region_sheet
from resilience.app.selection import choose, current
from resilience.export.citation import Build, citation, outline_credit
from resilience.export.csv import csv_bytes
from resilience.export.geo import geojson_bytes, geoparquet_bytes
from resilience.export.package import description_bytes, package_bytes
from resilience.export.parquet import parquet_bytes
from resilience.export.tables import letters
from resilience.export.xlsx import workbook_bytes
from resilience.i18n import t
from resilience.text import register as view
from resilience.text.tables import html_table
from resilience.warehouse import queries

LAYERS = ("city", "district", "municipality")
lang, region = current().lang, current().region
label = region_label(region)
build: Build = cache.derived(dict, (queries.build,))
register = cache.query(queries.source_register)
outlines = cache.query(queries.outline_sources, LAYERS, lang)
themes = cache.query(queries.themes, lang).set_index("theme_id")["label"].to_dict()

show_text(heading(1, t(lang, "data.heading")), paragraph(t(lang, "data.intro")))
scopes = {"": t(lang, "data.scope_region", region=label), "all": t(lang, "data.scope_all")}
scope = choose(st.radio, "scope", t(lang, "data.scope"), list(scopes), scopes)
of, asked = (t(lang, "data.all_areas"), "") if scope else (label, region)
stem = f"stadt-der-zukunft_{scope or region}_{lang}"
built, codebook, sources = (queries.build,), (queries.codebook,), (queries.source_register,)
values, shapes = (queries.export_values, asked, "", lang), (queries.outlines, ("municipality",))
every = (built, values, codebook, sources)

about = f"{t(lang, 'data.values_about')} {t(lang, 'data.missing')}"
show_text(heading(2, t(lang, "data.values")), paragraph(about))
with st.container(horizontal=True):
    for style in ("german", "international"):
        make = partial(csv_bytes, style=style)
        show_download(f"csv_{style}", f"{stem}_{style}.csv", make, values)
    show_download("xlsx", f"{stem}.xlsx", partial(workbook_bytes, of, lang), *every)
    make = partial(parquet_bytes, of, lang)
    show_download("parquet", f"{stem}.parquet", make, built, values, sources)

about = t(lang, "data.areas_about", credit=outline_credit(outlines, lang))
show_text(heading(2, t(lang, "data.areas")), paragraph(about))
word = t(lang, "control.theme")
theme = choose(st.segmented_control, "theme", word, list(themes), themes, required=True)
newest, credit = (queries.newest_by_area, asked, theme), (queries.outline_sources, LAYERS, lang)
with st.container(horizontal=True):
    name, make = f"{stem}_{theme}", partial(geojson_bytes, of, lang)
    show_download("geojson", f"{name}.geojson", make, built, newest, shapes, sources, credit)
    show_download("geoparquet", f"{name}.parquet", geoparquet_bytes, newest, shapes)

about = t(lang, "sheet.print_about", theme=themes[theme])
show_text(heading(2, t(lang, "sheet.print")), paragraph(about))
with st.container(horizontal=True):
    show_brief(theme)
    show_region_sheet()

show_text(heading(2, t(lang, "data.all")), paragraph(t(lang, "data.all_about")))
with st.container(horizontal=True):
    show_download("package", f"{stem}.zip", partial(package_bytes, of, lang), *every)
    show_download("description", "datapackage.json", partial(description_bytes, of, lang), *every)
    show_warehouse("stadt-der-zukunft.duckdb")

show_text(
    heading(2, t(lang, "data.cite")),
    quote(citation(build, register, of, lang), lang),
    paragraph(t(lang, "data.licence")),
    html_table(*view.letter_table(letters(), lang), t(lang, "data.letters_caption")),
    heading(2, t(lang, "register.heading")),
    paragraph(view.register_introduction(register, build, lang)),
    html_table(*view.register_table(register, lang), t(lang, "register.caption")),
    html_table(*view.outline_table(outlines, lang), t(lang, "register.outlines_caption")),
)
