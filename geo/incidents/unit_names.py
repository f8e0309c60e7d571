"""Names of districts and provinces: one key for the spellings of one name."""

from __future__ import annotations

import re

from geo.incidents.ucdp import country_code
from geo.places.fold import fold, squash

_UNITS = frozenset(
    "district districts agency province provinces tehsil territory capital wuluswali wolayat"
    " region division pa fr".split()
)
_FILLERS = frozenset("i e".split())  # the ezafe of Persian names: Dara-i-Nur
_ISO3 = {
    "AFG": "AF",
    "CHN": "CN",
    "IND": "IN",
    "IRN": "IR",
    "PAK": "PK",
    "TJK": "TJ",
    "TKM": "TM",
    "UZB": "UZ",
}
# Letters that one source or another writes for one sound, in this order.
_SOUNDS = (
    (r"gh", "g"),
    (r"kh", "k"),
    (r"q", "k"),
    (r"(?:ow|aw|ou|oo|au)", "u"),
    (r"o", "u"),
    (r"(?:a[iy]+|e[iy]+|ee|iy|ya)", "i"),
    (r"[ey]", "i"),
    (r"(?<=[bdtjlrpmn])h", ""),
    (r"w", "u"),
    (r"h$", ""),
    (r"(.)\1+", r"\1"),
)


def name_keys(name: str) -> tuple[str, ...]:
    """Keys of a name: of the whole, of what stands before brackets and of what stands in them.

    Words for the kind of unit do not count, nor case, accents and the parting of words.

    Examples
    --------
    >>> name_keys("Kurram Agency"), name_keys("Ali Khail (Jaji)")
    (('kurram',), ('alikhail', 'jaji'))
    >>> name_keys("Dara-I-Nur") == name_keys("Dara Nur"), name_keys("")
    (True, ())
    """
    found = [_key(part) for part in re.split(r"[()/|]", name)]
    return tuple(dict.fromkeys(key for key in found if key))


def _key(name: str) -> str:
    words = fold(name).split()
    kept = [word for word in words if word not in _UNITS]
    if len(kept) > 2:
        kept = [word for word in kept if word not in _FILLERS]
    return squash(" ".join(kept or words))


def sound_of(key: str) -> str:
    """A key under which spellings of one sound meet.

    Examples
    --------
    >>> [sound_of(one) == sound_of(other) for one, other in
    ...  (("khowst", "khost"), ("nurestan", "nuristan"), ("acheen", "achin"),
    ...   ("terezayi", "terezai"), ("batagram", "battagram"), ("bajaur", "bannu"))]
    [True, True, True, True, True, False]
    """
    for pattern, letter in _SOUNDS:
        key = re.sub(pattern, letter, key)
    return key


def country_of(text: str) -> str:
    """The ISO code that a name or code of a country means, "" if it is not known.

    Examples
    --------
    >>> country_of("PAK"), country_of("Pakistan"), country_of("af"), country_of("XX")
    ('PK', 'PK', 'AF', '')
    """
    words = text.strip()
    return (
        _ISO3.get(words.upper()[:3] if re.match(r"[A-Za-z]{3}(?:\W|\d|$)", words) else "")
        or country_code(words)
        or country_code(words.upper())
        or country_code(words.title())
        or ""
    )
