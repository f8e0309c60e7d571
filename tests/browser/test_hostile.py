"""Text that means harm: it shows as text, runs nothing, and leaves the layout whole."""

from __future__ import annotations

from typing import Any

import pytest

from geo.border import Border
from layers.model import build_map

from .conftest import PHONE, Open, samples

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html(border: Border) -> str:
    rows = [
        samples.make_row(
            100 + number,
            quote=text,
            place_name=text,
            adm_1=text,
            side_a=text,
            side_b=text,
            nearest_crossing=text,
            crossing_km=1.0,
            sector_af=text,
            review_note=text,
            reviewed_by=text,
            dataset=text,
            licence=text,
            claims=[samples.make_claim(text, 1, 2, group_words=text, quote=text)],
            sources=[{"title": text, "outlet": text, "url": text, "note": text, "article": text}],
            **samples.at_km(border, 200.0 + 150 * number),
        )
        for number, text in enumerate(samples.HOSTILE)
    ]
    frame = samples.make_incidents(border, rows)
    title = "</title><script>alert(1)</script>"
    return build_map(frame, border, title=title, label="<img src=x onerror=alert(1)>").to_html()


def test_hostile_text_shows_as_text_in_every_place(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.get_by_label("Order", exact=True).select_option("oldest")
    for number, text in enumerate(samples.HOSTILE):
        row = page.locator(f".dl-item button[data-id='{100 + number:016x}']")
        row.click()
        page.wait_for_selector(".dl-detail")
        shown = page.locator(".dl-quote").text_content() or ""
        expected = page.evaluate(
            r"t => t.replace(/[\0-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')",
            text,
        )
        assert shown == expected
        assert page.locator(".dl-detail img, .dl-detail script").count() == 0
        page.keyboard.press("Escape")


def test_hostile_text_leaves_the_layout_whole(open_page: Open, html: str) -> None:
    for options in ({}, PHONE):
        page = open_page(html, **options)
        wide: Any = page.evaluate(
            "[document.documentElement.scrollWidth, innerWidth,"
            " document.querySelector('.dl-body').scrollWidth,"
            " document.querySelector('.dl-body').clientWidth]"
        )
        assert wide[0] <= wide[1]
        assert wide[2] <= wide[3]


def test_no_address_but_the_webs_is_a_link(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.get_by_role("tab", name="About").click()
    links = page.eval_on_selector_all("a[href]", "found => found.map(one => one.href)")
    assert all(link.startswith("https://") for link in links)
    assert page.title() == "</title><script>alert(1)</script>"
