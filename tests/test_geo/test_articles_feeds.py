"""Feeds and pages at an address: what is read, and that nothing from there raises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from geo.articles.article import Article
from geo.articles.feeds import LIMIT_BYTES, read_feed
from geo.articles.intake import Fault

from .local_server import Server, answer

ITEM = """<item><title>Crossing shut</title><link>https://example.org/{n}</link>
<pubDate>Sat, 08 Nov 2025 06:00:00 GMT</pubDate>
<description>&lt;p&gt;The crossing at Torkham was closed on Friday.&lt;/p&gt;</description>
</item>"""
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{}</channel></rss>'
TWO = FEED.format(ITEM.format(n=1) + ITEM.format(n=2))
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>News</title><entry><id>urn:a</id><title>Shut</title><updated>2025-11-08T06:00:00Z</updated>
<content type="html">&lt;p&gt;The crossing was closed.&lt;/p&gt;</content></entry></feed>"""
PAGE = """<!doctype html><html><head><title>Crossing shut</title>
<meta property="article:published_time" content="2025-11-08T06:00:00Z"></head><body><article>
<h1>Crossing shut</h1><p>The crossing at Torkham was closed on Friday after the two sides fired at
each other across the line, said the governor’s office.</p><p>Lorries queued for miles on the road,
and drivers said that they had not been told when the gate would be opened to them again.</p>
</article></body></html>"""


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.close()


def serve(server: Server, body: str | bytes, **headers: str) -> list[Article | Fault]:
    data = body.encode() if isinstance(body, str) else body
    server.play = lambda handler: answer(handler, data, **headers)
    return list(read_feed(server.url + "/feed"))


def only(items: list[Article | Fault]) -> Article:
    (item,) = items
    assert isinstance(item, Article)
    return item


def test_feed_gives_an_article_an_entry(server: Server) -> None:
    items = serve(server, TWO)
    assert [type(item) for item in items] == [Article, Article]


def test_entry_has_the_day_it_was_published(server: Server) -> None:
    assert only(serve(server, FEED.format(ITEM.format(n=1)))).date == dt.date(2025, 11, 8)


def test_atom_is_read(server: Server) -> None:
    assert only(serve(server, ATOM)).text == "The crossing was closed."


def test_page_is_read(server: Server) -> None:
    assert "The crossing at Torkham was closed" in only(serve(server, PAGE)).text


def test_page_in_the_encoding_that_the_server_names(server: Server) -> None:
    page = PAGE.encode("cp1252")
    article = only(serve(server, page, Content_Type="text/html; charset=windows-1252"))
    assert "governor’s office" in article.text


def test_source_says_where_and_when_it_was_fetched(server: Server) -> None:
    source = only(serve(server, ATOM)).sources[0]
    assert source.url == server.url + "/feed"
    assert source.retrieved is not None
    assert dt.date.fromisoformat(source.retrieved)


def test_entry_keeps_its_own_link(server: Server) -> None:
    article = only(serve(server, FEED.format(ITEM.format(n=7))))
    assert article.sources[0].url == "https://example.org/7"


def test_link_that_is_no_address_is_not_kept(server: Server) -> None:
    item = ITEM.replace("https://example.org/{n}", "javascript:alert(1)")
    assert only(serve(server, FEED.format(item))).sources[0].url == server.url + "/feed"


def test_address_is_asked_once_and_links_are_not_followed(server: Server) -> None:
    serve(server, FEED.format(f"<item><link>{server.url}/other</link>{ITEM.format(n=1)}</item>"))
    assert [ask["path"] for ask in server.asked] == ["/feed"]


def test_entry_without_a_date_is_named_and_the_others_come(server: Server) -> None:
    bare = "<item><title>x</title><description>The gate was shut.</description></item>"
    items = serve(server, FEED.format(bare + ITEM.format(n=1)))
    assert [type(item) for item in items] == [Fault, Article]


def test_entry_in_another_language_is_named_as_not_read(server: Server) -> None:
    (item,) = serve(server, ATOM.replace("The crossing was closed.", "د تورخم دروازه وتړل شوه"))
    assert isinstance(item, Fault)
    assert item.is_language


def test_entity_bomb_is_not_unfolded(server: Server) -> None:
    names = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)]
    bomb = f'<!DOCTYPE rss [<!ENTITY a0 "lol">{"".join(names)}]>'
    body = FEED.format(ITEM.format(n=1).replace("Crossing shut", "&a8;"))
    for item in serve(server, body.replace("?>", "?>" + bomb, 1)):
        assert isinstance(item, Fault) or len(item.text) < 10_000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "found empty"),
        ("just words", "found text"),
        (b"\x00\x01", "found binary"),
        ('<?xml version="1.0"?><rss><channel></channel></rss>', "expected a feed with entries"),
        ("<html><body></body></html>", "expected a page with an article"),
    ],
)
def test_what_is_no_feed_is_named(server: Server, body: str | bytes, reason: str) -> None:
    (item,) = serve(server, body)
    assert isinstance(item, Fault)
    assert reason in item.reason


def test_failed_fetch_is_named(server: Server) -> None:
    server.play = lambda handler: answer(handler, b"", 410)
    (item,) = read_feed(server.url + "/feed?key=secret")
    assert item == Fault(server.url + "/feed", "expected a page, the server answered 410 Gone")


def test_feed_over_the_limit_is_named(server: Server) -> None:
    (item,) = serve(server, b"<rss>" + bytes(LIMIT_BYTES))
    assert isinstance(item, Fault)
    assert "expected at most 16 MiB" in item.reason
