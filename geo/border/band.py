"""How well a line itself is known: a normal band around it that can vary by kilometre."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from geo.border.feet import locate_numpy
from geo.border.model import Border
from geo.geodesy import Floats

#: Standard error of a line without a table of its own, kilometres. Two good digitisations
#: of the Durand Line differ by 45 m in the median; if both err alike and normally, each
#: does by 0.045 / (0.6745 * sqrt(2)).
SIGMA_KM = 0.047
#: Standard errors below this are not believed, kilometres.
LEAST_SIGMA_KM = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class LineError:
    """How well the line itself is known, by kilometre.

    Attributes
    ----------
    km_from : first kilometre of each section, increasing; a section ends where the next
        begins.
    sigma_km : standard error of the line's position across itself, kilometres, above 0.
    """

    km_from: Floats
    sigma_km: Floats

    def at(self, km: Any) -> Floats:
        """Return the standard error at kilometres."""
        section = np.searchsorted(self.km_from, np.asarray(km, np.float64), side="right") - 1
        return np.asarray(self.sigma_km[np.clip(section, 0, None)])


@functools.cache
def line_error(code: str) -> LineError:
    """Return the committed error of a pair's line, or the same one everywhere.

    Parameters
    ----------
    code : e.g. ``"AF-PK"``.

    Examples
    --------
    >>> float(line_error("BE-NL").at(100.0))
    0.047
    """
    path = files("geo.border").joinpath("data", f"error_{code}.csv")
    if not code or not path.is_file():
        return LineError(np.array([0.0]), np.array([SIGMA_KM]))
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [row.split(",") for row in lines if row and not row.startswith("#")][1:]
    table = np.array(rows, np.float64)
    return LineError(table[:, 0], table[:, 1])


def build_line_error(border: Border, other: Border, *, step_km: float = 20.0) -> LineError:
    """Return the error of a line from its distance to an independent digitisation.

    Parameters
    ----------
    border : the line.
    other : another drawing of it, of similar quality.
    step_km : length of the sections, kilometres.

    Notes
    -----
    In each section the root mean square of the distances, taken every 100 m, divided by
    the square root of 2, for both lines err; never below 20 m. The committed table of
    AF-PK was made from geoBoundaries AFG ADM0 (2014, public domain) this way.
    """
    from geo.border.construct import point_at

    km = np.arange(border.km_start, border.km_end, 0.1)
    lon, lat = point_at(border, km)
    away = locate_numpy(other, lon, lat).distance_km
    section = ((km - border.km_start) // step_km).astype(np.int64)
    square = np.bincount(section, away * away) / np.bincount(section)
    sigma = np.maximum(np.sqrt(square / 2.0), LEAST_SIGMA_KM)
    km_from = border.km_start + step_km * np.arange(len(sigma), dtype=np.float64)
    return LineError(np.asarray(km_from), np.asarray(sigma.round(3)))


def normal_share(z: Floats) -> Floats:
    """Return the standard normal distribution function, to 1e-7.

    Parameters
    ----------
    z : any numbers; NaN gives NaN.

    Notes
    -----
    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17.

    Examples
    --------
    >>> normal_share(np.array([0.0, 1.96])).round(4).tolist()
    [0.5, 0.975]
    """
    size = np.minimum(np.abs(z), 40.0)
    t = 1.0 / (1.0 + 0.2316419 * size)
    poly = t * (
        0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
    )
    tail = np.exp(-0.5 * size * size) / np.sqrt(2.0 * np.pi) * poly
    return np.asarray(np.where(z >= 0.0, 1.0 - tail, tail))
