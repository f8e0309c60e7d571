"""Incidents derived from what a store holds: only those that changes touch.

Whether two mentions become one incident depends on all that match either of them, and on
what matches those, and on nothing else (`geo.incidents.merge`). So the mentions that were
touched are taken together with all that match them, step by step until no more does; these
are merged anew, and their incidents take the place of the old ones. The result is the same as
that of merging everything at once, in whatever order articles came.

One exception is known: where more than 400 reports crowd one block of place and time, merging
compares neighbours only, and which are neighbours depends on who else is there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from geo.events.mention import Mention
from geo.incidents.database import Database, put_facts, to_cells
from geo.incidents.decisions import Decision, apply_decisions
from geo.incidents.footprint import find_footprint
from geo.incidents.frame import build_frame, list_rows
from geo.incidents.matching import Report, make_report, match_reports
from geo.incidents.merge import RULES, signature
from geo.incidents.reading import Reader
from geo.incidents.schema import COLUMN_NAMES
from geo.incidents.table import Ground, build_incidents
from geo.incidents.touched import (
    LONG_DAYS,
    known_district,
    near_cells,
    own_cell,
    telling_toll,
    touch_all,
)

if TYPE_CHECKING:
    import geopandas

    from geo.border.model import Border

_BATCH = 4000
_MOST_PLACES = 50_000  # what is known of more is forgotten, or memory would have no end
# Mentions not chosen yet that lie where and when the probes ask, by the number of the probe.
_FIND = """
    SELECT q.number, p.number FROM probes q JOIN placed_mentions p
      ON p.{place} = q.{place} AND p.family = q.family AND p.is_long = {long}
     AND p.first_day BETWEEN q.first_day - {reach} AND q.last_day + 1
     AND p.last_day >= q.first_day - 1
    WHERE q.{place} IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM chosen c WHERE c.number = p.number)
