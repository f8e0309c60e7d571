"""Who was killed or hurt, in one sentence: counts of people beside the words that say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.articles.text import Span
from geo.events.counts import find_counts

_GROUPS = (
    (
        "militants",
        r"militants?|terrorists?|khwarij|khawarij|insurgents?|gunm[ae]n|attackers?|assailants?"
        r"|raiders?|fighters?"
        r"|infiltrators?|extremists?|rebels?|bombers?|commanders?|intruders|kharijites?"
        r"|taliban(?:\smen)?|talibs?|separatists?|guerrillas?",
    ),
    (
        "police",
        r"police(?:m[ae]n|wom[ae]n|\sofficers?|\sofficials?)?|constables?|levies(?:\spersonnel)?"
        r"|khasadars?",
    ),
    (
        "military",
        r"soldiers?|troops?|troopers?|guards?|servicem[ae]n|rangers?|jawans?|paramilitar(?:y|ies)"
        r"|officers?|personnel|scouts?"
        r"|infantrym[ae]n|captain|major|colonel|lieutenant|sepoys?|naik|security\s(?:men"
        r"|officials)",
    ),
    (
        "civilians",
        r"civilians?|wom[ae]n|child(?:ren)?|girls?|boys?|villagers?|residents?|workers?"
        r"|labou?rers?|pupils?|students?"
        r"|refugees?|drivers?|traders?|famil(?:y|ies)\smembers?|tribesm[ae]n|shepherds?"
        r"|worshippers?|passengers?|miners?"
        r"|teachers?|elders?|clerics?|journalists?|engineers?|doctors?|farmers?|bystanders?"
        r"|pilgrims?|shopkeepers?|pedestrians?|babies|infants?|toddlers?",
    ),
    (
        "people",
        r"people|persons?|m[ae]n|others?|more|members?|bodies|body|lives|individuals?|victims?"
        r"|deaths?|dead|casualt(?:y|ies)"
        r"|afghans?|pakistanis?|indians?|thais?|cambodians?|armenians?|azerbaijanis?|iranians?"
        r"|nationals?|human\sbeings|adults?|relatives?|guests?|fatalities|youths?|leaders?|chief"
        r"|figures?|adviser|paymaster",
    ),
)
_GROUP = re.compile("|".join(rf"\b(?P<{name}>{words})\b" for name, words in _GROUPS), re.IGNORECASE)
_KEY = re.compile(
    r"\b(?P<killed>killed|killing|dead|died|dies|die|dying|martyred|slain|slaying|perished"
    r"|deaths?|death\stoll|toll|lost\s(?:their|his|her)\sli(?:ves|fe)"
    r"|lives|loss\sof\slife|fatalit(?:y|ies)|gunned\sdown|shot\sdead|assassinated|beheaded"
    r"|executed|bodies|losses|mortally|murdered|massacred|kills?|martyrdom)\b"
    r"|\b(?P<injured>wounded|wounding|injured|injuring|hurt|hurting|injuries|maimed|wounds"
    r"|injures|wounds)\b"
    r"|\b(?P<both>casualt(?:y|ies))\b",
    re.IGNORECASE,
)
_ACTIVE = frozenset("killing wounding injuring hurting slaying kill kills".split())
# "the number of men killed in the raid now stands at 33"
_STANDS_AT = re.compile(
    r"[^.;]{0,60}?\b(?:stands?|stood|rose|risen|has\s+reached|reached|climbed"
    r"|put)\s+(?:now\s+)?(?:at|to|as)?\s*(?=\d|[a-z-]+\b)",
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
_PARTS = re.compile(
    r"\b(?:including|among\s+(?:them|whom|the)|of\s+(?:them|whom)|mostly|mainly|most\s+of\s+them"
    r"|for\s+the\s+most\s+part|out\s+of|comprising|were\s+identified)\b",
    re.IGNORECASE,
)
_NOT_PEOPLE = re.compile(
    r"\s*(?:%|per\s?cent|(?:kilo)?met(?:re|er)s?|km|miles?|days?|hours?|minutes?|weeks?|months?"
    r"|years?|nights?|a\.?m|p\.?m|o['’]clock"
    r"|[-\s]year|hectares?|houses?|homes|shops?|vehicles?|trucks?|posts?|rockets?|shells?"
    r"|missiles?|villages?|famil(?:y|ies)\b(?!\smembers)"
    r"|districts?|provinces?|crossings?|camps?|times|rounds?|places|locations|sites|strikes?"
    r"|attacks?|raids?|drones?|jets?|mortars?"
    r"|sides?|countries|rooms?|schools?|mosques?|buildings?|tanks?|cattle|animals|sheep|goats"
    r"|acres|feet|hideouts?|points?|areas?"
    r"|incidents?|blasts?|explosions?|bombs?|operations?|lakh\s(?:rupees)|rupees|dollars"
    r"|million\s(?:rupees|dollars)|bullets|trucks|containers|cases|checkpoints?|bodies\sof\swater"
    r"|weapons|rifles|clashes)\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?P<det>an?|one|another|the|its|his|their|her)\s+(?:(?!and\b|or\b|of\b|by\b|in\b|was\b"
    r"|were\b|to\b|killed\b)[\w’'-]+\s+){0,4}?"
    r"(?P<noun>soldier|guard|policeman|man|woman|child|girl|boy|civilian|villager|worker|labourer"
    r"|laborer|pupil|student|refugee|driver|trader"
    r"|shepherd|militant|fighter|officer|commander|teacher|cleric|elder|engineer|doctor|farmer"
    r"|person|youth|resident|leader|bomber|attacker"
    r"|constable|trooper|ranger|captain|major|colonel|journalist|gunman|infant|baby|toddler"
    r"|bystander|passenger|tribesman|shopkeeper|member|official|one|paymaster|chief|founder|deputy"
    r"|adviser|insurgent|terrorist)\b(?!\s+(?:of\s+)?(?:said|told|team|house|post))",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:[Nn]o|[Nn]obody|[Nn]one|[Nn]ot|[Nn]either|[Ww]ithout|[Uu]nclear)\b")
_NONE = re.compile(
    r"\b(?:no\s+(?:one|body)|nobody|no\s+casualt\w+|no\s+loss(?:es)?\s+of\s+life"
    r"|without\s+(?:any\s+)?(?:casualt\w+|loss)|no\s+(?:deaths|fatalities|injuries)"
    r"|none\s+(?:was|were)|no\s+(?:\w+\s+){0,2}(?:casualt\w+|deaths|injuries|losses)"
    r"|neither\s+side\s+(?:suffered|lost)|not\s+cause\s+any\s+casualt\w+)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\bno\s+(?:firm\s+|clear\s+|immediate\s+|independent\s+|official\s+)?(?:word|report|reports"
    r"|figures?|information|details?|confirmation|account|news)\b|not\s+(?:clear|known)|unclear"
    r"|could\s+not",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:dozens|scores|hundreds|several|many|some|a\s+number|numerous|heavy)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people killed or injured: who they were in the text's words, and where it stands.

    `low` and `high` are None where no number is given. `is_part` marks a count that a larger one
    in the same words includes; `is_named` people told one by one, without a number.
    """

    start: int
    end: int
    kind: str  # killed | injured
    low: int | None
    high: int | None
    group: str
    words: str
    is_part: bool = False
    is_named: bool = False


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
    keys = list(_KEY.finditer(text, sentence.start, sentence.end))
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
    return tuple(tolls)


