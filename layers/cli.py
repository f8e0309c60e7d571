"""The command `durandline`: options, and errors into exit codes.

Exit codes: 0 all fine, 1 some input was bad (the rest is done), 2 wrong usage. Heavy packages are
imported inside the commands, so that `durandline --help` stays fast.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.errors import GeoError

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.articles.intake import Fault
    from geo.border.model import Border
    from geo.pipeline import Harvest

app = typer.Typer(
    name="durandline",
    help="Incidents along a border, from articles and tables to maps. First: the Durand Line.",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help: drawing it with rich would double the start-up time
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Inputs = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders, or - for standard input."),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Where to write; always replaced as a whole.")
]
Places = Annotated[
    list[Path] | None,
    typer.Option("--places", help="A table of places of your own (CSV); it wins over ours."),
]
Workers = Annotated[
    int, typer.Option("--workers", min=1, help="Processes; the result is the same for any number.")
]
BorderCode = Annotated[
    str, typer.Option("--border", help="A pair of ISO codes such as TH-KH, or a file with a line.")
]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")]


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
def map_(
    paths: Inputs,
    output: Output = None,
    title: Annotated[str | None, typer.Option(help="The heading of the map.")] = None,
    label: Annotated[str | None, typer.Option(help="What to call the line.")] = None,
    tiles: Annotated[
        str | None,
        typer.Option(help="Address of online tiles, with {z}, {x} and {y}. Default: none."),
    ] = None,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="Put whole articles into the map, not only quotes.")
    ] = False,
    places: Places = None,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> None:
    """Map articles or tables of incidents.

    Writes NAME.html, one self-contained page, and NAME.geojson beside it.
    """
    from layers.report import print_summary

    target = _target(output or Path(_stem(paths) + ".html"), (".html", ".htm"))
    found = _harvest(paths, places, workers, quiet)
    border = _load_border()
    incidents, faults = _table(found, border, merge=True)
    if not (found.articles or found.tables):
        _finish(found, faults, "nothing to map")
    page = _build_page(found, incidents, border, title, label, tiles, full_text)
    page.save(target)
    beside = target.with_suffix(".geojson")
    _write_beside(incidents, beside)
    if not quiet:
        print_summary(incidents, found, target, beside)
    _finish(found, faults)


@app.command()
def extract(
    paths: Inputs,
    output: Output = None,
    merge: Annotated[
        bool, typer.Option("--merge", help="One row an incident, not one an act in an article.")
    ] = False,
    places: Places = None,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> None:
    """Find the acts that articles report.

    One row an act, with the sentence it rests on. The format follows from the file's ending.
    """
    from geo.incidents.exchange import FORMATS, write_incidents

    target = _target(output or Path(_stem(paths) + ".jsonl"), FORMATS)
    found = _harvest(paths, places, workers, quiet)
    incidents, faults = _table(found, _load_border(), merge=merge)
    write_incidents(incidents, target)
    if not quiet:
        noun = "incidents" if merge else "acts"
        typer.echo(f"{len(incidents)} {noun} from {len(found.articles)} articles: {target}")
    _finish(found, faults)


@app.command()
def toponyms(
    paths: Inputs,
    output: Output = None,
    places: Places = None,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> None:
    """Find place names, and what they mean."""
    from geo.pipeline import Settings, write_toponyms
    from layers.report import show_progress

    target = _target(output or Path(_stem(paths) + ".jsonl"), (".jsonl",))
    with show_progress("reading", quiet=quiet) as progress:
        found, n_names = write_toponyms(
            paths, target, Settings(tuple(places or ())), workers=workers, progress=progress
        )
    if not quiet:
        typer.echo(f"{n_names} place names in {len(found.articles)} articles: {target}")
    _finish(found, ())


@app.command()
def explain(
    path: Annotated[Path, typer.Argument(help="One article.")], places: Places = None
) -> None:
    """Show what was found in one article, and why."""
    from geo.articles.article import Article
    from geo.articles.intake import Fault
    from geo.articles.readers import read_articles
    from geo.events.explain import explain as explain_article
    from geo.pipeline import Harvest, Settings, read_one

    faults = []
    for item in read_articles([path]):
        if isinstance(item, Article):
            reading, mentions = read_one(item, Settings(tuple(places or ())))
            typer.echo(explain_article(item, reading, mentions))
        elif isinstance(item, Fault):
            faults.append(item)
    _finish(Harvest(faults=tuple(faults)), ())


@app.command()
def export(
    paths: Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write into.")],
    by: Annotated[
        str, typer.Option(help="One map for each month, sector, type or article; or all.")
    ] = "month",
    formats: Annotated[
        str, typer.Option("--format", help="html, png, pdf, svg; several with commas.")
    ] = "html,png",
    places: Places = None,
    workers: Workers = 1,
    quiet: Quiet = False,
) -> None:
    """Write many maps in one run.

    One file for each part of the incidents and each format, and maps.csv that lists them.
    """
    from layers.batch import BY, FORMATS, export_maps
    from layers.report import show_progress

    wanted = tuple(dict.fromkeys(part.strip() for part in formats.split(",") if part.strip()))
    _check_names("--format", wanted, FORMATS)
    _check_names("--by", (by,), BY)
    found = _harvest(paths, places, workers, quiet)
    border = _load_border()
    incidents, faults = _table(found, border, merge=True)
    if not (found.articles or found.tables):
        _finish(found, faults, "nothing to map")
    with show_progress("drawing", quiet=quiet) as progress:
        written = export_maps(
            incidents,
            border,
            output,
            by=by,
            formats=wanted,
            workers=workers,
            n_not_english=found.n_not_english,
            progress=progress,
        )
    if not quiet:
        typer.echo(f"{len(written)} files in {output}")
    _finish(found, faults)


@app.command()
def line(
    border: BorderCode = "AF-PK",
    output: Output = None,
    crossings: Annotated[
        bool, typer.Option("--crossings", help="Only the crossings, with their legal class.")
    ] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Names and classes of that day.")
    ] = None,
) -> None:
    """Show a border's lengths, crossings and sectors."""
    from geo.articles.intake import parse_day
    from layers.gauge import LINE_FORMATS, load_border, print_line, write_line

    day = parse_day(as_of or "")
    if as_of and day is None:
        raise typer.BadParameter(f"{as_of}: expected YYYY-MM-DD", param_hint="--as-of")
    target = _target(output, LINE_FORMATS) if output else None
    found = load_border(border)
    if target:
        write_line(found, target)
        typer.echo(f"{found.code}: {target}")
    else:
        print_line(found, on=day, only_crossings=crossings)


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
    from layers.report import print_faults

    if len(where) == 2:
        print_place(load_border(border), *(_number(text) for text in where))
        return
    if len(where) != 1 or (not Path(where[0]).is_file()):
        raise typer.BadParameter(
            f"{' '.join(where)}: expected a FILE that is there, or LON and LAT",
            param_hint="FILE|LON LAT",
        )
    target = _target(output, (".csv",)) if output else None
    text, bad = locate_table(where[0], target, load_border(border))
    typer.echo(
        f"{len(text.splitlines()) - 1} points: {target}" if target else text, nl=bool(target)
    )
    print_faults([Fault(fault.where or where[0], fault.reason) for fault in bad])
    if bad:
        raise typer.Exit(1)


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


