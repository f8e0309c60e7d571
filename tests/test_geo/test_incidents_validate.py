"""A table that does not keep the schema is told all its faults at once."""

from __future__ import annotations

import pytest
from shapely.geometry import Point

from geo.incidents.frame import build_frame
from geo.incidents.validate import validate_incidents


def table(**changes):
    row = {
        "incident_id": "a",
        "event_type": "shelling",
        "date_start": "2025-01-02",
        "date_end": "2025-01-03",
        "footprint": "point",
        "latitude": 34.0,
        "longitude": 71.0,
        "status": "extracted",
        "border": "AF-PK",
    }
    return build_frame([row | changes], [Point(71.0, 34.0)])


def columns(frame):
    return [fault.column for fault in validate_incidents(frame)]


def test_a_good_table_has_no_faults():
    assert validate_incidents(table(border_side="PK", direction="AF_to_PK", best=3)) == []


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"event_type": "shooting"}, "event_type"),
        ({"footprint": "blob"}, "footprint"),
        ({"status": "new"}, "status"),
        ({"border_side": "IR"}, "border_side"),
        ({"direction": "AF_to_IR"}, "direction"),
        ({"relation": "beside"}, "relation"),
        ({"date_start": "2 January"}, "date_start"),
        ({"date_end": "2024-01-01"}, "date_end"),
        ({"date_start": None}, "date_start"),
        ({"latitude": 95.0}, "latitude"),
        ({"longitude": None}, "latitude"),
        ({"p_first": 1.2}, "p_first"),
        ({"where_prec": 9}, "where_prec"),
        ({"distance_km": -1.0}, "distance_km"),
        ({"chainage_low_km": 9.0, "chainage_high_km": 8.0}, "chainage_high_km"),
        ({"low": 5, "best": 3}, "best"),
        ({"best": 5, "high": 3}, "high"),
        ({"quote_start": 9, "quote_end": 3}, "quote_end"),
        ({"footprint": "stretch"}, "geometry"),
        ({"footprint": "none"}, "footprint"),
    ],
)
def test_a_fault_names_its_column(changes, column):
    assert column in columns(table(**changes))


def test_parts_of_a_toll_add_up_to_it():
    parts = {"deaths_a": 1, "deaths_b": 1, "deaths_civilians": 0, "deaths_unknown": 0}
    assert columns(table(best=3, **parts)) == ["best"]


def test_all_faults_are_told_at_once():
    assert len(columns(table(event_type="x", status="y", p_first=3.0))) == 3


def test_an_id_that_stands_twice_is_a_fault_of_both_rows():
    import pandas

    frame = pandas.concat([table(), table()], ignore_index=True)
    assert columns(frame) == ["incident_id", "incident_id"]


def test_missing_and_unknown_columns_are_faults():
    frame = table().drop(columns="best").assign(extra=1)
    assert columns(frame) == ["best", "extra"]


def test_another_reference_system_is_a_fault():
    assert columns(table().to_crs(3857)) == ["geometry"]


def test_a_fault_reads_as_a_line():
    (fault,) = validate_incidents(table(status="new"))
    assert str(fault) == (
        "row 0 (a), status: expected one of extracted, imported, reviewed, edited, rejected,"
        " got 'new'"
    )
