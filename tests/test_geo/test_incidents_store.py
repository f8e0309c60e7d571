"""What every store does, in a file and in PostGIS."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from pathlib import Path

import geopandas
import pandas.testing
import pytest

from geo.articles.article import Article, Source
from geo.border import durand_line
from geo.errors import InputError, OutputError
from geo.events.mention import Dating, Mention
from geo.incidents.decisions import Decision, apply_decisions, make_decision
from geo.incidents.frame import build_frame, empty_row, join_frames, list_rows
from geo.incidents.query import Query, select
from geo.incidents.store import Store, is_store, open_store
from geo.incidents.table import build_incidents
from geo.places.place import At

from .adding import PLACES, Made, make_articles

NIGHT = dt.date(2025, 10, 11)


def act(name: str, text: str = "", *, quote: str = "They fired.", where: int = 0, start: int = 0,
        day: dt.date = NIGHT, extractor: str = "rules 1") -> Made:  # fmt: skip
    article = Article(name, text or f"Text of {name}", NIGHT, sources=(Source(name, url=name),))
    place, dating = At(PLACES[where]), Dating(day, day, 1, "text")
    mention = Mention(name, article.text_hash, "armed_clash", start, start + 5, start, start + 20,
                      quote, dating, place, extractor=extractor)  # fmt: skip
    return article, (mention,)


def fill(store: Store, made: list[Made]) -> None:
    for article, mentions in made:
        store.add_article(article, mentions)


def from_scratch(made: list[Made]) -> geopandas.GeoDataFrame:
    mentions = [mention for _, found in made for mention in found]
    return build_incidents(mentions, [article for article, _ in made], durand_line())


def assert_equal(found: geopandas.GeoDataFrame, expected: geopandas.GeoDataFrame) -> None:
    pandas.testing.assert_frame_equal(
        found.drop(columns="geometry"), expected.drop(columns="geometry")
    )
    assert found.geometry.to_wkb().tolist() == expected.geometry.to_wkb().tolist()
    assert found.crs == expected.crs


def imported(*names: str, best: int = 1, dataset: str = "UCDP GED") -> geopandas.GeoDataFrame:
    rows = [
        empty_row()
        | {
            "incident_id": name,
            "dataset": dataset,
            "event_type": "violence_unspecified",
            "date_start": "2021-03-04",
            "date_end": "2021-03-05",
            "distance_km": 3.25,
            "best": best,
            "footprint": "none",
            "status": "imported",
            "claims": [],
            "source_record": {"id": name, "note": "a\0b"},
        }
        for name in names
    ]
    return build_frame(rows, [None] * len(rows))


def test_articles_and_mentions_come_back_as_they_were(place: str) -> None:
    made = make_articles(1, 20)
    with open_store(place) as store:
        fill(store, made)
    with open_store(place) as store:
        mentions, articles = list(store.mentions()), list(store.articles())
    assert sorted(map(repr, mentions)) == sorted(repr(one) for _, found in made for one in found)
    assert sorted(map(repr, articles)) == sorted(repr(article) for article, _ in made)


def test_what_is_added_again_is_not_new(place: str) -> None:
    article, mentions = act("a")
    with open_store(place) as store:
        assert store.add_article(article, mentions)
        assert not store.add_article(article, mentions)
        assert store.has_article(article, "rules 1")
        assert len(list(store.mentions())) == 1


def test_many_articles_at_once_are_the_same_as_one_by_one(place: str) -> None:
    made = make_articles(8, 20)
    with open_store(place) as store:
        assert store.add_articles(made[:15], at_once=4) == 15
        assert store.add_articles(made, at_once=7) == 5
        assert sorted(map(repr, store.mentions())) == sorted(
            repr(one) for _, found in made for one in found
        )


def test_an_empty_store_has_an_empty_table(place: str) -> None:
    with open_store(place) as store:
        assert_equal(store.incidents(durand_line()), build_frame([], []))


@pytest.mark.parametrize("seed", [1, 2])
def test_incidents_do_not_depend_on_order_or_on_when_they_were_asked_for(
    place: str, seed: int
) -> None:
    made = make_articles(seed, 24)
    mixed = list(made)
    random.Random(seed).shuffle(mixed)
    with open_store(place) as store:
        fill(store, mixed[:10])
        store.incidents(durand_line())
        fill(store, mixed[10:13])
        store.incidents(durand_line())
        fill(store, mixed[13:])
        assert_equal(store.incidents(durand_line()), from_scratch(made))


def test_a_new_extractor_takes_the_place_of_the_old_one(place: str) -> None:
    made = make_articles(4, 12)
    old = [act(name, where=where) for name, where in (("x", 0), ("y", 0), ("z", 2))]
    _, new = act("x", where=4, extractor="rules 2")
    with open_store(place) as store:
        fill(store, [*made, *old])
        store.incidents(durand_line())
        assert store.add_article(old[0][0], new)
        changed = [*made, (old[0][0], new), *old[1:]]
        assert_equal(store.incidents(durand_line()), from_scratch(changed))


def test_a_reading_that_finds_nothing_counts_only_if_its_extractor_is_named(place: str) -> None:
    article, mentions = act("a")
    with open_store(place) as store:
        store.add_article(article, mentions)
        assert not store.add_article(article, ())
        assert len(store.incidents(durand_line())) == 1
        assert store.add_article(article, (), extractor="rules 2")
        assert len(store.incidents(durand_line())) == 0


@pytest.mark.parametrize("names", [("a", "b", "c"), ("c", "b", "a")])
def test_the_same_words_from_several_places_are_one_article_with_all_sources(
    place: str, names: tuple[str, ...]
) -> None:
    with open_store(place) as store:
        fill(store, [act(name, "the same words") for name in names])
        (article,) = store.articles()
        (mention,) = store.mentions()
        frame = store.incidents(durand_line())
    assert (article.article, mention.article) == ("a", "a")
    assert [source.url for source in article.sources] == ["a", "b", "c"]
    assert [source["url"] for source in frame["sources"][0]] == ["a", "b", "c"]


def test_articles_of_one_name_are_sources_of_each_other(place: str) -> None:
    made = [act("a", "first words"), act("a", "other words", where=4)]
    with open_store(place) as store:
        fill(store, made[:1])
        store.incidents(durand_line())
        fill(store, made[1:])
        assert_equal(store.incidents(durand_line()), from_scratch(made))


def test_a_mention_of_another_article_is_refused_and_nothing_is_added(place: str) -> None:
    article, _ = act("a")
    with open_store(place) as store:
        with pytest.raises(InputError, match="expected mentions of article 'a', got one of 'b'"):
            store.add_article(article, act("b")[1])
        assert list(store.articles()) == []


def test_a_question_finds_in_the_store_what_it_finds_in_the_table(place: str) -> None:
    queries = [
        Query(since="2025-10-12", until="2025-10-13", within_km=25),
        Query(since="2025-10-15"),
        Query(until="2025-10-09", types=("shelling", "talks")),
        Query(km=(700, 900), sides=("AF", "undetermined")),
        Query(sectors=("Khyber",), actors=("army",), only="news"),
        Query(status=("extracted",), only="placed"),
    ]
    made = make_articles(5, 30)
    with open_store(place) as store:
        fill(store, made)
        whole = store.incidents(durand_line())
        for query in queries:
            expected = select(whole, query)
            assert len(expected) not in (0, len(whole))
            assert_equal(store.incidents(durand_line(), query), expected)


@pytest.mark.parametrize(
    "query",
    [
        Query(since="2025-10-14"),
        Query(until="2025-10-10"),
        Query(types=("shelling",)),
        Query(sides=("AF",)),
        Query(sectors=("Khyber",)),
        Query(km=(800, 810)),
        Query(within_km=25),
        Query(actors=("army",)),
        Query(status=("rejected",)),
        Query(only="news"),
    ],
    ids=lambda query: ",".join(
        field.name for field in dataclasses.fields(query) if getattr(query, field.name)
    ),
)
def test_each_part_of_a_question_is_asked_of_the_database(place: str, query: Query) -> None:
    with open_store(place) as store:
        fill(store, make_articles(5, 25))
        names = store.incidents(durand_line())["incident_id"].tolist()
        store.add_decisions([Decision(name, "reject") for name in names[:2]])
        whole = store.incidents(durand_line())
        database = store._database  # type: ignore[attr-defined]
        found = list(database.stream(*database.find_incidents(query)))
        assert 0 < len(found) < len(whole)
        assert len(found) == len(select(whole, query))


def test_decisions_hold_whenever_they_are_added(place: str) -> None:
    made = make_articles(6, 25)
    table = from_scratch(made)
    names = table["incident_id"].tolist()
    merged = table[table["former_ids"].map(len) > 0].iloc[0]
    decisions = [
        Decision(names[0], "confirm", by="Sana", date="2025-11-01"),
        Decision(names[1], "reject", note="a drill"),
        Decision(names[2], "set", "best", "7"),
        Decision(names[3], "move", value="70.5 33.5 2"),
        Decision(names[4], "merge", value=names[30]),
        Decision(merged["former_ids"][0], "split"),
        Decision("", "add", value='{"event_type": "talks", "date_start": "2025-10-20"}'),
    ]
    mentions = [mention for _, found in made for mention in found]
    articles = [article for article, _ in made]
    base = build_incidents(mentions, articles, durand_line(), decisions=decisions)
    expected, _ = apply_decisions(base, decisions, durand_line())
    with open_store(place) as store:
        fill(store, made[:15])
        store.incidents(durand_line())
        assert store.add_decisions(decisions) == 7
        store.incidents(durand_line())
        fill(store, made[15:])
        assert_equal(store.incidents(durand_line()), expected)
        assert store.add_decisions(decisions) == 0
        assert store.decisions() == tuple(decisions)
        assert store.orphans(durand_line()) == ()


def test_a_decision_survives_a_new_extractor_and_is_told_when_it_cannot(place: str) -> None:
    article, mentions = act("a")
    anchor = {"article": "a", "quote_start": "0", "quote_end": "20", "place_id": "t"}
    decision = Decision(mentions[0].mention_id, "reject", date_start="2025-10-11", **anchor)
    _, moved = act("a", start=3, extractor="rules 2")
    _, other = act("a", where=4, extractor="rules 3")
    with open_store(place) as store:
        store.add_article(article, mentions)
        store.add_decisions([decision])
        store.add_article(article, moved)
        assert store.incidents(durand_line())["status"].tolist() == ["rejected"]
        assert store.orphans(durand_line()) == ()
        store.add_article(article, other)
        assert store.incidents(durand_line())["status"].tolist() == ["extracted"]
        assert store.orphans(durand_line()) == (decision,)


def test_a_decision_holds_for_its_text_under_another_name(place: str) -> None:
    article, mentions = act("a", "One text.")
    (row,) = list_rows(from_scratch([(article, mentions)]))
    decision = make_decision(row, "reject")
    with open_store(place) as store:
        fill(store, [act("b", "One text.", start=3)])
        store.add_decisions([decision])
        assert store.incidents(durand_line())["status"].tolist() == ["rejected"]
        assert store.orphans(durand_line()) == ()


def test_a_decision_may_be_made_again_after_another(place: str) -> None:
    article, mentions = act("a")
    name = mentions[0].mention_id
    with open_store(place) as store:
        store.add_article(article, mentions)
        for action in ("confirm", "reject", "confirm"):
            assert store.add_decisions([Decision(name, action)], is_new=True) == 1
        assert store.incidents(durand_line())["status"].tolist() == ["reviewed"]


def test_imported_rows_stand_beside_extracted_ones(place: str) -> None:
    made = [act("a")]
    with open_store(place) as store:
        fill(store, made)
        store.add_imported(imported("u1", "u2"))
        expected = join_frames([imported("u1", "u2"), from_scratch(made)])
        found = store.incidents(durand_line())
        assert found["incident_id"].tolist() == expected["incident_id"].tolist()
        assert found["best"].tolist()[:2] == [1, 1]


def test_a_newer_release_changes_and_retires_rows_and_keeps_the_old(place: str) -> None:
    with open_store(place) as store:
        store.add_imported(imported("u1", "u2", "u3"))
        store.add_imported(imported("other", dataset="ACLED"))
        changed = join_frames([imported("u2"), imported("u3", best=9), imported("u4")])
        report = store.add_imported(changed, is_whole_release=True)
        assert (report.added, report.changed, report.retired) == (1, 1, 1)
        frame = store.incidents(durand_line())
        assert sorted(frame["incident_id"]) == ["other", "u2", "u3", "u4"]
        assert sorted(store.retired()["incident_id"]) == ["u1", "u3"]


def of_version(frame: geopandas.GeoDataFrame, version: str) -> geopandas.GeoDataFrame:
    return frame.assign(dataset_version=version)


def test_an_older_release_takes_nothing_back(place: str) -> None:
    older = of_version(imported("u1", "u2", "u3"), "23.1")
    newer = of_version(join_frames([imported("u2"), imported("u3", best=9)]), "24.1")
    with open_store(place) as store:
        store.add_imported(older)
        store.add_imported(newer, is_whole_release=True)
        report = store.add_imported(older)
        assert (report.added, report.changed, report.outdated) == (0, 0, 3)
        assert sorted(store.incidents(durand_line())["best"]) == [1, 9]


def test_a_candidate_comes_before_the_release_that_holds_it(place: str) -> None:
    with open_store(place) as store:
        store.add_imported(of_version(imported("u1"), "24.0.11"))
        assert store.add_imported(of_version(imported("u1", best=2), "25.1")).changed == 1
        assert store.add_imported(of_version(imported("u1", best=3), "24.0.12")).outdated == 1


def test_an_older_release_of_another_country_is_added(place: str) -> None:
    with open_store(place) as store:
        store.add_imported(of_version(imported("u1"), "24.1"), is_whole_release=True)
        assert store.add_imported(of_version(imported("u9"), "23.1")).added == 1


def test_the_same_release_again_changes_nothing(place: str) -> None:
    with open_store(place) as store:
        store.add_imported(imported("u1", "u2"))
        report = store.add_imported(imported("u1", "u2"), is_whole_release=True)
    assert (report.added, report.changed, report.retired) == (0, 0, 0)


def test_a_decision_holds_for_an_imported_row_and_its_next_release(place: str) -> None:
    with open_store(place) as store:
        store.add_imported(imported("u1", "u2"))
        store.add_decisions([Decision("u1", "set", "best", "5"), Decision("u2", "reject")])
        store.incidents(durand_line())
        store.add_imported(imported("u1", "u2", best=3))
        frame = store.incidents(durand_line()).set_index("incident_id")
    assert frame.loc["u1", "best"] == 5
    assert (frame.loc["u2", "best"], frame.loc["u2", "status"]) == (3, "rejected")


def test_an_imported_row_without_a_data_set_is_refused(place: str) -> None:
    frame = imported("u1").assign(dataset=None)
    with (
        open_store(place) as store,
        pytest.raises(InputError, match="expected an id and a data set"),
    ):
        store.add_imported(frame)


def test_another_line_measures_everything_anew(place: str) -> None:
    made = make_articles(7, 8)
    line = durand_line().reversed()
    with open_store(place) as store:
        fill(store, made)
        store.incidents(durand_line())
        mentions = [mention for _, found in made for mention in found]
        expected = build_incidents(mentions, [article for article, _ in made], line)
        assert_equal(store.incidents(line), expected)


def test_a_name_that_looks_like_sql_is_a_name(place: str) -> None:
    name = "'; DROP TABLE incidents; -- % ? \0 \ud800 راولپنڈی"
    made = [act(name), act(name, "other words", where=2)]
    with open_store(place) as store:
        fill(store, made)
        assert {article.article for article in store.articles()} == {name}


def test_a_store_is_a_file_or_an_address() -> None:
    with pytest.raises(InputError, match=r"expected NAME.gpkg or postgresql://HOST/DATABASE, got"):
        open_store("store.sqlite")
    assert is_store(Path("a.GPKG"))


def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.gpkg"
    file.write_bytes(b"words")
    with pytest.raises(InputError, match=r"other.gpkg: expected a sound store, got"):
        open_store(file)
    assert file.read_bytes() == b"words"


def test_a_geopackage_without_a_store_is_refused(tmp_path: Path) -> None:
    from geo.incidents.exchange import write_incidents

    write_incidents(build_frame([], []), tmp_path / "map.gpkg")
    with pytest.raises(InputError, match="expected a store, got another file"):
        open_store(tmp_path / "map.gpkg")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="expected a folder to write into, found none"):
        open_store(tmp_path / "none" / "store.gpkg")


def test_a_database_out_of_reach_is_told_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(InputError, match=r"sana@127\.0\.0\.1:1/x: expected a database") as caught:
        open_store("postgresql://sana:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value)


def test_a_store_of_another_version_is_refused(place: str) -> None:
    with open_store(place) as store:
        store._database.run("UPDATE store_facts SET value = '0' WHERE name = 'version'")  # type: ignore[attr-defined]
    with pytest.raises(InputError, match="expected a store of version 2, got 0"):
        open_store(place)
