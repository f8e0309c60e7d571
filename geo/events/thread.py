"""The thread of a story: the day it has reached, and the day it steps back to."""

from __future__ import annotations

from geo.events.mention import Dating


class Thread:
    """Which told day "two days later" counts from.

    The story goes on from its own day after a look back ("the day before, X had ..."), but what
    is told further back, or "before that", counts from the look back.
    """

    def __init__(self) -> None:
        self._line: Dating | None = None
        self._aside: Dating | None = None
        self._is_back = False
        #: The day from which a shift in this sentence counts.
        self.told: Dating | None = None

    def start_sentence(self, *, is_back: bool) -> None:
        """A new sentence, which steps back from the story's day or goes on with it."""
        self._is_back = is_back
        if not is_back:
            self._aside = None
        self.told = self._aside or self._line

    @property
    def latest(self) -> Dating | None:
        """The day told last, in this sentence too."""
        return self._aside or self._line

    def note(self, dating: Dating | None) -> None:
        """Remember days just told."""
        if dating is None:
            return
        if self._is_back and self._line is not None and dating.last < self._line.first:
            self._aside = dating
        else:
            self._line = dating
