"""A model's acts set on the ground of the article: what does not stand in it is dropped, counted.

A model is believed in one thing only, that a sentence of the article reports an act of a type.
Where that was, and when, is resolved by the same code as for the rules; counts, claimants and
sides must be words of the article.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field

from geo.articles.article import Article
from geo.articles.text import Span, split_sentences
from geo.events.act import Act
from geo.events.actors import find_actors
from geo.events.casualties import find_side, is_enemy
from geo.events.counts import find_counts
from geo.events.date_span import DateSpan
from geo.events.dates import find_dates
from geo.events.dating import choose_dating, date_by_article
from geo.events.deaths import sum_injured, tally_deaths
from geo.events.lexicon import Trigger, find_triggers
from geo.events.llm_answer import ProposedAct, ProposedClaim
from geo.events.llm_words import ArticleWords
from geo.events.mention import Claim, Dating, Mention
from geo.events.placing import Spot, find_spots
from geo.events.sides import find_way
from geo.events.timeline import follow_dates
from geo.places.place import AlongBorder, Reading

_LEAST_WORDS = 4  # of a quote that is no whole sentence
_MOST_SENTENCES = 3  # that one quote may run over
_SORT = re.compile(
    r"\s+(?:district|province|crossing|pass|valley|area|region|agency|tehsil|town|city|village)$",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:an?|one|another|the|his|her)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|none|nobody|without|not)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Ground:
    """The article as far as acts are set on it."""

    article: Article
    reading: Reading
    words: ArticleWords
    sentences: tuple[Span, ...]
    spots: tuple[Spot, ...]
    dates: tuple[DateSpan, ...]
    text_hash: str
    dropped: Counter[str] = field(default_factory=Counter)


def ground_acts(
    article: Article, reading: Reading, acts: tuple[ProposedAct, ...], *, extractor: str
) -> tuple[tuple[Mention, ...], Counter[str]]:
    """The mentions that acts come to, in the order of the text, and what was dropped, by reason.

    Parameters
    ----------
    acts : as a model gave them.
    extractor : the name that the mentions carry.

    Examples
    --------
    >>> act = ProposedAct("shelling", "Nobody wrote this at all.", (), "", "", "", False, ())
    >>> article = Article("a", "The gate was shut on Friday.", dt.date(2025, 11, 8))
    >>> ground_acts(article, Reading((), ()), (act,), extractor="llm:x")
    ((), Counter({'quote not in the article': 1}))
    """
    sentences = split_sentences(article.text, article.body_start)
    dates = find_dates(article.text, article.date, article.body_start)
    ground = _Ground(
        article,
        reading,
        ArticleWords(article.text, article.body_start),
        sentences,
        find_spots(article.text, reading, article.body_start),
        follow_dates(article.text, dates, article.date, sentences).dates,
        article.text_hash,
    )
    found: dict[str, Mention] = {}
    told: Dating | None = None
    for number, act in enumerate(acts, 1):
        quote = _find_quote(ground, act.quote)
        if quote is None:
            continue
        dating = _date(ground, act.date, quote, told)
        told = dating
        for mention in _build(ground, act, quote, dating, number, extractor):
            found.setdefault(mention.mention_id, mention)
    ordered = sorted(found.values(), key=lambda m: (m.trigger_start, m.place_start or 0))
    return tuple(ordered), ground.dropped


def _find_quote(ground: _Ground, words: str) -> Span | None:
    """The span that is quoted; None, and counted, if it is not there or says too little."""
    spans = ground.words.find(words)
    if not spans:
        ground.dropped["quote not in the article"] += 1
        return None
    quote = spans[0]
    sentences = _sentences_of(ground, quote)
    is_whole = any(sentence == quote for sentence in sentences)
    if len(words.split()) < _LEAST_WORDS and not is_whole:
        ground.dropped["quote too short"] += 1
        return None
    if not 1 <= len(sentences) <= _MOST_SENTENCES:
        ground.dropped["quote too long"] += 1
        return None
    return quote


def _sentences_of(ground: _Ground, span: Span) -> list[Span]:
    return [one for one in ground.sentences if one.start < span.end and span.start < one.end]


def _frame(ground: _Ground, quote: Span) -> Span:
    """The whole sentences that a quote stands in."""
    sentences = _sentences_of(ground, quote)
    return Span(sentences[0].start, sentences[-1].end)


def _date(ground: _Ground, words: str, quote: Span, told: Dating | None) -> Dating:
    day = ground.article.date
    if words:
        span = ground.words.find_near(words, _frame(ground, quote))
        spans = [one for one in ground.dates if span and _overlaps(one, span)]
        dating = choose_dating(ground.article.text, spans, quote.start, day, told)
        if dating is not None:
            return dating
        ground.dropped["date not in the article"] += 1
    return date_by_article(day)


def _overlaps(one: DateSpan | Spot, span: Span) -> bool:
    return one.start < span.end and span.start < one.end


def _place(ground: _Ground, act: ProposedAct, frame: Span) -> list[Spot]:
    """The places of an act that the article names, each once."""
    chosen: list[Spot] = []
    for words in act.places:
        spot = _find_spot(ground, words, frame)
        if spot is None:
            ground.dropped["place not in the article"] += 1
        elif not any(spot.expression == other.expression for other in chosen):
            chosen.append(spot)
    return chosen


def _find_spot(ground: _Ground, words: str, frame: Span) -> Spot | None:
    spans = ground.words.find_by_nearness(words, frame)
    if not spans:
        # "Goshta district" for "the district of Goshta": the name is there, its sort is not.
        spans = ground.words.find_by_nearness(_SORT.sub("", words), frame)
    return next(filter(None, (_spot_at(ground, span) for span in spans)), None)


def _spot_at(ground: _Ground, span: Span) -> Spot | None:
    usable = [
        spot
        for spot in ground.spots
        if _overlaps(spot, span) and _is_named(ground, spot, span) and spot.role != "institution"
    ]
    # "Ghakhi Pass in Mamund" is at the pass: the name that opens the words, the narrowest first.
    return min(usable, key=lambda spot: (spot.start, spot.end - spot.start), default=None)


def _is_named(ground: _Ground, spot: Spot, span: Span) -> bool:
    """Whether the words hold a name that the place rests on, not only its surroundings."""
    numbers = ground.reading.phrases[spot.phrase].toponyms
    names = [ground.reading.toponyms[number] for number in numbers]
    return not names or any(name.start < span.end and span.start < name.end for name in names)


def _build(
    ground: _Ground,
    act: ProposedAct,
    quote: Span,
    dating: Dating,
    number: int,
    extractor: str,
) -> list[Mention]:
    frame = _frame(ground, quote)
    spots: list[Spot | None] = [*_place(ground, act, frame)] or [None]
    country = next((s.place.country for s in spots if s and s.place), "")
    claims = _claims(ground, act, frame, country, is_shared=len(spots) > 1)
    deaths = tally_deaths(claims)
    sides = [_side(ground, words, frame, dating.first) for words in (act.side_a, act.side_b)]
    draft = _draft(ground, act.event_type, quote, frame, spots)
    text = ground.article.text
    actors = find_actors(text, dating.first, frame.start, frame.end)
    ways = [find_way(text, frame, draft, spot, actors) for spot in spots]
    return [
        Mention(
            article=ground.article.article,
            text_hash=ground.text_hash,
            event_type=act.event_type,
            trigger_start=draft.trigger.start,
            trigger_end=draft.trigger.end,
            quote_start=frame.start,
            quote_end=frame.end,
            quote=text[frame.start : frame.end],
            dating=dating,
            expression=spot.expression if spot else None,
            place_start=spot.start if spot else None,
            place_end=spot.end if spot else None,
            relation=relation,
            direction=direction,
            side_a=sides[0],
            side_b=sides[1],
            claims=claims,
            best=deaths.best,
            low=deaths.low,
            high=deaths.high,
            injured=sum_injured(claims),
            is_background=act.is_background,
            episode=number if len(spots) > 1 else None,
            reasons=(f"the model reads {act.event_type} in this sentence",),
            extractor=extractor,
        )
        for spot, (relation, direction) in zip(spots, ways, strict=True)
    ]


def _draft(
    ground: _Ground, event_type: str, quote: Span, frame: Span, spots: list[Spot | None]
) -> Act:
    """The act as the rules would hold it, for what they tell of relation and direction."""
    known = [spot for spot in spots if spot is not None]
    act = Act(_trigger(ground, event_type, quote, frame), event_type, 0, 0, 0, spots=known)
    act.is_on_border = any(spot.expression == AlongBorder() for spot in known)
    return act


def _trigger(ground: _Ground, event_type: str, quote: Span, frame: Span) -> Trigger:
    """The word that tells the type if the lexicon knows it, so that ids are those of the rules."""
    crossings = tuple(
        Span(spot.start, spot.end)
        for spot in ground.spots
        if _overlaps(spot, frame) and spot.place and spot.place.kind == "crossing"
    )
    for trigger in find_triggers(ground.article.text, frame, crossings):
        if trigger.event_type == event_type and quote.start <= trigger.start < quote.end:
            return trigger
    return Trigger(frame.start, frame.end, event_type, "quote", 0)


def _claims(
    ground: _Ground, act: ProposedAct, frame: Span, country: str, *, is_shared: bool
) -> tuple[Claim, ...]:
    claims = []
    for proposed in act.claims:
        span = ground.words.find_near(proposed.words, frame)
        is_said = not proposed.claimant or ground.words.find(proposed.claimant)
        if span is None or not is_said or not _says(ground.article.text, span, proposed):
            ground.dropped["claim not in the article"] += 1
            continue
        claims.append(_claim(ground, proposed, span, country, is_shared=is_shared))
    return tuple(claims)


def _claim(
    ground: _Ground, proposed: ProposedClaim, span: Span, country: str, *, is_shared: bool
) -> Claim:
    text = ground.article.text
    lost_by = _owner(text[span.start : span.end], proposed.group, country)
    frame = _frame(ground, span)
    return Claim(
        claimant=proposed.claimant,
        group=proposed.group,
        group_words=text[span.start : span.end],
        belongs_to=lost_by,
        kind=proposed.kind,
        low=proposed.low,
        high=proposed.high,
        start=span.start,
        end=span.end,
        quote=text[frame.start : frame.end],
        counts_towards_best=not is_enemy(proposed.claimant, lost_by, country),
        is_shared=is_shared,
        is_part=proposed.is_part,
    )


def _owner(words: str, group: str, country: str) -> str:
    side = find_side(words)
    if side or group == "militants":
        return side or "militants"
    return country if group != "people" else ""


def _says(text: str, span: Span, proposed: ProposedClaim) -> bool:
    """Whether the words hold the numbers: no number is the model's own."""
    if proposed.low is None:
        return True
    counts = find_counts(text, span.start, span.end)
    numbers = {number for count in counts for number in (count.low, count.high)}
    words = text[span.start : span.end]
    if not counts and _ONE.search(words):
        numbers.add(1)
    if _NONE.search(words):
        numbers.add(0)
    return {proposed.low, proposed.high} <= numbers


def _side(ground: _Ground, words: str, frame: Span, day: dt.date) -> str:
    """The neutral label of an actor, else the article's own words for it."""
    if not words:
        return ""
    span = ground.words.find_near(words, frame)
    if span is None:
        ground.dropped["side not in the article"] += 1
        return ""
    text = ground.article.text
    known = find_actors(text, day, span.start, span.end)
    return known[0].actor.label if known else " ".join(text[span.start : span.end].split())
