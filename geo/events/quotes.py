"""Which sentence is quoted for an act: the one that names its place or its day, if that is later.

An opening often only alludes to an act ("after the deadliest exchange in years"); where it was,
and when, stands in the sentence that tells it in full.
"""

from __future__ import annotations

from bisect import bisect_right

from geo.articles.text import Span
from geo.events.act import GATES, Act
from geo.events.placing import Spot

_OWN_WORDS = ("text", "relative")


def choose_quote(act: Act, spot: Spot | None, sentences: tuple[Span, ...]) -> Span:
    """The sentence that tells an act at one of its places best."""
    told = sentences[act.sentence]
    if spot is not None and spot.start >= told.end:
        return _sentence_at(spot.start, sentences)
    dating = act.dating
    if dating is None or dating.source not in _OWN_WORDS or (dating.start or 0) < told.end:
        return told
    return told if _is_told_there(act, spot, told) else _sentence_at(dating.start or 0, sentences)


def _is_told_there(act: Act, spot: Spot | None, told: Span) -> bool:
    """Whether a sentence tells an act outright and where it was ("traded fire in Goshta")."""
    is_outright = act.trigger.part == "verb" and not (act.is_back or act.is_passing)
    if act.event_type in GATES:  # "has been shut": a state, until the day is told
        return False
    return is_outright and spot is not None and spot.start >= told.start


def _sentence_at(position: int, sentences: tuple[Span, ...]) -> Span:
    return sentences[bisect_right(sentences, position, key=lambda span: span.start) - 1]
