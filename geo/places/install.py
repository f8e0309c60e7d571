"""Where the country dumps lie that the user installed (see `geo.places.download`)."""

from __future__ import annotations

import os
from pathlib import Path


def installed_indexes() -> list[Path]:
    """The indexes of the installed dumps, in the order of their names."""
    folder = data_folder()
    return sorted(folder.glob("*.places")) if folder.is_dir() else []


def data_folder() -> Path:
    """Where installed gazetteers live: DURANDLINE_DATA, else the user's data folder."""
    import platformdirs

    chosen = os.environ.get("DURANDLINE_DATA")
    base = Path(chosen) if chosen else Path(platformdirs.user_data_dir("durandline"))
    return base / "gazetteer"
