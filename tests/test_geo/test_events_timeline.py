"""Dates read in the order of telling: years told once, headings, and what counts from what."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.text import Span, split_sentences
from geo.events.dates import find_dates
from geo.events.said import is_flashback
from geo.events.timeline import Timeline, follow_dates

DAY = dt.date(2024, 6, 10)


def follow(text: str, day: dt.date = DAY) -> Timeline:
    return follow_dates(text, find_dates(text, day), day, split_sentences(text))


def days(text: str, day: dt.date = DAY) -> list[str]:
    return [f"{s.first} {s.last}" for s in follow(text, day).dates if s.days]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The worst year was 2020. In July they fought.", "2020-07-01 2020-07-31"),
        ("In May 2017 they fought. It closed on September 3.", "2017-09-03 2017-09-03"),
        ("It began on 26 November 2011. It ended on March 5.", "2012-03-05 2012-03-05"),
        ("In August 2011 they came. In October that year rockets fell.", "2011-10-01 2011-10-31"),
        ("In 2011 they came. The following year, in June, again.", "2012-06-01 2012-06-30"),
        ("All dates from 2008. On April 12 of that year it fell.", "2008-04-12 2008-04-12"),
        ("It was as bad as in May. On the 28th of that month they came.", "2024-05-28 2024-05-28"),
        ("On 30 July 2020 they came. A year later, on August 6, it shut.", "2021-08-06 2021-08-06"),
        ("In May 2013 five died; two years later, in November, nine did.", "2015-11-01 2015-11-30"),
        ("On 2 January 2016 they came. The previous July was worse.", "2015-07-01 2015-07-31"),
        ("On 2 June 2011 they came. In the following month it was calm.", "2011-07-01 2011-07-31"),
        ("On 12 May 2011 they came. Later in the month they left.", "2011-05-13 2011-05-31"),
        ("In June 2011 they came. In the summer of that year all fled.", "2011-06-01 2011-08-31"),
        ("In August 2011 they came. The next summer, on 24 June, again.", "2012-06-24 2012-06-24"),
        ("On 16 February 2017 it rang. On the 21st guns fired.", "2017-02-21 2017-02-21"),
        ("On 28 August 2017 it rang. On the 3rd guns fired.", "2017-09-03 2017-09-03"),
        ("On 16 February 2017 it rang. On the following Friday again.", "2017-02-17 2017-02-17"),
        ("Update, 1-15 May 2024. During the reporting period all fled.", "2024-05-01 2024-05-15"),
    ],
)
def test_what_is_left_open_is_taken_from_what_was_told(text: str, last: str) -> None:
    assert days(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The fence was begun in 2017. On May 20 the gate closed.", "2024-05-20 2024-05-20"),
        ("A treaty of 1921 says no. In February it closed.", "2024-02-01 2024-02-29"),
        ("Since 2021 all is new. In March they fought.", "2024-03-01 2024-03-31"),
        ("In 2009 a band was formed. It has had rest. In March it came.", "2024-03-01 2024-03-31"),
        ("In May 2017 they fought. Last week it was calm. In March too.", "2024-03-01 2024-03-31"),
    ],
)
def test_a_year_told_in_passing_is_not_carried_on(text: str, last: str) -> None:
    assert days(text)[-1] == last


def test_a_look_back_stays_in_the_year_told() -> None:
    assert days("On 18 September 2016 they came. In January they had come before.")[-1] == (
        "2016-01-01 2016-01-31"
    )


def test_years_and_months_that_head_a_list_hold_for_its_days() -> None:
    text = "2013\nMay 1-2: Guards clash.\nJUNE 2014\n5 – Shells fall.\n23 – A bomb goes off.\n"
    found = days(text)
    assert found[1] == "2013-05-01 2013-05-02"
    assert found[3:] == ["2014-06-05 2014-06-05", "2014-06-23 2014-06-23"]


def test_a_number_before_a_line_is_no_day_without_a_month() -> None:
    assert days("5 – Guards clash.\n23 – A bomb goes off.\n") == []


def test_a_heading_holds_for_the_sentences_below_it() -> None:
    text = "May 1\nGuards clash. Two die.\n\nMay 7, around midnight.\nShells fall.\n"
    timeline = follow(text)
    heading = timeline.heading_of(text.index("Shells"))
    assert heading is not None
    assert heading.first == dt.date(2024, 5, 7)


def test_a_single_date_before_a_text_heads_nothing() -> None:
    assert follow("May 1: Guards clash. Two die.").headings == ()


def test_a_february_is_moved_from_a_leap_year() -> None:
    text = "In 2016 they came. The following year, in February, it was shut."
    assert days(text, dt.date(2020, 3, 10))[-1] == "2017-02-01 2017-02-28"


def test_had_been_shut_for_months_ends_where_it_is_told() -> None:
    text = "On 30 July 2020 they came. The gate had been shut for months."
    span = follow(text).dates[-1]
    assert (span.days, span.shift) == (None, (-150, 0))


def test_since_reaches_over_its_clause_to_the_day() -> None:
    spans = follow("All have left since shells killed a girl there on Wednesday.").dates
    assert [span.bound for span in spans] == ["since"]


def test_the_worst_since_an_act_leaves_that_act_its_day() -> None:
    spans = follow("It was the worst since a bomb killed thirty in Jamrud in January.").dates
    assert [span.bound for span in spans] == [""]


def test_for_days_after_is_a_length() -> None:
    assert len(follow("In 2016 it was closed for days after a clash.").dates) == 1


def test_sentences_are_cut_at_headings() -> None:
    text = "May 1: Guards clash\nMay 7: Shells fall"
    pieces = follow(text).cut(text, [Span(0, len(text))])
    assert [text[a:b] for a, b in pieces] == ["May 1: Guards clash", "May 7: Shells fall"]


def test_the_day_of_a_statement_anchors_nothing() -> None:
    text = "On 3 May 2017 they fought. In a letter dated 7 August 2019 he wrote. In July they left."
    assert days(text)[-1] == "2017-07-01 2017-07-31"


def test_reported_speech_is_no_look_back() -> None:
    assert not is_flashback("Officials said the men had crossed at night.")


@settings(derandomize=True, max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "In 2016|on the 31st|in May|29 February|that year|the previous August|the next summer"
            "|on Friday|a week later|later in the month|May 7:|\n|\n\n|5 – |during the week"
            "|had fled.|in the summer of that year|earlier that week"
            "|In June 2011|the following year|before|on Christmas Eve|Eid|last|the month before"
            "|".split("|")
        ),
        max_size=25,
    ),
    st.dates(min_value=dt.date(1, 1, 2), max_value=dt.date(9999, 12, 30)),
)
def test_any_words_give_days_in_order_and_none_ahead(words: list[str], day: dt.date) -> None:
    text = " ".join(words)
    for span in follow(text, day).dates:
        assert 0 <= span.start < span.end <= len(text)
        if span.days is not None:
            assert span.days[0] <= span.days[1]


def test_ten_thousand_dates_are_followed_in_time_in_proportion() -> None:
    def seconds(n: int) -> float:
        text = "In May 2017 and in June they fought on the 12th, a week later. " * n
        found, sentences = find_dates(text, DAY), split_sentences(text)
        start = time.process_time()
        follow_dates(text, found, DAY, sentences)
        return time.process_time() - start

    small, large = seconds(250), seconds(2500)
    assert large < 40 * small + 0.2


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("They fought on May 1. The Sunday after, the gate was shut.", "2024-05-05"),
        ("They fought on May 1. On the Sunday before that they had met.", "2024-04-28"),
        ("Shells fell on May 10. On the first day of the month they had met.", "2024-05-01"),
        ("They took it on April 29 and lost it on the Thursday of the same week.", "2024-05-02"),
        ("They met on April 29. On Friday of the following week they fought.", "2024-05-10"),
    ],
)
def test_days_are_counted_from_the_day_told_before(text: str, last: str) -> None:
    assert str(follow(text, dt.date(2024, 5, 16)).dates[-1].first) == last
