from __future__ import annotations

import math

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import BorderError
from geo.geodesy import (
    arc_from_chord,
    cumulative_km,
    disc,
    distance_km,
    foot_on_segments,
    from_ecef,
    nearest_on_polyline,
    segment_azimuth,
    solve_direct,
    solve_inverse,
    to_ecef,
)

WGS84 = Geodesic.WGS84
LON = st.floats(-180, 180)
LAT = st.floats(-89, 89)
steady = settings(derandomize=True, max_examples=60, deadline=None)


@steady
@given(LON, LAT, LON, LAT)
def test_distance_is_that_of_geographiclib(x1: float, y1: float, x2: float, y2: float) -> None:
    exact = WGS84.Inverse(y1, x1, y2, x2)["s12"] / 1000
    assert float(distance_km(x1, y1, x2, y2)) == pytest.approx(exact, abs=1e-9)


@steady
@given(LON, LAT, st.floats(0, 360), st.floats(0, 5000))
def test_inverse_undoes_direct(x: float, y: float, azimuth: float, length: float) -> None:
    end = solve_direct(x, y, azimuth, length)
    assert float(solve_inverse(x, y, *end)[1]) == pytest.approx(length, abs=1e-6)


def test_distance_of_nan_is_nan() -> None:
    assert np.isnan(distance_km([np.nan, 71.0], 34.0, 72.0, 34.0)).tolist() == [True, False]


@steady
@given(LON, LAT)
def test_ecef_there_and_back_returns(x: float, y: float) -> None:
    lon, lat = from_ecef(to_ecef([x], [y]))
    assert float(lat[0]) == pytest.approx(y, abs=1e-12)
    assert math.cos(math.radians(float(lon[0]) - x)) == pytest.approx(1.0, abs=1e-15)


@pytest.mark.parametrize(("length", "limit_m"), [(1, 1e-7), (100, 1e-6), (400, 1e-3)])
def test_arc_of_a_chord_is_the_geodesic(length: float, limit_m: float) -> None:
    rng = np.random.default_rng(1)
    x, y = rng.uniform(-180, 180, 500), rng.uniform(-80, 80, 500)
    x2, y2 = solve_direct(x, y, rng.uniform(0, 360, 500), length)
    a, b = to_ecef(x, y), to_ecef(x2, y2)
    arc = arc_from_chord(np.linalg.norm(a - b, axis=1), a, b)
    assert np.abs(arc - 1000 * length).max() < limit_m


def test_arc_of_nothing_is_nothing() -> None:
    point = to_ecef([71.0], [34.0])
    assert arc_from_chord(np.zeros(1), point, point).tolist() == [0.0]


@steady
@given(LON, LAT, st.floats(0.01, 500), st.integers(3, 100))
def test_every_point_of_a_disc_has_its_radius(x: float, y: float, radius: float, n: int) -> None:
    ring = disc(x, y, radius, n)
    assert np.abs(distance_km(x, y, ring[:, 0], ring[:, 1]) - radius).max() < 1e-6


def test_disc_is_closed_and_counter_clockwise() -> None:
    x, y = disc(71.0, 34.0, 10.0).T
    assert (x[0], y[0]) == (x[-1], y[-1])
    assert float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) > 0


def test_disc_at_the_antimeridian_stays_whole() -> None:
    assert np.ptp(disc(179.99, -17.0, 50.0)[:, 0]) < 2.0


def test_disc_about_a_pole_does_not_fail() -> None:
    assert np.isfinite(disc(0.0, 90.0, 100.0)).all()


@pytest.mark.parametrize("values", [(math.nan, 34, 1), (71, 91, 1), (71, 34, -1), (71, 34, 1, 2)])
def test_impossible_disc_is_refused(values: tuple[float, ...]) -> None:
    with pytest.raises(BorderError, match="expected a centre in degrees"):
        disc(*values)  # type: ignore[arg-type]


def test_cumulative_length_of_one_vertex_is_zero() -> None:
    assert cumulative_km([71.0], [34.0]).tolist() == [0.0]


def test_nearest_on_polyline_finds_the_smallest_distance() -> None:
    line = np.array([[70.0, 34.0], [70.5, 34.3], [71.0, 33.9], [71.4, 34.2]])
    x, y, away, along = nearest_on_polyline(70.8, 34.4, *line.T)
    dense = np.concatenate([_between(*line[i], *line[i + 1]) for i in range(3)])
    brute = distance_km(70.8, 34.4, dense[:, 0], dense[:, 1])
    assert away == pytest.approx(float(brute.min()), abs=1e-6)
    assert float(distance_km(70.8, 34.4, x, y)) == pytest.approx(away, abs=1e-9)
    assert 0 < along < float(cumulative_km(*line.T)[-1])


def test_nearest_on_polyline_wants_two_vertices() -> None:
    with pytest.raises(BorderError, match="two vertices or more, found 1"):
        nearest_on_polyline(71.0, 34.0, [70.0], [34.0])


def test_foot_is_at_right_angles() -> None:
    start = [np.array([v]) for v in (70.0, 34.0)]
    azimuth, length = solve_inverse(70.0, 34.0, 72.0, 35.0)
    along = foot_on_segments(71.5, 33.5, *start, azimuth[None], length[None])
    foot = solve_direct(*start, azimuth, along)
    towards, _ = solve_inverse(*foot, 71.5, 33.5)
    here = segment_azimuth(*start, np.array([azimuth]), along)
    assert math.cos(math.radians(float(towards[0] - here[0]))) == pytest.approx(0.0, abs=1e-8)


def _between(x1: float, y1: float, x2: float, y2: float) -> np.ndarray:
    azimuth, length = solve_inverse(x1, y1, x2, y2)
    return np.column_stack(solve_direct(x1, y1, azimuth, np.linspace(0, float(length), 20001)))
