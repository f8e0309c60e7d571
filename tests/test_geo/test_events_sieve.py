"""Which patterns the words of a sentence rule out."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import geo.events
from geo.articles.text import Span, split_sentences
from geo.events.cues import Cue, find_cues, judge_cues
from geo.events.lexicon_rows import load_lexicon
from geo.events.sieve import Sieve, lower_text
from geo.events.stems import find_stems

ITEMS = Path(__file__).parents[1] / "corpus" / "incidents" / "items"
_WORDS = (
    "the of soldiers gunmen f-16 jets re-opened gate was closed u.s. troops at Torkham shells fell"
    " 12 families checkpost mortar police, drones; khwarij and armed men in a convoy"
).split()


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9))
def test_a_pattern_of_the_lexicon_that_matches_is_never_ruled_out(words: list[str]) -> None:
    text = lower_text(" ".join(words))
    asked = {
        one
        for slot in load_lexicon().values()
        for group in (slot.alone, *slot.by_next.values())
        for entry in group
        for one in (entry.near, entry.after, entry.before, entry.not_near)
        if one is not None
    }
    may = judge_cues(text)
    assert all(one.bit & may for one in asked if one.search(text))


def test_a_cue_that_matches_in_a_news_article_is_never_ruled_out() -> None:
    modules = [
        importlib.import_module(f"geo.events.{module.name}")
        for module in pkgutil.iter_modules(geo.events.__path__)
    ]
    cues = {
        f"{module.__name__}.{name}": cue
        for module in modules
        for name, cue in vars(module).items()
        if isinstance(cue, Cue)
    }
    wrong = {
        name
        for path in sorted(ITEMS.glob("*.txt"))[::4]
        for text in (path.read_text(encoding="utf-8"),)
        for sentence in split_sentences(text)
        for may in (find_cues(text, sentence),)
        for name, cue in cues.items()
        if not may & cue.bit and cue.search(text[slice(*sentence)].lower())
    }
    assert wrong == set()


def test_a_pattern_without_its_words_is_ruled_out() -> None:
    sieve = Sieve()
    assert not sieve.add(r"\btanks?\b") & sieve.possible(["two", "men"])


def test_a_pattern_that_may_match_digits_alone_is_always_possible() -> None:
    sieve = Sieve()
    assert sieve.add(r"\b\d+\b|\bmen\b") & sieve.possible(["talks"])


def test_a_pattern_added_later_is_found_in_words_met_before() -> None:
    sieve = Sieve()
    sieve.possible(["tanks"])
    assert sieve.add(r"\btanks?\b") & sieve.possible(["tanks"])


def test_a_sentence_read_before_a_cue_was_made_is_read_again() -> None:
    text = "Two tugboats lay at the pier."
    find_cues(text, Span(0, len(text)))
    assert Cue(r"\btugboats?\b").bit & find_cues(text, Span(0, len(text)))


def test_stems_leave_out_a_last_letter_that_may_be_missing() -> None:
    assert find_stems(r"\bjets?") == {"jet"}


def test_stems_do_not_begin_inside_a_word() -> None:
    assert find_stems(r"\btroop(?:s|ers)\b") == {"troop"}


def test_stems_are_those_of_the_most_telling_words() -> None:
    assert find_stems(r"\bin\s+the\s+event\b") == {"event$"}


def test_stems_hold_what_may_be_left_out_before_a_word() -> None:
    assert find_stems(r"\b(?:watch-?)?towers?\b") == {"tower", "watch"}


def test_letters_behind_an_apostrophe_begin_a_word() -> None:
    assert find_stems(r"n[’']t\b") == {"t$"}


def test_words_of_an_assertion_are_no_stems() -> None:
    assert find_stems(r"\bgate(?!\s(?:keeper|(?:way|house)))") == {"gate"}


def test_lower_text_keeps_every_offset() -> None:
    text = "İSTANBUL: Taliban"
    assert re.search("taliban", lower_text(text)).start() == text.index("Taliban")  # type: ignore[union-attr]
