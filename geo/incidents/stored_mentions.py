"""Mentions and articles as text for a database, and back, equal to what they were.

A mention becomes JSON with its fields by name; a field that has its default value is left out,
so that a field added later reads as its default. Places are kept once each under the hash of
what they are, for thousands of mentions name the same place. What no database takes is escaped
(NUL, halves of surrogate pairs), so that all text comes back as it was.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import operator
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from geo.articles.article import Article, Source
from geo.errors import TableError
from geo.events.mention import Claim, Dating, Mention
from geo.places.place import (
    AlongBorder,
    At,
    Between,
    Candidate,
    Expression,
    Near,
    Offset,
    Place,
)

Record = dict[str, Any]
FindPlace = Callable[[str], Place]

_MOST_PLACES = 100_000


class PlaceBook:
    """Places by key, with the text that holds each.

    The key is sixteen hexadecimal digits of the hash of the text: equal places have equal
    keys in every store.

    Examples
    --------
    >>> book = PlaceBook()
    >>> key = book.add(Place("1", "Chaman", "town", "PK", "Balochistan", "Chaman", 66.4, 30.9, 4.0))
    >>> book.read(key, book.texts[key]).name
    'Chaman'
    """

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        # By identity: equal places may be written differently (0.0 and -0.0), and
        # the id of a mention rests on how they are written.
        self._known: dict[int, tuple[Place, str]] = {}

    def add(self, place: Place) -> str:
        """The key of a place; its text is kept in `texts`."""
        known = self._known.get(id(place))
        if known is not None:
            return known[1]
        text = write_record(_PLACE_FIELDS.to_record(place))
        key = hashlib.sha256(text.encode()).hexdigest()[:16]
        if len(self._known) >= _MOST_PLACES:
            self._known.clear()
        self._known[id(place)] = (place, key)
        self.texts[key] = text
        return key

    def read(self, key: str, text: str) -> Place:
        """The place that a text holds; equal keys give the same object."""
        if key not in self.places:
            record = read_record(text)
            record["spellings"] = tuple(record.get("spellings", ()))
            self.places[key] = Place(**record)
        return self.places[key]


def encode_mention(mention: Mention, book: PlaceBook) -> str:
    """The text of a mention; the places it names are added to the book.

    Examples
    --------
    >>> day = dt.date(2025, 10, 11)
    >>> mention = Mention("a", "", "talks", 0, 5, 0, 5, "talks", Dating(day, day, 1, "text"), None)
    >>> text = encode_mention(mention, PlaceBook())
    >>> decode_mention(text, PlaceBook().places.__getitem__) == mention
    True
    """
    record = _MENTION_FIELDS.to_record(mention)
    record["dating"] = _encode_dating(mention.dating)
    if mention.expression is not None:
        record["expression"] = _encode_expression(mention.expression, book)
    if mention.claims:
        record["claims"] = [_CLAIM_FIELDS.to_record(claim) for claim in mention.claims]
    if mention.place_candidates:
        record["place_candidates"] = [
            [book.add(one.place), one.score, one.reasons] for one in mention.place_candidates
        ]
    return write_record(record)


def decode_mention(text: str, find_place: FindPlace) -> Mention:
    """The mention that a text holds.

    Parameters
    ----------
    find_place : gives the place of a key.

    Raises
    ------
    TableError
        If the text is not what `encode_mention` writes.
    """
    try:
        record = read_record(text)
        record["dating"] = _decode_dating(record["dating"])
        said = record.get("expression")
        record["expression"] = _decode_expression(said, find_place) if said else None
        if "claims" in record:
            record["claims"] = tuple(Claim(**claim) for claim in record["claims"])
        if "reasons" in record:
            record["reasons"] = tuple(record["reasons"])
        if "place_candidates" in record:
            record["place_candidates"] = tuple(
                Candidate(find_place(key), score, tuple(reasons))
                for key, score, reasons in record["place_candidates"]
            )
        return Mention(**record)
    except (ValueError, KeyError, TypeError) as error:
        message = f"expected a stored mention, got {text[:60]!r} ({error!r})"
        raise TableError(f"{message}; a newer version wrote it, or a hand") from error


def encode_article(article: Article) -> str:
    """The text of an article's record: all but its words.

    Examples
    --------
    >>> encode_article(Article("a", "words", dt.date(2025, 1, 2)))
    '{"article":"a","date":"2025-01-02","body_start":0,"sources":[]}'
    """
    sources = [_SOURCE_FIELDS.to_record(source) for source in article.sources]
    record = {"article": article.article, "date": article.date.isoformat()}
    return write_record(record | {"body_start": article.body_start, "sources": sources})


def decode_article(text: str, words: str) -> Article:
    """The article that a record and its words make."""
    record = read_record(text)
    return Article(
        record["article"],
        words,
        dt.date.fromisoformat(record["date"]),
        record["body_start"],
        tuple(Source(**source) for source in record["sources"]),
    )


def write_record(record: Any) -> str:
    """JSON text; with all but ASCII escaped where there are halves of surrogate pairs.

    Examples
    --------
    >>> write_record({"a": "Čaman"}), write_record({"a": "Č \\ud800"}).isascii()
    ('{"a":"Čaman"}', True)
    """
    try:
        return orjson.dumps(record).decode()
    except TypeError:
        return json.dumps(record, separators=(",", ":"))


def read_record(text: str) -> Any:
    """What `write_record` wrote."""
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)


class _Fields:
    """The fields of a data class that need no care of their own, read at once."""

    def __init__(self, kind: type, *apart: str) -> None:
        found = [field for field in dataclasses.fields(kind) if field.name not in apart]
        self.names = tuple(field.name for field in found)
        self.defaults = tuple(field.default for field in found)
        self.read = operator.attrgetter(*self.names)

    def to_record(self, value: Any) -> Record:
        """The fields that have not their default value."""
        return {
            name: item
            for name, item, default in zip(self.names, self.read(value), self.defaults, strict=True)
            if item is not default and item != default
        }


_PLACE_FIELDS = _Fields(Place)
_CLAIM_FIELDS = _Fields(Claim)
_SOURCE_FIELDS = _Fields(Source)
_MENTION_FIELDS = _Fields(Mention, "dating", "expression", "claims", "place_candidates")


def _encode_dating(dating: Dating) -> list[Any]:
    first, last = dating.first.isoformat(), dating.last.isoformat()
    return [first, last, dating.precision, dating.source, dating.start, dating.end]


def _decode_dating(cells: list[Any]) -> Dating:
    first, last, *rest = cells
    return Dating(dt.date.fromisoformat(first), dt.date.fromisoformat(last), *rest)


def _encode_expression(said: Expression, book: PlaceBook) -> list[Any]:
    if isinstance(said, At | Near):
        return [type(said).__name__, book.add(said.place)]
    if isinstance(said, Offset):
        return ["Offset", book.add(said.place), said.distance_km, said.bearing_deg]
    if isinstance(said, Between):
        return ["Between", book.add(said.first), book.add(said.second)]
    return ["AlongBorder", *(book.add(place) for place in said.places)]


def _decode_expression(cells: list[Any], find_place: FindPlace) -> Expression:
    name, *rest = cells
    if name == "Offset":
        return Offset(find_place(rest[0]), rest[1], rest[2])
    places = [find_place(key) for key in rest]
    if name == "AlongBorder":
        return AlongBorder(tuple(places))
    return _BY_NAME[name](*places)


_BY_NAME: Mapping[str, Callable[..., Expression]] = {"At": At, "Near": Near, "Between": Between}
