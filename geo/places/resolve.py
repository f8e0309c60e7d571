"""Say what place each name means, or that it means none, with reasons a person can read.

Every candidate place collects points for what speaks for it: how big it is, whose table it is
in, what the words around say ("district", ", Ohio", "near Bannu"), which countries and
provinces the text names, how near it is to the places the text is sure about. A name keeps one
sense a document, except where the words beside it say otherwise ("Khost province").
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.places.clues import Clues, add_told_units, read_clues
from geo.places.fold import fold_word
from geo.places.links import find_links
from geo.places.name import Found, Name
from geo.places.nearness import is_within, rough_km
from geo.places.place import Candidate, Place
from geo.places.prior import Known, Meanings
from geo.places.senses import Row, Sense

_ENOUGH = 0.7  # log odds from which on a name counts as a place
_MOST_CANDIDATES = 12
_KEPT_CANDIDATES = 5
_MOST_ANCHORS = 10
_WIDE_KINDS = ("country", "region", "line")
_BORDER_COUNTRIES = ("AF", "PK")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A name with its ranked candidates, and how surely it is a place (log odds).

    `is_elsewhere`: no place of that name lies where the text says it is.
    """

    name: Name
    candidates: tuple[Candidate, ...]
    belief: float
    is_elsewhere: bool = False

    @property
    def is_place(self) -> bool:
        """Whether enough speaks for the name being a place at all."""
        return self.belief >= _ENOUGH


Key = tuple[str, str | None, str, int]


def resolve_names(text: str, found: Found) -> list[Resolved]:
    """Ranked places for every name, in the order of the text."""
    names = found.names
    links = find_links(text, names)
    clues = read_clues(found, links)
    for number, (how, other) in links.items():
        if how == "holds":
            add_told_units(clues, names[number], names[other])
    senses: dict[Key, Sense] = {}
    keys = []
    for number, name in enumerate(names):
        how, other = links.get(number, ("", -1))
        key = (name.folded, name.kind_hint, "told" if name.is_told else how, other)
        keys.append(key)
        if key in senses:
            continue
        if name.known.is_settled and how in ("", "holds") and name.kind_hint is None:
            senses[key] = _settled(name.known, clues, name.folded)
        else:
            beside = names[other] if how else None
            senses[key] = Sense(_weigh_rows(name, clues, how, beside))
    _share_links(names, keys, senses)
    _add_anchors(clues, names, keys, senses)
    _weigh_lists(names, keys, senses)
    for sense in senses.values():
        if not sense.is_settled:
            _finish(sense, clues)
    beliefs = [_belief(name, senses[key], found) for name, key in zip(names, keys, strict=True)]
    _share_sense(names, beliefs)
    made: dict[tuple[Key, tuple[str, ...], float], tuple[Candidate, ...]] = {}
    resolved = []
    for name, key, belief in zip(names, keys, beliefs, strict=True):
        same = (key, name.notes, belief)
        if same not in made:
            made[same] = _candidates(name, senses[key], belief)
        resolved.append(Resolved(name, made[same], belief, key[2] == "outside"))
    return resolved


def _settled(known: Meanings, clues: Clues, folded: str) -> Sense:
    """The sense of a name without a rival; that the text speaks of its country still counts."""
    best = known.best or known[0]
    share = clues.share(best.place.country, folded)
    support = 0.8 + 0.8 * share if share else 0.0
    return Sense([Row(best, best.points, support, list(best.reasons))], [1.0], is_settled=True)


def _weigh_rows(name: Name, clues: Clues, how: str, beside: Name | None) -> list[Row]:
    rows = []
    known_best = name.known.best
    # Without a word beside it, context is worth 7 points at the most.
    least = known_best.points - 7.0 if known_best and beside is None else -math.inf
    for known in _shortlist(name.known, clues, beside):
        if known.points < least:
            continue
        row = Row(known, known.points, 0.0, list(known.reasons))
        _weigh_country(row, clues, name)
        if name.kind_hint is not None:
            _weigh_kind(row, name.kind_hint)
        if beside is not None and how == "inside":
            _weigh_container(row, beside)
        elif how == "outside":
            row.support -= 5.0
            row.reasons.append("not where the text says it is")
        elif beside is not None and how == "holds":
            _weigh_content(row, beside)
        elif beside is not None:
            _weigh_neighbour(row, beside)
        rows.append(row)
    rows.sort(key=_by_points)
    return rows


def _by_points(row: Row) -> float:
    return -row.points


def _shortlist(known: Sequence[Known], clues: Clues, beside: Name | None) -> Iterable[Known]:
    if len(known) <= _MOST_CANDIDATES:
        return known
    chosen = list(known[: _MOST_CANDIDATES - 4])
    for other in known[_MOST_CANDIDATES - 4 :]:
        place = other.place
        if (place.country, place.adm_1) in clues.provinces or (
            beside is not None and any(is_within(place, wide.place) for wide in beside.known[:6])
        ):
            chosen.append(other)
    return chosen


