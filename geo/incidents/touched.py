"""Which mentions a change touches: their incidents are derived again."""

from __future__ import annotations

import math
from collections.abc import Sequence

from geo.incidents.database import Database, Values, clean_text
from geo.incidents.decisions import Decision
from geo.incidents.matching import DISTRICT, EXACT, TELLING_TOLL, Report
from geo.incidents.merge import CELL_DEG

LONG_DAYS = 10  # what lasts longer is looked for by itself
_ROW = 100_000  # cells from south to north, and room to spare

# Mentions beside those of a text: the same ground or one next to it, and the days or one beside.
_BESIDE = """
    INSERT INTO touched_mentions (number, first_day)
    SELECT DISTINCT p.number, CAST(NULL AS BIGINT)
    FROM stored_mentions m
    JOIN placed_mentions q ON q.number = m.number
    JOIN placed_mentions p ON p.family = q.family
     AND p.first_day <= q.last_day + 1 AND p.last_day >= q.first_day - 1
     AND (p.district = q.district OR p.toll = q.toll OR p.cell IN (q.cell, q.cell - 1, q.cell + 1,
          q.cell - {row} - 1, q.cell - {row}, q.cell - {row} + 1,
          q.cell + {row} - 1, q.cell + {row}, q.cell + {row} + 1))
    WHERE m.text_hash = ?
    ON CONFLICT DO NOTHING
""".replace("{row}", str(_ROW))


def touch_texts(database: Database, text_hashes: Sequence[str]) -> None:
    """Touch the mentions of texts."""
    database.run_many(
        "INSERT INTO touched_mentions (number) SELECT number FROM stored_mentions"
        " WHERE text_hash = ? ON CONFLICT DO NOTHING",
        [(text_hash,) for text_hash in text_hashes],
    )


def touch_namesakes(database: Database, articles: Sequence[tuple[str, str]]) -> None:
    """Touch the mentions of other texts under the same names: they share days and sources.

    Parameters
    ----------
    articles : names, each with the hash of the text that has it now.
    """
    marks = ", ".join("?" * len(articles))
    found = database.rows(
        f"SELECT article, text_hash FROM stored_articles WHERE article IN ({marks})",  # noqa: S608
        [name for name, _ in articles],
    )
    own = set(articles)
    touch_texts(database, [text_hash for name, text_hash in found if (name, text_hash) not in own])


def touch_all(database: Database) -> None:
    """Touch every mention."""
    _touch(database, "WHERE 0 = 0", ())


def touch_decided(database: Database, decision: Decision) -> None:
    """Touch what a decision names: the whole incident of a mention, else its text."""
    names = [decision.target, *([decision.value] if decision.action == "merge" else [])]
    for name in names:
        _touch(
            database,
            "JOIN placed_mentions p ON p.number = m.number WHERE p.incident_id IN"
            " (SELECT q.incident_id FROM placed_mentions q"
            "  JOIN stored_mentions n ON n.number = q.number WHERE n.mention_id = ?)",
            (name,),
        )
    if decision.text_hash or decision.article:
        _touch(database, *about(decision))


def about(decision: Decision) -> tuple[str, Values]:
    """A condition on `stored_mentions m`: the text that a decision was made about."""
    if decision.text_hash:
        return "WHERE m.text_hash = ?", (decision.text_hash,)
    by_name = "JOIN stored_articles a ON a.text_hash = m.text_hash WHERE a.article = ?"
    return by_name, (clean_text(decision.article),)


def forget_mentions(database: Database, text_hash: str) -> None:
    """Take the mentions of a text out, and touch what they stood beside."""
    incidents = database.rows(
        "SELECT DISTINCT p.incident_id FROM placed_mentions p"
        " JOIN stored_mentions m ON m.number = p.number"
        " WHERE m.text_hash = ? AND p.incident_id IS NOT NULL",
        (text_hash,),
    )
    database.run(_BESIDE, (text_hash,))
    for (name,) in incidents:
        _touch(
            database,
            "JOIN placed_mentions p ON p.number = m.number WHERE p.incident_id = ?",
            (name,),
        )
    database.delete_incidents(name for (name,) in incidents)
    for table in ("touched_mentions", "placed_mentions"):
        database.run(
            f"DELETE FROM {table} WHERE number IN"  # noqa: S608
            " (SELECT number FROM stored_mentions WHERE text_hash = ?)",
            (text_hash,),
        )
    database.run("DELETE FROM stored_mentions WHERE text_hash = ?", (text_hash,))


def _touch(database: Database, condition: str, values: Values) -> None:
    """Without a first day yet: it is told when the mention is placed."""
    cells = "DISTINCT m.number, CAST(NULL AS BIGINT)"
    chosen = f"SELECT {cells} FROM stored_mentions m {condition}"  # noqa: S608
    into = "INSERT INTO touched_mentions (number, first_day)"
    database.run(f"{into} {chosen} ON CONFLICT DO NOTHING", values)


def own_cell(report: Report) -> int | None:
    """The cell of a grid that a report's point lies in; None where it has no point."""
    longitude, latitude = report.footprint.longitude, report.footprint.latitude
    if longitude is None or latitude is None:
        return None
    return _cell(math.floor(longitude / CELL_DEG[0]), math.floor(latitude / CELL_DEG[1]))


def near_cells(report: Report) -> list[int]:
    """The cells in which reports of the same event may lie."""
    longitude, latitude = report.footprint.longitude, report.footprint.latitude
    if longitude is None or latitude is None:
        return []
    if (report.footprint.where_prec or 9) > EXACT:
        return [_cell(math.floor(longitude / CELL_DEG[0]), math.floor(latitude / CELL_DEG[1]))]
    east = math.floor(longitude / CELL_DEG[0] - 0.5)
    north = math.floor(latitude / CELL_DEG[1] - 0.5)
    return [_cell(east + right, north + up) for right in (0, 1) for up in (0, 1)]


def known_district(report: Report) -> str | None:
    """The district that may tell a report's event; None where it is known too badly for that."""
    is_known = (report.footprint.where_prec or 9) <= DISTRICT
    return report.district if report.district and is_known else None


def telling_toll(report: Report) -> int | None:
    """A toll by which reports of the same event are known wherever they place it; else None."""
    best = report.mention.best or 0
    return best if best >= TELLING_TOLL else None


def _cell(east: int, north: int) -> int:
    return east * _ROW + north
