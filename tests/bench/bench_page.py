"""How fast the page is written, opens, and answers, beside what others make of the same points.

Run as a script: ``python tests/bench/bench_page.py [--quick] [--count N ...]``. Every page is
written from one made-up table (tests/bench/made_incidents.py), opened in the system's Chromium
without a network, and moved 60 times each way. What the pages of other tools load from the
network is served from npm packages: ``npm ci --ignore-scripts --prefix tests/bench``; a tool that
is not installed is skipped by name. The bare canvas (baseline.html) is the least a page can do.

"Write" is seconds of the processor and of the clock, after a first small page by each tool.
"Picture" is the time from the start of loading to the second frame behind the first that shows
incidents. "Pan" and "brush" are the middle and the 95th percentile of the time between frames
while a step is made in each; a page that takes seconds for one is moved a few times only.
"""

from __future__ import annotations

import argparse
import base64
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

from made_incidents import make_frame  # noqa: E402

from geo.border import durand_line  # noqa: E402
from layers.model import build_map  # noqa: E402

FLAGS = (
    "--no-sandbox --headless --disable-gpu --disable-quic --no-first-run --no-default-browser-check"
    " --disable-background-networking --disable-component-update --disable-sync"
    " --enable-unsafe-swiftshader"
).split()
SIZE = {"width": 1440, "height": 900}
STEPS = 60
QUICK_STEPS = 15
FEW_STEPS = 6  # of a page that takes seconds for each
PATIENCE_MS = 120_000
EMPTY_BYTES = 20_000
MIDDLE = (33.0, 69.0)
# Where the files of a host stand: address, and folder of an npm package.
CDNJS = "https://cdnjs.cloudflare.com/ajax/libs"
SERVED = (
    ("https://code.jquery.com/jquery-3.7.1", "jquery/dist/jquery"),
    (f"{CDNJS}/Leaflet.awesome-markers/2.0.2/", "leaflet.awesome-markers/dist/"),
    (f"{CDNJS}/leaflet.markercluster/1.1.0/", "leaflet.markercluster/dist/"),
)
DRAWN = {
    "durandline": """() => [...document.querySelectorAll('.dl-plane')].some((one) => {
        if (!one.parentElement.className.includes('pins') || !one.width) return false;
        const { data } = one.getContext('2d').getImageData(0, 0, one.width, one.height);
        let n = 0;
        for (let i = 3; i < data.length; i += 4) if (data[i]) n++;
        return n > 3000;
    })""",
    "bare canvas": "() => globalThis.isDrawn",
    "folium.Marker": "() => document.querySelector('.leaflet-marker-icon')",
    "FastMarkerCluster": "() => document.querySelector('.marker-cluster')",
    "explore": "() => document.querySelector('path.leaflet-interactive')",
}
LEAFLET_PAN = """(by) => {
    const name = Object.keys(window).find((one) => /^map_\\w+$/.test(one));
    window[name].panBy([by, 0], {animate: false});
}"""
PAN = {
    "durandline": LEAFLET_PAN,
    "bare canvas": "(by) => globalThis.pan(by)",
    "folium.Marker": LEAFLET_PAN,
    "FastMarkerCluster": LEAFLET_PAN,
    "explore": LEAFLET_PAN,
}
BRUSH = {
    "durandline": """() => document.querySelector('[data-which=to]').dispatchEvent(
        new KeyboardEvent('keydown', {key: 'ArrowLeft', bubbles: true}))""",
    "bare canvas": "(_, n) => globalThis.brush(n)",
}
WATCH = """([isDrawn, patience]) => new Promise((done, fail) => {
    const ask = eval(isDrawn);
    const look = () => {
        if (performance.now() > patience) fail(new Error('no picture in time'));
        else if (!ask()) requestAnimationFrame(look);
        else requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    };
    look();
})"""
MOVE = """([step, steps]) => new Promise((done) => {
    const act = eval(step);
    const times = [];
    let last = 0;
    let n = -2;
    const frame = (now) => {
        if (n >= 0) times.push(now - last);
        last = now;
        if (n === steps) return done(times);
        if (n >= 0) act(n < steps / 2 ? 12 : -12, n);
        n += 1;
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
})"""


@dataclass(slots=True)
class Result:
    """What was measured of one tool at one size; None where it does not apply or took too long."""

    tool: str
    count: int
    cpu: float
    clock: float
    size: int
    picture: float | None = None
    pan: list[float] | None = None
    brush: list[float] | None = None
    note: str = ""


class MissingError(Exception):
    """A tool is not installed."""


def write_ours(frame: Any, path: Path) -> None:
    build_map(frame, durand_line(), title="Benchmark").save(path)


