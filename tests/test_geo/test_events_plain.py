"""Single plain sentences of news: each tells the acts named beside it, or none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo.articles.intake import build_article
from geo.events.extract import extract_mentions
from geo.places.gazetteer import load_gazetteer
from geo.places.reading import read_places

with Path(__file__).with_name("plain_sentences.tsv").open(encoding="utf-8") as file:
    SENTENCES = [tuple(row) for row in csv.reader(file, delimiter="\t")][1:]


@pytest.mark.parametrize(("types", "sentence"), SENTENCES)
def test_a_plain_sentence_tells_its_acts(types: str, sentence: str) -> None:
    article = build_article("a", f" date 2025-10-12 {sentence}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    told = {mention.event_type for mention in extract_mentions(article, reading)}
    assert told == set(types.split(",")) - {"-"}
