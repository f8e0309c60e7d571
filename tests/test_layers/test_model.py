"""Maps and layers as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.border import Border, durand_line
from geo.errors import OutputError
from geo.incidents.frame import build_frame
from layers.border import BorderLayer, simplified_indices
from layers.crossings import CrossingsLayer
from layers.far import find_far
from layers.incidents import IncidentsLayer
from layers.model import Layer, Map, border_view, build_map
from layers.pack import unpack_numbers
from layers.records import is_web_address, read_records
from layers.unpack import unpack_table

from .samples import make_incidents, make_row


@pytest.fixture(scope="module")
def border() -> Border:
    return durand_line()


@pytest.fixture(scope="module")
def incidents(border: Border) -> Any:
    return make_incidents(border)


def test_adding_a_layer_leaves_the_map_as_it_was(border: Border) -> None:
    empty = Map(border)
    full = empty.add(BorderLayer(border))
    assert (len(empty.layers), len(full.layers)) == (0, 1)


def test_every_default_layer_is_a_layer_of_its_own_kind(incidents: Any, border: Border) -> None:
    layers = build_map(incidents, border).layers
    assert all(isinstance(layer, Layer) for layer in layers)
    assert len({layer.kind for layer in layers}) == len(layers)


def test_a_map_of_no_incidents_is_still_a_map(border: Border) -> None:
    page = build_map(build_frame([], []), border).to_html()
    assert '"count":0' in page


def test_saving_replaces_the_file_and_leaves_no_other(
    incidents: Any, border: Border, tmp_path: Path
) -> None:
    target = tmp_path / "map.html"
    target.write_text("old")
    build_map(incidents, border).save(target)
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]


def test_saving_where_it_cannot_says_where(incidents: Any, border: Border, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"map\.html: expected a folder to write into"):
        build_map(incidents, border).save(tmp_path / "file" / "map.html")


def test_a_notebook_gets_a_frame(incidents: Any, border: Border) -> None:
    assert build_map(incidents, border)._repr_html_().startswith("<iframe")


def test_the_view_holds_the_whole_line(border: Border) -> None:
    west, south, east, north = border_view(border)
    longitudes, latitudes = border.coordinates.T
    assert west < longitudes.min() < longitudes.max() < east
    assert south < latitudes.min() < latitudes.max() < north


def test_what_lies_outside_the_view_is_far_with_direction_and_distance(
    incidents: Any, border: Border
) -> None:
    (doha,) = find_far(incidents, border, view=border_view(border)).places
    assert (doha.name, doha.country, doha.count) == ("Doha", "QA", 1)
    assert 230 < doha.bearing_deg < 270
    assert doha.distance_km == 1052.0


def test_the_drawn_line_keeps_its_ends_and_its_kilometres(border: Border) -> None:
    data = BorderLayer(border, tolerance_m=50).to_data()
    (part,) = data["parts"]  # type: ignore[misc]
    kms = unpack_numbers(part["km"])
    assert (kms[0], kms[-1]) == (0, 261_100)
    assert kms == sorted(kms)
    assert len(kms) == len(unpack_numbers(part["line"][0])) < len(border.coordinates) / 5


def test_the_drawn_line_stays_near_the_true_one(border: Border) -> None:
    import shapely

    keep = simplified_indices(border.coordinates, 15)
    drawn = shapely.LineString(border.coordinates[keep])
    points = shapely.points(border.coordinates[::97])
    assert float(shapely.distance(points, drawn).max()) * 111_320 < 20


def test_no_tolerance_keeps_every_vertex(border: Border) -> None:
    assert len(simplified_indices(border.coordinates, 0)) == len(border.coordinates)


def test_unconfirmed_crossings_wait_to_be_asked_for() -> None:
    from geo.border.reference import read_crossings

    crossings = tuple(read_crossings())
    few = CrossingsLayer(crossings).to_data()["crossings"]
    all_of_them = CrossingsLayer(crossings, unconfirmed=True).to_data()["crossings"]
    assert len(few) < len(all_of_them) == len(crossings)  # type: ignore[arg-type]


def test_raw_rows_stay_out_of_the_page(border: Border) -> None:
    row = make_row(9, source_record={"notes": "SECRET"}, dataset="ACLED", licence="ACLED terms")
    data = unpack_table(IncidentsLayer(make_incidents(border, [row])).to_data())
    assert "SECRET" not in str(data)
    assert "ACLED terms" in str(data)


def test_missing_values_are_null_whatever_their_kind(border: Border) -> None:
    frame = make_incidents(border)
    columns = unpack_table(IncidentsLayer(frame).to_data())["columns"]
    assert None in columns["longitude"]
    assert None in columns["best"]
    assert "nan" not in str(columns).lower()


def test_a_column_that_is_not_there_is_left_out(border: Border) -> None:
    frame = make_incidents(border).drop(columns=["claims", "sector_af"])
    data = unpack_table(IncidentsLayer(frame).to_data())
    assert "sector_af" not in data["columns"]
    assert data["claims"] is None


def test_a_source_told_twice_is_kept_once(border: Border) -> None:
    data = IncidentsLayer(make_incidents(border)).to_data()
    assert data["sources"]["count"] == 1  # type: ignore[index]
    told = unpack_table(data)["sources"]
    assert [len(sources) for sources in told] == [1] * 5


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://x.org/%0aalert(1)",
        "data:text/html,x",
        "https:",
        "//x.org",
        "https://x.org/a b",
        "ftp://x.org",
        "",
        None,
        7,
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(url: object) -> None:
    assert not is_web_address(url)


@pytest.mark.parametrize("value", [None, float("nan"), "", "{", 3, "[1, 2]"])
def test_records_that_cannot_be_read_are_none(value: object) -> None:
    assert read_records(value) == []
