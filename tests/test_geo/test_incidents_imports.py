"""Tables of others become incidents; what is wrong with a row is said and costs that row only."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from geo.border import durand_line
from geo.errors import InputError, TableError
from geo.incidents.exchange import write_incidents
from geo.incidents.frame import list_rows
from geo.incidents.imports import read_table
from geo.incidents.plain import has_columns, parse_columns
from geo.incidents.tabular import LARGEST_CELL, read_delimited
from geo.incidents.ucdp import find_version, names_border
from geo.incidents.validate import validate_incidents

SAMPLE = Path(__file__).parents[3] / "shared/data/events/ucdp_ged_pk_sample.csv"
HXL = {"adm_1": "#adm1+name", "latitude": "#geo+lat"}
ROW = {
    "id": "1",
    "type_of_violence": "1",
    "side_a": "Government of Pakistan",
    "side_b": "TTP",
    "source_article": '"AFP,2021-03-05,Five killed; more feared";"Dawn,2021-03-06,Toll rises"',
    "source_date": "2021-03-05",
    "source_headline": "Five killed",
    "where_prec": "1",
    "where_coordinates": "Damadola village",
    "adm_1": "FATA",
    "adm_2": "Bajaur agency",
    "latitude": "34.8",
    "longitude": "71.466667",
    "country": "Pakistan",
    "date_prec": "1",
    "date_start": "2021-03-04 00:00:00.000",
    "date_end": "2021-03-04 00:00:00.000",
    "deaths_a": "1",
    "deaths_b": "4",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "best": "5",
    "high": "7",
    "low": "5",
}


def write_ucdp(path, *changes, hxl=False):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(ROW), restval="")
        table.writeheader()
        if hxl:
            table.writerow(HXL)
        for number, change in enumerate(changes, 1):
            table.writerow(ROW | {"id": str(number)} | change)
    return path


def read(path, **more):
    frame, faults = read_table(path, durand_line(), **more)
    return list_rows(frame), faults


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ucdp.csv"


def test_a_row_keeps_what_ucdp_says(path):
    (row,), faults = read(write_ucdp(path, {}))
    assert faults == ()
    assert (row["status"], row["dataset"], row["licence"]) == ("imported", "UCDP GED", "CC BY 4.0")
    assert (row["date_start"], row["date_end"]) == ("2021-03-04", "2021-03-04")
    assert (row["low"], row["best"], row["high"], row["deaths_b"]) == (5, 5, 7, 4)
    assert (row["side_a"], row["country"]) == ("Government of Pakistan", "PK")
    assert row["event_type"] == "violence_unspecified"
    assert row["source_record"]["source_headline"] == "Five killed"


def test_sources_are_told_apart(path):
    (row,), _ = read(write_ucdp(path, {}))
    told = [(one["outlet"], one["published"], one["title"]) for one in row["sources"]]
    assert told == [
        ("AFP", "2021-03-05", "Five killed; more feared"),
        ("Dawn", "2021-03-06", "Toll rises"),
    ]


def test_a_row_of_hxl_tags_is_no_event(path):
    rows, faults = read(write_ucdp(path, {}, hxl=True))
    assert len(rows) == 1
    assert faults == ()


@pytest.mark.parametrize(
    ("change", "radius_km"),
    [
        ({}, 2.0),
        ({"where_coordinates": "Wana town"}, 4.0),
        ({"where_coordinates": "Quetta city"}, 7.0),
        ({"where_prec": "2"}, 25.0),
        ({"where_prec": "3"}, 40.0),
        ({"where_prec": "4"}, 150.0),
        ({"where_prec": "5", "where_coordinates": "Swat-Dir border"}, 50.0),
        ({"where_prec": "5", "where_coordinates": "LoC", "adm_2": ""}, 150.0),
    ],
)
def test_the_footprint_follows_where_prec(path, change, radius_km):
    (row,), _ = read(write_ucdp(path, change))
    assert (row["footprint"], row["radius_km"]) == ("disc", radius_km)


def test_the_border_by_name_is_a_stretch_of_its_district(path):
    name = "Afghanistan-Pakistan border (Kurram Agency)"
    (row,), _ = read(write_ucdp(path, {"where_prec": "5", "where_coordinates": name}))
    assert (row["footprint"], row["sector_pk"]) == ("stretch", "Kurram")
    assert row["km_from"] == pytest.approx(884, abs=10)


def test_the_border_by_name_without_a_district_is_all_of_it(path):
    change = {"where_prec": "5", "where_coordinates": "Pak-Afghan border", "adm_2": ""}
    (row,), _ = read(write_ucdp(path, change))
    assert (row["km_from"], row["km_to"]) == (0.0, 2611.0)


@pytest.mark.parametrize("precision", ["6", "7"])
def test_a_row_known_by_its_country_only_is_kept_without_a_pin(path, precision):
    (row,), faults = read(write_ucdp(path, {"where_prec": precision}))
    assert (row["footprint"], row["latitude"], faults) == ("none", None, ())


def test_a_row_without_coordinates_is_kept_without_a_pin(path):
    (row,), faults = read(write_ucdp(path, {"latitude": "", "longitude": ""}))
    assert (row["footprint"], faults) == ("none", ())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"latitude": "134.8"}, "expected degrees of this earth"),
        ({"latitude": "34.8 N"}, "expected degrees, got latitude '34.8 N'"),
        ({"latitude": "nan"}, "expected degrees of this earth"),
        ({"latitude": "0", "longitude": "0"}, r"got \(0, 0\)"),
        ({"latitude": "71.466667", "longitude": "34.8"}, "look swapped"),
        ({"date_end": "2021-03-01"}, "expected 2021-03-04 or later"),
        ({"date_start": "4 March"}, "expected a day such as"),
        ({"date_start": ""}, "expected"),
        ({"best": "many"}, "column best: expected a whole number"),
        ({"best": "-1"}, "column best: expected a whole number"),
        ({"where_prec": "9"}, "expected 1 to 7"),
        ({"where_prec": ""}, "expected 1 to 7"),
        ({"id": "1"}, "stands already in line 2"),
        ({"id": " "}, "column id: expected a number"),
        ({"side_b": "a\0b"}, "NUL character"),
        ({"side_b": "x" * (LARGEST_CELL + 1)}, "expected cells of at most"),
    ],
)
def test_a_bad_row_is_named_and_kept_out(path, change, reason):
    rows, faults = read(write_ucdp(path, {}, change, {}))
    assert len(rows) == 2
    assert len(faults) == 1
    assert faults[0].where == f"{path}:3"
    with pytest.raises(TableError, match=reason):
        raise faults[0]


def test_a_far_place_of_another_country_is_not_taken_for_swapped(path):
    change = {"country": "Russia", "latitude": "55.7", "longitude": "37.6"}
    rows, faults = read(write_ucdp(path, change))
    assert (len(rows), faults) == (1, ())


def test_an_unclosed_quote_costs_its_row_only(path):
    write_ucdp(path, {}, {}, {}, {})
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[2] = lines[2].replace(",TTP,", ',"TTP,', 1)
    path.write_text("".join(lines), encoding="utf-8", newline="")
    rows, faults = read(path)
    assert sorted(row["source_record"]["id"] for row in rows) == ["1", "3", "4"]
    assert [fault.where for fault in faults] == [f"{path}:3"]


def test_an_event_after_its_own_source_is_kept_and_marked(path):
    (row,), faults = read(write_ucdp(path, {"source_date": "2021-03-01"}))
    assert row["review_note"] == "starts after its source was published (2021-03-01)"
    assert faults == ()


def test_a_row_after_the_day_of_knowledge_is_bad(path):
    rows, faults = read(write_ucdp(path, {}), as_of=dt.date(2021, 1, 1))
    assert rows == []
    assert "expected 2021-01-01 or earlier, got 2021-03-04" in str(faults[0])


def test_the_id_of_a_row_is_that_of_data_set_and_source_id(path):
    first, _ = read(write_ucdp(path, {}))
    second, _ = read(write_ucdp(path, {"best": "9", "high": "9"}))
    assert first[0]["incident_id"] == second[0]["incident_id"]


def test_a_semicolon_table_in_windows_letters_is_read(path):
    write_ucdp(path, {"side_b": "Jamaât"})
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    (row,), _ = read(path)
    assert row["side_b"] == "Jamaât"


def test_our_own_table_comes_back_as_it_was(path, tmp_path):
    frame, _ = read_table(write_ucdp(path, {}, {"where_prec": "3"}), durand_line())
    for name in ("own.csv", "own.jsonl", "own.gpkg"):
        write_incidents(frame, tmp_path / name)
        again, faults = read_table(tmp_path / name, durand_line())
        assert list_rows(again) == list_rows(frame)
        assert faults == ()


def test_a_table_nobody_knows_is_refused_by_its_columns(path):
    path.write_text("name,age\na,3\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"ucdp\.csv:1: expected .* got name, age"):
        read_table(path, durand_line())


def test_an_empty_file_is_refused(path):
    path.write_text("", encoding="utf-8")
    with pytest.raises(TableError, match="the file is empty"):
        read_delimited(path)


def test_a_missing_file_is_refused(path):
    with pytest.raises(TableError, match="cannot be read"):
        read_table(path, durand_line())


def test_the_version_is_that_of_the_files_name():
    assert find_version("ged251-csv.csv") == "25.1"


@pytest.mark.parametrize(
    ("words", "is_ours"),
    [
        ("Afghanistan-Pakistan border", True),
        ("Pakistan/Afghanistan border", True),
        ("the border between Pakistan and Afghanistan", True),
        ("Durand Line", True),
        ("LoC in Azad Jammu and Kashmir", False),
        ("Iran-Pakistan border (Kech district)", False),
        ("Border Kurram/Orakzai", False),
        ("Wana-Jandola road (South Waziristan)", False),
    ],
)
def test_only_this_border_by_name_is_this_border(words, is_ours):
    assert names_border(words, durand_line()) is is_ours


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLE.exists(), reason="../shared is absent")
def test_the_sample_of_ucdp_is_read_whole():
    frame, faults = read_table(SAMPLE, durand_line())
    assert len(frame) == 429
    assert faults == ()
    assert validate_incidents(frame) == []
    assert (frame["footprint"] == "stretch").sum() == 18
    assert set(frame["country"]) == {"PK"}
    near = frame[frame["distance_km"] <= 25]
    assert 0.4 < (near["border_side"] == "undetermined").mean() < 0.8


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLE.exists(), reason="../shared is absent")
def test_the_raw_row_survives_the_way_through_a_file(tmp_path):
    frame, _ = read_table(SAMPLE, durand_line())
    write_incidents(frame, tmp_path / "own.jsonl")
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        wanted = {row["id"]: row for row in csv.DictReader(file) if row["id"]}
    kept = {}
    for line in (tmp_path / "own.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)["source_record"]
        kept[record["id"]] = record
    assert kept == wanted


ACLED_ROW = {
    "event_id_cnty": "PAK1",
    "event_date": "2024-09-07",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Pakistan (2024-)",
    "inter1": "State Forces",
    "actor2": "TTP",
    "inter2": "2",
    "country": "Pakistan",
    "admin1": "Khyber Pakhtunkhwa",
    "admin2": "Kurram",
    "location": "Parachinar",
    "latitude": "33.9",
    "longitude": "70.1",
    "geo_precision": "1",
    "source": "Dawn (Pakistan); Khaama Press",
    "notes": "On 7 September 2024, forces clashed near Parachinar.",
    "fatalities": "5",
}


def read_acled(path, **change):
    row = ACLED_ROW | change
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([row.keys(), row.values()])
    return read(path)


def test_an_acled_row_keeps_its_licence_and_its_words(path):
    (row,), faults = read_acled(path)
    assert faults == ()
    assert row["dataset"] == "ACLED"
    assert row["licence"].startswith("ACLED")
    assert (row["event_type"], row["best"], row["deaths_unknown"]) == ("armed_clash", 5, 5)
    assert [source["outlet"] for source in row["sources"]] == ["Dawn (Pakistan)", "Khaama Press"]
    assert (row["footprint"], row["radius_km"], row["where_prec"]) == ("disc", 2.0, 1)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"sub_event_type": "Air/drone strike"}, "airstrike"),
        ({"sub_event_type": "Air/drone strike", "notes": "A US drone fired."}, "drone_strike"),
        ({"sub_event_type": "Remote explosive/landmine/IED"}, "bombing_or_ied"),
        ({"sub_event_type": "Looting/property destruction"}, "other"),
    ],
)
def test_an_acled_kind_is_ours(path, change, kind):
    (row,), _ = read_acled(path, **change)
    assert row["event_type"] == kind


@pytest.mark.parametrize(
    ("code", "first", "last", "date_prec"),
    [("2", "2024-09-04", "2024-09-10", 3), ("3", "2024-08-23", "2024-09-22", 4)],
)
def test_an_acled_date_is_as_wide_as_its_precision(path, code, first, last, date_prec):
    (row,), _ = read_acled(path, time_precision=code)
    assert (row["date_start"], row["date_end"], row["date_prec"]) == (first, last, date_prec)


@pytest.mark.parametrize("words", ["07 September 2024", "07-Sep-2024", "07/09/2024"])
def test_an_acled_date_in_words_is_read(path, words):
    (row,), _ = read_acled(path, event_date=words)
    assert row["date_start"] == "2024-09-07"


def test_an_acled_border_area_is_a_stretch(path):
    notes = "Near the Afghanistan-Pakistan border, forces clashed."
    (row,), _ = read_acled(path, geo_precision="3", notes=notes)
    assert (row["footprint"], row["sector_pk"]) == ("stretch", "Kurram")
    (row,), _ = read_acled(path, geo_precision="3")
    assert (row["footprint"], row["radius_km"]) == ("disc", 150.0)


def test_an_acled_date_that_is_none_is_a_fault(path):
    rows, faults = read_acled(path, event_date="soon")
    assert rows == []
    assert "expected a day such as" in str(faults[0])


def test_a_table_of_ones_own_needs_where_and_when_only(path):
    path.write_text("Lat,Lon,Date,Type,Killed,Place\n34.12,71.09,2025-03-04,shelling,2,Torkham\n")
    (row,), faults = read(path)
    assert faults == ()
    assert (row["event_type"], row["best"], row["place_name"]) == ("shelling", 2, "Torkham")
    assert (row["dataset"], row["nearest_crossing"]) == ("ucdp", "Torkham")


def test_a_row_of_ones_own_that_says_no_day_is_a_fault(path):
    path.write_text("lat,lon,date\n34.12,71.09,\n34.12,71.09,2025-01-01\n")
    rows, faults = read(path)
    assert len(rows) == 1
    assert "expected a day, got nothing" in str(faults[0])


def many_rows(count: int, note: str = "ok") -> str:
    return "".join(f"{number},2025-01-01,34,71,{note}\n" for number in range(count))


def test_a_quote_nobody_closed_costs_its_row_in_a_long_file(tmp_path):
    path = tmp_path / "a.csv"
    bad = 'x,2025-01-01,34,71,"never closed\n'
    path.write_text("id,date,lat,lon,notes\n" + many_rows(2500) + bad + many_rows(2500, "fine"))
    table = read_delimited(path)
    assert len(table.records) == 5000
    assert [fault.where for fault in table.faults] == [f"{path}:2502"]


def test_two_rows_with_open_quotes_do_not_swallow_what_lies_between(tmp_path):
    path = tmp_path / "a.csv"
    bad = 'x,2025-01-01,34,71,"open\n'
    path.write_text("id,date,lat,lon,notes\n" + bad + many_rows(5) + bad + many_rows(5))
    table = read_delimited(path)
    assert (len(table.records), len(table.faults)) == (10, 2)


GERMAN = "Nr;Datum;Breite;Laenge;date\n1;2025-10-11;33.9;70.1;x\n"
MEANT = parse_columns(["id=Nr,date=Datum", "lat=Breite,lon=Laenge"])


def test_columns_of_any_name_are_read_where_their_user_names_them(tmp_path):
    (tmp_path / "de.csv").write_text(GERMAN)
    frame, faults = read_table(tmp_path / "de.csv", durand_line(), columns=MEANT)
    assert faults == ()
    assert (frame["date_start"].iloc[0], frame["latitude"].iloc[0]) == ("2025-10-11", 33.9)
    assert frame["source_record"].iloc[0]["Datum"] == "2025-10-11"


def test_tables_without_the_named_columns_are_read_by_their_own(tmp_path):
    (tmp_path / "a.csv").write_text("id,date,lat,lon\n1,2025-10-11,33.9,70.1\n")
    frame, _ = read_table(tmp_path / "a.csv", durand_line(), columns=MEANT)
    assert len(frame) == 1


def test_a_file_is_asked_for_its_columns_whatever_parts_them(tmp_path):
    (tmp_path / "de.csv").write_text("\ufeff" + GERMAN)
    assert has_columns(tmp_path / "de.csv", MEANT)
    assert not has_columns(tmp_path / "none.csv", MEANT)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("latitude", "expected NAME=COLUMN such as latitude=Breite, got 'latitude'"),
        ("hoehe=H", "expected one of latitude, lat, .* before =, got 'hoehe'"),
        ("lat=B,lon=L", "got none for date_start"),
    ],
)
def test_columns_that_are_not_named_right_are_refused(text, reason):
    with pytest.raises(InputError, match=reason):
        parse_columns([text])
