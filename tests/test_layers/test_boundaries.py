"""Boundaries of the user's own replace the basemap's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, box

from geo.border import durand_line
from geo.errors import InputError
from geo.incidents.frame import build_frame
from layers.boundaries import BoundariesLayer, read_worldview
from layers.model import build_map


def save(path: Path, shapes: list[Any], **columns: Any) -> Path:
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")
    path.write_text(frame.to_json(), encoding="utf-8")
    return path


def test_a_worldview_leaves_no_boundary_of_the_basemap(tmp_path: Path) -> None:
    path = save(tmp_path / "w.geojson", [LineString([(70, 34), (72, 35)])], disputed=["yes"])
    page = build_map(build_frame([], []), durand_line(), worldview=read_worldview(path))
    blocks: dict[str, Any] = {layer.kind: layer.to_data() for layer in page.layers}
    details = blocks["basemap"]["details"]
    assert not any(detail["boundaries"] or detail["focus"] for detail in details)
    assert all(detail["land"] for detail in details)
    assert [line["disputed"] for line in blocks["boundaries"]["lines"]] == [True]


def test_of_areas_the_edges_are_drawn() -> None:
    frame = gpd.GeoDataFrame(geometry=[box(70, 34, 71, 35)], crs="EPSG:4326")
    data: Any = BoundariesLayer(frame).to_data()
    assert len(data["lines"]) == 1
    assert not data["lines"][0]["disputed"]


def test_other_reference_systems_are_brought_to_degrees() -> None:
    frame = gpd.GeoDataFrame(geometry=[LineString([(70, 34), (72, 35)])], crs="EPSG:4326")
    data = BoundariesLayer(frame.to_crs("EPSG:3857")).to_data()
    assert data == BoundariesLayer(frame).to_data()


def test_points_are_no_boundaries(tmp_path: Path) -> None:
    path = save(tmp_path / "w.geojson", [Point(70, 34)])
    with pytest.raises(InputError, match="expected boundaries as lines or areas, got Point"):
        read_worldview(path)


@pytest.mark.parametrize("content", [None, "no json", json.dumps({"a": 1})])
def test_a_file_without_shapes_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "w.geojson"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"w\.geojson: expected"):
        read_worldview(path)
