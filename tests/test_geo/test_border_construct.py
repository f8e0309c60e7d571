from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import (
    corridor,
    durand_line,
    heading_at,
    locate,
    make_border,
    offset,
    point_at,
    shared_border,
    stretch,
)
from geo.errors import BorderError, UnknownNameError
from geo.geodesy import cumulative_km, solve_direct

steady = settings(derandomize=True, max_examples=30, deadline=None)
KM = st.floats(0, 2611)


def straight() -> object:
    return make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])


def test_points_at_the_ends_are_the_ends() -> None:
    line = durand_line()
    lon, lat = point_at(line, [0, 2611])
    assert np.allclose(np.column_stack([lon, lat]), line.coordinates[[0, -1]], atol=1e-9)


def test_points_at_vertices_are_the_vertices() -> None:
    line = durand_line()
    chosen = slice(None, None, 500)
    lon, lat = point_at(line, line.chainage_km[chosen])
    assert np.allclose(np.column_stack([lon, lat]), line.coordinates[chosen], atol=1e-8)


@pytest.mark.parametrize("km", [-0.1, 2611.1, np.nan])
def test_kilometre_off_the_line_is_refused(km: float) -> None:
    with pytest.raises(BorderError, match="expected kilometres between 0 and 2611"):
        point_at(durand_line(), km)


@steady
@given(KM, KM)
def test_stretch_has_the_length_between_its_kilometres(a: float, b: float) -> None:
    line = durand_line()
    piece = stretch(line, a, b)
    length = cumulative_km(*shapely.get_coordinates(piece).T)[-1]
    expected = abs(np.diff(line.along_from_km([a, b]))[0])
    assert length == pytest.approx(expected, abs=1e-5)


def test_stretch_of_all_is_the_line() -> None:
    line = durand_line()
    assert len(shapely.get_coordinates(stretch(line, 0, 2611))) == len(line.coordinates)


def test_stretch_of_nothing_is_a_point_twice() -> None:
    piece = stretch(durand_line(), 800, 800)
    assert piece.length == 0
    assert len(piece.coords) == 2


def test_stretch_across_a_gap_is_in_parts() -> None:
    border = shared_border("BE", "NL")
    assert stretch(border, 0, border.km_end).geom_type == "MultiLineString"


def test_stretch_off_the_line_is_refused() -> None:
    with pytest.raises(BorderError, match="found 2700"):
        stretch(durand_line(), 800, 2700)


@steady
@given(st.floats(1, 2610), st.sampled_from(["AF", "PK"]), st.floats(0.5, 5))
def test_offset_lies_on_its_side_at_its_distance(km: float, side: str, metres: float) -> None:
    line = durand_line()
    found = locate(line, *offset(line, km, metres, side))
    # A bend may bring the line nearer than that, never farther away.
    assert found.distance_km[0] <= metres / 1000 + 1e-7
    if found.distance_km[0] > 0.9999 * metres / 1000:
        assert found.side[0] == (1 if side == "AF" else -1)
        assert found.chainage_km[0] == pytest.approx(km, abs=1e-4)


def test_most_offsets_return_to_their_kilometre() -> None:
    line = durand_line()
    km = np.linspace(1, 2610, 500)
    found = locate(line, *offset(line, km, 2.0, 1))
    is_back = np.abs(found.chainage_km - km) < 1e-5
    assert is_back.mean() > 0.9
    assert (found.side[is_back] == 1).all()


def test_offset_to_a_third_country_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="unknown side 'IR'"):
        offset(durand_line(), 10, 1, "IR")


def test_heading_is_that_of_the_segment() -> None:
    line = straight()
    assert float(heading_at(line, 50.0)) == pytest.approx(180)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def ten_km() -> shapely.Polygon:
    return corridor(durand_line(), 10)


def test_corridor_holds_what_is_nearer_and_nothing_else(ten_km: shapely.Polygon) -> None:
    rng = np.random.default_rng(2)
    lon, lat = point_at(durand_line(), rng.uniform(0, 2611, 3000))
    lon, lat = solve_direct(lon, lat, rng.uniform(0, 360, 3000), rng.uniform(0, 20, 3000))
    away = locate(durand_line(), lon, lat).distance_km
    inside = shapely.contains_xy(ten_km, lon, lat)
    assert inside[away < 9.95].all()
    assert not inside[away > 10.05].any()


def test_corridor_of_one_side_is_its_half(ten_km: shapely.Polygon) -> None:
    halves = [corridor(durand_line(), 10, side) for side in ("AF", "PK")]
    assert sum(half.area for half in halves) == pytest.approx(ten_km.area, rel=1e-3)
    rng = np.random.default_rng(4)
    km = rng.uniform(50, 2550, 500)
    lon, lat = offset(durand_line(), km, 3000, "AF")
    found = locate(durand_line(), lon, lat)
    far = found.distance_km > 0.2
    inside = shapely.contains_xy(halves[0], lon, lat)
    assert (inside == (found.side == 1))[far].all()


@pytest.mark.parametrize("width", [0, -1, 501, np.nan])
def test_impossible_corridor_is_refused(width: float) -> None:
    with pytest.raises(BorderError, match="at most 500 km"):
        corridor(durand_line(), width)
