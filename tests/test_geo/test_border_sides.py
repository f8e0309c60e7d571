from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.border import (
    durand_line,
    is_in_country,
    locate,
    make_border,
    name_side,
    name_sides,
    neighbours,
    offset,
    point_at,
    read_border,
    shared_border,
    side_of,
)
from geo.border.country import clearances_km, country_signs
from geo.border.land import cut_sea, is_on_land
from geo.border.source import (
    Zone,
    other_edges,
    overlap,
    read_zones,
    shared_parts,
    to_geometry,
    validate_country,
    zones_by_country,
)
from geo.errors import UnknownNameError


@pytest.mark.parametrize(
    ("lon", "lat", "side"),
    [
        (69.17, 34.53, "AF"),  # Kabul
        (73.05, 33.68, "PK"),  # Islamabad
        (62.2, 34.35, "AF"),  # Herat, far from the line
        (67.0, 24.86, "PK"),  # Karachi
        (72.6, 36.9, "AF"),  # the Wakhan
        (51.4, 35.7, "elsewhere"),  # Tehran
        (72.5, 37.6, "elsewhere"),  # Tajikistan, north of the Wakhan
        (76.9, 28.6, "elsewhere"),  # Delhi
        (-0.1, 51.5, "elsewhere"),  # London
    ],
)
def test_place_is_on_its_side(lon: float, lat: float, side: str) -> None:
    assert side_of(durand_line(), lon, lat) == side


def test_within_a_hundred_metres_is_on_the_line() -> None:
    near, far = (offset(durand_line(), 804.0, metres, "AF") for metres in (90, 150))
    assert side_of(durand_line(), *near) == "on_line"
    assert side_of(durand_line(), *far) == "AF"


def test_place_that_is_no_number_is_undetermined() -> None:
    assert name_sides(durand_line(), [np.nan], [34.0]).tolist() == ["undetermined"]


def test_place_claimed_by_both_is_undetermined() -> None:
    border = shared_border("SD", "SS")
    spot = shapely.from_wkb(border.disputed).representative_point()
    found = locate(border, spot.x, spot.y)
    if found.distance_km[0] > 0.1:
        assert side_of(border, spot.x, spot.y) == "undetermined"


def test_line_between_unknown_countries_has_a_first_and_a_second_side() -> None:
    line = make_border(("", ""), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    assert name_side(line, [70.9, 71.1], [33.5, 33.5]).tolist() == ["first", "second"]


def test_sides_far_and_near_are_those_of_the_areas() -> None:
    rng = np.random.default_rng(6)
    lon, lat = rng.uniform(60, 78, 3000), rng.uniform(28, 39, 3000)
    names = name_sides(durand_line(), lon, lat)
    inside = {code: is_in_country(code, lon, lat) for code in ("AF", "PK")}
    clear = locate(durand_line(), lon, lat).distance_km > 0.1
    for code, here in inside.items():
        assert (names[here & clear] == code).all()
    assert (names[~inside["AF"] & ~inside["PK"] & clear] == "elsewhere").all()


def test_no_other_edge_is_nearer_than_the_clearance() -> None:
    line = durand_line()
    zones = read_zones("AF") + read_zones("PK")
    parts = other_edges(zones, np.rint(line.coordinates * 1e6).astype(np.int64))
    outline = make_border(("", ""), [part / 1e6 for part in parts])
    along = np.random.default_rng(1).uniform(0, line.length_km, 300)
    away = locate(outline, *point_at(line, line.km_from_along(along))).distance_km
    clearance = clearances_km(line)[(along / 2).astype(int)]
    assert (clearance <= np.maximum(away, 0.01)).all()
    assert clearance.max() > 300


@pytest.mark.shared
def test_own_line_decides_near_it_and_the_countries_far_away(shared: Path) -> None:
    line = read_border(shared / "data" / "lines" / "ne_10m.geojson", pair=("AF", "PK"))
    lon, lat = offset(line, 1500.0, 500, "AF")
    assert side_of(line, lon, lat) == "AF"
    assert side_of(line, 51.4, 35.7) == "elsewhere"


def test_signs_of_a_border_turned_round_are_turned_round() -> None:
    lon, lat = np.array([69.17, 73.05, 51.4]), np.array([34.53, 33.68, 35.7])
    for pair, first in ((("AF", "PK"), 1.0), (("PK", "AF"), -1.0)):
        border = shared_border(*pair)
        signs = country_signs(border, lon, lat, locate(border, lon, lat))
        assert signs[:2].tolist() == [first, -first]
        assert np.isnan(signs[2])


def test_neighbours_are_those_on_land() -> None:
    assert neighbours("PK") == ("AF", "CN", "IN", "IR")


def test_island_has_no_neighbour() -> None:
    assert neighbours("LK") == ()


def test_countries_have_their_zones() -> None:
    assert zones_by_country()["AF"] == ("Asia/Kabul",)
    assert len(zones_by_country()["RU"]) > 10


def test_code_is_read_in_any_case() -> None:
    assert validate_country(" pk ") == "PK"


def test_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="unknown country code 'XX'"):
        read_zones("XX")


