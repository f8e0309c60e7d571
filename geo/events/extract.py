"""From an article and its places to its mentions: what happened, when, where, who, how many."""

from __future__ import annotations

import re
from bisect import bisect_left

from geo.articles.article import Article
from geo.articles.text import Span, split_paragraphs, split_sentences
from geo.events.act import GATES, QUIET, VIOLENT, Act
from geo.events.actors import find_actors
from geo.events.background import find_background
from geo.events.casualties import find_claimant, find_claims, tally_deaths
from geo.events.clauses import nearest, split_clauses
from geo.events.confidence import rate_confidence
from geo.events.dates import DateSpan, find_dates
from geo.events.dating import choose_dating, date_by_saying
from geo.events.hedges import is_no_report
from geo.events.lexicon import Trigger
from geo.events.mention import Claim, Dating, Mention
from geo.events.placing import Spot, choose_spots, find_spots
from geo.events.scan import Group, read_groups
from geo.events.sides import find_direction, find_relation, find_sides
from geo.events.story import Story
from geo.events.tidy import tidy_acts
from geo.places.place import AlongBorder, Expression, Reading

_BORDER = re.compile(
    r"\bcross-border\b|\b(?:along|on|at|across|over)\s+(?:the|their"
    r"|its)\s+(?:\w+\s+){0,3}?(?:border|frontier|line)\b|\bborder\s+(?:clash|skirmish|fight"
    r"|battle|shelling|firing|fire|crossings?)"
    r"|\bfrontier\s+(?:clash|skirmish|fight)|\ball\s+(?:\w+\s+){0,2}crossings\b"
    r"|\bits\s+border\s+with\b|\bthe\s+border\s+with\b",
    re.IGNORECASE,
)
_BODIES = re.compile(r"\b(?:bodies|body|coffins?|graves?)\b", re.IGNORECASE)
_LOCAL = re.compile(
    r"\bflag\s+meeting|\bborder\s+(?:meeting|officials|commanders)|\bsector\s+commanders|\bjirga|\belders\b|\bzero\s+point|\bcustoms\b|\bat\s+the\s+(?:crossing|gate|border)",
    re.IGNORECASE,
)
_IT_WAS = re.compile(r"\bthe\s+(?:[\w’'-]+\s+)?[\w’'-]+\s+(?:was|had\s+been)\s+$", re.IGNORECASE)
_SOOTHING = frozenset(("border_reopening", "talks", "ceasefire_or_agreement"))
_CROSSING = GATES
_PASSING = re.compile(
    r"\b(?:earlier|previous|previously|former|past|preceding|two\s+earlier"
    r"|last)\s+(?:\w+\s+){0,2}?(?:rounds?|talks|meetings?|attacks?|clash\w*|strikes?|raids?"
    r"|closures?)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:two|three|four|five|six|several|multiple|various|many|both|different"
    r"|at\s+least\s+\w+)\s+(?:\w+\s+){0,3}?(?:posts?|places|points|areas|districts|villages"
    r"|locations|provinces|positions|checkposts|sites|sectors|fronts|crossings|towns)\b",
    re.IGNORECASE,
)


def extract_mentions(article: Article, reading: Reading) -> tuple[Mention, ...]:
    """The acts that an article reports, one mention for each act, place and date, in order.

    Examples
    --------
    >>> import datetime as dt
    >>> extract_mentions(Article("a", "", dt.date(2025, 1, 1)), Reading((), ()))
    ()
    """
    sentences = split_sentences(article.text, article.body_start)
    if not sentences:
        return ()
    story = read_story(article, reading, sentences)
    acts = tidy_acts(story, article.text, sentences)
    backgrounds = find_background(article, acts, sentences)
    mentions = [
        mention
        for act, is_background in zip(acts, backgrounds, strict=True)
        for mention in _build_mentions(article, act, sentences, is_background)
    ]
    return tuple(
        sorted(mentions, key=lambda m: (m.trigger_start, m.trigger_end, m.place_start or 0))
    )


