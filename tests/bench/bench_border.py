"""How fast points are measured on the line, against the usual way.

Run as a script: ``python tests/bench/bench_border.py [--quick]``. The usual way is an
``STRtree`` of the line's segments in a regional Lambert projection, then ``Geod.inv`` to
the foot. Both give distance, kilometre and side. CPU time of one process, taken in turns,
median of five; the ratio is what to look at.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import shapely
from pyproj import Geod, Transformer

from geo.border import Border, durand_line, measure_discs, point_at
from geo.border.country import set_far_sides
from geo.border.feet import locate_numpy
from geo.border.measure import has_compiled, locate
from geo.geodesy import Floats, solve_direct

ROOT = Path(__file__).parents[2]
LAMBERT = "+proj=lcc +lat_1=31 +lat_2=36 +lat_0=33.5 +lon_0=68 +datum=WGS84 +units=m"


def make_points(border: Border, count: int, reach_km: float = 100.0) -> tuple[Floats, Floats]:
    """Return points spread over the area within a distance of the line."""
    rng = np.random.default_rng(20260101)
    west, south = border.coordinates.min(axis=0) - 1.2
    east, north = border.coordinates.max(axis=0) + 1.2
    lon, lat = np.empty(0), np.empty(0)
    while len(lon) < count:
        x, y = rng.uniform(west, east, count), rng.uniform(south, north, count)
        keep = locate(border, x, y).distance_km <= reach_km
        lon, lat = np.append(lon, x[keep]), np.append(lat, y[keep])
    return lon[:count], lat[:count]


class UsualWay:
    """STRtree in a plane, then Geod.inv."""

    def __init__(self, border: Border) -> None:
        self.there = Transformer.from_crs("EPSG:4326", LAMBERT, always_xy=True)
        self.vertices = np.column_stack(self.there.transform(*border.coordinates.T))
        self.segments = shapely.linestrings(
            np.stack([self.vertices[:-1], self.vertices[1:]], axis=1)
        )
        self.tree = shapely.STRtree(self.segments)
        self.km = border.chainage_km
        self.geod = Geod(ellps="WGS84")

    def locate(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats, Floats]:
        """Return distance, kilometre and side."""
        points = np.column_stack(self.there.transform(lon, lat))
        segment = self.tree.nearest(shapely.points(points))
        start, stop = self.vertices[segment], self.vertices[segment + 1]
        step, away = stop - start, points - start
        share = np.clip(np.sum(step * away, axis=1) / np.sum(step * step, axis=1), 0.0, 1.0)
        foot = start + share[:, None] * step
        foot_lon, foot_lat = self.there.transform(*foot.T, direction="INVERSE")
        _, _, metres = self.geod.inv(lon, lat, foot_lon, foot_lat)
        km = self.km[segment] + share * (self.km[segment + 1] - self.km[segment])
        side = np.sign(step[:, 1] * away[:, 0] - step[:, 0] * away[:, 1])
        return metres / 1000.0, km, side


def cpu_seconds(run: Callable[[], object]) -> float:
    """Return the CPU time of a call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def compare(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median CPU time of each way, taken in turns."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            times[name].append(cpu_seconds(run))
    return {name: statistics.median(taken) for name, taken in times.items()}


def bench_search(border: Border, count: int, rounds: int) -> None:
    """Print the ratios of the search to the usual way."""
    lon, lat = make_points(border, count)
    usual = UsualWay(border)
    small = slice(0, max(count // 10, 1))
    ways: dict[str, Callable[[], object]] = {"usual": lambda: usual.locate(lon, lat)}
    if has_compiled():
        locate(border, lon, lat)
        ways["compiled"] = lambda: locate(border, lon, lat)
    taken = compare(ways, rounds)
    rate = {name: count / seconds for name, seconds in taken.items()}
    slow = compare(
        {
            "usual": lambda: usual.locate(lon[small], lat[small]),
            "numpy": lambda: numpy_way(border, lon[small], lat[small]),
        },
        rounds,
    )
    print(f"{count:,} points within 100 km, {rounds} rounds, points per CPU second:")
    print(f"  STRtree in LCC + Geod.inv  {rate['usual']:12,.0f}   1.00 x")
    if "compiled" in rate:
        ratio = taken["usual"] / taken["compiled"]
        print(f"  locate, extra fast         {rate['compiled']:12,.0f}  {ratio:5.2f} x")
    ratio = slow["usual"] / slow["numpy"]
    numpy_rate = len(lon[small]) / slow["numpy"]
    print(f"  locate, numpy              {numpy_rate:12,.0f}  {ratio:5.2f} x")
    mine, theirs = locate(border, lon, lat), usual.locate(lon, lat)
    print(
        "  the usual way is off by up to "
        f"{np.abs(mine.distance_km - theirs[0]).max() * 1000:.0f} m in distance, "
        f"{np.abs(mine.chainage_km - theirs[1]).max():.1f} km in kilometre, "
        f"{np.mean(mine.side != theirs[2]):.2%} of sides"
    )


def numpy_way(border: Border, lon: Floats, lat: Floats) -> object:
    """Return measures without the extra."""
    return set_far_sides(border, lon, lat, locate_numpy(border, lon, lat))


def bench_memory(count: int) -> None:
    """Print how much memory a call takes at its peak above what was there before."""
    script = (
        "import resource, sys, numpy\n"
        "from geo.border import durand_line, locate, point_at\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "rng, count = numpy.random.default_rng(1), int(sys.argv[1])\n"
        "lon, lat = point_at(durand_line(), rng.uniform(0, 2611, 1000))\n"
        "locate(durand_line(), lon + 0.5, lat, many=True)\n"
        "lon, lat = rng.uniform(61, 74, count), rng.uniform(30, 37, count)\n"
        "before = peak()\n"
        "locate(durand_line(), lon, lat)\n"
        "print(f'memory for {count:,} points: {peak() - before:.0f} MB above before')\n"
    )
    subprocess.run([sys.executable, "-c", script, str(count)], check=True, cwd=ROOT)


def bench_discs(border: Border, count: int) -> None:
    """Print how many discs a second get their shares and intervals."""
    rng = np.random.default_rng(7)
    lon, lat = point_at(border, rng.uniform(0.0, border.km_end, count))
    lon, lat = solve_direct(lon, lat, rng.uniform(0, 360, count), rng.uniform(0, 40, count))
    radius = rng.uniform(0.5, 30.0, count)
    measure_discs(border, lon[:100], lat[:100], radius[:100])
    seconds = cpu_seconds(lambda: measure_discs(border, lon, lat, radius))
    print(f"shares and intervals: {count / seconds:,.0f} discs per CPU second")


def bench_loading() -> None:
    """Print how long the line takes to load, the first time and from the cache."""
    script = (
        "import time\n"
        "import numpy, pyproj, shapely, geo.border.line, geo.border.reference\n"
        "start = time.perf_counter()\n"
        "geo.border.line.durand_line()\n"
        "line = time.perf_counter()\n"
        "from geo.border import locate, durand_line, point_at\n"
        "lon, lat = point_at(durand_line(), numpy.linspace(0, 2611, 1000))\n"
        "locate(durand_line(), lon + 0.1, lat)\n"
        "print(f'{line - start:.3f} {time.perf_counter() - line:.3f}')\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"DURANDLINE_CACHE": folder}
        for what in ("first time", "from the cache", "from the cache"):
            done = subprocess.run(
                [sys.executable, "-c", script],
                env=environment,
                check=True,
                capture_output=True,
                text=True,
                cwd=ROOT,
            )
            load, points = done.stdout.split()
            print(f"line, {what}: {load} s after imports; then 1,000 points cold: {points} s")


def main() -> None:
    """Run all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the points, once")
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    count, rounds = arguments.points, arguments.rounds
    if arguments.quick:
        count, rounds = count // 10, 1
    border = durand_line()
    bench_loading()
    bench_memory(count)
    bench_search(border, count, rounds)
    bench_discs(border, 300 if arguments.quick else 1000)


if __name__ == "__main__":
    main()
