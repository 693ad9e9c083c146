"""Bundling: checksums, declarations, one file per source, the same bytes every time."""

from __future__ import annotations

import hashlib
import shutil
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from etl import areas, bundle, geometry
from etl.bundle import (
    BundleError,
    verify_declared,
    verify_files,
    verify_promises,
    write_observations,
)
from etl.keys import SUMMED
from etl.tidy import COLUMNS, KEY, tidy
from resilience.model.sources import Card, Series, Snapshot, load_cards

DATA = Path(__file__).resolve().parents[2] / "data"


def made_up_snapshot(file_name: str, content: bytes = b"") -> Snapshot:
    """Return a snapshot whose checksum fits ``content``."""
    return Snapshot(
        id="made_up-1",
        file_name=file_name,
        folder="folder",
        sha256=hashlib.sha256(content).hexdigest(),
        retrieved_on=date(2030, 1, 2),
        boundary_date=date(2030, 1, 1),
    )


MADE_UP_SERIES = Series("things", "Dinge", "Things", "things", "count", 1, ())
MADE_UP_CARD = Card(
    source_id="made_up",
    **dict.fromkeys(
        ("title_de", "title_en", "publisher", "citation", "url", "licence_name", "licence_url"), ""
    ),
    **dict.fromkeys(("table_code", "update_cycle_de", "update_cycle_en", "note_de", "note_en"), ""),
    snapshots=(made_up_snapshot("a.csv"),),
    series=(MADE_UP_SERIES,),
)


def made_up_observations() -> pd.DataFrame:
    """Return two observations of the made-up card, in no order."""
    rows = pd.DataFrame(
        {"series": "things", "ags": ["05", "DG"], "period": ["2024", "2023"], "value": [1.0, None]}
    )
    return tidy(rows, source="made_up", snapshot="made_up-1").iloc[::-1]


@pytest.fixture
def no_outlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the files of ``areas.toml`` out, so that a test holds one publisher file only."""
    own = {"folder": "folder", "file_name": "a.csv", "sha256": hashlib.sha256(b"1").hexdigest()}
    monkeypatch.setattr(areas, "settings", lambda: {"regiostar": own, "outlines": {}})


@pytest.mark.usefixtures("no_outlines")
def test_files_with_the_checksum_of_their_card_pass(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.csv").write_bytes(b"1")
    verify_files(tmp_path, [made_up_snapshot("a.csv", b"1")])


@pytest.mark.usefixtures("no_outlines")
def test_changed_or_missing_file_is_named_with_both_checksums(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.csv").write_bytes(b"1")
    wanted = made_up_snapshot("a.csv", b"2")
    with pytest.raises(BundleError) as error:
        verify_files(tmp_path, [wanted, made_up_snapshot("b.csv")])
    message = str(error.value)
    assert "2 publisher files" in message
    assert "made_up-1" in message
    assert f"expected  {wanted.sha256}" in message
    assert f"found     {hashlib.sha256(b'1').hexdigest()}" in message
    assert "no such file" in message
    assert "add a [[snapshot]]" in message


def test_figures_that_fit_their_card_pass() -> None:
    verify_declared(made_up_observations(), [MADE_UP_CARD])


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("series", "made_up: series 'other' has figures, no card"),
        ("snapshot", "made_up: snapshot 'other' has figures, no card"),
        ("source", "other: series 'things' has figures, no card"),
    ],
)
def test_undeclared_figures_are_named(column: str, found: str) -> None:
    rows = made_up_observations()
    rows.loc[rows.index[0], column] = "other"
    with pytest.raises(BundleError) as error:
        verify_declared(rows, [MADE_UP_CARD])
    assert found in str(error.value)
    assert "data/sources/<source>.toml" in str(error.value)


def test_declared_series_and_snapshots_without_figures_are_named() -> None:
    unread = replace(
        MADE_UP_CARD,
        snapshots=(*MADE_UP_CARD.snapshots, replace(MADE_UP_CARD.snapshots[0], id="made_up-2")),
        series=(MADE_UP_SERIES, replace(MADE_UP_SERIES, id="unread")),
    )
    with pytest.raises(BundleError) as error:
        verify_declared(made_up_observations(), [unread])
    assert "made_up: series 'unread' has a card, no figures" in str(error.value)
    assert "made_up: snapshot 'made_up-2' has a card, no figures" in str(error.value)


def test_a_lost_zero_is_named_with_the_publishers_file_and_row(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file = tmp_path / "folder" / "a.csv"
    file.write_text("ags,things\n05158036,1\n5158020,2\n")
    series = replace(MADE_UP_SERIES, areas=("05158020", "05158036"), periods=("2024",))
    card = replace(MADE_UP_CARD, series=(series,))
    rows = pd.DataFrame({"series": "things", "ags": ["05158036"], "period": "2024", "value": 1.0})
    rows = tidy(rows, source="made_up", snapshot="made_up-1")
    with pytest.raises(BundleError) as error:
        verify_promises(tmp_path, rows, [card], [])
    assert f"{file}: things: no row of 05158020 Langenfeld" in str(error.value)
    assert f"{file}, row 3: found '5158020', a key that lost its leading zero" in str(error.value)


@pytest.mark.usefixtures("no_outlines")
def test_a_web_page_is_refused_whatever_its_checksum(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    page = b"<!DOCTYPE html><html></html>"
    (tmp_path / "folder" / "b.csv").write_bytes(page)
    (tmp_path / "folder" / "a.csv").write_bytes(b"1")
    with pytest.raises(BundleError, match=r"b\.csv\n.*made_up-1\n.*a web page"):
        verify_files(tmp_path, [made_up_snapshot("b.csv", page)])


def test_one_sorted_file_per_source_and_none_of_the_past(tmp_path: Path) -> None:
    (tmp_path / "dropped_source.parquet").write_bytes(b"")
    summary = write_observations(made_up_observations(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["made_up.parquet"]
    rows = pd.read_parquet(tmp_path / "made_up.parquet")
    assert tuple(rows.columns) == COLUMNS
    assert rows.equals(rows.sort_values(KEY, ignore_index=True))
    assert summary.drop(columns="bytes").to_dict("records") == [
        {
            "source": "made_up",
            "series": "things",
            "rows": 2,
            "areas": 2,
            "periods": "2023 to 2024 (2)",
        }
    ]


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digests(folder: Path) -> dict[str, str]:
    files = sorted(folder.rglob("*.parquet"))
    return {str(file.relative_to(folder)): fingerprint(file) for file in files}


def cards_of(files: Path, out: Path) -> None:
    """Copy the cards, with the checksums of the excerpts in place of those of the whole files."""
    text = {path.name: path.read_text(encoding="utf-8") for path in DATA.glob("sources/*.toml")}
    (out / "sources").mkdir()
    shutil.copytree(DATA / "regions", out / "regions")
    for name, card in text.items():
        for snapshot in tomllib.loads(card).get("snapshot", []):
            excerpt = files / snapshot["folder"] / snapshot["file_name"]
            card = card.replace(snapshot["sha256"], fingerprint(excerpt))
        (out / "sources" / name).write_text(card, encoding="utf-8")


def settings_of(files: Path) -> dict[str, Any]:
    """Return the area settings with the checksums of the excerpts."""
    told = tomllib.loads(areas.AREA_SETTINGS.read_text(encoding="utf-8"))
    for spec in (told["regiostar"], *told["outlines"].values()):
        spec["sha256"] = fingerprint(files / spec["folder"] / spec["file_name"])
    return told


@pytest.fixture(scope="module")
def bundled(publisher_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what is bundled from the excerpts."""
    out = tmp_path_factory.mktemp("bundled")
    cards_of(publisher_files, out)
    told = settings_of(publisher_files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(areas, "settings", lambda: told)
        bundle.bundle(publisher_files, out, report=lambda _: None)
    return out


def test_writing_again_gives_the_same_bytes(
    bundled: Path, publisher_files: Path, tmp_path: Path
) -> None:
    """Whatever order the rows come in."""
    files = sorted(bundled.glob("observations/*.parquet"))
    rows = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)
    summary = write_observations(rows.sample(frac=1, random_state=1), tmp_path / "observations")
    assert len(files) == summary["source"].nunique()
    cards = load_cards(bundled / "sources")
    snapshots = [snapshot for card in cards for snapshot in card.snapshots]
    bundle.write_geometry(publisher_files, snapshots, tmp_path / "geometry")
    assert digests(tmp_path) == digests(bundled)
    assert len(digests(bundled)) == len(files) + 6


