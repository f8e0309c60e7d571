"""The lexicon, what is not an act, who acts, and what a named place is."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from geo.articles.text import Span
from geo.events.actors import find_actors, load_actors
from geo.events.event_types import EVENT_TYPES
from geo.events.hedges import find_hedge
from geo.events.lexicon import find_triggers
from geo.events.lexicon_rows import expand_heads, load_lexicon, load_word_groups
from geo.events.roles import judge_words


def types(text: str) -> list[str]:
    span = Span(0, len(text))
    return [t.event_type for t in find_triggers(text, span) if not find_hedge(text, span, t)]


def test_every_type_of_the_lexicon_is_an_event_type() -> None:
    slots = load_lexicon().values()
    entries = [
        entry for slot in slots for group in (slot.alone, *slot.by_next.values()) for entry in group
    ]
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
        ("Troops killed five militants in a search operation.", "armed_clash"),
        ("The post came under heavy fire.", "armed_clash"),
        ("A firefight raged until dawn.", "armed_clash"),
        ("Machine guns opened up from the ridge.", "armed_clash"),
        ("A shell came through the roof of a house.", "shelling"),
        ("Howitzers opened up at dusk.", "shelling"),
        ("Two jets came in low and dropped bombs on a house.", "airstrike"),
        ("Ten died in overnight strikes.", "airstrike"),
        ("A quadcopter dropped a grenade and killed a boy.", "drone_strike"),
        ("An improvised bomb tore apart a van.", "bombing_or_ied"),
        ("A boy stepped on a mine.", "bombing_or_ied"),
        ("A man rammed a car into the gate; the suicide bombing killed six.", "suicide_attack"),
        ("Several hundred men overran two posts.", "raid_or_infiltration"),
        ("Insurgents tried to slip across the line.", "raid_or_infiltration"),
        ("Gunmen killed four labourers.", "attack"),
        ("A teacher was found with his throat cut.", "attack"),
        ("Three engineers were bundled into a car.", "abduction"),
        ("The judge was taken at gunpoint.", "abduction"),
        ("Lorries were turned back at the crossing.", "border_closure"),
        ("Guards let nobody through the gate.", "border_closure"),
        ("Traffic began to flow again.", "border_reopening"),
        ("Women and children were allowed through the gate.", "border_reopening"),
        ("Guards stopped soldiers from putting up a fence.", "fence_dispute"),
        ("Both sides agreed in the night to stop firing.", "ceasefire_or_agreement"),
        ("The two armies put their names to a truce.", "ceasefire_or_agreement"),
        ("A flag meeting of officers ended without result.", "talks"),
        ("Crowds pelted the office with stones.", "protest"),
        ("Shopkeepers pulled down their shutters.", "protest"),
        ("Some 300 families have left their homes.", "displacement_or_return"),
        ("Another 38,100 passed through in a week.", "displacement_or_return"),
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
        "Two trucks collided and six people were killed.",
        "The court sentenced two men for the kidnapping of a doctor.",
        "Snow has closed the border road.",
        "The talks were meant to keep the two armies from fighting.",
        "It was not the army that had closed the gate.",
        "A decision on the reopening of the border is awaited.",
        "The army held an exercise with tanks.",
        "An agency gives tents to families expelled from Pakistan.",
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
        ("a bomb at a hospital in ", " killed two", "event"),
        ("the army in ", " confirmed two dead", "reporting"),
        ("said Ahmad Khan, the head of culture in ", ".", "reporting"),
        ("the envoy was in ", " for talks", "background"),
        ("engineers of the ", " mine", "origin"),
        ("fired rockets towards ", " on Friday", "event"),
        ("by the declaration of ", ", of 1991", "institution"),
    ],
)
def test_words_beside_a_name_tell_its_role(before: str, after: str, role: str) -> None:
    assert judge_words(before, after)[0] == role


def test_heads_are_written_out_from_their_alternatives() -> None:
    assert expand_heads("shut/closed -/again") == ["shut", "shut again", "closed", "closed again"]


def test_every_word_group_is_a_pattern_that_matches_a_word() -> None:
    assert all(re.compile(words).pattern for words in load_word_groups().values())


def test_words_of_another_clause_weigh_less_than_words_beside() -> None:
    text = "Gunmen attacked a post, and helicopters were over the ridges."
    (trigger,) = find_triggers(text, Span(0, len(text)))
    assert trigger.event_type != "airstrike"


def test_a_gates_name_behind_a_comma_closes_nothing() -> None:
    text = "On the day it opened, shots were heard at Torkham."
    triggers = find_triggers(text, Span(0, len(text)), (Span(42, 49),))
    assert "border_reopening" not in {trigger.event_type for trigger in triggers}


def test_a_road_blocked_in_protest_is_no_closure_of_a_crossing() -> None:
    text = "The tribe blocked the bazaar in Torkham for hours in protest against the builders."
    assert find_triggers(text, Span(0, len(text)))[0].event_type == "protest"


def test_words_asked_for_do_not_match_inside_a_word() -> None:
    text = "As the minister noted, traders protested at the gate."  # "note" would rule it out
    assert [t.event_type for t in find_triggers(text, Span(0, len(text)))] == ["protest"]
