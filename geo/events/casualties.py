"""Claims: who says how many were killed or injured, and the one rule that sums them.

The rule: by victim group, the writer's own figure, else the count of the side that lost the
people, or of a local official, the police or a hospital; the lower end of a range. What only the
enemy says counts towards `high` and stays visible as a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from geo.articles.text import Span
from geo.events.cues import Cue, find_cues
from geo.events.mention import Claim
from geo.events.people import Toll
from geo.events.sieve import lower_text
from geo.events.victims import find_tolls

_SAY = Cue(
    r"\b(?:said|says|say|saying|told|claims?|claimed|claiming|reported|confirmed"
    r"|puts?(?=\s+(?:\w+\s+){0,3}(?:tolls?|numbers?|dead|deaths?|losses|figures?|casualt\w+|it)\b)"
    r"|counted|gave|gives|spoke\s+of|announced"
    r"|stated|added|maintained|insisted|acknowledged|admitted|alleged|quoted|recorded|listed"
    r"|mention(?:ed|s)?|estimated|tweeted|wrote|posted)\b",
)
_ACCORDING = Cue(
    r"\b(?i:according)\s+to\s+(?P<a>[^,.;:]{3,70})"
    r"|\bby\s+(?P<b>(?:the\s+)?[\w’' -]{3,40}?)['’]?s?\s+(?:own\s+)?(?:count|account|reckoning"
    r"|tally)\b"
    r"|(?P<c>[A-Z][\w’' ]{2,40})['’;]s\s+(?:own\s+)?(?:figures?|count|tally|account|version)\b",
)
_PRONOUN = re.compile(
    r"^(?:he|she|it|they|who|which|both|also|later|then|further|the\s+statement|a\s+statement)\b",
    re.IGNORECASE,
)
# Behind the last of these stands who speaks.
_CUT = re.compile(
    r"[,.;:“”\"]\s*|\b(?:and|but|that|while|as|when|after|where|killed|wounded|injured|dead)\s+"
)
# "Zabihullah Mujahid, the government's spokesman, said": name and office.
_APPOSED = re.compile(r"((?:[A-Z][\w’'.-]*\s?){1,6},\s[^,.;:]{3,70}),\s*$")
_LOCAL = re.compile(
    r"\b(?:police|hospital|doctors?|medics?|medical|deputy\s+commissioner"
    r"|assistant\s+commissioner|district|governor|local|rescue|health|residents?|elders?"
    r"|witness\w*|provincial|tribal|mayor|administration|relatives?|villagers|agency\s+officials?"
    r"|administrator|public\s+health|un|unama|monitors?|red\s+cross)\b",
    re.IGNORECASE,
)
_FORCES = re.compile(
    r"\b(?:army|military|ispr|security|forces|foreign\s+(?:office|ministry)|defen[cs]e|interior"
    r"|intelligence|ministry|government|minister|troops|rangers|corps|air\s+force|spokesman"
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


@dataclass(frozen=True, slots=True)
class Deaths:
    """Deaths by the one rule; None where no number is given."""

    best: int | None
    low: int | None
    high: int | None


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
    is_own = bool(_ON_OWN_SIDE.search(text, toll.end, min(toll.end + 90, sentence.end)))
    around = text[max(sentence.start, toll.start - 25) : toll.end + 30]
    lost_by = (find_side(claimant) if is_own else "") or _owner(around, toll, country, claimant)
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
    )


_ON_OWN_SIDE = re.compile(r"\bon\s+(?:his|her|its|their|our)\s+(?:own\s+)?side\b")
# "The TTP said it had killed 18 soldiers": who stands before the verb did not lose them.
_VERB = re.compile(
    r"\b(?:said|says|claim(?:ed|s)|kill(?:ed|s|ing)|that|had|have|has|shot|wounded)\b"
)


_OWN = re.compile(
    r"\b(?:its|his|their|our)\s+(?:own\s+)?(?:dead|losses|men|casualties|soldiers|fighters"
    r"|personnel|troops)|\bown\b"
)


def _owner(around: str, toll: Toll, country: str, claimant: str) -> str:
    if _OWN.search(around):
        own = find_side(claimant)
        if own:
            return own
    before = around[: around.find(toll.words)] if toll.words in around else ""
    side = find_side(toll.words) or find_side(_VERB.split(before)[-1] + toll.words)
    if side:
        return side
    if toll.group == "militants":
        return "militants"
    return country if toll.group in ("military", "police", "civilians") else ""


@lru_cache(maxsize=4096)
def find_side(words: str) -> str:
    """The side that words name ("AF", "PK", "TTP" ...), "" if none.

    Examples
    --------
    >>> find_side("the Taliban government"), find_side("Pakistani Taliban"), find_side("police")
    ('AF', 'TTP', '')
    """
    return next((side for side, pattern in _SIDES if pattern.search(words)), "")


_SEMICOLON = re.compile(r";\s")
_SAID_WHO = re.compile(
    r"\s+((?:[A-Z][\w’'.-]*\s?|the\s|of\s|a\s|police\s|local\s|official\s?){1,7})"
)


@lru_cache(maxsize=512)
def find_claimant(text: str, sentence: Span, position: int, speaker: str = "") -> str:
    """Who says what stands at `position`, in the text's words; "" where the writer does.

    Examples
    --------
    >>> text = "Two men died, the police command said."
    >>> find_claimant(text, Span(0, len(text)), 0)
    'the police command'
    """
    may = find_cues(text, sentence)
    according = may & _ACCORDING.bit and _ACCORDING.search(text, *sentence)
    if according:
        name = according["a"] or according["b"] or according["c"]
        return speaker if name.lower() in ("their", "his", "its") else name.strip()
    best = ""
    if not may & _SAY.bit:
        return ""
    for match in _SAY.finditer(lower_text(text), sentence.start, sentence.end):
        between = sorted((match.start(), position))
        if _SEMICOLON.search(text, *between):
            continue
        words = _read_speaker(text, max(sentence.start, match.start() - 90), match.start())
        if not words or len(words.split()) > 9:
            # "said Mr Khan": the speaker follows the verb.
            follow = _SAID_WHO.match(text, match.end(), match.end() + 60)
            words = follow[1].strip() if follow and match.group() == "said" else ""
        if not words:
            continue
        best = speaker if _PRONOUN.match(words) else words
        if match.start() > position or best:
            break
    return best


def _read_speaker(text: str, start: int, end: int) -> str:
    """Who the last of some words name, before a verb of saying."""
    apposed = _APPOSED.search(text[start:end])
    if apposed:
        return apposed[1]
    behind = start
    for cut in _CUT.finditer(lower_text(text)[start:end]):
        behind = start + cut.end()
    return text[behind:end].strip(" ,’'")


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


def tally_deaths(claims: Iterable[Claim]) -> Deaths:
    """Best, low and high deaths by the one rule; shared claims and parts are left out.

    The first sentence that counts leads: a later total by somebody else is another account of the
    same dead, a later group that it does not hold (the attackers, say) is added.

    Examples
    --------
    >>> tally_deaths(())
    Deaths(best=None, low=None, high=None)
    """
    dead = [
        claim
        for claim in sorted(claims, key=lambda claim: claim.start)
        if claim.kind == "killed"
        and claim.low is not None
        and not claim.is_shared
        and not claim.is_part
    ]
    if not dead:
        return Deaths(None, None, None)
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in _drop_repeats(dead):
        groups.setdefault(_group_key(claim), []).append(claim)
    figures = {key: _group_figures(members) for key, members in groups.items()}
    best, low = _combine(figures, 0), _combine(figures, 1)
    tops = [claim.high if claim.high is not None else claim.low for claim in dead]
    high = max(
        (value for value in (_combine(figures, 2), best, *tops) if value is not None), default=None
    )
    return Deaths(best, low if low is None or best is None else min(low, best), high)


_IN_ALL = re.compile(
    r"\b(?:in\s+all|total|altogether|toll|number\s+of|so\s+far|overall|stands?\s+at|rose|risen)\b",
    re.IGNORECASE,
)
_SLAIN = re.compile(
    r"\b(?:attackers?|assailants?|raiders?|gunm[ae]n|bombers?|intruders?|infiltrators?)\b",
    re.IGNORECASE,
)


def _drop_repeats(dead: list[Claim]) -> list[Claim]:
    """The claims without later ones that a total told before already holds."""
    total = next((c for c in dead if c.group == "people" and c.counts_towards_best), None)
    for claim in dead:
        if claim.group == "people" and _IN_ALL.search(claim.quote) and claim.counts_towards_best:
            total = claim
    if total is None or (dead[0].quote != total.quote and not _IN_ALL.search(total.quote)):
        # Groups came first: later "people" of another speaker are another account.
        return [
            c
            for c in dead
            if c.group != "people"
            or c.quote == dead[0].quote
            or len(dead) == 1
            or not _has_groups(dead)
        ]
    kept = []
    for claim in dead:
        is_same = claim is total or claim.quote == total.quote
        is_other_side = bool(_SLAIN.search(claim.group_words)) or not claim.counts_towards_best
        if is_same or claim.group == "people" or is_other_side:
            kept.append(claim)
    return kept


def _has_groups(dead: list[Claim]) -> bool:
    return any(claim.group != "people" and claim.counts_towards_best for claim in dead)


def _group_key(claim: Claim) -> tuple[str, str]:
    return claim.group, claim.belongs_to if claim.group != "people" else ""


def _group_figures(claims: list[Claim]) -> tuple[int | None, int | None, int | None]:
    claims = _join_same_words(claims)
    counting = [claim for claim in claims if claim.counts_towards_best and claim.low is not None]
    own = [claim for claim in counting if not claim.claimant]
    chosen = counting[:1]
    if own and chosen and (own[0].low or 0) > (chosen[0].low or 0):
        chosen = own[:1]
    highs = [claim.high if claim.high is not None else claim.low for claim in claims]
    return (
        chosen[0].low if chosen else None,
        min((claim.low for claim in counting if claim.low is not None), default=None),
        max(high for high in highs if high is not None),
    )


def _join_same_words(claims: list[Claim]) -> list[Claim]:
    """Claims where counts that one sentence gives side by side are one sum."""
    joined: list[Claim] = []
    for claim in claims:
        before = joined[-1] if joined else None
        if before and (before.quote, before.claimant) == (claim.quote, claim.claimant):
            low = (before.low or 0) + (claim.low or 0)
            high = (before.high or before.low or 0) + (claim.high or claim.low or 0)
            joined[-1] = replace(before, low=low, high=high)
        else:
            joined.append(claim)
    return joined


def _combine(figures: Mapping[tuple[str, str], tuple[int | None, ...]], index: int) -> int | None:
    total = [row[index] for key, row in figures.items() if key[0] == "people"]
    parts = [row[index] for key, row in figures.items() if key[0] not in ("people", "militants")]
    slain = [row[index] for key, row in figures.items() if key[0] == "militants"]
    whole = max((value for value in total if value is not None), default=None)
    known = [value for value in parts if value is not None]
    apart = [value for value in slain if value is not None]
    if not known and not apart:
        return whole
    # "People" is the total that soldiers and civilians are parts of; attackers are told apart.
    return max(sum(known), whole or 0) + sum(apart)
