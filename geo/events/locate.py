"""Where an act happened: a place of its own words, one they point back to, or one carried on."""

from __future__ import annotations

import re

from geo.events.act import GATES, QUIET, Act, overlaps
from geo.events.choosing import choose_spots
from geo.events.clauses import clause_of, split_clauses
from geo.events.cues import Cue
from geo.events.group import Group
from geo.events.meetings import carry_talks, drop_disputed, find_venue
from geo.events.memory import PlaceMemory
from geo.events.moves import rank_for_moves
from geo.events.placing import Spot
from geo.events.scene import Scene
from geo.events.story import Story
from geo.events.topics import drop_causes, place_in_town
from geo.places.nearness import rough_km, size_rank
from geo.places.place import AlongBorder, Between, Near

_BORDER = Cue(
    r"\b(?:along|on|at)\s+(?:the|their"
    r"|its)\s+(?:[\w,.-]+\s+){0,3}?(?:border|frontier|line)\b"
    r"(?!\s+(?:fence|guards?|police|force|officials?|towns?|villages?))"
    r"|\b(?:all|every)\s+(?:\w+\s+){0,3}crossings?\b|\b(?:its|the|their|common"
    r"|shared)\s+(?:\w+\s+)?border\s+with\b",
    re.IGNORECASE,
)
# "Displaced in the border provinces": all along it.
_BORDERLAND = Cue(
    r"\b(?:in|from|across)\s+(?:the\s+|several\s+|all\s+)?(?:\w+\s+)?border\s+(?:provinces|districts|areas"
    r"|regions)\b",
    re.IGNORECASE,
)
_ALONG = Cue(
    r"\b(?:along|up\s+and\s+down)\s+(?:the|their|its)\s+(?:[\w,.-]+\s+){0,3}?(?:border|frontier|line)\b"
    r"|(?<!fence\s)(?<!wire\s)\bon\s+(?:the|their)\s+(?:[\w,.]+-?km\s+|common\s+|shared\s+)?(?:border|frontier)\b(?!\s+(?:guards?|police|post|with|fence))",
    re.IGNORECASE,
)
# "In an area along the border": the article may still say which.
_SOMEWHERE = re.compile(
    r"\b(?:area|region|district|province|village|town|post|place|spot|point)\s+(?:close\s+to|along|on)\s",
    re.IGNORECASE,
)
# How they came or fired, not where: weaker than a place named before.
_OVER = Cue(
    r"\b(?:border|frontier)\s+(?:clash|skirmish|fight|battle|shelling|firing|fire)"
    r"|\bcross-border\b|\b(?:across|over)\s+(?:the|their|its)\s+(?:[\w,.-]+\s+){0,3}?(?:border|frontier"
    r"|line)\b",
    re.IGNORECASE,
)
# Where it was, if nothing better is said: "killed near the Iranian border in April".
_NEAR_LINE = Cue(
    r"\b(?:near|close\s+to|along|at|on)\s+(?:the|their|its)\s+(?:[\w.-]+\s+){0,3}?(?:border|frontier)\b",
    re.IGNORECASE,
)
_MANY_POINTS = Cue(
    r"\bat\s+(?:many|several|various|numerous|different|a\s+number\s+of|a\s+dozen)\s+(?:\w+\s+)?"
    r"(?:places|points|spots|posts)\b",
    re.IGNORECASE,
)
_GATES = Cue(
    r"\bborders?\b|\bgates\b|\bcrossings?\b|\bborder\s+points\b|\bcheck-?points?\b", re.IGNORECASE
)
_ALL = Cue(
    r"\b(?:whole|entire|all|every|several|various|five|four|six|seven|eight)\s+(?:\w+\s+){0,3}?"
    r"(?:crossings?|gates?|borders?|frontier|points|routes|terminals|line)\b"
    r"|\b(?:gates|crossings)\s+(?:to|into|with)\s+[A-Z]",
    re.IGNORECASE,
)
_ARMIES = Cue(
    r"\b(?:Afghan(?:istan)?|Taliban|Pakistani?|Indian?|Iran(?:ian)?|Thai(?:land)?|Cambodian?"
    r"|Armenian?|Azerbaijani?|Kyrgyz(?:stan)?|Tajik(?:istan)?"
    r"|Chinese|China|Uzbek(?:istan)?|Turkmen(?:istan)?|Israeli?|Leban(?:on|ese)|Russian?"
    r"|Ukrainian?)\b"
)
# A name after a preposition that no place was found for: the act is there, not where the last was.
_UNKNOWN = Cue(
    r"\b(?:in|at|near|around|outside)\s+(?:the\s+)?"
    r"(?:(?:[a-z]+\s+){0,2}?(?:village|town|area|district|city|post|hamlet)\s+of\s+)?"
    r"(?P<name>[A-Z][a-zé]+(?:[ -][A-Z][a-z]+)*)(?!['’;]s\b)"
)
_CALENDAR = frozenset(
    "January February March April May June July August September October November December"
    " Monday Tuesday Wednesday Thursday Friday Saturday Sunday Operation Ramadan"
    " Eid Afghan Pakistani Taliban Indian Iranian American Islamic Muslim Thai Cambodian Durand God"
    " Line Sunni Shia Shiite Pashtun Baloch Army Frontier Nato NATO Western Chinese Russian"
    " Parliament".split()
)
_MOVES = "displacement_or_return"
_LOCALS = re.compile(r"\b(?:residents|villagers|townspeople|locals|shopkeepers)\b", re.IGNORECASE)
# How long before the act told last an act may lie and still be placed where that one was.
_CARRY_DAYS = 75
# How many sentences behind an opening that tells no act go on with its place.
_NEXT = 2
# How many acts back one looks for what was last told of a place.
_REACH = 40


