"""Find the names in a text that may be places, with what stands around each of them.

Nothing is decided here but what a name cannot be: part of a person's name, a day, a tribe.
What place a name means, and whether it is one at all, `geo.places.resolve` decides with the
whole text in view.
"""

from __future__ import annotations

import re

from geo.places.around import look_around, share_in_lists
from geo.places.datelines import find_datelines, mark_datelines
from geo.places.fold import fold_word
from geo.places.gazetteer import Gazetteer
from geo.places.name import Found, Name, Word
from geo.places.people import note_person, person_length
from geo.places.prior import NOTHING, Meanings
from geo.places.tokens import Token, find_initials, find_runs
from geo.places.words import (
    BODY_WORDS,
    DIRECTIONS,
    GENERIC_BEFORE,
    KIND_WORDS,
    LOCATIVES,
    NEVER,
    STREET_WORDS,
    TITLES,
    TRIBE_WORDS,
    TRIBES,
    given_names,
    ordinary_words,
    surnames,
)

_MOST_WORDS = 60_000  # single words remembered with what they are
_LONGEST = 6  # words of a name that are looked at together
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_ABBREVIATED = re.compile(
    r"(?<=[A-Za-z]),\s((?:[A-Z]\.){2,4}|[A-Z][a-z]{1,4}\.|W\.Va\.|[A-Z]{2,3})(?![A-Za-z])"
)


def find_names(text: str, gazetteer: Gazetteer, start: int = 0) -> Found:
    """Names in the text that places bear, in the order of the text."""
    found = Found([], set(), [], [], [])
    datelines = find_datelines(text, start)
    words = gazetteer.words
    if len(words) > _MOST_WORDS:
        words.clear()
    for run in find_runs(text, start):
        if len(run) == 1 and not run[0].is_small:
            _read_word(run[0], gazetteer, found)
        else:
            _read_run(run, gazetteer, found)
    for first, last in find_initials(text, start):
        known = gazetteer.find(text[first:last])
        if known and known[0].place.kind == "country":
            found.names.append(Name(first, last, known[0].spelling, known))
    found.names.extend(_abbreviated(text, gazetteer, start))
    found.names.sort(key=lambda name: (name.start, -name.end))
    found.names = _without_overlaps(found.names)
    _join_capital_district(found.names)
    mark_datelines(found.names, datelines)
    for name in found.names:
        look_around(text, name, start)
    share_in_lists(text, found.names)
    return found


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


def _read_word(token: Token, gazetteer: Gazetteer, found: Found) -> None:
    """Read a run of one word, as two runs in three are: what it is, is remembered."""
    fact = gazetteer.words.get(token.folded)
    if not isinstance(fact, Word):
        fact = gazetteer.words[token.folded] = _look_at(token.folded, gazetteer)
    if fact.code:
        found.demonyms.append(fact.code)
        found.demonym_spans.append((token.start, token.end, fact.code))
    elif fact.known and (not fact.is_never or _is_upper(token)):
        found.names.append(
            Name(
                token.start,
                token.end,
                token.folded,
                fact.known,
                belief=fact.belief,
                notes=fact.notes,
                is_possessive=token.is_possessive,
            )
        )
    elif fact.is_strange and token.folded not in found.people:
        found.unlisted.append((token.start, token.end))


def _look_at(folded: str, gazetteer: Gazetteer) -> Word:
    notes: list[str] = []
    known = gazetteer.find_folded(folded)
    belief = _word_belief(folded, notes) if known else 0.0
    is_never = folded in NEVER or len(folded) < 3
    is_strange = not (
        known or folded in NEVER or len(folded) < 2 or folded in TITLES or folded in BODY_WORDS
    )
    code = gazetteer.demonyms.get(folded, "")
    return Word(code, known, belief, tuple(notes), is_never, is_strange)


def _read_run(run: list[Token], gazetteer: Gazetteer, found: Found) -> None:
    position = 0
    stranger: list[Token] = []
    while position < len(run):
        token = run[position]
        if token.is_small:
            position += 1
            continue
        if token.is_tail:
            break
        code = gazetteer.demonyms.get(token.folded)
        if code:
            found.demonyms.append(code)
            found.demonym_spans.append((token.start, token.end, code))
        length, known, folded = _longest(run, position, gazetteer)
        person = person_length(run, position, length, bool(known))
        if person:
            note_person(run[position : position + person], found)
            position += person
        elif length and not _is_never(run, position, length, folded) and not (code and length == 1):
            found.names.append(_name(run, position, length, known, folded))
            position += length
        else:
            if not length and not code and token.folded not in NEVER:
                stranger.append(token)
            position += 1
    _note_stranger(stranger, run, found)


