"""What a file is, told by its content: names and endings are what people forget to change."""

from __future__ import annotations

import csv
import io
import json
import re

# Enough to see the first line of a table or the head of a page.
HEAD_BYTES = 65_536
_TEXT_KEY = re.compile(rb'"text"\s*:', re.IGNORECASE)
_OBJECT = re.compile(rb'(?:\[\s*)?\{\s*"')
# Columns of which a table of texts has at least one.
_ABOUT = frozenset(("date", "id", "published", "title", "url", "outlet"))


def tell_kind(head: bytes) -> str:
    """The kind of a file from its first bytes.

    Parameters
    ----------
    head : up to `HEAD_BYTES` bytes from its beginning.

    Returns
    -------
    "empty", "binary", "html", "feed" (RSS or Atom), "jsonl" (articles), "csv" (articles),
    "parquet" (articles or incidents), "table" (incidents in CSV, JSON, GeoJSON or GeoPackage),
    "json" (other JSON, not an object a line) or "text".

    Examples
    --------
    >>> tell_kind(b" date 2025-11-08 The crossing reopened.")
    'text'
    >>> tell_kind(b'{"id": "a", "date": "2025-11-08", "text": "The crossing reopened."}')
    'jsonl'
    >>> tell_kind(b"id,latitude,longitude,date_start")
    'table'
    >>> tell_kind(b"")
    'empty'
    """
    if not head.strip(b" \t\r\n\xef\xbb\xbf"):
        return "empty"
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"SQLite format 3\0"):
        return "table"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode()
    if b"\0" in head:
        return "binary"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return _tell_json(start)
    if start.startswith(b"<"):
        return _tell_markup(start[:4096].lower())
    return _tell_delimited(start)


def _tell_json(start: bytes) -> str:
    line = start.split(b"\n", 1)[0]
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        if b'"FeatureCollection"' in start:
            return "table"
        # A first row that is broken, or longer than the bytes at hand.
        if line.startswith(b"{") and _TEXT_KEY.search(line):
            return "jsonl"
        return "json" if _OBJECT.match(start) else "text"
    if isinstance(row, dict):
        return "jsonl" if "text" in map(str.lower, row) else "table"
    return "json" if _OBJECT.match(start) else "text"


def _tell_markup(start: bytes) -> str:
    if b"<rss" in start or b"<feed" in start or b"<rdf:rdf" in start:
        return "feed"
    if any(tag in start for tag in (b"<!doctype html", b"<html", b"<head", b"<body", b"<article")):
        return "html"
    return "text"


def _tell_delimited(start: bytes) -> str:
    first = re.split(rb"[\r\n]", start, maxsplit=1)[0].decode("utf-8", "replace")
    for delimiter in ",;\t":
        fields = next(csv.reader(io.StringIO(first), delimiter=delimiter), [])
        names = {field.strip("\ufeff ").lower() for field in fields}
        if len(names) < 2:
            continue
        if {"event_id_cnty", "deleted_timestamp"} <= names:  # what ACLED has withdrawn
            return "table"
        if "text" in names and names & _ABOUT:
            return "csv"
        if names & {"latitude", "lat"} and names & {"longitude", "lon", "lng"}:
            return "table"
    return "text"
