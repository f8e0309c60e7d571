"""Which of two neighbouring names says where the other one is: "Mamund tehsil of Bajaur"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from geo.places.name import Name
from geo.places.nearness import spots_km

LONGEST_GAP = 64  # code points between the two names
_LONGEST_DEFINITION = 160

# "Wana, South Waziristan" and "Wana (South Waziristan)"
_COMMA = re.compile(
    r"\s*(?:\.?,|\()\s*(?:(?:in\s+)?(?:the\s+)?"
    r"(?:(?:far|upper|lower)\s+)?(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central)\s+"
    r"|the\s+)?$"
)
# "the village of X in the Y district of", ", a small town in Pakistan's", "area of"
_IN = re.compile(
    r"(?:\s+[a-z][a-z-]*){0,4}?,?(?:\s+(?:an?|the|which|that|lies|located|situated))?"
    r"(?:\s+[a-z][a-z-]*){0,4}?\s+(?:in|of|inside|within)"
    r"(?:\s+(?:the|remote|restive|volatile|border|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central|neighbouring|neighboring|nearby|tribal"
    r"|mountainous|rural|provincial|district|province|county|city|capital|state|region|area|part"
    r"|parts|of|country|tehsil|town|hills|mountains|same)){0,4}\s+$"
)
# "Jani Khel near Bannu", "Nao Top, 25 kilometres northwest of Khar"
_NEAR = re.compile(
    r"(?:\s+(?:village|town|area|district))?,?\s+(?:which |a \w+ )?(?:is |was |lies |lying )?"
    r"(?:located |situated )?"
    r"(?:near|close to|outside|not far from|opposite|on the outskirts of|just \w+ of"
    r"|(?:about |some |approximately |around |roughly )?"
    r"\d[\d.,]*\s?(?:km|kilomet(?:re|er)s|miles|mi)"
    r"(?: \([^()]{1,24}\))?(?: to the)?(?: \w+(?:-\w+)?)? (?:of|from))"
    r"\s+(?:the\s+)?"
)
# What a definition begins with: "Kingston is", "the Santa Cruz River was"
_IS = re.compile(r"(?: [A-Z][a-z]+)? (?:is|was|are|were|became) ")
# "Kingston is a small village in Cambridgeshire": how an encyclopaedia begins
_ASIDE = re.compile(r"(?:\s*\([^()]{1,200}\)|,[^.;:()]{1,120}?,)(?=\s+(?:is|was|are|were)\s)")
_DEFINED = re.compile(
    r"(?: (?:River|Creek|Lake|Island|Islands|Mountains?|Hills?|Peak|Pass|Valley|Bay|City|County"
    r"|District|Township|Province|Municipality|Station))?\s+(?:is|was|are|were|became)\s[^.;:]{0,70}?"
    r"\b(?:villages?|town(?:ship)?s?|cit(?:y|ies)|hamlets?|municipalit(?:y|ies)|communes?|settlements?"
    r"|communit(?:y|ies)|parish(?:es)?|suburbs?|neighbou?rhoods?|localit(?:y|ies)|place|wards?"
    r"|boroughs?|districts?|count(?:y|ies)|provinces?|departments?|divisions?|regions?|areas?|seat"
    r"|capital|islands?|islets?|rivers?|lakes?|mountains?|hills?|peaks?|valleys?|pass|bay|creek"
    r"|streams?|tributary|peninsula|headland|port|harbou?r|resort|station|railway station)\b"
    r"[^.;:]{0,60}?\b(?:in|of|on|within|at),?\s+(?:[\w-]+,?\s+){0,6}$"
)
_MEASURED = re.compile(
    r"\bIt (?:is |lies |sits |stands )(?:located |situated )?"
    r"(?:approximately |about |some |around )?"
    r"\d[\d.,]*\s?(?:km|kilomet(?:re|er)s?|miles?|mi)\b[^.,;]{0,40}? (?:of|from) (?:the )?$"
)
_LONGEST_MEASURE = 400
_STATE_OF = re.compile(
    r"(?:['’]s?)?\s+(?:[a-z-]+\s+){0,2}(?:state|province|region|territory) of\s+"
)
_UNLINKED = ("", -1)
_SMALL = ("village", "bazaar", "post", "camp", "pass")  # what lies near the town beside it
_GOES_ON = re.compile(r"\s*(?:,|and\b|or\b)")
# What makes two names neighbours of one sentence and nothing more.
_VERB = re.compile(
    r"\b(?:was|were|is|are|said|says|had|has|have|fired|killed|attacked|and|or|but|from|to|between"
    r"|officials?|police|sources?|authorities|residents|witnesses|elders|doctors"
    r"|governors?|spokes\w+|commanders?|commissioners?|mayor|minister|chief\s+of|who|when|while|after|before|by|near|with|against|at|\w{2,}ed)\b"
)
# "Bajaur's Mamund tehsil", "Pakistan’s north-western Kurram district"
_OWNED = re.compile(r"['’;]s?\s+(?:(?:[a-z]+-?[a-z]*)\s+){0,3}$")


def _is_wide(name: Name) -> bool:
    return name.known[0].place.kind in ("country", "province", "region")


def _is_country(name: Name) -> bool:
    """Whether the name means a country and no other place comes near it."""
    known = name.known
    first = known[0]
    return first.place.kind == "country" and all(
        one.points < first.points - 7.0 for one in known if one is not first
    )


def _are_countries(first: Name, second: Name) -> bool:
    """Whether both names are those of countries in the first place."""
    return first.known[0].place.kind == second.known[0].place.kind == "country"


def find_links(text: str, names: Sequence[Name]) -> dict[int, tuple[str, int]]:
    """How neighbouring names hang together.

    Number of a name to ("inside" or "near", number of the name that says where it is), to
    ("listed", number) where that is said at the end of a list, to ("outside", number) where no
    place of the name lies there, or to ("holds", number of the name inside it).
    """
    links: dict[int, tuple[str, int]] = {}
    for number in range(len(names) - 1):
        first, second = names[number], names[number + 1]
        outer = _definer(text, names, number)
        if outer is not None:
            measured = measured_from(text, names, number) if _is_wide(names[outer]) else None
            if measured is not None:
                is_near = _is_near(first, names[measured], 40.0)
                links[number] = "near" if is_near else "outside", measured
                continue
            links[number] = _link_definition(first, names[outer]), outer
            continue
        if second.start - first.end > LONGEST_GAP:
            continue
        how = link_of(text, first, second)
        if (how == "inside" and _may_contain(first, second)) or how == "near":
            if links.get(number, ("holds", 0))[0] == "holds":
                links[number] = how, number + 1
            if how == "inside":
                links.setdefault(number + 1, ("holds", number))
        elif how == "inside" and _says_inside(text, first, second):
            links.setdefault(number, ("outside", number + 1))
        elif how == "owns" and _may_contain(second, first):
            links[number + 1] = "inside", number
            links.setdefault(number, ("holds", number + 1))
        elif how == "owns" and _is_country(first):
            links.setdefault(number + 1, ("outside", number))
    _link_lists(names, links)
    return links


def _link_lists(names: Sequence[Name], links: dict[int, tuple[str, int]]) -> None:
    """In "Florence, Athens and Decatur in Alabama" all three are."""
    for number in range(len(names) - 2, -1, -1):
        how, outer = links.get(number + 1, _UNLINKED)
        if how not in ("inside", "listed") or names[number + 1].listed != number:
            continue
        if number not in links and _may_contain(names[number], names[outer]):
            links[number] = "listed", outer


def spread_definitions(text: str, names: Sequence[Name], links: dict[int, tuple[str, int]]) -> None:
    """Where the text defines a name to be, it is all through the text."""
    told = {
        names[number].folded: links[number]
        for number in range(len(names) - 1)
        if links.get(number, _UNLINKED)[0] in ("inside", "outside", "near")
        and _definer(text, names, number) is not None
    }
    for number, name in enumerate(names) if told else ():
        if name.folded in told and links.get(number, _UNLINKED)[0] not in ("inside", "owns"):
            links[number] = told[name.folded]


def end_of_aside(text: str, end: int) -> int:
    """Where the verb begins behind "Kabul (Dari: ...)" or "Kabul, the capital,"; else `end`."""
    aside = _ASIDE.match(text, end) if text.startswith((",", " ("), end) else None
    return aside.end() if aside else end


def is_definition(gap: str) -> bool:
    """Whether the words from a name to the next say what the first is, and in what place.

    Examples
    --------
    >>> is_definition(" is a small village in the county of "), is_definition(" is a friend of ")
    (True, False)
    """
    return (
        gap[:1] == " " and len(gap) <= _LONGEST_DEFINITION and _DEFINED.fullmatch(gap) is not None
    )


def _definer(text: str, names: Sequence[Name], number: int) -> int | None:
    """The number of the name that says, in so many words, what a name is a place in."""
    end = names[number].end
    begin = end_of_aside(text, end)
    if begin == end and not _IS.match(text, end):
        return None
    other = number + 1
    while other < len(names) and names[other].start < begin:
        other += 1
    if other == len(names) or not is_definition(text[begin : names[other].start]):
        return None
    if names[other].folded == names[number].folded and names[other].kind_hint is None:
        other = min(other + 1, len(names) - 1)  # "in the canton of San Juan, Puriscal"
    return inner_of_state(text, names, other)


def measured_from(text: str, names: Sequence[Name], number: int) -> int | None:
    """The number of the name from which the next sentence measures: "It lies 5 km north of"."""
    for other in range(number + 1, min(number + 8, len(names))):
        start = names[other].start
        if start - names[number].end > _LONGEST_MEASURE:
            return None
        if _MEASURED.search(text, max(0, start - 90), start):
            return other
    return None


def inner_of_state(text: str, names: Sequence[Name], number: int) -> int:
    """Of "the U.S. state of Michigan" the state, else the name itself."""
    if number + 1 < len(names):
        gap = text[names[number].end : names[number + 1].start]
        if len(gap) <= LONGEST_GAP and _STATE_OF.fullmatch(gap):
            return number + 1
    return number


def _link_definition(first: Name, outer: Name) -> str:
    """How a name hangs together with the place that the text says it is in or of."""
    if _may_contain(first, outer):
        return "inside"
    if _is_country(first):
        return "holds"
    if outer.known.widest > 1:
        return "outside"
    return "near" if _is_near(first, outer) else "outside"


def _says_inside(text: str, first: Name, second: Name) -> bool:
    """Whether the words leave no doubt: "Gulistan village in Barmal district"."""
    gap = text[first.end : second.start]
    if first.kind_hint in _SMALL and not _is_near(first, second):
        return True  # "Rustam Bazaar, Wana"
    best = first.known.best
    if best is not None and best.points >= 2.5 and best.origin in ("world", "dump"):
        return False  # so big a town is meant even where the words seem to say otherwise
    kinds = {known.place.kind for known in second.known[:3]}
    is_told = " in " in gap or (first.kind_hint in (*_SMALL, "district") and gap.endswith(" of "))
    if gap.rstrip() == ", in":
        return bool(second.known.sole_kind or second.kind_hint in ("province", "district"))
    return "," not in gap and is_told and bool(kinds & {"country", "province", "district"})


def _is_near(first: Name, second: Name, most_km: float = 120.0) -> bool:
    """Whether some place of the one name is near some place of the other."""
    others = [one.spot for one in second.known[:3]]
    return any(spots_km(one.spot, spot) <= most_km for one in first.known[:20] for spot in others)


def _may_contain(inner: Name, outer: Name) -> bool:
    if outer.known.widest < 2 or (outer.known.widest < inner.known.smallest):
        return False
    return bool(inner.known.within(outer.known))


def link_of(text: str, first: Name, second: Name) -> str:
    """How two neighbouring names hang together.

    Returns
    -------
    "inside" where the second may say where the first is, "owns" where the first may say where
    the second is, "near" where the first is said to be near the second, "" where none of
    these. What the places are must still agree.

    Examples
    --------
    >>> from geo.places.prior import NOTHING
    >>> text = "Wana, South Waziristan"
    >>> wana, unit = Name(0, 4, "wana", NOTHING), Name(6, 22, "south waziristan", NOTHING)
    >>> link_of(text, wana, unit)
    'inside'
    """
    if second.start - first.end > LONGEST_GAP:
        return ""
    how = _read_gap(text[first.end : second.start])
    if how != "comma":
        return how
    if first.known and second.known and _are_countries(first, second):
        return ""  # "Costa Rica, Peru and Brazil"
    # "Dangam, Sheltan, Khas Kunar and Marawara": a list, unless a wide unit ends it.
    follows = text[second.end : second.end + 6]
    is_list = _GOES_ON.match(follows) is not None and not first.is_dateline
    return "" if is_list and not _is_wide(second) else "inside"


@lru_cache(maxsize=8_192)
def _read_gap(gap: str) -> str:
    """What the words between two names say: comma, near, owns, inside or nothing."""
    if gap[:1] not in " ,('’;\n" or "\n\n" in gap:
        return ""
    if _COMMA.fullmatch(gap):
        return "comma"
    if _NEAR.fullmatch(gap):
        return "near"
    if _OWNED.fullmatch(gap) and not _VERB.search(gap):
        return "owns"
    if gap.lstrip("'’;s")[:1] in (" ", ",") and _IN.fullmatch(gap) and not _VERB.search(gap):
        return "inside"
    return ""