# "Six died in Sisaket, two in Surin and one in Buriram."
_ELLIPSIS = re.compile(
    r"(?:,|\band|;)\s+(?:and\s+)?(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)"
    r"\s+(?:more\s+|others\s+)?(?:in|at|near)\s+(?:the\s+)?[A-Z]"
)


def _read_ellipses(text: str, room: Span, before: Toll) -> list[Toll]:
    found = []
    for match in _ELLIPSIS.finditer(text, room.start, room.end):
        counts = find_counts(text, match.start("n"), match.end("n"))
        if counts:
            count = counts[0]
            found.append(
                replace(
                    before,
                    start=count.start,
                    end=count.end,
                    low=count.low,
                    high=count.high,
                    words=match["n"],
                    is_part=False,
                    is_named=False,
                )
            )
    return found


def _read_nobody(text: str, sentence: Span, key: re.Match[str]) -> tuple[Toll, ...] | None:
    if not _NO.search(text, sentence.start, sentence.end):
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
    counts_right = word == "dead" and re.match(r"\s+at\b", text[key.end() : key.end() + 5])
    counts_right = counts_right or _STANDS_AT.match(text, key.end())
    if word in ("toll", "death toll", "losses") or counts_right:
        found = _read_people(text, Span(key.end(), min(room.end, key.end() + 70)), kind, group)
        return found[:1], found[0].end if found else key.end()
    left = Span(max(room.start, key.start() - 200), key.start())
    is_active = word in _ACTIVE or (
        word in ("killed", "wounded", "injured", "martyred", "hurt")
        and not _is_passive(text, key, room)
    )
    if is_active:
        stop = _RIGHT_STOP.search(text, key.end(), room.end)
        right = Span(key.end(), stop.start() if stop else room.end)
        found = _read_people(text, right, kind, group, has_singles=True)
        if found:
            return found, max(found[-1].end, key.end())
        named = _NAMED_OBJECT.match(text, key.end(), right.end) if kind == "killed" else None
        if named:
            toll = Toll(named.start(1), named.end(1), kind, 1, 1, "people", named[1], is_named=True)
            return [toll], named.end()
        if word in _ACTIVE:
            return [], key.end()
    is_noun = word in ("dead", "bodies", "deaths", "death", "fatalities", "lives", "fatality")
    found = _read_people(text, _tail(text, left), kind, group, has_singles=not is_noun)
    if is_noun:
        found = [toll for toll in found if key.start() - toll.end < 25]
    if not found and word == "dead":
        tail = Span(max(left.start, key.start() - 45), key.start())
        found = [
            t
            for t in _read_people(text, tail, kind, group, has_singles=True)
            if key.start() - t.end < 4
        ]
    if word == "bodies":
        found = [replace(toll, is_named=True) for toll in found]
    if not found and kind == "killed" and not is_noun:
        found = _read_named_subject(text, key, left)
    if not found and word in ("gunned down", "shot dead", "assassinated", "beheaded", "murdered"):
        found = [Toll(left.start, key.end(), kind, 1, 1, "people", key.group(), is_named=True)]
    return found, key.end()


