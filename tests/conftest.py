"""What every test shares: folders of its own, so that nothing of the user's is read or changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

collect_ignore = ["bench"]  # programs that import each other, run by themselves
SHARED = Path(__file__).parents[1].parent / "shared"


_FOLDERS = tempfile.TemporaryDirectory()


def pytest_configure() -> None:
    """Keep the cache and the installed gazetteers of this run apart from the user's."""
    os.environ["DURANDLINE_CACHE"] = str(Path(_FOLDERS.name) / "cache")
    os.environ["DURANDLINE_DATA"] = str(Path(_FOLDERS.name) / "data")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    _FOLDERS.cleanup()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data for development; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    return SHARED
