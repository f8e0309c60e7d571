"""Parts of a sentence: which of its dates, places and counts stand with which of its acts."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from geo.articles.text import Span
from geo.events.sieve import lower_text

# Where a clause begins, in lower case.
_BREAK = re.compile(
    r"[;:]\s|\s[—–]\s|\s(?:was|were)\s+followed\s|,?\s+(?:followed\s+by|in\s+(?:answer|response|retaliation|reply"
    r"|revenge)\s+(?:to|for)|because|until|while|whereas|although|but)\s|\band,\s|,\s+(?:and"
    r"|which|who"
    r"|where|when|after|before|with"
    r"|as|having|saying|adding|ending|where|in\s+which|then)\s"
    # "A sit-in before the press club in Bannu": in front of it.
    r"|\s(?:after|when|before(?!\s+(?:the|an?|its|his|their)\s+(?:[\w’'-]+\s+){0,2}?(?:club|offices?|embassy"
    r"|consulate|court|parliament|headquarters|assembly|building|house)(?:\s+(?:in|at|on|of)\b|[,.]))|following"
    r"|as)\s(?!of\b|well\b|many\b|much\b|far\b|a\sresult"
    # "Shortly after four", "before dawn": times of day.
    # ("After five days" is none.)
    r"|(?:\d[\d.:]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
    r"(?![\s-](?:days?|weeks?|months?|years?|nights?|hours?)\b)"
    # ("After two guards were shot" neither.)
    r"(?!\s+(?!in\b|on\b|at\b|[ap]\.?m\b|and\b|o[’']clock|that\b|this\b|the\b|as\b|when\b|local\b)[a-z])"
    r"|(?:noon|midnight|midday"
    r"|dawn|dusk|dark|sunrise|sunset|nightfall|daybreak|daylight|prayers|sehri|lunch)\b)",
)


# "After the attack on Monday, Pakistan bombed Khost": the comma before its subject ends a clause
# that a sentence opens with.
_OPENER = re.compile(
    r"\W*(?:(?:(?:just|only|barely|about|almost|nearly|exactly|some)\s+)?(?:[\w-]+\s+)?(?:minutes?|hours?"
    r"|days?|nights?|weeks?|fortnight|months?|years?)\s+)?(?:to\s+the\s+day\s+)?(?:after|before|when|while|following|since)\s"
)
_FAR = 260
# So near the start of a clause a place or date opens it.
_OPENS = 10
_MAIN = re.compile(
    r",\s+(?=(?!in\b|on\b|at\b|near\b|who\b|which\b|where\b|when\b|and\b|or\b|also\b|as\b|with\b"
    r"|killing\b|leaving\b)(?:[\w’'.-]+\s+){1,5}?(?:(?!killed|wounded)\w+ed|hit|struck|shut|fought|began"
    r"|broke|had|has|have|was|were|shot|fell|sent|took|held|met|left|fled|blew|swept)\b)"
)


@lru_cache(maxsize=64)
def split_clauses(text: str, sentence: Span) -> tuple[int, ...]:
    """Offsets where the clauses of a sentence begin, the first its own start.

    Examples
    --------
    >>> split_clauses("It closed, and guards fired after noon.", Span(0, 39))
    (0, 15)
    >>> split_clauses("", Span(0, 0))
    (0,)
    """
    lower = lower_text(text)
    ends: list[int] = []
    for found in _BREAK.finditer(lower, sentence.start, sentence.end):
        # What stands beyond a semicolon is further away than the next clause.
        ends.extend([found.end()] * (2 if found.group().startswith(";") else 1))
    if _OPENER.match(lower, sentence.start, sentence.end):
        main = _MAIN.search(lower, sentence.start, min(sentence.end, sentence.start + _FAR))
        if main is not None and main.end() not in ends:
            ends = sorted((*ends, main.end()))
    return sentence.start, *ends


# "They demanded the release of men who were arrested on Thursday": the day of the arrest.
_WHO_DID = re.compile(r"\bwho\s+(?:was|were|had|have|has)\s+(?:\w+\s+){1,4}\Z")


def is_of_whom(text: str, anchor: int, position: int) -> bool:
    """Whether what stands at `position` is told of people that a telling word before it names.

    Examples
    --------
    >>> text = "They met men who were held on Friday"
    >>> is_of_whom(text, 5, 30), is_of_whom(text, 22, 30)
    (True, False)
    """
    return bool(_WHO_DID.search(text, anchor, position))


def clause_of(clauses: tuple[int, ...], position: int) -> int:
    """The number of the clause that holds an offset.

    Examples
    --------
    >>> clause_of((0, 14, 33), 20)
    1
    """
    index = bisect_right(clauses, position) - 1
    return index if index > 0 else 0


def nearest(clauses: tuple[int, ...], position: int, anchors: list[int]) -> int:
    """Index of the anchor a thing at `position` stands with: by clause, then by distance.

    Of two clauses as near, the one behind what opens its own ("while in Bannu she survived when"),
    else the one before ("was shot as he left a mosque on Sunday, and a bomb").

    Examples
    --------
    >>> nearest((0, 14, 33), 35, [2, 20])
    1
    """
    own = clause_of(clauses, position)

    opens = position - clauses[own] < _OPENS

    def cost(index: int) -> tuple[int, bool, int, int]:
        away = clause_of(clauses, anchors[index]) - own
        return abs(away), (away > 0) != opens, abs(anchors[index] - position), index

    return min(range(len(anchors)), key=cost)
