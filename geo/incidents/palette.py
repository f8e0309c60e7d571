"""Colours of event types, one for each family: what every map and file of ours is drawn in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from geo.events.event_types import EVENT_TYPES

#: Colours as #rrggbb, told apart by every kind of eye, on paper.
COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "fighting": "#c8371b",
        "fire": "#4c2e94",
        "bombs": "#d98200",
        "crossing": "#1c69a8",
        "diplomacy": "#3c997d",
        "people": "#a73f7f",
        "other": "#605e56",
    }
)
_MEMBERS = {
    "fighting": "armed_clash raid_or_infiltration attack abduction",
    "fire": "shelling airstrike drone_strike",
    "bombs": "bombing_or_ied suicide_attack",
    "crossing": "border_closure border_reopening fence_dispute",
    "diplomacy": "ceasefire_or_agreement talks",
    "people": "protest displacement_or_return",
}
#: The family of each event type, in the order of legends.
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        name: next((family for family, names in _MEMBERS.items() if name in names.split()), "other")
        for name in EVENT_TYPES
    }
)


def colour_of(event_type: str | None) -> str:
    """The colour of an event type, that of other for one that is not known.

    Examples
    --------
    >>> colour_of("shelling"), colour_of(None)
    ('#4c2e94', '#605e56')
    """
    return COLOURS[FAMILIES.get(event_type or "", "other")]
