"""What the table of places along other borders promises: its format, and that its facts hold."""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from pyproj import Geod
from shapely import make_valid
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geo.places import load_gazetteer, read_places
from geo.places.fold import fold, squash
from geo.places.gazetteer import Gazetteer
from geo.places.sources import WORLD_INDEX
from geo.places.words import BODY_WORDS, KIND_WORDS, NEVER, TITLES, given_names, ordinary_words

ROOT = Path(__file__).parents[2]
DATA = ROOT / "geo" / "places" / "data"
COUNTRY_AREAS = ROOT / "node_modules" / "world-atlas" / "countries-10m.json"

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of a table."""
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = rows("borders.csv")
KINDS = set(
    "province district town village crossing pass post camp bazaar valley river line region"
    " other".split()
)
# Names of the open country areas that the table of countries spells out.
AREAS = {
    "BA": "Bosnia and Herz.", "CD": "Dem. Rep. Congo", "CF": "Central African Rep.",
    "CI": "Côte d'Ivoire", "DO": "Dominican Rep.", "EH": "W. Sahara", "MK": "Macedonia",
    "PS": "Palestine", "SS": "S. Sudan", "US": "United States of America",
}  # fmt: skip
# Ground that the country areas give to who holds it, the table to whom it is by most states:
# the Golan Heights, Somaliland, the berm of Western Sahara, the ice of Siachen.
HELD = {
    "SY": ["Israel"],
    "EH": ["Morocco"],
    "SO": ["Somaliland"],
    "MA": ["W. Sahara"],
    "IN": ["Siachen Glacier"],
}


def names_of(row: Row) -> list[str]:
    """The Latin names of one row, the usual one first."""
    return [row["name"], *filter(None, row["spellings"].split("|"))]


@cache
def topology() -> tuple[dict[str, Any], list[list[tuple[float, float]]]]:
    """The open country areas, and their arcs in degrees."""
    content = json.loads(COUNTRY_AREAS.read_text(encoding="utf-8"))
    (across, up), (left, low) = content["transform"].values()
    arcs = []
    for arc in content["arcs"]:
        xs, ys = (list(accumulate(steps)) for steps in zip(*arc, strict=True))
        arcs.append([(x * across + left, y * up + low) for x, y in zip(xs, ys, strict=True)])
    found = content["objects"]["countries"]["geometries"]
    return {one["properties"]["name"]: one for one in found}, arcs


@cache
def area_of(name: str) -> BaseGeometry:
    """The open area of a country, 1:10 million."""
    areas, arcs = topology()
    geometry = areas[name]
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    polygons = []
    for part in parts:
        shell = [point for n in part[0] for point in (arcs[n] if n >= 0 else arcs[~n][::-1])]
        polygons.append(Polygon(shell))
    return make_valid(MultiPolygon(polygons))


def km_outside(row: Row, name: str) -> float:
    """How far the row's point lies outside a country, in kilometres; 0 inside."""
    point = Point(float(row["longitude"]), float(row["latitude"]))
    area = area_of(name)
    if area.covers(point):
        return 0.0
    edge, _ = nearest_points(area, point)
    metres: float = Geod(ellps="WGS84").inv(edge.x, edge.y, point.x, point.y)[2]
    return metres / 1000


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def test_table_has_the_columns_of_this_borders_table() -> None:
    assert list(ROWS[0]) == list(rows("places.csv")[0])


