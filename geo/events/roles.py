"""What a named place is in its sentence: where it happened, whence they came, who spoke there."""

from __future__ import annotations

import re

from geo.events.cues import Cue, judge_cues
from geo.events.governments import is_government
from geo.events.speakers import judge_speaker

# Those who speak for a place; ordinary people do so only where a verb of saying follows.
_SPEAKERS = (
    r"(?:officials?|sources?|police(?!\s+(?:(?:check)?[-\s]?p(?:ost|oint)s?|stations?|vans?|vehicles?"
    r"|mobiles?|trucks?|buses|bus|cars?|patrols?|convoys?|part(?:y|ies)|lines?|camps?|barracks"
    r"|training|academy|headquarters|compounds?|officers?|constables?|m[ae]n|teams?|units?))"
    r"|governor|spokesm[ae]n|spokesperson|reporters?|correspondents?"
    r"|authorities|administration|diplomats?|analysts?|lawmakers?|commissioner|observers?"
    r"|ministry|ministries|embassy|missions?|envoy|ambassador|consul|consulate|delegation)"
)
# Officials who met or died in a place do not speak there.
_NO_DEED = (
    r"(?!met\b|meet|held\b|hold|talk|sat\b|gather|conven|negotiat|sign|agree|resum|shook|exchang"
    r"|was\b|were\b|had\b|have\b|died\b|kill|clash|clos|reopen|shut\b|arriv|fled\b|escap"
    r"|(?!based\b|stationed\b|posted\b|deployed\b|concerned\b|contacted\b|reached\b|located\b|quoted\b)"
    r"\w+ed\b)"
)
_PEOPLE = Cue(
    r"\b(?:residents?|traders?|elders?|witness(?:es)?|doctors?|journalists?|exporters?|importers?"
    r"|businessm[ae]n|leaders?|activists?|experts?|economists?|people|tribesmen|clerics|villagers)"
    # "People were killed in Kunar, he said": they do not speak.
    r"(?:\s+(?!were\b|was\b|had\b|have\b|died\b|killed\b|fled\b|wounded\b|injured\b)\w+){0,2}"
    r"\s+(?:in|of|from|at)\s+(?:the\s+)?$"
)
_SPEAKS = re.compile(
    r"[^.;]{0,60}?\b(?:said|says|say|told|point|complain\w*|fear|believe|want|claimed|report\w*"
    r"|(?:had\s+)?counted)\b"
)
# "Villagers in Zazi told of days under fire": there it was.
_TOLD_OF = re.compile(
    r"[^.;]{0,40}?\b(?:(?:told|tell|spoke|speak|complain\w*)\s+of|describ\w+|report\w*|saw|heard)\b"
    r"[^.;]{0,40}?\b(?:fire|firing|shell\w*|shots?|explosions?|blasts?|fighting|gunfire|clash\w*"
    r"|rockets?|mortars?|drones?|jets|strikes?|bomb\w*|raids?|attacks?)\b",
    re.IGNORECASE,
)
# Role, rank, the last words that call for a look at the pattern, the pattern of what stands before
# (in lower case).
_BEFORE: tuple[tuple[str, int, frozenset[str], Cue], ...] = tuple(
    (
        role,
        rank,
        frozenset(last.split()),
        Cue(rf"(?:{words})\s*(?:the\s+)?(?:\w+['’]s\s+)?$"),
    )
    for role, rank, last, words in (
        (
            "reporting",
            9,
            "in of from at",
            rf"\b{_SPEAKERS}(?:\s+{_NO_DEED}\w+){{0,2}}\s+(?:in|of|from|at|on\s+both\s+sides\s+in)",
        ),
        (
            "reporting",
            9,
            "in",
            r"\b(?:spokesm[ae]n|spokeswoman|spokesperson)\s+(?:for|of)\s+(?:[\w’'-]+\s+){1,6}in",
        ),
        (
            "origin",
            6,
            "in of inside",
            r"\b(?:from|out\s+of)\s+(?:[\w’'-]+\s+){0,3}?(?:villages?|areas?|parts?|districts?|towns?"
            r"|points|positions|soil|territory|sanctuaries)\s+(?:in|of|inside)",
        ),
        (
            "origin",
            6,
            "in",
            r"\b(?:fired|launched|fire)\s+(?:\w+\s+)?from\s+(?:[\w’'-]+\s+){1,4}in",
        ),
        (
            "event",
            3,
            "at",
            r"\b(?:personnel|policemen|staff|(?:posted|deployed|stationed|serving|employed))\s+at",
        ),
        (
            "origin",
            9,
            "of from in to",
            # "Shot outside his home in Wana" is where he was shot.
            r"(?<!outside\shis\s)(?<!outside\sher\s)(?<!outside\stheir\s)(?<!inside\shis\s)"
            r"(?<!near\shis\s)(?<!at\shis\s)(?<!at\sher\s)(?<!in\shis\s)(?<!into\shis\s)"
            r"\b(?:addresses|homes?|relatives['’]\s+(?:houses|homes)|roots|relatives|origins|jobs?|lived|worked|studied)\s+in\b"
            r"|\b(?:natives?|hailing|hailed|born|resident|native|citizens?|refugees|men|families"
            r"|engineers|workers|employees|staff|labourers|players|owners|teachers|pupils|students"
            r"|militants|fighters|gunmen|attackers|raiders|tribes?m[ae]n|belonging"
            r"|elders)\s+(?:\w+\s+){0,2}(?:of|from|to)",
        ),
        (
            "origin",
            9,
            "in at from of across inside areas",
            # "Hideouts in Khost" are where it was, fighters "with camps in Khost" are not.
            r"\b(?:(?:from|with|ha(?:s|ve|d)|using|use[ds]?|runs?|ran|keep|kept|left)"
            r"\s+(?:[\w-]+\s+){0,2}(?:hideouts?|bases?|camps)|sanctuar\w+|havens?|based|gathering|gathered|massed|massing"
            r"|headquartered|operating|operates?|planned|plotted|trained|shelter(?:ed|ing)?"
            r"|living|assembled|regrouped|seen\s+\w+)\s+(?:in|at|from|out\s+of|across"
            r"|inside)(?:\s+(?:the|areas\s+of))?",
        ),
        (
            "background",
            9,
            "in at to",
            r"\b(?:(?:doctors?|medics|officials?|director|sources?|staff|died|treat\w+|admitted|carried|driven|taken|rushed|shifted|moved|bodies"
            r"|wounded|injured|brought|received|counted)\b[^.;]{0,45}\bhospitals?|hospitals"
            r"|treatment|treated|medical\s+cent(?:re|er)|airlifted|flown"
            # "Rushed a post at Wana" is an attack, "rushed to Wana" is not.
            r"|shifted|evacuated|rushed(?!\s+(?:an?|at|into|out|onto)\b|\s+the\s+(?:\w+\s+)?(?:post|check|gate|camp|base))"
            r"|taken(?!\s+(?:hostage|captive|prisoner|away|off|from|out))|moved(?!\s+(?:at|in|through)\b)"
            r"|buried(?!\s+(?:an?\s+)?(?:mines?|bombs?|charges?|devices?|explosives?))"
            r"|(?<!\bat\sa\s)(?<!\bat\sthe\s)(?<!\bon\sa\s)funeral|burial"
            r"|laid\s+to\s+rest)\b(?:\s+[\w'’-]+){0,5}?\s+(?:in|at|to)",
        ),
        (
            "background",
            9,
            "to in at from of after",
            # Who is "travelling in a van in Mizan" is hit there.
            r"\btravel(?!l?ers)\w*\s+(?:[\w’'-]+\s+){0,3}?(?:to|from)"
            r"|\b(?:visit(?:ed|ing)?|trip|tour|arriv\w+|flew|summoned|addressing"
            r"|speaking|told|interview|conference|briefing|statement|born|meeting\s+held"
            r"|council\s+named\s+after"
            r"|named\s+after(?:\s+the\s+city)?)\s+(?:[\w'’-]+\s+){0,3}?(?:to|in|at"
            r"|from|of)",
        ),
        (
            "event",
            3,
            "to towards",
            r"\b(?:on|in|along|beside|the|main)\s+(?:\w+\s+){0,2}(?<!by\s)(?:road|track|path|highway"
            r"|trail|lane)\s+(?:to|towards)",
        ),
        (
            "background",
            9,
            "to for toward towards",
            r"\b(?:way|road|route|highway|bound|en\s+route|heading|headed)\s+(?:[\w'’-]+\s+){0,2}?(?:to|for|towards?)",
        ),
        (
            "event",
            0,
            "toward towards into to on at",
            r"\b(?:fired|firing|fires|launch\w*|lobb\w+|rockets|shells|missiles|mortars|shelling)\b"
            r"[^.;]{0,40}?\s(?:towards?|into|to|on|at)",
        ),
        (
            "event",
            1,
            "opposite facing from",
            r"\b(?:positions?|posts?|targets?|checkposts?|bases|troops|forces|(?:camps|hideouts|villages)"
            r"(?:\s+of\s+[\w\s-]{1,30})?)\s+(?:opposite|facing|across\s+from)",
        ),
        (
            "background",
            8,
            "from of",
            r"\b(?:kilomet(?:re|er)s?|km|miles?)\s+(?:\w+\s+)?(?:from|(?:to\s+the\s+)?(?:north"
            r"|south|east|west)\w*\s+of)",
        ),
        (
            "background",
            8,
            "with border borders bordering bordered adjoining opposite facing neighbouring"
            " neighboring from to",
            r"\b(?:near\s+the\s+border\s+with|border(?:s|ing|ed)?(?:\s+with)?|adjoining|opposite"
            r"|facing|(?<!\bin )(?<!\bof )(?<!\bfrom )(?<!\bto )(?<!\bthe )neighbou?ring"
            r"|across\s+from|adjacent\s+to|next\s+to)",
        ),
        (
            "background",
            8,
            "about",
            r"\b(?:talk\w*|speak|spoke|speaking|discuss\w*|negotiat\w+|parley\w*|confer\w*)\s+(?:\w+\s+){0,3}?about",
        ),
        (
            "background",
            8,
            "in at from across",
            r"\b(?:could|can)\s+(?:be\s+)?(?:heard|seen|felt|hear|see)\s+(?:[\w-]+\s+){0,3}(?:in|at|from|across)",
        ),
        (
            "event",
            1,
            "to",
            r"\b(?:troops|forces|soldiers|police|guards|fighters|patrol|team)\s+(?:\w+\s+)?(?:sent|deployed|dispatched)\s+to",
        ),
        ("origin", 6, "from of", r"\b(?:from|out\s+of)"),
        ("event", 1, "for", r"\b(?:counts?|tolls?|figures?|numbers?|totals?|data)\s+for"),
        ("background", 5, "to toward towards for via", r"\b(?:to|towards?|for|via)"),
        (
            "event",
            0,
            "in at near inside around outside along across over into within on through above"
            " between throughout of hit struck bombed shelled attacked pounded targeted targeting"
            " striking hitting",
            r"\b(?:in|at|near|inside|around|outside|along|across|over|into|within|on|through"
            r"|above|between|throughout|parts\s+of|areas\s+of|hit|struck|bombed|shelled|attacked"
            r"|pounded|targeted|targeting|striking|hitting|villages\s+of|district\s+of|town\s+of"
            r"|city\s+of|edge\s+of|outskirts\s+of)",
        ),
    )
)
# "A day before Sehwan a bomber ...": the name stands for what happened there.
NAME_FOR_ACT = re.compile(
    r"\s+[A-Z][\w’'-]+(?:,\s|\s+(?:an?|the|two|three|four|five|another|gunmen|militants)\s)"
)
_DAYS_FROM = re.compile(r"\b(?:days?|weeks?|months?|hours?)\s+(?:before|after)\s+$")
_AWAY = re.compile(
    r"-bound\b|\s+(?:standard\s+)?time\b|,?\s+(?:some\s+|about\s+|nearly\s+|almost\s+)?\d+\s*(?:km|kilomet(?:re|er)s|miles)\s+"
    r"[^.;]{0,24}\b(?:heard|felt|could\s+hear)\b"
)
# "Killed two officials in Wana": those who are hit do not speak there.
_SPEAKER_HIT = Cue(
    r"\b(?:(?:attack|target|kill|wound|injur|hit|str(?:uck|ik)|bomb|ambush|storm|raid|abduct|kidnap"
    r"|pick(?:ed)?\s+up|seiz|snatch|grab|carried|captur"
    r"|clash|fought|exchang|battle|shoot-?out|encounter|skirmish|fir(?:ed|ing)\s+(?:on|at)|sho[ot]t?(?:ing)?\s+(?:dead|at)?|against)\w*"
    r"|(?:near|outside|at|into|beside)\s+the\s+(?:office|house|home|residence|compound)s?\s+of"
    r"|(?:outside|in\s+front\s+of|into|inside|walls?\s+of|gates?\s+of)\s+(?:the|an?)"
    r"|(?:outside|inside|in|at|near|into|on)\s+(?:his|her|its|their))"
    rf"\s+(?:[\w’'-]+\s+){{0,6}}?{_SPEAKERS}(?:\s+\w+){{0,2}}\s+(?:in|of|from|at)\s*(?:the\s+)?$"
)
# "hit camps in Khost" names where it landed, "fighters with camps in Khost" where they come from.
_TARGETED = Cue(
    r"\b(?:target|hit|str(?:uck|ik)|bomb|attack|destroy|pound|shell|raid|storm|overran|clash|kill|blast|straf|pummel|hammer|flatten|rocketed|engag|clear|demolish|smash"
    r"|t(?:ook|aking)\s+out|wip(?:ed|ing)\s+out"
    r"|fir(?:ed|ing))(?!ers?\b)\w*\b"
)
_AFTER_SPEAKER = re.compile(
    r"^['’;]?s?(?:,\s+(?:which|who))?\s+(?:(?!and\b|where\b|when\b|after\b|before\b|it\b|he\b|she\b|they\b|sparked\b|triggered\b"
    r"|prompted\b|drew\b|led\b)\w+\s+){0,3}?(?:said|says|say|told|denied|denies"
    r"|accused|accuses|insists?"
    r"|wants?|wanted|rejected|summoned|blamed|protested|protests|announced|replied|believes?"
    r"|fears?|argues?|warned|urged|demanded|called(?!\s+off)|will|would|has\s+(?:fenced|accused|denied|long"
    r"|said|repeatedly)|point\s+to|treats|sees)\b"
)


