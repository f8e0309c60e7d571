"""What a score means, told on texts that the rules know."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places.scores import fit_score, raw_score


@settings(derandomize=True, max_examples=200)
@given(st.floats(0, 1), st.floats(0, 1))
def test_what_more_speaks_for_never_scores_less(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert fit_score(low) <= fit_score(high)


@settings(derandomize=True, max_examples=200)
@given(st.floats(-5, 5))
def test_a_score_stays_within_its_range(raw: float) -> None:
    assert 0.0 < fit_score(raw) < 1.0


@settings(derandomize=True, max_examples=200)
@given(st.floats(0.05, 0.95))
def test_a_score_can_be_read_back(raw: float) -> None:
    assert abs(raw_score(fit_score(raw)) - raw) < 0.01
