"""Each publisher's answers: what is asked, what is read, and which layouts are refused.

Where there is a recording it is replayed; the others are small files laid out as documented.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from etl import areas
from etl.live import cars, ffcsv
from etl.live.clients import CLIENTS, client
from etl.live.faults import FetchError
from etl.live.finder import find
from etl.live.layout import LayoutError
from resilience.model.sources import CardError
from tests.etl.publisher import (
    CARDS,
    RECORDED,
    Answer,
    Asked,
    fetched,
    reading,
    recorded,
    values,
    zipped,
)


def test_every_card_names_a_client_and_series_that_are_declared():
    live = {name: card for name, card in CARDS.items() if card.live}
    assert {card.live.client for card in live.values()} == set(CLIENTS)
    for name, card in live.items():
        declared = {series.id for series in card.series}
        assert {column["series"] for column in card.live.columns} <= declared, name
        assert card.live.address.startswith("https://"), name
    with pytest.raises(CardError, match="known are accidents"):
        client("unknown")


# Regionalatlas

ATLAS = "regionalatlas_ai002_1_5"
ATLAS_PATH = (
    "/www.gis-idmz.nrw.de/arcgis/rest/services/stba/regionalatlas/MapServer/dynamicLayer/query"
)


def atlas(*rows: tuple[str, object]) -> bytes:
    """Return the recorded answer with other areas and figures."""
    told = json.loads(recorded("land_2020_ai002_1_5_two_rows.json"))
    told["features"] = [
        {"attributes": {**told["features"][0]["attributes"], "ags": ags, "ai0201": value}}
        for ags, value in rows
    ]
    return json.dumps(told).encode()


def test_the_atlas_is_asked_by_table_year_and_level(publisher, session, tmp_path):
    empty = json.dumps({"features": []}).encode()

    def answer(asked: Asked) -> Answer:
        return Answer(atlas(("05158036", 600.5)) if "jahr = 2020" in asked.form["layer"] else empty)

    publisher.routes[ATLAS_PATH] = answer
    files = fetched(ATLAS, session, tmp_path, 2020)
    assert [file.name for file in files] == ["ai002_1_5-2020.json"]
    query = json.loads(publisher.asked[0].form["layer"])["source"]["dataSource"]["query"]
    assert "LEFT OUTER JOIN ai002_1_5 ON ags = ags2" in query
    assert "typ = 5 AND jahr = 2020" in query
    assert "ags LIKE '05%'" in query
    assert len(publisher.asked) == date.today().year - 2019


def test_the_atlas_gives_figures_and_signs(tmp_path):
    file = tmp_path / "ai002_1_5-2020.json"
    file.write_bytes(
        atlas(("05111", 2855.1), ("05158036", 5555555555), ("05158032", 2222222222), ("09", 1.0))
    )
    rows = reading(ATLAS, [file]).set_index("ags")
    assert sorted(rows.index) == ["05111000", "05158032", "05158036"]
    assert rows.loc["05111000", ["value", "period", "quality"]].tolist() == [2855.1, "2020", "A"]
    assert rows.loc["05158036", "quality"] == "Q"
    assert pd.isna(rows.loc["05158036", "value"])
    assert rows.loc["05158032", "dash"]


def test_the_recorded_states_are_read_as_recorded(tmp_path, monkeypatch):
    monkeypatch.setattr(areas, "keys", lambda: frozenset({"03", "04"}))
    rows = reading(ATLAS, [RECORDED / "land_2020_ai002_1_5_two_rows.json"])
    assert rows["value"].tolist() == [167.8, 1620.8]


def test_an_error_with_status_200_is_one_sentence(publisher, session, tmp_path):
    publisher.routes[ATLAS_PATH] = [Answer(recorded("error_http200.json"))]
    with pytest.raises(FetchError, match="says 'Invalid or missing input parameters"):
        fetched(ATLAS, session, tmp_path, 2020)
    publisher.routes[ATLAS_PATH] = [Answer(json.dumps({"features": []}).encode())]
    with pytest.raises(FetchError, match="no figures of AI002-1-5 since 2024"):
        fetched(ATLAS, session, tmp_path, 2024)


def test_a_field_that_is_gone_is_named(tmp_path):
    file = tmp_path / "a.json"
    file.write_bytes(atlas(("05111", 1.0)).replace(b"ai0201", b"ai9999"))
    with pytest.raises(LayoutError, match="no field 'ai0201'"):
        reading(ATLAS, [file])


# Pendleratlas


def commuters(folder: Path, figure: str, *lines: str) -> Path:
    file = folder / f"2024_{figure}_Karte_L00.csv"
    text = "\n".join([f"ARS;{figure};{figure}_m;{figure}_w", *lines])
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return file


def test_commuters_are_read_by_the_long_key(tmp_path):
    files = [
        commuters(tmp_path, "EIP", "051110000000;341422;1;2", "051580026026;.;1;2"),
        commuters(tmp_path, "AUSP", "051110000000;90000;1;2", "091620000000;1;1;1"),
    ]
    rows = reading("pendleratlas", files)
    assert values(rows, ags="05111000", series="in_commuters_all_work") == [341422]
    assert values(rows, ags="05111000", series="out_commuters_all_work") == [90000]
    secret = rows[rows["ags"] == "05158026"].iloc[0]
    assert pd.isna(secret["value"])
    assert secret["quality"] == "Q"
    assert set(rows["period"]) == {"2024"}


def test_years_without_a_file_are_left_out(publisher, session, tmp_path):
    for figure in ("EIP", "AUSP", "IOP"):
        path = f"/pendleratlas.statistikportal.de/data/csv/2023/2023_{figure}_Karte_L00.csv"
        publisher.routes[path] = [Answer(b"ARS;x\n")]
    files = fetched("pendleratlas", session, tmp_path, 2022)
    assert [file.name[:8] for file in files] == ["2023_EIP", "2023_AUS", "2023_IOP"]
    with pytest.raises(FetchError, match="no year since 2025"):
        fetched("pendleratlas", session, tmp_path, 2025)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("51110000000;5;1;2", "has not 12 digits; a leading zero may be lost"),
        ("051110000000;?;1;2", "unknown sign '?'"),
    ],
)
def test_commuters_laid_out_otherwise_are_refused(tmp_path, line, told):
    with pytest.raises(LayoutError) as error:
        reading("pendleratlas", [commuters(tmp_path, "EIP", line)])
    assert told in str(error.value)


# Grundstücksmarktdaten NRW

FLATS = '"ags";"name";"berichtsjahr";"we_euqm_neu";"we_euqm_w_2009";"we_a_w_2009"'
FLATS += ';"we_euqm_w_1974";"we_a_w_1974"\n'
HOUSES = '"ags";"name";"berichtsjahr";"efh_euqm_1974";"efh_a_1974"\n'


def market(folder: Path, flats: str = "", houses: str = "") -> Path:
    we = FLATS + '"05111000";"Düsseldorf";"2024";"7358.4";"4000";"30";"3000";"10"\n' + flats
    efh = HOUSES + '"05111000";"Düsseldorf";"2024";"5000";"9"\n' + houses
    return zipped(
        folder / "GMDNRW_CSV.zip",
        GMD_we__csv=we.encode("latin-1"),
        GMD_efh__csv=efh.encode("latin-1"),
    )


def test_prices_are_read_and_averaged_by_sales(tmp_path):
    rows = reading(
        "land_market_nrw",
        [
            market(
                tmp_path,
                '"05158000";"Kreis Mettmann";"2024";"1";"1";"99";"1";"99"\n'
                '"";"NRW";"2024";"1";"1";"99";"1";"99"\n'
                '"05158026";"Monheim am Rhein";"2024";"-";"*";"12";"2000";"12"\n',
            )
        ],
    )
    assert values(rows, ags="05111000", series="flat_price_new") == [7358.4]
    assert values(rows, ags="05111000", series="flat_price_resale") == [3750]
    assert values(rows, ags="05158026", series="flat_price_resale") == [2000]
    assert values(rows, ags="05158026", series="flat_price_new") == []
    assert "house_price_resale" not in set(rows["series"])  # nine sales are too few
    assert set(rows[rows["series"] == "flat_price_resale"]["quality"]) == {"E"}
    assert "05158" not in set(rows["ags"])


def test_the_archive_of_prices_is_downloaded(publisher, session, tmp_path):
    body = market(tmp_path).read_bytes()
    publisher.file(
        "/www.opengeodata.nrw.de/produkte/infrastruktur_bauen_wohnen/boris/GMD/GMDNRW_CSV.zip", body
    )
    (file,) = fetched("land_market_nrw", session, tmp_path, 2020)
    assert file.read_bytes() == body


def test_prices_laid_out_otherwise_are_refused(tmp_path):
    with pytest.raises(LayoutError, match="unknown sign 'n/a'"):
        reading(
            "land_market_nrw", [market(tmp_path, '"05158026";"M";"2024";"n/a";"1";"1";"1";"1"\n')]
        )
    broken = zipped(tmp_path / "other.zip", readme__txt=b"")
    with pytest.raises(LayoutError, match=r"expected one file that ends in 'we\.csv', found none"):
        reading("land_market_nrw", [broken])


# Deutschlandatlas


def edition(folder: Path, *lines: str, header: str = "st_einnkr") -> Path:
    file = folder / "Deutschlandatlas_GEM1224_HA26.csv"
    text = "\n".join([f"Regionalschlüssel;Gemeindename;{header}", *lines])
    file.write_bytes(text.encode("cp1252"))
    return file


def test_an_edition_of_the_atlas_is_read_with_the_year_on_the_card(tmp_path):
    file = edition(tmp_path, "5158036;Wülfrath;1.234,5", "5111000;D;-99999", "Ende der Tabelle.")
    rows = reading("deutschlandatlas_ha26", [file]).set_index("ags")
    assert rows.loc["05158036", ["value", "period"]].tolist() == [1234.5, "2024"]
    assert rows.loc["05111000", "quality"] == "O"


def test_an_edition_laid_out_otherwise_is_refused(tmp_path):
    with pytest.raises(LayoutError, match=r"breaks off before 'Ende der Tabelle\.'"):
        reading("deutschlandatlas_ha26", [edition(tmp_path, "5158036;W;1")])
    with pytest.raises(LayoutError, match="no column 'st_einnkr'"):
        reading("deutschlandatlas_ha26", [edition(tmp_path, "1;2;3", header="st_neu")])


# Ladesäulenregister

STATIONS = "/services-eu1.arcgis.com/TJm8oSvOdJUQvQT5/arcgis/rest/services/Ladesaeulen"
STATIONS += "/FeatureServer/0/query"


def test_charging_points_are_counted_where_they_stand(publisher, session, tmp_path):
    page = recorded("arcgis_query_one_station.json")

    def answer(asked: Asked) -> Answer:
        return Answer(b'{"count": 1}' if "returnCountOnly" in asked.form else page)

    publisher.routes[STATIONS] = answer
    files = fetched("bnetza_charging_by_place", session, tmp_path, 2020)
    assert publisher.asked[0].form["where"] == "state='Nordrhein-Westfalen'"
    rows = reading("bnetza_charging_by_place", files)
    assert values(rows, ags="05111000", series="charging_points_by_place") == [2]
    assert values(rows, ags="05111000", series="charging_stations_by_place") == [1]
    assert rows["value"].sum() == 3
    assert set(rows["period"]) == {f"{date.today():%Y-%m}"}


def test_a_page_that_is_lacking_is_noticed(publisher, session, tmp_path):
    def answer(asked: Asked) -> Answer:
        counting = "returnCountOnly" in asked.form
        return Answer(recorded("arcgis_count.json") if counting else b'{"features": []}')

    publisher.routes[STATIONS] = answer
    with pytest.raises(FetchError, match="gave 0 of 660 stations"):
        fetched("bnetza_charging_by_place", session, tmp_path, 2020)


# Marktstammdatenregister

UNITS = "/www.marktstammdatenregister.de/MaStR/Einheit/EinheitJson"
UNITS += "/GetErweiterteOeffentlicheEinheitStromerzeugung"


def test_a_filter_the_register_ignores_is_noticed(publisher, session, tmp_path):
    publisher.routes[UNITS] = [Answer(recorded("unit_page_trimmed.json"))]
    with pytest.raises(FetchError, match=r"ignores the filter .*9,063,887 of 9,063,887 units"):
        fetched("energy_units_register", session, tmp_path, 2020)
    assert set(publisher.asked[0].form) == {"sort", "page", "pageSize", "group", "filter"}


def test_a_null_request_is_one_sentence(publisher, session, tmp_path):
    publisher.routes[UNITS] = [Answer(recorded("error_http200_null_request.json"))]
    with pytest.raises(FetchError, match="Die Anfrage ist Null"):
        fetched("energy_units_register", session, tmp_path, 2020)


def test_units_without_the_field_of_the_key_are_refused_and_with_it_added_up(tmp_path):
    told = json.loads(recorded("unit_page_trimmed.json"))
    file = tmp_path / "units-2026-11-28-0001.json"
    file.write_text(json.dumps(told))
    with pytest.raises(
        LayoutError, match="no field 'Gemeindeschluessel'; they hold Id, MaStRNummer"
    ):
        reading("energy_units_register", [file])
    unit = told["Data"][0] | {"Gemeindeschluessel": "05515000"}
    off = unit | {"MaStRNummer": "SEE2", "BetriebsStatusName": "Stillgelegt"}
    told["Data"] = [unit, unit | {"MaStRNummer": "SEE1"}, off]
    file.write_text(json.dumps(told))
    rows = reading("energy_units_register", [file])
    assert rows[["ags", "series", "period", "value"]].values.tolist() == [
        ["05515000", "solar_capacity_register", "2026-11", 7.92]
    ]


# Kraftfahrt-Bundesamt


def workbook(path: Path, head: str = "Personenkraftwagen", sheet: str = "FZ 3.1") -> Path:
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    page.write_row(6, 3, ["Gemeinde", "Krafträder", head, "darunter gewerbliche Halter"])
    for number, key in enumerate(["05158026", "09779186", "05111000"]):
        page.write_row(8 + number, 3, [f"{key} MONHEIM,ST.", 10, 20000 + number, 300])
    book.close()
    return path


def test_cars_are_read_by_key_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(cars, "FEWEST", 3)
    rows = reading("kba_fz3", [workbook(tmp_path / "fz3_2026.xlsx")])
    assert values(rows, ags="05158026", series="cars") == [20000]
    assert values(rows, ags="05111000", series="cars_commercial") == [300]
    assert set(rows["period"]) == {"2026"}


@pytest.mark.parametrize(
    ("more", "fewest", "told"),
    [
        ({}, 5000, "3 rows with a key in column 4"),
        ({"head": "Busse"}, 3, "expected a word like 'Personen'"),
        ({"sheet": "FZ 4.1"}, 3, "no sheet 'FZ3.1'; found FZ 4.1"),
    ],
)
def test_a_workbook_of_another_layout_is_refused(tmp_path, monkeypatch, more, fewest, told):
    monkeypatch.setattr(cars, "FEWEST", fewest)
    with pytest.raises(LayoutError) as error:
        reading("kba_fz3", [workbook(tmp_path / "fz3_2026.xlsx", **more)])
    assert told in str(error.value)


def test_half_a_workbook_is_refused(tmp_path):
    file = workbook(tmp_path / "fz3_2026.xlsx")
    file.write_bytes(file.read_bytes()[:500])
    with pytest.raises(LayoutError, match="no workbook that can be read"):
        reading("kba_fz3", [file])


def test_years_of_cars_not_published_are_left_out(publisher, session, tmp_path):
    path = "/www.kba.de/SharedDocs/Downloads/DE/Statistik/Fahrzeuge/FZ3/fz3_2026.xlsx"
    publisher.routes[path] = [Answer(b"PK")]
    assert [f.name for f in fetched("kba_fz3", session, tmp_path, 2025)] == ["fz3_2026.xlsx"]
    assert publisher.asked[0].headers["user-agent"].startswith("Mozilla")


# Bundesagentur für Arbeit


def municipalities(path: Path, *heads: str, sheet: str = "Gemeindedaten") -> Path:
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    page.write_row(5, 0, ["Schlüssel", "Name", *heads])
    page.write_row(7, 0, ["05111000", "Düsseldorf", 310000, 90000])
    page.write_row(8, 0, ["05158036", "Wülfrath", "*", 8000])
    book.close()
    return path


def test_commuters_of_the_agency_are_found_by_their_header(tmp_path):
    file = municipalities(tmp_path / "gemband-dlk-0-202506-xlsx.xlsx", "Einpendler", "Auspendler")
    rows = reading("ba_commuters", [file])
    assert values(rows, ags="05111000", series="in_commuters_ba") == [310000]
    assert values(rows, ags="05158036", series="out_commuters_ba") == [8000]
    secret = rows[(rows["ags"] == "05158036") & (rows["series"] == "in_commuters_ba")].iloc[0]
    assert pd.isna(secret["value"])
    assert (secret["quality"], secret["period"]) == ("Q", "2025")


@pytest.mark.parametrize(
    ("heads", "sheet", "told"),
    [
        (("Pendler", "Auspendler"), "Gemeindedaten", "0 columns are headed 'Einpendler'"),
        (("Einpendler", "Einpendler"), "Gemeindedaten", "2 columns are headed 'Einpendler'"),
        (("Einpendler", "Auspendler"), "Kreise", "no sheet 'Gemeindedaten'; found Kreise"),
    ],
)
def test_a_workbook_of_the_agency_of_another_layout_is_refused(tmp_path, heads, sheet, told):
    file = municipalities(tmp_path / "gemband-dlk-0-202506-xlsx.xlsx", *heads, sheet=sheet)
    with pytest.raises(LayoutError) as error:
        reading("ba_commuters", [file])
    assert told in str(error.value)


def test_years_the_agency_has_not_published_are_left_out(publisher, session, tmp_path):
    name = "gemband-dlk-0-202506-xlsx.xlsx"
    folder = "/statistik.arbeitsagentur.de/Statistikdaten/Detail/202506/iiia6"
    publisher.routes[f"{folder}/beschaeftigung-sozbe-gemband/{name}"] = [Answer(b"PK")]
    assert [file.name for file in fetched("ba_commuters", session, tmp_path, 2024)] == [name]


# GovData


def test_govdata_is_searched(publisher, session):
    path = "/ckan.govdata.de/api/3/action/package_search"
    found = {"title": "Bäume", "organization": {"title": "Stadt"}, "license_id": "dl-zero"}
    found["resources"] = [{"format": "CSV", "url": "https://a.example/b.csv"}]
    publisher.routes[path] = [
        Answer(json.dumps({"result": {"count": 7, "results": [found]}}).encode()),
        Answer(b'{"success": false}'),
    ]
    assert find(session, "Bäume") == [
        "7 data sets for 'Bäume'",
        "Bäume (Stadt; licence dl-zero)",
        "  CSV: https://a.example/b.csv",
    ]
    assert publisher.asked[0].form["q"] == "Bäume"
    with pytest.raises(FetchError, match="answers in another way than known"):
        find(session, "Bäume")


# Unfallatlas

HEAD_2021 = "OID_;ULAND;UREGBEZ;UKREIS;UGEMEINDE;UJAHR;UKATEGORIE;IstRad"


def accidents(folder: Path, *lines: str, name: str = "Unfallorte2021_EPSG25832_CSV.zip") -> Path:
    text = "\n".join([HEAD_2021, *lines])
    return zipped(folder / name, csv_Unfallorte2021_LinRef__csv=text.encode("utf-8-sig"))


def test_accidents_are_counted_by_municipality_and_severity(tmp_path):
    file = accidents(
        tmp_path, "1;05;1;58;026;2021;3;1", "2;5;1;58;26;2021;1;1", "3;05;1;58;026;2021;3;0"
    )
    rows = reading("unfallatlas_bicycle", [file])
    assert values(rows, ags="05158026", category="") == [2]
    assert values(rows, ags="05158026", category="killed_or_severe") == [1]
    assert values(rows, ags="05111000", category="") == [0]
    assert set(rows["period"]) == {"2021"}


def test_accidents_laid_out_otherwise_are_refused(tmp_path):
    with pytest.raises(LayoutError, match="holds the years 2020"):
        reading("unfallatlas_bicycle", [accidents(tmp_path, "1;05;1;58;026;2020;3;1")])
    half = accidents(tmp_path, "1;05;1;58;026;2021;3;1")
    half.write_bytes(half.read_bytes()[:60])
    with pytest.raises(LayoutError, match="the archive is damaged"):
        reading("unfallatlas_bicycle", [half])


def test_the_years_of_accidents_are_read_from_the_index(publisher, session, tmp_path):
    folder = "/www.opengeodata.nrw.de/produkte/transport_verkehr/unfallatlas"
    names = ["Unfallorte2018_EPSG25832_CSV.zip", "Unfallorte2021_EPSG25832_CSV.zip", "x.pdf"]
    index = {"datasets": [{"files": [{"name": name, "size": "1"} for name in names]}]}
    publisher.routes[f"{folder}/index.json"] = [Answer(json.dumps(index).encode())]
    publisher.file(f"{folder}/{names[1]}", b"PK")
    (file,) = fetched("unfallatlas_bicycle", session, tmp_path, 2016)
    assert file.name == names[1]
    publisher.routes[f"{folder}/index.json"] = [Answer(b'{"files": []}')]
    with pytest.raises(LayoutError, match="laid out in another way"):
        fetched("unfallatlas_bicycle", session, tmp_path, 2016)


# Wegweiser Kommune

SLUG = "siedlungslast-im-ueberschwemmungsgebiet"


def wegweiser(folder: Path, key: str = "ags", unit: str = "%", cells: int = 2) -> Path:
    answer = {
        "years": [2022, 2023],
        "indicatorsAndTopics": [{"friendlyUrl": SLUG, "unit": unit}],
        "data": {
            "regions": [{key: "05158036"}, {key: "051110000000"}],
            "indicators": [{"regionYearValues": [[1.5, None], [2.5, 3.5][:cells]]}],
        },
    }
    file = folder / f"{SLUG}.json"
    file.write_text(json.dumps(answer))
    return file


@pytest.mark.parametrize("key", ["ags", "gkz", "ars"])
def test_a_guide_s_indicator_is_read_whatever_its_key_is_called(tmp_path, key):
    rows = reading("wegweiser_kommune", [wegweiser(tmp_path, key)])
    assert values(rows, ags="05111000", period="2023") == [3.5]
    assert pd.isna(values(rows, ags="05158036", period="2023")[0])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"unit": "ha"}, "in 'ha', expected"),
        ({"key": "id"}, "regions have no key"),
        ({"cells": 1}, "not as many values as regions and years"),
    ],
)
def test_a_guide_s_answer_of_another_layout_is_refused(tmp_path, more, told):
    with pytest.raises(LayoutError) as error:
        reading("wegweiser_kommune", [wegweiser(tmp_path, **more)])
    assert told in str(error.value)


def test_a_guide_is_asked_for_the_towns_of_the_state(publisher, session, tmp_path):
    path = "/www.wegweiser-kommune.de/data-api/rest/statistics/data"
    path += f"/{SLUG}+kommunen-mit-ags-05*+2020-{date.today().year}"
    publisher.routes[path] = [Answer(b"{}")]
    assert fetched("wegweiser_kommune", session, tmp_path, 2020)[0].read_bytes() == b"{}"


# GENESIS, by the cards


def test_the_cards_of_recorded_tables_fit_their_recordings(tmp_path):
    land = reading("regionalstatistik_61511_01_03_4", [RECORDED / "61511-01-03-4_de_flat.zip"])
    assert len(values(land, ags="05111000", series="building_land_price_county")) == 1
    share = reading("regionalstatistik_ai_n_01_2_5", [RECORDED / "AI-N-01-2-5_de_flat.zip"])
    assert values(share, ags="05158036") == [27.4]


def test_a_table_without_totals_is_refused():
    columns = ({"series": "seeking", "value": "BEV030"},)
    with pytest.raises(LayoutError, match=r"no row of 'BEV030' is a total .* are 1: KREI"):
        ffcsv.read(RECORDED / "job_5_resultfile_trimmed.zip", columns)


def test_the_jobs_of_a_period_not_filled_yet_are_marked():
    rows = reading("regionalstatistik_13111_01_03_5", [RECORDED / "13111-01-03-4_de_flat.zip"])
    total = rows[rows["category"] == ""]
    assert total[total["ags"].isin(["05111000", "05158"])]["dash"].all()
    assert set(rows["category"]) == {"", "female", "foreign"}


def test_a_printed_table_is_read_as_the_bundled_one(tmp_path):
    content = recorded("regionalstatistik_31121-01-02-4_00_trimmed.csv").decode("cp1252")
    file = tmp_path / "31121-01-02-5_00.csv"
    file.write_bytes(content.replace("31121-01-02-4", "31121-01-02-5").encode("cp1252"))
    card = CARDS["regionalstatistik_31121_01_02_5"]
    given = client("genesis").read(card, card.live, [file])
    assert given.published_on == date(2024, 11, 27)
    assert values(given.rows, ags="05158", category="") == [911]
    packed = zipped(tmp_path / "31121-01-02-5_flat.zip", t__csv=file.read_bytes())
    again = client("genesis").read(card, card.live, [packed])
    assert again.rows.equals(given.rows)


def test_the_census_asks_with_quality_signs_and_an_account(
    publisher, session, tmp_path, monkeypatch
):
    monkeypatch.setenv("ZENSUS_USER", "anna")
    monkeypatch.setenv("ZENSUS_PASSWORD", "geheim")
    path = "/ergebnisse.zensus2022.de/api/rest/2020/data/tablefile"
    publisher.routes[path] = [Answer(recorded("1000A-2022_quality-on_de_flat.zip"))]
    (file,) = fetched("zensus2022_1000a_0000", session, tmp_path, 2022)
    assert publisher.asked[0].form["quality"] == "on"
    with pytest.raises(ValueError, match="not final whole numbers"):
        reading("zensus2022_1000a_0000", [file])
