"""Incidents go to files and come back the same."""

from __future__ import annotations

import csv
import json
import sqlite3

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon

from geo.errors import OutputError, TableError, UnknownNameError
from geo.geodesy import disc
from geo.incidents.attribution import drop_closed, list_attributions
from geo.incidents.exchange import FORMATS, read_incidents, write_incidents
from geo.incidents.frame import build_frame, join_frames, list_rows
from geo.incidents.nested import CLAIM_KEYS, SOURCE_KEYS
from geo.incidents.schema import COLUMN_NAMES
from geo.incidents.text_files import guard, unguard


def _rows():
    claim = dict.fromkeys(CLAIM_KEYS) | {
        "claimant": "the police",
        "kind": "killed",
        "low": 3,
        "quote": "=three, “dead”",
        "counts_towards_best": True,
        "is_shared": False,
    }
    source = dict.fromkeys(SOURCE_KEYS) | {"article": "a", "published": "2025-01-03"}
    return [
        {
            "incident_id": "b",
            "former_ids": ["q", "r"],
            "date_start": "2025-01-02",
            "date_end": "2025-01-03",
            "latitude": 34.1,
            "longitude": -71.08412345,
            "best": 3,
            "p_first": 0.25,
            "claims": [claim],
            "sources": [source],
            "side_a": "=cmd|' /C calc'!A0",
            "side_b": "'quoted",
            "place_name": "خیبر",
            "quote": "first line\nsecond “line”,\r with a \t tab",
            "status": "extracted",
            "is_background": True,
        },
        {
            "incident_id": "a",
            "date_start": "2025-01-02",
            "date_end": "2025-01-03",
            "status": "imported",
            "dataset": "UCDP GED",
            "dataset_version": "23.1",
            "licence": "CC BY 4.0",
            "source_record": {"id": "7", "headline": '"quoted"'},
        },
        {"incident_id": "c", "date_start": "2024-12-31", "date_end": "2025-01-03"},
    ]


@pytest.fixture
def incidents():
    ring = Polygon(disc(71.0, 34.0, 3.0, 48).round(6))
    return build_frame(_rows(), [ring, None, LineString([(70.5, 33.25), (70.75, 33.5)])])


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_comes_back_from_its_file_the_same(incidents, tmp_path, suffix):
    path = tmp_path / f"table{suffix}"
    write_incidents(incidents, path)
    again = read_incidents(path)
    assert list_rows(again) == list_rows(incidents)
    assert [g and g.wkt for g in again.geometry] == [g and g.wkt for g in incidents.geometry]
    assert again.dtypes.equals(incidents.dtypes)
    assert again.crs == "EPSG:4326"


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_table_comes_back_empty(tmp_path, suffix):
    path = tmp_path / f"table{suffix}"
    write_incidents(build_frame([], []), path)
    again = read_incidents(path)
    assert len(again) == 0
    assert tuple(again.columns) == (*COLUMN_NAMES, "geometry")


@pytest.mark.parametrize("suffix", FORMATS)
def test_equal_tables_give_equal_bytes(incidents, tmp_path, suffix):
    paths = [tmp_path / f"{name}{suffix}" for name in ("one", "two")]
    write_incidents(incidents, paths[0])
    write_incidents(incidents.iloc[::-1].sort_index(), paths[1])
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
def test_where_shapes_lie_in_memory_changes_no_byte(tmp_path, suffix):
    rows = [{"incident_id": str(number), "date_start": "2025-01-01"} for number in range(40)]
    forth = [Point(number / 8, 34) for number in range(40)]
    back = [Point(number / 8, 34) for number in reversed(range(40))][::-1]
    paths = [tmp_path / f"{name}{suffix}" for name in ("one", "two")]
    write_incidents(build_frame(rows, forth), paths[0])
    write_incidents(build_frame(rows, back), paths[1])
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_names_whom_it_owes(incidents, tmp_path, suffix):
    path = tmp_path / f"table{suffix}"
    write_incidents(incidents, path)
    assert b"OpenStreetMap contributors" in path.read_bytes()
    assert b"UCDP GED 23.1, CC BY 4.0" in path.read_bytes()


