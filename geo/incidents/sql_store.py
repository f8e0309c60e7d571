"""A store in tables of SQL, the same for a GeoPackage and for PostGIS."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from geo.articles.article import Article, Source
from geo.errors import InputError
from geo.events.mention import Mention
from geo.incidents.database import Database, clean_text, put_facts
from geo.incidents.decisions import Decision, find_again
from geo.incidents.derived import refresh
from geo.incidents.query import Query
from geo.incidents.reading import Reader, encode_decision
from geo.incidents.releases import ImportReport, add_release, withdraw
from geo.incidents.stored_mentions import (
    PlaceBook,
    decode_article,
    encode_article,
    encode_mention,
)
from geo.incidents.table import Ground
from geo.incidents.touched import (
    about,
    forget_mentions,
    touch_decided,
    touch_namesakes,
    touch_texts,
)

if TYPE_CHECKING:
    import geopandas

    from geo.border.model import Border

Reading = tuple[Article, str, Sequence[Mention]]  # an article, what read it, what it found


class SqlStore:
    """See `geo.incidents.store.Store`."""

    def __init__(self, database: Database) -> None:
        self.where = database.where
        self._database = database
        self._book = PlaceBook()
        self._reader = Reader(database, self._book)
        self._grounds: dict[Border, Ground] = {}

    def add_article(
        self, article: Article, mentions: Sequence[Mention], *, extractor: str | None = None
    ) -> bool:
        """Add an article and all its mentions, or nothing."""
        with self._database.transaction():
            self._database.lock(is_whole=False)
            is_new = self._add(article, mentions, extractor)
        if is_new:
            self._book.texts.clear()
        return is_new

    def add_articles(
        self, made: Iterable[tuple[Article, Sequence[Mention]]], *, at_once: int = 2000
    ) -> int:
        """Add many articles, some in each transaction; how many were new."""
        waiting, added = iter(made), 0
        while batch := list(itertools.islice(waiting, min(at_once, _MOST_AT_ONCE))):
            with self._database.transaction():
                # Whole, for two who add the same articles in other orders would wait in a ring.
                self._database.lock(is_whole=True)
                count = self._add_batch(batch)
            if count:
                self._book.texts.clear()
            added += count
        return added

    def has_article(self, article: Article, extractor: str | None = None) -> bool:
        """Whether the text of an article is held, as read by that extractor if it is given."""
        found = self._database.rows(
            "SELECT extractor FROM stored_articles WHERE text_hash = ?", (article.text_hash,)
        )
        return bool(found) and extractor in (None, found[0][0])

    def add_imported(
        self, frame: geopandas.GeoDataFrame, *, is_whole_release: bool = False
    ) -> ImportReport:
        """Add imported incidents by their ids."""
        with self._database.transaction():
            self._database.lock(is_whole=True)
            report = add_release(self._database, frame, is_whole=is_whole_release)
            put_facts(self._database, {"decided": "stale"})
        return report

    def withdraw(self, withdrawn: Mapping[str, int]) -> int:
        """Retire imported rows that their source deleted; how many."""
        with self._database.transaction():
            self._database.lock(is_whole=True)
            count = withdraw(self._database, withdrawn)
            put_facts(self._database, {"decided": "stale"})
        return count

    def add_decisions(self, decisions: Iterable[Decision], *, is_new: bool = False) -> int:
        """Add people's decisions, in their order; how many were new."""
        added = 0
        seen: Counter[str] = Counter()
        with self._database.transaction():
            self._database.lock(is_whole=True)
            known = {key for (key,) in self._database.rows(_KEYS)}
            for decision in decisions:
                text = encode_decision(decision)
                key = _key_of(text, seen, known if is_new else frozenset())
                if key not in known:
                    known.add(key)
                    self._database.run(_ADD_DECISION, (key, text))
                    touch_decided(self._database, decision)
                    added += 1
            if added:
                put_facts(self._database, {"decided": "stale"})
        return added

    def mentions(self) -> Iterator[Mention]:
        """All mentions, by the hash of their text, then in the order of the reading."""
        return self._reader.mentions()

    def articles(self) -> Iterator[Article]:
        """All articles, by the hash of their text."""
        return self._reader.articles()

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order they were added."""
        return self._reader.decisions()

    def incidents(self, border: Border, query: Query | None = None) -> geopandas.GeoDataFrame:
        """The incidents that mentions, imported rows and decisions make, and that pass."""
        self._refresh(border)
        return self._reader.incidents(query or Query())

    def orphans(self, border: Border) -> tuple[Decision, ...]:
        """Decisions that hold for nothing, because what they name is gone."""
        self._refresh(border)
        return tuple(one for one in self.decisions() if not self._holds(one, border))

    def retired(self) -> geopandas.GeoDataFrame:
        """Imported rows that newer releases changed or dropped."""
        return self._reader.imports("retired_imports")

    def close(self) -> None:
        """Close; a store in a file is one file then."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def _add_batch(self, batch: Sequence[tuple[Article, Sequence[Mention]]]) -> int:
        """Add articles inside a transaction; how many were written. New texts go in together."""
        names = [article.text_hash for article, _ in batch]
        marks = ", ".join("?" * len(names))
        held = f"SELECT text_hash FROM stored_articles WHERE text_hash IN ({marks})"  # noqa: S608
        known = {name for (name,) in self._database.rows(held, names)}
        new: dict[str, Reading] = {}
        others = []
        for name, (article, mentions) in zip(names, batch, strict=True):
            if name in known or name in new:
                others.append((article, mentions))
            else:
                _check_mentions(name, article, mentions)
                new[name] = (article, _reader_of(mentions), mentions)
        if new:
            self._insert(new)
        return len(new) + sum(self._add(article, mentions, None) for article, mentions in others)

    def _add(self, article: Article, mentions: Sequence[Mention], extractor: str | None) -> bool:
        """Add an article inside a transaction; whether its mentions were written."""
        text_hash = article.text_hash
        _check_mentions(text_hash, article, mentions)
        reader = extractor or _reader_of(mentions)
        known = self._database.rows(
            "SELECT extractor, record FROM stored_articles WHERE text_hash = ?", (text_hash,)
        )
        if known and (not reader or reader == known[0][0]):
            return self._add_sources(article, text_hash, known[0][1])
        if known:
            forget_mentions(self._database, text_hash)
            article = _join(decode_article(known[0][1], article.text), article)
        self._insert({text_hash: (article, reader, _rename(mentions, article.article))})
        return True

    def _refresh(self, border: Border) -> None:
        if border not in self._grounds:
            self._grounds = {border: Ground()}
        refresh(self._database, self._reader, border, self._grounds[border])

    def _insert(self, new: Mapping[str, Reading]) -> None:
        """Write articles and their mentions, by the hash of their text, and touch them."""
        mentions = [
            (one.mention_id, name, encode_mention(one, self._book))
            for name, (_, _, found) in new.items()
            for one in found
        ]
        self._database.run_many(
            "INSERT INTO stored_articles (text_hash, extractor, article, record, words)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (text_hash) DO UPDATE SET"
            " extractor = excluded.extractor, article = excluded.article, record = excluded.record",
            [_article_row(name, reader, article) for name, (article, reader, _) in new.items()],
        )
        self._insert_places()
        self._database.run_many(
            "INSERT INTO stored_mentions (mention_id, text_hash, record) VALUES (?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            mentions,
        )
        touch_texts(self._database, list(new))
        touch_namesakes(
            self._database,
            [(clean_text(article.article), name) for name, (article, _, _) in new.items()],
        )

    def _insert_places(self) -> None:
        """Write the places met since the last time; they are forgotten when all is committed.

        In the order of their keys, so that two who add the same places cannot wait in a ring.
        """
        self._database.run_many(
            "INSERT INTO stored_places (place_key, record) VALUES (?, ?) ON CONFLICT DO NOTHING",
            sorted(self._book.texts.items()),
        )

    def _add_sources(self, article: Article, text_hash: str, record: str) -> bool:
        """Another article with the same words: its sources are added, nothing else."""
        before = decode_article(record, article.text)
        after = _join(before, article)
        if after == before:
            return False
        self._database.run(
            "UPDATE stored_articles SET article = ?, record = ? WHERE text_hash = ?",
            (clean_text(after.article), encode_article(after), text_hash),
        )
        if after.article != before.article:
            self._rename_mentions(text_hash, after.article)
            names = (clean_text(before.article), clean_text(after.article))
            touch_namesakes(self._database, [(name, text_hash) for name in names])
        self._insert_places()
        touch_texts(self._database, [text_hash])
        return True

    def _rename_mentions(self, text_hash: str, name: str) -> None:
        found = self._reader.numbered("WHERE m.text_hash = ?", (text_hash,))
        self._database.run_many(
            "UPDATE stored_mentions SET record = ? WHERE number = ?",
            [
                (encode_mention(dataclasses.replace(one, article=name), self._book), number)
                for number, one in found
            ],
        )

    def _holds(self, decision: Decision, border: Border) -> bool:
        """Whether a decision finds its mention or row: by id, else by its words."""
        if decision.action == "add":
            return True
        names = [decision.target, *([decision.value] if decision.action == "merge" else [])]
        if all(self._is_there(name) for name in names):
            return True
        if decision.action == "merge" or not (decision.text_hash or decision.article):
            return False
        mentions = [mention for _, mention in self._reader.numbered(*about(decision))]
        return bool(find_again([decision], mentions, border))

    def _is_there(self, name: str) -> bool:
        return any(
            self._database.rows(f"SELECT 1 FROM {table} WHERE {column} = ?", (name,))  # noqa: S608
            for table, column in (("stored_mentions", "mention_id"), ("incidents", "incident_id"))
        )


