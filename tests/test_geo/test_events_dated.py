"""Passages of news whose acts date one another: each tells the acts beside it, on their days.

All were written on Wednesday, 15 May 2024; a day is given as month-day, with its year if another.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.articles.intake import build_article
from geo.events.extract import extract_mentions
from geo.places.gazetteer import load_gazetteer
from geo.places.reading import read_places

with Path(__file__).with_name("dated_passages.tsv").open(encoding="utf-8") as file:
    PASSAGES = [tuple(row) for row in csv.reader(file, delimiter="\t")][1:]


@pytest.mark.parametrize(("acts", "passage"), PASSAGES)
def test_the_acts_of_a_passage_have_their_days(acts: str, passage: str) -> None:
    article = build_article("a", f" date 2024-05-15 {passage}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    told = set()
    for mention in extract_mentions(article, reading):
        days = [mention.dating.first, mention.dating.last] if mention.dating else []
        shown = (str(day).removeprefix("2024-") for day in dict.fromkeys(days))
        told.add(f"{mention.event_type} {' '.join(shown)}")
    assert told == set(acts.split("; "))
