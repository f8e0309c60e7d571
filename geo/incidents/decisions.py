"""What people decided about incidents: kept in a table of its own, applied on every run.

A decision names a mention or an incident by its id, an action, and what it needs:

=========  =======================  ====================================================
action     field, value             effect
=========  =======================  ====================================================
confirm                             the incident is `reviewed`
reject                              the incident is `rejected`, and stays in the table
set        column, value            the column has that value, the incident is `edited`
move       value "LON LAT [KM]"     the place is a disc there, measured anew
add        value: a JSON object     a new incident of these columns
split                               the mention leaves its incident
merge      value: another id        both become one incident
=========  =======================  ====================================================

Later decisions win over earlier ones, and all of them over what was extracted. When an id is
gone, because an extractor changed, a decision holds for the incident of the same text (told by
its hash; where the decision has none, by the article's name) with an overlapping quote, the same
place and first day; if there is none it is reported.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import TableError, UnknownNameError
from geo.incidents.decided_values import EDITABLE, MOVED_KM, parse_point, parse_row, parse_value
from geo.incidents.footprint import find_footprint, make_disc
from geo.incidents.frame import Row, build_frame, list_rows
from geo.incidents.matching import make_report, words_of
from geo.incidents.measures import measure_footprints
from geo.incidents.tabular import read_delimited
from geo.incidents.text_files import guard, unguard
from geo.writing import replace_file

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

    from geo.border.model import Border
    from geo.events.mention import Mention

ACTIONS = ("confirm", "reject", "add", "set", "move", "split", "merge")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `target` is a mention's or incident's id.

    `date` is the ISO day it was made. `article`, `quote_start`, `quote_end`, `place_id`,
    `date_start` and `text_hash` describe the mention, so that the decision finds it again under
    another id.
    """

    target: str
    action: str
    field: str = ""
    value: str = ""
    by: str = ""
    date: str = ""
    note: str = ""
    article: str = ""
    quote_start: str = ""
    quote_end: str = ""
    place_id: str = ""
    date_start: str = ""
    text_hash: str = ""


_NAMES = tuple(one.name for one in fields(Decision))


def make_decision(row: Mapping[str, Any], action: str, **said: str) -> Decision:
    """A decision about a row of the table, with what finds the row again.

    Raises
    ------
    UnknownNameError
        If the action is none of `ACTIONS`.

    Examples
    --------
    >>> made = make_decision({"incident_id": "a", "article": "x"}, "confirm", by="Sana")
    >>> made.target, made.article, made.by
    ('a', 'x', 'Sana')
    """
    if action not in ACTIONS:
        raise UnknownNameError("action", action, ACTIONS)
    names = ("article", "quote_start", "quote_end", "place_id", "date_start", "text_hash")
    anchor = {name: "" if row.get(name) is None else str(row[name]) for name in names}
    return Decision(str(row["incident_id"]), action, **(anchor | said))


def read_decisions(path: str | Path) -> tuple[tuple[Decision, ...], tuple[TableError, ...]]:
    """The decisions of a CSV, in its order, and what is wrong with the rows left out.

    Its columns are those of `Decision`; target may also be called mention or incident, and
    all but it and action may be missing.

    Raises
    ------
    TableError
        If the file cannot be read.
    """
    table = read_delimited(Path(path))
    found: list[Decision] = []
    faults = list(table.faults)
    for record in table.records:
        cells = {name.strip().lower(): unguard(cell) for name, cell in record.cells.items()}
        target = cells.get("target") or cells.get("mention") or cells.get("incident") or ""
        known = {name: cells.get(name, "") for name in _NAMES} | {"target": target}
        decision = Decision(**known)
        fault = _find_fault(decision)
        if fault:
            faults.append(TableError(fault, where=f"{path}:{record.line}"))
        else:
            found.append(decision)
    return tuple(found), tuple(faults)


