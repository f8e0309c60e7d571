"""Words of one sentence that tell one act."""

from __future__ import annotations

from dataclasses import dataclass

from geo.events.date_span import DateSpan
from geo.events.lexicon import Trigger
from geo.events.placing import Spot


@dataclass(slots=True)
class Group:
    """Triggers of one sentence that tell one act, and what stands with them."""

    triggers: list[Trigger]
    spots: list[Spot]
    dates: list[DateSpan]
    event_type: str
    strength: int
    refers_back: bool
    is_aside: bool = False
    named_type: str = ""
    #: Whether it says only who came to harm ("two were killed"), not how.
    is_harm: bool = False

    @property
    def anchor(self) -> int:
        """Where the telling word begins."""
        return self.head.start

    @property
    def deed(self) -> int:
        """Where the word for the deed begins, behind the guns or the bomber that head it.

        What stands beside those ("guns in Kurram shelled Khost") is where they were.
        """
        head = self.head
        verbs = [t.start for t in self.triggers if t.part == "verb" and t.start >= head.end]
        return verbs[0] if verbs else head.start

    @property
    def is_bare(self) -> bool:
        """Whether it says no more than that somebody was killed."""
        return all(t.part == "harm" and t.strength <= 1 for t in self.triggers)

    @property
    def head(self) -> Trigger:
        """The trigger that gave the type."""
        for trigger in self.triggers:
            if trigger.event_type == self.event_type:
                return trigger
        return self.triggers[0]
