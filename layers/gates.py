"""Which crossings were open on a day, for whom, and who says so, as lines for a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from geo.articles.intake import Fault
from layers.gather import gather
from layers.keys import format_days
from layers.report import make_console

if TYPE_CHECKING:
    from geo.border.model import Border
    from geo.incidents.ledger import CrossingState, LedgerEntry, TrafficState
    from layers.options import Request

NO_LEDGER = (
    "No state is known: name articles or tables with --from, a store with --store, or a table of"
    " closures with --ledger."
)
_MOST_SOURCES = 3


class StateLine(NamedTuple):
    """One line of the table: what holds for some kinds of traffic at a crossing."""

    km: str
    crossing: str
    legal_class: str
    state: str
    traffic: str
    since: str
    why: str
    sources: str


def find_states(
    border: Border, day: dt.date, request: Request, table: Path | None
) -> tuple[tuple[CrossingState, ...], list[Fault]]:
    """The state of each crossing by what articles, tables, a store and a user's ledger say.

    Parameters
    ----------
    border : the line; only one with a table of crossings has states.
    day : local.
    request : what to read for closures and reopenings; it may name nothing.
    table : a user's own table of closures; None if there is none.

    Returns
    -------
    The states by kilometre, and what was left out of the input.

    Raises
    ------
    TableError
        If the table cannot be read.
    """
    from geo.incidents.frame import build_frame
    from geo.incidents.ledger import build_ledger, states_at
    from geo.incidents.ledger_file import read_ledger

    entries: tuple[LedgerEntry, ...] = ()
    faults: list[Fault] = []
    if table is not None:
        entries, bad = read_ledger(table, border.code)
        faults += [Fault(one.where or str(table), one.reason) for one in bad]
    incidents = build_frame([], [])
    if request.paths or request.store:
        got = gather(request)
        incidents, faults = got.incidents, [*got.faults, *faults]
    ledger = build_ledger(incidents, entries, border.code)
    return states_at(ledger, day, border.code), faults


def print_states(states: Sequence[CrossingState]) -> None:
    """Print what is known of each crossing, kinds of traffic that differ on lines of their own."""
    from rich.table import Table
    from rich.text import Text

    console = make_console()
    table: Any = Table(box=None, pad_edge=False, header_style="bold")
    for heading in StateLine._fields:
        words = heading.replace("_", " ")
        table.add_column(words, justify="right" if heading == "km" else "left")
    for line in list_lines(states):
        table.add_row(*(Text(cell) for cell in line))
    console.print(table)
    if all(one.state == "unknown" for one in states):
        console.print(Text(NO_LEDGER))
    elif any(answer.state == "unknown" for one in states for answer in one.traffic):
        console.print(Text("Unknown is not open: nobody said so in what was read."))


def list_lines(states: Iterable[CrossingState]) -> list[StateLine]:
    """The lines of the table; kinds of traffic with one state by one word stand together."""
    lines: list[StateLine] = []
    for one in states:
        if not one.crossing.is_confirmed and one.state == "unknown":
            continue  # nobody knows that it is there, and nobody says anything of it
        groups: dict[object, list[TrafficState]] = {}
        for answer in one.traffic:
            groups.setdefault((answer.state, _say_for_all(answer.entry)), []).append(answer)
        head = _head(one)
        for members in groups.values():
            is_whole = len(members) == len(one.traffic)
            lines.append(_line(head, members, "all" if is_whole else _name_all(members)))
            head = ("", "", "")
    return lines


def _say_for_all(entry: LedgerEntry | None) -> LedgerEntry | None:
    """What an entry says, whatever traffic it says it of."""
    return entry and replace(entry, traffic="all", direction="both", incident_id="")


def _head(one: CrossingState) -> tuple[str, str, str]:
    """Kilometre, name and legal class on that day."""
    from geo.border.reference import crossing_status

    standing = crossing_status(one.crossing.crossing_id, one.day)
    legal_class = standing.legal_class.replace("_", " ") if standing else "unknown"
    return f"{one.crossing.chainage_km:,.0f}", one.crossing.name, legal_class


def _line(head: tuple[str, str, str], members: list[TrafficState], traffic: str) -> StateLine:
    state, entry = members[0].state, members[0].entry
    if entry is None:
        return StateLine(*head, state, traffic, "", "", "")
    since = format_days(entry.since.isoformat(), entry.since.isoformat())
    why = "; ".join(filter(None, (entry.closed_by and f"by {entry.closed_by}", entry.cause)))
    names = list(dict.fromkeys(_shorten(name) for name in entry.sources))
    more = len(names) - _MOST_SOURCES
    sources = ", ".join(names[:_MOST_SOURCES]) + (f" and {more} more" if more > 0 else "")
    return StateLine(*head, state, traffic, since, why, sources)


def _shorten(source: str) -> str:
    """The host of an address, without www; any other name as it is."""
    host = urlsplit(source).hostname if source.startswith(("http://", "https://")) else None
    return host.removeprefix("www.") if host else source


def _name_all(members: Sequence[TrafficState]) -> str:
    """Kinds of traffic in words, with the direction where only one is meant."""
    words: list[str] = []
    for one in members:
        way = "" if one.direction == "both" else f" ({one.direction.replace('_', ' ')})"
        words.append(f"{one.traffic}{way}")
    return ", ".join(words)
