"""From an article and its places to its mentions: what happened, when, where, who, how many."""

from __future__ import annotations

from collections import Counter

from geo.articles.article import Article
from geo.articles.text import Span, split_sentences
from geo.events.act import Act
from geo.events.actors import find_actors
from geo.events.background import find_background
from geo.events.confidence import rate_confidence
from geo.events.deaths import sum_injured, tally_deaths
from geo.events.mention import Mention
from geo.events.parties import find_parties
from geo.events.placing import Spot
from geo.events.quotes import choose_quote
from geo.events.read import read_story, read_timeline
from geo.events.sides import Pair, find_way, name_sides
from geo.events.tidy import tidy_acts
from geo.places.place import AlongBorder, At, Expression, Reading

# A sentence longer than this is a list or a text without full stops.
_LONGEST = 1000


def extract_mentions(article: Article, reading: Reading) -> tuple[Mention, ...]:
    """The acts that an article reports, one mention for each act, place and date, in order.

    Examples
    --------
    >>> import datetime as dt
    >>> extract_mentions(Article("a", "", dt.date(2025, 1, 1)), Reading((), ()))
    ()
    """
    sentences = _cut_long(article.text, split_sentences(article.text, article.body_start))
    if not sentences:
        return ()
    timeline = read_timeline(article, sentences)
    sentences = timeline.cut(article.text, sentences)
    story = read_story(article, reading, sentences, timeline)
    acts = tidy_acts(story, article.text, sentences)
    backgrounds = find_background(article, acts)
    pairs = find_parties(article.text, sentences, acts)
    text_hash, is_durand = article.text_hash, _is_about_durand(reading)
    mentions = [
        mention
        for act, pair, is_background in zip(acts, pairs, backgrounds, strict=True)
        for mention in _build_mentions(
            article,
            text_hash,
            act,
            pair,
            sentences,
            is_background=is_background,
            is_durand=is_durand,
        )
    ]
    return tuple(
        sorted(mentions, key=lambda m: (m.trigger_start, m.trigger_end, m.place_start or 0))
    )


def _build_mentions(
    article: Article,
    text_hash: str,
    act: Act,
    pair: Pair,
    sentences: tuple[Span, ...],
    *,
    is_background: bool,
    is_durand: bool,
) -> list[Mention]:
    if act.dating is None:
        return []
    sentence = sentences[act.sentence]
    actors = find_actors(
        article.text, act.dating.first, sentence.start, min(sentence.end, sentence.start + 2000)
    )
    side_a, side_b = name_sides(pair, act)
    places: list[Spot | None] = [*act.spots] or [None]
    deaths = tally_deaths(act.claims)
    mentions = []
    for spot in places:
        quote = choose_quote(act, spot, sentences)
        relation, direction = find_way(article.text, sentence, act, spot, actors)
        mentions.append(
            Mention(
                article=article.article,
                text_hash=text_hash,
                event_type=act.event_type,
                trigger_start=act.trigger.start,
                trigger_end=act.trigger.end,
                quote_start=quote.start,
                quote_end=quote.end,
                quote=article.text[quote.start : quote.end],
                dating=act.dating,
                expression=_express(spot, act, is_durand=is_durand),
                place_start=spot.start if spot else None,
                place_end=spot.end if spot else None,
                relation=relation,
                direction=direction,
                side_a=side_a,
                side_b=side_b,
                claims=tuple(act.claims),
                best=deaths.best,
                low=deaths.low,
                high=deaths.high,
                injured=sum_injured(act.claims),
                is_background=is_background,
                confidence=rate_confidence(act),
                episode=act.episode,
                reasons=tuple(act.reasons),
            )
        )
    return mentions


def _express(spot: Spot | None, act: Act, *, is_durand: bool) -> Expression | None:
    """Where an act was; "along the border" only where the border is the Durand Line."""
    if spot is None:
        return AlongBorder() if act.is_on_border and is_durand else None
    said = spot.expression
    if isinstance(said, AlongBorder) and said.places and not is_durand:
        return At(said.places[0])
    return said


def _cut_long(text: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences, those without end cut at white space so that the time stays linear."""
    if all(end - start <= _LONGEST for start, end in sentences):
        return sentences
    pieces = []
    for sentence in sentences:
        start, end = sentence
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            pieces.append(Span(start, cut))
            start = cut + 1
        pieces.append(Span(start, end))
    return tuple(pieces)


def _is_about_durand(reading: Reading) -> bool:
    """Whether "the border" is the line between Afghanistan and Pakistan."""
    codes = Counter(t.place.country for t in reading.toponyms if t.place is not None)
    others = codes.total() - codes["AF"] - codes["PK"] - codes[""]
    if others and not codes["AF"]:
        return False  # Pakistan's border with India or Iran
    return others <= codes.total() / 2
