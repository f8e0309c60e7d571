"""Incidents as KML, for Google Earth and whatever else reads it.

Each incident is a placemark with its point and its footprint, in the colour of its type, with a
time, so that the slider of Google Earth works. All text is escaped: once for XML, and in the
balloon, which is HTML, once more before that. Nothing is loaded from any address.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import numpy as np

from geo.events.event_types import EVENT_TYPES
from geo.incidents.attribution import write_attribution
from geo.incidents.caveats import list_caveats
from geo.incidents.crosswalk import tell_counts
from geo.incidents.frame import Row, list_rows
from geo.incidents.palette import colour_of

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

# What XML 1.0 has no way to say.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AREA_ALPHA, _LINE_ALPHA = "40", "c0"
_SHOWN = (
    "event_type date_start date_end place_name where_prec distance_km chainage_km border_side"
    " best low high status"
).split()


def write_kml(frame: geopandas.GeoDataFrame, path: Path) -> list[str]:
    """Write KML 2.2: a folder for each event type, a placemark for each incident with a place.

    Returns
    -------
    What was lost, in sentences.
    """
    pairs = list(zip(list_rows(frame), frame.geometry.tolist(), strict=True))
    kept = [pair for pair in pairs if pair[0]["status"] != "rejected"]
    placed = [pair for pair in kept if pair[0]["latitude"] is not None]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _lines(frame, placed))
    told = (
        (len(pairs) - len(kept), "left out: a person rejected them"),
        (len(kept) - len(placed), "left out: they have no place to draw"),
        (len(placed), f"with {len(_SHOWN)} columns, quote and sources, without the others"),
    )
    return tell_counts(told, len(pairs))


def _lines(
    frame: geopandas.GeoDataFrame, placed: list[tuple[Row, BaseGeometry | None]]
) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<kml xmlns="http://www.opengis.net/kml/2.2">'
    about = "\n".join([*list_caveats(frame), write_attribution(frame)])
    yield f"<Document><name>Incidents</name><description>{_balloon(about)}</description>"
    found = {row["event_type"] for row, _ in placed}
    types = [name for name in EVENT_TYPES if name in found]
    for name in types:
        yield _style(name)
    for name in types:
        yield f"<Folder><name>{_text(EVENT_TYPES[name].label)}</name>"
        yield from (_placemark(*pair) for pair in placed if pair[0]["event_type"] == name)
        yield "</Folder>"
    yield "</Document></kml>"


def _style(event_type: str) -> str:
    red, green, blue = (colour_of(event_type)[index : index + 2] for index in (1, 3, 5))
    colour = blue + green + red  # the other way round than on the web
    return (
        f'<Style id="{event_type}"><IconStyle><color>ff{colour}</color></IconStyle>'
        f"<LineStyle><color>{_LINE_ALPHA}{colour}</color><width>2</width></LineStyle>"
        f"<PolyStyle><color>{_AREA_ALPHA}{colour}</color></PolyStyle></Style>"
    )


def _placemark(row: Row, shape: BaseGeometry | None) -> str:
    label = EVENT_TYPES[row["event_type"]].label
    name = ", ".join(filter(None, (label, row["place_name"])))
    data = "".join(
        f'<Data name="{name}"><value>{_text(str(row[name]))}</value></Data>'
        for name in _SHOWN
        if row[name] is not None
    )
    return (
        f'<Placemark id="i{_text(row["incident_id"] or "", quoted=True)}">'
        f"<name>{_text(name)}</name>"
        f"<description>{_balloon(_describe(row))}</description>"
        f"{_time(row)}<styleUrl>#{row['event_type']}</styleUrl>"
        f"<ExtendedData>{data}</ExtendedData>{_shape(row, shape)}</Placemark>"
    )


def _describe(row: Row) -> str:
    """What the balloon says, a line each."""
    days = sorted({row["date_start"], row["date_end"] or row["date_start"]} - {None})
    best, low, high = row["best"], row["low"], row["high"]
    toll = "" if best is None else f"{best} dead"
    if toll and (low, high) != (best, best):
        toll += f" ({low} to {high})"
    sides = " and ".join(filter(None, (row["side_a"], row["side_b"])))
    sources = [
        ", ".join(str(one[key]) for key in ("outlet", "title", "published", "url") if one.get(key))
        for one in row["sources"]
    ]
    lines = [" to ".join(days), sides, toll, row["quote"] or "", *sources]
    return "\n".join(line for line in lines if line)


def _time(row: Row) -> str:
    first, last = row["date_start"], row["date_end"] or row["date_start"]
    if first is None:
        return ""
    if first == last:
        return f"<TimeStamp><when>{first}</when></TimeStamp>"
    return f"<TimeSpan><begin>{first}</begin><end>{last}</end></TimeSpan>"


def _shape(row: Row, shape: BaseGeometry | None) -> str:
    pin = f"<Point><coordinates>{row['longitude']},{row['latitude']}</coordinates></Point>"
    if shape is None or shape.geom_type == "Point":
        return pin
    parts = getattr(shape, "geoms", [shape])
    return f"<MultiGeometry>{pin}{''.join(_part(part) for part in parts)}</MultiGeometry>"


def _part(part: Any) -> str:
    if part.geom_type == "LineString":
        line = _coordinates(part)
        return f"<LineString><tessellate>1</tessellate>{line}</LineString>"
    outer = f"<outerBoundaryIs>{_ring(part.exterior)}</outerBoundaryIs>"
    inner = (f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in part.interiors)
    return f"<Polygon><tessellate>1</tessellate>{outer}{''.join(inner)}</Polygon>"


def _ring(ring: Any) -> str:
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(line: Any) -> str:
    points = np.asarray(line.coords)[:, :2].round(6).tolist()
    return f"<coordinates>{' '.join(f'{x},{y}' for x, y in points)}</coordinates>"


def _text(text: str, *, quoted: bool = False) -> str:
    """Text as XML holds it; what XML cannot say is left out."""
    return escape(_NOT_XML.sub("", text), {'"': "&quot;"} if quoted else {})


def _balloon(text: str) -> str:
    """Lines of text as HTML that runs nothing, as XML holds it."""
    return _text("<br>".join(html.escape(line) for line in text.split("\n")))
