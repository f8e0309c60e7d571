"""A reader who checks incidents in the page, and takes the decisions along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.border import Border
from geo.incidents.decisions import apply_decisions, read_decisions
from layers.model import build_map

from .conftest import Open, samples

pytestmark = pytest.mark.browser


@pytest.fixture
def frame(border: Border) -> Any:
    return samples.make_incidents(border)


@pytest.fixture
def page(open_page: Open, frame: Any, border: Border) -> Any:
    page = open_page(build_map(frame, border, title="To review", review=True).to_html())
    page.locator(".dl-item button").first.click()
    return page


def take_decisions(page: Any, folder: Path) -> Any:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save decisions.csv").click()
    path = folder / "decisions.csv"
    download.value.save_as(path)
    return read_decisions(path)


def test_a_map_without_the_option_has_no_controls(
    open_page: Open, frame: Any, border: Border
) -> None:
    page = open_page(build_map(frame, border).to_html())
    page.locator(".dl-item button").first.click()
    assert page.locator(".dl-review").count() == 0


def test_what_is_confirmed_in_the_page_is_reviewed_in_the_table(
    page: Any, frame: Any, border: Border, tmp_path: Path
) -> None:
    page.get_by_label("Your name").fill("Sana =1+1")
    page.get_by_role("button", name="Confirm").click()
    decisions, faults = take_decisions(page, tmp_path)
    assert faults == ()
    after, orphans = apply_decisions(frame, decisions, border)
    assert orphans == ()
    row = after.set_index("incident_id").loc[decisions[0].target]
    assert (row["status"], row["reviewed_by"]) == ("reviewed", "Sana =1+1")


def test_a_rejection_takes_the_place_of_a_confirmation(page: Any, tmp_path: Path) -> None:
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Reject").click()
    decisions, _ = take_decisions(page, tmp_path)
    assert [one.action for one in decisions] == ["reject"]


def test_a_corrected_number_of_dead_is_set(
    page: Any, frame: Any, border: Border, tmp_path: Path
) -> None:
    page.get_by_label("Correct").select_option("best")
    page.get_by_label("New value").fill("7")
    page.get_by_role("button", name="Set").click()
    decisions, _ = take_decisions(page, tmp_path)
    after, _ = apply_decisions(frame, decisions, border)
    assert after.set_index("incident_id").loc[decisions[0].target, "best"] == 7


def test_what_is_no_number_is_refused_with_the_reason(page: Any) -> None:
    page.get_by_label("Correct").select_option("best")
    page.get_by_label("New value").fill("seven")
    page.get_by_role("button", name="Set").click()
    assert "whole number" in page.locator(".dl-review-fault").inner_text()
    assert page.get_by_role("button", name="Save decisions.csv").is_disabled()


def test_a_click_on_the_map_moves_the_incident_and_selects_nothing(
    page: Any, frame: Any, border: Border, tmp_path: Path
) -> None:
    page.wait_for_function("location.hash")  # the address follows the selection a little later
    before = page.url
    page.get_by_role("button", name="Move on the map").click()
    page.locator(".leaflet-container").click(position={"x": 300, "y": 300})
    assert page.url == before
    decisions, _ = take_decisions(page, tmp_path)
    longitude, latitude = map(float, decisions[0].value.split())
    after, _ = apply_decisions(frame, decisions, border)
    row = after.set_index("incident_id").loc[decisions[0].target]
    assert (row["longitude"], row["latitude"]) == (longitude, latitude)


def test_decisions_are_there_when_the_page_is_opened_again(page: Any) -> None:
    page.get_by_role("button", name="Confirm").click()
    page.reload()
    page.wait_for_selector(".leaflet-container canvas")
    assert "one decision" in page.locator(".dl-review-count").inner_text()


def test_a_decision_can_be_taken_back(page: Any) -> None:
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="Undo").click()
    assert "to review" in page.locator(".dl-review-count").inner_text()