def printed(table: pd.DataFrame) -> pd.DataFrame:
    """Return observations without the sums for the country, which an excerpt cannot give."""
    return table[(table.ags != "DG") | (table.note != SUMMED)].reset_index(drop=True)


def test_repository_holds_what_the_publisher_files_give(bundled: Path) -> None:
    names = sorted(path.relative_to(bundled) for path in bundled.glob("observations/*.parquet"))
    assert names == sorted(p.relative_to(DATA) for p in DATA.glob("observations/*.parquet"))
    for name in names:
        stored, again = (printed(pd.read_parquet(root / name)) for root in (DATA, bundled))
        assert stored.equals(again), f"{name}: run python3 -m resilience bundle and commit data/"


def test_repository_holds_the_areas_that_the_publisher_files_give(bundled: Path) -> None:
    stored, again = (
        pd.read_parquet(root / "geometry" / "areas.parquet").query("level != 'country'")
        for root in (DATA, bundled)
    )
    assert (again.level == "municipality").sum() == 396
    same = stored[stored.ags.isin(again.ags)]
    assert same.reset_index(drop=True).equals(again.reset_index(drop=True))
    assert set(stored.level[~stored.ags.isin(again.ags)]) == {"ward", "district", "quarter"}


def test_repository_holds_the_outlines_that_the_publisher_files_give(bundled: Path) -> None:
    """Save near the edge of the excerpt, where a shape lacks the neighbours it is fitted to."""
    for name in geometry.FILES.values():
        stored, again = (
            gpd.read_parquet(root / "geometry" / name).set_index("ags").geometry.to_crs(25832)
            for root in (DATA, bundled)
        )
        again = again.drop("05111000") if name == "cities.parquet" else again
        apart = again.symmetric_difference(stored[again.index]).area / again.area
        assert apart.max() < 0.01, name
        assert apart.median() < 1e-4, name


def test_every_bundled_observation_is_of_a_known_area(bundled: Path) -> None:
    folder = bundled / "observations"
    known = set(areas.table().ags)
    for path in folder.glob("*.parquet"):
        assert set(pd.read_parquet(path, columns=["ags"]).ags) <= known, path.name


def test_corrections_name_figures_that_are_there() -> None:
    fields = {"id", "series", "ags", "period", "category", "expected", "action", "quality"}
    fields |= {"reason_de", "reason_en", "status"}
    for path in sorted((DATA / "corrections").glob("*.toml")):
        rows = pd.read_parquet(DATA / "observations" / f"{path.stem}.parquet")
        for correction in tomllib.loads(path.read_text(encoding="utf-8"))["correction"]:
            assert set(correction) - {"replacement"} == fields
            key = ["series", "ags", "period", "category"]
            found = rows[(rows[key] == pd.Series({k: correction[k] for k in key})).all(axis=1)]
            assert found.value.tolist() == [correction["expected"]], correction["id"]
