"""Whether two reports tell of one event, and why.

Two reports of different articles match where place, dates and kind agree. How far each may
differ depends on how well it is known:

- Places: the same; or both exact and at most 5.5 km apart, as Chaman is from its gate; or one
  the district that holds the other. What is known no better than its province, or as a stretch
  of the border, needs support, and must be the same place or an area that holds the other; only
  the closing or opening of one stretch needs none.
- Dates: overlapping; or a day apart with support. A date known no better than a week needs the
  same dates or support. Closures, reopenings, talks and agreements at one exact place need no
  support for either: a gate is not closed on Wednesday and again on Thursday.
- Kinds: the same; or of one family (shelling, a clash and a raid) at the same exact place, or
  with support. An attack may be what others call a clash, but in a city there are both: there
  it needs support, elsewhere tolls that do not contradict each other.
- Tolls: at a district's precision they must not contradict each other.

An act told as background, known to its month at a place smaller than a city, is one act: nobody
looks back on two of a kind in one village in one month, and tells of one.

Support is a toll of three or more that both give, or the same sentence (agency copy).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, field
from typing import Any

from geo.events.event_types import EVENT_TYPES
from geo.events.mention import Mention
from geo.incidents.footprint import Footprint

NEAR_KM = 5.5
CITY_KM = 8.0  # a town of a larger radius
EXACT, DISTRICT = 2, 3  # UCDP where_prec up to which a place is a point, a district
PRECISE_DATE, WEEK = 2, 3  # UCDP date_prec
TELLING_TOLL = 3  # one or two dead are said of too many events to tell them apart
GATE = ("border_closure", "border_reopening")
ONCE = (*GATE, "talks", "ceasefire_or_agreement")
_UNIT = re.compile(r"\s+(?:district|agency)$", re.IGNORECASE)
_FAMILIES = {
    "armed_clash": "fighting",
    "attack": "fighting",
    "shelling": "fighting",
    "raid_or_infiltration": "fighting",
    "airstrike": "strike from the air",
    "drone_strike": "strike from the air",
    "bombing_or_ied": "bombing",
    "suicide_attack": "bombing",
}


@dataclass(frozen=True, slots=True)
class Report:
    """A mention with its place on the ground and the day its article was published.

    `spot` is equal for equal footprints, `district` names the district ("PK Kurram") or is ""
    where it is not known, `words` is the sentence without case and spacing, `family` that of its
    event type; most types are their own.
    """

    mention: Mention = field(repr=False)
    mention_id: str
    footprint: Footprint = field(repr=False)
    published: dt.date | None
    spot: str
    district: str
    words: str = field(repr=False)
    family: str

    @property
    def first(self) -> dt.date:
        """The first day."""
        return self.mention.dating.first

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.mention.dating.last

    @property
    def is_vague(self) -> bool:
        """Whether place or date is known too badly to tell events apart by them."""
        where = self.footprint.where_prec or 9
        if where > DISTRICT:
            return not (self.footprint.kind == "stretch" and self.mention.event_type in GATE)
        if self.mention.dating.precision <= PRECISE_DATE:
            return False
        is_remembered = self.mention.is_background and not is_city(self)
        return where > EXACT or (is_deadly(self) and not is_remembered)

    @property
    def told_as(self) -> str:
        """Its family, but an attack: an article that tells of an attack and a clash tells two."""
        return "attack" if self.mention.event_type == "attack" else self.family


@dataclass(frozen=True, slots=True)
class Match:
    """That two reports tell of one event: how surely (more is surer), and why."""

    score: int
    reasons: tuple[str, ...]


def make_report(
    mention: Mention, footprint: Footprint, published: dt.date | None, mention_id: str = ""
) -> Report:
    """The report of a mention; `mention_id` saves working it out again."""
    spot = f"{footprint.kind}|{footprint.name}|{footprint.longitude}|{footprint.latitude}"
    place = footprint.place
    district = ""
    if place is not None:
        name = _UNIT.sub("", place.adm_2 or (place.name if place.kind == "district" else ""))
        district = f"{place.country} {name}" if name else ""
    words = " ".join(mention.quote.casefold().split())
    identity = mention_id or mention.mention_id
    family = family_of(mention.event_type)
    return Report(mention, identity, footprint, published, spot, district, words, family)


def words_of(report: Report) -> dict[str, Any]:
    """What tells a report's words from others: columns of the table, as decisions hold them."""
    mention, place = report.mention, report.footprint.place
    return {
        "article": mention.article,
        "text_hash": mention.text_hash,
        "quote_start": mention.quote_start,
        "quote_end": mention.quote_end,
        "place_id": place.place_id if place else None,
        "date_start": report.first.isoformat(),
    }