def _note_stranger(tokens: list[Token], run: list[Token], found: Found) -> None:
    """An unknown name alone in its run, of three words or fewer."""
    own = [token for token in run if not (token.is_tail or token.folded in NEVER)]
    if tokens and len(own) <= 3 and len(own[0].folded) > 1:
        words = {token.folded for token in own}
        if not (words & found.people or words & TITLES or words & BODY_WORDS):
            found.unlisted.append((own[0].start, own[-1].end))


def _longest(run: list[Token], position: int, gazetteer: Gazetteer) -> tuple[int, Meanings, str]:
    rest = min(_LONGEST, len(run) - position)
    if rest > 1:
        words = [
            _ABBREVIATIONS.get(token.whole, token.whole)
            for token in run[position : position + rest]
        ]
        for length in range(rest, 1, -1):
            last = run[position + length - 1]
            if last.is_small and run[position + length - 2].end + 1 != last.start:
                continue
            opening = " ".join(words[: length - 1])
            for final in (last.folded, last.whole) if last.is_possessive else (last.folded,):
                folded = f"{opening} {final}"
                known = gazetteer.find_folded(folded)
                if known:
                    return length, known, folded
    word = run[position].folded
    known = gazetteer.find_folded(word)
    return (1, known, word) if known else (0, NOTHING, "")


def _is_never(run: list[Token], position: int, length: int, folded: str) -> bool:
    if length > 1:
        return run[position].folded in NEVER and run[position + 1].is_tail
    if folded in NEVER or len(folded) < 3:
        return folded not in ("us", "uk", "uae") or not _is_upper(run[position])
    return False


def _is_upper(token: Token) -> bool:
    return token.end - token.start <= 3 and token.folded in ("us", "uk", "uae")


def _name(run: list[Token], position: int, length: int, known: Meanings, folded: str) -> Name:
    first, last = run[position], run[position + length - 1]
    name = Name(first.start, last.end, folded, known)
    name.is_possessive = last.is_possessive and folded.endswith(last.folded)
    if not name.is_possessive and last.is_possessive:
        name.end = last.end + 2
    notes: list[str] = []
    before = run[position - 1] if position else None
    after = run[position + length] if position + length < len(run) else None
    if length == 1:
        name.belief += _word_belief(folded, notes)
    else:
        name.belief += 0.5
        if first.folded in given_names() or first.folded in TITLES:
            name.belief -= 2.0
            notes.append("also a person's name")
    if after is not None and not (after.is_small or after.is_tail or last.is_possessive):
        _weigh_following(name, after, notes)
    if before is not None and not before.is_small and not before.is_possessive:
        _weigh_preceding(name, before, notes, is_first=position == 1)
    name.notes = tuple(notes)
    return name


def _word_belief(folded: str, notes: list[str]) -> float:
    belief = 0.0
    if folded in ordinary_words():
        belief -= 2.0
        notes.append("an ordinary word")
    if folded in given_names():
        belief -= 1.2
        notes.append("also a given name")
    elif folded in surnames():
        belief -= 0.8
        notes.append("also a surname")
    if folded in TRIBES:
        belief -= 0.7
        notes.append("also a tribe")
    if len(folded) <= 3:
        belief -= 0.5
    return belief


def _weigh_following(name: Name, after: Token, notes: list[str]) -> None:
    word = after.folded
    if word in KIND_WORDS:
        name.kind_hint = KIND_WORDS[word] or None
        name.belief += 2.0
        notes.append(f"followed by {word!r}")
    elif word in STREET_WORDS:
        name.belief -= 3.0
        notes.append("the name of a street")
    elif word in BODY_WORDS:
        name.is_body = True
        name.belief += 0.3
        notes.append("inside the name of a body")
    elif word in TRIBE_WORDS:
        name.belief -= 2.0
        notes.append(f"followed by {word!r}")
    else:
        name.belief -= 3.0 if word in surnames() or word in given_names() else 1.5
        name.is_body = True
        notes.append("inside a longer name")


def _weigh_preceding(name: Name, before: Token, notes: list[str], *, is_first: bool) -> None:
    word = before.folded
    if word in DIRECTIONS or word in GENERIC_BEFORE:
        name.belief += 0.5
    elif word in given_names() or word in TITLES:
        name.belief -= 4.0
        notes.append("after a given name or title")
    elif word in NEVER or (is_first and word in LOCATIVES):
        pass
    elif word in BODY_WORDS:
        name.is_body = True
        name.belief -= 1.5
    else:
        # The first word of a sentence may be any word: see look_around.
        name.belief -= 3.0
        name.lead = before.start if is_first else None
        notes.append("the end of a longer name")
