"""What a reader of a table must know before trusting its sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas

REACH_KM = 50.0


def list_caveats(incidents: geopandas.GeoDataFrame) -> list[str]:
    """Sentences that belong beside every map and sum of these incidents.

    Said are the share of incidents near the line whose side nobody can tell, a data set that
    covers one country only, tolls that several places share, and incidents without a place.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> row = {"distance_km": 3.0, "border_side": "undetermined", "footprint": "disc"}
    >>> list_caveats(build_frame([row, row | {"border_side": "PK"}], [None, None]))
    ['The side is undetermined for 1 of 2 incidents within 50 km of the line (50 %).']
    >>> list_caveats(build_frame([], []))
    []
    """
    found = [*_say_sides(incidents), *_say_countries(incidents)]
    shared = int(incidents["episode_id"].dropna().nunique())
    if shared:
        noun = "toll is" if shared == 1 else "tolls are"
        found.append(f"{shared} {noun} shared by several places and counted for none of them.")
    nowhere = int((incidents["footprint"] == "none").sum())
    if nowhere:
        found.append(f"{nowhere} of {len(incidents)} incidents have no place on the map.")
    return found


def _say_sides(incidents: geopandas.GeoDataFrame) -> list[str]:
    near = incidents[incidents["distance_km"] <= REACH_KM]
    unknown = int((near["border_side"] == "undetermined").sum())
    if not unknown:
        return []
    return [
        f"The side is undetermined for {unknown} of {len(near)} incidents within"
        f" {REACH_KM:g} km of the line ({unknown / len(near):.0%}).".replace("%)", " %)")
    ]


def _say_countries(incidents: geopandas.GeoDataFrame) -> list[str]:
    imported = incidents[incidents["status"] == "imported"]
    found = []
    for dataset in sorted(imported["dataset"].dropna().unique()):
        countries = sorted(
            imported.loc[imported["dataset"] == dataset, "country"].dropna().unique()
        )
        if len(countries) == 1:
            found.append(
                f"The rows of {dataset} are of {countries[0]} only:"
                " shares of the two sides mean nothing."
            )
    return found
