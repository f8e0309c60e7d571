"""Where acts happened and what they were, in single sentences as newspapers write them."""

from __future__ import annotations

import pytest

from geo.articles.intake import build_article
from geo.events.extract import extract_mentions
from geo.events.placing import place_of
from geo.places.gazetteer import load_gazetteer
from geo.places.reading import read_places


def tell(text: str, day: str = "2025-10-12") -> set[tuple[str, str]]:
    """Type and place ("" none) of every act of an article."""
    article = build_article("a", f" date {day} {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    told = set()
    for mention in extract_mentions(article, reading):
        place = place_of(mention.expression) if mention.expression else None
        told.add((mention.event_type, place.name if place else ""))
    return told


@pytest.mark.parametrize("whom", ["the Taliban", "militants", "fighters of the group"])
def test_states_that_bomb_militants_do_it_from_the_air(whom: str) -> None:
    assert tell(f"Pakistan bombed {whom} in Khost on Friday.") == {("airstrike", "Khost")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Guns in Kurram shelled Khost on Friday.", ("shelling", "Khost")),
        (
            "The bomber, a youth from Bajaur trained in Nangarhar, struck in Peshawar on Friday.",
            ("suicide_attack", "Peshawar"),
        ),
        (
            "Forty militants crossed from Kunar into Bajaur on Friday.",
            ("raid_or_infiltration", "Bajaur"),
        ),
    ],
)
def test_where_it_was_done_is_not_where_they_came_from(text: str, told: tuple[str, str]) -> None:
    assert tell(text) == {told}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Sixteen soldiers dead. A suicide bomber drove into a convoy in Mir Ali on Friday.", 16),
        ("Dead: six men. Hurt: nine. A bomb went off in Mir Ali on Friday.", 6),
        ("Five people died when a bus overturned. A bomb in Mir Ali on Friday killed three.", 3),
    ],
)
def test_the_dead_counted_before_the_act_are_its_own(text: str, best: int) -> None:
    article = build_article("a", f" date 2025-10-12 {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    assert [mention.best for mention in extract_mentions(article, reading)] == [best]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        (
            "The Taliban say they killed 55 Pakistani soldiers at Kharlachi on Friday in a clash."
            " Pakistan concedes three.",
            3,
        ),
        ("Nine men were killed in a bombing in Wana on Friday. An official counted ten.", 9),
        ("Nine men were killed in a bombing in Wana on Friday. He said two schools were hit.", 9),
    ],
)
def test_a_bare_number_said_of_the_dead_is_a_count_of_them(text: str, best: int) -> None:
    article = build_article("a", f" date 2025-10-12 {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    assert [mention.best for mention in extract_mentions(article, reading)] == [best]
