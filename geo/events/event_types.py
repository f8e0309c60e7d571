"""The kinds of act: what they are called, and what ACLED and PLOVER would call them.

ACLED's words are those of its codebook, PLOVER's those of its current manual (ASSAULT, not
ATTACK). Three choices are ours, because neither scheme has the idea: work on a fence torn down is
property destruction (ASSAULT, destroy); people fleeing or coming back are Strategic developments,
Other, and in PLOVER the nearest is COERCE, deport; `other` has no PLOVER type at all ("").
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of act.

    `label` is for people. `plover_type` and `plover_mode` are "" where PLOVER has none.
    """

    name: str
    label: str
    acled_type: str
    acled_sub_type: str
    plover_type: str
    plover_mode: str
    is_violent: bool


_BATTLES = "Battles"
_REMOTE = "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
_STRATEGIC = "Strategic developments"

# name, label, ACLED type, ACLED sub-type, PLOVER type, PLOVER mode, violent
_ROWS: tuple[tuple[str, str, str, str, str, str, bool], ...] = (
    ("armed_clash", "Armed clash", _BATTLES, "Armed clash", "ASSAULT", "firearms", True),
    (
        "shelling",
        "Shelling",
        _REMOTE,
        "Shelling/artillery/missile attack",
        "ASSAULT",
        "heavy-weapons",
        True,
    ),
    ("airstrike", "Air strike", _REMOTE, "Air/drone strike", "ASSAULT", "aerial", True),
    ("drone_strike", "Drone strike", _REMOTE, "Air/drone strike", "ASSAULT", "drone", True),
    (
        "bombing_or_ied",
        "Bombing or IED",
        _REMOTE,
        "Remote explosive/landmine/IED",
        "ASSAULT",
        "explosives",
        True,
    ),
    (
        "suicide_attack",
        "Suicide attack",
        _REMOTE,
        "Suicide bomb",
        "ASSAULT",
        "suicide-attack",
        True,
    ),
    (
        "raid_or_infiltration",
        "Raid or infiltration",
        _BATTLES,
        "Armed clash",
        "ASSAULT",
        "firearms",
        True,
    ),
    ("attack", "Attack on people", _CIVILIANS, "Attack", "ASSAULT", "targeted", True),
    (
        "abduction",
        "Abduction",
        _CIVILIANS,
        "Abduction/forced disappearance",
        "ASSAULT",
        "abduct",
        True,
    ),
    ("border_closure", "Border closed", _STRATEGIC, "Other", "COERCE", "restrict", False),
    ("border_reopening", "Border reopened", _STRATEGIC, "Other", "RETREAT", "access", False),
    (
        "fence_dispute",
        "Fence dispute",
        _STRATEGIC,
        "Looting/property destruction",
        "ASSAULT",
        "destroy",
        False,
    ),
    (
        "ceasefire_or_agreement",
        "Ceasefire or agreement",
        _STRATEGIC,
        "Agreement",
        "AGREE",
        "",
        False,
    ),
    ("talks", "Talks", _STRATEGIC, "Agreement", "CONSULT", "", False),
    ("protest", "Protest", "Protests", "Peaceful protest", "PROTEST", "demo", False),
    (
        "displacement_or_return",
        "People fleeing or returning",
        _STRATEGIC,
        "Other",
        "COERCE",
        "deport",
        False,
    ),
    ("other", "Other", _STRATEGIC, "Other", "", "", False),
    (
        "violence_unspecified",
        "Violence, kind not said",
        _BATTLES,
        "Armed clash",
        "ASSAULT",
        "",
        True,
    ),
)

#: Every event type by name, in the order in which legends and tables show them.
EVENT_TYPES: dict[str, EventType] = {row[0]: EventType(*row) for row in _ROWS}


def find_event_type(name: str) -> EventType:
    """The event type of that name.

    Raises
    ------
    UnknownNameError
        If there is none; the message lists the nearest names.

    Examples
    --------
    >>> find_event_type("shelling").acled_sub_type
    'Shelling/artillery/missile attack'
    """
    try:
        return EVENT_TYPES[name]
    except KeyError:
        raise UnknownNameError("event type", name, EVENT_TYPES) from None
