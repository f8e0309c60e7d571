"""Which crossings were open on a day, as the command line says it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from geo.incidents.ledger import LedgerEntry, states_at
from layers.cli import app
from layers.gates import StateLine, list_lines

CLOSED = LedgerEntry(
    "torkham",
    "closed",
    dt.date(2025, 10, 12),
    closed_by="PK",
    cause="clashes",
    sources=("https://www.example.org/a", "https://www.example.org/b", "c.txt"),
)
OPENED = LedgerEntry("torkham", "open", dt.date(2025, 11, 1), traffic="returnees")
NOVEMBER = dt.date(2025, 11, 2)
LEDGER = (
    "crossing_id,state,from,traffic,direction,sources\n"
    "torkham,closed,2025-10-12,all,,Dawn\n"
    "torkham,open,2025-11-01,returnees,PK_to_AF,UNHCR\n"
)
ARTICLE = (
    " date 2025-11-01 TORKHAM: The Torkham crossing was reopened on Saturday only for stranded"
    " Afghan refugees, while trade stayed suspended, officials said.\n"
)


def lines_of(name: str, *entries: LedgerEntry, day: dt.date = NOVEMBER) -> list[StateLine]:
    states = [one for one in states_at(entries, day) if one.crossing.name == name]
    return list_lines(states)


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["line", "--crossings", "--as-of", "2025-11-02", *words])


def test_kinds_of_traffic_that_differ_have_lines_of_their_own() -> None:
    lines = lines_of("Torkham", CLOSED, OPENED)
    assert [(line.state, line.traffic) for line in lines] == [
        ("closed", "trade, pedestrian, transit"),
        ("open", "returnees"),
    ]


def test_a_gate_closed_to_all_has_one_line_that_says_why() -> None:
    (line,) = lines_of("Torkham", CLOSED)
    assert (line.traffic, line.since, line.why) == ("all", "12 Oct 2025", "by PK; clashes")


def test_sources_are_hosts_and_names_each_once() -> None:
    assert lines_of("Torkham", CLOSED)[0].sources == "example.org, c.txt"


def test_what_nobody_speaks_of_is_unknown() -> None:
    (line,) = lines_of("Ghulam Khan", CLOSED)
    assert (line.state, line.traffic, line.sources) == ("unknown", "all", "")


def test_a_crossing_that_nobody_confirms_is_not_listed() -> None:
    assert lines_of("Lwara", CLOSED) == []


def test_a_users_table_tells_the_state(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text(LEDGER)
    said = run("--ledger", str(tmp_path / "l.csv"))
    assert said.exit_code == 0
    assert "returnees (PK to AF)" in said.stdout
    assert "UNHCR" in said.stdout
    assert "Unknown is not open" in said.stdout


def test_a_bad_row_of_a_table_is_named_and_the_rest_is_done(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text(LEDGER + "nowhere,closed,2025-10-12,,,\n")
    said = run("--ledger", str(tmp_path / "l.csv"))
    assert said.exit_code == 1
    assert "l.csv:4: unknown crossing 'nowhere'" in said.stderr
    assert "UNHCR" in said.stdout


def test_articles_tell_the_state_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    said = run("--from", str(tmp_path / "a.txt"))
    (line,) = [line for line in said.stdout.splitlines() if " open " in line]
    assert "returnees" in line
    assert "trade" not in line


def test_a_store_tells_the_state(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    store = str(tmp_path / "s.gpkg")
    assert "returnees" in run("--from", str(tmp_path / "a.txt"), "--store", store).stdout
    assert "returnees" in run("--store", store).stdout


def test_without_a_ledger_nothing_is_known() -> None:
    assert "No state is known" in run().stdout


@pytest.mark.parametrize("words", [["--ledger", "l.csv"], ["--crossings", "--from", "a.txt"]])
def test_a_ledger_without_a_day_is_wrong_usage(words: list[str]) -> None:
    said = CliRunner().invoke(app, ["line", *words])
    assert said.exit_code == 2
    assert "--as-of DAY" in said.stderr
