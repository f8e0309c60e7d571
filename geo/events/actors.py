"""Who acts: spellings and the parties' own words, neutral labels with the dates they hold."""

from __future__ import annotations

import csv
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from itertools import compress

from geo.articles.text import Span
from geo.events.cues import Cue, find_cues
from geo.events.sieve import lower_text


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor while it holds one label.

    `state` is what a government is called where it negotiates or shuts a gate rather than fires;
    the label itself where there is no other. `side` is an ISO code for what fights for a state,
    else a word of its own such as TTP, MILITANT or CIV; `kind` is government, armed group or
    civilians. `valid_from` and `valid_to` are days, None where open. `names` are those of the
    country and its capital, which act only where a sentence makes them its subject or agent.
    """

    actor: str
    label: str
    state: str
    kind: str
    side: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    spellings: tuple[str, ...]
    names: tuple[str, ...]

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
    """An actor named in a text, and the words that name it.

    `is_speaker` marks one that only says something there ("Pakistani officials said").
    """

    start: int
    end: int
    actor: Actor
    is_speaker: bool = False


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
            row["state"] or row["label"],
            row["kind"],
            row["side"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            tuple(row["spellings"].split("|")),
            tuple(row["names"].split("|")) if row["names"] else (),
        )
        for row in csv.DictReader(source.splitlines())
    )


@lru_cache(maxsize=64)
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
    >>> [s.actor.state for s in find_actors("Pakistan shut a gate in Iran", dt.date(2025, 1, 1))]
    ['Pakistan']
    >>> find_actors("", dt.date(2010, 1, 1))
    ()
    """
    index, stop, found, position = _index(), len(text) if end is None else end, [], start
    may = find_cues(text, Span(start, stop))
    is_named = [word in index for word in _WORD.findall(lower_text(text), start, stop)]
    for word in compress(_WORD.finditer(text, start, stop), is_named):
        if word.start() < position:
            continue
        for pattern, actor, is_name in index.get(word.group().lower(), ()):
            match = pattern.match(text, word.start(), stop)
            if match and actor.holds_on(day) and not (is_name and not _acts(text, match, start)):
                speaks = _is_speaker(text, match.start(), match.end(), may)
                found.append(ActorSpan(match.start(), match.end(), actor, speaks))
                position = match.end()
                break
    return tuple(found)


@lru_cache(maxsize=256)
def find_state(code: str, day: dt.date) -> Actor | None:
    """What a country's forces are called on a day, None if the table has none.

    Examples
    --------
    >>> find_state("AF", dt.date(2025, 1, 1)).label
    'Afghan Taliban (government)'
    """
    return next(
        (
            actor
            for actor in load_actors()
            if actor.side == code and actor.kind == "government" and actor.holds_on(day)
        ),
        None,
    )


def settle_forces(
    text: str, actors: tuple[ActorSpan, ...], country: str, day: dt.date
) -> tuple[ActorSpan, ...]:
    """The actors, where nameless "security forces" are those of the country they act in.

    Parameters
    ----------
    country : where the act is; "" if that is not known, and then they stay Pakistan's.
    """
    if country in ("", "PK"):
        return actors
    own = find_state(country, day)
    settled = (
        (replace(span, actor=own) if own else None)
        if text[span.start : span.end].lower() in _NAMELESS
        else span
        for span in actors
    )
    return tuple(span for span in settled if span is not None)


_NAMELESS = frozenset(("security forces",))


def find_states(text: str, day: dt.date, start: int, end: int) -> tuple[Actor, ...]:
    """The states whose country or people is named between two offsets, the last named first.

    Examples
    --------
    >>> text = "Thai soldiers met villagers in Cambodia"
    >>> [actor.label for actor in find_states(text, dt.date(2025, 7, 1), 0, len(text))]
    ['Cambodian forces', 'Thai forces']
    """
    states = _load_states(day)
    words = [states[word] for word in _WORD.findall(text, start, end) if word in states]
    return tuple(dict.fromkeys(reversed(words)))


@lru_cache(maxsize=256)
def _load_states(day: dt.date) -> dict[str, Actor]:
    """The states of a day by the name of their country and the adjective of their forces."""
    return {
        word: actor for actor in load_actors() if actor.holds_on(day) for word in _words_of(actor)
    }


def _words_of(actor: Actor) -> tuple[str, ...]:
    """The name of a state's country, and the adjective its forces have."""
    if actor.kind != "government" or not actor.names:
        return ()
    bases = [one.removesuffix(" {FORCES}") for one in actor.spellings if one.endswith(" {FORCES}")]
    return actor.names[0], *(base for base in bases if base.isalpha() and base[0].isupper())


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


