"""The one rule that sums deaths: best, low and high of all that is claimed of one act.

The rule: by victim group, the writer's own figure, else the count of the side that lost the
people, or of a local official, the police or a hospital; the lower end of a range. What only the
enemy says counts towards `high` and stays visible as a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from geo.events.casualties import find_side, names_side
from geo.events.later_tolls import add_later, find_update
from geo.events.mention import Claim


@dataclass(frozen=True, slots=True)
class Deaths:
    """Deaths by the one rule; None where no number is given."""

    best: int | None
    low: int | None
    high: int | None


def sum_injured(claims: Iterable[Claim]) -> int | None:
    """The injured of all claims, shared ones and parts left out; None where no number is given.

    Examples
    --------
    >>> sum_injured(()) is None
    True
    """
    counts = [
        claim.low
        for claim in claims
        if claim.kind == "injured" and claim.low is not None
        if not (claim.is_shared or claim.is_part)
    ]
    return sum(counts) if counts else None


def tally_deaths(claims: Iterable[Claim]) -> Deaths:
    """Best, low and high deaths by the one rule; shared claims and parts are left out.

    The first sentence that counts leads: a later total by somebody else is another account of the
    same dead, a later group that it does not hold (the attackers, say) is added.

    Examples
    --------
    >>> tally_deaths(())
    Deaths(best=None, low=None, high=None)
    """
    dead = [
        claim
        for claim in sorted(claims, key=lambda claim: claim.start)
        if claim.kind == "killed"
        and claim.low is not None
        and not claim.is_shared
        and not claim.is_part
    ]
    if not dead:
        return Deaths(None, None, None)
    dead = add_later(_drop_breakdowns(_drop_retold(_drop_named(dead))))
    dead = _put_outdated_last(_name_owners(_doubt_echoes(_tell_others(dead))))
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in _drop_repeats(dead):
        groups.setdefault(_group_key(claim), []).append(claim)
    figures = {key: _group_figures(members) for key, members in groups.items()}
    best, low = _combine(figures, 0), _combine(figures, 1)
    tops = [claim.high if claim.high is not None else claim.low for claim in dead]
    high = max(
        (value for value in (_combine(figures, 2), best, *tops) if value is not None), default=None
    )
    return Deaths(best, low if low is None or best is None else min(low, best), high)


# "First reports had put the toll at two": a figure that a later one corrects.
_OUTDATED = re.compile(
    r"\b(?:at\s+first|initially|first\s+reports?|(?:an?\s+)?(?:earlier|initial|previous|preliminary)\s+(?:\w+\s+)?(?:reports?|tolls?|counts?|figures?|statements?|accounts?)"
    r"|had\s+(?:first|earlier|initially|previously)|earlier(?:,|\s+(?:put|said|reported|spoke|gave))|(?:was|were|had\s+been)\s+(?:first|initially)|previously)\b",
    re.IGNORECASE,
)


def _put_outdated_last(dead: list[Claim]) -> list[Claim]:
    if len(dead) < 2:
        return dead
    return sorted(dead, key=lambda claim: _OUTDATED.search(claim.quote) is not None)


def _tells_whole(claim: Claim, parts: list[Claim], total: int) -> bool:
    """Whether a claim is the sum of some others, of one side."""
    sides = {claim.belongs_to, *(part.belongs_to for part in parts)} - {""}
    return claim.low == total and claim.group != "militants" and len(sides) <= 1


def _drop_named(dead: list[Claim]) -> list[Claim]:
    """The claims without people named whom a number in an earlier sentence holds already."""
    counted = next((claim for claim in dead if claim.low and not claim.is_named), None)
    if counted is None:
        return dead
    return [
        claim
        for claim in dead
        if not claim.is_named or claim.start < counted.start or claim.quote == counted.quote
    ]


def _drop_retold(dead: list[Claim]) -> list[Claim]:
    """The claims without "eight Taliban" who were told as eight Taliban soldiers before."""
    told = {(claim.low, claim.belongs_to) for claim in dead if claim.group == "military"}
    return [
        claim
        for claim in dead
        if claim.group != "militants" or (claim.low, find_side(claim.group_words)) not in told
    ]


def _drop_breakdowns(dead: list[Claim]) -> list[Claim]:
    """The claims without a later sentence that tells by kind whom one number told before.

    "At least 27 security personnel were killed. Eleven levies, twelve police and four soldiers ..."
    """
    kept: list[Claim] = []
    for quote in dict.fromkeys(claim.quote for claim in dead):
        here = [claim for claim in dead if claim.quote == quote]
        counted = [claim for claim in here if claim.group != "militants"]
        total = sum(claim.low or 0 for claim in counted)
        told = len(counted) > 1 and any(_tells_whole(claim, counted, total) for claim in kept)
        kept.extend(claim for claim in here if not (told and claim in counted))
    return kept


# "A passer-by was also killed": one more.
_ALSO = re.compile(
    r"\balso\s+(?:been\s+)?(?:killed|died|martyred|shot|lost)\b|\b(?:died|killed)\s+(?:also|too)\b"
)


def _tell_others(dead: list[Claim]) -> list[Claim]:
    """The claims where "people" counted beside soldiers are no total: "one soldier and two men"."""
    parts = [claim for claim in dead if claim.group not in ("people", "militants")]
    grouped, sides = {claim.quote for claim in parts}, {claim.belongs_to for claim in parts}

    def is_more(claim: Claim) -> bool:
        is_other = claim.counts_towards_best and bool(claim.belongs_to and sides)
        is_other = is_other and not sides & {"", claim.belongs_to}
        return claim.quote in grouped or is_other or bool(_ALSO.search(claim.quote))

    return [
        replace(claim, group="others")
        if claim.group == "people" and is_more(claim) and not _IN_ALL.search(claim.quote)
        else claim
        for claim in dead
    ]


def _doubt_echoes(dead: list[Claim]) -> list[Claim]:
    """The claims where what only the enemy says is still his when told again without him."""
    enemy: set[tuple[str, int | None]] = set()
    told = []
    for claim in dead:
        figure = claim.group, claim.low
        is_echo = not claim.claimant and figure in enemy
        if not claim.counts_towards_best:
            enemy.add(figure)
        told.append(replace(claim, counts_towards_best=False) if is_echo else claim)
    return told


def _name_owners(dead: list[Claim]) -> list[Claim]:
    """The claims where soldiers whose side is only guessed are those of the side named before.

    "Four Thai soldiers were killed. The four soldiers ...": one group, not two.
    """
    named: dict[str, dict[str, int | None]] = {}
    for claim in dead:
        if _is_named(claim):
            named.setdefault(claim.group, {}).setdefault(claim.belongs_to, claim.low)
    told = []
    for claim in dead:
        owners = named.get(claim.group, {})
        if not claim.belongs_to:  # "27 soldiers from Sudan's army", then "the 27 soldiers"
            owners = {side: low for side, low in owners.items() if low == claim.low}
        is_same = len(owners) == 1 and not _is_named(claim)
        told.append(replace(claim, belongs_to=next(iter(owners))) if is_same else claim)
    return told


def _is_named(claim: Claim) -> bool:
    """Whether the words of a claim name the side that lost its people."""
    return find_side(claim.group_words) != "" or names_side(claim.quote, claim.belongs_to)


_IN_ALL = re.compile(
    r"\b(?:in\s+all|total|altogether|toll|number\s+of|so\s+far|overall|stands?\s+at|rose|risen)\b",
    re.IGNORECASE,
)
_SLAIN = re.compile(
    r"\b(?:attackers?|assailants?|raiders?|gunm[ae]n|bombers?|intruders?|infiltrators?)\b",
    re.IGNORECASE,
)


def _drop_repeats(dead: list[Claim]) -> list[Claim]:
    """The claims without later ones that a total told before already holds."""
    totals = [c for c in dead if c.group == "people" and c.counts_towards_best]
    totals = [c for c in totals if c is dead[0] or not _OUTDATED.search(c.quote)]
    whole = [c for c in totals if _is_whole(c)]
    total = whole[-1] if whole else totals[0] if totals else None
    if total is None or (dead[0].quote != total.quote and not _is_whole(total)):
        # Groups came first: later "people" of another speaker are another account.
        return [
            c
            for c in dead
            if c.group != "people"
            or c.quote == dead[0].quote
            or len(dead) == 1
            or not _has_groups(dead)
        ]
    kept = []
    for claim in dead:
        is_same = claim is total or claim.quote == total.quote
        is_other_side = bool(_SLAIN.search(claim.group_words)) or not claim.counts_towards_best
        if is_same or claim.group == "people" or is_other_side:
            kept.append(claim)
    return kept


def _is_whole(claim: Claim) -> bool:
    return claim.is_update or _IN_ALL.search(claim.quote) is not None


def _has_groups(dead: list[Claim]) -> bool:
    return any(claim.group != "people" and claim.counts_towards_best for claim in dead)


def _group_key(claim: Claim) -> tuple[str, str]:
    return claim.group, claim.belongs_to if claim.group != "people" else ""


def _group_figures(claims: list[Claim]) -> tuple[int | None, int | None, int | None]:
    claims = _join_same_words(claims)
    counting = [claim for claim in claims if claim.counts_towards_best and claim.low is not None]
    own = [claim for claim in counting if not claim.claimant]
    chosen = counting[:1]
    if own and chosen and (own[0].low or 0) > (chosen[0].low or 0):
        chosen = own[:1]
    update = find_update(counting)
    chosen = [update] if update else chosen
    others = [claim for claim in counting if _is_other_account(claim, chosen[0])]
    highs = [claim.high if claim.high is not None else claim.low for claim in claims]
    return (
        chosen[0].low if chosen else None,
        min((claim.low for claim in chosen + others if claim.low is not None), default=None),
        max(high for high in highs if high is not None),
    )


def _is_other_account(claim: Claim, chosen: Claim) -> bool:
    """Whether a claim is somebody else's account of the dead, not of a part of them."""
    is_corrected = _OUTDATED.search(claim.quote) is not None
    return is_corrected or claim.claimant not in ("", chosen.claimant)


def _join_same_words(claims: list[Claim]) -> list[Claim]:
    """Claims where counts that one sentence gives side by side are one sum."""
    joined: list[Claim] = []
    for claim in claims:
        before = joined[-1] if joined else None
        if before and (before.quote, before.claimant) == (claim.quote, claim.claimant):
            low = (before.low or 0) + (claim.low or 0)
            high = (before.high or before.low or 0) + (claim.high or claim.low or 0)
            joined[-1] = replace(before, low=low, high=high)
        else:
            joined.append(claim)
    return joined


def _combine(figures: Mapping[tuple[str, str], tuple[int | None, ...]], index: int) -> int | None:
    total = [row[index] for key, row in figures.items() if key[0] == "people"]
    parts = [row[index] for key, row in figures.items() if key[0] not in ("people", "militants")]
    slain = [row[index] for key, row in figures.items() if key[0] == "militants"]
    whole = max((value for value in total if value is not None), default=None)
    known = [value for value in parts if value is not None]
    apart = [value for value in slain if value is not None]
    if not known and not apart:
        return whole
    # "People" is the total that soldiers and civilians are parts of; attackers are told apart.
    return max(sum(known), whole or 0) + sum(apart)
