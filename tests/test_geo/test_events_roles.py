"""What a named place is in its sentence, by the words beside it."""

from __future__ import annotations

import pytest

from geo.events.roles import judge_words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("In March ", " moved guns to the frontier."),
        ("The envoy left after ", " expelled two diplomats."),
        ("May 2019, all crossings: ", " sealed the border on the 3rd."),
    ],
)
def test_a_capital_that_acts_is_a_government(before: str, after: str) -> None:
    assert judge_words(before, after)[0] == "institution"


def test_a_capital_accused_of_a_deed_is_a_government() -> None:
    assert judge_words("Delhi accused ", " of shelling a village.")[0] == "institution"


def test_a_town_attacked_after_an_accusation_is_where_it_happened() -> None:
    assert judge_words("He accused them of a raid on ", ".")[0] == "event"


def test_the_count_for_a_district_is_the_districts() -> None:
    assert judge_words("the count for ", " district goes up") == ("event", 1)
