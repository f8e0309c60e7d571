from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from geo.border import (
    build_frame,
    durand_line,
    locate,
    make_border,
    parse_frame,
    point_at,
    read_border,
    read_frame,
    transfer,
    write_frame,
)
from geo.border.calibration import Frame
from geo.errors import BorderError


def frame() -> Frame:
    found = read_frame("AF-PK")
    assert found is not None
    return found


def test_frame_has_at_most_200_tie_points() -> None:
    assert 100 < len(frame().km) <= 200


def test_frame_runs_from_0_to_2611() -> None:
    assert (frame().km[0], frame().km[-1]) == (0, 2611)


def test_frame_serves_the_pair_in_either_order() -> None:
    assert read_frame("PK-AF") is not None


def test_committed_frame_is_what_building_it_gives() -> None:
    built = build_frame(durand_line(), length_km=2611, tolerance_m=187)
    if durand_line().sha256[:16] in frame().made_from:
        assert np.allclose(built.km, frame().km, atol=1e-4)
    assert np.abs(np.interp(1000, frame().km, frame().lon)) > 0


def test_tie_points_have_their_kilometres_on_the_line() -> None:
    found = locate(durand_line(), frame().lon, frame().lat)
    on_line = found.distance_km < 0.001
    assert on_line.mean() > 0.9
    assert np.abs(found.chainage_km - frame().km)[on_line].max() < 0.001


def test_frame_written_and_read_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    write_frame(frame(), path)
    again = parse_frame(path.read_text())
    assert (again.name, again.made_from) == (frame().name, frame().made_from)
    assert (again.km == frame().km).all()


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("lon,lat,km\n1,2,0\n1,3,0\n", "increasing kilometres"),
        ("lon,lat,km\n1,2,0\n", "two tie points"),
        ("lon,lat,km\n1,2,x\n1,3,9\n", "found a bad one"),
        ("a,b\n1,2\n", "found a bad one"),
    ],
)
def test_broken_frame_is_refused(text: str, match: str) -> None:
    with pytest.raises(BorderError, match=match):
        parse_frame(text)


@pytest.mark.parametrize("ties", [1, 201])
def test_frame_of_too_few_or_many_ties_is_refused(ties: int) -> None:
    with pytest.raises(BorderError, match="2 to 200 tie points"):
        build_frame(durand_line(), length_km=2611, tolerance_m=187, ties=ties)


def test_transfer_to_the_same_line_moves_no_kilometre() -> None:
    moved = transfer(durand_line(), frame())
    assert moved.residual_km.max() < 0.001
    assert np.allclose(moved.border.chainage_km, durand_line().chainage_km, atol=1e-9)


def test_transfer_turns_a_line_that_runs_the_other_way() -> None:
    turned = make_border(("AF", "PK"), [durand_line().coordinates[::-1]])
    moved = transfer(turned, frame()).border
    assert np.allclose(moved.chainage_km, durand_line().chainage_km, atol=1e-6)


def test_transfer_there_and_back_returns() -> None:
    # A line drawn 300 m off with a third of the vertices; a frame built from it; and back.
    full = durand_line().coordinates
    rough = np.vstack([full[::3], full[-1:]])
    rough[:, 0] += 0.003
    there = transfer(make_border(("AF", "PK"), [rough]), frame()).border
    lon, lat = point_at(there, frame().km)
    back = transfer(durand_line(), Frame("AF-PK/back", "", lon, lat, frame().km)).border
    km = np.linspace(5, 2600, 300)
    moved = locate(back, *point_at(durand_line(), km)).chainage_km
    # What is lost is that feet slide along the line by about as much as it was moved.
    assert np.median(np.abs(moved - km)) < 0.2


def test_transfer_to_another_border_is_refused() -> None:
    other = make_border(("AF", "PK"), [np.array([[10.0, 50.0], [11.0, 50.0]])])
    with pytest.raises(BorderError, match="is it another border"):
        transfer(other, frame())


def test_line_that_is_a_part_keeps_the_frames_kilometres() -> None:
    part = durand_line().coordinates[8000:12000]
    moved = transfer(make_border(("AF", "PK"), [part]), frame()).border
    lon, lat = part[2000]
    expected = locate(durand_line(), lon, lat).chainage_km[0]
    assert locate(moved, lon, lat).chainage_km[0] == pytest.approx(expected, abs=0.01)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "median_km", "worst_km"),
    [("geoboundaries_AFG_ADM0_2014.geojson", 0.1, 3.0), ("ne_10m.geojson", 2.0, 8.0)],
)
def test_transfer_to_other_digitisations_tells_how_far_they_are(
    name: str, median_km: float, worst_km: float, shared: Path
) -> None:
    border = read_border(shared / "data" / "lines" / name, pair=("AF", "PK"))
    moved = transfer(border, frame())
    assert np.median(moved.residual_km) < median_km
    assert moved.residual_km.max() < worst_km
    assert moved.is_used.mean() > 0.9
    assert (border.km_start, border.km_end) == (0, 2611)
    assert (np.diff(border.chainage_km) > 0).all()
    assert (moved.uncertainty_km <= moved.residual_km).all()


@pytest.mark.shared
def test_kilometres_of_an_independent_line_are_those_of_ours(shared: Path) -> None:
    path = shared / "data" / "lines" / "geoboundaries_AFG_ADM0_2014.geojson"
    other = read_border(path, pair=("AF", "PK"))
    km = np.linspace(0, 2611, 2000)
    ours = locate(durand_line(), *point_at(other, km)).chainage_km
    assert np.median(np.abs(ours - km)) < 0.1
    assert np.percentile(np.abs(ours - km), 99) < 1.5
