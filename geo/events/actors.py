"""Who acts: spellings and the parties' own words, neutral labels with the dates they hold."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor while it holds one label.

    `side` is AF, PK, US, IN, IR, TTP, TALIBAN, IS, BALOCH, MILITANT or CIV; `kind` is government,
    armed group or civilians. `valid_from` and `valid_to` are days, None where open.
    """

    actor: str
    label: str
    kind: str
    side: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    spellings: tuple[str, ...]

    def holds_on(self, day: dt.date) -> bool:
        """Whether the label holds on that day.

        Examples
        --------
        >>> ttp = next(actor for actor in load_actors() if actor.actor == "TTP")
        >>> ttp.holds_on(dt.date(2025, 1, 1)), ttp.holds_on(dt.date(2001, 1, 1))
        (True, False)
        """
        return (self.valid_from or dt.date.min) <= day <= (self.valid_to or dt.date.max)


@dataclass(frozen=True, slots=True)
class ActorSpan:
    """An actor named in a text, and the words that name it."""

    start: int
    end: int
    actor: Actor


@cache
def load_actors() -> tuple[Actor, ...]:
    """The actors of data/actors.csv, in its order.

    Examples
    --------
    >>> load_actors()[0].label
    'Afghan Taliban (government)'
    """
    source = resources.files("geo.events").joinpath("data/actors.csv").read_text("utf-8")
    return tuple(
        Actor(
            row["actor"],
            row["label"],
            row["kind"],
            row["side"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            tuple(row["spellings"].split("|")),
        )
        for row in csv.DictReader(source.splitlines())
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


_WORD = re.compile(r"[A-Za-z]+")


@cache
def _index() -> dict[str, tuple[tuple[re.Pattern[str], Actor], ...]]:
    index: dict[str, list[tuple[str, Actor]]] = {}
    for actor in load_actors():
        for spelling in actor.spellings:
            first = _WORD.match(spelling)
            index.setdefault(first.group().lower() if first else "", []).append((spelling, actor))
    return {
        word: tuple(
            (re.compile(re.escape(spelling) + r"(?![A-Za-z])", _flags(spelling)), actor)
            for spelling, actor in sorted(rows, key=lambda row: -len(row[0]))
        )
        for word, rows in index.items()
    }


def _flags(spelling: str) -> re.RegexFlag:
    return re.IGNORECASE if spelling.islower() else re.NOFLAG


def find_actors(
    text: str, day: dt.date, start: int = 0, end: int | None = None
) -> tuple[ActorSpan, ...]:
    """The actors named between two offsets, under the labels that hold on `day`, longest first.

    Examples
    --------
    >>> [s.actor.label for s in find_actors("The Taliban fired", dt.date(2025, 1, 1))]
    ['Afghan Taliban (government)']
    >>> [s.actor.label for s in find_actors("The Taliban fired", dt.date(2010, 1, 1))]
    ['Afghan Taliban (insurgents)']
    >>> find_actors("", dt.date(2010, 1, 1))
    ()
    """
    index, stop, found, position = _index(), len(text) if end is None else end, [], start
    for word in _WORD.finditer(text, start, stop):
        if word.start() < position:
            continue
        for pattern, actor in index.get(word.group().lower(), ()):
            match = pattern.match(text, word.start(), stop)
            if match and actor.holds_on(day):
                found.append(ActorSpan(match.start(), match.end(), actor))
                position = match.end()
                break
    return tuple(found)