def test_table_is_plain_utf_8_with_unix_line_ends() -> None:
    content = (DATA / "borders.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content


def test_every_row_has_every_cell() -> None:
    assert [row["place_id"] for row in ROWS if None in row or None in row.values()] == []


def test_ids_are_plain_slugs_that_no_table_has_twice() -> None:
    counts = Counter(row["place_id"] for row in [*ROWS, *rows("places.csv"), *rows("regions.csv")])
    slug = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
    wrong = [i for i in (r["place_id"] for r in ROWS) if counts[i] > 1 or not slug.fullmatch(i)]
    assert wrong == []


def test_ids_start_with_their_country() -> None:
    wrong = [r["place_id"] for r in ROWS if not r["place_id"].startswith(r["country"].lower())]
    assert wrong == []


def test_cells_have_no_stray_spaces() -> None:
    stray = re.compile(r"^\s|\s$|\s\s|[\t\n]|\|\s|\s\||\|\||^\||\|$")
    assert [(r["place_id"], k) for r in ROWS for k, v in r.items() if stray.search(v)] == []


def test_names_and_spellings_are_ascii() -> None:
    assert [name for row in ROWS for name in names_of(row) if not name.isascii()] == []


def test_local_names_are_not_in_latin_script() -> None:
    assert [r["place_id"] for r in ROWS if re.search("[A-Za-z]", r["names_local"])] == []


def test_kinds_are_known() -> None:
    assert {row["kind"] for row in ROWS} <= KINDS


def test_radius_is_at_least_two_kilometres() -> None:
    assert [row["place_id"] for row in ROWS if float(row["radius_km"]) < 2] == []


def test_unconfirmed_rows_have_a_wide_radius_and_say_why() -> None:
    assert {row["status"] for row in ROWS} == {"confirmed", "unconfirmed"}
    unsure = [row for row in ROWS if row["status"] == "unconfirmed"]
    assert [r["place_id"] for r in unsure if float(r["radius_km"]) < 15 or not r["note"]] == []


def test_every_row_names_its_source() -> None:
    assert [row["place_id"] for row in ROWS if not row["source"]] == []


def test_no_name_stands_twice_in_one_country() -> None:
    counts = Counter((r["country"], squash(fold(name))) for r in ROWS for name in names_of(r))
    assert [key for key, count in counts.items() if count > 1] == []


def test_without_a_clue_a_shared_name_means_the_place_of_this_border(
    gazetteer: Gazetteer,
) -> None:
    ours = {squash(fold(name)) for row in rows("places.csv") for name in names_of(row)}
    shared = [name for row in ROWS for name in names_of(row) if squash(fold(name)) in ours]
    leads = {}
    for name in shared:
        points = {"border": -9.0, "abroad": -9.0}
        for known in gazetteer.find(name):
            if known.origin in points:
                points[known.origin] = max(points[known.origin], known.points)
        leads[name] = points["border"] - points["abroad"]
    assert [name for name, lead in leads.items() if lead < 1.5] == []


def test_no_name_is_a_plain_word_or_a_given_name() -> None:
    words = ordinary_words() | given_names() | NEVER | BODY_WORDS | TITLES | set(KIND_WORDS)
    assert [name for row in ROWS for name in names_of(row) if fold(name) in words] == []


def test_places_lie_in_their_country() -> None:
    names = {row["code"]: row["name"] for row in rows("countries.csv")} | AREAS
    outside = []
    for row in filter(lambda row: row["country"], ROWS):
        held = [names[row["country"]], *HELD.get(row["country"], [])]
        away = math.inf
        for name in held:
            away = min(away, km_outside(row, name)) if away else away
        if away > float(row["radius_km"]):
            outside.append((row["place_id"], round(away, 1)))
    assert outside == []


@pytest.mark.skipif(not WORLD_INDEX.exists(), reason="the towns index is not built")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thailand said Cambodian troops opened fire at Chong Bok.", "th-chong-bok"),
        ("Cambodian soldiers withdrew from Ta Moan Thom, the Thai army said.", "th-ta-muen-thom"),
        ("Israeli shelling hit Odaisseh in south Lebanon, and Houla.", "lb-adaisseh lb-houla"),
        ("Two were hurt in Shtula, northern Israel, near Lebanon.", "il-shtula"),
        ("Indian and Pakistani troops exchanged fire at Nakyal on Friday.", "pk-nakyal"),
        ("Armenia said that Sotk had come under Azerbaijani fire.", "am-sotk"),
        ("Tajik guards opened fire near Golovnoi, Kyrgyzstan said.", "kg-golovnoi"),
        ("M23 rebels in eastern Congo seized Bunagana.", "cd-bunagana"),
    ],
)
def test_reports_of_other_borders_are_read(text: str, expected: str, gazetteer: Gazetteer) -> None:
    found = {one.place.place_id for one in read_places(text, gazetteer).toponyms if one.place}
    assert set(expected.split()) <= found