def locate_act(scene: Scene, story: Story, act: Act, group: Group) -> None:
    """Give the act its places; its score rises where its own words say or point to one."""
    text, words, may = scene.article.text, scene.words(group.anchor), scene.may
    if act.event_type == "displacement_or_return":
        group.spots = rank_for_moves(text, group)
        goals = {spot.start for spot in group.spots if spot.rank == 8}
        scene.shared = [spot for spot in scene.shared if spot.start not in goals]
    else:
        group.spots = [s for s in group.spots if s.rank < 9]
    if act.event_type in QUIET:  # talks "between Kabul and Islamabad" are not held on the way
        group.spots = [s for s in group.spots if not isinstance(s.expression, Between)]
        group.spots = drop_disputed(scene, group.spots)
        group.spots = drop_causes(scene, group.spots) or group.spots
    if act.is_violent:
        group.spots = [s for s in group.spots if s.rank != 5]  # "carried down to", "bound for"
    if act.event_type == "protest" and group.spots:
        group.spots = drop_causes(scene, group.spots)
        if not group.spots:
            place_in_town(scene, story.memory, act)
            return
    chosen = _choose_own(scene, story.memory, act, group)
    if act.event_type in QUIET and all(s.expression == AlongBorder() for s in chosen):
        chosen = find_venue(scene, story.memory, act) or chosen
    if not chosen and _ALONG.find(words, may) and act.event_type not in GATES:
        act.is_on_border = True
        act.is_placed_here = not _SOMEWHERE.search(words)
        return
    recalled = _leave_talks(story, act, _recall(scene, story.memory, act, group, chosen, words))
    if recalled:
        act.spots = recalled
        act.score += 1
    elif chosen:
        _take(act, chosen)
    else:
        _carry(scene, story, act, words)


def _choose_own(scene: Scene, memory: PlaceMemory, act: Act, group: Group) -> list[Spot]:
    """The places of an act's own words that say most."""
    text = scene.article.text
    chosen = choose_spots(text, _prefer(group.spots, act.event_type), group.deed)
    if chosen and min(spot.rank for spot in chosen) >= 7:
        # A bare country: better a place carried on, but talks "in Saudi Arabia" have no other.
        return _inside_country(scene, act) if act.event_type in QUIET else []
    if chosen and chosen[0].rank >= 3 and _is_far(chosen[0], memory.here):
        return []  # "from Elele to Takaba": a town of that name elsewhere
    if chosen and chosen[0].rank == 3:  # where a road leads: better a place of the same sentence
        better = [spot for spot in scene.siblings if spot.rank <= 1]
        return choose_spots(text, better, group.anchor) or chosen
    return chosen


_FAR_KM = 1_500.0


def _is_far(spot: Spot, here: list[Spot]) -> bool:
    """Whether a place hardly said to be an act's lies a world away from where the last one was."""
    place = spot.place
    places = [other.place for other in here if other.place is not None]
    if place is None or size_rank(place) > 1 or not places:
        return False
    return all(rough_km(place, other) > _FAR_KM for other in places)


def _leave_talks(story: Story, act: Act, spots: list[Spot]) -> list[Spot]:
    """The places, but of violence told after talks those of the fighting before them."""
    if not act.is_violent or not _is_of_talks(story, spots) or not any(map(_is_city, spots)):
        return spots
    return list(story.violent_focus.spots) if story.violent_focus else []


