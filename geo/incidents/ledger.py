"""What is known of crossings being open or closed: a ledger of acts, not a state.

Each entry is what one report (or one line of a user's table) says: from a day on, a crossing
is closed or open, for some traffic or all of it. What a crossing is on a day follows from the
last entry before it, traffic by traffic; where there is none, that is unknown, and unknown is
not open. A reopening for returnees opens nothing to trade.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.border.reference import Crossing, find_crossing, nearest_crossing, read_crossings
from geo.errors import TableError, UnknownNameError
from geo.incidents.frame import Row, list_rows
from geo.incidents.rows import RowError, read_day
from geo.incidents.tabular import Record, read_delimited

if TYPE_CHECKING:
    import geopandas

TRAFFIC = ("all", "trade", "pedestrian", "returnees", "transit")
STATES = ("open", "closed")
UNKNOWN = "unknown"
ALONG_KM, ACROSS_KM = 5.0, 8.0  # Chaman town lies 4 km from its gate
_KINDS = {"border_closure": "closed", "border_reopening": "open"}
_WORDS = {
    "returnees": r"returnees?|deport\w*|repatriat\w*|returning (?:refugees|afghans|families)",
    "transit": r"transit",
    "trade": r"trade|cargo|goods|trucks?|lorr(?:y|ies)|exports?|imports?|commercial|containers?",
    "pedestrian": r"pedestrians?|on foot|travell?ers?|passengers?|patients?",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger.

    `crossing_id` is of the table of crossings; `state` is open or closed; `first` and `last` are
    ISO days, `last` "" while nothing is said of an end. `traffic` is one of `TRAFFIC`. `by` is
    who closed or opened it, `quote` the sentence, `sources` names where it stands.
    """

    crossing_id: str
    state: str
    first: str
    last: str = ""
    traffic: str = "all"
    direction: str = ""
    by: str = ""
    cause: str = ""
    quote: str = ""
    sources: tuple[str, ...] = ()
    incident_id: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a crossing is on a day for one kind of traffic; `entry` is None where unknown."""

    crossing: Crossing
    traffic: str
    state: str
    entry: Entry | None = None


def build_ledger(
    incidents: geopandas.GeoDataFrame, entries: Iterable[Entry] = ()
) -> tuple[Entry, ...]:
    """The ledger from closures and reopenings in a table and from a user's own entries.

    An act counts for the crossing nearest to it, within 5 km along the line and 8 km from it;
    an act along the whole border for every confirmed crossing. Rejected rows do not count.

    Parameters
    ----------
    incidents : columns of `geo.incidents.schema`.
    entries : more entries; of one day they come last, and so win.

    Returns
    -------
    Entries by first day, crossing and traffic.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> row = {"event_type": "border_closure", "date_start": "2025-10-12", "status": "extracted",
    ...        "footprint": "disc", "border": "AF-PK", "chainage_km": 805.0, "distance_km": 0.3}
    >>> [(one.crossing_id, one.state) for one in build_ledger(build_frame([row], [None]))]
    [('torkham', 'closed')]
    """
    found = [
        entry
        for row in list_rows(incidents)
        if row["event_type"] in _KINDS and row["status"] != "rejected" and row["date_start"]
        for entry in _read_row(row)
    ]
    order = {traffic: index for index, traffic in enumerate(TRAFFIC)}
    key = [(one.first, one.crossing_id, order[one.traffic]) for one in (*found, *entries)]
    numbered = sorted(zip(key, range(len(key)), (*found, *entries), strict=True))
    return tuple(entry for _, _, entry in numbered)


def tell_standings(ledger: Sequence[Entry], day: dt.date, border: str = "AF-PK") -> list[Standing]:
    """What each confirmed crossing is on a day, by kilometre.

    A crossing has one standing for all traffic, and more where some traffic differs from it.

    Parameters
    ----------
    ledger : in the order that `build_ledger` gives.
    day : entries that start later do not count; an entry that ended before it says nothing.

    Examples
    --------
    >>> ledger = [Entry("torkham", "closed", "2025-10-12"),
    ...           Entry("torkham", "open", "2025-11-01", traffic="returnees")]
    >>> told = tell_standings(ledger, dt.date(2025, 11, 5))
    >>> [(one.traffic, one.state) for one in told if one.crossing.name == "Torkham"]
    [('all', 'closed'), ('returnees', 'open')]
    >>> {one.state for one in told if one.crossing.name != "Torkham"}
    {'unknown'}
    """
    found: list[Standing] = []
    for crossing in read_crossings(border):
        if crossing.is_confirmed:
            entries = [one for one in ledger if one.crossing_id == crossing.crossing_id]
            found += _tell(crossing, entries, day.isoformat())
    return found


def read_ledger(path: str | Path) -> tuple[tuple[Entry, ...], tuple[TableError, ...]]:
    """A user's own entries from a CSV, and what is wrong with the rows left out.

    Columns: crossing (id or name), state, from; and if wanted to, traffic, direction, by, cause,
    source.

    Raises
    ------
    TableError
        If the file cannot be read.
    """
    table = read_delimited(Path(path))
    found: list[Entry] = []
    faults = list(table.faults)
    for record in table.records:
        try:
            found.append(_read_entry(record))
        except (RowError, UnknownNameError) as error:
            faults.append(TableError(str(error), where=f"{path}:{record.line}"))
    return tuple(found), tuple(faults)


def find_traffic(words: str) -> str:
    """The traffic that a sentence about a crossing speaks of; all where it names none, or two.

    Examples
    --------
    >>> find_traffic("Torkham reopened on Saturday for returnees only")
    'returnees'
    >>> find_traffic("The crossing was closed to trade and pedestrians"), find_traffic("Closed.")
    ('all', 'all')
    """
    named = [
        one for one, words_of in _WORDS.items() if re.search(rf"\b(?:{words_of})\b", words, re.I)
    ]
    return named[0] if len(named) == 1 else "all"


def _read_row(row: Row) -> list[Entry]:
    state = _KINDS[row["event_type"]]
    # A sentence on a closure says whom it hurt; one on a reopening says for whom it is.
    traffic = find_traffic(row["quote"] or "") if state == "open" else "all"
    entry = {
        "state": state,
        "first": row["date_start"],
        "traffic": traffic,
        "by": row["side_a"] or "",
        "quote": row["quote"] or "",
        "sources": tuple(_name_source(source) for source in row["sources"]),
        "incident_id": row["incident_id"] or "",
    }
    return [Entry(crossing_id, **entry) for crossing_id in _crossings_of(row)]


def _name_source(source: dict[str, Any]) -> str:
    parts = (source.get("outlet") or source.get("article"), source.get("published"))
    return ", ".join(part for part in parts if part)


def _crossings_of(row: Row) -> list[str]:
    border = row["border"] or ""
    if row["footprint"] == "stretch":
        return [
            one.crossing_id
            for one in read_crossings(border)
            if one.is_confirmed and row["km_from"] <= one.chainage_km <= row["km_to"]
        ]
    if row["chainage_km"] is None or row["distance_km"] > ACROSS_KM:
        return []
    found = nearest_crossing(row["chainage_km"], border=border)
    return [found[0].crossing_id] if found and found[1] <= ALONG_KM else []


def _tell(crossing: Crossing, entries: Sequence[Entry], day: str) -> list[Standing]:
    last = {traffic: _last(entries, traffic, day) for traffic in TRAFFIC}
    whole = last["all"]
    found = [Standing(crossing, "all", whole.state if whole else UNKNOWN, whole)]
    for traffic in TRAFFIC[1:]:
        entry = last[traffic]
        # Of one day, what is said of some traffic is more exact than what is said of all.
        if entry and not (whole and whole.first > entry.first) and entry.state != found[0].state:
            found.append(Standing(crossing, traffic, entry.state, entry))
    return found


def _last(entries: Sequence[Entry], traffic: str, day: str) -> Entry | None:
    said = [one for one in entries if one.traffic == traffic and one.first <= day]
    if not said or (said[-1].last and said[-1].last < day):
        return None
    return said[-1]


def _read_entry(record: Record) -> Entry:
    cells = {name.strip().lower(): cell.strip() for name, cell in record.cells.items()}
    state, traffic = cells.get("state", ""), cells.get("traffic") or "all"
    if state not in STATES:
        raise UnknownNameError("state", state, STATES)
    if traffic not in TRAFFIC:
        raise UnknownNameError("traffic", traffic, TRAFFIC)
    first, last = read_day(cells, "from"), read_day(cells, "to")
    if first is None or (last and last < first):
        raise RowError("from", f"expected a day, not after {last or 'the end'}, got {first}")
    return Entry(
        _find_id(cells.get("crossing", "")),
        state,
        first.isoformat(),
        last.isoformat() if last else "",
        traffic,
        cells.get("direction", ""),
        cells.get("by", ""),
        cells.get("cause", ""),
        sources=tuple(filter(None, [cells.get("source", "")])),
    )


def _find_id(name: str) -> str:
    for crossing in read_crossings():
        if name.casefold() in {one.casefold() for one in (crossing.name, *crossing.spellings)}:
            return crossing.crossing_id
    return find_crossing(name).crossing_id
