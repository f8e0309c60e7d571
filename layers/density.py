"""How many incidents there are where: by hexagon, and by kilometre of the line.

Both count what the page shows, and follow its filter. On a map without a layer of incidents they
bring the places and kilometres they count, and nothing else of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.columns import Packer, Spec, pack_numbers

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.border.model import Border

PLACE_DIGITS = 3  # a hundred metres: far less than a hexagon


@dataclass(frozen=True, slots=True, eq=False)
class HexagonsLayer:
    """Incidents counted by hexagon.

    Parameters
    ----------
    incidents : a frame with the columns of `geo.incidents.schema`, for a map on which no
        `IncidentsLayer` shows them; None counts those of the map.
    across_km : from one side of a hexagon to the other, at the middle of the map, 1 to 500.

    Examples
    --------
    >>> HexagonsLayer(across_km=25).to_data()
    {'acrossKm': 25}
    """

    incidents: gpd.GeoDataFrame | None = None
    across_km: float = 30

    kind = "hexagons"

    def __post_init__(self) -> None:
        """Refuse a size that nobody could read.

        Raises
        ------
        ValueError
            If it is not between 1 and 500 km.
        """
        _check("hexagons of 1 to 500 km", self.across_km, 1, 500)

    def to_data(self) -> dict[str, object]:
        """Return the size, and the places if the layer stands alone."""
        data: dict[str, object] = {"acrossKm": self.across_km}
        if self.incidents is not None:
            data |= _pack(self.incidents, {"longitude": PLACE_DIGITS, "latitude": PLACE_DIGITS})
        return data


@dataclass(frozen=True, slots=True, eq=False)
class KilometresLayer:
    """Incidents counted by kilometre of the line, as bars across it.

    Parameters
    ----------
    incidents : as of `HexagonsLayer`.
    border : the line, for a map on which no `BorderLayer` shows it.
    every_km : the length of a step, 1 to 500 km.

    Examples
    --------
    >>> KilometresLayer(every_km=20).to_data()
    {'everyKm': 20}
    """

    incidents: gpd.GeoDataFrame | None = None
    border: Border | None = None
    every_km: float = 20

    kind = "kilometres"

    def __post_init__(self) -> None:
        """Refuse a step that nobody could read.

        Raises
        ------
        ValueError
            If it is not between 1 and 500 km.
        """
        _check("steps of 1 to 500 km", self.every_km, 1, 500)

    def to_data(self) -> dict[str, object]:
        """Return the step, and the kilometres and the line if the layer stands alone."""
        data: dict[str, object] = {"everyKm": self.every_km}
        if self.incidents is not None:
            data |= _pack(self.incidents, {"chainage_km": 1})
        if self.border is not None:
            from layers.border import BorderLayer

            data["line"] = BorderLayer(self.border).to_data()
        return data


def _check(what: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise ValueError(f"expected {what}, got {value}")


def _pack(incidents: gpd.GeoDataFrame, digits: dict[str, int]) -> dict[str, Any]:
    """Return numbers of the rows that are not rejected, as packed columns in a fixed order."""
    import math

    import numpy as np

    from layers.table import order_rows

    order = order_rows(incidents)
    packer = Packer()
    columns: Spec = {}
    for name, kept in digits.items():
        values: Any = np.full(len(order), math.nan)
        if name in incidents.columns:
            values = incidents[name].to_numpy(dtype=float, na_value=math.nan)[order]
        spec = pack_numbers(packer, values, kept)
        if spec is not None:
            columns[name] = spec
    return {"count": len(order), "columns": columns, **packer.finish()}
