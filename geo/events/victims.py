"""Who was killed or hurt, in one sentence: counts of people beside the words that say it."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.bare_counts import read_bare_counts
from geo.events.casualty_words import ACTIVE, ARMY_WORDS, COUNTED, EITHER, KEY, takes_people
from geo.events.counts import find_counts, rises_from
from geo.events.cues import find_cues
from geo.events.named_victims import NAMED_OBJECT, read_named_subject, read_others
from geo.events.nobody import read_nobody
from geo.events.people import read_people
from geo.events.sieve import lower_text
from geo.events.toll import Toll
from geo.events.totals import read_sums, weigh_totals
from geo.events.verb_room import object_room, subject_room

# "the number of men killed in the raid now stands at 33"
_STANDS_AT = re.compile(
    r"[^.;]{0,90}?\b(?:stands?|stood|numbers?|numbered|rose|risen|increased|surged|soared|mounted|has\s+reached|reached|climbed|g[or]ew|grown|jumped"
    r"|(?:gone|went)\s+up"
    r"|put)\s+(?:now\s+)?(?:at|to|as)?\s*(?=\d|[a-z-]+\b)",
    re.IGNORECASE,
)


# "The toll of Saturday's attack on a mosque in Wana has gone up to eleven".
_TOLL_TO = re.compile(
    r"[^.;]{0,110}?\b(?:stands?|stood|rose|risen|increased|surged|soared|mounted|reached|climbed|g[or]ew|grown|jumped|(?:gone|went)\s+up)"
    r"\s+(?:now\s+)?(?:at|to)?\s*",
    re.IGNORECASE,
)


_PASSIVE_LEFT = re.compile(
    r"\b(?:was|were|been|being|be|are|is|got|put|left|some|of|had|have|has|also|badly|seriously"
    r"|critically|severely|and|or|,)\s*"
    r"(?:\w+ly\s+|also\s+|reportedly\s+|either\s+|later\s+)?$",
    re.IGNORECASE,
)


def find_tolls(text: str, sentence: Span) -> tuple[Toll, ...]:
    """The killed and injured that one sentence tells, in order.

    Examples
    --------
    >>> text = "One border guard and 14 attackers were killed and two hurt."
    >>> [(t.kind, t.low, t.group) for t in find_tolls(text, Span(0, len(text)))]
    [('killed', 1, 'military'), ('killed', 14, 'militants'), ('injured', 2, 'militants')]
    >>> find_tolls("", Span(0, 0))
    ()
    """
    tolls: list[Toll] = []
    last_end, last_group = sentence.start, "people"
    may = find_cues(text, sentence)
    keys = []
    if may & KEY.bit:
        found_keys = KEY.finditer(lower_text(text), sentence.start, sentence.end)
        keys = [key for key in found_keys if key.group() != "claimed" or takes_people(text, key)]
    nobody = read_nobody(text, sentence, keys)
    if nobody is not None:
        clause = nobody[1]
        keys = [key for key in keys if not clause.start <= key.start() < clause.end]
    sums = read_sums(text, sentence)
    if not keys and not sums:
        return nobody[0] if nobody else ()
    for index, key in enumerate(keys):
        if key.start() < last_end:
            continue
        limit = keys[index + 1].start() if index + 1 < len(keys) else sentence.end
        room = Span(last_end, min(limit, key.end() + 220))
        found, last_end = _read_key(text, key, room, last_group)
        if key.group() in ARMY_WORDS:
            found = [toll for toll in found if toll.group == "militants"]
        so = _SO_WERE.match(text, last_end, room.end) if found else None
        if so and (so["so"] or limit - so.end() > _NEAR_KEY or limit == sentence.end):
            found = [*found, *_read_so(text, so, room, found[0])]
            last_end = found[-1].end
        tolls.extend(found)
        if found:
            last_group = found[-1].group
    if tolls:
        tolls.extend(
            _read_ellipses(text, Span(max(last_end, tolls[-1].end), sentence.end), tolls[-1])
        )
        if tolls[-1].kind == "killed" and (cut := text.find("; ", tolls[-1].end, sentence.end)) > 0:
            tolls.extend(
                toll
                for toll in read_bare_counts(
                    text, Span(cut, sentence.end), tolls[-1].group, tolls[-1].words
                )
                if all(toll.start >= told.end for told in tolls)
            )
    if nobody is not None and not any(toll.kind == "killed" and toll.low for toll in tolls):
        counted = {toll.kind for toll in tolls}
        tolls.extend(zero for zero in nobody[0] if zero.kind not in counted)
    tolls = [toll for toll in tolls if not any(_overlaps(toll, whole) for whole in sums)]
    return tuple(weigh_totals(text, sentence, sorted([*tolls, *sums], key=lambda t: t.start)))


def _overlaps(one: Toll, two: Toll) -> bool:
    return one.start < two.end and two.start < one.end


# "One soldier was killed, and so were two attackers", "two policemen died and a boy.": what
# befell the first.
_SO_WERE = re.compile(
    r"[^.;]{0,60}?,?\s(?P<so>and\s+so|as)\s+(?:was|were|did|had|have)\s"
    r"|\s+and\s+(?=(?:at\sleast\s|an?\s|\d|(?:two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty)\s)"
    r"(?:\w+\s+){0,4}\w+(?:\.|,\s(?:among|including|one\sof|two\sof|an?\s\w+\samong)\b))"
)


# So near another verb tells what befell the second: "and 14 others, including guards, wounded".
_NEAR_KEY = 120


def _read_so(text: str, so: re.Match[str], room: Span, before: Toll) -> list[Toll]:
    right = object_room(text, so.end(), room.end)
    return read_people(text, right, before.kind, before.group, has_singles=True)


# "Six died in Sisaket, two in Surin and a soldier in Buriram."
_FEW = r"\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ELLIPSIS = re.compile(
    rf"(?:,|\band|;)\s+(?:and\s+)?(?P<n>{_FEW}|another|a\s+(?:second|third|fourth|fifth|sixth)|an?)\s+"
    r"(?:(?P<who>(?:[a-z][\w’'-]*\s+){0,7}?)(?:(?:in|at|near|outside)\s+(?:the\s+)?[A-Z]"
    r"|on\s+the\s+(?:(?:\w+\s)?side\b|[A-Z]\w+(?=[.,;])))|of\s+(?:its|their|his)\s+own\b)"
    # "Tajikistan reported 41 dead and Kyrgyzstan 59."
    # "The first convoy had 28 killed, the second ten."
    rf"|(?:,|\band)\s+(?:[A-Z]\w+|the\s+(?:first|second|third|other|latter|former))\s+(?P<m>{_FEW})(?=[.,;])"
)


def _read_ellipses(text: str, room: Span, before: Toll) -> list[Toll]:
    """Those of whom a later part of the sentence says no verb: as dead or hurt as the first."""
    found = []
    for match in _ELLIPSIS.finditer(text, room.start, room.end):
        if _SPEAKS.match(text, match.end()):
            continue
        if match["who"]:
            words = Span(match.start("n"), match.end("who"))
            people = read_people(text, words, before.kind, before.group, has_singles=True)
            found.extend(people if not _FINITE.search(match["who"]) else [])
            continue
        start, end = match.span("n" if match["n"] else "m")
        counts = find_counts(text, start, end)
        if counts or (match["n"] or "").startswith("a"):
            low, high = (counts[0].low, counts[0].high) if counts else (1, 1)
            toll = replace(before, start=start, end=end, low=low, high=high)
            toll = replace(toll, words=text[start:end], is_part=False, is_named=False)
            found.append(toll)
    return found


# "; one officer at Ghalanai said 28".
_SPEAKS = re.compile(r"[\w’'-]*(?:\s+[A-Z][\w’'-]*)*\s+(?:said|says|told|put|spoke|reported)\b")
_FINITE = re.compile(r"\b(?:is|are|was|were|had|has|have|been|who|that|which)\b")


def _read_key(text: str, key: re.Match[str], room: Span, group: str) -> tuple[list[Toll], int]:
    kind = "injured" if key.lastgroup == "injured" else "killed"
    word = key.group().lower()
    if key.lastgroup == "both":
        return [], room.start
    if _OR_HURT.match(text, key.end()):  # "at least three were killed or wounded"
        return [], key.end()
    he = _HE_DIED.search(text, max(room.start, key.start() - 40), key.end() + 20)
    if he and he.start() < key.start():
        return [Toll(he.start(), key.end(), kind, 1, 1, "people", he[1], is_named=True)], key.end()
    stated = _read_stated(text, key, room, kind, group)
    if stated is not None:
        return stated
    left = Span(max(room.start, key.start() - 200), key.start())
    is_active = (
        word in ACTIVE
        or (word in EITHER and not _is_passive(text, key, room))
        or (word == "buried" and not _is_passive(text, key, room))
        or (word == "lives" and text.startswith(" of ", key.end()))
    )  # "took the lives of six"
    if is_active:
        found, end = _read_object(text, key, room, kind, group)
        if found or word in ACTIVE:
            return found, end
    found, others = _read_subject(text, key, left, kind, group), read_others(text, key, room, kind)
    if not others:
        return found, key.end()
    return [*(replace(toll, is_named=False) for toll in found), *others], others[-1].end


def _read_stated(
    text: str, key: re.Match[str], room: Span, kind: str, group: str
) -> tuple[list[Toll], int] | None:
    """A figure that stands behind its noun ("the dead as six"), None where none does."""
    word = key.group().lower()
    if word in ("bodies", "deaths", "death") and text.startswith(" of ", key.end()):
        found, end = _read_object(text, key, room, kind, group)
        return ([replace(t, is_named=word == "bodies") for t in found], end) if found else None
    if word.endswith("toll") and _COULD.match(text, key.end()):
        return [], key.end()
    behind = _COLON.match(text, key.end(), room.end) if word in _HEADINGS else None
    if behind is None and word == "dead" and _THE.search(text, room.start, key.start()):
        behind = _DEAD_ARE.match(text, key.end(), room.end)
    if behind:
        right = object_room(text, behind.end(), room.end)
        return read_people(text, right, kind, group, has_singles=True, is_object=True), right.end
    given = _GIVEN_AS.match(text, key.end(), room.end) if word in _GIVEN else None
    if given:
        right = object_room(text, given.end(), room.end)
        return read_people(text, right, kind, group, has_singles=True), right.end
    before = max(room.start, key.start() - 60)
    is_number = word == "number" or _NUMBER_OF.search(text, before, key.start())
    is_figure = is_number or word in ("dead", "toll", "death toll", "losses")
    counts_right = is_figure and (
        (_IS_AT if is_number else _DEAD_AT).match(text, key.end())
        or _STANDS_AT.match(text, key.end(), room.end)
    )
    if not (word in ("toll", "death toll", "losses") or counts_right):
        return None
    far = _TOLL_TO.match(text, key.end(), room.end) if word.endswith("toll") else None
    of = _TOLL_OF.match(text, key.end(), room.end)
    if not (far or of or counts_right):  # "confirmed the toll, saying that 42 people were hurt"
        return None
    at = far.end() if far else _number_from(text, key, room)
    found = read_people(text, Span(at, min(room.end, at + 70)), kind, group)
    now = [toll for toll in found if not rises_from(text, toll.start)][:1]
    is_update = bool(far and _ROSE.search(far.group()))
    now = [replace(toll, is_total=word != "losses", is_update=is_update) for toll in now]
    return now, found[0].end if found else key.end()


_ROSE = re.compile(
    r"\b(?:rose|risen|increased|surged|soared|mounted|reached|climbed|g[or]ew|grown|jumped|up)\b"
)
# "Dead: sixteen soldiers."
_COLON = re.compile(rf"\s*:\s+(?:at\s+least\s+)?(?={COUNTED})", re.IGNORECASE)
# "The dead in the raid are nine, all of them policemen."
_DEAD_ARE = re.compile(rf"[^.;:,]{{0,70}}?\b(?:are|were)\s+(?:now\s+|at\s+least\s+)?(?={COUNTED})")
# "Gave the Afghan dead as two policemen and a civilian", "its losses as nil".
_HEADINGS = frozenset(("dead", "killed", "wounded", "injured", "fatalities", "death toll", "toll"))
_THE = re.compile(r"\bthe\s\Z", re.IGNORECASE)
_GIVEN = frozenset(("dead", "death toll", "toll", "loss", "losses"))
_GIVEN_AS = re.compile(r"\s+as\s+(?=(?:at\s+least\s+)?(?:\d|\w+))")


def _number_from(text: str, key: re.Match[str], room: Span) -> int:
    """Where a figure may begin: behind the verb ("... has reached 17"), else behind the noun."""
    stands = _STANDS_AT.match(text, key.end(), room.end)
    return stands.end() if stands else key.end()


_TOLL_OF = re.compile(
    r"\s+(?:\w+\s+){0,3}?(?:of|at|to|was|is|were|as|put|reached|up|from)\s+(?:[\w-]+\s+){0,3}?(?=\d|one\b|two\b|three\b|four\b"
    r"|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|\w+teen\b|\w+ty\b)"
)
_NUMBER_OF = re.compile(r"\b(?:number|count)\s+of\b")
_OR_HURT = re.compile(r"\s+(?:and/)?or\s+(?:wounded|injured|hurt|maimed)\b")
# "He died on the way": one of those told before.
_HE_DIED = re.compile(
    r"\b([Hh]e|[Ss]he)\s+(?:\w+\s+){0,2}?(?:died\s+(?:on\s+the\s+(?:way|spot)|at\s+the\s+scene"
    r"|in\s+(?:a\s+)?hospital|instantly|later|there|of\s+(?:his|her)|before|within|soon|hours)"
    r"|succumbed|(?:brought|found|pronounced|declared)\s+dead|did\s+not\s+survive)\b"
)
# "The toll could rise, as two of the injured were critical".
_COULD = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:could|may|might|would|will)\b"
    r"|\s+(?:is|was)\s+(?:likely|expected|feared)\b"
)
_DEAD_AT = re.compile(rf"\s+at\s+(?:(?:least|about|around|nearly)\s+)?{COUNTED}")
_IS_AT = re.compile(rf"\s+(?:at|is|was)\s+(?:(?:least|about|around|nearly)\s+)?{COUNTED}")


def _read_object(
    text: str, key: re.Match[str], room: Span, kind: str, group: str
) -> tuple[list[Toll], int]:
    """Those whom somebody "killed", with the end of the words that name them."""
    right = object_room(text, key.end(), room.end)
    found = read_people(text, right, kind, group, has_singles=True, is_object=True)
    if found:
        return found, max(found[-1].end, key.end())
    named = NAMED_OBJECT.match(text, key.end(), right.end) if kind == "killed" else None
    if named:
        words = text[named.start(1) : named.end()]
        toll = Toll(named.start(1), named.end(), kind, 1, 1, "people", words, is_named=True)
        return [toll], named.end()
    return [], key.end()


def _read_subject(text: str, key: re.Match[str], left: Span, kind: str, group: str) -> list[Toll]:
    """Those who "were killed", or of whom a noun counts the dead."""
    word = key.group().lower()
    cost = _COST.search(text, left.start, left.end) if word == "lives" else None
    if cost:  # "cost four soldiers and nine raiders their lives"
        return read_people(text, Span(cost.end(), left.end), kind, group, has_singles=True)
    if word == "dead" and _AMONG_THE.search(text, left.start, left.end):
        found = read_people(text, left, kind, group)
        return [replace(toll, is_part=True) for toll in found]
    another = _ANOTHER.search(text, left.start, left.end) if word == "death" else None
    if another:
        return [Toll(another.start(), left.end, kind, 1, 1, "people", another.group().strip())]
    dead = _LEFT_DEAD.search(text, left.start, left.end) if word == "dead" else None
    if dead:
        return read_people(text, Span(dead.end(), left.end), kind, group, has_singles=True)
    is_noun = word in _NOUNS
    is_noun = is_noun and not (word == "dead" and _SAID_DEAD.search(text, left.start, left.end))
    before = subject_room(text, left)
    is_subject = None if is_noun else False
    found = read_people(text, before, kind, group, has_singles=not is_noun, is_object=is_subject)
    if is_noun:
        found = [toll for toll in found if key.start() - _end_of(text, toll) < _NEAR_NOUN]
    if not found and word == "dead":
        tail = Span(max(left.start, key.start() - 45), key.start())
        found = [
            t
            for t in read_people(text, tail, kind, group, has_singles=True)
            if key.start() - t.end < 4
        ]
    if not found and not is_noun:
        both = _BOTH.search(text, before.start, before.end)
        found = (
            [
                Toll(
                    *both.span(),
                    kind,
                    _NUMBER_OF_ALL[both[1].lower()],
                    _NUMBER_OF_ALL[both[1].lower()],
                    group,
                    both[0],
                )
            ]
            if both
            else []
        )
    if word in ("bodies", "buried"):
        found = [replace(toll, is_named=True) for toll in found]
    if not found and kind == "killed" and not is_noun:
        found = read_named_subject(text, key, left)
    is_shot = word in ("gunned down", "shot dead", "assassinated", "beheaded", "murdered")
    if not found and is_shot and not _SEVERAL_LEFT.search(text, left.start, left.end):
        found = [Toll(left.start, key.end(), kind, 1, 1, "people", key.group(), is_named=True)]
    return found


# "Both died", "another died in hospital".
_NUMBER_OF_ALL = {"both": 2, "another": 1}
_BOTH = re.compile(
    r"\b(both|another)(?:\s+of\s+them|\s+men|\s+one)?(?:\s+(?:was|were|had|have|has|been|of|later|also|\w+ly))*\s*\Z",
    re.IGNORECASE,
)
# "Four children lie among the dead": parts of a toll told elsewhere.
_AMONG_THE = re.compile(r"\bamong\sthe\s$")
_NOUNS = frozenset(
    "dead bodies deaths death fatalities lives fatality martyrs buried lifeless".split()
)
# So near a noun for the dead stand those whom it counts: "three Pakistani soldiers were dead".
_NEAR_NOUN = 22


def _end_of(text: str, toll: Toll) -> int:
    """Where the words of a toll end: its number, or the noun behind it."""
    is_bare = text.startswith(toll.words, toll.start)
    return toll.end if is_bare else toll.end + len(toll.words) + 1


# "The clash left a border guard and a civilian dead".
_LEFT_DEAD = re.compile(r"\b(?:left|leaving)\s+(?=[^.;:]{3,90}$)(?!.*\b(?:left|leaving)\b)")
# "Another death and two injuries were reported".
_ANOTHER = re.compile(r"\b(?:[Aa]nother|[Oo]ne(?:\smore)?)\s$")
# "Fifteen people have been confirmed dead".
_SAID_DEAD = re.compile(r"\b(?:confirmed|declared|pronounced|reported|found|presumed)\s$")
# "The last of the raiders were shot dead", "killed, some of them beheaded".
_SEVERAL_LEFT = re.compile(r"\b(?:were|are|(?:some|many|most|several)(?:\sof\s\w+)?)\s$")
_HAD = re.compile(r"\b(?:had|have|has)\s+(?:\w+ly\s+)?$")
_WAS = re.compile(r"\b(?:was|were|been|being|are|is)\s+(?:\w+ly\s+)?$")
_OBJECT = re.compile(
    r"\s+(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|at least|several)\b"
)
_NO_OBJECT = re.compile(
    r"\s*(?:(?:in|on|by|when|at(?!\s+least)|as(?!\s+many)|and|after|during|while|near)\b|,|\.|$)"
)


def _is_passive(text: str, key: re.Match[str], room: Span) -> bool:
    before = text[max(room.start, key.start() - 30) : key.start()]
    if _HAD.search(before):
        return False
    if not _PASSIVE_LEFT.search(before):
        return _NO_OBJECT.match(text, key.end(), key.end() + 16) is not None
    # "... killed an Afghan guard and wounded two more": an object follows, so active.
    is_object = _OBJECT.match(text, key.end(), key.end() + 14) is not None
    return not is_object or bool(_WAS.search(before))


_COST = re.compile(r"\bcost\s+(?=[^.;:,]{3,90}\btheir\s+$)")
