"""What a text says of a position."""

from __future__ import annotations

import pytest

from geo.places import load_gazetteer, read_places
from geo.places.gazetteer import Gazetteer
from geo.places.phrases import bearing_of
from geo.places.place import AlongBorder, At, Between, Near, Offset, PlacePhrase


@pytest.fixture(scope="module")
def own() -> Gazetteer:
    full = load_gazetteer()
    return Gazetteer(full.tables, (), full.demonyms, full.capitals)


def only(text: str, gazetteer: Gazetteer) -> PlacePhrase:
    [phrase] = read_places(text, gazetteer).phrases
    return phrase


@pytest.mark.parametrize(
    ("text", "distance_km", "bearing_deg"),
    [
        ("A post 12 km west of Chaman was hit.", 12.0, 270.0),
        ("A post some 25 kilometres north-west of Chaman was hit.", 25.0, 315.0),
        ("A post ten miles to the south of Chaman was hit.", 16.09344, 180.0),
        ("A post 500 metres from Chaman was hit.", 0.5, None),
        ("A car burned on a road southwest of Chaman.", None, 225.0),
        ("A post half a kilometre from Chaman was hit.", 0.5, None),
    ],
)
def test_a_way_from_a_place_is_an_offset(
    own: Gazetteer, text: str, distance_km: float | None, bearing_deg: float | None
) -> None:
    expression = only(text, own).expression
    assert isinstance(expression, Offset)
    assert expression.distance_km == pytest.approx(distance_km)
    assert expression.bearing_deg == bearing_deg


@pytest.mark.parametrize("words", ["near", "on the outskirts of", "close to", "on the edge of"])
def test_nearness_is_said_in_many_ways(own: Gazetteer, words: str) -> None:
    assert isinstance(only(f"A mine went off {words} Peshawar.", own).expression, Near)


def test_two_places_make_a_between(own: Gazetteer) -> None:
    phrase = only("Firing cut the road between Torkham and Landi Kotal.", own)
    assert isinstance(phrase.expression, Between)
    assert phrase.expression.second.name == "Landi Kotal"
    assert phrase.toponyms == (0, 1)


def test_between_two_countries_is_no_place(own: Gazetteer) -> None:
    phrases = read_places("Talks between Pakistan and Afghanistan failed.", own).phrases
    assert {type(phrase.expression) for phrase in phrases} == {At}


def test_along_the_border_in_a_district_is_a_stretch(own: Gazetteer) -> None:
    expression = only("They dug in along the border in Kurram.", own).expression
    assert isinstance(expression, AlongBorder)
    assert [place.name for place in expression.places] == ["Kurram"]


def test_two_districts_are_one_stretch(own: Gazetteer) -> None:
    text = "They dug in along the border in Kurram and North Waziristan districts."
    expression = only(text, own).expression
    assert isinstance(expression, AlongBorder)
    assert len(expression.places) == 2


@pytest.mark.parametrize(
    "text", ["Troops fired across the Durand Line.", "Posts stand on the Pak-Afghan border."]
)
def test_the_line_itself_is_the_whole_border(own: Gazetteer, text: str) -> None:
    assert only(text, own).expression == AlongBorder()


def test_the_bare_border_is_a_phrase_without_a_toponym(own: Gazetteer) -> None:
    phrase = only("Shelling went on along the border for days.", own)
    assert (phrase.expression, phrase.toponyms) == (AlongBorder(), ())


def test_a_chain_gives_one_phrase_for_the_inner_most_place(own: Gazetteer) -> None:
    phrase = only("Shells hit Ghakhi Pass in Mamund tehsil of Bajaur.", own)
    assert isinstance(phrase.expression, At)
    assert phrase.expression.place.name == "Ghakhi"
    assert phrase.toponyms == (0, 1, 2)


def test_an_owner_before_its_district_is_part_of_the_chain(own: Gazetteer) -> None:
    phrase = only("Shells hit Pakistan’s Kurram district.", own)
    assert isinstance(phrase.expression, At)
    assert phrase.expression.place.name == "Kurram"


@pytest.mark.parametrize(
    ("words", "bearing"),
    [("north", 0.0), ("south-west", 225.0), ("north east", 45.0), ("eastern", 90.0), ("up", None)],
)
def test_directions_become_degrees(words: str, bearing: float | None) -> None:
    assert bearing_of(words) == bearing
