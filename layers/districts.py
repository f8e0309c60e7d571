"""Districts, or other areas with names, as thin outlines over the ground."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from layers.boundaries import list_lines, read_shapes
from layers.pack import pack_line

if TYPE_CHECKING:
    import geopandas as gpd

DIGITS = 4
TOLERANCE_DEG = 0.004
#: Columns that files of administrative areas keep the name in, the likeliest first.
NAME_COLUMNS = ("name", "shapeName", "ADM2_EN", "adm2_name", "NAME_2", "district", "NAME")


@dataclass(frozen=True, slots=True, eq=False)
class DistrictsLayer:
    """Areas with names.

    Parameters
    ----------
    areas : polygons, in any CRS.
    name : the column of their names; None takes the likeliest, or draws none.
    """

    areas: gpd.GeoDataFrame
    name: str | None = None

    kind = "districts"

    def __post_init__(self) -> None:
        """Refuse a column that is not there.

        Raises
        ------
        InputError
            If `name` is not among the columns.
        """
        if self.name is not None and self.name not in self.areas.columns:
            columns = ", ".join(str(one) for one in self.areas.columns)
            raise InputError(f"expected a column of names among {columns}; got {self.name!r}")

    def to_data(self) -> dict[str, object]:
        """Return names, where they stand, and rings, packed."""
        import shapely

        areas = self.areas.to_crs("EPSG:4326") if self.areas.crs else self.areas
        # Simplified together, neighbours keep one edge between them.
        shapes = shapely.coverage_simplify(areas.geometry.to_numpy(), TOLERANCE_DEG)
        named = zip(self.names(), shapes, strict=True)
        return {"digits": DIGITS, "areas": [_area(*one) for one in named]}

    def names(self) -> list[Any]:
        """Return the name of each area, None where there is none."""
        likely = (one for one in NAME_COLUMNS if one in self.areas.columns)
        column = self.name or next(likely, None)
        return self.areas[column].tolist() if column else [None] * len(self.areas)


def read_districts(*paths: str | os.PathLike[str], name: str | None = None) -> DistrictsLayer:
    """The districts of one file or several: GeoJSON, GeoPackage, or whatever GDAL reads.

    Parameters
    ----------
    paths : the files.
    name : the column of names; None takes the likeliest of each file.

    Raises
    ------
    InputError
        If a file cannot be read, holds no areas, or lacks the column `name`.
    """
    import geopandas as gpd
    import pandas as pd

    parts = []
    for path in paths:
        frame = read_shapes(path)
        areas = frame[frame.geom_type.isin(("Polygon", "MultiPolygon"))]
        if areas.empty:
            raise InputError("expected districts as areas, found none", where=str(path))
        names = DistrictsLayer(areas, name).names()
        parts.append(gpd.GeoDataFrame({"name": names}, geometry=list(areas.geometry), crs=4326))
    return DistrictsLayer(gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=4326))


def _area(name: Any, shape: Any) -> dict[str, object]:
    import shapely

    if shape is None or shape.is_empty:
        return {"name": "", "at": None, "room": 0, "rings": []}
    circle = shapely.maximum_inscribed_circle(shape, tolerance=0.02)
    middle = circle.coords[0]
    return {
        "name": name if isinstance(name, str) else "",
        "at": [round(middle[0], 3), round(middle[1], 3)],
        "room": round(circle.length, 3),
        "rings": [pack_line(shapely.get_coordinates(one), DIGITS) for one in list_lines(shape)],
    }
