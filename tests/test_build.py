"""The package as people get it: built, installed elsewhere, and used there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.build


def run(*command: str | Path, folder: Path, path: Path | None = None) -> str:
    environment = {"PATH": str(path) if path else "/usr/bin:/bin", "HOME": str(folder)}
    for name in ("PIP_CERT", "PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_INDEX_URL"):
        if value := os.environ.get(name):
            environment[name] = value
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("durandline-*.whl")
    return found


def test_sdist_and_wheel_are_built(built: Path) -> None:
    assert sorted(path.suffix for path in built.iterdir()) == [".gz", ".whl"]


def test_wheel_carries_the_page_and_the_towns(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names >= {
        "layers/web/assets/app.js",
        "layers/web/assets/world.json",
        "geo/places/data/world_towns.places",
        "geo/places/data/places.csv",
        "geo/border/data/frame_AF-PK.csv",
    }


def test_wheel_carries_no_tests_and_no_npm_packages(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "node_modules" in name or name.startswith("tests/")]


def test_installed_wheel_makes_a_map_without_npm(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", home / "env", folder=home)
    programs = home / "env" / "bin"
    run(programs / "python", "-m", "pip", "install", "-q", wheel, folder=home, path=programs)
    (home / "a.txt").write_text(
        " date 2025-10-12 TORKHAM: Five soldiers were killed on Saturday when Afghan and"
        " Pakistani forces exchanged fire at the Torkham crossing, officials said.\n"
    )
    run(programs / "durandline", "map", "a.txt", "-o", "a.html", folder=home, path=programs)
    assert "exchanged fire" in (home / "a.html").read_text(encoding="utf-8")
