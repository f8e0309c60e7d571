"""From what was asked to the table of incidents."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
from shapely.geometry import box

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
