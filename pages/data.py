"""Daten: every value, codebook and source to take away, for analysts and planners."""

from functools import partial

import streamlit as st

from resilience import cached, queries
from resilience.controls import region_label, show_download, show_warehouse
from resilience.export.citation import Build, citation, outline_credit
from resilience.export.csv import csv_bytes
from resilience.export.geo import geojson_bytes, geoparquet_bytes
from resilience.export.package import description_bytes, package_bytes
from resilience.export.parquet import parquet_bytes
from resilience.export.tables import letters
from resilience.export.xlsx import workbook_bytes
from resilience.figure import quote
from resilience.i18n import t
from resilience.printing import show_brief, show_region_sheet
from resilience.selection import choose, current
from resilience.views import register as view
from resilience.views.tables import html_table

LAYERS = ("city", "district", "municipality")
lang, region = current().lang, current().region
label = region_label(region)
build: Build = cached.derived(dict, (queries.build,))
register = cached.query(queries.source_register)
outlines = cached.query(queries.outline_sources, LAYERS, lang)
themes = cached.query(queries.themes, lang).set_index("theme_id")["label"].to_dict()

st.title(t(lang, "data.heading"))
st.markdown(t(lang, "data.intro"))
scopes = {"": t(lang, "data.scope_region", region=label), "all": t(lang, "data.scope_all")}
scope = choose(st.radio, "scope", t(lang, "data.scope"), list(scopes), scopes)
of, asked = (t(lang, "data.all_areas"), "") if scope else (label, region)
stem = f"stadt-der-zukunft_{scope or region}_{lang}"
built, codebook, sources = (queries.build,), (queries.codebook,), (queries.source_register,)
values, shapes = (queries.export_values, asked, "", lang), (queries.outlines, ("municipality",))
every = (built, values, codebook, sources)

st.subheader(t(lang, "data.values"))
st.markdown(f"{t(lang, 'data.values_about')} {t(lang, 'data.missing')}")
with st.container(horizontal=True):
    for style in ("german", "international"):
        make = partial(csv_bytes, style=style)
        show_download(f"csv_{style}", f"{stem}_{style}.csv", make, values)
    show_download("xlsx", f"{stem}.xlsx", partial(workbook_bytes, of, lang), *every)
    make = partial(parquet_bytes, of, lang)
    show_download("parquet", f"{stem}.parquet", make, built, values, sources)

st.subheader(t(lang, "data.areas"))
st.markdown(t(lang, "data.areas_about", credit=outline_credit(outlines, lang)))
word = t(lang, "control.theme")
theme = choose(st.segmented_control, "theme", word, list(themes), themes, required=True)
newest, credit = (queries.newest_by_area, asked, theme), (queries.outline_sources, LAYERS, lang)
with st.container(horizontal=True):
    name, make = f"{stem}_{theme}", partial(geojson_bytes, of, lang)
    show_download("geojson", f"{name}.geojson", make, built, newest, shapes, sources, credit)
    show_download("geoparquet", f"{name}.parquet", geoparquet_bytes, newest, shapes)

st.subheader(t(lang, "sheet.print"))
st.markdown(t(lang, "sheet.print_about", theme=themes[theme]))
with st.container(horizontal=True):
    show_brief(theme)
    show_region_sheet()

st.subheader(t(lang, "data.all"))
st.markdown(t(lang, "data.all_about"))
with st.container(horizontal=True):
    show_download("package", f"{stem}.zip", partial(package_bytes, of, lang), *every)
    show_download("description", "datapackage.json", partial(description_bytes, of, lang), *every)
    show_warehouse("stadt-der-zukunft.duckdb")

st.subheader(t(lang, "data.cite"))
st.html(quote(citation(build, register, of, lang), lang))
st.markdown(t(lang, "data.licence"))
rows, columns = view.letter_table(letters(), lang)
st.html(html_table(rows, columns, t(lang, "data.letters_caption")))

st.header(t(lang, "register.heading"))
st.markdown(view.introduction(register, build, lang))
rows, columns = view.register_table(register, lang)
st.html(html_table(rows, columns, t(lang, "register.caption")))
rows, columns = view.outline_table(outlines, lang)
st.html(html_table(rows, columns, t(lang, "register.outlines_caption")))
