"""A store: mentions and decisions are kept, incidents are derived from them.

Adding is one transaction an article, and adding again changes nothing: a run that was stopped
is completed by running it again, and several may add at once. Incidents are derived when they
are asked for, and only those that new mentions touch: see `geo.incidents.derived`.

::

    store = open_store("border.gpkg")              # or "postgresql://host/name"
    store.add_article(article, mentions)
    incidents = store.incidents(durand_line(), Query(since="2025-10-01", within_km=25))
    store.close()
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from geo.articles.article import Article
from geo.errors import InputError
from geo.events.mention import Mention
from geo.incidents.query import Query

if TYPE_CHECKING:
    import geopandas

    from geo.border.model import Border
    from geo.incidents.decisions import Decision
    from geo.incidents.releases import ImportReport

SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


class Store(Protocol):
    """What every store does; one object is for one thread."""

    where: str

    def add_article(
        self, article: Article, mentions: Sequence[Mention], *, extractor: str | None = None
    ) -> bool:
        """Add an article and all its mentions, or nothing.

        A text that the same extractor has read already is left as it is; another article with
        the same words adds its sources. A new extractor's mentions take the place of the old
        ones; a reading without mentions does so only if `extractor` names it.

        Returns
        -------
        Whether the store holds something it did not.

        Raises
        ------
        InputError
            If a mention is not of this article, or the store is damaged.
        OutputError
            If the store cannot be written.
        """

    def add_articles(
        self, made: Iterable[tuple[Article, Sequence[Mention]]], *, at_once: int = 2000
    ) -> int:
        """Add many articles, so many in each transaction; how many were new.

        For filling a store: faster than one by one, and a kill loses the last batch, never a
        part of an article.
        """

    def has_article(self, article: Article, extractor: str | None = None) -> bool:
        """Whether the text of an article is held, as read by that extractor if it is given."""

    def add_imported(
        self, frame: geopandas.GeoDataFrame, *, is_whole_release: bool = False
    ) -> ImportReport:
        """Add imported incidents by their ids; rows that changed take the place of old ones.

        With `is_whole_release`, rows of the same data sets that are not in the frame are
        retired. What is replaced or retired is kept: see `retired`.
        """

    def withdraw(self, withdrawn: Mapping[str, int]) -> int:
        """Retire imported rows that their source deleted, by id; how many were there.

        The numbers are moments (Unix time): what the source wrote later stays. An older export
        does not bring back what was withdrawn. See `geo.incidents.withdrawn.read_withdrawn`.
        """

    def add_decisions(self, decisions: Iterable[Decision], *, is_new: bool = False) -> int:
        """Add people's decisions, in their order; how many were new.

        Adding the same table again adds nothing. With `is_new` they were made just now: one
        that is equal to an older one is a new decision all the same.
        """

    def mentions(self) -> Iterator[Mention]:
        """All mentions, by the hash of their text, then in the order of the reading."""

    def articles(self) -> Iterator[Article]:
        """All articles, by the hash of their text."""

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order they were added."""

    def incidents(self, border: Border, query: Query | None = None) -> geopandas.GeoDataFrame:
        """The incidents that mentions, imported rows and decisions make, and that pass."""

    def orphans(self, border: Border) -> tuple[Decision, ...]:
        """Decisions that hold for nothing, because what they name is gone."""

    def retired(self) -> geopandas.GeoDataFrame:
        """Imported rows that newer releases changed or dropped."""

    def close(self) -> None:
        """Close; a store in a file is one file then. Closing twice does no harm."""

    def __enter__(self) -> Self:
        """Return the store."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""


def is_store(text: str | os.PathLike[str]) -> bool:
    """Whether a word on the command line names a store: an address of PostgreSQL, or *.gpkg.

    Examples
    --------
    >>> is_store("border.gpkg"), is_store("postgresql://host/name"), is_store("a.csv")
    (True, True, False)
    """
    name = os.fspath(text)
    return name.startswith(SCHEMES) or name.lower().endswith(".gpkg")


def open_store(where: str | os.PathLike[str]) -> Store:
    """Open a store; what is not there is made.

    Parameters
    ----------
    where : a file ``NAME.gpkg``, or an address ``postgresql://user@host/database`` of a
        database with PostGIS (extra ``postgis``); tables go into its schema ``durandline``.

    Raises
    ------
    InputError
        If it is neither, the file is something else, or the database cannot be reached.
    OutputError
        If the file cannot be made or written.
    MissingExtraError
        If PostgreSQL is asked for and its driver is not installed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with open_store(Path(folder) / "border.gpkg") as store:
    ...         list(store.mentions())
    []
    """
    from geo.incidents.sql_store import SqlStore

    name = os.fspath(where)
    if name.startswith(SCHEMES):
        from geo.incidents.postgis import Postgis

        return SqlStore(Postgis("postgresql://" + name.split("://", 1)[1]))
    if not name.lower().endswith(".gpkg"):
        message = "expected NAME.gpkg or postgresql://HOST/DATABASE"
        raise InputError(f"{message}, got {name!r}", where="--store")
    from geo.incidents.geopackage import GeoPackage

    return SqlStore(GeoPackage(Path(name)))
