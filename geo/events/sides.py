"""Who against whom, and who fired or walked into whose land."""

from __future__ import annotations

import datetime as dt
import re

from geo.articles.text import Span
from geo.events.act import GATES, QUIET, Act
from geo.events.actors import Actor, ActorSpan, find_actors, find_states, settle_forces
from geo.events.clauses import clause_of, split_clauses
from geo.events.cues import Cue, find_cues
from geo.events.placing import Spot
from geo.events.sieve import lower_text

_ACROSS = Cue(
    r"\bcross-border\b|\b(?:across|over|from\s+across|through)\s+the\s+(?:\w+\s+)?(?:border|line"
    r"|frontier|durand)|\bfrom\s+(?:afghanistan|pakistan|iran|india)\b"
    r"|\b(?:into|inside|in)\s+(?:afghan|pakistani|iranian|indian)\s+(?:territory|soil|side)"
    r"|\binfiltrat|\bincursion",
)
_EACH_OTHER = Cue(
    r"\b(?:exchang\w+|trad(?:ed|ing)|clash\w*|each\s+other|both\s+sides|two\s+sides|duel"
    r"|return(?:ed)?\s+fire|retaliat\w+|between)\b",
)
# "Opened fire on a Pakistani post", "shelled Afghan territory"
_AIMED = Cue(
    r"\b(?:fire|fired|firing|shell(?:s|ed|ing)|attack(?:ed|ing)|target(?:ed|ing)|pound(?:ed|ing)"
    r"|hit|struck)\s+(?:(?:on|at|into|against|towards?)\s+)?(?:an?\s+|the\s+|several\s+|two\s+)?"
    r"(afghan|pakistani)\s+(?:(?:border|army|military|security|forward)\s+)?(?:posts?|check\s?posts?"
    r"|outposts?|checkpoints?|positions?|territory|soil|side|troops|forces|soldiers|villages?)\b"
)
_FROM = Cue(
    r"\bfrom\s+(?:the\s+)?(afghan\w*|pakistan\w*|across|other\s+side|opposite\s+side)\b|\bfrom\s+(over)\s+the\b"
)
# Acts of two parties, those that a group may claim, and those that have one party only.
_MUTUAL = frozenset(("armed_clash", "shelling", *QUIET))
_CLAIMABLE = frozenset(
    ("suicide_attack", "bombing_or_ied", "attack", "raid_or_infiltration", "abduction")
)
# Acts of governments rather than of their forces.
_STATELY = frozenset((*GATES, *QUIET, "displacement_or_return"))
ALONE = frozenset((*GATES, "displacement_or_return", "protest"))
_BY = re.compile(r"\bby\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+)?$", re.IGNORECASE)
# Words behind and before those whom an act hits: "soldiers were killed", "killing a soldier".
_HIT = re.compile(
    r"(?:['’]s)?(?:,?\s+\(?(?!said\b|says\b|that\b|after\b|when\b|who\b|while\b|before\b|as\b)[\w’'-]+\)?){0,8}?,?\s+(?:was|were|had\s+been"
    r"|have\s+been|has\s+been|died|lost\s+(?:his|their))\b(?!\s+(?:trying|firing|shelling|building|able|seen|behind))",
    re.IGNORECASE,
)
_HITS = re.compile(
    r"\b(?:kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing)|target(?:ed|ing)|attack(?:ed|ing)|(?:attack|assault|strike|raid|ambush|fire)s?\s+(?:on|at|against)"
    r"|hit(?:ting)?|struck|bomb(?:ed|ing)|against|ambush(?:ed|ing)"
    r"|fired\s+(?:[\w-]+\s+){0,3}(?:on|at)|(?:bombing|shelling|killing)\s+of"
    r"|shot\s+(?:at|dead)|raid(?:ed|s\s+on)?|abduct(?:ed|ing)|kidnapp(?:ed|ing))\s+"
    r"(?:(?!when\b|after\b|as\b|by\b|while\b|in\b|that\b|before\b|and\b)[\w’'-]+\s+){0,6}$",
    re.IGNORECASE,
)
_BOTH = Cue(
    r"\b(?:both\s+sides|(?:the\s+)?two\s+(?:sides|armies|countries|neighbou?rs|forces|border"
    r"\s+forces|governments|nations)|each\s+other|border\s+(?:forces|guards)\s+of\s+(?:both|the"
    r"\s+two)|the\s+two\b|exchang\w+\s+(?:of\s+)?(?:fire|shots|gunfire)|talks|ceasefire|truce"
    r"|flag\s+meeting)\b",
)
_CLAIMED = re.compile(
    r"(?P<lead>\b(?:claim(?:ed|s|ing)?|took|accepted)\s+(?:the\s+)?(?:responsibility|attack|credit)"
    r"[^.\n]{0,40})|\b(?:attack|bombing|blast|raid|killing)s?\s+(?:was|were|has\s+been)\s+claimed\s+by"
    r"[^.\n]{0,60}",
    re.IGNORECASE,
)
_CLAIMS = ("claim", "took", "accepted")  # one stands in all that _CLAIMED matches
_ROOM, _CLAIM_ROOM = 1500, 500  # letters looked back for two states, and ahead for a claim
# Acts that need not be done where they fall.
FROM_AFAR = frozenset(("shelling", "airstrike", "drone_strike"))
_STATE = {"AF": "AF", "PK": "PK", "IN": "IN", "IR": "IR"}


