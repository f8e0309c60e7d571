"""Districts: neighbours share an edge, names have a column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import Point, box

from geo.errors import InputError
from layers.districts import DistrictsLayer, read_districts
from layers.pack import unpack_numbers


@pytest.fixture
def areas() -> gpd.GeoDataFrame:
    shapes = [box(70, 34, 71, 35), box(71, 34, 72, 35)]
    return gpd.GeoDataFrame({"name": ["West", None]}, geometry=shapes, crs="EPSG:4326")


def test_areas_have_names_and_a_place_for_them(areas: gpd.GeoDataFrame) -> None:
    data: Any = DistrictsLayer(areas).to_data()
    assert [area["name"] for area in data["areas"]] == ["West", ""]
    assert data["areas"][0]["at"] == pytest.approx([70.5, 34.5], abs=0.02)


def test_neighbours_keep_the_edge_between_them(areas: gpd.GeoDataFrame) -> None:
    data: Any = DistrictsLayer(areas).to_data()
    edges = [set(unpack_numbers(area["rings"][0][0])) for area in data["areas"]]
    assert 710000 in edges[0] & edges[1]


def test_a_column_that_is_not_there_is_refused(areas: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match=r"column of names among name, geometry; got 'title'"):
        DistrictsLayer(areas, "title")


def test_a_file_without_areas_is_named(tmp_path: Path) -> None:
    path = tmp_path / "d.geojson"
    path.write_text(gpd.GeoDataFrame(geometry=[Point(70, 34)], crs="EPSG:4326").to_json())
    with pytest.raises(InputError, match=r"d\.geojson: expected districts as areas"):
        read_districts(path)


def test_files_with_other_columns_are_one_layer(tmp_path: Path, areas: gpd.GeoDataFrame) -> None:
    areas.to_file(tmp_path / "a.geojson", driver="GeoJSON")
    areas.rename(columns={"name": "NAME_2"}).to_file(tmp_path / "b.geojson", driver="GeoJSON")
    layer = read_districts(tmp_path / "a.geojson", tmp_path / "b.geojson")
    assert [name for name in layer.names() if isinstance(name, str)] == ["West", "West"]
