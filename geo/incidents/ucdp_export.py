"""Incidents as UCDP GED rows.

A row that came from UCDP goes back as it came, but for what a person changed. Any other row is
written by the codebook's columns, as far as they have a place for it; what has none is told.
A toll that several places share is split evenly among them, as the codebook has it, and the
rows are marked: `event_clarity` 2, and a note in `where_description`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.incidents.crosswalk import came_from, common_head, put_edits, tell_counts, write_rows
from geo.incidents.frame import Row, list_rows
from geo.incidents.matching import is_violent
from geo.incidents.shared_tolls import MARK, split_tolls
from geo.incidents.ucdp import DATASET
from geo.writing import replace_file

if TYPE_CHECKING:
    import geopandas

GED_COLUMNS = tuple(
    (
        "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id"
        " conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a"
        " side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office"
        " source_date source_headline source_original where_prec where_coordinates"
        " where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id"
        " region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians"
        " deaths_unknown best high low gwnoa gwnob"
    ).split()
)
_EDITED = (
    "side_a side_b where_prec adm_1 adm_2 latitude longitude date_prec date_start date_end"
    " deaths_a deaths_b deaths_civilians deaths_unknown best high low"
).split()
_COUNTRIES = {"AF": ("Afghanistan", "700"), "PK": ("Pakistan", "770")}
_ONE_SIDED = ("attack", "abduction")  # type_of_violence 3; all else is 1, state-based
_TOLL = ("best", "low", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")


def write_ucdp(incidents: geopandas.GeoDataFrame, path: str | Path) -> list[str]:
    """Write a CSV of UCDP GED's columns.

    Parameters
    ----------
    incidents : columns of `geo.incidents.schema`; rejected rows are left out.
    path : the file, replaced as a whole.

    Returns
    -------
    What was lost, in sentences; empty if nothing was.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    rows = [row for row in list_rows(incidents) if row["status"] != "rejected"]
    violent = [row for row in rows if is_violent(row["event_type"] or "")]
    shares = split_tolls(row for row in violent if not came_from(row, DATASET))
    records = [_to_record(row, shares) for row in violent]
    with replace_file(Path(path)) as draft:
        write_rows(draft, common_head(records, violent, DATASET, GED_COLUMNS), records)
    return _tell_losses(rows, violent, shares)


def _to_record(row: Row, shares: Mapping[str, int]) -> dict[str, str]:
    if came_from(row, DATASET):
        return put_edits(row["source_record"], row, {name: name for name in _EDITED})
    return _new_record(row, shares)


def _new_record(row: Row, shares: Mapping[str, int]) -> dict[str, str]:
    country, country_id = _COUNTRIES.get(row["country"] or "", ("", ""))
    share = shares.get(row["incident_id"] or "")
    first: Mapping[str, Any] = row["sources"][0] if row["sources"] else {}
    known: dict[str, Any] = {
        "id": row["incident_id"],
        "year": (row["date_start"] or "")[:4],
        "type_of_violence": 3 if row["event_type"] in _ONE_SIDED else 1,
        "number_of_sources": len(row["sources"]) or -1,
        "source_article": ";".join(_name(source) for source in row["sources"]),
        "source_office": first.get("outlet"),
        "source_date": first.get("published"),
        "source_headline": first.get("title"),
        "where_coordinates": row["place_name"],
        "country": country,
        "country_id": country_id,
        "event_clarity": 1,
        **{name: row[name] for name in _EDITED},
        **_toll_of(row),
    }
    if row["latitude"] is not None:
        known["geom_wkt"] = f"POINT ({row['longitude']} {row['latitude']})"
    if share is not None:
        known |= {"best": share, "low": share, "high": share, "deaths_unknown": share}
        known |= {"event_clarity": 2}
        known["where_description"] = MARK
    return {name: "" if known.get(name) is None else str(known[name]) for name in GED_COLUMNS}


def _toll_of(row: Row) -> dict[str, int]:
    """Deaths that add up to `best`, as the codebook wants; who is not told apart is unknown."""
    toll = {name: row[name] or 0 for name in _TOLL}
    apart = toll["deaths_a"] + toll["deaths_b"] + toll["deaths_civilians"]
    return toll | {"deaths_unknown": max(toll["best"] - apart, 0)}


def _name(source: Mapping[str, Any]) -> str:
    parts = (source.get("outlet") or source.get("article"), source.get("published"))
    words = ",".join(str(part or "") for part in (*parts, source.get("title")))
    return '"' + words.replace('"', "'") + '"'


def _tell_losses(rows: list[Row], violent: list[Row], shares: Mapping[str, int]) -> list[str]:
    ours = [row for row in violent if not came_from(row, DATASET)]
    unknown = [row for row in ours if row["best"] is None and row["incident_id"] not in shares]
    nowhere = [row for row in ours if row["latitude"] is None]
    told = (
        (len(rows) - len(violent), "left out: UCDP GED has violence only"),
        (len(unknown), "written with 0 dead: UCDP GED has no unknown toll"),
        (len(nowhere), "written without coordinates"),
        (len(shares), "have an even share of a toll told for several places"),
        (len(ours), "without claims, uncertainty, measures on the line and UCDP's own ids"),
    )
    return tell_counts(told, len(rows))
