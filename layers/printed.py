"""The ground of a printed map: projection, land, boundaries, the line, crossings and towns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from layers.basemap import NUMERIC, Box, boundaries_in, country_names, land_in
from layers.keys import Entry
from layers.places import TOWN, towns_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from geo.border.model import Border

#: Width and height of the page.
A4_CM = (29.7, 21.0)
MAX_TOWNS = 60
PAPER, LAND, INK, FAINT = "#e9eef0", "#fbf8f1", "#23262b", "#8d8a83"
FONTS = ["DejaVu Sans", "Noto Sans Arabic", "Noto Naskh Arabic"]


class Projection:
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
        """Return kilometres east and north, shape (n, 2), of degrees."""
        points = np.asarray(coordinates, dtype=float).reshape(-1, 2)
        return np.column_stack(self._project(points[:, 0], points[:, 1]))

    def back(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return degrees of kilometres east and north."""
        return np.column_stack(self._project(points[:, 0], points[:, 1], inverse=True))


def set_window(axes: Axes, project: Projection) -> Box:
    """Fit the window to the line, with room around it; returns the degrees that it covers."""
    low, high = project.line.min(axis=0), project.line.max(axis=0)
    middle, half = (low + high) / 2, 0.57 * (high - low)
    share = axes.get_position()
    aspect = share.width * A4_CM[0] / (share.height * A4_CM[1])
    half = np.array([max(half[0], half[1] * aspect), max(half[1], half[0] / aspect)])
    (left, bottom), (right, top) = middle - half, middle + half
    axes.set(xlim=(left, right), ylim=(bottom, top), facecolor=PAPER, xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set(linewidth=0.6, color=INK)
    rim = [(x, y) for x in np.linspace(left, right, 9) for y in (bottom, top)]
    rim += [(x, y) for y in np.linspace(bottom, top, 9) for x in (left, right)]
    corners = project.back(np.array(rim))
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    return (float(west), float(south), float(east), float(north))


def draw_ground(axes: Axes, project: Projection, box: Box, pair: tuple[str, str]) -> None:
    """Draw land, the graticule, names of countries and boundaries but the pair's own."""
    import shapely
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    for polygon in land_in(box):
        rings = [polygon.exterior, *polygon.interiors]
        outline = Outline.make_compound_path(
            *(Outline(project(shapely.get_coordinates(ring)), closed=True) for ring in rings)
        )
        axes.add_patch(PathPatch(outline, facecolor=LAND, edgecolor="#b9c3c7", linewidth=0.4))
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
        write(axes, x, y, letters, size=7, color="#c3bcae", ha="center", zorder=1.3)
    for boundary in boundaries_in(box, drop=frozenset(NUMERIC.get(code, code) for code in pair)):
        style = (0, (3, 2)) if boundary.is_disputed else "solid"
        points = project(boundary.line)
        axes.plot(*points.T, color=FAINT, linewidth=0.5, linestyle=style, zorder=1.2)


def _write_edge(axes: Axes, points: NDArray[np.float64], text: str, *, at_top: bool) -> None:
    """Write a meridian's degrees where it leaves the map above, a parallel's where it does left."""
    along, limits = (1, axes.get_ylim()) if at_top else (0, axes.get_xlim())
    across = axes.get_xlim() if at_top else axes.get_ylim()
    edge = limits[1] if at_top else limits[0]
    order = np.argsort(points[:, along])
    other = float(np.interp(edge, points[order, along], points[order, 1 - along]))
    if across[0] < other < across[1]:
        x, y = (other, edge) if at_top else (edge, other)
        write(axes, x, y, text, move=(2, -6 if at_top else 2), size=5, color=FAINT)


def draw_line(axes: Axes, project: Projection, border: Border) -> None:
    """Draw the border with a mark every 100 km."""
    from geo.border import point_at

    for part in border.parts():
        axes.plot(*project(part).T, color=INK, linewidth=1.5, solid_joinstyle="round", zorder=3)
    marks = np.arange(math.ceil(border.km_start / 100) * 100, border.km_end + 1e-9, 100.0)
    for km in marks:
        near = np.clip([km - 4, km, km + 4], border.km_start, border.km_end)
        before, here, after = project(np.array([point_at(border, float(one)) for one in near]))
        along = (after - before) / (np.hypot(*(after - before)) or 1.0)
        normal = np.array([along[1], -along[0]])
        ends = np.array([here - 5 * normal, here + 5 * normal])
        axes.plot(*ends.T, color=INK, linewidth=0.8, zorder=3.1)
        name = f"km {km:,.0f}" if km % 500 == 0 else f"{km:,.0f}"
        x, y = here + 17 * normal
        weight = "bold" if km % 500 == 0 else "normal"
        write(axes, x, y, name, size=5, halo=True, ha="center", va="center", weight=weight)


def draw_crossings(axes: Axes, project: Projection, border: Border, taken: list[Entry]) -> None:
    """Mark the crossings; name the roads notified for trade unless an incident stands there."""
    from geo.border.reference import crossing_status, read_crossings

    spots = project([(entry.longitude, entry.latitude) for entry in taken])
    for crossing in read_crossings(border.code):
        ((x, y),) = project([(crossing.longitude, crossing.latitude)])
        axes.plot(
            [x], [y], "s", color="white", markeredgecolor=INK, markersize=2.6,
            markeredgewidth=0.7, zorder=3.4,
        )  # fmt: skip
        status = crossing_status(crossing.crossing_id)
        is_clear = all(abs(x - a) > 75 or abs(y - b) > 22 for a, b in spots)
        if status and status.legal_class == "notified_trade" and is_clear:
            write(axes, x, y, crossing.name, move=(4, -5), size=5.5, halo=True, style="italic")


def draw_towns(axes: Axes, project: Projection, box: Box, entries: list[Entry]) -> None:
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
            [x], [y], "o", color=FAINT, markersize=1.8 if town.rank == TOWN else 2.6, zorder=2
        )
        write(axes, x, y, town.name, move=(2.5, -2), size=5.5, color="#5b5952", halo=True, zorder=2)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def draw_scale(axes: Axes) -> None:
    """Draw a bar of 200 km; true along the middle of the line."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    x, y = left + 0.03 * (right - left), bottom + 0.035 * (top - bottom)
    axes.plot([x, x, x + 200, x + 200], [y + 8, y, y, y + 8], color=INK, linewidth=0.8, zorder=5)
    write(axes, x + 100, y + 12, "200 km", size=5.5, ha="center", va="center")


def write(
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
        **{"size": 6.0, "color": INK, "zorder": 5.0, "fontfamily": FONTS, **look},
    )