Pair = list[Actor | None]


def find_pair(text: str, sentence: Span, act: Act, actors: tuple[ActorSpan, ...]) -> Pair:
    """Who acts and whom it meets in one sentence; None for who acts where that is not said.

    Who acts is the agent after "by", else the actor before the trigger in its clause, else the
    first one behind it. Acts of two (a clash, talks) take both; where a sentence only says "both
    sides", the two states named last before it. One who claims an attack in the sentences that
    follow is who did it.

    Parameters
    ----------
    text : the article's.
    sentence : a sentence that tells the act.
    act : the act, its trigger inside the sentence.
    actors : who is named in the sentence.
    """
    actors = _settle(text, actors, act, act.spots[0] if act.spots else None)
    present = [span for span in actors if not span.is_speaker and not _mediates(text, span, act)]
    present = [span for span in present if not _repeats(text, span, present)]
    pair = _choose_pair(text, sentence, act, present)
    if act.event_type in _MUTUAL and len(pair) < 2 and _holds(_BOTH, text, sentence):
        pair = _two_states(text, sentence, act) or pair
    if act.event_type in _CLAIMABLE and (not pair or pair[0] is None or pair[0].side == "MILITANT"):
        claimant = _find_claimant(text, sentence, act)
        if claimant is not None:
            pair = [claimant, *(one for one in pair[1:] if one and one.side != claimant.side)]
    return pair


def _settle(
    text: str, actors: tuple[ActorSpan, ...], act: Act, spot: Spot | None
) -> tuple[ActorSpan, ...]:
    """The actors, "security forces" being those of the place unless they strike from afar."""
    if act.dating is None or spot is None or spot.place is None or act.event_type in FROM_AFAR:
        return actors
    return settle_forces(text, actors, spot.place.country, act.dating.first)


def _repeats(text: str, span: ActorSpan, present: list[ActorSpan]) -> bool:
    """Whether "militants" only say what those named just before them are: "Taliban militants"."""
    return span.actor.side == "MILITANT" and any(
        other.end < span.start and text[other.end : span.start].isspace() for other in present
    )


# "A truce brokered by Qatar and Turkey", "before Qatar and Turkey arranged a truce".
_MEDIATES = re.compile(
    r"(?:\s+and\s+[A-Z]\w+)?\s+(?:had\s+|has\s+|have\s+)?(?:arranged|brokered|mediated|hosted|facilitated"
    r"|helped|in\s+the\s+middle|as\s+mediators?)\b(?!\s+by\b)"
)
_MEDIATED = re.compile(
    r"\b(?:brokered|mediated|hosted|arranged|facilitated|sponsored|mediation|good\s+offices|efforts?)\s+"
    r"(?:by|of)\s+(?:[A-Z]\w+(?:,\s+|\s+and\s+))*$"
)


def _mediates(text: str, span: ActorSpan, act: Act) -> bool:
    """Whether an actor only brings two others together."""
    if act.event_type not in QUIET:
        return False
    before = text[max(0, span.start - 60) : span.start]
    return bool(_MEDIATES.match(text, span.end) or _MEDIATED.search(before))


def name_sides(pair: Pair, act: Act) -> tuple[str, str]:
    """The labels of who acts and whom it meets; "" where the text does not say."""
    calls_state = act.event_type in _STATELY
    labels = [one.state if one and calls_state else one.label if one else "" for one in pair]
    first, second = [*labels, "", ""][:2]
    return first, second


def _choose_pair(text: str, sentence: Span, act: Act, present: list[ActorSpan]) -> Pair:
    """Who acts, then whom it meets; None for who acts where only whom it meets is named."""
    clauses = split_clauses(text, sentence)
    own = clause_of(clauses, act.trigger.start)
    ranks = {span.start: _rank(text, span, act) for span in present}
    ordered = sorted(present, key=lambda span: (ranks[span.start], span.start))
    order = [span for span in ordered if clause_of(clauses, span.start) == own]
    if act.is_violent or (act.event_type in QUIET and not order):
        order += [span for span in ordered if clause_of(clauses, span.start) != own]
    pair: Pair = []
    for span in sorted(order, key=lambda span: span.actor.kind == "civilians"):
        if all(one is None or span.actor.side != one.side for one in pair):
            is_hit = act.is_violent and ranks[span.start] == 3
            if not pair and (is_hit or (act.is_violent and span.actor.kind == "civilians")):
                pair.append(None)
            pair.append(span.actor)
    if pair and pair[0] and pair[0].side == "MILITANT":  # "militants of the TTP"
        named = [one for one in pair if one and one.kind == "armed group" and one != pair[0]]
        if named:
            pair = list(dict.fromkeys([named[0], *pair[1:]]))
    if len(pair) > 1 and pair[0] and pair[0].kind == "armed group":  # "TTP gunmen"
        pair = [pair[0], *(one for one in pair[1:] if one and one.side != "MILITANT")]
    return pair[: 1 if act.event_type in ALONE else 2]


