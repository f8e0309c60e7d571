"""How things look: colours, symbols and sizes, one source for the page and the picture.

Colour and outline of a symbol tell the family of the event, the glyph inside it the type, so
that no difference rests on colour alone. Paths are drawn in a box from -12 to 12, y down, and
use only absolute M, L, C and Z.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.errors import UnknownNameError
from geo.incidents.palette import COLOURS

_ROUND = 0.5522847498  # control points of a quarter circle


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of event: `colour` on paper, `colour_dark` on a dark ground, outline of its symbol.

    Colours are ``#rrggbb``.
    """

    name: str
    colour: str
    colour_dark: str
    outline: str


@dataclass(frozen=True, slots=True)
class EventStyle:
    """How one event type looks: its family, and the strokes inside the outline."""

    event_type: str
    family: str
    glyph: str


def circle_path(radius: float) -> str:
    """Return a circle as four Bezier curves.

    Examples
    --------
    >>> circle_path(9)[:12]
    'M-9 0C-9 -4.'
    """
    r, k = radius, round(radius * _ROUND, 2)
    return (
        f"M{-r} 0C{-r} {-k} {-k} {-r} 0 {-r}C{k} {-r} {r} {-k} {r} 0"
        f"C{r} {k} {k} {r} 0 {r}C{-k} {r} {-r} {k} {-r} 0Z"
    )


def polygon_path(corners: int, radius: float, *, inner: float | None = None) -> str:
    """Return a regular polygon with a corner on top, or a star if `inner` is given.

    Examples
    --------
    >>> polygon_path(4, 10)
    'M0 -10L10 0L0 10L-10 0Z'
    """
    steps = corners if inner is None else 2 * corners
    points = []
    for step in range(steps):
        size = radius if inner is None or step % 2 == 0 else inner
        angle = 2 * math.pi * step / steps
        points.append(f"{_short(size * math.sin(angle))} {_short(-size * math.cos(angle))}")
    return "M" + "L".join(points) + "Z"


def _short(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}"


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        family.name: family
        for family in (
            Family("fighting", COLOURS["fighting"], "#ff7a5c", polygon_path(4, 11.5)),
            Family("fire", COLOURS["fire"], "#a284e1", "M0 -11.5L11 8.5L-11 8.5Z"),
            Family("bombs", COLOURS["bombs"], "#ffb547", polygon_path(8, 11.5, inner=8.2)),
            Family(
                "crossing", COLOURS["crossing"], "#8dc1fa", "M-8.8 -8.8L8.8 -8.8L8.8 8.8L-8.8 8.8Z"
            ),
            Family("diplomacy", COLOURS["diplomacy"], "#00a07b", circle_path(9.8)),
            Family("people", COLOURS["people"], "#e384c0", polygon_path(6, 10.6)),
            Family("other", COLOURS["other"], "#b2b3aa", circle_path(8.2)),
        )
    }
)

