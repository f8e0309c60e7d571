"""Boundary lines of the user's own, which stand for all of the basemap's: a worldview."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import InputError
from layers.pack import pack_line

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely

DIGITS = 4
TOLERANCE_DEG = 0.002
_YES = frozenset(("1", "true", "yes", "y", "t"))


@dataclass(frozen=True, slots=True, eq=False)
class BoundariesLayer:
    """Boundaries as lines; those whose column `disputed` says yes are dashed.

    Parameters
    ----------
    lines : lines or areas (of which the edges are drawn), in any CRS.

    Examples
    --------
    ``Map(border).add(BasemapLayer(boxes, omit_boundaries=True)).add(BoundariesLayer(lines))``
    """

    lines: gpd.GeoDataFrame

    kind = "boundaries"

    def to_data(self) -> dict[str, object]:
        """Return the lines, packed, each with whether it is disputed."""
        import shapely

        frame = self.lines.to_crs("EPSG:4326") if self.lines.crs else self.lines
        flags = frame["disputed"].tolist() if "disputed" in frame.columns else [None] * len(frame)
        found = []
        for shape, flag in zip(frame.geometry, flags, strict=True):
            disputed = str(flag).strip().lower() in _YES
            for line in list_lines(shape):
                kept = shapely.get_coordinates(line.simplify(TOLERANCE_DEG))
                found.append({"disputed": disputed, "line": pack_line(kept, DIGITS)})
        return {"digits": DIGITS, "lines": found}


def read_worldview(path: str | os.PathLike[str]) -> BoundariesLayer:
    """The boundaries of a file: GeoJSON, GeoPackage, or whatever GDAL reads.

    Raises
    ------
    InputError
        If the file cannot be read, or holds neither lines nor areas.
    """
    frame = read_shapes(path)
    if not any(list_lines(shape) for shape in frame.geometry):
        kinds = ", ".join(sorted({one for one in frame.geom_type if one})) or "nothing"
        raise InputError(f"expected boundaries as lines or areas, got {kinds}", where=str(path))
    return BoundariesLayer(frame)


def read_shapes(path: str | os.PathLike[str]) -> gpd.GeoDataFrame:
    """The rows of a file of shapes, in longitude and latitude.

    Raises
    ------
    InputError
        If the file is not there, cannot be read, or has no shapes.
    """
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    if not Path(path).is_file():
        raise InputError("expected a file of shapes, found no such file", where=str(path))
    try:
        frame = gpd.read_file(path)
    except (DataSourceError, ValueError, RuntimeError) as error:
        raise InputError(
            f"expected a file of shapes, such as GeoJSON or GeoPackage: {error}", where=str(path)
        ) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError("expected a file of shapes, got a table without them", where=str(path))
    return frame.to_crs("EPSG:4326") if frame.crs else frame.set_crs("EPSG:4326")


def list_lines(shape: Any) -> list[shapely.LineString]:
    """The lines of a shape, of an area its edges; none of points or nothing.

    Examples
    --------
    >>> import shapely
    >>> len(list_lines(shapely.box(0, 0, 1, 1))), list_lines(shapely.Point(0, 0)), list_lines(None)
    (1, [], [])
    """
    import shapely

    if shape is None or shape.is_empty:
        return []
    found: list[shapely.LineString] = []
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Polygon):
            found += [shapely.LineString(one.coords) for one in (part.exterior, *part.interiors)]
        elif isinstance(part, shapely.LineString):
            found.append(part)
        elif isinstance(part, shapely.MultiPolygon | shapely.MultiLineString):
            found += list_lines(part)
    return found
