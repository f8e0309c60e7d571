"""How newspapers say that nobody was killed."""

from __future__ import annotations

import pytest

from geo.articles.text import Span
from geo.events.victims import find_tolls


def count(text: str) -> list[int | None]:
    found = find_tolls(text, Span(0, len(text)))
    return [toll.low for toll in found if toll.kind == "killed" and not toll.is_part]


@pytest.mark.parametrize(
    "text",
    [
        "Neither army lost a man in the exchange.",
        "Neither Tehran nor Kabul reported any casualties.",
        "Rockets fell on fields; no lives were lost.",
        "Shells landed near the bazaar without hurting anyone.",
        "Six people were wounded, none fatally.",
        "All aboard the bus escaped unhurt.",
        "Three were hurt but all survived.",
        "Shots were traded, without loss on either side.",
        "The blast injured three people, but no one was killed.",
        "Nobody was hit by the bullets.",
    ],
)
def test_words_for_nobody_killed_are_zero(text: str) -> None:
    assert count(text) == [0]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Two men were killed; no other casualties were reported.", [2]),
        ("The governor and all his aides escaped unhurt but two guards died.", [2]),
        ("Nobody claimed the blast that killed five people.", [5]),
    ],
)
def test_who_was_not_hurt_does_not_hide_the_dead(text: str, dead: list[int]) -> None:
    assert count(text) == dead


def test_nobody_knowing_is_no_zero() -> None:
    assert count("There was no word on casualties.") == []
