"""The lexicon, what is not an act, who acts, and what a named place is."""

from __future__ import annotations

import datetime as dt

import pytest

from geo.articles.text import Span
from geo.events.actors import find_actors, load_actors
from geo.events.event_types import EVENT_TYPES
from geo.events.hedges import find_hedge
from geo.events.lexicon import find_triggers, load_lexicon
from geo.events.roles import judge_words


def types(text: str) -> list[str]:
    span = Span(0, len(text))
    return [t.event_type for t in find_triggers(text, span) if not find_hedge(text, span, t)]


def test_every_type_of_the_lexicon_is_an_event_type() -> None:
    entries = [entry for entries in load_lexicon().values() for entry in entries]
    assert {entry.event_type for entry in entries} - {"echo"} <= set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Soldiers exchanged fire for hours.", "armed_clash"),
        ("Mortar shells landed in two villages.", "shelling"),
        ("Warplanes bombed a house.", "airstrike"),
        ("Missiles from a drone destroyed a car.", "drone_strike"),
        ("A roadside bomb hit a van.", "bombing_or_ied"),
        ("A man blew himself up at the gate.", "suicide_attack"),
        ("Gunmen stormed a border post.", "raid_or_infiltration"),
        ("The editor was gunned down.", "attack"),
        ("Six workers were kidnapped.", "abduction"),
        ("The border crossing was closed.", "border_closure"),
        ("The gate was reopened to lorries.", "border_reopening"),
        ("Villagers pulled down the fence.", "fence_dispute"),
        ("A truce was agreed.", "ceasefire_or_agreement"),
        ("Envoys of the two countries met.", "talks"),
        ("Traders staged a sit-in.", "protest"),
        ("Hundreds of families fled their villages.", "displacement_or_return"),
    ],
)
def test_a_plain_sentence_has_its_type(text: str, event_type: str) -> None:
    assert event_type in types(text)


@pytest.mark.parametrize(
    "text",
    [
        "The border crossing will be closed.",
        "He warned that jets would bomb the camps.",
        "If gunmen stormed a border post, troops would answer.",
        "No soldier exchanged fire.",
        "They denied that envoys had met.",
        "The two armies often exchanged fire in those years.",
        "The minister called for a truce to be agreed.",
        "A protest note was handed over.",
        "The meeting was held behind closed doors.",
    ],
)
def test_a_plan_a_threat_a_denial_is_no_act(text: str) -> None:
    assert types(text) == []


def test_actors_names_and_spellings_are_unique_while_they_hold() -> None:
    day = dt.date(2025, 1, 1)
    seen: dict[str, str] = {}
    for actor in load_actors():
        for spelling in actor.spellings if actor.holds_on(day) else ():
            assert seen.setdefault(spelling, actor.actor) == actor.actor, spelling


def test_the_parties_words_for_each_other_get_neutral_labels() -> None:
    (span,) = find_actors("Troops killed three khwarij.", dt.date(2025, 1, 1))
    assert span.actor.label == "Tehreek-e-Taliban Pakistan (TTP)"


@pytest.mark.parametrize(
    ("before", "after", "role"),
    [
        ("gunmen from ", " attacked", "origin"),
        ("taken to a hospital in ", ".", "background"),
        ("officials in ", " said", "reporting"),
        ("a house in ", " was hit", "event"),
        ("", " said on Friday", "institution"),
        ("hit camps in ", " on Friday", "event"),
        ("militants with bases in ", " crossed", "origin"),
    ],
)
def test_words_beside_a_name_tell_its_role(before: str, after: str, role: str) -> None:
    assert judge_words(before, after)[0] == role
