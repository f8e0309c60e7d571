"""What changed between two tables, by id and in the words of the source."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import geopandas
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.incidents.diff import HEAD, Change, compare_tables, write_changes
from geo.incidents.frame import build_frame

RAW = {"id": "7", "best": "3", "date_start": "2021-03-04 00:00:00.000", "source_office": "Dawn"}


def table(*rows: dict[str, Any]) -> geopandas.GeoDataFrame:
    return build_frame(list(rows), [None] * len(rows))


def imported(**cells: str) -> dict[str, Any]:
    return {"incident_id": "a", "article": "UCDP GED 7", "dataset": "UCDP GED"} | {
        "source_record": RAW | cells
    }


def told(old: geopandas.GeoDataFrame, new: geopandas.GeoDataFrame) -> list[tuple[str, ...]]:
    found = compare_tables(old, new)
    return [(one.kind, one.incident_id, one.field, one.old, one.new) for one in found.changes]


def test_rows_are_added_removed_and_changed_by_id() -> None:
    old = table({"incident_id": "a", "best": 1}, {"incident_id": "b"})
    new = table({"incident_id": "c"}, {"incident_id": "a", "best": 2})
    assert told(old, new) == [
        ("changed", "a", "best", "1", "2"),
        ("removed", "b", "", "", ""),
        ("added", "c", "", "", ""),
    ]


def test_imported_rows_are_compared_in_the_words_of_their_source() -> None:
    assert told(table(imported()), table(imported(source_office="Reuters"))) == [
        ("changed", "a", "source_office", "Dawn", "Reuters")
    ]


def test_how_a_day_or_a_number_is_written_does_not_matter() -> None:
    other = imported(best="3.0", date_start="2021-03-04")
    assert told(table(imported()), table(other)) == []


def test_a_column_that_one_release_lacks_is_told_once() -> None:
    found = compare_tables(table(imported()), table(imported(event_clarity="1")))
    assert (found.changes, found.columns_new, found.columns_gone) == ((), ("event_clarity",), ())


def test_counts_are_of_incidents_and_of_fields() -> None:
    found = compare_tables(table(imported()), table(imported(best="4", source_office="x")))
    assert (found.count("changed"), found.fields()) == (1, {"best": 1, "source_office": 1})


def test_a_row_names_itself_for_people() -> None:
    (change,) = compare_tables(table(), table(imported())).changes
    assert change.record == "UCDP GED 7"


def test_changes_are_written_one_a_row_and_guarded(tmp_path: Path) -> None:
    write_changes([Change("changed", "a", "r", "", "", "quote", "=1", "-2")], tmp_path / "c.csv")
    with (tmp_path / "c.csv").open(newline="") as file:
        head, row = csv.reader(file)
    assert tuple(head) == HEAD
    assert row[-2:] == ["'=1", "-2"]


@settings(derandomize=True, deadline=None, max_examples=50)
@given(
    st.dictionaries(st.sampled_from("abcde"), st.integers(0, 3)),
    st.dictionaries(st.sampled_from("abcde"), st.integers(0, 3)),
)
def test_the_way_back_undoes_the_way_there(first: dict[str, int], second: dict[str, int]) -> None:
    old, new = (
        table(*({"incident_id": name, "best": best} for name, best in one.items()))
        for one in (first, second)
    )
    swap = {"added": "removed", "removed": "added", "changed": "changed"}
    there = sorted((swap[kind], *rest[:2], *rest[2:][::-1]) for kind, *rest in told(old, new))
    assert there == sorted(told(new, old))
    assert told(old, old) == []
