"""Layers as data, and what draws them: page, picture, batch, command line.

In a notebook::

    import layers

    layers.map("seeds")            # articles or tables, shown in the cell
    layers.map(incidents)          # a table of incidents
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.model import Map

__all__ = ["map"]


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
    from geo.border import durand_line
    from layers.model import build_map

    border = durand_line()
    if hasattr(what, "geometry"):
        return build_map(what, border, **options)
    from geo.errors import InputError
    from geo.pipeline import build_table, harvest

    paths = [what] if isinstance(what, str | Path) else list(what)
    found = harvest(paths)
    incidents, faults = build_table(found, border)
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
    counts = {"n_articles": len(found.articles), "n_not_english": found.n_not_english}
    return build_map(incidents, border, **{**counts, **options})
