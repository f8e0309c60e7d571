"""Dates in a text, and the days that acts take from them."""

from __future__ import annotations

import datetime as dt
import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.events.dates import find_dates
from geo.events.dating import choose_dating, resolve
from geo.events.mention import Dating

SATURDAY = dt.date(2025, 11, 8)


def read(text: str, anchor: dt.date = SATURDAY) -> list[tuple[str, str]]:
    return [(str(s.first), str(s.last)) for s in find_dates(text, anchor) if s.first]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in Doha on October 18-19", "2025-10-18", "2025-10-19"),
        ("on November 6 and 7, it broke up", "2025-11-06", "2025-11-07"),
        ("on 18 October", "2025-10-18", "2025-10-18"),
        ("on the 18th of October", "2025-10-18", "2025-10-18"),
        ("on October 18, 2021", "2021-10-18", "2021-10-18"),
        ("on Oct. 18 it closed", "2025-10-18", "2025-10-18"),
        ("from October 28 to November 2", "2025-10-28", "2025-11-02"),
        ("the night of 7-8 September", "2025-09-07", "2025-09-08"),
        ("on Tuesday, 4 November", "2025-11-04", "2025-11-04"),
        ("on 2024-02-29", "2024-02-29", "2024-02-29"),
        ("in October", "2025-10-01", "2025-10-31"),
        ("in December", "2024-12-01", "2024-12-31"),
        ("in early May", "2025-05-01", "2025-05-10"),
        ("in mid-November 2017", "2017-11-10", "2017-11-20"),
        ("in late February 2024", "2024-02-21", "2024-02-29"),
        ("in June last year", "2024-06-01", "2024-06-30"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("since 2021", "2021-01-01", "2021-12-31"),
        ("on Friday", "2025-11-07", "2025-11-07"),
        ("on Saturday", "2025-11-08", "2025-11-08"),
        ("last Saturday", "2025-11-01", "2025-11-01"),
        ("on Friday and Saturday", "2025-11-07", "2025-11-08"),
        ("around midnight on Thursday", "2025-11-06", "2025-11-07"),
        ("overnight", "2025-11-07", "2025-11-08"),
        ("yesterday", "2025-11-07", "2025-11-07"),
        ("the day before yesterday", "2025-11-06", "2025-11-06"),
        ("three weeks ago", "2025-10-15", "2025-10-21"),
        ("four days ago", "2025-11-04", "2025-11-04"),
        ("last month", "2025-10-01", "2025-10-31"),
        ("last week", "2025-10-27", "2025-11-02"),
        ("earlier this week", "2025-11-03", "2025-11-08"),
        ("earlier this month", "2025-11-01", "2025-11-08"),
        ("late last month", "2025-10-21", "2025-10-31"),
        ("over the weekend", "2025-11-08", "2025-11-08"),
        ("last summer", "2025-06-01", "2025-08-31"),
        ("over the past ten days", "2025-10-29", "2025-11-08"),
        ("October 11-12: they fought", "2025-10-11", "2025-10-12"),
        ("October 9: they fought", "2025-10-09", "2025-10-09"),
        ("on 3, 5 and 9 June", "2025-06-03", "2025-06-09"),
        ("in the last week of July", "2025-07-25", "2025-07-31"),
        ("in the second half of August", "2025-08-16", "2025-08-31"),
        ("in the first half of 2011", "2011-01-01", "2011-06-30"),
        ("the conflict of 28 April to 1 May", "2025-04-28", "2025-05-01"),
        ("on Sunday the 2nd", "2025-11-02", "2025-11-02"),
        ("on the night between Thursday and Friday", "2025-11-06", "2025-11-07"),
        ("in the past 24 hours", "2025-11-07", "2025-11-08"),
        ("in the past 48 hours", "2025-11-06", "2025-11-08"),
        ("in the summer of last year", "2024-06-01", "2024-08-31"),
        ("a month ago today", "2025-10-08", "2025-10-08"),
        ("two years ago to the day", "2023-11-08", "2023-11-08"),
        ("exactly three weeks ago", "2025-10-18", "2025-10-18"),
        ("six months and two days ago", "2025-05-06", "2025-05-06"),
        ("it is ten days since the raid", "2025-10-29", "2025-10-29"),
        ("a week ago", "2025-10-31", "2025-11-02"),
        ("a week ago on Tuesday", "2025-11-04", "2025-11-04"),
        ("last Monday week", "2025-10-27", "2025-10-27"),
        ("yesterday week", "2025-10-31", "2025-10-31"),
        ("on the last day of September", "2025-09-30", "2025-09-30"),
        ("in the first three days of October", "2025-10-01", "2025-10-03"),
        ("the closing days of July 2021", "2021-07-21", "2021-07-31"),
        ("on the last Saturday of May", "2025-05-31", "2025-05-31"),
        ("on the third Friday in March 2024", "2024-03-15", "2024-03-15"),
        ("on the opening day of last month", "2025-10-01", "2025-10-01"),
        ("on the fourth of May", "2025-05-04", "2025-05-04"),
        ("on May the twenty-third, 2017", "2017-05-23", "2017-05-23"),
        ("since the 3rd of the month", "2025-11-03", "2025-11-03"),
        ("on the 27th of last month", "2025-10-27", "2025-10-27"),
        ("early last week", "2025-10-27", "2025-10-29"),
        ("midweek last week", "2025-10-28", "2025-10-30"),
        ("at the tail end of last week", "2025-10-31", "2025-11-02"),
        ("the week before last", "2025-10-20", "2025-10-26"),
        ("the month before last", "2025-09-01", "2025-09-30"),
        ("the weekend before last", "2025-11-01", "2025-11-02"),
        ("the Sunday before last", "2025-10-26", "2025-10-26"),
        ("at the start of the month", "2025-11-01", "2025-11-08"),
        ("towards the end of last month", "2025-10-21", "2025-10-31"),
        ("in the last days of March", "2025-03-21", "2025-03-31"),
        ("on the last day of 2023", "2023-12-31", "2023-12-31"),
        ("on the first day of the year", "2025-01-01", "2025-01-01"),
        ("a year ago this month", "2024-11-01", "2024-11-30"),
        ("not 48 hours ago", "2025-11-06", "2025-11-07"),
        ("from the 3rd to the 6th", "2025-11-03", "2025-11-06"),
        ("between the 20th and the 26th", "2025-10-20", "2025-10-26"),
        ("three nights in a row from Monday", "2025-11-03", "2025-11-05"),
        ("on four consecutive days beginning on October 3", "2025-10-03", "2025-10-06"),
        ("for five days up to Monday", "2025-10-30", "2025-11-03"),
        ("in the week to October 10", "2025-10-04", "2025-10-10"),
        ("throughout March", "2025-03-01", "2025-03-31"),
        ("March saw heavy shelling", "2025-03-01", "2025-03-31"),
        ("in the winter of 2021-22", "2021-12-01", "2022-02-28"),
        ("in summer last year", "2024-06-01", "2024-08-31"),
        ("between late May and the first week of July", "2025-05-21", "2025-07-07"),
    ],
)
def test_words_say_these_days(text: str, first: str, last: str) -> None:
    assert read(text) == [(first, last)]


