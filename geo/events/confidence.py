"""How sure a mention is: evidence summed and mapped to 0..1.

The weights were fitted by logistic regression on one half of two corpora and told on the other
half. The rules had seen both, so that the level is set lower, to seven in ten of an average
mention: what was right of the articles that no rule had seen.
"""

from __future__ import annotations

import math

from geo.events.act import QUIET, Act

_WEIGHTS = {
    "always": 0.2,
    "strength": 0.15,  # for each of up to three steps
    "placed": 0.4,
    "dated": 0.25,
    "several": 0.5,
    "weak": -0.7,  # a place that is only the wider scene, or was come from
    "nowhere": -0.65,
    "guess": -0.3,  # a place carried on from an earlier sentence
    "plain": -0.3,  # told by its dead alone, or as "another"
    "talks": -0.5,
}
_PLAIN = frozenset(("harm", "toll", "echo"))


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
        "plain": float(act.trigger.part in _PLAIN),
        "talks": float(act.event_type in QUIET),
    }
    total = sum(weight * evidence[name] for name, weight in _WEIGHTS.items())
    return round(1 / (1 + math.exp(-total)), 2)
