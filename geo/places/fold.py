"""One form for all spellings of a name: case, accents, hyphens, apostrophes, script variants.

`fold` keeps the words apart; `squash` joins them, so that "Miran Shah" and "Miranshah", or
"Jalal Abad" and "Jalalabad", meet. Neither ever guesses: what differs in letters stays apart.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import lru_cache

# Abbreviations that open or stand in a name ("St. Louis", "Ft. Worth", "Mt. Vernon").
_WHOLE_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "&": "and"}
# Letters that Unicode does not take apart, and Arabic letters that one keyboard or another
# writes differently (yeh, kaf, heh, waw); the right side is what all of them become.
_LETTERS = {
    **dict(zip("øØłŁđĐıəƏħĦ", "oollddieehh", strict=True)),
    "ß": "ss",
    "æ": "ae",
    "Æ": "ae",
    "œ": "oe",
    "Œ": "oe",
    "þ": "th",
    "Þ": "th",
    "ð": "d",
    **dict.fromkeys("يىېۍئے", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict(zip("ګټډړ", "گٹڈڑ", strict=True)),  # Pashto has its own for what Urdu writes so
    **dict.fromkeys("ةۀهھۂۃ", "ه"),
    **dict.fromkeys("أإٱ", "ا"),
    **dict.fromkeys("ؤۇۋ", "و"),
}
# Accents over Latin letters, vowel marks over Arabic ones: all that names of either script have.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc]+"
)
_NOT_LETTERS = re.compile(r"[^\w&]+|_+")
_DROPPED = "'’‘`ʼʻʿʾ´′;.\u200c\u200d\u0640\u200e\u200f\ufeff"
_TABLE = str.maketrans({**_LETTERS, **dict.fromkeys(_DROPPED, "")})


def fold(name: str) -> str:
    """The name in lower-case plain letters, words parted by single spaces.

    Examples
    --------
    >>> fold("Dand-e-Patān"), fold("St. Louis"), fold("Sana’a"), fold("كابل") == fold("کابل")
    ('dand e patan', 'saint louis', 'sanaa', True)
    >>> fold("")
    ''
    """
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = name.translate(_TABLE)
    if not plain.isascii():
        # NFKD takes accents off the letters, then what it took off goes.
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain)).translate(_TABLE)
    words = _NOT_LETTERS.sub(" ", plain.lower()).split()
    if len(words) > 1:
        words = [_WHOLE_WORDS.get(word, word) for word in words]
    return " ".join(words)


def squash(folded: str) -> str:
    """A folded name without its spaces: the key under which names are looked up.

    Examples
    --------
    >>> squash(fold("Jalal Abad")) == squash(fold("Jalalabad"))
    True
    """
    return folded.replace(" ", "")


def hash_key(key: str) -> int:
    """A 32-bit number of a key that is the same in every run and on every machine.

    Examples
    --------
    >>> hash_key("chaman")
    2207858295
    """
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=32_768)
def fold_word(word: str) -> str:
    """`fold` for one word of running text, remembered."""
    return fold(word)
