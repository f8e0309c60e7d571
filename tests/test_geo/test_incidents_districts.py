"""Polygons of districts and provinces, found by name and put in the place of discs."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geo.border import durand_line
from geo.errors import InputError
from geo.incidents.districts import Districts, Unit, read_districts
from geo.incidents.fit import fit_districts
from geo.incidents.frame import build_frame
from geo.incidents.imports import read_table
from geo.incidents.unit_names import name_keys, sound_of
from geo.incidents.validate import validate_incidents

LINE = durand_line()
KURRAM = box(69.8, 33.5, 70.6, 34.0)
KHOST = box(69.7, 33.1, 70.1, 33.5)
IN_KURRAM: dict[str, Any] = {
    "incident_id": "a",
    "event_type": "armed_clash",
    "date_start": "2025-10-11",
    "date_end": "2025-10-11",
    "place_name": "Kurram",
    "country": "PK",
    "where_prec": 3,
    "longitude": 70.3,
    "latitude": 33.7,
    "radius_km": 40.0,
    "footprint": "disc",
    "status": "extracted",
    "border": "AF-PK",
}

Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write polygons with columns of choice; the file."""

    def write(name: str, columns: dict[str, list[str]], *shapes: Any, crs: Any = 4326) -> Path:
        path = tmp_path / name
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a file without a reference system warns
            geopandas.GeoDataFrame(columns, geometry=list(shapes), crs=crs).to_file(path)
        return path

    return write


def fit(row: dict[str, Any], *units: Unit) -> tuple[dict[str, Any], tuple[str, ...]]:
    shape = Point(row["longitude"], row["latitude"]).buffer(0.3)
    frame, missing = fit_districts(build_frame([row], [shape]), Districts(units), LINE)
    assert validate_incidents(frame) == []
    return frame.iloc[0].to_dict(), missing


@pytest.mark.parametrize(
    ("column", "level"),
    [
        ("name", "district"),
        ("District", "district"),
        ("ADM2_EN", "district"),
        ("shapeName", "district"),
        ("NAME_2", "district"),
        ("ADM1_EN", "province"),
    ],
)
def test_names_stand_in_the_columns_of_the_usual_sources(
    save: Save, column: str, level: str
) -> None:
    path = save("a.gpkg", {column: ["Kurram"], "id": ["7"]}, KURRAM)
    (unit,) = read_districts([path], LINE).units
    assert (unit.name, unit.level, unit.country) == ("Kurram", level, "PK")


def test_a_file_of_provinces_says_so_by_its_name(save: Save) -> None:
    (unit,) = read_districts([save("provinces_pk.geojson", {"name": ["KP"]}, KURRAM)], LINE).units
    assert unit.level == "province"


def test_a_column_of_countries_goes_before_the_side_of_the_line(save: Save) -> None:
    path = save("a.gpkg", {"name": ["Kurram"], "shapeGroup": ["AFG"]}, KURRAM)
    assert read_districts([path], LINE).units[0].country == "AF"


def test_a_file_without_names_is_refused_with_the_columns_it_has(save: Save) -> None:
    path = save("a.gpkg", {"wof_id": ["7"], "size": ["9"]}, KURRAM)
    with pytest.raises(InputError, match=r"column of names.*found wof_id, size"):
        read_districts([path], LINE)


def test_a_file_without_a_reference_system_is_refused(save: Save) -> None:
    path = save("a.shp", {"name": ["Kurram"]}, KURRAM, crs=None)
    with pytest.raises(InputError, match=r"coordinate reference system, found none; add the \.prj"):
        read_districts([path], LINE)


def test_another_reference_system_is_turned_into_degrees(save: Save) -> None:
    shapes = geopandas.GeoSeries([KURRAM], crs=4326).to_crs(32642)
    path = save("a.gpkg", {"name": ["Kurram"]}, shapes.iloc[0], crs=32642)
    assert read_districts([path], LINE).units[0].geometry.bounds == pytest.approx(
        KURRAM.bounds, abs=0.01
    )


def test_lines_are_no_polygons(save: Save) -> None:
    with pytest.raises(InputError, match="polygons of districts, found none"):
        read_districts([save("a.gpkg", {"name": ["x"]}, LineString([(1, 1), (2, 2)]))], LINE)


def test_what_is_no_vector_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.geojson").write_text("not JSON")
    with pytest.raises(InputError, match="expected a vector file"):
        read_districts([tmp_path / "a.geojson"], LINE)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found none there"):
        read_districts([tmp_path / "a.gpkg"], LINE)


