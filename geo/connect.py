"""Connections that end in time and go only where they may: what `geo.fetch` stands on.

A name is looked up once, every address it has is judged, and the connection goes to an address
that was judged: a name that answers differently the next time (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from geo.errors import FetchError

Resolve = Callable[[str, int], list[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SAYINGS: tuple[tuple[type[Exception], str], ...] = (
    (httpcore.TimeoutException, "expected an answer in time, none came; try again later"),
    (httpcore.ConnectError, "expected a server that takes connections, found none; is it right?"),
    (httpcore.NetworkError, "expected a whole answer, the connection broke; try again"),
    (httpcore.ProtocolError, "expected an answer in HTTP, found something broken or cut short"),
    (httpcore.UnsupportedProtocol, "expected an address with http:// or https://"),
)


class Deadline:
    """The moment by which a whole fetch must be done.

    Parameters
    ----------
    seconds : from now on, above 0.
    where : the address, for the message.
    """

    def __init__(self, seconds: float, where: str) -> None:
        self.seconds = seconds
        self.where = where
        self._end = time.monotonic() + seconds

    def left_s(self) -> float:
        """Seconds left, above 0.

        Raises
        ------
        FetchError : the time is over.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"expected the whole answer within {self.seconds:g} s, it took longer;"
                " try again later, or allow more time",
                where=self.where,
            )
        return left


class Transport(httpx.BaseTransport):
    """What httpx sends requests through: one guarded connection a request.

    Parameters
    ----------
    deadline : by which everything must be done, looking up names included.
    must_be_public : refuse addresses that are not on the public internet.
    resolve : looks a name up; the system's by default.
    """

    def __init__(
        self, deadline: Deadline, *, must_be_public: bool, resolve: Resolve | None = None
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            network_backend=Backend(deadline, must_be_public=must_be_public, resolve=resolve),
            max_keepalive_connections=0,
        )
        self._where = deadline.where

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request.

        Raises
        ------
        FetchError : the address is refused, the time is over, or the connection fails.
        """
        content = request.stream
        if not isinstance(content, httpx.SyncByteStream):  # pragma: no cover
            raise TypeError("expected a request of a synchronous client")
        plain = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=content,
        )
        with say_what_failed(self._where):
            answer = self._pool.handle_request(plain)
        stream = _Body(answer.stream, self._where)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream)

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of an answer whose failures are FetchErrors."""

    def __init__(self, stream: Any, where: str) -> None:
        self._stream, self._where = stream, where

    def __iter__(self) -> Iterator[bytes]:
        with say_what_failed(self._where):
            yield from self._stream

    def close(self) -> None:
        self._stream.close()


@contextlib.contextmanager
def say_what_failed(where: str) -> Iterator[None]:
    """Turn what connections raise into a FetchError that repeats nothing of what was sent."""
    try:
        yield
    except tuple(kind for kind, _ in _SAYINGS) as error:
        saying = next(words for kind, words in _SAYINGS if isinstance(error, kind))
        if any(isinstance(each, ssl.SSLError) for each in (*error.args, error.__context__)):
            saying = "expected a server with a valid certificate, found none; is it https?"
        raise FetchError(saying, where=where) from None


class Backend(httpcore.NetworkBackend):
    """Connections to addresses that were judged, each step within the deadline."""

    def __init__(
        self, deadline: Deadline, *, must_be_public: bool, resolve: Resolve | None = None
    ) -> None:
        self._deadline = deadline
        self._must_be_public = must_be_public
        self._resolve = resolve or resolve_name
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Look the host up, judge all its addresses, connect to the first that answers.

        Raises
        ------
        FetchError : the host is unknown, or one of its addresses is not public but must be.
        """
        addresses = _look_up(self._resolve, host, port, self._deadline)
        if self._must_be_public:
            check_public(addresses, host, self._deadline.where)
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._deadline.left_s(), local_address, socket_options
                )
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")


class _Stream(httpcore.NetworkStream):
    """A connection whose every step gets only the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        with self._in_time():
            return self._stream.read(max_bytes, self._deadline.left_s())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with self._in_time():
            self._stream.write(buffer, self._deadline.left_s())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        with self._in_time():
            left = self._deadline.left_s()
            return _Stream(
                self._stream.start_tls(ssl_context, server_hostname, left), self._deadline
            )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    @contextlib.contextmanager
    def _in_time(self) -> Iterator[None]:
        try:
            yield
        except httpcore.TimeoutException:
            self._deadline.left_s()  # says that the time is over
            raise


def resolve_name(host: str, port: int) -> list[str]:
    """The addresses of a host, each once, in the system's order.

    Examples
    --------
    >>> resolve_name("127.0.0.1", 80)
    ['127.0.0.1']
    """
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def check_public(addresses: Iterable[str], host: str, where: str) -> None:
    """Refuse a host if any of its addresses is not public.

    Raises
    ------
    FetchError : one is local, private, reserved or meant for many.
    """
    for address in addresses:
        if not is_public(address):
            raise FetchError(
                f"expected a host on the public internet, found {host!r} at {address}: addresses"
                " that come from data or redirects may not lead into a local network;"
                " if you trust it, give that address yourself",
                where=where,
            )


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    IPv6 addresses that carry an IPv4 one (mapped, 6to4, NAT64) are judged by that one.

    Examples
    --------
    >>> is_public("1.1.1.1"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    number: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address):
        if number in _NAT64:
            number = ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
        else:
            number = number.ipv4_mapped or number.sixtofour or number
    # Unassigned and multicast blocks count as global in some versions of the library.
    return number.is_global and not (number.is_multicast or number.is_reserved)


def _look_up(resolve: Resolve, host: str, port: int, deadline: Deadline) -> list[str]:
    """The addresses, or an error when the time is over: getaddrinfo itself knows no time limit."""
    found: list[list[str]] = []

    def work() -> None:
        # An unknown host leaves the list empty, which says it.
        with contextlib.suppress(OSError, UnicodeError):
            found.append(resolve(host, port))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(deadline.left_s())
    if thread.is_alive():
        deadline.left_s()
    if not found or not found[0]:
        raise FetchError(
            f"expected a host that exists, found no address for {host!r};"
            " check the spelling and the connection",
            where=deadline.where,
        )
    return found[0]
