"""Find the names in a text that may be places, with what stands around each of them.

Nothing is decided here but what a name cannot be: part of a person's name, a day, a tribe.
What place a name means, and whether it is one at all, `geo.places.resolve` decides with the
whole text in view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from geo.places.fold import fold_word
from geo.places.gazetteer import Gazetteer
from geo.places.prior import NOTHING, Meanings
from geo.places.tokens import Token, find_initials, find_runs
from geo.places.words import (
    BODY_WORDS,
    DIRECTIONS,
    FUNCTION_WORDS,
    GENERIC_BEFORE,
    KIND_WORDS,
    LOCATIVES,
    NEVER,
    SAYING_VERBS,
    SPEECH_VERBS,
    STREET_WORDS,
    TITLES,
    TRIBE_WORDS,
    TRIBES,
    given_names,
    ordinary_words,
    surnames,
)

_ALONE = "a people or a team: 'the' before it, no noun behind it"
_MOST_WORDS = 60_000  # single words remembered with what they are
_LONGEST = 6  # words of a name that are looked at together
_NAME_PARTICLES = frozenset("bin ibn al el ul ur de van von del da di la".split())
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_AFTER = re.compile(r"[’'`;]?s?[\s]*([,(]?)\s*([^\W\d_]*)")
_ABBREVIATED = re.compile(
    r"(?<=[A-Za-z]),\s((?:[A-Z]\.){2,4}|[A-Z][a-z]{1,4}\.|W\.Va\.|[A-Z]{2,3})(?![A-Za-z])"
)
# "KHAR/ISLAMABAD:", "WASHINGTON/KABUL —", "KABUL, Afghanistan (AP) —" at the start of a paragraph.
_DATELINE = re.compile(
    r"[ \t\"“(]*((?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+)(?:(?:[ \t]*[,/&][ \t]*|[ \t]+)[A-ZÀ-Þ][\w.'’-]*){0,8})"
    r"[ \t]*(?:,[^.:()\n]{0,30})?(?:\([^)\n]{0,40}\))?[ \t]*(?:,[^.:()\n]{0,30})?"
    r"(?::|—|–|--?)(?=\s)"
)
_SEPARATOR = re.compile(r"(?:\s*,\s*|,?\s+(?:and|or)\s+)(?:(?:in|at|the|from)\s+){0,2}|\s*/\s*")
_LIST = re.compile(
    r"\b(?:in|at|near|from|to|around|reached|between)\s+(?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?"
    r"(?:, (?:and )?| and | or )){1,6}$"
)
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
_FROM_DESK = re.compile(r"[ \t]*([A-ZÀ-Þ][^\W\d_]+(?: [A-Z][^\W\d_]+)?)(?::|[ \t]*[—–])(?=\s)")


@dataclass(slots=True)
class Name:
    """A stretch of text that some place bears as its name.

    Attributes
    ----------
    start, end : span, code points, without a possessive.
    folded : the name as it was looked up.
    known : the places of that name.
    before, after : the nearest word on either side, folded, "" at a break.
    belief : how the words around it speak for a place (positive) or against, log odds.
    notes : what was seen, in words.
    """

    start: int
    end: int
    folded: str
    known: Meanings
    before: str = ""
    after: str = ""
    belief: float = 0.0
    notes: tuple[str, ...] = ()
    kind_hint: str | None = None
    is_body: bool = False
    is_dateline: bool = False
    is_possessive: bool = False
    is_locative: bool = False
    is_speech: bool = False
    is_plural: bool = False
    is_told: bool = False
    lead: int | None = None


class Word(NamedTuple):
    """What a single word is, whatever stands around it."""

    code: str
    known: Meanings
    belief: float
    notes: tuple[str, ...]
    is_never: bool
    is_strange: bool


@dataclass(slots=True)
class Found:
    """The names of a text, the words that belong to people, and clues by country.

    `unlisted` are spans of capitalised words that no table knows and that are no person.
    """

    names: list[Name]
    people: set[str]
    demonyms: list[str]
    unlisted: list[tuple[int, int]]


def find_names(text: str, gazetteer: Gazetteer, start: int = 0) -> Found:
    """Names in the text that places bear, in the order of the text."""
    found = Found([], set(), [], [])
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
    _mark_datelines(found.names, datelines)
    for name in found.names:
        _look_around(text, name, start)
    _share_in_lists(text, found.names)
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


def find_datelines(text: str, start: int) -> list[tuple[int, int]]:
    """Spans of datelines: at the start of the words, and of later paragraphs in capitals.

    Examples
    --------
    >>> find_datelines("KHAR/ISLAMABAD: One guard was killed.", 0)
    [(0, 15)]
    """
    spans = []
    first = _DATELINE.match(text, start) or _FROM_DESK.match(text, start)
    if first and first.end() - start < 160:
        spans.append((start, first.end()))
    for paragraph in _BREAK.finditer(text, start):
        position = paragraph.end()
        later = _DATELINE.match(text, position)
        if later and later.end() - position < 120:
            spans.append((position, later.end()))
    return spans


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
        length, known, folded = _longest(run, position, gazetteer)
        person = _person_length(run, position, length, bool(known))
        if person:
            _note_person(run[position : position + person], found)
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


def _person_length(run: list[Token], position: int, length: int, is_known: bool) -> int:
    """How many tokens from here on are a person's name, 0 if it does not look like one."""
    token = run[position]
    rest = len(run) - position
    is_title = token.folded in TITLES
    is_given = token.folded in given_names()
    if not (is_title or is_given):
        return 0
    if length >= 2 and not is_title:
        # "Ghulam Khan" the crossing, "Jordan Valley": only a further name makes it a person.
        follower = run[position + length] if rest > length else None
        if (
            follower is None
            or follower.is_tail
            or follower.is_small
            or run[position + length - 1].is_possessive
            or not _continues_name(follower)
        ):
            return 0
    if length >= 2 and is_title and rest == length:
        return 0
    if is_known and rest > 1 and _is_team(run[position + 1]):
        return 0  # "Dallas Mavericks"
    count = 1
    while count < min(rest, 6):
        following = run[position + count]
        if run[position + count - 1].is_possessive or following.is_tail:
            break
        if following.is_small:
            is_particle = following.folded in _NAME_PARTICLES and count + 1 < rest
            if not is_particle:
                break
        elif not _continues_name(following):
            break
        count += 1
    return count if count > 1 else 0


