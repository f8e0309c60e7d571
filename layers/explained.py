"""What was found in articles and why: as text, in colours at a terminal, or in a notebook."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.articles.article import Article
from geo.articles.intake import Fault
from geo.articles.readers import read_articles
from geo.events.explain import describe, explain, mark_spans
from geo.events.mention import Mention
from geo.pipeline import Settings, read_one
from geo.places.place import Reading

_COLOURS = {"act": "#f6d5cf", "place": "#cfe6e2", "date": "#f3e6b8"}


@dataclass(frozen=True, slots=True)
class Explained:
    """One article, read.

    Parameters
    ----------
    article : what was read.
    reading : the places found in it.
    mentions : the acts found in it, each with its reasons.

    Examples
    --------
    >>> import datetime as dt
    >>> print(Explained(Article("a", "Quiet day.", dt.date(2025, 1, 1)), Reading((), ()), ()))
    a, 2025-01-01: [act] {place} <date>
    <BLANKLINE>
    Quiet day.
    <BLANKLINE>
    no acts found
    """

    article: Article
    reading: Reading
    mentions: tuple[Mention, ...]

    def __str__(self) -> str:
        return explain(self.article, self.reading, self.mentions)

    def show(self, width: int, *, has_colour: bool) -> str:
        """Return the text for a terminal of so many columns, marked by ANSI colours or signs."""
        return explain(
            self.article, self.reading, self.mentions, has_colour=has_colour, width=width
        )

    def _repr_html_(self) -> str:
        """Return the text with its spans coloured and the acts below, for a notebook's cell."""
        pieces = mark_spans(self.article, self.reading, self.mentions)
        text = "".join(_mark(piece, kind) for piece, kind in pieces)
        acts = "\n\n".join(describe(n, one) for n, one in enumerate(self.mentions, 1))
        key = " ".join(_mark(kind, kind) for kind in _COLOURS)
        name = html.escape(self.article.article)
        return (
            f"<p><strong>{name}</strong>, {self.article.date.isoformat()} {key}</p>"
            f'<div style="white-space:pre-wrap;max-width:44em">{text}</div>'
            f'<pre style="white-space:pre-wrap">{html.escape(acts or "no acts found")}</pre>'
        )


def _mark(piece: str, kind: str) -> str:
    text = html.escape(piece)
    if not kind:
        return text
    # Each mark says in words what it is: colour alone tells some readers nothing.
    look = f"background:{_COLOURS[kind]};color:#1c1f24;border-radius:2px"
    return f'<mark title="{kind}" style="{look}">{text}</mark>'


def explain_files(
    paths: Sequence[str | Path],
    places: Sequence[str | Path] = (),
    *,
    undated: dt.date | None = None,
) -> tuple[list[Explained], list[Fault]]:
    """Read articles; return what the rules saw in each, and what could not be read.

    Parameters
    ----------
    paths : files or folders of articles.
    places : tables of places of the user's own, which win.
    undated : the date of articles that have none; without it they are not read.
    """
    settings = Settings(tuple(Path(path) for path in places))
    found, faults = [], []
    for item in read_articles(paths, undated=undated):
        if isinstance(item, Article):
            found.append(Explained(item, *read_one(item, settings)))
        elif isinstance(item, Fault):
            faults.append(item)
        else:
            faults.append(Fault(str(item.path), "expected an article, found a table of incidents"))
    return found, faults
