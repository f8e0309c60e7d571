"""What exports to the columns of others share: safe cells, and what a row says unchanged."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geo.incidents.frame import Row
from geo.incidents.text_files import guard


def write_rows(path: Path, head: Sequence[str], records: Iterable[dict[str, str]]) -> None:
    """Write a CSV whose text cells no spreadsheet takes for formulas; numbers stay numbers."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(head)
        for record in records:
            table.writerow([guard_text(record.get(name, "")) for name in head])


def guard_text(cell: str) -> str:
    """A cell guarded, unless it is a number.

    Examples
    --------
    >>> guard_text("-1"), guard_text("-1+1")
    ('-1', "'-1+1")
    """
    try:
        float(cell)
    except ValueError:
        return guard(cell)
    return cell if cell == cell.strip() else guard(cell)


def common_head(
    records: Sequence[dict[str, str]], rows: Sequence[Row], dataset: str, usual: tuple[str, ...]
) -> tuple[str, ...]:
    """The columns of the rows as they came, if all did and alike; else the usual ones."""
    heads = {tuple(record) for record in records}
    if len(heads) == 1 and all(came_from(row, dataset) for row in rows):
        return heads.pop()
    return usual


def came_from(row: Row, dataset: str) -> bool:
    """Whether a row was imported from a data set and has its raw cells."""
    return row["dataset"] == dataset and bool(row["source_record"])


def says(cell: str, value: Any) -> bool:
    """Whether a cell already says a value; dates with a time behind them, numbers as numbers.

    Examples
    --------
    >>> says("2021-03-04 00:00:00.000", "2021-03-04"), says("3.0", 3), says("4", 3)
    (True, True, False)
    """
    if isinstance(value, str):
        return cell == value or cell[:10] == value
    try:
        return abs(float(cell) - float(value)) < 1e-6
    except ValueError:
        return False


def put_edits(record: dict[str, str], row: Row, columns: dict[str, str]) -> dict[str, str]:
    """A raw record with what a person changed; `columns` names our column for each of its own."""
    changed = dict(record)
    if row["status"] == "edited":
        for theirs, ours in columns.items():
            if row[ours] is not None and not says(record.get(theirs, ""), row[ours]):
                changed[theirs] = str(row[ours])
    return changed


def tell_counts(told: Iterable[tuple[int, str]], total: int) -> list[str]:
    """Sentences for the counts that are not zero.

    Examples
    --------
    >>> tell_counts([(2, "left out"), (0, "cut")], 3)
    ['2 of 3 incidents left out']
    """
    return [f"{count} of {total} incidents {words}" for count, words in told if count]
