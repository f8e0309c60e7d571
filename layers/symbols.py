"""Event symbols for pictures: the page's own shapes, as matplotlib outlines."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

from layers.style import FAMILIES, EventStyle

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

# Symbols are drawn in a box of 24 units (see layers.style).
_BOX = 24.0
_STEP = re.compile(r"([MLCZ])([-\d. ]*)")


@functools.cache
def to_outline(path: str) -> Path:
    """Turn a path of absolute M, L, C and Z into an outline, y up.

    Raises
    ------
    ValueError : the path holds anything else.

    Examples
    --------
    >>> len(to_outline("M0 -10L10 0L0 10Z").vertices)
    4
    """
    from matplotlib.path import Path as Outline

    codes = {"M": Outline.MOVETO, "L": Outline.LINETO, "C": Outline.CURVE4}
    if _STEP.sub("", path).strip():
        raise ValueError(f"expected a path of M, L, C and Z, found {path!r}")
    vertices: list[tuple[float, float]] = []
    kinds: list[int] = []
    for letter, numbers in _STEP.findall(path):
        if letter == "Z":
            vertices.append((0.0, 0.0))
            kinds.append(int(Outline.CLOSEPOLY))
            continue
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        points = list(zip(values[::2], values[1::2], strict=True))
        vertices += [(x, -y) for x, y in points]
        kinds += [int(codes[letter])] * len(points)
    return Outline(vertices, kinds)


def add_symbol(
    axes: Axes,
    x: float,
    y: float,
    style: EventStyle,
    *,
    size: float,
    faded: bool = False,
    hollow: bool = False,
) -> None:
    """Draw an event's symbol at a point of the axes' data, `size` points of print wide.

    Hollow, as on the page, where neither a person nor a data set stands behind it.
    """
    from matplotlib.patches import PathPatch
    from matplotlib.transforms import Affine2D, ScaledTranslation

    family = FAMILIES[style.family]
    fill, edge = ("white", family.colour) if hollow else (family.colour, "white")
    figure = axes.get_figure(root=True)
    if figure is None:
        return
    data: Any = axes.transData  # any transform does; its annotation asks for an affine one
    to_dots = Affine2D().scale(size / 72 / _BOX) + figure.dpi_scale_trans
    place = to_dots + ScaledTranslation(x, y, data)
    look: dict[str, Any] = {
        "transform": place,
        "zorder": 4.0,
        "clip_on": False,
        "alpha": 0.5 if faded else 1.0,
    }
    axes.add_patch(
        PathPatch(
            to_outline(family.outline), facecolor=fill, edgecolor=edge,
            linewidth=size / (12 if hollow else 18), joinstyle="round", **look,
        )
    )  # fmt: skip
    axes.add_patch(
        PathPatch(
            to_outline(style.glyph), facecolor="none", edgecolor=edge, linewidth=size / 13,
            capstyle="round", joinstyle="round", **look,
        )
    )  # fmt: skip
