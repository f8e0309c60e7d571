"""Web pages: the article in one, and what the page itself says of its date and source.

No date is guessed: one that stands in the running text, beside another story or in a copyright
line is not the article's, and days counted from it would all be wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.articles.intake import decode
from geo.errors import ArticleError

if TYPE_CHECKING:
    from trafilatura.settings import Document

# Pages are decided by what they say, never by the day on which they are read.
_DATES = {
    "extensive_search": False,
    "original_date": True,
    "deferred_url_extractor": True,
    "max_date": "2100-01-01",
}
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_HEAD_BYTES = 4096
# Where a page speaks of other stories, or tells the story itself.
_OTHERS = frozenset(("footer", "aside", "nav", "img", "figure"))
_OTHER_WORDS = re.compile(
    r"related|recent|latest|popular|trending|sidebar|widget|comment|promo|footer|copyright", re.I
)


def decode_page(data: bytes) -> str:
    """The text of a page: UTF-8 or UTF-16, else in the encoding that its head names.

    Raises
    ------
    ArticleError : the bytes are in neither.

    Examples
    --------
    >>> decode_page(b'<meta charset="windows-1252"><p>caf\\xe9')[-4:]
    'café'
    """
    try:
        return decode(data)
    except ArticleError:
        told = _CHARSET.search(data[:_HEAD_BYTES])
        if told is None:
            raise
        try:
            return data.decode(told[1].decode())
        except (LookupError, UnicodeError):
            raise ArticleError(
                f"expected a page in {told[1].decode()}, as it says itself,"
                " found bytes that are not; save it as UTF-8"
            ) from None


def extract_text(page: str) -> str:
    """The words of the article in a page, "" if there are none."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(page, include_comments=False)
    return ((found and found.text) or "").strip()


def read_about(page: str) -> Document:
    """What a page says of itself: its title, site and address, and the day it was published.

    Examples
    --------
    >>> read_about('<html><head><meta name="date" content="2025-11-10"></head></html>').date
    '2025-11-10'
    >>> read_about("<html><body><p>It began on 15 June 2014.</p></body></html>").date is None
    True
    """
    import trafilatura

    tree = trafilatura.load_html(page)
    if tree is not None:
        _drop_others(tree)
    return trafilatura.extract_metadata(tree, date_config=_DATES)


def _drop_others(tree: Any) -> None:
    """Take out of a page what may bear a date that is not the article's own."""
    n_times = 0
    for element in list(tree.iter("*")):
        is_later_time = element.tag == "time" and n_times > 0
        n_times += element.tag == "time"
        if (is_later_time or _is_other(element)) and element.getparent() is not None:
            element.drop_tree()
    for image in tree.xpath("//meta[contains(@property, 'image') or contains(@name, 'image')]"):
        image.drop_tree()  # its address has the day of the picture


def _is_other(element: Any) -> bool:
    if element.tag in _OTHERS:
        return True
    if element.tag == "p":
        return not (element.get("class") or element.get("id"))
    if element.tag == "a":  # a byline's day may link to the story itself
        return element.find(".//time") is None
    if element.tag in ("html", "head", "body", "main", "article"):
        return False
    words = f"{element.get('class', '')} {element.get('id', '')}"
    return bool(_OTHER_WORDS.search(words)) and element.find(".//h1") is None
