"""What the table of this border's places promises: its format, and that its facts hold."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pyproj import Geod
from shapely import make_valid
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "geo" / "places" / "data" / "places.csv"
ADMIN = ROOT.parent / "shared" / "data" / "admin"

COLUMNS = [
    "place_id", "name", "spellings", "names_local", "kind", "country", "adm_1", "adm_2",
    "longitude", "latitude", "radius_km", "valid_from", "valid_to", "successor", "status",
    "source", "note",
]  # fmt: skip
# Crossings are kinds of places too, but live in the border's own table.
KINDS = {
    "country", "province", "district", "town", "village", "pass", "post", "camp", "bazaar",
    "valley", "river", "line", "region", "other",
}  # fmt: skip
# Not in one unit: rivers, ranges and regions may be named by a point outside any polygon.
AREAL = {"country", "line", "region", "river"}
TOLERANCE_KM = 5.0

# Names that the open polygons spell in a way no report does.
PROVINCE_POLYGONS = {
    "Bamyan": "Bamian", "Daykundi": "Daikondi", "Ghor": "Ghowr", "Khost": "Khowst",
    "Kunduz": "Konduz", "Logar": "Lowgar", "Maidan Wardak": "Wardak", "Nimroz": "Nimruz",
    "Nuristan": "Nurestan", "Uruzgan": "Oruzgan", "Zabul": "Zabol",
    "Islamabad Capital Territory": "Islamabad",
}  # fmt: skip

DISTRICT_POLYGONS = {
    "af-khost-qalandar-district": "Qalandar",
    "af-maidan-wardak-chak-district": "Chaki Wardak",
    "af-badakhshan-ishkashim-district": "Ishkashiem",
    "af-helmand-nahr-e-saraj-district": "Nahri Sarraj",
    "af-helmand-reg-e-khan-neshin-district": "Reg(Khanshin)",
    "af-khost-matun-district": "Khost",
    "af-khost-musa-khel-district": "Mosa Khail",
    "af-kunar-shigal-district": "Shaygal wa shital",
    "af-laghman-dawlat-shah-district": "Daulatshahi",
    "af-paktia-jaji-district": "Ali Khail (Jaji)",
    "af-paktia-laja-ahmad-khel-district": "Laja Ahmad Khail",
    "af-paktia-wuza-zadran-district": "Zadran",
    "af-zabul-khak-e-afghan-district": "Kakar",
    "pk-malakand": "Malakand PA",
}

needs_shared = pytest.mark.skipif(not ADMIN.is_dir(), reason="../shared is absent")

Row = dict[str, str]


def rows() -> list[Row]:
    """The rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = rows()


def names_of(row: Row) -> list[str]:
    """The Latin names of one row, the usual one first."""
    return [row["name"], *filter(None, row["spellings"].split("|"))]


def unit_of(row: Row) -> tuple[str, str, str]:
    """Country, province and district of one row."""
    return row["country"], row["adm_1"], row["adm_2"]


def is_district(row: Row) -> bool:
    """Whether a row is a district of today that the open polygons have."""
    return (row["kind"], row["source"], row["valid_to"]) == ("district", "district polygon", "")


def fold(name: str) -> str:
    """A name without case, spaces, brackets and other signs."""
    return re.sub(r"[^a-z0-9]", "", name.split("(", maxsplit=1)[0].casefold())


@cache
def polygons(level: str, country: str) -> tuple[tuple[str, str, BaseGeometry], ...]:
    """Name, id of the province and area of every open polygon of one level and country."""
    path = ADMIN / f"{level}_{country.lower()}.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return tuple(
        (
            feature["properties"]["name"],
            feature["properties"].get("region_id", feature["properties"]["wof_id"]),
            make_valid(shape(feature["geometry"])),
        )
        for feature in features
    )


@cache
def province_polygon(country: str, name: str) -> tuple[str, BaseGeometry] | None:
    """The id and area of a province, None where the polygons lack it."""
    wanted = PROVINCE_POLYGONS.get(name, name)
    for found, province_id, area in polygons("provinces", country):
        if found == wanted:
            return province_id, area
    return None


