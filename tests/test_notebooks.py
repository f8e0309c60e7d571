"""Every notebook runs from its first cell to its last, and is committed without output."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_notebook_runs_and_shows_its_map(path: Path) -> None:
    from nbclient import NotebookClient

    notebook = NotebookClient(
        read(path), timeout=300, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    (shown,) = notebook.cells[-1].outputs
    assert "<iframe" in shown.data["text/html"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_committed_without_output(path: Path) -> None:
    assert not any(cell.get("outputs") for cell in read(path).cells)