_MOST_AT_ONCE = 5000  # articles whose hashes one statement names
_KEYS = "SELECT decision_key FROM stored_decisions"
_ADD_DECISION = "INSERT INTO stored_decisions (decision_key, record) VALUES (?, ?)"


def _reader_of(mentions: Sequence[Mention]) -> str:
    return " + ".join(sorted({one.extractor for one in mentions}))


def _article_row(text_hash: str, reader: str, article: Article) -> tuple[object, ...]:
    words = article.text.encode("utf-8", "surrogatepass")
    return (text_hash, reader, clean_text(article.article), encode_article(article), words)


def _check_mentions(text_hash: str, article: Article, mentions: Sequence[Mention]) -> None:
    for mention in mentions:
        if mention.text_hash != text_hash or mention.article != article.article:
            raise InputError(
                f"expected mentions of article {article.article!r}, got one of "
                f"{mention.article!r}; add each article with its own"
            )


def _key_of(text: str, seen: Counter[str], known: frozenset[str] | set[str]) -> str:
    """The key of a decision: the same decision may be made again after another one."""
    while True:
        seen[text] += 1
        key = hashlib.sha256(f"{seen[text]} {text}".encode()).hexdigest()[:16]
        if key not in known:
            return key


def _join(before: Article, other: Article) -> Article:
    """One article of two with the same words: the first name in order, the sources of both."""
    if before.article == other.article and set(other.sources) <= set(before.sources):
        return before
    first = min(before, other, key=lambda one: (one.article, one.date, one.sources != ()))
    found = dict.fromkeys((*before.sources, *other.sources))
    if before.article != other.article:
        named = {source.article for source in found}
        missing = [one for one in (before, other) if one.article not in named]
        found |= dict.fromkeys(
            Source(one.article, published=one.date.isoformat()) for one in missing
        )
    order = sorted(found, key=lambda one: (one.article != first.article, one.article, repr(one)))
    return dataclasses.replace(first, sources=tuple(order))


def _rename(mentions: Sequence[Mention], name: str) -> list[Mention]:
    """Mentions under the name that the store gives their article."""
    return [
        one if one.article == name else dataclasses.replace(one, article=name) for one in mentions
    ]
