"""What the values of decisions say: a cell, a point, a whole incident."""

from __future__ import annotations

import json
from typing import Any

from geo.errors import InputError
from geo.incidents.columns import read_value
from geo.incidents.frame import Row, empty_row
from geo.incidents.nested import NESTED_FORMS, is_nested
from geo.incidents.schema import COLUMNS
from geo.incidents.validate import find_row_faults

EDITABLE = (
    "event_type date_start date_end date_prec place_name country adm_1 adm_2 relation direction"
    " side_a side_b best low high injured is_background"
).split()
MOVED_KM = 1.0  # a person who points at a map means about that
_COLUMNS = {column.name: column for column in COLUMNS}
_OF_ITSELF = {"date_source": "text", "direction": "unknown"}


def parse_row(text: str) -> Row:
    """The new row of an `add`, from its JSON object.

    Raises
    ------
    ValueError
        If it is none, names other columns than the schema's, or a cell is not as that says.

    Examples
    --------
    >>> row = parse_row('{"event_type": "talks", "date_start": "2025-10-18"}')
    >>> row["date_end"], row["footprint"]
    ('2025-10-18', 'none')
    """
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise InputError(f"expected a JSON object, got {text[:40]!r}")
    unknown = sorted(set(said) - set(_COLUMNS))
    if unknown:
        raise InputError(f"the schema has no column {unknown[0]!r}")
    row = empty_row() | _OF_ITSELF
    row |= {name: read_value(_COLUMNS[name], cell) for name, cell in said.items()}
    row["footprint"] = "none"  # a disc as soon as it is measured, where it has a point
    row["date_end"] = row["date_end"] or row["date_start"]
    probe = row | {"incident_id": "new", "status": "reviewed"}
    faults = [f"{column}: {reason}" for column, reason in find_row_faults(probe)]
    faults += [
        f"{name}: expected {expected}, got others"
        for name, expected in NESTED_FORMS.items()
        if not is_nested(name, row[name])
    ]
    if (row["latitude"] is None) != (row["longitude"] is None):
        faults.append("latitude: expected latitude and longitude, got one of them")
    if faults:
        raise InputError("; ".join(faults))
    return row


def parse_value(field: str, value: str) -> Any:
    """The value of a `set` in the type of its column; nothing is null.

    Raises
    ------
    InputError
        If the column takes no such value.

    Examples
    --------
    >>> parse_value("best", "23"), parse_value("is_background", "yes"), parse_value("side_a", "")
    (23, True, None)
    """
    text, kind = value.strip(), _COLUMNS[field].kind
    parsed: Any = text or None
    if kind == "flag":
        parsed = _parse_flag(text)
    elif kind == "integer" and text:
        if not text.isdecimal():
            raise InputError(f"expected a whole number from 0, got {text!r}")
        parsed = read_value(_COLUMNS[field], int(text))
    probe = empty_row() | {"border": "AF-PK", field: parsed}
    for column, reason in find_row_faults(probe):
        if column == field:
            raise InputError(f"{column}: {reason}")
    return parsed


def _parse_flag(text: str) -> bool:
    if text.lower() not in _FLAGS:
        raise InputError(f"expected true or false, got {text!r}")
    return _FLAGS[text.lower()]


_FLAGS = dict.fromkeys(("true", "1", "yes"), True) | dict.fromkeys(("false", "0", "no", ""), False)


def parse_point(text: str) -> tuple[float, float, float]:
    """Longitude and latitude in degrees and a radius in km, of a `move`.

    Raises
    ------
    InputError
        If they are no such numbers.

    Examples
    --------
    >>> parse_point("71.08 34.11"), parse_point("71.08, 34.11, 5")
    ((71.08, 34.11, 1.0), (71.08, 34.11, 5.0))
    """
    try:
        parts = [float(part) for part in text.replace(",", " ").split()]
    except ValueError:
        parts = []
    if len(parts) not in (2, 3):
        raise InputError(f"expected 'LON LAT' or 'LON LAT KM', got {text!r}")
    radius_km = parts[2] if len(parts) == 3 else MOVED_KM
    if not (abs(parts[0]) <= 180 and abs(parts[1]) <= 90 and 0 <= radius_km <= 1000):
        raise InputError(f"expected degrees, longitude first, got {text!r}")
    return parts[0], parts[1], radius_km
