"""Acts without violence in passages of several sentences: protests, talks, gates, people moved."""

from __future__ import annotations

import pytest

from geo.articles.intake import build_article
from geo.events.extract import extract_mentions
from geo.places.gazetteer import load_gazetteer
from geo.places.place import At, Near
from geo.places.reading import read_places


def tell(text: str, date: str = "2025-10-12") -> set[tuple[str, str, str]]:
    """Type, place and first day of each act that a text tells."""
    article = build_article("a", f" date {date} {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    return {
        (
            mention.event_type,
            mention.expression.place.name if isinstance(mention.expression, At | Near) else "",
            mention.dating.first.isoformat()[5:],
        )
        for mention in extract_mentions(article, reading)
    }


@pytest.mark.parametrize(
    "text",
    [
        "The tribesmen had blocked the bypass in Landi Kotal on Friday, and lorries were stopped.",
        "Hundreds of residents and traders blocked the road at Landi Kotal on Friday.",
        "Villagers barricaded the highway in Landi Kotal on Friday. They kept the road shut.",
    ],
)
def test_people_who_block_a_road_protest(text: str) -> None:
    assert tell(text) == {("protest", "Landi Kotal", "10-10")}


def test_people_who_sit_on_a_road_for_eleven_days_began_that_long_ago() -> None:
    told = tell("Tribesmen have been sitting on the road at Jamrud for the last eleven days.")
    assert told == {("protest", "Jamrud", "10-01")}


def test_the_day_of_an_arrest_is_not_the_protest_s() -> None:
    told = tell(
        "Porters staged a sit-in in Landi Kotal and demanded the release of men who were arrested"
        " on Thursday."
    )
    assert ("protest", "Landi Kotal", "10-09") not in told


def test_a_main_crossing_is_the_one_named_next() -> None:
    told = tell(
        "HERAT: The main crossing with Iran was closed on Friday after a quarrel. Trade has"
        " stopped. A lorry was burnt in Islam Qala."
    )
    assert ("border_closure", "Islam Qala", "10-10") in told


def test_talks_told_in_a_district_without_a_place_were_held_in_it() -> None:
    told = tell(
        "BAJAUR: A curfew is in force. The talks between elders and militant commanders fell"
        " through on Friday."
    )
    assert told == {("talks", "Bajaur", "10-10")}


def test_an_understanding_of_two_countries_holds_along_their_border() -> None:
    told = tell(
        "A shell hit a house in Uri on Thursday. India and Pakistan reached an understanding on"
        " Friday to stop all firing."
    )
    assert ("ceasefire_or_agreement", "", "10-10") in told


def test_the_displaced_who_live_somewhere_did_not_move_that_day() -> None:
    assert tell("Thousands of displaced families need food in Bannu.") == set()


def test_a_jirga_was_not_held_at_the_pass_that_it_wants_opened() -> None:
    told = tell("A jirga in Wana on Friday demanded that the Angoor Adda gate be opened at once.")
    assert told == {("talks", "Wana", "10-10")}


def test_the_first_of_two_rounds_of_talks_is_no_attack() -> None:
    told = tell(
        "Guards exchanged fire along the border on Friday. The first round of talks took place in"
        " Doha on October 1."
    )
    assert told == {("armed_clash", "", "10-10"), ("talks", "Doha", "10-01")}


def test_the_third_day_of_a_closure_counts_from_the_day_told() -> None:
    told = tell(
        "Both sides sent tanks to Torkham on Friday. The crossing remained closed for the third"
        " day."
    )
    assert ("border_closure", "Torkham", "10-08") in told


def test_lorries_stranded_tell_of_the_closure_before() -> None:
    told = tell(
        "Hundreds of lorries are stranded at Torkham. Pakistan closed the crossing on September 30"
        " in apparent protest."
    )
    assert told == {("border_closure", "Torkham", "09-30")}


def test_what_the_leaders_of_a_sit_in_signed_is_where_they_sat() -> None:
    told = tell(
        "Labourers in Chaman called off their sit-in on Friday after their leaders reached an"
        " agreement with the government."
    )
    assert ("ceasefire_or_agreement", "Chaman", "10-10") in told


def test_every_gate_of_a_list_with_its_own_number_is_told() -> None:
    told = tell(
        "On Friday 2,400 Afghans went home through Torkham, 3,426 through Angoor Adda and 698"
        " through Kharlachi."
    )
    assert {place for _, place, _ in told} == {"Torkham", "Angoor Adda", "Kharlachi"}


def test_peace_made_in_a_city_is_not_the_stand_off_it_ends() -> None:
    told = tell("The two made peace in July in Asmara, ending a stand-off of twenty years.")
    assert told == {("ceasefire_or_agreement", "Asmara", "07-01")}


def test_a_gate_shut_for_around_a_month_was_shut_a_month_ago() -> None:
    told = tell("The two gates at Spin Boldak have otherwise stayed shut for around a month.")
    assert {(kind, day) for kind, _, day in told} == {("border_closure", "09-12")}


def test_a_sit_in_before_a_press_club_is_in_the_town_of_the_club() -> None:
    told = tell(
        "MIRAN SHAH: Elders staged a sit-in before the press club in Bannu on Friday to press for"
        " the return of families who are in Khost."
    )
    assert told == {("protest", "Bannu", "10-10")}


def test_envoys_talked_in_the_city_they_visited() -> None:
    told = tell(
        "A Pakistani delegation talked about trade during a visit to Kabul on Friday with Afghan"
        " officials."
    )
    assert told == {("talks", "Kabul", "10-10")}


def test_fighting_all_along_a_border_stays_there_whatever_gate_is_told_next() -> None:
    told = tell(
        "Pakistan closed Torkham on Friday after a night of fighting along the border. Kabul said"
        " its troops attacked posts."
    )
    assert ("armed_clash", "Torkham", "10-10") not in told


def test_slogans_against_governments_are_not_shouted_in_their_capitals() -> None:
    told = tell(
        "Traders took to the streets of Chaman on Friday. They shouted slogans against the"
        " governments in Quetta and Islamabad."
    )
    assert told == {("protest", "Chaman", "10-10")}


def test_a_town_whose_crossing_was_shut_is_opened_again_by_its_name() -> None:
    told = tell(
        "Eritrea closed the crossing at Zalambessa on Friday. Zalambessa was opened in September"
        " 2018."
    )
    assert ("border_reopening", "Zalambessa", "09-01") in told


def test_what_protesters_and_officials_talk_of_is_where_they_protest() -> None:
    told = tell(
        "Scores of people took to the streets of Chaman on Friday. The shops were shut. Nobody was"
        " hurt. Senior officials and the protesters held several rounds of talks."
    )
    assert ("talks", "Chaman", "10-10") in told
