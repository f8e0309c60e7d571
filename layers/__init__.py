"""Layers as data, and what draws them: page, picture, batch, command line.

In a notebook::

    import layers

    layers.map("seeds")            # articles or tables, shown in the cell
    layers.map(incidents)          # a table of incidents
    layers.explain("article.txt")  # what was found in one article, and why

Each layer is of use alone::

    layers.Map(border).add(layers.BorderLayer(border)).add(layers.IncidentsLayer(incidents))
    layers.to_folium(layers.CorridorLayer(border), folium.Map())
    incidents.durandline.locate()  # after import layers.accessor: kilometre, distance, side
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.explained import Explained
    from layers.model import Map

# What is exported here is loaded when it is first used.
_HOMES = {
    "BasemapLayer": "basemap",
    "BorderLayer": "border",
    "BoundariesLayer": "boundaries",
    "CorridorLayer": "corridor",
    "CrossingsLayer": "crossings",
    "DistrictsLayer": "districts",
    "FarLayer": "far",
    "GraticuleLayer": "graticule",
    "HexagonsLayer": "density",
    "IncidentsLayer": "incidents",
    "KilometresLayer": "density",
    "Map": "model",
    "PlacesLayer": "places",
    "SectorsLayer": "crossings",
    "StoryLayer": "story",
    "build_map": "model",
    "to_folium": "model",
}
__all__ = [
    "BasemapLayer",
    "BorderLayer",
    "BoundariesLayer",
    "CorridorLayer",
    "CrossingsLayer",
    "DistrictsLayer",
    "FarLayer",
    "GraticuleLayer",
    "HexagonsLayer",
    "IncidentsLayer",
    "KilometresLayer",
    "Map",
    "PlacesLayer",
    "SectorsLayer",
    "StoryLayer",
    "build_map",
    "explain",
    "map",
    "to_folium",
]


def __getattr__(name: str) -> Any:
    """Load what is exported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'layers' has no attribute {name!r}")
    return getattr(importlib.import_module(f"layers.{_HOMES[name]}"), name)


def map(  # noqa: A001 (layers.map is how it reads in a notebook)
    what: str | Path | Sequence[str | Path] | gpd.GeoDataFrame, **options: Any
) -> Map:
    """Build the map of articles or incidents; shows itself in a notebook's cell.

    Parameters
    ----------
    what : files or folders of articles and tables, or a table of incidents (columns of
        geo.incidents.schema, EPSG:4326).
    **options : as for `layers.model.build_map`: title, label, tiles ...

    Returns
    -------
    The map: show it, `save(path)` it, or `add(layer)` to it.

    Warns
    -----
    UserWarning : some input was left out; one warning with the count and the first reason.

    Raises
    ------
    InputError : there is nothing to map.
    """
    import layers.accessor  # noqa: F401 (gives tables the accessor)
    from geo.border import durand_line
    from layers.model import build_map

    border = durand_line()
    if hasattr(what, "geometry"):
        return build_map(what, border, **options)
    from geo.errors import InputError
    from geo.pipeline import build_table, harvest

    paths = [what] if isinstance(what, str | Path) else list(what)
    found = harvest(paths)
    # What is published may hold an imported row where it may not hold the article of its event.
    joins = not options.get("public")
    incidents, faults = build_table(found, border, join_imported=joins)
    left_out = (*found.faults, *faults)
    if not (found.articles or found.tables):
        reason = f"{left_out[0].where}: {left_out[0].reason}" if left_out else "no path was given"
        raise InputError(f"expected articles or tables of incidents, found none: {reason}")
    if left_out:
        import warnings

        first = left_out[0]
        warnings.warn(
            f"{len(left_out)} inputs were left out; first {first.where}: {first.reason}",
            stacklevel=2,
        )
    read = {
        "n_articles": len(found.articles),
        "n_not_english": found.n_not_english,
        "articles": found.articles,
        "mentions": found.mentions,
    }
    return build_map(incidents, border, **{**read, **options})


def explain(path: str | Path, *, places: Sequence[str | Path] = ()) -> Explained:
    """Show what was found in one article, and why; colours its text in a notebook's cell.

    Parameters
    ----------
    path : a file with one article; of a file with more, the first is shown.
    places : tables of places of your own, which win.

    Raises
    ------
    InputError : there is no article that can be read.
    """
    from geo.errors import InputError
    from layers.explained import explain_files

    found, faults = explain_files([path], places)
    if not found:
        raise InputError(f"expected an article, found none: {faults[0].where}: {faults[0].reason}")
    return found[0]
