"""Print-quality pictures: the map, a numbered list beside it, and where everything comes from.

Drawn with matplotlib (extra `static`) without pyplot, so nothing global is touched; the same
input gives the same bytes. No text is ever read as mathematics: a dollar sign is a dollar sign.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.errors import MissingExtraError
from geo.writing import replace_file
from layers.basemap import NUMERIC, Box, boundaries_in, country_names, land_in
from layers.credits import list_credits
from layers.keys import Entry, list_entries
from layers.places import TOWN, towns_in
from layers.style import FAMILIES, style_of
from layers.symbols import add_symbol

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from geo.border.model import Border

A4_CM = (29.7, 21.0)
DPI = 200
MAX_TOWNS = 60
NOTE = "Afghanistan does not recognise it as the border"

_PAPER, _LAND, _INK, _FAINT = "#e9eef0", "#fbf8f1", "#23262b", "#8d8a83"
_FONTS = ["DejaVu Sans", "Noto Sans Arabic", "Noto Naskh Arabic"]
_RC: Any = {
    "font.family": _FONTS[:1],
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
    label: str = "Durand Line",
    dpi: int = DPI,
) -> None:
    """Draw incidents along a border into a PNG, PDF or SVG of A4, landscape.

    Parameters
    ----------
    incidents : columns of geo.incidents.schema, EPSG:4326.
    border : the line.
    target : ends in .png, .pdf or .svg; replaced as a whole.
    title : the heading; default says what the map shows.
    label : what to call the line.
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
        _compose(figure, incidents, border, title, label)
        suffix = target.suffix.lower()
        with replace_file(target) as aside:
            figure.savefig(aside, format=suffix[1:], dpi=dpi, metadata=_METADATA[suffix])


