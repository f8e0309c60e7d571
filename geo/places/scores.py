"""From how much speaks for a place to how often it is right: of those at 0.8, eight in ten.

The raw score is the chance that a name is a place at all times the share of its best meaning.
It is too modest in the middle, so its log odds are stretched by two numbers. They were fitted
on every second article of the corpus and told on the other half (tests/bench/fit_scores.py).
"""

from __future__ import annotations

import math

INTERCEPT = 0.852
SLOPE = 0.828
_LEAST, _MOST = 0.005, 0.995


def fit_score(raw: float) -> float:
    """The score that is told for a raw score, 0 to 1, to three figures.

    Examples
    --------
    >>> fit_score(0.2) < fit_score(0.5) < fit_score(0.9) < 1.0
    True
    """
    raw = min(max(raw, _LEAST), _MOST)
    odds = INTERCEPT + SLOPE * math.log(raw / (1.0 - raw))
    return round(1.0 / (1.0 + math.exp(-odds)), 3)


def raw_score(score: float) -> float:
    """The raw score behind one that is told: `fit_score` the other way round.

    Examples
    --------
    >>> round(raw_score(fit_score(0.7)), 2)
    0.7
    """
    score = min(max(score, 0.0005), 0.9995)
    odds = (math.log(score / (1.0 - score)) - INTERCEPT) / SLOPE
    return 1.0 / (1.0 + math.exp(-odds))