def write_decisions(decisions: Iterable[Decision], path: str | Path) -> None:
    """Write decisions as a CSV that `read_decisions` and spreadsheets read.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    with replace_file(Path(path)) as draft, draft.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_NAMES)
        for decision in decisions:
            table.writerow([guard(getattr(decision, name)) for name in _NAMES])


def apply_decisions(
    incidents: geopandas.GeoDataFrame,
    decisions: Sequence[Decision],
    border: Border,
    *,
    mentions: Iterable[Mention] = (),
) -> tuple[geopandas.GeoDataFrame, tuple[Decision, ...]]:
    """The incidents as people decided, and the decisions that found nothing to hold for.

    `split` and `merge` are not applied here but where incidents are put together
    (`build_incidents`); here it is only told when what they name is gone.

    Parameters
    ----------
    incidents : the table.
    decisions : in the order they were made.
    border : the line that moved places are measured on.
    mentions : what the incidents were made of, so that a decision finds its words even where
        another report leads the incident now.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> rows = [{"incident_id": "a", "status": "extracted"}]
    >>> made = [Decision("a", "reject", by="Sana"), Decision("b", "confirm")]
    >>> frame, orphans = apply_decisions(build_frame(rows, [None]), made, durand_line())
    >>> frame["status"].tolist(), [one.target for one in orphans]
    (['rejected'], ['b'])
    """
    rows, shapes = list_rows(incidents), incidents.geometry.tolist()
    by_id, by_text = _index(rows)
    lost = [one for one in decisions if one.target not in by_id and one.action != "add"]
    found = find_again(lost, mentions, border) if lost else {}
    orphans: list[Decision] = []
    for decision in decisions:
        if decision.action == "add":
            rows.append(_added(decision))
            shapes.append(None)
            by_id[rows[-1]["incident_id"]] = len(rows) - 1
            _move(rows, shapes, len(rows) - 1, decision, border)
            continue
        index = by_id.get(found.get(decision, decision.target))
        if index is None:
            near = by_text.get(decision.text_hash or decision.article, [])
            index = next((one for one in near if is_same_words(decision, rows[one])), None)
        if index is None or (decision.action == "merge" and decision.value not in by_id):
            orphans.append(decision)
        elif decision.action in _EFFECTS:
            _EFFECTS[decision.action](rows, shapes, index, decision, border)
    return build_frame(rows, shapes), tuple(orphans)


Shapes = list["BaseGeometry | None"]


def _find_fault(decision: Decision) -> str | None:
    if decision.action not in ACTIONS:
        return f"expected one of {', '.join(ACTIONS)}, got action {decision.action!r}"
    if decision.date and not _is_day(decision.date):
        return f"expected a day such as 2025-12-01, got date {decision.date[:40]!r}"
    if not decision.target and decision.action != "add":
        return "expected the id of a mention or incident, got none"
    if decision.action == "set" and decision.field not in EDITABLE:
        return f"expected one of {', '.join(EDITABLE)}, got field {decision.field!r}"
    if decision.action == "merge" and not decision.value:
        return "expected the id of the other incident as value, got none"
    try:
        if decision.action == "set":
            parse_value(decision.field, decision.value)
        elif decision.action == "move":
            parse_point(decision.value)
        elif decision.action == "add":
            _added(decision)
    except (ValueError, KeyError, TypeError) as error:
        return f"value of {decision.action}: {error}"
    return None


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _index(rows: Sequence[Row]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Rows by their id and the ids they absorbed, and by their text's hash and its name."""
    by_id: dict[str, int] = {}
    by_text: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        for former in row["former_ids"]:
            by_id.setdefault(former, index)
        for name in dict.fromkeys((row["text_hash"], row["article"])):
            by_text.setdefault(name or "", []).append(index)
    by_id.update((row["incident_id"], index) for index, row in enumerate(rows))
    return by_id, by_text


def find_again(
    decisions: Iterable[Decision], mentions: Iterable[Mention], border: Border
) -> dict[Decision, str]:
    """The ids of the mentions of the same words, for decisions whose own mention is gone."""
    by_text: dict[str, list[Mention]] = {}
    for mention in mentions:
        for name in dict.fromkeys((mention.text_hash, mention.article)):
            by_text.setdefault(name, []).append(mention)
    found: dict[Decision, str] = {}
    for decision in decisions:
        for mention in by_text.get(decision.text_hash or decision.article, ()):
            report = make_report(mention, find_footprint(mention.expression, border), None)
            if is_same_words(decision, words_of(report)):
                found.setdefault(decision, report.mention_id)
    return found


