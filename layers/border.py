"""The line itself, with its kilometres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.pack import pack_line, pack_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geo.border.model import Border

DURAND_LABEL = "Durand Line"
DIGITS = 5
KM_STEP = 0.01  # kilometres are packed as hundredths


def label_of(border: Border) -> str:
    """What to call a line where nobody says otherwise.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> label_of(durand_line())
    'Durand Line'
    """
    return DURAND_LABEL if border.code in ("", "AF-PK") else border.name


@dataclass(frozen=True, slots=True, eq=False)
class BorderLayer:
    """A border to draw.

    Parameters
    ----------
    border : the line. It is measured in full; only its drawing is simplified.
    label : what the map calls it.
    tolerance_m : how far the drawn line may lie from the true one, metres; 0 keeps every vertex.
    marks_every_km : distance of the kilometre marks shown when the whole line is in view.
    """

    border: Border
    label: str = DURAND_LABEL
    tolerance_m: float = 15.0
    marks_every_km: int = 100

    kind = "border"

    def to_data(self) -> dict[str, object]:
        """Return the line's parts, packed, with kilometres and what is known of the line."""
        line = self.border
        return {
            "label": self.label,
            "pair": list(line.pair),
            "digits": DIGITS,
            "parts": [self._part(first, last) for first, last in _part_ranges(line)],
            "marksEvery": self.marks_every_km,
            "kmStart": round(line.km_start, 2),
            "kmEnd": round(line.km_end, 2),
            "firstOnRight": bool(line.first_on_right),
            "lengthKm": round(line.length_km, 1),
            "vertices": len(line.coordinates),
            "source": line.source,
            "sourceVersion": line.source_version,
            "sha256": line.sha256,
            "frame": line.frame,
        }

    def _part(self, first: int, last: int) -> dict[str, object]:
        coordinates = self.border.coordinates[first:last]
        keep = simplified_indices(coordinates, self.tolerance_m)
        kms = self.border.chainage_km[first:last][keep]
        return {
            "line": pack_line(coordinates[keep], DIGITS),
            "km": pack_numbers(round(float(km) / KM_STEP) for km in kms),
        }


def simplified_indices(coordinates: NDArray[np.float64], tolerance_m: float) -> NDArray[np.int64]:
    """Return which vertices a line keeps if it may move by a tolerance (Douglas-Peucker).

    Parameters
    ----------
    coordinates : shape (n, 2), longitude and latitude in degrees.
    tolerance_m : metres, on a plane stretched by the cosine of the mean latitude, which for
        drawing is close enough.

    Examples
    --------
    >>> import numpy as np
    >>> line = np.array([[70.0, 34.0], [70.5, 34.00001], [71.0, 34.0], [71.0, 35.0]])
    >>> simplified_indices(line, 15).tolist()
    [0, 2, 3]
    """
    import numpy as np
    import shapely

    if tolerance_m <= 0 or len(coordinates) < 3:
        return np.arange(len(coordinates))
    metres = np.array([111_320 * np.cos(np.radians(coordinates[:, 1].mean())), 110_900])
    plane = coordinates * metres
    kept = shapely.get_coordinates(shapely.simplify(shapely.LineString(plane), tolerance_m))
    points = iter(enumerate(plane.tolist()))
    # Both are in the order of the line, so that each search goes on where the last one ended.
    found = [next(at for at, other in points if other == point) for point in kept.tolist()]
    return np.array(found, dtype=np.int64)


def _part_ranges(border: Border) -> list[tuple[int, int]]:
    starts = [int(start) for start in border.part_starts]
    return list(zip(starts, [*starts[1:], len(border.coordinates)], strict=True))
