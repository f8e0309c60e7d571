"""What the command line says: progress, faults, and a short table of what a map holds."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geo.articles.intake import Fault
from geo.events.event_types import EVENT_TYPES
from geo.events.explain import obey_nothing
from geo.incidents.caveats import list_caveats
from geo.incidents.diff import KINDS, Difference
from geo.incidents.frame import Row, list_rows
from layers.keys import format_days, format_kilometre

if TYPE_CHECKING:
    import geopandas as gpd
    from rich.console import Console

    from geo.pipeline import Harvest

# A table longer than a screen tells less than its first rows and a count.
MAX_ROWS = 40
PIPE_WIDTH = 160


@contextlib.contextmanager
def show_progress(verb: str, *, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A function to call with each article's id; draws on a terminal, is silent in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(verb, total=None)
        yield lambda name: bar.update(task, advance=1, description=f"{verb} {_plain(name)[:50]}")


@contextlib.contextmanager
def show_bytes(what: str, *, quiet: bool) -> Iterator[Callable[[int, int | None], None]]:
    """A function to call with bytes done and bytes in all; draws on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def make_console() -> Console:
    """A console for tables: as wide as the terminal, and wide enough for any row in a pipe."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)


def print_faults(faults: Sequence[Fault]) -> None:
    """Name each input that was left out, on standard error, and count them."""
    for fault in faults:
        sys.stderr.write(f"durandline: {_plain(fault.where)}: {_plain(fault.reason)}\n")
    if len(faults) > 1:
        sys.stderr.write(f"durandline: {len(faults)} inputs were left out, the rest is done\n")


def print_notes(notes: Sequence[str]) -> None:
    """Say what else there is to know, a line each."""
    for note in notes:
        sys.stdout.write(f"{_plain(note)}\n")


def print_summary(
    incidents: gpd.GeoDataFrame, found: Harvest, target: Path, beside: Path | None
) -> None:
    """Print where the map is, and a short table of what is in it."""
    from rich.table import Table
    from rich.text import Text

    console = make_console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, justify in (
        ("date", "left"),
        ("type", "left"),
        ("place", "left"),
        ("km", "right"),
        ("from the line", "right"),
        ("side", "left"),
        ("dead", "right"),
    ):
        table.add_column(heading, justify=justify, no_wrap=heading != "place")  # type: ignore[arg-type]
    rows = sorted(list_rows(incidents), key=lambda row: row["is_background"])
    for row in rows[:MAX_ROWS]:
        table.add_row(*(Text(cell) for cell in _cells(row)))
    console.print(table)
    if len(incidents) > MAX_ROWS:
        console.print(f"... and {len(incidents) - MAX_ROWS} more")
    console.print(Text(_count(incidents, found)))
    for sentence in list_caveats(incidents):
        console.print(Text(sentence))
    console.print(Text(f"Map: {target}" + (f"   Data: {beside}" if beside else "")))


def print_difference(found: Difference, target: Path | None) -> None:
    """Print how many incidents changed, in which fields, and the first changes."""
    counts = {kind: found.count(kind) for kind in KINDS}
    same = found.n_new - counts["added"] - counts["changed"]
    words = [f"{count:,} {kind}" for kind, count in counts.items()]
    lines = [f"{found.n_old:,} incidents, now {found.n_new:,}: {', '.join(words)}, {same:,} same"]
    fields = found.fields()
    if fields:
        lines.append("Changed: " + ", ".join(f"{name} ({n:,})" for name, n in fields.items()))
    for columns, what in ((found.columns_gone, "gone"), (found.columns_new, "new")):
        if columns:
            lines.append(f"Columns {what}, not compared: {', '.join(columns)}")
    for one in found.changes[:MAX_ROWS]:
        told = f"{one.kind:8}{one.record or one.incident_id}, {one.date_start}, {one.place_name}"
        values = f": {one.field} {_short(one.old)} -> {_short(one.new)}" if one.field else ""
        lines.append(told + values)
    if len(found.changes) > MAX_ROWS:
        more = "" if target else "; -o FILE.csv writes them"
        lines.append(f"... and {len(found.changes) - MAX_ROWS:,} more changes{more}")
    if target:
        lines.append(f"All changes: {target}")
    print_notes(lines)


def _short(value: str) -> str:
    return "nothing" if not value else value if len(value) <= 40 else value[:39] + "…"


def count_sources(found: Harvest) -> str:
    """What incidents came from, in words.

    Examples
    --------
    >>> from geo.pipeline import Harvest
    >>> count_sources(Harvest(tables=(Path("a.csv"),)))
    'from 1 table'
    """
    parts = [
        count_things(count, noun)
        for count, noun in ((len(found.articles), "article"), (len(found.tables), "table"))
        if count or (noun == "article" and not found.tables)
    ]
    return f"from {' and '.join(parts)}"


def count_things(count: int, noun: str) -> str:
    """A number of things.

    Examples
    --------
    >>> count_things(1, "row"), count_things(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _count(incidents: gpd.GeoDataFrame, found: Harvest) -> str:
    placed = int(incidents["latitude"].notna().sum())
    background = int(incidents["is_background"].astype(bool).sum())
    total = count_things(len(incidents), "incident")
    words = [f"{total} ({background} told as background, {placed} with a place)"]
    words.append(count_sources(found))
    if found.n_not_english:
        words.append(f"({found.n_not_english} more not in English: not read)")
    return " ".join(words)


def _cells(row: Row) -> list[str]:
    is_stretch = row["footprint"] == "stretch"
    has_kilometre = is_stretch or row["chainage_km"] is not None
    distance = None if is_stretch else row["distance_km"]
    return [
        format_days(row["date_start"], row["date_end"]),
        EVENT_TYPES[row["event_type"]].label,
        _plain(row["place_name"] or "-")[:40],
        format_kilometre(row).removeprefix("km ") if has_kilometre else "",
        "" if distance is None else f"{distance:,.0f} km",
        row["border_side"] or "",
        _toll(row),
    ]


def _toll(row: Row) -> str:
    best, low, high = row["best"], row["low"], row["high"]
    if best is None:
        return "" if high is None else f"({high} claimed)"
    return str(best) if high in (None, best) else f"{best} ({low or 0}-{high})"


def _plain(text: str) -> str:
    """The text on one line, without what a terminal would obey."""
    return " ".join(obey_nothing(text).splitlines()).replace("\t", " ")
