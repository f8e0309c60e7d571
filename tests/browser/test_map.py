"""What a reader does with the map."""

from __future__ import annotations

from typing import Any

import pytest

from geo.border import Border
from layers.border import BorderLayer
from layers.incidents import IncidentsLayer
from layers.model import Map, build_map, to_folium

from .conftest import PHONE, Open, let_draw, samples, wait_for_address, wait_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html(border: Border) -> str:
    many = [
        samples.make_row(50 + number, place_name="Chaman", **samples.at_km(border, 1882.0))
        for number in range(30)
    ]
    frame = samples.make_incidents(border, many)
    return build_map(frame, border, title="A test", n_articles=3, n_not_english=2).to_html()


@pytest.fixture
def page(open_page: Open, html: str) -> Any:
    return open_page(html)


def open_incident(page: Any, number: int = 1) -> None:
    page.locator(f".dl-item button[data-id='{number:016x}']").click()


def find_pixel(page: Any, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place is on the screen."""
    script = """([longitude, latitude]) => {
      const map = window[Object.keys(window).find((name) => /^map_\\d+$/.test(name))];
      const box = map.getContainer().getBoundingClientRect();
      const at = map.latLngToContainerPoint([latitude, longitude]);
      return [box.left + at.x, box.top + at.y];
    }"""
    x, y = page.evaluate(script, [longitude, latitude])
    return x, y


def count_pixels(page: Any, pane: str) -> int:
    """Pixels of a pane's canvases that are not transparent."""
    script = """name => {
      const all = [...document.querySelectorAll('.leaflet-map-pane canvas')];
      const mine = all.filter((one) => one.parentElement.className.includes(name));
      let n = 0;
      for (const canvas of mine) {
        const { width, height } = canvas;
        const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
        for (let i = 3; i < data.length; i += 4) if (data[i] > 0) n++;
      }
      return n;
    }"""
    return int(page.evaluate(script, pane))


def test_the_map_draws_ground_line_and_pins(page: Any) -> None:
    assert all(count_pixels(page, pane) > 500 for pane in ("ground", "line", "pins"))


def test_every_incident_is_in_the_list_with_the_unplaced_apart(page: Any) -> None:
    assert page.locator(".dl-item").count() == 35
    heading = page.get_by_role("heading", name="Without a place on the map")
    assert heading.is_visible()


def test_a_row_opens_the_incident_with_all_that_is_known(page: Any) -> None:
    open_incident(page)
    text = page.locator(".dl-detail").inner_text()
    for words in (
        "Armed clash, Torkham",
        "12 October 2025",
        "Not reviewed",
        "km 805 ± 3",
        "undetermined",
        "across the line, Afghanistan to Pakistan",
        "Pakistan's army",
        "the Taliban",
        "58",
        "Best estimate: 23 (23 to 58)",
        "Five soldiers were killed at Torkham",
        "Example News",
        "retold",
    ):
        assert words.lower() in text.lower(), words


def test_the_source_link_tells_the_other_side_nothing(page: Any) -> None:
    open_incident(page)
    link = page.locator(".dl-sources a").first
    assert link.get_attribute("href") == "https://example.org/a"
    assert "noopener" in str(link.get_attribute("rel"))


def test_a_pin_opens_its_incident(page: Any, border: Border) -> None:
    place = samples.at_km(border, 805.0)
    x, y = find_pixel(page, place["longitude"], place["latitude"])
    page.mouse.move(x, y)
    assert "Armed clash" in page.locator(".dl-tip").inner_text()
    page.mouse.click(x, y)
    assert "Armed clash, Torkham" in page.locator(".dl-detail").inner_text()


def test_many_at_one_place_are_one_symbol_that_lists_them(page: Any, border: Border) -> None:
    place = samples.at_km(border, 1882.0)
    page.mouse.click(*find_pixel(page, place["longitude"], place["latitude"]))
    assert "30 incidents here" in page.locator(".dl-note").inner_text()
    assert page.locator(".dl-item").count() == 30


def test_a_reader_can_start_with_the_keyboard_alone(page: Any) -> None:
    button = page.locator(f".dl-item button[data-id='{1:016x}']")
    button.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Armed clash, Torkham"


def test_escape_closes_the_incident(page: Any) -> None:
    open_incident(page)
    page.keyboard.press("Escape")
    assert page.locator(".dl-detail").count() == 0


def test_next_and_previous_go_through_the_list(page: Any) -> None:
    page.locator(".dl-item button").nth(0).click()
    first = page.locator(".dl-detail h2").inner_text()
    page.get_by_label("Next incident").click()
    assert page.locator(".dl-detail h2").inner_text() != first
    page.get_by_label("Previous incident").click()
    assert page.locator(".dl-detail h2").inner_text() == first


def test_a_far_place_is_reached_without_moving_the_map(page: Any) -> None:
    rail = page.get_by_role("navigation", name="Beyond this map")
    assert "Doha" in rail.inner_text()
    rail.get_by_role("button").first.click()
    assert "Talks, Doha" in page.locator(".dl-detail").inner_text()
    inset = page.get_by_role("img", name="Doha, 1,052")
    assert "west-southwest of the line" in str(inset.get_attribute("aria-label"))


def test_a_type_in_the_legend_filters_map_and_list(page: Any) -> None:
    page.locator(".dl-type", has_text="Talks").click()
    assert page.locator(".dl-item").count() == 1
    assert "1 of 35 shown" in page.locator(".dl-note").inner_text()
    page.get_by_role("button", name="Show all").click()
    assert page.locator(".dl-item").count() == 35


def test_a_search_filters_by_place(page: Any) -> None:
    page.get_by_label("Search place, word or source").fill("barmal")
    assert page.locator(".dl-item").count() == 1


def test_the_brush_filters_by_time_with_the_keyboard(page: Any) -> None:
    handle = page.get_by_role("slider", name="First day shown")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.get_by_text("15–19 October 2025").is_visible()
    assert page.locator(".dl-item").count() == 1


def test_a_drag_over_the_bars_sets_the_brush(page: Any) -> None:
    box = page.locator(".dl-time-chart").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 30, steps=4)
    page.mouse.up()
    assert page.locator(".dl-item").count() == 1
    assert page.locator(".dl-brush").count() == 1


