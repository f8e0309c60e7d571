"""How many died, across reports."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.incidents.toll import Toll, count_toll

from .incident_samples import claim, mention

FIRST, SECOND = dt.date(2025, 10, 12), dt.date(2025, 10, 13)


def count(*reports):
    return count_toll(
        [(mention(f"a{i}", **fields), day) for i, (day, fields) in enumerate(reports)]
    )


def test_one_report_gives_its_own_toll():
    toll = count((FIRST, {"best": 5, "low": 3, "high": 9}))
    assert (toll.low, toll.best, toll.high) == (3, 5, 9)


def test_no_number_is_no_toll():
    assert count((FIRST, {})) == Toll()


def test_the_latest_article_has_the_last_word():
    toll = count((SECOND, {"best": 8}), (FIRST, {"best": 5}))
    assert (toll.low, toll.best, toll.high) == (5, 8, 8)


def test_of_one_day_the_figure_most_articles_give_counts():
    assert count((FIRST, {"best": 5}), (FIRST, {"best": 9}), (FIRST, {"best": 5})).best == 5


def test_of_one_day_the_larger_of_equals_counts():
    assert count((FIRST, {"best": 5}), (FIRST, {"best": 9})).best == 9


def test_both_sides_dead_from_two_articles_are_added():
    ours = {"best": 23, "claims": (claim(23, "PK", "military"),)}
    theirs = {"best": 9, "claims": (claim(9, "AF", "military"),)}
    toll = count((FIRST, ours), (FIRST, theirs))
    assert (toll.low, toll.best, toll.high) == (32, 32, 32)


def test_dead_whose_party_nobody_names_are_not_added():
    ours = {"best": 8, "claims": (claim(8, "", "people"),)}
    theirs = {"best": 8, "claims": (claim(8, "AF", "civilians"),)}
    assert count((FIRST, ours), (FIRST, theirs)).best == 8


def test_an_enemys_claim_belongs_to_high_only():
    theirs = {"best": 9, "claims": (claim(9, "AF"),)}
    boast = {"best": 23, "claims": (claim(23, "PK"), claim(200, "AF", counts=False))}
    toll = count((FIRST, theirs), (SECOND, boast))
    assert toll.best == 32
    assert toll.high == 223


def test_a_shared_toll_counts_for_no_place():
    toll = count((FIRST, {"claims": (claim(200, "AF", shared=True),)}))
    assert toll.best is None


def test_the_parts_say_whose_dead_they_are():
    fields = {
        "best": 12,
        "side_a": "Pakistan",
        "side_b": "Afghan Taliban",
        "claims": (claim(5, "Afghan Taliban", "military"), claim(4, "AF", "civilians")),
    }
    toll = count((FIRST, fields))
    assert (toll.deaths_a, toll.deaths_b, toll.deaths_civilians, toll.deaths_unknown) == (
        0,
        5,
        4,
        3,
    )


@settings(derandomize=True, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([FIRST, SECOND, None]),
            st.one_of(st.none(), st.integers(0, 40)),
            st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "AF", "PK"])), max_size=3),
        ),
        max_size=5,
    )
)
def test_low_best_and_high_stand_in_order_and_the_parts_add_up(reports):
    toll = count(
        *(
            (day, {"best": best, "claims": tuple(claim(low, owner) for low, owner in claims)})
            for day, best, claims in reports
        )
    )
    if toll.best is not None:
        assert toll.low <= toll.best <= toll.high
        parts = (toll.deaths_a, toll.deaths_b, toll.deaths_civilians, toll.deaths_unknown)
        assert sum(parts) == toll.best
