"""Articles at an address: a feed's entries, or one page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from geo.articles.article import Article, Source
from geo.articles.intake import Fault
from geo.articles.kinds import HEAD_BYTES, tell_kind
from geo.articles.markup import read_markup
from geo.errors import ArticleError, FetchError
from geo.fetch import Fetched, fetch, show_address

LIMIT_BYTES = 16 * 1024 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


def read_feed(
    url: str, *, timeout_s: float = 30.0, undated: dt.date | None = None
) -> Iterator[Article | Fault]:
    """Yield the articles of the feed or the page at an address that the user typed.

    The address is asked once; the pages that a feed's entries link to are not fetched.

    Parameters
    ----------
    url : with http:// or https://; it may be local, redirects may not.
    timeout_s : seconds for everything, above 0.
    undated : the date of what has none.

    Yields
    ------
    `Article`, whose source says where and on what day it was fetched, or `Fault` for what cannot
    be fetched or read; never raises for what comes from the address.

    Examples
    --------
    >>> list(read_feed("ftp://example.org/rss"))[0].reason
    'expected an address with http:// or https://'
    """
    where = show_address(url)
    try:
        fetched = fetch(url, limit_bytes=LIMIT_BYTES, timeout_s=timeout_s, typed_by_user=True)
        data = to_utf8(fetched.data, fetched.content_type)
        kind = tell_kind(data[:HEAD_BYTES])
        if kind not in ("feed", "html"):
            raise ArticleError(f"expected a feed (RSS or Atom) or a page, found {kind}")
        for item in read_markup(data, kind, where, where=where, sources=(), undated=undated):
            yield item if isinstance(item, Fault) else _note_source(item, fetched)
    except (FetchError, ArticleError) as error:
        yield Fault(where, error.reason)


def to_utf8(data: bytes, content_type: str) -> bytes:
    """The bytes in UTF-8 if the server names another encoding that fits, else as they are.

    A feed whose XML declaration names its encoding is left alone: its reader obeys that.

    Examples
    --------
    >>> to_utf8("Çaman".encode("latin-1"), "text/html; charset=ISO-8859-1").decode()
    'Çaman'
    >>> to_utf8(b"Chaman", "text/html; charset=klingon")
    b'Chaman'
    """
    told = _CHARSET.search(content_type)
    if told is None or data.lstrip()[:5] == b"<?xml" or told[1].lower() in ("utf-8", "utf8"):
        return data
    try:
        return data.decode(told[1]).encode("utf-8")
    except (LookupError, UnicodeError):
        return data


def _note_source(article: Article, fetched: Fetched) -> Article:
    first, *rest = article.sources or (Source(article.article),)
    first = replace(first, url=first.url or fetched.url, retrieved=fetched.retrieved[:10])
    return replace(article, sources=(first, *rest))
