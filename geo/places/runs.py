"""What a run of capitalised words holds, whatever stands around it: names, people, strangers.

The answer depends on the run alone, so the gazetteer remembers it for the next text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from geo.places.gazetteer import Gazetteer
from geo.places.name import EMPTY, Part, Run
from geo.places.people import person_length, person_words
from geo.places.prior import NOTHING, Meanings
from geo.places.tokens import Token, split_run
from geo.places.words import (
    BODY_WORDS,
    DIRECTIONS,
    DISEASES,
    GENERIC_BEFORE,
    KIND_WORDS,
    LOCATIVES,
    NAME_TAILS,
    NAMED_AFTER,
    NEVER,
    OFFICES,
    STREET_WORDS,
    TITLES,
    TRIBE_WORDS,
    TRIBES,
    given_names,
    ordinary_words,
    surnames,
)

_LONGEST = 6  # words of a name that are looked at together
_OTHER_TOWN = frozenset("port little great".split())
_SAINTS = frozenset("san santa santo sao saint st".split())
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def read_run(run: str, gazetteer: Gazetteer) -> Run:
    """What is in a run (see `geo.places.tokens.find_runs`)."""
    parts: list[Part] = []
    demonyms: list[tuple[int, int, str]] = []
    people: dict[str, None] = {}
    strangers: list[tuple[int, int, frozenset[str]]] = []
    for tokens in split_run(run):
        unknown: list[Token] = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.is_tail:
                break
            if token.is_small or _is_initial(run, token):
                position += 1
                continue
            code = gazetteer.demonyms.get(token.folded)
            if code:
                demonyms.append((token.start, token.end, code))
            position, length, known, folded = _longest_name(run, tokens, position, gazetteer)
            person = person_length(tokens, position, length, bool(known))
            if person:
                people.update(dict.fromkeys(person_words(tokens[position : position + person])))
                position += person
                continue
            if not length or (code and length == 1):
                if not (length or code or token.folded in NEVER):
                    unknown.append(token)
            elif _has_name_tail(tokens, position + length):
                unknown.extend(tokens[position : position + length])
            elif not _is_never(run, tokens, position, length, folded):
                parts.append(_part(tokens, position, length, known, folded))
            position += length or 1
        strangers.extend(_strangers(unknown, tokens))
    if not (parts or demonyms or people or strangers):
        return EMPTY
    return Run(tuple(parts), tuple(demonyms), tuple(people), tuple(strangers))


def _is_initial(run: str, token: Token) -> bool:
    """Whether a letter stands for somebody's name ("J. Paris"), not for north ("N. Korea")."""
    return len(token.folded) == 1 and run.startswith(".", token.end) and token.folded not in "nsew"


def _has_name_tail(tokens: list[Token], position: int) -> bool:
    """Whether a word follows that makes another name of it: "Kabal Khel" is not Kabal."""
    return position < len(tokens) and tokens[position].folded in NAME_TAILS


