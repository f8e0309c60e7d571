"""Incidents as a layer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from layers.style import Sizes
from layers.table import order_rows, pack_table

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, slots=True, eq=False)
class IncidentsLayer:
    """Incidents to draw: pins, discs, areas and stretches of the line.

    Parameters
    ----------
    incidents : a frame with the columns of `geo.incidents.schema`; missing ones count as null.
        Rejected rows are not drawn.
    sizes : sizes of the pins.
    """

    incidents: gpd.GeoDataFrame
    sizes: Sizes = field(default_factory=Sizes)

    kind = "incidents"

    def shown(self) -> gpd.GeoDataFrame:
        """Return the rows that are drawn, by date and id whatever order they came in."""
        return self.incidents.iloc[order_rows(self.incidents)]

    def to_data(self) -> dict[str, object]:
        """Return the rows as packed columns, which `layers.unpack.unpack_table` reads."""
        return pack_table(self.incidents, order_rows(self.incidents))
