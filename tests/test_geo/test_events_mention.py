"""The id of a mention: what it rests on, and what it does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places.place import AlongBorder, At, Between, Near, Offset

from .incident_samples import KURRAM, TORKHAM, VILLAGE, mention

places = st.sampled_from((KURRAM, TORKHAM, VILLAGE))
expressions = st.one_of(
    st.none(),
    st.builds(At, places),
    st.builds(Near, places),
    st.builds(Offset, places, st.sampled_from((None, 5.0, 12.0)), st.sampled_from((None, 90.0))),
    st.builds(Between, places, places),
    st.builds(AlongBorder, st.lists(places, max_size=2).map(tuple)),
)


def measured_anew(place):
    """The place as a later gazetteer has it: the same id, all else corrected."""
    return replace(
        place,
        name=place.name + "h",
        spellings=("another",),
        radius_km=place.radius_km + 1,
        longitude=place.longitude + 0.01,
        population=5,
        adm_1="Khyber Pakhtunkhwa",
        is_confirmed=False,
    )


def with_places(said, change):
    """An expression with each of its places changed."""
    if said is None:
        return None
    if isinstance(said, Between):
        return Between(change(said.first), change(said.second))
    if isinstance(said, AlongBorder):
        return AlongBorder(tuple(map(change, said.places)))
    return replace(said, place=change(said.place))


@given(expressions)
@settings(derandomize=True, max_examples=100, deadline=None)
def test_an_id_survives_a_gazetteer_that_spells_and_measures_anew(said):
    one = mention("a", where=said)
    other = mention("a", where=with_places(said, measured_anew))
    assert one.mention_id == other.mention_id


@given(expressions, expressions)
@settings(derandomize=True, max_examples=200, deadline=None)
def test_different_places_have_different_ids(said, other):
    same = mention("a", where=said).mention_id == mention("a", where=other).mention_id
    assert same == (said == other)


@pytest.mark.parametrize(
    "other",
    [
        mention("b"),
        mention("a", start=1),
        mention("a", "shelling"),
        mention("a", day=dt.date(2025, 10, 12)),
    ],
    ids=["text", "trigger", "type", "day"],
)
def test_an_id_tells_texts_triggers_types_and_days_apart(other):
    assert mention("a").mention_id != other.mention_id


def test_what_else_is_read_from_the_words_leaves_the_id():
    one = mention("a")
    other = replace(one, best=3, side_a="TTP", extractor="rules 2", confidence=0.9, quote="other")
    assert one.mention_id == other.mention_id


def test_a_place_without_an_id_counts_by_its_rounded_coordinates():
    bare = replace(VILLAGE, place_id="")
    beside = replace(bare, longitude=bare.longitude + 0.0001, name="Tari Mangal")
    away = replace(bare, longitude=bare.longitude + 0.01)
    ids = [mention("a", where=one).mention_id for one in (bare, beside, away)]
    assert ids[0] == ids[1] != ids[2]


def test_zero_has_no_sign_in_an_id():
    places = (replace(VILLAGE, place_id="", longitude=zero, latitude=1.0) for zero in (0.0, -0.0))
    assert len({mention("a", where=one).mention_id for one in places}) == 1


def test_an_id_is_the_same_everywhere():
    assert mention("a").mention_id == "f2e4fdf7cbd8fbf3"
