"""From what a command was asked to the table of incidents it works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.articles.intake import Fault
from geo.pipeline import (
    Harvest,
    Settings,
    build_table,
    harvest,
    list_orphans,
    read_incident_table,
)
from layers.gauge import load_border
from layers.report import count_things, show_progress

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.border.model import Border
    from geo.events.mention import Mention
    from geo.incidents.decisions import Decision
    from geo.incidents.query import Query
    from geo.incidents.store import Store
    from layers.options import Request


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read, the line, the incidents that were asked for, and what was left out.

    `notes` say what else to know, where nothing was wrong.
    """

    found: Harvest
    border: Border
    incidents: gpd.GeoDataFrame
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no article and no table could be read."""
        return not (self.found.articles or self.found.tables)


def gather(request: Request, *, merge: bool = True, join_imported: bool = True) -> Gathered:
    """Read what was asked for, merge it, and keep the incidents that pass.

    Imported rows join the incidents of articles if `join_imported`; what is to be published
    must stay apart, for only one of the two may be.

    Raises
    ------
    GeoError : the decisions, the store or the districts cannot be read.
    """
    from geo.incidents.districts import read_districts
    from geo.incidents.fit import fit_districts
    from geo.incidents.imported_merge import merge_imported
    from geo.incidents.query import Query, select

    border = load_border(request.border)
    districts = read_districts(request.districts, border) if request.districts else None
    decisions, faults = _read_decisions(request)
    with show_progress("reading", quiet=request.quiet) as progress:
        tables, paths = _sort_paths(request)
        found = harvest(
            paths,
            Settings(request.places, request.llm_url, request.llm_model, request.undated),
            workers=request.workers,
            progress=progress,
        )
    found = replace(found, tables=(*tables, *found.tables))
    withdrawn, bad = _read_withdrawn(found)
    more: Sequence[Fault]
    if request.store:
        incidents, more, notes, decisions = _use_store(request, found, border, decisions, withdrawn)
    else:
        incidents, more = build_table(
            found,
            border,
            merge=merge,
            decisions=decisions,
            as_of=request.as_of,
            columns=request.columns,
            join_imported=False,  # only what its source did not withdraw
        )
        incidents, notes = _drop(incidents, withdrawn)
    if join_imported and (merge or request.store):
        incidents = merge_imported(incidents, decisions)
    if districts is not None:
        incidents = select(incidents, _ask_first(request) or Query())
        incidents, missing = fit_districts(incidents, districts, border)
        notes += [f"no polygon for {name}: drawn as a disc" for name in missing]
    if request.query is not None:
        incidents = select(incidents, request.query)
    faults = [*found.faults, *faults, *bad, *more]
    return Gathered(found, border, incidents, tuple(faults), (*_say_dropped(found), *notes))


def _say_dropped(found: Harvest) -> tuple[str, ...]:
    """What of a language model's answers was dropped, if anything was."""
    if not found.dropped:
        return ()
    counts = ", ".join(f"{reason} ({count})" for reason, count in found.dropped)
    return (f"Dropped of the model's answers: {counts}",)


def _sort_paths(request: Request) -> tuple[list[Path], list[str]]:
    """Tables whose columns the user named, which nothing else would tell, and all other paths."""
    from geo.incidents.plain import has_columns

    if not request.columns:
        return [], list(request.paths)
    tables = [path for path in request.paths if has_columns(Path(path), request.columns)]
    return [Path(path) for path in tables], [path for path in request.paths if path not in tables]


def _read_withdrawn(found: Harvest) -> tuple[dict[str, int], list[Fault]]:
    """The ids that lists among the tables withdraw; what else is wrong is told elsewhere."""
    from geo.errors import TableError
    from geo.incidents.withdrawn import read_withdrawn

    withdrawn: dict[str, int] = {}
    faults: list[Fault] = []
    for path in found.tables:
        try:
            ids, bad = read_withdrawn(path)
        except TableError:
            continue  # nor can its rows be read, which is told with them
        withdrawn |= ids
        faults += [Fault(one.where or str(path), one.reason) for one in bad if ids]
    return withdrawn, faults


def _drop(
    incidents: gpd.GeoDataFrame, withdrawn: dict[str, int]
) -> tuple[gpd.GeoDataFrame, list[str]]:
    from geo.incidents.withdrawn import drop_withdrawn

    left = drop_withdrawn(incidents, withdrawn)
    count = len(incidents) - len(left)
    return left, [
        f"{count_things(count, 'incident')} left out: withdrawn by the source"
    ] if count else []


def _read_decisions(request: Request) -> tuple[tuple[Decision, ...], list[Fault]]:
    if request.decisions is None:
        return (), []
    from geo.incidents.decisions import read_decisions

    decisions, bad = read_decisions(request.decisions)
    return decisions, [Fault(fault.where or str(request.decisions), fault.reason) for fault in bad]


def _use_store(
    request: Request,
    found: Harvest,
    border: Border,
    decisions: tuple[Decision, ...],
    withdrawn: dict[str, int],
) -> tuple[gpd.GeoDataFrame, list[Fault], list[str], tuple[Decision, ...]]:
    """Add what was read to the store, and take the incidents and decisions from there."""
    from geo.incidents.store import open_store

    mentions: dict[str, list[Mention]] = {}
    for mention in found.mentions:
        mentions.setdefault(mention.article, []).append(mention)
    with open_store(request.store or "") as store:
        for article in found.articles:
            store.add_article(article, mentions.get(article.article, []))
        faults, notes = _add_tables(store, request, found, border)
        count = store.withdraw(withdrawn) if withdrawn else 0
        if count:
            notes.append(f"{count_things(count, 'row')} retired: withdrawn by the source")
        store.add_decisions(decisions)
        incidents = store.incidents(border, _ask_first(request))
        faults += list_orphans(store.orphans(border))
        return incidents, faults, notes, store.decisions()


def _add_tables(
    store: Store, request: Request, found: Harvest, border: Border
) -> tuple[list[Fault], list[str]]:
    """Add the tables to a store; a whole release retires only if all of it could be read."""
    from geo.incidents.frame import join_frames

    faults: list[Fault] = []
    frames = []
    for path in found.tables:
        frame, bad = read_incident_table(path, border, as_of=request.as_of, columns=request.columns)
        imported = frame[frame["dataset"].notna()]
        faults += bad
        if len(imported) < len(frame):
            count = len(frame) - len(imported)
            reason = f"{count_things(count, 'row')} of no data set: a store takes their articles"
            faults.append(Fault(str(path), reason))
        frames.append(imported)
    if not frames:
        return faults, []
    table = join_frames(frames).drop_duplicates("incident_id", keep="last", ignore_index=True)
    is_whole = request.whole_release and not faults
    report = store.add_imported(table, is_whole_release=is_whole)
    counts = {
        "added": report.added,
        "changed": report.changed,
        "retired": report.retired,
        "older than the store's": report.outdated,
    }
    notes = [", ".join(f"{count_things(n, 'row')} {name}" for name, n in counts.items() if n)]
    if request.whole_release and faults:
        notes.append("nothing was retired: some rows could not be read")
    return faults, [note for note in notes if note]


def _ask_first(request: Request) -> Query | None:
    """What to ask at first: not where, if polygons are still to say where."""
    if request.query is None or not request.districts:
        return request.query
    return replace(request.query, sides=(), sectors=(), km=None, within_km=None)