# "Thousands of people in Peshawar protested".
_CROWD_IN = Cue(
    r"\b(?:people|residents|students|traders|tribesmen|elders|activists|workers|women|villagers|crowds?"
    r"|protesters|lawyers|shopkeepers|labourers|transporters|journalists|families)\s+(?:in|of|at)\s+$"
)
# "A jirga in Bara called for relief".
_ASSEMBLY_IN = Cue(
    r"\b(?:jirga|rally|gathering|convention|demonstration|sit-in)\s+(?:[\w-]+\s+){0,4}?(?:in|at)\s+$"
)
_RALLIED = re.compile(r"\s+(?:also\s+)?(?:protest|rall|march|demonstrat)")


# "Captain Ali Khan, 28, of Lahore", "Sepoy Inam of Karak": where one comes from.
_NATIVE = re.compile(
    r"(?:,|\()\s*(?:aged?\s+)?\d{1,2}\)?,?\s+(?:of|from)\s+$"
    r"|\b(?:Captain|Capt|Major|Maj|Lieutenant|Lt|Colonel|Col|Naik|Havildar|Sepoy|Subedar|Constable)\.?\s+"
    r"(?:[A-Z][\w’'.-]+,?\s+){1,4}(?:of|from)\s+$"
)


def judge_words(before: str, after: str) -> tuple[str, int]:
    """Role and rank of a place by the words of its sentence before and behind it.

    Examples
    --------
    >>> judge_words("gunmen from ", " attacked a post"), judge_words("a house in ", ".")
    (('origin', 9), ('event', 0))
    """
    low = before.lower()
    may = judge_cues(low)
    if may & _PEOPLE.bit and _PEOPLE.search(low) and _SPEAKS.match(after):
        return ("event", 1) if _TOLD_OF.match(after) else ("reporting", 6)
    if _DAYS_FROM.search(low) and NAME_FOR_ACT.match(" Name" + after):
        return "background", 9
    is_crowd = _CROWD_IN.find(low, may) and _RALLIED.match(after)
    if _AFTER_SPEAKER.match(after) and not is_crowd and not _ASSEMBLY_IN.find(low, may):
        return ("reporting", 9) if _BEFORE[0][3].search(low) else ("institution", 8)
    if is_government(before, after, may):
        return "institution", 8
    if _AWAY.match(after):  # "tribesmen in Datta Khel heard the guns", "a Taftan-bound bus"
        return "background", 9
    if _NATIVE.search(before):
        return "origin", 9
    words = low.split()
    while words and (words[-1] == "the" or words[-1].endswith(("'s", "’s", ";s"))):
        words.pop()
    last_word = words[-1] if words else ""
    found = judge_speaker(before, low, after, may) if last_word in _PREPOSITIONS else None
    return found or _judge_before(low, after, last_word, may)


