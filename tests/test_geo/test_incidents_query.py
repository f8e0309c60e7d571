"""A question asked of a frame or of a database."""

from __future__ import annotations

import sqlite3
from typing import Any

import geopandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError, UnknownNameError
from geo.incidents.frame import build_frame
from geo.incidents.query import Query, parse_query, select, write_condition

DAYS = ["2025-10-09", "2025-10-11", "2025-10-12", "2025-10-15", None]
KMS = [0.0, 700.0, 804.0, 900.0, 2611.0, None]


def frame_of(*rows: dict[str, Any]) -> geopandas.GeoDataFrame:
    named = [{"incident_id": str(number), **row} for number, row in enumerate(rows)]
    return build_frame(named, [None] * len(named))


def ids(frame: geopandas.GeoDataFrame) -> list[str]:
    return sorted(frame["incident_id"].tolist())


def test_an_empty_question_keeps_every_row() -> None:
    assert len(select(frame_of({}, {"date_start": "2025-01-01"}), Query())) == 2


def test_an_empty_table_passes_every_question() -> None:
    query = Query(since="2025-01-01", km=(1, 2), actors=("x",), only="news")
    assert len(select(frame_of(), query)) == 0


def test_an_incident_of_several_days_passes_if_one_of_them_is_asked_for() -> None:
    long = {"date_start": "2025-10-09", "date_end": "2025-10-15"}
    assert len(select(frame_of(long), Query(since="2025-10-11", until="2025-10-12"))) == 1


def test_an_incident_that_ended_the_day_before_does_not_pass() -> None:
    row = {"date_start": "2025-10-09", "date_end": "2025-10-10"}
    assert len(select(frame_of(row), Query(since="2025-10-11"))) == 0


def test_a_row_without_a_day_does_not_pass_a_question_of_days() -> None:
    assert len(select(frame_of({}), Query(until="2025-10-11"))) == 0


def test_kilometres_overlap_with_what_the_footprint_allows() -> None:
    row = {"chainage_km": 690.0, "chainage_low_km": 670.0, "chainage_high_km": 710.0}
    assert len(select(frame_of(row), Query(km=(700, 900)))) == 1


def test_a_sector_is_found_on_either_side() -> None:
    frame = frame_of({"sector_af": "Khost"}, {"sector_pk": "Khyber"}, {"sector_pk": "Kurram"})
    assert ids(select(frame, Query(sectors=("Khost", "Khyber")))) == ["0", "1"]


def test_an_actor_is_found_by_part_of_the_label_of_either_party() -> None:
    frame = frame_of({"side_a": "Pakistan Army"}, {"side_b": "Army of X"}, {"side_a": "TTP"})
    assert ids(select(frame, Query(actors=("army",)))) == ["0", "1"]


def test_only_reviewed_holds_edited_rows_too() -> None:
    frame = frame_of({"status": "reviewed"}, {"status": "edited"}, {"status": "extracted"})
    assert ids(select(frame, Query(only="reviewed"))) == ["0", "1"]


def test_only_news_leaves_background_out() -> None:
    frame = frame_of({"is_background": True}, {"is_background": False})
    assert ids(select(frame, Query(only="news"))) == ["1"]


def test_a_province_stands_for_its_districts() -> None:
    found = parse_query(sectors=["nangarhar"]).sectors
    assert {"Lal Pur", "Mohmand Dara", "Achin"} <= set(found)


def test_a_status_may_be_asked_for_with_only() -> None:
    assert parse_query(only="rejected").status == ("rejected",)


def test_a_year_ends_with_its_last_day() -> None:
    query = parse_query(since="2024", until="2024-02")
    assert (query.since, query.until) == ("2024-01-01", "2024-02-29")


