"""What must be said beside a sum is said."""

from __future__ import annotations

from geo.incidents.caveats import list_caveats
from geo.incidents.frame import build_frame

ROW = {"footprint": "disc", "status": "imported", "dataset": "UCDP GED", "country": "PK"}


def caveats(*changes):
    return list_caveats(build_frame([ROW | change for change in changes], [None] * len(changes)))


def test_a_data_set_of_one_country_says_so():
    assert caveats({}) == [
        "The rows of UCDP GED are of PK only: shares of the two sides mean nothing."
    ]


def test_a_data_set_of_both_countries_says_nothing():
    assert caveats({}, {"country": "AF"}) == []


def test_far_incidents_do_not_count_among_undetermined_sides():
    far = {"distance_km": 90.0, "border_side": "undetermined", "country": "AF"}
    assert caveats({}, far) == []


def test_a_shared_toll_and_a_missing_place_are_said():
    said = caveats(
        {"episode_id": "e1"}, {"episode_id": "e1", "footprint": "none"}, {"country": "AF"}
    )
    assert said == [
        "1 toll is shared by several places and counted for none of them.",
        "1 of 3 incidents have no place on the map.",
    ]
