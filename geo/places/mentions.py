"""Find the names in a text that may be places, with what stands around each of them.

Nothing is decided here but what a name cannot be: part of a person's name, a day, a tribe.
What place a name means, and whether it is one at all, `geo.places.resolve` decides with the
whole text in view.
"""

from __future__ import annotations

import re

from geo.places.around import look_around, share_diseases, share_in_lists
from geo.places.datelines import find_datelines, mark_datelines
from geo.places.fold import fold_word
from geo.places.gazetteer import Gazetteer
from geo.places.name import EMPTY, Found, Name
from geo.places.prior import NOTHING, Meanings
from geo.places.runs import read_run
from geo.places.tokens import find_initials, find_runs

_MOST_RUNS = 30_000  # runs of capitalised words remembered with what they hold
# What stands behind the initials of "D.I. Khan".
_WORD = re.compile(r" ?[A-Z][A-Za-z]+")
_ABBREVIATED = re.compile(
    r",(?<=[A-Za-z],)\s((?:[A-Z]\.){2,4}|[A-Z][a-z]{1,4}\.|W\.Va\.|[A-Z]{2,3})(?![A-Za-z])"
)


def find_names(text: str, gazetteer: Gazetteer, start: int = 0) -> Found:
    """Names in the text that places bear, in the order of the text."""
    found = Found([], set(), [], [], [])
    _read_runs(text, gazetteer, start, found)
    names = found.names
    known = len(names)
    names.extend(_initials(text, gazetteer, start))
    names.extend(_abbreviated(text, gazetteer, start))
    if len(names) > known:
        names.sort(key=_by_span)
        names = found.names = _without_overlaps(names)
        _join_capital_district(names)
    mark_datelines(names, find_datelines(text, start))
    for name in names:
        look_around(text, name, start)
    share_diseases(names)
    share_in_lists(text, names)
    return found


def _read_runs(text: str, gazetteer: Gazetteer, start: int, found: Found) -> None:
    runs, names, people = gazetteer.runs, found.names, found.people
    if len(runs) > _MOST_RUNS:
        runs.clear()
    for at, run in find_runs(text, start):
        held = runs.get(run)
        if held is None:
            held = runs[run] = read_run(run, gazetteer)
        if held is EMPTY:
            continue
        parts, demonyms, persons, strangers = held
        for first, last, lead, facts in parts:
            name = Name(at + first, at + last, *facts)
            if lead is not None:
                name.lead = at + lead
            names.append(name)
        for first, last, code in demonyms:
            found.demonyms.append(code)
            found.demonym_spans.append((at + first, at + last, code))
        if persons:
            people.update(persons)
        for first, last, words in strangers:
            if people.isdisjoint(words):
                found.unlisted.append((at + first, at + last))


def _by_span(name: Name) -> tuple[int, int]:
    return name.start, -name.end


def _initials(text: str, gazetteer: Gazetteer, start: int) -> list[Name]:
    """Countries written as initials ("U.S."), names that open with some ("D.I. Khan")."""
    names = []
    for first, last in find_initials(text, start):
        known = gazetteer.find(text[first:last])
        if known and known[0].place.kind == "country":
            names.append(Name(first, last, known[0].spelling, known))
            continue
        word = _WORD.match(text, last)
        known = gazetteer.find(text[first : word.end()]) if word else NOTHING
        if word and known:
            name = Name(first, word.end(), known[0].spelling, known)
            name.belief = 1.0  # nobody's name: the table has it with its initials
            names.append(name)
    return names


def _abbreviated(text: str, gazetteer: Gazetteer, start: int) -> list[Name]:
    """Units written short behind a town: "Livermore, Calif.", "WASHINGTON, D.C."."""
    names = []
    for found in _ABBREVIATED.finditer(text, start):
        known = gazetteer.abbreviations.get(found.group(1))
        if known:
            name = Name(found.start(1), found.end(1), fold_word(known[0].place.name), known)
            name.belief = 1.0
            names.append(name)
    return names


def _without_overlaps(names: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in names:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _join_capital_district(names: list[Name]) -> None:
    """Make one name of "Washington, D.C."."""
    for number in range(len(names) - 1, 0, -1):
        first, second = names[number - 1], names[number]
        if (
            second.folded == "district of columbia"
            and first.folded == "washington"
            and second.start - first.end <= 2
        ):
            first.known = Meanings(known for known in first.known if known.is_capital)
            first.end, first.belief, first.is_told = second.end, first.belief + 2.0, True
            del names[number]
