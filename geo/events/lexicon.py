"""Words that tell an act: the lexicon of data/lexicon.csv, and where a sentence uses it.

Each row gives a type its heads (words in the forms that tell something done, so "closed", not
"close") and what must or must not stand near them in the same sentence. Heads are found by their
first word, so the time taken grows with the text, not with the lexicon.
"""

from __future__ import annotations

import csv
import itertools
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from geo.articles.text import Span

_NEAR = 140
# What stands beyond one of these is another clause's: a weaker sign than the same words before it.
_CLAUSE_END = re.compile(r"[;:]\s|\s[—–]\s|,\s+(?:and|but|then)\s|,?\s+(?:while|whereas)\s")
_GROUP = re.compile(r"\{([A-Z]+)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon; the patterns are None where the row asks nothing."""

    event_type: str
    part: str  # verb | noun | echo
    strength: int
    heads: re.Pattern[str]
    near: re.Pattern[str] | None
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    not_near: re.Pattern[str] | None
    needs_crossing: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells an act: its span, its type, how much it tells (0 weak to 3 certain).

    `is_far` says that what must stand near it stands in another clause.
    """

    start: int
    end: int
    event_type: str
    part: str
    strength: int
    is_far: bool = False


_WORD = re.compile(r"[A-Za-z]+")


@cache
def load_lexicon() -> dict[str, tuple[Entry, ...]]:
    """The entries by the first word of their heads, lower case.

    Examples
    --------
    >>> [entry.event_type for entry in load_lexicon()["airstrike"]]
    ['airstrike']
    """
    groups = load_word_groups()
    index: dict[str, list[Entry]] = {}
    for row in _read_rows("lexicon.csv"):
        by_word: dict[str, list[str]] = {}
        for head in expand_heads(row["heads"]):
            first = _WORD.match(head)
            by_word.setdefault(first.group().lower() if first else head, []).append(head)
        for word, heads in by_word.items():
            index.setdefault(word, []).append(_build_entry(row, heads, groups))
    return {word: tuple(entries) for word, entries in index.items()}


@cache
def load_word_groups() -> dict[str, str]:
    """Patterns of words of one kind by the name under which the lexicon asks for them.

    Examples
    --------
    >>> bool(re.search(load_word_groups()["FIGHTERS"], "two gunmen"))
    True
    """
    return {row["name"]: rf"\b(?:{row['words']})\b" for row in _read_rows("word_groups.csv")}


def _read_rows(name: str) -> list[dict[str, str]]:
    source = resources.files("geo.events").joinpath(f"data/{name}").read_text("utf-8")
    return list(csv.DictReader(source.splitlines()))


def expand_heads(heads: str) -> list[str]:
    """The heads of a row, written out: "a/b c" is "a c" and "b c", and "-" is no word at all.

    Examples
    --------
    >>> expand_heads("came/come under -/heavy fire|fled")
    ['came under fire', 'came under heavy fire', 'come under fire', 'come under heavy fire', 'fled']
    """
    return [
        " ".join(word for word in words if word != "-")
        for head in heads.split("|")
        for words in itertools.product(*(part.split("/") for part in head.split()))
    ]


def _build_entry(row: dict[str, str], heads: list[str], groups: dict[str, str]) -> Entry:
    ordered = sorted(set(heads), key=lambda head: (-len(head), head))
    words = "|".join(re.escape(head).replace(r"\ ", r"[\s-]+") for head in ordered)
    near, after, before, not_near = (
        _compile(_GROUP.sub(lambda match: groups[match[1]], row[column]))
        for column in ("near", "after", "before", "not_near")
    )
    return Entry(
        row["event_type"],
        row["part"],
        int(row["strength"]),
        re.compile(rf"(?:{words})\b", re.IGNORECASE),
        near=near,
        after=after,
        before=before,
        not_near=not_near,
        needs_crossing="{CROSSING}" in row["near"],
    )


@cache
def _compile(words: str) -> re.Pattern[str] | None:
    return re.compile(words, re.IGNORECASE) if words else None


def find_triggers(
    text: str, sentence: Span, crossings: tuple[Span, ...] = ()
) -> tuple[Trigger, ...]:
    """The words of one sentence that tell an act, in order; `crossings` are spans of names.

    Examples
    --------
    >>> text = "Torkham was closed after guards exchanged fire."
    >>> [t.event_type for t in find_triggers(text, Span(0, len(text)), (Span(0, 7),))]
    ['border_closure', 'armed_clash']
    >>> find_triggers("", Span(0, 0))
    ()
    """
    lexicon = load_lexicon()
    found: list[Trigger] = []
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        entries = lexicon.get(word.group().lower())
        if entries is None:
            continue
        for entry in entries:
            head = entry.heads.match(text, word.start(), sentence.end)
            fit = _fit(entry, text, sentence, head.span(), crossings) if head else 0
            if head and fit:
                found.append(
                    Trigger(*head.span(), entry.event_type, entry.part, entry.strength, fit < 0)
                )
    return _keep_best(found)


def _fit(
    entry: Entry, text: str, sentence: Span, head: tuple[int, int], crossings: tuple[Span, ...]
) -> int:
    """1 if what the entry asks for stands beside the head, -1 if in another clause, else 0."""
    left = text[max(sentence.start, head[0] - _NEAR) : head[0]]
    right = text[head[1] : min(sentence.end, head[1] + _NEAR)]
    if entry.not_near:
        close = left[-60:] + text[head[0] : head[1]] + right[:45]
        if entry.not_near.search(close):
            return 0
    if entry.after and not entry.after.search(right):
        return 0
    if entry.before and not entry.before.search(left):
        return 0
    if entry.near is None:
        return 1
    if entry.near.search(left) or entry.near.search(right):
        return 1 if _is_close(entry.near, left, right) else -1
    # A gate's name behind a comma is another clause's: "on the day it opened, shots at Torkham".
    is_gate = entry.needs_crossing and any(
        head[0] - 80 < span.end and (span.start < head[1] or "," not in text[head[1] : span.start])
        for span in crossings
        if span.start < head[1] + 60
    )
    return int(is_gate)


def _is_close(near: re.Pattern[str], left: str, right: str) -> bool:
    """Whether the words stand in the head's own clause."""
    ends = [match.end() for match in _CLAUSE_END.finditer(left)]
    end = _CLAUSE_END.search(right)
    return bool(
        near.search(left[ends[-1] :] if ends else left)
        or near.search(right[: end.start()] if end else right)
    )


_RANK = (
    "suicide_attack drone_strike airstrike abduction bombing_or_ied raid_or_infiltration shelling"
    " attack armed_clash fence_dispute border_reopening border_closure ceasefire_or_agreement"
    " displacement_or_return protest talks other echo"
).split()


def rank_type(event_type: str) -> int:
    """How telling a type is beside others of the same words: the lower, the more.

    Examples
    --------
    >>> rank_type("suicide_attack") < rank_type("armed_clash")
    True
    """
    return _RANK.index(event_type) if event_type in _RANK else len(_RANK)


def _keep_best(found: list[Trigger]) -> tuple[Trigger, ...]:
    """One trigger for overlapping words: the stronger, then the longer, then the more telling."""
    found.sort(
        key=lambda t: (
            t.start,
            t.event_type == "echo",
            t.is_far,
            -t.strength,
            t.start - t.end,
            rank_type(t.event_type),
        )
    )
    kept: list[Trigger] = []
    for trigger in found:
        if kept and trigger.start < kept[-1].end:
            if _worth(trigger) > _worth(kept[-1]):
                kept[-1] = trigger
            continue
        kept.append(trigger)
    return tuple(kept)


def _worth(trigger: Trigger) -> tuple[bool, bool, int, int, int]:
    return (
        trigger.event_type != "echo",
        not trigger.is_far,
        trigger.strength,
        trigger.end - trigger.start,
        -rank_type(trigger.event_type),
    )