@pytest.mark.parametrize(
    "text",
    ["three days of firing", "may attack", "they march on", "Jan Khel", "2,025 men", "$1,990"],
)
def test_words_that_are_no_date(text: str) -> None:
    assert find_dates(text, SATURDAY) == ()


def test_a_date_of_the_last_weeks_of_the_year_without_year_lies_in_the_past() -> None:
    assert read("on December 20", dt.date(2025, 1, 10)) == [("2024-12-20", "2024-12-20")]


def test_a_near_date_ahead_is_the_future() -> None:
    (span,) = find_dates("talks on November 25", SATURDAY)
    assert span.bound == "future"


def test_until_is_a_bound() -> None:
    (span,) = find_dates("a ceasefire until April 15", dt.date(2025, 3, 22))
    assert (span.bound, str(span.first)) == ("until", "2025-04-15")


def test_the_night_before_counts_from_the_act_told_before() -> None:
    (span,) = find_dates("It followed a raid the night before.", SATURDAY)
    told = Dating(dt.date(2025, 11, 1), dt.date(2025, 11, 1), 1, "text")
    dating = resolve(span, SATURDAY, told)
    assert dating is not None
    assert dating.first == dt.date(2025, 10, 31)


def test_a_duration_before_a_clause_is_no_date() -> None:
    assert find_dates("It was closed for three weeks after a clash.", SATURDAY) == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("It was bombed on Tuesday, the day after gunmen stormed a college.", "clause"),
        ("The day before, gunmen stormed a college.", ""),
        ("The night before there had been a gunfight.", ""),
    ],
)
def test_the_day_after_a_clause_counts_from_it(text: str, bound: str) -> None:
    assert next(span.bound for span in find_dates(text, SATURDAY) if span.shift) == bound


