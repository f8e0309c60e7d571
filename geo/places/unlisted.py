"""Names that no table lists, placed where the text itself says they are, and no closer.

"Tandaro village in Hangu district" is somewhere in Hangu: it gets the middle of Hangu and a
radius that covers it. "A post at X, 25 kilometres northwest of Khar" gets that point, with a
radius of a third of the way. Without a word that says it is a place, or without a place
beside it, a name stays unread.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from geo.places.fold import fold
from geo.places.home import LOCAL, Home
from geo.places.links import end_of_aside, inner_of_state, is_definition, link_of, measured_from
from geo.places.name import Name
from geo.places.nearness import size_rank
from geo.places.phrases import read_offset
from geo.places.place import Candidate, Place
from geo.places.prior import NOTHING, Known, Meanings
from geo.places.resolve import Resolved

_KINDS = {
    **dict.fromkeys("village villages hamlet locality settlement".split(), "village"),
    **dict.fromkeys("post posts outpost outposts checkpost checkposts picket".split(), "post"),
    **dict.fromkeys("checkpoint checkpoints fort".split(), "post"),
    **dict.fromkeys("valley valleys".split(), "valley"),
    **dict.fromkeys("pass".split(), "pass"),
    **dict.fromkeys("bazaar bazar market".split(), "bazaar"),
    **dict.fromkeys("camp camps".split(), "camp"),
    **dict.fromkeys("town towns".split(), "town"),
    **dict.fromkeys("area areas hills mountain mountains tehsil subdivision".split(), "other"),
    **dict.fromkeys("sector sectors quarter colony neighbourhood neighborhood".split(), "other"),
}
_BEFORE = re.compile(
    r"\b(?P<kind>villages?|towns?|hamlet|area|locality|outpost|post|valley|camp|bazaar) of\s+$"
)
_AFTER = re.compile(r"\s+(?:check\s?)?(?P<kind>[a-z]+)\b")
_OWNED = frozenset(
    "posts outposts checkposts checkpoints camps villages areas sectors towns valleys".split()
)
# "In Jamaat-ul-Ahrar hideouts in Mohmand": what a group has, not where it is.
_HELD = _OWNED | frozenset(
    "hideouts hideout dens den strongholds sanctuaries bases positions ranks custody captivity"
    " hands cells convoys vehicles fighters militants terrorists commanders leaders members".split()
)
_LISTED = re.compile(r"(?:,|\band|&)\s+$")
_AT = re.compile(r"\b(?:at|in|near|outside) $", re.IGNORECASE)
_WATER = re.compile(r" (?:River|Creek|Lake|Reservoir|Brook)\b")
_AT_HOME = re.compile(r"\b(?:at|in|near|from|outside|towards?|to) $", re.IGNORECASE)
_FAR_REACH = 600
# Countries all of whose places are listed, so that an unlisted name is a firm or a club.
_FULLY_LISTED = ("AF", "PK")
_WELL_LISTED = ("US", "CA", "AU", "NZ")
# What things happen at or come from that is no ground.
_NOT_GROUND = frozenset(
    "congress parliament medicare medicaid walmart facebook twitter youtube google amazon internet"
    " microsoft apple starbucks target costco kmart sears latin hindi urdu scripture heaven hell"
    " lent advent hanukkah passover renaissance democrats republicans olympics playoffs series"
    " cup bowl open final semifinals division round game week grade phase act section title room"
    " suite exit interstate highway route class chapter volume windows android instagram netflix"
    " craigslist ebay tesco asda sainsbury morrisons lidl aldi boots"
    " wembley wimbledon wikipedia bible quran god jesus christ covid medicine".split()
)
_LEAST_RADIUS_KM = 15.0
_MOST_RADIUS_KM = 80.0
_REACH = 160  # code points to a place that an unlisted name is near, without a link
_AROUND_KM = 40.0  # radius of a name that is only known to be somewhere around
_SCORE = 0.5  # of ten on the corpus five were right
_SCORE_AROUND = 0.3


def place_unlisted(
    text: str,
    spans: Sequence[tuple[int, int]],
    resolved: Sequence[Resolved],
    home: Home | None = None,
    astray: Collection[tuple[int, int]] = (),
) -> list[Resolved]:
    """Unlisted names that the text calls a place and puts beside one it also names.

    Parameters
    ----------
    spans : capitalised stretches that no table knows and that are nobody's name.
    resolved : the names taken for places, in the order of the text.
    home : where the text is at home: there a name stands beside a neighbour without more words.
    astray : of the spans, those that are names of places, but of none near by.
    """
    found: list[Resolved] = []
    left: list[Name] = []
    starts = [one.name.start for one in resolved]
    for start, end in spans:
        after = bisect_left(starts, end)
        if after and resolved[after - 1].name.end > start:
            continue  # part of it is a place already
        if text[start:end].isupper():
            continue  # initials of a body: "TTP camps in Kunar"
        name = Name(start, end, fold(text[start:end]), NOTHING)
        verb = bisect_left(starts, end_of_aside(text, end))
        before, behind = resolved[after - 1 : after] if after else (), resolved[verb : verb + 8]
        placed = _place(text, name, before, behind)
        if placed is None and home is not None and home.worth >= LOCAL:
            is_sure = (start, end) in astray or _WATER.match(text, end) is not None
            reach = _FAR_REACH if is_sure else _REACH
            if reach > _REACH or _is_ground(text, name):
                placed = _place_at_home(text, name, (*before, *behind[:2]), home, reach)
        if placed is None:
            left.append(name)
        else:
            found.append(placed)
    return [*found, *_share_places(found, left)]


def _place(
    text: str, name: Name, before: Sequence[Resolved], behind: Sequence[Resolved]
) -> Resolved | None:
    kind = _kind(text, name.start, name.end)
    if behind and is_definition(text[end_of_aside(text, name.end) : behind[0].name.start]):
        names = [name, *(one.name for one in behind)]
        measured = measured_from(text, names, 0)
        if measured is not None:
            return _resolved(text, name, kind or "other", behind[measured - 1], "near")
        outer = behind[inner_of_state(text, names, 1) - 1]
        return (
            _resolved(text, name, kind or "other", outer, "inside") if _is_narrow(outer) else None
        )
    if not (kind or _is_at(text, name) or text.startswith((" is ", " lies "), name.end)):
        return None
    beside = _beside(text, name, before[0] if before else None, behind, kind)
    return None if beside is None else _resolved(text, name, kind or "other", *beside)


def _innermost(text: str, behind: Sequence[Resolved]) -> Resolved:
    """The first of the places, or of "Balochistan's Panjgur district" the district."""
    if len(behind) > 1 and link_of(text, behind[0].name, behind[1].name) == "owns":
        outer, inner = behind[0].candidates[0].place, behind[1].candidates[0].place
        if size_rank(inner) < size_rank(outer):
            return behind[1]
    return behind[0]


def _place_at_home(
    text: str, name: Name, beside: Sequence[Resolved], home: Home, reach: int
) -> Resolved | None:
    """A name beside the nearest place that the text names, at most `reach` code points away."""
    near: list[tuple[int, Resolved]] = []
    for one in beside:
        known, first, last = one.name.known, one.name.end, name.start
        if one.name.start > name.start:
            first, last = name.end, one.name.start
        gap = text[first:last]
        place = one.candidates[0].place
        is_listed = place.country in _FULLY_LISTED or (
            reach <= _REACH and place.country in _WELL_LISTED
        )
        if len(gap) > reach or size_rank(place) > 2 or is_listed:
            continue
        if any(other.place is place and home.holds(other) for other in known):
            near.append((len(gap), one))
    if not near:
        return None
    return _resolved(text, name, "other", min(near, key=_by_gap)[1], "around")


def _is_ground(text: str, name: Name) -> bool:
    """Whether something is at the name, and it is none of the things that are everywhere."""
    is_at = _AT_HOME.search(text, max(0, name.start - 9), name.start) is not None
    return is_at and _NOT_GROUND.isdisjoint(name.folded.split())


def _by_gap(one: tuple[int, Resolved]) -> int:
    return one[0]


def _is_narrow(one: Resolved) -> bool:
    """Whether a place is smaller than a country, so that it says something of a position."""
    return size_rank(one.candidates[0].place) < 4


def _share_places(found: Sequence[Resolved], left: Sequence[Name]) -> Iterator[Resolved]:
    """The other mentions of names that one mention says where they are."""
    places: dict[str, Resolved] = {}
    for one in found:
        known = places.get(one.name.folded)
        if known is None or one.candidates[0].place.radius_km < known.candidates[0].place.radius_km:
            places[one.name.folded] = one
    for name in left:
        told = places.get(name.folded)
        if told is not None:
            name.known = told.name.known
            yield Resolved(name, told.candidates, told.belief)


def _kind(text: str, start: int, end: int) -> str | None:
    after = _AFTER.match(text, end)
    if after and after.group("kind") in _KINDS:
        # "Baloch camps" says whose they are; "Ostai, Lasht and Jinjeret posts" names each.
        is_many = after.group("kind") in _OWNED
        if is_many and not _LISTED.search(text, max(0, start - 8), start):
            return None
        return _KINDS[after.group("kind")]
    if not text.endswith(" of ", 0, start):
        return None
    before = _BEFORE.search(text, max(0, start - 24), start)
    return _KINDS.get(before.group("kind"), "other") if before else None


def _is_at(text: str, name: Name) -> bool:
    if _AT.search(text, max(0, name.start - 9), name.start) is None:
        return False
    after = _AFTER.match(text, name.end)
    return after is None or after["kind"] not in _HELD


def _beside(
    text: str,
    name: Name,
    previous: Resolved | None,
    behind: Sequence[Resolved],
    kind: str | None,
) -> tuple[Resolved, str] | None:
    """The place that says where the name is, and how ("inside", "near", "beside")."""
    if behind:
        how = link_of(text, name, behind[0].name)
        if how in ("inside", "near") and _is_narrow(behind[0]):
            return _innermost(text, behind) if how == "inside" else behind[0], how
    if previous is None or kind is None or previous.name.is_dateline:
        return None
    gap = text[previous.name.end : name.start]
    if len(gap) > _REACH or "\n\n" in gap or size_rank(previous.candidates[0].place) > 2:
        return None
    return previous, "beside"


def _resolved(text: str, name: Name, kind: str, one: Resolved, how: str) -> Resolved:
    near = one.candidates[0].place
    longitude, latitude = near.longitude, near.latitude
    radius = min(max(near.radius_km, _LEAST_RADIUS_KM), _MOST_RADIUS_KM)
    if how == "around":
        radius = max(radius, _AROUND_KM)
    offset = read_offset(text[name.end : one.name.start], near) if how == "near" else None
    if offset is not None and offset.distance_km and offset.bearing_deg is not None:
        from geo.geodesy import solve_direct

        lon, lat = solve_direct(longitude, latitude, offset.bearing_deg, offset.distance_km)
        longitude, latitude = float(lon), float(lat)
        radius = max(_LEAST_RADIUS_KM / 3, offset.distance_km / 3)
    word = text[name.start : name.end]
    place = Place(
        place_id=f"text:{name.folded.replace(' ', '-')}",
        name=word,
        kind=kind,
        country=near.country,
        adm_1=near.adm_1 or (near.name if near.kind == "province" else ""),
        adm_2=near.adm_2,
        longitude=longitude,
        latitude=latitude,
        radius_km=radius,
        is_confirmed=False,
        source=f"in no table; placed by the text's own words, {how} {near.name}",
    )
    name.known = Meanings([Known(place, name.folded, "text")])
    reasons = (f"in no table; {how} {near.name}, as the text says",)
    score = _SCORE_AROUND if how == "around" else _SCORE
    return Resolved(name, (Candidate(place, score, reasons),), 1.0)