def _rank(text: str, span: ActorSpan, act: Act) -> int:
    """How an actor stands in its sentence: 0 the agent, 1 before the trigger, 2 behind, 3 hit."""
    if _BY.search(text, max(0, span.start - 24), span.start):
        return 0
    if _HIT.match(text, span.end) or _HITS.search(text, max(0, span.start - 70), span.start):
        return 3
    return 1 if span.end <= act.trigger.end else 2


def _two_states(text: str, sentence: Span, act: Act) -> Pair:
    """The two states named last up to the sentence's end; empty where there are no two."""
    day = act.dating.first if act.dating else dt.date.min
    states = find_states(text, day, max(0, sentence.end - _ROOM), sentence.end)
    return list(states[1::-1]) if len(states) >= 2 else []


def _find_claimant(text: str, sentence: Span, act: Act) -> Actor | None:
    """Who says in this sentence or the next ones that the act was theirs."""
    room = lower_text(text)[sentence.start : sentence.end + _CLAIM_ROOM]
    if act.dating is None or not any(word in room for word in _CLAIMS):
        return None
    for match in _CLAIMED.finditer(text, sentence.start, sentence.end + _CLAIM_ROOM):
        start, end = match.span()
        if match["lead"]:  # who claims it stands before the verb, in the same sentence
            floor = max(sentence.start, start - 80)
            start = max(
                floor, text.rfind(".", floor, start) + 1, text.rfind("\n", floor, start) + 1
            )
        found = find_actors(text, act.dating.first, start, end)
        groups = [span.actor for span in found if span.actor.kind == "armed group"]
        groups = [actor for actor in groups if actor.side != "MILITANT"]
        if groups:
            return groups[0]
    return None


def _holds(cue: Cue, text: str, sentence: Span) -> bool:
    words = lower_text(text)[sentence.start : min(sentence.end, sentence.start + 2000)]
    return cue.find(words, find_cues(text, sentence)) is not None


def find_way(
    text: str, sentence: Span, act: Act, spot: Spot | None, actors: tuple[ActorSpan, ...]
) -> tuple[str | None, str | None]:
    """How an act stands to the line, and which way over it; None where the text does not say.

    The first is "across" where the line was crossed or fired over, which is so of all that has a
    direction, and "at_line" at a gate; the second AF_to_PK, PK_to_AF or both.
    """
    direction = find_direction(text, sentence, act, spot, actors)
    if act.event_type in ("talks", "ceasefire_or_agreement", "protest"):
        return None, direction
    if direction is not None or _holds(_ACROSS, text, sentence):
        return "across", direction
    is_at_line = act.is_on_border or (bool(act.spots) and act.spots[0].is_gate)
    return "at_line" if is_at_line else None, direction


def find_direction(
    text: str, sentence: Span, act: Act, spot: Spot | None, actors: tuple[ActorSpan, ...]
) -> str | None:
    """Who fired or walked over the line: AF_to_PK, PK_to_AF, both; None where it is not said."""
    if not act.is_violent:
        return None
    actors = _settle(text, actors, act, spot)
    words = lower_text(text)[sentence.start : min(sentence.end, sentence.start + 2000)]
    states = [_STATE[span.actor.side] for span in actors if span.actor.side in _STATE]
    place = spot.place.country if spot and spot.place else ""
    if (
        act.event_type in ("armed_clash", "shelling")
        and len(set(states)) >= 2
        and _holds(_EACH_OTHER, text, sentence)
    ):
        return "both"
    aimed = _AIMED.find(words, find_cues(text, sentence))
    if aimed and all(span.actor.kind != "armed group" for span in actors):
        target, other = ("AF", "PK") if aimed[1].startswith("a") else ("PK", "AF")
        if other in states:
            return f"{other}_to_{target}"
    if place in ("AF", "PK"):
        other = "PK" if place == "AF" else "AF"
        origin = _FROM.find(words, find_cues(text, sentence))
        side = (origin[1] or origin[2])[:2] if origin else ""
        if side in ("ac", "ot", "op", "ov", "af" if other == "AF" else "pa"):
            return f"{other}_to_{place}"
        if other in states and act.event_type in (
            "airstrike",
            "drone_strike",
            "shelling",
            "raid_or_infiltration",
        ):
            return f"{other}_to_{place}"
    return None
