"""Fetching: what is refused, what is limited, and that a file is whole or absent.

Every server here is a real one on 127.0.0.1, with answers of the test's own.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.connect import Deadline, Transport, check_public, is_public
from geo.errors import FetchError, GeoError
from geo.fetch import download, fetch, post_json, show_address

from .local_server import Server, answer


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.close()


def get(url: str, limit_bytes: int = 1_000_000, timeout_s: float = 5.0) -> bytes:
    return fetch(url, limit_bytes=limit_bytes, timeout_s=timeout_s, typed_by_user=True).data


def test_typed_address_may_be_local(server: Server) -> None:
    assert get(server.url) == b"hello"


def test_address_from_data_may_not_be_local(server: Server) -> None:
    with pytest.raises(FetchError, match="expected a host on the public internet"):
        fetch(server.url)


def test_refused_address_is_never_asked(server: Server) -> None:
    with pytest.raises(FetchError, match="public internet"):
        fetch(server.url)
    assert server.asked == []


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]"])
def test_other_names_of_this_machine_are_refused_too(server: Server, host: str) -> None:
    with pytest.raises(FetchError, match=r"public internet|a host that exists"):
        fetch(server.url.replace("127.0.0.1", host))


def test_redirect_to_a_local_address_is_refused(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 302, Location=f"{server.url}/secret")
    with pytest.raises(FetchError, match="expected a host on the public internet"):
        get(server.url)
    assert [ask["path"] for ask in server.asked] == ["/"]


def test_redirect_to_a_path_of_a_local_server_is_refused(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 301, Location="/elsewhere")
    with pytest.raises(FetchError, match="give that address yourself"):
        get(server.url)


def test_redirect_to_a_file_is_refused(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 302, Location="file:///etc/hosts")
    with pytest.raises(FetchError, match="expected an address with http:// or https://"):
        get(server.url)


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/hosts", "data:,a", "a.txt", ""]
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(FetchError, match="expected an address with http"):
        get(url)


@pytest.mark.parametrize("url", ["http://[::1", "http://a:port/", "http://a\nb/"])
def test_broken_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchError, match="expected an address, found something else"):
        get(url)


def test_address_with_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(FetchError, match="without user name and password") as caught:
        get("http://me:secret@127.0.0.1/")
    assert "secret" not in str(caught.value)


def test_error_is_an_os_error_and_one_of_ours() -> None:
    with pytest.raises(OSError, match="expected an address") as caught:
        get("gopher://a")
    assert isinstance(caught.value, GeoError)


def test_answer_over_the_limit_is_refused(server: Server) -> None:
    server.play = lambda handler: answer(handler, bytes(2_000))
    with pytest.raises(FetchError, match="found more"):
        get(server.url, limit_bytes=1_999)


def test_answer_of_the_limit_is_taken(server: Server) -> None:
    server.play = lambda handler: answer(handler, bytes(2_000))
    assert len(get(server.url, limit_bytes=2_000)) == 2_000


def test_answer_that_tells_no_length_is_limited_too(server: Server) -> None:
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(10_000):
            handler.wfile.write(bytes(10_000))

    server.play = play
    with pytest.raises(FetchError, match="found more"):
        get(server.url, limit_bytes=50_000)


def test_gzip_is_unpacked(server: Server) -> None:
    body = b"news " * 50_000
    server.play = lambda h: answer(h, gzip.compress(body), Content_Encoding="gzip")
    assert get(server.url) == body


def test_gzip_bomb_is_refused_by_its_unpacked_size(server: Server) -> None:
    bomb = gzip.compress(bytes(50_000_000))
    server.play = lambda handler: answer(handler, bomb, Content_Encoding="gzip")
    with pytest.raises(FetchError, match="found more"):
        get(server.url, limit_bytes=1_000_000)


def test_gzip_cut_short_is_refused(server: Server) -> None:
    packed = gzip.compress(b"news " * 50_000)[:-20]
    server.play = lambda handler: answer(handler, packed, Content_Encoding="gzip")
    with pytest.raises(FetchError, match="cut short"):
        get(server.url)


def test_broken_gzip_is_refused(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"no gzip at all", Content_Encoding="gzip")
    with pytest.raises(FetchError, match="found it broken"):
        get(server.url)


def test_packing_that_was_not_asked_for_is_refused(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"x", Content_Encoding="gzip, gzip")
    with pytest.raises(FetchError, match="plain or in gzip"):
        get(server.url)


def test_slow_answer_ends_with_the_deadline(server: Server) -> None:
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        while not stop.wait(0.05):
            handler.wfile.write(b".")

    server.play = drip
    start = time.monotonic()
    with pytest.raises(FetchError, match=r"within 0\.4 s"):
        get(server.url, timeout_s=0.4)
    stop.set()
    assert time.monotonic() - start < 2


def test_slow_headers_end_with_the_deadline(server: Server) -> None:
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not stop.wait(0.05):
            handler.wfile.write(b"A: b\r\n")

    server.play = drip
    with pytest.raises(FetchError, match=r"within 0\.4 s"):
        get(server.url, timeout_s=0.4)
    stop.set()


@pytest.mark.parametrize("words", [b"not http at all\r\n\r\n", b"", b"HTTP/1.1 abc\r\n\r\n"])
def test_broken_answer_is_refused(server: Server, words: bytes) -> None:
    def play(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(words)
        handler.close_connection = True

    server.play = play
    with pytest.raises(FetchError, match="expected an answer in HTTP"):
        get(server.url)


def test_answer_shorter_than_told_is_refused(server: Server) -> None:
    def play(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, b"short", Content_Length="1000")
        handler.close_connection = True

    server.play = play
    with pytest.raises(FetchError, match="cut short"):
        get(server.url)


def test_no_server_is_said() -> None:
    gone = Server()
    gone.close()
    with pytest.raises(FetchError, match="expected a server that takes connections"):
        get(gone.url)


def test_server_without_a_certificate_is_refused(server: Server) -> None:
    with pytest.raises(FetchError, match="expected a server with a valid certificate"):
        get(server.url.replace("http:", "https:"))


def test_unknown_host_is_said() -> None:
    with pytest.raises(FetchError, match=r"found no address for 'nowhere\.invalid'"):
        get("http://nowhere.invalid/")


def test_status_is_said(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 404)
    with pytest.raises(FetchError, match="the server answered 404 Not Found"):
        get(server.url)


def test_query_is_not_repeated_in_messages(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 404)
    with pytest.raises(FetchError, match="404") as caught:
        get(server.url + "/a?token=secret")
    assert "secret" not in str(caught.value)


def test_busy_server_is_asked_again_after_the_time_it_names(server: Server) -> None:
    def play(handler: BaseHTTPRequestHandler) -> None:
        if len(server.asked) < 2:
            answer(handler, b"", 503, Retry_After="0")
        else:
            answer(handler, b"now")

    server.play = play
    assert get(server.url) == b"now"


def test_busy_server_is_asked_three_times_at_most(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 429, Retry_After="0")
    with pytest.raises(FetchError, match="429"):
        get(server.url)
    assert len(server.asked) == 3


def test_wait_longer_than_the_time_there_is_ends_at_once(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 503, Retry_After="3600")
    with pytest.raises(FetchError, match="asks to come back in 3600 s"):
        get(server.url)


def test_retry_after_may_be_a_date(server: Server) -> None:
    def play(handler: BaseHTTPRequestHandler) -> None:
        if len(server.asked) < 2:
            answer(handler, b"", 503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")
        else:
            answer(handler, b"now")

    server.play = play
    assert get(server.url) == b"now"


def test_server_is_told_who_asks(server: Server) -> None:
    get(server.url)
    assert server.asked[0]["User-Agent"].startswith("durandline/")


def test_answer_says_where_and_when_it_came_from(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"x", Content_Type="text/html; charset=utf-8")
    fetched = fetch(server.url + "/a", typed_by_user=True)
    assert (fetched.url, fetched.content_type) == (server.url + "/a", "text/html; charset=utf-8")
    assert fetched.retrieved.endswith("+00:00")


def test_what_is_posted_is_not_sent_on(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 307, Location="http://example.org/")
    with pytest.raises(FetchError, match="found a redirect, which is not followed"):
        post_json(server.url, {}, headers={"Authorization": "Bearer secret"})


def test_download_is_the_file_with_its_hash(server: Server, tmp_path: Path) -> None:
    body = bytes(range(256)) * 1_000
    server.play = lambda handler: answer(handler, body)
    made = download(server.url, tmp_path / "a.bin", typed_by_user=True)
    assert (tmp_path / "a.bin").read_bytes() == body
    assert (made.sha256, made.n_bytes) == (hashlib.sha256(body).hexdigest(), len(body))


def test_download_tells_its_progress(server: Server, tmp_path: Path) -> None:
    server.play = lambda handler: answer(handler, bytes(200_000))
    told: list[tuple[int, int | None]] = []
    download(
        server.url,
        tmp_path / "a.bin",
        typed_by_user=True,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (200_000, 200_000)
    assert told == sorted(told)


def test_failed_download_leaves_the_old_file_and_nothing_else(
    server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")

    def play(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, b"short", Content_Length="1000")
        handler.close_connection = True

    server.play = play
    with pytest.raises(FetchError, match="cut short"):
        download(server.url, path, typed_by_user=True)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.bin", b"old")]


def test_host_with_one_private_address_among_public_ones_is_refused() -> None:
    with pytest.raises(FetchError, match=r"found 'two.example' at 10\.0\.0\.1"):
        check_public(["1.1.1.1", "10.0.0.1"], "two.example", "http://two.example/")


def test_name_is_looked_up_once_and_judged_before_connecting() -> None:
    import httpx

    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    transport = Transport(Deadline(5, "x"), must_be_public=True, resolve=resolve)
    client = httpx.Client(transport=transport)
    with client, pytest.raises(FetchError, match="public internet"):
        client.get("http://rebinding.example/")
    assert asked == ["rebinding.example"]


def test_looking_up_a_name_ends_with_the_deadline() -> None:
    import httpx

    stop = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        stop.wait(5)
        return []

    transport = Transport(Deadline(0.2, "x"), must_be_public=False, resolve=resolve)
    client = httpx.Client(transport=transport)
    with client, pytest.raises(FetchError, match=r"within 0\.2 s"):
        client.get("http://slow.example/")
    stop.set()


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001::1",
        "fc00::1",
        "fe80::1%1",
        "ff02::1",
    ],
)
def test_address_that_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_address_that_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
@settings(derandomize=True, max_examples=300, deadline=None)
def test_mapped_address_is_judged_as_the_one_it_carries(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@given(st.text())
@settings(derandomize=True, max_examples=200, deadline=None)
def test_shown_address_has_no_query(text: str) -> None:
    assert "?secret" not in show_address(f"https://example.org/{text}?secret")
