from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.border import Border, durand_line, make_border, read_border, shared_border
from geo.border.cache import cache_folder, load_or_build, read_cached
from geo.border.line import residual_km
from geo.errors import BorderError, TableError, UnknownNameError
from geo.geodesy import distance_km

LINE = np.array([[71.0, 34.0], [71.1, 33.5], [71.0, 33.0]])


def write_lines(path: Path, *lines: list[list[float]], kind: str = "LineString") -> Path:
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": line}}
        for line in lines
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_line_runs_from_china_to_iran_in_2611_kilometres() -> None:
    line = durand_line()
    assert (line.km_start, line.km_end) == (0.0, 2611.0)
    assert float(distance_km(*line.coordinates[0], 74.57, 37.03)) < 2
    assert float(distance_km(*line.coordinates[-1], 60.87, 29.86)) < 2


def test_line_is_the_full_one() -> None:
    assert len(durand_line().coordinates) > 30_000
    assert 2700 < durand_line().length_km < 2900


def test_line_says_what_it_was_made_from() -> None:
    line = durand_line()
    assert line.frame == "AF-PK/1"
    assert "timezonefinder-data" in line.source_version
    assert len(line.sha256) == 64


def test_kilometres_rise_along_the_line() -> None:
    assert (np.diff(durand_line().chainage_km) > 0).all()


def test_line_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        durand_line().coordinates[0, 0] = 0.0


def test_line_is_loaded_once() -> None:
    assert durand_line() is durand_line()


def test_order_of_countries_changes_the_sides_only() -> None:
    one, other = shared_border("AF", "PK"), shared_border("PK", "AF")
    assert (one.coordinates == other.coordinates).all()
    assert one.first_on_right != other.first_on_right
    assert (one.chainage_km == other.chainage_km).all()


@pytest.mark.parametrize(
    ("pair", "published_km", "share"),
    [
        (("US", "MX"), 3145, 0.02),  # International Boundary and Water Commission
        (("TH", "KH"), 817, 0.02),  # CIA World Factbook
        # The Factbook's 3,190 km; India's 3,323 km counts the Line of Control more closely.
        (("IN", "PK"), 3190, 0.02),
    ],
)
def test_length_of_other_borders_is_about_the_published_one(
    pair: tuple[str, str], published_km: float, share: float
) -> None:
    assert shared_border(*pair).length_km == pytest.approx(published_km, rel=share)


def test_enclaves_are_what_lengthens_the_border_of_belgium() -> None:
    border = shared_border("BE", "NL")
    parts = border.parts()
    closed = [part for part in parts if (part[0] == part[-1]).all()]
    first_enclave = len(parts) - len(closed)
    main_km = float(border.along_km[border.part_starts[first_enclave]])
    assert len(closed) > 20
    # Published: 450 km (Statistics Netherlands) and 478 km (CIA World Factbook).
    assert 450 < main_km < 478


def test_border_ends_at_the_coast() -> None:
    coast = shared_border("TH", "KH").coordinates[-1]
    assert float(distance_km(*coast, 102.91, 11.65)) < 5


def test_overlapping_zones_give_a_disputed_area() -> None:
    border = shared_border("SD", "SS")
    assert border.disputed is not None
    assert shapely.from_wkb(border.disputed).geom_type == "MultiPolygon"


def test_countries_that_do_not_touch_are_told_their_neighbours() -> None:
    with pytest.raises(BorderError, match="neighbours of AF: CN, IR, PK, TJ, TM, UZ; of IN: BD"):
        shared_border("AF", "IN")


def test_countries_that_meet_at_sea_only_share_no_border() -> None:
    with pytest.raises(BorderError, match="no edge on land"):
        shared_border("IN", "LK")


def test_unknown_country_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="unknown country code 'UK'"):
        shared_border("UK", "FR")


def test_country_has_no_border_with_itself() -> None:
    with pytest.raises(BorderError, match="two countries, found AF twice"):
        shared_border("AF", "af")


def test_reversing_twice_gives_the_same_line() -> None:
    again = durand_line().reversed().reversed()
    assert again.sha256 == durand_line().sha256
    assert again.frame == durand_line().frame
    assert np.allclose(again.chainage_km, durand_line().chainage_km, atol=1e-9)


@pytest.mark.parametrize(
    ("part", "match"),
    [
        ([[71.0, 34.0]], "two different vertices"),
        ([[71.0, 34.0], [71.0, 34.0]], "two different vertices"),
        ([[71.0, 34.0], [71.0, np.nan]], "vertex 1: expected degrees"),
        ([[71.0, 34.0], [71.0, 95.0]], "vertex 1: expected degrees"),
        ([71.0, 34.0], "pairs of longitude and latitude"),
    ],
)
def test_impossible_line_is_refused(part: list[object], match: str) -> None:
    with pytest.raises(BorderError, match=match):
        make_border(("", ""), [np.array(part, float)])


