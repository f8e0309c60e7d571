"""From which told day "two days later" counts."""

from __future__ import annotations

import datetime as dt

from geo.events.mention import Dating
from geo.events.thread import Thread


def dating(day: int) -> Dating:
    date = dt.date(2022, 4, day)
    return Dating(date, date, 1, "text")


def tell(*steps: tuple[int, bool]) -> Thread:
    thread = Thread()
    for day, is_back in steps:
        thread.start_sentence(is_back=is_back)
        thread.note(dating(day))
    return thread


def test_a_story_goes_on_from_its_last_day() -> None:
    thread = tell((14, False), (16, False))
    thread.start_sentence(is_back=False)
    assert thread.told == dating(16)


def test_after_a_look_back_the_story_goes_on_from_its_own_day() -> None:
    thread = tell((16, False), (14, True))
    thread.start_sentence(is_back=False)
    assert thread.told == dating(16)


def test_a_second_look_back_counts_from_the_first() -> None:
    thread = tell((16, False), (14, True))
    thread.start_sentence(is_back=True)
    assert thread.told == dating(14)


def test_two_days_of_one_sentence_count_from_the_day_before_it() -> None:
    thread = tell((10, False))
    thread.start_sentence(is_back=False)
    thread.note(dating(12))
    assert (thread.told, thread.latest) == (dating(10), dating(12))