"""
_FINDS = tuple(
    _FIND.format(place=place, long=is_long, reach=reach)
    for place in ("cell", "district", "toll")
    for is_long, reach in ((0, LONG_DAYS + 1), (1, 10**7))
)


def refresh(database: Database, reader: Reader, border: Border, ground: Ground) -> None:
    """Derive the incidents that changes touched, a batch in each transaction."""
    _check_line(database, border)
    work = _Work(database, reader, border, ground)
    while work.place_batch() or work.derive_batch():
        pass
    if _fact(database, "decided") == "stale":
        with database.transaction():
            database.lock(is_whole=True)
            _derive_decided(database, reader, border)
            put_facts(database, {"decided": "fresh"})


def write_frame(database: Database, frame: geopandas.GeoDataFrame) -> None:
    """Add the rows of a frame to the layer."""
    rows = [to_cells(row) for row in list_rows(frame)]
    if rows:
        database.write_incidents(rows, frame.geometry.tolist())


def _fact(database: Database, name: str) -> str | None:
    found = database.rows("SELECT value FROM store_facts WHERE name = ?", (name,))
    return str(found[0][0]) if found else None


def _check_line(database: Database, border: Border) -> None:
    """Derive everything anew where the line, the columns or the rules of merging are others."""
    columns = hashlib.sha256(" ".join(COLUMN_NAMES).encode()).hexdigest()[:8]
    line = f"{border.code} {border.frame} {border.sha256} {columns} {RULES}"
    if _fact(database, "line") == line:
        return
    with database.transaction():
        database.lock(is_whole=True)
        names = database.rows(
            "SELECT DISTINCT incident_id FROM placed_mentions WHERE incident_id IS NOT NULL"
        )
        database.delete_incidents(name for (name,) in names)
        database.run("DELETE FROM placed_mentions")
        touch_all(database)
        database.run("UPDATE touched_mentions SET first_day = NULL")
        put_facts(database, {"decided": "stale"})
        put_facts(database, {"line": line})


class _Work:
    """One refresh: what it needs at every step."""

    def __init__(self, database: Database, reader: Reader, border: Border, ground: Ground) -> None:
        self.database = database
        self.reader = reader
        self.border = border
        self.ground = ground

    def place_batch(self) -> bool:
        """Note where and when a batch of touched mentions lie; False if there are none."""
        if not self._has_touched("first_day IS NULL"):
            return False
        with self.database.transaction():
            self.database.lock(is_whole=True)
            found = self.reader.numbered(
                "JOIN touched_mentions t ON t.number = m.number WHERE t.first_day IS NULL LIMIT ?",
                (_BATCH,),
            )
            reports = [(number, self._report(mention)) for number, mention in found]
            self.database.run_many(
                "INSERT INTO placed_mentions"
                " (number, family, cell, district, toll, is_long, first_day, last_day)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO NOTHING",
                [(number, *_place_of(report)) for number, report in reports],
            )
            self.database.run_many(
                "UPDATE touched_mentions SET first_day = ? WHERE number = ?",
                [(report.first.toordinal(), number) for number, report in reports],
            )
        return True

    def derive_batch(self) -> bool:
        """Derive the incidents of a batch of touched mentions; False if there are none."""
        if not self._has_touched("first_day IS NOT NULL"):
            return False
        if len(self.ground.footprints) > _MOST_PLACES:
            self.ground.footprints.clear()
            self.ground.measured.clear()
        with self.database.transaction():
            self.database.lock(is_whole=True)
            self.database.run("DELETE FROM chosen")
            self.database.run(
                "INSERT INTO chosen (number) SELECT number FROM touched_mentions"
                " WHERE first_day IS NOT NULL ORDER BY first_day, number LIMIT ?",
                (_BATCH,),
            )
            chosen = self._choose()
            self._replace(chosen)
            self.database.run(
                "DELETE FROM touched_mentions WHERE number IN (SELECT number FROM chosen)"
            )
        return True

    def _has_touched(self, condition: str) -> bool:
        statement = f"SELECT 1 FROM touched_mentions WHERE {condition} LIMIT 1"  # noqa: S608
        return bool(self.database.rows(statement))

    def _report(self, mention: Mention) -> Report:
        said = mention.expression
        known = self.ground.footprints
        if said not in known:
            known[said] = find_footprint(said, self.border)
        return make_report(mention, known[said], None)

    def _choose(self) -> dict[int, Report]:
        """The chosen mentions with all that match them, step by step."""
        decisions = self.reader.decisions()
        seen: dict[int, Report] = {}
        chosen: dict[int, Report] = {}
        frontier = self._load("JOIN chosen c ON c.number = m.number", seen)
        while frontier:
            chosen.update(frontier)
            found = self._matching(frontier, chosen, seen)
            found |= self._sharing(frontier, seen)
            found |= self._decided(frontier, decisions, seen)
            found |= self._together(frontier, seen)
            frontier = {number: seen[number] for number in found if number not in chosen}
            self.database.run_many(
                "INSERT INTO chosen (number) VALUES (?) ON CONFLICT DO NOTHING",
                [(number,) for number in frontier],
            )
        return chosen

    def _load(
        self, condition: str, seen: dict[int, Report], values: Sequence[Any] = ()
    ) -> dict[int, Report]:
        found = {
            number: seen.get(number) or self._report(mention)
            for number, mention in self.reader.numbered(condition, values)
        }
        seen.update(found)
        return found

    def _matching(
        self, frontier: dict[int, Report], chosen: dict[int, Report], seen: dict[int, Report]
    ) -> dict[int, None]:
        """Mentions not chosen yet that match one of the frontier."""
        self.database.run("DELETE FROM probes")
        self.database.run_many(
            "INSERT INTO probes (number, family, cell, district, toll, first_day, last_day)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [probe for number, report in frontier.items() for probe in _probes(number, report)],
        )
        pairs = [pair for find in _FINDS for pair in self.database.rows(find)]
        missing = sorted({other for _, other in pairs if other not in seen})
        for number in missing:
            self._load("WHERE m.number = ?", seen, (number,))
        return {
            other: None
            for number, other in pairs
            if other in seen and _may_be_one(chosen[number], seen[other])
        }

    def _sharing(self, frontier: dict[int, Report], seen: dict[int, Report]) -> dict[int, None]:
        """Mentions that share an episode's toll with one of the frontier."""
        episodes = {
            (one.mention.text_hash, one.mention.episode): None
            for one in frontier.values()
            if one.mention.episode is not None
        }
        found: dict[int, None] = {}
        for text_hash, episode in episodes:
            for number, report in self._load("WHERE m.text_hash = ?", seen, (text_hash,)).items():
                if report.mention.episode == episode:
                    found[number] = None
        return found

    def _decided(
        self, frontier: dict[int, Report], decisions: Sequence[Decision], seen: dict[int, Report]
    ) -> dict[int, None]:
        """Mentions that a person merged with one of the frontier."""
        ids = {report.mention_id for report in frontier.values()}
        found: dict[int, None] = {}
        for decision in decisions:
            if decision.action == "merge" and (decision.target in ids or decision.value in ids):
                for name in (decision.target, decision.value):
                    found |= dict.fromkeys(self._load("WHERE m.mention_id = ?", seen, (name,)))
        return found

    def _together(self, frontier: dict[int, Report], seen: dict[int, Report]) -> dict[int, None]:
        """Mentions that stood in one incident with one of the frontier until now."""
        found: dict[int, None] = {}
        for number in frontier:
            members = self.database.rows(
                "SELECT p.number FROM placed_mentions q JOIN placed_mentions p"
                " ON p.incident_id = q.incident_id WHERE q.number = ? AND p.number <> q.number"
                " AND NOT EXISTS (SELECT 1 FROM chosen c WHERE c.number = p.number)",
                (number,),
            )
            for (member,) in members:
                found |= dict.fromkeys(self._load("WHERE m.number = ?", seen, (member,)))
        return found

    def _replace(self, chosen: dict[int, Report]) -> None:
        """Put the incidents of the chosen mentions in the place of their old ones."""
        mentions = [report.mention for report in chosen.values()]
        articles = self.reader.named_articles(sorted({one.article for one in mentions}))
        numbers = {report.mention_id: number for number, report in chosen.items()}
        texts = {name for one in mentions for name in (one.article, one.text_hash)}
        held = self._held_for(numbers, texts)
        frame = build_incidents(mentions, articles, self.border, decisions=held, ground=self.ground)
        self._note_members(list_rows(frame), numbers)
        if held:
            frame, _ = apply_decisions(frame, held, self.border, mentions=mentions)
        write_frame(self.database, frame)

    def _held_for(self, numbers: dict[str, int], texts: set[str]) -> list[Decision]:
        """Decisions about these mentions: by id, or by the text where the id is gone."""
        held = []
        for decision in self.reader.decisions():
            if decision.action == "add":
                continue
            is_merge = decision.action == "merge"
            is_named = decision.target in numbers or (is_merge and decision.value in numbers)
            is_lost = (decision.text_hash or decision.article) in texts and not is_named
            if is_named or (is_lost and not _is_known(self.database, decision.target)):
                held.append(decision)
        return held

    def _note_members(self, rows: list[dict[str, Any]], numbers: dict[str, int]) -> None:
        old = self.database.rows(
            "SELECT DISTINCT p.incident_id FROM placed_mentions p"
            " JOIN chosen c ON c.number = p.number WHERE p.incident_id IS NOT NULL"
        )
        self.database.delete_incidents(name for (name,) in old)
        self.database.run_many(
            "UPDATE placed_mentions SET incident_id = ? WHERE number = ?",
            [
                (row["incident_id"], numbers[member])
                for row in rows
                for member in (row["incident_id"], *row["former_ids"])
            ],
        )


