"""Columns of a large table as short text: quantised, shared, packed, deflated, in base64.

A column is a small description and one or more *parts*. A part is a run of bytes, deflated and
written in base64 by itself, so that the page can read one column, or one block of sentences,
without touching the rest. Whole numbers are kept as their distance from the least one, or as
differences where that is narrower, byte by byte: all low bytes, then all high ones.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from numpy.typing import NDArray

Spec: TypeAlias = dict[str, Any]

BLOCK_BYTES = 1 << 17
LEVEL = 6
SAMPLE = 1 << 15
FEW = 1 << 16  # as many different values go into a table of their own
_HALF = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(slots=True)
class Packer:
    """Collects the parts of columns; `finish` gives their lengths and their text.

    Examples
    --------
    >>> packer = Packer()
    >>> packer.add_json({"a": 1})
    {'kind': 'json', 'part': 0}
    >>> packer.finish()["parts"]
    [[12, 7]]
    """

    parts: list[bytes] = field(default_factory=list)

    def add(self, raw: bytes) -> int:
        """Keep bytes as a part, and return its number."""
        self.parts.append(raw)
        return len(self.parts) - 1

    def add_json(self, value: object) -> Spec:
        """Keep a small value as JSON."""
        text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
        return {"kind": "json", "part": self.add(text.encode("ascii"))}

    def finish(self) -> Spec:
        """Return ``parts`` (length in base64 and of the bytes) and ``bytes``, the text of all."""
        with ThreadPoolExecutor(2) as pool:
            texts = list(pool.map(_squeeze, self.parts))
        sizes = [[len(text), len(raw)] for text, raw in zip(texts, self.parts, strict=True)]
        return {"parts": sizes, "bytes": "".join(texts)}


def pack_whole(packer: Packer, values: NDArray[Any]) -> Spec:
    """Pack whole numbers, none missing.

    Examples
    --------
    >>> import numpy as np
    >>> pack_whole(Packer(), np.array([1000, 1001, 1003]))
    {'kind': 'whole', 'count': 3, 'low': 1000, 'width': 1, 'delta': False, 'part': 0}
    """
    import numpy as np

    count = len(values)
    low = int(values.min()) if count else 0
    width = _width(int(values.max()) - low if count else 0)
    plain: Any = values - low
    is_delta = False
    if count > 1 and width > 1:
        steps = np.diff(values)
        turned = np.concatenate(([0], np.where(steps < 0, -2 * steps - 1, 2 * steps)))
        narrow = _width(int(turned.max()))
        if narrow < width:
            is_delta, width, plain, low = True, narrow, turned, int(values[0])
    planes = plain.astype("<u8").view(np.uint8).reshape(count, 8)[:, :width]
    part = packer.add(np.ascontiguousarray(planes.T).tobytes())
    return {
        "kind": "whole",
        "count": count,
        "low": low,
        "width": width,
        "delta": is_delta,
        "part": part,
    }


def pack_numbers(
    packer: Packer, values: NDArray[Any], digits: int, *, base: NDArray[Any] | None = None
) -> Spec | None:
    """Pack numbers to some decimals; NaN is missing. None if all are.

    Parameters
    ----------
    values : floats.
    digits : decimals kept.
    base : numbers that these lie near: only the difference is kept, if the same ones are missing;
        the caller says in ``near`` which they are.
    """
    import numpy as np

    present = np.isfinite(values)
    if not present.any():
        return None
    whole = _quantise(values, digits)
    spec: Spec = {"kind": "number", "digits": digits}
    if not present.all():
        spec["present"] = packer.add(np.packbits(present).tobytes())
        whole = whole[_last_present(present)]
    if base is not None and np.array_equal(np.isfinite(base), present):
        near = _quantise(base, digits)
        whole = whole - (near if present.all() else near[_last_present(present)])
        spec["near"] = True
    spec["values"] = _pack_shared(packer, whole)
    return spec


def pack_flags(packer: Packer, values: NDArray[Any]) -> Spec | None:
    """Pack yes and no as bits; None if all are no."""
    import numpy as np

    if not values.any():
        return None
    return {"kind": "flag", "part": packer.add(np.packbits(values).tobytes())}


def pack_texts(packer: Packer, codes: NDArray[Any], words: Sequence[str]) -> Spec | None:
    """Pack texts: each once where many repeat, else in blocks; None if all are missing.

    Parameters
    ----------
    codes : for each row the number of its text in `words`, -1 where it is missing.
    words : the different texts, in any order.
    """
    import numpy as np

    if not len(words):
        return None
    if len(words) * 2 > len(codes):
        told: list[str | None] = [*words, None]
        return _pack_blocks(packer, [told[code] for code in codes.tolist()])
    order = sorted(range(len(words)), key=words.__getitem__)
    rank: Any = np.zeros(len(words) + 1, dtype=np.int64)
    rank[order] = np.arange(1, len(words) + 1)
    return {
        "kind": "words",
        "words": _pack_blocks(packer, [words[number] for number in order]),
        "codes": pack_whole(packer, rank[codes]),
    }


def pack_hex(packer: Packer, texts: Sequence[Any]) -> Spec | None:
    """Pack texts of sixteen lower-case hexadecimal digits; None if they are anything else.

    Examples
    --------
    >>> pack_hex(Packer(), ["00ff00ff00ff00ff"]), pack_hex(Packer(), ["UCDP-1"])
    ({'kind': 'hex', 'part': 0}, None)
    """
    if {*map(type, texts)} != {str} or {*map(len, texts)} != {16}:
        return None
    joined = "".join(texts)
    try:
        raw = bytes.fromhex(joined)
    except ValueError:
        return None
    return {"kind": "hex", "part": packer.add(raw)} if raw.hex() == joined else None


def number_texts(values: Iterable[Any]) -> tuple[NDArray[Any], list[str]]:
    """Return the number of each text among the different ones, and these; None has -1.

    Examples
    --------
    >>> codes, words = number_texts(["b", None, "a", "b"])
    >>> codes.tolist(), words
    ([0, -1, 1, 0], ['b', 'a'])
    """
    import numpy as np

    numbers: dict[Any, int] = {}
    codes = [-1 if value is None else numbers.setdefault(value, len(numbers)) for value in values]
    return np.array(codes, dtype=np.int64), list(numbers)


def _pack_blocks(packer: Packer, texts: Sequence[str | None]) -> Spec:
    """Texts one after the other in blocks of about the same size; 0 of `lengths` is missing."""
    import numpy as np

    raws = [b"" if text is None else _encode(text) for text in texts]
    lengths = np.fromiter(
        (0 if text is None else len(raw) + 1 for text, raw in zip(texts, raws, strict=True)),
        dtype=np.int64,
        count=len(raws),
    )
    mean = max(1, int(lengths.sum()) // max(1, len(raws)))
    rows = max(1, BLOCK_BYTES // mean)
    parts = [packer.add(b"".join(raws[at : at + rows])) for at in range(0, len(raws), rows)]
    return {"kind": "texts", "lengths": pack_whole(packer, lengths), "rows": rows, "parts": parts}


def _pack_shared(packer: Packer, whole: NDArray[Any]) -> Spec:
    """Whole numbers, each different one once where that is shorter."""
    import numpy as np

    if len(whole) > 64:
        sample = whole[:: max(1, len(whole) // 4096)]
        if len(np.unique(sample)) * 2 < len(sample):
            words, codes = np.unique(whole, return_inverse=True)
            spread = _width(int(words[-1] - words[0]))
            if len(words) <= FEW and _width(len(words)) < spread:
                return {
                    "kind": "shared",
                    "words": pack_whole(packer, words),
                    "codes": pack_whole(packer, codes),
                }
    return pack_whole(packer, whole)


def _quantise(values: NDArray[Any], digits: int) -> NDArray[Any]:
    import numpy as np

    scaled: NDArray[Any] = np.rint(np.where(np.isfinite(values), values, 0.0) * 10.0**digits)
    return scaled.astype(np.int64)


def _last_present(present: NDArray[Any]) -> NDArray[Any]:
    """For each row the last one before it, or itself, that is there; at first the first such."""
    import numpy as np

    at = np.maximum.accumulate(np.where(present, np.arange(len(present)), -1))
    found: NDArray[Any] = np.where(at < 0, int(np.argmax(present)), at)
    return found


def _width(largest: int) -> int:
    return max(1, (largest.bit_length() + 7) // 8)


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:  # halves of characters
        return text.translate(_HALF).encode("utf-8")


def _squeeze(raw: bytes) -> str:
    """Deflate and write in base64. Numbers in no order hold runs, but no words to look for."""
    sample = raw[:SAMPLE]
    is_runs = len(raw) > SAMPLE and len(_deflate(sample, zlib.Z_RLE)) <= len(_deflate(sample))
    packed = _deflate(raw, zlib.Z_RLE if is_runs else zlib.Z_DEFAULT_STRATEGY)
    return base64.b64encode(packed).decode("ascii")


def _deflate(raw: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15, zlib.DEF_MEM_LEVEL, strategy)
    return deflate.compress(raw) + deflate.flush()
