"""Density as a layer: of the map's incidents, or by itself."""

from __future__ import annotations

import folium
import pytest

from geo.border import Border, durand_line
from layers.density import HexagonsLayer, KilometresLayer
from layers.model import Layer, Map, build_map, to_folium
from layers.unpack import read_page, unpack_table

from .samples import make_incidents


@pytest.fixture(scope="module")
def border() -> Border:
    return durand_line()


def test_both_are_layers() -> None:
    assert isinstance(HexagonsLayer(), Layer)
    assert isinstance(KilometresLayer(), Layer)


def test_on_a_map_of_incidents_they_bring_no_rows(border: Border) -> None:
    blocks = read_page(build_map(make_incidents(border), border).to_html())
    assert blocks["hexagons"] == {"acrossKm": 30}
    assert blocks["kilometres"] == {"everyKm": 20}


def test_alone_they_bring_places_and_kilometres_and_nothing_else(border: Border) -> None:
    incidents = make_incidents(border)
    places = unpack_table(HexagonsLayer(incidents).to_data())
    assert set(places["columns"]) == {"longitude", "latitude"}
    assert places["count"] == 5
    kms = unpack_table(KilometresLayer(incidents, border).to_data())
    assert kms["columns"]["chainage_km"].count(None) == 2
    assert kms["line"]["pair"] == ["AF", "PK"]


def test_a_map_of_density_alone_is_a_page(border: Border) -> None:
    page = Map(border).add(HexagonsLayer(make_incidents(border))).to_html()
    assert set(read_page(page)) == {"page", "style", "hexagons"}


def test_one_goes_on_a_map_of_foliums_own(border: Border) -> None:
    layer = KilometresLayer(make_incidents(border), border)
    text = to_folium(layer, folium.Map(tiles=None)).get_root().render()
    assert 'data-kind="kilometres"' in text


@pytest.mark.parametrize("size", [0, 501, -3, float("nan")])
def test_a_size_nobody_could_read_is_refused(size: float) -> None:
    with pytest.raises(ValueError, match="expected hexagons of 1 to 500 km"):
        HexagonsLayer(across_km=size)
    with pytest.raises(ValueError, match="expected steps of 1 to 500 km"):
        KilometresLayer(every_km=size)
