"""An article read sentence by sentence into a story of acts."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from geo.articles.article import Article
from geo.articles.text import Span, split_paragraphs
from geo.events.act import QUIET, VIOLENT, Act
from geo.events.again import spread_days
from geo.events.bare_counts import read_bare_counts
from geo.events.calendar_days import shift_days
from geo.events.candidates import build_candidate
from geo.events.casualties import find_claims, is_enemy
from geo.events.claimants import find_claimant
from geo.events.clauses import nearest, split_clauses
from geo.events.cues import Cue
from geo.events.date_span import DateSpan
from geo.events.dates import find_dates
from geo.events.dating import choose_dating, resolve
from geo.events.figures import is_no_report
from geo.events.group import Group
from geo.events.mention import Claim, Dating
from geo.events.mishaps import ACCIDENT
from geo.events.placing import Spot, end_dateline, find_spots
from geo.events.said import is_flashback, is_said
from geo.events.sameness import shares_ground
from geo.events.scan import read_groups
from geo.events.scene import Scene
from geo.events.story import Story
from geo.events.timeline import Timeline, follow_dates
from geo.events.tolls import FRONTIER, add_parts, read_bare_toll, split_tolls
from geo.events.victims import find_tolls
from geo.places.nearness import size_rank
from geo.places.place import Reading

_IT = Cue(r"\b(?i:it)\b|\bgates?\b|\b(?i:both)\b")
# Sums over a whole campaign are no act's toll.
_SINCE_BEGAN = Cue(
    r"\bsince\s+(?:the\s+)?(?:\w+\s+){1,4}(?:began|started|broke\s+out|erupted)\b"
    r"|\b(?:in|during|of|from)\s+(?:that|the|this|a)\s+(?:(?!civil\b)[\w-]+\s){0,2}war\b"
    r"|\b(?:confrontations?|violence|hostilities|conflict|insurgency|militancy|unrest|exchanges)\b"
    r"[^.;]{0,60}\b(?:has|have)\s+(?:so\s+far\s+)?(?:killed|claimed|left|cost)\b"
    r"|\blatest\s+in\s+a\s+(?:series|string|spate|wave)\s+of\b"
    r"|\bso\s+far\s+this\b|\bof\s+the\s+year\s+(?:on|in|to|so|come|stand|now)\b"
    r"|\b\d[\d,]*\s+(?:\w+[\s-]+){0,3}violations\b"
    r"|\b(?:in|during|for)\s+the\s+current\s+year\b|\bthis\s+year['’]s\s+(?:\w+\s+)?(?:toll|total|tally)\b",
    re.IGNORECASE,
)


_DATE_FIRST = re.compile(
    r"\s*(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d"
)
# "It was closed for some hours and was reopened on Friday": both are told.
_AND_AGAIN = re.compile(r"[^,;]*\band\s+(?:was\s+|were\s+)?(?:re-?opened|opened\s+again)\b")
# "Broke out on the night of 26 February, went into a second week".
_GOES_ON = re.compile(
    r"[^.;]{0,40}\b(?:went|gone|entered|dragged|stretched|spilled|moved)\s+(?:on\s+)?(?:in)?(?:to\s+)?"
    r"(?:a|an|its|their)\s+(?:second|third|fourth|fifth|sixth|\w+th)\s+(?:day|week|month)\b"
)
_SOOTHING = frozenset(("border_reopening", *QUIET))


def read_timeline(article: Article, sentences: tuple[Span, ...]) -> Timeline:
    """The dates of an article, each with what the ones before it say of it."""
    opening = end_dateline(article.text, article.body_start)
    # "12 May" first is a list of days, "UPDATE, 25 May - 1 June" a title: neither is a dateline.
    if any(_DATE_FIRST.match(article.text, at) for at in (article.body_start, opening)):
        opening = article.body_start
    dates = find_dates(article.text, article.date, opening)
    return follow_dates(article.text, dates, article.date, sentences)


def read_story(
    article: Article, reading: Reading, sentences: tuple[Span, ...], timeline: Timeline
) -> Story:
    """The story of an article: its acts, with what the text says of each."""
    story = Story(article.date)
    story.period = timeline.period
    spots = find_spots(article.text, reading, article.body_start)
    dates = timeline.dates
    spot_starts, date_starts = [s.start for s in spots], [d.start for d in dates]
    first = next((spot for spot in spots if spot.role == "reporting" and spot.rank == 9), None)
    if first is not None and first.start - article.body_start < 3:
        story.memory.dateline = first
    paragraphs = [span.start for span in split_paragraphs(article.text, article.body_start)]
    labels = _find_labels(article.text, spots, paragraphs)
    paragraph = -1
    for index, sentence in enumerate(sentences):
        if paragraph + 1 < len(paragraphs) and sentence.start >= paragraphs[paragraph + 1]:
            paragraph += 1
            story.start_paragraph()
        here = list(spots[slice(*_range(spot_starts, sentence))])
        here = [_as_gate(story, spot) for spot in here]
        when = list(dates[slice(*_range(date_starts, sentence))])
        heading = timeline.heading_of(sentence.start)
        if heading and not when and (not story.last or story.last.trigger.start < heading.start):
            when = [heading]
        label = labels.get(sentence.start)
        if label is not None:
            story.start_item(label)
        story.thread.start_sentence(is_back=_steps_back(article.text, sentence, when))
        said = [span for span in when if is_said(article.text, span)]
        rest = [span for span in when if span not in said]
        rest = _anchor_shifts(rest, article, story.told)
        _read_scene(story, Scene(article, sentence, index, paragraph, here, rest, said))
        _name_gate(story, article.text, sentences, index, here)
        _note_days(story, article, (index, paragraph), rest)
        if story.touched != index:
            story.memory.note_lone(index, paragraph, here)
        for spot in here:
            story.memory.note(spot)
    return story


# "The main crossing with Iran was shut": its name comes in the next sentences.
_ONE_GATE = re.compile(
    r"\b(?:a|an|the|its|one)\s+(?:[\w-]+\s+){0,3}?(?:crossing|gate|check-?point|border\s+(?:post|point))\b",
    re.IGNORECASE,
)
_NAMED_WITHIN = 3  # sentences


def _as_gate(story: Story, spot: Spot) -> Spot:
    """The spot, a gate if a border was told to be shut or opened there."""
    is_told = spot.place is not None and spot.place.place_id in story.gate_ids
    return replace(spot, is_gate=True) if is_told else spot


def _is_town(spot: Spot) -> bool:
    """Whether something happened in a town or village: at a border whose gates nobody listed."""
    return spot.rank <= 1 and spot.place is not None and size_rank(spot.place) <= 1


def _name_gate(
    story: Story, text: str, sentences: tuple[Span, ...], index: int, spots: list[Spot]
) -> None:
    """Place the one crossing that an opening told without its name, once a gate is named."""
    act = story.last_gate
    if act is None or not act.is_lead or not act.is_vague:
        return
    gate = next((spot for spot in spots if spot.is_gate or _is_town(spot)), None)
    is_near = 0 < index - act.sentence <= _NAMED_WITHIN
    if gate and is_near and _ONE_GATE.search(text, *sentences[act.sentence]):
        act.spots, act.is_on_border, act.is_guess = [gate], False, True
        story.memory.gate = gate


_LONGEST_LABEL = 40
# "TANK: ", "June 2016, Torkham: ": what a paragraph of a round-up is about.
_BEFORE_LABEL = re.compile(r"\W*(?:\d{1,2}\s+)?(?:[A-Z]\w+\s+(?:19|20)\d\d,\s+)?\Z")


def _find_labels(text: str, spots: tuple[Spot, ...], paragraphs: list[int]) -> dict[int, Spot]:
    """The places that head paragraphs of a round-up, by where those begin; one alone is none."""
    starts = [spot.start for spot in spots]
    labels = {}
    for start in paragraphs[1:]:
        index = bisect_left(starts, start)
        spot = spots[index] if index < len(spots) else None
        if spot is None or spot.place is None or text[spot.end : spot.end + 1] != ":":
            continue
        if spot.start - start < _LONGEST_LABEL and _BEFORE_LABEL.match(text, start, spot.start):
            labels[start] = spot
    return labels if len(labels) > 1 else {}


def _steps_back(text: str, sentence: Span, dates: list[DateSpan]) -> bool:
    """Whether a sentence looks back from the day told ("the day before, they had ...")."""
    is_open = not dates or any(span.shift is not None for span in dates)
    return is_open and is_flashback(text[slice(*sentence)])


def _note_days(
    story: Story, article: Article, where: tuple[int, int], dates: list[DateSpan]
) -> None:
    """Remember the last day a sentence names, so that "that night" can be read."""
    exact = [s for s in dates if s.precision <= 4 and s.bound in ("", "since", "by")]
    for span in exact[-1:]:
        until = span.first if span.bound == "since" else span.last
        dating = resolve(replace(span, last=until), article.date, story.told)
        if span.precision <= 2:
            story.note_dating(dating)
        is_bare = story.touched != where[0]  # no act was told in that sentence
        if dating is not None and is_bare and span.bound in ("", "since"):
            if _GOES_ON.match(article.text, span.end):
                dating = replace(dating, last=article.date, precision=3)
            story.lone_day = *where, dating


def _anchor_shifts(
    dates: list[DateSpan], article: Article, before: Dating | None
) -> list[DateSpan]:
    """The dates, where "the same evening" counts from the day that the sentence named before.

    `before` is the day told before the sentence.
    """
    anchored: list[DateSpan] = []
    text = article.text
    told: Dating | None = None
    for span in dates:
        is_night = text[span.start : span.end].lower() == "overnight"
        if is_night and told is not None and "and" not in text[dates[0].end : span.start].split():
            # "Shut the gate on Sunday after guards exchanged fire overnight": the night to Sunday.
            night = shift_days(told.first, -1), told.first
            anchored.append(replace(span, first=night[0], last=night[1]))
            continue
        if span.first is not None and span.precision <= 2 and span.bound in ("", "by"):
            told = resolve(span, article.date, None)
        elif span.shift is not None and span.bound in ("", "clause") and told is not None:
            anchored.append(_anchor(span, article, told))
            continue
        elif span.shift is not None and span.bound == "":
            told = resolve(span, article.date, before)
        anchored.append(span)
    return anchored


def _anchor(span: DateSpan, article: Article, told: Dating) -> DateSpan:
    """A shift counted from the day told; "a day after X" is the day of X, one back from it."""
    if span.bound == "clause" and span.shift is not None:
        near, far = span.shift
        span = replace(span, shift=(-far, -near))
    dating = resolve(span, article.date, told)
    if dating is None:
        return span
    return replace(span, first=dating.first, last=dating.last, source="relative", shift=None)


def _range(starts: list[int], sentence: Span) -> tuple[int, int]:
    return bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)


def _read_scene(story: Story, scene: Scene) -> None:
    text = scene.article.text
    gate = story.memory.gate or story.memory.last("crossing")
    has_gate = gate is not None and _names_it(scene)
    groups, dead = read_groups(
        scene.article,
        scene.sentence,
        scene.spots,
        scene.dates,
        story.focus_types,
        has_gate=has_gate,
        has_told=story.has_told,
    )
    taken = [spot for group in dead for spot in group.spots]
    scene.shared = [spot for spot in scene.spots if spot.rank <= 1 and spot not in taken]
    scene.claims = _read_claims(story, scene)
    if any(claim.low for claim in scene.claims):
        groups = [group for group in groups if not group.is_bare]
    if not groups:
        _place_told(story, scene, dead)
        is_campaign = scene.may & _SINCE_BEGAN.bit and _SINCE_BEGAN.search(text, *scene.sentence)
        for part in split_tolls(scene) if scene.claims and not is_campaign else ():
            story.attach(part.claims, read_bare_toll(story, part))
        if not is_campaign and story.violent_focus is None:
            _note_early(story, scene)
        return
    if any(span.bound == "since" for span in scene.dates) and not any(
        g.dates for g in groups if g.event_type in VIOLENT
    ):
        scene.claims = ()  # a sum over days, not one act's
    soothing = any(group.event_type in _SOOTHING and group.dates for group in groups)
    placed: list[tuple[Group, Act | None]] = []
    is_single = sum(group.event_type in VIOLENT for group in groups) == 1
    parts = split_tolls(scene) if is_single else []
    for group in groups:
        scene.siblings = [s for g in groups if g is not group for s in g.spots if s.rank < 7]
        is_aside = soothing and group.event_type not in _SOOTHING and not group.spots
        is_aside = is_aside and not _AND_AGAIN.match(text, group.head.end, scene.sentence.end)
        candidate = build_candidate(story, scene, group, is_aside)
        if candidate and len(parts) > 1 and candidate.is_violent:
            add_parts(story, candidate, parts)
            scene.claims = ()
            continue
        added = story.add(candidate) if candidate else None
        if added is not None:
            story.touched = scene.index
            if added is candidate:
                spread_days(story, scene, group, added)
        placed.append((group, added))
        if candidate and candidate.is_elsewhere and added is None:
            scene.claims = ()
    _share_out(text, story, scene, placed)
    story.refocus([act for _, act in placed if act is not None])


def _place_told(story: Story, scene: Scene, dead: list[Group]) -> None:
    """Place the act just told by "claimed responsibility for the attack in Paktika"."""
    act = story.violent_focus
    if act is None or act.spots:
        return
    for group in dead:
        behind = [s for s in scene.spots if s.start > group.anchor and s.rank <= 1 and s.place]
        if behind and group.refers_back and group.event_type in VIOLENT:
            story.place(act, behind[:1])
            return


def _names_it(scene: Scene) -> bool:
    return bool(_IT.find(scene.words(scene.sentence.start), scene.may))


def _read_claims(story: Story, scene: Scene) -> tuple[Claim, ...]:
    text = scene.article.text
    before = story.recent
    story.recent = [*before[-3:], scene.sentence]
    tolls = find_tolls(text, scene.sentence)
    told = _last_dead(story, before) if not tolls else None
    if told is not None:
        tolls = tuple(read_bare_counts(text, scene.sentence, told.group, told.group_words))
    if not tolls or is_no_report(text, scene.sentence):
        return ()
    near = (s.place.country for s in scene.spots if s.place and s.rank <= 1)
    focus = story.violent_focus.spots if story.violent_focus else ()
    country = next(near, "") or next((s.place.country for s in focus if s.place), "")
    speaker = _find_speaker(text, before)
    claims = find_claims(text, scene.sentence, country=country, speaker=speaker, tolls=tolls)
    return claims if told is None else tuple(_of_side(claim, told, country) for claim in claims)


def _of_side(claim: Claim, told: Claim, country: str) -> Claim:
    """A claim that counts anew the people of the one told before."""
    is_best = not is_enemy(claim.claimant, told.belongs_to, country)
    return replace(claim, belongs_to=told.belongs_to, counts_towards_best=is_best)


def _last_dead(story: Story, sentences: list[Span]) -> Claim | None:
    """The dead that the sentence just before counted of the act told there, None if it did not."""
    if not sentences or story.violent_focus is None:
        return None
    dead = [c for c in story.violent_focus.claims if c.kind == "killed" and c.low and not c.is_part]
    return dead[-1] if dead and dead[-1].start >= sentences[-1].start else None


def _find_speaker(text: str, sentences: list[Span]) -> str:
    """Who spoke last in the sentences before, so that "they said" can be read."""
    for sentence in reversed(sentences):
        speaker = find_claimant(text, sentence, sentence.start)
        if speaker:
            return speaker
    return ""


# How many sentences ahead of an act its dead may be counted.
_EARLY_REACH = 2


def _note_early(story: Story, scene: Scene) -> None:
    """Remember the dead of "Sixteen soldiers dead. A bomber drove into their convoy"."""
    told = tuple(claim for claim in scene.claims if not claim.is_named)
    if not any(claim.kind == "killed" and claim.low for claim in told):
        return
    is_open = any(s.bound in ("since", "span") or s.precision >= 5 for s in scene.dates)
    if not is_open and not ACCIDENT.search(scene.article.text, *scene.sentence):
        story.early = scene.index, told, scene.shared


def _take_early(story: Story, scene: Scene, act: Act) -> None:
    """Give the dead counted in the sentence just before to the act that this one tells."""
    if story.early is None:
        return
    index, claims, spots = story.early
    story.early = None
    if scene.index - index <= _EARLY_REACH and (not spots or shares_ground(spots, act.spots)):
        story.attach(claims, act)


def _share_out(
    text: str, story: Story, scene: Scene, placed: list[tuple[Group, Act | None]]
) -> None:
    """Each claim goes to the violent act it stands with, else to the one told before."""
    if scene.may & _SINCE_BEGAN.bit and _SINCE_BEGAN.search(text, *scene.sentence):
        return
    violent = [(g, act) for g, act in placed if act is not None and act.event_type in VIOLENT]
    if not violent:  # a march may have its dead too
        violent = [(g, act) for g, act in placed if act is not None and act.event_type == "protest"]
    killed = any(c.kind == "killed" and c.low for c in scene.claims)
    if not violent and killed and any(g.event_type in QUIET for g, _ in placed):
        own = choose_dating(
            text, scene.dates, scene.claims[0].start, scene.article.date, story.told
        )
        if own is not None and (scene.shared or FRONTIER.search(text, *scene.sentence)):
            story.attach(scene.claims, read_bare_toll(story, scene))
            return
    if not violent:
        others = [act for _, act in placed if act is not None]
        if story.violent_focus and not any(act.is_dated_here for act in others):
            story.attach(scene.claims, story.violent_focus)
        return
    _take_early(story, scene, violent[0][1])
    clauses = split_clauses(text, scene.sentence)
    anchors = [group.anchor for group, _ in violent]
    for claim in scene.claims:
        act = violent[nearest(clauses, claim.start, anchors)][1]
        story.attach((claim,), act, scene.sentence)
