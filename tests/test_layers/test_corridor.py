"""Bands of distance along the line."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.border import Border, durand_line, locate
from layers.corridor import CorridorLayer, within


@pytest.fixture(scope="module")
def border() -> Border:
    return durand_line()


@pytest.mark.parametrize("distance_km", [5.0, 25.0, 50.0])
def test_the_edge_of_a_band_is_its_distance_away(border: Border, distance_km: float) -> None:
    edge = shapely.get_coordinates(within(border, distance_km))[::5]
    measured = np.asarray(locate(border, edge[:, 0], edge[:, 1]).distance_km)
    assert np.abs(measured - distance_km).max() < 0.7 + 0.01 * distance_km


def test_the_line_lies_within_every_band(border: Border) -> None:
    line = shapely.points(border.coordinates[::200])
    assert shapely.contains(within(border, 5.0), line).all()


def test_wider_bands_come_first_so_that_narrow_ones_lie_on_top(border: Border) -> None:
    bands = CorridorLayer(border, (5.0, 50.0)).to_data()["bands"]
    assert [band["km"] for band in bands] == [50.0, 5.0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("distance", [0.0, -1.0, float("nan")])
def test_a_distance_that_makes_no_band_is_refused(border: Border, distance: float) -> None:
    with pytest.raises(ValueError, match="expected distances above 0 km"):
        CorridorLayer(border, (distance,))