def _is_team(token: Token) -> bool:
    return len(token.folded) > 4 and token.folded.endswith("s") and token.folded not in surnames()


def _continues_name(token: Token) -> bool:
    word = token.folded
    return not (
        word in BODY_WORDS or word in KIND_WORDS or (word in GENERIC_BEFORE and len(word) > 4)
    )


def _note_person(tokens: list[Token], found: Found) -> None:
    words = [token.folded for token in tokens if not token.is_small]
    names = [word for word in words if word not in TITLES or word in given_names()]
    found.people.update(names)
    found.people.add(" ".join(names))
    if len(names) > 2:
        found.people.add(" ".join(names[-2:]))


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
        # The first word of a sentence may be any word: see _look_around.
        name.belief -= 3.0
        name.lead = before.start if is_first else None
        notes.append("the end of a longer name")


def _mark_datelines(names: list[Name], spans: list[tuple[int, int]]) -> None:
    number = 0
    for first, last in spans:
        while number < len(names) and names[number].start < first:
            number += 1
        while number < len(names) and names[number].start < last:
            names[number].is_dateline = True
            names[number].belief += 3.0
            number += 1


def _look_around(text: str, name: Name, floor: int) -> None:
    notes: list[str] = []
    before = text[max(floor, name.start - 40) : name.start].rstrip()
    has_comma = before.endswith(",")
    words = before.rstrip(",").rsplit(None, 2)[-2:]
    if words and words[-1][-1].isalpha():
        name.before = fold_word(words[-1])
        if name.before == "of" and len(words) > 1 and fold_word(words[-2]) in BODY_WORDS:
            name.belief += 1.0
            name.is_body = words[-2][0].isupper()
    elif "an ordinary word" in name.notes and not before.endswith(","):
        name.belief -= 1.5  # a capital at the start of a sentence says nothing
    if name.before == "of" and len(words) > 1 and not has_comma:
        _weigh_called(name, fold_word(words[-2]), notes)
    if name.lead is not None and _opens_sentence(text, name.lead, floor):
        name.belief += 1.5
    after = _AFTER.match(text, name.end)
    comma, word = (after.group(1), after.group(2)) if after else ("", "")
    name.after = "" if comma else fold_word(word)
    if name.before == "the" and not has_comma and _stands_alone(name):
        name.belief -= 3.0
        notes.append(_ALONE)
    if not has_comma and name.before in LOCATIVES:
        name.belief += LOCATIVES[name.before]
        name.is_locative = name.before not in ("of",)
        notes.append(f"after {name.before!r}")
    if name.is_dateline:
        notes.append("in a dateline")
    elif word and not comma and word[0].islower():
        _weigh_lower_word(name, notes)
    name.notes += tuple(notes)


