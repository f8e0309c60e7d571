"""Files are whole or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import OutputError
from geo.writing import replace_file, write_text


def test_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    write_text(target, "new\r\n")
    assert target.read_bytes() == b"new\r\n"


def _fail(target: Path) -> None:
    with replace_file(target) as aside:
        aside.write_text("half")
        raise RuntimeError("in the middle")


def test_failure_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with pytest.raises(RuntimeError, match="in the middle"):
        _fail(target)
    assert target.read_text() == "old"


def test_failure_leaves_nothing_beside_it(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="in the middle"):
        _fail(tmp_path / "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="expected a folder to write into"):
        write_text(tmp_path / "no" / "a.txt", "")


def test_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="found a folder"):
        write_text(tmp_path, "")