EVENT_STYLES: Mapping[str, EventStyle] = MappingProxyType(
    {
        style.event_type: style
        for style in (
            EventStyle("armed_clash", "fighting", "M-3.7 -3.7L3.7 3.7M3.7 -3.7L-3.7 3.7"),
            EventStyle("raid_or_infiltration", "fighting", "M-5 0L5 0M1.4 -3.6L5 0L1.4 3.6"),
            EventStyle("attack", "fighting", "M0 -5.2L0 1.2M0 4.9L0 5"),
            EventStyle(
                "abduction", "fighting", "M-3.8 -3.4L-3.8 3.4M0 -5.4L0 5.4M3.8 -3.4L3.8 3.4"
            ),
            EventStyle("shelling", "fire", "M-5 5C-3.6 -2.6 3.6 -2.6 5 5M0 2L0 2.1"),
            EventStyle("airstrike", "fire", "M0 -5L0 5.2M-3.6 1.6L0 5.2L3.6 1.6"),
            EventStyle(
                "drone_strike",
                "fire",
                "M-3.2 1L3.2 1M-3.2 -1.2L-3.2 5.2M3.2 -1.2L3.2 5.2M-3.2 5.2L3.2 5.2",
            ),
            EventStyle("bombing_or_ied", "bombs", "M0 -4.6L0 4.6M-4.6 0L4.6 0"),
            EventStyle(
                "suicide_attack", "bombs", "M0 -4.8L0 4.8M-4.2 -2.4L4.2 2.4M-4.2 2.4L4.2 -2.4"
            ),
            EventStyle("border_closure", "crossing", "M-4.8 0L4.8 0"),
            EventStyle("border_reopening", "crossing", "M-4.8 0.4L-1.4 3.8L4.8 -3.6"),
            EventStyle(
                "fence_dispute",
                "crossing",
                "M-2 -5L-2 5M2 -5L2 5M-5 -2L5 -2M-5 2L5 2",
            ),
            EventStyle("ceasefire_or_agreement", "diplomacy", "M-2.3 -4L-2.3 4M2.3 -4L2.3 4"),
            EventStyle("talks", "diplomacy", "M-4.4 0L-4.3 0M0 0L0.1 0M4.3 0L4.4 0"),
            EventStyle("protest", "people", "M-2.8 5.4L-2.8 -5L4.2 -2.4L-2.8 0.2"),
            EventStyle(
                "displacement_or_return",
                "people",
                "M-4.8 -2.4L4.4 -2.4M2 -4.8L4.4 -2.4M4.8 2.4L-4.4 2.4M-2 4.8L-4.4 2.4",
            ),
            EventStyle("other", "other", "M-0.1 0L0.1 0"),
            EventStyle(
                "violence_unspecified",
                "other",
                "M-2.6 -2.2C-2.6 -5.6 2.8 -5.6 2.8 -2.2C2.8 -0.2 0 -0.2 0 1.6M0 4.7L0 4.8",
            ),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of pins in pixels: `smallest` for none or unknown dead, up to `largest`.

    The area grows with the number of dead until `deaths_at_largest`.
    """

    smallest: float = 20.0
    largest: float = 46.0
    deaths_at_largest: int = 100

    def __post_init__(self) -> None:
        """Refuse sizes that cannot be drawn.

        Raises
        ------
        ValueError
            If they are not 0 < smallest <= largest, or `deaths_at_largest` is below 1.
        """
        if not 0 < self.smallest <= self.largest < math.inf or self.deaths_at_largest < 1:
            raise ValueError(
                f"expected 0 < smallest <= largest and deaths of 1 or more, got {self}"
            )

    def of(self, deaths: float | None) -> float:
        """Return the size of a pin for a number of dead, None if that is not known.

        Examples
        --------
        >>> Sizes().of(None), Sizes().of(100), Sizes().of(9_999)
        (20.0, 46.0, 46.0)
        """
        share = min(max(deaths or 0, 0) / self.deaths_at_largest, 1.0)
        low, high = self.smallest**2, self.largest**2
        return round(math.sqrt(low + share * (high - low)), 1)


def style_of(event_type: str) -> EventStyle:
    """Return how an event type looks.

    Raises
    ------
    UnknownNameError
        If there is no such event type.

    Examples
    --------
    >>> style_of("talks").family
    'diplomacy'
    """
    try:
        return EVENT_STYLES[event_type]
    except KeyError:
        raise UnknownNameError("event type", event_type, EVENT_STYLES) from None


def style_data(sizes: Sizes = Sizes()) -> dict[str, object]:
    """Return families, symbols and sizes as plain data for the page.

    Examples
    --------
    >>> sorted(style_data())
    ['events', 'families', 'sizes']
    """
    return {
        "families": {
            family.name: {
                "colour": family.colour,
                "dark": family.colour_dark,
                "outline": family.outline,
            }
            for family in FAMILIES.values()
        },
        "events": {
            style.event_type: {"family": style.family, "glyph": style.glyph}
            for style in EVENT_STYLES.values()
        },
        "sizes": {
            "smallest": sizes.smallest,
            "largest": sizes.largest,
            "deathsAtLargest": sizes.deaths_at_largest,
        },
    }
