"""What `durandline gazetteer search` prints."""

from __future__ import annotations


def print_matches(name: str, limit: int) -> None:
    """Print the places whose names are like the one asked for, the likest first.

    Raises
    ------
    InputError : the name holds no letter.
    """
    from rich.table import Table
    from rich.text import Text

    from geo.places import load_gazetteer
    from geo.places.search import search
    from layers.report import make_console

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("place", "kind", "in", "spelling", "id"):
        table.add_column(heading)
    for heading in ("longitude", "latitude", "radius km"):
        table.add_column(heading, justify="right")
    for match in search(load_gazetteer(), name, limit=limit):
        place = match.place
        where = ", ".join(filter(None, (place.adm_2, place.adm_1, place.country)))
        cells = (
            place.name if place.is_confirmed else f"{place.name} (unconfirmed)",
            place.kind,
            where,
            f"{match.spelling} ({match.likeness:.0%})",
            place.place_id,
            f"{place.longitude:.4f}",
            f"{place.latitude:.4f}",
            f"{place.radius_km:g}",
        )
        table.add_row(*(Text(cell) for cell in cells))
    make_console().print(table)
