"""Reading the sources beside the map, and following a story."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from geo.articles.article import Article, Source
from geo.border import Border
from geo.incidents.table import build_incidents
from geo.pipeline import read_one
from layers.model import build_map
from layers.story import Chapter

from .conftest import PHONE, Open, samples, wait_for_address

pytestmark = pytest.mark.browser

TEXT = (
    "The police said on Friday that three soldiers were killed in a clash at Torkham. "
    "\U0001f600 Nothing else was known.\n\n"
    "The Chaman crossing was closed on Saturday."
)
URDU = "ڈیورنڈ لائن پر جھڑپ"


def make_article(number: int, text: str, title: str) -> Article:
    day = dt.date(2025, 10, 12 + number)
    name = f"a{number}"
    source = Source(name, title, "Example News", published=day.isoformat())
    return Article(name, text, day, sources=(source,))


@pytest.fixture(scope="module")
def found(border: Border) -> Any:
    articles = (
        make_article(1, TEXT, URDU),
        make_article(2, "Two men were killed in a clash at Ghulam Khan on Monday.", "Second"),
    )
    mentions = [mention for article in articles for mention in read_one(article)[1]]
    incidents = build_incidents(mentions, articles, border)
    return incidents, mentions, articles


@pytest.fixture(scope="module")
def ids(found: Any) -> dict[str, str]:
    return dict(zip(found[0]["place_name"], found[0]["incident_id"], strict=True))


@pytest.fixture(scope="module")
def html(border: Border, found: Any, ids: dict[str, str]) -> str:
    incidents, mentions, articles = found
    story = [
        Chapter("", "How it began", "Words alone."),
        Chapter(ids["Torkham"], "The gate", "A night."),
        Chapter(ids["Ghulam Khan"], "", "Then here."),
    ]
    return build_map(incidents, border, articles=articles, mentions=mentions, story=story).to_html()


@pytest.fixture
def page(open_page: Open, html: str) -> Any:
    page = open_page(html)
    page.get_by_role("tab", name="Sources").click()
    return page


def read(page: Any, title: str = URDU) -> None:
    page.get_by_role("button", name=title).click()


def test_sources_are_listed_with_how_much_rests_on_them(page: Any) -> None:
    rows = page.locator("[data-article]").all_inner_texts()
    assert len(rows) == 2
    assert "Second" in rows[0]
    assert "Example News, 14 October 2025 · 1 incident" in rows[0]


def test_quotes_stand_in_order_with_who_what_when_where_and_how_many(page: Any) -> None:
    read(page)
    texts = page.locator(".dl-text").all_inner_texts()
    assert texts == [TEXT.split(". ", maxsplit=1)[0] + ".", TEXT.rpartition("\n")[2]]
    marks = page.locator(".dl-text mark")
    kinds = {marks.nth(n).get_attribute("title") for n in range(marks.count())}
    assert kinds == {"who", "what", "when", "where", "how many"}
    assert page.locator(".dl-text mark.is-count").first.inner_text() == "three"


def test_a_sentence_answers_with_its_pin(page: Any, ids: dict[str, str]) -> None:
    read(page)
    page.locator(".dl-sentence").first.click()
    wait_for_address(page, f"id={ids['Torkham']}", "tab=sources")
    assert "Armed clash, Torkham" in page.locator(".dl-found").inner_text()
    assert page.locator(".dl-sentence.is-current").count() == 1


def test_a_pin_finds_its_sentence_in_another_article(
    open_page: Open, page: Any, ids: dict[str, str]
) -> None:
    read(page)
    page.evaluate(f"location.hash = 'tab=sources&id={ids['Ghulam Khan']}'")
    current = page.locator(".dl-sentence.is-current")
    current.wait_for()
    assert "Ghulam Khan" in current.inner_text()


def test_next_and_previous_go_through_the_article(page: Any) -> None:
    read(page)
    for words in ("Torkham", "Chaman", "Torkham"):
        page.get_by_label("Next incident of the article").click()
        assert words in page.locator(".dl-sentence.is-current").inner_text()
    page.get_by_label("Previous incident of the article").click()
    assert "Chaman" in page.locator(".dl-sentence.is-current").inner_text()


def test_the_keyboard_opens_a_sentence_and_keeps_its_place(page: Any) -> None:
    read(page)
    page.locator(".dl-sentence").first.focus()
    page.keyboard.press("Enter")
    assert "Torkham" in page.evaluate("document.activeElement.textContent")
    assert page.locator(".dl-sentence").first.get_attribute("aria-pressed") == "true"


def test_why_here_names_the_places_that_lost_and_shows_them(page: Any) -> None:
    read(page)
    page.locator(".dl-sentence").first.click()
    page.get_by_text("Why here").click()
    why = page.locator(".dl-why")
    assert "is taken to mean Torkham" in why.inner_text()
    lost = why.locator("li button").first
    assert "Torkham" in lost.inner_text()
    lost.click()
    assert page.locator(".leaflet-overlay-pane path").count() == 1


def test_an_incident_leads_to_its_article_and_back(page: Any) -> None:
    page.get_by_role("tab", name="Incidents").click()
    page.locator(".dl-item button").last.click()
    title = page.locator(".dl-detail h2").inner_text()
    page.get_by_role("button", name="Read it in its article").click()
    assert page.locator(".dl-sentence.is-current").count() == 1
    page.get_by_role("button", name="All that is known").click()
    assert page.locator(".dl-detail h2").inner_text() == title


def test_an_urdu_headline_reads_from_the_right(page: Any) -> None:
    read(page)
    direction = "one => getComputedStyle(one).direction"
    assert page.locator(".dl-reader h2 bdi").evaluate(direction) == "rtl"
    assert page.locator(".dl-reader h2").evaluate(direction) == "ltr"


def test_a_whole_article_keeps_its_words_and_marks(
    open_page: Open, border: Border, found: Any
) -> None:
    incidents, mentions, articles = found
    page = open_page(
        build_map(incidents, border, articles=articles, mentions=mentions, full_text=True).to_html()
    )
    page.get_by_role("tab", name="Sources").click()
    read(page)
    assert page.locator("div.dl-text").evaluate("one => one.textContent") == TEXT
    assert page.locator(".dl-sentence").count() == 2
    assert page.locator(".dl-text mark.is-where").last.inner_text() == "Chaman"


def test_a_table_without_articles_has_its_quotes_to_read(open_page: Open, border: Border) -> None:
    page = open_page(build_map(samples.make_incidents(border), border).to_html())
    page.get_by_role("tab", name="Sources").click()
    page.locator("[data-article]").first.click()
    assert "Five soldiers were killed" in page.locator(".dl-text").first.inner_text()


def test_a_story_goes_from_chapter_to_chapter(page: Any, ids: dict[str, str]) -> None:
    page.get_by_role("tab", name="Story").click()
    assert page.locator(".dl-chapter").count() == 3
    page.get_by_label("Next chapter").click()
    page.get_by_label("Next chapter").click()
    assert page.locator(".dl-chapter.is-current").inner_text().startswith("The gate")
    wait_for_address(page, f"id={ids['Torkham']}")
    page.get_by_label("Previous chapter").click()
    assert page.locator(".dl-chapter.is-current").inner_text().startswith("How it began")


def test_a_chapter_without_a_heading_says_what_it_is_about(page: Any) -> None:
    page.get_by_role("tab", name="Story").click()
    assert page.locator(".dl-chapter h2").all_inner_texts()[2] == "Armed clash"


def test_without_a_story_there_is_no_tab_for_it(open_page: Open, border: Border) -> None:
    page = open_page(build_map(samples.make_incidents(border), border).to_html())
    assert page.get_by_role("tab", name="Story").count() == 0


def test_a_phone_shows_a_sentence_above_its_sheet(open_page: Open, html: str) -> None:
    page = open_page(html, **PHONE)
    page.get_by_role("tab", name="Sources").tap()
    read(page)
    page.locator(".dl-sentence").first.tap()
    assert page.locator(".dl-panel").get_attribute("data-sheet") == "half"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_claims_of_two_sides_stand_side_by_side(open_page: Open, border: Border) -> None:
    claims = [
        samples.make_claim("Pakistan's army", 23, 23),
        samples.make_claim("Pakistan's army", 200, 200, belongs_to="AF", counts_towards_best=False),
        samples.make_claim("the Taliban", 58, 58, counts_towards_best=False),
        samples.make_claim("the Taliban", 9, 9, belongs_to="AF", is_shared=True),
    ]
    here = samples.at_km(border, 805.0)
    row = samples.make_row(70, **here, best=32, low=32, high=258, claims=claims, episode_id="e1")
    page = open_page(build_map(samples.make_incidents(border, [row]), border).to_html())
    page.locator(f"[data-id='{70:016x}']").click()
    table = page.get_by_role("table")
    cells = [line.split() for line in table.inner_text().splitlines() if line.strip()]
    assert cells[0] == ["Who", "says", "it", "Pakistan", "Afghanistan"]
    assert table.get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()[0].startswith("23")
    assert "9*" in table.get_by_role("row").nth(2).inner_text()
    assert "counted once in every sum" in page.locator(".dl-toll").inner_text()


def test_every_sum_says_what_it_leaves_out(open_page: Open, border: Border) -> None:
    shared = samples.make_claim("the army", 12, 12, is_shared=True)
    rows = [
        samples.make_row(
            80 + n, **samples.at_km(border, 600.0 + n), claims=[shared], episode_id="e1"
        )
        for n in range(3)
    ]
    page = open_page(build_map(samples.make_incidents(border, rows), border).to_html())
    words = page.locator(".dl-sum").inner_text()
    assert "23 dead by the best estimates" in words
    assert "12 more told for several places together, counted once" in words
    assert "7 incidents give no number that counts" in words
