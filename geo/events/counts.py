"""Numbers as newspapers write them: digits, words, lakh and crore, rounded and vague ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.events.sieve import lower_text

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
}
_VALUES = {word: value for value, word in enumerate(_UNITS)}
_VALUES |= {word: 20 + 10 * index for index, word in enumerate(_TENS)}

_WORD = "|".join((*_UNITS, *_TENS, "hundred", "thousand", "lakhs?", "million", "crores?", "dozen"))
#: One number: digits with separators, or up to six number words in a row.
NUMBER = (
    r"(?:\d{1,3}(?:,\d{2,3})+|\d+(?:\.\d+)?)(?:\s(?:hundred|thousand|lakhs?|million|crores?))?"
    rf"|(?:(?:a|half\sa)\s(?=hundred|thousand|dozen|lakh|million))?"
    # "a hundred and four", but "five and six" are two numbers
    rf"(?:{_WORD})(?:(?:[-\s]|(?<=hundred)\sand\s|(?<=thousand)\sand\s)(?:{_WORD})){{0,5}}"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_NTHS = {word: number for number, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
#: An ordinal in words, up to thirty-first.
ORDINAL = rf"(?:(?:twenty|thirty)[-\s](?:{'|'.join(_ORDINALS[:9])})|{'|'.join(_NTHS)})"
_NUMBER = re.compile(rf"\b(?:{NUMBER})\b")
_PIECES = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a text: its span and what it may be at least and at most.

    `low` and `high` are None where the text gives no number ("dozens").
    """

    start: int
    end: int
    low: int | None
    high: int | None


def parse_number(words: str) -> int | None:
    """The number the words say, None if they say none.

    Examples
    --------
    >>> parse_number("twenty-three"), parse_number("1,250"), parse_number("two lakh")
    (23, 1250, 200000)
    >>> parse_number("a dozen"), parse_number("half a dozen"), parse_number("dozens")
    (12, 6, None)
    """
    text = words.lower().strip()
    if text in ("half a dozen", "half-dozen", "half dozen"):
        return 6
    total, current, seen = 0.0, 0.0, False
    for piece in _PIECES.findall(text):
        if piece[0].isdigit():
            current, seen = float(piece.replace(",", "")), True
        elif piece in _VALUES:
            current, seen = current + _VALUES[piece], True
        elif piece == "dozen":
            current, seen = (current or 1) * 12, True
        elif piece == "hundred":
            current, seen = (current or 1) * 100, True
        elif piece in _SCALES:
            total, current, seen = total + (current or 1) * _SCALES[piece], 0.0, True
        elif piece not in ("and", "a", "an"):
            return None
    value = total + current
    return int(value) if seen and value < 1e12 else None


def parse_ordinal(words: str) -> int | None:
    """The number that an ordinal says, None if the words are none.

    Examples
    --------
    >>> parse_ordinal("twenty-first"), parse_ordinal("3rd"), parse_ordinal("last")
    (21, 3, None)
    """
    text = words.lower().replace(" ", "-")
    if text[:1].isdigit():
        digits = text.rstrip("stndrh")
        return int(digits) if digits.isdigit() else None
    tens, _, unit = text.rpartition("-")
    number = _NTHS.get(unit)
    return number + _VALUES.get(tens, 0) if number else None


def find_counts(text: str, start: int = 0, end: int | None = None) -> tuple[Count, ...]:
    """The numbers between two offsets, ranges ("seven or eight") as one.

    Examples
    --------
    >>> [(c.low, c.high) for c in find_counts("Seven or eight men and 11 others, 20 to 25 in all")]
    [(7, 8), (11, 11), (20, 25)]
    >>> find_counts("nobody")
    ()
    """
    stop = len(text) if end is None else end
    found: list[Count] = []
    for match in _NUMBER.finditer(lower_text(text), start, stop):
        value = parse_number(match.group())
        if value is None:
            continue
        gap = text[found[-1].end : match.start()].lower() if found else ""
        before = found[-1] if found else None
        is_range = gap in _RANGE_GAPS or (gap == " and " and _is_between(text, before))
        is_range = is_range and not (before and rises_from(text, before.start))
        if before and before.low is not None and is_range and before.low < value:
            found[-1] = Count(before.start, match.end(), before.low, value)
        else:
            found.append(Count(match.start(), match.end(), value, value))
    return tuple(found)


_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|some\s+)?\Z", re.IGNORECASE)


def _is_between(text: str, count: Count | None) -> bool:
    """Whether a number begins a range: "between five and eight"."""
    return count is not None and bool(_BETWEEN.search(text, max(0, count.start - 20), count.start))


_UP_FROM = re.compile(
    r"\b(?:up|down|rose|risen|rising|revised|increased|increasing|climbed|grown|jumped)\s+(?:\w+\s+)?from\s+"
    r"(?:(?:an\s+)?(?:earlier|initial)\s+|the\s+|at\s+least\s+|about\s+)*\Z",
    re.IGNORECASE,
)


def rises_from(text: str, start: int) -> bool:
    """Whether a number is the one that another rose from: "up from six to nine".

    Examples
    --------
    >>> rises_from("has risen from six to nine", 15), rises_from("six to nine", 0)
    (True, False)
    """
    return bool(_UP_FROM.search(text, max(0, start - 60), start))


_RANGE_GAPS = frozenset((" to ", " or ", "-", "–", " - ", " – ", "—")) | {
    f"{gap} {perhaps} "
    for gap in (" and", " or", ",", "")
    for perhaps in ("perhaps", "maybe", "possibly", "even", "perhaps as many as", "if not")
}