def _stands_alone(name: Name) -> bool:
    """Whether no noun follows that the name could belong to, and it is no river or region."""
    if name.is_body or name.folded.rsplit(" ", 1)[-1] in KIND_WORDS:
        return False
    if any(
        known.place.kind in ("region", "river", "line", "country", "valley", "pass", "other")
        or known.spelling.startswith("the ")
        for known in name.known[:4]
    ):
        return False
    return not name.after or name.after in FUNCTION_WORDS or name.after in SPEECH_VERBS


def _weigh_called(name: Name, word: str, notes: list[str]) -> None:
    """Weigh what stands before: "the province of Khost", "the districts of Poonch"."""
    if word in KIND_WORDS:
        name.kind_hint = name.kind_hint or KIND_WORDS[word] or None
        name.belief += 1.5
        notes.append(f"after {word!r} of")


def _opens_sentence(text: str, position: int, floor: int) -> bool:
    before = text[max(floor, position - 4) : position].rstrip()
    return not before or before[-1] in '.!?:"“”\n'


def _share_in_lists(text: str, names: list[Name]) -> None:
    """In "at A, B and C posts" what stands before A and after C goes for all three."""
    for number in range(1, len(names)):
        first, second = names[number - 1], names[number]
        if second.is_locative or second.belief >= 2.0:
            continue
        if (first.is_locative and _is_list(text, first, second)) or _is_listed(text, second):
            second.is_locative = True
            second.belief += 1.0
            second.notes += ("in a list of places",)
    for number in range(len(names) - 1, 0, -1):
        first, second = names[number - 1], names[number]
        if not second.is_plural or first.kind_hint or not _is_list(text, first, second):
            continue
        first.kind_hint, first.is_plural = second.kind_hint, True
        first.belief += 4.0 if _ALONE in first.notes else 1.0
        first.notes += (f"in a list of {second.kind_hint or 'place'}s",)


def _is_listed(text: str, name: Name) -> bool:
    """Whether the name stands in a list behind "in" or "at", whoever knows its other names."""
    before = text[max(0, name.start - 90) : name.start]
    return before.endswith(("and ", "or ", ", ")) and _LIST.search(before) is not None


def _is_list(text: str, first: Name, second: Name) -> bool:
    gap = text[first.end : second.start]
    return len(gap) < 24 and _SEPARATOR.fullmatch(gap) is not None


def _weigh_lower_word(name: Name, notes: list[str]) -> None:
    word = name.after
    if word in KIND_WORDS and not name.is_possessive:
        name.kind_hint = KIND_WORDS[word] or name.kind_hint
        name.is_plural = word.endswith("s") and word not in ("pass", "hills")
        name.belief += 2.0
        notes.append(f"followed by {word!r}")
    elif word in TRIBE_WORDS:
        name.belief -= 4.0
        notes.append(f"followed by {word!r}")
    elif word in SAYING_VERBS and not name.is_locative and not name.is_possessive:
        name.is_speech = True
        notes.append(f"followed by {word!r}")
