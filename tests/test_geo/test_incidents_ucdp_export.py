"""UCDP rows go back as they came; others as far as UCDP has a place for them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.border import durand_line
from geo.incidents.decisions import Decision, apply_decisions
from geo.incidents.exchange import write_incidents
from geo.incidents.imports import read_table
from geo.incidents.table import build_incidents
from geo.incidents.ucdp_export import GED_COLUMNS, write_ucdp

from .incident_samples import KURRAM, TORKHAM, claim, mention

SAMPLE = Path(__file__).parents[3] / "shared/data/events/ucdp_ged_pk_sample.csv"


def export(frame, path):
    losses = write_ucdp(frame, path)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), losses


def table(*mentions):
    return build_incidents(mentions, [], durand_line())


def test_there_are_the_codebooks_columns():
    assert len(GED_COLUMNS) == 49


def test_an_incident_of_ours_has_the_codebooks_columns(tmp_path):
    (row,), losses = export(table(mention("a", best=5, low=3, high=9)), tmp_path / "u.csv")
    assert tuple(row) == GED_COLUMNS
    assert (row["low"], row["best"], row["high"]) == ("3", "5", "9")
    assert (row["country"], row["country_id"], row["type_of_violence"]) == ("Pakistan", "770", "1")
    assert row["geom_wkt"] == "POINT (70.2 33.75)"
    assert losses == [
        "1 of 1 incidents without claims, uncertainty, measures on the line and UCDP's own ids"
    ]


def test_a_row_written_is_read_again(tmp_path):
    export(table(mention("a", best=5)), tmp_path / "u.csv")
    frame, faults = read_table(tmp_path / "u.csv", durand_line())
    assert faults == ()
    assert frame["best"].tolist() == [5]


def test_acts_without_violence_are_left_out_and_told(tmp_path):
    rows, losses = export(table(mention("a", "talks", TORKHAM)), tmp_path / "u.csv")
    assert rows == []
    assert losses == ["1 of 1 incidents left out: UCDP GED has violence only"]


def test_an_unknown_toll_is_told(tmp_path):
    (row,), losses = export(table(mention("a")), tmp_path / "u.csv")
    assert row["best"] == "0"
    assert "1 of 1 incidents written with 0 dead: UCDP GED has no unknown toll" in losses


def test_a_shared_toll_is_split_evenly_and_marked(tmp_path):
    shared = {"episode": 1, "claims": (claim(9, "AF", shared=True),)}
    frame = table(
        mention("a", **shared),
        mention("a", where=TORKHAM, start=90, **shared),
    )
    rows, losses = export(frame, tmp_path / "u.csv")
    assert sorted(row["best"] for row in rows) == ["4", "5"]
    assert {row["event_clarity"] for row in rows} == {"2"}
    assert "2 of 2 incidents have an even share of a toll told for several places" in losses


def test_rejected_rows_are_left_out(tmp_path):
    frame = table(mention("a"), mention("b", where=TORKHAM))
    target = frame["incident_id"].iloc[0]
    frame, _ = apply_decisions(frame, [Decision(target, "reject")], durand_line())
    assert len(export(frame, tmp_path / "u.csv")[0]) == 1


def test_text_of_ours_is_guarded(tmp_path):
    frame = table(mention("a", where=KURRAM, side_a="=cmd"))
    (row,), _ = export(frame, tmp_path / "u.csv")
    assert row["side_a"] == "'=cmd"


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLE.exists(), reason="../shared is absent")
def test_ucdp_rows_go_back_as_they_came(tmp_path):
    frame, _ = read_table(SAMPLE, durand_line())
    rows, losses = export(frame, tmp_path / "u.csv")
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        wanted = {row["id"]: row for row in csv.DictReader(file) if row["id"]}
    assert {row["id"]: row for row in rows} == wanted
    assert losses == []


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLE.exists(), reason="../shared is absent")
def test_what_a_person_changed_in_a_ucdp_row_is_changed_there_only(tmp_path):
    frame, _ = read_table(SAMPLE, durand_line())
    record = frame["source_record"].iloc[0]
    target = frame["incident_id"].iloc[0]
    frame, _ = apply_decisions(frame, [Decision(target, "set", "side_a", "X")], durand_line())
    rows, _ = export(frame, tmp_path / "u.csv")
    (row,) = [row for row in rows if row["id"] == record["id"]]
    assert row == record | {"side_a": "X"}


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".geojson", ".gpkg", ".parquet"])
def test_ucdp_through_any_file_of_ours_and_back_loses_nothing(shared, tmp_path, ending):
    sample = shared / "data/events/ucdp_ged_pk_sample.csv"
    frame, _ = read_table(sample, durand_line())
    write_incidents(frame, tmp_path / f"a{ending}")
    again, faults = read_table(tmp_path / f"a{ending}", durand_line())
    rows, losses = export(again, tmp_path / "u.csv")
    assert (faults, losses) == ((), [])
    with sample.open(encoding="utf-8-sig", newline="") as file:
        _, *came = csv.DictReader(file)  # below the head stand the tags
    assert sorted(rows, key=repr) == sorted(came, key=repr)
