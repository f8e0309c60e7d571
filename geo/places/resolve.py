"""Say what place each name means, or that it means none, with reasons a person can read.

Every candidate place collects points for what speaks for it: how big it is, whose table it is
in, what the words around say ("district", ", Ohio", "near Bannu"), which countries and
provinces the text names, how near it is to the places the text is sure about. A name keeps one
sense a document, except where the words beside it say otherwise ("Khost province").
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.places.clues import Anchor, Clues, add_told_units, read_clues
from geo.places.home import LOCAL, Home
from geo.places.links import find_links, spread_definitions
from geo.places.name import Found, Name
from geo.places.nearness import chord_km, chord_squared, spots_km
from geo.places.place import Candidate
from geo.places.scores import fit_score
from geo.places.senses import Row, Sense
from geo.places.weigh import prefer_seat, settle, weigh_name

_ENOUGH = 0.7  # log odds from which on a name counts as a place
_KEPT_CANDIDATES = 5
_MOST_ANCHORS = 10
_MOST_ANSWERS = 64  # ranked candidates that a name keeps for the next text
_WIDE_KINDS = ("country", "region", "line")
_FAR_KNOWN = 60_000  # inhabitants; so many a local paper names without a state
_FEDERAL = ("US", "CA", "AU")  # where one says the state of towns in other states
_NO_TOWN = frozenset(("also a given name", "the name of a street"))
_ALONE = 9.0  # by how much a name leads that has no rival
_FAR_KM = 500.0  # from where on a place lends no other its nearness
_FAR = chord_squared(_FAR_KM)
_AROUND_KM = 700.0  # places so near each other make a neighbourhood
_AROUND = chord_squared(_AROUND_KM)
_WIDE = ("province", "region", "country")


@dataclass(slots=True)
class Resolved:
    """A name with its ranked candidates, and how surely it is a place (log odds).

    `is_elsewhere`: no place of that name lies where the text says it is; `is_astray`: all of
    them are small towns far from where the text is at home.
    """

    name: Name
    candidates: tuple[Candidate, ...]
    belief: float
    is_elsewhere: bool = False
    is_astray: bool = False

    @property
    def is_place(self) -> bool:
        """Whether enough speaks for the name being a place at all."""
        return self.belief >= _ENOUGH


Key = tuple[str, str | None, str, str]
_UNLINKED = ("", -1)
_LONGER = "the end of a longer name"


def resolve_names(text: str, found: Found) -> tuple[list[Resolved], Home | None]:
    """Ranked places for every name, in the order of the text, and where the text is at home."""
    names = found.names
    links = find_links(text, names)
    spread_definitions(text, names, links)
    clues = read_clues(found, links)
    for number, (how, other) in links.items():
        if how == "holds":
            add_told_units(clues, names[number], names[other])
    senses: dict[Key, Sense] = {}
    mine = [
        _sense(name, names, links.get(number, _UNLINKED), clues, senses)
        for number, name in enumerate(names)
    ]
    _share_links(names, mine, senses, clues.home)
    _add_anchors(clues, names, mine)
    _weigh_lists(names, mine)
    for sense in senses.values():
        if not sense.is_settled:
            _finish(sense, clues)
    # "Ataullah Khogyani said": so it is he whom a bare "Khogyani" means.
    people = found.people | {n.folded for n in names if n.is_speech and _LONGER in n.notes}
    beliefs = [_belief(name, sense, people) for name, sense in zip(names, mine, strict=True)]
    _share_sense(names, beliefs)
    ours = _home_countries(mine, clues.home)
    resolved = []
    for number, (name, sense, belief) in enumerate(zip(names, mine, beliefs, strict=True)):
        how = links.get(number, _UNLINKED)[0]
        is_free = how in ("", "holds") and not name.is_told
        if is_free and (
            _is_strange_river(name, sense, clues.home)
            or (belief >= _ENOUGH and _is_astray(name, sense, clues, ours))
        ):
            resolved.append(Resolved(name, (), 0.0, is_astray=True))
            continue
        candidates = _candidates(name, sense, belief) if belief >= _ENOUGH else ()
        resolved.append(Resolved(name, candidates, belief, how == "outside"))
    return resolved, clues.home


def _home_countries(mine: Sequence[Sense], home: Home | None) -> set[str]:
    """The countries of the places that lie where a text is at home, if it is a local one."""
    if home is None or home.worth < LOCAL:
        return set()
    best = (sense.rows[0].known for sense in mine)
    return {known.place.country for known in best if home.holds(known)}


def _is_strange_river(name: Name, sense: Sense, home: Home | None) -> bool:
    """Whether a local text names a river of which tables have only a namesake town far away."""
    known = sense.rows[0].known
    is_river = name.kind_hint == "river" and known.place.kind != "river"
    return is_river and home is not None and home.worth >= LOCAL and not home.holds(known)


def _is_astray(name: Name, sense: Sense, clues: Clues, ours: set[str]) -> bool:
    """Whether a local text names a small town that every table has only far away.

    Of a town in another state its readers are told which one; so this is an unlisted one near by.
    """
    known = sense.rows[0].known
    place, home = known.place, clues.home
    if home is None or not ours or known.origin not in ("world", "dump"):
        return False
    is_small = place.kind in ("town", "village", "district") and place.population < _FAR_KNOWN
    if not is_small or name.is_dateline or (place.country, place.adm_1) in clues.alone:
        return False
    if spots_km(known.spot, home.spot) < _FAR_KM / 2:
        return False
    if place.country in ours:
        return place.country in _FEDERAL and _NO_TOWN.isdisjoint(name.notes)
    return not clues.shares(name.folded).get(place.country) and len(name.known) > 3


def _sense(
    name: Name,
    names: Sequence[Name],
    link: tuple[str, int],
    clues: Clues,
    senses: dict[Key, Sense],
) -> Sense:
    """The sense of a name: one for all its mentions that stand in the same kind of context."""
    how, other = link
    beside = names[other].folded if how else ""
    key = (name.folded, name.kind_hint, "told" if name.is_told else how, beside)
    sense = senses.get(key)
    if sense is None:
        sense = settle(name, clues) if how in ("", "holds") else None
        if sense is None or (how and len(sense.rows) > 1):
            sense = weigh_name(name, clues, how, names[other] if how else None)
        senses[key] = sense
    return sense


def _share_links(
    names: Sequence[Name], mine: Sequence[Sense], senses: Mapping[Key, Sense], home: Home | None
) -> None:
    """What one mention is said to lie in holds for the other mentions of the name."""
    told: dict[str, set[str]] = {}
    for name, sense in zip(names, mine, strict=True):
        if name.is_told:
            told.setdefault(name.folded, set()).add(sense.rows[0].known.place.place_id)
    for (folded, _, how, _), sense in senses.items():
        if how == "inside" and sense.rows[0].support >= 3.0:
            told.setdefault(folded, set()).add(sense.rows[0].known.place.place_id)
    if not told:
        return
    for (folded, _, how, _), sense in senses.items():
        if how == "inside" or folded not in told or _is_another(sense, told[folded], home):
            continue
        if sense.is_settled:
            sense.unsettle()
        for row in sense.rows:
            if row.known.place.place_id in told[folded]:
                row.points += 4.0
                row.support += 1.0
                row.reasons.append("so placed elsewhere in the text")
        sense.sort()


def _is_another(sense: Sense, told: set[str], home: Home | None) -> bool:
    """Whether a text at home beside one place of the name tells of one far away."""
    if home is None:
        return False
    at_home = {row.known.place.place_id for row in sense.rows if home.holds(row.known)}
    return bool(at_home) and at_home.isdisjoint(told)


def _add_anchors(clues: Clues, names: Sequence[Name], mine: Sequence[Sense]) -> None:
    """Places the text is sure about: far ahead of their rivals, and named as places."""
    seen: set[str] = set()
    for name, sense in zip(names, mine, strict=True):
        best = sense.rows[0]
        place = best.known.place
        if place.place_id in seen or place.kind in _WIDE_KINDS:
            continue
        seen.add(place.place_id)
        lead = _lead(sense.rows)
        # A name that only one place bears is a witness however small the place.
        if lead >= 2.0 and best.points + name.belief >= (2.5 if lead < _ALONE else 1.0):
            clues.anchors.append((*best.known.spot, place.name))
            if len(clues.anchors) >= _MOST_ANCHORS:
                return


def _lead(rows: Sequence[Row]) -> float:
    """By how much the best candidate leads those that are elsewhere."""
    best = rows[0]
    for row in rows[1:]:
        if spots_km(row.known.spot, best.known.spot) > 60:
            return best.points - row.points
    return _ALONE


def _weigh_lists(names: Sequence[Name], mine: Sequence[Sense]) -> None:
    """Neighbours in a list lie near each other: "Frankfort and Paris" are two towns of Kentucky."""
    done: set[tuple[int, str]] = set()
    for number, name in enumerate(names):
        if name.listed is None:
            continue
        sense = mine[number]
        if sense.is_settled or len(sense.rows) == 1:
            continue
        other = mine[name.listed].rows[0].known
        mark = (id(sense), other.place.place_id)
        if other.place.kind in _WIDE_KINDS or mark in done:
            continue
        done.add(mark)
        for row in sense.rows:
            known = row.known
            if known.place.name != other.place.name and spots_km(known.spot, other.spot) < 150:
                row.points += 1.5
                row.reasons.append(f"in a list with {other.place.name}")
        sense.sort()


def _finish(sense: Sense, clues: Clues) -> None:
    rows = sense.rows
    if len(rows) == 1:
        if rows[0].points < 4 or rows[0].known.belief < 2.0:
            _weigh_nearness(rows[0], clues.anchors, {rows[0].known.place.name})
        return
    # Nearness is worth 3.5 points at the most: who is further behind stays behind.
    least = rows[0].points - 4.5
    names = {row.known.place.name for row in rows}
    for row in rows:
        if row.points >= least:
            _weigh_nearness(row, clues.anchors, names)
    sense.sort()
    sense.rows = rows = prefer_seat(list(sense.rows))
    best = rows[0]
    sense.weights = [math.exp(min(0.0, row.points - best.points)) for row in rows]
    # Rivals on the same ground (a town and its district) do not make the answer less sure.
    place = best.known.place
    against = 0.0
    for row, weight in zip(rows, sense.weights, strict=True):
        if row is best or weight <= 0.01:
            continue
        reach = max(place.radius_km, row.known.place.radius_km, 25.0)
        if spots_km(row.known.spot, best.known.spot) > reach:
            against += weight
    sense.share = 1.0 / (1.0 + against)


def _weigh_nearness(row: Row, anchors: Sequence[Anchor], own: set[str]) -> None:
    """Weigh the anchors near a place; those that bear one of its `own` names say nothing."""
    known = row.known
    place = known.place
    if place.kind == "line":
        return
    reach = place.radius_km if place.kind in _WIDE else 0.0
    x, y, z = known.spot
    nearest, least = "", chord_squared(_FAR_KM + reach) if reach else _FAR
    crowd, around = 0, chord_squared(_AROUND_KM + reach) if reach else _AROUND
    for ax, ay, az, name in anchors:
        dx = ax - x
        square = dx * dx + (ay - y) * (ay - y) + (az - z) * (az - z)
        if square < around and name not in own:
            crowd += 1
            if square < least:
                nearest, least = name, square
    if crowd:
        row.points += 1.5 * crowd / len(anchors)
    if not nearest:
        return
    far = max(0.0, chord_km(least) - reach)
    row.points += 2.0 if far < 60 else 1.3 if far < 200 else 0.4
    row.support += 0.8 if far < 200 else 0.3
    row.reasons.append(f"{far:.0f} km from {nearest}")


def _belief(name: Name, sense: Sense, people: set[str]) -> float:
    best = sense.rows[0]
    known = best.known
    support = best.support + sense.support
    belief = name.belief + known.belief + (support if support < 3.5 else 3.5)
    if name.is_speech or name.folded in people:
        is_power = known.is_capital or known.place.kind == "country"
        if name.is_speech and not is_power:
            belief -= 1.5
        if name.folded in people:
            # "Spokesman Ataullah Khogyani" is who is meant by "Khogyani added".
            is_near = best.support >= 3.0 and not name.is_speech
            is_told = name.is_locative or name.kind_hint or is_near
            belief -= 1.5 if is_told or is_power else 4.0
    return belief


def _share_sense(names: Sequence[Name], beliefs: list[float]) -> None:
    """A name that is surely a place once in a text is one again, unless much speaks against."""
    doubtful = {
        name.folded: -9.0
        for name, belief in zip(names, beliefs, strict=True)
        if _ENOUGH - 2.0 < belief < _ENOUGH
    }
    if not doubtful:
        return
    for name, belief in zip(names, beliefs, strict=True):
        if name.folded in doubtful:
            doubtful[name.folded] = max(doubtful[name.folded], belief)
    for number, name in enumerate(names):
        if _ENOUGH - 2.0 < beliefs[number] < _ENOUGH and "an ordinary word" not in name.notes:
            beliefs[number] += 1.5 if doubtful[name.folded] >= _ENOUGH + 1.5 else 0.0


def _candidates(name: Name, sense: Sense, belief: float) -> tuple[Candidate, ...]:
    if sense.answers is None:
        return _rank(name.notes, sense, belief)
    key = (belief, name.notes)
    made = sense.answers.get(key)
    if made is None:
        if len(sense.answers) >= _MOST_ANSWERS:
            sense.answers.clear()
        made = sense.answers[key] = _rank(name.notes, sense, belief)
    return made


def _rank(notes: tuple[str, ...], sense: Sense, belief: float) -> tuple[Candidate, ...]:
    certainty = sense.share / (1.0 + math.exp(-(belief - _ENOUGH + 0.8)))
    if len(sense.rows) == 1:
        [row] = sense.rows
        return (Candidate(row.known.place, fit_score(certainty), (*row.reasons, *notes)),)
    kept = [
        (row, weight)
        for row, weight in zip(sense.rows, sense.weights, strict=True)
        if weight > 0.01
    ]
    return tuple(
        Candidate(row.known.place, fit_score(certainty * weight), (*row.reasons, *notes))
        for row, weight in kept[:_KEPT_CANDIDATES]
    )
