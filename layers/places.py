"""Towns that help a reader to find their way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from layers.pack import pack_numbers
from layers.web.assets import read_json

Box: TypeAlias = tuple[float, float, float, float]  # west, south, east, north in degrees

DIGITS = 4
CAPITAL, PROVINCE_CAPITAL, TOWN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Town:
    """A town: `rank` is 0 for a capital, 1 for a province's, 2 for others."""

    name: str
    longitude: float
    latitude: float
    rank: int
    population: int


@dataclass(frozen=True, slots=True)
class PlacesLayer:
    """Towns by weight, capitals first.

    Parameters
    ----------
    boxes : where towns are wanted, each with the least population a town must have there
        (capitals of countries and provinces always stand).
    extra : places of the user's own, such as those of the incidents.
    """

    boxes: tuple[tuple[Box, int], ...]
    extra: tuple[Town, ...] = field(default=())

    kind = "places"

    def towns(self) -> list[Town]:
        """Return the towns, heaviest first.

        Examples
        --------
        >>> PlacesLayer((((68.0, 34.0, 70.0, 35.0), 100_000),)).towns()[0].name
        'Kabul'
        >>> PlacesLayer(()).towns()
        []
        """
        return towns_in(self.boxes) + list(self.extra)

    def to_data(self) -> dict[str, object]:
        """Return names, packed positions, ranks and thousands of people."""
        towns = self.towns()
        return {
            "digits": DIGITS,
            "names": [town.name for town in towns],
            "longitudes": pack_numbers(round(town.longitude * 10**DIGITS) for town in towns),
            "latitudes": pack_numbers(round(town.latitude * 10**DIGITS) for town in towns),
            "ranks": "".join(str(town.rank) for town in towns),
            "thousands": pack_numbers(round(town.population / 1000) for town in towns),
        }


def towns_in(boxes: Sequence[tuple[Box, int]]) -> list[Town]:
    """Return the towns of GeoNames in any of the boxes that are large enough for it."""
    found = []
    for name, longitude, latitude, rank, population in read_json("towns.json"):
        for (west, south, east, north), least in boxes:
            inside = west <= longitude <= east and south <= latitude <= north
            if inside and (rank < TOWN or population >= least):
                found.append(Town(name, longitude, latitude, rank, population))
                break
    return found
