"""Imported rows that tell of the same event as articles do: one incident with both.

An imported row joins an incident of articles where place, days and tolls agree, as two reports
would (`geo.incidents.matching`), and more careful, for data sets name no kinds of act (UCDP) and
code one event once: at most one row of a data set joins an incident, and of two that fit equally
well none does. What is known no better than its district must have a toll on both sides.

The incident keeps its id, its words and what it says; the row adds its id, sources and toll,
and whatever it knows better. Of rows that may not be passed on only the name is added.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.events.mention import Dating, Mention
from geo.incidents.attribution import CLOSED_LICENCES
from geo.incidents.decisions import Decision
from geo.incidents.footprint import Footprint
from geo.incidents.frame import Row, build_frame, join_frames, list_rows
from geo.incidents.matching import EXACT, WEEK, Match, Report, is_violent, make_report
from geo.incidents.matching import match_reports as match_pair
from geo.incidents.nested import CLAIM_KEYS, SOURCE_KEYS
from geo.incidents.unit_names import name_keys, sound_of
from geo.places.place import Place

if TYPE_CHECKING:
    import geopandas
    import pandas

UNSPECIFIED = "violence_unspecified"
_LONGEST = 9  # days; what lasts longer is no one event
_PLACE = (
    "where_prec place_name country adm_1 adm_2 latitude longitude radius_km footprint km_from"
    " km_to border chainage_km chainage_low_km chainage_high_km distance_km distance_low_km"
    " distance_high_km border_side p_first sector_af sector_pk nearest_crossing crossing_km"
).split()
_TOLL = "best low high deaths_a deaths_b deaths_civilians deaths_unknown".split()
_ORIGIN = ("dataset", "dataset_version", "licence", "source_record")
# Armed groups by the words of data sets and ours; two different ones are not in one event.
_GROUPS = (
    ("TTP", re.compile(r"\bTTP\b|tehree?k|jamaat-ul-ahrar|lashkar-e-islam", re.IGNORECASE)),
    ("Taliban", re.compile(r"\btale?ban\b|\btaliban \(insurgents\)", re.IGNORECASE)),
    ("IS", re.compile(r"\bIS\b|islamic state|\bISKP\b|daesh", re.IGNORECASE)),
    ("Baloch", re.compile(r"\bbaloch|\bB(?:LA|RA|LF|RAS|RP)\b", re.IGNORECASE)),
)
Pair = tuple[str, str]  # ids: of the incident of articles, and of the imported row


def merge_imported(
    incidents: geopandas.GeoDataFrame, decisions: Sequence[Decision] = ()
) -> geopandas.GeoDataFrame:
    """The incidents, with imported rows put into those that tell of the same event.

    Parameters
    ----------
    incidents : columns of `geo.incidents.schema`; rows with a data set are imported ones.
    decisions : applied already, but for these: a `merge` of an imported row joins it, a `split`
        keeps it apart.

    Examples
    --------
    >>> day = {"date_start": "2025-10-11", "date_end": "2025-10-11", "date_prec": 1,
    ...        "where_prec": 1, "footprint": "disc", "longitude": 70.1, "latitude": 33.9}
    >>> told = day | {"incident_id": "a", "event_type": "shelling", "status": "extracted"}
    >>> coded = day | {"incident_id": "u", "event_type": UNSPECIFIED, "status": "imported",
    ...                "dataset": "UCDP GED", "best": 3, "low": 3, "high": 3}
    >>> merged = merge_imported(build_frame([told, coded], [None, None]))
    >>> merged["incident_id"].tolist(), merged["former_ids"].tolist(), merged["best"].tolist()
    (['a'], [['u']], [3])
    """
    near = _is_near(incidents)
    if near is None:
        return incidents
    part = incidents[near]
    rows, shapes = list_rows(part), part.geometry.tolist()
    by_id = {row["incident_id"]: index for index, row in enumerate(rows)}
    gone: set[int] = set()
    for (name, other), match in find_pairs(rows, decisions):
        index, their = by_id[name], by_id[other]
        if _join(rows[index], rows[their], match):
            shapes[index] = shapes[their]
        gone.add(their)
    if not gone:
        return incidents
    left = [index for index in range(len(rows)) if index not in gone]
    joined = build_frame([rows[index] for index in left], [shapes[index] for index in left])
    return join_frames([joined, incidents[~near]])


def _is_near(incidents: geopandas.GeoDataFrame) -> pandas.Series[bool] | None:
    """Rows of articles and imported ones of the same days; None where one or the other lacks."""
    is_told = incidents["dataset"].isna()
    near: pandas.Series[bool] = incidents["date_start"].notna()
    for group in (is_told, ~is_told, is_told):
        found = incidents[near & group]
        if not len(found):
            return None
        apart = dt.timedelta(days=_LONGEST + 1)
        first = dt.date.fromisoformat(found["date_start"].min()) - apart
        last = dt.date.fromisoformat(found["date_end"].fillna(found["date_start"]).max()) + apart
        days = incidents["date_start"].between(first.isoformat(), last.isoformat())
        near &= group | days.fillna(value=False).astype(bool)
    return near


def find_pairs(
    rows: Sequence[Row], decisions: Sequence[Decision] = ()
) -> Iterator[tuple[Pair, Match]]:
    """Which imported row joins which incident, and why; the surest first."""
    told = [row for row in rows if row["dataset"] is None and row["status"] != "rejected"]
    # What a person decided of an imported row holds for it alone.
    coded = [row for row in rows if row["dataset"] and row["status"] == "imported"]
    datasets = {row["incident_id"]: row["dataset"] for row in coded}
    ids = {row["incident_id"] for row in told}
    taken: set[str] = set()
    for pair, by in _decided(decisions, ids, datasets):
        taken |= {f"{pair[0]} {datasets[pair[1]]}", pair[1]}
        yield pair, Match(100, (f"merged by {by}",))
    apart = {one.target for one in decisions if one.action == "split"}
    candidates = sorted(_match_all(told, [row for row in coded if row["incident_id"] not in apart]))
    ties = _find_ties(candidates, datasets)
    for negative, gap, name, other, reasons in candidates:
        place = f"{name} {datasets[other]}"
        if place in taken or other in taken:
            continue
        if (negative, gap, name, other) not in ties:
            taken |= {place, other}
            yield (name, other), Match(-negative, reasons)


Candidate = tuple[int, int, str, str, tuple[str, ...]]  # the best first: score, gap of tolls, ids


def _find_ties(
    candidates: Sequence[Candidate], datasets: dict[str, str]
) -> set[tuple[int, int, str, str]]:
    """Candidates that fit as well as another of the same incident, or of the same row."""
    groups: dict[tuple[int, int, str], list[tuple[int, int, str, str]]] = defaultdict(list)
    for score, gap, name, other, _ in candidates:
        for end in (f"incident {name} {datasets[other]}", f"row {other}"):
            groups[(score, gap, end)].append((score, gap, name, other))
    return {one for members in groups.values() if len(members) > 1 for one in members}


def _decided(
    decisions: Sequence[Decision], told: set[str], coded: dict[str, str]
) -> Iterator[tuple[Pair, str]]:
    for one in decisions:
        for name, other in ((one.target, one.value), (one.value, one.target)):
            if one.action == "merge" and name in told and other in coded:
                yield (name, other), one.by or "a person"


def _match_all(told: Iterable[Row], coded: Iterable[Row]) -> Iterator[Candidate]:
    """Pairs that match; rows are compared where they share a day, or lie a day apart."""
    by_day: dict[int, list[tuple[Row, Report]]] = defaultdict(list)
    for row in told:
        report = _make_report(row)
        if report is not None:
            for day in range(report.first.toordinal() - 1, report.last.toordinal() + 2):
                by_day[day].append((row, report))
    for row in coded:
        if row["date_start"] is None or not _may_be_near(row, by_day):
            continue
        theirs = _make_report(row)
        if theirs is None:
            continue
        days = range(theirs.first.toordinal(), theirs.last.toordinal() + 1)
        near = {id(pair[0]): pair for day in days for pair in by_day.get(day, ())}
        for ours_row, ours in near.values():
            match = _match(ours_row, ours, row, theirs)
            if match is not None:
                gap = abs((ours.mention.best or 0) - (theirs.mention.best or 0))
                names = (ours_row["incident_id"], row["incident_id"])
                yield (-match.score, gap, *names, match.reasons)


def _may_be_near(row: Row, by_day: dict[int, list[tuple[Row, Report]]]) -> bool:
    first = dt.date.fromisoformat(row["date_start"]).toordinal()
    last = dt.date.fromisoformat(row["date_end"] or row["date_start"]).toordinal()
    return last - first <= _LONGEST and any(day in by_day for day in range(first, last + 1))


def _make_report(row: Row) -> Report | None:
    """A row as a report; None where day or place is not known well enough to match."""
    if row["date_start"] is None or row["latitude"] is None or (row["date_prec"] or 1) > WEEK:
        return None
    first = dt.date.fromisoformat(row["date_start"])
    last = dt.date.fromisoformat(row["date_end"] or row["date_start"])
    if (last - first).days > _LONGEST:
        return None
    where = Footprint(
        row["footprint"],
        row["place_name"] or "",
        _place_of(row),
        None,
        row["longitude"],
        row["latitude"],
        row["radius_km"],
        row["where_prec"],
        row["km_from"],
        row["km_to"],
    )
    mention = Mention(
        row["article"] or "",
        "",
        row["event_type"],
        0,
        0,
        0,
        0,
        "",
        Dating(first, last, row["date_prec"] or 1, "text"),
        None,
        best=row["best"],
        low=row["low"],
        high=row["high"],
    )
    return make_report(mention, where, None, row["incident_id"])


def _place_of(row: Row) -> Place:
    """Its district by sound, for data sets spell it in other ways than ours."""
    keys = name_keys(row["adm_2"] or "")
    district = sound_of(keys[0]) if keys else ""
    return Place("", "", "other", row["country"] or "", "", district, 0.0, 0.0, 0.0)


def _match(ours_row: Row, ours: Report, row: Row, theirs: Report) -> Match | None:
    kind = ours.mention.event_type
    is_open = theirs.mention.event_type == UNSPECIFIED
    if is_open:
        if not is_violent(kind):
            return None
        alike = replace(theirs.mention, event_type=kind)
        theirs = make_report(alike, theirs.footprint, None, theirs.mention_id)
    if not _may_be_same_groups(ours_row, row):
        return None
    match = match_pair(ours, theirs)
    worst = max(ours.footprint.where_prec or 9, theirs.footprint.where_prec or 9)
    if match is None or (worst > EXACT and None in (ours.mention.best, theirs.mention.best)):
        return None
    said = tuple(why for why in match.reasons if not (is_open and why.startswith("same kind")))
    return replace(match, reasons=said)


def _may_be_same_groups(one: Row, other: Row) -> bool:
    """Whether the armed groups that both name are not different ones."""
    named = [_name_groups(row) for row in (one, other)]
    return not (named[0] and named[1]) or bool(named[0] & named[1])


def _name_groups(row: Row) -> set[str]:
    words = " and ".join(filter(None, (row["side_a"], row["side_b"])))
    return {name for name, pattern in _GROUPS if pattern.search(words)}


def _join(row: Row, other: Row, match: Match) -> bool:
    """Put an imported row into an incident; whether the incident lies now where the row does."""
    row["former_ids"] = sorted({*row["former_ids"], other["incident_id"], *other["former_ids"]})
    row["merge_reasons"] = [
        *row["merge_reasons"],
        *(f"{_name(other)}: {why}" for why in match.reasons),
    ]
    if (other["licence"] or "").startswith(CLOSED_LICENCES):
        named = {"article": other["article"], "licence": other["licence"]}
        row["sources"] = [*row["sources"], dict.fromkeys(SOURCE_KEYS) | named]
        return False
    row["sources"] = [*row["sources"], *other["sources"]]
    row |= {name: other[name] for name in _ORIGIN}
    _add_toll(row, other)
    for name in ("side_a", "side_b"):
        row[name] = row[name] or other[name]
    if (other["date_prec"] or 9) < (row["date_prec"] or 9):
        row |= {
            name: other[name] for name in ("date_start", "date_end", "date_prec", "date_source")
        }
    if (other["where_prec"] or 9) >= (row["where_prec"] or 9):
        return False
    kept = row["relation"] if row["relation"] == "across" else other["relation"]
    row |= {name: other[name] for name in _PLACE} | {"place_id": None, "relation": kept}
    return True


def _name(row: Row) -> str:
    return row["article"] or row["incident_id"] or ""


def _add_toll(row: Row, other: Row) -> None:
    """The data set's toll as a claim beside those of the articles, and in the bounds."""
    if other["best"] is None:
        return
    claim = dict.fromkeys(CLAIM_KEYS) | {
        "claimant": other["dataset"],
        "victim_group": "people",
        "kind": "killed",
        "low": other["low"] if other["low"] is not None else other["best"],
        "high": other["high"] if other["high"] is not None else other["best"],
        "article": other["article"],
        "counts_towards_best": row["best"] is None,
        "is_shared": False,
    }
    row["claims"] = [*row["claims"], claim]
    if row["best"] is None:
        row |= {name: other[name] for name in _TOLL}
        return
    row["low"] = min(row["best"] if row["low"] is None else row["low"], claim["low"])
    row["high"] = max(row["best"] if row["high"] is None else row["high"], claim["high"])
