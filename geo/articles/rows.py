"""Articles that stand as rows of a table: JSON Lines, CSV, Parquet."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from geo.articles.article import Article, Source
from geo.articles.intake import (
    Fault,
    TableFile,
    build_article,
    check_language,
    decode,
    parse_day,
)
from geo.errors import ArticleError

_TEXT_COLUMNS = ("title", "url", "outlet", "published", "licence", "note")


def read_rows(
    path: Path, kind: str, stem: str, *, undated: dt.date | None = None
) -> Iterator[Article | Fault | TableFile]:
    """Yield the article of each row; a bad row is a fault that names file and line.

    Rows have text and date, and may have id, title, url, outlet. The id of an article is the
    row's id, else its url, else stem#row (rows count from 1); the date of one that has none is
    `undated`.
    """
    if kind == "parquet" and not _holds_text(path):
        yield TableFile(path)  # of incidents, or broken: then its reader says so
        return
    rows = {"jsonl": _read_jsonl, "csv": _read_csv, "parquet": _read_parquet}[kind](path)
    taken: set[str] = set()
    number = 0
    for number, (line, row) in enumerate(rows, 1):
        where = f"{path}:{line}"
        if isinstance(row, str):
            yield Fault(where, row)
            continue
        try:
            article = _build(_lower_names(row), f"{stem}#{number}", undated)
        except ArticleError as error:
            yield Fault(where, error.reason)
            continue
        if article.article in taken:
            yield Fault(where, f"expected an id of its own, found {article.article!r} again")
            continue
        taken.add(article.article)
        yield check_language(article, where)
    if not number:
        yield Fault(str(path), "expected rows of articles, found none behind the head")


def _holds_text(path: Path) -> bool:
    """Whether a Parquet file has a column of texts."""
    import pyarrow
    import pyarrow.parquet as pq

    try:
        return "text" in map(str.lower, pq.read_schema(path).names)
    except pyarrow.ArrowException:
        return False


def _lower_names(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name.strip().lower(): value for name, value in row.items() if isinstance(name, str)}


def _build(row: Mapping[str, Any], fallback: str, undated: dt.date | None) -> Article:
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ArticleError("expected words in the column text, found none")
    name = str(row.get("id") or row.get("url") or fallback)
    said = str(row.get("date") or row.get("published") or "")
    day = parse_day(said)
    if said and day is None:
        raise ArticleError(f"expected a date as YYYY-MM-DD, found {said[:40]!r}")
    fields = {column: str(row[column]) for column in _TEXT_COLUMNS if row.get(column)}
    source = Source(name, **fields)
    return build_article(name, text, sources=(source,), date=day, undated=undated)


def _read_jsonl(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    with path.open("rb") as stream:
        is_wide = stream.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
        lines = io.BytesIO(decode(stream.read()).encode()) if is_wide else stream
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(decode(line))
            except ArticleError as error:
                yield number, error.reason
                continue
            except (ValueError, RecursionError) as error:
                where = f" at character {error.pos + 1}" if hasattr(error, "pos") else ""
                yield number, f"expected a JSON object, found broken JSON{where}"
                continue
            yield number, row if isinstance(row, dict) else "expected a JSON object a line"


def _read_csv(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    text = decode(path.read_bytes()).replace("\0", "")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    limit = csv.field_size_limit(max(len(text), 131_072))
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        yield (
            reader.line_num + 1,
            f"expected comma-separated values, found {error}; the rest is left out",
        )
    finally:
        csv.field_size_limit(limit)


def _read_parquet(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    import pyarrow.parquet as pq

    number = 0
    with pq.ParquetFile(path) as table:
        for batch in table.iter_batches(batch_size=1000):
            for row in batch.to_pylist():
                number += 1
                yield number, row
