"""Options that commands share: written once, understood alike everywhere."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from layers.cli import app
from layers.options import Options, read_request

SHARING = ("map", "extract", "export")
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def options_of(command: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for parameter in COMMANDS[command].params:
        assert isinstance(parameter.name, str)
        found[parameter.name] = "|".join(parameter.opts)
    return found


@pytest.mark.parametrize("command", SHARING)
def test_commands_have_every_shared_option(command: str) -> None:
    assert {field.name for field in dataclasses.fields(Options)} <= set(options_of(command))


def test_an_option_has_the_same_words_in_every_command() -> None:
    shared = {field.name for field in dataclasses.fields(Options)}
    words = [{k: v for k, v in options_of(name).items() if k in shared} for name in SHARING]
    assert words[0] == words[1] == words[2]


def test_paths_are_the_one_argument() -> None:
    found = [one for one in COMMANDS["map"].params if one.param_type_name == "argument"]
    assert [one.name for one in found] == ["paths"]


def test_questions_become_one_query() -> None:
    request = read_request(Options(["a"], actors=["TTP,army"], statuses=["reviewed"], within=5))
    assert request.query is not None
    assert (request.query.actors, request.query.status, request.query.within_km) == (
        ("TTP", "army"),
        ("reviewed",),
        5,
    )


def test_no_question_asks_for_everything() -> None:
    assert read_request(Options(["a"])).query is None


def test_a_model_needs_its_address_and_its_name() -> None:
    with pytest.raises(typer.BadParameter, match="both --llm-url and --llm-model"):
        read_request(Options(["a"], extractor="llm", llm_url="http://127.0.0.1"))


def test_an_address_of_a_model_alone_sends_nothing_there() -> None:
    with pytest.raises(typer.BadParameter, match="go with --extractor llm"):
        read_request(Options(["a"], llm_url="http://127.0.0.1", llm_model="small"))


def test_address_of_a_model_is_one() -> None:
    with pytest.raises(typer.BadParameter, match="http:// or https://"):
        read_request(Options(["a"], extractor="llm", llm_url="localhost", llm_model="small"))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--status", "doubtful"], "unknown status"),
        (["--only", "reviewed", "--status", "nonsense"], "unknown status"),
        (["--only", "rejected", "--status", "edited"], "expected one of them"),
        (["--km", "900-700"], "kilometres"),
    ],
)
def test_what_cannot_be_understood_is_wrong_usage(
    tmp_path: Path, words: list[str], reason: str
) -> None:
    (tmp_path / "a.txt").write_text("text")
    result = CliRunner().invoke(app, ["extract", str(tmp_path / "a.txt"), *words])
    assert result.exit_code == 2
    assert reason in result.stderr


def test_a_date_for_undated_articles_is_a_day() -> None:
    with pytest.raises(typer.BadParameter, match="expected YYYY-MM-DD"):
        read_request(Options(["a.txt"], date="yesterday"))
