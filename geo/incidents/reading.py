"""What a store holds, as the objects it was made of."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geo.articles.article import Article
from geo.events.mention import Mention
from geo.incidents.database import Cells, Database, clean_text
from geo.incidents.decisions import Decision
from geo.incidents.frame import Row, build_frame
from geo.incidents.json_text import from_json
from geo.incidents.query import Query, select
from geo.incidents.schema import COLUMN_NAMES, COLUMNS
from geo.incidents.stored_mentions import (
    PlaceBook,
    decode_article,
    decode_mention,
    read_record,
    write_record,
)
from geo.places.place import Place

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

_ROWS_AT_ONCE = 20_000
_AS_JSON = [index for index, column in enumerate(COLUMNS) if column.kind in ("list", "json")]


class Reader:
    """Reads mentions, articles and decisions; places are read once each."""

    def __init__(self, database: Database, book: PlaceBook) -> None:
        self._database = database
        self._book = book

    def find_place(self, key: str) -> Place:
        """The place of a key."""
        place = self._book.places.get(key)
        if place is not None:
            return place
        found = self._database.rows("SELECT record FROM stored_places WHERE place_key = ?", (key,))
        if not found:
            raise KeyError(f"place {key} is missing")
        return self._book.read(key, found[0][0])

    def load_places(self) -> None:
        """Read all places at once."""
        for key, record in self._database.rows("SELECT place_key, record FROM stored_places"):
            self._book.read(key, record)

    def mentions(self) -> Iterator[Mention]:
        """All mentions, by the hash of their text, then in the order of the reading."""
        self.load_places()
        statement = "SELECT record FROM stored_mentions ORDER BY text_hash, number"
        for (record,) in self._database.stream(statement):
            yield decode_mention(record, self.find_place)

    def numbered(self, condition: str, values: Sequence[Any] = ()) -> list[tuple[int, Mention]]:
        """Mentions with their numbers; the condition is on `stored_mentions m`."""
        rows = self._database.rows(
            f"SELECT m.number, m.record FROM stored_mentions m {condition}",  # noqa: S608
            values,
        )
        return [(number, decode_mention(record, self.find_place)) for number, record in rows]

    def articles(self) -> Iterator[Article]:
        """All articles, by the hash of their text."""
        statement = "SELECT record, words FROM stored_articles ORDER BY text_hash"
        for record, words in self._database.stream(statement):
            yield decode_article(record, bytes(words).decode("utf-8", "surrogatepass"))

    def named_articles(self, names: Iterable[str]) -> list[Article]:
        """The articles of these names, without their words; there may be several of a name."""
        found = []
        for name in names:
            rows = self._database.rows(
                "SELECT record FROM stored_articles WHERE article = ? ORDER BY text_hash",
                (clean_text(name),),
            )
            found += [decode_article(record, "") for (record,) in rows]
        return found

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order they were added."""
        rows = self._database.rows("SELECT record FROM stored_decisions ORDER BY number")
        return tuple(Decision(**json.loads(record)) for (record,) in rows)

    def incidents(self, query: Query) -> geopandas.GeoDataFrame:
        """The rows of the layer that pass, in the order of the table."""
        statement, values = self._database.find_incidents(query)
        frames = []
        for batch in _batches(self._database.stream(statement, values)):
            shapes = self._database.read_shapes([cells[0] for cells in batch])
            frames.append(select(build_frame([_to_row(cells) for cells in batch], shapes), query))
        return _in_order(frames)

    def imports(self, table: str, ids: Iterable[str] | None = None) -> geopandas.GeoDataFrame:
        """Imported rows as they came, from `stored_imports` or `retired_imports`."""
        rows, shapes = [], []
        for record in self._import_records(table, ids):
            row, shape = decode_import(record)
            rows.append(row)
            shapes.append(shape)
        return build_frame(rows, shapes)

    def _import_records(self, table: str, ids: Iterable[str] | None) -> Iterator[str]:
        if ids is None:
            for (record,) in self._database.stream(f"SELECT record FROM {table}"):  # noqa: S608
                yield record
            return
        for name in ids:
            found = self._database.rows(
                f"SELECT record FROM {table} WHERE incident_id = ?",  # noqa: S608
                (name,),
            )
            yield from (record for (record,) in found)


def encode_imports(rows: Sequence[Row], shapes: Sequence[BaseGeometry | None]) -> list[str]:
    """The texts of imported rows and their footprints."""
    import numpy as np
    import shapely

    shown = shapely.to_wkb(np.array(shapes, dtype=object), hex=True).tolist() if rows else []
    return [write_record([row, shape]) for row, shape in zip(rows, shown, strict=True)]


def decode_import(text: str) -> tuple[Row, BaseGeometry | None]:
    """The row and footprint that a text holds."""
    import shapely

    row, shape = read_record(text)
    return row, None if shape is None else shapely.from_wkb(shape)


def encode_decision(decision: Decision) -> str:
    """The text of a decision."""
    return json.dumps(dataclasses.asdict(decision), sort_keys=True, separators=(",", ":"))


def _to_row(cells: Cells) -> Row:
    values: list[Any] = list(cells[1:])
    for index in _AS_JSON:
        if values[index] is not None:
            values[index] = from_json(values[index])
    return dict(zip(COLUMN_NAMES, values, strict=True))


def _batches(rows: Iterable[Cells]) -> Iterator[list[Cells]]:
    batch: list[Cells] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= _ROWS_AT_ONCE:
            yield batch
            batch = []
    yield batch


def _in_order(frames: list[geopandas.GeoDataFrame]) -> geopandas.GeoDataFrame:
    """One frame of several, by first day, last day and id; memory stays that of the frames."""
    import pandas

    if len(frames) == 1:
        return frames[0]
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    keys = ["date_start", "date_end", "incident_id"]
    return pandas.concat(filled, ignore_index=True).sort_values(
        keys, ignore_index=True, na_position="first"
    )
