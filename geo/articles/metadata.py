"""What a sources.csv beside articles says of them."""

from __future__ import annotations

import csv
import functools
from pathlib import Path
from types import MappingProxyType

from geo.articles.article import Source

_COLUMNS = ("title", "outlet", "url", "archive_url", "published", "retrieved", "licence", "note")


@functools.lru_cache(maxsize=64)
def read_sources(folder: Path) -> MappingProxyType[str, tuple[Source, ...]]:
    """The sources of each article that `folder`/sources.csv names, in the order of its rows.

    An article may stand in several rows; the first is its main source. A folder without the
    file has none. Columns that are missing stay None.

    Examples
    --------
    >>> read_sources(Path("no-such-folder"))
    mappingproxy({})
    """
    path = folder / "sources.csv"
    found: dict[str, tuple[Source, ...]] = {}
    if path.is_file():
        text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\0", "")
        for row in csv.DictReader(text.splitlines(keepends=True)):
            name = (row.get("article") or "").strip()
            if name:
                fields = {column: (row.get(column) or "").strip() or None for column in _COLUMNS}
                found[name] = (*found.get(name, ()), Source(name, language="en", **fields))
    return MappingProxyType(found)
