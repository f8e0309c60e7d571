"""The ground under the map: land, neighbours' boundaries and the graticule, drawn as vectors.

Natural Earth's countries at 1:10 million come as TopoJSON, in which neighbours share arcs: an
arc used by two countries is their boundary. Its edge between the two countries of the map's own
line lies 1.2 km off in the median, so that pair is left out: the map's line stands there.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from layers.pack import pack_line
from layers.web.assets import read_json

if TYPE_CHECKING:
    import numpy as np
    import shapely
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

Box: TypeAlias = tuple[float, float, float, float]  # west, south, east, north in degrees

# ISO 3166-1: two letters and three digits of each country; the atlas knows countries by the digits.
_CODES = (
    "AD020 AE784 AF004 AG028 AI660 AL008 AM051 AN530 AO024 AQ010 AR032 AS016 AT040 AU036 AW533 "
    "AX248 AZ031 BA070 BB052 BD050 BE056 BF854 BG100 BH048 BI108 BJ204 BL652 BM060 BN096 BO068 "
    "BQ535 BR076 BS044 BT064 BV074 BW072 BY112 BZ084 CA124 CC166 CD180 CF140 CG178 CH756 CI384 "
    "CK184 CL152 CM120 CN156 CO170 CR188 CS891 CU192 CV132 CW531 CX162 CY196 CZ203 DE276 DJ262 "
    "DK208 DM212 DO214 DZ012 EC218 EE233 EG818 EH732 ER232 ES724 ET231 FI246 FJ242 FK238 FM583 "
    "FO234 FR250 GA266 GB826 GD308 GE268 GF254 GG831 GH288 GI292 GL304 GM270 GN324 GP312 GQ226 "
    "GR300 GS239 GT320 GU316 GW624 GY328 HK344 HM334 HN340 HR191 HT332 HU348 ID360 IE372 IL376 "
    "IM833 IN356 IO086 IQ368 IR364 IS352 IT380 JE832 JM388 JO400 JP392 KE404 KG417 KH116 KI296 "
    "KM174 KN659 KP408 KR410 KW414 KY136 KZ398 LA418 LB422 LC662 LI438 LK144 LR430 LS426 LT440 "
    "LU442 LV428 LY434 MA504 MC492 MD498 ME499 MF663 MG450 MH584 MK807 ML466 MM104 MN496 MO446 "
    "MP580 MQ474 MR478 MS500 MT470 MU480 MV462 MW454 MX484 MY458 MZ508 NA516 NC540 NE562 NF574 "
    "NG566 NI558 NL528 NO578 NP524 NR520 NU570 NZ554 OM512 PA591 PE604 PF258 PG598 PH608 PK586 "
    "PL616 PM666 PN612 PR630 PS275 PT620 PW585 PY600 QA634 RE638 RO642 RS688 RU643 RW646 SA682 "
    "SB090 SC690 SD729 SE752 SG702 SH654 SI705 SJ744 SK703 SL694 SM674 SN686 SO706 SR740 SS728 "
    "ST678 SV222 SX534 SY760 SZ748 TC796 TD148 TF260 TG768 TH764 TJ762 TK772 TL626 TM795 TN788 "
    "TO776 TR792 TT780 TV798 TW158 TZ834 UA804 UG800 UM581 US840 UY858 UZ860 VA336 VC670 VE862 "
    "VG092 VI850 VN704 VU548 WF876 WS882 YE887 YT175 ZA710 ZM894 ZW716 "
)
NUMERIC = {code[:2]: code[2:] for code in _CODES.split()}
SIACHEN = "Siachen Glacier"  # has no code
NOT_COUNTRIES = (SIACHEN, "Baikonur")
DIGITS = 4
# Natural Earth's grid is about 0.003 degrees, so finer detail than this says nothing.
FINE_DEG = 0.004
COARSE_DEG = 0.02


@dataclass(frozen=True, slots=True)
class BasemapLayer:
    """Land and boundaries.

    Parameters
    ----------
    detail : boxes (west, south, east, north) that get the finest land and boundaries; around
        them land is coarse.
    focus : ISO codes of the two countries whose border the map shows: drawn in one tone, and
        without the edge between them.
    view : what is shown at first; countries' names stand inside it where they can.
    omit_boundaries : leave all boundaries out, and the tone of the two countries, which ends at
        them (another worldview replaces them).
    """

    detail: tuple[Box, ...]
    focus: tuple[str, str] = ("AF", "PK")
    omit_boundaries: bool = False
    view: Box | None = None

    kind = "basemap"

    def to_data(self) -> dict[str, object]:
        """Return land, boundaries and country names as plain data, coordinates packed."""
        return _to_data(self)

    def _draw(self) -> dict[str, object]:
        # Names are tried in this order: where they stand in the first view, then anywhere.
        boxes = (*((self.view,) if self.view else ()), *self.detail)
        return {
            "digits": DIGITS,
            "coarse": _pack_areas(_coarse_land(), COARSE_DEG),
            "details": [self._detail(box) for box in self.detail],
            "names": [name for box in boxes for name in country_names(box)],
        }

    def _detail(self, box: Box) -> dict[str, object]:
        codes = tuple(NUMERIC.get(code, code) for code in self.focus)
        is_bare = self.omit_boundaries
        boundaries = () if is_bare else boundaries_in(box, drop=frozenset(codes))
        focus = [] if is_bare else _pack_areas(_clip(_focus_areas(codes), box), FINE_DEG)
        return {
            "box": [round(side, 3) for side in box],
            "land": _pack_areas(_clip(_fine_land(), box), FINE_DEG),
            "focus": focus,
            "boundaries": [
                {"disputed": boundary.is_disputed, "line": pack_line(boundary.line, DIGITS)}
                for boundary in boundaries
            ],
        }


# A batch of maps shares its ground; the data is read, never changed.
@functools.lru_cache(maxsize=8)
def _to_data(layer: BasemapLayer) -> dict[str, object]:
    return layer._draw()


@dataclass(frozen=True, slots=True, eq=False)
class Boundary:
    """One boundary between two neighbours inside a box; disputed ones are drawn dashed."""

    line: NDArray[np.float64]
    is_disputed: bool


@functools.lru_cache(maxsize=16)
def boundaries_in(box: Box, drop: frozenset[str]) -> tuple[Boundary, ...]:
    """Return the boundaries inside a box, without that between the two countries of `drop`.

    Parameters
    ----------
    box : west, south, east, north in degrees.
    drop : the two countries' ISO numeric codes (``{"004", "586"}``).

    Examples
    --------
    >>> found = boundaries_in((60.0, 29.0, 75.0, 38.0), frozenset({"004", "586"}))
    >>> len(found) > 5, any(boundary.is_disputed for boundary in found)
    (True, True)
    """
    import shapely

    window = shapely.box(*box)
    found: list[Boundary] = []
    for pair, arcs in sorted(_arcs_by_pair().items()):
        if frozenset(pair) == drop:
            continue
        lines = shapely.MultiLineString([arc for arc in arcs if len(arc) > 1])
        if not lines.intersects(window):
            continue
        clipped = shapely.line_merge(lines.intersection(window)).simplify(FINE_DEG)
        for part in _lines(clipped):
            found += _by_standing(shapely.get_coordinates(part), pair)
    return tuple(found)


@functools.lru_cache(maxsize=8)
def country_names(box: Box) -> list[dict[str, object]]:
    """Return where countries' names stand inside a box: in the middle of their widest part.

    Examples
    --------
    >>> [name["name"] for name in country_names((64.0, 32.0, 68.0, 35.0))]
    ['Afghanistan']
    """
    import shapely

    window = shapely.box(*box)
    names = []
    for (_, name), area in _areas().items():
        if name in NOT_COUNTRIES or not area.intersects(window):
            continue
        visible: Any = shapely.make_valid(area.simplify(0.05)).intersection(window)
        circle = shapely.maximum_inscribed_circle(visible, tolerance=0.05)
        middle = circle.coords[0]
        names.append(
            {
                "name": name,
                "at": [round(middle[0], 2), round(middle[1], 2)],
                "room": round(circle.length, 2),
            }
        )
    return names


def land_in(box: Box) -> list[shapely.Polygon]:
    """Return the land inside a box as polygons, without the countries' edges.

    Examples
    --------
    >>> len(land_in((66.0, 32.0, 67.0, 33.0))), land_in((-40.0, 30.0, -39.0, 31.0))
    (1, [])
    """
    import shapely

    parts = [part for area in _clip(_fine_land(), box) for part in shapely.get_parts(area)]
    return [part for part in parts if isinstance(part, shapely.Polygon)]


@functools.cache
def names_by_code() -> dict[str, str]:
    """Return the names of countries by their two-letter codes.

    Examples
    --------
    >>> names_by_code()["QA"]
    'Qatar'
    """
    names = dict(_areas().keys())
    return {letters: names[digits] for letters, digits in NUMERIC.items() if digits in names}


def _by_standing(line: NDArray[np.float64], pair: tuple[str, str]) -> list[Boundary]:
    """Cut a boundary where it becomes disputed: in Kashmir none is agreed."""
    import numpy as np

    if not _may_be_disputed(pair):
        return [Boundary(line, is_disputed=False)]
    middles = (line[:-1] + line[1:]) / 2
    flags = (middles[:, 0] > 73.3) & (middles[:, 0] < 80.5) & (middles[:, 1] > 32.4)
    cuts = [0, *(np.flatnonzero(np.diff(flags)) + 1).tolist(), len(flags)]
    return [
        Boundary(line[first : last + 1], is_disputed=bool(flags[first]))
        for first, last in itertools.pairwise(cuts)
    ]


def _may_be_disputed(pair: tuple[str, str]) -> bool:
    india, pakistan, china = NUMERIC["IN"], NUMERIC["PK"], NUMERIC["CN"]
    rivals = ({india, pakistan}, {india, china}, {china, pakistan})
    return SIACHEN in pair or set(pair) in rivals


@functools.cache
def _arcs() -> tuple[NDArray[np.float64], ...]:
    return _decode(read_json("world.json"))


def _decode(topology: dict[str, Any]) -> tuple[NDArray[np.float64], ...]:
    """Decode a topology's arcs: running sums of differences, then scale and shift."""
    import numpy as np

    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return tuple(np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"])


def _rings(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Return polygons as lists of rings as lists of arc numbers (``~n`` runs backwards)."""
    arcs = geometry.get("arcs", [])
    return [arcs] if geometry["type"] == "Polygon" else list(arcs)


def _code(geometry: dict[str, Any]) -> str:
    return str(geometry.get("id") or geometry["properties"]["name"])


def _geometries() -> list[dict[str, Any]]:
    found = read_json("world.json")["objects"]["countries"]["geometries"]
    return [geometry for geometry in found if "Polygon" in geometry["type"]]


@functools.cache
def _arcs_by_pair() -> dict[tuple[str, str], list[NDArray[np.float64]]]:
    owners: dict[int, list[str]] = {}
    for geometry in _geometries():
        for polygon in _rings(geometry):
            for number in (number for ring in polygon for number in ring):
                owners.setdefault(max(number, ~number), []).append(_code(geometry))
    pairs: dict[tuple[str, str], list[NDArray[np.float64]]] = {}
    for number, codes in owners.items():
        if len(codes) == 2 and codes[0] != codes[1]:
            first, second = sorted(codes)
            pairs.setdefault((first, second), []).append(_arcs()[number])
    return pairs


def _join(numbers: Iterable[int], arcs: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    import numpy as np

    pieces = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


@functools.cache
def _areas() -> dict[tuple[str, str], BaseGeometry]:
    """Return the countries' areas by code and name."""
    import shapely

    areas: dict[tuple[str, str], BaseGeometry] = {}
    for geometry in _geometries():
        key = (_code(geometry), str(geometry["properties"]["name"]))
        areas[key] = shapely.MultiPolygon(_polygons([geometry], _arcs()))
    return areas


@functools.cache
def _fine_land() -> list[shapely.Polygon]:
    """Return land without the countries' edges in it."""
    return _polygons(read_json("world.json")["objects"]["land"]["geometries"], _arcs())


def _focus_areas(codes: tuple[str, ...]) -> list[BaseGeometry]:
    return [area for (code, _), area in _areas().items() if code in codes]


@functools.cache
def _coarse_land() -> list[shapely.Polygon]:
    land = read_json("land.json")
    return _polygons(land["objects"]["land"]["geometries"], _decode(land))


def _polygons(
    geometries: Sequence[dict[str, Any]], arcs: Sequence[NDArray[np.float64]]
) -> list[shapely.Polygon]:
    import shapely

    polygons: list[shapely.Polygon] = []
    for geometry in geometries:
        for polygon in _rings(geometry):
            rings = [_join(ring, arcs) for ring in polygon]
            # The grid makes a few islets collapse to a line.
            if len(rings[0]) > 3:
                polygons.append(shapely.Polygon(rings[0], [r for r in rings[1:] if len(r) > 3]))
    return polygons


def _clip(areas: Sequence[BaseGeometry], box: Box) -> list[BaseGeometry]:
    """Return what lies inside a box, in one piece where pieces touch."""
    import shapely

    window = shapely.box(*box)
    parts = [part for area in areas for part in shapely.get_parts(area) if part.intersects(window)]
    clipped = [shapely.clip_by_rect(part, *box) for part in parts]
    # A hair of width closes the slivers that the grid leaves along shared edges.
    return [shapely.union_all([shapely.make_valid(part) for part in clipped], grid_size=1e-4)]


def _pack_areas(areas: Sequence[BaseGeometry], tolerance_deg: float) -> list[list[str]]:
    """Return every ring packed; holes are rings too (the page fills by the even-odd rule)."""
    import shapely

    rings: list[list[str]] = []
    for area in areas:
        for polygon in shapely.get_parts(area.simplify(tolerance_deg)):
            if not isinstance(polygon, shapely.Polygon) or polygon.area < tolerance_deg**2:
                continue
            rings += [
                pack_line(shapely.get_coordinates(ring), DIGITS)
                for ring in (polygon.exterior, *polygon.interiors)
            ]
    return rings


def _lines(geometry: BaseGeometry) -> list[shapely.LineString]:
    import shapely

    parts = shapely.get_parts(geometry)
    return [part for part in parts if isinstance(part, shapely.LineString)]
