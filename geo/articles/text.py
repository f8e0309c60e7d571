"""Spans of a text: sentences, paragraphs, and whether it is English.

Every span is (start, end) in code points of the text it was cut from, so nothing is ever
rewritten: cleaning would move the offsets that quotes rest on.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


# Abbreviations after which a full stop ends no sentence. Months and titles as agencies write them.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt brig sgt rev hon st sr jr no nos vs approx dept est"
    " jan feb mar apr jun jul aug sep sept oct nov dec mt ft adm gov sen rep pres km sq u.s u.n"
    " u.k a.m p.m e.g i.e co inc ltd".split()
)
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v]*\n\s*|\r\n?[ \t]*\r\n?\s*")
# Candidates for an end: closing punctuation, optional quotes or brackets, then space.
_STOP = re.compile(r"[.!?…]+[\"'”’)\]»]*(?=\s)")
_OPENING = "\"'“‘(«["


def split_paragraphs(text: str, start: int = 0) -> tuple[Span, ...]:
    """Spans of the paragraphs (parts between blank lines), stripped of white space.

    Examples
    --------
    >>> split_paragraphs("One.\\n\\nTwo.")
    (Span(start=0, end=4), Span(start=6, end=10))
    >>> split_paragraphs("  ")
    ()
    """
    spans = []
    position = start
    for gap in _PARAGRAPH.finditer(text, start):
        spans.append(_strip(text, position, gap.start()))
        position = gap.end()
    spans.append(_strip(text, position, len(text)))
    return tuple(span for span in spans if span.end > span.start)


def split_sentences(text: str, start: int = 0) -> tuple[Span, ...]:
    """Spans of the sentences, in order; no sentence crosses a blank line.

    Examples
    --------
    >>> text = "Gen. Asif spoke. “No.” He left at 5 a.m. on Friday."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['Gen. Asif spoke.', '“No.”', 'He left at 5 a.m. on Friday.']
    >>> split_sentences("")
    ()
    """
    spans: list[Span] = []
    for paragraph in split_paragraphs(text, start):
        position = paragraph.start
        for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
            if _ends_sentence(text, stop, paragraph.end):
                spans.append(_strip(text, position, stop.end()))
                position = stop.end()
        spans.append(_strip(text, position, paragraph.end))
    return tuple(span for span in spans if span.end > span.start)


def is_english(text: str) -> bool:
    """Whether the text reads as English: the share of its commonest little words.

    A text of fewer than 20 words in Latin script is English unless the little words of other
    languages are more than those of English.

    Examples
    --------
    >>> is_english("The crossing was closed on Friday after the two sides fired at each other.")
    True
    >>> is_english("د تورخم دروازه د جمعې په ورځ وتړل شوه")
    False
    >>> is_english("Deux soldats tués dans le district de Khost, selon la police.")
    False
    >>> is_english("")
    True
    """
    sample = text[:20_000]
    letters = sum(character.isalpha() for character in sample)
    if not letters:
        return True
    if sum("A" <= character <= "ɏ" for character in sample) < 0.6 * letters:
        return False
    words = re.findall(r"[^\W\d_]+", sample.lower())
    ours = sum(word in _COMMON for word in words)
    if len(words) < 20:
        return ours >= sum(word in _FOREIGN for word in words)
    return ours >= 0.12 * len(words)


_COMMON = frozenset(
    "the of and to in a that is was for on as with by at from it were are be said has had have"
    " its an which their after been who but not this will they two between".split()
)

# French, Spanish, Portuguese, Italian, German, Dutch, Indonesian, Turkish; Urdu in Latin letters.
_FOREIGN = frozenset(
    "le la les des du un une et est dans pour par que qui sur avec el los las del en por con para"
    " una os um uma em il di che per der die das und ist im bei mit von den het een van op yang dan"
    " di ke bir ve ile için ka ki mein hai aur".split()
)


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _ends_sentence(text: str, stop: re.Match[str], limit: int) -> bool:
    following = stop.end()
    while following < limit and text[following].isspace():
        following += 1
    if following >= limit:
        return True
    # A bounded look at the character that opens the next words: text without stops stays linear.
    while following < limit and text[following] in _OPENING:
        following += 1
    if following < limit and text[following].islower():
        return False
    if stop.group() != ".":  # "?", "!", "...", or a closed quotation: no abbreviation
        return True
    word_start = stop.start()
    floor = max(0, word_start - 12)
    while word_start > floor and (text[word_start - 1].isalnum() or text[word_start - 1] == "."):
        word_start -= 1
    word = text[word_start : stop.start()].lower()
    letters = word.split(".")  # "D.I. Khan", "R.S. Pura"
    is_initial = text[word_start].isupper() and all(len(w) == 1 and w.isalpha() for w in letters)
    return not (word in _ABBREVIATIONS or is_initial)
