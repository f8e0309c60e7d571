"""Who was killed or hurt, in one sentence: counts of people beside the words that say it."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.articles.text import Span
from geo.events.counts import find_counts
from geo.events.cues import Cue, find_cues
from geo.events.people import KIN, Toll, read_people
from geo.events.sieve import lower_text
from geo.events.totals import weigh_totals

# Words that say of whom they tell that they died or were hurt, in lower case.
_KEY = Cue(
    r"\b(?P<killed>killed|killing|dead|died|dies|die|dying|martyred|slain|slaying|perished"
    r"|deaths?|death\stoll|toll|lost\s(?:their|his|her)\sli(?:ves|fe)"
    r"|lives|loss\sof\slife|fatalit(?:y|ies)|gunned\sdown|shot\sdead|assassinated|beheaded"
    r"|executed|bodies|losses|mortally|murdered|massacred|kills?|martyrdom|mowed\sdown"
    r"|burn(?:ed|t)\sto\sdeath|fatally\s(?:wounded|shot|injured|stabbed)|did\snot\ssurvive|succumbed"
    r"|lost(?=\s(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b))"
    r"|wip(?:ed|ing)\sout|loss\sof(?=\s(?:\d|(?:\w+teen|\w+ty|t[wh]\w+|four|five|six|eight|nine)\b))"
    r"|fell(?=\sin\s(?:an?|the)\s(?:\w+\s)?(?:shoot|gun|clash|fight|battle|combat|exchange|ambush|attack))"
    r"|fell(?=\sand\s\w+\swere\s(?:injured|wounded|hurt)))\b"
    r"|\b(?P<injured>wounded|wounding|injured|injuring|hurt|hurting|injuries|maimed|wounds"
    r"|injures|wounds)\b"
    r"|\b(?P<both>casualt(?:y|ies))\b",
)


_ACTIVE = frozenset("killing wounding injuring hurting slaying kill kills lost".split()) | {
    "loss of",
    "wiping out",
}
# Words for doing it and for having it done to one: "murdered ten men", "ten were murdered".
_EITHER = frozenset(
    ("killed", "wounded", "injured", "martyred", "hurt", "murdered", "massacred", "executed")
) | {"gunned down", "shot dead", "assassinated", "beheaded", "mowed down", "wiped out"}


# "the number of men killed in the raid now stands at 33"
_STANDS_AT = re.compile(
    r"[^.;]{0,60}?\b(?:stands?|stood|rose|risen|has\s+reached|reached|climbed|g[or]ew|grown|jumped"
    r"|(?:gone|went)\s+up"
    r"|put)\s+(?:now\s+)?(?:at|to|as)?\s*(?=\d|[a-z-]+\b)",
    re.IGNORECASE,
)


# "The toll of Saturday's attack on a mosque in Wana has gone up to eleven".
_TOLL_TO = re.compile(
    r"[^.;]{0,110}?\b(?:stands?|stood|rose|risen|reached|climbed|g[or]ew|grown|jumped|(?:gone|went)\s+up)"
    r"\s+(?:now\s+)?(?:at|to)?\s*",
    re.IGNORECASE,
)


_PASSIVE_LEFT = re.compile(
    r"\b(?:was|were|been|being|be|are|is|got|put|left|some|of|had|have|has|also|badly|seriously"
    r"|critically|severely|and|or|,)\s*"
    r"(?:\w+ly\s+|also\s+|reportedly\s+|either\s+|later\s+)?$",
    re.IGNORECASE,
)


_RIGHT_STOP = re.compile(
    r"[.;:]|\s(?:in|on|at(?!\s+least)|when|after|as(?!\s+many)|while|near|during|by|before|since"
    r"|who|which|that"
    r"|where|because|from|inside|along|across)\s"
    r"|\sand\s+(?:took|kidnapped|abducted|seized|burned|burnt|captured|carried|fled|led|drove|set"
    r"|destroyed|damaged|then)\b"
    r"|,\s*(?:(?:the\s)?[\w\s]{0,40}\b(?:said|says|told|reported)\b|according)",
    re.IGNORECASE,
)


_NO = Cue(r"\b(?:no|nobody|none|not|neither|without|unclear)\b")


_NONE = Cue(
    r"\b(?:no\s+(?:one|body)|nobody|no\s+casualt\w+|no\s+loss(?:es)?\s+of\s+life"
    r"|without\s+(?:any\s+)?(?:casualt\w+|loss)|no\s+(?:deaths|fatalities|injuries)"
    r"|none\s+(?:was|were)|no\s+(?:\w+\s+){0,2}(?:casualt\w+|deaths|injuries|losses)"
    r"|neither\s+side\s+(?:suffered|lost)|not\s+cause\s+any\s+casualt\w+)",
    re.IGNORECASE,
)


_UNSURE = Cue(
    r"\bno\s+(?:firm\s+|clear\s+|immediate\s+|independent\s+|official\s+)?(?:word|report|reports"
    r"|figures?|information|details?|confirmation|account|news)\b|\bno\s+(?:\w+\s+)?(?:losses|casualt\w+)\s+(?:\w+\s+)?made\s+(?:known|public)|not\s+(?:clear|known)|unclear"
    r"|could\s+not",
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
    if not may & _KEY.bit:
        return ()
    keys = list(_KEY.finditer(lower_text(text), sentence.start, sentence.end))
    if not keys:
        return ()
    nobody = _read_nobody(text, sentence, keys[0])
    if nobody is not None:
        return nobody
    for index, key in enumerate(keys):
        if key.start() < last_end:
            continue
        limit = keys[index + 1].start() if index + 1 < len(keys) else sentence.end
        found, last_end = _read_key(
            text, key, Span(last_end, min(limit, key.end() + 220)), last_group
        )
        tolls.extend(found)
        if found:
            last_group = found[-1].group
    if tolls:
        tolls.extend(
            _read_ellipses(text, Span(max(last_end, tolls[-1].end), sentence.end), tolls[-1])
        )
    return tuple(weigh_totals(text, sentence, tolls))


# "Six died in Sisaket, two in Surin and a soldier in Buriram."
_ELLIPSIS = re.compile(
    r"(?:,|\band|;)\s+(?:and\s+)?(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|an?|another)\s+"
    r"(?:(?P<who>(?:[a-z][\w’'-]*\s+){0,7}?)(?:in|at|near|outside)\s+(?:the\s+)?[A-Z]"
    r"|of\s+(?:its|their|his)\s+own\b)"
)


def _read_ellipses(text: str, room: Span, before: Toll) -> list[Toll]:
    """Those of whom a later part of the sentence says no verb: as dead or hurt as the first."""
    found = []
    for match in _ELLIPSIS.finditer(text, room.start, room.end):
        if match["who"]:
            words = Span(match.start("n"), match.end("who"))
            people = read_people(text, words, before.kind, before.group, has_singles=True)
            found.extend(people if not _FINITE.search(match["who"]) else [])
            continue
        counts = find_counts(text, match.start("n"), match.end("n"))
        if counts or match["n"] == "another":
            low, high = (counts[0].low, counts[0].high) if counts else (1, 1)
            start, end = match.span("n")
            toll = replace(before, start=start, end=end, low=low, high=high, words=match["n"])
            found.append(replace(toll, is_part=False, is_named=False))
    return found


_FINITE = re.compile(r"\b(?:is|are|was|were|had|has|have|been|who|that|which)\b")


def _read_nobody(text: str, sentence: Span, key: re.Match[str]) -> tuple[Toll, ...] | None:
    may = find_cues(text, sentence)
    if not may & _NO.bit or not _NO.search(lower_text(text), *sentence):
        return None
    none = _NONE.search(text, sentence.start, sentence.end)
    if none is None or abs(none.start() - key.start()) > 60:
        return (
            () if _UNSURE.search(text, max(sentence.start, key.start() - 60), key.end()) else None
        )
    if _UNSURE.search(text, none.start(), min(none.end() + 20, sentence.end)):
        return ()
    kinds = ("injured",) if "injur" in none.group().lower() else ("killed", "injured")
    if key.lastgroup == "killed" and "injur" not in text[key.start() : key.end() + 25]:
        kinds = ("killed",)
    return tuple(
        Toll(none.start(), max(key.end(), none.end()), kind, 0, 0, "people", none.group())
        for kind in kinds
    )


def _read_key(text: str, key: re.Match[str], room: Span, group: str) -> tuple[list[Toll], int]:
    kind = "injured" if key.lastgroup == "injured" else "killed"
    word = key.group().lower()
    if key.lastgroup == "both":
        return [], room.start
    he = _HE_DIED.search(text, max(room.start, key.start() - 40), key.end() + 20)
    if he and he.start() < key.start():
        return [Toll(he.start(), key.end(), kind, 1, 1, "people", he[1], is_named=True)], key.end()
    if word.endswith("toll") and _COULD.match(text, key.end()):
        return [], key.end()
    counts_right = word == "dead" and _DEAD_AT.match(text, key.end())
    counts_right = counts_right or _STANDS_AT.match(text, key.end(), room.end)
    if word in ("toll", "death toll", "losses") or counts_right:
        far = _TOLL_TO.match(text, key.end(), room.end) if word.endswith("toll") else None
        at = far.end() if far else key.end()
        found = read_people(text, Span(at, min(room.end, at + 70)), kind, group)
        return [replace(t, is_total=True) for t in found[:1]], found[0].end if found else key.end()
    left = Span(max(room.start, key.start() - 200), key.start())
    is_active = (
        word in _ACTIVE
        or (word in _EITHER and not _is_passive(text, key, room))
        or (word == "lives" and text.startswith(" of ", key.end()))
    )  # "took the lives of six"
    if is_active:
        found, end = _read_object(text, key, room, kind, group)
        if found or word in _ACTIVE:
            return found, end
    found, others = _read_subject(text, key, left, kind, group), _read_others(text, key, room, kind)
    if not others:
        return found, key.end()
    return [*(replace(toll, is_named=False) for toll in found), *others], others[-1].end


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
_DEAD_AT = re.compile(
    r"\s+at\s+(?:(?:least|about|around|nearly)\s+)?(?:\d|one\b|two\b|three\b|four\b|five\b|six\b"
    r"|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|\w+teen\b|\w+ty\b)"
)


def _read_object(
    text: str, key: re.Match[str], room: Span, kind: str, group: str
) -> tuple[list[Toll], int]:
    """Those whom somebody "killed", with the end of the words that name them."""
    stop = _RIGHT_STOP.search(text, key.end(), room.end)
    right = Span(key.end(), stop.start() if stop else room.end)
    found = read_people(text, right, kind, group, has_singles=True)
    if found:
        return found, max(found[-1].end, key.end())
    named = _NAMED_OBJECT.match(text, key.end(), right.end) if kind == "killed" else None
    if named:
        at = named.end() + (text[named.end()] == " ") if named.end() < right.end else named.end()
        kin = KIN.match(text, at, right.end)  # "shot Malik Aslam and his son"
        end, number = (kin.end(), 2) if kin else (named.end(), 1)
        words = text[named.start(1) : end]
        toll = Toll(named.start(1), end, kind, number, number, "people", words, is_named=not kin)
        return [toll], end
    return [], key.end()


def _read_subject(text: str, key: re.Match[str], left: Span, kind: str, group: str) -> list[Toll]:
    """Those who "were killed", or of whom a noun counts the dead."""
    word = key.group().lower()
    cost = _COST.search(text, left.start, left.end) if word == "lives" else None
    if cost:  # "cost four soldiers and nine raiders their lives"
        return read_people(text, Span(cost.end(), left.end), kind, group, has_singles=True)
    is_noun = word in ("dead", "bodies", "deaths", "death", "fatalities", "lives", "fatality")
    found = read_people(text, _tail(text, left), kind, group, has_singles=not is_noun)
    if is_noun:
        found = [toll for toll in found if key.start() - toll.end < 25]
    if not found and word == "dead":
        tail = Span(max(left.start, key.start() - 45), key.start())
        found = [
            t
            for t in read_people(text, tail, kind, group, has_singles=True)
            if key.start() - t.end < 4
        ]
    if word == "bodies":
        found = [replace(toll, is_named=True) for toll in found]
    if not found and kind == "killed" and not is_noun:
        found = _read_named_subject(text, key, left)
    if not found and word in ("gunned down", "shot dead", "assassinated", "beheaded", "murdered"):
        found = [Toll(left.start, key.end(), kind, 1, 1, "people", key.group(), is_named=True)]
    return found


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


_TAIL_START = re.compile(
    r"[;:]\s|,\s(?:which|who|when|after|while|but)\s|\b(?:said|says|that|as|when|after|while"
    r"|but|spoke)\s"
)


def _tail(text: str, left: Span) -> Span:
    """The part of the words before a verb that can be its subject."""
    start = left.start
    for stop in _TAIL_START.finditer(text[left.start : left.end]):
        start = left.start + stop.end()
    return Span(start, left.end)


_COST = re.compile(r"\bcost\s+(?=[^.;:,]{3,90}\btheir\s+$)")
_SUBJECT = re.compile(r"\s*(?:[A-Z][\w’'.-]*\s+){1,5}[A-Z][\w’'-]*\b|\s*[A-Z][a-z]+\s+[A-Z][a-z]+")


# "Khurasani, who died in Paktika": the one named before.
_WHO = re.compile(
    r"(?:[A-Z][\w’'.-]*\s+){1,5}[A-Z][\w’'-]+(?=,\s+who\s+(?:was\s+|had\s+been\s+)?\Z)"
)
# "Was killed, together with a colonel and five others".
_WITH_OTHERS = re.compile(r",?\s+(?:together|along)\s+with\s+")
_ALONG = re.compile(
    r"\s+(?:along\s+with|together\s+with|and\s+(?:so\s+was|also))\s+(?:his|her|their|a|an"
    r"|one)\s+(?:wife|son|daughter|brother|driver|guard|bodyguard|mother|husband|nephew|deputy"
    r"|aide|companion|child)\b"
)


def _read_named_subject(text: str, key: re.Match[str], left: Span) -> list[Toll]:
    """One for "Mullah Fazlullah ... was killed", two with "along with his wife"."""
    if (
        not re.search(
            r"\b(?:was|were|had\s+been|has\s+been|died)\s+(?:also\s+)?$",
            text[left.start : key.start()],
        )
        and key.group() != "died"
    ):
        return []
    tail = _tail(text, left)
    who = _WHO.search(text, left.start, key.start())
    name = who or _SUBJECT.match(text, tail.start, tail.end)
    if name is None:
        return []
    number = 1 + bool(_ALONG.match(text, key.end()))
    return [
        Toll(
            name.start(),
            key.end(),
            "killed",
            number,
            number,
            "people",
            name.group().strip(),
            is_named=number == 1,
        )
    ]


def _read_others(text: str, key: re.Match[str], room: Span, kind: str) -> list[Toll]:
    """Those who "was killed together with a colonel and five others" names behind the verb."""
    match = _WITH_OTHERS.match(text, key.end(), room.end)
    if match is None or _ALONG.match(text, key.end(), room.end):
        return []
    stop = _RIGHT_STOP.search(text, match.end(), room.end)
    right = Span(match.end(), stop.start() if stop else room.end)
    others = read_people(text, right, kind, "people", has_singles=True)
    return [replace(toll, group="people") for toll in others]


_NAMED_OBJECT = re.compile(
    r"\s+(?:(?:tribal|local|prominent|former|senior|religious|political)\s+)*"
    r"(?:(?:elder|leader|commander|chief|cleric|journalist|activist|teacher|scholar)\s+)?(him\b|her\b(?!\s)|(?:[A-Z][\w’'-]+\s){0,3}(?:al-|ul-|ur-)?[A-Z][\w’'-]+)"
)
