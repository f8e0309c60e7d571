"""What the build put into the package: the page's code, its style, and base data."""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import Any

from geo.errors import OutputError


@functools.lru_cache(maxsize=4)
def read_text(name: str) -> str:
    """Return one built file as text: ``app.js``, ``app.css`` or ``LICENCES.txt``.

    Raises
    ------
    OutputError
        If the package was not built, so that the file is not there.

    Examples
    --------
    >>> "Leaflet" in read_text("LICENCES.txt") or "leaflet" in read_text("LICENCES.txt")
    True
    """
    path = files("layers").joinpath("web", "assets", name)
    if not path.is_file():
        raise OutputError(
            f"expected the page's file {name} in the package, found none; build it with"
            " 'pip install -e .' (or 'npm ci && npm run build' in a clone)"
        )
    return path.read_text(encoding="utf-8")


@functools.lru_cache(maxsize=4)
def read_json(name: str) -> Any:
    """Return one built data file: ``world.json``, ``land.json`` or ``towns.json``.

    Treat it as read-only: it is read once and shared.

    Raises
    ------
    OutputError
        If the package was not built, so that the file is not there.
    """
    return json.loads(read_text(name))


@functools.cache
def words() -> dict[str, str]:
    """Return the interface's words by key, from the one file that holds them all.

    Examples
    --------
    >>> words()["event.talks"]
    'Talks'
    """
    path = files("layers").joinpath("web", "js", "strings.json")
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found
