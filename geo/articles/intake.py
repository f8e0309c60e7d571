"""What comes in: bytes to text, text to an article, and what was wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from geo.articles.article import Article, Source
from geo.articles.text import is_english
from geo.errors import ArticleError

MAX_BYTES = 16 * 1024 * 1024

_SEED = re.compile(r"\s*date (\d{4}-\d{2}-\d{2})(?:\s|$)")
_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_/]?(\d{2})[-_/]?(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something from outside that was left out: where, why, and whether it was only its language.

    A table of incidents met among articles is no fault: it is passed on as `TableFile`.
    """

    where: str
    reason: str
    is_language: bool = False


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file that holds rows of incidents rather than articles."""

    path: Path


def build_article(
    name: str,
    text: str,
    *,
    sources: tuple[Source, ...],
    date: dt.date | None = None,
    fallback: str = "",
    undated: dt.date | None = None,
) -> Article:
    """One article from its text.

    The date is the text's, else as given, else from its source or `fallback`, else `undated`.

    Raises
    ------
    ArticleError : no date can be found, there are no words, or the text is over 16 MiB.

    Examples
    --------
    >>> article = build_article("a", " date 2025-11-08 Talks failed.", sources=())
    >>> article.date.isoformat(), article.text[article.body_start:]
    ('2025-11-08', 'Talks failed.')
    """
    if len(text) > MAX_BYTES:
        raise ArticleError("expected an article of at most 16 MiB; split the file")
    seed = _SEED.match(text)
    start = seed.end() if seed else 0
    day = parse_day(seed.group(1)) if seed else date
    if seed and day is None:
        raise ArticleError(f"expected a day of the calendar in the first line, found {seed[1]!r}")
    for hint in (*(source.published or "" for source in sources[:1]), fallback):
        day = day or parse_day(hint) or _day_in_name(hint)
    day = day or undated
    if day is None:
        raise ArticleError(
            "expected a date: a first line ' date YYYY-MM-DD ', a published date in sources.csv"
            " or in the page, or a day in the file's name; found none (--date gives one)"
        )
    if not text[start:].strip():
        raise ArticleError("expected an article, found no words behind the date")
    return Article(name, text, day, body_start=start, sources=sources or (Source(name),))


def check_language(article: Article, where: str) -> Article | Fault:
    """The article, or a fault that names it as not read because it is not in English."""
    if is_english(article.text[article.body_start :]):
        return article
    return Fault(where, "not in English: not read", is_language=True)


def parse_day(text: str) -> dt.date | None:
    """The day an ISO date or date-time begins with, or None.

    Examples
    --------
    >>> parse_day("2025-11-08T10:00:00Z")
    datetime.date(2025, 11, 8)
    >>> parse_day("yesterday") is None
    True
    """
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def decode(data: bytes) -> str:
    """The text of some bytes: UTF-8, or UTF-16 with a byte-order mark; the mark is not counted.

    Raises
    ------
    ArticleError : the bytes are neither.

    Examples
    --------
    >>> decode("﻿Kabul".encode())
    'Kabul'
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"expected {encoding.upper().removesuffix('-SIG')} text, found byte"
            f" 0x{data[error.start]:02X} at {error.start}; save the file as UTF-8"
        ) from None


def _day_in_name(name: str) -> dt.date | None:
    found = _DAY_IN_NAME.search(name)
    return parse_day("-".join(found.groups())) if found else None
