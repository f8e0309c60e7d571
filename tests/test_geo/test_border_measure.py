from __future__ import annotations

import functools
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import Border, durand_line, locate, make_border, point_at, shared_border
from geo.border.feet import locate_numpy
from geo.border.measure import locate_banks
from geo.errors import BorderError
from geo.geodesy import solve_direct, solve_inverse

steady = settings(derandomize=True, max_examples=40, deadline=None)
# A line with a sharp left and a sharp right turn, the first country on its right.
ZIGZAG = np.array([[70.0, 34.0], [71.0, 34.0], [70.2, 34.3], [71.2, 34.4]])
NEAR = st.tuples(st.floats(0, 2611), st.floats(0, 360), st.floats(0.01, 150))


@functools.cache
def zigzag() -> Border:
    return make_border(("", ""), [ZIGZAG])


@functools.cache
def reverse() -> Border:
    return durand_line().reversed()


def around(place: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray]:
    km, azimuth, away = place
    return solve_direct(*point_at(durand_line(), km), azimuth, away)


@steady
@given(NEAR)
def test_reversing_the_line_flips_banks_and_mirrors_kilometres(
    place: tuple[float, float, float],
) -> None:
    line = durand_line()
    lon, lat = (np.atleast_1d(value) for value in around(place))
    there, back = (locate_banks(b, lon, lat, many=False) for b in (line, reverse()))
    assert back.distance_km[0] == pytest.approx(there.distance_km[0], abs=1e-9)
    assert back.chainage_km[0] == pytest.approx(2611 - there.chainage_km[0], abs=1e-6)
    # The hand of the first country is turned too, so its side is the same as before.
    assert back.side[0] == there.side[0]


@steady
@given(st.floats(0, 2611))
def test_locating_a_point_at_a_kilometre_returns_it(km: float) -> None:
    found = locate(durand_line(), *point_at(durand_line(), km))
    assert found.chainage_km[0] == pytest.approx(km, abs=1e-5)
    assert found.distance_km[0] < 1e-7


@steady
@given(NEAR)
def test_densifying_the_line_changes_nothing(place: tuple[float, float, float]) -> None:
    coarse = make_border(("", ""), [ZIGZAG])
    vertices = []
    for a, b in pairwise(ZIGZAG):
        azimuth, length = solve_inverse(*a, *b)
        steps = np.linspace(0, float(length), 7)[:-1]
        vertices.append(np.column_stack(solve_direct(*a, azimuth, steps)))
    dense = make_border(("", ""), [np.concatenate([*vertices, ZIGZAG[-1:]])])
    lon, lat = solve_direct(70.6, 34.2, place[1], place[2])
    one, other = locate(coarse, lon, lat), locate(dense, lon, lat)
    assert other.distance_km[0] == pytest.approx(one.distance_km[0], abs=1e-7)
    assert other.along_km[0] == pytest.approx(one.along_km[0], abs=1e-4)
    assert other.side[0] == one.side[0]


@steady
@given(NEAR)
def test_no_vertex_is_nearer_than_the_foot(place: tuple[float, float, float]) -> None:
    line = durand_line()
    lon, lat = around(place)
    found = locate(line, lon, lat)
    i = np.searchsorted(line.chainage_km, [found.chainage_km[0] - 20, found.chainage_km[0] + 20])
    near = line.coordinates[i[0] : i[1]]
    assert solve_inverse(lon, lat, *near.T)[1].min() >= found.distance_km[0] - 1e-7


@pytest.mark.parametrize(
    ("lon", "lat", "side"),
    [
        (70.5, 33.9, 1),  # right of the first segment
        (70.5, 34.1, -1),  # left of it
        (71.1, 33.99, 1),  # outside the sharp left turn
        (71.1, 34.02, 1),
        (70.1, 34.28, -1),  # outside the sharp right turn
        (70.1, 34.33, -1),
        (70.95, 34.005, -1),  # inside the left turn
        (70.3, 34.301, 1),  # inside the right turn
    ],
)
def test_side_at_a_turn_is_the_one_it_leaves(lon: float, lat: float, side: int) -> None:
    assert locate(zigzag(), lon, lat).side.tolist() == [side]


def test_point_on_the_line_has_distance_zero_and_no_side() -> None:
    found = locate(zigzag(), 71.0, 34.0)
    assert found.distance_km[0] == pytest.approx(0, abs=1e-9)
    assert found.side.tolist() == [0]
    assert np.isnan(found.bearing_deg[0])


