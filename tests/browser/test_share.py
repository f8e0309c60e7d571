"""Passing the map on: link, frame, picture, paper."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import LineString, box

from geo.border import Border
from layers.boundaries import BoundariesLayer
from layers.districts import DistrictsLayer
from layers.model import build_map

from .conftest import Open, let_draw, samples, wait_for_address

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def html(border: Border) -> str:
    title = 'A "test" & <more>'
    return build_map(samples.make_incidents(border), border, title=title, n_articles=1).to_html()


@pytest.fixture
def page(open_page: Open, html: str) -> Any:
    return open_page(html)


def save_svg(page: Any) -> ET.Element:
    page.locator(".dl-share-button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Drawing (SVG)").click()
    assert download.value.suggested_filename == "map.svg"
    return ET.parse(download.value.path()).getroot()


def test_the_dialogue_gives_link_frame_and_words(page: Any) -> None:
    page.get_by_role("tab", name="Layers").click()
    page.get_by_label("Share").click()
    dialog = page.get_by_role("dialog", name="Share")
    link, frame, words = (dialog.get_by_role("textbox").nth(n).input_value() for n in range(3))
    assert link.endswith("#tab=layers")
    assert f'<iframe src="{link.replace("#", "?embed#")}"' in frame
    assert 'title="A &quot;test&quot; &amp; &lt;more&gt;"' in frame
    assert '<noscript><img src="map.png" alt="Map: ' in frame
    assert "OpenStreetMap contributors" in frame
    assert words.startswith('Map: A "test" & <more>. 5 incidents. Dates: 12–19 October 2025.')
    assert "23 dead by the best estimates" in words
    page.keyboard.press("Escape")
    assert not dialog.is_visible()


def test_the_frame_shows_the_map_without_its_panel(
    open_page: Open, html: str, tmp_path: Path
) -> None:
    (tmp_path / "whole.html").write_text(html, encoding="utf-8")
    outer = (
        '<!DOCTYPE html><iframe src="whole.html?embed#id=0000000000000001" title="m"'
        ' width="900" height="560"></iframe>'
    )
    page = open_page(outer, wait=False)
    inside = page.frame_locator("iframe")
    inside.locator(".leaflet-container canvas").first.wait_for()
    assert inside.get_by_role("heading", name='A "test"').first.is_visible()
    assert inside.locator(".dl-credit").is_visible()
    assert inside.locator(".dl-detail").is_visible()
    inside.locator(".dl-back").click()
    assert not inside.locator(".dl-panel").is_visible()
    whole = inside.get_by_role("link", name="Open the whole map")
    whole.hover()
    assert str(whole.get_attribute("href")).endswith("/whole.html")


def test_a_narrow_frame_is_filled_by_map_and_time(open_page: Open, html: str) -> None:
    page = open_page(html, viewport={"width": 700, "height": 500})
    page.goto(f"{page.url}?embed")
    page.wait_for_selector(".is-embed canvas")
    let_draw(page)
    time = page.locator(".dl-time").bounding_box()
    assert time
    assert time["y"] + time["height"] == pytest.approx(500, abs=1)
    page.locator(".dl-far button").first.click()
    assert page.locator(".dl-detail").is_visible()


def test_a_hash_asks_for_the_frame_too_and_stays(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.goto(f"{page.url}#embed")
    page.reload()
    page.wait_for_selector(".is-embed")
    assert not page.locator(".dl-panel").is_visible()
    wait_for_address(page, "embed")


def test_the_map_as_seen_is_an_svg_of_lines_and_letters(page: Any) -> None:
    root = save_svg(page)
    assert root.find(f"{SVG}title").text == 'A "test" & <more>'  # type: ignore[union-attr]
    texts = [one.text for one in root.iter(f"{SVG}text")]
    assert "Kabul" in texts
    assert any(str(text).startswith("© OpenStreetMap") for text in texts)
    assert len(list(root.iter(f"{SVG}path"))) > 50
    assert not list(root.iter(f"{SVG}image"))


def test_a_picture_leaves_the_dialogue_as_png(page: Any) -> None:
    page.locator(".dl-share-button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (PNG)").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_on_paper_stand_map_and_incidents_but_no_buttons(page: Any) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    title = page.get_by_role("heading", level=1).bounding_box()
    stage = page.locator(".dl-map-holder").bounding_box()
    assert title
    assert stage
    assert title["y"] < stage["y"]
    assert stage["width"] <= 1000
    assert stage["height"] <= 660
    assert page.locator(".dl-map-holder").is_visible()
    assert page.locator(".dl-item").first.is_visible()
    assert page.locator(".dl-credit").is_visible()
    for name in (".dl-buttons", ".dl-tabs", ".dl-search", ".dl-share-button", ".dl-downloads"):
        assert not page.locator(name).first.is_visible(), name


def test_a_worldview_and_districts_are_drawn_named_and_switched(
    open_page: Open, border: Border
) -> None:
    lines = gpd.GeoDataFrame(
        {"disputed": ["no", "yes"]},
        geometry=[LineString([(62, 30), (74, 30)]), LineString([(62, 31), (74, 31)])],
        crs="EPSG:4326",
    )
    areas = gpd.GeoDataFrame({"name": ["Bigland"]}, geometry=[box(62, 32, 66, 35)], crs="EPSG:4326")
    page = open_page(
        build_map(
            samples.make_incidents(border),
            border,
            worldview=BoundariesLayer(lines),
            districts=DistrictsLayer(areas),
        ).to_html()
    )
    drawn = save_svg(page)
    assert "Bigland" in [one.text for one in drawn.iter(f"{SVG}text")]
    dashes = {one.get("stroke-dasharray") for one in drawn.iter(f"{SVG}path")}
    assert {"4 3.5", "1.5 2"} <= dashes
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Layers").click()
    page.get_by_role("switch", name="Other boundaries").uncheck()
    page.get_by_role("switch", name="Districts", exact=True).uncheck()
    let_draw(page)
    rest = {one.get("stroke-dasharray") for one in save_svg(page).iter(f"{SVG}path")}
    assert not {"4 3.5", "1.5 2"} & rest
