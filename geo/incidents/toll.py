"""How many died, when several reports tell of one incident: one written rule.

Within one article the toll is the mention's own (`best`, `low`, `high`). Across articles:

1. `best` is that of the latest published article that has one; among articles of one day the
   figure most of them give; among equals the larger, for tolls rise in the course of a day.
2. Where that article counts the dead of some parties only, the dead of other parties, counted in
   another article, are added; dead whose party nobody names are never added to anything.
3. `low` is, party by party, the smallest claim that counts; `high` the largest claim of anyone.
   Where a party is not named, the smallest and the largest figure of any report.

A toll that several places share counts for none of them: it belongs to their episode.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.events.mention import Claim, Mention


@dataclass(frozen=True, slots=True)
class Toll:
    """Deaths of one incident and where they fell; None where no number is given.

    The four parts add up to `best`, as in UCDP GED, wherever it is a number.
    """

    best: int | None = None
    low: int | None = None
    high: int | None = None
    injured: int | None = None
    deaths_a: int | None = None
    deaths_b: int | None = None
    deaths_civilians: int | None = None
    deaths_unknown: int | None = None


def count_toll(reports: Sequence[tuple[Mention, dt.date | None]]) -> Toll:
    """The toll that reports of one incident give, each with the day it was published.

    Examples
    --------
    >>> count_toll([])
    Toll(best=None, low=None, high=None, injured=None, deaths_a=None, deaths_b=None,
         deaths_civilians=None, deaths_unknown=None)
    """
    injured = _say([(published, mention.injured) for mention, published in reports])
    lead = _say([(published, mention.best) for mention, published in reports])
    if lead is None:
        lows, highs = _numbers(reports, "low"), _numbers(reports, "high")
        return Toll(None, min(lows, default=None), max(highs, default=None), injured)
    chosen = reports[0][0] if len(reports) == 1 else _latest(lead, reports)
    counted = _counted(chosen.claims)
    added = _other_parties(counted, reports)
    best = lead + sum(added.values())
    low, high = _bounds(best, counted, added, reports)
    parts = _share(best, _merge(counted, added), chosen)
    return Toll(best, low, high, injured, *parts)


def _latest(best: int, reports: Sequence[tuple[Mention, dt.date | None]]) -> Mention:
    """The report that gives this figure, the latest published, then by id."""
    giving = [
        (published or dt.date.min, one.mention_id, one)
        for one, published in reports
        if one.best == best
    ]
    return max(giving, key=lambda item: item[:2])[2]


Party = tuple[str, str]  # whom the dead belonged to, and which group they were


def _say(figures: Iterable[tuple[dt.date | None, int | None]]) -> int | None:
    """The figure of the latest day; of one day the commonest, then the largest."""
    known = [(day or dt.date.min, number) for day, number in figures if number is not None]
    if not known:
        return None
    latest = max(day for day, _ in known)
    counts = Counter(number for day, number in known if day == latest)
    return max(counts, key=lambda number: (counts[number], number))


def _numbers(reports: Sequence[tuple[Mention, dt.date | None]], name: str) -> list[int]:
    values = (getattr(mention, name) for mention, _ in reports)
    return [value for value in values if value is not None]


def _counted(claims: Iterable[Claim]) -> dict[Party, int]:
    """The dead of each party that count towards `best` in one article."""
    found: dict[Party, int] = {}
    for claim in claims:
        if claim.kind == "killed" and claim.counts_towards_best and not claim.is_shared:
            number = claim.low if claim.low is not None else claim.high
            if number is not None:
                found[_party(claim)] = max(number, found.get(_party(claim), 0))
    return found


def _party(claim: Claim) -> Party:
    return (claim.belongs_to, claim.group)


def _other_parties(
    counted: dict[Party, int], reports: Sequence[tuple[Mention, dt.date | None]]
) -> dict[Party, int]:
    """The dead of parties that the leading report leaves out, from the others."""
    parties = {owner for owner, _ in counted}
    if not parties or "" in parties:
        return {}
    figures: dict[Party, list[tuple[dt.date | None, int | None]]] = {}
    for mention, published in reports:
        for party, number in _counted(mention.claims).items():
            if party[0] and party[0] not in parties:
                figures.setdefault(party, []).append((published, number))
    return {party: _say(figures[party]) or 0 for party in sorted(figures)}


def _bounds(
    best: int,
    counted: dict[Party, int],
    added: dict[Party, int],
    reports: Sequence[tuple[Mention, dt.date | None]],
) -> tuple[int, int]:
    low = min([best, *_numbers(reports, "low")])
    high = max([best, *_numbers(reports, "high"), *_numbers(reports, "best")])
    if added:
        kept = _merge(counted, added)
        low = sum(min(_claimed(reports, party, counting=True)) for party in kept)
        high = max(high, _largest_by_owner(reports))
    return min(low, best), max(high, best)


def _claimed(
    reports: Sequence[tuple[Mention, dt.date | None]], party: Party, *, counting: bool
) -> list[int]:
    return [
        number
        for mention, _ in reports
        for claim in mention.claims
        if claim.kind == "killed" and not claim.is_shared and _party(claim) == party
        if claim.counts_towards_best or not counting
        for number in (claim.low, claim.high)
        if number is not None
    ]


def _largest_by_owner(reports: Sequence[tuple[Mention, dt.date | None]]) -> int:
    """The largest claims of anyone about each party, summed."""
    parties = {
        _party(claim): None
        for mention, _ in reports
        for claim in mention.claims
        if claim.kind == "killed" and claim.belongs_to and not claim.is_shared
    }
    return sum(max(_claimed(reports, party, counting=False), default=0) for party in parties)


def _merge(first: dict[Party, int], second: dict[Party, int]) -> dict[Party, int]:
    return {**second, **first}


def _share(best: int, parties: dict[Party, int], lead: Mention) -> tuple[int, int, int, int]:
    """The dead of side a, of side b, civilians and the rest; they add up to `best`."""
    sums = {"a": 0, "b": 0, "civilians": 0}
    for (owner, group), number in parties.items():
        where = _side(owner, group, lead)
        if where:
            sums[where] += number
    known = sum(sums.values())
    if known > best:  # the claims overlap: nobody can say who
        return (0, 0, 0, best)
    return (sums["a"], sums["b"], sums["civilians"], best - known)


def _side(owner: str, group: str, lead: Mention) -> str:
    if group == "civilians":
        return "civilians"
    if group == "side_a" or (owner and owner == lead.side_a != lead.side_b):
        return "a"
    if group == "side_b" or (owner and owner == lead.side_b != lead.side_a):
        return "b"
    return ""
