"""Acts without violence in passages of several sentences: protests, talks, gates, people moved."""

from __future__ import annotations

import pytest

from geo.articles.intake import build_article
from geo.events.extract import extract_mentions
from geo.places.gazetteer import load_gazetteer
from geo.places.place import At, Near
from geo.places.reading import read_places


def tell(text: str, date: str = "2025-10-12") -> set[tuple[str, str, str]]:
    """Type, place and first day of each act that a text tells."""
    article = build_article("a", f" date {date} {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    return {
        (
            mention.event_type,
            mention.expression.place.name if isinstance(mention.expression, At | Near) else "",
            mention.dating.first.isoformat()[5:],
        )
        for mention in extract_mentions(article, reading)
    }


@pytest.mark.parametrize(
    "text",
    [
        "The tribesmen had blocked the bypass in Landi Kotal on Friday, and lorries were stopped.",
        "Hundreds of residents and traders blocked the road at Landi Kotal on Friday.",
        "Villagers barricaded the highway in Landi Kotal on Friday. They kept the road shut.",
    ],
)
def test_people_who_block_a_road_protest(text: str) -> None:
    assert tell(text) == {("protest", "Landi Kotal", "10-10")}


def test_people_who_sit_on_a_road_for_eleven_days_began_that_long_ago() -> None:
    told = tell("Tribesmen have been sitting on the road at Jamrud for the last eleven days.")
    assert told == {("protest", "Jamrud", "10-01")}


def test_the_day_of_an_arrest_is_not_the_protest_s() -> None:
    told = tell(
        "Porters staged a sit-in in Landi Kotal and demanded the release of men who were arrested"
        " on Thursday."
    )
    assert ("protest", "Landi Kotal", "10-09") not in told


def test_a_main_crossing_is_the_one_named_next() -> None:
    told = tell(
        "HERAT: The main crossing with Iran was closed on Friday after a quarrel. Trade has"
        " stopped. A lorry was burnt in Islam Qala."
    )
    assert ("border_closure", "Islam Qala", "10-10") in told


def test_talks_told_in_a_district_without_a_place_were_held_in_it() -> None:
    told = tell(
        "BAJAUR: A curfew is in force. The talks between elders and militant commanders fell"
        " through on Friday."
    )
    assert told == {("talks", "Bajaur", "10-10")}


def test_an_understanding_of_two_countries_holds_along_their_border() -> None:
    told = tell(
        "A shell hit a house in Uri on Thursday. India and Pakistan reached an understanding on"
        " Friday to stop all firing."
    )
    assert ("ceasefire_or_agreement", "", "10-10") in told


def test_the_displaced_who_live_somewhere_did_not_move_that_day() -> None:
    assert tell("Thousands of displaced families need food in Bannu.") == set()