_WORD = re.compile(r"[A-Za-z]+")
# What fights or rules for a state or a body, behind its adjective. The longest first.
_FORCES = (
    r"(?:(?:border|security|special|ground|ruling|armed|artillery|military|army|air\s+force"
    r"|fighter|war|attack|naval|paramilitary|frontier|government|interim|surveillance)[\s-]+){0,2}"
    r"(?:forces?|troops|soldiers?|army|military|jets?|warplanes?|aircraft|planes|drones?"
    r"|helicopters?|gunships?|artillery|guns|gunners|guards?|police(?:m[ae]n)?|paramilitar(?:y|ies)"
    r"|commandos|marines|navy|patrols?|rangers|troopers?|fighters?|fire|shelling|shells|missiles?"
    r"|mortars?|rockets?|airstrikes?|strikes?|F-16s?|men|side|authorities|government"
    r"|administration|regime|officials|delegation|envoys|negotiators|officers|commanders?"
    r"|positions|posts|personnel|strongholds)"
)
# "Afghan and Pakistani forces": the first adjective shares the noun of the second.
_SHARED = r"(?=\s+(?:and|or)\s+(?:the\s+)?[A-Z][\w.]+\s+" + _FORCES + r"\b)"


@cache
def _index() -> dict[str, tuple[tuple[re.Pattern[str], Actor, bool], ...]]:
    index: dict[str, list[tuple[str, Actor, bool]]] = {}
    for actor in load_actors():
        for spellings, is_name in ((actor.spellings, False), (actor.names, True)):
            for spelling in spellings:
                first = _WORD.match(spelling)
                row = (spelling, actor, is_name)
                index.setdefault(first.group().lower() if first else "", []).append(row)
    return {
        word: tuple(
            (_compile(spelling), actor, is_name)
            # A name of a country is tried last: "Pakistan Army" is more than Pakistan.
            for spelling, actor, is_name in sorted(rows, key=lambda row: (row[2], -len(row[0])))
        )
        for word, rows in index.items()
    }


def _compile(spelling: str) -> re.Pattern[str]:
    base, forces, _ = spelling.partition(" {FORCES}")
    words = re.escape(base).replace("'", "['’]")
    flags = re.IGNORECASE if spelling.islower() else re.NOFLAG
    if forces:
        return re.compile(rf"{words}(?:\s+{_FORCES}(?![A-Za-z])|{_SHARED})", flags)
    return re.compile(words + r"(?![A-Za-z])", flags)


_SAYS = (
    r"(?:said|says?|told|believed?|believes|adds?|added|claims?|claimed|den(?:y|ies|ied)|alleged|confirmed|reported"
    r"|condemned|stated|insisted|acknowledged|maintained|accus(?:es?|ed)|blam(?:es?|ed)"
    r"|protested|put\s+the)\b"
)
_SPEAKS = Cue(
    r"(?:['’]s)?(?:\s+(?!fired\b|opened\b|shot\b|attacked\b|hit\b|struck\b)[\w’'-]+){0,4}?"
    rf",?(?:\s+ha(?:ve|s|d))?\s+{_SAYS}",
    re.IGNORECASE,
)
_CLAIMS_IT = re.compile(r"[^.]{0,40}\bclaimed\s+(?:the\s+)?(?:responsib|attack)", re.IGNORECASE)
_SPOKEN_OF = Cue(
    r"\b(?:according\s+to|by\s+the\s+(?:count|account|tally)\s+of)\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)


def _is_speaker(text: str, start: int, end: int, may: int) -> bool:
    """Whether the words around an actor only say that it speaks."""
    if may & _SPOKEN_OF.bit and _SPOKEN_OF.search(text, max(0, start - 30), start):
        return True
    if not may & _SPEAKS.bit:
        return False
    after = text[end : end + 80]
    return _SPEAKS.match(after) is not None and not _CLAIMS_IT.match(after)


# A country acts as a subject ("Pakistan closed", "which Pakistan bombed"), an agent ("by
# Pakistan"), or one of two ("between Pakistan and Afghanistan"); elsewhere it is a place.
_PLACED = re.compile(
    r"\b(?:in|into|from|inside|of|across|to|at|near|through|towards?|outside|around|over|within"
    r"|for|via|against|neighbou?ring|eastern|western|northern|southern|southeastern|northwestern|central"
    r"|Quetta|Peshawar|Kabul|Kandahar|north|south|east|west)[\s,]+$",
    re.IGNORECASE,
)
_AGENT = re.compile(
    r"\b(?:(?:by|between|accus(?:es?|ed|ing)|blam(?:es?|ed|ing))"
    r"|(?:fire|shells?|shelling|rockets?|missiles?|mortars?|rounds|drones?)\s+from)\s+$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r",?\s+(?:and\s+(?:the\s+)?[A-Z]|(?!border|side|frontier|line|soil|territory|embassy|consul"
    r"|ties|relations|trade|bound|time|in\b|to\b|as\b|at\b|from\b|near\b|where\b|is\s+home"
    r"|and\b|or\b|with\b|for\b|by\b|after\b|before\b|when\b)[a-z]{2,})"
)


def _acts(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a country's or capital's name stands for who acts, not for where."""
    before = text[max(start, match.start() - 24) : match.start()]
    if _AGENT.search(before) or re.search(r"\b(?:between|by)\s+[\w\s]{0,18}\band\s+$", before):
        return True
    if _PLACED.search(before):
        return False
    return _SUBJECT.match(text, match.end()) is not None
