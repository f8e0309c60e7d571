"""Which sentence is quoted for an act."""

from __future__ import annotations

import datetime as dt

from geo.articles.article import Article
from geo.pipeline import read_one

SATURDAY = dt.date(2025, 11, 8)


def quote_acts(text: str) -> list[tuple[str, str]]:
    """Type of each act and the first two words of its quote."""
    mentions = read_one(Article("a", text, SATURDAY))[1]
    return [(m.event_type, " ".join(m.quote.split()[:2])) for m in mentions]


def test_the_sentence_that_names_the_place_is_quoted() -> None:
    text = (
        "Afghan and Pakistani forces exchanged fire along the border on Friday, officials said."
        " Shells came down near Torkham for an hour."
    )
    assert ("Shells came") in [quote for _, quote in quote_acts(text)]


def test_each_of_several_posts_told_later_is_quoted_where_it_is_named() -> None:
    text = (
        "Guns opened fire on posts on Friday. Wana, Miranshah and Bannu were hit, the army said."
        " Nobody was hurt."
    )
    assert {quote for _, quote in quote_acts(text)} == {"Wana, Miranshah"}


def test_a_shut_gate_is_quoted_where_the_day_of_its_closing_is_told() -> None:
    text = (
        "Lorries are stuck at Torkham, where the gate has been shut for days."
        " Pakistan closed the gate on Monday over a bunker."
    )
    assert ("border_closure", "Pakistan closed") in quote_acts(text)


def test_what_is_told_outright_with_its_place_is_quoted_where_it_is_told() -> None:
    text = (
        "Border guards of the two countries traded fire at Torkham late last night, residents said."
        " The duel began around ten on Friday."
    )
    assert quote_acts(text)[0][1] == "Border guards"