def _take(act: Act, chosen: list[Spot]) -> None:
    if len(chosen) == 1 and chosen[0].expression == AlongBorder():
        act.is_on_border = act.is_placed_here = True
        return
    act.spots = chosen
    best = min(spot.rank for spot in chosen)
    # Talks "in Saudi Arabia" have no better place; fighting "in Pakistan" has.
    act.is_placed_here = best < 6 or (best == 7 and act.event_type in QUIET)


def _prefer(spots: list[Spot], event_type: str) -> list[Spot]:
    """For people on the move the crossing if one is named; for gates nothing wider than a town."""
    gates = [s for s in spots if s.is_gate and s.rank < 8]
    if not gates:
        return spots
    if event_type == "displacement_or_return":
        return gates
    if event_type in GATES:  # "Kharlachi near Parachinar": it is no gate
        spots = [s for s in spots if s.is_gate or not isinstance(s.expression, Near)]
        return [s for s in spots if s.place is not None and size_rank(s.place) == 1]
    return spots


def _recall(
    scene: Scene,
    memory: PlaceMemory,
    act: Act,
    group: Group,
    chosen: list[Spot],
    words: str,
) -> list[Spot]:
    """Places told before that the words point to, where they say more than the chosen ones."""
    if not chosen or min(spot.rank for spot in chosen) >= 6:
        return memory.recall(words, scene.may)
    if memory.gate and act.event_type in GATES and _is_its_site(scene, chosen[0]):
        return [memory.gate]
    if act.event_type in GATES and not any(s.is_gate for s in chosen):
        clauses = split_clauses(scene.article.text, scene.sentence)
        own = clause_of(clauses, group.anchor)
        if not any(clause_of(clauses, s.start) == own and s.role == "event" for s in chosen) or all(
            s.rank == 1 and s.start > group.anchor + 25 for s in chosen
        ):
            found = memory.recall(words, scene.may)
            if not found and memory.gate and re.search(r"\b[Ii]t\b", words):
                found = [memory.gate]
            return found if any(s.is_gate for s in found) or memory.gate else []
    return []


# "The crossing, at the western end of the pass, was shut": the one told before.
_ITS_SITE = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w-]+\s+)?(?:crossing|gate|terminal|border\s+point)\s*,"
    r"\s+(?:[\w-]+\s+){0,7}\Z",
    re.IGNORECASE,
)


def _is_its_site(scene: Scene, spot: Spot) -> bool:
    """Whether a place only says where "the crossing" lies that was told before."""
    start = max(scene.sentence.start, spot.start - 80)
    return bool(_ITS_SITE.search(scene.article.text, start, spot.start))


def _carry(scene: Scene, story: Story, act: Act, words: str) -> None:
    may = scene.may
    if act.event_type in GATES:
        _carry_gate(scene, story, act, words)
    elif act.event_type in QUIET:
        carry_talks(scene, story, act, words)
    elif _is_all_along(scene, act, words):
        act.is_on_border = act.is_placed_here = True
    elif act.is_violent and _OVER.find(words, may) and _is_after_talks(story):
        act.is_on_border, act.score = True, act.score + 1
    elif spots := _of_its_time(scene, act, scene.shared or scene.siblings):
        act.spots = choose_spots(scene.article.text, spots, act.trigger.start)
        act.score += int(act.is_violent and all(spot.is_gate for spot in act.spots))
    elif _BORDER.find(words, may) and not (story.violent_focus and not act.is_dated_here):
        act.is_on_border = act.is_placed_here = True
    elif _OVER.find(words, may) and (not story.memory.here or _is_after_talks(story)):
        act.is_on_border, act.score = True, act.score + 1
    elif _is_elsewhere(scene, story, act, words):
        act.is_on_border = bool(_NEAR_LINE.find(words, may))
        act.is_elsewhere = not act.is_on_border
    else:
        _carry_here(scene, story, act, words)


def _of_its_time(scene: Scene, act: Act, spots: list[Spot]) -> list[Spot]:
    """The places without those of "two days after explosions in Kabul" behind the telling word."""
    since = [d.end for d in scene.dates if d.bound == "clause" and d.start >= act.trigger.end]
    return [spot for spot in spots if not since or spot.start < since[0]]


def _is_all_along(scene: Scene, act: Act, words: str) -> bool:
    """Whether people left "the border provinces", or guns fired at many points."""
    if act.event_type == _MOVES:
        return not scene.shared and bool(_BORDERLAND.find(words, scene.may))
    return act.is_violent and not scene.siblings and bool(_MANY_POINTS.find(words, scene.may))


