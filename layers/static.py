"""Print-quality pictures: the map, a numbered list beside it, and where everything comes from.

Drawn with matplotlib (extra `static`) without pyplot, so nothing global is touched; the same
input gives the same bytes. No text is ever read as mathematics: a dollar sign is a dollar sign.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import MissingExtraError
from geo.writing import replace_file
from layers.border import label_of
from layers.credits import list_credits
from layers.keys import Entry, list_entries
from layers.printed import (
    A4_CM,
    FAINT,
    FONTS,
    INK,
    Projection,
    draw_crossings,
    draw_ground,
    draw_line,
    draw_scale,
    draw_towns,
    set_window,
    write,
)
from layers.style import FAMILIES, style_of
from layers.symbols import add_symbol

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from geo.border.model import Border

DPI = 200
NOTE = "Afghanistan does not recognise it as the border"

_RC: Any = {
    "font.family": FONTS[:1],
    "font.size": 7,
    "svg.hashsalt": "durandline",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "path.simplify": False,
}
# Neither format may say when it was written: same input, same bytes.
_METADATA = {
    ".svg": {"Date": None, "Creator": "durandline"},
    ".pdf": {"CreationDate": None, "Producer": None, "Creator": "durandline"},
    ".png": {"Software": "durandline"},
}


def draw_map(
    incidents: gpd.GeoDataFrame,
    border: Border,
    target: Path,
    *,
    title: str | None = None,
    label: str | None = None,
    dpi: int = DPI,
) -> None:
    """Draw incidents along a border into a PNG, PDF or SVG of A4, landscape.

    Parameters
    ----------
    incidents : columns of geo.incidents.schema, EPSG:4326.
    border : the line.
    target : ends in .png, .pdf or .svg; replaced as a whole.
    title : the heading; default says what the map shows.
    label : what to call the line; None for its usual name.
    dpi : dots an inch of a PNG.

    Raises
    ------
    MissingExtraError : matplotlib is not installed.
    OutputError : the file cannot be written.
    """
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtraError(
            "pictures need matplotlib: pip install 'durandline[static]'"
        ) from error
    with mpl.rc_context(_RC):
        figure = Figure(figsize=(A4_CM[0] / 2.54, A4_CM[1] / 2.54), facecolor="white")
        _compose(figure, incidents, border, title, label or label_of(border))
        suffix = target.suffix.lower()
        with replace_file(target) as aside:
            figure.savefig(aside, format=suffix[1:], dpi=dpi, metadata=_METADATA[suffix])


def _compose(
    figure: Figure, incidents: gpd.GeoDataFrame, border: Border, title: str | None, label: str
) -> None:
    axes = figure.add_axes((0.02, 0.06, 0.66, 0.84))
    project = Projection(border)
    box = set_window(axes, project)
    draw_ground(axes, project, box, (border.first, border.second))
    draw_line(axes, project, border)
    entries = list_entries(incidents)
    inside = [entry for entry in entries if entry.is_within(box)]
    pins = [entry for entry in inside if not entry.is_stretch]  # a stretch is a band, not a pin
    draw_towns(axes, project, box, pins)
    draw_crossings(axes, project, border, pins)
    _draw_footprints(axes, project, incidents, inside)
    for entry, (x, y) in _spread(axes, project, pins):
        add_symbol(
            axes, x, y, style_of(entry.event_type), size=entry.size, faded=entry.is_background,
            hollow=not entry.is_checked,
        )  # fmt: skip
        write(axes, x, y, str(entry.number), move=(entry.size / 2 + 0.5, -4), size=5.5, halo=True)
    draw_scale(axes)
    _write_column(figure, entries, len(incidents))
    _write_margins(figure, incidents, border, title, label)


def _draw_footprints(
    axes: Axes, project: Projection, incidents: gpd.GeoDataFrame, entries: list[Entry]
) -> None:
    import shapely

    shapes = incidents.geometry.array
    drawn: set[tuple[str, bytes]] = set()
    for entry in entries:
        shape = shapes[entry.row]
        colour = FAMILIES[style_of(entry.event_type).family].colour
        if shape is None or shape.is_empty or entry.is_along:
            continue
        # Many incidents share one disc: it is drawn once a family, or it would darken.
        key = (colour, shape.wkb)
        if key in drawn:
            continue
        drawn.add(key)
        for part in shapely.get_parts(shape):
            if isinstance(part, shapely.Polygon):
                ring = project(shapely.get_coordinates(part.exterior))
                axes.fill(*ring.T, facecolor=colour, alpha=0.07, zorder=2.5)
                axes.plot(*ring.T, color=colour, alpha=0.6, linewidth=0.4, zorder=2.5)
            elif isinstance(part, shapely.LineString):
                band = project(shapely.get_coordinates(part))
                axes.plot(*band.T, color=colour, alpha=0.25, linewidth=5, zorder=2.6)


def _spread(
    axes: Axes, project: Projection, entries: list[Entry]
) -> Iterable[tuple[Entry, tuple[float, float]]]:
    """Move symbols that would cover each other apart, in rows beside the first, with a leader."""
    (left, right), _ = axes.get_xlim(), axes.get_ylim()
    width_pt = axes.get_position().width * A4_CM[0] / 2.54 * 72
    step = (right - left) / width_pt * 13
    placed: list[tuple[float, float]] = []
    for entry in entries:
        ((x0, y0),) = project([(entry.longitude, entry.latitude)])
        x, y = x0, y0
        for tried in range(1, 60):
            if all(math.hypot(x - a, y - b) > step for a, b in placed):
                break
            ring, position = 1 + (tried - 1) // 8, (tried - 1) % 8
            angle = math.pi / 4 * position + 0.4 * ring
            x, y = (
                x0 + ring * step * math.cos(angle) * 1.1,
                y0 + ring * step * math.sin(angle) * 1.1,
            )
        placed.append((x, y))
        if (x, y) != (x0, y0):
            axes.plot([x0, x], [y0, y], color=INK, linewidth=0.4, zorder=3.9)
        yield entry, (float(x), float(y))


def _write_column(figure: Figure, entries: list[Entry], count: int) -> None:
    axes = figure.add_axes((0.695, 0.06, 0.29, 0.84))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    y, shown = 1.0, 0
    step = 0.0145
    for entry in entries:
        lines = entry.lines
        if y - step * (len(lines) + 0.5) < 0.02:
            break
        add_symbol(
            axes, 0.03, y - step, style_of(entry.event_type), size=9, faded=entry.is_background,
            hollow=not entry.is_checked,
        )  # fmt: skip
        axes.text(
            0.09,
            y,
            str(entry.number),
            va="top",
            ha="right",
            size=5.5,
            color=FAINT,
            parse_math=False,
        )
        for index, line in enumerate(lines):
            weight = "bold" if index == 0 else "normal"
            axes.text(
                0.105, y, line, va="top", size=6, color=INK, weight=weight, parse_math=False,
                fontfamily=FONTS,
            )  # fmt: skip
            y -= step
        y -= 0.5 * step
        shown += 1
    if shown < count:
        rest = f"... and {count - shown} more, in the data"
        axes.text(0.105, y, rest, va="top", size=6, color=FAINT, parse_math=False)


def _write_margins(
    figure: Figure, incidents: gpd.GeoDataFrame, border: Border, title: str | None, label: str
) -> None:
    heading = title or f"Incidents along the {label}"
    figure.text(
        0.02,
        0.945,
        heading,
        size=15,
        weight="bold",
        color=INK,
        parse_math=False,
        fontfamily=FONTS,
    )
    reviewed = int(incidents["status"].isin(["reviewed", "edited"]).sum())
    note = f" ({NOTE})" if border.pair == ("AF", "PK") else ""
    below = f"{len(incidents)} incidents, {reviewed} of them reviewed. {label}{note}."
    figure.text(0.02, 0.917, below, size=7.5, color="#5b5952", parse_math=False)
    for index, line in enumerate(list_credits(incidents, border)):
        figure.text(0.02, 0.035 - 0.013 * index, line, size=5, color=FAINT, parse_math=False)
