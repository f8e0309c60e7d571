"""Who says what a sentence tells: the speaker of a word of saying, or nobody but the writer."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.articles.text import Span
from geo.events.cues import Cue, find_cues
from geo.events.sieve import lower_text

# Words of saying, in lower case.
_SAY = Cue(
    r"\b(?:said|says|say|saying|told|claim(?:s|ed|ing)?(?!\s(?:the\s)?(?:responsib|credit|attack))|reported|confirmed"
    r"|puts?(?=\s+(?:\w+\s+){0,3}(?:tolls?|numbers?|dead|deaths?|losses|figures?|casualt\w+|it)\b)"
    r"|counted|gave|gives|(?:spoke|speaks?)\s+of|announced|believes?|believed|reckon(?:s|ed)?"
    r"|stated|added|maintained|insisted|boast(?:ed|s)?|declare[ds]|asserted|contended|acknowledged|admitted|alleged|quoted|recorded|listed"
    r"|mention(?:ed|s)?|estimated?|estimates|tweeted|wrote|posted|revealed|disclosed)\b",
)
_ACCORDING = Cue(
    r"\b(?i:according)\s+to\s+(?P<a>[^,.;:]{3,70})"
    r"|\bby\s+(?:the\s+)?(?:count|account|reckoning|tally)\s+of\s+(?P<d>[^,.;:]{3,70})"
    r"|\bby\s+(?P<b>(?:the\s+)?[\w’' -]{3,40}?)['’]?s?\s+(?:own\s+)?(?:count|account|reckoning"
    r"|tally)\b"
    r"|(?P<c>[A-Z][\w’' ]{2,40})['’;]s\s+(?:own\s+)?(?:figures?|count|tally|account|version)\b",
)
_PRONOUN = re.compile(
    r"^(?:(?:i|we|he|she|it|they|who|which|both|the\s+statement|a\s+statement|the\s+latter)\b)",
    re.IGNORECASE,
)
# Behind the last of these stands who speaks.
_CUT = re.compile(
    r"[,;:“”\"]\s*|(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z])\.\s*|\)\s+(?=\S)|[—–]\s*|--\s*|\b(?:and|but|that|while|whereas|although|though|as|when|after|where|killed|wounded"
    r"|injured|dead|died)\s+",
    re.IGNORECASE,
)
# "Zabihullah Mujahid, the government's spokesman, said": name and office, either first.
_NO_NAME = (
    r"(?<!\b[Ii]n\s)(?<!\b[Aa]t\s)(?<!\b[Oo]n\s)(?<!\bnear\s)(?<!\bfrom\s)"
    r"(?!(?:Meanwhile|Earlier|Later|\w+day|In|At|On|Near|From)\b)"
)
_APPOSED = re.compile(
    rf"({_NO_NAME}(?:[A-Z][\w’'.-]*\s?){{1,6}},\s[^,.;:“”\"]{{3,70}})(?:,\s(?:the|an?)\s[^,.;:]{{3,60}})?,$"
    r"|((?:The|An?|Another|[A-Z]\w+)\s[^,.;:“”\"]{3,70},\s(?:[A-Z][\w’'.-]*\s?){1,6}),$"
    rf"|({_NO_NAME}(?:[A-Z][\w’'.-]*\s?){{1,6}},\s(?:an?\s|the\s)?(?:[\w-]+\s){{0,3}}"
    r"(?:spokes\w+|director|head|chief"
    r"|governor|official|officer|commander|minister|doctor|commissioner|administrator|leader"
    r"|elder|resident|witness|mayor|member)\b[^,.;:“”\"]{0,80})$"
)
# "The military later on Sunday", "In a statement on Friday the army has": when and how, not who.
_WHEN_BEHIND = re.compile(
    r"(?:^|\s+)(?:has|have|had|also|later|earlier|then|further|since|now|meanwhile|however|initially"
    r"|first|already|separately|subsequently|immediately|\w+ly|in\s+a\s+(?:\w+\s+)?statement"
    r"|(?:late\s+|early\s+)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday"
    r"|were|was|is|are|did\s+not|would|will)$"
)
_WHEN_BEFORE = re.compile(
    r"^(?:(?:In|On|By|At)\s+(?:(?:late|early|mid-?|the)\s*)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|evening|night|noon|midnight|dawn|first|(?:19|20)\d\d)(?:\s+\d{1,2})?(?:\s+(?:evening|night|morning))?"
    r"|Earlier|Later|Meanwhile|Separately|with|In\s+which|at\s+first|in\s+which)\s*"
)
# "Four soldiers are reported killed", "no casualty was reported": nobody is named who says so.
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be)(?:\s+\w+ly|\s+also)?$")
_HIS = frozenset(("their", "his", "its", "her", "him", "them"))
_NOBODY = frozenset("a an the its their his no by some of such not to".split())
_SEMICOLON = re.compile(r";\s")
# ", said a senior police officer in the valley": the speaker follows the verb.
_SAID_WHO = re.compile(
    r"\s+(?P<who>(?!(?:that|in|on|by|it|there|no|one|two|at|to|he|she|they|this|was|were|\d+)\b)"
    r"[\w’'.-]+(?:\s(?!on\b|who\b|after\b|as\b|by\b|when\b|late\b|told\b|and\b|that\b|at\b|has\b"
    r"|had\b|was\b|were\b)[\w’'.-]+){0,7}?)(?=[,.;:]?$|[,;:.]\s|\s(?:on|who|after|as|by|when"
    r"|late|told|and|that|at)\b)"
)
# "Two died, said": what is said ends in a comma or a quotation mark.
_QUOTED = re.compile(r"[,”\"’]\s*$")
# "Confirming it, the media wing, Inter-Services Public Relations (ISPR), said that".
_BETWEEN_COMMAS = re.compile(
    r"[,;:]\s((?:[Tt]he\s|[A-Z])(?:(?!\b(?:killed|died|wounded|injured|dead|were|was)\b)[^,;:“”\"]){2,70}),$"
)
_INVERTED = frozenset(("said", "says", "reported", "announced", "confirmed", "added", "wrote"))


@lru_cache(maxsize=512)
def find_claimant(text: str, sentence: Span, position: int, speaker: str = "") -> str:
    """Who says what stands at `position`, in the text's words; "" where the writer does.

    That is who speaks before it, else the first who does behind it, else who is quoted with words
    that go on beyond the sentence.

    Examples
    --------
    >>> text = "Two men died, the police command said."
    >>> find_claimant(text, Span(0, len(text)), 0)
    'the police command'
    """
    may = find_cues(text, sentence)
    according = may & _ACCORDING.bit and _ACCORDING.search(text, *sentence)
    if according:
        name = according["a"] or according["b"] or according["c"] or according["d"]
        return speaker if name.lower() in _HIS else name.strip()
    best = _read_verbs(text, sentence, position, speaker) if may & _SAY.bit else ""
    return best or _find_quoted(text, sentence)


def _read_verbs(text: str, sentence: Span, position: int, speaker: str) -> str:
    """Who the words of saying of a sentence give what stands at `position` to."""
    best = ""
    for match in _SAY.finditer(lower_text(text), sentence.start, sentence.end):
        is_behind = match.start() > position
        if is_behind and best:
            break
        if _SEMICOLON.search(text, *sorted((match.start(), position))):
            continue
        best = _read_speaker(text, sentence, match, speaker) or best
        if is_behind and best:
            break
    return best


# So far ahead a quotation may end, in letters.
_QUOTATION = 700


def _find_quoted(text: str, sentence: Span) -> str:
    """Who is named behind a quotation that begins in a sentence and ends in a later one."""
    if text.rfind("“", *sentence) > text.rfind("”", *sentence):
        mark = "”"
    elif text.count('"', *sentence) % 2:
        mark = '"'
    else:
        return ""
    close = text.find(mark, sentence.end, sentence.end + _QUOTATION)
    if close < 0 or not text.startswith(",", close - 1):
        return ""
    full_stop = text.find(".", close, close + 200)
    behind = Span(close - 1, full_stop if full_stop > 0 else close)
    return _read_verbs(text, behind, close, "")


def _read_speaker(text: str, sentence: Span, verb: re.Match[str], speaker: str) -> str:
    """Who one word of saying belongs to; `speaker` is who "they" are."""
    start = max(sentence.start, verb.start() - 110)
    words = _read_before(text, start, verb.start(), verb.group())
    if words is None:
        return ""
    if not words or words.lower() in _NOBODY or len(words.split()) > 16:
        words = ""
        if verb.group() in _INVERTED and _QUOTED.search(text, start, verb.start()):
            follow = _SAID_WHO.match(text, verb.end(), min(sentence.end, verb.end() + 90))
            words = follow["who"].strip(" ,.’'") if follow else ""
        if not words:
            between = _BETWEEN_COMMAS.search(_trim_end(text[start : verb.start()].rstrip()))
            return between[1] if between else ""
    return speaker if _PRONOUN.match(words) else words


def _read_before(text: str, start: int, end: int, verb: str) -> str | None:
    """Who the last of some words name, before a verb of saying; None where it is passive."""
    words = text[start:end].rstrip()
    if _PASSIVE.search(words) and verb != "quoted":  # "was quoted as saying"
        return None
    words = _trim_end(words)
    apposed = _APPOSED.search(words)
    if apposed:
        return apposed[1] or apposed[2] or apposed[3]
    behind = 0
    for cut in _CUT.finditer(words + " "):
        behind = cut.end()
    words = words[behind:].strip(" ,’'")
    before = _WHEN_BEFORE.match(words)
    return words[before.end() :].lstrip(" ,") if before else words


def _trim_end(words: str) -> str:
    """Words before a verb of saying without when and how it was said."""
    while cut := _WHEN_BEHIND.search(words):
        words = words[: cut.start()]
    return words
