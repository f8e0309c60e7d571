"""The command `durandline`: commands, and errors into exit codes.

Exit codes: 0 all fine, 1 some input was bad (the rest is done), 2 wrong usage. Heavy packages are
imported inside the commands, so that `durandline --help` stays fast.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.errors import GeoError
from layers.gazetteers import gazetteer
from layers.options import (
    PLAIN,
    BorderCode,
    Inputs,
    Label,
    Output,
    Places,
    Public,
    Quiet,
    Request,
    StoreAt,
    StoryTable,
    Undated,
    Workers,
    Worldview,
    check_names,
    name_after,
    pick_target,
    read_day,
    takes_request,
)

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.articles.intake import Fault
    from layers.gather import Gathered
    from layers.story import Chapter

app = typer.Typer(
    name="durandline",
    help="Incidents along a border, from articles and tables to maps. First: the Durand Line.",
    **PLAIN,
)
app.add_typer(gazetteer, name="gazetteer")


def main() -> None:
    """Run the command line; the entry point of the distribution."""
    try:
        app()
    except GeoError as error:
        typer.echo(f"durandline: {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("durandline: stopped; nothing half-written was left", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)


@app.command("map")
@takes_request
def map_(
    request: Request,
    output: Output = None,
    title: Annotated[str | None, typer.Option(help="The heading of the map.")] = None,
    label: Label = None,
    tiles: Annotated[
        str | None,
        typer.Option(help="Address of online tiles, with {z}, {x} and {y}. Default: none."),
    ] = None,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Put whole articles into the map, not only quotes.")
    ] = False,
    review: Annotated[
        bool,
        typer.Option("--review", help="Put in controls to decide, and to save decisions.csv."),
    ] = False,
    story: StoryTable = None,
    public: Public = False,
    worldview: Worldview = None,
) -> None:
    """Map articles or tables of incidents.

    Writes NAME.html, one self-contained page, and NAME.geojson beside it.
    """
    target = pick_target(output or name_after(request.paths, ".html"), (".html", ".htm"))
    if public and (full_text or review):
        raise typer.BadParameter("--public goes with neither --full-text nor --review")
    from geo.incidents.attribution import drop_closed
    from geo.incidents.exchange import write_incidents
    from layers.boundaries import read_worldview
    from layers.gather import gather
    from layers.model import build_map
    from layers.report import print_notes, print_summary

    boundaries = read_worldview(worldview) if worldview else None
    chapters, bad = _read_story(story)
    got = gather(request)
    _stop_if_empty(got)
    page = build_map(
        got.incidents,
        got.border,
        title=title,
        label=label,
        tiles=tiles,
        n_articles=len(got.found.articles) or None,
        n_not_english=got.found.n_not_english,
        articles=got.found.articles,
        mentions=got.found.mentions,
        story=chapters,
        full_text=full_text,
        public=public,
        worldview=boundaries,
        review=review,
    )
    page.save(target)
    beside = target.with_suffix(".geojson")
    write_incidents(drop_closed(page.incidents), beside)
    if not request.quiet:
        print_summary(page.incidents, got.found, target, beside)
        print_notes(got.notes)
        if public:
            typer.echo(f"{len(page.incidents)} of {len(got.incidents)} incidents may be published")
    _finish((*got.faults, *bad, *_find_strangers(chapters, page.incidents)))


@app.command()
@takes_request
def extract(
    request: Request,
    output: Output = None,
    merge: Annotated[
        bool, typer.Option("--merge", help="One row an incident, not one an act in an article.")
    ] = False,
    columns: Annotated[
        str, typer.Option("--as", help="Columns of a CSV: ours, ucdp or acled.")
    ] = "ours",
) -> None:
    """Find the acts that articles report, or turn tables of incidents into other files.

    One row an act, with the sentence it rests on. The format follows from the file's ending. What
    a format cannot hold is said, and listed in a file beside it that ends in .losses.txt.
    """
    from geo.incidents.exchange import COLUMN_SETS, WRITTEN, write_incidents, write_losses

    check_names("--as", (columns,), COLUMN_SETS)
    ending = ".jsonl" if columns == "ours" else f".{columns}.csv"
    known = WRITTEN if columns == "ours" else (".csv",)
    target = pick_target(output or name_after(request.paths, ending), known)
    from layers.gather import gather
    from layers.report import count_sources, print_notes

    got = gather(request, merge=merge)
    losses = write_incidents(got.incidents, target, columns=columns)
    listed = write_losses(losses, target)
    if not request.quiet:
        noun = "incidents" if merge or request.store or not got.found.articles else "acts"
        typer.echo(f"{len(got.incidents)} {noun} {count_sources(got.found)}: {target}")
        for reason, count in got.found.dropped:
            typer.echo(f"{count} acts of the model dropped: {reason}")
        print_notes((*got.notes, *losses, *([f"Listed in {listed}"] if listed else [])))
    _finish(got.faults)


@app.command()
def toponyms(
    paths: Inputs,
    output: Output = None,
    date: Undated = None,
    places: Places = None,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> None:
    """Find place names, and what they mean."""
    from geo.pipeline import Settings, write_toponyms
    from layers.report import show_progress

    target = pick_target(output or name_after(paths, ".jsonl"), (".jsonl",))
    settings = Settings(tuple(places or ()), undated=read_day(date, "--date"))
    with show_progress("reading", quiet=quiet) as progress:
        found, n_names = write_toponyms(paths, target, settings, workers=workers, progress=progress)
    if not quiet:
        typer.echo(f"{n_names} place names in {len(found.articles)} articles: {target}")
    _finish(found.faults)


@app.command()
def explain(
    path: Annotated[Path, typer.Argument(help="One article.")],
    date: Undated = None,
    places: Places = None,
) -> None:
    """Show what was found in one article, and why."""
    from layers.explained import explain_files

    found, faults = explain_files([path], places or (), undated=read_day(date, "--date"))
    has_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for one in found:
        typer.echo(one.coloured() if has_colour else str(one))
    _finish(faults)


@app.command()
@takes_request
def export(
    request: Request,
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write into.")],
    by: Annotated[
        str, typer.Option(help="month, year, sector, district, type or article; all for one map.")
    ] = "month",
    formats: Annotated[
        str, typer.Option("--format", help="html, png, pdf, svg; several with commas.")
    ] = "html,png",
    label: Label = None,
    public: Public = False,
) -> None:
    """Write many maps in one run.

    One file for each part of the incidents and each format, and maps.csv that lists them.
    """
    from layers.batch import BY, FORMATS, Alike, export_maps

    wanted = tuple(dict.fromkeys(part.strip() for part in formats.split(",") if part.strip()))
    check_names("--format", wanted, FORMATS)
    check_names("--by", (by,), BY)
    from layers.gather import gather
    from layers.report import print_notes, show_progress

    got = gather(request)
    _stop_if_empty(got)
    incidents = got.incidents
    if public:
        from layers.publish import publish

        incidents = publish(incidents, got.border)
    with show_progress("drawing", quiet=request.quiet) as progress:
        written = export_maps(
            incidents,
            got.border,
            output,
            by=by,
            formats=wanted,
            workers=request.workers,
            alike=Alike(label, got.found.n_not_english),
            progress=progress,
        )
    if not request.quiet:
        typer.echo(f"{len(written)} files in {output}")
        print_notes(got.notes)
    _finish(got.faults)


@app.command()
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
    _finish(faults)


@app.command(context_settings={"ignore_unknown_options": True})
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
    _finish([Fault(fault.where or where[0], fault.reason) for fault in bad])


@app.command()
def doctor() -> None:
    """Show versions, the line, and what is missing for what."""
    from layers.checkup import list_findings

    for name, finding in list_findings():
        typer.echo(f"{name:15} {finding}")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text}: expected degrees, longitude first", param_hint="LON LAT"
        ) from None


def _read_story(path: Path | None) -> tuple[tuple[Chapter, ...], list[Fault]]:
    if path is None:
        return (), []
    from geo.articles.intake import Fault
    from layers.story import read_story

    chapters, bad = read_story(path)
    return chapters, [Fault(fault.where or str(path), fault.reason) for fault in bad]


def _find_strangers(chapters: Sequence[Chapter], incidents: gpd.GeoDataFrame) -> list[Fault]:
    from geo.articles.intake import Fault
    from layers.story import find_strangers

    found = find_strangers(chapters, incidents)
    return [Fault(fault.where or "the story", fault.reason) for fault in found]


def _stop_if_empty(got: Gathered) -> None:
    if got.is_empty:
        _finish(got.faults, "nothing to map")


def _finish(faults: Sequence[Fault], reason: str | None = None) -> None:
    """Name what was left out, and end: 1 if anything was, or if there is nothing to show."""
    from layers.report import print_faults

    print_faults(faults)
    if reason:
        typer.echo(f"durandline: {reason}", err=True)
    if faults or reason:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