def square(x: int, *, hole: bool = False) -> Zone:
    ring = np.array([[x, 0], [x, 4], [x + 4, 4], [x + 4, 0]])
    inner = np.array([[x + 1, 1], [x + 2, 1], [x + 2, 2], [x + 1, 2]])
    return Zone((ring, inner) if hole else (ring,))


def test_squares_side_by_side_share_an_edge() -> None:
    assert [part.tolist() for part in shared_parts((square(0),), (square(4),))] == [
        [[4, 4], [4, 0]]
    ]


def test_squares_apart_share_nothing() -> None:
    assert shared_parts((square(0),), (square(9),)) == []


def test_enclave_is_a_closed_part() -> None:
    inner = np.array([[1, 1], [1, 2], [2, 2], [2, 1]])
    (part,) = shared_parts((square(0, hole=True),), (Zone((inner,)),))
    assert part[0].tolist() == part[-1].tolist()
    assert len(part) == 5


def test_line_through_two_zones_of_a_country_is_one() -> None:
    upper = Zone((np.array([[0, 2], [0, 4], [4, 4], [4, 2]]),))
    lower = Zone((np.array([[0, 0], [0, 2], [4, 2], [4, 0]]),))
    east = Zone((np.array([[4, 0], [4, 2], [4, 4], [8, 4], [8, 0]]),))
    (part,) = shared_parts((upper, lower), (east,))
    assert part.tolist() == [[4, 4], [4, 2], [4, 0]]


def test_slivers_are_no_dispute() -> None:
    assert overlap((square(0),), (square(3),), 1.0) is None


def test_overlap_is_an_area() -> None:
    big = [Zone((np.array([[0, 0], [0, 1], [1, 1], [1, 0]]) * 1_000_000 + shift,)) for shift in
           (np.array([0, 0]), np.array([500_000, 0]))]  # fmt: skip
    area = shapely.from_wkb(overlap((big[0],), (big[1],), 1.0))
    assert area.area == pytest.approx(0.5)


def test_area_of_a_country_is_one_geometry() -> None:
    area = to_geometry(read_zones("AF"))
    assert area.is_valid
    assert area.contains(shapely.Point(69.17, 34.53))


def test_kabul_is_on_land_and_the_arabian_sea_is_not() -> None:
    assert is_on_land(np.array([69.17, 63.0]), np.array([34.53, 20.0])).tolist() == [True, False]


@pytest.mark.parametrize(
    ("lon", "lat", "is_land"),
    [
        (26.0, 67.0, True),  # Lapland: at the latitudes where Asia crosses the antimeridian
        (-168.97, 65.6, False),  # the Bering Strait
        (-175.0, 66.5, True),  # Chukotka, beyond the antimeridian
        (5.0, 66.0, False),  # the Norwegian Sea
        (0.0, -88.0, True),  # the South Pole
        (0.0, 88.0, False),
    ],
)
def test_land_is_right_where_rings_cross_the_antimeridian(
    lon: float, lat: float, is_land: bool
) -> None:
    assert is_on_land(np.array([lon]), np.array([lat])).tolist() == [is_land]


def test_line_out_to_sea_ends_at_the_coast() -> None:
    # From Karachi's hinterland south-west into the Arabian Sea.
    (part,) = cut_sea([np.array([[67.0, 25.2], [66.5, 24.0], [66.0, 23.0]])])
    assert 24.5 < part[-1, 1] < 25.2
    assert part[0].tolist() == [67.0, 25.2]


def test_line_wholly_at_sea_is_left_out() -> None:
    assert cut_sea([np.array([[63.0, 20.0], [64.0, 20.0]])]) == []


def test_enclave_is_not_cut() -> None:
    ring = np.array([[63.0, 20.0], [64.0, 20.0], [64.0, 21.0], [63.0, 20.0]])
    assert len(cut_sea([ring])) == 1
