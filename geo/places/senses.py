"""What a name may mean, while it is weighed."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.places.prior import Known


@dataclass(slots=True)
class Row:
    """One candidate while it is weighed; `support` is what context adds to being a place."""

    known: Known
    points: float
    support: float
    reasons: list[str]
    is_called: bool = False


@dataclass(slots=True)
class Sense:
    """The candidates of one name in one kind of context, best first."""

    rows: list[Row]
    weights: list[float] = field(default_factory=list)
    share: float = 1.0
    is_settled: bool = False
