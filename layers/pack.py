"""Coordinates as short text for the page: differences of whole numbers, five bits a letter.

The letters run from ``?`` (63) to ``~`` (126), as in the encoded polylines of web maps, so a
vertex takes two to six of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def pack_numbers(values: Iterable[int]) -> str:
    """Return whole numbers as text, each as its difference from the one before.

    Examples
    --------
    >>> pack_numbers([0, 1, 1, -5]), pack_numbers([])
    ('?A?J', '')
    """
    letters: list[str] = []
    last = 0
    for value in values:
        step = value - last
        last = value
        rest = ~(step << 1) if step < 0 else step << 1
        while rest >= 32:
            letters.append(chr((32 | (rest & 31)) + 63))
            rest >>= 5
        letters.append(chr(rest + 63))
    return "".join(letters)


def unpack_numbers(text: str) -> list[int]:
    """Return the whole numbers that `pack_numbers` wrote.

    Examples
    --------
    >>> unpack_numbers("?A?J")
    [0, 1, 1, -5]
    """
    numbers: list[int] = []
    last = bits = shift = 0
    for letter in text:
        code = ord(letter) - 63
        bits |= (code & 31) << shift
        shift += 5
        if code < 32:
            last += ~(bits >> 1) if bits & 1 else bits >> 1
            numbers.append(last)
            bits = shift = 0
    return numbers


def pack_line(coordinates: ArrayLike, digits: int) -> list[str]:
    """Return longitudes and latitudes as two packed texts.

    Parameters
    ----------
    coordinates : shape (n, 2), longitude and latitude in degrees.
    digits : decimals kept; 5 is about a metre.

    Examples
    --------
    >>> pack_line([[71.1, 34.2], [71.2, 34.2]], 1)
    ['mk@A', 'kT?']
    """
    import numpy as np

    whole: Any = np.rint(np.asarray(coordinates, dtype=float) * 10**digits).astype(np.int64)
    return [pack_numbers(whole[:, 0].tolist()), pack_numbers(whole[:, 1].tolist())]
