"""The command `durandline`: commands, and errors into exit codes.

Exit codes: 0 all fine, 1 some input was bad (the rest is done), 2 wrong usage. Heavy packages are
imported inside the commands, so that `durandline --help` stays fast.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from geo.errors import GeoError
from layers.exits import finish
from layers.gazetteers import gazetteer
from layers.line_commands import line, locate
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

_STOPPED = 130

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
        _stop()
    except SystemExit as end:
        if end.code == _STOPPED:  # inside a command typer makes this of Ctrl-C
            _stop()
        raise


def _stop() -> NoReturn:
    typer.echo("durandline: stopped; nothing half-written was left", err=True)
    sys.exit(_STOPPED)


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
    target = pick_target(
        output or name_after(request.paths, ".html"), (".html", ".htm"), request.files
    )
    beside = pick_target(target.with_suffix(".geojson"), (".geojson",), request.files)
    if public and (full_text or review):
        raise typer.BadParameter("--public goes with neither --full-text nor --review")
    from geo.incidents.attribution import drop_closed
    from geo.incidents.exchange import write_incidents
    from layers.boundaries import read_worldview
    from layers.districts import read_districts
    from layers.gather import gather
    from layers.model import build_map
    from layers.report import print_notes, print_summary

    boundaries = read_worldview(worldview) if worldview else None
    areas = read_districts(*request.districts) if request.districts else None
    chapters, bad = _read_story(story)
    got = gather(request, join_imported=not public)
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
        districts=areas,
        review=review,
    )
    page.save(target)
    write_incidents(drop_closed(page.incidents), beside)
    if not request.quiet:
        print_summary(page.incidents, got.found, target, beside)
        print_notes(got.notes)
        if public:
            typer.echo(f"{len(page.incidents)} of {len(got.incidents)} incidents may be published")
    finish((*got.faults, *bad, *_find_strangers(chapters, page.incidents)))


@app.command()
@takes_request
def extract(
    request: Request,
    output: Output = None,
    merge: Annotated[
        bool, typer.Option("--merge", help="One row an incident, not one an act in an article.")
    ] = False,
    column_set: Annotated[
        str, typer.Option("--as", help="Columns of a CSV: ours, ucdp or acled.")
    ] = "ours",
) -> None:
    """Find the acts that articles report, or turn tables of incidents into other files.

    One row an act, with the sentence it rests on. The format follows from the file's ending. What
    a format cannot hold is said, and listed in a file beside it that ends in .losses.txt.
    """
    from geo.incidents.exchange import COLUMN_SETS, WRITTEN, write_incidents, write_losses

    check_names("--as", (column_set,), COLUMN_SETS)
    ending = ".jsonl" if column_set == "ours" else f".{column_set}.csv"
    known = WRITTEN if column_set == "ours" else (".csv",)
    target = pick_target(output or name_after(request.paths, ending), known, request.files)
    from layers.gather import gather
    from layers.report import count_sources, count_things, print_notes

    got = gather(request, merge=merge)
    if got.faults and got.is_empty:
        finish(got.faults, f"nothing could be read, so {target} was not written")
    losses = write_incidents(got.incidents, target, columns=column_set)
    listed = write_losses(losses, target)
    if not request.quiet:
        noun = "incident" if merge or request.store or not got.found.articles else "act"
        counted = count_things(len(got.incidents), noun)
        typer.echo(f"{counted} {count_sources(got.found)}: {target}")
        print_notes((*got.notes, *losses, *([f"Listed in {listed}"] if listed else [])))
    finish(got.faults)


@app.command()
def toponyms(
    paths: Inputs,
    output: Output = None,
    date: Undated = None,
    places: Places = None,
    demonyms: Annotated[
        bool, typer.Option("--demonyms", help='Read "Afghan" and "Pakistanis" as countries too.')
    ] = False,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> None:
    """Find place names, and what they mean."""
    from geo.pipeline import Settings, write_toponyms
    from layers.report import count_sources, count_things, show_progress

    target = pick_target(output or name_after(paths, ".jsonl"), (".jsonl",), paths)
    day = read_day(date, "--date")
    settings = Settings(tuple(places or ()), undated=day, demonyms=demonyms)
    with show_progress("reading", quiet=quiet) as progress:
        found, n_names = write_toponyms(paths, target, settings, workers=workers, progress=progress)
    if not quiet:
        typer.echo(f"{count_things(n_names, 'place name')} {count_sources(found)}: {target}")
    finish(found.faults)


@app.command()
def explain(
    path: Annotated[Path, typer.Argument(help="One article.")],
    date: Undated = None,
    places: Places = None,
) -> None:
    """Show what was found in one article, and why."""
    from layers.explained import explain_files

    found, faults = explain_files([path], places or (), undated=read_day(date, "--date"))
    if sys.stdout.isatty():
        width, has_colour = shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR")
        texts = [one.show(width, has_colour=has_colour) for one in found]
    else:
        texts = [str(one) for one in found]
    if texts:
        typer.echo("\n\n".join(texts))
    finish(faults)


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

    got = gather(request, join_imported=not public)
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
    finish(got.faults)


app.command()(line)
app.command(context_settings={"ignore_unknown_options": True})(locate)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A table of incidents.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="A newer one.")],
    output: Output = None,
    border: BorderCode = "AF-PK",
) -> None:
    """Show what changed from one table of incidents to another: added, removed, other values.

    Rows are compared by id: those of two releases of UCDP or ACLED, or of two runs of ours. With
    -o FILE.csv every change is written, one a row.
    """
    from geo.articles.intake import Fault
    from geo.incidents.diff import compare_tables, write_changes
    from geo.incidents.imports import read_table
    from layers.gauge import load_border
    from layers.report import print_difference

    target = pick_target(output, (".csv",), (old, new)) if output else None
    line_of = load_border(border)
    (before, bad), (after, worse) = (read_table(path, line_of) for path in (old, new))
    found = compare_tables(before, after)
    if target:
        write_changes(found.changes, target)
    print_difference(found, target)
    finish([Fault(one.where or "", one.reason) for one in (*bad, *worse)])


@app.command()
def doctor() -> None:
    """Show versions, the line, and what is missing for what."""
    from layers.checkup import list_findings

    for name, finding in list_findings():
        typer.echo(f"{name:15} {finding}")


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
        finish(got.faults, "nothing to map")


if __name__ == "__main__":
    main()
