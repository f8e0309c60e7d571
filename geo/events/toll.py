"""A toll: how many were killed or injured, as the words say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people killed or injured: who they were in the text's words, and where it stands.

    `low` and `high` are None where no number is given. `is_part` marks a count that a larger one
    in the same words includes; `is_named` people told one by one, without a number,
    `is_total` a sum ("the toll stands at nine"), `is_update` one that takes the place of another
    ("rose to nine"), `is_added` people told in addition to others ("two more").
    """

    start: int
    end: int
    kind: str  # killed | injured
    low: int | None
    high: int | None
    group: str
    words: str
    is_part: bool = False
    is_named: bool = False
    is_total: bool = False
    is_update: bool = False
    is_added: bool = False