def _harvest(paths: list[str], places: list[Path] | None, workers: int, quiet: bool) -> Harvest:
    from geo.pipeline import Settings, harvest
    from layers.report import show_progress

    with show_progress("reading", quiet=quiet) as progress:
        return harvest(paths, Settings(tuple(places or ())), workers=workers, progress=progress)


def _table(
    found: Harvest, border: Border, *, merge: bool
) -> tuple[gpd.GeoDataFrame, tuple[Fault, ...]]:
    from geo.pipeline import build_table

    return build_table(found, border, merge=merge)


def _load_border() -> Border:
    from geo.border import durand_line

    return durand_line()


def _build_page(
    found: Harvest,
    incidents: gpd.GeoDataFrame,
    border: Border,
    title: str | None,
    label: str | None,
    tiles: str | None,
    full_text: bool,
) -> Any:
    from layers.model import build_map

    return build_map(
        incidents,
        border,
        title=title,
        **({"label": label} if label else {}),
        tiles=tiles,
        n_articles=len(found.articles),
        n_not_english=found.n_not_english,
        articles=found.articles if full_text else (),
    )


def _write_beside(incidents: gpd.GeoDataFrame, path: Path) -> None:
    from geo.incidents.exchange import write_incidents

    write_incidents(incidents, path)


def _stem(paths: list[str]) -> str:
    first = Path(paths[0])
    return (
        "durandline"
        if paths[0] == "-"
        else (first.resolve().name if first.is_dir() else first.stem)
    )


def _target(path: Path, suffixes: tuple[str, ...]) -> Path:
    if path.suffix.lower() not in suffixes:
        raise typer.BadParameter(
            f"{path}: expected a file name ending in {' or '.join(suffixes)}", param_hint="-o"
        )
    if not path.parent.is_dir():
        raise typer.BadParameter(
            f"{path}: there is no folder {path.parent}; make it first", param_hint="-o"
        )
    return path


def _check_names(option: str, names: tuple[str, ...], known: tuple[str, ...]) -> None:
    bad = [name for name in names if name not in known]
    if bad or not names:
        raise typer.BadParameter(
            f"{', '.join(bad) or 'nothing'}: expected {', '.join(known)}", param_hint=option
        )


def _finish(found: Harvest, faults: tuple[Fault, ...], reason: str | None = None) -> None:
    """Name what was left out, and end: 1 if anything was, or if there is nothing to show."""
    from layers.report import print_faults

    left_out = (*found.faults, *faults)
    print_faults(left_out)
    if reason:
        typer.echo(f"durandline: {reason}", err=True)
    if left_out or reason:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
