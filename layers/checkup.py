"""What `durandline doctor` reports: versions, the line, and what is missing for what."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform

# What an extra brings, and what cannot be done without it.
EXTRAS = {
    "fast": ("numba", "a million points on the line in seconds"),
    "static": ("matplotlib", "pictures: PNG, PDF, SVG"),
    "notebook": ("ipykernel", "notebooks"),
}


def list_findings() -> list[tuple[str, str]]:
    """Name and finding of everything worth knowing in a report of a fault."""
    from geo.border import durand_line
    from geo.places import load_gazetteer
    from geo.places.install import installed_indexes
    from geo.places.sources import WORLD_INDEX

    border = durand_line()
    gazetteer = load_gazetteer()
    return [
        ("durandline", importlib.metadata.version("durandline")),
        ("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        ("line", f"{border.length_km:,.1f} km, {border.source_version}, {border.sha256[:16]}"),
        ("frame", f"{border.frame}, km {border.km_start:,.0f} to {border.km_end:,.0f}"),
        ("places", ", ".join(f"{name} {len(rows):,}" for name, rows in gazetteer.tables if rows)),
        ("world", "index of towns is there" if WORLD_INDEX.is_file() else "index of towns missing"),
        ("gazetteers", ", ".join(path.stem for path in installed_indexes()) or "none installed"),
        *((f"extra {name}", _extra(*what)) for name, what in EXTRAS.items()),
    ]


def _extra(package: str, use: str) -> str:
    if importlib.util.find_spec(package) is None:
        return f"not installed: no {use}"
    return f"{package} {importlib.metadata.version(package)}: {use}"
