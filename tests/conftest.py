"""What every test shares: folders of its own, so that nothing of the user's is read or changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1].parent / "shared"


@pytest.fixture(scope="session", autouse=True)
def own_folders() -> Iterator[None]:
    """Keep the cache and the installed gazetteers of this run apart from the user's."""
    before = {name: os.environ.get(name) for name in ("DURANDLINE_CACHE", "DURANDLINE_DATA")}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DURANDLINE_CACHE"] = str(Path(folder) / "cache")
        os.environ["DURANDLINE_DATA"] = str(Path(folder) / "data")
        yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name)
        else:
            os.environ[name] = value


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data for development; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent")
    return SHARED
