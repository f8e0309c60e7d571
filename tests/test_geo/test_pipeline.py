"""The pipeline: nothing is lost on the way, whatever the number of processes."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest

from geo.border import Border, durand_line
from geo.pipeline import (
    Harvest,
    Settings,
    build_table,
    harvest,
    load_places,
    write_toponyms,
)

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def found() -> Harvest:
    return harvest([SEEDS])


@pytest.fixture(scope="module")
def border() -> Border:
    return durand_line()


def test_every_seed_article_is_read(found: Harvest) -> None:
    assert [article.article for article in found.articles] == sorted(
        path.stem for path in SEEDS.glob("*.txt")
    )
    assert found.faults == ()


def test_every_quote_stands_in_its_article(found: Harvest) -> None:
    texts = {article.article: article.text for article in found.articles}
    for mention in found.mentions:
        assert texts[mention.article][mention.quote_start : mention.quote_end] == mention.quote


def test_mention_ids_are_unique(found: Harvest) -> None:
    ids = [mention.mention_id for mention in found.mentions]
    assert len(set(ids)) == len(ids)


def test_article_without_acts_gives_none(found: Harvest) -> None:
    acts = [mention for mention in found.mentions if "18_transit_trade" in mention.article]
    assert acts == []


def test_two_processes_find_what_one_finds(found: Harvest) -> None:
    assert harvest([SEEDS], workers=2).mentions == found.mentions


def test_order_of_the_paths_does_not_change_the_incidents(border: Border) -> None:
    paths = sorted(SEEDS.glob("*.txt"))[:6]
    one, _ = build_table(harvest(paths), border)
    two, _ = build_table(harvest(paths[::-1]), border)
    assert one["incident_id"].tolist() == two["incident_id"].tolist()


def test_table_among_articles_becomes_incidents(
    shared: Path, border: Border, tmp_path: Path
) -> None:
    found = harvest([shared / "data" / "events" / "ucdp_ged_pk_sample.csv"])
    incidents, faults = build_table(found, border)
    assert (len(incidents) + len(faults), set(incidents["status"])) == (429, {"imported"})


def test_place_names_are_written_in_the_order_of_the_text(tmp_path: Path) -> None:
    write_toponyms([SEEDS], tmp_path / "t.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text("utf-8").splitlines()]
    spans = [(row["article"], row["start"]) for row in rows]
    assert spans == sorted(spans)


def test_development_articles_go_through(shared: Path, border: Border) -> None:
    found = harvest([shared / "eval" / "dev" / "items"])
    assert (len(found.articles), found.faults) == (13, ())


@pytest.fixture(scope="module")
def seed_article(shared_seeds: Path, border: Border) -> list[tuple[str, str]]:
    incidents, _ = build_table(harvest([shared_seeds]), border)
    return [
        (row.event_type, row.place_name or "")
        for row in incidents.itertuples()
        if isinstance(row.date_start, str)
    ]


@pytest.fixture(scope="module")
def shared_seeds() -> Path:
    folder = SEEDS.parent.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("../shared is absent")
    return folder


@pytest.mark.parametrize("place", ["Doha", "Istanbul"])
def test_talks_are_where_they_were_held(seed_article: list[tuple[str, str]], place: str) -> None:
    assert any(place in name for kind, name in seed_article if kind == "talks")


def test_strikes_on_kabul_are_in_kabul(seed_article: list[tuple[str, str]]) -> None:
    assert any("Kabul" in name for kind, name in seed_article if kind == "airstrike")


def test_nothing_is_pinned_on_the_line_only_because_it_is_named(
    seed_article: list[tuple[str, str]],
) -> None:
    assert not [name for _, name in seed_article if "Durand" in name]


def test_the_collector_passes_over_what_is_loaded_once(found: Harvest) -> None:
    load_places(Settings())
    assert gc.get_freeze_count() > 0
