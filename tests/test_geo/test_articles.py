"""Reading articles: what is read, what is refused, and that offsets never move."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.articles.intake import MAX_BYTES, Fault, TableFile
from geo.articles.kinds import tell_kind
from geo.articles.readers import read_articles
from geo.articles.text import is_english, split_paragraphs, split_sentences

SEED = " date 2025-11-08 The crossing at Torkham was closed on Friday.\n\nNobody was hurt."
PAGE = """<!doctype html><html><head><title>Crossing shut</title>
<meta property="article:published_time" content="2025-11-08T06:00:00Z">
<meta property="og:site_name" content="The Border Post"></head><body><article><h1>Crossing shut</h1>
<p>The crossing at Torkham was closed on Friday after the two sides fired at each other.</p>
<p>Lorries queued for miles on the road, and drivers said that they had not been told when
the gate would be opened to them again.</p></article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item>
<title>Crossing shut</title><link>https://example.org/1</link>
<pubDate>Sat, 08 Nov 2025 06:00:00 GMT</pubDate>
<description>&lt;p&gt;The crossing was closed on Friday.&lt;/p&gt;</description></item>
</channel></rss>"""


def read_one(path: Path) -> Article | Fault | TableFile:
    (item,) = read_articles([path])
    return item


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_seed_article_keeps_its_text_as_it_stands(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.txt", SEED))
    assert isinstance(article, Article)
    assert article.text == SEED


def test_seed_article_has_the_date_of_its_first_line(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.txt", SEED))
    assert isinstance(article, Article)
    assert article.date == dt.date(2025, 11, 8)


def test_words_begin_behind_the_date_line(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.txt", SEED))
    assert isinstance(article, Article)
    assert article.text[article.body_start :].startswith("The crossing")


def test_byte_order_mark_is_not_counted(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.txt", b"\xef\xbb\xbf" + SEED.encode()))
    assert isinstance(article, Article)
    assert article.text == SEED


def test_newlines_are_left_as_they_are(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.txt", SEED.replace("\n", "\r\n")))
    assert isinstance(article, Article)
    assert "\r\n\r\n" in article.text


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "a.txt", SEED.encode("utf-16")))
    assert isinstance(article, Article)
    assert article.text == SEED


def test_plain_text_takes_its_date_from_the_file_name(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "torkham-2025-11-08.txt", SEED[17:]))
    assert isinstance(article, Article)
    assert article.date == dt.date(2025, 11, 8)


def test_sources_beside_an_article_are_its_metadata(tmp_path: Path) -> None:
    write(tmp_path, "sources.csv", "article,title,outlet\na,Crossing shut,Dawn\na,Same,Tolo\n")
    article = read_one(write(tmp_path, "a.txt", SEED))
    assert isinstance(article, Article)
    assert [source.outlet for source in article.sources] == ["Dawn", "Tolo"]


def test_sources_table_is_never_an_article(tmp_path: Path) -> None:
    write(tmp_path, "sources.csv", "article,title\na,Crossing shut\n")
    write(tmp_path, "a.txt", SEED)
    assert len(list(read_articles([tmp_path]))) == 1


def test_web_page_gives_text_date_and_title(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "page.html", PAGE))
    assert isinstance(article, Article)
    assert (article.date, article.sources[0].title) == (dt.date(2025, 11, 8), "Crossing shut")


def serve_page(folder: Path, head: str = "", body: str = "") -> Article | Fault | TableFile:
    """The page without its date, with more in its head or its body."""
    page = PAGE.replace(
        '<meta property="article:published_time" content="2025-11-08T06:00:00Z">', head
    )
    return read_one(write(folder, "page.html", page.replace("</article>", f"</article>{body}")))


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type":'
        ' "NewsArticle", "datePublished": "2025-11-08T06:00:00Z"}</script>',
        '<meta name="date" content="2025-11-08">',
        '<meta itemprop="datePublished" content="2025-11-08T23:30:00+05:00">',
    ],
)
def test_date_of_a_page_is_what_its_head_says(tmp_path: Path, head: str) -> None:
    article = serve_page(tmp_path, head)
    assert isinstance(article, Article)
    assert article.date == dt.date(2025, 11, 8)


def test_date_of_a_page_is_the_time_in_its_byline(tmp_path: Path) -> None:
    article = serve_page(tmp_path, body='<a href="/1"><time datetime="2025-11-08">8 Nov</time></a>')
    assert isinstance(article, Article)
    assert article.date == dt.date(2025, 11, 8)


@pytest.mark.parametrize(
    "body",
    [
        "<p>The gate was built on 15 June 2014.</p>",
        "<footer>(c) 2019-2026 The Border Post. Copyright © 2019</footer>",
        '<footer><a href="/2024/01/02/other">Other story of 2 January 2024</a></footer>',
        '<div class="related"><span class="date">2 January 2024</span></div>',
        '<aside><time datetime="2024-01-02">2 January</time></aside>',
        '<img src="https://example.org/2024/01/02/gate.jpg">',
    ],
)
def test_a_date_of_something_else_is_not_the_pages(tmp_path: Path, body: str) -> None:
    fault = serve_page(tmp_path, body=body)
    assert isinstance(fault, Fault)
    assert "expected a date" in fault.reason


def test_page_is_read_in_the_encoding_that_its_head_names(tmp_path: Path) -> None:
    page = PAGE.replace("<title>", '<meta charset="windows-1252"><title>').replace("miles", "café")
    article = read_one(write(tmp_path, "page.html", page.encode("cp1252")))
    assert isinstance(article, Article)
    assert "café" in article.text


def test_paragraphs_of_an_entry_stay_apart(tmp_path: Path) -> None:
    feed = FEED.replace("Friday.", "Friday.&lt;/p&gt;&lt;p&gt;Lorries &lt;b&gt;queued&lt;/b&gt;.")
    article = read_one(write(tmp_path, "feed.xml", feed))
    assert isinstance(article, Article)
    assert article.text == "The crossing was closed on Friday.\n\nLorries queued."


def test_entry_has_the_day_of_its_publishers_clock(tmp_path: Path) -> None:
    feed = FEED.replace("06:00:00 GMT", "01:30:00 +0500")
    article = read_one(write(tmp_path, "feed.xml", feed))
    assert isinstance(article, Article)
    assert article.date == dt.date(2025, 11, 8)


def test_second_text_of_one_id_is_numbered(tmp_path: Path) -> None:
    write(tmp_path, "a.xml", FEED)
    write(tmp_path, "b.xml", FEED.replace("Friday", "Friday night"))
    names = [item.article for item in read_articles([tmp_path]) if isinstance(item, Article)]
    assert names == ["https://example.org/1", "https://example.org/1#2"]


def test_feed_gives_an_article_an_entry(tmp_path: Path) -> None:
    article = read_one(write(tmp_path, "feed.xml", FEED))
    assert isinstance(article, Article)
    assert (article.article, article.text) == (
        "https://example.org/1",
        "The crossing was closed on Friday.",
    )


def test_rows_without_an_id_are_named_by_file_and_number(tmp_path: Path) -> None:
    row = json.dumps({"date": "2025-11-08", "text": SEED[17:]})
    items = read_articles([write(tmp_path, "rows.jsonl", f"{row}\n{row}\n")])
    assert [item.article for item in items if isinstance(item, Article)] == ["rows#1", "rows#2"]


def test_names_of_columns_may_have_capitals(tmp_path: Path) -> None:
    row = json.dumps({"ID": "a", "Date": "2025-11-08", "Text": SEED[17:]})
    article = read_one(write(tmp_path, "rows.jsonl", f"{row}\n"))
    assert isinstance(article, Article)
    assert (article.article, article.date) == ("a", dt.date(2025, 11, 8))


def test_rows_in_utf_16_are_read(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "date": "2025-11-08", "text": SEED[17:]})
    article = read_one(write(tmp_path, "rows.jsonl", f"{row}\n".encode("utf-16")))
    assert isinstance(article, Article)
    assert article.text == SEED[17:]


def test_first_row_may_be_long(tmp_path: Path) -> None:
    text = "The crossing was closed on Friday. " * 3000
    row = json.dumps({"id": "a", "date": "2025-11-08", "text": text})
    article = read_one(write(tmp_path, "rows.jsonl", f"{row}\n"))
    assert isinstance(article, Article)
    assert len(article.text) == len(text)


def test_table_of_texts_needs_no_dates(tmp_path: Path) -> None:
    path = write(tmp_path, "rows.csv", "text,url\nThe crossing was closed.,https://example.org/1\n")
    (article,) = read_articles([path], undated=dt.date(2025, 11, 8))
    assert isinstance(article, Article)
    assert article.text == "The crossing was closed."


def test_bad_row_does_not_stop_the_good_one_beside_it(tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "date": "2025-11-08", "text": SEED[17:]})
    bad = json.dumps({"id": "b", "date": "yesterday", "text": "Fighting."})
    items = list(read_articles([write(tmp_path, "rows.jsonl", f"{good}\n{bad}\n{{\n")]))
    assert [type(item) for item in items] == [Article, Fault, Fault]


def test_bad_row_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, "rows.csv", 'id,date,text\na,2025-11-08,"One\ntwo."\nb,soon,Three.\n')
    faults = [item for item in read_articles([path]) if isinstance(item, Fault)]
    assert faults[0].where == f"{path}:4"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b" \n", "empty file"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "binary file"),
        ("table.xlsx", b"PK\x03\x04\0\0", "save its sheet as CSV"),
        ("latin.txt", " date 2025-11-08 Café".encode("latin-1"), "byte 0xE9 at 20; save"),
        ("undated.txt", b"The crossing was closed.", "expected a date"),
        ("bad-day.txt", b" date 2025-02-30 The crossing.", "day of the calendar"),
        ("wordless.txt", b" date 2025-11-08  \n", "no words"),
        ("urdu.txt", " date 2025-11-08 طورخم سرحد جمعے کو بند کر دی گئی".encode(), "English"),
        ("large.txt", b" date 2025-11-08 " + b"a " * (MAX_BYTES // 2), "16 MiB"),
        ("empty.html", b"<!doctype html><html><body></body></html>", "page with an article"),
        ("head.csv", b"id,date,text\n", "none behind the head"),
        ("list.json", b'[{"date": "2025-11-08", "text": "Shut."}]', "expected JSON Lines"),
        ("spread.json", b'{\n "date": "2025-11-08",\n "text": "Shut."\n}', "expected JSON Lines"),
        ("deep.json", b"[" * 70_000, "expected a date"),
    ],
)
def test_bad_input_is_named_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    fault = read_one(write(tmp_path, name, content))
    assert isinstance(fault, Fault)
    assert reason in fault.reason


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Two soldiers die in Khost.", True),
        ("Deux soldats tués à Khost, selon la police.", False),
        ("Zwei Soldaten bei Khost getötet, sagt die Polizei.", False),
        ("Tewas dua tentara di Khost.", False),
        ("Explosion. Khost. Breaking.", True),
    ],
)
def test_little_words_tell_the_language_of_a_short_text(text: str, english: bool) -> None:
    assert is_english(text) is english


def test_bad_row_of_a_pipe_is_named_by_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = b"id,date,text\na,2025-11-08,The crossing was closed.\nb,soon,It was.\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows)))
    faults = [item for item in read_articles(["-"]) if isinstance(item, Fault)]
    assert [fault.where for fault in faults] == ["-:3"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(SEED,))
    writer.start()
    article = read_one(pipe)
    writer.join()
    assert isinstance(article, Article)
    assert article.text == SEED


def test_folder_without_files_is_named(tmp_path: Path) -> None:
    fault = read_one(tmp_path)
    assert isinstance(fault, Fault)
    assert "no files" in fault.reason


def test_same_stem_in_two_folders_is_told_apart_by_its_path(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder, "a.txt", SEED)
    names = [item.article for item in read_articles([tmp_path]) if isinstance(item, Article)]
    assert names == ["one/a.txt", "two/a.txt"]


def test_same_path_in_two_folders_is_told_apart_by_all_of_it(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
        write(folder, "a.txt", SEED)
    names = [item.article for item in read_articles(folders) if isinstance(item, Article)]
    assert names == [f"{folder.as_posix()}/a.txt" for folder in folders]


def test_incident_table_is_passed_on(tmp_path: Path) -> None:
    item = read_one(write(tmp_path, "ged.csv", "id,latitude,longitude,date_start\n1,34,71,x\n"))
    assert isinstance(item, TableFile)


@settings(derandomize=True, max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_are_of_some_kind(data: bytes) -> None:
    kinds = {"empty", "binary", "html", "feed", "jsonl", "json", "csv", "parquet", "table", "text"}
    assert tell_kind(data) in kinds


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet="ab.!? \n\"”AN'", max_size=120))
def test_sentences_hold_every_letter_in_order(text: str) -> None:
    joined = "".join(text[start:end] for start, end in split_sentences(text))
    assert "".join(joined.split()) == "".join(text.split())


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet="ab.\n \r", max_size=80))
def test_paragraphs_never_overlap(text: str) -> None:
    spans = split_paragraphs(text)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))


@pytest.mark.parametrize("name", ["D.I. Khan", "R.S. Pura"])
def test_initials_that_open_a_name_end_no_sentence(name: str) -> None:
    assert len(split_sentences(f"Shells fell near {name} on Monday. Nobody was hurt.")) == 2
