"""What a text says for and against each place that a name may mean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from geo.places.clues import Clues
from geo.places.fold import fold, fold_word
from geo.places.home import Home
from geo.places.name import Name
from geo.places.nearness import is_within, spots_km
from geo.places.place import Place
from geo.places.prior import Known, Meanings, Unit
from geo.places.senses import Fixed, Row, Sense

_KNOWN_ABROAD = 100_000  # inhabitants
_MOST_CANDIDATES = 12
_MOST_RIVALS = 30
_HERE = 0.15  # from which share on a text speaks of this border's countries
_BORDER_COUNTRIES = ("AF", "PK")


def settle(name: Name, clues: Clues) -> Sense | None:
    """The sense of a name whose rivals all lie on the same ground, None if it is not settled.

    Only that the text speaks of its country still counts.
    """
    known, hint = name.known, name.kind_hint
    if hint not in known.fixed:
        known.fixed[hint] = _fix(known, hint)
    fixed = known.fixed[hint]
    if fixed is None or (clues.home is not None and _has_rival(known, clues.home)):
        return None
    share = clues.shares(name.folded).get(fixed.rows[0].known.place.country)
    # In steps, so that the answers of one text serve the next.
    support = 0.8 + 0.08 * round(10 * share) if share else 0.0
    return Sense(fixed.rows, fixed.weights, 1.0, support, True, fixed.answers)


def _has_rival(known: Meanings, home: Home) -> bool:
    """Whether a namesake of the best place lies where the text is at home."""
    best = known.best
    if best is None or home.holds(best):
        return False
    return any(home.holds(one) for one in known[:_MOST_RIVALS])


def _fix(known: Meanings, hint: str | None) -> Fixed | None:
    best = known.best
    if best is None or best.belief < 2.0:
        return None
    # Context without a word beside the name is worth 8 points at the most, its kind 4 more.
    least = best.points - (8.0 if hint is None else 12.0)
    rivals = [one for one in known if one.points >= least]
    if not all(_is_on_ground(one, best) for one in rivals):
        return None
    rows = [Row(one, one.points, 0.0, list(one.reasons)) for one in rivals]
    if hint is not None:
        for row in rows:
            _weigh_kind(row, hint)
    sense = Sense(rows)
    sense.sort()
    rows = prefer_seat(list(sense.rows))
    return Fixed(rows, [math.exp(min(0.0, row.points - rows[0].points)) for row in rows], {})


def _is_on_ground(one: Known, best: Known) -> bool:
    first, second = one.place, best.place
    if first.country != second.country and first.kind != "crossing":
        return False
    return spots_km(one.spot, best.spot) <= max(first.radius_km, second.radius_km, 25.0)


_PARTS = ("Upper ", "Lower ")  # what is the upper part of something is a unit


def prefer_seat(rows: list[Row]) -> list[Row]:
    """A bare name that a unit shares with the town inside it means the town.

    Who means the unit says so ("Khost province"), and the town lies in it in any case. A
    hamlet that has its name from the unit around it does not count.
    """
    unit = rows[0]
    if unit.known.place.kind not in ("province", "district") or unit.is_called:
        return rows
    if unit.known.place.name.startswith(_PARTS):
        return rows
    for number, row in enumerate(rows[1:], 1):
        place = row.known.place
        if place.kind != "town" or not place.is_confirmed or not row.known.is_own_name:
            continue
        if row.points < unit.points - 8.0:
            continue
        if spots_km(row.known.spot, unit.known.spot) <= unit.known.place.radius_km + 10.0:
            row.points = unit.points + 0.1
            return [row, *rows[:number], *rows[number + 1 :]]
    return rows


def weigh_name(name: Name, clues: Clues, how: str, beside: Name | None) -> Sense:
    """The sense of a name with its candidates, by the words beside it and the text's countries.

    Parameters
    ----------
    how, beside : how it hangs together with a neighbouring name, see
        `geo.places.links.find_links`.
    """
    best = name.known.best
    # Without a word beside it, context is worth 8 points at the most, and a home 4 more.
    most = 8.0 if clues.home is None else 12.0
    least = best.points - most if best and beside is None else -math.inf
    shares = clues.shares(name.folded)
    here = _share_of_border(shares)
    rows = []
    for known in _shortlist(name.known, clues, beside):
        if known.points < least:
            continue
        row = Row(known, known.points, 0.0, [*known.reasons])
        _weigh_country(row, shares, here)
        if known.place.kind != "country":
            _weigh_province(row, clues, name)
            if clues.home is not None and clues.home.holds(known):
                row.points += clues.home.worth
                row.support += 0.4 * clues.home.worth
                row.reasons.append("near most places of the text")
            if clues.counties:
                _weigh_county(row, clues.counties, name.known.units)
        if name.kind_hint is not None:
            _weigh_kind(row, name.kind_hint)
        if beside is not None:
            _weigh_beside(row, name, how, beside)
        rows.append(row)
    sense = Sense(rows)
    if len(rows) > 1:
        sense.sort()
    return sense


def _shortlist(known: Sequence[Known], clues: Clues, beside: Name | None) -> Iterable[Known]:
    if len(known) <= _MOST_CANDIDATES:
        return known
    chosen = list(known[: _MOST_CANDIDATES - 4])
    for other in known[_MOST_CANDIDATES - 4 :]:
        place = other.place
        if (
            (place.country, place.adm_1) in clues.provinces
            or (clues.home is not None and clues.home.holds(other))
            or (beside and any(is_within(place, wide.place) for wide in beside.known[:6]))
        ):
            chosen.append(other)
    return chosen


def _share_of_border(shares: Mapping[str, float]) -> float:
    first, second = _BORDER_COUNTRIES
    return shares.get(first, 0.0) + shares.get(second, 0.0)


def _weigh_country(row: Row, shares: Mapping[str, float], here: float) -> None:
    country = row.known.place.country
    if not country:
        if here:
            most = max(shares.get(code, 0.0) for code in _BORDER_COUNTRIES)
            row.points += 0.8 + 2.5 * most
        return
    share = shares.get(country, 0.0)
    if country in _BORDER_COUNTRIES and row.known.origin in ("border", "user"):
        # A text about this border speaks of both sides, however seldom it names one of them.
        share = max(share, 0.6 * here)
    if shares and here < _HERE and row.known.origin == "border" and _is_local(row.known.place):
        row.points -= 4.0
        row.support -= 2.0
        row.reasons.append("the text does not speak of this border")
    if not share:
        is_small = row.known.place.population < _KNOWN_ABROAD
        if shares and is_small and row.known.origin in ("world", "abroad"):
            row.support -= 1.0  # a small town of a country that the text does not speak of
        return
    row.points += 0.8 + 2.5 * share
    row.support += 0.4 + 0.8 * share
    row.reasons.append("the text speaks of " + country)


def _is_local(place: Place) -> bool:
    """Whether only reports from this border would name a place without saying where it is."""
    return place.kind not in ("province", "line", "region") and place.population < _KNOWN_ABROAD


def _weigh_province(row: Row, clues: Clues, name: Name) -> None:
    place = row.known.place
    if name.is_speech and row.known.is_capital:
        row.points += 2.0
    if place.kind == "province" and (place.country, place.name) in clues.provinces:
        row.points += 2.0 if name.known[0].place.kind == "country" else 0.0
    if (place.country, place.adm_2) in clues.districts and name.folded not in fold(place.adm_2):
        row.points += 1.5
        row.reasons.append("the text names " + place.adm_2)
    unit = place.adm_1
    if unit and (place.country, unit) in clues.provinces and name.folded not in fold_word(unit):
        is_home = clues.home is None or (place.country, unit) in clues.alone
        row.points += (2.0 if place.kind != "village" else 1.2) * (1.0 if is_home else 0.4)
        row.support += 0.8
        row.reasons.append("the text names " + unit)


def _weigh_county(row: Row, counties: Mapping[Unit, int], units: frozenset[Unit]) -> None:
    """A county and the towns in it speak for each other: "Wilson County", "Watertown"."""
    place = row.known.place
    if place.kind == "district":
        towns = counties.get((place.country, place.adm_1, place.name), 0)
        row.points += 1.5 * min(2, towns)
        return
    home = (place.country, place.adm_1, place.adm_2)
    if home in counties and home not in units:
        row.points += 2.0
        row.support += 0.8
        row.reasons.append("the text names " + place.adm_2)


def _weigh_kind(row: Row, hint: str) -> None:
    kind, people = row.known.place.kind, row.known.place.population
    row.is_called = True
    if kind == hint or (hint == "town" and kind in ("village", "bazaar")):
        row.points += 2.5 if hint != "province" else 4.0
        row.reasons.append(f"called a {hint}")
    elif hint == "village" and kind == "town" and people < 20_000:
        row.points += 2.0
        row.reasons.append("called a village")
    elif hint in ("province", "district") and kind in ("province", "district"):
        row.points += 1.0
    elif kind == "country" or (hint == "province" and kind in ("village", "post")):
        row.points -= 6.0  # "Mali village", "the Georgia post"
        row.support -= 6.0
    else:
        row.points -= 1.0


def _weigh_beside(row: Row, name: Name, how: str, beside: Name) -> None:
    if how == "inside":
        _weigh_container(row, name, beside)
    elif how == "outside":
        row.support -= 5.0
        row.reasons.append("not where the text says it is")
    elif how == "holds":
        _weigh_content(row, beside)
    elif how == "listed":
        _weigh_listed(row, name, beside)
    else:
        _weigh_neighbour(row, beside)


def _weigh_container(row: Row, name: Name, beside: Name) -> None:
    if not any(row.known is held for held in name.known.within(beside.known)):
        row.points -= 4.0
        return
    place = row.known.place
    wide = next((one for one in beside.known[:6] if is_within(place, one.place)), beside.known[0])
    row.points += 5.0
    row.support += 3.0
    row.reasons.append(f"in {wide.place.name}, as the text says")


def _weigh_listed(row: Row, name: Name, beside: Name) -> None:
    if any(row.known is held for held in name.known.within(beside.known)):
        row.points += 3.0
        row.support += 1.0
        row.reasons.append(f"in a list of places in {beside.known[0].place.name}")


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
    spot = row.known.spot
    nearest = min((spots_km(spot, other.spot) for other in beside.known[:6]), default=math.inf)
    if nearest <= 80:
        row.points += 3.0 if nearest > 30 else 4.5
        row.support += 1.0
        row.reasons.append(f"near {beside.known[0].place.name}, as the text says")
    else:
        row.points -= 1.5
