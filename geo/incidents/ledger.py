"""When crossings were closed and open, for whom, and according to whom: a ledger, not a state.

An entry says that a crossing was closed, or open, to some traffic from one day on. It ends
where another entry says the opposite of the same traffic and direction, or on the last day a
table gives for it. What no entry covers is unknown: a crossing of which nothing is known is
not open. Torkham reopened on 1 November 2025 for returnees only: its trade stayed closed.

Entries come from incidents (closures and reopenings placed at a crossing, or of all crossings
of a stretch) and from a user's CSV (`geo.incidents.ledger_file`). What a user says of the days
from one to another wins; else the latest word does.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from geo.border.reference import find_crossing
from geo.border.tables import DURAND_BORDER, Crossing, read_crossings
from geo.errors import UnknownNameError
from geo.incidents.frame import list_rows
from geo.incidents.matching import EXACT
from geo.incidents.traffic import KINDS, TRAFFIC, find_traffic

if TYPE_CHECKING:
    import geopandas

STATES = ("closed", "open")
EXTENTS = ("wholly", "partly")
NEAR_KM = 5.0  # along the line: an act is at the crossing only so near to it
TOWN_KM = 10.0  # from the line: the towns of the gates lie so far from them at most
_PARTLY = re.compile(r"\b(?:partial|partly|limited|one-way|hours a day)", re.IGNORECASE)
_EVERYWHERE = re.compile(r"\ball (?:\w+ ){0,3}(?:crossings?|points|gates|routes)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What one source, or several, say of a crossing from one day on.

    Parameters
    ----------
    crossing_id : id of the table of crossings.
    state : closed or open.
    since : first day, local.
    until : last day, inclusive; None where no source tells.
    traffic : trade, pedestrian, returnees, transit or all.
    direction : AF_to_PK, PK_to_AF or both.
    closed_by : AF, PK or another party's name; "" where it is not said.
    cause : in words; "" where it is not said.
    extent : wholly, or partly (some days, some hours, some goods).
    sources : addresses or names of articles, or of the user's table.
    incident_id : the incident it was taken from; "" for a row of a table.
    """

    crossing_id: str
    state: str
    since: dt.date
    until: dt.date | None = None
    traffic: str = "all"
    direction: str = "both"
    closed_by: str = ""
    cause: str = ""
    extent: str = "wholly"
    sources: tuple[str, ...] = ()
    incident_id: str = ""


