"""Fuzzy search for the command line."""

from __future__ import annotations

import pytest

from geo.errors import InputError
from geo.places.gazetteer import Gazetteer, load_gazetteer
from geo.places.search import search


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    full = load_gazetteer()
    return Gazetteer(full.tables)  # our own tables alone: quick


@pytest.mark.parametrize(
    ("query", "name"),
    [("angur ada", "Angoor Adda"), ("Torkhem", "Torkham"), ("Kandahar", "Kandahar")],
)
def test_the_likest_name_comes_first(gazetteer: Gazetteer, query: str, name: str) -> None:
    assert search(gazetteer, query)[0].place.name == name


def test_a_name_in_arabic_script_is_found(gazetteer: Gazetteer) -> None:
    assert search(gazetteer, "سپين بولدک")[0].place.name == "Spin Boldak"


def test_likeness_falls_from_match_to_match(gazetteer: Gazetteer) -> None:
    found = [match.likeness for match in search(gazetteer, "Barmal", limit=20)]
    assert found[0] == 1.0
    assert found == sorted(found, reverse=True) or min(found) < 1.0


def test_no_more_matches_than_asked_for(gazetteer: Gazetteer) -> None:
    assert len(search(gazetteer, "Khel", limit=3)) <= 3


def test_nonsense_finds_nothing(gazetteer: Gazetteer) -> None:
    assert search(gazetteer, "xqzzwvb") == ()


def test_a_query_needs_a_letter(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError, match="at least one letter"):
        search(gazetteer, " -- ")
