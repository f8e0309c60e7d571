from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import (
    Border,
    LineError,
    build_line_error,
    durand_line,
    line_error,
    locate,
    make_border,
    measure_disc,
    measure_discs,
    measure_polygon,
    name_share,
    offset,
    point_at,
)
from geo.border.band import normal_share
from geo.errors import BorderError
from geo.geodesy import disc, solve_direct

steady = settings(derandomize=True, max_examples=15, deadline=None)
NARROW = LineError(np.array([0.0]), np.array([1e-6]))
PLACE = st.tuples(st.floats(0, 2611), st.floats(0, 360), st.floats(0, 60), st.floats(0.2, 40))


def straight() -> Border:
    return make_border(("", ""), [np.array([[71.0, 36.0], [71.0, 32.0]])])


def at(place: tuple[float, ...]) -> tuple[float, float]:
    lon, lat = solve_direct(*point_at(durand_line(), place[0]), place[1], place[2])
    return float(lon), float(lat)


@steady
@given(PLACE)
def test_intervals_hold_every_point_of_the_disc(place: tuple[float, ...]) -> None:
    lon, lat = at(place)
    found = measure_disc(durand_line(), lon, lat, place[3])
    rng = np.random.default_rng(1)
    n = 4000
    x, y = solve_direct(lon, lat, rng.uniform(0, 360, n), place[3] * np.sqrt(rng.uniform(0, 1, n)))
    points = locate(durand_line(), x, y, many=True)
    assert found.distance_low_km <= points.distance_km.min() + 0.001
    assert found.distance_high_km >= points.distance_km.max() - 0.02 * place[3]
    assert found.chainage_low_km <= points.chainage_km.min() + 0.5
    assert found.chainage_high_km >= points.chainage_km.max() - 0.5


@steady
@given(PLACE)
def test_intervals_reach_no_further_than_the_disc(place: tuple[float, ...]) -> None:
    lon, lat = at(place)
    found = measure_disc(durand_line(), lon, lat, place[3])
    assert found.distance_high_km <= found.distance_km + place[3] + 0.001
    assert found.distance_low_km >= found.distance_km - place[3] - 0.001
    assert found.chainage_low_km <= found.chainage_km <= found.chainage_high_km


@pytest.mark.parametrize(
    ("away", "share"), [(-0.5, 0.8045), (0, 0.5), (0.5, 0.1955), (0.9, 0.0187)]
)
def test_share_of_a_disc_is_its_segment(away: float, share: float) -> None:
    # A circle cut at half (0.9) of its radius: areas of circular segments.
    lon, lat = solve_direct(71.0, 34.0, 90.0, 10 * away)
    found = measure_disc(straight(), float(lon), float(lat), 10.0, NARROW)
    assert found.p_first == pytest.approx(share, abs=0.01)
    assert found.p_first + found.p_second == pytest.approx(1, abs=1e-4)


def test_polygon_like_a_disc_has_its_share() -> None:
    ring = shapely.Polygon(disc(71.05, 34.0, 10.0, 128))
    one = measure_polygon(straight(), ring, error=NARROW)
    other = measure_disc(straight(), 71.05, 34.0, 10.0, NARROW)
    assert one.p_first == pytest.approx(other.p_first, abs=0.01)
    assert one.distance_low_km == other.distance_low_km == 0
    assert one.distance_high_km == pytest.approx(other.distance_high_km, abs=0.02)
    assert one.chainage_low_km == pytest.approx(other.chainage_low_km, abs=0.1)
    assert one.chainage_high_km == pytest.approx(other.chainage_high_km, abs=0.1)


@pytest.mark.parametrize(("sigmas", "share"), [(0, 0.5), (1, 0.8413), (-2, 0.0228)])
def test_point_has_the_probability_the_lines_error_leaves(sigmas: float, share: float) -> None:
    side = 1 if sigmas >= 0 else -1
    lon, lat = offset(straight(), 200.0, abs(sigmas) * 100.0, side)
    error = LineError(np.array([0.0]), np.array([0.1]))
    found = measure_disc(straight(), float(lon), float(lat), 0.0, error)
    assert found.p_first == pytest.approx(share, abs=0.001)


