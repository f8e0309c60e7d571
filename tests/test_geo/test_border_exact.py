"""The measures against GeographicLib, by brute force: nothing of the package but the line."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from geographiclib.geodesicline import GeodesicLine
from pyproj import Geod

from geo.border import Measures, durand_line, locate
from geo.border.feet import locate_numpy
from geo.border.measure import has_compiled
from geo.border.source import read_zones, to_geometry

WGS84 = Geodesic.WGS84
DISTANCE = Geodesic.DISTANCE


@dataclass
class Reference:
    """Points and the exact answers."""

    lon: np.ndarray
    lat: np.ndarray
    distance_km: np.ndarray
    along_km: np.ndarray
    side: np.ndarray  # 1 in Afghanistan, -1 in Pakistan, 0 in neither
    foot_of: list[str]


def exact_inverse_m(x1: float, y1: float, x2: float, y2: float) -> float:
    return float(WGS84.Inverse(y1, x1, y2, x2, DISTANCE)["s12"])


class BruteForce:
    """Feet by trying every segment that could hold one."""

    def __init__(self, line: np.ndarray) -> None:
        self.line = line
        self.lines: dict[int, GeodesicLine] = {}
        # The lengths are PROJ's, which test_length_of_the_line... holds to GeographicLib's.
        self.length = np.array(Geod(ellps="WGS84").line_lengths(*line.T))
        self.start = np.concatenate([[0.0], np.cumsum(self.length)])
        self.xyz = self._ecef(line)

    @staticmethod
    def _ecef(lon_lat: np.ndarray) -> np.ndarray:
        a, f = WGS84.a, WGS84.f
        lam, phi = np.radians(lon_lat).T
        prime = a / np.sqrt(1 - f * (2 - f) * np.sin(phi) ** 2)
        across = prime * np.cos(phi)
        return np.column_stack(
            [across * np.cos(lam), across * np.sin(lam), prime * (1 - f) ** 2 * np.sin(phi)]
        )

    def foot(self, x: float, y: float) -> tuple[float, float]:
        """Return distance and length along, metres."""
        chord = np.linalg.norm(self.xyz - self._ecef(np.array([[x, y]])), axis=1)
        # An arc is longer than its chord by less than 1 in 5,000 up to 400 km.
        nearest = chord.min() * 1.0002 + 0.01
        lower = np.minimum(chord[:-1], chord[1:]) - self.length
        best, along = np.inf, 0.0
        candidates = np.flatnonzero(lower <= nearest)
        for i in sorted(candidates, key=lambda i: lower[i]):
            if lower[i] > best:
                break
            if chord[i] * 0.999 - self.length[i] > best:
                continue
            metres, at = self._on_segment(int(i), x, y, best)
            if metres < best:
                best, along = metres, self.start[i] + at
        return best, along

    def _on_segment(self, i: int, x: float, y: float, best: float) -> tuple[float, float]:
        """Return the smallest distance to a segment by bisecting the angle at the foot."""
        low, high = 0.0, float(self.length[i])
        ends = [self._slope(i, low, x, y), self._slope(i, high, x, y)]
        if min(ends[0][0], ends[1][0]) - high > best:
            return np.inf, 0.0
        if ends[0][1] <= 0:
            return ends[0][0], low
        if ends[1][1] >= 0:
            return ends[1][0], high
        while high - low > 1e-4:
            middle = 0.5 * (low + high)
            if self._slope(i, middle, x, y)[1] > 0:
                low = middle
            else:
                high = middle
        return self._slope(i, low, x, y)[0], low

    def _slope(self, i: int, at: float, x: float, y: float) -> tuple[float, float]:
        """Return the distance, and how much nearer the foot gets further along."""
        (x1, y1), (x2, y2) = self.line[i], self.line[i + 1]
        if i not in self.lines:
            self.lines[i] = WGS84.InverseLine(y1, x1, y2, x2)
        here = self.lines[i].Position(at)
        there = WGS84.Inverse(here["lat2"], here["lon2"], y, x)
        return there["s12"], float(np.cos(np.radians(there["azi1"] - here["azi2"])))


@pytest.fixture(scope="module")
def reference() -> Reference:
    """Points around the line: on vertices, beside them, at the ends, and far away."""
    line = durand_line().coordinates
    brute = BruteForce(line)
    rng = np.random.default_rng(20261123)
    points, kinds = [], []
    groups = {0.0: 15, 1.0: 50, 30.0: 30, 500.0: 30, 5e3: 30, 3e4: 30, 1e5: 30, 1.9e5: 15, 3e5: 20}
    for metres, count in groups.items():
        for i in rng.integers(1, len(line) - 1, count):
            end = WGS84.Direct(line[i, 1], line[i, 0], rng.uniform(0, 360), metres)
            points.append((end["lon2"], end["lat2"]))
            kinds.append(f"{metres:g} m")
    for i in (0, len(line) - 1):
        for metres in (0.0, 1.0, 1e3, 1e5):
            end = WGS84.Direct(line[i, 1], line[i, 0], rng.uniform(0, 360), metres)
            points.append((end["lon2"], end["lat2"]))
            kinds.append("end")
    lon, lat = np.array(points).T
    found = np.array([brute.foot(x, y) for x, y in points]) / 1000
    areas = [to_geometry(read_zones(code)) for code in ("AF", "PK")]
    inside = [shapely.contains_xy(area, lon, lat) for area in areas]
    side = inside[0].astype(int) - inside[1].astype(int)
    return Reference(lon, lat, found[:, 0], found[:, 1], side, kinds)


def ways() -> list[str]:
    return ["numpy", "compiled"] if has_compiled() else ["numpy"]


@pytest.fixture(scope="module", params=ways())
def measures(request: pytest.FixtureRequest, reference: Reference) -> Measures:
    return locate(durand_line(), reference.lon, reference.lat, many=request.param == "compiled")


def test_distance_is_exact_within_a_millimetre(reference: Reference, measures: Measures) -> None:
    assert np.abs(measures.distance_km - reference.distance_km).max() < 1e-6


def test_kilometre_is_exact_within_a_decimetre(reference: Reference, measures: Measures) -> None:
    assert np.abs(measures.along_km - reference.along_km).max() < 1e-4


def test_side_is_always_that_of_the_country(reference: Reference, measures: Measures) -> None:
    # The zones' edges are straight in degrees, the line's are geodesics: they part by metres
    # on the few edges of kilometres, so points closer than that to the line are left out.
    known = (reference.side != 0) & (reference.distance_km > 1e-6)
    wrong = known & (measures.side != reference.side)
    assert [reference.foot_of[i] for i in np.flatnonzero(wrong)] == []
    assert known.sum() > 150


def test_points_on_vertices_are_on_the_line(reference: Reference, measures: Measures) -> None:
    on = np.array([kind == "0 m" for kind in reference.foot_of])
    assert set(measures.side[on]) == {0}


def test_foot_lies_at_the_distance(reference: Reference, measures: Measures) -> None:
    for i in range(0, len(measures), 7):
        foot = (measures.foot_lon[i], measures.foot_lat[i])
        metres = exact_inverse_m(reference.lon[i], reference.lat[i], *foot)
        assert metres / 1000 == pytest.approx(measures.distance_km[i], abs=1e-6)


def test_bearing_leads_to_the_foot(reference: Reference, measures: Measures) -> None:
    for i in range(16, len(measures), 7):
        foot = (measures.foot_lat[i], measures.foot_lon[i])
        azimuth = WGS84.Inverse(reference.lat[i], reference.lon[i], *foot)["azi1"]
        turn = (measures.bearing_deg[i] - azimuth + 180) % 360 - 180
        assert abs(turn) < 1e-3 or measures.distance_km[i] < 1e-5


def test_length_of_the_line_is_the_sum_of_its_segments() -> None:
    line = durand_line().coordinates[:2000]
    exact = sum(exact_inverse_m(*a, *b) for a, b in pairwise(line))
    assert durand_line().along_km[1999] == pytest.approx(exact / 1000, abs=1e-6)


def test_numpy_and_machine_code_agree_to_a_micrometre() -> None:
    if not has_compiled():
        pytest.fail("the tests need the extra fast")
    rng = np.random.default_rng(5)
    line = durand_line()
    west, south = line.coordinates.min(axis=0) - 2
    east, north = line.coordinates.max(axis=0) + 2
    lon, lat = rng.uniform(west, east, 4000), rng.uniform(south, north, 4000)
    fast = locate(line, lon, lat, many=True)
    slow = locate_numpy(line, lon, lat)
    assert np.abs(fast.distance_km - slow.distance_km).max() < 1e-9
    assert np.abs(fast.along_km - slow.along_km).max() < 1e-9
    assert np.abs(fast.foot_lon - slow.foot_lon).max() < 1e-10