def test_point_a_metre_off_has_a_side() -> None:
    lon, lat = solve_direct(70.5, locate(zigzag(), 70.5, 34.0).foot_lat[0], 0.0, 0.001)
    assert locate(zigzag(), lon, lat).side.tolist() == [-1]


def test_nan_gives_nan_and_leaves_the_others() -> None:
    found = locate(zigzag(), [np.nan, 70.5, 70.5], [34.1, np.inf, 34.1])
    assert np.isnan(found.distance_km).tolist() == [True, True, False]
    assert found.side.tolist() == [0, 0, -1]


def test_nan_gives_nan_in_machine_code_too() -> None:
    lon, lat = np.full(10, 71.0), np.full(10, 34.2)
    lon[3] = np.nan
    found = locate(durand_line(), lon, lat, many=True)
    assert np.flatnonzero(np.isnan(found.chainage_km)).tolist() == [3]


def test_nothing_gives_nothing() -> None:
    assert len(locate(zigzag(), [], [])) == 0
    assert len(locate(durand_line(), [], [], many=True)) == 0


def test_number_gives_one() -> None:
    assert len(locate(zigzag(), 70.5, 34.1)) == 1


def test_latitude_beyond_the_pole_is_refused() -> None:
    with pytest.raises(BorderError, match=r"point 1: .* found lon=34, lat=171; are they swapped"):
        locate(zigzag(), [70.0, 34.0], [34.0, 171.0])


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(BorderError, match="found 2 and 1"):
        locate(zigzag(), [70.0, 71.0], [34.0])


def test_longitude_past_180_is_the_same_place() -> None:
    one, other = locate(zigzag(), 70.5, 34.1), locate(zigzag(), 70.5 - 360, 34.1)
    assert other.distance_km[0] == pytest.approx(one.distance_km[0], abs=1e-9)


@pytest.mark.parametrize("many", [False, True])
def test_far_points_are_measured_too(many: bool) -> None:
    # Sydney, Quito, the poles: nearest by the ellipsoid's own geodesics.
    lon, lat = np.array([151.2, -78.5, 0.0, 0.0]), np.array([-33.9, -0.2, 90.0, -90.0])
    found = locate(durand_line(), lon, lat, many=many)
    line = durand_line().coordinates
    for i in range(4):
        brute = solve_inverse(lon[i], lat[i], *line.T)[1].min()
        assert found.distance_km[i] == pytest.approx(float(brute), abs=0.05)
        assert found.distance_km[i] <= float(brute) + 1e-6


def test_line_across_the_antimeridian_can_be_measured_on() -> None:
    line = make_border(("", ""), [np.array([[179.5, -17.0], [-179.5, -17.0]])])
    found = locate(line, [180.0, -180.0, 179.999], [-16.9, -16.9, -17.1], many=True)
    slow = locate_numpy(line, np.array([180.0]), np.array([-16.9]))
    assert found.distance_km[:2] == pytest.approx([slow.distance_km[0]] * 2, abs=1e-9)
    assert found.side.tolist() == [-1, -1, 1]


def test_country_decides_the_side_beyond_the_banks() -> None:
    # Panjwai lies in Afghanistan; a point of Iran's is on neither side, and keeps its bank.
    line = durand_line()
    found = locate(line, [65.4, 61.6], [31.5, 31.0])
    assert found.side[0] == 1


def test_inside_of_a_belgian_enclave_is_belgian() -> None:
    border = shared_border("BE", "NL")
    rings = [part for part in border.parts() if (part[0] == part[-1]).all()]
    spot = shapely.Polygon(max(rings, key=len)).representative_point()
    assert locate(border, spot.x, spot.y).side.tolist() == [1]


def test_every_row_keeps_its_place_in_machine_code() -> None:
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(62, 74, 6000), rng.uniform(29, 37, 6000)
    order = rng.permutation(6000)
    one, other = locate(durand_line(), lon, lat), locate(durand_line(), lon[order], lat[order])
    assert np.allclose(one.distance_km[order], other.distance_km, atol=1e-9)
    assert (one.side[order] == other.side).all()


def test_without_the_extra_numpy_measures_the_same() -> None:
    # In a process of its own, where numba cannot be imported.
    script = (
        "import sys\n"
        "sys.modules['numba'] = None\n"
        "from geo.border import durand_line, locate\n"
        "print(repr(float(locate(durand_line(), 71.0, 34.5, many=True).distance_km[0])))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    expected = locate(durand_line(), 71.0, 34.5, many=True).distance_km[0]
    assert float(done.stdout) == pytest.approx(expected, abs=1e-9)
