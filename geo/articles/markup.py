"""Articles in web pages and feeds. The text is what was extracted, and the output keeps it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from typing import Any

from geo.articles.article import Article, Source
from geo.articles.intake import Fault, build_article, check_language, decode, parse_day
from geo.errors import ArticleError


def read_markup(
    data: bytes,
    kind: str,
    name: str,
    *,
    where: str,
    sources: tuple[Source, ...],
    undated: dt.date | None = None,
) -> Iterator[Article | Fault]:
    """Yield the article of a page ("html"), or those of a feed ("feed").

    What has no date gets `undated`, if that is given.

    Raises
    ------
    ArticleError : no article or no date can be found in the page, no entry in the feed.
    """
    digest = hashlib.sha256(data).hexdigest()
    if kind == "html":
        yield check_language(_read_page(data, name, sources, digest, undated), where)
        return
    import feedparser

    entries = feedparser.parse(io.BytesIO(data), sanitize_html=True).entries
    if not entries:
        raise ArticleError("expected a feed with entries, found none")
    for number, entry in enumerate(entries, 1):
        place = f"{where}:entry {number}"
        try:
            article = _read_entry(entry, f"{name}#{number}", digest, undated)
            yield check_language(article, place)
        except ArticleError as error:
            yield Fault(place, error.reason)


def _read_page(
    data: bytes, name: str, sources: tuple[Source, ...], digest: str, undated: dt.date | None
) -> Article:
    import trafilatura

    page: Any = trafilatura.bare_extraction(
        decode(data), with_metadata=True, include_comments=False
    )
    text = ((page and page.text) or "").strip()
    if not text:
        raise ArticleError("expected a page with an article, found none in it")
    if not sources:
        sources = (
            Source(
                name,
                title=page.title,
                outlet=page.sitename,
                url=page.url,
                published=page.date,
                sha256=digest,
            ),
        )
    day = parse_day(page.date or "")
    return build_article(name, text, sources=sources, date=day, fallback=name, undated=undated)


def _read_entry(entry: Any, fallback: str, digest: str, undated: dt.date | None) -> Article:
    name = str(entry.get("id") or entry.get("link") or fallback)
    parts = [content.get("value", "") for content in entry.get("content", ())]
    text = _strip_tags(max([*parts, entry.get("summary", "")], key=len))
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    day = f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}" if moment else None
    source = Source(
        name, title=entry.get("title"), url=entry.get("link"), published=day, sha256=digest
    )
    return build_article(name, text, sources=(source,), date=parse_day(day or ""), undated=undated)


def _strip_tags(markup: str) -> str:
    from lxml import html

    if not markup.strip():
        return ""
    return "".join(str(text) for text in html.fromstring(f"<div>{markup}</div>").itertext()).strip()
