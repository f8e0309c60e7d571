"""Words that tell of the dead and the hurt, and how those whom they hit stand beside them."""

from __future__ import annotations

import re

from geo.events.cues import Cue

#: A number, as a pattern.
COUNTED = (
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|\w+teen|\w+ty)"
    r"\b)"
)
#: Words that say of whom they tell that they died or were hurt, in lower case.
KEY = Cue(
    r"\b(?P<killed>killed|killing|dead|(?:died|dies|die|dying)(?!\s(?:down|away|out)\b)|martyred|slain|slaying|perished"
    r"|deaths?|death\stoll|toll|(?:lost|laid\sdown|gave)\s(?:their|his|her)\sli(?:ves|fe)"
    r"|lives|loss\sof\slife|fatalit(?:y|ies)|gunned\sdown|shot\sdead|assassinated|beheaded"
    r"|executed|bodies|losses|loss(?=\sas\b)|sent\sto\shell|met\s(?:his|their)\s(?:fate|end)|mortally|murdered|massacred|kills|(?<!\bto\s)kill|martyrdom|mowed\sdown"
    r"|burn(?:ed|t)\sto\sdeath|fatally|did\snot\ssurvive|succumbed"
    rf"|los(?:t|ing|e)(?=\s(?:at\sleast\s|some\s|about\s|only\s)?{COUNTED})|martyrs|lifeless|breathed\s(?:his|her|their)\slast|(?:slaughter|butcher|lynch|strangl)ed|body\scount|put\sto\sdeath|(?:bled|crushed|stabbed|beaten|hacked|stoned|tortured|trampled|clubbed|shot)\sto\sdeath|blown\sto\s(?:pieces|bits)|lined\sup\sand\sshot|shot\s(?:them\s|him\s)?(?:one\sby\sone|in\sthe\shead|through\sthe\s(?:head|heart)|at\s(?:point[-\s]blank|close)\srange)|(?:(?<=were\s)|(?<=been\s)|(?<=we\s)|(?<=they\s))buried(?!\s(?:in|under|by|alive)\b)"
    rf"|claimed(?=\s(?:at\sleast\s)?(?:an?\b|the\b|{COUNTED}))"
    r"|eliminated|liquidated|neutrali[sz]ed|eliminating|neutrali[sz]ing"
    r"|wip(?:ed|ing)\sout|loss\sof(?=\s(?:\d|(?:\w+teen|\w+ty|t[wh]\w+|four|five|six|eight|nine)\b))"
    r"|number(?=\sat\s\d)|fell(?=\sin\s(?:[\w’']+\s){1,4}(?:shoot|gun|clash|fight|battle|combat|exchange|ambush|attack|raid|assault))"
    r"|fell(?=\sand\s\w+\swere\s(?:injured|wounded|hurt)))\b"
    r"|\b(?P<injured>wounded|wounding|injured|injuring|hurt|hurting|injuries|maimed|wounds"
    r"|injures|wounds)\b"
    r"|\b(?P<both>casualt(?:y|ies))\b",
)


#: Words for doing it.
ACTIVE = frozenset(
    "killing wounding injuring hurting slaying kill kills lost losing lose claimed".split()
) | {
    "loss of",
    "wiping out",
}
#: What armies say of militants, and of bombs and threats too.
ARMY_WORDS = frozenset(
    "eliminated liquidated neutralised neutralized eliminating neutralising neutralizing".split()
)
#: Words for doing it and for having it done to one: "murdered ten men", "ten were murdered".
EITHER = (
    ARMY_WORDS
    | frozenset(
        ("killed", "wounded", "injured", "martyred", "hurt", "murdered", "massacred", "executed")
    )
    | {"gunned down", "shot dead", "assassinated", "beheaded", "mowed down", "wiped out"}
    | {"slaughtered", "butchered", "lynched", "strangled", "put to death", "beaten to death"}
    | {"stabbed to death", "hacked to death", "stoned to death", "tortured to death"}
)


# "Shells claimed a woman and her nephew": what kills, and nobody who says something.
_KILLERS = re.compile(
    r"\b(?:shells?|shelling|fire|mines?|landmines?|bombs?|bombings?|blasts?|explosions?|attacks?|raids?|rockets?|mortars?"
    r"|strikes?|clash(?:es)?|fighting|bullets?|drones?|grenades?|ambush(?:es)?|violence|gunfire|missiles?|battles?)"
    r"\s+(?:(?:in|at|on|near|of)\s+(?:[\w’'-]+\s+){1,4})?(?:had\s+|has\s+|have\s+|also\s+)?\Z",
    re.IGNORECASE,
)
_SAID_SO = re.compile(
    r"[^.;,]{0,90}?\b(?:was|were|had|has|have|killed|died|dead|martyred)\b|[^.;,]{0,60}?\blives?\b"
)


def takes_people(text: str, key: re.Match[str]) -> bool:
    """Whether "claimed" tells of those whom fire took."""
    is_fire = _KILLERS.search(text, max(0, key.start() - 70), key.start())
    return bool(is_fire) and _SAID_SO.match(text, key.end()) is None
