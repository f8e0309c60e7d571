"""From what was asked to the table of incidents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import box

from geo.incidents.exchange import write_incidents
from geo.incidents.query import Query
from layers.gather import gather
from layers.options import Request

# Columns of UCDP GED that are needed, with a row known to its district only.
GED = (
    "id,where_prec,type_of_violence,latitude,longitude,date_start,best,country,adm_2,"
    "where_coordinates,side_b\n"
    "1,3,1,33.7,70.3,2025-10-11,2,Pakistan,Kurram agency,Kurram agency,TTP\n"
    "2,1,1,34.0,71.5,2025-10-12,0,Pakistan,Peshawar,Peshawar city,BLA\n"
)


@pytest.fixture
def table(tmp_path: Path) -> str:
    (tmp_path / "a.csv").write_text(GED)
    return str(tmp_path / "a.csv")


@pytest.fixture
def kurram(tmp_path: Path) -> Path:
    frame = geopandas.GeoDataFrame({"name": ["Kurram"]}, geometry=[box(69.8, 33.5, 70.6, 34)])
    path = tmp_path / "districts.geojson"
    frame.set_crs(4326).to_file(path)
    return path


def test_polygons_take_the_place_of_discs(table: str, kurram: Path) -> None:
    got = gather(Request((table,), districts=(kurram,), quiet=True))
    assert sorted(got.incidents["footprint"]) == ["area", "disc"]


def test_a_side_is_asked_of_the_polygon_not_of_the_disc(table: str, kurram: Path) -> None:
    asked = Query(sides=("PK",), within_km=30)
    without = gather(Request((table,), query=asked, quiet=True))
    assert len(without.incidents) == 0
    assert len(gather(Request((table,), districts=(kurram,), query=asked)).incidents) == 1


def test_a_store_is_asked_for_sides_after_polygons_are_put_in(
    table: str, kurram: Path, tmp_path: Path
) -> None:
    asked = Query(sides=("PK",), within_km=30)
    store = str(tmp_path / "s.gpkg")
    got = gather(Request((table,), store=store, districts=(kurram,), query=asked, quiet=True))
    assert got.incidents["footprint"].tolist() == ["area"]


def test_names_without_polygons_are_noted(tmp_path: Path, kurram: Path) -> None:
    (tmp_path / "b.csv").write_text(GED.replace("Kurram", "Orakzai"))
    got = gather(Request((str(tmp_path / "b.csv"),), districts=(kurram,), quiet=True))
    assert got.notes == ("no polygon for Orakzai agency (PK), 1 incident: drawn as a disc",)


def test_actors_are_asked_of_a_store_too(table: str, tmp_path: Path) -> None:
    store = str(tmp_path / "s.gpkg")
    got = gather(Request((table,), store=store, query=Query(actors=("ttp",)), quiet=True))
    assert got.incidents["side_b"].tolist() == ["TTP"]


def test_decisions_that_hold_for_nothing_are_reported_with_a_store_too(
    table: str, tmp_path: Path
) -> None:
    decisions = tmp_path / "decisions.csv"
    decisions.write_text("target,action\nnot-there,confirm\n")
    asked = Request((table,), decisions=decisions, quiet=True)
    reason = "confirm not-there: what it was about is gone"
    stored = replace(asked, store=str(tmp_path / "s.gpkg"))
    for request in (asked, stored, replace(stored, decisions=None)):
        assert [fault.reason for fault in gather(request).faults] == [reason]


ACLED = (
    "event_id_cnty,event_date,sub_event_type,latitude,longitude,fatalities,country\n"
    "PAK1,2025-10-11,Armed clash,33.9,70.1,3,Pakistan\n"
    "PAK2,2025-10-12,Armed clash,33.9,70.1,0,Pakistan\n"
)
DELETED = "event_id_cnty,deleted_timestamp\nPAK1,2025-12-01\n"


def test_what_its_source_withdrew_is_left_out_and_noted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ACLED)
    (tmp_path / "d.csv").write_text(DELETED)
    got = gather(Request((str(tmp_path / "a.csv"), str(tmp_path / "d.csv")), quiet=True))
    assert (len(got.incidents), got.faults) == (1, ())
    assert got.notes == ("1 incident left out: withdrawn by the source",)


def test_a_store_is_told_what_was_withdrawn(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ACLED)
    (tmp_path / "d.csv").write_text(DELETED)
    store = str(tmp_path / "s.gpkg")
    gather(Request((str(tmp_path / "a.csv"),), store=store, quiet=True))
    got = gather(Request((str(tmp_path / "d.csv"),), store=store, quiet=True))
    assert (len(got.incidents), got.notes) == (1, ("1 row retired: withdrawn by the source",))


def test_a_whole_release_retires_what_it_lacks(table: str, tmp_path: Path) -> None:
    store = str(tmp_path / "s.gpkg")
    gather(Request((table,), store=store, quiet=True))
    head, first, _ = GED.splitlines(keepends=True)
    (tmp_path / "b.csv").write_text(head + first)
    got = gather(Request((str(tmp_path / "b.csv"),), store=store, whole_release=True, quiet=True))
    assert (len(got.incidents), got.notes) == (1, ("1 row retired",))


def test_a_release_with_bad_rows_retires_nothing(table: str, tmp_path: Path) -> None:
    store = str(tmp_path / "s.gpkg")
    gather(Request((table,), store=store, quiet=True))
    head, first, second = GED.splitlines(keepends=True)
    (tmp_path / "b.csv").write_text(head + first + second.replace("71.5", "far"))
    got = gather(Request((str(tmp_path / "b.csv"),), store=store, whole_release=True, quiet=True))
    assert len(got.incidents) == 2
    assert got.notes[-1] == "nothing was retired: some rows could not be read"


def test_rows_that_no_data_set_gave_are_named_not_stored(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(GED)
    whole = gather(Request((str(tmp_path / "a.csv"),), quiet=True)).incidents
    write_incidents(whole.assign(dataset=None), tmp_path / "o.jsonl")
    store = str(tmp_path / "s.gpkg")
    got = gather(Request((str(tmp_path / "o.jsonl"),), store=store, quiet=True))
    assert "2 rows of no data set" in got.faults[0].reason


def test_a_table_whose_columns_are_named_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "de.csv").write_text("Datum;Breite;Laenge\n2025-10-11;33.9;70.1\n")
    columns = {"Datum": "date_start", "Breite": "latitude", "Laenge": "longitude"}
    got = gather(Request((str(tmp_path / "de.csv"),), columns=columns, quiet=True))
    assert (len(got.incidents), got.faults) == (1, ())


ARTICLE = (
    " date 2025-10-13 CHAMAN: A suicide bomber killed three people, among them a police officer, in"
    " the border town of Chaman on Sunday, officials said.\n"
)
IN_CHAMAN = "3,1,1,30.92,66.45,2025-10-12,4,Pakistan,Chaman,Chaman town,TTP\n"


@pytest.mark.parametrize("stored", [False, True])
def test_an_imported_row_joins_the_article_of_its_event(tmp_path: Path, stored: bool) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "u.csv").write_text(GED + IN_CHAMAN)
    store = str(tmp_path / "s.gpkg") if stored else None
    paths = (str(tmp_path / "a.txt"), str(tmp_path / "u.csv"))
    together = gather(Request(paths, store=store, quiet=True)).incidents
    apart = gather(Request(paths, store=store, quiet=True), join_imported=False).incidents
    assert len(apart) == len(together) + 1
    assert together.loc[together["status"] == "extracted", "dataset"].tolist() == ["UCDP GED"]