def test_a_day_inside_the_month_told_is_the_act_s() -> None:
    text = "In October they fought and nine were killed on the 30th."
    dating = choose_dating(text, list(find_dates(text, SATURDAY)), 17, SATURDAY, None)
    assert dating is not None
    assert dating.first == dt.date(2025, 10, 30)


def test_what_has_been_closed_since_a_day_is_closed_until_the_article() -> None:
    text = "The crossing has been closed since October 12."
    dating = choose_dating(text, list(find_dates(text, SATURDAY)), 22, SATURDAY, None)
    assert dating is not None
    assert (dating.first, dating.last) == (dt.date(2025, 10, 12), SATURDAY)


@pytest.mark.parametrize(
    "text",
    [
        "Mortars have fallen on the valley since mid-October.",
        "Shells have killed nine people there since October 10.",
    ],
)
def test_what_has_happened_since_a_day_goes_on_to_the_article(text: str) -> None:
    dating = choose_dating(text, list(find_dates(text, SATURDAY)), 12, SATURDAY, None)
    assert dating is not None
    assert str(dating.first) == "2025-10-10"
    assert dating.last == SATURDAY


def test_what_had_been_closed_since_a_day_was_closed_on_that_day() -> None:
    text = "The crossing had been closed since October 12."
    dating = choose_dating(text, list(find_dates(text, SATURDAY)), 22, SATURDAY, None)
    assert dating is not None
    assert dating.first == dating.last


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(alphabet="aFridaymonthlast 0123456789-,.since October\n", max_size=200))
def test_spans_are_ordered_and_inside_the_text(text: str) -> None:
    spans = find_dates(text, SATURDAY)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(s.first is None or s.last is None or s.first <= s.last for s in spans)


def test_ten_thousand_dates_take_time_in_proportion() -> None:
    def seconds(n: int) -> float:
        text = "on October 18-19 and on Friday, a day later, " * n
        start = time.process_time()
        find_dates(text, SATURDAY)
        return time.process_time() - start

    small, large = seconds(500), seconds(5000)
    assert large < 40 * small + 0.2


def test_letters_that_lower_case_changes_move_no_date() -> None:
    text = "Two wee\u212as, İzmir: fired on October 12, 2019 and FY2018"  # the Kelvin sign
    assert [str(span.first) for span in find_dates(text, dt.date(2025, 11, 8))] == [
        "2019-10-12",
    ]


def test_days_from_one_to_another_are_over() -> None:
    (span,) = find_dates("They came home from 4 to 10 March.", dt.date(2018, 3, 14))
    assert (span.bound, span.first, span.last) == ("", dt.date(2018, 3, 4), dt.date(2018, 3, 10))
