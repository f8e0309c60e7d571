"""The fields of acts read from whole articles with the gazetteer that comes with the program."""

from __future__ import annotations

import datetime as dt

from geo.articles.article import Article
from geo.events.mention import Mention
from geo.events.placing import place_of
from geo.pipeline import read_one

SATURDAY = dt.date(2025, 11, 8)


def read(text: str, date: dt.date = SATURDAY) -> tuple[Mention, ...]:
    return read_one(Article("a", text, date))[1]


def name_places(text: str, date: dt.date = SATURDAY) -> list[str]:
    places = [place_of(m.expression) if m.expression else None for m in read(text, date)]
    return [place.name if place else "" for place in places]


def name_days(text: str, date: dt.date = SATURDAY) -> list[str]:
    return [m.dating.first.isoformat() for m in read(text, date)]


def test_the_bazaar_is_that_of_the_town_just_named() -> None:
    text = "QUETTA: Wana lay still. On Friday mortar shells fell on the bazaar and killed two men."
    assert name_places(text) == ["Wana"]


def test_the_bazaar_is_the_correspondents_own_where_no_other_town_is_named() -> None:
    text = "WANA: On Friday mortar shells fell on the bazaar and killed two men."
    assert name_places(text) == ["Wana"]


def test_a_border_of_india_is_not_the_durand_line() -> None:
    text = (
        "Indian and Pakistani troops exchanged fire along the border on Friday, Jammu police said."
    )
    assert all(m.expression is None for m in read(text))


def test_an_older_year_of_a_comparison_dates_nothing() -> None:
    text = "It was the worst shelling of Kunar province since 1998, when guns pounded it on Friday."
    assert name_days(text) == ["2025-11-07"]


def test_friday_last_is_not_today() -> None:
    text = "On Friday last a farmer was shot dead by gunmen in Wana."
    assert name_days(text, dt.date(2025, 11, 7)) == ["2025-10-31"]


def test_a_month_with_a_place_heads_the_paragraph() -> None:
    text = (
        "A look back.\n\nMarch 2018, Chaman: Guards exchanged fire at the gate on the 9th.\n\n"
        "July 2019, Torkham: Guards exchanged fire at the gate on the 21st."
    )
    assert name_days(text) == ["2018-03-09", "2019-07-21"]