def test_a_line_of_jsonl_has_the_keys_of_the_schema_in_order(incidents, tmp_path):
    path = tmp_path / "table.jsonl"
    write_incidents(incidents, path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [tuple(row) for row in rows] == [(*COLUMN_NAMES, "geometry", "attribution")] * 3
    assert [row["incident_id"] for row in rows] == ["c", "a", "b"]
    assert rows[1]["best"] is None
    assert rows[2]["claims"][0]["low"] == 3


def test_geojson_is_a_feature_collection_with_rings_counter_clockwise(incidents, tmp_path):
    path = tmp_path / "table.geojson"
    write_incidents(incidents, path)
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert whole["type"] == "FeatureCollection"
    assert whole["attribution"][0].startswith("Border line")
    assert [feature["id"] for feature in whole["features"]] == ["c", "a", "b"]
    assert whole["features"][1]["geometry"] is None
    ring = Polygon(whole["features"][2]["geometry"]["coordinates"][0])
    assert ring.exterior.is_ccw


def test_no_cell_of_a_csv_starts_a_formula(incidents, tmp_path):
    path = tmp_path / "table.csv"
    write_incidents(incidents, path)
    with path.open(encoding="utf-8", newline="") as file:
        row = list(csv.DictReader(file))[2]
    assert row["side_a"].startswith("'=")
    assert row["longitude"] == "-71.084123"


def test_a_geopackage_has_dates_and_no_time_of_writing(incidents, tmp_path):
    path = tmp_path / "table.gpkg"
    write_incidents(incidents, path)
    with sqlite3.connect(path) as store:
        changed = store.execute("SELECT last_change FROM gpkg_contents").fetchall()
        types = dict(store.execute("SELECT name, type FROM pragma_table_info('incidents')"))
    store.close()
    assert set(changed) == {("1970-01-01T00:00:00.000Z",)}
    assert types["date_start"] == "DATE"


def test_a_nul_does_not_cut_a_text_in_a_geopackage(incidents, tmp_path):
    path = tmp_path / "table.gpkg"
    write_incidents(incidents.assign(quote="before\0after"), path)
    assert set(read_incidents(path)["quote"]) == {"before\ufffdafter"}


def test_a_geoparquet_opens_in_geopandas(incidents, tmp_path):
    import geopandas

    path = tmp_path / "table.parquet"
    write_incidents(incidents, path)
    opened = geopandas.read_parquet(path)
    assert opened.crs.to_epsg() == 4326
    assert opened["claims"].iloc[2][0]["claimant"] == "the police"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(incidents, tmp_path):
    path = tmp_path / "table.jsonl"
    path.write_text("old", encoding="utf-8")
    broken = incidents.assign(source_record=[{"x": object()}] * 3)
    with pytest.raises(TypeError, match="not JSON serializable"):
        write_incidents(broken, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["table.jsonl"]


def test_an_unknown_ending_names_the_formats_there_are(incidents, tmp_path):
    with pytest.raises(UnknownNameError, match=r"unknown format '\.xls'"):
        write_incidents(incidents, tmp_path / "table.xls")


def test_a_missing_folder_is_named(incidents, tmp_path):
    with pytest.raises(OutputError, match="expected a folder to write into"):
        write_incidents(incidents, tmp_path / "none" / "table.csv")


def test_a_line_that_is_no_object_is_named_by_its_number(tmp_path):
    path = tmp_path / "table.jsonl"
    path.write_text('{"incident_id":"a"}\n[1]\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"table\.jsonl:2: expected a JSON object"):
        read_incidents(path)


def test_a_csv_of_something_else_is_refused(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("name,age\nx,3\n", encoding="utf-8")
    with pytest.raises(TableError, match="incident_id among them"):
        read_incidents(path)


def test_a_cell_of_the_wrong_type_is_named_by_row_and_column(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("incident_id,best\na,many\n", encoding="utf-8")
    with pytest.raises(TableError, match=r":2: column best: expected integer, got 'many'"):
        read_incidents(path)


@settings(derandomize=True, deadline=None)
@given(st.text())
def test_a_guard_comes_off_as_it_went_on(text):
    assert unguard(guard(text)) == text


@settings(derandomize=True, deadline=None)
@given(st.text(min_size=1))
def test_guarded_text_never_starts_a_formula(text):
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_table_without_extracted_rows_does_not_name_the_gazetteer(incidents):
    imported = incidents[incidents["status"] == "imported"]
    assert not any("GeoNames" in line for line in list_attributions(imported))


def test_rows_that_may_not_be_passed_on_are_dropped(incidents):
    closed = incidents.assign(licence="ACLED terms of use")
    assert len(drop_closed(closed)) == 0
    assert len(drop_closed(incidents)) == 3


def test_joined_tables_keep_the_order_of_the_table(incidents):
    parts = [incidents.iloc[[index]] for index in (2, 0, 1)]
    assert list_rows(join_frames(parts)) == list_rows(incidents)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("content", [b"", b"\0\1\2 nothing of the kind", b'{"features": 3}'])
def test_a_broken_file_is_refused_by_its_name(tmp_path, suffix, content):
    path = tmp_path / f"table{suffix}"
    path.write_bytes(content)
    if suffix == ".jsonl" and content in (b"", b'{"features": 3}'):
        return  # an empty table, and a row that says nothing
    with pytest.raises(TableError, match="table"):
        read_incidents(path)


@pytest.mark.parametrize("suffix", [".jsonl", ".geojson"])
def test_a_broken_shape_is_refused(incidents, tmp_path, suffix):
    path = tmp_path / f"table{suffix}"
    write_incidents(incidents, path)
    text = path.read_text(encoding="utf-8").replace('"type":"LineString"', '"type":"Linear"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match="table"):
        read_incidents(path)


@pytest.mark.parametrize("suffix", [".parquet", ".gpkg"])
def test_a_table_with_fewer_columns_or_other_types_is_written_whole(incidents, tmp_path, suffix):
    path = tmp_path / f"table{suffix}"
    short = incidents.drop(columns=["best", "claims", "is_background"]).astype({"side_a": object})
    write_incidents(short, path)
    again = list_rows(read_incidents(path))
    assert again == list_rows(short)
    assert again[0]["claims"] == []


def test_a_table_that_lacks_columns_is_read_whole(incidents, tmp_path):
    import geopandas

    path = tmp_path / "table.parquet"
    incidents[["incident_id", "date_start", "geometry"]].to_parquet(path)
    again = read_incidents(path)
    assert tuple(again.columns) == (*COLUMN_NAMES, "geometry")
    assert isinstance(again, geopandas.GeoDataFrame)
    assert again["incident_id"].tolist() == ["c", "a", "b"]


def test_parquet_of_something_else_is_named_by_what_it_lacks(tmp_path):
    path = tmp_path / "other.parquet"
    pd.DataFrame({"a": [1]}).to_parquet(path)
    with pytest.raises(TableError, match="found no column incident_id and no column geometry"):
        read_incidents(path)