def _carry_here(scene: Scene, story: Story, act: Act, words: str) -> None:
    lone = story.memory.lone(scene.index, scene.paragraph)
    here = lone or story.memory.here
    act.is_guess = True
    act.score += int(bool(lone) and act.is_dated_here)
    if act.is_dated_here and here and _is_other_country(scene, act, here):
        act.spots = _inside_country(scene, act)
        return
    is_loose = act.is_dated_here or act.event_type == _MOVES
    dateline, gate = story.memory.dateline, story.memory.last("crossing")
    if act.is_violent and not lone and _is_of_talks(story, here) and any(map(_is_city, here)):
        here = story.violent_focus.spots if story.violent_focus else []
        act.is_on_border = not here and act.is_dated_here
    if here and (len(here) == 1 or not is_loose):
        act.spots = list(here)
    elif gate and not here and story.main is None and not _inside_country(scene, act):
        act.spots = [gate]
    elif not here and act.is_violent and story.main is None and 0 < scene.index <= _NEXT:
        act.spots = list(story.memory.opening)
    elif not here and dateline and dateline.is_gate and _LOCALS.search(words):
        act.spots = [dateline]  # "SPIN BOLDAK: Residents said shelling began at four"
    elif len({match.group().lower()[:4] for match in _ARMIES.finditer(words)}) >= 2:
        act.is_on_border = True  # two armies against each other, no place said
    elif not act.is_on_border:
        act.spots = _inside_country(scene, act)


def _is_after_talks(story: Story) -> bool:
    """Whether the act told last was a meeting: its city is not where the fighting was."""
    return story.focus is not None and story.focus.event_type in QUIET


def _is_of_talks(story: Story, here: list[Spot]) -> bool:
    """Whether the act told last of all that were in a place was a meeting there."""
    if _is_after_talks(story):
        return True
    last = next((act for act in reversed(story.acts[-_REACH:]) if act.spots == here), None)
    return last is not None and last.event_type in QUIET


def _is_city(spot: Spot) -> bool:
    """Whether people come there for talks from elsewhere: a town, and no gate."""
    return not spot.is_gate and spot.place is not None and spot.place.kind == "town"


def _is_other_country(scene: Scene, act: Act, here: list[Spot]) -> bool:
    """Whether the words place it in a country where the last act was not."""
    inside = _inside_country(scene, act)
    codes = {spot.place.country for spot in here if spot.place is not None}
    return bool(inside) and inside[0].place is not None and inside[0].place.country not in codes


def _carry_gate(scene: Scene, story: Story, act: Act, words: str) -> None:
    before, may = story.last_gate, scene.may
    if before is not None and before.is_on_border and not before.spots and not scene.shared:
        act.is_on_border, act.score = True, act.score + 1
        return
    gate = story.memory.gate or story.memory.last("crossing")
    named = [s for s in scene.shared if s.rank <= 5 and s.place and size_rank(s.place) <= 1]
    if gate and not _ALL.find(words, may) and not re.search(r"\bcrossings\b", words):
        act.spots, act.score = [gate], act.score + 1
    elif named and not _ALL.find(words, may):
        act.spots = choose_spots(scene.article.text, named, act.trigger.start)
    elif _BORDER.find(words, may) or _GATES.find(words, may):
        act.is_on_border, act.score = True, act.score + 1


def _is_elsewhere(scene: Scene, story: Story, act: Act, words: str) -> bool:
    """Whether the words name a place nobody knows, or a time too far from the act told last."""
    if act.dating and act.is_dated_here and story.last and story.last.dating:
        gap = abs((story.last.dating.first - act.dating.first).days)
        is_far = gap > _CARRY_DAYS and not overlaps(story.last.dating, act.dating)
        if is_far or act.dating.precision >= 5:
            return True
    if act.is_dated_here and not act.is_lead:
        return False
    if not scene.may & _UNKNOWN.bit:
        return False
    known = {scene.article.text[spot.start : spot.end] for spot in scene.spots}
    for match in _UNKNOWN.finditer(words):
        name = match["name"]
        if name.split()[0] not in _CALENDAR and not any(name in one for one in known):
            return True
    return False


def _inside_country(scene: Scene, act: Act) -> list[Spot]:
    """The country a thing happened in, where nothing better is said in its clause."""
    clauses = split_clauses(scene.article.text, scene.sentence)
    own = clause_of(clauses, act.trigger.start)
    for spot in scene.spots:
        if clause_of(clauses, spot.start) != own:
            continue
        before = scene.article.text[max(scene.sentence.start, spot.start - 10) : spot.start]
        if spot.rank == 7 and re.search(r"\b(?:in|inside|into)\s+$", before):
            return [spot]
    return []
