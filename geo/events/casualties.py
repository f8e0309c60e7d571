"""Claims: who says how many were killed or injured, and which side had lost them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from geo.articles.text import Span
from geo.events.actors import Actor, load_actors
from geo.events.claimants import find_claimant
from geo.events.mention import Claim
from geo.events.toll import Toll
from geo.events.victims import find_tolls

_LOCAL = re.compile(
    r"\b(?:police|hospital|doctors?|medics?|medical|deputy\s+commissioner"
    r"|assistant\s+commissioner|district|governor|local|rescue|health|residents?|elders?"
    r"|witness\w*|provincial|tribal|mayor|administration|relatives?|villagers|agency\s+officials?"
    r"|administrator|public\s+health|un|unama|monitors?|red\s+cross)\b",
    re.IGNORECASE,
)
_FORCES = re.compile(
    r"\b(?:army|military|ispr|security|forces|foreign\s+(?:office|ministry)|defen[cs]e|interior"
    r"|intelligence|ministry|government|minister|troops|rangers|corps|guards?|irgc|bsf|coalition|nato|isaf"
    r"|officers?|air\s+force|spokesman"
    r"|spokesperson)\b",
    re.IGNORECASE,
)
_SIDES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (side, re.compile(words, re.IGNORECASE))
    for side, words in (
        ("TTP", r"\bttp\b|tehree?k|tehrik|pakistani\s+taliban|jamaat-ul-ahrar|lashkar"),
        ("BALOCH", r"\bbla\b|baloch\s+liberation|balochistan\s+liberation|majeed"),
        ("IS", r"islamic\s+state|iskp|daesh|is-k\b"),
        (
            "AF",
            r"\bafghans?\b|\bafghanistan|\btaliban\b|\bkabul|zabihullah|mujahid\b|islamic\s+emirate"
            r"|khwarazmi|nangarhar|kunar\b|khost\b|paktika|paktia",
        ),
        (
            "PK",
            r"\bpakistan|\bislamabad|\bispr\b|frontier\s+corps|khyber\s+pakhtunkhwa|rawalpindi"
            r"|asim\s+munir|tarar|inter-services",
        ),
        ("IN", r"\bindia(?:ns?|['’]s)?\b|\bnew\s+delhi|\bbsf\b"),
        ("IR", r"\biran(?:ians?)?\b|\btehran"),
        ("TH", r"\bthai(?:land|s)?\b|\bbangkok"),
        ("KH", r"\bcambodian?s?\b|\bphnom\s+penh"),
        ("AM", r"\barmenian?s?\b|\byerevan"),
        ("AZ", r"\bazerbaijani?s?\b|\bazeri|\bbaku\b"),
        ("US", r"\bamerican|\bu\.?s\.?\b|\bwashington|pentagon|\bnato\b|\bisaf\b|\bcoalition\b"),
        ("KG", r"\bkyrgyz"),
        ("TJ", r"\btajik"),
        ("CN", r"\bchin(?:a|ese)\b|\bbeijing"),
        ("IL", r"\bisraelis?\b|\bisrael\b"),
        ("LB", r"\bleban"),
        ("RU", r"\brussian?s?\b|\bmoscow"),
        ("UA", r"\bukrain"),
    )
)


def find_claims(
    text: str,
    sentence: Span,
    *,
    country: str = "",
    speaker: str = "",
    tolls: tuple[Toll, ...] | None = None,
) -> tuple[Claim, ...]:
    """The claims one sentence makes; `country` is where it happened, `speaker` who "they" are.

    `tolls` are the sentence's, if they are known already.

    Examples
    --------
    >>> text = "They put Taliban losses at seven or eight men."
    >>> claim, = find_claims(text, Span(0, len(text)), country="PK", speaker="security sources")
    >>> claim.low, claim.high, claim.belongs_to, claim.counts_towards_best
    (7, 8, 'AF', False)
    >>> find_claims("", Span(0, 0))
    ()
    """
    tolls = find_tolls(text, sentence) if tolls is None else tolls
    if not tolls:
        return ()
    numbered = {toll.kind for toll in tolls if toll.low and not toll.is_named}
    quote = text[sentence.start : sentence.end]
    return tuple(
        _build_claim(
            text,
            sentence,
            toll,
            toll.is_part or (toll.is_named and toll.kind in numbered),
            (country, speaker),
            quote,
        )
        for toll in tolls
    )


def _build_claim(
    text: str, sentence: Span, toll: Toll, is_part: bool, context: tuple[str, str], quote: str
) -> Claim:
    country, speaker = context
    claimant = find_claimant(text, sentence, toll.start, speaker)
    other = _AND_OTHER.search(text, max(sentence.start, toll.start - 40), toll.start)
    if claimant and other and find_side(other[1]):
        claimant = other[1]
    lost_by = _find_owner(text, sentence, toll, country, claimant)
    if lost_by == "AF" and toll.group == "militants" and not find_side(claimant):
        lost_by = "militants"  # what an army says of Taliban
    boasts = lost_by != find_side(claimant) and _boasts(text, sentence, toll, claimant)
    return Claim(
        claimant=claimant,
        group=toll.group,
        group_words=toll.words,
        belongs_to=lost_by,
        kind=toll.kind,
        low=toll.low,
        high=toll.high,
        start=toll.start,
        end=toll.end,
        quote=quote,
        counts_towards_best=not (boasts or is_enemy(claimant, lost_by, country)),
        is_part=is_part,
        is_named=toll.is_named,
        is_added=toll.is_added,
        is_update=toll.is_update,
    )


# "The army said it had killed 27 soldiers": what one says of one's own deeds.
_BOAST = re.compile(
    r"\b(?:it|they|we|its|their|our)\b(?:\s+[\w-]+){0,3}?\s+(?:have\s+|has\s+|had\s+)?(?:killed|shot\s+dead"
    r"|eliminated|neutrali[sz]ed|gunned\s+down|slain)\s+(?:[\w-]+\s+){0,3}$"
)


_KILLS = re.compile(
    r"([A-Z][^.;,]{1,60}?)\s+(?:have\s+|has\s+|had\s+)?(?:killed|shot\s+dead|eliminated|gunned\s+down)\s+"
    r"(?:[\w-]+\s+){0,3}$"
)


def _boasts(text: str, sentence: Span, toll: Toll, claimant: str) -> bool:
    """Whether a claimant tells of those whom his own side killed."""
    if _BOAST.search(text, max(sentence.start, toll.start - 90), toll.start):
        return bool(claimant)
    killer = _find_killer(text, sentence, toll)
    return bool(killer) and killer == find_side(claimant)


def _find_killer(text: str, sentence: Span, toll: Toll) -> str:
    """The side that is said to have killed those of a toll, "" if none is."""
    kills = _KILLS.search(text, max(sentence.start, toll.start - 90), toll.start)
    return find_side(_VERB.split(kills[1])[-1]) if kills else ""


# "Tajikistan reported 41 dead and Kyrgyzstan 59": the second speaks for itself.
# "Pakistan said that two were hurt, the Afghans that one was killed".
_AND_OTHER = re.compile(r"(?:,|\band)\s+(?:the\s+)?([A-Z]\w+)\s+(?:that\s+(?:[\w-]+\s+){0,3})?$")
_ON_OWN_SIDE = re.compile(r"\bon\s+(?:his|her|its|their|our)\s+(?:own\s+)?side\b")
# "Four soldiers died on the Thai side", "Armenian losses stood at 105 dead".
_ON_SIDE = re.compile(r"[^.;,]{0,45}?\bon\s+the\s+([A-Z][\w-]+)\s+side\b")
# "27 soldiers from Sudan's armed forces".
_FROM_SIDE = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}(?:from|of|belonging\s+to)\s+(?:the\s+)?([A-Z][\w’']+(?![\w’-])(?:\s+[A-Z][\w’']+)?)"
)
_LOSSES = re.compile(
    r"\b([A-Z][\w-]+?)(?:['’]s)?\s+(?:own\s+)?(?:casualties|losses|dead|death\s+toll|toll|side)\b"
    r"[^.;,\d]{0,35}$"
)
# "The TTP said it had killed 18 soldiers": who stands before the verb did not lose them.
_VERB = re.compile(
    r"\b(?:said|says|claim(?:ed|s)|kill(?:ed|s|ing)|that|had|have|has|shot|wounded)\b"
)
_OWN = re.compile(
    r"\b(?:its|his|their|our)\s+(?:own\s+)?(?:dead|losses|men|casualties|soldiers|fighters"
    r"|personnel|troops)|\bown\b"
)


# "Pakistan said it had lost 23 soldiers", "Kabul lost nine men".
_LOST = re.compile(
    r"\b(it|they|we|[A-Z][\w’'-]+(?:\s[A-Za-z][\w-]+)?)\s+(?:(?:had|has|have)\s+)?(?:also\s+)?lost\s+"
    r"(?:[a-z-]+\s+){0,3}$"
)


def _find_loser(before: str, claimant: str) -> str:
    """The side that the words before a toll say has lost them, "" if none."""
    lost = _LOST.search(before)
    if lost is None:
        return ""
    return find_side(claimant if lost[1] in ("it", "they", "we") else lost[1])


def _find_owner(text: str, sentence: Span, toll: Toll, country: str, claimant: str) -> str:
    """The side that lost the people of a toll, "" if unknown."""
    side = find_side(toll.words)
    if side:
        return side
    on = _ON_SIDE.match(text, toll.end, min(toll.end + 70, sentence.end))
    of = _FROM_SIDE.match(text, toll.end, min(toll.end + 70, sentence.end))
    side = find_side(on[1] if on else of[1] if of else "")
    around = text[max(sentence.start, toll.start - 25) : toll.end + 30]
    own = _ON_OWN_SIDE.search(text, toll.end, min(toll.end + 90, sentence.end))
    if not side and (own or _OWN.search(around)):
        side = _other_of(text, sentence, toll, claimant) or find_side(claimant)
    before = text[max(sentence.start, toll.start - 70) : toll.start]
    side = side or _find_loser(before, claimant) or _side_before(before, toll.words)
    if side:
        return side
    if toll.group == "militants":
        return "militants"
    if country and country == _find_killer(text, sentence, toll):
        return ""
    is_known = toll.group in ("military", "police", "civilians") and not _FOREIGN.search(toll.words)
    return country if is_known else ""


# "A Ghanaian peacekeeper", "three Chinese workers": no one of this country.
_FOREIGN = re.compile(r"\b[A-Z]\w+(?:an|ese|ish)\b")


_THEIR = re.compile(r"\b(?:their|his|its)\b")


def _other_of(text: str, sentence: Span, toll: Toll, claimant: str) -> str:
    """Whom a speaker's own words call "their soldiers": the side he names before, "" if none."""
    before = text[sentence.start : toll.start]
    is_quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    if not (is_quoted and _THEIR.search(text, toll.start, toll.end + 30)):
        return ""
    side = find_side(before)
    return side if side != find_side(claimant) else ""


