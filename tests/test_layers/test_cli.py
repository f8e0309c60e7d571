"""The command line: what it writes, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from layers.cli import app

ROOT = Path(__file__).parents[2]
ARTICLE = (
    " date 2025-10-12 TORKHAM: Five Pakistani soldiers were killed on Saturday when Afghan and"
    " Pakistani forces exchanged fire at the Torkham crossing, officials said.\n\n"
    "The first round of talks was held in Doha on October 4.\n"
)
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands)  # type: ignore[union-attr]

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder that holds one article, a.txt."""
    (tmp_path / "a.txt").write_text(ARTICLE)
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def read_rows(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def test_map_writes_a_page_and_the_data_beside_it(run: Run) -> None:
    result = run("map", "a.txt", "-o", "m.html")
    assert result.exit_code == 0, result.output
    assert (Path("m.html").exists(), Path("m.geojson").exists()) == (True, True)


def test_map_is_named_after_its_input(run: Run) -> None:
    run("map", "a.txt")
    assert Path("a.html").exists()


def test_map_says_where_it_is_and_what_is_in_it(run: Run) -> None:
    result = run("map", "a.txt", "-o", "m.html")
    assert "m.html" in result.stdout
    assert "Torkham" in result.stdout


def test_quiet_map_says_nothing(run: Run) -> None:
    assert run("map", "a.txt", "-q").output == ""


def test_extract_writes_a_row_an_act_with_its_sentence(run: Run) -> None:
    run("extract", "a.txt", "-o", "i.jsonl")
    rows = read_rows("i.jsonl")
    assert "exchanged fire at the Torkham crossing" in str(rows[-1]["quote"])


def test_quote_stands_in_the_article_at_its_offsets(run: Run) -> None:
    run("extract", "a.txt", "-o", "i.jsonl")
    for row in read_rows("i.jsonl"):
        assert ARTICLE[int(str(row["quote_start"])) : int(str(row["quote_end"]))] == row["quote"]


def test_toponyms_writes_a_row_a_name(run: Run) -> None:
    run("toponyms", "a.txt", "-o", "t.jsonl")
    assert {"Torkham", "Doha"} <= {row["text"] for row in read_rows("t.jsonl")}


def test_toponyms_has_words_for_a_people_only_where_asked(run: Run) -> None:
    Path("people.txt").write_text(" date 2025-10-19 Afghan guards shot at Torkham on Sunday.")
    run("toponyms", "people.txt", "-o", "plain.jsonl")
    run("toponyms", "people.txt", "--demonyms", "-o", "peoples.jsonl")
    assert "Afghan" not in {row["text"] for row in read_rows("plain.jsonl")}
    assert "Afghan" in {row["text"] for row in read_rows("peoples.jsonl")}


def test_explain_shows_the_article(run: Run) -> None:
    assert "exchanged fire" in run("explain", "a.txt").stdout


def test_explain_says_that_a_table_is_no_article(run: Run) -> None:
    run("extract", "a.txt", "-o", "acts.jsonl")
    result = run("explain", "acts.jsonl")
    assert (result.exit_code, "found a table" in result.stderr) == (1, True)


def test_export_writes_each_format(run: Run) -> None:
    run("export", "a.txt", "--by", "all", "--format", "html,svg", "-o", "maps")
    assert sorted(path.name for path in Path("maps").iterdir()) == [
        "all.html",
        "all.svg",
        "maps.csv",
    ]


def test_bad_input_is_named_and_the_rest_is_mapped(run: Run) -> None:
    Path("empty.txt").write_text("")
    result = run("map", "a.txt", "empty.txt", "-o", "m.html")
    assert result.exit_code == 1
    assert "empty.txt: expected an article, found an empty file" in result.stderr
    assert Path("m.html").exists()


def test_what_was_extracted_before_outlives_a_mistyped_path(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "acts.jsonl"
    target.write_text("what was there\n")
    done = run("extract", str(tmp_path / "no-such-folder"), "-o", str(target))
    assert (done.exit_code, target.read_text()) == (1, "what was there\n")


def test_nothing_to_map_writes_nothing(run: Run) -> None:
    Path("empty.txt").write_text("")
    result = run("map", "empty.txt", "-o", "m.html")
    assert (result.exit_code, Path("m.html").exists()) == (1, False)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("map",), "PATH"),
        (("map", "a.txt", "-o", "m.pdf"), "ending in .html"),
        (("map", "a.txt", "-o", "no/m.html"), "there is no folder"),
        (("extract", "a.txt", "-o", "i.doc"), "ending in .jsonl"),
        (("extract", "a.jsonl"), "another file than what is read"),
        (("extract", "a.txt", "--store", "s.gpkg", "-o", "s.gpkg"), "another file than what is"),
        (("map", "a.geojson"), "another file than what is read"),
        (("export", "a.txt", "-o", "maps", "--by", "moon"), "expected month"),
        (("export", "a.txt", "-o", "maps", "--format", "gif"), "expected html"),
        (("locate", "71.09"), "FILE"),
        (("locate", "a", "b"), "longitude first"),
        (("line", "--as-of", "soon"), "YYYY-MM-DD"),
        (("nonsense",), "No such command"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(run: Run, words: tuple[str, ...], hint: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert hint in re.sub(r"\s+", " ", result.output)


def test_locate_takes_negative_numbers_as_they_are(run: Run) -> None:
    assert "distance_km" in run("locate", "-71.09", "34.11").stdout


def test_locate_keeps_other_columns_and_names_bad_rows(run: Run) -> None:
    Path("p.csv").write_text("name,lon,lat\nTorkham,71.0847,34.1147\nnowhere,x,34\n")
    result = run("locate", "p.csv", "-o", "out.csv")
    assert result.exit_code == 1
    assert "p.csv:3: expected a longitude" in result.stderr
    assert Path("out.csv").read_text().splitlines()[1].startswith("Torkham,71.0847,34.1147,")


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help_and_stands_in_the_readme(run: Run, command: str) -> None:
    name = command.rstrip("_")
    assert run(name, "--help").exit_code == 0
    assert f"durandline {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "changed",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
    ],
)
def test_same_input_gives_the_same_bytes_elsewhere(
    run: Run, tmp_path: Path, changed: dict[str, str]
) -> None:
    run("map", "a.txt", "-o", "m.html")
    there = tmp_path / "there"
    there.mkdir()
    command = [sys.executable, "-m", "layers.cli", "map", "../a.txt", "-o", "m.html", "-q"]
    environment = {**os.environ, **changed, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=there, env=environment, check=True)
    assert (there / "m.html").read_bytes() == Path("m.html").read_bytes()
    assert (there / "m.geojson").read_bytes() == Path("m.geojson").read_bytes()


@pytest.fixture
def heeded_interrupts() -> Iterator[None]:
    """Processes that are started heed Ctrl-C, also if the tests run where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.usefixtures("heeded_interrupts")
def test_ctrl_c_leaves_no_file_and_says_so(run: Run) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "layers.cli", "extract", "-", "-o", "a.jsonl"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(ARTICLE.encode() * 5000)  # more than a pipe holds: it reads by now
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert told == b"durandline: stopped; nothing half-written was left\n"
    assert (process.returncode, Path("a.jsonl").exists()) == (130, False)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, layers.cli;"
        "heavy = {'pandas', 'geopandas', 'shapely', 'pyproj', 'numpy', 'folium', 'rich.console'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_an_undated_article_takes_the_date_that_is_given(run: Run) -> None:
    Path("b.txt").write_text("Gunmen killed two soldiers in Chaman on Saturday night, police said.")
    assert run("extract", "b.txt", "-o", "b.jsonl", "--date", "2025-10-13").exit_code == 0
    assert [row["date_start"] for row in read_rows("b.jsonl")] == ["2025-10-11"]


def test_incidents_are_measured_on_another_border_if_asked(run: Run) -> None:
    Path("b.txt").write_text(
        " date 2025-12-18 F-16 jets bombed a depot in Poipet on Thursday, the army said.\n"
    )
    run("extract", "b.txt", "-o", "b.jsonl", "--border", "TH-KH")
    assert {row["border"] for row in read_rows("b.jsonl")} == {"TH-KH"}
