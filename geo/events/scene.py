"""One sentence with all that stands in it, as the reader of a story sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.articles.article import Article
from geo.articles.text import Span
from geo.events.cues import find_cues
from geo.events.date_span import DateSpan
from geo.events.mention import Claim
from geo.events.placing import Spot

# Beyond this a "sentence" is a list or a table: only the words near a trigger are looked at.
_LONGEST = 1200


@dataclass(slots=True)
class Scene:
    """A sentence: its numbers, places, dates of what happened, dates of what was said, claims."""

    article: Article
    sentence: Span
    index: int
    paragraph: int
    spots: list[Spot]
    dates: list[DateSpan]
    said: list[DateSpan] = field(default_factory=list)
    claims: tuple[Claim, ...] = ()
    shared: list[Spot] = field(default_factory=list)
    siblings: list[Spot] = field(default_factory=list)
    #: The bits of the cues that the sentence may hold.
    may: int = field(init=False)

    def __post_init__(self) -> None:
        self.may = find_cues(self.article.text, self.sentence)

    def words(self, anchor: int) -> str:
        """The words of the sentence, of a very long one those near `anchor`."""
        start, end = self.sentence
        if end - start > _LONGEST:
            start, end = max(start, anchor - 200), min(end, anchor + 300)
        return self.article.text[start:end]

    @property
    def is_lead(self) -> bool:
        """Whether it is one of the two sentences an article opens with."""
        return self.index <= 1