def is_same_words(decision: Decision, row: Mapping[str, Any]) -> bool:
    """Whether a decision was made about these words: text, quote, place and first day."""
    if not (decision.quote_start.isdigit() and decision.quote_end.isdigit()):
        return False
    if row.get("quote_start") is None or row.get("quote_end") is None:
        return False
    name = "text_hash" if decision.text_hash else "article"
    return (
        row[name] == getattr(decision, name) != ""
        and (row["place_id"] or "") == decision.place_id
        and row["date_start"] == decision.date_start
        and row["quote_start"] < int(decision.quote_end)
        and int(decision.quote_start) < row["quote_end"]
    )


def _sign(row: Row, decision: Decision, status: str) -> None:
    row["status"] = status
    row["reviewed_by"] = decision.by or row["reviewed_by"]
    row["reviewed_at"] = decision.date or row["reviewed_at"]
    row["review_note"] = decision.note or row["review_note"]


def _confirm(
    rows: list[Row], shapes: Shapes, index: int, decision: Decision, border: Border
) -> None:
    _sign(rows[index], decision, "edited" if rows[index]["status"] == "edited" else "reviewed")


def _reject(
    rows: list[Row], shapes: Shapes, index: int, decision: Decision, border: Border
) -> None:
    _sign(rows[index], decision, "rejected")


def _set(rows: list[Row], shapes: Shapes, index: int, decision: Decision, border: Border) -> None:
    row = rows[index]
    row[decision.field] = parse_value(decision.field, decision.value)
    if decision.field == "date_start":
        row["date_end"] = max(row["date_end"] or "", row["date_start"])
    elif decision.field == "date_end":
        row["date_start"] = min(row["date_start"] or row["date_end"], row["date_end"])
    elif decision.field in ("best", "low", "high"):
        _fit_toll(row, decision.field)
    _sign(row, decision, "edited")


def _fit_toll(row: Row, field: str) -> None:
    """Bounds, toll and parts that agree with the one of them that a person set."""
    said, before = row[field], row["best"]
    if said is not None:
        order = ("low", "best", "high")
        for name in order[: order.index(field)]:
            row[name] = said if row[name] is None and field == "best" else _least(row[name], said)
        for name in order[order.index(field) + 1 :]:
            row[name] = said if row[name] is None and field == "best" else _most(row[name], said)
    if field == "best" or row["best"] != before:
        best = row["best"]
        row |= dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians"), best and 0)
        row["deaths_unknown"] = best


def _least(value: int | None, other: int) -> int | None:
    return None if value is None else min(value, other)


def _most(value: int | None, other: int) -> int | None:
    return None if value is None else max(value, other)


def _move(rows: list[Row], shapes: Shapes, index: int, decision: Decision, border: Border) -> None:
    row = rows[index]
    if decision.action == "add":
        if row["longitude"] is None:
            return
        longitude, latitude = row["longitude"], row["latitude"]
        radius_km = MOVED_KM if row["radius_km"] is None else row["radius_km"]
    else:
        longitude, latitude, radius_km = parse_point(decision.value)
        _sign(row, decision, "edited")
    where = make_disc(longitude, latitude, radius_km, 1 if radius_km <= 10 else 2)
    measured = measure_footprints([where], border)[0]
    kept = row["relation"] if row["relation"] == "across" else measured["relation"]
    row |= dict.fromkeys(_MEASURES)
    row |= measured | {"relation": kept}
    row |= {
        "footprint": where.kind,
        "longitude": longitude,
        "latitude": latitude,
        "radius_km": radius_km,
        "where_prec": where.where_prec,
        "km_from": None,
        "km_to": None,
    }
    shapes[index] = where.geometry


_MEASURES = (
    "chainage_km chainage_low_km chainage_high_km sector_af sector_pk nearest_crossing crossing_km"
).split()
_EFFECTS: dict[str, Callable[[list[Row], Shapes, int, Decision, Border], None]] = {
    "confirm": _confirm,
    "reject": _reject,
    "set": _set,
    "move": _move,
}


def _added(decision: Decision) -> Row:
    """The new row of an `add`."""
    name = hashlib.sha256(decision.value.encode()).hexdigest()[:16]
    row = parse_row(decision.value) | {"incident_id": decision.target or name}
    _sign(row, decision, "reviewed")
    return row
