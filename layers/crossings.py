"""Crossings of the line, and the sectors on both sides of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.border.model import Border
    from geo.border.reference import Crossing, Sector
    from geo.incidents.ledger import LedgerEntry


@dataclass(frozen=True, slots=True)
class CrossingsLayer:
    """Crossings, each with its kilometre, and when they were closed and open.

    Parameters
    ----------
    crossings : of the table.
    unconfirmed : whether to show those too that are not confirmed.
    ledger : what is known of closures and openings, as `geo.incidents.ledger.build_ledger`
        returns it; the page works out from it what held on the last day that is shown. What no
        entry covers is unknown, which is not open.
    """

    crossings: tuple[Crossing, ...]
    unconfirmed: bool = False
    ledger: tuple[LedgerEntry, ...] = ()

    kind = "crossings"

    def to_data(self) -> dict[str, object]:
        """Return the crossings by kilometre as plain data."""
        shown = [c for c in self.crossings if self.unconfirmed or c.is_confirmed]
        return {
            "crossings": [
                {
                    "id": crossing.crossing_id,
                    "name": crossing.name,
                    "kind": crossing.kind,
                    "at": [round(crossing.longitude, 4), round(crossing.latitude, 4)],
                    "km": round(crossing.chainage_km, 1),
                    "names": [name for name in (crossing.name_af, crossing.name_pk) if name],
                    "local": list(crossing.names_local),
                    "districts": [crossing.district_af, crossing.district_pk],
                    "confirmed": crossing.is_confirmed,
                }
                for crossing in sorted(shown, key=lambda c: (c.chainage_km, c.crossing_id))
            ],
            "ledger": [_entry(entry) for entry in self.ledger],
        }


@dataclass(frozen=True, slots=True, eq=False)
class SectorsLayer:
    """Districts along the line, on both sides.

    Parameters
    ----------
    sectors : stretches of kilometres with names.
    border : the line they lie along, for a map on which no `BorderLayer` shows it.
    """

    sectors: tuple[Sector, ...]
    border: Border | None = None

    kind = "sectors"

    def to_data(self) -> dict[str, object]:
        """Return today's sectors by side and kilometre as plain data."""
        from layers.border import BorderLayer

        line = {"line": BorderLayer(self.border).to_data()} if self.border else {}
        return {"sectors": [_sector(sector) for sector in today(self.sectors)], **line}


def _entry(entry: LedgerEntry) -> list[object]:
    """Return crossing, state, first and last day, traffic, direction, extent, by whom, how sure."""
    return [
        entry.crossing_id,
        entry.state,
        entry.since.isoformat(),
        entry.until.isoformat() if entry.until else None,
        entry.traffic,
        entry.direction,
        entry.extent,
        entry.closed_by,
        entry.incident_id,
        len(entry.sources),
    ]


def today(sectors: Sequence[Sector]) -> list[Sector]:
    """Return the sectors that still hold, by level, side and kilometre."""
    holding = [sector for sector in sectors if sector.valid_to is None]
    return sorted(holding, key=lambda s: (s.level, s.side, s.km_from, s.name))


def _sector(sector: Sector) -> dict[str, object]:
    return {
        "side": sector.side,
        "level": sector.level,
        "name": sector.name,
        "km": [round(sector.km_from, 1), round(sector.km_to, 1)],
    }
