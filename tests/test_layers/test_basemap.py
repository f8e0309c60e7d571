"""The ground: land, boundaries without the map's own line, towns."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import durand_line
from layers.basemap import (
    NUMERIC,
    BasemapLayer,
    boundaries_in,
    country_names,
    land_in,
    names_by_code,
)
from layers.pack import pack_line, pack_numbers, unpack_numbers
from layers.places import PlacesLayer, towns_in

BOX = (58.0, 27.0, 78.0, 40.0)
PAIR = frozenset({NUMERIC["AF"], NUMERIC["PK"]})


def test_the_edge_of_the_two_countries_is_left_out() -> None:
    line = shapely.LineString(durand_line().coordinates).simplify(0.001)
    middle = [line.interpolate(share, normalized=True) for share in np.linspace(0.03, 0.97, 60)]
    drawn = shapely.union_all(
        [shapely.LineString(one.line) for one in boundaries_in(BOX, drop=PAIR)]
    )
    assert min(drawn.distance(point) for point in middle) > 0.02


def test_it_is_there_when_another_pair_is_left_out() -> None:
    other = boundaries_in(BOX, drop=frozenset({NUMERIC["IN"], NUMERIC["CN"]}))
    assert len(other) > 0
    line = shapely.LineString(durand_line().coordinates).simplify(0.01)
    drawn = shapely.union_all([shapely.LineString(one.line) for one in other])
    assert drawn.distance(line.interpolate(0.5, normalized=True)) < 0.1


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "is_disputed"),
    [
        ("Line of Control", 74.0, 34.3, True),
        ("Aksai Chin", 78.0, 35.5, True),
        ("Punjab", 74.57, 31.1, False),
        ("Iran and Afghanistan", 61.0, 34.5, False),
    ],
)
def test_boundaries_in_kashmir_are_disputed_and_others_are_not(
    name: str, longitude: float, latitude: float, is_disputed: bool
) -> None:
    box = (58.0, 27.0, 81.0, 40.0)
    near = [
        boundary
        for boundary in boundaries_in(box, drop=PAIR)
        if shapely.LineString(boundary.line).distance(shapely.Point(longitude, latitude)) < 0.6
    ]
    assert near, name
    assert all(boundary.is_disputed is is_disputed for boundary in near), name


def test_every_country_of_the_code_table_is_spelt_with_two_letters_and_three_digits() -> None:
    assert all(len(code) == 2 and len(digits) == 3 for code, digits in NUMERIC.items())
    assert (NUMERIC["AF"], NUMERIC["PK"], names_by_code()["KH"]) == ("004", "586", "Cambodia")


def test_land_is_land_and_sea_is_sea() -> None:
    (land,) = [part for part in land_in((64.0, 22.0, 70.0, 28.0)) if part.area > 1]
    assert land.contains(shapely.Point(66.0, 27.0))
    assert not land.contains(shapely.Point(64.5, 23.0))


def test_names_stand_inside_their_country() -> None:
    names = {str(name["name"]): name["at"] for name in country_names(BOX)}
    assert {"Afghanistan", "Pakistan", "Iran"} <= set(names)


def test_a_basemap_without_boundaries_has_none() -> None:
    data = BasemapLayer((BOX,), omit_boundaries=True).to_data()
    assert data["details"][0]["boundaries"] == []  # type: ignore[index]


def test_capitals_come_first() -> None:
    towns = PlacesLayer(((BOX, 100_000),)).towns()
    assert [town.rank for town in towns] == sorted(town.rank for town in towns)
    assert {"Kabul", "Islamabad"} <= {town.name for town in towns[:8]}


def test_small_towns_stay_out_of_a_wide_box() -> None:
    assert all(town.population >= 100_000 or town.rank < 2 for town in towns_in([(BOX, 100_000)]))


def test_names_of_towns_have_no_marks() -> None:
    assert all(town.name.isascii() for town in towns_in([((60.0, 29.0, 75.0, 38.0), 1)]))


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.integers(min_value=-(2**31), max_value=2**31)))
def test_packed_numbers_come_back(numbers: list[int]) -> None:
    assert unpack_numbers(pack_numbers(numbers)) == numbers


@settings(derandomize=True, max_examples=100)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1))
def test_a_packed_line_is_within_half_a_step(points: list[tuple[float, float]]) -> None:
    longitudes, latitudes = (unpack_numbers(text) for text in pack_line(points, 5))
    for point, longitude, latitude in zip(points, longitudes, latitudes, strict=True):
        assert abs(point[0] - longitude / 1e5) <= 0.51e-5
        assert abs(point[1] - latitude / 1e5) <= 0.51e-5
