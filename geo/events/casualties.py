"""Claims: who says how many were killed or injured, and which side had lost them."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.articles.text import Span
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
    r"|intelligence|ministry|government|minister|troops|rangers|corps|guards?|irgc|bsf|coalition|nato|isaf|air\s+force|spokesman"
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
            r"\bafghan\b|\bafghanistan|\btaliban\b|\bkabul|zabihullah|mujahid\b|islamic\s+emirate"
            r"|khwarazmi|nangarhar|kunar\b|khost\b|paktika|paktia",
        ),
        (
            "PK",
            r"\bpakistan|\bislamabad|\bispr\b|frontier\s+corps|khyber\s+pakhtunkhwa|rawalpindi"
            r"|asim\s+munir|tarar|inter-services",
        ),
        ("IN", r"\bindia(?:n|['’]s)?\b|\bnew\s+delhi|\bbsf\b"),
        ("IR", r"\biran(?:ian)?\b|\btehran"),
        ("TH", r"\bthai(?:land)?\b|\bbangkok"),
        ("KH", r"\bcambodian?\b|\bphnom\s+penh"),
        ("AM", r"\barmenian?\b|\byerevan"),
        ("AZ", r"\bazerbaijani?\b|\bazeri|\bbaku\b"),
        ("US", r"\bamerican|\bu\.?s\.?\b|\bwashington|pentagon"),
        ("KG", r"\bkyrgyz"),
        ("TJ", r"\btajik"),
        ("CN", r"\bchin(?:a|ese)\b|\bbeijing"),
        ("IL", r"\bisraeli?\b"),
        ("LB", r"\bleban"),
        ("RU", r"\brussian?\b|\bmoscow"),
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
        counts_towards_best=not is_enemy(claimant, lost_by, country),
        is_part=is_part,
        is_named=toll.is_named,
    )


# "Tajikistan reported 41 dead and Kyrgyzstan 59": the second speaks for itself.
_AND_OTHER = re.compile(r"(?:,|\band)\s+([A-Z]\w+)\s+$")
_ON_OWN_SIDE = re.compile(r"\bon\s+(?:his|her|its|their|our)\s+(?:own\s+)?side\b")
# "Four soldiers died on the Thai side", "Armenian losses stood at 105 dead".
_ON_SIDE = re.compile(r"[^.;,]{0,45}?\bon\s+the\s+([A-Z][\w-]+)\s+side\b")
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


def _find_owner(text: str, sentence: Span, toll: Toll, country: str, claimant: str) -> str:
    """The side that lost the people of a toll, "" if unknown."""
    side = find_side(toll.words)
    if side:
        return side
    on = _ON_SIDE.match(text, toll.end, min(toll.end + 70, sentence.end))
    side = find_side(on[1]) if on else ""
    around = text[max(sentence.start, toll.start - 25) : toll.end + 30]
    own = _ON_OWN_SIDE.search(text, toll.end, min(toll.end + 90, sentence.end))
    if not side and (own or _OWN.search(around)):
        side = find_side(claimant)
    side = side or _side_before(text[max(sentence.start, toll.start - 70) : toll.start], toll.words)
    if side:
        return side
    if toll.group == "militants":
        return "militants"
    return country if toll.group in ("military", "police", "civilians") else ""


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
    return next((side for side, pattern in _SIDES if pattern.search(words)), "")


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
        return (
            side not in ("TTP", "BALOCH", "IS", "militants")
            and bool(_FORCES.search(claimant))
            and not _LOCAL.search(claimant)
        )
    if side:
        return side != lost_by
    if _LOCAL.search(claimant) or not _FORCES.search(claimant):
        return False
    # "Security sources" unnamed speak for the state the story is told in.
    return bool(country) and lost_by not in (country, "people")
