"""What is an act of violence, of which kind, and which day and place of a sentence are its own."""

from __future__ import annotations

import pytest

from geo.articles.text import Span
from geo.events.clauses import nearest, split_clauses
from tests.test_geo.test_events_story import tell


def test_what_stands_beyond_a_semicolon_is_further_away_than_the_next_clause() -> None:
    text = "He was shot as he left a mosque on Sunday; a bomb had hurt him when he was in Wana."
    clauses = split_clauses(text, Span(0, len(text)))
    assert nearest(clauses, text.index("Sunday"), [text.index("shot"), text.index("bomb")]) == 0


def test_a_day_at_the_end_of_a_clause_belongs_to_the_act_before_it() -> None:
    told = tell(
        "A guard was shot dead in Tank as he left a mosque on Friday, and a bomb killed two men in"
        " Wana on Saturday."
    )
    assert told == {("attack", "Tank", "10-10"), ("bombing_or_ied", "Wana", "10-11")}


def test_a_place_that_opens_a_clause_belongs_to_the_act_behind_it() -> None:
    told = tell(
        "A policeman was shot dead in Nushki on Friday, while in Bannu a nurse survived when men"
        " opened fire at her car."
    )
    assert {place for _, place, _ in told} == {"Nushki", "Bannu"}


def test_aircraft_told_of_a_drone_strike_are_drones() -> None:
    told = tell(
        "US drones struck Datta Khel on Friday. Two aircraft fired four missiles at a car in Mir"
        " Ali. Four men died."
    )
    assert {kind for kind, _, _ in told} == {"drone_strike"}


@pytest.mark.parametrize(
    "rank", [", in the second raid of the kind this week", ". It was the third raid in a month"]
)
def test_the_second_raid_in_a_week_ranks_the_act_told_and_is_none_more(rank: str) -> None:
    told = tell(f"Gunmen abducted two farmers in Bara on Friday{rank}.")
    assert told == {("abduction", "Bara", "10-10")}


def test_fighters_who_block_a_highway_do_not_protest() -> None:
    told = tell("Gunmen fired on a police post in Kalat on Friday and blocked the highway.")
    assert "protest" not in {kind for kind, _, _ in told}


def test_mines_that_have_been_laid_and_hurt_nobody_are_no_bombing() -> None:
    assert not tell("In Barmal armed groups have dug trenches and laid mines.")


def test_an_abducted_man_found_dead_later_was_abducted() -> None:
    told = tell("In March a chief was kidnapped from his house in Wana; he was found dead later.")
    assert ("abduction", "Wana", "03-01") in told


def test_gunmen_who_hold_an_official_for_hours_abduct_him() -> None:
    told = tell("On Friday gunmen stopped an official's car in Mir Ali and held him for two hours.")
    assert ("abduction", "Mir Ali", "10-10") in told


def test_where_the_second_bomb_of_a_month_went_off_the_first_did_too() -> None:
    told = tell(
        "Two guards were shot dead in Tank on Friday. It was the second bomb in Wana this month;"
        " the first killed a driver on October 3."
    )
    assert ("bombing_or_ied", "Wana", "10-03") in told


def test_gunmen_who_take_a_driver_with_them_abduct_him() -> None:
    told = tell("Gunmen burned three lorries in Tank on Friday and took a driver with them.")
    assert ("abduction", "Tank", "10-10") in told


def test_coal_mines_are_no_bombs() -> None:
    told = tell("Twenty miners were killed when gunmen attacked coal mines near Duki on Friday.")
    assert {kind for kind, _, _ in told} == {"attack"}


def test_aircraft_that_bomb_those_who_overran_a_town_are_an_act_of_their_own() -> None:
    told = tell(
        "Hundreds of Taliban overran Kamdesh on Thursday and held it for a day before NATO aircraft"
        " bombed them."
    )
    assert {kind for kind, _, _ in told} == {"raid_or_infiltration", "airstrike"}


def test_men_by_the_hundred_who_come_over_the_border_raid() -> None:
    told = tell("Several hundred men came over the border into Upper Dir before dawn on Friday.")
    assert told == {("raid_or_infiltration", "Upper Dir", "10-10")}


def test_a_post_destroyed_in_a_fight_makes_it_no_raid() -> None:
    told = tell(
        "On Friday fighting broke out again in Kurram, where Pakistan said it destroyed a post."
    )
    assert told == {("armed_clash", "Kurram", "10-10")}


def test_the_other_capital_that_had_its_own_count_is_no_place_of_the_dead() -> None:
    told = tell(
        "Taliban forces attacked posts in Kurram on Friday; Pakistan said that 23 of its soldiers"
        " were killed that night, Kabul that 58 had died."
    )
    assert "Kabul" not in {place for _, place, _ in told}


def test_men_who_had_come_over_the_border_do_not_set_the_day_back() -> None:
    told = tell(
        "On October 8 a drone hit a camp in Barmal. On Saturday two drivers were shot dead in Tank"
        " by gunmen who had come over the border."
    )
    assert ("attack", "Tank", "10-11") in told


def test_gunmen_told_of_after_a_drone_did_what_was_told_of_gunmen_before() -> None:
    told = tell(
        "Gunmen stormed a school in Peshawar on Friday. A US drone fired two missiles at a house in"
        " Datta Khel on Saturday.\n\nSeven gunmen had stormed the building at ten in the morning."
    )
    assert {(place, day) for _, place, day in told} == {
        ("Peshawar", "10-10"),
        ("Datta Khel", "10-11"),
    }


def test_troops_who_shoot_fighters_dead_clash_with_them() -> None:
    told = tell("Troops shot dead eight militants in Tank on Friday.")
    assert told == {("armed_clash", "Tank", "10-10")}


def test_a_checkpost_blown_up_was_bombed() -> None:
    told = tell("The checkpost in Khar was blown up on Friday.")
    assert told == {("bombing_or_ied", "Khar", "10-10")}


def test_a_bomb_that_hits_a_convoy_is_no_clash() -> None:
    told = tell("On Friday a bomb under a bridge at Wana hit a convoy of soldiers.")
    assert told == {("bombing_or_ied", "Wana", "10-10")}


def test_a_fourth_shot_elsewhere_is_an_act_of_its_own() -> None:
    told = tell("On Friday three men were shot dead in Tank, and a fourth in Wana.")
    assert told == {("attack", "Tank", "10-10"), ("attack", "Wana", "10-10")}


def test_three_others_on_the_next_night_died_in_an_act_of_their_own() -> None:
    told = tell(
        "Troops killed nine militants in Zhob on Thursday. The following night 14 more were shot"
        " dead in the same area, and on Saturday night three others."
    )
    assert {(place, day) for _, place, day in told} == {
        ("Zhob", "10-09"),
        ("Zhob", "10-10"),
        ("Zhob", "10-11"),
    }


def test_fourteen_more_shot_dead_died_as_those_before_them() -> None:
    told = tell(
        "Troops clashed with militants in Zhob on Thursday. On Friday 14 more were shot dead there."
    )
    assert {kind for kind, _, _ in told} == {"armed_clash"}


def test_missiles_told_after_drones_were_fired_by_them() -> None:
    told = tell(
        "US drones struck in North Waziristan on Friday. Six missiles were fired at a lorry in Mir"
        " Ali, and four men died."
    )
    assert {kind for kind, _, _ in told} == {"drone_strike"}
