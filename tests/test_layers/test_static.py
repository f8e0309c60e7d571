"""Pictures: the same bytes, whatever the text says, and nothing half-written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely
from matplotlib.image import imread

from geo.border import Border, durand_line, point_at
from geo.incidents.frame import build_frame
from layers.keys import format_days, list_entries
from layers.static import draw_map
from layers.symbols import to_outline

HOSTILE = "$\\frac{1}{2}$ <script>alert(1)</script> ${x} _^{"


@pytest.fixture(scope="module")
def border() -> Border:
    return durand_line()


def build_row(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "incident_id": f"{number:016x}",
        "event_type": "armed_clash",
        "date_start": "2025-10-12",
        "date_end": "2025-10-12",
        "place_name": "Torkham",
        "status": "extracted",
        **fields,
    }


@pytest.fixture(scope="module")
def incidents(border: Border) -> Any:
    longitude, latitude = point_at(border, 804.0)
    spot = shapely.Point(longitude, latitude)
    here = {"longitude": longitude, "latitude": latitude, "best": 3}
    rows = [
        build_row(1, **here),
        build_row(2, **here, place_name=HOSTILE),
        build_row(3, event_type="talks", longitude=51.5, latitude=25.3, place_name="Doha"),
        build_row(4, place_name=None),
    ]
    shapes = [spot.buffer(0.1), spot, shapely.Point(51.5, 25.3), None]
    return build_frame(rows, shapes)


@pytest.mark.parametrize("suffix", ["png", "pdf", "svg"])
def test_same_incidents_give_the_same_bytes(
    incidents: Any, border: Border, tmp_path: Path, suffix: str
) -> None:
    targets = [tmp_path / f"{name}.{suffix}" for name in ("one", "two")]
    for target in targets:
        draw_map(incidents, border, target, title=HOSTILE)
    assert targets[0].read_bytes() == targets[1].read_bytes()


def test_picture_is_a4_landscape_at_200_dots_an_inch(
    incidents: Any, border: Border, tmp_path: Path
) -> None:
    draw_map(incidents, border, tmp_path / "a.png")
    height, width = imread(tmp_path / "a.png").shape[:2]
    assert (width, height) == (2338, 1653)


def test_no_incidents_still_give_a_map(border: Border, tmp_path: Path) -> None:
    draw_map(build_frame([], []), border, tmp_path / "a.png")
    assert (tmp_path / "a.png").stat().st_size > 10_000


def test_every_incident_stands_in_the_list(incidents: Any) -> None:
    assert [entry.number for entry in list_entries(incidents)] == [1, 2, 3, 4]


def test_background_comes_behind_the_news() -> None:
    rows = [build_row(1, is_background=True, date_start="2025-01-01"), build_row(2)]
    entries = list_entries(build_frame(rows, [None, None]))
    assert [entry.is_background for entry in entries] == [False, True]


def test_toll_claimed_by_an_enemy_alone_is_not_told_as_dead() -> None:
    rows = [build_row(1, high=58)]
    (entry,) = list_entries(build_frame(rows, [None]))
    assert "up to 58 dead claimed" in " ".join(entry.lines)


def test_none_killed_is_said_only_where_the_text_says_so() -> None:
    rows = [build_row(1), build_row(2, best=0, low=0, high=0)]
    silent, told = list_entries(build_frame(rows, [None, None]))
    assert ("none killed" in silent.lines[1], "none killed" in told.lines[1]) == (False, True)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-09-30", "2025-10-02", "30 Sep – 2 Oct 2025"),
        ("2024-12-30", "2025-01-02", "30 Dec 2024 – 2 Jan 2025"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
    ],
)
def test_days_are_written_as_people_write_them(first: str, last: str, words: str) -> None:
    assert format_days(first, last) == words


def test_outline_of_anything_but_a_path_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a path of M, L, C and Z"):
        to_outline("M0 0Q1 1 2 2")


def test_what_nobody_checked_looks_so_and_a_data_sets_rows_do_not(
    border: Border, tmp_path: Path
) -> None:
    longitude, latitude = point_at(border, 804.0)
    here = {"longitude": longitude, "latitude": latitude}
    pictures = []
    for status in ("extracted", "imported"):
        frame = build_frame(
            [build_row(1, **here, status=status)], [shapely.Point(longitude, latitude)]
        )
        draw_map(frame, border, tmp_path / f"{status}.png", title="Same")
        pictures.append(imread(tmp_path / f"{status}.png"))
    red = [(picture[..., 0] > 0.7) & (picture[..., 1] < 0.35) for picture in pictures]
    assert 0 < red[0].sum() < red[1].sum()


def test_a_disc_that_many_share_is_no_darker(border: Border, tmp_path: Path) -> None:
    longitude, latitude = point_at(border, 804.0)
    disc = shapely.Point(longitude + 0.6, latitude).buffer(0.5)
    here = {"longitude": longitude, "latitude": latitude, "footprint": "disc"}
    darkest = []
    for count in (1, 12):
        rows = [build_row(number, **here) for number in range(1, count + 1)]
        target = tmp_path / f"{count}.svg"
        draw_map(build_frame(rows, [disc] * count), border, target, title="Same")
        darkest.append(target.read_text(encoding="utf-8").count("opacity: 0.07"))
    assert darkest == [1, 1]