@dataclass(frozen=True, slots=True)
class TrafficState:
    """The state of one kind of traffic at a crossing on a day.

    `state` is closed, open, partly (open to some or in part) or unknown; `entry` is what it
    rests on, None where it is unknown.
    """

    crossing_id: str
    day: dt.date
    traffic: str
    direction: str
    state: str
    entry: LedgerEntry | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says so; empty where nobody does."""
        return self.entry.sources if self.entry else ()


def build_ledger(
    incidents: geopandas.GeoDataFrame,
    entries: Iterable[LedgerEntry] = (),
    border: str = DURAND_BORDER,
) -> tuple[LedgerEntry, ...]:
    """The entries that incidents and a user's table give, by crossing, first day and traffic.

    Parameters
    ----------
    incidents : a table of incidents; closures and reopenings at a crossing count (within 5 km
        along the line and 10 km from it), or of all crossings of a stretch; rejected ones and
        those whose day is known no better than a week do not.
    entries : rows of a user's table.
    border : ISO pair whose crossings are meant.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> row = {"event_type": "border_closure", "date_start": "2025-10-12", "date_prec": 1,
    ...        "nearest_crossing": "Torkham", "crossing_km": 0.1, "distance_km": 0.1}
    >>> ledger = build_ledger(build_frame([row], [None]))
    >>> ledger[0].crossing_id, ledger[0].state, ledger[0].since.isoformat()
    ('torkham', 'closed', '2025-10-12')
    """
    rows = [row for row in list_rows(incidents) if _is_telling(row)]
    # "After ten days of closure it was opened again": the sentence tells of an opening.
    opened = {_sentence(row) for row in rows if row["event_type"] == "border_reopening"}
    found = [
        entry
        for row in rows
        if row["event_type"] == "border_reopening" or _sentence(row) not in opened
        for entry in _read_incident(row, border)
    ]
    return tuple(sorted((*found, *entries), key=_order))


def state_on(
    ledger: Sequence[LedgerEntry],
    crossing_id: str,
    day: dt.date,
    *,
    traffic: str | None = None,
    direction: str = "both",
    border: str = DURAND_BORDER,
) -> tuple[TrafficState, ...]:
    """What the ledger says of a crossing on a day, one answer for each kind of traffic.

    Parameters
    ----------
    traffic : one kind; None for all four.
    direction : AF_to_PK, PK_to_AF or both; what holds for both holds for either.

    Returns
    -------
    For each kind the latest entry that covers the day, a user's before an incident's; without
    one the state is unknown, which is not open.

    Raises
    ------
    UnknownNameError
        If there is no such crossing, traffic or direction.

    Examples
    --------
    >>> closed = LedgerEntry("torkham", "closed", dt.date(2025, 10, 12))
    >>> opened = LedgerEntry("torkham", "open", dt.date(2025, 11, 1), traffic="returnees")
    >>> found = state_on([closed, opened], "torkham", dt.date(2025, 11, 2))
    >>> [(one.traffic, one.state) for one in found]
    [('trade', 'closed'), ('pedestrian', 'closed'), ('returnees', 'open'), ('transit', 'closed')]
    >>> state_on([closed], "torkham", dt.date(2025, 10, 1), traffic="trade")[0].state
    'unknown'
    """
    find_crossing(crossing_id, border)
    check_name("direction", direction, list_directions(border))
    if traffic is not None:
        check_name("traffic", traffic, TRAFFIC)
    kinds = KINDS if traffic in (None, "all") else (traffic,)
    here = [entry for entry in ledger if entry.crossing_id == crossing_id and entry.since <= day]
    return tuple(
        _answer(here, crossing_id, day, kind, direction) for kind in kinds if kind is not None
    )


@dataclass(frozen=True, slots=True)
class CrossingState:
    """What is known of one crossing on a day.

    `traffic` holds an answer for each of trade, pedestrian, returnees and transit, in this
    order; where the two directions differ, one for each direction in place of one for both.
    """

    crossing: Crossing
    day: dt.date
    traffic: tuple[TrafficState, ...]

    @property
    def state(self) -> str:
        """One word for all: closed, open, partly (to some, or of some only known) or unknown."""
        words = {one.state for one in self.traffic}
        return words.pop() if len(words) == 1 else "partly"

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says so, each once; empty where nobody says anything."""
        return tuple(dict.fromkeys(name for one in self.traffic for name in one.sources))


def states_at(
    ledger: Sequence[LedgerEntry], day: dt.date, border: str = DURAND_BORDER
) -> tuple[CrossingState, ...]:
    """What is known of every crossing on a day, in the order of their kilometre.

    Parameters
    ----------
    ledger : as `build_ledger` makes it.
    day : local.
    border : ISO pair whose crossings are meant.

    Returns
    -------
    A state for each crossing of the table, those of which nothing is known too: they are
    unknown, which is not open.

    Examples
    --------
    >>> closed = LedgerEntry("torkham", "closed", dt.date(2025, 10, 12))
    >>> opened = LedgerEntry("torkham", "open", dt.date(2025, 11, 1), traffic="returnees")
    >>> found = states_at([closed, opened], dt.date(2025, 11, 2))
    >>> [(one.crossing.name, one.state) for one in found if one.state != "unknown"]
    [('Torkham', 'partly')]
    """
    crossings = sorted(read_crossings(border), key=lambda one: (one.chainage_km, one.crossing_id))
    return tuple(
        CrossingState(one, day, _both_ways(ledger, one.crossing_id, day, border))
        for one in crossings
    )


def _both_ways(
    ledger: Sequence[LedgerEntry], crossing_id: str, day: dt.date, border: str
) -> tuple[TrafficState, ...]:
    """An answer for each kind of traffic; the directions apart where they differ."""
    there, back, _ = list_directions(border)
    found: list[TrafficState] = []
    for kind in KINDS:
        ways = [
            state_on(ledger, crossing_id, day, traffic=kind, direction=way, border=border)[0]
            for way in (there, back)
        ]
        is_same = ways[0].entry == ways[1].entry
        found += [replace(ways[0], direction="both")] if is_same else ways
    return tuple(found)