def write_canvas(frame: Any, path: Path) -> None:
    """The same points as typed arrays in a page that draws arcs."""
    start = frame["date_start"].fillna("1994-01-01").to_numpy(dtype="datetime64[D]")
    days = (start - np.datetime64("1994-01-01")).astype(np.uint16)
    types = frame["event_type"].astype("category").cat.codes.to_numpy(dtype=np.uint8)
    parts = (
        frame["longitude"].to_numpy(dtype=np.float32),
        frame["latitude"].to_numpy(dtype=np.float32),
        days,
        types,
    )
    raw = b"".join(part.tobytes() for part in parts)
    text = (HERE / "baseline.html").read_text(encoding="utf-8")
    path.write_text(text.replace("DATA", base64.b64encode(raw).decode(), 1), encoding="utf-8")


def write_markers(frame: Any, path: Path) -> None:
    import folium

    page = folium.Map(MIDDLE, zoom_start=6, tiles=None)
    words = frame["quote"].fillna(frame["event_type"])
    rows = zip(frame["latitude"], frame["longitude"], words, strict=True)
    for latitude, longitude, text in rows:
        folium.Marker((latitude, longitude), popup=text).add_to(page)
    page.save(str(path))


def write_cluster(frame: Any, path: Path) -> None:
    import folium
    from folium.plugins import FastMarkerCluster

    page = folium.Map(MIDDLE, zoom_start=6, tiles=None, maxZoom=18)
    FastMarkerCluster(frame[["latitude", "longitude"]].to_numpy().tolist()).add_to(page)
    page.save(str(path))


def write_explore(frame: Any, path: Path) -> None:
    kept = frame[["event_type", "date_start", "quote", "geometry"]]
    page = kept.explore(
        column="event_type", location=MIDDLE, zoom_start=6, tiles=None, legend=False
    )
    page.save(str(path))


def write_pydeck(frame: Any, path: Path) -> None:
    pydeck = _need("pydeck")
    kept = frame[["longitude", "latitude", "event_type", "quote"]]
    look = {"get_position": ["longitude", "latitude"], "get_radius": 4000, "pickable": True}
    layer = pydeck.Layer("ScatterplotLayer", kept, get_fill_color=[200, 55, 27], **look)
    view = pydeck.ViewState(latitude=MIDDLE[0], longitude=MIDDLE[1], zoom=5)
    deck = pydeck.Deck(layers=[layer], initial_view_state=view, map_provider=None)
    deck.to_html(str(path), offline=True, open_browser=False)


def write_lonboard(frame: Any, path: Path) -> None:
    lonboard = _need("lonboard")
    kept = frame[["event_type", "date_start", "quote", "geometry"]]
    lonboard.viz(kept).to_html(str(path))


