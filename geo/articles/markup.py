"""Articles in web pages and feeds. The text is what was extracted, and the output keeps it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from email.utils import parsedate
from typing import Any

from geo.articles.article import Article, Source
from geo.articles.intake import Fault, build_article, check_language, parse_day
from geo.articles.pages import decode_page, extract_text, read_about
from geo.errors import ArticleError

# What stands on lines of its own: in "<p>One.</p><p>Two.</p>" no word is joined to another.
_BLOCKS = (
    "p div br hr li ul ol h1 h2 h3 h4 h5 h6 blockquote section article tr table figure figcaption"
).split()
_GAP = re.compile(r"\s*\n\s*\n\s*")


def is_address(path: str) -> bool:
    """Whether what the user named is an address rather than a file.

    Examples
    --------
    >>> is_address("https://example.org/rss"), is_address("articles/a.txt")
    (True, False)
    """
    return path.lower().startswith(("http://", "https://"))


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
    page = decode_page(data)
    text = extract_text(page)
    if not text:
        raise ArticleError("expected a page with an article, found none in it")
    about = read_about(page)
    if not sources:
        sources = (
            Source(
                name,
                title=about.title,
                outlet=about.sitename,
                url=about.url,
                published=about.date,
                sha256=digest,
            ),
        )
    day = parse_day(about.date or "")
    return build_article(name, text, sources=sources, date=day, fallback=name, undated=undated)


def _read_entry(entry: Any, fallback: str, digest: str, undated: dt.date | None) -> Article:
    link = str(entry.get("link") or "")
    name = str(entry.get("id") or link or fallback)
    parts = [content.get("value", "") for content in entry.get("content", ())]
    text = _strip_tags(max([*parts, entry.get("summary", "")], key=len))
    day = _find_day(entry)
    source = Source(
        name,
        title=entry.get("title"),
        url=link if is_address(link) else None,  # a feed may give anything ("javascript:...")
        published=day.isoformat() if day else None,
        sha256=digest,
    )
    return build_article(name, text, sources=(source,), date=day, undated=undated)


def _find_day(entry: Any) -> dt.date | None:
    """The day as the publisher's clock has it: feedparser's moments are UTC, a day off at night."""
    for name in ("published", "updated"):
        moment = entry.get(f"{name}_parsed")
        if not moment:
            continue
        said = str(entry.get(name) or "")
        local = parsedate(said)
        try:
            return parse_day(said) or dt.date(*(local or moment)[:3])
        except ValueError:
            return dt.date(*moment[:3])
    return None


def _strip_tags(markup: str) -> str:
    from lxml import html

    if not markup.strip():
        return ""
    root = html.fromstring(f"<div>{markup}</div>")
    for block in root.iter(*_BLOCKS):
        block.text = f"\n\n{block.text or ''}"
        block.tail = f"\n\n{block.tail or ''}"
    return _GAP.sub("\n\n", "".join(map(str, root.itertext()))).strip()
