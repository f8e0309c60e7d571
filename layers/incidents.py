"""Incidents as the page wants them: columns, with repeated words and sources kept once."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geo.incidents.schema import COLUMNS, Column
from layers.pack import pack_line
from layers.style import Sizes

if TYPE_CHECKING:
    import geopandas as gpd

_BLANK = re.compile(r"[\x00-\x20]")
AREA_DIGITS = 4
AREA_TOLERANCE_DEG = 0.002
#: Columns that stay behind: raw rows may not be passed on, and the page has no use for the rest.
LEFT_OUT = frozenset({"source_record", "former_ids", "border", "extractor"})
DECIMALS = {"latitude": 5, "longitude": 5, "p_first": 3, "confidence": 2}
CLAIM_FIELDS = {
    "claimant": "claimant",
    "victim_group": "group",
    "group": "group",
    "group_words": "words",
    "belongs_to": "of",
    "kind": "kind",
    "low": "low",
    "high": "high",
    "quote": "quote",
    "article": "article",
    "counts_towards_best": "counts",
    "is_shared": "shared",
}
SOURCE_FIELDS = (
    "article",
    "title",
    "outlet",
    "url",
    "archive_url",
    "published",
    "language",
    "note",
)


@dataclass(frozen=True, slots=True, eq=False)
class IncidentsLayer:
    """Incidents to draw: pins, discs, areas and stretches of the line.

    Parameters
    ----------
    incidents : a frame with the columns of `geo.incidents.schema`; missing ones count as null.
        Rejected rows are not drawn.
    sizes : sizes of the pins.
    """

    incidents: gpd.GeoDataFrame
    sizes: Sizes = field(default_factory=Sizes)

    kind = "incidents"

    def shown(self) -> gpd.GeoDataFrame:
        """Return the rows that are drawn, by date and id whatever order they came in."""
        rows = self.incidents
        if "status" in rows.columns:
            rows = rows[rows["status"] != "rejected"]
        keys = [key for key in ("date_start", "incident_id") if key in rows.columns]
        return rows.sort_values(keys, kind="stable", na_position="last") if keys else rows

    def to_data(self) -> dict[str, object]:
        """Return the rows as columns of plain data."""
        rows = self.shown()
        columns: dict[str, object] = {}
        for column in COLUMNS:
            if column.name in LEFT_OUT or column.name in ("claims", "sources"):
                continue
            if column.name in rows.columns:
                columns[column.name] = _column(rows[column.name].tolist(), column)
        sources, source_codes = _share_sources(_lists(rows, "sources"))
        return {
            "count": len(rows),
            "columns": columns,
            "claims": [[_claim(claim) for claim in claims] for claims in _lists(rows, "claims")],
            "sources": sources,
            "sourceCodes": source_codes,
            "areas": _areas(rows),
            "areaDigits": AREA_DIGITS,
            "closed": _closed(rows),
        }


def is_web_address(url: object) -> bool:
    """Tell whether an address may become a link: http or https with a host, nothing else.

    Examples
    --------
    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    >>> is_web_address(None)
    False
    """
    if not isinstance(url, str) or _BLANK.search(url.strip()):
        return False
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


def read_records(value: object) -> list[dict[str, Any]]:
    """Return a cell of `claims` or `sources` as a list of dicts; JSON text is read.

    Examples
    --------
    >>> read_records('[{"low": 3}]'), read_records(None), read_records("none")
    ([{'low': 3}], [], [])
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    if isinstance(value, Mapping):
        value = [value]
    if value is None or isinstance(value, (str, float)) or not isinstance(value, Iterable):
        return []
    return [dict(item) for item in value if isinstance(item, Mapping)]


def _column(values: list[Any], column: Column) -> object:
    """Return a column as plain data, the usual types the short way."""
    if column.kind in ("text", "day"):
        texts = [value if type(value) is str else _plain(value) for value in values]
        return _share_words(texts)
    if column.kind == "number":
        digits = DECIMALS.get(column.name, 2)
        return [_number(value, digits) for value in values]
    return [_plain(value, column.name) for value in values]


def _number(value: Any, digits: int) -> float | int | None:
    if type(value) is not float:
        value = _plain(value)
    if not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    rounded = round(value, digits)
    return int(rounded) if rounded == int(rounded) else rounded


def _plain(value: Any, name: str = "") -> Any:
    """Return a cell as JSON knows it; null for every kind of missing."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, (bool, str)):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if hasattr(value, "tolist"):  # a numpy scalar or array
        return _plain(value.tolist(), name)
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        rounded = round(value, DECIMALS.get(name, 2))
        return int(rounded) if rounded == int(rounded) else rounded
    return value if isinstance(value, int) else str(value)


def _share_words(values: Sequence[Any]) -> object:
    """Return a text column as its words and their numbers where that is shorter."""
    words = sorted({value for value in values if isinstance(value, str)})
    if len(words) * 2 > len(values):
        return values
    numbers = {word: number for number, word in enumerate(words)}
    return {"words": words, "codes": [numbers.get(value, -1) for value in values]}


def _lists(rows: gpd.GeoDataFrame, name: str) -> list[list[dict[str, Any]]]:
    if name not in rows.columns:
        return [[] for _ in range(len(rows))]
    return [read_records(value) for value in rows[name].tolist()]


def _claim(claim: Mapping[str, Any]) -> dict[str, Any]:
    plain = {CLAIM_FIELDS[key]: _plain(claim[key]) for key in CLAIM_FIELDS if key in claim}
    return {key: value for key, value in plain.items() if value not in (None, "")}


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: _plain(source.get(key)) for key in SOURCE_FIELDS}
    for key in ("url", "archive_url"):
        if plain[key] is not None and not is_web_address(plain[key]):
            plain[f"{key}_text"] = plain.pop(key)  # shown, never a link
    return {key: value for key, value in plain.items() if value not in (None, "")}


def _share_sources(
    lists: Sequence[Sequence[Mapping[str, Any]]],
) -> tuple[list[dict[str, Any]], list[list[int]]]:
    table: list[dict[str, Any]] = []
    numbers: dict[str, int] = {}
    codes = []
    for sources in lists:
        row = []
        for source in sources:
            key = "\0".join([str(source.get(name)) for name in SOURCE_FIELDS])
            if key not in numbers:
                numbers[key] = len(table)
                table.append(_source(source))
            row.append(numbers[key])
        codes.append(row)
    return table, codes


def _closed(rows: gpd.GeoDataFrame) -> list[int]:
    """Return the numbers of rows that may be drawn but not passed on."""
    from geo.incidents.attribution import CLOSED_LICENCES

    if "licence" not in rows.columns:
        return []
    return [
        number
        for number, licence in enumerate(rows["licence"].tolist())
        if isinstance(licence, str) and licence.startswith(CLOSED_LICENCES)
    ]


def _areas(rows: gpd.GeoDataFrame) -> dict[str, list[list[str]]]:
    """Return the rings of area footprints by row number."""
    import shapely

    if "footprint" not in rows.columns or "geometry" not in rows.columns:
        return {}
    found = {}
    for number, (footprint, shape) in enumerate(
        zip(rows["footprint"], rows["geometry"], strict=True)
    ):
        if footprint == "area" and shape is not None and not shape.is_empty:
            parts = shapely.get_parts(shape.simplify(AREA_TOLERANCE_DEG))
            found[str(number)] = [
                pack_line(shapely.get_coordinates(ring), AREA_DIGITS)
                for part in parts
                if isinstance(part, shapely.Polygon)
                for ring in (part.exterior, *part.interiors)
            ]
    return found
