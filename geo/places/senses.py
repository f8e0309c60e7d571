"""What a name may mean, while it is weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from geo.places.place import Candidate
from geo.places.prior import Known


@dataclass(slots=True)
class Row:
    """One candidate while it is weighed; `support` is what context adds to being a place."""

    known: Known
    points: float
    support: float
    reasons: list[str]
    is_called: bool = False


# Belief and notes of a name to its ranked candidates.
Answers = dict[tuple[float, tuple[str, ...]], tuple[Candidate, ...]]


class Fixed(NamedTuple):
    """What is the same in all texts of a name whose rivals lie on the same ground."""

    rows: list[Row]
    weights: list[float]
    answers: Answers


@dataclass(slots=True)
class Sense:
    """The candidates of one name in one kind of context, best first.

    Attributes
    ----------
    rows : of a settled sense they are shared by all texts, and not to be changed.
    support : what context adds to the best one's being a place, beyond its row's own.
    share : how sure it is that one of the places on the best one's ground is meant, 0 to 1.
    is_settled : no context but a word beside the name could make it another place.
    answers : see `Fixed`; None where the sense is this text's own.
    """

    rows: Sequence[Row]
    weights: Sequence[float] = (1.0,)
    share: float = 1.0
    support: float = 0.0
    is_settled: bool = False
    answers: Answers | None = None

    def sort(self) -> None:
        """The best candidate first again."""
        self.rows = sorted(self.rows, key=_by_points)

    def unsettle(self) -> None:
        """Take rows of its own, which may change."""
        self.rows = [replace(row, reasons=[*row.reasons]) for row in self.rows]
        self.is_settled, self.answers = False, None


def _by_points(row: Row) -> float:
    return -row.points
