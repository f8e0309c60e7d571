from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import durand_line, make_border, tabulate_lengths, tolerance_for
from geo.border.feet import locate_numpy
from geo.border.scale import simplify_parts
from geo.errors import BorderError


def wiggle() -> object:
    x = np.linspace(70, 71, 400)
    return make_border(("", ""), [np.column_stack([x, 34 + 0.02 * np.sin(40 * x)])])


def test_length_falls_as_the_tolerance_grows() -> None:
    rows = tabulate_lengths(wiggle(), [0, 100, 1000, 5000])  # type: ignore[arg-type]
    assert [row.length_km for row in rows] == sorted((r.length_km for r in rows), reverse=True)
    assert [row.vertices for row in rows] == sorted((r.vertices for r in rows), reverse=True)


def test_no_tolerance_gives_the_full_line() -> None:
    (row,) = tabulate_lengths(durand_line(), [0])
    assert row.length_km == pytest.approx(durand_line().length_km)


def test_published_length_is_that_at_187_metres() -> None:
    (row,) = tabulate_lengths(durand_line(), [187])
    assert row.length_km == pytest.approx(2611, abs=1)


@settings(derandomize=True, max_examples=10, deadline=None)
@given(st.floats(50, 3000))
def test_what_is_left_out_lies_within_the_tolerance(tolerance: float) -> None:
    border = wiggle()
    (kept,) = simplify_parts(border, tolerance)  # type: ignore[arg-type]
    simple = make_border(("", ""), [kept])
    away = locate_numpy(simple, *border.coordinates.T).distance_km  # type: ignore[attr-defined]
    assert away.max() * 1000 <= tolerance * 1.001


def test_tolerance_of_a_published_length_gives_it() -> None:
    border = wiggle()
    full = border.length_km  # type: ignore[attr-defined]
    tolerance = tolerance_for(border, 0.9 * full)  # type: ignore[arg-type]
    (row,) = tabulate_lengths(border, [tolerance])  # type: ignore[arg-type]
    assert row.length_km == pytest.approx(0.9 * full, rel=0.05)


def test_length_no_tolerance_gives_is_refused() -> None:
    with pytest.raises(BorderError, match="found 9999 km"):
        tolerance_for(wiggle(), 9999)  # type: ignore[arg-type]


@pytest.mark.parametrize("tolerance", [-1, np.nan, np.inf])
def test_impossible_tolerance_is_refused(tolerance: float) -> None:
    with pytest.raises(BorderError, match="tolerance of 0 m or more"):
        tabulate_lengths(durand_line(), [tolerance])
