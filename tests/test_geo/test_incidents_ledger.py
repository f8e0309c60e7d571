"""When crossings were closed and open, for whom, and who says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import geopandas
import pytest

from geo.errors import UnknownNameError
from geo.incidents.frame import build_frame
from geo.incidents.ledger import (
    CrossingState,
    LedgerEntry,
    build_ledger,
    state_on,
    states_at,
)
from geo.incidents.ledger_file import read_ledger
from geo.incidents.traffic import find_traffic

OCTOBER = dt.date(2025, 10, 12)
NOVEMBER = dt.date(2025, 11, 1)
AT_TORKHAM: dict[str, Any] = {
    "event_type": "border_closure",
    "date_start": "2025-10-12",
    "date_prec": 1,
    "where_prec": 1,
    "footprint": "disc",
    "distance_km": 0.1,
    "nearest_crossing": "Torkham",
    "crossing_km": 0.2,
    "status": "extracted",
    "quote": "Torkham was closed.",
    "article": "a",
    "side_a": "Pakistan (government)",
}


def table(*changes: dict[str, Any]) -> geopandas.GeoDataFrame:
    rows = [AT_TORKHAM | {"incident_id": str(index)} | one for index, one in enumerate(changes)]
    return build_frame(rows, [None] * len(rows))


def states(ledger: tuple[LedgerEntry, ...], day: dt.date, **asked: Any) -> dict[str, str]:
    return {one.traffic: one.state for one in state_on(ledger, "torkham", day, **asked)}


REOPENED = {
    "event_type": "border_reopening",
    "date_start": "2025-11-01",
    "quote": "Torkham reopened on Saturday, only for stranded Afghan refugees.",
}


def test_torkham_reopened_on_1_november_2025_for_returnees_only() -> None:
    ledger = build_ledger(table({}, REOPENED))
    assert states(ledger, NOVEMBER) == {
        "trade": "closed",
        "pedestrian": "closed",
        "returnees": "open",
        "transit": "closed",
    }


def test_before_the_first_entry_nothing_is_known() -> None:
    ledger = build_ledger(table({}))
    assert set(states(ledger, dt.date(2025, 10, 11)).values()) == {"unknown"}


def test_an_empty_ledger_knows_nothing_and_opens_nothing() -> None:
    (answer,) = state_on((), "torkham", OCTOBER, traffic="trade")
    assert (answer.state, answer.entry, answer.sources) == ("unknown", None, ())


def test_an_answer_says_who_says_so_and_who_closed() -> None:
    (answer,) = state_on(build_ledger(table({})), "torkham", OCTOBER, traffic="trade")
    assert answer.sources == ("a",)
    assert answer.entry is not None
    assert answer.entry.closed_by == "Pakistan (government)"


@pytest.mark.parametrize(
    "change",
    [
        {"status": "rejected"},
        {"date_prec": 4},
        {"distance_km": 30.0},
        {"crossing_km": 40.0},
        {"where_prec": 3},
        {"event_type": "armed_clash"},
        {"nearest_crossing": None, "crossing_km": None},
        {"footprint": "stretch", "km_from": 0.0, "km_to": 2611.0},
    ],
)
def test_an_incident_that_does_not_tell_of_one_crossing_gives_no_entry(
    change: dict[str, Any],
) -> None:
    assert build_ledger(table(change)) == ()


def test_all_crossings_means_each_on_the_stretch() -> None:
    everywhere = {
        "footprint": "stretch",
        "km_from": 700.0,
        "km_to": 2611.0,
        "quote": "Pakistan closed all its border crossings with Afghanistan.",
    }
    closed = {entry.crossing_id for entry in build_ledger(table(everywhere))}
    assert {"torkham", "chaman"} <= closed
    assert "broghil-pass" not in closed


def test_a_closure_one_way_leaves_the_other_way_unknown() -> None:
    ledger = build_ledger(table({"direction": "AF_to_PK"}))
    assert states(ledger, OCTOBER, traffic="trade", direction="AF_to_PK") == {"trade": "closed"}
    assert states(ledger, OCTOBER, traffic="trade", direction="PK_to_AF") == {"trade": "unknown"}


def test_a_gate_that_is_open_some_hours_is_partly_open() -> None:
    hours = REOPENED | {"quote": "Torkham reopened for a limited number of trucks."}
    assert states(build_ledger(table({}, hours)), NOVEMBER)["trade"] == "partly"


def test_what_a_user_says_of_those_days_wins_over_reports() -> None:
    said = LedgerEntry("torkham", "closed", OCTOBER, dt.date(2025, 11, 30), sources=("mine",))
    ledger = build_ledger(table(REOPENED), [said])
    assert states(ledger, NOVEMBER, traffic="returnees") == {"returnees": "closed"}
    assert states(ledger, dt.date(2025, 12, 1), traffic="trade") == {"trade": "unknown"}


def test_after_the_last_day_of_an_entry_nothing_is_known() -> None:
    before = LedgerEntry("torkham", "open", dt.date(2025, 9, 1))
    closed = LedgerEntry("torkham", "closed", OCTOBER, dt.date(2025, 10, 20))
    ledger = build_ledger(table(), [before, closed])
    assert states(ledger, dt.date(2025, 10, 21), traffic="trade") == {"trade": "unknown"}


def test_a_sentence_of_a_closure_that_ended_tells_of_the_opening() -> None:
    said = {"quote": "After ten days of closure Torkham was opened again.", "quote_start": 0}
    opened = said | {"event_type": "border_reopening"}
    ledger = build_ledger(table(said, opened))
    assert [entry.state for entry in ledger] == ["open"]


def test_the_order_of_incidents_does_not_matter() -> None:
    rows = [{"incident_id": "x"}, {"incident_id": "y"} | REOPENED]
    assert build_ledger(table(*rows)) == build_ledger(table(*rows[::-1]))


@pytest.mark.parametrize(
    ("sentence", "is_closed", "expected"),
    [
        ("The gate was closed to trade and pedestrians.", True, ("all",)),
        ("Trade was suspended.", True, ("trade",)),
        ("Trade and all other traffic remain suspended.", True, ("all",)),
        ("Only cargo trucks and passengers were stopped.", True, ("trade", "pedestrian")),
        ("It reopened for cargo trucks.", False, ("trade",)),
        ("It reopened for all types of trade.", False, ("trade",)),
        ("It was fully reopened for trade.", False, ("trade",)),
        ("It reopened for all kinds of traffic, trade too.", False, ("all",)),
        ("It reopened.", False, ("all",)),
        ("It reopened for refugees, while trade stayed suspended.", False, ("returnees",)),
        ("It reopened but stays closed to trade.", False, ("pedestrian", "returnees", "transit")),
        ("Closed to trucks, but open to patients.", True, ("trade",)),
        (
            "The gate was closed; refugees were let through.",
            True,
            ("trade", "pedestrian", "transit"),
        ),
        ("Closed, though deportees are allowed.", True, ("trade", "pedestrian", "transit")),
    ],
)
def test_traffic_is_what_the_sentence_names(
    sentence: str, is_closed: bool, expected: tuple[str, ...]
) -> None:
    assert find_traffic(sentence, is_closed=is_closed) == expected


def write(folder: Path, text: str) -> Path:
    file = folder / "ledger.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_users_table_is_read_by_its_columns(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "crossing_id,state,from,to,traffic,direction,closed_by,cause,extent,sources\n"
        "Torkham,closed,2025-10-12,2025-10-31,trade,AF_to_PK,PK,fighting,partly,a|b\n"
        "chaman,,2025-10-12,,,,,,,\n",
    )
    entries, faults = read_ledger(file)
    assert faults == ()
    assert entries[0] == LedgerEntry(
        "torkham", "closed", OCTOBER, dt.date(2025, 10, 31), "trade", "AF_to_PK", "PK",
        "fighting", "partly", ("a", "b"),
    )  # fmt: skip
    assert entries[1] == LedgerEntry("chaman", "closed", OCTOBER, sources=("ledger.csv",))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("nowhere,closed,2025-10-12", "csv:2: unknown crossing 'nowhere'; nearest"),
        ("torkham,shut,2025-10-12", "unknown state 'shut'; nearest: 'closed', 'open'"),
        ("torkham,closed,", "column from: expected a day such as 2025-10-12, got none"),
        ("torkham,closed,12.10.2025", "column from: expected a day such as 2025-10-12, got '12"),
        ("torkham,closed,2025-10-12,2025-10-11", "column to: expected 2025-10-12 or later"),
        ("torkham,closed,2025-10-12,,cars", "unknown traffic 'cars'"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_is_read(tmp_path: Path, row: str, message: str) -> None:
    cells = row + "," * (4 - row.count(","))
    file = write(
        tmp_path, f"crossing_id,state,from,to,traffic\n{cells}\nchaman,open,2025-01-01,,\n"
    )
    entries, faults = read_ledger(file)
    assert len(entries) == 1
    assert message in str(faults[0])


def test_an_unknown_crossing_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="unknown crossing 'Torkhem'; nearest: 'torkham'"):
        state_on((), "Torkhem", OCTOBER)


def state_of(ledger: tuple[LedgerEntry, ...], day: dt.date, name: str = "torkham") -> CrossingState:
    (found,) = [one for one in states_at(ledger, day) if one.crossing.crossing_id == name]
    return found


def test_every_crossing_has_a_state_and_they_stand_by_kilometre() -> None:
    kilometres = [one.crossing.chainage_km for one in states_at((), NOVEMBER)]
    assert kilometres == sorted(kilometres)
    assert {one.state for one in states_at((), NOVEMBER)} == {"unknown"}


def test_a_gate_open_to_returnees_only_is_partly_open() -> None:
    assert state_of(build_ledger(table({}, REOPENED)), NOVEMBER).state == "partly"


def test_a_gate_closed_to_all_is_closed_and_says_who_says_so() -> None:
    found = state_of(build_ledger(table({})), OCTOBER)
    assert (found.state, found.sources) == ("closed", ("a",))


def test_directions_are_told_apart_only_where_they_differ() -> None:
    closed = LedgerEntry("torkham", "closed", OCTOBER)
    opened = LedgerEntry("torkham", "open", NOVEMBER, traffic="returnees", direction="PK_to_AF")
    found = [
        (one.traffic, one.direction, one.state)
        for one in state_of((closed, opened), NOVEMBER).traffic
    ]
    assert found == [
        ("trade", "both", "closed"),
        ("pedestrian", "both", "closed"),
        ("returnees", "AF_to_PK", "closed"),
        ("returnees", "PK_to_AF", "open"),
        ("transit", "both", "closed"),
    ]