class _Projection:
    """Lambert's conformal cone through the line, in kilometres from its middle."""

    def __init__(self, border: Border) -> None:
        import pyproj

        west, south = border.coordinates.min(axis=0)
        east, north = border.coordinates.max(axis=0)
        sixth = (north - south) / 6
        self._project = pyproj.Proj(
            proj="lcc", lat_1=south + sixth, lat_2=north - sixth, lat_0=(south + north) / 2,
            lon_0=(west + east) / 2, units="km", ellps="WGS84",
        )  # fmt: skip
        self.line = self(border.coordinates)

    def __call__(self, coordinates: Any) -> NDArray[np.float64]:
        points = np.asarray(coordinates, dtype=float).reshape(-1, 2)
        return np.column_stack(self._project(points[:, 0], points[:, 1]))

    def back(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(self._project(points[:, 0], points[:, 1], inverse=True))


def _compose(
    figure: Figure, incidents: gpd.GeoDataFrame, border: Border, title: str | None, label: str
) -> None:
    axes = figure.add_axes((0.02, 0.06, 0.66, 0.84))
    project = _Projection(border)
    box = _set_window(axes, project)
    _draw_ground(axes, project, box, (border.first, border.second))
    _draw_line(axes, project, border, label)
    entries = list_entries(incidents)
    inside = [entry for entry in entries if entry.is_within(box)]
    pins = [entry for entry in inside if not entry.is_stretch]  # a stretch is a band, not a pin
    _draw_towns(axes, project, box, pins)
    _draw_crossings(axes, project, border, pins)
    _draw_footprints(axes, project, incidents, inside)
    for entry, (x, y) in _spread(axes, project, pins):
        add_symbol(
            axes, x, y, style_of(entry.event_type), size=entry.size, faded=entry.is_background
        )
        _write(axes, x, y, str(entry.number), move=(entry.size / 2 + 0.5, -4), size=5.5, halo=True)
    _draw_scale(axes)
    _write_column(figure, entries, len(incidents))
    _write_margins(figure, incidents, border, title, label)


def _set_window(axes: Axes, project: _Projection) -> Box:
    """Fit the window to the line, with room around it; returns the degrees that it covers."""
    low, high = project.line.min(axis=0), project.line.max(axis=0)
    middle, half = (low + high) / 2, 0.57 * (high - low)
    share = axes.get_position()
    aspect = share.width * A4_CM[0] / (share.height * A4_CM[1])
    half = np.array([max(half[0], half[1] * aspect), max(half[1], half[0] / aspect)])
    (left, bottom), (right, top) = middle - half, middle + half
    axes.set(xlim=(left, right), ylim=(bottom, top), facecolor=_PAPER, xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(linewidth=0.6, color=_INK)
    rim = [(x, y) for x in np.linspace(left, right, 9) for y in (bottom, top)]
    rim += [(x, y) for y in np.linspace(bottom, top, 9) for x in (left, right)]
    corners = project.back(np.array(rim))
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    return (float(west), float(south), float(east), float(north))


def _draw_ground(axes: Axes, project: _Projection, box: Box, pair: tuple[str, str]) -> None:
    import shapely
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    for polygon in land_in(box):
        rings = [polygon.exterior, *polygon.interiors]
        outline = Outline.make_compound_path(
            *(Outline(project(shapely.get_coordinates(ring)), closed=True) for ring in rings)
        )
        axes.add_patch(PathPatch(outline, facecolor=_LAND, edgecolor="#b9c3c7", linewidth=0.4))
    west, south, east, north = box
    for degree in range(math.ceil(west / 2) * 2, math.floor(east) + 1, 2):
        meridian = project([(degree, lat) for lat in np.linspace(south, north, 40)])
        axes.plot(*meridian.T, color="#d9d5ca", linewidth=0.3, zorder=1.1)
        _write_edge(axes, meridian, f"{degree}°E" if degree >= 0 else f"{-degree}°W", at_top=True)
    for degree in range(math.ceil(south / 2) * 2, math.floor(north) + 1, 2):
        parallel = project([(lon, degree) for lon in np.linspace(west, east, 40)])
        axes.plot(*parallel.T, color="#d9d5ca", linewidth=0.3, zorder=1.1)
        _write_edge(axes, parallel, f"{degree}°N" if degree >= 0 else f"{-degree}°S", at_top=False)
    for name in country_names(box):
        ((x, y),) = project([name["at"]])
        letters = " ".join(str(name["name"]).upper())
        _write(axes, x, y, letters, size=7, color="#c3bcae", ha="center", zorder=1.3)
    for boundary in boundaries_in(box, drop=frozenset(NUMERIC.get(code, code) for code in pair)):
        style = (0, (3, 2)) if boundary.is_disputed else "solid"
        points = project(boundary.line)
        axes.plot(*points.T, color=_FAINT, linewidth=0.5, linestyle=style, zorder=1.2)


def _write_edge(axes: Axes, points: NDArray[np.float64], text: str, *, at_top: bool) -> None:
    """Write a meridian's degrees where it leaves the map above, a parallel's where it does left."""
    along, limits = (1, axes.get_ylim()) if at_top else (0, axes.get_xlim())
    across = axes.get_xlim() if at_top else axes.get_ylim()
    edge = limits[1] if at_top else limits[0]
    order = np.argsort(points[:, along])
    other = float(np.interp(edge, points[order, along], points[order, 1 - along]))
    if across[0] < other < across[1]:
        x, y = (other, edge) if at_top else (edge, other)
        _write(axes, x, y, text, move=(2, -6 if at_top else 2), size=5, color=_FAINT)


def _draw_line(axes: Axes, project: _Projection, border: Border, label: str) -> None:
    from geo.border import point_at

    for part in border.parts():
        axes.plot(*project(part).T, color=_INK, linewidth=1.5, solid_joinstyle="round", zorder=3)
    marks = np.arange(math.ceil(border.km_start / 100) * 100, border.km_end + 1e-9, 100.0)
    for km in marks:
        near = np.clip([km - 4, km, km + 4], border.km_start, border.km_end)
        before, here, after = project(np.array([point_at(border, float(one)) for one in near]))
        along = (after - before) / (np.hypot(*(after - before)) or 1.0)
        normal = np.array([along[1], -along[0]])
        ends = np.array([here - 5 * normal, here + 5 * normal])
        axes.plot(*ends.T, color=_INK, linewidth=0.8, zorder=3.1)
        name = f"km {km:,.0f}" if km % 500 == 0 else f"{km:,.0f}"
        x, y = here + 17 * normal
        weight = "bold" if km % 500 == 0 else "normal"
        _write(axes, x, y, name, size=5, halo=True, ha="center", va="center", weight=weight)


def _draw_crossings(axes: Axes, project: _Projection, border: Border, taken: list[Entry]) -> None:
    """Mark the crossings; name the roads notified for trade unless an incident stands there."""
    from geo.border.reference import crossing_status, read_crossings

    spots = project([(entry.longitude, entry.latitude) for entry in taken])
    for crossing in read_crossings(border.code):
        ((x, y),) = project([(crossing.longitude, crossing.latitude)])
        axes.plot(
            [x], [y], "s", color="white", markeredgecolor=_INK, markersize=2.6,
            markeredgewidth=0.7, zorder=3.4,
        )  # fmt: skip
        status = crossing_status(crossing.crossing_id)
        is_clear = all(abs(x - a) > 75 or abs(y - b) > 22 for a, b in spots)
        if status and status.legal_class == "notified_trade" and is_clear:
            _write(axes, x, y, crossing.name, move=(4, -5), size=5.5, halo=True, style="italic")


def _draw_towns(axes: Axes, project: _Projection, box: Box, entries: list[Entry]) -> None:
    """Label the largest towns that leave room for each other and for the incidents."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    point = (right - left) / (axes.get_position().width * A4_CM[0] / 2.54 * 72)  # km a print point
    taken = [
        (x - 8 * point, y - 6 * point, x + 14 * point, y + 6 * point)
        for x, y in project([(entry.longitude, entry.latitude) for entry in entries])
    ]
    count = 0
    for town in towns_in([(box, 20_000)]):
        ((x, y),) = project([(town.longitude, town.latitude)])
        room = (x - 3 * point, y - 4 * point, x + (6 + 3.5 * len(town.name)) * point, y + 5 * point)
        if room[0] < left or room[2] > right or room[1] < bottom or room[3] > top:
            continue
        if count >= MAX_TOWNS or any(_overlap(room, other) for other in taken):
            continue
        count += 1
        # A wider berth than the label itself, so that the ground stays quiet.
        taken.append(
            (room[0] - 25 * point, room[1] - 12 * point, room[2] + 25 * point, room[3] + 12 * point)
        )
        axes.plot(
            [x], [y], "o", color=_FAINT, markersize=1.8 if town.rank == TOWN else 2.6, zorder=2
        )
        _write(
            axes, x, y, town.name, move=(2.5, -2), size=5.5, color="#5b5952", halo=True, zorder=2
        )


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_footprints(
    axes: Axes, project: _Projection, incidents: gpd.GeoDataFrame, entries: list[Entry]
) -> None:
    import shapely

    shapes = incidents.geometry.array
    for entry in entries:
        shape = shapes[entry.row]
        colour = FAMILIES[style_of(entry.event_type).family].colour
        if shape is None or shape.is_empty:
            continue
        for part in shapely.get_parts(shape):
            if isinstance(part, shapely.Polygon):
                ring = project(shapely.get_coordinates(part.exterior))
                axes.fill(*ring.T, facecolor=colour, alpha=0.07, zorder=2.5)
                axes.plot(*ring.T, color=colour, alpha=0.6, linewidth=0.4, zorder=2.5)
            elif isinstance(part, shapely.LineString):
                band = project(shapely.get_coordinates(part))
                axes.plot(*band.T, color=colour, alpha=0.25, linewidth=5, zorder=2.6)


def _spread(
    axes: Axes, project: _Projection, entries: list[Entry]
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
            axes.plot([x0, x], [y0, y], color=_INK, linewidth=0.4, zorder=3.9)
        yield entry, (float(x), float(y))


def _draw_scale(axes: Axes) -> None:
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    x, y = left + 0.03 * (right - left), bottom + 0.035 * (top - bottom)
    axes.plot([x, x, x + 200, x + 200], [y + 8, y, y, y + 8], color=_INK, linewidth=0.8, zorder=5)
    _write(axes, x + 100, y + 12, "200 km", size=5.5, ha="center", va="center")


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
            axes, 0.03, y - step, style_of(entry.event_type), size=9, faded=entry.is_background
        )
        axes.text(
            0.09,
            y,
            str(entry.number),
            va="top",
            ha="right",
            size=5.5,
            color=_FAINT,
            parse_math=False,
        )
        for index, line in enumerate(lines):
            weight = "bold" if index == 0 else "normal"
            axes.text(
                0.105, y, line, va="top", size=6, color=_INK, weight=weight, parse_math=False,
                fontfamily=_FONTS,
            )  # fmt: skip
            y -= step
        y -= 0.5 * step
        shown += 1
    if shown < count:
        rest = f"... and {count - shown} more, in the data"
        axes.text(0.105, y, rest, va="top", size=6, color=_FAINT, parse_math=False)


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
        color=_INK,
        parse_math=False,
        fontfamily=_FONTS,
    )
    reviewed = int(incidents["status"].isin(["reviewed", "edited"]).sum())
    note = f" ({NOTE})" if border.pair == ("AF", "PK") else ""
    below = f"{len(incidents)} incidents, {reviewed} of them reviewed. {label}{note}."
    figure.text(0.02, 0.917, below, size=7.5, color="#5b5952", parse_math=False)
    for index, line in enumerate(list_credits(incidents, border)):
        figure.text(0.02, 0.035 - 0.013 * index, line, size=5, color=_FAINT, parse_math=False)


def _write(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    move: tuple[float, float] = (0.0, 0.0),
    halo: bool = False,
    **look: Any,
) -> None:
    """Write text at a point of the map, moved by points of print, on a halo of paper if asked."""
    from matplotlib.patheffects import withStroke

    axes.annotate(
        text,
        (x, y),
        move,
        textcoords="offset points",
        parse_math=False,
        annotation_clip=True,
        clip_on=True,
        path_effects=[withStroke(linewidth=1.6, foreground="#fbf8f1cc")] if halo else None,
        **{"size": 6.0, "color": _INK, "zorder": 5.0, "fontfamily": _FONTS, **look},
    )
