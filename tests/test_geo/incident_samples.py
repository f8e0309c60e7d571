"""Places and mentions that the tests of incidents share."""

from __future__ import annotations

import datetime as dt
import hashlib

from geo.events.mention import Claim, Dating, Mention
from geo.places.place import At, Place

NIGHT = dt.date(2025, 10, 11)


def place(name, kind="district", country="PK", lon=70.2, lat=33.75, radius_km=40.0, adm_2=""):
    return Place(name.lower(), name, kind, country, "", adm_2, lon, lat, radius_km)


KURRAM = place("Kurram", adm_2="Kurram")
VILLAGE = place("Tari Mengal", "village", "PK", 69.95, 33.86, 2.0, "Kurram")
OTHER_VILLAGE = place("Parachinar", "town", "PK", 70.10, 33.90, 3.0, "Kurram")
TORKHAM = place("Torkham", "crossing", "", 71.0935, 34.1215, 1.0)
KUNAR = place("Kunar", "province", "AF", 71.1, 34.9, 70.0)
ISTANBUL = place("Istanbul", "town", "TR", 28.98, 41.01, 25.0)


def claim(low, owner="", group="people", *, counts=True, high=None, claimant="", shared=False):
    return Claim(
        claimant, group, group, owner, "killed", low, high, 0, 9, "the words", counts, shared
    )


def mention(article, kind="armed_clash", where=KURRAM, day=NIGHT, **more):
    """A mention; `where` is a place, an expression or None, `last` the last day."""
    last, precision = more.pop("last", day), more.pop("precision", 1)
    start, best = more.pop("start", 0), more.pop("best", None)
    expression = At(where) if isinstance(where, Place) else where
    fields = {
        "quote": more.pop("quote", f"what {article} says at {start}"),
        "best": best,
        "low": more.pop("low", best),
        "high": more.pop("high", best),
    }
    text_hash = hashlib.sha256(article.encode()).hexdigest()
    dating = Dating(day, last, precision, "text")
    span = (start, start + 5, start, start + 40)
    return Mention(
        article, text_hash, kind, *span, dating=dating, expression=expression, **fields, **more
    )