@cache
def district_polygons(country: str, province: str, district: str) -> tuple[BaseGeometry, ...]:
    """The areas that any spelling of a district names; a former Frontier Region stands twice."""
    home = province_polygon(country, province)
    key = (country, province, district)
    unit = next((row for row in ROWS if is_district(row) and unit_of(row) == key), None)
    if unit is None or home is None:
        return ()
    wanted = {fold(name) for name in names_of(unit)}
    wanted.add(fold(DISTRICT_POLYGONS.get(unit["place_id"], unit["name"])))
    return tuple(
        area
        for name, province_id, area in polygons("districts", country)
        if province_id == home[0] and fold(name) in wanted
    )


def km_outside(row: Row, area: BaseGeometry) -> float:
    """How far the row's point lies outside an area, in kilometres; 0 inside."""
    point = Point(float(row["longitude"]), float(row["latitude"]))
    if area.covers(point):
        return 0.0
    edge, _ = nearest_points(area, point)
    metres: float = Geod(ellps="WGS84").inv(edge.x, edge.y, point.x, point.y)[2]
    return metres / 1000


def test_table_has_the_columns_in_order() -> None:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        assert next(csv.reader(lines)) == COLUMNS


def test_table_is_plain_utf_8_with_unix_line_ends() -> None:
    content = TABLE.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content


def test_table_covers_the_border_broadly() -> None:
    assert len(ROWS) >= 700


def test_every_row_has_every_cell() -> None:
    assert [row["place_id"] for row in ROWS if None in row or None in row.values()] == []


def test_ids_are_unique() -> None:
    counts = Counter(row["place_id"] for row in ROWS)
    assert [place_id for place_id, count in counts.items() if count > 1] == []


def test_ids_are_plain_slugs() -> None:
    slug = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
    assert [r["place_id"] for r in ROWS if not slug.fullmatch(r["place_id"])] == []


def test_ids_start_with_their_country() -> None:
    wrong = [
        row["place_id"]
        for row in ROWS
        if row["country"] and not row["place_id"].startswith(row["country"].lower() + "-")
    ]
    assert wrong == []


def test_rows_stand_in_a_stable_order() -> None:
    by_unit = [(row["country"], row["kind"], row["adm_1"]) for row in ROWS]
    provinces = [unit[2] for unit in by_unit if unit[1] == "province"]
    assert [unit[0] for unit in by_unit] == sorted(unit[0] for unit in by_unit)
    assert len(provinces) == len(set(provinces)) + 2  # two former provinces of Pakistan


def test_cells_have_no_stray_spaces() -> None:
    stray = re.compile(r"^\s|\s$|\s\s|[\t\n]|\|\s|\s\||\|\||^\||\|$")
    assert [(r["place_id"], k) for r in ROWS for k, v in r.items() if stray.search(v)] == []


def test_every_row_has_a_latin_name() -> None:
    latin = re.compile(r"[A-Z][A-Za-z .'()&-]+")
    assert [row["name"] for row in ROWS if not latin.fullmatch(row["name"])] == []


def test_spellings_are_ascii() -> None:
    assert [row["place_id"] for row in ROWS if not row["spellings"].isascii()] == []


def test_spellings_add_something() -> None:
    twice = [
        (row["place_id"], name)
        for row in ROWS
        for name, count in Counter(names_of(row)).items()
        if count > 1
    ]
    assert twice == []


def test_local_names_are_in_arabic_script() -> None:
    latin = re.compile(r"[A-Za-z]")
    assert [row["place_id"] for row in ROWS if latin.search(row["names_local"])] == []


def test_kinds_are_known() -> None:
    assert {row["kind"] for row in ROWS} <= KINDS


def test_countries_are_the_two_or_none() -> None:
    assert {row["country"] for row in ROWS} == {"AF", "PK", ""}


def test_places_in_a_country_name_their_province() -> None:
    missing = [
        row["place_id"]
        for row in ROWS
        if row["country"] and row["kind"] not in AREAL and not row["adm_1"]
    ]
    assert missing == []


def test_points_are_in_this_part_of_the_world() -> None:
    wrong = [
        row["place_id"]
        for row in ROWS
        if row["country"]
        and not (60 < float(row["longitude"]) < 78 and 23 < float(row["latitude"]) < 39)
    ]
    assert wrong == []


