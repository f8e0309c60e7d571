"""The sources to read beside the map: their sentences, what was found in them, and why there.

A reader follows an article from sentence to sentence, or a story: a table of incidents with
headings and words of its own. Offsets count code points of an article's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import TableError

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.articles.article import Article
    from geo.events.mention import Mention
    from geo.places.place import Candidate

# Where marks overlap, the first of these is drawn.
KINDS = ("count", "when", "where", "what", "who")
_ID_COLUMNS = ("incident_id", "incident", "id")
_HEADING_COLUMNS = ("heading", "title")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One step of a story: an incident, with a heading and words about it; each may be "".

    `where` is the file and line it stands in.
    """

    incident_id: str
    heading: str = ""
    text: str = ""
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class StoryLayer:
    """What the page's reader shows beyond the rows themselves.

    Parameters
    ----------
    incidents : the rows that the map shows; what rests on no row of them stays out.
    mentions : the acts that the rows were made of.
    articles : the articles they were found in.
    chapters : a story to be told step by step; steps about other incidents are left out.
    candidates : whether to say which places a name might have meant besides.
    """

    incidents: gpd.GeoDataFrame
    mentions: tuple[Mention, ...] = ()
    articles: tuple[Article, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    candidates: bool = True

    kind = "story"

    def to_data(self) -> dict[str, object]:
        """Return articles with passages and marks, evidence by incident, and chapters."""
        owner = _owners(self.incidents)
        by_article: dict[str, list[tuple[str, Mention]]] = {}
        for mention in self.mentions:
            incident = owner.get(mention.mention_id)
            if incident is not None:
                by_article.setdefault(mention.article, []).append((incident, mention))
        texts = {one.article: one for one in self.articles}
        return {
            "articles": [
                _article(name, found, texts.get(name)) for name, found in sorted(by_article.items())
            ],
            "evidence": self._evidence(owner, texts),
            "chapters": [
                {"id": owner.get(one.incident_id), "heading": one.heading, "text": one.text}
                for one in self.chapters
                if not one.incident_id or one.incident_id in owner
            ],
        }

    def _evidence(
        self, owner: Mapping[str, str], texts: Mapping[str, Article]
    ) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = {}
        for mention in sorted(self.mentions, key=lambda one: one.mention_id):
            incident = owner.get(mention.mention_id)
            is_lead = incident == mention.mention_id
            if incident is None or (incident in found and not is_lead):
                continue
            said = _tell(mention, texts.get(mention.article), candidates=self.candidates)
            if said:
                found[incident] = said
        return dict(sorted(found.items()))


def read_story(path: Path) -> tuple[tuple[Chapter, ...], tuple[TableError, ...]]:
    """The chapters of a table of incident ids with headings and text, and its bad rows.

    Parameters
    ----------
    path : a CSV with the columns incident_id, heading and text, in any order; a row without an
        id is words alone.

    Raises
    ------
    TableError
        If the file cannot be read, or lacks a column of ids.
    """
    from geo.incidents.tabular import read_delimited

    table = read_delimited(path)
    ids = next((name for name in _ID_COLUMNS if name in table.head), None)
    if ids is None:
        names = ", ".join(table.head) or "nothing"
        raise TableError(
            f"expected a column incident_id, with heading and text beside it; got {names}",
            where=str(path),
        )
    heading = next((name for name in _HEADING_COLUMNS if name in table.head), "heading")
    chapters = tuple(
        Chapter(
            record.cells[ids].strip(),
            record.cells.get(heading, ""),
            record.cells.get("text", ""),
            f"{path}:{record.line}",
        )
        for record in table.records
    )
    return chapters, table.faults


def find_strangers(
    chapters: Iterable[Chapter], incidents: gpd.GeoDataFrame
) -> tuple[TableError, ...]:
    """Name the chapters whose incident is not among the rows, with the ids nearest to it.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> frame = build_frame([{"incident_id": "0a1b"}], [None])
    >>> print(find_strangers([Chapter("0a1c", where="story.csv:2")], frame)[0])
    story.csv:2: expected the id of an incident on the map, got '0a1c'; the nearest is 0a1b
    >>> find_strangers([Chapter("0a1b"), Chapter("")], frame)
    ()
    """
    from difflib import get_close_matches

    known = _owners(incidents)
    faults = []
    for chapter in chapters:
        if not chapter.incident_id or chapter.incident_id in known:
            continue
        near = get_close_matches(chapter.incident_id, known, n=1, cutoff=0.7)
        hint = f"; the nearest is {near[0]}" if near else ""
        reason = f"expected the id of an incident on the map, got {chapter.incident_id!r}{hint}"
        faults.append(TableError(reason, where=chapter.where))
    return tuple(faults)


def _owners(incidents: gpd.GeoDataFrame) -> dict[str, str]:
    """Ids of incidents and of all they absorbed, to the incident that stands for them."""
    ids = incidents["incident_id"].tolist()
    found: dict[str, str] = {}
    if "former_ids" in incidents.columns:
        for name, former in zip(ids, incidents["former_ids"].tolist(), strict=True):
            found.update(dict.fromkeys(former if isinstance(former, list) else (), name))
    found.update((name, name) for name in ids if isinstance(name, str))
    return found


def _article(
    name: str, found: Sequence[tuple[str, Mention]], article: Article | None
) -> dict[str, object]:
    passages: dict[Span, tuple[str, set[str]]] = {}
    marks: list[tuple[int, Span]] = []
    for incident, mention in found:
        for span, text in _passages(mention, article):
            passages.setdefault(span, (text, set()))[1].add(incident)
        marks += _marks(mention, article)
    spans = sorted(passages)
    return {
        "id": name,
        "passages": [
            {"at": list(span), "text": passages[span][0], "ids": sorted(passages[span][1])}
            for span in spans
        ],
        "marks": [[*span, KINDS[kind]] for kind, span in _untangle(marks)],
    }


def _passages(mention: Mention, article: Article | None) -> Iterable[tuple[Span, str]]:
    """The sentence that tells the act, and those that tell how many, with their spans."""
    yield (mention.quote_start, mention.quote_end), mention.quote
    if article is None:
        return
    for claim in mention.claims:
        start = article.text.rfind(claim.quote, 0, claim.start + len(claim.quote))
        span = (start, start + len(claim.quote))
        if claim.quote and start >= 0 and not _holds(mention, span):
            yield span, claim.quote


def _holds(mention: Mention, span: Span) -> bool:
    return mention.quote_start <= span[0] and span[1] <= mention.quote_end


def _marks(mention: Mention, article: Article | None) -> list[tuple[int, Span]]:
    spans: list[tuple[str, int | None, int | None]] = [
        ("what", mention.trigger_start, mention.trigger_end),
        ("when", mention.dating.start, mention.dating.end),
        ("where", mention.place_start, mention.place_end),
        *(("count", claim.start, claim.end) for claim in mention.claims),
    ]
    if article is not None:
        spans += [("who", *span) for span in _people(mention, article)]
    return [
        (KINDS.index(kind), (start, end))
        for kind, start, end in spans
        if start is not None and end is not None and start < end
    ]


def _people(mention: Mention, article: Article) -> Iterable[Span]:
    """Those who act, by any name, and those who make claims."""
    from geo.events.actors import find_actors

    for actor in find_actors(article.text, article.date, mention.quote_start, mention.quote_end):
        yield actor.start, actor.end
    for claim in mention.claims:
        base = article.text.rfind(claim.quote, 0, claim.start + len(claim.quote))
        at = claim.quote.find(claim.claimant) if claim.claimant else -1
        if base >= 0 and at >= 0:
            yield base + at, base + at + len(claim.claimant)


def _untangle(marks: Iterable[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """The marks in the order of the text, none over another."""
    kept: list[tuple[Span, int]] = []
    starts: list[int] = []
    for kind, span in sorted(set(marks)):
        at = bisect_right(starts, span[0])
        is_free = (at == 0 or kept[at - 1][0][1] <= span[0]) and (
            at == len(kept) or kept[at][0][0] >= span[1]
        )
        if is_free:
            kept.insert(at, (span, kind))
            starts.insert(at, span[0])
    return [(kind, span) for span, kind in kept]


def _tell(mention: Mention, article: Article | None, *, candidates: bool) -> dict[str, object]:
    """Why an incident was read so: the words for its place, and what they may mean."""
    said: dict[str, object] = {}
    start, end = mention.place_start, mention.place_end
    if article is not None and start is not None and end is not None:
        said["words"] = article.text[start:end]
    weighed = mention.place_candidates
    chosen = getattr(mention.expression, "place", None)
    best = [one for one in weighed if one.place == chosen]
    if best:
        said["chosen"] = _candidate(best[0])
    if candidates and len(weighed) > 1:
        said["lost"] = [_candidate(one) for one in weighed if one.place != chosen]
    if mention.reasons:
        said["reasons"] = list(mention.reasons)
    return said


def _candidate(one: Candidate) -> dict[str, Any]:
    place = one.place
    region = [part for part in (place.adm_2, place.adm_1) if part and part != place.name]
    return {
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "region": ", ".join(dict.fromkeys(region)),
        "at": [round(place.longitude, 4), round(place.latitude, 4)],
        "score": round(one.score, 2),
        "why": list(one.reasons),
    }