def test_a_bow_tie_is_repaired(save: Save) -> None:
    bow = Polygon([(70, 33), (71, 34), (71, 33), (70, 34)])
    assert read_districts([save("a.gpkg", {"name": ["x"]}, bow)], LINE).units[0].geometry.is_valid


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kurram agency", "KURRAM"),
        ("Dara-i-Nur", "Dara Nur"),
        ("Ali Khail (Jaji)", "Jaji"),
        ("Khowst", "Khost"),
        ("Nurestan", "Nuristan"),
        ("Tere Zayi", "Terezai"),
        ("Muhmand Dara", "Mohmand Dara"),
        ("Chagai", "Chaghi"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    keys = [{sound_of(key) for key in name_keys(name)} for name in (one, other)]
    assert keys[0] & keys[1]


@pytest.mark.parametrize(("one", "other"), [("Lower Dir", "Upper Dir"), ("Khyber", "Kurram")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert not {*map(sound_of, name_keys(one))} & {*map(sound_of, name_keys(other))}


def test_a_district_gets_its_polygon_and_its_side() -> None:
    row, missing = fit(IN_KURRAM, Unit("Kurram", "PK", "district", KURRAM))
    assert (row["footprint"], row["border_side"], missing) == ("area", "PK", ())
    assert row["geometry"].equals(KURRAM)


def test_the_point_stays_where_it_is_if_the_polygon_holds_it() -> None:
    row, _ = fit(IN_KURRAM, Unit("Kurram", "PK", "district", KURRAM))
    assert (row["longitude"], row["latitude"]) == (70.3, 33.7)


def test_a_point_outside_moves_inside() -> None:
    row, _ = fit(IN_KURRAM | {"latitude": 33.4}, Unit("Kurram", "PK", "district", KURRAM))
    assert KURRAM.contains(Point(row["longitude"], row["latitude"]))


def test_a_polygon_of_two_parts_is_an_area_too() -> None:
    parts = MultiPolygon([KURRAM, box(70.7, 33.5, 70.8, 33.6)])
    row, _ = fit(IN_KURRAM, Unit("Kurram", "PK", "district", parts))
    assert row["geometry"].geom_type == "MultiPolygon"


@pytest.mark.parametrize(
    "change",
    [
        {"where_prec": 2},
        {"place_name": "near Kurram"},
        {"footprint": "none", "longitude": None, "latitude": None},
    ],
)
def test_what_is_known_better_or_worse_keeps_its_footprint(change: dict[str, Any]) -> None:
    row = IN_KURRAM | change
    frame = build_frame([row], [None if row["latitude"] is None else Point(70.3, 33.7).buffer(1)])
    unit = Unit("Kurram", "PK", "district", KURRAM)
    after, missing = fit_districts(frame, Districts([unit]), LINE)
    assert (after["footprint"].tolist(), missing) == ([row["footprint"]], ())


def test_a_name_without_a_polygon_is_reported_and_stays_a_disc() -> None:
    row, missing = fit(IN_KURRAM, Unit("Khost", "AF", "district", KHOST))
    assert (row["footprint"], missing) == ("disc", ("Kurram (PK), 1 incident",))


def test_the_same_name_in_the_other_country_is_not_meant() -> None:
    _, missing = fit(IN_KURRAM, Unit("Kurram", "AF", "district", KURRAM))
    assert len(missing) == 1


def test_of_two_units_of_one_name_the_one_that_holds_the_point_is_meant() -> None:
    far = Unit("Kurram", "PK", "district", box(68.0, 30.0, 68.5, 30.5))
    row, _ = fit(IN_KURRAM, far, Unit("Kurram", "PK", "district", KURRAM))
    assert row["geometry"].equals(KURRAM)


def test_a_unit_of_that_name_far_away_is_another() -> None:
    far = Unit("Kurram", "PK", "district", box(68.0, 30.0, 68.5, 30.5))
    assert fit(IN_KURRAM, far)[0]["footprint"] == "disc"


def test_a_sub_district_is_not_drawn_as_its_district() -> None:
    row = IN_KURRAM | {"place_name": "Barang", "adm_2": "Kurram"}
    assert fit(row, Unit("Kurram", "PK", "district", KURRAM))[0]["footprint"] == "disc"


def test_an_imported_row_goes_by_its_coded_district() -> None:
    row = IN_KURRAM | {"place_name": "Some valley", "adm_2": "Kurram agency", "dataset": "UCDP"}
    assert fit(row, Unit("Kurram", "PK", "district", KURRAM))[0]["footprint"] == "area"


def test_fire_across_stays_across() -> None:
    row = IN_KURRAM | {"relation": "across"}
    assert fit(row, Unit("Kurram", "PK", "district", KURRAM))[0]["relation"] == "across"


def test_an_open_district_file_settles_sides_of_the_sample(shared: Path) -> None:
    frame, _ = read_table(shared / "data/events/ucdp_ged_pk_sample.csv", LINE)
    frame = frame[frame["where_prec"] == 3].reset_index(drop=True)
    found = read_districts([shared / "data/admin/districts_pk.geojson"], LINE)
    after, missing = fit_districts(frame, found, LINE)
    assert missing == ("Bolan district (PK), 1 incident",)
    assert set(after.loc[after["footprint"] == "area", "border_side"]) == {"PK"}
