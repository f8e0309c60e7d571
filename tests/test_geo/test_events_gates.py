"""Which named places are gates."""

from __future__ import annotations

import pytest

from geo.events.gates import is_gate
from geo.places.place import Place


def place(kind: str, longitude: float, latitude: float, radius_km: float = 4.0) -> Place:
    return Place("p", "P", kind, "PK", "", "", longitude, latitude, radius_km)


def test_a_crossing_is_a_gate() -> None:
    assert is_gate("", 0, 0, place("crossing", 0.0, 0.0))


def test_a_town_beside_a_crossing_is_a_gate() -> None:
    assert is_gate("Torkham", 0, 7, place("town", 71.09, 34.12))


def test_a_town_far_from_any_crossing_is_none() -> None:
    assert not is_gate("Quetta", 0, 6, place("town", 67.0, 30.2))


def test_a_district_is_never_a_gate() -> None:
    assert not is_gate("the gate of Kurram", 12, 18, place("district", 70.3, 33.7, 40.0))


@pytest.mark.parametrize("text", ["the gate at Wana", "Wana crossing", "Wana border crossing"])
def test_words_beside_a_name_make_it_a_gate(text: str) -> None:
    start = text.index("Wana")
    assert is_gate(text, start, start + 4, place("town", 69.57, 32.3))


def test_no_place_is_no_gate() -> None:
    assert not is_gate("the gate", 0, 8, None)