def family_of(event_type: str) -> str:
    """The family of an event type; most are their own.

    Examples
    --------
    >>> family_of("shelling") == family_of("armed_clash"), family_of("talks")
    (True, 'talks')
    """
    return _FAMILIES.get(event_type, event_type)


def is_deadly(report: Report) -> bool:
    """Whether its kind of act is violence, where a toll tells events apart."""
    return is_violent(report.mention.event_type)


def is_city(report: Report) -> bool:
    """Whether its place is so large a town that a day may see several acts of one kind."""
    place = report.footprint.place
    return place is not None and place.kind == "town" and place.radius_km > CITY_KM


def is_violent(event_type: str) -> bool:
    """Whether a kind of act is violence; what is not known is taken for it.

    Examples
    --------
    >>> is_violent("shelling"), is_violent("talks")
    (True, False)
    """
    known = EVENT_TYPES.get(event_type)
    return known is None or known.is_violent


def match_reports(one: Report, other: Report) -> Match | None:
    """Why two reports tell of one event, or None: they do not, or nobody can say.

    The articles do not matter here; two acts told apart in one article stay apart in
    `geo.incidents.merge`. The order of the two does not matter either.
    """
    support = _support(one, other)
    parts = _compare(one, other, bool(support))
    if parts is None or not _tolls_agree(one, other, bool(support)):
        return None
    score = sum(part.score for part in parts) + 3 * len(support)
    reasons = tuple(reason for part in parts for reason in part.reasons)
    return Match(score, reasons + support)


def may_be_one(one: Report, other: Report) -> bool:
    """Whether nothing speaks against it that two reports tell of one event.

    That is less than a match: it is what two members of a group must be that others, which
    match both, hold together.
    """
    return _compare(one, other, True) is not None and _tolls_agree(one, other, False)


def _compare(one: Report, other: Report, is_supported: bool) -> list[Match] | None:
    """What agrees in place, dates and kind; None if one of them does not."""
    if one.family != other.family or "none" in (one.footprint.kind, other.footprint.kind):
        return None
    parts: list[Match] = []
    for compare in (_same_place, _same_dates, _same_kind):
        found = compare(one, other, is_supported)
        if found is None:
            return None
        parts.append(found)
    return parts


def _support(one: Report, other: Report) -> tuple[str, ...]:
    found = []
    toll = one.mention.best
    if toll is not None and toll >= TELLING_TOLL and toll == other.mention.best:
        found.append(f"both say {toll} dead")
    if one.words and one.words == other.words:
        found.append("the same sentence")
    return tuple(found)


def _same_place(one: Report, other: Report, is_supported: bool) -> Match | None:
    precisions = sorted((one.footprint.where_prec or 9, other.footprint.where_prec or 9))
    if one.spot == other.spot:
        is_known = (
            precisions[-1] <= DISTRICT or is_supported or not (one.is_vague or other.is_vague)
        )
        return Match(4, (f"same place: {one.footprint.name}",)) if is_known else None
    if precisions[-1] <= EXACT:
        gap = _gap_km(one.footprint, other.footprint)
        return Match(3, (f"places at most {NEAR_KM:g} km apart",)) if gap <= NEAR_KM else None
    if precisions[-1] == DISTRICT and one.district and one.district == other.district:
        return Match(2, (f"same district: {one.district[3:]}",))
    return _held(one, other) if is_supported and precisions[-1] > DISTRICT else None


