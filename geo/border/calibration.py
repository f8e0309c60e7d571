"""The frame: which point of a border has which kilometre, whatever line is drawn there.

A frame is a committed table of at most 200 tie points (longitude, latitude, kilometre).
It was made once, by :func:`build_frame`, from one version of the line. Every line of the
pair, later versions included, gets its kilometres from it: the foot of each tie point on
the line is given the tie point's kilometre, and what lies between two feet is interpolated
by true length. So kilometres stay where they are when the data change.

For the Durand Line kilometre 0 is the tripoint with China in the Wakhan and kilometre
2,611, the published length, the tripoint with Iran.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from geo.border.feet import locate_numpy
from geo.border.model import Border
from geo.border.scale import simplify_parts
from geo.errors import BorderError
from geo.geodesy import Floats, cumulative_km, distance_km

if TYPE_CHECKING:
    from pathlib import Path

Bools: TypeAlias = npt.NDArray[np.bool_]

#: Tie points farther than this from a line say nothing about it, kilometres.
REACH_KM = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Tie points of a pair of countries, the first of which lies on the right.

    Attributes
    ----------
    name : pair and version, e.g. ``"AF-PK/1"``.
    made_from : the line it was made from.
    lon, lat : degrees.
    km : kilometre of each, strictly increasing.
    """

    name: str
    made_from: str
    lon: Floats
    lat: Floats
    km: Floats

    def digest(self) -> str:
        """Return the name and what tells these tie points from others."""
        table = np.column_stack([self.lon, self.lat, self.km]).astype("<f8")
        return f"{self.name} {hashlib.sha256(table.tobytes()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True, eq=False)
class Transfer:
    """A line with the frame's kilometres, and how well the frame fits it.

    Attributes
    ----------
    border : the line with kilometres.
    km : kilometre of each tie point.
    residual_km : distance of each tie point from the line.
    is_used : tie points the line's kilometres rest on; one that lies too far off, or whose
        foot would make kilometres run backwards, is left out.
    uncertainty_km : standard error that the transfer adds to a kilometre, at each tie point:
        how far its foot may have slid along the line.
    """

    border: Border
    km: Floats
    residual_km: Floats
    is_used: Bools
    uncertainty_km: Floats


def build_frame(
    border: Border, *, length_km: float, tolerance_m: float, ties: int = 200, version: int = 1
) -> Frame:
    """Return a frame in which a border has its published length.

    Parameters
    ----------
    border : the line to make it from, of one part, in the direction of the kilometres.
    length_km : the last kilometre; the first is 0.
    tolerance_m : the scale at which kilometres are counted: the line is simplified with
        this tolerance, its length counted along, and scaled to ``length_km`` exactly.
    ties : how many tie points, 2 to 200.
    version : a number to tell it from earlier ones.

    Raises
    ------
    BorderError : the line has several parts, or ``ties`` is out of range.

    Notes
    -----
    Tie points are those vertices of the simplified line that come next after equal steps of
    its kilometres. The committed frame of AF-PK was made by
    ``build_frame(line, length_km=2611, tolerance_m=187)``.
    """
    if len(border.part_starts) != 1 or not 2 <= ties <= 200:
        message = (
            "expected a line of one part and 2 to 200 tie points, "
            f"found {len(border.part_starts)} parts and {ties} tie points"
        )
        raise BorderError(message)
    (simple,) = simplify_parts(border, tolerance_m)
    km = cumulative_km(*simple.T)
    km *= length_km / km[-1]
    wanted = np.linspace(0.0, length_km, ties)
    chosen = np.unique(np.searchsorted(km, wanted - 1e-9))
    made_from = f"{border.source_version}, line {border.sha256[:16]}, {tolerance_m:g} m"
    lon, lat = simple[chosen].T
    return Frame(f"{border.code}/{version}", made_from, lon, lat, km[chosen])


