"""Reports of one event become one incident; others stay apart."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import durand_line
from geo.incidents.merge import merge_reports
from geo.incidents.table import make_reports
from geo.places.place import AlongBorder, Near

from .incident_samples import (
    ISTANBUL,
    KUNAR,
    KURRAM,
    NIGHT,
    OTHER_VILLAGE,
    TORKHAM,
    VILLAGE,
    mention,
    place,
)

DAY = dt.timedelta(1)


def merge(*mentions):
    return merge_reports(make_reports(mentions, {}, durand_line()))


def sizes(*mentions):
    return sorted(len(cluster.reports) for cluster in merge(*mentions))


def test_two_articles_on_one_clash_are_one_incident():
    assert sizes(mention("a"), mention("b")) == [2]


def test_different_days_are_different_incidents():
    assert sizes(mention("a"), mention("b", day=NIGHT + 2 * DAY)) == [1, 1]


def test_different_places_are_different_incidents():
    assert sizes(mention("a"), mention("b", where=TORKHAM)) == [1, 1]


def test_different_kinds_are_different_incidents():
    assert sizes(mention("a"), mention("b", "abduction")) == [1, 1]


def test_shelling_and_a_clash_at_one_crossing_are_one():
    assert sizes(mention("a", where=TORKHAM), mention("b", "shelling", TORKHAM)) == [2]


def test_shelling_and_a_clash_in_one_district_are_not_known_to_be_one():
    assert sizes(mention("a"), mention("b", "shelling")) == [1, 1]


def test_a_night_and_its_second_day_overlap():
    assert sizes(mention("a", last=NIGHT + DAY), mention("b", day=NIGHT + DAY)) == [2]


def test_neighbouring_days_need_the_same_toll():
    assert sizes(mention("a"), mention("b", day=NIGHT + DAY)) == [1, 1]
    assert sizes(mention("a", best=23), mention("b", day=NIGHT + DAY, best=23)) == [2]


def test_a_toll_of_one_or_two_is_no_support():
    assert sizes(mention("a", best=1), mention("b", day=NIGHT + DAY, best=1)) == [1, 1]


def test_a_village_and_its_district_are_one_event():
    assert sizes(mention("a"), mention("b", where=VILLAGE)) == [2]


def test_a_district_does_not_chain_two_of_its_villages_together():
    found = sizes(mention("a", where=VILLAGE), mention("b"), mention("c", where=OTHER_VILLAGE))
    assert found == [1, 2]


def test_contradicting_tolls_in_one_district_are_two_events():
    assert sizes(mention("a", best=2), mention("b", best=15)) == [1, 1]
    assert sizes(mention("a", best=12), mention("b", best=15)) == [2]


def test_contradicting_tolls_at_one_exact_place_are_one_event():
    assert sizes(mention("a", where=TORKHAM, best=2), mention("b", where=TORKHAM, best=15)) == [2]


def test_a_province_needs_the_same_toll_or_sentence():
    assert sizes(mention("a", where=KUNAR), mention("b", where=KUNAR)) == [1, 1]
    assert sizes(mention("a", where=KUNAR, best=9), mention("b", where=KUNAR, best=9)) == [2]
    same = {"where": KUNAR, "quote": "Shells hit Kunar."}
    assert sizes(mention("a", **same), mention("b", **same)) == [2]


def test_a_province_and_a_village_in_it_need_the_same_toll():
    village = place("Sarkano", "village", "AF", 71.15, 34.8, 3.0)
    assert sizes(mention("a", where=KUNAR), mention("b", where=village)) == [1, 1]
    assert sizes(mention("a", where=KUNAR, best=9), mention("b", where=village, best=9)) == [2]


def test_a_province_does_not_take_what_lies_across_the_line():
    village = place("Ghakhi", "village", "PK", 71.3, 34.85, 3.0)
    assert sizes(mention("a", where=KUNAR, best=9), mention("b", where=village, best=9)) == [1, 1]


def test_clashes_along_the_whole_border_are_not_merged_on_their_date_alone():
    assert sizes(mention("a", where=AlongBorder()), mention("b", where=AlongBorder())) == [1, 1]


def test_a_vague_date_needs_the_same_toll():
    month = {"day": dt.date(2025, 10, 1), "last": dt.date(2025, 10, 31), "precision": 4}
    assert sizes(mention("a", best=23), mention("b", **month)) == [1, 1]
    assert sizes(mention("a", best=23), mention("b", best=23, **month)) == [2]


def test_talks_in_one_town_in_one_week_are_one_event():
    week = {"where": ISTANBUL, "last": NIGHT + 6 * DAY, "precision": 3}
    assert sizes(mention("a", "talks", **week), mention("b", "talks", **week)) == [2]


def test_a_gate_that_closes_on_neighbouring_days_closes_once():
    shut = {"kind": "border_closure", "where": TORKHAM}
    assert sizes(mention("a", **shut), mention("b", day=NIGHT + DAY, **shut)) == [2]
    assert sizes(mention("a", **shut), mention("b", day=NIGHT + 2 * DAY, **shut)) == [1, 1]


def test_a_gate_and_its_town_five_kilometres_off_are_one():
    town = place("Chaman", "town", "PK", 66.453, 30.921, 5.0, "Chaman")
    gate = place("Chaman / Wesh", "crossing", "", 66.43944, 30.96528, 2.0)
    shut = {"kind": "border_closure"}
    assert sizes(mention("a", where=town, **shut), mention("b", where=gate, **shut)) == [2]


def test_the_whole_border_closes_once_a_day():
    shut = {"kind": "border_closure", "where": AlongBorder()}
    (cluster,) = merge(mention("a", **shut), mention("b", **shut))
    assert "same kind: border_closure" in cluster.reasons


def test_an_attack_in_a_village_is_what_others_call_a_clash():
    assert sizes(mention("a", "attack", VILLAGE), mention("b", where=VILLAGE)) == [2]


def test_an_attack_and_a_clash_in_a_village_with_other_tolls_are_two():
    clash = mention("b", where=VILLAGE, best=11)
    assert sizes(mention("a", "attack", VILLAGE, best=2), clash) == [1, 1]


def test_an_attack_and_a_clash_in_a_city_need_the_same_toll():
    assert sizes(mention("a", "attack", ISTANBUL), mention("b", where=ISTANBUL)) == [1, 1]
    told = {"where": ISTANBUL, "best": 26}
    assert sizes(mention("a", "attack", **told), mention("b", **told)) == [2]


def test_an_attack_and_a_clash_that_one_article_tells_are_two():
    told = {"where": VILLAGE, "best": 2}
    assert sizes(mention("a", "attack", **told), mention("a", start=90, **told)) == [1, 1]


def test_what_articles_look_back_on_in_one_village_and_month_is_one_event():
    month = {"day": NIGHT.replace(day=1), "last": NIGHT.replace(day=31), "precision": 4}
    told = month | {"kind": "abduction", "is_background": True}
    assert sizes(mention("a", where=VILLAGE, **told), mention("b", where=VILLAGE, **told)) == [2]
    assert sizes(mention("a", where=ISTANBUL, **told), mention("b", where=ISTANBUL, **told)) == [
        1,
        1,
    ]


def test_a_district_is_the_same_with_and_without_the_word():
    village = replace(VILLAGE, adm_2="Kurram District")
    assert sizes(mention("a", where=village), mention("b", where=KURRAM)) == [2]


def test_protests_on_neighbouring_days_are_two():
    protest = {"kind": "protest", "where": TORKHAM}
    assert sizes(mention("a", **protest), mention("b", day=NIGHT + DAY, **protest)) == [1, 1]


def test_talks_known_to_the_week_join_those_of_a_day_in_it():
    week = {"where": ISTANBUL, "last": NIGHT + 6 * DAY, "precision": 3}
    assert sizes(mention("a", "talks", **week), mention("b", "talks", ISTANBUL)) == [2]


def test_a_place_nobody_names_is_never_merged():
    assert sizes(mention("a", where=None), mention("b", where=None)) == [1, 1]


def test_near_a_village_and_at_it_are_one():
    assert sizes(mention("a", where=VILLAGE), mention("b", where=Near(VILLAGE))) == [2]


def test_one_article_that_tells_an_act_twice_tells_one_act():
    assert sizes(mention("a"), mention("a", start=90, best=5)) == [2]


def test_acts_that_one_article_tells_apart_stay_apart():
    first = mention("a", where=VILLAGE, best=5)
    second = mention("a", where=KURRAM, start=90, best=5)
    assert sizes(first, second) == [1, 1]


def test_another_article_does_not_join_what_one_article_tells_apart():
    first = mention("a", where=VILLAGE)
    second = mention("a", where=OTHER_VILLAGE, start=90)
    assert sizes(first, second, mention("b")) == [1, 2]


def test_the_id_is_that_of_the_earliest_report_and_the_others_are_kept():
    early = mention("b", last=NIGHT + DAY)
    late = mention("a", day=NIGHT + DAY)
    (cluster,) = merge(late, early)
    assert cluster.incident_id == early.mention_id
    assert cluster.former_ids == [late.mention_id]


def test_a_merger_says_why():
    (cluster,) = merge(mention("a", best=23), mention("b", best=23))
    assert cluster.reasons == (
        "same place: Kurram",
        "same dates: 2025-10-11",
        "same kind: armed_clash",
        "both say 23 dead",
    )


def test_a_mention_that_comes_twice_counts_once():
    assert sizes(mention("a"), mention("a")) == [1]


def _many(seed, count):
    rng = random.Random(seed)
    places = [KURRAM, VILLAGE, OTHER_VILLAGE, TORKHAM, KUNAR, None]
    kinds = ["armed_clash", "shelling", "airstrike"]
    return [
        mention(
            f"a{rng.randrange(8)}",
            rng.choice(kinds),
            rng.choice(places),
            NIGHT + rng.randrange(3) * DAY,
            best=rng.choice([None, 2, 5, 23]),
            start=index * 50,
        )
        for index in range(count)
    ]


def _as_sets(clusters):
    return {frozenset(report.mention_id for report in cluster.reports) for cluster in clusters}


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 25), st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(seed, count, rng):
    mentions = _many(seed, count)
    mixed = list(mentions)
    rng.shuffle(mixed)
    assert merge(*mixed) == merge(*mentions)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 25))
def test_reports_that_come_twice_change_nothing(seed, count):
    mentions = _many(seed, count)
    assert merge(*mentions, *mentions) == merge(*mentions)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 25))
def test_every_report_is_in_one_incident(seed, count):
    mentions = _many(seed, count)
    found = [report.mention_id for cluster in merge(*mentions) for report in cluster.reports]
    assert sorted(found) == sorted({one.mention_id for one in mentions})


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(2, 25))
def test_no_article_has_two_acts_it_tells_apart_in_one_incident(seed, count):
    for cluster in merge(*_many(seed, count)):
        told = {}
        for report in cluster.reports:
            key = (report.family, report.spot, report.first, report.last)
            assert told.setdefault(report.mention.article, key) == key


@pytest.mark.parametrize("seed", range(3))
def test_merging_the_members_of_one_incident_gives_it_again(seed):
    for cluster in merge(*_many(seed, 25)):
        again = merge_reports(cluster.reports)
        assert _as_sets(again) == _as_sets([cluster])
