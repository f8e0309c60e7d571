"""What an article is: its text as it stands in the file, its date, and where it came from."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article came from; every field but `article` may be unknown (None).

    `published` and `retrieved` are ISO days; `language` is an ISO 639-1 code; `note` is the
    user's own remark, such as "retold". `sha256` is the hash of the file's bytes.
    """

    article: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    archive_url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    sha256: str | None = None
    licence: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    Parameters
    ----------
    article : its id: the file's stem, a row's id or url, else stem#row.
    text : the decoded text as it stands in the file (for HTML and feeds, the extracted text).
        All offsets count Unicode code points of it.
    date : the day it was published, local.
    body_start : offset where the words begin, behind the date line.
    sources : where it came from; the first is the main one, further ones say the same.
    """

    article: str
    text: str
    date: dt.date
    body_start: int = 0
    sources: tuple[Source, ...] = ()

    @property
    def text_hash(self) -> str:
        """The SHA-256 of the text, in hexadecimal.

        Examples
        --------
        >>> Article("a", "", dt.date(2025, 1, 1)).text_hash[:8]
        'e3b0c442'
        """
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