def _held(one: Report, other: Report) -> Match | None:
    """That the less exact of two footprints is an area of one country that holds the other."""
    exact, vague = sorted(
        (one, other), key=lambda it: (it.footprint.where_prec or 9, it.footprint.radius_km or 0.0)
    )
    countries = {it.footprint.place.country for it in (exact, vague) if it.footprint.place}
    is_area = vague.footprint.kind in ("disc", "area") and len(countries - {""}) <= 1
    if is_area and _gap_km(exact.footprint, vague.footprint) <= (vague.footprint.radius_km or 0.0):
        return Match(1, (f"{exact.footprint.name} lies in {vague.footprint.name}",))
    return None


def _same_dates(one: Report, other: Report, is_supported: bool) -> Match | None:
    if (one.first, one.last) == (other.first, other.last):
        day = one.first.isoformat()
        days = day if one.first == one.last else f"{day} to {one.last.isoformat()}"
        return Match(3, (f"same dates: {days}",))
    gap = (max(one.first, other.first) - min(one.last, other.last)).days
    precision = max(one.mention.dating.precision, other.mention.dating.precision)
    is_gate = _is_exact(one, other) and one.family in ONCE and other.family in ONCE
    limit = WEEK if is_gate else PRECISE_DATE
    if gap <= 0 and (precision <= limit or is_supported):
        return Match(2, ("dates overlap",))
    if gap == 1 and precision <= PRECISE_DATE and (is_supported or is_gate):
        return Match(1, ("dates a day apart",))
    return None


def _is_exact(one: Report, other: Report) -> bool:
    """Whether both are at one exact place, a crossing and its town counting as one."""
    worst = max(one.footprint.where_prec or 9, other.footprint.where_prec or 9)
    return worst <= EXACT and _gap_km(one.footprint, other.footprint) <= NEAR_KM


def _same_kind(one: Report, other: Report, is_supported: bool) -> Match | None:
    kinds = sorted((one.mention.event_type, other.mention.event_type))
    if kinds[0] == kinds[1]:
        return Match(2, (f"same kind: {kinds[0]}",))
    is_one = _is_exact(one, other)
    if "attack" in kinds:
        is_one &= not (is_city(one) or is_city(other)) and _is_one_toll(one.mention, other.mention)
    if is_one or is_supported:
        return Match(1, (f"both {one.family}: {kinds[0]}, {kinds[1]}",))
    return None


def _tolls_agree(one: Report, other: Report, is_supported: bool) -> bool:
    """At a district's precision, tolls that contradict each other are of two events."""
    where = max(one.footprint.where_prec or 9, other.footprint.where_prec or 9)
    return where <= EXACT or is_supported or _is_one_toll(one.mention, other.mention)


def _is_one_toll(first: Mention, second: Mention) -> bool:
    """Whether two tolls may be of one event: near each other, or one's bounds hold the other."""
    if first.best is None or second.best is None:
        return True
    if abs(first.best - second.best) <= max(2, max(first.best, second.best) // 3):
        return True
    lows = (_or(first.low, first.best), _or(second.low, second.best))
    highs = (_or(first.high, first.best), _or(second.high, second.best))
    return max(lows) <= min(highs)


def _or(value: int | None, instead: int) -> int:
    return instead if value is None else value


def _gap_km(one: Footprint, other: Footprint) -> float:
    """Kilometres between two footprints' points; a flat earth will do for a limit of some km."""
    if one.longitude is None or other.longitude is None:
        return math.inf
    if one.latitude is None or other.latitude is None:
        return math.inf
    north = (one.latitude - other.latitude) * 111.2
    east = (one.longitude - other.longitude) * 111.2 * math.cos(math.radians(one.latitude))
    return math.hypot(north, east)