def test_radius_is_at_least_two_kilometres() -> None:
    assert [row["place_id"] for row in ROWS if float(row["radius_km"]) < 2] == []


def test_status_is_confirmed_or_unconfirmed() -> None:
    assert {row["status"] for row in ROWS} == {"confirmed", "unconfirmed"}


def test_unconfirmed_rows_have_a_wide_radius() -> None:
    narrow = [
        row["place_id"]
        for row in ROWS
        if row["status"] == "unconfirmed" and float(row["radius_km"]) < 15
    ]
    assert narrow == []


def test_unconfirmed_rows_say_why() -> None:
    assert [r["place_id"] for r in ROWS if r["status"] == "unconfirmed" and not r["note"]] == []


def test_units_are_named_only_with_a_country() -> None:
    assert [row["place_id"] for row in ROWS if row["adm_1"] and not row["country"]] == []


def test_every_row_names_its_source() -> None:
    assert [row["place_id"] for row in ROWS if not row["source"]] == []


def test_validity_is_in_iso_days_and_ordered() -> None:
    for row in ROWS:
        start, end = (row[key] and date.fromisoformat(row[key]) for key in COLUMNS[11:13])
        assert not (start and end) or str(start) < str(end), row["place_id"]


def test_successors_exist_and_hold_today() -> None:
    by_id = {row["place_id"]: row for row in ROWS}
    wrong = [
        row["place_id"]
        for row in ROWS
        if row["successor"]
        and (row["successor"] not in by_id or by_id[row["successor"]]["valid_to"])
    ]
    assert wrong == []


def test_former_units_have_a_successor() -> None:
    assert [row["place_id"] for row in ROWS if row["valid_to"] and not row["successor"]] == []


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Boldak", "AF"), ("Angoor Adda", "AF"), ("Paktiya", "AF"),
        ("Turkham", "PK"), ("Bajaur Agency", "PK"), ("NWFP", "PK"), ("Gushta", "AF"),
        ("Miramshah", "PK"), ("Tari Mangal", "PK"), ("Ghozgarhi", "PK"), ("Jinjeret Koh", "PK"),
        ("Birmal", "AF"), ("Nao Top", "PK"), ("Warra Mamund", "PK"), ("Kot Ragha", "PK"),
        ("Gardi Kach", "AF"), ("Girdi Jungle", "PK"), ("Barabcha", "PK"), ("Dand-e-Patan", "AF"),
        ("Gowardesh", "AF"), ("Khyber-Pakhtunkhwa", "PK"), ("Landikotal", "PK"),
    ],
)  # fmt: skip
def test_spellings_of_reports_are_known(name: str, country: str) -> None:
    assert any(fold(name) in map(fold, names_of(r)) for r in ROWS if r["country"] == country)


@needs_shared
def test_places_lie_in_their_province() -> None:
    outside = []
    for row in ROWS:
        home = province_polygon(row["country"], row["adm_1"]) if row["adm_1"] else None
        if home and (away := km_outside(row, home[1])) > TOLERANCE_KM:
            outside.append((row["place_id"], round(away, 1)))
    assert outside == []


@needs_shared
def test_every_province_of_the_table_has_a_polygon() -> None:
    named = {(row["country"], row["adm_1"]) for row in ROWS if row["adm_1"]}
    assert [unit for unit in sorted(named) if province_polygon(*unit) is None] == []


@needs_shared
def test_districts_lie_inside_their_own_polygon() -> None:
    wrong = []
    for row in ROWS:
        if is_district(row):
            areas = district_polygons(*unit_of(row))
            if not any(km_outside(row, area) == 0 for area in areas):
                wrong.append(row["place_id"])
    assert wrong == []


@needs_shared
def test_places_lie_in_their_district() -> None:
    outside = []
    for row in filter(lambda row: row["adm_2"], ROWS):
        areas = district_polygons(*unit_of(row))
        away = min((km_outside(row, area) for area in areas), default=0.0)
        if away > TOLERANCE_KM and "outside the polygon" not in row["note"]:
            outside.append((row["place_id"], round(away, 1)))
    assert outside == []