def _is_passive(text: str, key: re.Match[str], room: Span) -> bool:
    before = text[max(room.start, key.start() - 30) : key.start()]
    if re.search(r"\b(?:had|have|has)\s+(?:\w+ly\s+)?$", before):
        return False
    if _PASSIVE_LEFT.search(before):
        # "... killed an Afghan guard and wounded two more": an object follows, so active.
        return not re.match(
            r"\s+(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+|at least|several)\b",
            text[key.end() : key.end() + 14],
        ) or bool(re.search(r"\b(?:was|were|been|being|are|is)\s+(?:\w+ly\s+)?$", before))
    return bool(
        re.match(
            r"\s*(?:in|on|by|when|at|as|and|,|\.|after|during|while|near|$)",
            text[key.end() : key.end() + 8],
        )
    )


def _tail(text: str, left: Span) -> Span:
    """The part of the words before a verb that can be its subject."""
    start = left.start
    for stop in re.finditer(
        r"[;:]\s|,\s(?:which|who|when|after|while|but)\s|\b(?:said|says|that|as|when|after|while"
        r"|but|spoke)\s",
        text[left.start : left.end],
    ):
        start = left.start + stop.end()
    return Span(start, left.end)


def _read_people(
    text: str, room: Span, kind: str, group: str, *, has_singles: bool = False
) -> list[Toll]:
    found: list[Toll] = []
    part = _PARTS.search(text, room.start, room.end)
    parts_from = part.start() if part else room.end
    counts = find_counts(text, room.start, room.end)
    for count in counts:
        if _is_other_thing(text, count.start, count.end):
            continue
        noun = _noun_after(text, count.end, room.end)
        near_part = count.start > parts_from or bool(
            re.match(
                r"\s+(?:of\s+(?:them|whom|the\s+(?:dead|victims|killed))|were\s+(?:women|children"
                r"|civilians))",
                text[count.end : count.end + 24],
            )
        )
        if noun is None and len(text[count.end : room.end].split()) > 5:
            continue
        name, words = noun or (group, text[count.start : count.end])
        if (
            name == "people"
            and re.search(r"\b(?:others?|more|men|man)$", words.lower())
            and (found or not words.lower().endswith(("men", "man")))
        ):
            name = found[-1].group if found else group
        found.append(
            Toll(
                count.start,
                count.end,
                kind,
                count.low,
                count.high,
                name,
                words,
                near_part and bool(found),
            )
        )
        group = name
    if has_singles:
        found.extend(_read_singles(text, room, kind, found, parts_from))
    found = _mark_breakdown(text, sorted(found, key=lambda toll: toll.start))
    vague = _VAGUE.search(text, room.start, room.end)
    if not found and vague:
        noun = _noun_after(text, vague.end(), room.end)
        if noun:
            found.append(Toll(vague.start(), vague.end(), kind, None, None, *noun))
    return sorted(found, key=lambda toll: toll.start)


def _mark_breakdown(text: str, found: list[Toll]) -> list[Toll]:
    """Tolls where what makes up a total ("three, a woman and two children") is marked as parts."""
    if len(found) < 3 or found[0].low is None:
        return found
    rest = found[1:]
    if sum(toll.low or 0 for toll in rest) != found[0].low:
        return found
    if (
        "," not in text[found[0].end : rest[0].start]
        and ":" not in text[found[0].end : rest[0].start]
    ):
        return found
    return [found[0], *(replace(toll, is_part=True) for toll in rest)]