def read_story(article: Article, reading: Reading, sentences: tuple[Span, ...]) -> Story:
    """The article read sentence by sentence into a story."""
    story = Story(article.date)
    spots = find_spots(article.text, reading, article.body_start)
    dates = find_dates(article.text, article.date, article.body_start)
    spot_starts, date_starts = [s.start for s in spots], [d.start for d in dates]
    paragraphs = [span.start for span in split_paragraphs(article.text, article.body_start)]
    paragraph = -1
    for index, sentence in enumerate(sentences):
        if paragraph + 1 < len(paragraphs) and sentence.start >= paragraphs[paragraph + 1]:
            paragraph += 1
            story.start_paragraph()
        here = list(
            spots[bisect_left(spot_starts, sentence.start) : bisect_left(spot_starts, sentence.end)]
        )
        when = list(
            dates[bisect_left(date_starts, sentence.start) : bisect_left(date_starts, sentence.end)]
        )
        _read_sentence(article, story, sentence, (index, paragraph), here, when)
        for spot in here:
            story.memory.note(spot)
    return story


def _read_sentence(
    article: Article,
    story: Story,
    sentence: Span,
    position: tuple[int, int],
    spots: list[Spot],
    dates: list[DateSpan],
) -> None:
    said = [span for span in dates if _is_said(article.text, span)]
    dates = [span for span in dates if span not in said]
    groups = read_groups(article, sentence, spots, dates, story.focus_types)
    claims = _read_claims(article, story, sentence, spots)
    placed: list[tuple[Group, Act | None]] = []
    soothing = any(group.event_type in _SOOTHING and group.dates for group in groups)
    for group in groups:
        group.is_aside = soothing and group.event_type not in _SOOTHING
        candidate = _build_candidate(
            article, story, sentence, position, group, spots, dates, claims
        )
        placed.append((group, story.add(candidate) if candidate else None))
    if not groups:
        act = _read_bare_toll(article, story, sentence, position, spots, dates, claims)
        story.attach(claims, act)
        return
    _share_out(article, story, sentence, placed, claims)


_SAID = re.compile(
    r"\b(?:said|says|told\s+[\w\s]{1,30}?|announced|reported|confirmed|stated|added|statement|tweeted|posted|wrote|briefing|conference|interview|remarks|speech)"
    r"\s+(?:(?:late|early|here|that|in\s+a\s+statement)\s+)?(?:on\s+)?$"
)


def _is_said(text: str, span: DateSpan) -> bool:
    """Whether the words date the saying, not what is said ("officials said on Sunday")."""
    return bool(_SAID.search(text[max(0, span.start - 50) : span.start]))


def _read_claims(
    article: Article, story: Story, sentence: Span, spots: list[Spot]
) -> tuple[Claim, ...]:
    speaker = story.speaker
    story.speaker = find_claimant(article.text, sentence, sentence.start, speaker) or speaker
    if is_no_report(article.text, sentence):
        return ()
    country = next((s.place.country for s in spots if s.place and s.rank <= 1), "")
    if not country and story.violent_focus:
        country = next((s.place.country for s in story.violent_focus.spots if s.place), "")
    return find_claims(article.text, sentence, country=country, speaker=speaker)


def _build_candidate(
    article: Article,
    story: Story,
    sentence: Span,
    position: tuple[int, int],
    group: Group,
    spots: list[Spot],
    dates: list[DateSpan],
    claims: tuple[Claim, ...],
) -> Act | None:
    text = article.text
    dating, is_own = _date_group(article, story, group, dates)
    if dating is None and any(span.bound == "future" for span in group.dates):
        return None
    act = Act(group.head, group.event_type, position[0], position[1], group.strength, dating=dating)
    act.is_dated_here = is_own
    act.is_lead = position[0] <= 1
    words = (
        text[sentence.start : sentence.end]
        if sentence.end - sentence.start < 1200
        else text[group.anchor - 200 : group.anchor + 300]
    )
    act.is_passing = ((group.is_aside or bool(_PASSING.search(words))) and not is_own) or (
        any(span.bound == "clause" for span in group.dates) and not is_own
    )
    act.is_plural = group.refers_back
    if act.is_passing:
        act.dating = None
    _place_act(text, story, act, group, spots, words)
    if group.head.event_type == "echo" and _IT_WAS.search(text[max(0, group.anchor - 50) : group.anchor]):
        # "the vehicle was hit in ..." is a rival account of the act told before, not a new one.
        act.spots, act.is_placed_here, act.is_dated_here = [], False, False
    act.score += int(act.is_placed_here) + int(is_own) + int(act.is_lead)
    act.score += int(bool(claims) and act.is_violent)
    act.reasons.append(f"“{text[group.head.start : group.head.end]}” tells {group.event_type}")
    return act


