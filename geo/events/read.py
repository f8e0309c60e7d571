"""An article read sentence by sentence into a story of acts."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import replace

from geo.articles.article import Article
from geo.articles.text import Span, split_paragraphs
from geo.events.act import GATES, QUIET, VIOLENT, Act
from geo.events.calendar_days import shift_days
from geo.events.casualties import find_claimant, find_claims
from geo.events.clauses import nearest, split_clauses
from geo.events.counts import parse_number
from geo.events.dates import DateSpan, find_dates
from geo.events.dating import choose_dating, date_by_saying
from geo.events.hedges import is_no_report
from geo.events.lexicon import Trigger
from geo.events.locate import locate_act
from geo.events.mention import Claim, Dating
from geo.events.placing import choose_spots, end_dateline, find_spots
from geo.events.scan import Group, read_groups
from geo.events.scene import Scene
from geo.events.story import Story
from geo.events.victims import find_tolls
from geo.places.place import Reading

_SAID = re.compile(
    r"\b(?:said|says|told\s+[\w\s]{1,30}?|announced|reported|confirmed|stated|added|statement"
    r"|tweeted|posted|wrote|briefing|conference|interview|remarks|speech)"
    r"\s+(?:(?:late|early|here|that|in\s+a\s+statement)\s+)?(?:on\s+)?$"
)
_PASSING = re.compile(
    r"\b(?:earlier|previous|previously|former|past|preceding|two\s+earlier|last)\s+(?:\w+\s+){0,2}?"
    r"(?:rounds?|talks|meetings?|attacks?|clash\w*|strikes?|raids?|closures?)\b",
    re.IGNORECASE,
)
_OF_THE_DEAD = re.compile(
    r"\b(?:of|among)\s+(?:the|those)\s+(?:dead|victims|killed|casualties|wounded|injured)\b"
    r"|\bthe\s+(?:dead|victims)\s+(?:were|included?|was)\b",
    re.IGNORECASE,
)
_ACCIDENT = re.compile(
    r"\b(?:stampede|accident|crash\w*|flood\w*|earthquake|avalanche|landslide|collaps\w+|drown\w*"
    r"|capsiz\w*|storm|heat|cold|disease|virus|overturned|blaze)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b[Ii]t\b|\bgates?\b|\b[Bb]oth\b")
# Sums over a whole campaign are no act's toll.
_SINCE_BEGAN = re.compile(
    r"\bsince\s+(?:the\s+)?(?:\w+\s+){1,4}(?:began|started|broke\s+out|erupted)\b"
    r"|\bso\s+far\s+this\b",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\bamong\s+(?:the|those)\s+\w+", re.IGNORECASE)
_FRONTIER = re.compile(
    r"\b(?:on|along|at|across)\s+(?:the|their)\s+(?:[\w,.-]+\s+){0,2}(?:frontier|border|line)\b",
    re.IGNORECASE,
)
# A cue that another act follows ("After that the soldiers shot at each other").
_NEXT = re.compile(
    r"^\W*(?:after\s+that|then|later|afterwards|also|separately|meanwhile|elsewhere|in\s+another"
    r"|in\s+a\s+separate|on\s+the\s+same\s+day|the\s+same\s+day|in\s+a\s+different)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:br(?:oke|oken|eak)\s+out|erupt\w*|took\s+place|went\s+on|began|begun|started|resumed"
    r"|continued|spread|report\w+|follow\w+"
    r"|left|killed|lasted|flared|raged|came|there\s+(?:was|were|had\s+been)|heard|rang|occurred"
    r"|happened|intensified|shook|rocked|moved\s+on)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\d[\d,]*|thousands|hundreds|dozens|scores)\s+(?:of\s+)?(?:\w+\s+){0,2}(?:people"
    r"|families|persons|villagers|residents|refugees|afghans|women|children"
    r"|households|migrants|civilians|nationals|returnees|inhabitants|thais|cambodians|others"
    r"|more)\b|\bthousands\b|\bhundreds\b",
    re.IGNORECASE,
)
_BODIES = re.compile(r"\b(?:bodies|body|coffins?|graves?)\b", re.IGNORECASE)
_IT_WAS = re.compile(r"\bthe\s+(?:[\w’'-]+\s+)?[\w’'-]+\s+(?:was|had\s+been)\s+$", re.IGNORECASE)
_STILL = re.compile(r"\b(?:remain\w*|stay\w*|still|kept|continu\w*)\b", re.IGNORECASE)
_HAS = re.compile(r"\b(?:has|have)\b")
_NTH_DAY = re.compile(
    r"\b(?:for|on|entered|into|completing)\s+(?:the|a|its|their)\s+(?P<nth>[\w-]+?)(?:st|nd|rd"
    r"|th)?\s+(?:straight\s+|consecutive\s+|successive\s+)?day\b"
    r"|\bfor\s+(?:the\s+(?:past|last)\s+)?(?P<n>[\w-]+)\s+(?:straight\s+|consecutive\s+)?days\b",
    re.IGNORECASE,
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
}
_SOOTHING = frozenset(("border_reopening", *QUIET))


def read_story(article: Article, reading: Reading, sentences: tuple[Span, ...]) -> Story:
    """The story of an article: its acts, with what the text says of each."""
    story = Story(article.date)
    spots = find_spots(article.text, reading, article.body_start)
    opening = end_dateline(article.text, article.body_start)
    dates = find_dates(article.text, article.date, opening)
    spot_starts, date_starts = [s.start for s in spots], [d.start for d in dates]
    first = next((spot for spot in spots if spot.role == "reporting" and spot.rank == 9), None)
    if first is not None and first.start - article.body_start < 3:
        story.memory.dateline = first
    paragraphs = [span.start for span in split_paragraphs(article.text, article.body_start)]
    paragraph = -1
    for index, sentence in enumerate(sentences):
        if paragraph + 1 < len(paragraphs) and sentence.start >= paragraphs[paragraph + 1]:
            paragraph += 1
            story.start_paragraph()
        here = list(spots[slice(*_range(spot_starts, sentence))])
        when = list(dates[slice(*_range(date_starts, sentence))])
        said = [span for span in when if _is_said(article.text, span)]
        rest = [span for span in when if span not in said]
        _read_scene(story, Scene(article, sentence, index, paragraph, here, rest, said))
        for spot in here:
            story.memory.note(spot)
    return story


def _range(starts: list[int], sentence: Span) -> tuple[int, int]:
    return bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)


def _is_said(text: str, span: DateSpan) -> bool:
    """Whether the words date the saying, not what is said ("officials said on Sunday")."""
    return bool(_SAID.search(text[max(0, span.start - 50) : span.start]))


def _read_scene(story: Story, scene: Scene) -> None:
    text = scene.article.text
    gate = story.memory.gate or story.memory.last("crossing")
    has_gate = gate is not None and bool(_IT.search(scene.words(scene.sentence.start)))
    groups, dead = read_groups(
        scene.article,
        scene.sentence,
        scene.spots,
        scene.dates,
        story.focus_types,
        has_gate=has_gate,
    )
    taken = [spot for group in dead for spot in group.spots]
    scene.shared = [spot for spot in scene.spots if spot.rank <= 1 and spot not in taken]
    scene.claims = _read_claims(story, scene)
    if not groups:
        for part in _split_tolls(scene):
            story.attach(part.claims, _read_bare_toll(story, part))
        return
    if any(span.bound == "since" for span in scene.dates) and not any(
        g.dates for g in groups if g.event_type in VIOLENT
    ):
        scene.claims = ()  # a sum over days, not one act's
    soothing = any(group.event_type in _SOOTHING and group.dates for group in groups)
    placed: list[tuple[Group, Act | None]] = []
    is_single = sum(group.event_type in VIOLENT for group in groups) == 1
    parts = _split_tolls(scene) if is_single else []
    for group in groups:
        scene.siblings = [s for g in groups if g is not group for s in g.spots if s.rank < 7]
        is_aside = soothing and group.event_type not in _SOOTHING and not group.spots
        candidate = _build_candidate(story, scene, group, is_aside)
        if candidate and len(parts) > 1 and candidate.is_violent:
            _add_parts(story, candidate, parts)
            scene.claims = ()
            continue
        added = story.add(candidate) if candidate else None
        placed.append((group, added))
        if candidate and candidate.is_elsewhere and added is None:
            scene.claims = ()
    _share_out(text, story, scene, placed)
    story.refocus([act for _, act in placed if act is not None])


def _add_parts(story: Story, candidate: Act, parts: list[Scene]) -> None:
    """One act for each place of a sentence that gives each its own toll."""
    for part in parts:
        spots = (
            choose_spots(part.article.text, part.shared, part.claims[0].start)
            if part.claims
            else []
        )
        if not spots:
            continue
        act = replace(candidate, spots=spots, claims=[], reasons=list(candidate.reasons))
        act.is_placed_here = act.has_toll = True
        added = story.add(act)
        if added is not None:
            added.claims.extend(part.claims)


def _split_tolls(scene: Scene) -> list[Scene]:
    """The scene cut where each of several places has a toll of its own."""
    killed = [claim for claim in scene.claims if claim.kind == "killed" and not claim.is_part]
    if len(killed) < 2 or len(scene.shared) < 2:
        return [scene]
    cuts = [scene.sentence.start]
    for before, claim in itertools.pairwise(killed):
        has_place = any(before.end <= spot.start < claim.start for spot in scene.shared)
        if has_place and any(spot.start > claim.end for spot in scene.shared):
            cuts.append(claim.start)
    if len(cuts) == 1:
        return _split_at_semicolon(scene)
    return [
        _cut(scene, start, end) for start, end in itertools.pairwise([*cuts, scene.sentence.end])
    ]


def _split_at_semicolon(scene: Scene) -> list[Scene]:
    cut = scene.article.text.find("; ", scene.sentence.start, scene.sentence.end)
    if cut < 0:
        return [scene]
    halves = [_cut(scene, scene.sentence.start, cut), _cut(scene, cut, scene.sentence.end)]
    return halves if all(half.claims and half.shared for half in halves) else [scene]


def _cut(scene: Scene, start: int, end: int) -> Scene:
    return replace(
        scene,
        sentence=Span(start, end),
        claims=tuple(claim for claim in scene.claims if start <= claim.start < end),
        shared=[spot for spot in scene.shared if start <= spot.start < end],
        dates=[span for span in scene.dates if start <= span.start < end],
    )


def _read_claims(story: Story, scene: Scene) -> tuple[Claim, ...]:
    text = scene.article.text
    before = story.recent
    story.recent = [*before[-3:], scene.sentence]
    if not find_tolls(text, scene.sentence) or is_no_report(text, scene.sentence):
        return ()
    near = (s.place.country for s in scene.spots if s.place and s.rank <= 1)
    focus = story.violent_focus.spots if story.violent_focus else ()
    country = next(near, "") or next((s.place.country for s in focus if s.place), "")
    return find_claims(text, scene.sentence, country=country, speaker=_find_speaker(text, before))


def _find_speaker(text: str, sentences: list[Span]) -> str:
    """Who spoke last in the sentences before, so that "they said" can be read."""
    for sentence in reversed(sentences):
        speaker = find_claimant(text, sentence, sentence.start)
        if speaker:
            return speaker
    return ""


def _build_candidate(story: Story, scene: Scene, group: Group, is_aside: bool) -> Act | None:
    dating, is_own = _date_group(story, scene, group)
    if dating is None and any(span.bound == "future" for span in group.dates):
        return None
    act = Act(group.head, group.event_type, scene.index, scene.paragraph, group.strength)
    act.dating, act.is_dated_here, act.is_lead = dating, is_own, scene.is_lead
    words = scene.words(group.anchor)
    act.is_passing = not is_own and (is_aside or bool(_PASSING.search(words)))
    act.refers_back, act.is_sample = group.refers_back, bool(_AMONG.search(words))
    if act.is_passing:
        act.dating = None
    _read_state(scene, act, group)
    locate_act(scene, story, act, group)
    if group.head.event_type == "echo" and _is_rival(scene, group):
        act.spots, act.is_placed_here, act.is_dated_here = [], False, False
    act.score += int(act.is_placed_here) + int(is_own) + int(act.is_lead)
    act.score += int(bool(scene.claims) and act.is_violent)
    act.has_toll = any(c.low for c in scene.claims if c.kind == "killed")
    act.score += int(_has_evidence(scene, act, group))
    act.is_next = bool(_NEXT.match(words))
    act.score += int(act.is_next)
    word = scene.article.text[group.head.start : group.head.end]
    act.reasons.append(f"“{word}” tells {group.event_type}")
    return act


def _has_evidence(scene: Scene, act: Act, group: Group) -> bool:
    """Whether a noun is said to have happened, or people on the move are counted."""
    text = scene.article.text
    if act.event_type == "displacement_or_return":
        return bool(_COUNTED.search(scene.words(group.anchor)))
    if group.head.part != "noun" or group.strength > 1:
        return False
    start = max(scene.sentence.start, group.anchor - 30)
    around = (
        text[start : group.anchor]
        + " "
        + text[group.head.end : min(scene.sentence.end, group.head.end + 45)]
    )
    return bool(_HAPPENED.search(around))


def _is_rival(scene: Scene, group: Group) -> bool:
    """Whether "the vehicle was hit in ..." is another account of the act told before."""
    return bool(_IT_WAS.search(scene.article.text[max(0, group.anchor - 50) : group.anchor]))


def _date_group(story: Story, scene: Scene, group: Group) -> tuple[Dating | None, bool]:
    text, day = scene.article.text, scene.article.date
    is_point = group.event_type in GATES
    own = choose_dating(text, group.dates, group.anchor, day, story.told, is_point=is_point)
    if own is not None:
        return own, True
    exact = [span for span in scene.dates if span.first is not None and span.bound in ("", "by")]
    shared = choose_dating(text, exact, group.anchor, day, story.told)
    if shared is None and scene.said and story.focus is None:
        return date_by_saying(scene.said[0], day), False
    return shared, False


def _read_state(scene: Scene, act: Act, group: Group) -> None:
    """A gate that "remained closed on Friday for the third day" was closed two days before."""
    if act.event_type != "border_closure":
        return
    text = scene.article.text
    near = text[max(scene.sentence.start, group.anchor - 25) : group.head.end]
    words = scene.words(group.anchor)
    nth = _NTH_DAY.search(words)
    if not _STILL.search(near) and not (nth and (nth["nth"] or _HAS.search(words))):
        return
    act.is_state = True
    last = act.dating.last if act.dating else scene.article.date
    number = _count_days(nth) if nth else None
    if number is not None and number < 400:
        first = shift_days(last, -number)
        act.dating = Dating(first, first, 1, "relative")
        act.is_dated_here = True


def _count_days(match: re.Match[str]) -> int | None:
    """How many days before the last one it began."""
    if match["n"]:
        return parse_number(match["n"])
    nth = match["nth"].lower()
    number = (
        _ORDINALS.get(match.group().lower().split()[-2]) or _ORDINALS.get(nth) or parse_number(nth)
    )
    return number - 1 if number else None


def _read_bare_toll(story: Story, scene: Scene) -> Act | None:
    """The act whose toll a sentence without telling word gives: a new place, or the one before."""
    text, focus = scene.article.text, story.violent_focus
    same_day = focus if focus and not _is_other_day(focus, scene.dates) else None
    if _OF_THE_DEAD.search(text, *scene.sentence):
        scene.claims = tuple(replace(claim, is_part=True) for claim in scene.claims)
        return same_day
    killed = [claim for claim in scene.claims if claim.low and not claim.is_part]
    if focus is None and _ACCIDENT.search(text, *scene.sentence):
        return None
    if not killed or any(s.bound in ("since", "span") or s.precision >= 5 for s in scene.dates):
        return same_day if scene.claims and not killed else None
    near = [s for s in scene.shared if not s.place or s.place.kind != "country"]
    own = choose_dating(text, scene.dates, killed[0].start, scene.article.date, story.told)
    if (
        not near
        or (focus is None and own is None)
        or _BODIES.search(text, killed[0].start, killed[0].end + 20)
    ):
        return same_day
    event_type = focus.event_type if focus else "armed_clash"
    trigger = Trigger(killed[0].start, killed[0].end, event_type, "toll", 2)
    act = Act(trigger, event_type, scene.index, scene.paragraph, 3)
    act.dating, act.is_dated_here, act.is_placed_here = own, own is not None, True
    act.has_toll = True
    act.is_lead = scene.is_lead
    act.spots = choose_spots(text, near, killed[0].start)
    act.reasons.append("a toll with a place of its own")
    return _add_bare(story, scene, act, focus)


def _add_on_border(story: Story, scene: Scene, killed: list[Claim], own: Dating) -> None:
    """A toll "on the frontier in October": fighting somewhere along the line."""
    trigger = Trigger(killed[0].start, killed[0].end, "armed_clash", "toll", 2)
    act = Act(trigger, "armed_clash", scene.index, scene.paragraph, 3)
    act.dating, act.is_dated_here = own, True
    act.is_on_border = act.is_placed_here = True
    act.reasons.append("a toll on the border")
    added = story.add(act)
    if added is not None:
        added.claims.extend(scene.claims)


def _add_bare(story: Story, scene: Scene, act: Act, focus: Act | None) -> Act | None:
    is_same_action = focus is not None and not act.is_dated_here
    added = story.add(act)
    if added is None or added is focus:
        return added
    if len(added.spots) > 1:
        story.attach(scene.claims, added)
    else:
        added.claims.extend(scene.claims)
    if focus is not None and is_same_action:
        story.join_episode(added, focus)
    return None


def _is_other_day(focus: Act, dates: list[DateSpan]) -> bool:
    for span in dates:
        if span.first is None or span.last is None or span.bound in ("until", "future", "clause"):
            continue
        if focus.dating and (
            span.last < focus.dating.first or (span.first - focus.dating.last).days > 7
        ):
            return True
    return False


def _share_out(
    text: str, story: Story, scene: Scene, placed: list[tuple[Group, Act | None]]
) -> None:
    """Each claim goes to the violent act it stands with, else to the one told before."""
    if _SINCE_BEGAN.search(text, *scene.sentence):
        return
    violent = [(g, act) for g, act in placed if act is not None and act.event_type in VIOLENT]
    killed = any(c.kind == "killed" and c.low for c in scene.claims)
    if not violent and killed and any(g.event_type in QUIET for g, _ in placed):
        own = choose_dating(
            text, scene.dates, scene.claims[0].start, scene.article.date, story.told
        )
        if own is not None and (scene.shared or _FRONTIER.search(text, *scene.sentence)):
            story.attach(scene.claims, _read_bare_toll(story, scene))
            return
    if not violent:
        others = [act for _, act in placed if act is not None]
        if story.violent_focus and not any(act.is_dated_here for act in others):
            story.attach(scene.claims, story.violent_focus)
        return
    clauses = split_clauses(text, scene.sentence)
    anchors = [group.anchor for group, _ in violent]
    for claim in scene.claims:
        story.attach((claim,), violent[nearest(clauses, claim.start, anchors)][1])
