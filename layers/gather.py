"""From what a command was asked to the table of incidents it works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.articles.intake import Fault
from geo.pipeline import Harvest, Settings, build_table, harvest, read_incident_table
from layers.gauge import load_border
from layers.report import show_progress

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.border.model import Border
    from geo.events.mention import Mention
    from geo.incidents.decisions import Decision
    from geo.incidents.query import Query
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


def gather(request: Request, *, merge: bool = True) -> Gathered:
    """Read what was asked for, merge it, and keep the incidents that pass.

    Raises
    ------
    GeoError : the decisions, the store or the districts cannot be read.
    """
    from geo.incidents.districts import read_districts
    from geo.incidents.fit import fit_districts
    from geo.incidents.query import select

    border = load_border(request.border)
    districts = read_districts(request.districts, border) if request.districts else None
    decisions, faults = _read_decisions(request)
    with show_progress("reading", quiet=request.quiet) as progress:
        found = harvest(
            request.paths,
            Settings(request.places, request.llm_url, request.llm_model, request.undated),
            workers=request.workers,
            progress=progress,
        )
    more: Sequence[Fault]
    if request.store:
        incidents, more = _use_store(request, found, border, decisions)
    else:
        incidents, more = build_table(found, border, merge=merge, decisions=decisions)
    notes: tuple[str, ...] = ()
    if districts is not None:
        incidents, missing = fit_districts(incidents, districts, border)
        notes = tuple(f"no polygon for {name}: drawn as a disc" for name in missing)
    if request.query is not None:
        incidents = select(incidents, request.query)
    return Gathered(found, border, incidents, (*found.faults, *faults, *more), notes)


def _read_decisions(request: Request) -> tuple[tuple[Decision, ...], list[Fault]]:
    if request.decisions is None:
        return (), []
    from geo.incidents.decisions import read_decisions

    decisions, bad = read_decisions(request.decisions)
    return decisions, [Fault(fault.where or str(request.decisions), fault.reason) for fault in bad]


def _use_store(
    request: Request, found: Harvest, border: Border, decisions: tuple[Decision, ...]
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Add what was read to the store, and take the incidents from there."""
    from geo.incidents.store import open_store

    faults: list[Fault] = []
    mentions: dict[str, list[Mention]] = {}
    for mention in found.mentions:
        mentions.setdefault(mention.article, []).append(mention)
    with open_store(request.store or "") as store:
        for article in found.articles:
            store.add_article(article, mentions.get(article.article, []))
        for path in found.tables:
            frame, bad = read_incident_table(path, border)
            store.add_imported(frame)
            faults += bad
        store.add_decisions(decisions)
        return store.incidents(border, _ask_store(request)), faults


def _ask_store(request: Request) -> Query | None:
    """What to ask a store: not where, if polygons are still to say where."""
    if request.query is None or not request.districts:
        return request.query
    return replace(request.query, sides=(), sectors=(), km=None, within_km=None)
