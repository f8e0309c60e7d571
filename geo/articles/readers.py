"""Read articles from files of many kinds; what cannot be read is named, the others still come."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from geo.articles.article import Article, Source
from geo.articles.feeds import read_feed
from geo.articles.intake import MAX_BYTES, Fault, TableFile, build_article, check_language, decode
from geo.articles.kinds import HEAD_BYTES, tell_kind
from geo.articles.markup import is_address, read_markup
from geo.articles.metadata import read_sources
from geo.articles.rows import read_rows
from geo.errors import ArticleError, GeoError


def read_articles(
    paths: Sequence[str | Path], *, undated: dt.date | None = None
) -> Iterator[Article | Fault | TableFile]:
    """Yield the articles in files and folders, in the order of their names, one at a time.

    Where two texts come with one id, as when a feed has updated a story, the second is ID#2.

    Parameters
    ----------
    paths : files, folders (searched through, hidden files and sources.csv left out), "-", or
        addresses of feeds and pages, which are fetched.
    undated : the date of articles that have none; without it they are faults.

    Yields
    ------
    `Article`, or `Fault` for what cannot be read, or `TableFile` for a table of incidents.

    Examples
    --------
    >>> list(read_articles(["no-such-file.txt"]))[0].reason
    'expected a file or a folder, found nothing of this name'
    """
    texts: dict[str, dict[str, int]] = {}
    for item in _read_all(paths, undated):
        yield _number(item, texts) if isinstance(item, Article) else item


def _number(article: Article, texts: dict[str, dict[str, int]]) -> Article:
    """The article, its id numbered if another text had it before."""
    known = texts.setdefault(article.article, {})
    number = known.setdefault(article.text_hash, len(known) + 1)
    if number == 1:
        return article
    name = f"{article.article}#{number}"
    sources = tuple(replace(source, article=name) for source in article.sources)
    return replace(article, article=name, sources=sources)


def _read_all(
    paths: Sequence[str | Path], undated: dt.date | None
) -> Iterator[Article | Fault | TableFile]:
    files: list[tuple[Path, Path]] = []
    for path in paths:
        if str(path) == "-" or Path(path).is_fifo():
            yield from _read_pipe(path, undated)
            continue
        if is_address(str(path)):
            yield from read_feed(str(path), undated=undated)
            continue
        found = _find_files(Path(path))
        if isinstance(found, Fault):
            yield found
        else:
            files += found
    for (file, _), name in zip(files, _name_files(files), strict=True):
        yield from read_file(file, name, undated)


def read_file(
    path: Path, name: str, undated: dt.date | None = None
) -> Iterator[Article | Fault | TableFile]:
    """Yield what one file holds; `name` is the id of its article, or the stem of its rows' ids."""
    try:
        with path.open("rb") as stream:
            kind = tell_kind(stream.read(HEAD_BYTES))
        if kind == "table":
            yield TableFile(path)
        elif kind in ("jsonl", "csv", "parquet"):
            yield from read_rows(path, kind, name, undated=undated)
        else:
            yield from _read_whole(path, kind, name, undated)
    except GeoError as error:
        yield Fault(str(path), getattr(error, "reason", str(error)))
    except OSError as error:
        yield Fault(str(path), f"cannot be read: {error.strerror or error}")


def _find_files(path: Path) -> list[tuple[Path, Path]] | Fault:
    if path.is_file():
        return [(path, path.parent)]
    if not path.is_dir():
        return Fault(str(path), "expected a file or a folder, found nothing of this name")
    files = [
        (file, path)
        for file in sorted(path.rglob("*"))
        if file.is_file()
        and file.name != "sources.csv"
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]
    return files or Fault(str(path), "expected articles in this folder, found no files")


def _name_files(files: Sequence[tuple[Path, Path]]) -> list[str]:
    """What each file is called: its stem, else its path in its folder, else the whole path."""
    stems = Counter(file.stem for file, _ in files)
    inside = [file.relative_to(root).as_posix() for file, root in files]
    paths = Counter(inside)
    return [
        file.stem if stems[file.stem] == 1 else path if paths[path] == 1 else file.as_posix()
        for (file, _), path in zip(files, inside, strict=True)
    ]


def _read_pipe(path: str | Path, undated: dt.date | None) -> Iterator[Article | Fault | TableFile]:
    import sys
    import tempfile

    is_stdin = str(path) == "-"
    data = sys.stdin.buffer.read() if is_stdin else Path(path).read_bytes()
    # Tables are read twice, to tell them and to read them: a pipe is laid down in a file first.
    with tempfile.TemporaryDirectory() as folder:
        laid = Path(folder) / ("stdin" if is_stdin else Path(path).name)
        laid.write_bytes(data)
        for item in read_file(laid, laid.name, undated):
            if isinstance(item, TableFile):
                yield Fault(str(path), "expected articles from a pipe, found a table: name a file")
            elif isinstance(item, Fault):
                where = item.where.replace(str(laid), str(path), 1)  # its line stays
                yield replace(item, where=where)
            else:
                yield item


_SPREADSHEETS = (".xlsx", ".xls", ".ods")


def _read_whole(
    path: Path, kind: str, name: str, undated: dt.date | None
) -> Iterator[Article | Fault]:
    if kind == "empty":
        raise ArticleError("expected an article, found an empty file")
    if kind == "binary":
        if path.suffix.lower() in _SPREADSHEETS:
            raise ArticleError("expected text, found a spreadsheet; save its sheet as CSV")
        raise ArticleError("expected text, found a binary file")
    if kind == "json":
        raise ArticleError(
            "expected JSON Lines, found a list or an object over several lines; write each article"
            ' as one line {"date": ..., "text": ...}'
        )
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ArticleError(
            f"expected an article of at most 16 MiB, found {size / 2**20:.1f} MiB; split the file"
        )
    data = path.read_bytes()
    known = read_sources(path.parent)
    sources = known.get(name) or known.get(path.stem, ())
    if kind in ("html", "feed"):
        yield from read_markup(data, kind, name, where=str(path), sources=sources, undated=undated)
        return
    digest = hashlib.sha256(data).hexdigest()
    article = build_article(
        name,
        decode(data),
        sources=_with_hash(name, sources, digest),
        fallback=path.stem,
        undated=undated,
    )
    yield check_language(article, str(path))


def _with_hash(name: str, sources: tuple[Source, ...], digest: str) -> tuple[Source, ...]:
    first, *rest = sources or (Source(name),)
    return (replace(first, sha256=digest), *rest)
