"""Tables of made-up incidents along the line for benchmarks: seeded, with quotes of real length."""

from __future__ import annotations

import random
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.border import Border, point_at
from geo.border.reference import read_crossings, read_sectors
from geo.incidents.frame import DTYPES
from geo.incidents.schema import COLUMNS

TYPES = (
    "armed_clash shelling airstrike drone_strike bombing_or_ied suicide_attack attack"
    " raid_or_infiltration abduction border_closure border_reopening fence_dispute talks protest"
).split()
WEIGHTS = (22, 14, 5, 6, 18, 4, 12, 7, 3, 2, 1, 2, 2, 2)
ACTORS = (
    "Government of Pakistan",
    "Afghan Taliban",
    "TTP",
    "Government of Afghanistan",
    "Jamaat-ul-Ahrar",
    "IS-KP",
    "BLA",
    "Unknown",
    "Civilians",
    "Lashkar-i-Islam",
)
OPENERS = (
    "Security officials in {place} said late on {day} that",
    "Residents of {place} told reporters by telephone that",
    "A spokesman for the provincial government said in a statement that",
    "According to the district administration of {place},",
    "The military's media wing announced on {day} that",
    "Two local elders, who asked not to be named for fear of reprisal, said that",
    "Hospital sources at the district headquarters in {place} confirmed that",
    "A police officer at the scene, {name}, said that",
)
ACTS = (
    "unidentified gunmen opened fire on a checkpoint near the border fence",
    "mortar shells fired from across the frontier landed close to several houses",
    "an improvised explosive device went off as a patrol passed along the unpaved road",
    "troops repulsed a group of militants trying to cross under cover of darkness",
    "heavy exchanges of fire began shortly before dawn and went on for {n} hours",
    "a convoy carrying supplies to a forward post was ambushed in a narrow valley",
    "both sides traded artillery fire for a second day despite an agreed truce",
    "a drone struck a compound on the outskirts of the village",
)
ENDINGS = (
    "leaving {n} people dead and {m} others wounded, some of them critically.",
    "and that {n} members of the force had been killed while {m} were being treated.",
    "damaging {m} homes and a school, though no loss of life was reported at once.",
    "adding that {n} attackers were killed in the exchange and their weapons seized.",
    "which forced some {m} families to leave their homes for relatives further inland.",
    "but the claim could not be verified independently, and the other side denied it.",
)
NAMES = ("Gul Khan", "Rahmatullah", "Noor Wali", "Sher Alam", "Abdul Bari", "Mirwais", "Habib Jan")


def make_frame(count: int, border: Border, *, quotes: bool = True, seed: int = 7) -> Any:
    """A frame of `count` incidents in no order, each at a place of its own."""
    chance = np.random.default_rng(seed)
    columns = _where(count, border, chance) | _when(count, chance) | _who(count, chance)
    if quotes:
        columns |= _said(count, columns, seed)
    else:
        columns["dataset"] = np.full(count, "Made table", dtype=object)
        columns["status"] = np.full(count, "imported", dtype=object)
        outlets = [[{"outlet": f"Agency {number}", "language": "en"}] for number in range(500)]
        columns["sources"] = _objects([outlets[n] for n in chance.integers(0, 500, count)])
    frame: dict[str, Any] = {}
    for column in COLUMNS:
        values = columns.get(column.name)
        if values is None:
            empty = [] if column.kind == "list" or column.name in ("claims", "sources") else None
            values = _objects([False if column.kind == "flag" else empty] * count)
        frame[column.name] = pd.Series(values, dtype=DTYPES.get(column.kind, "object"))
    points = shapely.points(frame["longitude"].to_numpy(), frame["latitude"].to_numpy())
    return gpd.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")


def _where(count: int, border: Border, chance: np.random.Generator) -> dict[str, Any]:
    """Places: clusters along the line, some on both banks, one in fifteen far away."""
    hot = np.array([140.0, 660.0, 805.0, 1000.0, 1230.0, 1500.0, 1882.0, 2300.0])
    km = np.where(
        chance.random(count) < 0.6,
        hot[chance.integers(0, len(hot), count)] + chance.normal(0, 45, count),
        chance.uniform(0, 2611, count),
    ).clip(1, 2610)
    longitude, latitude = (np.asarray(axis) for axis in point_at(border, km))
    away = np.abs(chance.normal(0, 14, count)).clip(0.01, 49)
    far = chance.random(count) < 1 / 15
    away = np.where(far, chance.uniform(55, 400, count), away)
    turn = chance.uniform(0, 2 * np.pi, count)
    longitude = longitude + away / 95 * np.cos(turn)
    latitude = latitude + away / 111 * np.sin(turn)
    error = chance.choice([1.0, 4.0, 8.0, 25.0], count, p=[0.2, 0.4, 0.3, 0.1])
    near = np.where(far, np.nan, km)
    side = np.where(far, "elsewhere", np.where(away < error, "undetermined", "PK"))
    side = np.where((side == "PK") & (np.sin(turn) > 0), "AF", side)
    crossings = [one for one in read_crossings("AF-PK") if one.is_confirmed]
    gates = np.array([one.chainage_km for one in crossings])
    nearest = np.abs(km[:, None] - gates[None, :]).argmin(axis=1) if count else km.astype(int)
    names = np.array([one.name for one in crossings], dtype=object)
    return {
        "longitude": longitude.round(6),
        "latitude": latitude.round(6),
        "radius_km": error,
        "footprint": np.full(count, "disc", dtype=object),
        "where_prec": np.where(error > 8, 3, np.where(error > 1, 2, 1)),
        "border": np.full(count, "AF-PK", dtype=object),
        "chainage_km": near.round(3),
        "chainage_low_km": (near - error).round(3),
        "chainage_high_km": (near + error).round(3),
        "distance_km": away.round(3),
        "distance_low_km": (away - error).clip(0).round(3),
        "distance_high_km": (away + error).round(3),
        "border_side": side.astype(object),
        "p_first": np.where(side == "AF", 0.97, np.where(side == "PK", 0.03, 0.5)),
        "relation": np.where(far, "far", np.where(away < 2, "at_line", "near")).astype(object),
        "direction": np.full(count, "unknown", dtype=object),
        "nearest_crossing": np.where(far, None, names[nearest]),
        "crossing_km": np.where(far, np.nan, np.abs(km - gates[nearest])).round(3),
        "country": np.where(np.sin(turn) > 0, "AF", "PK").astype(object),
        **_districts(km, far),
    }


