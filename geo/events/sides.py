"""Who against whom, and who fired or walked into whose land."""

from __future__ import annotations

import re

from geo.articles.text import Span
from geo.events.act import Act
from geo.events.actors import ActorSpan
from geo.events.placing import Spot

_ACROSS = re.compile(
    r"\bcross-border\b|\b(?:across|over|from\s+across|through)\s+the\s+(?:\w+\s+)?(?:border|line"
    r"|frontier|durand)|\bfrom\s+(?:afghanistan|pakistan|iran|india)\b"
    r"|\b(?:into|inside|in)\s+(?:afghan|pakistani|iranian|indian)\s+(?:territory|soil|side)"
    r"|\binfiltrat|\bincursion",
    re.IGNORECASE,
)
_EACH_OTHER = re.compile(
    r"\b(?:exchang\w+|trad(?:ed|ing)|clash\w*|each\s+other|both\s+sides|two\s+sides|duel"
    r"|return(?:ed)?\s+fire|retaliat\w+|between)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?(afghan|pakistan|across)", re.IGNORECASE)
_STATE = {"AF": "AF", "PK": "PK", "IN": "IN", "IR": "IR"}


def find_sides(actors: tuple[ActorSpan, ...], anchor: int) -> tuple[str, str]:
    """The labels of who acts and whom it meets; "" where not said.

    Examples
    --------
    >>> find_sides((), 0)
    ('', '')
    """
    fighters = [span for span in actors if span.actor.kind != "civilians"]
    chosen = fighters or list(actors)
    if not chosen:
        return "", ""
    before = [span for span in chosen if span.end <= anchor]
    first = before[-1] if before else chosen[0]
    second = next((span for span in actors if span.actor.side != first.actor.side), None)
    return first.actor.label, second.actor.label if second else ""


def find_relation(text: str, sentence: Span, act: Act) -> str | None:
    """The word across where the text says that the line was crossed or fired over, else None."""
    words = text[sentence.start : min(sentence.end, sentence.start + 2000)]
    if act.event_type in ("talks", "ceasefire_or_agreement", "protest"):
        return None
    if _ACROSS.search(words):
        return "across"
    if (act.spots and act.spots[0].is_gate) or act.is_on_border:
        return "at_line"
    return None


def find_direction(
    text: str, sentence: Span, act: Act, spot: Spot | None, actors: tuple[ActorSpan, ...]
) -> str | None:
    """Who fired or walked over the line: AF_to_PK, PK_to_AF, both; None where it is not said."""
    if not act.is_violent:
        return None
    words = text[sentence.start : min(sentence.end, sentence.start + 2000)]
    states = [_STATE[span.actor.side] for span in actors if span.actor.side in _STATE]
    place = spot.place.country if spot and spot.place else ""
    if (
        act.event_type in ("armed_clash", "shelling")
        and _EACH_OTHER.search(words)
        and len(set(states)) >= 2
    ):
        return "both"
    if place in ("AF", "PK"):
        other = "PK" if place == "AF" else "AF"
        origin = _FROM.search(words)
        if origin and origin[1].lower()[:2] in ("ac", "af" if other == "AF" else "pa"):
            return f"{other}_to_{place}"
        if other in states and act.event_type in (
            "airstrike",
            "drone_strike",
            "shelling",
            "raid_or_infiltration",
        ):
            return f"{other}_to_{place}"
    return None