def write_frame(frame: Frame, path: Path) -> None:
    """Write a frame as the table this package reads.

    Parameters
    ----------
    frame : tie points.
    path : the CSV to write: two comment lines, then lon, lat (6 decimals), km (4 decimals).
    """
    rows = [f"# frame: {frame.name}", f"# made from: {frame.made_from}", "lon,lat,km"]
    rows += [
        f"{x:.6f},{y:.6f},{km:.4f}" for x, y, km in zip(frame.lon, frame.lat, frame.km, strict=True)
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


@functools.cache
def read_frame(code: str) -> Frame | None:
    """Return the committed frame of a pair, in whichever order; None if there is none.

    Parameters
    ----------
    code : e.g. ``"AF-PK"`` or ``"PK-AF"``.

    Examples
    --------
    >>> frame = read_frame("AF-PK")
    >>> frame.name, float(frame.km[0]), float(frame.km[-1]), len(frame.km) <= 200
    ('AF-PK/1', 0.0, 2611.0, True)
    >>> read_frame("BE-NL") is None
    True
    """
    for name in (code, "-".join(reversed(code.split("-")))):
        path = files("geo.border").joinpath("data", f"frame_{name}.csv")
        if path.is_file():
            return parse_frame(path.read_text(encoding="utf-8"))
    return None


def parse_frame(text: str) -> Frame:
    """Return the frame that a table holds.

    Parameters
    ----------
    text : as :func:`write_frame` writes it.

    Raises
    ------
    BorderError : kilometres do not increase, or a row is no tie point.

    Examples
    --------
    >>> frame = parse_frame("# frame: X/1\\n# made from: a line\\nlon,lat,km\\n1,2,0\\n1,3,9\\n")
    >>> frame.name, frame.km.tolist()
    ('X/1', [0.0, 9.0])
    """
    lines = text.splitlines()
    comments = dict(line[1:].split(":", 1) for line in lines if line.startswith("#"))
    notes = {key.strip(): value.strip() for key, value in comments.items()}
    table = csv.DictReader(io.StringIO("\n".join(x for x in lines if not x.startswith("#"))))
    try:
        rows = [(float(row["lon"]), float(row["lat"]), float(row["km"])) for row in table]
    except (KeyError, TypeError, ValueError) as fault:
        raise BorderError(
            f"expected a frame's rows lon,lat,km, found a bad one: {fault}"
        ) from fault
    ties = np.array(rows, np.float64).reshape(-1, 3)
    if len(ties) < 2 or (np.diff(ties[:, 2]) <= 0.0).any():
        raise BorderError("expected two tie points or more with increasing kilometres")
    return Frame(notes.get("frame", ""), notes.get("made from", ""), *ties.T)


def transfer(border: Border, frame: Frame, *, reach_km: float = REACH_KM) -> Transfer:
    """Return a line with the kilometres of a frame, and the residuals.

    Parameters
    ----------
    border : any line of the pair, in either direction, of one part or more.
    frame : tie points.
    reach_km : tie points farther off are not used.

    Raises
    ------
    BorderError : fewer than two tie points lie within reach.

    Notes
    -----
    Beyond the outermost tie points used, a kilometre is as long as in the frame on
    average. The kilometres of a line whose own length is another come out right at the
    feet; between them they are stretched evenly.
    """
    feet = locate_numpy(border, frame.lon, frame.lat)
    is_near = feet.distance_km <= reach_km
    if is_near.sum() < 2:
        message = (
            f"expected two tie points of {frame.name} or more within {reach_km:g} km of "
            f"{border.name}, found {int(is_near.sum())}; is it another border?"
        )
        raise BorderError(message)
    along = feet.along_km
    near = np.flatnonzero(is_near)
    if along[near[0]] > along[near[-1]]:
        return transfer(border.reversed(), frame, reach_km=reach_km)
    is_used = np.zeros(len(near), np.bool_)
    is_used[_longest_rise(along[near])] = True
    used = near[is_used]
    tie_along, tie_km = _extend(border, along[used], frame.km[used])
    tie_along, tie_km = _pin_ends(border, frame, tie_along, tie_km, reach_km)
    moved = replace(border, tie_along_km=tie_along, tie_km=tie_km, frame=frame.name)
    mask = np.zeros(len(along), np.bool_)
    mask[used] = True
    spread = _slide(frame, feet.distance_km)
    return Transfer(moved, frame.km, feet.distance_km, mask, spread)


def _extend(border: Border, along: Floats, km: Floats) -> tuple[Floats, Floats]:
    """Return ties that reach both ends of the line, and end with the frame's kilometres."""
    scale = float(km[-1] - km[0]) / float(along[-1] - along[0])
    before, after = float(along[0]), border.length_km - float(along[-1])
    tie_along, tie_km = along, km
    if before > 0.0:
        start = max(float(km[0]) - before * scale, 0.0)
        # The frame begins at kilometre 0: a line that goes on before it starts there too.
        if start < float(km[0]):
            tie_along, tie_km = np.append(0.0, tie_along), np.append(start, tie_km)
        else:
            tie_along = np.append(0.0, tie_along[1:])
    if after > 0.0:
        tie_along = np.append(tie_along, border.length_km)
        tie_km = np.append(tie_km, float(km[-1]) + after * scale)
    return tie_along, tie_km


def _pin_ends(
    border: Border, frame: Frame, along: Floats, km: Floats, reach_km: float
) -> tuple[Floats, Floats]:
    """Return ties that give the line's ends the frame's first and last kilometre.

    Where the line ends within reach of the frame's end, both mean the same tripoint.
    """
    ends = border.coordinates[[0, -1]]
    away = distance_km(ends[:, 0], ends[:, 1], frame.lon[[0, -1]], frame.lat[[0, -1]])
    if away[0] <= reach_km:
        inner = (along > 0.0) & (km > frame.km[0])
        along = np.append(0.0, along[inner])
        km = np.append(frame.km[0], km[inner])
    if away[1] <= reach_km:
        inner = (along < border.length_km) & (km < frame.km[-1])
        along = np.append(along[inner], border.length_km)
        km = np.append(km[inner], frame.km[-1])
    return along, km


def _longest_rise(values: Floats) -> list[int]:
    """Return the positions of a longest strictly increasing subsequence."""
    tails: list[int] = []
    previous = [-1] * len(values)
    for i, value in enumerate(values):
        place = int(np.searchsorted([values[j] for j in tails], value))
        previous[i] = tails[place - 1] if place else -1
        tails[place : place + 1] = [i]
    chain, last = [], tails[-1]
    while last >= 0:
        chain.append(last)
        last = previous[last]
    return chain[::-1]


def _slide(frame: Frame, residual_km: Floats) -> Floats:
    """Return by how much feet may have slid along the line, kilometres.

    A tie point that lies ``d`` off the line can be matched to any point within about ``d``
    along it: taken as uniform over plus and minus ``d``.
    """
    return np.asarray(residual_km / np.sqrt(3.0))