def test_the_brush_steps_from_bar_to_bar_and_back(page: Any) -> None:
    head = page.locator(".dl-time-range")
    seen = []
    for name in ("One step on", "One step on", "One step back"):
        page.get_by_role("button", name=name).click()
        seen.append(head.inner_text())
    assert seen == ["12 October 2025", "18 October 2025", "12 October 2025"]


def test_a_step_keeps_the_keyboards_focus(page: Any) -> None:
    page.get_by_role("button", name="One step on").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(".dl-time-range").inner_text() == "18 October 2025"


def test_play_moves_the_brush_until_it_is_paused(page: Any) -> None:
    page.get_by_role("button", name="Play").click()
    head = page.locator(".dl-time-range")
    wait_until(page, lambda: head.inner_text() == "18 October 2025")
    page.get_by_role("button", name="Pause").click()
    assert page.get_by_role("button", name="Play").is_visible()


def test_a_layer_switch_takes_the_layer_off_the_map(page: Any) -> None:
    before = count_pixels(page, "line")
    page.get_by_role("tab", name="Layers").click()
    page.get_by_role("switch", name="The line and its kilometres").uncheck()
    wait_until(page, lambda: count_pixels(page, "line") < before / 2)


def test_the_about_tab_says_what_a_reader_must_know(page: Any) -> None:
    page.get_by_role("tab", name="About").click()
    text = page.locator(".dl-about").inner_text()
    for words in (
        "Afghanistan does not recognise",
        "2,790",
        "km 2,611",
        "tripoint with China",
        "OpenStreetMap contributors",
        "GeoNames",
        "AF-PK/1",
        "2 articles were not read because they are not in English",
        "34 of 35 incidents were found by a program",
    ):
        assert words in text, words


