"""The options that commands share, and what they ask for; an option means the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geo.errors import GeoError

if TYPE_CHECKING:
    from geo.incidents.query import Query

# How every command line of ours speaks: plainly.
PLAIN: dict[str, Any] = {
    "no_args_is_help": True,
    "rich_markup_mode": None,  # drawing help with rich would double the start-up time
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

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
Decisions = Annotated[
    Path | None,
    typer.Option("--decisions", help="What people decided on incidents (CSV); it wins."),
]
StoreAt = Annotated[
    str | None,
    typer.Option("--store", help="Add to a store, FILE.gpkg or postgresql://..., and use it all."),
]
Since = Annotated[str | None, typer.Option("--since", help="A day, month or year.")]
Until = Annotated[str | None, typer.Option("--until", help="A day, month or year, included.")]
Types = Annotated[list[str] | None, typer.Option("--type", help="Event types, with commas.")]
Sides = Annotated[
    list[str] | None, typer.Option("--side", help="AF, PK, on_line, undetermined, elsewhere.")
]
Sectors = Annotated[list[str] | None, typer.Option("--sector", help="Districts or provinces.")]
Kilometres = Annotated[str | None, typer.Option("--km", help="Map kilometres, such as 700-900.")]
Within = Annotated[float | None, typer.Option("--within", help="At most so many km off the line.")]
Only = Annotated[
    str | None, typer.Option("--only", help="reviewed, unreviewed, news, placed, or a status.")
]
Workers = Annotated[
    int, typer.Option("--workers", min=1, help="Processes; the result is the same for any number.")
]
BorderCode = Annotated[
    str, typer.Option("--border", help="A pair of ISO codes such as TH-KH, or a file with a line.")
]
LlmUrl = Annotated[
    str | None,
    typer.Option("--llm-url", help="Read with a language model at this address, not the rules."),
]
LlmModel = Annotated[str | None, typer.Option("--llm-model", help="The model's name there.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")]


_QUESTIONS = ("since", "until", "types", "sides", "sectors", "km", "within", "only")


@dataclass(frozen=True, slots=True)
class Request:
    """What a command was asked to read, how, and which incidents it is to keep."""

    paths: tuple[str, ...]
    places: tuple[Path, ...] = ()
    decisions: Path | None = None
    store: str | None = None
    query: Query | None = None
    workers: int = 1
    quiet: bool = False
    llm_url: str | None = None
    llm_model: str | None = None


def read_request(context: typer.Context) -> Request:
    """What a command was asked, from the options that all commands share.

    Raises
    ------
    typer.BadParameter : an option cannot be understood.
    """
    said: dict[str, Any] = context.params
    if bool(said.get("llm_url")) != bool(said.get("llm_model")):
        raise typer.BadParameter("expected both --llm-url and --llm-model")
    return Request(
        paths=tuple(said["paths"]),
        places=tuple(said["places"] or ()),
        decisions=said["decisions"],
        store=said["store"],
        query=_build_query({name: said[name] for name in _QUESTIONS}),
        workers=said["workers"],
        quiet=said["quiet"],
        llm_url=said.get("llm_url"),
        llm_model=said.get("llm_model"),
    )


def pick_target(path: Path, suffixes: tuple[str, ...]) -> Path:
    """The file to write, if its ending is one of the known and its folder is there.

    Raises
    ------
    typer.BadParameter : it is not.
    """
    if path.suffix.lower() not in suffixes:
        raise typer.BadParameter(
            f"{path}: expected a file name ending in {' or '.join(suffixes)}", param_hint="-o"
        )
    if not path.parent.is_dir():
        raise typer.BadParameter(
            f"{path}: there is no folder {path.parent}; make it first", param_hint="-o"
        )
    return path


def name_after(paths: list[str], ending: str) -> Path:
    """The file name to use where none was given: that of the first input.

    Examples
    --------
    >>> name_after(["week.txt"], ".html"), name_after(["-"], ".html")
    (PosixPath('week.html'), PosixPath('durandline.html'))
    """
    first = Path(paths[0])
    stem = first.resolve().name if first.is_dir() else first.stem
    return Path(("durandline" if paths[0] == "-" else stem) + ending)


def check_names(option: str, names: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Refuse names that are not among the known ones.

    Raises
    ------
    typer.BadParameter : there is such a name, or none at all.
    """
    bad = [name for name in names if name not in known]
    if bad or not names:
        raise typer.BadParameter(
            f"{', '.join(bad) or 'nothing'}: expected {', '.join(known)}", param_hint=option
        )


def _build_query(options: dict[str, Any]) -> Query | None:
    if all(value is None for value in options.values()):
        return None
    from geo.incidents.query import parse_query

    try:
        return parse_query(**options)
    except GeoError as error:
        raise typer.BadParameter(str(error)) from None
