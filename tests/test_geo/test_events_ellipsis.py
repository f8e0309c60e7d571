"""Acts told without a verb of their own: "killed in Pishin on Sunday and an elder in Chaman"."""

from __future__ import annotations

import pytest

from geo.articles.text import Span
from geo.events.victims import find_tolls
from tests.test_geo.test_events_story import read, tell


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "A policeman was shot dead in Pishin on Friday and a tribal elder in Chaman on"
            " Saturday night.",
            {("attack", "Pishin", "10-10"), ("attack", "Chaman", "10-11")},
        ),
        (
            "Bombs went off in Mastung on Thursday and in Kalat on Friday, police said.",
            {("bombing_or_ied", "Mastung", "10-09"), ("bombing_or_ied", "Kalat", "10-10")},
        ),
        (
            "On Wednesday gunmen killed two labourers in Turbat and on Friday a barber in Panjgur.",
            {("attack", "Turbat", "10-08"), ("attack", "Panjgur", "10-10")},
        ),
        (
            "Jets struck Barmal on Tuesday and Spera on Wednesday.",
            {("airstrike", "Barmal", "10-07"), ("airstrike", "Spera", "10-08")},
        ),
        (
            "A driver was shot dead in Sui on Friday, and another in Panjgur.",
            {("attack", "Sui", "10-10"), ("attack", "Panjgur", "10-10")},
        ),
    ],
)
def test_a_second_place_with_its_own_day_or_victim_is_an_act_of_its_own(
    text: str, acts: set[tuple[str, str, str]]
) -> None:
    assert tell(text) == acts


def test_what_has_a_verb_of_its_own_repeats_none() -> None:
    told = tell(
        "A soldier was killed in Kurram on Monday and his body was flown to Peshawar on Tuesday."
    )
    assert told == {("armed_clash", "Kurram", "10-06")}


def test_each_of_two_such_acts_has_its_own_dead() -> None:
    mentions = read(
        "Three soldiers were killed in Kurram on Friday and an elder in Khar on Saturday."
    )
    assert [mention.best for mention in mentions] == [3, 1]


def test_people_named_without_a_verb_died_like_those_before_them() -> None:
    text = "Four villagers were killed in Uri, and two soldiers and a guard in the Keran sector."
    tolls = find_tolls(text, Span(0, len(text)))
    assert [(toll.low, toll.group) for toll in tolls] == [
        (4, "civilians"),
        (2, "military"),
        (1, "military"),
    ]


def test_a_district_in_a_country_is_nobody_killed() -> None:
    text = "Five men were killed in Kurram, a district in Pakistan."
    assert len(find_tolls(text, Span(0, len(text)))) == 1
