"""What a store needs of a database, and its tables.

Statements are written once for SQLite and PostgreSQL: `?` marks a value, and nothing is used
that only one of them knows. What differs is behind the methods of `Database`.

====================  =====================================================================
stored_articles       one row a text: its name, record and words, and what extractor read it
stored_mentions       one row a mention, as JSON
stored_places         places that mentions name, as JSON, by the hash of it
stored_decisions      people's decisions, as JSON
stored_imports        imported rows, as JSON, by incident id
retired_imports       what newer releases changed or dropped
placed_mentions       derived: where and when each mention lies, and in which incident
touched_mentions      mentions whose incident must be derived again
store_facts           the version of all this, and the line that incidents were measured on
incidents             derived: the layer that QGIS shows, columns of the schema
====================  =====================================================================
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from geo.incidents.json_text import mend_text, to_json
from geo.incidents.query import Query
from geo.incidents.schema import COLUMNS

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

VERSION = "2"  # what opens it must make the same ids
LAYER = "incidents"
Values = Sequence[Any]
Cells = tuple[Any, ...]

# {serial} is a key that the database gives, {key} one that it is given, {int} a whole number
# of 64 bits, {blob} bytes.
TABLES = (
    "CREATE TABLE IF NOT EXISTS store_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS stored_articles (text_hash TEXT PRIMARY KEY,"
    " extractor TEXT NOT NULL, article TEXT NOT NULL, record TEXT NOT NULL, words {blob} NOT NULL)",
    "CREATE INDEX IF NOT EXISTS stored_articles_name ON stored_articles (article)",
    "CREATE TABLE IF NOT EXISTS stored_mentions (number {serial},"
    " mention_id TEXT NOT NULL UNIQUE, text_hash TEXT NOT NULL, record TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS stored_mentions_text ON stored_mentions (text_hash, number)",
    "CREATE TABLE IF NOT EXISTS stored_places (place_key TEXT PRIMARY KEY, record TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS stored_decisions (number {serial},"
    " decision_key TEXT NOT NULL UNIQUE, record TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS stored_imports (incident_id TEXT PRIMARY KEY,"
    " dataset TEXT NOT NULL, record TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS stored_imports_dataset ON stored_imports (dataset)",
    "CREATE TABLE IF NOT EXISTS retired_imports (number {serial}, incident_id TEXT NOT NULL,"
    " dataset TEXT NOT NULL, record TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS placed_mentions (number {key},"
    " family TEXT NOT NULL, cell {int}, district TEXT, toll {int}, is_long INTEGER NOT NULL,"
    " first_day {int} NOT NULL, last_day {int} NOT NULL, incident_id TEXT)",
    "CREATE INDEX IF NOT EXISTS placed_mentions_cell"
    " ON placed_mentions (cell, family, is_long, first_day)",
    "CREATE INDEX IF NOT EXISTS placed_mentions_district"
    " ON placed_mentions (district, family, is_long, first_day)",
    "CREATE INDEX IF NOT EXISTS placed_mentions_toll"
    " ON placed_mentions (toll, family, is_long, first_day)",
    "CREATE INDEX IF NOT EXISTS placed_mentions_incident ON placed_mentions (incident_id)",
    "CREATE TABLE IF NOT EXISTS touched_mentions (number {key}, first_day {int})",
    "CREATE INDEX IF NOT EXISTS touched_mentions_day ON touched_mentions (first_day, number)",
)
# Sets of numbers and questions of place and time, for one connection.
SCRATCH = (
    "CREATE TEMP TABLE IF NOT EXISTS chosen (number BIGINT PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS probes (number BIGINT, family TEXT, cell BIGINT,"
    " district TEXT, toll BIGINT, first_day BIGINT, last_day BIGINT)",
)
# Columns of the layer that people and queries look for.
_NESTED = tuple((column.name, column.kind in ("list", "json")) for column in COLUMNS)
INDEXED = ("incident_id", "date_start", "distance_km", "chainage_km")


class Database(Protocol):
    """One connection to a database; not to be shared by threads."""

    where: str

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """All or nothing; what is written inside is seen by others at the end."""

    def lock(self, *, is_whole: bool) -> None:
        """Inside a transaction: keep others from writing (whole), or from locking the whole."""

    def run(self, statement: str, values: Values = ()) -> None:
        """Run one statement."""

    def run_many(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement for each row of values."""

    def rows(self, statement: str, values: Values = ()) -> list[Cells]:
        """All rows that a statement gives."""

    def stream(self, statement: str, values: Values = ()) -> Iterator[Cells]:
        """The rows that a statement gives, a batch at a time."""

    def write_incidents(self, rows: Iterable[Cells], shapes: Sequence[BaseGeometry | None]) -> None:
        """Add rows (in the order of the schema) to the layer."""

    def delete_incidents(self, incident_ids: Iterable[str]) -> None:
        """Take rows out of the layer."""

    def find_incidents(self, query: Query) -> tuple[str, Values]:
        """A statement, with its values, for the rows that pass: geometry, then the columns."""

    def read_shapes(self, blobs: Sequence[bytes | None]) -> list[BaseGeometry | None]:
        """Shapes from what such a statement gives in its first column."""

    def close(self) -> None:
        """Leave the database as one whole; twice does no harm."""


def put_facts(database: Database, facts: Mapping[str, str]) -> None:
    """Note something about the store."""
    database.run_many(
        "INSERT INTO store_facts (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        sorted(facts.items()),
    )


def list_columns() -> str:
    """The columns of the schema as a list in SQL."""
    return ", ".join(f'"{column.name}"' for column in COLUMNS)


def to_cells(row: dict[str, Any]) -> Cells:
    """The values of a row as a database takes them; lists and JSON values become text."""
    values = [
        to_json(row[name]) if is_nested and row[name] is not None else row[name]
        for name, is_nested in _NESTED
    ]
    return tuple([clean_text(value) if isinstance(value, str) else value for value in values])


def clean_text(text: str) -> str:
    """Text without what a database refuses: NUL, and halves of surrogate pairs.

    Examples
    --------
    >>> clean_text("Dir"), clean_text("a\\0b"), clean_text("a\\ud800")
    ('Dir', 'a\ufffdb', 'a\ufffd')
    """
    text = mend_text(text)
    return text.replace("\0", "\ufffd") if "\0" in text else text
