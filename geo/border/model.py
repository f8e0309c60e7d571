"""What a border is: vertices with kilometres, and where they come from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.errors import BorderError
from geo.geodesy import Floats, cumulative_km

Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Border:
    """A line between two countries that can be measured on.

    Attributes
    ----------
    pair : the two ISO 3166 codes, e.g. ``("AF", "PK")``; ``("", "")`` if unknown.
    name : what to call the line.
    coordinates : vertices, shape (n, 2), longitude and latitude in degrees on WGS 84.
        Between two vertices the line is a geodesic.
    part_starts : index of the first vertex of each part; the line has no length between
        the last vertex of a part and the first of the next.
    first_on_right : the first country lies on the right of one who walks up the kilometres.
    along_km : true length on the ellipsoid from the start to each vertex, gaps not counted.
    chainage_km : kilometre of each vertex in the frame (equal to ``along_km`` without one).
    tie_along_km, tie_km : the frame on this line: true length and kilometre of its tie
        points, both increasing. Kilometres between them are interpolated by true length.
    frame : name and version of the frame, e.g. ``"AF-PK/1"``; empty if there is none.
    source, source_version : where the vertices come from.
    disputed : a shapely area that both countries' zones claim, as WKB; None if there is none.
    """

    pair: tuple[str, str]
    name: str
    coordinates: Floats
    part_starts: Ints
    first_on_right: bool
    along_km: Floats
    tie_along_km: Floats
    tie_km: Floats
    frame: str = ""
    source: str = ""
    source_version: str = ""
    disputed: bytes | None = None
    chainage_km: Floats = field(init=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out what follows from the rest, and lock the arrays."""
        chainage = np.interp(self.along_km, self.tie_along_km, self.tie_km)
        object.__setattr__(self, "chainage_km", chainage)
        object.__setattr__(self, "sha256", line_hash(self.coordinates, self.part_starts))
        for name in (
            "coordinates",
            "part_starts",
            "along_km",
            "tie_along_km",
            "tie_km",
            "chainage_km",
        ):
            getattr(self, name).setflags(write=False)

    @property
    def first(self) -> str:
        """The first country's ISO code."""
        return self.pair[0]

    @property
    def second(self) -> str:
        """The second country's ISO code."""
        return self.pair[1]

    @property
    def code(self) -> str:
        """The pair as tables write it, e.g. ``"AF-PK"``; empty if the countries are unknown."""
        return "-".join(self.pair) if all(self.pair) else ""

    @property
    def length_km(self) -> float:
        """Length of all vertices on the ellipsoid, kilometres."""
        return float(self.along_km[-1])

    @property
    def km_end(self) -> float:
        """The last kilometre of the frame; the first is ``km_start``."""
        return float(self.tie_km[-1])

    @property
    def km_start(self) -> float:
        """The first kilometre of the frame."""
        return float(self.tie_km[0])

    def parts(self) -> list[Floats]:
        """Return the vertices of each part, shape (n, 2)."""
        return np.split(self.coordinates, self.part_starts[1:])

    def km_from_along(self, along_km: Any) -> Floats:
        """Return kilometres of the frame for true lengths from the start."""
        return np.asarray(np.interp(along_km, self.tie_along_km, self.tie_km))

    def along_from_km(self, km: Any) -> Floats:
        """Return true lengths from the start for kilometres of the frame."""
        return np.asarray(np.interp(km, self.tie_km, self.tie_along_km))

    def reversed(self) -> Border:
        """Return the same line from its other end: kilometres mirrored, countries kept.

        The frame's name is kept with ``" reversed"`` after it.
        """
        count = len(self.coordinates)
        ends = np.append(self.part_starts[1:], count)
        return replace(
            self,
            coordinates=self.coordinates[::-1].copy(),
            part_starts=(count - ends[::-1]).astype(np.int64),
            first_on_right=not self.first_on_right,
            along_km=self.length_km - self.along_km[::-1],
            tie_along_km=self.length_km - self.tie_along_km[::-1],
            tie_km=self.km_start + self.km_end - self.tie_km[::-1],
            frame=self.frame and _toggle(self.frame, " reversed"),
        )

    def __repr__(self) -> str:
        """Return a line that says which line and frame this is."""
        frame = self.frame or "no frame"
        return (
            f"Border({self.name!r}, {self.length_km:.1f} km, km {self.km_start:g} to "
            f"{self.km_end:g}, {frame}, {len(self.coordinates)} vertices, {self.sha256[:12]})"
        )


