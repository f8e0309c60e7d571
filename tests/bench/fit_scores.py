"""Fit the scores of places: of those at 0.8, eight in ten are to be right.

    python tests/bench/fit_scores.py

Reads the corpus (tests/corpus, but for the parts kept blind) without the fit, takes every
second article to fit two numbers with (logistic regression on the log odds of the raw score),
and tells on the other half how many toponyms of each score are placed within the radius of
the answer. The two numbers stand in geo/places/scores.py.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.places import load_gazetteer, read_places
from geo.places.gazetteer import Gazetteer
from geo.places.nearness import rough_km
from geo.places.place import Place, Toponym
from geo.places.scores import INTERCEPT, SLOPE, raw_score

CORPUS = Path(__file__).parents[1] / "corpus"
PARTS = ("incidents", "second", "toponyms")  # what is kept blind is not to be fitted on
PRIOR = 4.0  # how many answers the guess "as it is" (intercept 0, slope 1) is worth

Row = tuple[float, bool]  # a raw score, and whether the place was right


def main() -> None:
    """Fit on one half, tell on the other, and the other way round."""
    gazetteer = load_gazetteer()
    halves: tuple[list[Row], list[Row]] = ([], [])
    for number, path in enumerate(sorted(read_gold())):
        halves[number % 2].extend(judge(path, gazetteer))
    for fitted, told in (halves, halves[::-1]):
        intercept, slope = fit(fitted)
        print(f"fitted on {len(fitted)}: intercept {intercept:.3f}, slope {slope:.3f}")
        print_table(told, intercept, slope)
    intercept, slope = fit(halves[0] + halves[1])
    print(f"fitted on all: intercept {intercept:.3f}, slope {slope:.3f}")
    print(f"in use: intercept {INTERCEPT:.3f}, slope {SLOPE:.3f}")


def read_gold() -> Iterator[Path]:
    """The files of answers."""
    for part in PARTS:
        yield from (CORPUS / part / "gold").glob("*.json")


def judge(path: Path, gazetteer: Gazetteer) -> Iterator[Row]:
    """Each toponym's raw score, and whether it is placed within the radius of an answer."""
    answers = json.loads(path.read_text(encoding="utf-8"))["toponyms"]
    item = path.parents[1] / "items" / f"{path.stem}.txt"
    text = item.read_bytes().decode("utf-8")
    for one in read_places(text, gazetteer, start=17).toponyms:
        # Names of countries are not annotated; names in no table have a score of their own.
        if one.place is None or one.place.place_id.startswith("text:"):
            continue
        if one.place.kind != "country":
            here = [row for row in answers if row["start"] < one.end and one.start < row["end"]]
            yield raw_score(one.score), any(is_right(row, one) for row in here)


def is_right(answer: dict[str, float], toponym: Toponym) -> bool:
    """Whether a toponym stands within the radius of an answer."""
    if answer.get("lat") is None or toponym.place is None:
        return False
    truth = Place("", "", "other", "", "", "", answer["lon"], answer["lat"], 0.0)
    return rough_km(truth, toponym.place) <= answer["radius_km"] * 1.01


def fit(rows: Sequence[Row]) -> tuple[float, float]:
    """Intercept and slope by Newton's method, drawn to (0, 1) by a prior."""
    a, b = 0.0, 1.0
    for _ in range(50):
        gradient_a, gradient_b = PRIOR * -a, PRIOR * (1.0 - b)
        aa = bb = PRIOR
        ab = 0.0
        for raw, right in rows:
            x = log_odds(raw)
            p = 1.0 / (1.0 + math.exp(-(a + b * x)))
            gradient_a, gradient_b = gradient_a + right - p, gradient_b + (right - p) * x
            w = p * (1.0 - p)
            aa, ab, bb = aa + w, ab + w * x, bb + w * x * x
        determinant = aa * bb - ab * ab
        a += (bb * gradient_a - ab * gradient_b) / determinant
        b += (aa * gradient_b - ab * gradient_a) / determinant
    return a, b


def log_odds(raw: float) -> float:
    """Log odds of a raw score, which never is quite 0 or 1."""
    raw = min(max(raw, 0.005), 0.995)
    return math.log(raw / (1.0 - raw))


def print_table(rows: Sequence[Row], intercept: float, slope: float) -> None:
    """How many of each score are right."""
    bins: defaultdict[int, list[Row]] = defaultdict(list)
    for raw, right in rows:
        score = 1.0 / (1.0 + math.exp(-(intercept + slope * log_odds(raw))))
        bins[min(9, int(score * 10))].append((score, right))
    for number in sorted(bins):
        here = bins[number]
        mean = sum(score for score, _ in here) / len(here)
        right = sum(right for _, right in here) / len(here)
        print(f"  {number / 10:.1f} to {number / 10 + 0.1:.1f}: {len(here):4d} toponyms,"
              f" mean score {mean:.2f}, right {right:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
