"""The reader's data: passages in order, marks that do not cross, chapters that exist."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.border import durand_line
from geo.errors import TableError
from geo.incidents.frame import build_frame
from geo.pipeline import read_one
from layers.story import Chapter, StoryLayer, _untangle, find_strangers, read_story

TEXT = (
    "The police said on Friday that three soldiers were killed in a clash at Torkham. "
    "Nothing else was known. The Torkham crossing was closed on Saturday."
)
ARTICLE = Article("a", TEXT, dt.date(2025, 10, 12))


@pytest.fixture(scope="module")
def found() -> tuple[Any, Any]:
    from geo.incidents.table import build_incidents

    mentions = read_one(ARTICLE)[1]
    return build_incidents(mentions, [ARTICLE], durand_line()), mentions


@pytest.fixture(scope="module")
def data(found: tuple[Any, Any]) -> dict[str, Any]:
    incidents, mentions = found
    return dict(StoryLayer(incidents, mentions, (ARTICLE,)).to_data())


def test_passages_stand_in_the_order_of_the_article(data: dict[str, Any]) -> None:
    passages = data["articles"][0]["passages"]
    assert [one["at"] for one in passages] == sorted(one["at"] for one in passages)
    assert all(TEXT[slice(*one["at"])] == one["text"] for one in passages)


def test_words_that_told_something_are_marked(data: dict[str, Any]) -> None:
    marks = {(TEXT[start:end], kind) for start, end, kind in data["articles"][0]["marks"]}
    assert ("three", "count") in marks
    assert any(kind == "where" and "Torkham" in words for words, kind in marks)
    assert any(kind == "when" and "Friday" in words for words, kind in marks)
    assert {kind for _, kind in marks} >= {"what", "when", "where", "count", "who"}


def test_evidence_names_the_place_that_won_and_those_that_lost(data: dict[str, Any]) -> None:
    told = [one for one in data["evidence"].values() if "lost" in one]
    assert told
    assert told[0]["chosen"]["name"] == "Torkham"
    assert told[0]["chosen"]["score"] > told[0]["lost"][0]["score"]
    assert told[0]["lost"][0]["why"]


def test_without_candidates_no_loser_is_named(found: tuple[Any, Any]) -> None:
    incidents, mentions = found
    data = StoryLayer(incidents, mentions, (ARTICLE,), candidates=False).to_data()
    evidence: Any = data["evidence"]
    assert not any("lost" in one for one in evidence.values())


def test_what_rests_on_no_row_stays_out(found: tuple[Any, Any]) -> None:
    data = StoryLayer(found[0].iloc[:0], found[1], (ARTICLE,), (Chapter("x", "head"),)).to_data()
    assert data == {"articles": [], "evidence": {}, "chapters": []}


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 60), st.integers(1, 20)), max_size=25))
def test_marks_never_cross(raw: list[tuple[int, int, int]]) -> None:
    kept = _untangle([(kind, (start, start + size)) for kind, start, size in raw])
    ends = [edge for _, span in kept for edge in span]
    assert ends == sorted(ends)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_story_is_read_from_a_table(tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", 'heading,incident_id,text\nStart,,"Two\nlines"\nNext,0a1b,\n')
    chapters, bad = read_story(path)
    assert chapters == (Chapter("", "Start", "Two\nlines"), Chapter("0a1b", "Next", ""))
    assert bad == ()


def test_a_story_without_ids_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"column incident_id.*got heading, text"):
        read_story(write(tmp_path / "s.csv", "heading,text\na,b\n"))


def test_an_id_that_is_not_on_the_map_is_named_with_its_line(tmp_path: Path) -> None:
    frame = build_frame([{"incident_id": "0a1b", "former_ids": ["0ffe"]}], [None])
    path = write(tmp_path / "s.csv", "incident_id,heading,text\n0a1b,a,\n0ffe,b,\nzz,c,\n")
    faults = find_strangers(read_story(path)[0], frame)
    assert [str(fault) for fault in faults] == [
        f"{path}:4: expected the id of an incident on the map, got 'zz'"
    ]


def test_a_chapter_of_an_absorbed_incident_opens_what_stands_for_it() -> None:
    frame = build_frame([{"incident_id": "0a1b", "former_ids": ["0ffe"]}], [None])
    data: Any = StoryLayer(frame, chapters=(Chapter("0ffe", "b"),)).to_data()
    assert data["chapters"] == [{"id": "0a1b", "heading": "b", "text": ""}]
