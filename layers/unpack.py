"""Reads back what `layers.columns` packed: to check a page, or to take its data out again."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
import zlib
from typing import TYPE_CHECKING, Any, TypeAlias

from geo.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Spec: TypeAlias = dict[str, Any]
_BLOCK = re.compile(
    r'<script type="application/json" id="[^"]+" data-kind="([^"]+)">(.*?)</script>', re.DOTALL
)


def read_page(page: str) -> dict[str, Any]:
    """Return the data of a page by the kind of layer, packed tables as plain columns.

    Parameters
    ----------
    page : the text of an HTML file that `layers.Map.save` wrote.

    Raises
    ------
    InputError
        If there is no such data in it.

    Examples
    --------
    >>> read_page('<script type="application/json" id="a" data-kind="x">[1]</script>')
    {'x': [1]}
    """
    blocks = {kind: json.loads(text) for kind, text in _BLOCK.findall(page)}
    if not blocks:
        raise InputError("expected a page with blocks of data, found none in it")
    for block in blocks.values():
        if isinstance(block, dict) and "bytes" in block:
            _open_block(block)
    return blocks


def unpack_table(data: Spec) -> Spec:
    """Return a packed table as plain data: ``columns`` by name, ``claims``, ``sources``, ``areas``.

    Parameters
    ----------
    data : as `IncidentsLayer.to_data` returns it.
    """
    table = json.loads(json.dumps(data))
    _open_block(table)
    return {key: value for key, value in table.items() if key not in ("parts", "bytes")}


def _open_block(block: Spec) -> None:
    raws = _read_parts(block)
    block["columns"] = _open_columns(block.get("columns", {}), raws, block["count"])
    for name in ("claims", "sources"):
        nested = block.get(name)
        if nested:
            block[name] = _open_records(nested, raws)
    if block.get("areas"):
        areas = block["areas"]
        shapes = json.loads(raws[areas["shapes"]["part"]])
        codes = _read_whole(areas["codes"], raws).tolist()
        block["areas"] = {row: shapes[code - 1] for row, code in enumerate(codes) if code}


def _read_parts(block: Spec) -> list[bytes]:
    raws, at = [], 0
    for length, size in block["parts"]:
        raw = zlib.decompress(base64.b64decode(block["bytes"][at : at + length]), -15)
        if len(raw) != size:
            raise InputError(f"expected a part of {size} bytes in the page, got {len(raw)}")
        raws.append(raw)
        at += length
    return raws


def _open_columns(specs: Spec, raws: list[bytes], count: int) -> Spec:
    columns: Spec = {}
    numbers: Spec = {}
    # A column that is kept as differences comes behind the one they are taken from.
    for name, spec in specs.items():
        inner = {"day": "days", "truth": "values"}.get(spec["kind"])
        if inner is None and spec["kind"] != "number":
            columns[name] = _open_column(spec, raws, count)
            continue
        numbers[name] = _read_numbers(spec[inner] if inner else spec, raws, numbers)
        columns[name] = [_tell(value, spec["kind"]) for value in numbers[name]]
    return columns


def _tell(value: Any, kind: str) -> Any:
    """A number as what it stands for."""
    if value is None or kind == "number":
        return value
    if kind == "truth":
        return bool(value)
    return (dt.date(1970, 1, 1) + dt.timedelta(value)).isoformat()


def _open_column(spec: Spec, raws: list[bytes], count: int) -> list[Any]:
    if spec["kind"] == "flag":
        return _read_bits(raws[spec["part"]], count).astype(bool).tolist()  # type: ignore[no-any-return]
    if spec["kind"] == "hex":
        text = raws[spec["part"]].hex()
        return [text[at : at + 16] for at in range(0, len(text), 16)]
    if spec["kind"] == "words":
        words = [None, *_read_texts(spec["words"], raws)]
        return [words[code] for code in _read_whole(spec["codes"], raws).tolist()]
    if spec["kind"] == "records":
        texts = _open_column(spec["texts"], raws, count)
        return [None if text is None else json.loads(text) for text in texts]
    return _read_texts(spec, raws)


def _read_numbers(spec: Spec, raws: list[bytes], others: Spec) -> list[Any]:
    values: Any = _read_whole(spec["values"], raws)
    scale = 10 ** spec["digits"]
    numbers = [value / scale if spec["digits"] else value for value in values.tolist()]
    if "near" in spec:
        base = [value or 0 for value in others[spec["near"]]]
        numbers = [
            round(number + near, spec["digits"]) for number, near in zip(numbers, base, strict=True)
        ]
    if "present" not in spec:
        return numbers
    bits = _read_bits(raws[spec["present"]], len(numbers)).tolist()
    return [number if bit else None for number, bit in zip(numbers, bits, strict=True)]


def _read_whole(spec: Spec, raws: list[bytes]) -> NDArray[Any]:
    import numpy as np

    if spec["kind"] == "shared":
        shared: NDArray[Any] = _read_whole(spec["words"], raws)[_read_whole(spec["codes"], raws)]
        return shared
    count, width = spec["count"], spec["width"]
    planes = np.frombuffer(raws[spec["part"]], dtype=np.uint8).reshape(width, count)
    wide: Any = np.zeros((count, 8), dtype=np.uint8)
    wide[:, :width] = planes.T
    values: Any = wide.reshape(-1).view("<u8").astype(np.int64)
    if spec["delta"]:
        values = np.cumsum(np.where(values % 2, -(values + 1) // 2, values // 2))
    return values + spec["low"]  # type: ignore[no-any-return]


def _read_bits(raw: bytes, count: int) -> NDArray[Any]:
    import numpy as np

    return np.unpackbits(np.frombuffer(raw, dtype=np.uint8), count=count)


def _read_texts(spec: Spec, raws: list[bytes]) -> list[str | None]:
    texts: list[str | None] = []
    lengths = _read_whole(spec["lengths"], raws).tolist()
    for block, part in enumerate(spec["parts"]):
        at, raw = 0, raws[part]
        for length in lengths[block * spec["rows"] : (block + 1) * spec["rows"]]:
            size = max(0, length - 1)
            texts.append(raw[at : at + size].decode("utf-8") if length else None)
            at += size
    return texts


def _open_records(nested: Spec, raws: list[bytes]) -> list[list[Spec]]:
    """Records of each row: those of its own, or those of a shared table that it names."""
    columns = _open_columns(nested["columns"], raws, nested["count"])
    records = [
        {name: values[at] for name, values in columns.items() if values[at] is not None}
        for at in range(nested["count"])
    ]
    if "codes" in nested:
        records = [records[code] for code in _read_whole(nested["codes"], raws).tolist()]
    rows, at = [], 0
    for size in _read_whole(nested["sizes"], raws).tolist():
        rows.append(records[at : at + size])
        at += size
    return rows