def _answer(
    entries: Sequence[LedgerEntry], crossing_id: str, day: dt.date, traffic: str, direction: str
) -> TrafficState:
    said = [
        entry
        for entry in entries
        if entry.traffic in (traffic, "all") and _covers(entry.direction, direction)
    ]
    if not said:
        return TrafficState(crossing_id, day, traffic, direction, "unknown")
    told = [one for one in said if not one.incident_id and one.until and one.until >= day]
    latest = max(told or said, key=_weight)
    if latest.until is not None and latest.until < day:
        # It has ended: an older entry that still runs was overtaken by it, and says nothing.
        longer = [one for one in said if one.until is not None and one.until >= day]
        if not longer:
            return TrafficState(crossing_id, day, traffic, direction, "unknown")
        latest = max(longer, key=_weight)
    state = "partly" if latest.extent == "partly" else latest.state
    return TrafficState(crossing_id, day, traffic, direction, state, latest)


def _weight(entry: LedgerEntry) -> tuple[dt.date, bool, bool, bool, str]:
    """The later day; of one day the user's word, then what is said of this traffic, then closed."""
    return (
        entry.since,
        not entry.incident_id,
        entry.traffic != "all",
        entry.state == "closed",
        entry.incident_id,
    )


def _covers(said: str, asked: str) -> bool:
    """Whether an entry for a direction speaks of the one that is asked for."""
    return said in ("both", asked)


def _is_telling(row: Mapping[str, Any]) -> bool:
    """Whether an incident says something of a crossing on a day that is known."""
    return (
        row["event_type"] in ("border_closure", "border_reopening")
        and row["status"] != "rejected"
        and row["date_start"] is not None
        and (row["date_prec"] or 1) <= 2
    )


def _sentence(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row["article"], row["quote_start"], row["quote"], row["date_start"])


def _find_crossings(row: Mapping[str, Any], border: str) -> list[Crossing]:
    """The crossing that an incident is at, or all of a stretch if it says all."""
    crossings = read_crossings(border)
    if row["footprint"] == "stretch":
        if not _EVERYWHERE.search(row["quote"] or ""):
            return []
        low, high = row["km_from"], row["km_to"]
        return [one for one in crossings if one.is_confirmed and low <= one.chainage_km <= high]
    away, along = row["distance_km"], row["crossing_km"]
    if away is None or along is None or away > TOWN_KM or along > NEAR_KM:
        return []
    if (row["where_prec"] or 1) > EXACT:
        return []
    return [one for one in crossings if one.name == row["nearest_crossing"]]


def _read_incident(row: Mapping[str, Any], border: str) -> list[LedgerEntry]:
    """An entry for each crossing and each kind of traffic that the sentence names."""
    quote = row["quote"] or ""
    is_closed = row["event_type"] == "border_closure"
    entry = LedgerEntry(
        "",
        "closed" if is_closed else "open",
        dt.date.fromisoformat(row["date_start"]),
        direction=row["direction"] if row["direction"] in list_directions(border) else "both",
        closed_by=(row["side_a"] or "") if is_closed else "",
        extent="partly" if _PARTLY.search(quote) else "wholly",
        sources=_list_sources(row),
        incident_id=row["incident_id"] or "",
    )
    return [
        replace(entry, crossing_id=crossing.crossing_id, traffic=kind)
        for crossing in _find_crossings(row, border)
        for kind in find_traffic(quote, is_closed=is_closed)
    ]


def _list_sources(row: Mapping[str, Any]) -> tuple[str, ...]:
    names = [source.get("url") or source.get("article") or "" for source in row["sources"]]
    return tuple(dict.fromkeys(name for name in (*names, row["article"] or "") if name))[:20]


def list_directions(border: str) -> tuple[str, ...]:
    """The directions over a border, and both.

    Examples
    --------
    >>> list_directions("AF-PK")
    ('AF_to_PK', 'PK_to_AF', 'both')
    """
    first, _, second = border.partition("-")
    return (f"{first}_to_{second}", f"{second}_to_{first}", "both")


def check_name(what: str, name: str, known: Sequence[str]) -> None:
    """Refuse a name that is not among the known ones.

    Raises
    ------
    UnknownNameError
        If it is not; the message lists the nearest.
    """
    if name not in known:
        raise UnknownNameError(what, name, known)


def _order(entry: LedgerEntry) -> tuple[str, ...]:
    return tuple(str(getattr(entry, name)) for name in _ORDER)


_ORDER = ("crossing_id", "since", *(f.name for f in fields(LedgerEntry) if f.name != "since"))
