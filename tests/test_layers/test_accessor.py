"""The accessor: measures keep the frame's index, and what is missing is said."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

import layers
import layers.accessor
from geo.border import Border, durand_line, locate
from geo.errors import InputError

from .samples import at_km, make_incidents, make_row


@pytest.fixture(scope="module")
def border() -> Border:
    return durand_line()


def test_points_are_measured_and_keep_their_index(border: Border) -> None:
    points = [Point(71.0847, 34.1147), None, Point(66.46, 30.92)]
    frame = gpd.GeoDataFrame(geometry=points, index=["b", "a", "a"], crs="EPSG:4326")
    found = frame.durandline.locate()
    assert found.index.tolist() == ["b", "a", "a"]
    expected = locate(border, [71.0847, 66.46], [34.1147, 30.92])
    assert found["chainage_km"].dropna().tolist() == pytest.approx(expected.chainage_km.tolist())
    assert found["side"].isna().tolist() == [False, True, False]


def test_other_reference_systems_measure_the_same() -> None:
    frame = gpd.GeoDataFrame(geometry=[Point(71.0, 34.2)], crs="EPSG:4326")
    there = frame.to_crs("EPSG:32642").durandline.locate()
    assert there["distance_km"][0] == pytest.approx(
        frame.durandline.locate()["distance_km"][0], abs=1e-3
    )


def test_a_line_is_measured_in_itself_and_nothing_gives_nothing() -> None:
    line = gpd.GeoDataFrame(geometry=[LineString([(71, 34), (71.2, 34.2)])], crs="EPSG:4326")
    assert line.durandline.locate()["chainage_km"].notna().all()
    assert len(line.iloc[:0].durandline.locate()) == 0


def test_incidents_are_selected_mapped_layered_published_and_drawn(
    border: Border, tmp_path: Path
) -> None:
    frame = make_incidents(border)
    assert frame.durandline.select(types=["talks"])["place_name"].tolist() == ["Doha"]
    assert frame.durandline.publish()["status"].tolist() == ["reviewed"]
    assert frame.durandline.layer().kind == "incidents"
    assert frame.durandline.map(title="Mine").title == "Mine"
    assert any("undetermined" in words for words in frame.durandline.caveats())
    frame.durandline.draw(tmp_path / "map.png", title="Mine")
    assert (tmp_path / "map.png").stat().st_size > 10_000


def test_a_table_without_shapes_is_refused() -> None:
    with pytest.raises(InputError, match="GeoDataFrame with a geometry, got a DataFrame without"):
        pd.DataFrame({"a": [1]}).durandline.locate()


def test_a_table_that_holds_no_incidents_says_what_it_lacks() -> None:
    frame = gpd.GeoDataFrame({"status": ["x"]}, geometry=[Point(71, 34)], crs="EPSG:4326")
    with pytest.raises(InputError, match="without incident_id, event_type"):
        frame.durandline.map()


def test_layers_add_up_to_a_map(border: Border) -> None:
    whole = (
        layers.Map(border)
        .add(layers.BorderLayer(border))
        .add(layers.IncidentsLayer(make_incidents(border, [make_row(9, **at_km(border, 900.0))])))
    )
    assert [layer.kind for layer in whole.layers] == ["border", "incidents"]
    assert len(whole.incidents) == 7


@pytest.mark.parametrize("name", layers.__all__)
def test_what_is_exported_is_there(name: str) -> None:
    assert callable(getattr(layers, name))


def test_what_is_not_exported_is_named() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        layers.Nothing  # noqa: B018
