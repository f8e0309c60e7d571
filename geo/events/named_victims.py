"""The dead whom a sentence names, alone or together with others."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.people import read_people
from geo.events.toll import Toll
from geo.events.verb_room import object_room, subject_room

_SUBJECT = re.compile(
    r"\s*(?:(?:[A-Z][\w’'.-]*|chief|leader|commander|spokesman|cleric|elder)\s+){1,7}[A-Z][\w’'-]*\b"
    r"|\s*[A-Z][a-z]+\s+[A-Z][a-z]+"
)


# "Khurasani, who died in Paktika": the one named before.
_WHO = re.compile(
    r"(?:[A-Z][\w’'.-]*\s+){1,5}[A-Z][\w’'-]+(?=,\s+who\s+(?:was\s+|had\s+been\s+)?\Z)"
)
# "Was killed, together with a colonel and five others".
_WITH_OTHERS = re.compile(
    r",?\s+(?:(?:together|along)\s+with\s+|with\s+(?=(?:his|her|their|two|three|four|five|\d+)\b))"
)
_ALONG = re.compile(
    r"\s+(?:along\s+with|together\s+with|and\s+(?:so\s+was|also))\s+(?:his|her|their|a|an"
    r"|one)\s+(?:wife|son|daughter|brother|driver|guard|bodyguard|mother|husband|nephew|deputy"
    r"|aide|companion|child)\b"
)


def read_named_subject(text: str, key: re.Match[str], left: Span) -> list[Toll]:
    """One for "Mullah Fazlullah ... was killed", two with "along with his wife"."""
    if (
        not re.search(
            r"\b(?:was|were|had\s+been|has\s+been|died)\s+(?:also\s+)?$",
            text[left.start : key.start()],
        )
        and key.group() != "died"
    ):
        return []
    tail = subject_room(text, left)
    who = _WHO.search(text, left.start, key.start())
    name = who or _SUBJECT.match(text, tail.start, tail.end)
    if name is None:
        return []
    number = 1 + bool(_ALONG.match(text, key.end()))
    return [
        Toll(
            name.start(),
            key.end(),
            "killed",
            number,
            number,
            "people",
            name.group().strip(),
            is_named=number == 1,
        )
    ]


def read_others(text: str, key: re.Match[str], room: Span, kind: str) -> list[Toll]:
    """Those who "was killed together with a colonel and five others" names behind the verb."""
    match = _WITH_OTHERS.match(text, key.end(), room.end)
    if match is None or _ALONG.match(text, key.end(), room.end):
        return []
    right = object_room(text, match.end(), room.end)
    others = read_people(text, right, kind, "people", has_singles=True)
    return [replace(toll, group="people") for toll in others]


NAMED_OBJECT = re.compile(
    r"\s+(?:(?:tribal|local|prominent|former|senior|religious|political)\s+)*"
    r"(?:(?:elder|leader|commander|chief|cleric|journalist|activist|teacher|scholar)\s+)?(him\b|her\b(?!\s)|(?:[A-Z][\w’'-]+\s){0,3}(?:al-|ul-|ur-)?[A-Z][\w’'-]+)"
)
