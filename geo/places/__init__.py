"""Find place names, and say what place they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.places.gazetteer import Gazetteer, load_gazetteer
    from geo.places.reading import read_places

__all__ = ["Gazetteer", "load_gazetteer", "read_places"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: a command's help needs no gazetteer, and no numpy.
    if name in ("Gazetteer", "load_gazetteer"):
        from geo.places import gazetteer

        return getattr(gazetteer, name)
    if name == "read_places":
        from geo.places.reading import read_places

        return read_places
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
