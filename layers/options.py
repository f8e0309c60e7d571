"""The options that commands share, and what they ask for; an option means the same everywhere."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Concatenate, ParamSpec, get_type_hints

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
Workers = Annotated[
    int, typer.Option("--workers", min=1, help="Processes; the result is the same for any number.")
]
BorderCode = Annotated[
    str, typer.Option("--border", help="A pair of ISO codes such as TH-KH, or a file with a line.")
]
Undated = Annotated[
    str | None, typer.Option("--date", metavar="DAY", help="The date of articles that have none.")
]
StoreAt = Annotated[
    str | None,
    typer.Option("--store", help="Add to a store, FILE.gpkg or postgresql://..., and use it all."),
]
Label = Annotated[str | None, typer.Option("--label", help="What to call the line.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")]
Public = Annotated[
    bool,
    typer.Option(
        "--public",
        help="Keep only what may be published: reviewed rows, open data; no one's home.",
    ),
]
Worldview = Annotated[
    Path | None,
    typer.Option("--worldview", help="Boundaries to draw instead of ours (GeoJSON, GeoPackage)."),
]
StoryTable = Annotated[
    Path | None,
    typer.Option("--story", help="A story to tell: incident ids with headings and text (CSV)."),
]
Words = list[str] | None
EXTRACTORS = ("rules", "llm")


@dataclass(frozen=True, slots=True)
class Options:
    """The options that commands share, as they are written; see `takes_request`."""

    paths: Inputs
    since: Annotated[str | None, typer.Option("--since", help="A day, month or year.")] = None
    until: Annotated[
        str | None, typer.Option("--until", help="A day, month or year, included.")
    ] = None
    types: Annotated[Words, typer.Option("--type", help="Event types, with commas.")] = None
    sides: Annotated[
        Words, typer.Option("--side", help="AF, PK, on_line, undetermined, elsewhere.")
    ] = None
    sectors: Annotated[Words, typer.Option("--sector", help="Districts or provinces.")] = None
    km: Annotated[str | None, typer.Option("--km", help="Map kilometres, such as 700-900.")] = None
    within: Annotated[
        float | None, typer.Option("--within", help="At most so many km off the line.")
    ] = None
    actors: Annotated[
        Words, typer.Option("--actor", help="Words of either party's name, with commas.")
    ] = None
    statuses: Annotated[
        Words,
        typer.Option("--status", help="extracted, imported, reviewed, edited, rejected."),
    ] = None
    only: Annotated[
        str | None, typer.Option("--only", help="reviewed, unreviewed, news, or placed.")
    ] = None
    border: BorderCode = "AF-PK"
    date: Undated = None
    places: Places = None
    districts: Annotated[
        list[Path] | None,
        typer.Option(
            "--districts", help="Polygons of districts or provinces, drawn instead of discs."
        ),
    ] = None
    columns: Annotated[
        Words,
        typer.Option(
            "--columns", help="What a table's columns mean: latitude=Breite,date=Datum,..."
        ),
    ] = None
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help="What people decided on incidents (CSV); it wins."),
    ] = None
    store: StoreAt = None
    whole_release: Annotated[
        bool,
        typer.Option(
            "--whole-release", help="Rows of a store that the tables' data sets lack are retired."
        ),
    ] = False
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DAY", help="Rows of tables that start later are bad."),
    ] = None
    extractor: Annotated[
        str, typer.Option("--extractor", help="rules, or llm: a language model of your own.")
    ] = "rules"
    llm_url: Annotated[
        str | None,
        typer.Option("--llm-url", help="Where the model is: an OpenAI-compatible address."),
    ] = None
    llm_model: Annotated[
        str | None, typer.Option("--llm-model", help="The model's name there.")
    ] = None
    workers: Workers = 1
    quiet: Quiet = False


@dataclass(frozen=True, slots=True)
class Request:
    """What a command was asked to read, how, and which incidents it is to keep."""

    paths: tuple[str, ...]
    border: str = "AF-PK"
    undated: dt.date | None = None
    places: tuple[Path, ...] = ()
    districts: tuple[Path, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    decisions: Path | None = None
    store: str | None = None
    whole_release: bool = False
    as_of: dt.date | None = None
    query: Query | None = None
    workers: int = 1
    quiet: bool = False
    llm_url: str | None = None
    llm_model: str | None = None

    @property
    def files(self) -> tuple[str | Path, ...]:
        """What is read, and so must not be written over."""
        more = (self.decisions, self.store)
        return (*self.paths, *self.places, *self.districts, *(one for one in more if one))


_QUESTIONS = (
    *("since", "until", "types", "sides", "sectors", "km", "within"),
    *("actors", "statuses", "only"),
)
Own = ParamSpec("Own")


def takes_request(command: Callable[Concatenate[Request, Own], None]) -> Callable[..., None]:
    """A command with the options of `Options`, put together as the request it is called with.

    Typer reads options from a signature: this one has those that the command lists itself,
    and behind them the shared ones, which stand nowhere else.
    """
    hints = get_type_hints(Options, include_extras=True)
    shared = [
        inspect.Parameter(
            option.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if option.default is MISSING else option.default,
            annotation=hints[option.name],
        )
        for option in fields(Options)
    ]
    _, *own = inspect.signature(command, eval_str=True).parameters.values()

    def run(**said: Any) -> None:
        options = Options(**{parameter.name: said.pop(parameter.name) for parameter in shared})
        command(read_request(options), **said)  # type: ignore[call-arg]

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    first, *rest = shared
    placed = [first, *(one.replace(kind=first.kind) for one in own), *rest]
    run.__signature__ = inspect.Signature(placed)  # type: ignore[attr-defined]
    return run


def read_request(options: Options) -> Request:
    """What options ask for, once they are understood.

    Raises
    ------
    typer.BadParameter : an option cannot be understood.

    Examples
    --------
    >>> read_request(Options(["a.txt"], since="2025-10")).query.since
    '2025-10-01'
    """
    _check_extractor(options)
    if options.whole_release and not options.store:
        raise typer.BadParameter("expected --store with it", param_hint="--whole-release")
    return Request(
        paths=tuple(options.paths),
        border=options.border,
        undated=read_day(options.date, "--date"),
        places=tuple(options.places or ()),
        districts=tuple(options.districts or ()),
        columns=_read_columns(options.columns),
        decisions=options.decisions,
        store=options.store,
        whole_release=options.whole_release,
        as_of=read_day(options.as_of, "--as-of"),
        query=_build_query({name: getattr(options, name) for name in _QUESTIONS}),
        workers=options.workers,
        quiet=options.quiet,
        llm_url=options.llm_url,
        llm_model=options.llm_model,
    )


def _check_extractor(options: Options) -> None:
    """Articles leave the machine only where the user asks for it in so many words."""
    check_names("--extractor", (options.extractor,), EXTRACTORS)
    address, model = options.llm_url, options.llm_model
    if options.extractor == "rules":
        if address or model:
            raise typer.BadParameter("--llm-url and --llm-model go with --extractor llm")
        return
    if not (address and model):
        raise typer.BadParameter("--extractor llm goes with both --llm-url and --llm-model")
    if not address.lower().startswith(("http://", "https://")):
        raise typer.BadParameter(
            "expected an address with http:// or https://", param_hint="--llm-url"
        )


def read_day(text: str | None, option: str) -> dt.date | None:
    """The day an option names, if it was given.

    Raises
    ------
    typer.BadParameter : it is no day.
    """
    if text is None:
        return None
    from geo.articles.intake import parse_day

    day = parse_day(text)
    if day is None or len(text.strip()) != 10:
        raise typer.BadParameter(f"{text}: expected YYYY-MM-DD", param_hint=option)
    return day


def pick_target(path: Path, suffixes: tuple[str, ...], inputs: Sequence[str | Path] = ()) -> Path:
    """The file to write: its ending is known, its folder is there, and it is not one that is read.

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
    if any(path.resolve() == Path(one).resolve() for one in inputs):
        raise typer.BadParameter(
            f"{path}: expected another file than what is read; name one with -o", param_hint="-o"
        )
    return path


def name_after(paths: Sequence[str], ending: str) -> Path:
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


def _read_columns(texts: Words) -> dict[str, str]:
    if not texts:
        return {}
    from geo.incidents.plain import parse_columns

    try:
        return parse_columns(texts)
    except GeoError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from None


def _build_query(options: dict[str, Any]) -> Query | None:
    if all(value is None for value in options.values()):
        return None
    from geo.incidents.query import parse_query

    try:
        return parse_query(**options)
    except GeoError as error:
        raise typer.BadParameter(str(error)) from None
