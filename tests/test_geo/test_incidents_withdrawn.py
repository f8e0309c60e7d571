"""Rows that their source deleted, and rows that a newer release says otherwise."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest

from geo.articles.intake import TableFile
from geo.articles.readers import read_articles
from geo.border import durand_line
from geo.incidents.acled import identify
from geo.incidents.imports import read_table
from geo.incidents.store import open_store
from geo.incidents.withdrawn import drop_withdrawn, read_withdrawn

LINE = durand_line()
HEAD = (
    "event_id_cnty,event_date,event_type,sub_event_type,country,location,latitude,longitude,"
    "geo_precision,fatalities,timestamp\n"
)
NOVEMBER, DECEMBER = 1_763_000_000, 1_765_000_000


def row(name: str, dead: int = 1, written: int = NOVEMBER, day: str = "2025-10-11") -> str:
    return f"{name},{day},Battles,Armed clash,Pakistan,Parachinar,33.9,70.1,1,{dead},{written}\n"


def read(path: Path, *rows: str) -> geopandas.GeoDataFrame:
    path.write_text(HEAD + "".join(rows))
    frame, faults = read_table(path, LINE)
    assert faults == ()
    return frame


def deletions(path: Path, *rows: str) -> Path:
    path.write_text("event_id_cnty,deleted_timestamp\n" + "".join(rows))
    return path


def test_a_list_of_deleted_events_is_a_table_not_an_article(tmp_path: Path) -> None:
    path = deletions(tmp_path / "d.csv", f"PAK1,{DECEMBER}\n")
    assert isinstance(next(iter(read_articles([path]))), TableFile)
    assert len(read_table(path, LINE)[0]) == 0


@pytest.mark.parametrize("moment", [str(DECEMBER), "2025-12-06", "2025-12-06 05:46:40"])
def test_moments_are_seconds_or_days(tmp_path: Path, moment: str) -> None:
    found, faults = read_withdrawn(deletions(tmp_path / "d.csv", f"PAK1,{moment}\n"))
    assert faults == ()
    assert abs(found[identify("PAK1")] - DECEMBER) < 86_400


def test_a_bad_row_of_the_list_is_named(tmp_path: Path) -> None:
    path = deletions(tmp_path / "d.csv", f"PAK1,{DECEMBER}\n", "PAK2,soon\n", f",{DECEMBER}\n")
    found, faults = read_withdrawn(path)
    assert list(found) == [identify("PAK1")]
    assert [fault.where for fault in faults] == [f"{path}:3", f"{path}:4"]


def test_another_table_withdraws_nothing(tmp_path: Path) -> None:
    read(tmp_path / "a.csv", row("PAK1"))
    assert read_withdrawn(tmp_path / "a.csv") == ({}, ())


def test_a_deleted_row_is_dropped(tmp_path: Path) -> None:
    frame = read(tmp_path / "a.csv", row("PAK1"), row("PAK2"))
    left = drop_withdrawn(frame, {identify("PAK1"): DECEMBER})
    assert left["article"].tolist() == ["ACLED PAK2"]


def test_a_row_written_after_it_was_deleted_stays(tmp_path: Path) -> None:
    frame = read(tmp_path / "a.csv", row("PAK1", written=DECEMBER))
    assert len(drop_withdrawn(frame, {identify("PAK1"): NOVEMBER})) == 1


def test_a_row_dated_after_it_was_written_is_bad(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + row("PAK1", day="2026-03-01"))
    frame, (fault,) = read_table(tmp_path / "a.csv", LINE)
    assert len(frame) == 0
    assert "is after the row was written" in str(fault)


def test_a_store_retires_what_was_deleted_and_keeps_it_as_history(
    tmp_path: Path, place: str
) -> None:
    with open_store(place) as store:
        store.add_imported(read(tmp_path / "a.csv", row("PAK1"), row("PAK2")))
        assert store.withdraw({identify("PAK1"): DECEMBER, identify("PAK9"): DECEMBER}) == 1
        assert store.incidents(LINE)["article"].tolist() == ["ACLED PAK2"]
        assert store.retired()["article"].tolist() == ["ACLED PAK1"]


def test_an_older_export_does_not_bring_back_what_was_deleted(tmp_path: Path, place: str) -> None:
    frame = read(tmp_path / "a.csv", row("PAK1"))
    with open_store(place) as store:
        store.withdraw({identify("PAK1"): DECEMBER})
        report = store.add_imported(frame)
        assert (report.added, report.outdated) == (0, 1)
        newer = store.add_imported(read(tmp_path / "b.csv", row("PAK1", written=DECEMBER + 1)))
        assert (newer.added, newer.outdated) == (1, 0)


def test_an_older_export_does_not_take_the_place_of_a_newer_one(tmp_path: Path, place: str) -> None:
    with open_store(place) as store:
        store.add_imported(read(tmp_path / "b.csv", row("PAK1", dead=5, written=DECEMBER)))
        report = store.add_imported(read(tmp_path / "a.csv", row("PAK1", dead=1)))
        assert (report.changed, report.outdated) == (0, 1)
        assert store.incidents(LINE)["best"].tolist() == [5]


def test_a_row_that_was_written_again_takes_its_place(tmp_path: Path, place: str) -> None:
    with open_store(place) as store:
        store.add_imported(read(tmp_path / "a.csv", row("PAK1", dead=1)))
        report = store.add_imported(read(tmp_path / "b.csv", row("PAK1", dead=5, written=DECEMBER)))
        assert (report.changed, store.retired()["best"].tolist()) == (1, [1])


def test_a_row_that_only_we_read_otherwise_is_no_change_of_its_source(
    tmp_path: Path, place: str
) -> None:
    frame = read(tmp_path / "a.csv", row("PAK1"))
    with open_store(place) as store:
        store.add_imported(frame)
        report = store.add_imported(frame.assign(border_side="undetermined"))
        assert (report.changed, len(store.retired())) == (0, 0)
        assert store.incidents(LINE)["border_side"].tolist() == ["undetermined"]
