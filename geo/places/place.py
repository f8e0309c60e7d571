"""What a place is, what a name in a text is, and what a phrase says of a position."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = (
    "country province district town village crossing pass post camp bazaar valley river line"
    " region other"
).split()


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a position, WGS 84, longitude first.

    `radius_km` covers the place. `country` is an ISO 3166-1 alpha-2 code, "" for what lies in
    several or none. `population` is 0 where unknown; `valid_from` and `valid_to` are ISO days
    or None, `successor` the place_id of the unit that holds the ground today.
    """

    place_id: str
    name: str
    kind: str
    country: str
    adm_1: str
    adm_2: str
    longitude: float
    latitude: float
    radius_km: float
    population: int = 0
    spellings: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    successor: str | None = None
    is_confirmed: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean: its score from 0 to 1, and what spoke for and against."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text: its span in code points, and what place it means.

    `place` is None where no candidate fits. `role` is institution or reporting where places can
    tell, else None: events sets event, origin and background. `inside` is the index (in the
    reading's toponyms) of the wider place that the same phrase names ("Ghakhi Pass in Mamund").
    """

    start: int
    end: int
    text: str
    place: Place | None
    score: float = 0.0
    role: str | None = None
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class At:
    """At the place itself."""

    place: Place


@dataclass(frozen=True, slots=True)
class Near:
    """Near the place ("near Chaman", "on the outskirts of Peshawar")."""

    place: Place


@dataclass(frozen=True, slots=True)
class Offset:
    """Some way from a place: "12 km west of Chaman".

    `distance_km` is None for "west of Chaman"; `bearing_deg` (0 to 360, from north, clockwise)
    is None for "12 km from Chaman".
    """

    place: Place
    distance_km: float | None
    bearing_deg: float | None


@dataclass(frozen=True, slots=True)
class Between:
    """Between two places: "on the road between Torkham and Landi Kotal"."""

    first: Place
    second: Place


@dataclass(frozen=True, slots=True)
class AlongBorder:
    """Along the border: all of it, or the stretch that the places name ("in Kurram")."""

    places: tuple[Place, ...] = ()


Expression = At | Near | Offset | Between | AlongBorder


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """A stretch of text that says where: its span, what it says, the toponyms it rests on."""

    start: int
    end: int
    expression: Expression
    toponyms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What places found in one text, in the order of the text.

    Every toponym that has a place stands in at least one phrase; `phrases` refer to `toponyms`
    by index.
    """

    toponyms: tuple[Toponym, ...]
    phrases: tuple[PlacePhrase, ...]
