"""Colours, symbols and sizes."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from geo.errors import UnknownNameError
from geo.events.event_types import EVENT_TYPES
from layers.style import EVENT_STYLES, FAMILIES, Sizes, style_of
from layers.web.assets import read_text, words

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
VISION = {
    "full": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritan": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def to_linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def to_lab(linear: np.ndarray) -> np.ndarray:
    matrix = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = matrix @ np.clip(linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def luminance(colour: str) -> float:
    return float(np.array([0.2126, 0.7152, 0.0722]) @ to_linear(colour))


def test_every_event_type_has_a_style_and_words() -> None:
    assert set(EVENT_STYLES) == set(EVENT_TYPES)
    assert all(f"event.{name}" in words() for name in EVENT_TYPES)


def test_no_two_types_look_the_same() -> None:
    looks = [(style.family, style.glyph) for style in EVENT_STYLES.values()]
    assert len(set(looks)) == len(looks)


def test_families_differ_in_outline_as_well_as_in_colour() -> None:
    assert len({family.outline for family in FAMILIES.values()}) == len(FAMILIES)
    assert len({family.colour for family in FAMILIES.values()}) == len(FAMILIES)


@pytest.mark.parametrize("eyes", VISION)
@pytest.mark.parametrize("ground", ["colour", "colour_dark"])
def test_family_colours_stay_apart_for_every_eye(eyes: str, ground: str) -> None:
    labs = {
        family.name: to_lab(VISION[eyes] @ to_linear(getattr(family, ground)))
        for family in FAMILIES.values()
    }
    for first, second in itertools.combinations(labs, 2):
        assert np.linalg.norm(labs[first] - labs[second]) > 14, (first, second)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_symbols_stand_out_from_the_paper(family: object) -> None:
    for colour, ground in ((family.colour, "#f7f3e9"), (family.colour_dark, "#272b2b")):  # type: ignore[attr-defined]
        light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 2.5


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.name)
def test_the_style_sheet_has_the_same_colours(family: object) -> None:
    sheet = read_text("app.css")
    assert f"--{family.name}: {family.colour}" in sheet or (  # type: ignore[attr-defined]
        f"--{family.name}:{family.colour}" in sheet  # type: ignore[attr-defined]
    )


def test_paths_use_only_what_every_drawing_understands() -> None:
    paths = [family.outline for family in FAMILIES.values()]
    paths += [style.glyph for style in EVENT_STYLES.values()]
    assert all(re.fullmatch(r"[MLCZ0-9. -]+", path) for path in paths)


def test_size_grows_with_the_dead() -> None:
    sizes = [Sizes().of(deaths) for deaths in (0, 1, 10, 50, 100)]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 5


@pytest.mark.parametrize(
    "sizes", [{"smallest": 0}, {"largest": 10}, {"deaths_at_largest": 0}, {"largest": float("nan")}]
)
def test_sizes_that_cannot_be_drawn_are_refused(sizes: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="expected 0 < smallest <= largest"):
        Sizes(**sizes)  # type: ignore[arg-type]


def test_an_unknown_type_is_named() -> None:
    with pytest.raises(UnknownNameError, match="unknown event type 'shooting'"):
        style_of("shooting")


def test_every_word_the_code_asks_for_is_there() -> None:
    from importlib.resources import files

    asked: set[str] = set()
    for path in files("layers").joinpath("web", "js").iterdir():
        if path.name.endswith(".js"):
            text = path.read_text(encoding="utf-8")
            asked.update(re.findall(r'\bt\("([\w.]+)"', text))
            asked.update(
                f"{key}.{form}"
                for key in re.findall(r'\btn\("([\w.]+)"', text)
                for form in ("one", "other")
            )
    assert asked <= set(words()), sorted(asked - set(words()))
