"""How sure a mention is: evidence counted, mapped to 0..1."""

from __future__ import annotations

from geo.events.act import Act

_WEIGHTS = {"place": 0.14, "date": 0.12, "toll": 0.06, "lead": 0.06, "strength": 0.06}


def rate_confidence(act: Act) -> float:
    """The share of mentions with this evidence that were right, roughly, from 0.2 to 0.95."""
    value = 0.3 + _WEIGHTS["strength"] * min(act.trigger.strength, 3)
    value += _WEIGHTS["place"] * act.is_placed_here + _WEIGHTS["lead"] * act.is_lead
    value += _WEIGHTS["date"] * bool(act.dating and act.dating.source in ("text", "relative"))
    value += _WEIGHTS["toll"] * bool(act.claims)
    if (act.spots and act.spots[0].rank >= 5) or not act.spots:
        value -= 0.1
    return round(min(max(value, 0.2), 0.95), 2)