def _side_before(before: str, words: str) -> str:
    """The side that the words before a toll name as the one that lost, "" if none."""
    of = _LOSSES.search(before)
    return find_side(_VERB.split(before[-25:])[-1] + words) or find_side(of[1] if of else "")


@lru_cache(maxsize=4096)
def find_side(words: str) -> str:
    """The side that words name ("AF", "PK", "TTP" ...), "" if none.

    Examples
    --------
    >>> find_side("the Taliban government"), find_side("Pakistani Taliban"), find_side("police")
    ('AF', 'TTP', '')
    """
    sides = (*_SIDES, *_other_states())
    return next((side for side, pattern in sides if pattern.search(words)), "")


@lru_cache(maxsize=4096)
def names_side(words: str, side: str) -> bool:
    """Whether words name a side, among others.

    Examples
    --------
    >>> names_side("Afghan and Thai soldiers", "TH"), names_side("Two men died.", "TH")
    (True, False)
    """
    return any(
        one == side and pattern.search(words) for one, pattern in (*_SIDES, *_other_states())
    )


@cache
def _other_states() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The states of the table of actors that have no words of their own here, "South" first."""
    own = {side for side, _ in _SIDES}
    states = [a for a in load_actors() if a.kind == "government" and a.side not in own and a.names]
    return tuple(
        (state.side, re.compile(rf"\b(?:{'|'.join(map(re.escape, _words_of(state)))})\b"))
        for state in sorted(states, key=lambda state: -len(state.names[0]))
    )


def _words_of(state: Actor) -> list[str]:
    bases = [one.removesuffix(" {FORCES}") for one in state.spellings if one.endswith(" {FORCES}")]
    return [*state.names, *bases]


_GROUPS = frozenset(("TTP", "BALOCH", "IS", "militants"))
_MILITANTS = re.compile(
    r"\b(?:militants?|insurgents?|rebels?|guerrillas?|separatists?|terrorists?|jihadis?t?s?)\b(?!['’]?\s*\w*\s*"
    r"(?:court|prison))",
    re.IGNORECASE,
)


def is_enemy(claimant: str, lost_by: str, country: str = "") -> bool:
    """Whether the claimant is on the other side than the people lost.

    Examples
    --------
    >>> is_enemy("the army", "militants"), is_enemy("police", "militants"), is_enemy("", "PK")
    (True, False, False)
    """
    if not claimant or not lost_by:
        return False
    if re.match(r"(?:their|its|his|the\s+group)\b", claimant, re.IGNORECASE):
        return False
    side = find_side(claimant)
    if lost_by == "militants":
        is_state = bool(side) or bool(_FORCES.search(claimant))
        return is_state and side not in _GROUPS and not _LOCAL.search(claimant)
    if not side and _MILITANTS.search(claimant):
        return lost_by != "people"
    if side:
        return side != lost_by
    if _LOCAL.search(claimant) or not _FORCES.search(claimant):
        return False
    # "Security sources" unnamed speak for the state the story is told in.
    return bool(country) and lost_by not in (country, "people")
