"""One column of the table at a time: plain values to the array of its type, and back.

What is usual goes through Arrow, all values at once; a column that holds anything else (dates
for text, floats for whole numbers, halves of surrogate pairs) is taken value by value.
"""

from __future__ import annotations

import contextlib
import gc
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from geo.incidents.json_text import is_plain, mend_nested, mend_text
from geo.incidents.schema import Column

if TYPE_CHECKING:
    import pandas
    import pyarrow

DECIMALS = {"deg": 6, "km": 3}  # a tenth of a metre, a metre; four for shares
_MOST = 2**53  # whole numbers that every format holds exactly
DTYPES = {"text": "str", "day": "str", "integer": "Int64", "number": "float64", "flag": "bool"}


def to_array(column: Column, values: Sequence[Any]) -> Any:
    """The array of a column for a frame: cleaned, rounded and in its type.

    Examples
    --------
    >>> to_array(Column("best", "integer", "deaths", ""), [3, None, 4.0]).tolist()
    [3, <NA>, 4]
    """
    if column.kind in ("text", "day"):
        return to_strings(_texts(values))
    if column.kind == "integer":
        return _integers(column, values)
    if column.kind == "number":
        return _numbers(column, values)
    return _objects([clean_value(column, value) for value in values], column)


def to_values(column: Column, values: pandas.Series[Any]) -> list[Any]:
    """The plain values of a frame's column, None for what is missing.

    Examples
    --------
    >>> import pandas
    >>> column = Column("best", "integer", "deaths", "")
    >>> to_values(column, pandas.Series(to_array(column, [3, None])))
    [3, None]
    """
    dtype = DTYPES.get(column.kind)
    if dtype is None or values.dtype != dtype:
        return [clean_value(column, value) for value in values.tolist()]
    if column.kind in ("text", "day"):
        return from_blank(to_arrow_texts(values)).to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return]
    if column.kind == "integer":
        array: Any = values.array
        return array.to_numpy(dtype=object, na_value=None).tolist()  # type: ignore[no-any-return]
    if column.kind == "number":
        numbers = round_numbers(column, values.to_numpy())
        return [None if math.isnan(number) else number for number in numbers.tolist()]
    return values.tolist()


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Without the search for garbage, which millions of new lists set off again and again.

    Examples
    --------
    >>> import gc
    >>> with without_collector():
    ...     gc.isenabled()
    False
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def nothing_of(column: Column) -> Any:
    """What stands in a row where a column says nothing.

    Examples
    --------
    >>> nothing_of(Column("claims", "json", "", "")), nothing_of(Column("best", "integer", "", ""))
    ([], None)
    """
    if column.kind == "list" or column.name in ("claims", "sources"):
        return []
    return False if column.kind == "flag" else None


def clean_value(column: Column, value: Any) -> Any:
    """One value in the type of its column, None (or the empty list) where it is missing.

    Examples
    --------
    >>> clean_value(Column("side_a", "text", "", ""), "half a pair: \\ud800")
    'half a pair: \ufffd'
    """
    if column.kind in ("list", "json"):
        if value is None or isinstance(value, float):
            return nothing_of(column)
        value = value if isinstance(value, list | dict) else list(value)
        return value if not value or is_plain(value) else mend_nested(value)
    if column.kind == "flag" and type(value) is bool:
        return value
    if is_missing(value):
        return nothing_of(column)
    if column.kind == "integer":
        return _whole(value)
    if column.kind == "flag":
        return bool(value)
    if column.kind == "number":
        number = float(value)
        is_number = math.isfinite(number)
        return round(number, DECIMALS.get(column.unit, 4)) + 0.0 if is_number else None
    return clean_text(value)


def read_value(column: Column, value: Any) -> Any:
    """The same of a value from outside, which may be of another type.

    Raises
    ------
    ValueError
        If it is; the column is named.
    """
    try:
        return clean_value(column, value)
    except (ValueError, TypeError) as error:
        got = repr(value)[:40]
        raise ValueError(f"column {column.name}: expected {column.kind}, got {got}") from error


def _whole(value: Any) -> int:
    number = value if isinstance(value, int) else float(value)
    if not -_MOST <= number <= _MOST:
        raise ValueError(f"expected a whole number, got {value}")
    return int(value)


def clean_text(value: Any) -> str | None:
    """Text without halves of surrogate pairs; dates as ISO days; None for no text.

    Examples
    --------
    >>> clean_text("") is None, clean_text("Dir")
    (True, 'Dir')
    """
    if is_missing(value):
        return None
    if isinstance(value, str):
        return mend_text(value) or None
    return str(value.isoformat())[:10] if hasattr(value, "isoformat") else mend_text(str(value))


def is_missing(value: Any) -> bool:
    """None, a float that is not a number, or the missing value of pandas."""
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or type(value).__name__ in ("NAType", "NaTType")


def round_numbers(column: Column, numbers: Any) -> Any:
    """Numbers to what they can mean; what is not finite is missing, and nothing is -0.0."""
    import numpy as np

    with np.errstate(over="ignore", invalid="ignore"):
        rounded = np.round(numbers, DECIMALS.get(column.unit, 4)) + 0.0
    return np.where(np.isfinite(rounded), rounded, np.nan)


def to_strings(texts: pyarrow.Array | pyarrow.ChunkedArray) -> Any:
    """Arrow's text as a column of a frame; the characters are not copied."""
    import numpy as np
    import pandas

    kind: Any = pandas.StringDtype(na_value=np.nan)
    return kind.__from_arrow__(from_blank(texts))


def to_integers(numbers: pyarrow.Array | pyarrow.ChunkedArray) -> Any:
    """Arrow's whole numbers as a column of a frame."""
    import pandas

    kind: Any = pandas.Int64Dtype()
    return kind.__from_arrow__(numbers)


def to_arrow_texts(values: pandas.Series[Any]) -> Any:
    """A column of text as Arrow's; the characters are not copied where the frame holds such."""
    import pyarrow

    return pyarrow.array(values.array, from_pandas=True).cast(pyarrow.large_string())


def from_blank(texts: Any) -> Any:
    """Empty text is no text."""
    import pyarrow
    import pyarrow.compute as pc

    blank = pc.equal(texts, "")
    if not pc.any(blank).as_py():
        return texts
    return pc.if_else(blank, pyarrow.scalar(None, texts.type), texts)


def _texts(values: Sequence[Any]) -> Any:
    import pyarrow

    try:
        return pyarrow.array(values, pyarrow.large_string(), from_pandas=True)
    except (pyarrow.ArrowException, UnicodeEncodeError, TypeError):
        cleaned = [clean_text(value) for value in values]
        return pyarrow.array(cleaned, pyarrow.large_string())


def _integers(column: Column, values: Sequence[Any]) -> Any:
    import pyarrow

    try:
        found = pyarrow.array(values, pyarrow.int64(), from_pandas=True)
    except (pyarrow.ArrowException, OverflowError, TypeError):
        cleaned = [clean_value(column, value) for value in values]
        found = pyarrow.array(cleaned, pyarrow.int64())
    return to_integers(found)


def _numbers(column: Column, values: Sequence[Any]) -> Any:
    import numpy as np

    try:
        numbers = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        cleaned = [clean_value(column, value) for value in values]
        numbers = np.array(cleaned, dtype=np.float64)
    return round_numbers(column, numbers)


def _objects(values: list[Any], column: Column) -> Any:
    import numpy as np

    if column.kind == "flag":
        return np.array(values, dtype=bool)
    objects = np.empty(len(values), dtype=object)
    objects[:] = values
    return objects
