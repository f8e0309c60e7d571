"""Where a text is at home: the stretch of ground in which most of its names have a place.

A local paper names no state; its readers know which Jackson is meant. What tells it is the
company: of the many places called Jackson, Delta and Oak Ridge, one of each lies within an
hour's drive of Cape Girardeau, which has no namesake.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import cos

from geo.places.name import Name
from geo.places.nearness import Spot, size_rank, spot_of, spots_km
from geo.places.prior import CELL_DEGREES, Known

_LEAST_NAMES = 4
_LEAST_WEIGHT = 1.5  # of names, each divided among the cells in which it has a place
_LEAST_SHARE = 0.3
LOCAL = 2.5  # worth from which on a text is a local one
_REACH_KM = 130.0  # from the middle of a home to its edge
_REACH = cos(_REACH_KM / 6_371.0)


@dataclass(frozen=True, slots=True)
class Home:
    """The middle of the ground, and the points it is worth to lie there (up to 4)."""

    spot: Spot
    worth: float

    def holds(self, known: Known) -> bool:
        """Whether a place lies there, or is a wide one that reaches there."""
        (ax, ay, az), (bx, by, bz) = known.spot, self.spot
        if ax * bx + ay * by + az * bz >= _REACH:  # the cosine of the angle between them
            return True
        place = known.place
        if size_rank(place) == 1:
            return False
        return spots_km(known.spot, self.spot) < _REACH_KM + place.radius_km


def find_home(names: Iterable[Name]) -> Home | None:
    """The ground that most names of a text could be on, None where they have none in common."""
    known = {name.folded: name.known for name in names if name.belief > -0.5}
    weights: defaultdict[int, float] = defaultdict(float)
    members: defaultdict[int, int] = defaultdict(int)
    total = 0.0
    for places in known.values():
        cells = places.cells
        if not cells:
            continue
        weight = (2.0 / len(cells)) ** 0.5 if len(cells) > 2 else 1.0
        total += weight
        for cell in cells:
            weights[cell] += weight
            members[cell] += 1
    if not weights:
        return None
    best = max(weights, key=lambda cell: (weights[cell], cell))
    share = weights[best] / total
    if members[best] < _LEAST_NAMES or weights[best] < _LEAST_WEIGHT or share < _LEAST_SHARE:
        return None
    return Home(_middle(best), 4.0 * min(1.0, share + 0.2))


def _middle(cell: int) -> Spot:
    is_shifted, rest = cell & 1, cell >> 1
    row, column = divmod(rest, 1_000)
    half = CELL_DEGREES / 2 if is_shifted else 0.0
    latitude = (row + 0.5) * CELL_DEGREES - 90.0 - half
    longitude = (column + 0.5) * CELL_DEGREES - 180.0 - half
    return spot_of(longitude, latitude)
