"""The commands about the line itself: what it is and which crossings are open, and points on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from layers.exits import finish
from layers.options import BorderCode, Output, Places, Request, StoreAt, pick_target, read_day


def line(
    border: BorderCode = "AF-PK",
    output: Output = None,
    crossings: Annotated[
        bool,
        typer.Option("--crossings", help="Only the crossings: legal class, and state on a day."),
    ] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="What held on that day.")
    ] = None,
    told_by: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="PATH", help="Articles or tables that tell of closures."),
    ] = None,
    ledger: Annotated[
        Path | None, typer.Option("--ledger", help="Closures and openings of your own (CSV).")
    ] = None,
    store: StoreAt = None,
    places: Places = None,
) -> None:
    """Show a border's lengths, crossings and sectors, and which crossings were open on a day."""
    from layers.gauge import LINE_FORMATS, load_border, print_head, print_line, write_line

    day = read_day(as_of, "--as-of")
    if (told_by or ledger or store) and not (crossings and day):
        raise typer.BadParameter(
            "expected --crossings and --as-of DAY with it", param_hint="--from, --ledger, --store"
        )
    target = pick_target(output, LINE_FORMATS) if output else None
    found = load_border(border)
    if target:
        write_line(found, target)
        typer.echo(f"{found.code}: {target}")
        return
    if not (crossings and day):
        print_line(found, on=day, only_crossings=crossings)
        return
    from layers.gates import find_states, print_states

    asked = Request(tuple(told_by or ()), border=border, places=tuple(places or ()), store=store)
    states, faults = find_states(found, day, asked, ledger)
    print_head(found)
    print_states(states)
    finish(faults)


def locate(
    where: Annotated[
        list[str], typer.Argument(metavar="FILE|LON LAT", help="A table of points, or one point.")
    ],
    border: BorderCode = "AF-PK",
    output: Output = None,
) -> None:
    """Measure points on the line, whatever the distance.

    FILE is a CSV with columns lon and lat, or longitude and latitude; its other columns are kept.
    """
    from geo.articles.intake import Fault
    from geo.border.points import locate_table
    from layers.gauge import load_border, print_place

    if len(where) == 2:
        print_place(load_border(border), *(_number(text) for text in where))
        return
    if len(where) != 1 or not Path(where[0]).is_file():
        raise typer.BadParameter(
            f"{' '.join(where)}: expected a FILE that is there, or LON and LAT",
            param_hint="FILE|LON LAT",
        )
    target = pick_target(output, (".csv",)) if output else None
    text, bad = locate_table(where[0], target, load_border(border))
    if target:
        typer.echo(f"{len(text.splitlines()) - 1} points: {target}")
    else:
        typer.echo(text, nl=False)
    finish([Fault(fault.where or where[0], fault.reason) for fault in bad])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text}: expected degrees, longitude first", param_hint="LON LAT"
        ) from None
