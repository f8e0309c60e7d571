"""Our own tables after somebody changed them: bad rows are named, the rest is read."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.border import durand_line
from geo.errors import TableError
from geo.incidents.exchange import write_incidents
from geo.incidents.own_tables import read_own
from geo.incidents.table import build_incidents

from .incident_samples import KURRAM, TORKHAM, VILLAGE, mention

FRAME = build_incidents(
    [mention(name, where=where) for name, where in zip("abc", (KURRAM, TORKHAM, VILLAGE))],  # noqa: B905
    [],
    durand_line(),
    merge=False,
)

Edit = Callable[[dict[str, Any]], None]


def edit_csv(path: Path, column: str, cell: str, row: int = 0) -> Path:
    write_incidents(FRAME, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row][column] = cell
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    return path


def edit_json(path: Path, edit: Edit) -> Path:
    """Change the first row of a .jsonl, or the first feature of a .geojson."""
    write_incidents(FRAME, path)
    if path.suffix == ".geojson":
        whole = json.loads(path.read_text())
        edit(whole["features"][0])
        path.write_text(json.dumps(whole))
        return path
    first, *rest = path.read_text().splitlines()
    row = json.loads(first)
    edit(row)
    path.write_text("\n".join([json.dumps(row), *rest]) + "\n")
    return path


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".geojson", ".gpkg", ".parquet"])
def test_a_table_as_we_wrote_it_has_no_faults(tmp_path: Path, ending: str) -> None:
    write_incidents(FRAME, tmp_path / f"a{ending}")
    frame, faults = read_own(tmp_path / f"a{ending}")
    assert (frame["incident_id"].tolist(), faults) == (FRAME["incident_id"].tolist(), ())


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("best", "many", r"a\.csv:2: column best: expected integer, got 'many'"),
        ("claims", "[{", r"a\.csv:2: column claims: expected json"),
        ("geometry", "POLYGON((1 2", r"a\.csv:2: expected a row, got: ParseException"),
        ("date_end", "2001-01-01", r"incident \w+: column date_end: expected date_start or later"),
        ("date_start", "soon", r"column date_start: expected a day such as 2025-01-31, got soon"),
        ("latitude", "95", r"column latitude: expected -90 to 90, got 95"),
        ("longitude", "", r"column latitude: expected latitude and longitude or neither"),
        ("event_type", "murder", r"column event_type: expected one of armed_clash.*got murder"),
        ("status", "", r"column status: expected one of .*, got none"),
        ("incident_id", "", r"column incident_id: expected an id, got none"),
    ],
)
def test_a_bad_row_of_a_csv_is_named_and_kept_out(
    tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    frame, (fault,) = read_own(edit_csv(tmp_path / "a.csv", column, cell))
    assert len(frame) == 2
    with pytest.raises(TableError, match=reason):
        raise fault


def test_an_id_that_stands_twice_counts_once(tmp_path: Path) -> None:
    name = FRAME["incident_id"].iloc[0]
    frame, (fault,) = read_own(edit_csv(tmp_path / "a.csv", "incident_id", name, row=1))
    assert len(frame) == 2
    assert "expected each id once" in str(fault)


def test_the_place_that_some_write_for_none_is_none(tmp_path: Path) -> None:
    def move(row: dict[str, Any]) -> None:
        row["latitude"] = row["longitude"] = 0

    frame, (fault,) = read_own(edit_json(tmp_path / "a.jsonl", move))
    assert len(frame) == 2
    assert "expected a place, not (0, 0)" in str(fault)


@pytest.mark.parametrize("line", ["{not json", "[1, 2]"])
def test_a_line_that_is_no_object_costs_that_line(tmp_path: Path, line: str) -> None:
    write_incidents(FRAME, tmp_path / "a.jsonl")
    first, *rest = (tmp_path / "a.jsonl").read_text().splitlines()
    (tmp_path / "a.jsonl").write_text("\n".join([first, line, *rest]))
    frame, (fault,) = read_own(tmp_path / "a.jsonl")
    assert (len(frame), fault.where) == (3, f"{tmp_path / 'a.jsonl'}:2")


def test_a_shape_that_is_none_costs_its_row(tmp_path: Path) -> None:
    def break_shape(row: dict[str, Any]) -> None:
        row["geometry"] = {"type": "Polygon", "coordinates": [[1]]}

    frame, faults = read_own(edit_json(tmp_path / "a.jsonl", break_shape))
    assert (len(frame), len(faults)) == (2, 1)


def test_a_feature_of_other_types_is_named_by_its_number(tmp_path: Path) -> None:
    def edit(feature: dict[str, Any]) -> None:
        feature["properties"]["km_from"] = {"a": 1}

    path = edit_json(tmp_path / "a.geojson", edit)
    frame, (fault,) = read_own(path)
    assert (len(frame), fault.where) == (2, f"{path}, feature 1")


@pytest.mark.parametrize("ending", [".gpkg", ".parquet", ".geojson"])
def test_a_file_cut_short_is_refused(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    write_incidents(FRAME, path)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(TableError, match="expected a"):
        read_own(path)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("best", 1e400, "column best: expected integer, got inf"),
        ("best", 10**30, "column best: expected integer, got 1000000"),
        ("claims", [1], "column claims: expected a list of objects of claimant"),
        ("claims", [{"low": "many"}], "column claims: expected a list of objects"),
        ("sources", "abc", "column sources: expected a list of objects of article"),
        ("former_ids", [1, None], "column former_ids: expected a list of texts"),
        ("source_record", [1], "column source_record: expected an object"),
        ("footprint", "stretch", "column geometry: expected the shape of a stretch, got POLYGON"),
    ],
)
def test_a_cell_that_no_writer_survives_costs_its_row_only(
    tmp_path: Path, column: str, cell: Any, reason: str
) -> None:
    path = edit_json(tmp_path / "a.jsonl", lambda row: row.update({column: cell}))
    frame, (fault,) = read_own(path)
    assert len(frame) == 2
    assert reason in fault.reason