def test_line_without_parts_is_refused() -> None:
    with pytest.raises(BorderError, match="one part or more"):
        make_border(("", ""), [])


def test_own_line_is_read(tmp_path: Path) -> None:
    border = read_border(write_lines(tmp_path / "own.geojson", LINE.tolist()))
    assert border.name == "own"
    assert np.allclose(border.coordinates, LINE)
    assert border.km_end == border.length_km


def test_own_line_in_two_features_is_joined(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "own.geojson", LINE[:2].tolist(), LINE[1:].tolist())
    assert len(read_border(path).part_starts) == 1


def test_own_line_can_begin_at_its_other_end(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "own.geojson", LINE.tolist())
    assert np.allclose(read_border(path, start=(71.0, 33.0)).coordinates, LINE[::-1])


def test_own_line_in_another_crs_is_in_degrees(tmp_path: Path) -> None:
    import geopandas

    frame = geopandas.GeoDataFrame(geometry=[shapely.LineString(LINE)], crs="EPSG:4326")
    path = tmp_path / "own.gpkg"
    frame.to_crs("EPSG:32642").to_file(path)
    assert np.allclose(read_border(path).coordinates, LINE, atol=1e-8)


def test_polygons_are_no_line(tmp_path: Path) -> None:
    ring = [[*LINE.tolist(), LINE[0].tolist()]]
    path = write_lines(tmp_path / "area.geojson", ring, kind="Polygon")  # type: ignore[arg-type]
    with pytest.raises(TableError, match=r"area\.geojson: expected lines and nothing else"):
        read_border(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.geojson: expected a file of lines"):
        read_border(tmp_path / "none.geojson")


def test_residual_of_a_line_to_itself_is_zero() -> None:
    line = make_border(("", ""), [LINE])
    assert residual_km(line, line).max() < 1e-9


def test_cached_arrays_are_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DURANDLINE_CACHE", str(tmp_path))
    load_or_build("x", "v1", lambda: {"a": np.ones(3)})
    assert load_or_build("x", "v1", dict)["a"].tolist() == [1, 1, 1]


def test_arrays_from_older_data_are_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DURANDLINE_CACHE", str(tmp_path))
    load_or_build("x", "v1", lambda: {"a": np.ones(3)})
    assert load_or_build("x", "v2", lambda: {"a": np.zeros(1)})["a"].tolist() == [0]


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "text"])
def test_broken_file_is_built_again(
    damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DURANDLINE_CACHE", str(tmp_path))
    load_or_build("x", "v1", lambda: {"a": np.ones(100)})
    path = tmp_path / "x.bin"
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    broken = {
        "cut": path.read_bytes()[:-50],
        "flip": bytes(content),
        "empty": b"",
        "text": b"no cache\n\xff",
    }
    path.write_bytes(broken[damage])
    assert load_or_build("x", "v1", lambda: {"a": np.zeros(1)})["a"].tolist() == [0]
    assert read_cached(path, "v1") is not None


def test_folder_that_cannot_be_written_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DURANDLINE_CACHE", str(tmp_path / "file"))
    assert load_or_build("x", "v1", lambda: {"a": np.ones(1)})["a"].tolist() == [1]


def test_cache_folder_is_the_users_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DURANDLINE_CACHE")
    assert "durandline" in str(cache_folder())


def test_ten_processes_build_the_line_once(tmp_path: Path) -> None:
    script = (
        "import geo.border.line as line\n"
        "real = line._build_shared\n"
        "def build(*given):\n"
        "    print('built')\n"
        "    return real(*given)\n"
        "line._build_shared = build\n"
        "print(line.shared_border('TH', 'KH').sha256)\n"
    )
    root = Path(__file__).parents[2]
    environment = os.environ | {"DURANDLINE_CACHE": str(tmp_path), "PYTHONPATH": str(root)}
    started = [
        subprocess.Popen([sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE)
        for _ in range(10)
    ]
    said = [process.communicate()[0].decode().split() for process in started]
    assert [process.returncode for process in started] == [0] * 10
    assert sum(words.count("built") for words in said) == 1
    assert len({words[-1] for words in said}) == 1
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".bin", ".lock"]


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = (
        "import sys, geo.border\n"
        "heavy = {'numpy', 'shapely', 'pyproj', 'geopandas', 'pandas', 'numba', 'timezonefinder'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"


def test_every_exported_name_is_there() -> None:
    import geo.border

    for name in geo.border.__all__:
        assert getattr(geo.border, name) is not None
    assert sorted(geo.border.__all__) == geo.border.__all__


def test_unknown_attribute_is_an_attribute_error() -> None:
    import geo.border

    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        geo.border.nothing  # noqa: B018


def test_border_shows_what_it_is() -> None:
    assert "km 0 to 2611, AF-PK/1" in repr(durand_line())
    assert isinstance(durand_line(), Border)