def _districts(km: Any, far: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side, name in (("AF", "sector_af"), ("PK", "sector_pk")):
        values = np.full(len(km), None, dtype=object)
        for sector in read_sectors():
            if sector.side == side and sector.level == "district" and sector.valid_to is None:
                values[(km >= sector.km_from) & (km < sector.km_to) & ~far] = sector.name
        found[name] = values
    home = np.where(found["sector_af"] != None, found["sector_af"], found["sector_pk"])  # noqa: E711
    villages = [f"{start}{end}" for start in _STARTS for end in _ENDS]
    chosen = np.random.default_rng(3).integers(0, len(villages), len(km))
    found["place_name"] = np.array(villages, dtype=object)[chosen]
    found["adm_2"] = home
    return found


_STARTS = "Khar Nawa Spin Tor Lal Ghund Zara Mir Shah Kas Wana Gul Dand Bar Sar Loy".split()
_ENDS = (
    " Kot abad garh pur zai tangi wal bagh gai rud shahr dara khel china manda panjpai kalay".split(
        " "
    )
)


def _when(count: int, chance: np.random.Generator) -> dict[str, Any]:
    first = np.datetime64("1994-01-01")
    start = first + chance.integers(0, 31 * 365, count).astype("timedelta64[D]")
    lasts = np.where(chance.random(count) < 0.1, chance.integers(1, 12, count), 0)
    end = start + lasts.astype("timedelta64[D]")
    undated = chance.random(count) < 0.01
    return {
        "date_start": np.where(undated, None, start.astype(str).astype(object)),
        "date_end": np.where(undated, None, end.astype(str).astype(object)),
        "date_prec": np.where(lasts > 5, 3, np.where(lasts > 0, 2, 1)),
        "date_source": np.full(count, "text", dtype=object),
    }


def _who(count: int, chance: np.random.Generator) -> dict[str, Any]:
    ids = chance.integers(0, 2**64, count, dtype=np.uint64).astype(">u8").tobytes().hex()
    share = np.array(WEIGHTS) / sum(WEIGHTS)
    dead: Any = chance.geometric(0.25, count) - 1.0
    low = np.maximum(dead - chance.integers(0, 2, count), 0)
    is_told = chance.random(count) < 0.7
    actors = np.array(ACTORS, dtype=object)
    return {
        "incident_id": np.array([ids[at : at + 16] for at in range(0, len(ids), 16)], dtype=object),
        "event_type": chance.choice(np.array(TYPES, dtype=object), count, p=share),
        "side_a": actors[chance.integers(0, len(ACTORS), count)],
        "side_b": actors[chance.integers(0, len(ACTORS), count)],
        "best": pd.array(np.where(is_told, dead, np.nan), dtype="Int64"),
        "low": pd.array(np.where(is_told, low, np.nan), dtype="Int64"),
        "high": pd.array(np.where(is_told, dead * 1.5 // 1, np.nan), dtype="Int64"),
        "confidence": chance.choice([0.55, 0.7, 0.85, 0.95], count),
        "is_background": chance.random(count) < 0.08,
    }


def _said(count: int, columns: dict[str, Any], seed: int) -> dict[str, Any]:
    """Quotes, no two alike, the articles they stand in, and a claim for each toll."""
    chance = random.Random(seed)
    quotes, sources, claims, articles = [], [], [], []
    for number in range(count):
        place = columns["place_name"][number]
        day = columns["date_start"][number] or "an unknown day"
        quote = " ".join((chance.choice(OPENERS), chance.choice(ACTS), chance.choice(ENDINGS)))
        dead, hurt = chance.randrange(1, 40), chance.randrange(2, 400)
        quote = quote.format(
            place=f"{place} ({columns['sector_af'][number] or 'the district'})",
            day=day,
            name=f"{chance.choice(NAMES)} {chance.choice(NAMES)}",
            n=dead,
            m=hurt,
        )
        quotes.append(f"{quote} The desk filed it as report {number + 1}.")
        article = f"article-{number // 2:06}"
        articles.append(article)
        lead = number - number % 2
        sources.append(
            [
                {
                    "article": article,
                    "title": f"{columns['event_type'][lead]} near {columns['place_name'][lead]}",
                    "outlet": f"Outlet {number // 2 % 120}",
                    "url": f"https://example.org/news/{article}",
                    "published": columns["date_start"][lead],
                    "language": "en",
                }
            ]
        )
        claims.append(
            [{"claimant": "officials", "kind": "killed", "low": dead, "high": dead, "quote": None}]
            if number % 3 == 0
            else []
        )
    return {
        "quote": np.array(quotes, dtype=object),
        "article": np.array(articles, dtype=object),
        "sources": _objects(sources),
        "claims": _objects(claims),
        "status": np.full(count, "extracted", dtype=object),
        "extractor": np.full(count, "made", dtype=object),
    }


def _objects(values: list[Any]) -> Any:
    cells = np.empty(len(values), dtype=object)
    cells[:] = values
    return cells