def test_the_strip_answers_to_the_list_and_the_list_to_the_strip(page: Any) -> None:
    page.get_by_role("button", name="Along the line").click()
    let_draw(page)
    strip = page.get_by_role("img", name="Along the line: kilometre across, time down")
    box = strip.bounding_box()
    assert box
    assert "2 more incidents are not on it" in str(strip.get_attribute("aria-label"))
    # km 805 of 2,611, between the gutter and the rail
    x = box["x"] + 70 + 805 / 2611 * (box["width"] - 70 - 76)
    for y in range(int(box["y"]) + 52, int(box["y"] + box["height"]) - 18, 5):
        page.mouse.click(x, y)
        if page.locator(".dl-detail").count():
            break
    assert "km 805" in page.locator(".dl-detail").inner_text()


def test_a_drag_along_the_strip_zooms_the_map(page: Any) -> None:
    page.get_by_role("button", name="Along the line").click()
    let_draw(page)
    box = page.locator(".dl-strip").bounding_box()
    assert box
    y = box["y"] + box["height"] - 30
    page.mouse.move(box["x"] + 300, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 420, y, steps=4)
    page.mouse.up()
    wait_for_address(page, "map=")


def test_the_address_brings_a_reader_back_to_the_same_view(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.locator(".dl-type", has_text="Armed clash").click()
    open_incident(page)
    address = wait_for_address(page, f"id={1:016x}", "type=armed_clash")
    page.goto("about:blank")
    page.goto(address)
    assert "Armed clash, Torkham" in page.locator(".dl-detail").inner_text()
    page.keyboard.press("Escape")
    assert "31 of 35 shown" in page.locator(".dl-note").inner_text()


@pytest.mark.parametrize(
    ("name", "file", "start"),
    [
        ("CSV", "incidents.csv", b"\xef\xbb\xbfincident_id,"),
        ("GeoJSON", "incidents.geojson", b'{"type"'),
    ],
)
def test_what_is_shown_can_be_downloaded(page: Any, name: str, file: str, start: bytes) -> None:
    page.locator(".dl-type", has_text="Talks").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    assert download.value.suggested_filename == file
    content = download.value.path().read_bytes()
    assert content.startswith(start)
    assert b"Doha" in content
    assert b"Chaman" not in content


def test_the_map_can_be_saved_as_a_picture(page: Any) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="picture of the map").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_rows_that_may_not_be_passed_on_are_not_downloaded(open_page: Open, border: Border) -> None:
    closed = samples.make_row(9, licence="ACLED terms", dataset="ACLED", place_name="Secret")
    page = open_page(build_map(samples.make_incidents(border, [closed]), border).to_html())
    assert "1 incident may not be passed on" in page.locator(".dl-downloads").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV", exact=True).click()
    assert b"Secret" not in download.value.path().read_bytes()


def test_the_page_works_in_a_notebooks_frame(open_page: Open, border: Border) -> None:
    frame = build_map(samples.make_incidents(border), border)._repr_html_()
    page = open_page(f"<!DOCTYPE html><p>cell</p>{frame}", wait=False)
    inside = page.frame_locator("iframe")
    inside.locator(".dl-item button").first.click()
    assert inside.locator(".dl-detail").is_visible()


def test_a_phone_shows_the_map_and_a_sheet(open_page: Open, html: str) -> None:
    page = open_page(html, **PHONE)
    assert page.locator(".dl-panel").get_attribute("data-sheet") == "peek"
    page.get_by_role("tab", name="Incidents").tap()
    open_incident(page)
    assert page.locator(".dl-panel").get_attribute("data-sheet") == "half"
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390


def test_the_page_follows_a_dark_system(open_page: Open, html: str) -> None:
    page = open_page(html, color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.querySelector('.dl-panel')).backgroundColor")
    assert colour == "rgb(26, 29, 30)"


def test_a_map_of_the_line_alone_is_a_whole_page(open_page: Open, border: Border) -> None:
    page = open_page(Map(border, title="The line").add(BorderLayer(border)).to_html())
    assert count_pixels(page, "line") > 500
    assert page.get_by_role("heading", name="The line", exact=True).is_visible()


