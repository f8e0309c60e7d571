"""Where everything on a map or in a file comes from: whom to name, and under what terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.incidents.attribution import list_attributions

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.border.model import Border

LAND = "Land and boundaries: Natural Earth"


def list_credits(incidents: gpd.GeoDataFrame, border: Border) -> list[str]:
    """Lines to print under a picture: sources with licences, then what the kilometres are."""
    sources = "; ".join((*list_attributions(incidents), LAND))
    version = ", ".join(filter(None, (border.source, border.source_version)))
    measure = (
        f"The line is {border.length_km:,.0f} km long on WGS 84 ({version}, {border.sha256[:12]});"
        f" kilometres are map kilometres from {border.km_start:,.0f} to {border.km_end:,.0f}"
        f" (frame {border.frame or 'none'})"
    )
    if border.pair == ("AF", "PK"):
        measure += ", km 0 at the tripoint with China. There are no official ones."
    return [f"{sources}. Made with durandline.", measure]
