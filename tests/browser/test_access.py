"""The page for those who read it otherwise: what axe-core finds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from geo.articles.article import Article
from geo.border import Border
from geo.incidents.frame import join_frames
from geo.incidents.table import build_incidents
from geo.pipeline import read_one
from layers.model import build_map
from layers.story import Chapter

from .conftest import PHONE, Open, samples

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
CHECK = """axe.run().then((found) => [
  found.passes.length,
  found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes[0].html}`),
])"""
VIEWS: dict[str, tuple[Any, ...]] = {
    "overview": ({},),
    "incident": ({}, ".dl-item button"),
    "reviewed": ({}, f"[data-id='{3:016x}']"),
    "facets": ({}, ".dl-more summary"),
    "layers": ({}, "#dl-tab-layers"),
    "about": ({}, "#dl-tab-about"),
    "strip": ({}, ".dl-strip-button"),
    "dark": ({"color_scheme": "dark"}, ".dl-item button"),
    "phone": (PHONE, "#dl-tab-incidents"),
    "sources": ({}, "#dl-tab-sources"),
    "article": ({}, "#dl-tab-sources", "[data-article]", ".dl-sentence", ".dl-why summary"),
    "article, dark": ({"color_scheme": "dark"}, "#dl-tab-sources", "[data-article]"),
    "story": ({}, "#dl-tab-story", "[aria-label='Next chapter']"),
    "share": ({}, ".dl-share-button"),
    "claims": ({}, f"[data-id='{70:016x}']"),
    "phone, article": (PHONE, "#dl-tab-sources", "[data-article]", ".dl-sentence"),
}


@pytest.fixture(scope="module")
def html(border: Border) -> str:
    article = Article(
        "a", "Three soldiers were killed at Torkham on Friday.", dt.date(2025, 10, 12)
    )
    mentions = read_one(article)[1]
    read = build_incidents(mentions, [article], border)
    claims = [
        samples.make_claim(who, 23, 30, belongs_to=side, counts_towards_best=who == "the army")
        for who in ("the army", "the Taliban")
        for side in ("AF", "PK")
    ]
    sides = samples.make_row(70, **samples.at_km(border, 900.0), best=60, claims=claims)
    frame = join_frames([samples.make_incidents(border, [sides]), read])
    story = [Chapter("", "A start", "Words."), Chapter(read["incident_id"][0], "The gate", "More.")]
    return build_map(
        frame, border, n_articles=1, articles=[article], mentions=mentions, story=story
    ).to_html()


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing(open_page: Open, html: str, name: str) -> None:
    if not AXE.exists():
        pytest.skip("no axe-core: npm ci --ignore-scripts")
    options, *clicks = VIEWS[name]
    page: Any = open_page(html, **options)
    for click in clicks:
        page.locator(click).first.click()
    assert _violations(page) == []


def test_axe_finds_nothing_in_a_frame(open_page: Open, html: str) -> None:
    if not AXE.exists():
        pytest.skip("no axe-core: npm ci --ignore-scripts")
    page = open_page(html)
    page.goto(f"{page.url}?embed")
    page.wait_for_selector(".is-embed canvas")
    assert _violations(page) == []


def _violations(page: Any) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    passed, violations = page.evaluate(CHECK)
    assert passed > 10
    return list(violations)


def test_the_keyboard_reaches_what_is_new_and_shows_where_it_is(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.locator("#dl-tab-sources").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # Layers
    page.keyboard.press("Tab")  # About
    page.keyboard.press("Tab")  # the panel's page
    script = "() => document.activeElement.dataset.article ?? document.activeElement.className"
    seen = [page.evaluate(script)]
    while "dl-" in seen[-1] and len(seen) < 5:
        page.keyboard.press("Tab")
        seen.append(page.evaluate(script))
    assert seen[-1] == "a"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H2"