def _is_other_thing(text: str, start: int, end: int) -> bool:
    if _NOT_PEOPLE.match(text, end):
        return True
    before = text[max(0, start - 14) : start]
    if re.fullmatch(r"(?:19|20)\d\d", text[start:end]) and re.search(
        r"(?i:\b(?:in|since|of|from|during|by|until|\w+er|\w+ry|\w+ch|\w+il|Ma[yr]|Ju\w+"
        r"|Aug\w+))\s$",
        before,
    ):
        return True
    after = text[end : end + 2]
    return (
        bool(
            re.search(
                r"(?:\$|Rs\.?\s?|aged?\s|[Aa]ge\s|No\.?\s|-|\b(?:January|February|March|April|May"
                r"|June|July|August|September|October|November|December)\s)$",
                before,
            )
        )
        or after[:1] in ("%", ":", "-")
        or bool(
            re.match(
                r"\s+(?:January|February|March|April|May|June|July|August|September|October"
                r"|November|December)\b",
                text[end : end + 12],
            )
        )
    )


def _noun_after(text: str, start: int, end: int) -> tuple[str, str] | None:
    window = text[start : min(end, start + 60)]
    stop = re.search(r"[,;:.]|\b(?:and|were|was|had|in|on|at|have|as|when)\b", window)
    window = window[: stop.start()] if stop else window
    matches = list(_GROUP.finditer(window))
    if not matches:
        return None
    # "border guards", "Taliban fighters", "police officers": the head noun is the last before "of".
    cut = re.search(r"\bof\b", window)
    heads = [m for m in matches if not cut or m.start() < cut.start()] or matches
    match = heads[-1]
    return match.lastgroup or "people", window[: match.end()].strip()


def _read_singles(
    text: str, room: Span, kind: str, found: list[Toll], parts_from: int
) -> list[Toll]:
    singles: list[Toll] = []
    has_number = any(toll.low is not None and toll.low != 1 for toll in found)
    for match in _SINGLE.finditer(text, room.start, room.end):
        if (
            any(toll.start <= match.start() < toll.end + 3 for toll in found)
            or match["det"].lower() == "one"
        ):
            continue
        is_definite = match["det"].lower() in ("the", "its", "his", "their", "her")
        following = text[match.end() : match.end() + 30]
        if is_definite and re.match(r"\s+(?:said|told|of\s+the\s+(?:army|police))", following):
            continue
        noun = _GROUP.search(match["noun"])
        name = noun.lastgroup if noun and noun.lastgroup else "people"
        is_apposed = bool(
            re.search(r",\s*$", text[max(room.start, match.start() - 2) : match.start()])
        ) and bool(found or singles)
        if is_definite and has_number and not is_apposed:
            continue
        if match.start() > parts_from or (
            is_apposed and not re.match(r"\s+and\s+\w+\s+\w+", text[match.end() : match.end() + 30])
        ):
            continue
        is_named = is_definite or bool(
            re.search(r"[A-Z]\w+,\s*$", text[max(room.start, match.start() - 20) : match.start()])
        )
        singles.append(
            Toll(match.start(), match.end(), kind, 1, 1, name, match.group(), is_named=is_named)
        )
    singles.extend(_read_names(text, room, kind, found) if not singles else ())
    return singles


_SUBJECT = re.compile(r"\s*(?:[A-Z][\w’'.-]*\s+){1,5}[A-Z][\w’'-]*\b|\s*[A-Z][a-z]+\s+[A-Z][a-z]+")
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
    name = _SUBJECT.match(text, tail.start, tail.end)
    if name is None:
        return []
    number = 1 + bool(_ALONG.match(text, key.end()))
    return [
        Toll(
            tail.start,
            key.end(),
            "killed",
            number,
            number,
            "people",
            name.group().strip(),
            is_named=number == 1,
        )
    ]


_NAMED_OBJECT = re.compile(r"\s+((?:[A-Z][\w’'-]+\s){0,3}(?:al-|ul-|ur-)?[A-Z][\w’'-]+)")


_NAME = re.compile(
    r"(?:^|,\s+(?:and\s+)?|\band\s+)\s*(?:[A-Z][\w’'-]*)(?:\s+(?:[A-Z][\w’'-]*|al-\w+|ul))+"
)


def _read_names(text: str, room: Span, kind: str, found: list[Toll]) -> list[Toll]:
    """The people named before "and five others": each is one more."""
    others = [toll for toll in found if re.match(r"other", toll.words)]
    if not others:
        return []
    before = text[room.start : others[0].start]
    names = list(_NAME.finditer(before))
    if not names or any(toll.end < others[0].start for toll in found):
        return []
    start, end = room.start + names[0].start(), room.start + names[-1].end()
    return [
        Toll(start, end, kind, len(names), len(names), others[0].group, text[start:end].strip(" ,"))
    ]
