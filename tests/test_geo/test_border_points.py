from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from geo.border import durand_line, locate_table, read_points, shared_border
from geo.border.points import COLUMNS
from geo.errors import OutputError, TableError


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def located(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_measures_are_added_and_other_columns_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "name,lon,lat,note\nTorkham,71.0847,34.1147,a\n")
    text, faults = locate_table(path, None, durand_line())
    (row,) = located(text)
    assert faults == []
    assert list(row) == ["name", "lon", "lat", "note", *COLUMNS]
    assert (row["name"], row["note"], row["border_side"]) == ("Torkham", "a", "PK")
    assert (row["sector_pk"], row["nearest_crossing"]) == ("Khyber", "Torkham")
    assert 0.05 < float(row["distance_km"]) < 0.2
    assert 800 < float(row["chainage_km"]) < 810


def test_long_names_of_columns_are_known(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "Latitude;Longitude\n34.1147;71.0847\n")
    (row,) = located(locate_table(path, None, durand_line())[0])
    assert row["border_side"] == "PK"


def test_far_points_are_measured_whatever_the_distance(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "lon,lat\n51.4,35.7\n")
    (row,) = located(locate_table(path, None, durand_line())[0])
    assert row["border_side"] == "elsewhere"
    assert all(row[name] for name in COLUMNS)


@pytest.mark.parametrize(
    ("cells", "match"),
    [
        ("nan,34", "longitude in degrees, found nan"),
        (",34", "longitude in degrees, found ''"),
        ("71,north", "latitude in degrees, found 'north'"),
        ("34,171", "swapped"),
        ("171,134", "latitude in .-90, 90., found 134"),
        ("271,34", "longitude in .-180, 180., found 271"),
        ("34.11,71.09", "longitude and latitude look swapped"),
        ("71", "expected 2 cells, found 1"),
        ("71,34,9", "expected 2 cells, found 3"),
    ],
)
def test_bad_row_is_named_and_the_rest_done(cells: str, match: str, tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", f"lon,lat\n71.0847,34.1147\n{cells}\n69.2,34.5\n")
    text, (fault,) = locate_table(path, None, durand_line())
    assert fault.where == f"{path}:3"
    with pytest.raises(TableError, match=match):
        raise fault
    assert [row["border_side"] for row in located(text)] == ["PK", "", "AF"]


def test_row_after_a_cell_of_two_lines_has_its_own_line(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", 'lon,lat,note\n71,34,"a\nb"\nx,34,c\n')
    assert [fault.where for fault in read_points(path).faults] == [f"{path}:4"]


def test_mark_at_the_start_of_the_file_is_no_name(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "\ufefflon,lat\n71,34\n")
    assert read_points(path).columns == ("lon", "lat")


@pytest.mark.parametrize(
    ("text", "match"), [("", "found no header"), ("a,b\n1,2\n", "found 'a', 'b'")]
)
def test_table_without_coordinates_is_refused(text: str, match: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=match):
        read_points(write(tmp_path / "p.csv", text))


def test_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_bytes("lon,lat,n\n71,34,Qu\u00e9\n".encode("latin-1"))
    with pytest.raises(TableError, match="expected UTF-8"):
        read_points(tmp_path / "p.csv")


def test_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"p\.csv: cannot be read"):
        read_points(tmp_path / "p.csv")


def test_table_without_rows_stays_without(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "lon,lat\n")
    assert located(locate_table(path, None, durand_line())[0]) == []


def test_result_measured_again_is_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "lon,lat\n71.0847,34.1147\n69.2,34.5\n")
    once, _ = locate_table(path, tmp_path / "out.csv", durand_line())
    again, _ = locate_table(tmp_path / "out.csv", None, durand_line())
    assert (tmp_path / "out.csv").read_text() == once == again


def test_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "lon,lat\n71,34\n")
    with pytest.raises(OutputError, match="expected a folder"):
        locate_table(path, tmp_path / "none" / "out.csv", durand_line())


def test_other_border_has_no_sectors(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "lon,lat\n102.5,13.6\n")
    (row,) = located(locate_table(path, None, shared_border("TH", "KH"))[0])
    assert (row["sector_af"], row["nearest_crossing"], row["crossing_km"]) == ("", "", "")
    assert row["border_side"] in {"TH", "KH"}
