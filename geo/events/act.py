"""An act while it is being put together from the sentences that tell it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache

from geo.events.lexicon import Trigger
from geo.events.mention import Claim, Dating
from geo.events.placing import Spot

#: Types that a reader would not tell apart when the words of an article vary.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(("armed_clash", "shelling", "raid_or_infiltration", "attack")),
    frozenset(("airstrike", "drone_strike", "shelling")),
    frozenset(("bombing_or_ied", "suicide_attack")),
    frozenset(("talks", "ceasefire_or_agreement")),
    frozenset(("fence_dispute", "raid_or_infiltration")),
)
VIOLENT = frozenset(
    "armed_clash shelling airstrike drone_strike bombing_or_ied suicide_attack raid_or_infiltration"
    " attack violence_unspecified".split()
)
GATES = frozenset(("border_closure", "border_reopening"))
QUIET = frozenset(("talks", "ceasefire_or_agreement"))


@dataclass(slots=True)
class Act:
    """What one group of words tells: type, places, date, claims, and how sure that is.

    `spots` is empty where no place is known yet; `is_placed_here` says that the sentence itself
    names the place, `is_dated_here` that it names the date. `is_guess` marks a place carried on
    from an earlier sentence, `is_back` words that look back on it ("after"), `toll` the largest
    count of dead beside it. `score` is the evidence.
    `told` are later sentences that tell it again, each with its telling word.
    `is_summary` marks several acts told as one ("separate clashes over the past days"), `is_retold`
    words that name the act or whom it hit as told before ("he was attacked"), `is_named` an act
    of which a later sentence said the kind.
    """

    trigger: Trigger
    event_type: str
    sentence: int
    paragraph: int
    score: int
    spots: list[Spot] = field(default_factory=list)
    dating: Dating | None = None
    claims: list[Claim] = field(default_factory=list)
    is_placed_here: bool = False
    is_dated_here: bool = False
    is_on_border: bool = False
    is_lead: bool = False
    is_passing: bool = False
    refers_back: bool = False
    is_state: bool = False
    is_elsewhere: bool = False
    is_sample: bool = False
    is_summary: bool = False
    is_next: bool = False
    is_ongoing: bool = False
    is_back: bool = False
    is_guess: bool = False
    is_retold: bool = False
    is_named: bool = False
    has_toll: bool = False
    toll: int = 0
    episode: int | None = None
    told: list[tuple[int, Trigger]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def is_vague(self) -> bool:
        """Whether it was somewhere along the border, and the place is still to be told."""
        is_open = not self.is_placed_here or (self.is_lead and not self.is_dated_here)
        return self.is_on_border and not self.spots and is_open

    @property
    def is_violent(self) -> bool:
        """Whether it is violence of any kind."""
        return self.event_type in VIOLENT


@cache
def is_family(one: str, two: str) -> bool:
    """Whether two types may name one act.

    Examples
    --------
    >>> is_family("shelling", "armed_clash"), is_family("talks", "shelling")
    (True, False)
    """
    return one == two or any(one in family and two in family for family in FAMILIES)


def overlaps(one: Dating, two: Dating, slack_days: int = 1) -> bool:
    """Whether two datings can be one day's.

    Examples
    --------
    >>> day = dt.date(2025, 1, 1)
    >>> overlaps(Dating(day, day, 1, "text"), Dating(day, day, 1, "text"))
    True
    """
    slack = dt.timedelta(days=slack_days)
    return one.first <= two.last + slack and two.first <= one.last + slack
