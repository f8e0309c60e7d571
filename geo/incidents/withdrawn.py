"""Rows that their source took back: ACLED's list of deleted events.

The list has columns event_id_cnty and deleted_timestamp (a Unix time, or a day). A row that its
source wrote after it was deleted is there again and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import TableError
from geo.incidents.acled import DATASET, identify
from geo.incidents.frame import Row, list_rows
from geo.incidents.rows import read_moment
from geo.incidents.tabular import read_delimited

if TYPE_CHECKING:
    import geopandas

NEEDED = ("event_id_cnty", "deleted_timestamp")


def is_withdrawal(head: Iterable[str]) -> bool:
    """Whether these are the columns of a list of deleted events.

    Examples
    --------
    >>> is_withdrawal(NEEDED), is_withdrawal(("event_id_cnty", "latitude"))
    (True, False)
    """
    return set(NEEDED) <= set(head)


def read_withdrawn(path: Path) -> tuple[dict[str, int], tuple[TableError, ...]]:
    """The incident ids that a list withdraws, each with its moment (Unix time, in seconds).

    Returns
    -------
    The ids, none if the file is no such list, and what is wrong with the rows left out.

    Raises
    ------
    TableError
        If the file cannot be read.
    """
    table = read_delimited(path)
    if not is_withdrawal(table.head):
        return {}, ()
    found: dict[str, int] = {}
    faults = list(table.faults)
    for record in table.records:
        name, moment = record.cells["event_id_cnty"].strip(), record.cells["deleted_timestamp"]
        when = read_moment(moment)
        if not name or when is None:
            message = f"expected an id and when it was deleted, got {name!r} and {moment[:40]!r}"
            faults.append(TableError(message, where=f"{path}:{record.line}"))
        else:
            key = identify(name)
            found[key] = max(when, found.get(key, 0))
    return found, tuple(faults)


def written_at(row: Row) -> int | None:
    """When the source last wrote an imported row; None where it does not say."""
    record = row["source_record"] if row["dataset"] == DATASET else None
    return read_moment(str(record.get("timestamp", ""))) if record else None


def is_withdrawn(row: Row, withdrawn: Mapping[str, int]) -> bool:
    """Whether a row was deleted after it was written."""
    moment = withdrawn.get(row["incident_id"])
    return moment is not None and (written_at(row) or 0) <= moment


def drop_withdrawn(
    incidents: geopandas.GeoDataFrame, withdrawn: Mapping[str, int]
) -> geopandas.GeoDataFrame:
    """The incidents that were not deleted, in their order.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> frame = build_frame([{"incident_id": "a"}, {"incident_id": "b"}], [None, None])
    >>> drop_withdrawn(frame, {"a": 1700000000})["incident_id"].tolist()
    ['b']
    """
    if not incidents["incident_id"].isin(withdrawn).any():
        return incidents
    keep = [not is_withdrawn(row, withdrawn) for row in list_rows(incidents)]
    return incidents[keep].reset_index(drop=True)
