"""What a mention is: one act that one article reports, each field resting on the text."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from geo.places.place import AlongBorder, At, Candidate, Expression, Near, Offset, Place

DATE_SOURCES = ("text", "relative", "context", "article", "row")
RELATIONS = ("across", "at_line", "near", "far")
VICTIM_GROUPS = (
    "side_a",
    "side_b",
    "civilians",
    "military",
    "militants",
    "police",
    "people",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says how many of whom were killed or injured.

    `claimant` is the words of the text ("the police command"), "" where the writer says it.
    `group` is one of VICTIM_GROUPS, `group_words` the text's own words, `belongs_to` the party
    that lost them ("AF", "PK", an actor's label, or "" unknown). `low` and `high` are counts,
    None where the text gives no number ("dozens"). `counts_towards_best` follows the rule in the
    design: the loser's own count, a local official's, the police's, a hospital's or the writer's.
    `is_shared` marks a toll told for several places together: it belongs to the episode.
    `is_part` marks a count that another claim already includes ("four of them women"), `is_named`
    people told one by one, whom a number told before already includes, `is_added` people told in
    addition to those of an earlier sentence ("two more died"), `is_update` a sum that takes the
    place of one told before ("the toll rose to nine").
    """

    claimant: str
    group: str
    group_words: str
    belongs_to: str
    kind: str  # killed | injured
    low: int | None
    high: int | None
    start: int
    end: int
    quote: str
    counts_towards_best: bool = True
    is_shared: bool = False
    is_part: bool = False
    is_named: bool = False
    is_added: bool = False
    is_update: bool = False


@dataclass(frozen=True, slots=True)
class Dating:
    """When: both days inclusive, local; `precision` is UCDP's date_prec (1 to 5).

    `source` is one of DATE_SOURCES: said in the text, counted from the article's date, taken
    over from the event told before, the article's own date for want of better, an imported row.
    `start` and `end` are the span of the words, None where there are none.
    """

    first: dt.date
    last: dt.date
    precision: int
    source: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One act in one article.

    `trigger` is the span of the word that gave the type, `quote` the sentence. `expression` is
    where it happened (None: not said), `place_start` and `place_end` the words. `best`, `low`
    and `high` are deaths by the one rule, None where no number is given. `confidence` is the
    chance, 0 to 1, that place, day and type are right (`geo.events.confidence`); 0.5 where nobody
    rated it, as with a language model's.
    """

    article: str
    text_hash: str
    event_type: str
    trigger_start: int
    trigger_end: int
    quote_start: int
    quote_end: int
    quote: str
    dating: Dating
    expression: Expression | None
    place_start: int | None = None
    place_end: int | None = None
    place_candidates: tuple[Candidate, ...] = ()
    relation: str | None = None
    direction: str | None = None  # "AF_to_PK", "PK_to_AF", "both" or None: unknown
    side_a: str = ""
    side_b: str = ""
    claims: tuple[Claim, ...] = ()
    best: int | None = None
    low: int | None = None
    high: int | None = None
    injured: int | None = None
    is_background: bool = False
    confidence: float = 0.5
    episode: int | None = None  # number of the episode in the article whose toll is shared
    reasons: tuple[str, ...] = ()
    extractor: str = "rules-2"  # changes when the rules do, so that stores can tell

    @property
    def mention_id(self) -> str:
        """A hash of the article's text hash, trigger, type, place and start date.

        A place counts by its id, else by its coordinates to a thousandth of a degree, so that
        a gazetteer which spells or measures it anew leaves the id as it is.
        Sixteen hexadecimal digits: among a million mentions a clash has odds of 1 to 37 million.

        Examples
        --------
        >>> from dataclasses import replace
        >>> from geo.places.place import At, Place
        >>> chaman = Place("c", "Chaman", "town", "PK", "", "", 66.46, 30.92, 4.0)
        >>> day = dt.date(2025, 10, 11)
        >>> one = Mention("a", "", "talks", 0, 5, 0, 5, "talks", Dating(day, day, 1, "text"),
        ...               At(chaman))
        >>> other = replace(one, expression=At(replace(chaman, radius_km=5.0)))
        >>> one.mention_id == other.mention_id
        True
        """
        key = "|".join(
            (
                self.text_hash,
                f"{self.trigger_start}-{self.trigger_end}",
                self.event_type,
                _place_key(self.expression),
                self.dating.first.isoformat(),
            )
        )
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _place_key(said: Expression | None) -> str:
    """What a mention's id holds of a place expression: its form, numbers and places."""
    if said is None:
        return ""
    if isinstance(said, At | Near):
        return f"{type(said).__name__} {_name_place(said.place)}"
    if isinstance(said, Offset):
        distance, bearing = (
            "" if number is None else f"{number:g}"
            for number in (said.distance_km, said.bearing_deg)
        )
        return f"Offset {_name_place(said.place)} {distance} {bearing}"
    places = said.places if isinstance(said, AlongBorder) else (said.first, said.second)
    return " ".join((type(said).__name__, *map(_name_place, places)))


def _name_place(place: Place) -> str:
    if place.place_id:
        return place.place_id
    longitude, latitude = (round(degrees, 3) + 0.0 for degrees in (place.longitude, place.latitude))
    return f"{longitude:.3f},{latitude:.3f}"  # no -0.000
