"""The one module that fetches: pages, feeds and dumps, within limits of size, time and place.

An address that the user typed may be local. Redirects, and addresses found in data, must lead
to the public internet (see `geo.connect`). Only http and https; at most five redirects, none from
https to http; the size is limited while it streams, after unpacking; a server that asks to wait
(Retry-After) is obeyed within the time there is. Proxies are not used.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import FetchError
from geo.writing import replace_file

if TYPE_CHECKING:
    import httpx

    from geo.connect import Deadline

#: Called with the bytes done and the bytes there are, None if the server did not say.
Progress = Callable[[int, int | None], None]

_MAX_REDIRECTS = 5
_MAX_TRIES = 3
_MAX_WAIT_S = 60.0
_PIECE = 65_536
_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address.

    `url` is the address it came from in the end, `retrieved` the ISO date and time (UTC),
    `content_type` the server's word ("" if none).
    """

    data: bytes = field(repr=False)
    url: str
    retrieved: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that was fetched: where it lies and came from, its SHA-256 and its size in bytes."""

    path: Path
    url: str
    retrieved: str
    sha256: str
    n_bytes: int


@dataclass(frozen=True, slots=True)
class _Ask:
    """One request: `limit_bytes` of the unpacked answer, `timeout_s` for everything."""

    url: str
    limit_bytes: int
    timeout_s: float
    typed_by_user: bool
    body: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def fetch(
    url: str,
    *,
    limit_bytes: int = 16 * 1024 * 1024,
    timeout_s: float = 30.0,
    typed_by_user: bool = False,
) -> Fetched:
    """The bytes at an address.

    Parameters
    ----------
    limit_bytes : of the answer once unpacked, above 0.
    timeout_s : seconds for everything, waiting and redirects included, above 0.
    typed_by_user : whether the address may be local or private; redirects never may.

    Raises
    ------
    FetchError
        The address is refused or does not answer well, in time and within the limit.

    Examples
    --------
    >>> fetch("file:///etc/hosts")
    Traceback (most recent call last):
    ...
    geo.errors.FetchError: file:///etc/hosts: expected an address with http:// or https://
    """
    ask = _Ask(url, limit_bytes, timeout_s, typed_by_user)
    return _read_whole(ask)


def post_json(
    url: str,
    body: Any,
    *,
    headers: Mapping[str, str],
    limit_bytes: int = 16 * 1024 * 1024,
    timeout_s: float = 30.0,
) -> Fetched:
    """The answer to JSON sent to an address the user typed; redirects are refused.

    Raises
    ------
    FetchError
        As for `fetch`, or the server redirects; nothing that was sent is repeated in it.
    """
    data = json.dumps(body).encode("ascii")
    told = {"Content-Type": "application/json", **headers}
    return _read_whole(_Ask(url, limit_bytes, timeout_s, True, data, told))


def download(
    url: str,
    path: Path,
    *,
    limit_bytes: int = 1024**3,
    timeout_s: float = 900.0,
    typed_by_user: bool = False,
    progress: Progress | None = None,
) -> Downloaded:
    """Fetch into a file, which is there as a whole or not at all.

    Parameters
    ----------
    path : replaced; its folder must exist.
    progress : called after each piece with the bytes done and the bytes there are.

    Raises
    ------
    FetchError : as for `fetch`.
    OutputError : the file cannot be written.
    """
    ask = _Ask(url, limit_bytes, timeout_s, typed_by_user)
    digest, done = hashlib.sha256(), 0
    with _answered(ask) as (response, pieces), replace_file(path) as aside:
        total = _told_length(response)
        with aside.open("wb") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                done += len(piece)
                if progress:
                    progress(done, total)
        return Downloaded(path, str(response.url), _now(), digest.hexdigest(), done)


def show_address(url: str) -> str:
    """The address as messages show it: without user, password, query and fragment.

    Examples
    --------
    >>> show_address("https://me:secret@example.org/a?key=1#b")
    'https://example.org/a'
    """
    head, mark, rest = url.partition("://")
    rest = rest if mark else head
    rest = rest.split("?", 1)[0].split("#", 1)[0]
    host, slash, path = rest.partition("/")
    shown = (head + mark if mark else "") + host.rsplit("@", 1)[-1] + slash + path
    return "".join(c if c.isprintable() else "?" for c in shown)[:200]


def _read_whole(ask: _Ask) -> Fetched:
    with _answered(ask) as (response, pieces):
        data = b"".join(pieces)
        content_type = response.headers.get("content-type", "")
        return Fetched(data, str(response.url), _now(), content_type)


@contextlib.contextmanager
def _answered(ask: _Ask) -> Iterator[tuple[httpx.Response, Iterator[bytes]]]:
    """A good answer and its unpacked pieces, after redirects and waiting."""
    from geo.connect import Deadline

    url, tries, is_typed = _check_address(ask.url), 1, ask.typed_by_user
    redirects = 0
    deadline = Deadline(ask.timeout_s, show_address(ask.url))
    while True:
        with _send(ask, url, deadline, is_typed=is_typed) as response:
            if response.is_success:
                yield response, _read_pieces(response, ask.limit_bytes, deadline)
                return
            if response.status_code in _BUSY and tries < _MAX_TRIES:
                wait_s = _waiting_time(response, tries, deadline)
                tries += 1
            else:
                url = _next_address(response, ask, redirects)
                deadline.where = show_address(str(url))
                redirects, is_typed, wait_s = redirects + 1, False, 0.0
        time.sleep(wait_s)


def _check_address(url: str) -> httpx.URL:
    import httpx

    where = show_address(url)
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise FetchError("expected an address, found something else", where=where) from None
    if address.scheme not in ("http", "https") or not address.host:
        raise FetchError("expected an address with http:// or https://", where=where)
    if address.userinfo:
        raise FetchError("expected an address without user name and password", where=where)
    return address


@contextlib.contextmanager
def _send(
    ask: _Ask, url: httpx.URL, deadline: Deadline, *, is_typed: bool
) -> Iterator[httpx.Response]:
    import httpx

    from geo.connect import Transport

    transport = Transport(deadline, must_be_public=not is_typed)
    headers = {
        "User-Agent": _name_ourselves(),
        "Accept": "*/*",
        # Unpacked here, in bounded pieces; other packings could not be.
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **ask.headers,
    }
    # A client of its own for each request: no connection is reused past the judging of addresses.
    with httpx.Client(transport=transport, timeout=None, trust_env=False) as client:  # noqa: S113
        client.headers.clear()
        method = "GET" if ask.body is None else "POST"
        request = client.build_request(method, url, headers=headers, content=ask.body)
        response = client.send(request, stream=True)
        try:
            yield response
        finally:
            response.close()


def _next_address(response: httpx.Response, ask: _Ask, redirects: int) -> httpx.URL:
    """Where a redirect leads; an error if the answer is none, or one too many."""
    where = show_address(str(response.url))
    target = response.headers.get("location")
    if not response.is_redirect or target is None:
        wanted = "a page" if ask.body is None else "an answer"
        raise FetchError(
            f"expected {wanted}, the server answered {response.status_code}"
            f" {response.reason_phrase}".rstrip(),
            where=where,
        )
    if ask.body is not None:
        raise FetchError(
            "expected an answer, found a redirect, which is not followed with what was sent;"
            " give the address it leads to",
            where=where,
        )
    if redirects >= _MAX_REDIRECTS:
        raise FetchError(f"expected at most {_MAX_REDIRECTS} redirects, found more", where=where)
    following = _check_address(_join(response.url, target))
    if response.url.scheme == "https" and following.scheme == "http":
        raise FetchError("expected to stay on https, found a redirect to http", where=where)
    return following


def _join(url: httpx.URL, target: str) -> str:
    import httpx

    try:
        return str(url.join(target))
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise FetchError(
            "expected a redirect to an address, found something else",
            where=show_address(str(url)),
        ) from None


def _waiting_time(response: httpx.Response, tries: int, deadline: Deadline) -> float:
    """Seconds to wait before the next try: as the server asks, else one, then two."""
    wait_s = _read_retry_after(response.headers.get("retry-after", ""))
    if wait_s is None:
        wait_s = float(tries)
    if wait_s > min(_MAX_WAIT_S, deadline.left_s()):
        raise FetchError(
            f"expected a page, the server answered {response.status_code} and asks to come back"
            f" in {wait_s:.0f} s; try again then",
            where=deadline.where,
        )
    return wait_s


def _read_retry_after(value: str) -> float | None:
    from email.utils import parsedate_to_datetime

    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return max(0.0, (moment - dt.datetime.now(dt.UTC)).total_seconds())


def _read_pieces(response: httpx.Response, limit: int, deadline: Deadline) -> Iterator[bytes]:
    where = show_address(str(response.url))
    told = _told_length(response)
    if told is not None and told > limit:
        raise _too_large(limit, where)
    packing = response.headers.get("content-encoding", "").strip().lower()
    if packing not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError("expected an answer that is plain or in gzip, found another", where=where)
    raw = _count(response.iter_raw(), limit, where)
    if packing in ("", "identity"):
        yield from raw
        return
    for piece in _count(_unpack(raw, where), limit, where):
        deadline.left_s()
        yield piece


def _count(pieces: Iterator[bytes], limit: int, where: str) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise _too_large(limit, where)
        yield piece


def _unpack(pieces: Iterator[bytes], where: str) -> Iterator[bytes]:
    """The unpacked bytes, at most 64 KiB at once, however well they were packed."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            rest = piece
            while not unpacker.eof:
                part = unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
                if part:
                    yield part
                elif not rest:
                    break
    except zlib.error:
        raise FetchError("expected an answer in gzip, found it broken", where=where) from None
    if not unpacker.eof:
        raise FetchError("expected a whole answer in gzip, found it cut short", where=where)


def _too_large(limit: int, where: str) -> FetchError:
    return FetchError(
        f"expected at most {limit / 2**20:.4g} MiB, found more; fetch a smaller part", where=where
    )


def _told_length(response: httpx.Response) -> int | None:
    value = response.headers.get("content-length", "")
    is_plain = not response.headers.get("content-encoding")
    return int(value) if value.isdecimal() and len(value) <= 20 and is_plain else None


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _name_ourselves() -> str:
    import importlib.metadata

    try:
        return f"durandline/{importlib.metadata.version('durandline')}"
    except importlib.metadata.PackageNotFoundError:
        return "durandline/0"