def test_error_of_the_line_can_vary_by_kilometre() -> None:
    error = LineError(np.array([0.0, 100.0]), np.array([0.05, 1.0]))
    assert error.at([50, 100, 2000]).tolist() == [0.05, 1, 1]


def test_durand_line_is_known_less_well_in_the_desert() -> None:
    error = line_error("AF-PK")
    assert 0.02 <= float(np.median(error.sigma_km)) <= 0.1
    is_desert = error.km_from >= 2200
    assert np.median(error.sigma_km[is_desert]) > 2 * np.median(error.sigma_km[~is_desert])


def test_line_without_a_table_has_one_error_everywhere() -> None:
    assert line_error("TH-KH").at([0, 500]).tolist() == [0.047, 0.047]


def test_error_from_a_line_beside_it_is_their_distance() -> None:
    beside = make_border(("", ""), [np.column_stack(offset(straight(), [0, 443], 100, 1))])
    error = build_line_error(straight(), beside)
    assert np.allclose(error.sigma_km[:-1], 0.1 / np.sqrt(2), atol=0.002)


def test_disc_in_one_country_is_there() -> None:
    found = measure_disc(durand_line(), 69.2, 34.5, 20.0)
    assert (found.border_side, found.p_first, found.p_second) == ("AF", 1, 0)


def test_disc_in_neither_country_is_elsewhere() -> None:
    found = measure_disc(durand_line(), 51.4, 35.7, 20.0)
    assert (found.border_side, found.p_first, found.p_second) == ("elsewhere", 0, 0)


def test_disc_across_the_line_is_undetermined() -> None:
    assert measure_disc(durand_line(), 71.0847, 34.1147, 5.0).border_side == "undetermined"


def test_point_at_the_line_is_on_it() -> None:
    lon, lat = point_at(durand_line(), 804)
    assert measure_disc(durand_line(), float(lon), float(lat), 0.0).border_side == "on_line"


def test_disc_in_two_countries_and_a_third_is_shared_by_all() -> None:
    lon, lat = durand_line().coordinates[-1]
    found = measure_disc(durand_line(), float(lon), float(lat), 20.0)
    assert 0.1 < found.p_first < 0.9
    assert found.p_first + found.p_second < 0.9


def test_nine_tenths_make_a_side_clear() -> None:
    line = durand_line()
    names = [name_share(line, p, 1 - p) for p in (0.9, 0.89, 0.11, 0.1)]
    assert names == ["AF", "undetermined", "undetermined", "PK"]


def test_the_same_question_is_answered_once() -> None:
    place = (durand_line(), 70.0, 34.0, 3.0)
    assert measure_disc(*place) is measure_disc(*place)


def test_many_discs_are_measured_like_each_alone() -> None:
    rng = np.random.default_rng(8)
    lon, lat = point_at(durand_line(), rng.uniform(0, 2611, 70))
    lon, lat = solve_direct(lon, lat, rng.uniform(0, 360, 70), rng.uniform(0, 40, 70))
    many = measure_discs(durand_line(), lon, lat, 10.0)
    for i in range(0, 70, 10):
        assert many[i] == measure_discs(durand_line(), lon[i], lat[i], 10.0)[0]


@pytest.mark.parametrize("values", [(np.nan, 34, 1), (71, 34, -1), (71, 34, np.inf)])
def test_impossible_disc_is_refused(values: tuple[float, float, float]) -> None:
    with pytest.raises(BorderError, match="expected centres in degrees"):
        measure_disc(durand_line(), *values)


def test_empty_polygon_is_refused() -> None:
    with pytest.raises(BorderError, match="expected a polygon"):
        measure_polygon(durand_line(), shapely.Polygon())


def test_crossed_polygon_is_refused() -> None:
    bow = shapely.Polygon([(70, 34), (71, 35), (71, 34), (70, 35)])
    with pytest.raises(BorderError, match="Self-intersection"):
        measure_polygon(durand_line(), bow)


def test_normal_share_is_the_distribution_function() -> None:
    from statistics import NormalDist

    z = np.linspace(-6, 6, 101)
    exact = [NormalDist().cdf(value) for value in z]
    assert np.abs(normal_share(z) - exact).max() < 1e-7
    assert normal_share(np.array([-1e9, 1e9])).tolist() == [0, 1]
