"""Tables of incidents, and points of any kind, with the border at hand.

Importing this module gives every GeoDataFrame the accessor ``durandline``; `layers.map` and all
that `layers` exports import it::

    import layers.accessor

    places.durandline.locate()                    # kilometre, distance and side of points
    incidents.durandline.select(since="2025-10")  # the rows that options of the command ask for
    incidents.durandline.map()                    # the map, shown in a notebook's cell
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.border import durand_line
from geo.errors import InputError

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.border.model import Border
    from layers.incidents import IncidentsLayer
    from layers.model import Map


@pd.api.extensions.register_dataframe_accessor("durandline")
class DurandlineAccessor:
    """What can be asked of a GeoDataFrame along a border.

    Each method takes the border to ask about; by default the Durand Line.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        """Hold the frame; what it lacks is said when it is needed."""
        self._frame = frame

    def locate(self, border: Border | None = None) -> pd.DataFrame:
        """Kilometre, distance and side of points, with the index of the frame.

        Of lines and areas the point measured is one that lies in them.

        Returns
        -------
        A frame with chainage_km, distance_km and side; all null where there is no point.

        Raises
        ------
        InputError
            If the frame has no geometry.

        Examples
        --------
        >>> import geopandas as gpd
        >>> from shapely.geometry import Point
        >>> here = gpd.GeoSeries([Point(71.0847, 34.1147), None], ["gate", "nowhere"], crs=4326)
        >>> found = here.to_frame("geometry").durandline.locate()
        >>> round(float(found.chainage_km["gate"])), bool(found.side.isna()["nowhere"])
        (805, True)
        """
        import geopandas as gpd
        import numpy as np

        from geo.border import locate, name_sides

        frame = self._shapes()
        degrees = frame.to_crs("EPSG:4326") if frame.crs else frame
        line = border or durand_line()
        points = gpd.GeoSeries(degrees.geometry).representative_point()
        lon, lat = points.x.to_numpy(float), points.y.to_numpy(float)
        is_there = np.isfinite(lon) & np.isfinite(lat)
        measures = locate(line, lon, lat)
        side = np.full(len(lon), None, dtype=object)
        side[is_there] = name_sides(line, lon[is_there], lat[is_there])
        columns = {
            "chainage_km": measures.chainage_km,
            "distance_km": measures.distance_km,
            "side": side,
        }
        return pd.DataFrame(columns, index=frame.index)

    def select(self, **question: Any) -> gpd.GeoDataFrame:
        """The incidents that pass; options as for `geo.incidents.query.parse_query`.

        Raises
        ------
        UnknownNameError, InputError
            If an option cannot be understood.
        """
        from geo.incidents.query import parse_query, select

        return select(self._incidents(), parse_query(**question))

    def publish(self, border: Border | None = None) -> gpd.GeoDataFrame:
        """The incidents that may be published; see `layers.publish.publish`."""
        from layers.publish import publish

        return publish(self._incidents(), border or durand_line())

    def layer(self) -> IncidentsLayer:
        """The incidents as a layer, to add to a `Map` or to a map of folium's."""
        from layers.incidents import IncidentsLayer

        return IncidentsLayer(self._incidents())

    def map(self, border: Border | None = None, **options: Any) -> Map:
        """The map of the incidents; options as for `layers.model.build_map`."""
        from layers.model import build_map

        return build_map(self._incidents(), border or durand_line(), **options)

    def draw(self, path: str | Path, border: Border | None = None, **options: Any) -> None:
        """Draw the incidents into a PNG, PDF or SVG; options as for `layers.static.draw_map`."""
        from layers.static import draw_map

        draw_map(self._incidents(), border or durand_line(), Path(path), **options)

    def caveats(self) -> list[str]:
        """What a reader must know before trusting sums of the incidents."""
        from geo.incidents.caveats import list_caveats

        return list_caveats(self._incidents())

    def _shapes(self) -> gpd.GeoDataFrame:
        import geopandas as gpd

        if not isinstance(self._frame, gpd.GeoDataFrame) or not self._frame.active_geometry_name:
            kind = type(self._frame).__name__
            raise InputError(f"expected a GeoDataFrame with a geometry, got a {kind} without")
        return self._frame

    def _incidents(self) -> gpd.GeoDataFrame:
        frame = self._shapes()
        missing = [
            name for name in ("incident_id", "event_type", "status") if name not in frame.columns
        ]
        if missing:
            raise InputError(
                f"expected a table of incidents, got one without {', '.join(missing)};"
                " geo.incidents.exchange.read_incidents reads one"
            )
        return frame
