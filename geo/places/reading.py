"""Read the places of a text: names, what they mean, what role they play, what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.places.gazetteer import Gazetteer
from geo.places.links import find_links
from geo.places.mentions import find_names
from geo.places.name import Found, Name
from geo.places.nearness import is_within
from geo.places.phrases import build_phrases
from geo.places.place import Candidate, Place, PlacePhrase, Reading, Toponym
from geo.places.prior import NOTHING
from geo.places.resolve import Resolved, resolve_names
from geo.places.unlisted import place_unlisted
from geo.places.words import GOVERNMENT_WORDS, SPEECH_VERBS

# A longer text is read in parts: an article has one sense for a name, a book has not.
_MOST_AT_ONCE = 200_000
# "the authorities in Kabul", "the government in Islamabad"
_POWER_BEFORE = re.compile(
    r"\b(?:government|authorities|officials|regime|rulers|leaders|leadership|administration"
    r"|diplomats|ministers|cabinet|capital's|politicians|policymakers)\s+in\s+$",
    re.IGNORECASE,
)
# "Kabul was rocked by a blast", "Kabul saw its worst day": the town, not its government.
_IS_HIT = re.compile(
    r"\s+(?:(?:was|ha[sd]\s+been)\s+(?:\w+ly\s+|again\s+)?(?:hit|struck|rocked|shaken|jolted|bombed"
    r"|attacked|shelled|targeted|raided|stormed|pounded|under|the\s+(?:scene|target|site))"
    r"|saw\s+(?:an?|the|its|another|two|three|several))\b"
)
# What a possessive capital owns when the town is meant, not the government.
_TOWN_THINGS = frozenset(
    "airport streets outskirts suburbs residents diplomatic green old centre center main city"
    " skyline bazaar bazaars hotels hospitals hospital mosque mosques roads northern southern"
    " eastern western police population district districts".split()
)


def read_places(
    text: str, gazetteer: Gazetteer, *, start: int = 0, demonyms: bool = False
) -> Reading:
    """Every place a text names, what it means, and what the text says of positions.

    Parameters
    ----------
    text : English prose; of text in other languages little or nothing is found.
    start : offset where the article's words begin, behind a date line.
    demonyms : whether "Afghan" and "Pakistanis" are read as their countries too.

    Returns
    -------
    A Reading whose spans count code points of `text`, in the order of the text.

    Examples
    --------
    >>> from geo.places.gazetteer import load_gazetteer
    >>> reading = read_places("A post 12 km west of Chaman was shelled.", load_gazetteer())
    >>> reading.toponyms[0].text, reading.phrases[0].expression.distance_km
    ('Chaman', 12.0)
    >>> read_places("", load_gazetteer()).toponyms
    ()
    """
    if len(text) <= _MOST_AT_ONCE:
        return _read_part(text, gazetteer, start, demonyms=demonyms)
    toponyms: list[Toponym] = []
    phrases: list[PlacePhrase] = []
    for first, last in _cut(text, start):
        part = _read_part(text[first:last], gazetteer, 0, demonyms=demonyms)
        known = len(toponyms)
        toponyms.extend(_moved_toponym(one, first, known) for one in part.toponyms)
        phrases.extend(_moved_phrase(one, first, known) for one in part.phrases)
    return Reading(tuple(toponyms), tuple(phrases))


def _read_part(text: str, gazetteer: Gazetteer, start: int, *, demonyms: bool) -> Reading:
    found = find_names(text, gazetteer, start)
    every, home = resolve_names(text, found)
    resolved = [one for one in every if one.is_place]
    strangers = sorted({*found.unlisted, *(_span(one) for one in every if _is_elsewhere(one))})
    astray = {_span(one) for one in every if one.is_astray}
    if strangers:
        resolved.extend(place_unlisted(text, strangers, resolved, home, astray))
    if demonyms:
        resolved.extend(_read_demonyms(found, gazetteer, resolved))
    resolved.sort(key=_by_start)
    places = [one.candidates[0].place for one in resolved]
    inside = find_chains(text, [one.name for one in resolved], places)
    toponyms = tuple(
        _toponym(text, one, inside.get(number), gazetteer) for number, one in enumerate(resolved)
    )
    before = [one.name.before for one in resolved]
    return Reading(toponyms, build_phrases(text, toponyms, inside, before))


def _is_elsewhere(one: Resolved) -> bool:
    return (one.is_elsewhere and not one.is_place) or one.is_astray


def _span(one: Resolved) -> tuple[int, int]:
    return one.name.start, one.name.end


def _read_demonyms(
    found: Found, gazetteer: Gazetteer, resolved: Sequence[Resolved]
) -> Iterator[Resolved]:
    """Words for a country's people as names of the country."""
    taken = {one.name.start for one in resolved}
    for start, end, code in found.demonym_spans:
        country = gazetteer.place(f"country:{code}")
        if country is not None and start not in taken:
            name = Name(start, end, code, NOTHING)
            reasons = ("a word for the people of a country",)
            yield Resolved(name, (Candidate(country, 0.9, reasons),), 2.0)


def _by_start(one: Resolved) -> int:
    return one.name.start


def _cut(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Parts of a very long text, cut at paragraphs where possible, else at a space."""
    while start < len(text):
        end = start + _MOST_AT_ONCE
        if end < len(text):
            for mark in ("\n\n", "\n", ". ", " "):
                place = text.rfind(mark, start + _MOST_AT_ONCE // 2, end)
                if place > 0:
                    end = place + len(mark)
                    break
        yield start, min(end, len(text))
        start = end


def _moved_toponym(one: Toponym, offset: int, known: int) -> Toponym:
    inside = None if one.inside is None else one.inside + known
    return replace(one, start=one.start + offset, end=one.end + offset, inside=inside)


def _moved_phrase(one: PlacePhrase, offset: int, known: int) -> PlacePhrase:
    numbers = tuple(number + known for number in one.toponyms)
    return replace(one, start=one.start + offset, end=one.end + offset, toponyms=numbers)


def find_chains(text: str, names: Sequence[Name], places: Sequence[Place]) -> dict[int, int]:
    """Number of each nested name to the number of the wider one beside it."""
    return {
        number: other
        for number, (how, other) in find_links(text, names).items()
        if how == "inside" and is_within(places[number], places[other])
    }


def _toponym(text: str, one: Resolved, wider: int | None, gazetteer: Gazetteer) -> Toponym:
    name, best = one.name, one.candidates[0]
    return Toponym(
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        place=best.place,
        score=best.score,
        role=_role(text, name, best.place, gazetteer),
        candidates=one.candidates,
        inside=wider,
    )


def _role(text: str, name: Name, place: Place, gazetteer: Gazetteer) -> str | None:
    if name.is_dateline:
        return "reporting"
    if name.is_body or name.after in GOVERNMENT_WORDS:
        return "institution"
    is_power = place.kind == "country" or (
        place.kind == "town" and gazetteer.capitals.get(name.folded) == place.country
    )
    if not is_power:
        return None
    if name.is_locative and name.before not in ("to", "from", "of", "between", "towards"):
        window = text[max(0, name.start - 40) : name.start]
        return "institution" if _POWER_BEFORE.search(window) else None
    if name.is_possessive:
        return None if name.after in _TOWN_THINGS or place.kind == "country" else "institution"
    if name.after in ("was", "has", "had", "saw") and _IS_HIT.match(text, name.end):
        return None
    if name.after in SPEECH_VERBS or name.before in ("against", "by", "that"):
        return "institution"
    return None
