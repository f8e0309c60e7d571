"""Which patterns the words of a sentence rule out."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.text import Span
from geo.events.lexicon_rows import load_lexicon
from geo.events.sieve import Sieve, find_stems, lower_text, read_words

_WORDS = (
    "the of soldiers gunmen f-16 jets re-opened gate was closed u.s. troops at Torkham shells fell"
    " 12 families checkpost mortar police, drones; khwarij and armed men in a convoy"
).split()


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9))
def test_a_pattern_of_the_lexicon_that_matches_is_never_ruled_out(words: list[str]) -> None:
    text = lower_text(" ".join(words))
    lexicon = load_lexicon()
    asked = {
        one
        for slot in lexicon.slots.values()
        for group in (slot.alone, *slot.by_next.values())
        for entry in group
        for one in (entry.near, entry.after, entry.before, entry.not_near)
        if one is not None
    }
    possible = lexicon.sieve.possible(read_words(text, Span(0, len(text))))
    matching = {one.number for one in asked if one.pattern.search(text)}
    assert matching <= possible


def test_a_pattern_without_its_words_is_ruled_out() -> None:
    assert Sieve([r"\btanks?\b"]).possible(["two", "men"]) == frozenset()


def test_a_pattern_that_may_match_digits_alone_is_always_possible() -> None:
    assert Sieve([r"\b\d+\b|\bmen\b"]).possible(["talks"]) == {0}


def test_stems_leave_out_a_last_letter_that_may_be_missing() -> None:
    assert find_stems("jets?") == {"jet"}


def test_stems_do_not_begin_inside_a_word() -> None:
    assert find_stems(r"\btroop(?:s|ers)\b") == {"troop"}


def test_lower_text_keeps_every_offset() -> None:
    text = "İSTANBUL: Taliban"
    assert re.search("taliban", lower_text(text)).start() == text.index("Taliban")  # type: ignore[union-attr]
