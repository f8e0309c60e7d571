"""The commands `durandline gazetteer`: search places, install those of whole countries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from layers.options import PLAIN, Quiet

if TYPE_CHECKING:
    from geo.places.download import Record

gazetteer = typer.Typer(help="Search places; install gazetteers of whole countries.", **PLAIN)

Code = Annotated[str, typer.Argument(metavar="CODE", help="ISO code of a country, such as AF.")]


@gazetteer.command("search")
def search_places(
    name: Annotated[str, typer.Argument(help="A place name, in any spelling or script.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many places.")] = 10,
) -> None:
    """Find places by name, the nearest spelling first."""
    print_matches(name, limit)


@gazetteer.command("install")
def install(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="CODE", help="ISO code of a country, such as AF.", show_default=False
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", help="A GeoNames dump (zip, gz or plain), a folder of such, or an address."
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Install the GeoNames dump of a country; it is fetched unless you have it.

    With --from and no CODE, the names of the files say what countries they are.
    """
    from geo.places.download import install_dump
    from layers.report import show_bytes

    for one in [code] if code is not None else _codes(source):
        with show_bytes(f"fetching {one.upper()}", quiet=quiet or source is not None) as progress:
            record = install_dump(one, source=source, progress=progress)
        if not quiet:
            typer.echo(_describe(record))


@gazetteer.command("list")
def list_dumps() -> None:
    """List installed gazetteers, and what each was made from."""
    from geo.places.download import list_installed

    for record in list_installed():
        typer.echo(_describe(record))


@gazetteer.command("remove")
def remove_dump(code: Code) -> None:
    """Remove an installed gazetteer."""
    from geo.places.download import remove

    remove(code)


def _codes(source: str | None) -> list[str]:
    """The countries of a dump or folder, by the names of its files."""
    from geo.places.download import find_dumps

    path = Path(source) if source is not None else None
    codes = sorted(find_dumps(path)) if path is not None and path.exists() else []
    if not codes:
        told = "the two letters of a country, or --from AF.zip or a folder of such files"
        raise typer.BadParameter(f"expected {told}", param_hint="CODE")
    return codes


def _describe(record: Record) -> str:
    bad = f", {record.bad_rows:,} bad rows left out" if record.bad_rows else ""
    return (
        f"{record.code}: {record.rows:,} places{bad}, installed {record.date or 'unknown'},"
        f" from {record.address or 'unknown'}, SHA-256 {record.sha256[:16] or 'unknown'}"
    )


def print_matches(name: str, limit: int) -> None:
    """Print the places whose names are like the one asked for, the likest first.

    Raises
    ------
    InputError : the name holds no letter.
    """
    from rich.table import Table
    from rich.text import Text

    from geo.places import load_gazetteer
    from geo.places.search import search
    from layers.report import make_console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("place", "kind", "in", "spelling", "id"):
        table.add_column(heading)
    for heading in ("longitude", "latitude", "radius km"):
        table.add_column(heading, justify="right")
    matches = search(load_gazetteer(), name, limit=limit)
    if not matches:
        typer.echo(f"no place is called anything like {name!r}")
        return
    for match in matches:
        place = match.place
        where = ", ".join(filter(None, (place.adm_2, place.adm_1, place.country)))
        cells = (
            place.name if place.is_confirmed else f"{place.name} (unconfirmed)",
            place.kind,
            where,
            f"{match.spelling} ({match.likeness:.0%})",
            place.place_id,
            f"{place.longitude:.4f}",
            f"{place.latitude:.4f}",
            f"{place.radius_km:g}",
        )
        table.add_row(*(Text(cell) for cell in cells))
    make_console().print(table)
