"""Cells that hold records, and addresses that may become links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

_BLANK = re.compile(r"[\x00-\x20]")
_USUAL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[!-~]*)?")


def is_web_address(url: object) -> bool:
    """Tell whether an address may become a link: http or https with a host, nothing else.

    Examples
    --------
    >>> is_web_address("https://example.org/a"), is_web_address("javascript:alert(1)")
    (True, False)
    >>> is_web_address(None)
    False
    """
    if not isinstance(url, str):
        return False
    if _USUAL.fullmatch(url):
        return True
    if _BLANK.search(url.strip()):
        return False
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)


def read_records(value: object) -> list[dict[str, Any]]:
    """Return a cell of `claims` or `sources` as a list of dicts; JSON text is read.

    Examples
    --------
    >>> read_records('[{"low": 3}]'), read_records(None), read_records("none")
    ([{'low': 3}], [], [])
    """
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    if isinstance(value, Mapping):
        value = [value]
    if value is None or isinstance(value, (str, float)) or not isinstance(value, Iterable):
        return []
    return [dict(item) for item in value if isinstance(item, Mapping)]
