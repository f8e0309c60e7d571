"""Weigh the words around a name: prepositions, kinds, verbs, lists."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.places.fold import fold_word
from geo.places.name import Name
from geo.places.words import (
    BODY_WORDS,
    DISEASES,
    DWELLERS,
    FUNCTION_WORDS,
    KIND_WORDS,
    LIKENESSES,
    LOCATIVES,
    NOBLES,
    SAYING_VERBS,
    SPEECH_VERBS,
    TOWNSFOLK,
    TRIBE_WORDS,
    TRIBES,
)

_ILL = frozenset(f"followed by {word!r}" for word in DISEASES)
_AFTER_NOTES = {word: f"after {word!r}" for word in LOCATIVES}
# Words behind a name that say what it is.
_TELLING = KIND_WORDS.keys() | DISEASES | TRIBE_WORDS | SAYING_VERBS | TOWNSFOLK
_ALONE = "a people or a team: 'the' before it, no noun behind it"
_AFTER = re.compile(r"[’'`;]?s?[\s]*([,(]?)\s*([^\W\d_]*)")
_CLOSING = re.compile(
    r"\s+(?:(?:was|were|is|are|has|have|had|be|been|remains?|remained|stays?|stayed|still|also)\s+)+"
    r"(?:closed|shut|sealed|reopened|re-opened|open|blocked)\b|\s+reopen(?:s|ed)\b"
)
# "Ghulam Khan, a trader", "Troy, 34, was held", "Kent, who farms"
_SOMEBODY = re.compile(
    r",\s(?:who\b|whose\b|\d{2}(?:,|\sand\b)|(?:an?|the|his|her|their)\s(?:[a-z-]+\s){0,3}?"
    r"(?:trader|farmer|driver|spokesman|spokeswoman|shopkeeper|teacher|villager|labourer|resident"
    r"|tailor|porter|trucker|merchant|shepherd|student|lawyer|elder|commander|fighter|soldier"
    r"|officer|constable|official|man|woman|boy|girl|father|mother|brother|sister|son|daughter"
    r"|uncle|cousin|nephew|wife|husband|widow|owner|worker|clerk|cleric|doctor|nurse|engineer)"
    r"(?:\s(?:from|of|in|by|at|who)\s[^,.;\n]{1,40})?[,.;])"
)
_ELDERS = frozenset("elders elder chiefs chieftain chieftains militiamen warriors".split())
_SEPARATOR = re.compile(r"(?:\s*,\s*|,?\s+(?:and|or)\s+)(?:(?:in|at|the|from)\s+){0,2}|\s*/\s*")
_LIST = re.compile(
    r"\b(?:in|at|near|from|to|around|reached|between)\s+(?:[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?"
    r"(?:, (?:and )?| and | or )){1,6}$"
)


def look_around(text: str, name: Name, floor: int) -> None:
    """Note on a name what stands before and after it, and what that is worth.

    Parameters
    ----------
    floor : offset before which nothing is looked at.
    """
    notes: list[str] = []
    _look_before(text, name, floor, notes)
    _look_after(text, name, notes)
    if notes:
        name.notes += tuple(notes)


def _look_before(text: str, name: Name, floor: int, notes: list[str]) -> None:
    start = name.start
    words = text[max(floor, start - 40) : start].split()
    has_comma = _end_with_comma(words)
    if words and words[-1][-1].isalpha():
        before = name.before = fold_word(words[-1])
        if before == "of" and len(words) > 1:
            _weigh_of(name, words[-2], notes, has_comma=has_comma)
        name.is_the = before == "the" and not has_comma
        weight = None if has_comma else LOCATIVES.get(before)
        if weight is not None:
            name.belief += weight
            name.is_locative = before != "of"
            notes.append(_AFTER_NOTES[before])
    elif not has_comma and "an ordinary word" in name.notes:
        name.belief -= 1.5  # a capital at the start of a sentence says nothing
        name.is_opening = True
    if name.lead is not None and _opens_sentence(text, name.lead, floor):
        name.belief += 1.5


def _look_after(text: str, name: Name, notes: list[str]) -> None:
    after = _AFTER.match(text, name.end)
    comma, word = after.groups() if after else ("", "")
    name.after = "" if comma else fold_word(word)
    if name.is_the and _stands_alone(name):
        is_ours = name.known[0].origin in ("border", "user")
        name.belief -= 4.5 if name.folded in TRIBES else 3.0 if is_ours else 4.0
        notes.append(_ALONE)
    if name.is_opening and word[:1].islower() and not _may_follow(name.after):
        name.belief -= 2.0  # "Mobile phones", "Reading glasses"
    if comma and not name.is_locative and _SOMEBODY.match(text, name.end):
        name.belief -= 4.0 if len(name.notes) else 2.5
        notes.append("somebody, as the words behind it say")
    if name.folded in TRIBES and name.after in _ELDERS:
        name.belief -= 4.0
    if name.after == "was" and text.startswith(" was born", name.end):
        name.belief -= 4.0
        notes.append("somebody who was born")
    if name.known.has_crossing and name.kind_hint is None and _CLOSING.match(text, name.end):
        name.kind_hint = "crossing"  # a town does not close
        notes.append("said to be closed or open")
    if name.is_dateline:
        notes.append("in a dateline")
    elif name.after in _TELLING and word[0].islower():
        _weigh_lower_word(name, notes)


def _may_follow(word: str) -> bool:
    """Whether a word may stand right behind a place that opens a sentence."""
    return (
        word in FUNCTION_WORDS
        or word in SPEECH_VERBS
        or word in BODY_WORDS
        or word in _TELLING
        or word.endswith(("ed", "ly"))
    )


def _end_with_comma(words: list[str]) -> bool:
    """Whether the words end in a comma, which is taken off."""
    if not words or words[-1][-1] != ",":
        return False
    words[-1] = words[-1].rstrip(",")
    if not words[-1]:
        del words[-1]
    return True


def _weigh_of(name: Name, word: str, notes: list[str], *, has_comma: bool) -> None:
    """Weigh what stands before "of": "the province of Khost", "Bank of England", "Duke of"."""
    folded = fold_word(word)
    if folded in BODY_WORDS:
        name.belief += 1.0
        name.is_body = word[0].isupper()
    if folded in NOBLES or folded in LIKENESSES:
        name.belief -= 6.0
        notes.append(f"{word} of")
    elif folded in DWELLERS:
        name.belief += 1.5
        notes.append(f"{word} of")
    elif not has_comma and folded in KIND_WORDS:
        name.kind_hint = name.kind_hint or KIND_WORDS[folded] or None
        name.belief += 1.5
        notes.append(f"after {folded!r} of")


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
    after = name.after
    if not after or after in FUNCTION_WORDS or after in SPEECH_VERBS:
        return True
    return len(after) > 4 and after.endswith("ed")


def _opens_sentence(text: str, position: int, floor: int) -> bool:
    before = text[max(floor, position - 4) : position].rstrip()
    return not before or before[-1] in '.!?:"“”\n'


def share_in_lists(text: str, names: list[Name]) -> None:
    """In "at A, B and C posts" what stands before A and after C goes for all three."""
    for number in range(1, len(names)):
        first, second = names[number - 1], names[number]
        is_list = _is_list(text, first, second)
        if is_list:
            second.listed = number - 1
            first.listed = number if first.listed is None else first.listed
            _share_kind(first, second)
        if second.is_locative or second.belief >= 2.0:
            continue
        if (first.is_locative and is_list) or _is_listed(text, second):
            second.is_locative = True
            second.belief += 1.0
            second.notes += ("in a list of places",)
        elif is_list:
            _share_fame(first, second)
            _share_fame(second, first)
    for number in range(len(names) - 1, 0, -1):
        first, second = names[number - 1], names[number]
        if second.listed is None or first.kind_hint or not _is_list(text, first, second):
            continue
        if not second.is_plural:
            _share_kind(second, first)
            continue
        first.kind_hint, first.is_plural = second.kind_hint, True
        first.belief += 4.0 if _ALONE in first.notes else 1.0
        first.notes += (f"in a list of {second.kind_hint or 'place'}s",)


def share_diseases(names: list[Name]) -> None:
    """Where a text speaks of Lassa fever, a bare Lassa is the fever too, unless it is a place."""
    ill = {one.folded for one in names if any(note in _ILL for note in one.notes)}
    for one in names if ill else ():
        if one.folded in ill and not one.is_locative:
            one.belief -= 3.0


def _share_kind(one: Name, other: Name) -> None:
    """In "Khost, Paktika and Kunar" Khost is the province: the others can be nothing else."""
    kind = one.known.sole_kind or (one.kind_hint if one.is_unit else None)
    if not kind or kind not in other.known.kinds or other.known.sole_kind == kind:
        return
    if other.kind_hint is None and not other.is_possessive:
        other.kind_hint, other.is_unit = kind, True


def _share_fame(doubtful: Name, other: Name) -> None:
    """A word that stands in a list with a town that everybody knows is a town too."""
    best = other.known.best
    if doubtful.belief < 0.0 and other.belief >= 0.0 and best is not None and best.belief >= 1.3:
        doubtful.belief += 1.5
        doubtful.notes += ("in a list with a place well known",)


def _is_listed(text: str, name: Name) -> bool:
    """Whether the name stands in a list behind "in" or "at", whoever knows its other names."""
    start = name.start
    if not text.endswith(("and ", "or ", ", "), max(0, start - 4), start):
        return False
    return _LIST.search(text[max(0, start - 90) : start]) is not None


def _is_list(text: str, first: Name, second: Name) -> bool:
    if second.start - first.end >= 24:
        return False
    return _is_separator(text[first.end : second.start])


@lru_cache(maxsize=4_096)
def _is_separator(gap: str) -> bool:
    return _SEPARATOR.fullmatch(gap) is not None


def _weigh_lower_word(name: Name, notes: list[str]) -> None:
    word = name.after
    if word in KIND_WORDS and not name.is_possessive:
        name.kind_hint = KIND_WORDS[word] or name.kind_hint
        name.is_plural = word.endswith("s") and word not in ("pass", "hills")
        name.belief += 2.0
        notes.append(f"followed by {word!r}")
    elif word in TOWNSFOLK:
        name.belief += 1.5
        notes.append(f"followed by {word!r}")
    elif word in DISEASES:
        name.belief -= 7.0
        notes.append(f"followed by {word!r}")
    elif word in TRIBE_WORDS:
        name.belief -= 4.0
        notes.append(f"followed by {word!r}")
    elif word in SAYING_VERBS and not name.is_locative and not name.is_possessive:
        name.is_speech = True
        notes.append(f"followed by {word!r}")
