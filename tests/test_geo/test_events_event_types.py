"""The event types and their crosswalks."""

from __future__ import annotations

import pytest

from geo.errors import UnknownNameError
from geo.events.event_types import EVENT_TYPES, find_event_type

ACLED = {
    "Battles": {"Armed clash"},
    "Explosions/Remote violence": {
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
    },
    "Violence against civilians": {"Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest"},
    "Strategic developments": {"Agreement", "Looting/property destruction", "Other"},
}
PLOVER = {"ASSAULT", "COERCE", "RETREAT", "AGREE", "CONSULT", "PROTEST", ""}


def test_there_are_seventeen_types_and_unspecified_violence():
    assert len(EVENT_TYPES) == 18
    assert "violence_unspecified" in EVENT_TYPES


def test_every_acled_word_is_one_of_the_codebook():
    for event_type in EVENT_TYPES.values():
        assert event_type.acled_sub_type in ACLED[event_type.acled_type]


def test_every_plover_type_is_one_of_the_manual():
    assert {event_type.plover_type for event_type in EVENT_TYPES.values()} <= PLOVER


def test_an_unknown_name_lists_the_nearest():
    with pytest.raises(UnknownNameError, match="'shelling'"):
        find_event_type("sheling")