def test_names_may_be_given_one_by_one_or_with_commas() -> None:
    assert parse_query(types=["shelling, talks", "protest"]).types == (
        "shelling",
        "talks",
        "protest",
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"types": ["shooting"]}, "unknown event type 'shooting'; nearest: 'shelling'"),
        ({"sides": ["north"]}, "unknown side 'north'"),
        ({"sectors": ["Khyberr"]}, "unknown sector 'Khyberr'; nearest: 'Khyber'"),
        ({"only": "review"}, "unknown choice of --only 'review'; nearest: 'reviewed'"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        parse_query(**options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"since": "11.10.2025"}, "--since: expected a day, month or year"),
        ({"until": "2025-02-30"}, "--until: expected a day, month or year"),
        ({"since": "2025-10-12", "until": "2025-10-11"}, "expected a last day of 2025-10-12"),
        ({"km": "900-700"}, "expected kilometres from low to high, got 900-700"),
        ({"km": "from 700"}, "--km: expected kilometres such as 700-900"),
        ({"within": "near"}, "--within: expected a distance in km"),
        ({"within": -1}, "expected a distance of 0 km or more, got -1"),
        ({"within": "nan"}, "expected a distance of 0 km or more, got nan"),
    ],
)
def test_what_cannot_be_read_is_told_with_an_example(options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse_query(**options)


def test_values_are_never_part_of_the_text_of_sql() -> None:
    text, values = write_condition(Query(sectors=("'; DROP TABLE x; --",)))
    assert "DROP" not in text
    assert values == ("'; DROP TABLE x; --",) * 2


CELLS: dict[str, st.SearchStrategy[Any]] = {
    "date_start": st.sampled_from(DAYS),
    "date_end": st.sampled_from(DAYS),
    "event_type": st.sampled_from(["shelling", "talks", None]),
    "border_side": st.sampled_from(["AF", "PK", "on_line", None]),
    "sector_af": st.sampled_from(["Khost", None]),
    "sector_pk": st.sampled_from(["Khyber", "Kurram", None]),
    "chainage_km": st.sampled_from(KMS),
    "chainage_low_km": st.sampled_from(KMS),
    "chainage_high_km": st.sampled_from(KMS),
    "distance_km": st.sampled_from([0.0, 24.9, 25.0, 60.0, None]),
    "side_a": st.sampled_from(["Pakistan Army", "TTP", "100%_sure", None]),
    "side_b": st.sampled_from(["Afghan Taliban", None]),
    "status": st.sampled_from(["extracted", "reviewed", "edited", "rejected"]),
    "footprint": st.sampled_from(["disc", "none"]),
    "is_background": st.booleans(),
}
ROWS = st.fixed_dictionaries(CELLS)
QUERIES = st.builds(
    Query,
    since=st.sampled_from([None, "2025-10-10", "2025-10-11"]),
    until=st.sampled_from([None, "2025-10-12", "2025-10-14"]),
    types=st.sampled_from([(), ("shelling",), ("shelling", "talks")]),
    sides=st.sampled_from([(), ("AF",), ("PK", "on_line")]),
    sectors=st.sampled_from([(), ("Khost", "Kurram")]),
    km=st.sampled_from([None, (700.0, 900.0), (804.0, 804.0)]),
    within_km=st.sampled_from([None, 25.0]),
    actors=st.sampled_from([(), ("ttp",), ("army", "taliban"), ("%_s",), ("army.",)]),
    status=st.sampled_from([(), ("edited", "rejected")]),
    only=st.sampled_from([None, "reviewed", "unreviewed", "news", "placed"]),
)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(rows=st.lists(ROWS, max_size=6), query=QUERIES)
def test_a_database_finds_what_the_frame_finds(rows: list[dict[str, Any]], query: Query) -> None:
    frame = frame_of(*rows)
    base = sqlite3.connect(":memory:")
    names = ["incident_id", *CELLS]
    base.execute(f"CREATE TABLE incidents ({', '.join(names)})")
    for number, row in enumerate(rows):
        cells = [str(number), *(row[name] for name in names[1:])]
        base.execute(f"INSERT INTO incidents VALUES ({', '.join('?' * len(names))})", cells)
    text, values = write_condition(query)
    found = base.execute(f"SELECT incident_id FROM incidents WHERE {text or 'true'}", values)
    from_sql = frame[frame["incident_id"].isin([row[0] for row in found])]
    base.close()
    assert ids(select(from_sql, query)) == ids(select(frame, query))