def _place_of(report: Report) -> tuple[Any, ...]:
    first, last = report.first.toordinal(), report.last.toordinal()
    is_long = int(last - first > LONG_DAYS)
    ground = (own_cell(report), known_district(report), telling_toll(report))
    return (report.family, *ground, is_long, first, last)


def _probes(number: int, report: Report) -> Iterable[tuple[Any, ...]]:
    """What to ask for: each cell near the point, the district, and the toll."""
    days = (report.first.toordinal(), report.last.toordinal())
    for cell in near_cells(report):
        yield (number, report.family, cell, None, None, *days)
    district = known_district(report)
    if district is not None:
        yield (number, report.family, None, district, None, *days)
    toll = telling_toll(report)
    if toll is not None:
        yield (number, report.family, None, None, toll, *days)


def _may_be_one(one: Report, other: Report) -> bool:
    """Whether merging may join two reports: alike, matching, or told twice in one article."""
    if signature(one) == signature(other) or match_reports(one, other) is not None:
        return True
    is_same_article = one.mention.article == other.mention.article
    return is_same_article and one.spot == other.spot


def _is_known(database: Database, name: str) -> bool:
    return any(
        database.rows(f"SELECT 1 FROM {table} WHERE {column} = ?", (name,))  # noqa: S608
        for table, column in (("stored_mentions", "mention_id"), ("stored_imports", "incident_id"))
    )


def _derive_decided(database: Database, reader: Reader, border: Border) -> None:
    """Imported rows that people decided about, and rows that people added."""
    decisions = reader.decisions()
    targets = sorted({one.target for one in decisions})
    frame = reader.imports("stored_imports", targets)
    names = set(frame["incident_id"].tolist())
    added, _ = apply_decisions(
        build_frame([], []), [one for one in decisions if one.action == "add"], border
    )
    names |= set(added["incident_id"].tolist())
    held = [one for one in decisions if one.action == "add" or one.target in names]
    frame, _ = apply_decisions(frame, held, border)
    database.delete_incidents(frame["incident_id"].tolist())
    write_frame(database, frame)
