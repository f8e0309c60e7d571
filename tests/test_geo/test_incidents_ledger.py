"""A ledger of crossings says what is known, and that unknown is not open."""

from __future__ import annotations

import datetime as dt

import pytest

from geo.incidents.frame import build_frame
from geo.incidents.ledger import Entry, build_ledger, find_traffic, read_ledger, tell_standings

TORKHAM = {
    "incident_id": "a",
    "event_type": "border_closure",
    "date_start": "2025-10-12",
    "date_end": "2025-10-12",
    "date_prec": 1,
    "status": "extracted",
    "footprint": "disc",
    "border": "AF-PK",
    "chainage_km": 805.0,
    "distance_km": 0.3,
    "sources": [{"article": "x", "outlet": "Dawn", "published": "2025-10-13"}],
}
WHOLE = {"footprint": "stretch", "km_from": 0.0, "km_to": 2611.0, "chainage_km": 1305.5}


def ledger(*changes, entries=()):
    rows = [TORKHAM | change for change in changes]
    return build_ledger(build_frame(rows, [None] * len(rows)), entries)


def standing(told, name="Torkham"):
    return [(one.traffic, one.state) for one in told if one.crossing.name == name]


def on(entries, day):
    return tell_standings(entries, dt.date.fromisoformat(day))


def test_a_closure_is_an_entry_with_its_source():
    (entry,) = ledger({})
    assert (entry.crossing_id, entry.state, entry.first) == ("torkham", "closed", "2025-10-12")
    assert entry.sources == ("Dawn, 2025-10-13",)


def test_before_the_first_entry_nothing_is_known():
    assert standing(on(ledger({}), "2025-10-11")) == [("all", "unknown")]


def test_a_closed_crossing_stays_closed_until_something_else_is_said():
    assert standing(on(ledger({}), "2025-12-31")) == [("all", "closed")]


def test_a_reopening_ends_a_closure():
    opened = {"event_type": "border_reopening", "date_start": "2025-10-20"}
    assert standing(on(ledger({}, opened), "2025-10-21")) == [("all", "open")]


def test_a_reopening_for_returnees_leaves_the_rest_closed():
    opened = {
        "event_type": "border_reopening",
        "date_start": "2025-11-01",
        "quote": "Torkham reopened for returnees only.",
    }
    told = standing(on(ledger({}, opened), "2025-11-05"))
    assert told == [("all", "closed"), ("returnees", "open")]


def test_a_later_closure_ends_an_exception():
    entries = [
        Entry("torkham", "open", "2025-11-01", traffic="returnees"),
        Entry("torkham", "closed", "2025-11-03"),
    ]
    assert standing(on(entries, "2025-11-05")) == [("all", "closed")]


def test_a_closure_of_the_whole_border_closes_every_confirmed_crossing():
    told = on(ledger(WHOLE), "2025-10-13")
    assert len(told) > 10
    assert {one.state for one in told} == {"closed"}


def test_other_crossings_are_unknown_not_open():
    told = on(ledger({}), "2025-10-13")
    assert {one.state for one in told if one.crossing.name != "Torkham"} == {"unknown"}


@pytest.mark.parametrize(
    "change",
    [
        {"event_type": "shelling"},
        {"status": "rejected"},
        {"distance_km": 20.0},
        {"chainage_km": 840.0},
        {"chainage_km": None, "footprint": "none", "distance_km": None},
    ],
)
def test_what_is_no_closure_at_a_crossing_is_no_entry(change):
    assert ledger(change) == ()


def test_an_entry_of_the_user_wins_over_a_report_of_the_same_day():
    own = Entry("torkham", "open", "2025-10-12")
    assert standing(on(ledger({}, entries=[own]), "2025-10-13")) == [("all", "open")]


def test_an_entry_that_ended_says_nothing_any_more():
    own = [Entry("torkham", "closed", "2025-10-12", "2025-10-15")]
    assert standing(on(own, "2025-10-15")) == [("all", "closed")]
    assert standing(on(own, "2025-10-16")) == [("all", "unknown")]


@pytest.mark.parametrize(
    ("words", "traffic"),
    [
        ("The gate was opened for cargo trucks.", "trade"),
        ("Patients and travellers were let through on foot.", "pedestrian"),
        ("It opened for transit containers and pedestrians.", "all"),
        ("The gate was opened.", "all"),
    ],
)
def test_traffic_is_what_the_sentence_names(words, traffic):
    assert find_traffic(words) == traffic


def test_a_users_table_is_read_and_its_bad_rows_are_named(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(
        "crossing,state,from,to,traffic,source\n"
        "Torkham,closed,2025-10-12,,,Dawn\n"
        "torkham,open,2025-11-01,,returnees,\n"
        "Atlantis,open,2025-11-01,,,\n"
        "Torkham,ajar,2025-11-01,,,\n"
        "Torkham,open,soon,,,\n"
        "Torkham,open,2025-11-02,2025-11-01,,\n",
        encoding="utf-8",
    )
    entries, faults = read_ledger(path)
    assert entries == (
        Entry("torkham", "closed", "2025-10-12", sources=("Dawn",)),
        Entry("torkham", "open", "2025-11-01", traffic="returnees"),
    )
    assert [fault.where for fault in faults] == [f"{path}:{line}" for line in (4, 5, 6, 7)]
