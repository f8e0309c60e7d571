"""Everything that can go wrong, as one tree.

Each error is also the built-in error a caller would expect, so that code which knows
nothing of this package can still catch it::

    GeoError
    ├── InputError      (ValueError)   a file, row or value from outside cannot be used
    │   ├── ArticleError               an article cannot be read
    │   └── TableError                 a table or a row of it cannot be read
    ├── BorderError     (ValueError)   a line cannot be built or measured on
    │   └── DisputedError              there is no line, only an area that both claim
    ├── UnknownNameError (LookupError) a name from a fixed set is not in it
    ├── MissingExtraError (ImportError) an optional package is not installed
    ├── FetchError      (OSError)      something cannot be fetched from an address
    └── OutputError     (OSError)      a result cannot be written
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class GeoError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(GeoError, ValueError):
    """A file, row or value from outside cannot be used.

    Parameters
    ----------
    message : what was expected, what came, and what to do.
    where : the file, with line or row where known (``"a.txt:3"``); None if there is none.

    Examples
    --------
    >>> str(InputError("expected a date, found nothing", where="a.txt:1"))
    'a.txt:1: expected a date, found nothing'
    """

    def __init__(self, message: str, *, where: str | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.reason = message
        self.where = where


class ArticleError(InputError):
    """An article cannot be read: the others still are."""


class TableError(InputError):
    """A table, or a row of one, cannot be read."""


class BorderError(GeoError, ValueError):
    """A line cannot be built, read or measured on."""


class DisputedError(BorderError):
    """Two countries share no line, only an area that both claim.

    Parameters
    ----------
    message : which countries, and what was found.
    disputed : the area, WGS 84 degrees, as WKB (`shapely.from_wkb` reads it).

    Examples
    --------
    >>> DisputedError("no line, only an area", b"").disputed
    b''
    """

    def __init__(self, message: str, disputed: bytes) -> None:
        super().__init__(message)
        self.disputed = disputed


class MissingExtraError(GeoError, ImportError):
    """An optional package is not installed."""


class FetchError(GeoError, OSError):
    """Something cannot be fetched from an address.

    Parameters
    ----------
    message : what was expected, what came, and what to do.
    where : the address, without its query, which may hold a secret; None if there is none.

    Examples
    --------
    >>> str(FetchError("expected an answer, found none", where="https://example.org/a"))
    'https://example.org/a: expected an answer, found none'
    """

    def __init__(self, message: str, *, where: str | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.reason = message
        self.where = where


class OutputError(GeoError, OSError):
    """A result cannot be written."""


class UnknownNameError(GeoError, LookupError):
    """A name is not one of a fixed set; the message lists the nearest ones.

    Examples
    --------
    >>> str(UnknownNameError("event type", "shooting", ["shelling", "talks"]))
    "unknown event type 'shooting'; nearest: 'shelling', 'talks'"
    >>> str(UnknownNameError("format", "x", []))
    "unknown format 'x'; there is none to choose from"
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = difflib.get_close_matches(name, names, n=5, cutoff=0.0)
        hint = "nearest: " + ", ".join(map(repr, near)) if near else "there is none to choose from"
        super().__init__(f"unknown {what} {name!r}; {hint}")
        self.name = name
        self.nearest = tuple(near)