def test_every_layer_draws_on_a_map_of_foliums_own(open_page: Open, border: Border) -> None:
    from branca.element import Figure

    from layers.web.page import PageMap

    own = PageMap(location=[34.1, 71.1], zoom_start=8, tiles=None)
    Figure().add_child(own)
    for layer in build_map(samples.make_incidents(border), border).layers:
        to_folium(layer, own)
    page = open_page(own.get_root().render())
    panes = ("ground", "line", "pins")
    wait_until(page, lambda: all(count_pixels(page, pane) > 500 for pane in panes))


def test_another_border_without_incidents_is_a_whole_page(open_page: Open) -> None:
    from geo.border import shared_border
    from geo.incidents.frame import build_frame

    page = open_page(build_map(build_frame([], []), shared_border("TH", "KH")).to_html())
    assert "No incident was found" in page.locator(".dl-list").inner_text()
    assert count_pixels(page, "line") > 500
    page.get_by_role("tab", name="About").click()
    text = page.locator(".dl-about").inner_text()
    assert "Afghanistan" not in text
    assert "km 0 to km 825" in text


def test_a_facet_narrows_map_and_list(page: Any) -> None:
    page.get_by_text("More filters").click()
    page.get_by_label("Side").select_option("elsewhere")
    assert page.locator(".dl-item").count() == 1
    wait_for_address(page, "f.side=elsewhere")


def test_a_layer_on_foliums_own_map_opens_a_popup(open_page: Open, border: Border) -> None:
    import folium
    from branca.element import Figure

    from layers.web.page import PageMap

    place = samples.at_km(border, 805.0)
    home = [place["latitude"], place["longitude"]]
    own = PageMap(location=home, zoom_start=9, tiles=None)
    Figure().add_child(own)
    assert isinstance(own, folium.Map)
    frame = samples.make_incidents(border).iloc[:1]
    page = open_page(to_folium(IncidentsLayer(frame), own).get_root().render())
    page.locator(".folium-map").click()
    assert "Armed clash" in page.locator(".leaflet-popup").inner_text()


def test_density_is_drawn_and_its_classes_told_when_switched_on(page: Any) -> None:
    before = count_pixels(page, "line")
    page.get_by_role("tab", name="Layers").click()
    page.get_by_role("switch", name="Density by hexagon").check()
    page.get_by_role("switch", name="Density along the line").check()
    wait_until(page, lambda: count_pixels(page, "line") > before + 200)
    assert "incidents in a hexagon 30 km across" in page.locator(".dl-layers").inner_text()
    wait_for_address(page, "on=hexagons,kilometres")


def test_a_map_of_density_alone_shows_it(open_page: Open, border: Border) -> None:
    from layers.density import HexagonsLayer

    frame = samples.make_incidents(border)
    page = open_page(Map(border, title="Density").add(HexagonsLayer(frame)).to_html())
    wait_until(page, lambda: count_pixels(page, "line") > 200)


@pytest.fixture(scope="module")
def closed_html(border: Border) -> str:
    here = {
        **samples.at_km(border, 804.0),
        "direction": "both",
        "nearest_crossing": "Torkham",
        "crossing_km": 0.2,
        "distance_km": 0.2,
    }
    rows = [
        samples.make_row(90, event_type="border_closure", **here, quote="Torkham was closed."),
        samples.make_row(91, date_start="2025-10-20", date_end="2025-10-20"),
    ]
    return build_map(samples.make_incidents(border, rows), border, title="Closed").to_html()


def test_a_crossing_says_what_is_known_of_it_on_the_last_day(
    open_page: Open, closed_html: str
) -> None:
    page = open_page(closed_html)
    page.get_by_role("tab", name="Layers").click()
    page.get_by_role("switch", name="Incidents", exact=True).uncheck()
    let_draw(page)
    for name, words in (("Torkham", "closed on 20 October 2025"), ("Chaman / Wesh", "not known")):
        script = """name => {
          const data = [...document.querySelectorAll('script[data-kind=crossings]')][0];
          return JSON.parse(data.textContent).crossings.find((one) => one.name === name).at;
        }"""
        page.mouse.move(*find_pixel(page, *page.evaluate(script, name)))
        text = page.locator(".dl-tip").inner_text()
        assert name in text
        assert words in text


