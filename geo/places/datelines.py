"""Datelines: where a report was written, at the start of its words."""

from __future__ import annotations

import re

from geo.places.name import Name

# "KHAR/ISLAMABAD:", "WASHINGTON/KABUL —", "KABUL, Afghanistan (AP) —" at the start of a paragraph.
_DATELINE = re.compile(
    r"[ \t\"“(]*((?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+)(?:(?:[ \t]*[,/&][ \t]*|[ \t]+)[A-ZÀ-Þ][\w.'’-]*){0,8})"
    r"[ \t]*(?:,[^.:()\n]{0,30})?(?:\([^)\n]{0,40}\))?[ \t]*(?:,[^.:()\n]{0,30})?"
    r"(?::|—|–|--?)(?=\s)"
)
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
_FROM_DESK = re.compile(
    r"[ \t]*([A-ZÀ-Þ][^\W\d_]+(?: [A-Z][^\W\d_]+)?(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)?)"
    r"(?::|[ \t]*(?:\([^)\n]{0,40}\))?[ \t]*[—–])(?=\s)"
)


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


def mark_datelines(names: list[Name], spans: list[tuple[int, int]]) -> None:
    """Mark the names inside datelines; both are in the order of the text."""
    number = 0
    for first, last in spans:
        while number < len(names) and names[number].start < first:
            number += 1
        while number < len(names) and names[number].start < last:
            names[number].is_dateline = True
            names[number].belief += 3.0
            number += 1
