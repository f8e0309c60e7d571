"""The blind snippets: every line is whole, so that what is measured on them is what they say."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from geo.events.event_types import EVENT_TYPES

FILES = sorted((Path(__file__).parents[1] / "corpus" / "snippets").glob("*.jsonl"))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_snippet_has_a_number_of_its_own(path: Path) -> None:
    names = [snippet["id"] for snippet in read(path)]
    assert len(set(names)) == len(names) > 250


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_act_is_of_a_known_type(path: Path) -> None:
    types = {kind for snippet in read(path) for act in snippet["acts"] for kind in act["types"]}
    assert types <= set(EVENT_TYPES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_act_ends_before_it_begins_or_after_its_article(path: Path) -> None:
    for snippet in read(path):
        day = dt.date.fromisoformat(snippet["date"])
        for act in snippet["acts"]:
            first, last = (dt.date.fromisoformat(act[end]) for end in ("start", "end"))
            assert first <= last <= day, snippet["id"]
