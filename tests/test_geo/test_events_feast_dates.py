"""Feasts as dates."""

from __future__ import annotations

import datetime as dt

import pytest

from geo.events.dates import find_dates

DAY = dt.date(2020, 8, 3)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("on New Year’s Day", "2020-01-01"),
        ("on New Year's Eve", "2019-12-31"),
        ("on Christmas Day", "2019-12-25"),
        ("at Easter 2016", "2016-03-27"),
        ("during Eid", "2020-07-31"),
        ("on Eid-ul-Fitr", "2020-05-24"),
        ("on the second day of Eid al-Adha", "2020-08-01"),
        ("on the eve of Eid", "2020-07-30"),
        ("ten days after Christmas", "2020-01-04"),
        ("on Nowruz", "2020-03-21"),
        ("on the eve of Ramadan", "2020-04-23"),
        ("on the third day of Ramadan", "2020-04-26"),
        ("Eid’s second day", "2020-08-01"),
        ("on Halloween", "2019-10-31"),
        ("on Afghanistan's Independence Day", "2019-08-19"),
        ("on Ashura", "2019-09-10"),
        ("on the fourth day of Eid", "2020-08-03"),
        ("two days into Ramadan", "2020-04-26"),
        ("in the last week of Ramadan", "2020-05-17"),
        ("on the 20th of Ramadan", "2020-05-13"),
        ("on Good Friday", "2020-04-10"),
        ("on Easter Monday", "2020-04-13"),
        ("on Boxing Day", "2019-12-26"),
        ("shut the day before the Eid holiday", "2020-07-30"),
    ],
)
def test_a_feast_says_its_day(text: str, first: str) -> None:
    assert [str(span.first) for span in find_dates(text, DAY)] == [first]


@pytest.mark.parametrize(
    "text", ["home for Eid", "a Christmas tree", "on Independence Day", "the New Year", "eid"]
)
def test_a_feast_that_dates_nothing_is_no_date(text: str) -> None:
    assert find_dates(text, DAY) == ()


def test_a_feast_of_the_moon_is_not_known_to_the_day() -> None:
    (span,) = find_dates("during Eid", DAY)
    assert span.precision == 2
