"""Claims, sources and lists as plain dictionaries, and as JSON text where a table needs text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from geo.articles.article import Article, Source
from geo.events.mention import Claim

CLAIM_KEYS = {
    "claimant": "text",
    "victim_group": "text",
    "group_words": "text",
    "belongs_to": "text",
    "kind": "text",
    "low": "integer",
    "high": "integer",
    "quote": "text",
    "start": "integer",
    "end": "integer",
    "article": "text",
    "counts_towards_best": "flag",
    "is_shared": "flag",
}
SOURCE_KEYS = {
    "article": "text",
    "title": "text",
    "outlet": "text",
    "url": "text",
    "archive_url": "text",
    "published": "text",
    "retrieved": "text",
    "language": "text",
    "sha256": "text",
    "licence": "text",
    "note": "text",
}


# What the cells of nested columns are.
NESTED_FORMS = {
    "claims": f"a list of objects of {', '.join(CLAIM_KEYS)}",
    "sources": f"a list of objects of {', '.join(SOURCE_KEYS)}",
    "former_ids": "a list of texts",
    "merge_reasons": "a list of texts",
    "source_record": "an object",
}
_TYPES: dict[str, type] = {"text": str, "integer": int, "flag": bool}


def is_nested(name: str, value: Any) -> bool:
    """Whether a value may stand in a nested column; others may stand in any.

    Examples
    --------
    >>> is_nested("former_ids", ["a"]), is_nested("claims", [{"low": "many"}])
    (True, False)
    """
    if name == "source_record":
        return value is None or isinstance(value, dict)
    keys = {"claims": CLAIM_KEYS, "sources": SOURCE_KEYS}.get(name)
    if keys is None:
        return all(isinstance(one, str) for one in value)
    return all(
        isinstance(one, dict)
        and all(
            one.get(key) is None or isinstance(one[key], _TYPES[kind]) for key, kind in keys.items()
        )
        for one in value
    )


def claim_to_dict(claim: Claim, article: str) -> dict[str, Any]:
    """A claim as the table keeps it: the keys of `CLAIM_KEYS`.

    Examples
    --------
    >>> claim = Claim("police", "civilians", "villagers", "AF", "killed", 3, 3, 0, 9, "3 died")
    >>> claim_to_dict(claim, "a")["victim_group"]
    'civilians'
    """
    renamed = {"victim_group": claim.group, "article": article}
    return {key: renamed[key] if key in renamed else getattr(claim, key) for key in CLAIM_KEYS}


def source_to_dict(source: Source) -> dict[str, Any]:
    """A source as the table keeps it: the keys of `SOURCE_KEYS`."""
    return {key: getattr(source, key) for key in SOURCE_KEYS}


def list_sources(articles: Iterable[Article]) -> list[dict[str, Any]]:
    """The sources of articles, one at least for each, without repeats, the oldest first.

    Examples
    --------
    >>> import datetime as dt
    >>> list_sources([Article("a", "text", dt.date(2025, 1, 2))])[0]["published"]
    '2025-01-02'
    """
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for article in articles:
        day = article.date.isoformat()
        for source in article.sources or (Source(article.article, published=day),):
            row = source_to_dict(source)
            row["published"] = row["published"] or day
            found[(row["published"], *(value or "" for value in row.values()))] = row
    return [found[key] for key in sorted(found)] if len(found) > 1 else list(found.values())


def write_json(value: Any) -> str:
    """JSON text in one line, letters as they are; refuses numbers that JSON does not have."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
