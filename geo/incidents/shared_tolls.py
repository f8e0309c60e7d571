"""Tolls told for several places together, split evenly where a data set has no other way."""

from __future__ import annotations

from collections.abc import Iterable

from geo.incidents.frame import Row

MARK = "toll shared by several places, split evenly"


def split_tolls(rows: Iterable[Row]) -> dict[str, int]:
    """The even share of each place in its episode's toll, by incident id.

    What does not divide evenly goes to the first places, one each. Rows with a toll of their
    own, and rows without an episode, have no share.

    Examples
    --------
    >>> claim = {"low": 5, "high": 5, "kind": "killed", "is_shared": True,
    ...          "counts_towards_best": True, "belongs_to": "", "victim_group": "people"}
    >>> rows = [{"incident_id": name, "episode_id": "e", "best": None, "claims": [claim]}
    ...         for name in "ab"]
    >>> split_tolls(rows)
    {'a': 3, 'b': 2}
    """
    episodes: dict[str, list[Row]] = {}
    for row in rows:
        if row["episode_id"] and row["best"] is None:
            episodes.setdefault(row["episode_id"], []).append(row)
    shares: dict[str, int] = {}
    for members in episodes.values():
        total = _shared_toll(members)
        if total is not None:
            each, left = divmod(total, len(members))
            for index, row in enumerate(members):
                shares[row["incident_id"]] = each + (index < left)
    return shares


def _shared_toll(rows: Iterable[Row]) -> int | None:
    """The dead that shared claims count, each party once; None where they give no number."""
    parties: dict[tuple[str, str], int] = {}
    for row in rows:
        for claim in row["claims"]:
            number = claim["low"] if claim["low"] is not None else claim["high"]
            counts = claim["is_shared"] and claim["counts_towards_best"]
            if claim["kind"] == "killed" and counts and number is not None:
                party = (claim["belongs_to"] or "", claim["victim_group"] or "")
                parties[party] = max(number, parties.get(party, 0))
    return sum(parties.values()) if parties else None