def _strangers(
    unknown: list[Token], tokens: list[Token]
) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Names of three words or fewer, parted by "and", of which no table knows some word."""
    for is_and, group in groupby(tokens, _is_and):
        own = [one for one in group if not (one.is_tail or one.folded in NEVER)]
        if is_and or not 1 <= len(own) <= 3 or len(own[0].folded) < 2:
            continue
        words = frozenset(one.folded for one in own)
        if any(one in unknown for one in own) and not (words & TITLES or words & BODY_WORDS):
            yield own[0].start, own[-1].end, words


def _is_and(token: Token) -> bool:
    return token.is_small and token.folded == "and"


def _longest_name(
    run: str, tokens: list[Token], position: int, gazetteer: Gazetteer
) -> tuple[int, int, Meanings, str]:
    """Where the longest name begins: "The Mediterranean Sea" is not "the Mediterranean"."""
    length, known, folded = _longest(run, tokens, position, gazetteer)
    if tokens[position].folded == "the" and len(tokens) > position + 1:
        rest = _longest(run, tokens, position + 1, gazetteer)
        if rest[0] >= max(length, 1):
            return position + 1, *rest
    return position, length, known, folded


def _longest(
    run: str, tokens: list[Token], position: int, gazetteer: Gazetteer
) -> tuple[int, Meanings, str]:
    rest = min(_LONGEST, len(tokens) - position)
    if rest > 1:
        words = [
            _ABBREVIATIONS.get(token.whole, token.whole)
            for token in tokens[position : position + rest]
        ]
        for length in range(rest, 1, -1):
            last = tokens[position + length - 1]
            if last.is_small and run[last.start - 1] != "-":
                continue  # "Athens on" is no name, whatever Ontario's abbreviation
            opening = " ".join(words[: length - 1])
            for final in (last.folded, last.whole) if last.is_possessive else (last.folded,):
                folded = f"{opening} {final}"
                known = gazetteer.find_folded(folded)
                if known:
                    return length, known, folded
    word = tokens[position].folded
    known = gazetteer.find_folded(word)
    return (1, known, word) if known else (0, NOTHING, "")


def _is_never(run: str, tokens: list[Token], position: int, length: int, folded: str) -> bool:
    first = tokens[position]
    if length > 1:
        return first.folded in NEVER and tokens[position + 1].is_tail
    if folded in NEVER or folded in BODY_WORDS or len(folded) < 3:
        return folded not in ("us", "uk", "uae") or not run[first.start : first.end].isupper()
    return False


def _part(tokens: list[Token], position: int, length: int, known: Meanings, folded: str) -> Part:
    first, last = tokens[position], tokens[position + length - 1]
    is_possessive = last.is_possessive and folded.endswith(last.folded)
    end = last.end + 2 if last.is_possessive and not is_possessive else last.end
    notes: list[str] = []
    if length == 1:
        belief = weigh_word(folded, notes)
        if not notes and len(folded) > 3 and _is_alone(tokens, position):
            belief += 0.5  # nobody's name, no word that we know, and no part of more
    else:
        belief = 0.5
        if _is_like_person(first, last):
            is_name = last.folded in surnames() or last.folded in given_names()
            is_far = known[0].origin in ("abroad", "world", "dump")
            belief -= (3.0 if is_far else 2.0) - 1.5 * (not is_name)
            notes.append("also a person's name")
    kind_hint, is_body, lead = None, False, None
    after = tokens[position + length] if position + length < len(tokens) else None
    if after is not None and not (after.is_small or after.is_tail or last.is_possessive):
        is_unit = length > 1 and last.folded in KIND_WORDS
        more, kind_hint, is_body = _weigh_following(after.folded, notes, is_unit=is_unit)
        belief += more
        if is_body and first.folded in ("st", "saint", "ste"):
            belief -= 2.0  # "St. Mary's Hospital" is called after the saint
    before = tokens[position - 1] if position else None
    if before is not None and not before.is_small and not before.is_possessive:
        more, is_one, is_end = _weigh_preceding(before.folded, notes, is_first=position == 1)
        belief += more
        is_body = is_body or is_one
        lead = before.start if is_end and position == 1 else None
    facts = (folded, known, belief, tuple(notes), kind_hint, is_body, is_possessive)
    return Part(first.start, end, lead, facts)


def _is_alone(tokens: list[Token], position: int) -> bool:
    """Whether no other capitalised word stands right beside a word of a run."""
    before, after = tokens[:position][-1:], tokens[position + 1 : position + 2]
    return not any(
        not (one.is_small or one.is_tail or one.folded in NEVER or one.folded in LOCATIVES)
        for one in (*before, *after)
    )


def _is_like_person(first: Token, last: Token) -> bool:
    """Whether a name of several words could be somebody's: "Benito Juarez", "General San Martin".

    "Santa Clara County" and "San Jose" could not.
    """
    if first.folded in _SAINTS or last.folded in KIND_WORDS:
        return False
    return first.folded in given_names() or first.folded in TITLES


def weigh_word(folded: str, notes: list[str]) -> float:
    """How readily a single word is a place, log odds; what it also is goes into the notes."""
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


def _weigh_following(
    word: str, notes: list[str], *, is_unit: bool
) -> tuple[float, str | None, bool]:
    """What the word behind a name is worth, the kind it says, whether it makes it a body."""
    if word in KIND_WORDS:
        notes.append(f"followed by {word!r}")
        return 2.0, KIND_WORDS[word] or None, False
    if word in DISEASES:
        notes.append(f"followed by {word!r}")
        return -7.0, None, False
    if word in STREET_WORDS:
        notes.append("the name of a street")
        return -3.0, None, False
    if word in BODY_WORDS:
        notes.append("inside the name of a body")
        return 0.3, None, True
    if word in TRIBE_WORDS:
        notes.append(f"followed by {word!r}")
        return -2.0, None, False
    if is_unit or word in OFFICES:
        notes.append("what an office is of")  # "Ontario Premier", "Clark County Sheriff"
        return 0.5, "province" if word == "governor" else None, True
    notes.append("inside a longer name")
    return (-3.0 if word in surnames() or word in given_names() else -1.5), None, True


def _weigh_preceding(word: str, notes: list[str], *, is_first: bool) -> tuple[float, bool, bool]:
    """What the word before a name is worth, whether it is a body's, whether it belongs to it."""
    if word in NAMED_AFTER:
        notes.append(f"after {word!r}")
        return -2.0, True, False
    if word in _OTHER_TOWN:
        notes.append("the end of a longer name")
        return -3.5, False, False  # Port Dover is not Dover
    if word in DIRECTIONS or word in GENERIC_BEFORE:
        return 0.5, False, False
    if word in given_names() or word in TITLES:
        notes.append("after a given name or title")
        return -4.0, False, False
    if word in NEVER or (is_first and word in LOCATIVES):
        return 0.0, False, False
    if word in BODY_WORDS:
        return -1.5, True, False
    # The first word of a sentence may be any word: see look_around.
    notes.append("the end of a longer name")
    return -3.0, False, True