def test_a_closure_is_a_bar_on_the_strip(open_page: Open, closed_html: str) -> None:
    page = open_page(closed_html)
    page.get_by_role("button", name="Along the line").click()
    let_draw(page)
    strip = page.locator(".dl-strip")
    box = strip.bounding_box()
    assert box
    x = box["x"] + 70 + 804 / 2611 * (box["width"] - 70 - 76)
    told = set()
    for y in range(int(box["y"]) + 60, int(box["y"] + box["height"]) - 20, 6):
        page.mouse.move(x, y)
        told.add(strip.get_attribute("title") or "")
    assert any("Torkham closed" in words for words in told)


def test_what_lies_far_away_shares_a_bar_beside_the_strip(open_page: Open, border: Border) -> None:
    far = {"latitude": 31.55, "longitude": 74.34, "place_name": "Lahore", "distance_km": 330.0}
    near = samples.at_km(border, 805.0)
    rows = [samples.make_row(300 + n, **(far if n < 20 else near)) for n in range(21)]
    page = open_page(build_map(samples.make_incidents(border, rows), border).to_html())
    page.get_by_role("button", name="Along the line").click()
    let_draw(page)
    box = page.locator(".dl-strip").bounding_box()
    assert box
    for y in range(int(box["y"]) + 60, int(box["y"] + box["height"]) - 18, 6):
        page.mouse.click(box["x"] + box["width"] - 34, y)
        if page.locator(".dl-note", has_text="incidents here").count():
            break
    assert "20 incidents here" in page.locator(".dl-note").inner_text()


def test_a_crowded_strip_keeps_each_at_its_own_kilometre_and_day(
    open_page: Open, border: Border
) -> None:
    here = samples.at_km(border, 1500.0)
    crowd = [
        samples.make_row(2000 + number, **samples.at_km(border, 700.0 + number % 40))
        for number in range(400)
    ]
    late = {"date_start": "2025-12-31", "date_end": "2025-12-31"}
    rows = [*crowd, samples.make_row(2999, **here, **late)]
    page = open_page(build_map(samples.make_incidents(border, rows), border).to_html())
    page.get_by_role("button", name="Along the line").click()
    let_draw(page)
    box = page.locator(".dl-strip").bounding_box()
    assert box
    x = box["x"] + 70 + 1500 / 2611 * (box["width"] - 70 - 76)
    for y in range(int(box["y"] + box["height"]) - 60, int(box["y"] + box["height"]) - 18, 2):
        page.mouse.click(x, y)
        if page.locator(".dl-detail").count():
            break
    assert "31 December 2025" in page.locator(".dl-detail").inner_text()


def test_layers_stand_in_groups(page: Any) -> None:
    page.get_by_role("tab", name="Layers").click()
    headings = page.locator(".dl-layers h2").all_inner_texts()
    assert headings == ["Events", "The border", "The ground"]


def test_rows_of_a_data_set_are_not_called_unreviewed(open_page: Open, border: Border) -> None:
    row = samples.make_row(5, status="imported", dataset="UCDP GED", licence="CC BY 4.0")
    page = open_page(build_map(samples.make_incidents(border, [row]), border).to_html())
    assert "1 from data sets" in page.locator(".dl-summary").inner_text()


def test_a_city_under_a_pin_keeps_its_name(open_page: Open, border: Border) -> None:
    row = samples.make_row(5, latitude=34.008, longitude=71.578, place_name="Peshawar")
    page = open_page(build_map(samples.make_incidents(border, [row]), border).to_html())
    page.locator(".dl-share-button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Drawing (SVG)").click()
    assert ">Peshawar</text>" in download.value.path().read_text(encoding="utf-8")


def test_a_long_list_grows_as_a_reader_comes_to_its_end(open_page: Open, border: Border) -> None:
    rows = [
        samples.make_row(1000 + number, **samples.at_km(border, 100.0 + number * 2))
        for number in range(1200)
    ]
    page = open_page(build_map(samples.make_incidents(border, rows), border).to_html())
    items = page.locator(".dl-list").first.locator(".dl-item")
    few = items.count()
    assert few < 200
    items.last.scroll_into_view_if_needed()
    page.locator(".dl-body").evaluate("body => body.scrollTo(0, body.scrollHeight)")
    wait_until(page, lambda: items.count() > few)