def _toggle(text: str, ending: str) -> str:
    """Return text with an ending, or without it if it had it."""
    return text.removesuffix(ending) if text.endswith(ending) else text + ending


def make_border(
    pair: tuple[str, str],
    parts: list[Floats],
    *,
    first_on_right: bool = True,
    name: str = "",
    source: str = "",
    source_version: str = "",
    disputed: bytes | None = None,
) -> Border:
    """Return a border without a frame: its kilometres are its true length.

    Parameters
    ----------
    pair : ISO codes of the countries, or two empty strings.
    parts : arrays of shape (n, 2), longitude and latitude in degrees, in the order of the
        kilometres; n is 2 or more.
    first_on_right : the first country lies on the right of the parts' direction.
    name : by default the pair.
    source, source_version : where the parts come from.
    disputed : WKB of an area both countries' zones claim.

    Raises
    ------
    BorderError : there is no part, or one with fewer than two different vertices, or a
        coordinate is not a number of degrees.

    Examples
    --------
    >>> line = make_border(("AF", "PK"), [np.array([[71.0, 34.0], [71.0, 33.0]])])
    >>> round(line.length_km, 3), line.code
    (110.913, 'AF-PK')
    """
    cleaned = [_clean_part(np.asarray(part, np.float64), i) for i, part in enumerate(parts)]
    if not cleaned:
        raise BorderError("expected a line of one part or more, found none")
    starts = np.cumsum([0] + [len(part) for part in cleaned[:-1]]).astype(np.int64)
    along, total = [], 0.0
    for part in cleaned:
        along.append(total + cumulative_km(part[:, 0], part[:, 1]))
        total = float(along[-1][-1])
    return Border(
        pair=pair,
        name=name or "-".join(pair) or "line",
        coordinates=np.concatenate(cleaned),
        part_starts=starts,
        first_on_right=first_on_right,
        along_km=np.concatenate(along),
        tie_along_km=np.array([0.0, total]),
        tie_km=np.array([0.0, total]),
        source=source,
        source_version=source_version,
        disputed=disputed,
    )


def _clean_part(part: Floats, number: int) -> Floats:
    """Return a part without vertices that repeat the one before; refuse an impossible one."""
    if part.ndim != 2 or part.shape[1] < 2:
        message = f"part {number}: expected pairs of longitude and latitude, found {part.shape}"
        raise BorderError(message)
    lon_lat = part[:, :2]
    is_bad = ~(np.isfinite(lon_lat).all(axis=1) & (np.abs(lon_lat[:, 1]) <= 90.0))
    is_bad |= ~(np.abs(lon_lat[:, 0]) <= 360.0)
    if is_bad.any():
        row = int(np.flatnonzero(is_bad)[0])
        message = (
            f"part {number}, vertex {row}: expected degrees, longitude first, "
            f"found {lon_lat[row].tolist()}"
        )
        raise BorderError(message)
    is_new = np.append(True, (np.diff(lon_lat, axis=0) != 0.0).any(axis=1))
    if is_new.sum() < 2:
        raise BorderError(f"part {number}: expected two different vertices or more")
    return np.array(lon_lat[is_new])


def line_hash(coordinates: Floats, part_starts: Ints) -> str:
    """Return the SHA-256 of the vertices and where parts start.

    Parameters
    ----------
    coordinates : shape (n, 2), degrees; hashed to nine decimals, little-endian.
    part_starts : indices.

    Examples
    --------
    >>> line_hash(np.array([[71.0, 34.0], [72.0, 34.0]]), np.array([0]))[:12]
    '88807ead71fe'
    """
    digest = hashlib.sha256(np.rint(coordinates * 1e9).astype("<i8").tobytes())
    digest.update(np.asarray(part_starts).astype("<i8").tobytes())
    return digest.hexdigest()