def _weigh_country(row: Row, clues: Clues, name: Name) -> None:
    place = row.known.place
    if place.kind == "country":
        return
    share = clues.share(place.country, name.folded)
    if share and row.known.origin in ("border", "user") and place.country in _BORDER_COUNTRIES:
        # A text about this border speaks of both sides, however seldom it names one of them.
        both = sum(clues.share(code, name.folded) for code in _BORDER_COUNTRIES)
        share = max(share, 0.6 * both)
    if share:
        row.points += 0.8 + 2.5 * share
        row.support += 0.4 + 0.8 * share
        row.reasons.append(f"the text speaks of {place.country}")
    elif not place.country:
        here = max(clues.share(code, name.folded) for code in _BORDER_COUNTRIES)
        row.points += 0.8 + 2.5 * here if here else 0.0
    if name.is_speech and row.known.is_capital:
        row.points += 2.0
    if place.kind == "province" and (place.country, place.name) in clues.provinces:
        row.points += 2.0 if name.known[0].place.kind == "country" else 0.0
    if (
        place.adm_1
        and (place.country, place.adm_1) in clues.provinces
        and name.folded not in fold_word(place.adm_1)
        and place.kind != "country"
    ):
        row.points += 2.0
        row.support += 0.8
        row.reasons.append(f"the text names {place.adm_1}")


def _weigh_kind(row: Row, hint: str) -> None:
    kind, people = row.known.place.kind, row.known.place.population
    row.is_called = True
    if kind == hint or (hint == "town" and kind in ("village", "bazaar")):
        row.points += 2.5
        row.reasons.append(f"called a {hint}")
    elif hint == "village" and kind == "town" and people < 20_000:
        row.points += 2.0
        row.reasons.append("called a village")
    elif hint in ("province", "district") and kind in ("province", "district"):
        row.points += 1.0
    else:
        row.points -= 1.0


def _weigh_container(row: Row, beside: Name) -> None:
    for wide in beside.known[:6]:
        if is_within(row.known.place, wide.place):
            row.points += 5.0
            row.support += 3.0
            row.reasons.append(f"in {wide.place.name}, as the text says")
            return
    row.points -= 2.0


def _weigh_content(row: Row, beside: Name) -> None:
    """The wider of two names: it must hold the best place that the narrower may mean."""
    held = [known.points for known in beside.known[:20] if is_within(known.place, row.known.place)]
    if not held:
        row.points -= 2.0
        return
    best = max(known.points for known in beside.known[:20])
    row.points += max(0.0, 4.0 - (best - max(held)))
    row.support += 1.0


def _weigh_neighbour(row: Row, beside: Name) -> None:
    nearest = min(
        (rough_km(row.known.place, other.place) for other in beside.known[:6]), default=math.inf
    )
    if nearest <= 80:
        row.points += 3.0
        row.support += 1.0
        row.reasons.append(f"near {beside.known[0].place.name}, as the text says")
    else:
        row.points -= 1.5


def _share_links(names: Sequence[Name], keys: Sequence[Key], senses: Mapping[Key, Sense]) -> None:
    """What one mention is said to lie in holds for the other mentions of the name."""
    told: dict[str, set[str]] = {}
    for name, key in zip(names, keys, strict=True):
        if name.is_told:
            told.setdefault(name.folded, set()).add(senses[key].rows[0].known.place.place_id)
    for (folded, _, how, _), sense in senses.items():
        best = sense.rows[0]
        if how == "inside" and best.support >= 3.0:
            told.setdefault(folded, set()).add(best.known.place.place_id)
    for (folded, _, how, _), sense in senses.items():
        if how == "inside" or folded not in told:
            continue
        for row in sense.rows:
            if row.known.place.place_id in told[folded]:
                row.points += 4.0
                row.support += 1.0
                row.reasons.append("so placed elsewhere in the text")
        sense.rows.sort(key=_by_points)


def _add_anchors(
    clues: Clues, names: Sequence[Name], keys: Sequence[Key], senses: Mapping[Key, Sense]
) -> None:
    """Places the text is sure about: far ahead of their rivals, and named as places."""
    seen: set[str] = set()
    for name, key in zip(names, keys, strict=True):
        rows = senses[key].rows
        place = rows[0].known.place
        if place.kind in _WIDE_KINDS or place.place_id in seen:
            continue
        seen.add(place.place_id)
        rival = next((row for row in rows[1:] if rough_km(row.known.place, place) > 60), None)
        lead = rows[0].points - rival.points if rival else 9.0
        if lead >= 2.0 and rows[0].points + name.belief >= 2.5:
            clues.anchors.append(place)
            if len(clues.anchors) >= _MOST_ANCHORS:
                return


