"""Imported rows join the incidents of articles that tell of the same event."""

from __future__ import annotations

from typing import Any

import geopandas
import pytest
from shapely.geometry import Point

from geo.incidents.decisions import Decision
from geo.incidents.frame import build_frame, list_rows
from geo.incidents.imported_merge import merge_imported
from geo.incidents.validate import validate_incidents

WHERE: dict[str, Any] = {
    "date_start": "2025-10-11",
    "date_end": "2025-10-11",
    "date_prec": 1,
    "place_name": "Parachinar",
    "country": "PK",
    "adm_2": "Kurram",
    "where_prec": 1,
    "longitude": 70.1,
    "latitude": 33.9,
    "radius_km": 3.0,
    "footprint": "disc",
    "border": "AF-PK",
    "border_side": "PK",
}
TOLD = WHERE | {
    "incident_id": "a",
    "article": "news",
    "event_type": "shelling",
    "status": "extracted",
    "best": 5,
    "low": 5,
    "high": 5,
    "place_id": "parachinar",
    "quote": "Shells hit Parachinar.",
    "confidence": 0.8,
}
CODED = WHERE | {
    "incident_id": "u",
    "article": "UCDP GED 7",
    "event_type": "violence_unspecified",
    "status": "imported",
    "dataset": "UCDP GED",
    "licence": "CC BY 4.0",
    "adm_2": "Kurram agency",
    "best": 3,
    "low": 2,
    "high": 9,
    "side_a": "Government of Pakistan",
    "side_b": "TTP",
    "sources": [{"article": "UCDP GED 7", "outlet": "Dawn"}],
    "source_record": {"id": "7"},
}
DISTRICT = {"where_prec": 3, "place_name": "Kurram", "radius_km": 40.0}


def table(*rows: dict[str, Any]) -> geopandas.GeoDataFrame:
    return build_frame(list(rows), [Point(70.1, 33.9).buffer(0.03)] * len(rows))


def merged(*rows: dict[str, Any], decisions: tuple[Decision, ...] = ()) -> list[dict[str, Any]]:
    frame = merge_imported(table(*rows), decisions)
    assert validate_incidents(frame) == []
    return list_rows(frame)


def test_an_imported_row_of_the_same_event_joins_the_incident() -> None:
    (row,) = merged(TOLD, CODED)
    assert (row["incident_id"], row["former_ids"], row["status"]) == ("a", ["u"], "extracted")
    assert row["quote"] == "Shells hit Parachinar."


def test_its_toll_stands_beside_the_articles_and_widens_the_bounds() -> None:
    (row,) = merged(TOLD, CODED)
    assert (row["low"], row["best"], row["high"]) == (2, 5, 9)
    (claim,) = row["claims"]
    assert (claim["claimant"], claim["low"], claim["high"]) == ("UCDP GED", 2, 9)


def test_where_articles_give_no_toll_the_data_set_does() -> None:
    (row,) = merged(TOLD | dict.fromkeys(("best", "low", "high")), CODED)
    assert (row["best"], row["claims"][0]["counts_towards_best"]) == (3, True)


def test_it_keeps_the_raw_row_so_that_nothing_is_lost() -> None:
    (row,) = merged(TOLD, CODED)
    assert (row["dataset"], row["source_record"]) == ("UCDP GED", {"id": "7"})
    assert [one["outlet"] for one in row["sources"]] == ["Dawn"]


def test_it_says_why() -> None:
    (row,) = merged(TOLD, CODED)
    assert "UCDP GED 7: same dates: 2025-10-11" in row["merge_reasons"]
    assert not any("same kind" in reason for reason in row["merge_reasons"])


def test_what_the_row_knows_better_is_taken_over() -> None:
    (row,) = merged(TOLD | DISTRICT | {"best": 3, "low": 3, "high": 3}, CODED)
    assert (row["place_name"], row["where_prec"]) == ("Parachinar", 1)
    assert (row["side_a"], row["side_b"]) == ("Government of Pakistan", "TTP")


def test_of_a_row_that_may_not_be_passed_on_only_the_name_is_added() -> None:
    closed = CODED | {"dataset": "ACLED", "licence": "ACLED terms of use", "article": "ACLED P1"}
    (row,) = merged(TOLD, closed)
    assert (row["dataset"], row["licence"], row["source_record"]) == (None, None, None)
    assert (row["best"], row["high"], row["claims"]) == (5, 5, [])
    assert [one["article"] for one in row["sources"]] == ["ACLED P1"]


@pytest.mark.parametrize(
    "change",
    [
        {"date_start": "2025-10-14", "date_end": "2025-10-14"},
        {"longitude": 70.3},
        {"event_type": "protest"},
        {"status": "rejected"},
        {"status": "edited"},
        {"status": "reviewed"},
        DISTRICT | {"best": None, "low": None, "high": None},
        DISTRICT | {"best": 40, "low": 40, "high": 40},
        {"date_prec": 5, "date_end": "2025-12-31"},
        {"latitude": None, "longitude": None, "footprint": "none", "where_prec": 6},
    ],
)
def test_another_event_stays_by_itself(change: dict[str, Any]) -> None:
    frame = build_frame([TOLD, CODED | change], [None, None])
    assert len(merge_imported(frame)) == 2


def test_other_armed_groups_are_in_another_event() -> None:
    told = TOLD | {"side_b": "Balochistan Liberation Army (BLA)"}
    assert len(merged(told, CODED)) == 2


def test_acts_without_violence_take_no_row_of_unnamed_violence() -> None:
    assert len(merged(TOLD | {"event_type": "talks"}, CODED)) == 2


def test_of_two_rows_that_fit_equally_well_none_joins() -> None:
    assert len(merged(TOLD, CODED, CODED | {"incident_id": "v"})) == 3


def test_of_two_rows_the_nearer_toll_joins() -> None:
    rows = merged(TOLD, CODED, CODED | {"incident_id": "v", "best": 5, "low": 5})
    assert {row["incident_id"]: row["former_ids"] for row in rows} == {"a": ["v"], "u": []}


def test_rows_of_two_data_sets_join_one_incident() -> None:
    other = CODED | {"incident_id": "x", "dataset": "Another", "article": "Another 1"}
    (row,) = merged(TOLD, CODED, other)
    assert row["former_ids"] == ["u", "x"]


def test_a_person_keeps_them_apart() -> None:
    assert len(merged(TOLD, CODED, decisions=(Decision("u", "split"),))) == 2


def test_a_person_puts_them_together() -> None:
    far = CODED | {"longitude": 70.5}
    (row,) = merged(TOLD, far, decisions=(Decision("a", "merge", value="u", by="Sana"),))
    assert row["merge_reasons"] == ["UCDP GED 7: merged by Sana"]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [TOLD, CODED, CODED | {"incident_id": "v", "best": 5, "low": 5}]
    assert merged(*rows) == merged(*rows[::-1])


def test_merging_again_changes_nothing() -> None:
    once = merge_imported(table(TOLD, CODED))
    assert list_rows(merge_imported(once)) == list_rows(once)


def test_tables_of_one_kind_stay_as_they_are() -> None:
    frame = table(CODED)
    assert merge_imported(frame) is frame