def _need(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        raise MissingError(f"{name} is not installed") from None


WRITERS: dict[str, Callable[[Any, Path], None]] = {
    "durandline": write_ours,
    "bare canvas": write_canvas,
    "folium.Marker": write_markers,
    "FastMarkerCluster": write_cluster,
    "explore": write_explore,
    "pydeck": write_pydeck,
    "lonboard": write_lonboard,
}
NEED_NPM = ("folium.Marker", "FastMarkerCluster", "explore")
#: The most points a tool is given: beyond, its page is known not to open in minutes.
MOST = {"folium.Marker": 10_000, "explore": 100_000, "lonboard": 100_000}


def write(tool: str, frame: Any, path: Path) -> Result:
    """Write a tool's page once, and say what it cost."""
    WRITERS[tool](frame.head(50), path)  # what is loaded and worked out once is not timed
    cpu, clock = time.process_time(), time.perf_counter()
    WRITERS[tool](frame, path)
    return Result(
        tool,
        len(frame),
        time.process_time() - cpu,
        time.perf_counter() - clock,
        path.stat().st_size,
    )


@contextmanager
def open_browser() -> Iterator[Any]:
    """Chromium as the system has it."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        raise MissingError("no Chromium in the system")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def serve(route: Any) -> None:
    """Answer a request from an npm package, or with nothing: no request leaves the machine."""
    address = route.request.url.split("?")[0]
    if address.startswith("file:"):
        route.continue_()
        return
    file = find_file(address)
    if file is None:
        route.fulfill(status=200, body="", content_type="text/css")
    else:
        route.fulfill(path=str(file))


def find_file(address: str) -> Path | None:
    """The file of an npm package that stands behind an address of a network's host."""
    modules = HERE / "node_modules"
    for start, folder in SERVED:
        if address.startswith(start):
            found = modules / (folder + address.removeprefix(start))
            return found if found.is_file() else None
    host = "https://cdn.jsdelivr.net/npm/"
    if not address.startswith(host):
        return None
    name, _, rest = address.removeprefix(host).rpartition("@")
    found = modules / name / rest.partition("/")[2]
    return found if found.is_file() else None


def watch(browser: Any, result: Result, path: Path, *, steps: int) -> None:
    """Open a page, and time its first picture and its steps."""
    page = browser.new_context(viewport=SIZE, reduced_motion="reduce").new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.route("**/*", serve)
    try:
        page.goto(path.as_uri(), wait_until="commit")
        if result.tool in DRAWN:
            result.picture = page.evaluate(WATCH, [DRAWN[result.tool], PATIENCE_MS]) / 1000
        else:
            result.picture = look(page)
        page.wait_for_timeout(500)
        for name, moves in (("pan", PAN), ("brush", BRUSH)):
            if result.tool in moves:
                count = FEW_STEPS if result.picture > 3 and result.tool != "durandline" else steps
                setattr(result, name, page.evaluate(MOVE, [moves[result.tool], count]))
    except Exception as error:  # a page that dies is a result
        result.note = str(error).splitlines()[0][:60]
    finally:
        page.context.close()


def look(page: Any) -> float:
    """Seconds until a picture of the page is more than an empty ground.

    WebGL tells nobody what it drew; a PNG of an empty page is small.
    """
    start = time.perf_counter()
    while time.perf_counter() - start < PATIENCE_MS / 1000:
        if len(page.screenshot()) > EMPTY_BYTES:
            return time.perf_counter() - start
        time.sleep(0.1)
    raise TimeoutError("no picture in time")


def tell(result: Result) -> str:
    """One line of the table."""
    picture = "-" if result.picture is None else f"{result.picture:.2f}"
    cells = [
        f"{result.tool:<18}{result.count:>9,}{result.cpu:>9.2f}{result.clock:>9.2f}",
        f"{result.size / 1e6:>9.2f}{picture:>9}",
        *(_middle(times) for times in (result.pan, result.brush)),
        f"  {result.note}",
    ]
    return "".join(cells).rstrip()


def _middle(times: list[float] | None) -> str:
    if not times:
        return f"{'-':>14}"
    ordered = sorted(times)
    return f"{statistics.median(ordered):>7.0f}{ordered[int(0.95 * len(ordered))]:>7.0f}"


def run(browser: Any, count: int, tools: list[str], *, steps: int = STEPS) -> list[Result]:
    """All tools at one size, from one table."""
    quotes = count < 1_000_000
    frame = make_frame(count, durand_line(), quotes=quotes)
    if quotes:
        lengths = frame["quote"].str.len()
        print(
            f"{count:,} quotes, {frame['quote'].nunique():,} different, mean {lengths.mean():.0f}"
        )
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for tool in tools:
            if count > MOST.get(tool, count):
                continue
            path = Path(folder) / "page.html"
            try:
                result = write(tool, frame, path)
            except (MissingError, ImportError) as error:
                print(f"{tool}: skipped, {error}")
                continue
            if tool != "lonboard":  # it draws in notebooks; only its writing is measured
                watch(browser, result, path, steps=steps)
            print(tell(result), flush=True)
            results.append(result)
    return results


def judge(results: list[Result]) -> None:
    """Say what the targets are and whether they were met."""
    ours = next(one for one in results if one.tool == "durandline")
    bare = next((one for one in results if one.tool == "bare canvas"), None)
    if bare and bare.picture and ours.picture:
        print(f"first picture {ours.picture / bare.picture:.2f} times the bare canvas'")
    targets = {100_000: (3.0, 14e6, 2.0, 50.0), 1_000_000: (12.0, 40e6, None, 150.0)}
    if ours.count not in targets:
        return
    seconds, size, picture, step = targets[ours.count]
    p95 = max(sorted(times)[int(0.95 * len(times))] for times in (ours.pan, ours.brush) if times)
    checks = [
        ("written", ours.clock, seconds),
        ("bytes", ours.size, size),
        ("picture", ours.picture or 999.0, picture or 1.5 * ((bare and bare.picture) or 0.0)),
        ("p95 step", p95, step),
    ]
    for name, value, most in checks:
        print(f"{name}: {value:,.2f} of {most:,.2f}: {'met' if value <= most else 'NOT MET'}")


def main() -> None:
    """Run what the options ask for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small tables, under a minute")
    parser.add_argument("--count", type=int, nargs="*", help="incidents with quotes")
    parser.add_argument("--tools", nargs="*", default=list(WRITERS), choices=list(WRITERS))
    options = parser.parse_args()
    counts = options.count or ([800] if options.quick else [10_000, 100_000, 1_000_000])
    tools = options.tools
    if not (HERE / "node_modules").is_dir():
        for tool in NEED_NPM:
            print(
                f"{tool}: skipped, no npm packages (npm ci --ignore-scripts --prefix tests/bench)"
            )
        tools = [tool for tool in tools if tool not in NEED_NPM]
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{os.cpu_count()} processors, load {load}")
    heads = "".join(f"{head:>9}" for head in ("points", "cpu s", "clock s", "MB", "picture"))
    print(f"{'':<18}{heads}{'pan ms, p95':>14}{'brush ms, p95':>14}")
    with open_browser() as browser:
        for count in counts:
            steps = QUICK_STEPS if options.quick else STEPS
            judge(run(browser, count, tools, steps=steps))


if __name__ == "__main__":
    main()
