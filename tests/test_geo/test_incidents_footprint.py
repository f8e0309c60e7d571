"""What a text says of a place becomes the ground it may mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import durand_line, locate
from geo.geodesy import distance_km
from geo.incidents.footprint import find_footprint, gap_km
from geo.incidents.stretches import join_intervals, sector_interval
from geo.places.place import AlongBorder, At, Between, Near, Offset, Place


def place(name="Spin Boldak", kind="town", country="AF", lon=66.40, lat=31.006, radius_km=4.0):
    return Place(name.lower(), name, kind, country, "", "", lon, lat, radius_km)


KURRAM = place("Kurram", "district", "PK", 70.2, 33.75, 45.0)
KHOST = place("Khost", "province", "AF", 69.9, 33.35, 40.0)
TORKHAM = place("Torkham", "crossing", "", 71.0935, 34.1215, 1.0)
LANDI_KOTAL = place("Landi Kotal", "town", "PK", 71.145, 34.10, 3.0)
QUETTA = place("Quetta", "town", "PK", 67.0, 30.2, 12.0)
SIALKOT = place("Sialkot", "district", "PK", 74.5, 32.5, 30.0)
PAKISTAN = place("Pakistan", "country", "PK", 70.0, 30.0, 700.0)


@pytest.fixture(scope="module")
def line():
    return durand_line()


def find(expression):
    return find_footprint(expression, durand_line())


def test_a_town_is_a_disc_of_its_radius(line):
    found = find(At(place()))
    assert (found.kind, found.where_prec, found.radius_km) == ("disc", 1, 4.0)
    assert found.geometry.geom_type == "Polygon"
    assert found.geometry.exterior.is_ccw


def test_a_place_without_size_is_a_point():
    found = find(At(place(radius_km=0.1)))
    assert (found.kind, found.geometry.geom_type) == ("point", "Point")


@pytest.mark.parametrize(
    ("kind", "radius_km", "where_prec"),
    [
        ("district", 30.0, 3),
        ("province", 90.0, 4),
        ("region", 90.0, 4),
        ("region", 200.0, 5),
        ("valley", 10.0, 2),
        ("river", 60.0, 5),
    ],
)
def test_precision_follows_the_kind_and_size_of_the_place(kind, radius_km, where_prec):
    assert find(At(place(kind=kind, radius_km=radius_km))).where_prec == where_prec


def test_a_country_has_no_footprint():
    found = find(At(PAKISTAN))
    assert (found.kind, found.where_prec, found.latitude) == ("none", 6, None)
    assert found.name == "Pakistan"


def test_nothing_said_is_no_footprint():
    assert find(None).where_prec is None


def test_near_a_village_reaches_at_least_five_kilometres_farther():
    assert find(Near(place(radius_km=1.0))).radius_km == 6.0
    assert find(Near(place(radius_km=8.0))).radius_km == 16.0
    assert find(Near(KURRAM)).radius_km == 60.0


def test_an_offset_moves_the_point():
    found = find(Offset(place(), 12.0, 270.0))
    assert found.longitude < 66.3
    assert found.latitude == pytest.approx(31.006, abs=0.01)
    assert found.name == "12 km west of Spin Boldak"


def test_an_offset_without_a_direction_stays_at_the_place():
    found = find(Offset(place(), 12.0, None))
    assert (found.longitude, found.latitude) == (66.40, 31.006)
    assert found.radius_km > 12.0
    assert found.name == "12 km from Spin Boldak"


def test_an_offset_without_a_distance_lies_outside_the_place():
    found = find(Offset(place(), None, 0.0))
    assert found.latitude > 31.05
    assert found.name == "north of Spin Boldak"


@settings(derandomize=True, deadline=None, max_examples=40)
@given(
    away=st.floats(1.0, 80.0),
    bearing=st.floats(0.0, 359.0),
    turn=st.floats(-22.5, 22.5),
    share=st.floats(0.86, 1.14),
)
def test_an_offset_disc_holds_its_sector_and_a_rounded_distance(away, bearing, turn, share):
    from geo.geodesy import solve_direct

    found = find(Offset(place(), away, bearing))
    lon, lat = solve_direct(66.40, 31.006, bearing + turn, away * share)
    gap = distance_km(lon, lat, found.longitude, found.latitude)
    assert gap <= found.radius_km


def test_between_two_places_holds_both_and_what_lies_between():
    from shapely.geometry import Point

    found = find(Between(TORKHAM, LANDI_KOTAL))
    assert found.kind == "area"
    for lon, lat in ((71.0935, 34.1215), (71.145, 34.10), (71.119, 34.111)):
        assert found.geometry.contains(Point(lon, lat))
    assert found.geometry.exterior.is_ccw
    assert found.name == "between Torkham and Landi Kotal"


def test_between_far_places_is_known_badly():
    assert find(Between(TORKHAM, QUETTA)).where_prec == 5


def test_between_two_countries_is_nowhere():
    assert find(Between(PAKISTAN, TORKHAM)).kind == "none"


def test_the_whole_border_is_a_stretch_with_its_point_in_the_middle(line):
    found = find(AlongBorder())
    assert (found.kind, found.km_from, found.km_to) == ("stretch", 0.0, 2611.0)
    measured = locate(line, found.longitude, found.latitude)
    assert measured.distance_km[0] == pytest.approx(0.0, abs=1e-3)
    assert measured.chainage_km[0] == pytest.approx(1305.5, abs=0.01)
    assert len(found.geometry.coords) < 3000


def test_a_thinned_stretch_stays_within_a_kilometre_of_the_line(line):
    found = find(AlongBorder())
    lon, lat = zip(*found.geometry.coords, strict=True)
    assert locate(line, lon, lat).distance_km.max() < 1.0


def test_along_the_border_of_a_district_is_its_sector():
    found = find(AlongBorder((KURRAM,)))
    assert (found.kind, found.where_prec) == ("stretch", 5)
    assert found.km_from == pytest.approx(884, abs=10)
    assert found.km_to == pytest.approx(1068, abs=10)


def test_along_the_border_between_districts_of_both_sides_is_what_they_share():
    found = find(AlongBorder((KURRAM, KHOST)))
    assert found.km_from == pytest.approx(988, abs=10)
    assert found.km_to == pytest.approx(1068, abs=10)


def test_along_the_border_at_a_town_is_a_few_kilometres_either_way():
    found = find(AlongBorder((TORKHAM,)))
    assert found.km_from < 804 < found.km_to
    assert found.km_to - found.km_from == pytest.approx(20, abs=1)


def test_a_place_far_from_the_line_is_just_itself():
    found = find(AlongBorder((SIALKOT,)))
    assert (found.kind, found.name) == ("disc", "Sialkot")


def test_the_line_by_its_name_is_a_stretch_and_another_line_is_not():
    assert find(At(place("Durand Line", "line", "", 69.0, 32.0, 400.0))).kind == "stretch"
    assert find(At(place("Line of Control", "line", "", 74.3, 34.0, 100.0))).kind == "disc"


def test_a_long_line_whose_end_comes_near_is_still_another_line():
    assert find(At(place("Line of Control", "line", "", 74.2, 34.0, 220.0))).kind == "disc"


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    kind=st.sampled_from(["village", "post", "district", "region", "river"]),
    lon=st.floats(60, 75),
    lat=st.floats(24, 38),
    radius_km=st.floats(0, 300),
)
def test_a_footprint_always_holds_its_representative_point(kind, lon, lat, radius_km):
    from shapely.geometry import Point

    found = find(At(place(kind=kind, lon=lon, lat=lat, radius_km=radius_km)))
    assert found.geometry.buffer(1e-5).contains(Point(found.longitude, found.latitude))


def test_a_district_by_its_old_name_has_todays_sector_only_where_it_is_gone(line):
    assert sector_interval(["Kurram agency"], line) == sector_interval(["Kurram"], line)
    first, last = sector_interval(["South Waziristan"], line)
    assert first == pytest.approx(1248, abs=10)
    assert last == pytest.approx(1342, abs=10)


def test_intervals_of_one_country_are_taken_together():
    assert join_intervals([("PK", (10.0, 20.0)), ("PK", (40.0, 50.0))]) == (10.0, 50.0)


def test_intervals_that_share_nothing_are_taken_together():
    assert join_intervals([("PK", (10.0, 20.0)), ("AF", (40.0, 50.0))]) == (10.0, 50.0)


def test_the_gap_between_footprints_is_that_of_their_points():
    gap = gap_km(find(At(TORKHAM)), find(At(LANDI_KOTAL)))
    assert gap == pytest.approx(5.3, abs=0.2)
