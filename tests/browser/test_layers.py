"""Each layer alone, on a map of folium's own."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pytest
from branca.element import Figure
from shapely.geometry import LineString, box

import layers
from geo.border import Border
from geo.border.reference import read_crossings, read_sectors
from layers.web.page import PageMap

from .conftest import Open, samples, wait_until

pytestmark = pytest.mark.browser

VIEW = (69.5, 33.0, 72.5, 35.0)
COUNT = """() => [...document.querySelectorAll('.leaflet-pane canvas')].reduce((sum, canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let n = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 0) n++;
  return sum + n;
}, 0)"""
KINDS = (
    "basemap places border sectors crossings corridor boundaries districts graticule incidents"
).split()


def make(kind: str, border: Border) -> Any:
    if kind == "boundaries":
        lines = [LineString([(69, 34), (73, 34.2)])]
        return layers.BoundariesLayer(gpd.GeoDataFrame(geometry=lines, crs="EPSG:4326"))
    if kind == "districts":
        areas = gpd.GeoDataFrame({"name": ["A"]}, geometry=[box(70, 33, 71, 34)], crs="EPSG:4326")
        return layers.DistrictsLayer(areas)
    makers: dict[str, Any] = {
        "basemap": lambda: layers.BasemapLayer((VIEW,)),
        "places": lambda: layers.PlacesLayer(((VIEW, 1),)),
        "border": lambda: layers.BorderLayer(border),
        "sectors": lambda: layers.SectorsLayer(tuple(read_sectors()), border),
        "crossings": lambda: layers.CrossingsLayer(tuple(read_crossings())),
        "corridor": lambda: layers.CorridorLayer(border, (10.0,)),
        "graticule": layers.GraticuleLayer,
        "incidents": lambda: layers.IncidentsLayer(samples.make_incidents(border)),
    }
    return makers[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_a_layer_draws_alone_on_a_map_of_foliums_own(
    open_page: Open, border: Border, kind: str
) -> None:
    layer = make(kind, border)
    assert layer.kind == kind
    own = PageMap(location=[34.1, 71.1], zoom_start=8, tiles=None)
    Figure().add_child(own)
    layers.to_folium(layer, own)
    page = open_page(own.get_root().render())
    wait_until(page, lambda: page.evaluate(COUNT) > 100)