def _date_group(
    article: Article, story: Story, group: Group, dates: list[DateSpan]
) -> tuple[Dating | None, bool]:
    own = choose_dating(article.text, group.dates, group.anchor, article.date, story.told)
    if own is not None:
        return own, True
    exact = [span for span in dates if span.first is not None and span.bound in ("", "by")]
    return choose_dating(article.text, exact, group.anchor, article.date, story.told), False


def _place_act(
    text: str, story: Story, act: Act, group: Group, spots: list[Spot], words: str
) -> None:
    chosen = choose_spots(text, _prefer(group.spots, act.event_type), group.anchor)
    is_weak = bool(chosen) and min(spot.rank for spot in chosen) >= 6
    recalled = story.memory.recall(words) if not chosen or is_weak else []
    if chosen and not (is_weak and recalled):
        if chosen[0].expression == AlongBorder() and len(chosen) == 1:
            chosen, act.is_on_border, act.is_placed_here = [], True, True
        else:
            act.spots, act.is_placed_here = chosen, min(s.rank for s in chosen) < 6
        return
    if recalled:
        act.spots = recalled
        act.score += 1
        return
    _carry_place(text, story, act, spots, words)


def _prefer(spots: list[Spot], event_type: str) -> list[Spot]:
    """For people on the move and for gates, the crossing if one is named."""
    if event_type in (*_CROSSING, "displacement_or_return"):
        gates = [
            s for s in spots if s.place is not None and s.place.kind == "crossing" and s.rank < 8
        ]
        if gates:
            return gates
    return spots


def _carry_place(text: str, story: Story, act: Act, spots: list[Spot], words: str) -> None:
    if act.event_type in _CROSSING:
        gate = story.memory.gate or story.memory.last("crossing")
        named = [s for s in spots if s.place is not None and s.rank < 8]
        if named and not gate:
            act.spots = choose_spots(text, named, act.trigger.start)
        elif gate and not re.search(r"\ball\b", words):
            act.spots, act.score = [gate], act.score + 1
        elif _BORDER.search(words) or re.search(r"\bborders?\b|\bcrossings\b", words):
            act.is_on_border, act.score = True, act.score + 1
        return
    if act.event_type in QUIET:
        if story.focus and story.focus.event_type in QUIET and not act.is_dated_here:
            act.spots = list(story.focus.spots)
        elif _LOCAL.search(words):
            act.spots, act.score = list(story.memory.here), act.score + 1
        return
    if _BORDER.search(words) and not (story.violent_focus and not act.is_dated_here):
        act.is_on_border, act.is_placed_here = True, True
        return
    shared = [spot for spot in spots if spot.rank <= 1]
    if shared:
        act.spots = choose_spots(text, shared, act.trigger.start)
    elif story.memory.here:
        act.spots = list(story.memory.here)


