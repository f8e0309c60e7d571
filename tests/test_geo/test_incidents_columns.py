"""Columns of a table take what comes, and hold nothing that a file cannot."""

from __future__ import annotations

import datetime as dt
import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from geo.errors import TableError
from geo.incidents import arrow_files, text_files
from geo.incidents.columns import clean_value, to_array, to_values
from geo.incidents.exchange import FORMATS, read_incidents, write_incidents
from geo.incidents.frame import build_frame, join_frames, list_rows
from geo.incidents.json_text import from_json, mend_text, to_json
from geo.incidents.schema import COLUMNS, Column

BY_NAME = {column.name: column for column in COLUMNS}
HALF = "half a pair \ud800."
texts = st.text(st.characters(codec=None, exclude_characters="\0"), max_size=12)


def turn(name, *values):
    """What a column of a frame gives back of values."""
    column = BY_NAME[name]
    return to_values(column, pd.Series(to_array(column, values)))


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("quote", ("a", "", None, math.nan, pd.NA), ["a", None, None, None, None]),
        ("quote", (3, "a"), ["3", "a"]),
        ("quote", (HALF,), ["half a pair \ufffd."]),
        ("date_start", (dt.date(2025, 1, 2), "2025-01-03"), ["2025-01-02", "2025-01-03"]),
        ("date_start", (pd.Timestamp("2025-01-02 03:04"), pd.NaT), ["2025-01-02", None]),
        ("best", (3, None, pd.NA, 4.0, np.int64(5)), [3, None, None, 4, 5]),
        ("distance_km", (1.23456, None, math.inf, "2", -0.0), [1.235, None, None, 2.0, 0.0]),
        ("is_background", (True, None, 0, np.bool_(True)), [True, False, False, True]),
        ("former_ids", (["a"], None, ("b",), math.nan, []), [["a"], [], ["b"], [], []]),
        ("source_record", ({"a": HALF}, None), [{"a": "half a pair \ufffd."}, None]),
    ],
)
def test_a_column_takes_what_comes(name, values, expected):
    assert turn(name, *values) == expected
    assert [clean_value(BY_NAME[name], value) for value in values] == expected


@given(st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9))))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_numbers_come_back_as_they_stand_in_the_column(values):
    once = turn("distance_km", *values)
    assert turn("distance_km", *once) == once


@given(texts)
@settings(derandomize=True, max_examples=200, deadline=None)
def test_mended_text_can_be_written_and_is_mended_once(text):
    mended = mend_text(text)
    assert mended.encode().decode() == mended
    assert mend_text(mended) == mended
    assert json.loads(to_json([text])) == [mended]
    assert from_json(json.dumps([text])) == [mended]


def test_a_column_of_another_type_is_read_value_by_value():
    column = Column("best", "integer", "deaths", "")
    assert to_values(column, pd.Series(["3", None], dtype=object)) == [3, None]


@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=5))
@settings(derandomize=True, max_examples=8, deadline=None)
def test_any_text_comes_back_from_any_file(tmp_path_factory, said):
    claim = {"claimant": "police", "low": 3, "counts_towards_best": True, "is_shared": False}
    rows = [
        {
            "incident_id": f"{number}",
            "quote": quote,
            "side_a": side,
            "claims": [claim | {"quote": quote}],
            "former_ids": [side],
            "source_record": {key: side},
        }
        for number, (quote, side, key) in enumerate(said)
    ]
    frame = build_frame(rows, [Point(71, 34)] * len(rows))
    folder = tmp_path_factory.mktemp("files")
    for suffix in FORMATS:
        write_incidents(frame, folder / f"table{suffix}")
        found = list_rows(read_incidents(folder / f"table{suffix}"))
        for row in found:
            row["claims"] = [{key: one[key] for key in (*claim, "quote")} for one in row["claims"]]
        assert found == list_rows(frame)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_table_is_the_same_in_however_many_parts_it_is_taken(monkeypatch, tmp_path, suffix):
    rows = [{"incident_id": f"{n}", "best": n, "former_ids": ["x"] * n} for n in range(7)]
    frame = build_frame(rows, [Point(71, 34), None] * 3 + [Point(70, 34)])
    write_incidents(frame, tmp_path / f"whole{suffix}")
    monkeypatch.setattr(arrow_files, "_ROWS_AT_ONCE", 3)
    monkeypatch.setattr(text_files, "_ROWS_AT_ONCE", 3)
    monkeypatch.setattr(text_files, "_MOST_KNOWN", 1)
    write_incidents(frame, tmp_path / f"parts{suffix}")
    for name in ("whole", "parts"):
        again = read_incidents(tmp_path / f"{name}{suffix}")
        assert list_rows(again) == list_rows(frame)
        assert again.geometry.geom_equals(frame.geometry).tolist() == [
            bool(g) for g in frame.geometry
        ]
    if suffix in (".jsonl", ".geojson", ".csv"):
        whole, parts = (tmp_path / f"{name}{suffix}" for name in ("whole", "parts"))
        assert whole.read_bytes() == parts.read_bytes()


def test_rows_that_share_a_shape_share_it_again_when_read(tmp_path):
    rows = [{"incident_id": f"{number}"} for number in range(4)]
    frame = build_frame(rows, [Point(71, 34)] * 4)
    for suffix in (".parquet", ".gpkg", ".jsonl", ".csv"):
        write_incidents(frame, tmp_path / f"table{suffix}")
        again = read_incidents(tmp_path / f"table{suffix}")
        assert len({id(shape) for shape in again.geometry}) == 1


def test_lists_of_one_row_are_not_those_of_another(tmp_path):
    rows = [{"incident_id": f"{number}", "sources": [{"article": "a"}]} for number in range(2)]
    write_incidents(build_frame(rows, [None, None]), tmp_path / "table.parquet")
    one, other = read_incidents(tmp_path / "table.parquet")["sources"]
    assert one == other
    assert one[0] is not other[0]


def test_a_geojson_of_another_layout_is_read(tmp_path):
    write_incidents(build_frame([{"incident_id": "a", "best": 3}], [None]), tmp_path / "a.geojson")
    whole = json.loads((tmp_path / "a.geojson").read_text())
    (tmp_path / "b.geojson").write_text(json.dumps(whole, indent=2))
    assert list_rows(read_incidents(tmp_path / "b.geojson"))[0]["best"] == 3


def test_a_geojson_cut_short_is_refused(tmp_path):
    write_incidents(build_frame([{"incident_id": "a"}], [None]), tmp_path / "a.geojson")
    lines = (tmp_path / "a.geojson").read_text().splitlines(keepends=True)
    (tmp_path / "a.geojson").write_text("".join(lines[:-1]))
    with pytest.raises(TableError, match="expected the end of the features"):
        read_incidents(tmp_path / "a.geojson")


def test_a_wrong_cell_is_named_by_its_line(tmp_path):
    rows = [{"incident_id": "a", "best": 3}, {"incident_id": "b", "best": 77}]
    write_incidents(build_frame(rows, [None, None]), tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text().replace("77", "many")
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(TableError, match=r"a\.csv:3: column best: expected integer, got 'many'"):
        read_incidents(tmp_path / "a.csv")


def test_joined_tables_with_fewer_columns_are_made_whole():
    one = build_frame([{"incident_id": "b"}], [None])
    two = build_frame([{"incident_id": "a"}], [Point(71, 34)])[["incident_id", "geometry"]]
    joined = join_frames([one, two])
    assert joined["incident_id"].tolist() == ["a", "b"]
    assert joined.dtypes.equals(one.dtypes)
    assert joined.crs == one.crs
