"""How well places are read on the corpus: found by overlap, placed within the answer's radius."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from geo.places import load_gazetteer, read_places
from geo.places.gazetteer import Gazetteer
from geo.places.nearness import rough_km
from geo.places.place import Place, Toponym
from geo.places.sources import WORLD_INDEX

CORPUS = Path(__file__).parents[1] / "corpus"
pytestmark = pytest.mark.skipif(not WORLD_INDEX.exists(), reason="the towns index is not built")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def read_answers(part: str) -> list[tuple[str, dict[str, Any]]]:
    answers = []
    for path in sorted((CORPUS / part / "gold").glob("*.json")):
        item = CORPUS / part / "items" / f"{path.stem}.txt"
        answers.append((item.read_bytes().decode("utf-8"), json.loads(path.read_text("utf-8"))))
    return answers


def is_hit(answer: dict[str, Any], toponym: Toponym) -> bool:
    if toponym.place is None or not (
        answer["start"] < toponym.end and toponym.start < answer["end"]
    ):
        return False
    truth = Place("", "", "other", "", "", "", answer["lon"], answer["lat"], 0.0)
    return rough_km(truth, toponym.place) <= answer["radius_km"] * 1.01


def f1(gazetteer: Gazetteer, part: str) -> float:
    """F1 over place names but countries; every answer is taken once at most."""
    hits = wanted = given = 0
    for text, answer in read_answers(part):
        found = [
            one
            for one in read_places(text, gazetteer, start=17).toponyms
            if one.place is not None and one.place.kind != "country"
        ]
        answers = [row for row in answer["toponyms"] if row.get("lat") is not None]
        hits += sum(any(is_hit(row, one) for one in found) for row in answers)
        wanted, given = wanted + len(answers), given + len(found)
    return 2 * hits / (wanted + given)


@pytest.mark.parametrize(("part", "least"), [("incidents", 0.92), ("toponyms", 0.84)])
def test_places_are_found_and_placed(gazetteer: Gazetteer, part: str, least: float) -> None:
    assert f1(gazetteer, part) >= least


def test_few_people_tribes_and_words_are_taken_for_places(gazetteer: Gazetteer) -> None:
    taken = of = 0
    for text, answer in read_answers("incidents"):
        toponyms = read_places(text, gazetteer, start=17).toponyms
        for decoy in answer.get("decoys", ()):
            of += 1
            taken += any(
                one.start < decoy["end"] and decoy["start"] < one.end
                for one in toponyms
                if one.place is not None and one.place.kind != "country"
            )
    assert taken <= of / 8
