"""Incidents for the tests of layers: a few of every kind, and some that mean harm."""

from __future__ import annotations

from typing import Any

import shapely

from geo.border import Border, point_at
from geo.incidents.frame import build_frame

HOSTILE = (
    "</script><script>alert(1)</script>",
    "${alert(1)}",
    "`${alert(1)}`",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--<script>",
    "\"'><svg onload=alert(1)>",
    "javascript:alert(1)",
    "\u202etxet desrever\u202c",
    "nul\x00byte \u2028 \u2029 \ufeff \x85",
    "&lt;b&gt; &amp; &#x3c;",
    "W" * 4000,
    "ڈیورنڈ لائن پر جھڑپ",
    "د ډیورنډ کرښه",
)


def make_row(number: int, **fields: Any) -> dict[str, Any]:
    """A row of the table with what every incident has."""
    return {
        "incident_id": f"{number:016x}",
        "article": "a",
        "event_type": "armed_clash",
        "date_start": "2025-10-12",
        "date_end": "2025-10-12",
        "date_prec": 1,
        "date_source": "text",
        "where_prec": 1,
        "place_name": "Torkham",
        "country": "AF",
        "footprint": "disc",
        "radius_km": 4.0,
        "border": "AF-PK",
        "border_side": "undetermined",
        "relation": "across",
        "direction": "AF_to_PK",
        "quote": "Five soldiers were killed at Torkham, officials said.",
        "status": "extracted",
        "sources": [
            {
                "article": "a",
                "title": "Clash at Torkham",
                "outlet": "Example News",
                "url": "https://example.org/a",
                "published": "2025-10-12",
                "note": "retold",
            }
        ],
        **fields,
    }


def at_km(border: Border, km: float) -> dict[str, Any]:
    """The columns that say where an incident at a kilometre lies."""
    longitude, latitude = point_at(border, km)
    return {
        "longitude": float(longitude),
        "latitude": float(latitude),
        "chainage_km": km,
        "chainage_low_km": km - 3,
        "chainage_high_km": km + 3,
        "distance_km": 0.4,
        "distance_low_km": 0.0,
        "distance_high_km": 4.4,
    }


def make_claim(claimant: str, low: int, high: int, **fields: Any) -> dict[str, Any]:
    """Who says how many were killed."""
    return {
        "claimant": claimant,
        "victim_group": "military",
        "group_words": "soldiers",
        "belongs_to": "PK",
        "kind": "killed",
        "low": low,
        "high": high,
        "quote": "they said",
        "counts_towards_best": True,
        "is_shared": False,
        **fields,
    }


def make_incidents(border: Border, extra: list[dict[str, Any]] | None = None) -> Any:
    """A frame with a clash, talks abroad, a stretch, an area, one without place, and `extra`."""
    claims = [
        make_claim("Pakistan's army", 23, 23),
        make_claim("the Taliban", 58, 58, counts_towards_best=False),
    ]
    here = at_km(border, 805.0)
    rows = [
        make_row(1, **here, best=23, low=23, high=58, claims=claims),
        make_row(
            2,
            event_type="talks",
            place_name="Doha",
            country="QA",
            longitude=51.53,
            latitude=25.29,
            distance_km=1052.0,
            relation="far",
            direction="unknown",
            border_side="elsewhere",
            date_start="2025-10-18",
            date_end="2025-10-19",
        ),
        make_row(
            3,
            event_type="shelling",
            footprint="stretch",
            place_name="Kurram",
            km_from=884.0,
            km_to=1068.0,
            status="reviewed",
            **at_km(border, 976.0),
        ),
        make_row(4, footprint="none", place_name=None, country="PK", event_type="attack"),
        make_row(
            5,
            event_type="airstrike",
            footprint="area",
            place_name="Barmal",
            is_background=True,
            **at_km(border, 1230.0),
        ),
        make_row(6, status="rejected", place_name="Nowhere", **here),
        *(extra or []),
    ]
    shapes = [_shape(row) for row in rows]
    return build_frame(rows, shapes)


def _shape(row: dict[str, Any]) -> Any:
    if row["footprint"] == "none" or row.get("longitude") is None:
        return None
    spot = shapely.Point(row["longitude"], row["latitude"])
    return spot.buffer(0.2) if row["footprint"] == "area" else spot
