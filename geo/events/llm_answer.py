"""What a language model may answer, and the reading of it: JSON of one small schema, or nothing.

The answer is an object with a list of acts. An act has a type and a quote; everything else may be
missing. A code fence around the JSON is taken off; nothing else is mended.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from geo.errors import InputError
from geo.events.event_types import EVENT_TYPES

#: What an act may be: rows imported from tables may leave the kind open, a reader may not.
TYPES = tuple(name for name in EVENT_TYPES if name != "violence_unspecified")
GROUPS = ("civilians", "military", "police", "militants", "people")
KINDS = ("killed", "injured")
_MOST_ACTS = 200
_MOST_PARTS = 40  # places or claims of one act
_LONGEST = 4_000
_MOST_PEOPLE = 10_000_000
_FENCE = re.compile(r"\s*```[ \t]*(?:json|JSON)?[ \t]*\n(?P<inside>.*?)\n?[ \t]*```\s*", re.DOTALL)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A count of people as a model read it; `words` are those of the article that say it.

    `low` and `high` are None where the article gives no number. `claimant` is "" where the
    writer says it. `is_part` marks a count that another one includes.
    """

    kind: str
    words: str
    group: str
    low: int | None
    high: int | None
    claimant: str
    is_part: bool


@dataclass(frozen=True, slots=True)
class ProposedAct:
    """An act as a model read it, all in words of the article; nothing of it is trusted yet."""

    event_type: str
    quote: str
    places: tuple[str, ...]
    date: str
    side_a: str
    side_b: str
    is_background: bool
    claims: tuple[ProposedClaim, ...]


class _SchemaError(Exception):
    """A part of the answer is not of the schema."""


def read_answer(content: str, *, where: str) -> tuple[tuple[ProposedAct, ...], int]:
    """The acts of an answer, and how many were not of the schema.

    Parameters
    ----------
    content : what the model wrote.
    where : the article, for the message.

    Raises
    ------
    InputError
        The answer is no JSON object with a list of acts. The message repeats nothing of it.

    Examples
    --------
    >>> read_answer('{"acts": []}', where="a")
    ((), 0)
    >>> read_answer('{"acts": [{"type": "shelling", "quote": 7}]}', where="a")
    ((), 1)
    """
    rows = _parse(content, where)
    acts, n_bad = [], 0
    for row in rows:
        try:
            acts.append(_read_act(row))
        except _SchemaError:
            n_bad += 1
    return tuple(acts), n_bad


def _parse(content: str, where: str) -> list[Any]:
    fence = _FENCE.fullmatch(content)
    try:
        answer = json.loads(fence["inside"] if fence else content, parse_constant=_refuse)
    except (ValueError, RecursionError):
        # `from None`: the error of the parser carries the whole answer with it.
        raise InputError(
            "expected JSON from the model, found something else; try another model", where=where
        ) from None
    acts = answer.get("acts") if isinstance(answer, dict) else None
    if not isinstance(acts, list):
        raise InputError(
            "expected an object with the list 'acts' from the model, found other JSON;"
            " try another model",
            where=where,
        )
    if len(acts) > _MOST_ACTS:
        raise InputError(f"expected at most {_MOST_ACTS} acts from the model", where=where)
    return acts


def _refuse(_: str) -> NoReturn:
    raise ValueError


def _read_act(row: Any) -> ProposedAct:
    if not isinstance(row, dict):
        raise _SchemaError
    return ProposedAct(
        event_type=_read_word(row.get("type"), TYPES),
        quote=_read_text(row, "quote", is_needed=True),
        places=tuple(_read_list(row, "places", _check_text)),
        date=_read_text(row, "date"),
        side_a=_read_text(row, "side_a"),
        side_b=_read_text(row, "side_b"),
        is_background=_read_flag(row, "background"),
        claims=tuple(_read_list(row, "claims", _read_claim)),
    )


def _read_claim(row: Any) -> ProposedClaim:
    if not isinstance(row, dict):
        raise _SchemaError
    low, high = _read_count(row, "low"), _read_count(row, "high")
    if low is None and high is not None:
        raise _SchemaError
    if low is not None and high is not None and high < low:
        raise _SchemaError
    return ProposedClaim(
        kind=_read_word(row.get("kind"), KINDS),
        words=_read_text(row, "words", is_needed=True),
        group=_read_word(row.get("group", "people"), GROUPS),
        low=low,
        high=low if high is None else high,
        claimant=_read_text(row, "claimant"),
        is_part=_read_flag(row, "part"),
    )


def _read_word(value: Any, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise _SchemaError
    return value


def _read_text(row: dict[str, Any], name: str, *, is_needed: bool = False) -> str:
    value = row.get(name)
    text = "" if value is None else _check_text(value)
    if is_needed and not text:
        raise _SchemaError
    return text


def _check_text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise _SchemaError
    return value.strip()


def _read_flag(row: dict[str, Any], name: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise _SchemaError
    return value


def _read_count(row: dict[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is None:
        return None
    # True is an int to Python, and 3.5 people are none.
    if type(value) is not int or not 0 <= value <= _MOST_PEOPLE:
        raise _SchemaError
    return value


def _read_list(row: dict[str, Any], name: str, read: Callable[[Any], T]) -> list[T]:
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > _MOST_PARTS:
        raise _SchemaError
    return [read(each) for each in value]
