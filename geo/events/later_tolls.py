"""What later sentences add to a toll told before, or put in its place."""

from __future__ import annotations

from dataclasses import replace

from geo.events.mention import Claim


def add_later(dead: list[Claim]) -> list[Claim]:
    """The claims where people added later ("two more died") are counted with those before them.

    A sum told later still ("making it 14") holds them already.

    Examples
    --------
    >>> add_later([])
    []
    """
    kept: list[Claim] = []
    for claim in dead:
        base = _find_base(kept, claim) if claim.is_added else None
        if base is None:
            kept.append(claim)
        elif not any(later.is_update and later.start > claim.start for later in dead):
            kept[kept.index(base)] = replace(
                base,
                low=(base.low or 0) + (claim.low or 0),
                high=(base.high or base.low or 0) + (claim.high or claim.low or 0),
            )
    return kept


def _find_base(told: list[Claim], claim: Claim) -> Claim | None:
    """The claim of an earlier sentence that people are added to: of their kind, else the first."""
    before = [
        one for one in told if one.quote != claim.quote and one.counts_towards_best and one.low
    ]
    same = [one for one in before if one.group in (claim.group, "people")]
    return next(iter(same or before), None)


def find_update(counting: list[Claim]) -> Claim | None:
    """The last sum that later news put in place of a smaller one, None if none did.

    Examples
    --------
    >>> find_update([]) is None
    True
    """
    sums = [claim for claim in counting if claim.is_update]
    is_more = sums and (sums[-1].low or 0) >= (counting[0].low or 0)
    return sums[-1] if is_more else None
