"""How sure a mention is: evidence summed and mapped to 0..1.

The weights were fitted by logistic regression on 26 articles that the rules had not been made on,
so that 0.7 means that about seven in ten such mentions are right in place, date and type; signs
that one would not expect were set to nought.
"""

from __future__ import annotations

import math

from geo.events.act import Act

_WEIGHTS = {
    "always": -0.5,
    "strength": 0.2,  # for each of up to three steps
    "placed": 0.45,
    "dated": 0.1,
    "toll": 0.45,
    "several": 0.3,
    "weak": -1.15,  # a place that is only the wider scene, or was come from
    "nowhere": -0.3,
}


def rate_confidence(act: Act) -> float:
    """The chance that a mention with this evidence is right, 0 to 1, two decimals."""
    evidence = {
        "always": 1.0,
        "strength": float(min(act.trigger.strength, 3)),
        "placed": float(act.is_placed_here),
        "dated": float(act.dating is not None and act.dating.source in ("text", "relative")),
        "toll": float(any(claim.low is not None for claim in act.claims)),
        "several": float(len(act.spots) > 1),
        "weak": float(bool(act.spots) and act.spots[0].rank >= 4),
        "nowhere": float(not act.spots),
    }
    total = sum(weight * evidence[name] for name, weight in _WEIGHTS.items())
    return round(1 / (1 + math.exp(-total)), 2)