def _read_bare_toll(
    article: Article,
    story: Story,
    sentence: Span,
    position: tuple[int, int],
    spots: list[Spot],
    dates: list[DateSpan],
    claims: tuple[Claim, ...],
) -> Act | None:
    """The act whose toll a sentence without telling word gives: a new place, or the one before."""
    focus = story.violent_focus
    killed = [claim for claim in claims if claim.low and not claim.is_part]
    if not killed:
        return focus if claims and focus and not _is_other_day(article, focus, dates) else None
    near = [
        spot
        for spot in spots
        if spot.rank <= 1 and (not spot.place or spot.place.kind != "country")
    ]
    own = choose_dating(article.text, dates, killed[0].start, article.date, story.told)
    if not near or (focus is None and own is None) or _BODIES.search(article.text, killed[0].start, killed[0].end + 20):
        return focus if focus and not _is_other_day(article, focus, dates) else None
    event_type = focus.event_type if focus else _guess_type(killed)
    trigger = Trigger(killed[0].start, killed[0].end, event_type, "toll", 2)
    act = Act(trigger, event_type, position[0], position[1], 3, dating=own)
    act.is_dated_here, act.is_placed_here = own is not None, True
    act.is_lead = position[0] <= 1
    act.spots = choose_spots(article.text, near, killed[0].start)
    act.reasons.append("a toll with a place of its own")
    added = story.add(act)
    if added is not None and added is not focus:
        added.claims.extend(claims)
        if focus is not None and own is None:
            story.join_episode(added, focus)
        return None
    return added


def _guess_type(claims: list[Claim]) -> str:
    fighting = {"military", "militants", "police"}
    return "armed_clash" if any(claim.group in fighting for claim in claims) else "attack"


def _is_other_day(article: Article, focus: Act, dates: list[DateSpan]) -> bool:
    for span in dates:
        if span.first is None or span.last is None or span.bound in ("until", "future", "clause"):
            continue
        if focus.dating and (
            span.last < focus.dating.first or (span.first - focus.dating.last).days > 7
        ):
            return True
    return False


def _share_out(
    article: Article,
    story: Story,
    sentence: Span,
    placed: list[tuple[Group, Act | None]],
    claims: tuple[Claim, ...],
) -> None:
    """Each claim goes to the violent act it stands with, else to the one told before."""
    violent = [
        (group, act) for group, act in placed if act is not None and act.event_type in VIOLENT
    ]
    if not violent:
        violent_before = story.violent_focus
        others = [act for _, act in placed if act is not None]
        if violent_before and not any(act.is_dated_here for act in others):
            story.attach(claims, violent_before)
        return
    clauses = split_clauses(article.text, sentence)
    anchors = [group.anchor for group, _ in violent]
    for claim in claims:
        story.attach((claim,), violent[nearest(clauses, claim.start, anchors)][1])


def _build_mentions(
    article: Article, act: Act, sentences: tuple[Span, ...], is_background: bool
) -> list[Mention]:
    sentence = sentences[act.sentence]
    if act.dating is None:
        return []
    actors = find_actors(
        article.text, act.dating.first, sentence.start, min(sentence.end, sentence.start + 2000)
    )
    side_a, side_b = find_sides(actors, act.trigger.start)
    places: list[Spot | None] = [*act.spots] or [None]
    deaths = tally_deaths(act.claims)
    injured = [
        c.low
        for c in act.claims
        if c.kind == "injured" and c.low is not None and not c.is_shared and not c.is_part
    ]
    mentions = []
    for spot in places:
        expression: Expression | None = (
            spot.expression if spot else AlongBorder() if act.is_on_border else None
        )
        mentions.append(
            Mention(
                article=article.article,
                text_hash=article.text_hash,
                event_type=act.event_type,
                trigger_start=act.trigger.start,
                trigger_end=act.trigger.end,
                quote_start=sentence.start,
                quote_end=sentence.end,
                quote=article.text[sentence.start : sentence.end],
                dating=act.dating,
                expression=expression,
                place_start=spot.start if spot else None,
                place_end=spot.end if spot else None,
                relation=find_relation(article.text, sentence, act),
                direction=find_direction(article.text, sentence, act, spot, actors),
                side_a=side_a,
                side_b=side_b,
                claims=tuple(act.claims),
                best=deaths.best,
                low=deaths.low,
                high=deaths.high,
                injured=sum(injured) if injured else None,
                is_background=is_background,
                confidence=rate_confidence(act),
                episode=act.episode,
                reasons=tuple(act.reasons),
            )
        )
    return mentions
