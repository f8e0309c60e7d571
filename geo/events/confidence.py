"""How sure a mention is: evidence summed and mapped to 0..1.

The weights were fitted by logistic regression on articles that had been read (`third`, `fourth`,
half of `fifth` and `sixth` in tests/corpus) and told on the halves that had not. The rules had
seen the former, so the level is set lower.
"""

from __future__ import annotations

import math

from geo.events.act import QUIET, Act

_WEIGHTS = {
    "always": -1.4,
    "strength": 0.65,  # for each of up to three steps
    "placed": 0.45,
    "dated": 0.85,
    "several": -0.55,  # a list of places may be one act
    "weak": -0.65,  # a place that is only the wider scene, or was come from
    "nowhere": -0.8,
    "guess": -0.35,  # a place carried on from an earlier sentence
    "talks": -0.25,
}


def rate_confidence(act: Act) -> float:
    """The chance that a mention with this evidence is right, 0 to 1, two decimals."""
    evidence = {
        "always": 1.0,
        "strength": float(min(act.trigger.strength, 3)),
        "placed": float(act.is_placed_here),
        "dated": float(act.dating is not None and act.dating.source in ("text", "relative")),
        "several": float(len(act.spots) > 1),
        "weak": float(bool(act.spots) and act.spots[0].rank >= 4),
        "nowhere": float(not act.spots),
        "guess": float(act.is_guess),
        "talks": float(act.event_type in QUIET),
    }
    total = sum(weight * evidence[name] for name, weight in _WEIGHTS.items())
    return round(1 / (1 + math.exp(-total)), 2)
