"""Whom a table of incidents owes, and which rows may be passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas

LINE = "Border line © OpenStreetMap contributors, ODbL 1.0"
PLACES = "Places: GeoNames, CC BY 4.0"
CLOSED_LICENCES = ("ACLED",)  # licences that start so forbid passing rows on


def list_attributions(frame: geopandas.GeoDataFrame) -> list[str]:
    """Who has to be named with these rows: the line, the places, and each data set.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> row = {"status": "imported", "dataset": "UCDP GED", "dataset_version": "23.1",
    ...        "licence": "CC BY 4.0"}
    >>> list_attributions(build_frame([row], [None]))
    ['Border line © OpenStreetMap contributors, ODbL 1.0', 'UCDP GED 23.1, CC BY 4.0']
    """
    found = [LINE]
    if len(frame) == 0 or bool((frame["status"] != "imported").any()):
        found.append(PLACES)
    columns = ("dataset", "dataset_version", "licence")
    sets = frame.loc[frame["dataset"].notna(), list(columns)].drop_duplicates()
    named = []
    for dataset, version, licence in sets.itertuples(index=False, name=None):
        words = " ".join(str(word) for word in (dataset, version) if isinstance(word, str))
        named.append(f"{words}, {licence}" if isinstance(licence, str) else words)
    return found + sorted(named)


def write_attribution(frame: geopandas.GeoDataFrame) -> str:
    """The attributions of a table in one line."""
    return "; ".join(list_attributions(frame))


def drop_closed(frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The rows whose licence lets them be passed on.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> rows = [{"incident_id": "a", "licence": "ACLED terms"}, {"incident_id": "b"}]
    >>> drop_closed(build_frame(rows, [None, None]))["incident_id"].tolist()
    ['b']
    """
    is_closed = frame["licence"].fillna("").astype(str).str.startswith(CLOSED_LICENCES)
    return frame[~is_closed].reset_index(drop=True)
