"""Words that tell places from people, bodies and ordinary words.

All are folded (`geo.places.fold`): lower case, without accents and apostrophes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"

# Words before a person's name.
TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady dame madam madame mme monsieur herr frau senor"
    " president vice premier chancellor minister senator sen rep congressman congresswoman mp mpa"
    " mna governor gov mayor judge justice chief secretary ambassador envoy spokesman spokeswoman"
    " spokesperson commissioner sheriff officer detective inspector constable sergeant sgt captain"
    " capt major maj colonel col lt lieutenant brigadier brig general gen admiral adm marshal"
    " commander cmdr corporal cpl private sepoy havildar naik subedar director chairman chairwoman"
    " king queen prince princess emir sheikh shaikh sheik sultan shah pope bishop archbishop"
    " cardinal father fr sister brother rev reverend pastor rabbi imam ayatollah hojatoleslam"
    " mullah mulla maulana maulvi mawlawi mawlavi molvi moulvi mufti qari hafiz haji hajji malik"
    " khawaja"
    " syed sayed sayyid nawab sardar mir pir khan ustad agha aga coach manager attorney lawyer"
    " actor actress singer author writer analyst candidate nominee superintendent deputy"
    " councilman councilwoman councillor alderman hurricane typhoon cyclone storm trooper"
    " deputy dsp dpo ssp asp".split()
)
# Of these, words that are also names of their own, so a title only before another name.
GENERIC_BEFORE = frozenset(
    "lake mount fort port cape camp university college bank radio hotel operation task valley"
    " river city town village county province district republic state isle island gulf bay"
    " embassy consulate airport university court greater upper lower north south east west"
    " northern southern eastern western central new old outer inner northeast northwest southeast"
    " southwest near downtown uptown midtown mid metro metropolitan rural suburban village base"
    " federal occupied mainland continental pass fob bagram airbase".split()
)
# What is called after a person or a place elsewhere: "Fort Campbell", "Camp Lejeune".
NAMED_AFTER = frozenset("fort camp lake mount cape hotel operation radio fob".split())
DIRECTIONS = frozenset(
    "upper lower north south east west northern southern eastern western central greater inner"
    " outer northeast northwest southeast southwest northeastern northwestern southeastern"
    " southwestern downtown uptown mid metro rural".split()
)
# Nouns that follow a place's name and say what it is: word to kind, "" for any.
KIND_WORDS = {
    **dict.fromkeys("province provinces oblast governorate state states".split(), "province"),
    **dict.fromkeys(
        "district districts tehsil tehsils agency agencies county counties subdivision"
        " sub-district parish borough woleswali prefecture".split(),
        "district",
    ),
    **dict.fromkeys("city town cities towns township municipality suburb".split(), "town"),
    **dict.fromkeys("village villages hamlet".split(), "village"),
    **dict.fromkeys("pass kotal".split(), "pass"),
    **dict.fromkeys("crossing crossings gate checkpoint".split(), "crossing"),
    **dict.fromkeys("post posts outpost outposts picket".split(), "post"),
    **dict.fromkeys("bazaar bazar market".split(), "bazaar"),
    **dict.fromkeys("valley valleys".split(), "valley"),
    **dict.fromkeys("river rivers".split(), "river"),
    **dict.fromkeys("camp camps".split(), "camp"),
    **dict.fromkeys(
        "area areas region regions airport border sector division peninsula island islands"
        " highway road neighborhood neighbourhood coast port harbor harbour mountains mountain"
        " hills desert basin plain side outskirts suburbs territory strip".split(),
        "",
    ),
}
# Words that make the name before them part of a body's name, as they are written with a capital.
BODY_WORDS = frozenset(
    "shura university college school hospital bank chamber chambers court council assembly police"
    " scouts rifles corps force forces front army liberation brigade battalion regiment militia"
    " times post herald tribune journal gazette news today daily star press observer chronicle"
    " courier examiner sun mirror telegraph guardian broadcasting radio television tv inc corp co"
    " ltd llc company group holdings institute academy museum department ministry government"
    " parliament party union federation association society club fc united rovers athletic"
    " cricket football rugby league lions tigers eagles bears bulls hawks rangers giants jets"
    " cowboys lakers celtics knicks yankees mets dodgers cubs sox orioles pirates royals twins"
    " commission authority board committee bureau agency office command protection taliban"
    " constabulary levies stock exchange airlines airways railway railways electric water utility"
    " accord agreement declaration treaty process summit conference convention zoo symphony"
    " orchestra church cathedral mosque cathedral temple diocese".split()
)
# Lower-case or capital words after a capital's name that make it a government.
GOVERNMENT_WORDS = frozenset(
    "government administration regime authorities officials leadership rulers cabinet diplomats"
    " establishment policymakers officialdom".split()
)
# What only people, or those who stand for a government, do.
SAYING_VERBS = frozenset(
    "said says told tells added adds argued argues explained explains replied asked asks wrote"
    " recalled testified commented stressed announced believes thinks thought hopes insisted"
    " joked laughed smiled nodded whispered tweeted".split()
)
FUNCTION_WORDS = frozenset(
    "a an the of in on at by for from to with and or but who which that are were have had be been"
    " as than then when while after before until since against among between into live lives"
    " lived fought fight won lost beat play played".split()
)
# What is called after the place where it was first seen.
DISEASES = frozenset("fever virus disease syndrome flu encephalitis plague".split())
# Whose places are names: the Duke of Wellington was never there.
NOBLES = frozenset("duke duchess earl countess marquess baron baroness viscount lord".split())
# Offices that a place gives its name to: "Ontario Premier", "Clark County Sheriff".
OFFICES = frozenset(
    "premier governor mayor sheriff sheriffs president minister mayoral councillor councilman"
    " councilwoman superintendent prosecutor attorney coroner commissioner commissioners"
    " supervisors deputies firefighters residents officials".split()
)
# Lower-case words for people of a town, behind its name: "Three Troy residents".
TOWNSFOLK = frozenset(
    "residents resident native natives man woman teen teenager couple officials police mayor"
    " firefighters voters commuters homeowners businessman businesswoman councillor councilman"
    " schools".split()
)
# Who live in what stands behind "of".
DWELLERS = frozenset("resident residents villagers inhabitants townspeople".split())
# Of whom there is a likeness or a book, is somebody: "portraits of Ho Chi Minh".
LIKENESSES = frozenset(
    "portrait portraits statue statues bust busts picture pictures photo photos image images face"
    " faces poster posters painting biography novel novels poems poetry works volume writings"
    " widow grave tomb disciples followers teachings".split()
)
STREET_WORDS = frozenset("road street avenue boulevard lane chowk drive rd st ave cinema".split())
SPEECH_VERBS = frozenset(
    "said says say told tells added adds warned warns denied denies claimed claims argued argues"
    " noted notes explained explains insisted insists replied asked asks wrote writes recalled"
    " testified acknowledged commented stressed announced believes thinks thought hopes knows"
    " wants wanted urged reiterated stated confirmed declared accused accuses rejected rejects"
    " condemned vowed pledged agreed refused maintains maintained alleges alleged blamed blames"
    " sees saw has had would will was is did does may might must should could cannot can again"
    " also never summoned protested responded demanded demands considers regards fears feared"
    " expects expected sought seeks remains remained launched targeted fenced lodged hit struck"
    " recognises recognizes treats suspects suspected began fired handed calls called kept keeps"
    " continues continued appears seems act acts".split()
)
# Words right before a name that put something there, and how strongly they speak for a place.
LOCATIVES = {
    **dict.fromkeys("in at near outside inside across throughout around".split(), 2.0),
    **dict.fromkeys(
        "from to into toward towards between via through off beyond along".split(), 1.3
    ),
    **dict.fromkeys("of leaving leave reach reached visit visited visiting entered".split(), 0.8),
    **dict.fromkeys("northern southern eastern western central downtown northeastern".split(), 2.0),
    **dict.fromkeys("northwestern southeastern southwestern upstate suburban nearby".split(), 2.0),
    **dict.fromkeys("neighbouring neighboring rural coastal mountainous".split(), 2.0),
}
# Words that are never a place by themselves, whatever a gazetteer says.
NEVER = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may"
    " june july august september october november december jan feb mar apr jun jul aug sep sept"
    " oct nov dec mon tue tues wed thu thur thurs fri muslim christian islam islamic taliban"
    " allah god christmas easter ramadan eid he she it they we you i the a an this that these"
    " those and or but if when while after before since as on in at by for with from to of not no"
    " yes all any some many most more one two three four five six seven eight nine ten first second"
    " last next new old his her its their our your my who what where why how there here then thus"
    " mr mrs ms dr haqqani al el de la un us who isis daesh nato eu state states north south east"
    " west northern southern eastern western central upper lower district province city county"
    " village river valley police army navy school church court congress senate house".split()
)
# What a gazetteer of tribes would hold: peoples of this border who bear names of places.
TRIBES = frozenset(
    "mohmand mohmands wazir wazirs mehsud mehsuds afridi afridis shinwari shinwaris bangash turi"
    " turis mangal zadran orakzai orakzais khattak khattaks achakzai noorzai nurzai safi mamund"
    " salarzai tarkani tarkalani kakar kakars ahmadzai ghilzai durrani khogyani utmankhel"
    " utmanzai dawar bhittani chamkani zaimusht daur yusufzai gurbuz tani jadran baloch".split()
)
# What makes another name of the name before it: "Kabal Khel" is not Kabal.
NAME_TAILS = frozenset(
    "khel kheyl zai kili kilay kalay kala ghundi ghundai killa qala dheri".split()
)
TRIBE_WORDS = frozenset(
    "tribe tribes tribesmen tribesman tribals clan clans subtribe subtribes lashkar".split()
)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names that newspapers print."""
    return _read("given_names.txt")


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Common surnames that some town also bears."""
    return _read("surnames.txt")


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """English words that some town also bears."""
    return _read("ordinary_words.txt")


def _read(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
