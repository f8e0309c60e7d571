"""Mentions become one table that keeps what is known and what is not."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from geo.articles.article import Article, Source
from geo.border import durand_line
from geo.incidents.frame import list_rows
from geo.incidents.schema import COLUMN_NAMES
from geo.incidents.table import build_incidents, explain_merge
from geo.incidents.validate import validate_incidents
from geo.places.place import AlongBorder, Between, Near

from .incident_samples import (
    ISTANBUL,
    KUNAR,
    KURRAM,
    NIGHT,
    TORKHAM,
    VILLAGE,
    claim,
    mention,
    place,
)

DAY = dt.timedelta(1)
ARTICLES = [
    Article(
        "a", "text a", NIGHT + DAY, sources=(Source("a", title="First", url="https://a.test"),)
    ),
    Article("b", "text b", NIGHT + 2 * DAY),
]


def rows(*mentions, merge=True, articles=ARTICLES):
    return list_rows(build_incidents(mentions, articles, durand_line(), merge=merge))


def row(*mentions, **more):
    (found,) = rows(*mentions, **more)
    return found


def all_sorts():
    places = [KURRAM, VILLAGE, TORKHAM, KUNAR, ISTANBUL, None]
    places += [AlongBorder(), AlongBorder((KURRAM,)), Between(TORKHAM, VILLAGE), Near(VILLAGE)]
    return [mention("ab"[i % 2], where=where, start=50 * i) for i, where in enumerate(places)]


def test_a_table_has_the_columns_of_the_schema_and_geometry():
    frame = build_incidents([], [], durand_line())
    assert tuple(frame.columns) == (*COLUMN_NAMES, "geometry")
    assert frame.crs == "EPSG:4326"


@pytest.mark.parametrize("merge", [True, False])
def test_a_table_keeps_its_own_schema(merge):
    frame = build_incidents(all_sorts(), ARTICLES, durand_line(), merge=merge)
    assert len(frame) == 10 if not merge else len(frame) <= 10
    assert validate_incidents(frame) == []


def test_the_order_of_mentions_and_articles_does_not_matter():
    mixed, articles = all_sorts(), list(ARTICLES)
    random.Random(3).shuffle(mixed)
    assert rows(*mixed, articles=articles[::-1]) == rows(*all_sorts())


def test_unmerged_rows_are_one_a_mention_in_order():
    found = rows(mention("b"), mention("a"), mention("a", day=NIGHT - DAY), merge=False)
    assert len(found) == 3
    keys = [(one["date_start"], one["date_end"], one["incident_id"]) for one in found]
    assert keys == sorted(keys)
    assert found[0]["date_start"] == "2025-10-10"


def test_a_merged_row_says_why_its_reports_are_one_event():
    found = row(mention("a", best=23), mention("b", best=23))
    assert found["merge_reasons"] == [
        "same place: Kurram",
        "same dates: 2025-10-11",
        "same kind: armed_clash",
        "both say 23 dead",
    ]
    assert explain_merge(found).startswith("2 reports of one event: same place: Kurram; same dates")


def test_a_row_of_one_report_has_no_reasons_to_be_one():
    assert row(mention("a"))["merge_reasons"] == []


def test_a_merged_row_keeps_all_sources_and_claims():
    found = row(
        mention("a", best=5, claims=(claim(5, "PK"),)),
        mention("b", best=5, claims=(claim(5, "PK"), claim(50, "PK", counts=False))),
    )
    assert [source["article"] for source in found["sources"]] == ["a", "b"]
    assert found["sources"][0]["url"] == "https://a.test"
    assert [(one["article"], one["low"]) for one in found["claims"]] in (
        [("a", 5), ("b", 5), ("b", 50)],
        [("b", 5), ("b", 50), ("a", 5)],
    )


def test_a_source_without_a_date_has_that_of_its_article():
    assert row(mention("b"))["sources"][0]["published"] == "2025-10-13"


def test_a_merged_row_has_the_better_known_place_and_dates():
    found = row(mention("a", last=NIGHT + DAY, precision=2), mention("b", where=VILLAGE))
    assert (found["place_name"], found["where_prec"]) == ("Tari Mengal", 1)
    assert (found["date_end"], found["date_prec"]) == ("2025-10-11", 1)


def test_background_in_one_article_and_news_in_another_is_news():
    assert row(mention("a", is_background=True), mention("b"))["is_background"] is False


def test_measures_of_a_crossing():
    found = row(mention("a", where=TORKHAM))
    assert found["border"] == "AF-PK"
    assert found["relation"] == "at_line"
    assert found["nearest_crossing"] == "Torkham"
    assert (found["sector_af"], found["sector_pk"]) == ("Mohmand Dara", "Khyber")
    assert found["chainage_low_km"] <= found["chainage_km"] <= found["chainage_high_km"]
    assert found["chainage_km"] == pytest.approx(804, abs=2)


def test_a_place_abroad_keeps_its_distance_only():
    found = row(mention("a", "talks", ISTANBUL))
    assert found["distance_km"] > 3000
    assert (found["relation"], found["border_side"], found["p_first"]) == ("far", "elsewhere", None)
    for column in ("chainage_km", "chainage_low_km", "sector_pk", "nearest_crossing"):
        assert found[column] is None


def test_a_named_district_settles_the_side():
    found = row(mention("a"))
    assert (found["border_side"], found["p_first"]) == ("PK", 0.01)


def test_a_town_at_the_line_does_not_settle_the_side():
    town = place("Torkham", "town", "AF", 71.08, 34.122, 4.0)
    assert row(mention("a", where=town))["border_side"] == "undetermined"


def test_a_town_a_little_way_off_settles_the_side():
    town = place("Chaman", "town", "PK", 66.4607, 30.9182, 5.0)
    assert row(mention("a", where=town))["border_side"] == "PK"


def test_near_a_village_at_the_line_the_side_is_open():
    found = row(mention("a", where=Near(VILLAGE)))
    assert found["border_side"] == "undetermined"
    assert 0.1 < found["p_first"] < 0.9


def test_a_disc_about_a_post_at_the_line_may_lie_on_either_side():
    post = place("Post", "post", "PK", 71.0935, 34.1215, 3.0)
    assert row(mention("a", where=post))["border_side"] == "undetermined"


def test_what_the_text_says_of_the_relation_wins():
    found = row(mention("a", relation="across", direction="AF_to_PK"))
    assert (found["relation"], found["direction"]) == ("across", "AF_to_PK")


def test_a_direction_nobody_gives_is_unknown():
    assert row(mention("a"))["direction"] == "unknown"


def test_a_large_area_about_the_line_is_near_it_not_at_it():
    region = place("Region", "region", "", 71.0935, 34.1215, 60.0)
    assert row(mention("a", where=region))["relation"] == "near"


def test_the_whole_border_has_no_sector_and_no_crossing():
    found = row(mention("a", where=AlongBorder()))
    assert (found["footprint"], found["km_from"], found["km_to"]) == ("stretch", 0.0, 2611.0)
    assert (found["sector_af"], found["sector_pk"], found["nearest_crossing"]) == (None, None, None)
    assert found["distance_km"] == 0.0


def test_a_stretch_in_one_district_has_its_sector():
    found = row(mention("a", where=AlongBorder((KURRAM,))))
    assert (found["sector_af"], found["sector_pk"]) == (None, "Kurram")


def test_a_mention_without_a_place_is_kept():
    found = row(mention("a", where=None))
    assert (found["footprint"], found["latitude"], found["where_prec"]) == ("none", None, None)


def test_places_that_share_a_toll_share_an_episode():
    found = rows(
        mention("a", episode=1),
        mention("a", where=TORKHAM, start=90, episode=1),
        mention("b", "talks"),
    )
    names = [one["episode_id"] for one in found]
    assert names.count(None) == 1
    assert len({name for name in names if name}) == 1


def test_episodes_of_two_articles_with_an_incident_in_common_are_one():
    found = rows(
        mention("a", episode=1),
        mention("b", episode=4),
        mention("b", where=TORKHAM, start=90, episode=4),
    )
    assert len(found) == 2
    assert len({one["episode_id"] for one in found}) == 1


def test_episodes_with_nothing_in_common_stay_apart():
    found = rows(mention("a", episode=1), mention("b", where=TORKHAM, episode=1))
    assert len({one["episode_id"] for one in found}) == 2


def test_an_article_that_is_missing_leaves_no_sources():
    assert row(mention("a"), articles=[])["sources"] == []