def _weigh_lists(names: Sequence[Name], keys: Sequence[Key], senses: Mapping[Key, Sense]) -> None:
    """Neighbours in a list lie near each other: "Frankfort and Paris" are two towns of Kentucky."""
    done: set[tuple[Key, str]] = set()
    for number, name in enumerate(names):
        sense = senses[keys[number]]
        if name.listed is None or sense.is_settled or len(sense.rows) == 1:
            continue
        other = senses[keys[name.listed]].rows[0].known.place
        mark = (keys[number], other.place_id)
        if other.kind in _WIDE_KINDS or mark in done:
            continue
        done.add(mark)
        for row in sense.rows:
            if row.known.place.name != other.name and rough_km(row.known.place, other) < 150:
                row.points += 1.5
                row.reasons.append(f"in a list with {other.name}")
        sense.rows.sort(key=_by_points)


def _finish(sense: Sense, clues: Clues) -> None:
    rows = sense.rows
    if len(rows) == 1:
        if rows[0].points < 4 or rows[0].known.belief < 2.0:
            _weigh_nearness(rows[0], clues.anchors)
        sense.weights = [1.0]
        return
    # Nearness is worth 2 points at the most: who is further behind stays behind.
    least = rows[0].points - 3.0
    for row in rows:
        if row.points >= least:
            _weigh_nearness(row, clues.anchors)
    rows.sort(key=_by_points)
    _prefer_seat(rows)
    best = rows[0]
    sense.weights = [math.exp(min(0.0, row.points - best.points)) for row in rows]
    # Rivals on the same ground (a town and its district) do not make the answer less sure.
    place = best.known.place
    against = 0.0
    for row, weight in zip(rows, sense.weights, strict=True):
        if row is best or weight <= 0.01:
            continue
        reach = max(place.radius_km, row.known.place.radius_km, 25.0)
        if rough_km(row.known.place, place) > reach:
            against += weight
    sense.share = 1.0 / (1.0 + against)


def _prefer_seat(rows: list[Row]) -> None:
    """A bare name that a unit shares with the town inside it means the town.

    Who means the unit says so ("Khost province"), and the town lies in it in any case. A
    hamlet that has its name from the unit around it does not count.
    """
    unit = rows[0]
    if unit.known.place.kind not in ("province", "district") or unit.is_called:
        return
    for number, row in enumerate(rows[1:], 1):
        place = row.known.place
        if place.kind != "town" or not place.is_confirmed or not row.known.is_own_name:
            continue
        if row.points < unit.points - 5.0:
            continue
        if rough_km(place, unit.known.place) <= unit.known.place.radius_km + 10.0:
            row.points = unit.points + 0.1
            rows.insert(0, rows.pop(number))
            return


def _weigh_nearness(row: Row, anchors: Sequence[Place]) -> None:
    place = row.known.place
    if row.known.origin in ("country", "region") or place.kind == "line":
        return
    best, nearest = 500.0, None
    reach = place.radius_km if place.kind == "province" else 0.0
    latitude, longitude = place.latitude, place.longitude
    for anchor in anchors:
        # Five degrees of latitude are more than 500 km: most anchors go without a root.
        if (
            abs(anchor.latitude - latitude) > 5
            or (abs(anchor.longitude - longitude) > 15 and abs(latitude) < 65)
            or anchor.name == place.name
        ):
            continue
        far = max(0.0, rough_km(anchor, place) - reach)
        if far < best:
            best, nearest = far, anchor
    if nearest is not None:
        row.points += 2.0 if best < 60 else 1.3 if best < 200 else 0.4
        row.support += 0.8 if best < 200 else 0.3
        row.reasons.append(f"{best:.0f} km from {nearest.name}")


def _belief(name: Name, sense: Sense, found: Found) -> float:
    best = sense.rows[0]
    belief = name.belief + best.known.belief + min(best.support, 3.5)
    is_power = best.known.is_capital or best.known.place.kind == "country"
    if name.is_speech and not is_power:
        belief -= 1.5
    if name.folded in found.people:
        belief -= 1.5 if name.is_locative or name.kind_hint or is_power else 4.0
    return belief


def _share_sense(names: Sequence[Name], beliefs: list[float]) -> None:
    """A name that is surely a place once in a text is one again, unless much speaks against."""
    surest: defaultdict[str, float] = defaultdict(lambda: -9.0)
    for name, belief in zip(names, beliefs, strict=True):
        surest[name.folded] = max(surest[name.folded], belief)
    for number, name in enumerate(names):
        is_word = "an ordinary word" in name.notes
        if is_word or surest[name.folded] < _ENOUGH + 1.5:
            continue
        if _ENOUGH - 2.0 < beliefs[number] < _ENOUGH:
            beliefs[number] += 1.5


def _candidates(name: Name, sense: Sense, belief: float) -> tuple[Candidate, ...]:
    if belief < _ENOUGH:
        return ()
    certainty = sense.share / (1.0 + math.exp(-(belief - _ENOUGH + 0.8)))
    kept = [
        (row, weight)
        for row, weight in zip(sense.rows, sense.weights, strict=True)
        if weight > 0.01
    ]
    return tuple(
        Candidate(row.known.place, round(certainty * weight, 3), (*row.reasons, *name.notes))
        for row, weight in kept[:_KEPT_CANDIDATES]
    )
