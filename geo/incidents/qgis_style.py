"""How QGIS draws a GeoPackage of ours: a style in its table `layer_styles`.

QGIS (3.18 or later) takes the style that this table marks as default when it opens a layer. One
layer holds points, areas and lines, which QGIS opens as three; the style has rules for all of
them and names no type of geometry, so that it fits each.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from geo.events.event_types import EVENT_TYPES
from geo.incidents.palette import colour_of

# The columns and types that QGIS itself gives the table; it finds the table only where the list
# of contents names it, and a style only by the layer's own column of geometry.
CREATE = """
    CREATE TABLE IF NOT EXISTS layer_styles (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
        f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
        useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
        update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
    )
"""
REGISTER = """
    INSERT INTO gpkg_contents
        (table_name, data_type, identifier, description, last_change, srs_id)
    SELECT 'layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', ?, 0
    WHERE NOT EXISTS (SELECT 1 FROM gpkg_contents WHERE table_name = 'layer_styles')
"""
INSERT = """
    INSERT INTO layer_styles
        (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,
         styleSLD, useAsDefault, description, owner, ui, update_time)
    SELECT '', '', table_name, column_name, 'Incidents by type', ?, '', 1, 'by durandline', '',
         NULL, ?
    FROM gpkg_geometry_columns WHERE table_name = ?
        AND NOT EXISTS (SELECT 1 FROM layer_styles WHERE f_table_name = table_name)
"""
_AREA_ALPHA, _EDGE_ALPHA = 40, 160  # of 255
_NOT_REJECTED = "coalesce(status, '') <> 'rejected'"
# What a kind of footprint is called, which those are, and the kind of symbol it takes.
_GROUPS = (
    ("Areas", ("disc", "area"), "fill"),
    ("Stretches of the line", ("stretch",), "line"),
    ("Points", ("point",), "marker"),
)


def add_style(
    connection: sqlite3.Connection,
    layer: str,
    *,
    types: Iterable[str] = EVENT_TYPES,
    moment: str = "1970-01-01T00:00:00.000Z",
) -> None:
    """Give a layer its style, unless it has one; the caller commits.

    Parameters
    ----------
    connection : of the GeoPackage.
    layer : the layer's table.
    types : event types that get a rule and a line in the legend; others are drawn as other.
    moment : when the style was made; by default no time, for equal files.
    """
    connection.execute(CREATE)
    connection.execute(REGISTER, (moment,))
    connection.execute(INSERT, (write_qml(types), moment, layer))


def style_file(path: Path, layer: str, types: Iterable[str]) -> None:
    """Give a layer of a GeoPackage its style; an empty layer may come to hold any type."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        add_style(connection, layer, types=list(types) or EVENT_TYPES)


def write_qml(types: Iterable[str]) -> str:
    """The style as QGIS reads it.

    Examples
    --------
    >>> qml = write_qml(["shelling"])
    >>> "Shelling" in qml, "Armed clash" in qml, "layerGeometryType" in qml
    (True, False, False)
    """
    asked = set(types)
    chosen = [name for name in EVENT_TYPES if name in asked]
    root = Element("qgis", {"version": "3.18", "styleCategories": "Symbology"})
    renderer = SubElement(root, "renderer-v2", {"type": "RuleRenderer", "symbollevels": "0"})
    rules = SubElement(renderer, "rules", {"key": "incidents"})
    symbols = SubElement(renderer, "symbols")
    for label, footprints, kind in _GROUPS:
        group = SubElement(
            rules,
            "rule",
            {
                "key": label,
                "label": label,
                "filter": f"footprint IN ({_list(footprints)}) AND {_NOT_REJECTED}",
            },
        )
        for name in chosen:
            number = str(len(symbols))
            rule = {
                "key": f"{label} {name}",
                "label": EVENT_TYPES[name].label,
                "filter": f"event_type = '{name}'",
                "symbol": number,
            }
            SubElement(group, "rule", rule)
            _add_symbol(symbols, number, kind, colour_of(name))
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(
        root, encoding="unicode"
    )


def _list(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _add_symbol(symbols: Element, name: str, kind: str, colour: str) -> None:
    """A symbol: the footprint, translucent, and a pin where the incident is put."""
    symbol = SubElement(symbols, "symbol", {"type": kind, "name": name, "alpha": "1"})
    if kind == "marker":
        _add_pin(symbol, colour)
        return
    if kind == "fill":
        options = {
            "color": _rgba(colour, _AREA_ALPHA),
            "style": "solid",
            "outline_color": _rgba(colour, _EDGE_ALPHA),
            "outline_style": "solid",
            "outline_width": "0.26",
            "outline_width_unit": "MM",
        }
        _add_layer(symbol, "SimpleFill", options)
    else:
        options = {
            "line_color": _rgba(colour, _EDGE_ALPHA),
            "line_width": "1.2",
            "line_width_unit": "MM",
            "capstyle": "round",
        }
        _add_layer(symbol, "SimpleLine", options)
    generator = _add_layer(
        symbol,
        "GeometryGenerator",
        {
            "SymbolType": "Marker",
            "geometryModifier": "make_point(longitude, latitude)",
            "units": "MapUnit",
        },
    )
    pin = SubElement(generator, "symbol", {"type": "marker", "name": f"@{name}@1", "alpha": "1"})
    _add_pin(pin, colour)


def _add_pin(symbol: Element, colour: str) -> None:
    options = {
        "name": "circle",
        "color": _rgba(colour, 255),
        "outline_color": "255,255,255,255",
        "outline_style": "solid",
        "outline_width": "0.3",
        "outline_width_unit": "MM",
        "size": "3",
        "size_unit": "MM",
    }
    _add_layer(symbol, "SimpleMarker", options)


def _add_layer(symbol: Element, kind: str, options: dict[str, str]) -> Element:
    attributes = {"class": kind, "enabled": "1", "locked": "0", "pass": "0"}
    layer = SubElement(symbol, "layer", attributes)
    values = SubElement(layer, "Option", {"type": "Map"})
    for name, value in options.items():
        SubElement(values, "Option", {"name": name, "type": "QString", "value": value})
    return layer


def _rgba(colour: str, alpha: int) -> str:
    red, green, blue = (int(colour[index : index + 2], 16) for index in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
