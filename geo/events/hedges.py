"""What is not an act: plans, threats, conditions, denials, habits, figures of a year.

A trigger is judged by the words of its own clause before it and by the few words behind it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.articles.text import Span
from geo.events.conditions import is_condition, is_purpose
from geo.events.cues import Cue, find_cues
from geo.events.epithets import is_epithet
from geo.events.figures import HABIT, is_figure
from geo.events.lexicon import Trigger
from geo.events.mishaps import is_mishap
from geo.events.moved_folk import describes_folk
from geo.events.sieve import lower_text

_REACH = 110
# Where a clause begins: words before it do not govern a trigger behind it.
_BREAK = re.compile(
    r"[;:—–]|\.\s|,\s+(?:but|and|while|which|who|when|after|where|killing|leaving)\b|,?\s+(?:but"
    r"|after|when|while"
    r"|because|although|though|whereas|following)\s",
)
_PLAN = Cue(
    r"\b(?:will|would(?!-be)|shall|may|might|(?<!what\sthey\s)(?<!ever\sthey\s)(?<!\ball\sthey\s)could|can"
    r"|cannot|should|must|ought|wants?|wanted"
    r"|wish\w*"
    r"|plan(?:s|ned|ning)?"
    r"|scheduled|(?:is|are|was|were|be|been)\s+due|due\s+(?:on|in|next|later|back)|expect\w*|hop(?:e|es|ed|ing)|intend\w*|intention|vow\w*|threat\w*|(?<!without\s)warn\w*"
    r"|urg(?:e|es|ed|ing)"
    r"|call(?:s|ed|ing)?\s+(?:for|on|upon)|demand\w*|ask(?:s|ed|ing)?|propos\w+|offer\w*"
    r"|consider\w*|prepar\w+"
    r"|ready|willing|refus\w+|insist\w*|request\w*|promis\w+|pledg\w+|appeal\w*|seek(?:s|ing)?"
    r"|need(?:s|ed)?"
    r"|going\s+to|about\s+to|set\s+to|likely|unlikely|is\s+to|are\s+to|was\s+to|were\s+to"
    r"|fear(?:s|ed|ing)?"
    r"|risk(?:s|ed)?|danger|possib(?:le|ilit\w+)|potential|eventual|hypothetical|imagin\w+"
    r"|let\s+alone"
    r"|floated|mull(?:s|ed|ing)?|right\s+to|reserve\w*|idea)\b|[’';]ll\b|[’';]d\s",
)
# "A ban on rallies"; but "the ban on crossing was lifted".
_BAN = Cue(r"\bban\s+on\b")
_NOT = Cue(
    r"(?:\b(?:no(?!\s+(?:one|group|\w+\s+group|organi[sz]ation)\s+(?:has\s+|had\s+|have\s+)?(?:\w+ly\s+)?claim)"
    r"|not|never|nor|neither|nobody(?!\s+(?:knows?|knew|can\s+say))|none|cannot|hardly(?!\s+had\b)"
    r"|den(?:y|ies|ied|ying)|denials?|ruled\s+out|reject\w*|dismiss\w*|prevent\w*|avert\w*|avoid\w*"
    r"|deter\w*|discourag\w*|forestall\w*|refrain\w*|(?:halt|pause|lull|break)\s+(?:to|in)|cessation\s+of|to\s+(?:stop|halt|end|cease|suspend)"
    r"|end\s+to)|n[’';]t\b)"
    # "Not until Monday", "not a day after": it happened then.
    r"\b(?!\s+(?:only|until|long|far|(?:an?|\w+)\s+(?:hours?|days?|weeks?|months?)\s+(?:after|later|ago))\b)"
    r"(?:\W+[\w’'-]+){0,4}\W*$"
    # "Without warning, shells fell": what stands before a comma denies nothing behind it.
    r"|\b(?:without(?!\s+(?:(?:\w+\s+)?(?:papers|documents?|visas?|passports?|permits?)|(?:any\s+)?(?:warning"
    r"|provocation|notice|reason|cause))\b)|against(?!(?:\W+[\w’'-]+){1,3}\W+(?:was|were|had|has|have|is|are)\b)"
    r"|instead\s+of|rather\s+than|free\s+of)\b(?:[^\w,]+[\w’'-]+){0,4}[^\w,]*$",
)
_GENERIC_LEFT = Cue(
    r"\b(?:such|any|all|future|further|possible|potential|(?:no|for|of|any)\s+more|threat\s+of|fears?\s+of|risk\s+of"
    r"|warning\s+of"
    r"|danger\s+of|displaced\s+(?:by|in|after|during)|uprooted\s+by|fle(?:d|eing)(?:\s+the)?|string\s+of|protest\w*\s+(?:at|against|over)|history\s+of|spate\s+of|rise\s+in"
    r"|surge\s+in|increase\s+in|wave\s+of"
    r"|series\s+of|rate\s+of"
    r"|number\s+of|years\s+of|decades\s+of|months\s+of|spike\s+in|uptick\s+in|campaign\s+of"
    r"|responsib\w+\s+for|accountab\w+\s+for|blame[ds]?\s+for|involved\s+in"
    r"|wanted\s+(?:for|in)|behind|linked\s+to|suspected\s+of|planning|plotting|carry\s+out"
    r"|carrying\s+out"
    r"|launch|launching|stage|mount|conduct|facilitat\w+|sponsor\w*|kinds?\s+of|types?\s+of"
    r"|next(?!\s+(?:day|night|morning|evening|afternoon|dawn|hours?|few|two|three|four|week)\b)"
    r"|upcoming|forthcoming|coming|proposed|attempts?\s+at|efforts?\s+(?:at|for)"
    r"|planned|scheduled|fresh\s+round\s+of|resumption\s+of|return\s+to|ready\s+for|open\s+to"
    r"|offer\s+of|call\s+for|calls\s+for|need\s+for|hopes?\s+for"
    # "For three days fighting raged".
    r"|for(?!\s+(?:the\b|(?:[\w-]+\s+){0,2}?(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|time)\b))|promised"
    r"|another\s+round\s+of)\s+"
    r"(?:\w+[\s-]+){0,3}$",
)
_LATER = Cue(
    r"\W*(?:\w+\W+){0,10}?(?:will|would|is\s+to|are\s+to|was\s+to|were\s+to|to\s+be\s+held"
    r"|scheduled|planned|expected|due|could(?!\s+be\s+(?:seen|heard|felt)\b)"
    r"|may|might|should|must|shall|next\s+(?:week|month|year)|later\s+this|postponed|delayed|deferred|put\s+off"
    r"|called\s+off|cancelled|canceled)\b",
)
_LAW = Cue(
    r"\b(?:arrest\w*|sentenced|convict\w*|trial"
    # "Outside a court" is where a bomb went off.
    r"|(?<!outside\sa\s)(?<!outside\sthe\s)(?<!near\sa\s)(?<!near\sthe\s)court"
    r"(?!\s(?:complex|building|premises))|indicted|charged\s+with|remand\w*|warrant"
    r"|hanged|acquitt\w*"
    # "A bomb went off at a funeral".
    r"|mastermind\w*|(?<!at\sa\s)(?<!at\sthe\s)(?<!on\sa\s)(?<!a\s)funeral|buried(?!\s+(?:an?\s+)?(?:\w+\s+)?(?:mines?|bombs?|explosives|device|charges?)\b)(?!\s+(?:in|under|beside|by)\s+(?:the\s+|a\s+)?(?:road|ground"
    r"|track|path|field))|mourn(?!ers\b)\w*|mark\w*\s+(?:\w+\s+){1,2}(?:years?|months?)\s+since|anniversary|commemorat\w*|memorial|condemn\w*"
    r"|condolence\w*|compensat\w*|footage|exercise|drill|rehears\w*)\b",
)


def find_hedge(text: str, sentence: Span, trigger: Trigger) -> str | None:
    """Why the trigger tells no act ("plan", "condition", "denied" ...), None if it tells one.

    Examples
    --------
    >>> from geo.events.lexicon import find_triggers
    >>> def judge(text):
    ...     span = Span(0, len(text))
    ...     return [find_hedge(text, span, t) for t in find_triggers(text, span)]
    >>> judge("The crossing will be closed on Friday.")
    ['plan']
    >>> judge("Guards exchanged fire on Friday."), judge("")
    ([None], [])
    """
    lower = lower_text(text)
    start, end = max(sentence.start, trigger.start - _REACH), min(sentence.end, trigger.end + 70)
    left, clause_start = lower[start : trigger.start], start
    for clause_break in _BREAK.finditer(left):
        clause_start = start + clause_break.end()
    fronted = _find_fronted(lower, clause_start, trigger.start)
    if fronted is not None:
        clause_start = fronted.end()
    if sentence.end - sentence.start < 900:
        whole = text[sentence.start : sentence.end]
    else:
        whole = text[start : trigger.start] + text[trigger.end : end]
    about = _About(
        text[clause_start : trigger.start],
        text[trigger.end : end],
        whole,
        left,
        lower[clause_start : trigger.start],
        lower[trigger.start : trigger.end],
        lower[trigger.end : end],
        find_cues(text, sentence),
    )
    return (
        _judge_mood(about, trigger) or _judge_rank(about, trigger) or _judge_matter(about, trigger)
    )


# "Fearing an attack, guards shut the gate", "to avoid a clash, they met": what is set before the
# subject says nothing of what it did; nor does "though a truce was due that day, shells fell".
_FRONTED = re.compile(
    r"\W*(?:despite|amid|after|following|with|given|fearing|expecting|hoping|seeking|threatened|warned|so\s+as"
    r"|to|in\s+(?!case\b|the\s+event\b)|in\s+spite\s+of|contrary\s+to|instead\s+of|without|unable"
    r"|what(?:ever)?|who(?:ever)?)\b[^,;]*,\s+"
)
_SUBORDINATE = re.compile(r"\b(?:though|although|while|when|because|after|whereas)\s\Z")
_UP_TO_COMMA = re.compile(r"[^,;]*,\s+")


def _find_fronted(lower: str, start: int, end: int) -> re.Match[str] | None:
    """What stands in front of the main clause that ends before a trigger, None if nothing does."""
    if "," not in lower[start:end]:
        return None
    is_behind = _SUBORDINATE.search(lower, max(0, start - 10), start)
    return (_UP_TO_COMMA if is_behind else _FRONTED).match(lower, start, end)


class _About(NamedTuple):
    """The words about a trigger as they stand, then in lower case, and the cues they may hold."""

    written_clause: str
    written_right: str
    written_whole: str
    left: str
    clause: str
    head: str
    right: str
    may: int


def _judge_mood(about: _About, trigger: Trigger) -> str | None:
    """Why the words around a trigger say that it did not happen, None if they do not."""
    may = about.may
    if _is_denied(about, trigger):
        return "denied"
    if may & _CLEFT.bit and _CLEFT.search(about.left):
        return "cleft"
    if is_condition(about.clause, about.head, about.right, may):
        return "condition"
    if is_purpose(about.clause, about.left, about.head, may):
        return "purpose"
    if _is_planned(about, trigger):
        return "plan"
    if trigger.event_type not in _MOVES:
        return None
    is_described = describes_folk(about.left, about.head, about.right, may)
    return "description" if is_described else None


def _judge_rank(about: _About, trigger: Trigger) -> str | None:
    is_ranked = trigger.part == "noun" and about.may & _ONE_OF_MANY.bit
    return "rank" if is_ranked and _ONE_OF_MANY.search(about.clause) else None


def _judge_matter(about: _About, trigger: Trigger) -> str | None:
    """Why what a trigger tells is no act of its own, None if it is one."""
    may, clause, head, right = about.may, about.clause, about.head, about.right
    if may & HABIT.bit and HABIT.search(clause + head + right[:40]):
        return "habit"
    if is_epithet(trigger, clause, head, right):
        return "description"
    if _is_generic(about, trigger):
        return "generic"
    if is_figure(trigger, head, right, about.written_whole, may):
        return "figures"
    is_days_own = may & _DAYS_OWN.bit and _DAYS_OWN.search(clause)
    if may & _LAW.bit and not is_days_own and _is_law(clause + head + right, trigger):
        return "law"
    if may & _FOR_DEED.bit and _FOR_DEED.search(clause):
        return "law"
    if may & _LAID.bit and trigger.event_type == "bombing_or_ied" and _is_laid(about):
        return "description"
    return "accident" if is_mishap(trigger, about.written_whole, may) else None


# "They have laid mines": nothing went off.
_LAID = Cue(
    r"\b(?:have|has)\s+(?:[\w-]+\s+){0,6}?(?:laid|planted|placed|buried|sowed|sown|scattered)\s+"
    r"(?:[\w-]+\s+){0,3}$"
)
_TOLD_ON = re.compile(
    r"\b(?:went\s+off|set\s+off|exploded|exploding|detonat\w+|blew|blast|kill\w*|wound\w*|injur\w*|hurt"
    r"|hit|struck|tore|ripped|damag\w+|destroy\w+|died|dead)\b"
)


def _is_laid(about: _About) -> bool:
    return bool(_LAID.search(about.clause) and not _TOLD_ON.search(about.written_whole))


# "It was not the two armies who had closed it."
_CLEFT = Cue(r"\bit\s+was(?:\s+not|n[’';]t)\b(?!\s+(?:until|long)\b)[^,;]*\b(?:who|that)\b")
# "Monday night's attack" did happen, whatever is denied of it.
_DAYS_OWN = Cue(
    r"(?:day|night|morning|evening|afternoon|week|month|weekend)[’';]s\s+(?:\w+\s+)?$",
)
_WHO = re.compile(r"\b(?:that|who|which)\s+$")
_STOPPED = Cue(
    r"\s+(?:had\s+|have\s+|has\s+)?(?:\w+ly\s+)?(?:stopped|ceased|paused|died\s+down|subsided"
    r"|eased|fell\s+silent|was\s+a\s+rumou?r)\b"
)
_MOVES = ("displacement_or_return",)


# "Carried out a series of strikes".
_CARRIED_OUT = Cue(
    r"\b(?:carried\s+out|conducted|launched|mounted|staged|made|reported|saw|suffered|after|following"
    r"|killed\s+in|died\s+in)\s+(?:an?\s+)?(?:\w+\s+)?(?:series|string|wave|spate|number)\s+of\s+(?:[\w-]+\s+){0,3}$",
)
# "Meant to keep the two from fighting".
_KEEP_FROM = Cue(
    r"\b(?:keep\w*|kept|stop\w*|prevent\w*|dissuad\w*|deter\w*|restrain\w*)\b[^,;]{1,60}\bfrom\s+$",
)


# "Nobody died in the exchange of fire", "no deaths resulted from the shelling": it took place.
_UNHURT = Cue(
    r"\b(?:no|nobody|none|neither|not|without|nor)\b[^,;.]{0,40}?\b(?:died|killed|hurt|harmed|hit|injur\w+|wounded"
    r"|fatalit\w+|deaths?|dead|casualt\w+|lives|loss|losses|damage\w*|lost|men|man|soldiers?)\b[^,;.]{0,30}?"
    r"\b(?:in|from|during|after|by|of|as\s+a\s+result\s+of)\s+(?:[\w’'-]+\s+){0,3}$"
)


# "Rejected reports that their fighters had crossed".
_DENIED_REPORT = Cue(
    r"\b(?:reject\w*|den(?:y|ies|ied|ying)|dismiss\w*|refut\w*)\s+(?:[\w’';-]+\s+){0,4}?(?:reports?|claims?"
    r"|allegations?|accusations?|suggestions?|rumou?rs)\s+(?:that|of)\b"
)


# "Denied on Tuesday that a soldier had been shot".
_DENIED_THAT = Cue(r"\bden(?:y|ies|ied|ying)\b(?:\s+[\w’';-]+){0,3}?\s+that\b")


def _is_denied(about: _About, trigger: Trigger) -> bool:
    may, clause = about.may, about.clause
    if may & _STOPPED.bit and _STOPPED.match(about.right):
        return True
    if may & _KEEP_FROM.bit and _KEEP_FROM.search(clause):
        return True
    if may & _DENIED_REPORT.bit and _DENIED_REPORT.search(clause):
        return True
    if trigger.part != "noun" and _DENIED_THAT.find(clause, may):
        return True
    if not may & _NOT.bit or not _NOT.search(clause) or _DAYS_OWN.search(clause):
        return False
    return not (may & _UNHURT.bit and _UNHURT.search(clause))


# "Agreed on a ceasefire and the reopening of the gate".
_AGREED_TO = Cue(
    r"\b(?:agree\w*|accord|deal|understanding|decision|demand\w*|efforts?|talk(?:s|ed)|discuss\w*)\b"
    r"[^.;]{0,70}$",
)


# "A jirga over the return of the displaced", "registration for the return of": what it is about.
_ABOUT_IT = Cue(
    r"\b(?:over|about|on|for|regarding|concerning|discuss\w*)\s+(?:the\s+|an?\s+)?(?:\w+\s+){0,2}$"
)


def _is_deed_of(trigger: Trigger, head: str) -> bool:
    return trigger.event_type in ("border_reopening", "border_closure") and head.endswith(" of")


# "The second such incursion in a week", "in the third raid this month" rank the act told.
_ONE_OF_MANY = Cue(
    r"\b(?:second|third|fourth|fifth|sixth|latest|first|worst|deadliest|biggest)\s+such\s+(?:[\w-]+\s+)?$"
    r"|(?:,\s+in|,|\bwas|\bis|\bas|\bmark(?:s|ed))\s+(?:the|its|their)\s+(?:second|third|fourth|fifth"
    r"|sixth|latest)\s+(?:[\w-]+\s+)?$"
)
# "Further strikes on Kunar left four wounded" did take place.
_FURTHER = re.compile(r"\b(?:further|more|other|all)\s+(?:[\w-]+\s+)?$")
_TOOK_EFFECT = re.compile(
    r"(?:\W+[\w’'-]+){0,7}?\W+(?:left|killed|wounded|injured|hit|destroyed|damaged|followed|claimed"
    r"|were\s+(?:reported|carried)|took\s+place)\b"
)


def _is_generic(about: _About, trigger: Trigger) -> bool:
    may, clause = about.may, about.clause
    if may & _AGREED_TO.bit and _is_deed_of(trigger, about.head) and _AGREED_TO.search(clause):
        return True
    if trigger.event_type in _MOVES and about.head.endswith(" of") and _ABOUT_IT.find(clause, may):
        return True
    if trigger.part != "noun":
        return False
    if trigger.event_type == "raid_or_infiltration":
        return False
    if _FURTHER.search(clause) and _TOOK_EFFECT.match(about.right):
        return False
    if not may & _GENERIC_LEFT.bit or not _GENERIC_LEFT.search(clause[-60:]):
        return False
    return not (may & _CARRIED_OUT.bit and _CARRIED_OUT.search(clause[-80:]))


# "Sentenced to death for the kidnapping of a doctor".
_FOR_DEED = Cue(
    r"\b(?:(?:sentenced|convicted|acquitted|charged|arrested|hanged|jailed|detained|remanded"
    r"|imprisoned)\b[^,;]*\b(?:for|of|in|over|with)|(?:men|man|suspects?|people|persons?)\s+(?:\w+\s+)?"
    r"(?:accused|suspected)\s+of|wanted\s+(?:for|in|over))"
    r"\s+(?:the\s+|an?\s+|his\s+)?(?:\w+\s+){0,2}$"
    # "Terrorists involved in kidnapping, suicide attacks and ...": who they are.
    r"|\b(?:involved|engaged|implicated)\s+in\s+(?:(?!(?:was|were|had|has|have|is|are|when)\b)"
    r"[\w’'-]+,?\s+){0,14}$",
)


def _is_law(words: str, trigger: Trigger) -> bool:
    return trigger.part == "noun" and trigger.strength < 3 and bool(_LAW.search(words))


def _is_planned(about: _About, trigger: Trigger) -> bool:
    if about.may & _PLAN.bit and _plans(about.clause, about.written_clause):
        return True
    if trigger.event_type != "border_reopening" and _BAN.find(about.clause, about.may):
        return True
    is_noun = trigger.part == "noun" or about.head.endswith(" of")
    later = _LATER.match(about.right) if about.may & _LATER.bit and is_noun else None
    if later and not about.written_right.startswith("May", later.end() - 3):
        return not _HAS_BEEN.search(_MODAL.split(about.written_right, maxsplit=1)[0][:25])
    return False


def _plans(clause: str, written: str) -> bool:
    """Whether a clause, in lower case and as written, speaks of what is to come."""
    end = -1
    for plan in _PLAN.finditer(clause):
        is_month = written.startswith("May", plan.start())
        if not is_month and not _WHO.search(written, 0, plan.start()):
            end = plan.end()
    # A modal governs its own verb; a finite verb or a said-clause between frees the trigger.
    return end >= 0 and bool(not _FINITE.search(written[end:]) or _MODAL_HAVE.search(written))


_FINITE = re.compile(r"\b(?:said|says|saying|told|had|has|have|were|was|did)\b")
_MODAL_HAVE = re.compile(r"\b(?:will|would|should|could|may|might|must)\s+(?:\w+\s+)?have\b")
_HAS_BEEN = re.compile(r"\b(?:was|were|had|has|ended|held|began|took|killed)\b")
_MODAL = re.compile(r"\s(?:will|would|could|may|might|should|must|shall)\b")