# "Officials in Surin let people go home", "met officials in Wana": there it was done.
_LETS = re.compile(
    r"\s+(?:on\s+[A-Z]\w+\s+|ha(?:ve|s|d)\s+|also\s+|then\s+)*(?:allow|let\b|permit|clos|shut\b|seal"
    r"|re-?open|suspend|halt|stopp|evacuat|turned|sent\b"
    r"|set\s+(?:fire|alight|ablaze)|burn|torch|tore\b|opened\b|fired\b|shot\b|exchanged|lowered|raised"
    r"|pulled|bolted|locked|chained|received|handed|freed|swapped|fought|attacked|raided|stormed"
    r"|(?:was|were|had\s+been)\s+(?:\w+ly\s+)?(?:kill|shot|attack|abduct|kidnap|carried|taken|seiz|snatch"
    r"|wound|injur|hit|assassinat|gunned|target|ambush|murder|slain))"
)
# "Forty families arrived in Wana" is no visit.
_FOLK_CAME = Cue(
    r"\b(?:famil(?:y|ies)|households|refugees|returnees|evacuees|displaced|villagers|people|civilians"
    r"|residents|women|children|afghans)\b[^.;]{0,40}\barriv\w+\s+(?:\w+\s+)?(?:in|at|from)\s+(?:the\s+)?$"
)
# "Hundreds gathered in Wana": a crowd, where fighters would only have set out from.
_INSIDE = frozenset(("in", "at", "inside"))
# "Police in Wana came under fire", "a hideout in Tirah was bombed": there they were hit.
_WERE_HIT = re.compile(
    r"\s+(?:on\s+[A-Z]\w+\s+)?(?:was|were|ha(?:d|s|ve)\s+been|came|come)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:hit|bombed|attacked"
    r"|shelled|rocketed|raided|targeted|struck|blown|shot|fired|kidnapped|abducted|killed|wounded|ambushed"
    r"|stormed|burn\w+|torched|destroyed|strafed|pounded|flattened|gunned|seized|under\s+(?:\w+\s+)?(?:fire|attack))\b"
    r"(?![^.;]*\s(?:in|at|near|on)\s+(?:the\s+)?(?!Sun|Mon|Tue|Wed|Thu|Fri|Sat|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug"
    r"|Sep|Oct|Nov|Dec)[A-Z])"
)
_FOLK_GATHERED = Cue(
    r"\b(?:hundreds|thousands|dozens|scores|people|crowds?|residents|traders|protest[eo]rs|mourners|women"
    r"|tribesmen|elders|families|villagers|labourers|students|workers)\b[^.;]{0,30}"
    r"\b(?:gather\w+|assembled|massed|massing)\s+(?:in|at)\s+(?:the\s+)?$"
)
_MET_THEM = Cue(
    r"\b(?:met|(?:talks|meetings?|negotiat\w+|jirga|parleyed|agreement|accord|deal|truce)\s+(?:[\w-]+\s+){0,2}?with)"
    r"\s+(?:[\w-]+\s+){1,3}(?:in|at)\s+(?:the\s+)?$"
)


def _judge_before(low: str, after: str, last_word: str, may: int) -> tuple[str, int]:
    """Role and rank by the words before a name, in lower case, and those behind it."""
    for role, rank, cue in _BY_LAST.get(last_word, ()):
        if may & cue.bit and cue.search(low):
            if role == "reporting" and (_LETS.match(after) or _MET_THEM.find(low, may)):
                continue
            if role == "background" and _FOLK_CAME.find(low, may):
                continue
            if role == "origin" and _FOLK_GATHERED.find(low, may):
                continue
            if role == "origin" and rank == 9 and may & _TARGETED.bit and _TARGETED.search(low):
                continue
            if last_word in _INSIDE and _WERE_HIT.match(after):
                continue
            if role == "reporting" and may & _SPEAKER_HIT.bit and _SPEAKER_HIT.search(low):
                continue
            return role, rank
    return "event", 1


# The patterns that a last word calls for.
_BY_LAST: dict[str, tuple[tuple[str, int, Cue], ...]] = {
    word: tuple((role, rank, cue) for role, rank, last, cue in _BEFORE if word in last)
    for word in frozenset[str]().union(*(last for _, _, last, _ in _BEFORE))
}


_PREPOSITIONS = frozenset("in of from at to for".split())
