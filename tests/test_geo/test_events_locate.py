"""Where an act happened, and on which day, by the words of its article."""

from __future__ import annotations

import pytest

from geo.articles.intake import build_article
from geo.events.extract import extract_mentions
from geo.events.placing import place_of
from geo.places.gazetteer import load_gazetteer
from geo.places.reading import read_places

# A Sunday.
DAY = "2025-10-12"


def tell(text: str, day: str = DAY) -> set[tuple[str, str, str]]:
    """Type, place ("" none) and first day of every act of an article."""
    article = build_article("a", f" date {day} {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    told = set()
    for mention in extract_mentions(article, reading):
        place = place_of(mention.expression) if mention.expression else None
        name = place.name if place else ""
        told.add((mention.event_type, name, f"{mention.dating.first:%m-%d}"))
    return told


def test_a_bomb_in_a_tehsil_of_the_district_told_first_is_one_act() -> None:
    told = tell(
        "Six people died in a suicide attack in the Bajaur tribal district, officials said.\n\nThe"
        " bomber struck at noon on Friday at a market in Mamund."
    )
    assert len(told) == 1


@pytest.mark.parametrize(
    "words",
    ["the Orakzai region, south of Bajaur,", "Wana, near Angoor Adda,", "Tank, east of Wana,"],
)
def test_a_place_behind_a_comma_says_where_the_other_one_lies(words: str) -> None:
    assert len(tell(f"A suicide bomber attacked a meeting in {words} on Friday.")) == 1


def test_an_official_of_a_hospital_does_not_speak_where_it_happened() -> None:
    told = tell(
        "Two people were killed in a clash at Spin Boldak on Friday. An official at the Mirwais"
        " Regional Hospital in Kandahar, who asked not to be named, said nine were wounded."
    )
    assert told == {("armed_clash", "Spin Boldak", "10-10")}


def test_who_speaks_for_a_body_in_a_town_does_not_say_that_it_happened_there() -> None:
    told = tell(
        "Two people were killed in a clash at Spin Boldak on Friday. A spokesman for the police"
        " headquarters in Kandahar said guards had fired first."
    )
    assert told == {("armed_clash", "Spin Boldak", "10-10")}


def test_an_act_of_months_ago_near_the_border_needs_no_other_place() -> None:
    told = tell(
        "Guards fired mortars at Panjgur on Friday. In April eight guards were killed in an ambush"
        " by armed men near the Iranian border."
    )
    assert ("armed_clash", "", "04-01") in told


def test_a_fence_on_the_border_stands_where_the_clash_was() -> None:
    told = tell(
        "Two guards were killed in a clash at Chaman on Friday. It began after men from the other"
        " side tried to cut part of the fence on the border."
    )
    assert {place for _, place, _ in told} == {"Chaman"}


@pytest.mark.parametrize(
    "words",
    [
        "Another died of his wounds on Saturday.",
        "A third soldier succumbed to his injuries on Saturday.",
        "The death toll rose to five on Saturday.",
    ],
)
def test_the_day_on_which_a_wounded_man_dies_is_no_day_of_the_act(words: str) -> None:
    told = tell(f"Two soldiers were killed in an ambush in North Waziristan on Thursday. {words}")
    assert {day for _, _, day in told} == {"10-09"}


def test_the_only_day_named_so_far_dates_what_is_told_next() -> None:
    told = tell(
        "Four men lost their lives on the frontier on October 8.\n\nTheir car was in Panjgur"
        " district when guards opened fire on it."
    )
    assert {day for _, _, day in told} == {"10-08"}


def test_people_said_to_live_in_a_place_name_it() -> None:
    told = tell(
        "Police fought villagers at Ak-Say in Batken on Friday.\n\nSome 650 residents of Ak-Say"
        " were evacuated on Saturday."
    )
    assert ("displacement_or_return", "Ak-Say", "10-11") in told


def test_a_spokesman_is_meant_again_by_his_last_name() -> None:
    told = tell(
        "Rockets landed in eastern Nangarhar province on Friday. Ataullah Khogyani said they hit"
        " Lal Pur district. Khogyani added that shells had landed in fields too."
    )
    assert "Khogyani" not in {place for _, place, _ in told}


def test_an_unlisted_village_lies_in_the_narrowest_unit_named_behind_it() -> None:
    text = "They were in the Quzmay area in Balochistan's Panjgur district."
    reading = read_places(text, load_gazetteer())
    place = reading.toponyms[0].place
    assert place is not None
    assert (reading.toponyms[0].text, place.adm_2) == ("Quzmay", "Panjgur")


def test_officials_of_a_town_do_not_put_the_place_before_them_in_it() -> None:
    text = "They fought in Spin Boldak, health officials in Kandahar said."
    reading = read_places(text, load_gazetteer())
    assert reading.toponyms[0].inside is None


def test_two_capitals_between_which_things_are_tense_are_no_place() -> None:
    told = tell("Fighting between Baku and Yerevan flared again on Friday, with deaths at Sotk.")
    assert "Baku" not in {place for _, place, _ in told}


def test_the_day_on_which_a_toll_rose_is_no_day_of_the_attack() -> None:
    told = tell(
        "The death toll from an attack on checkposts in Chitral climbed to 32 on Sunday. The attack"
        " began at four on Saturday."
    )
    assert {day for _, _, day in told} == {"10-11"}


@pytest.mark.parametrize(
    "words",
    [
        "Pakistan protested to Kabul on Friday after militants stormed a post in Upper Dir",
        "Kabul summoned the envoy on Friday after shells hit houses in Dangam",
    ],
)
def test_the_day_of_a_protest_is_that_of_the_raid_or_the_next(words: str) -> None:
    assert {day for _, _, day in tell(f"{words}, killing nine people.")} == {"10-09"}


def test_villages_listed_in_a_district_are_not_in_another_province() -> None:
    told = tell(
        "Militants stormed the villages of Nusrat Dara, Kharan, Batoor and Saro Keley in Upper Dir"
        " on Wednesday."
    )
    assert "Kharan" not in {place for _, place, _ in told}


def test_raids_told_of_a_district_by_its_towns_name_are_those_told_in_its_tehsil() -> None:
    told = tell(
        "Fighters raided posts in the Arandu tehsil of Chitral on Saturday.\n\nHundreds of men took"
        " part in the raid on the posts in Chitral, officials said."
    )
    assert len(told) == 1


def test_the_other_provinces_of_a_list_that_begins_with_the_one_told_are_told_too() -> None:
    told = tell(
        "Shells hit Nari in Kunar on Friday, killing two. Officials said shells had also landed in"
        " Nari and in Barmal district."
    )
    assert {place for _, place, _ in told} == {"Naray", "Barmal"}


def test_what_is_hit_over_the_border_close_by_is_another_act() -> None:
    told = tell(
        "Four soldiers were killed by shelling near Sotk on Friday. Azerbaijan said Armenia had"
        " struck positions in Kalbajar with drones."
    )
    assert {place for _, place, _ in told} == {"Sotk", "Kalbajar"}


def test_a_village_listed_with_others_is_not_a_city_of_that_name_overseas() -> None:
    told = tell("Jets bombed the villages of Mirchar, Mandta, Kani and Shidi in Khost on Friday.")
    assert "Kani" not in {place for _, place, _ in told}


def test_people_displaced_into_a_town_fled_from_elsewhere() -> None:
    told = tell(
        "Rockets hit Dangam on Wednesday. The attacks displaced 1,400 families into Asadabad, the"
        " provincial capital."
    )
    assert ("displacement_or_return", "Dangam", "10-08") in told


def test_what_is_said_to_have_hit_either_of_two_districts_is_the_strike_of_the_opening() -> None:
    told = tell(
        "A helicopter attacked a border post near Afghanistan on Thursday, killing three.\n\nLast"
        " weekend helicopters fired on targets in Pakistan. Officials differed on the place of the"
        " deadly airstrike, saying it took place in Upper Kurram."
    )
    assert ("airstrike", "Upper Kurram", "10-09") in told


def test_what_officials_said_weeks_ago_happened_then() -> None:
    told = tell(
        "Seven men were killed in a drone strike in Ladha on Friday.\n\nFive men were killed when a"
        " drone hit a house in North Waziristan, officials said on September 1."
    )
    assert {place for _, place, day in told if day == "08-31"} == {"North Waziristan"}


def test_the_ends_of_a_road_are_not_where_its_posts_were_attacked() -> None:
    told = tell(
        "Four guards were killed in attacks on posts on the Zhob-Dera Ismail Khan highway in"
        " Sherani district on Sunday."
    )
    assert {place for _, place, _ in told} == {"Sherani"}


def test_a_neighbouring_district_in_which_it_happened_is_its_place() -> None:
    told = tell(
        "A drone destroyed a house in Karikot on Monday. Ten men were killed in a drone strike on"
        " Thursday in neighbouring North Waziristan district."
    )
    assert ("drone_strike", "North Waziristan", "10-09") in told


def test_the_first_of_two_attacks_told_together_keeps_its_own_place() -> None:
    told = tell(
        "Two separate rocket attacks have killed seven people in northern Israel. Five workers were"
        " killed when rockets landed near Metula.\n\nLater two people were killed in Haifa."
    )
    assert {place for _, place, _ in told} == {"Metula", "Haifa"}


def test_what_owns_a_place_is_not_where_it_happened_too() -> None:
    told = tell("Fierce fighting broke out at El Gedaref's El Gureisha on Friday, killing nine.")
    assert "Al Qadarif" not in {place for _, place, _ in told}


def test_an_attack_claimed_in_a_province_was_there() -> None:
    told = tell(
        "Two bombers blew themselves up at a police headquarters on Friday, killing 12 officers in"
        " an area along the Pakistan border.\n\nThe Taliban claimed responsibility for the attack"
        " in eastern Paktika province."
    )
    assert told == {("suicide_attack", "Paktika", "10-10")}


def test_where_the_attacker_entered_is_where_he_attacked() -> None:
    told = tell(
        "A suicide bomber attacked a mosque in northwest Pakistan on Friday, killing 16"
        " worshippers.\n\nThe attacker shouted as he entered the mosque in Ambar, an official said."
    )
    assert told == {("suicide_attack", "Ambar", "10-10")}


def test_a_town_of_a_subdistrict_and_a_district_is_one_place() -> None:
    told = tell("Two shells landed in Tumbru of Naikhongchhari, Bandarban, on Friday.")
    assert {place for _, place, _ in told} == {"Tumbru"}


def test_an_attack_has_the_day_since_which_a_road_is_closed_for_it() -> None:
    article = build_article(
        "a",
        " date 2025-10-12 The road has remained closed since the September 21 attack on a convoy in"
        " Bagan that left more than 50 dead.",
        sources=(),
    )
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    days = {
        (mention.dating.first.day, mention.dating.last.day)
        for mention in extract_mentions(article, reading)
        if mention.event_type in ("attack", "armed_clash")
    }
    assert days == {(21, 21)}


def test_a_camp_from_which_guns_fired_is_no_better_place_than_where_it_landed() -> None:
    told = tell(
        "Shells hit hideouts in Rajgal on Friday. Troops moved up under artillery fired from a camp"
        " in Bazar Zakhakhel."
    )
    assert {place for _, place, _ in told} == {"Rajgal"}


def test_where_a_man_was_employed_is_not_where_he_was_ambushed() -> None:
    told = tell(
        "On Friday a water carrier for personnel at the Bhutan Sharif post was ambushed in Jamrud."
    )
    assert {place for _, place, _ in told} == {"Jamrud"}


def test_an_attack_that_those_hit_had_a_hand_in_keeps_its_place() -> None:
    told = tell(
        "Jets bombed hideouts in Tirah on Friday. The strikes were carried out on men involved in"
        " the suicide attack at Wagah, officials said."
    )
    assert "Wagah" not in {place for kind, place, _ in told if kind == "airstrike"}


def test_the_day_on_which_wounded_men_were_said_to_have_died_dates_nothing() -> None:
    told = tell(
        "Three soldiers were killed in a clash in Galwan valley on Monday night. On Tuesday evening"
        " the army said that 17 of the wounded had succumbed to injuries."
    )
    assert {day for _, _, day in told} == {"10-06"}


def test_a_man_killed_where_he_lived_was_killed_there() -> None:
    told = tell(
        "Rahimi, father of three, lived in a village in the Sarkani district of Kunar. He was"
        " killed in a rocket attack on Monday."
    )
    assert {place for _, place, _ in told} == {"Sarkani"}


def test_travellers_attacked_in_a_place_were_attacked_there() -> None:
    told = tell("Gunmen attacked travellers in the Bagan area of Lower Kurram on Friday.")
    assert {place for _, place, _ in told} == {"Bagan"}


def test_strikes_reported_in_two_provinces_by_their_quarter_hit_both() -> None:
    told = tell("Airstrikes were reported in eastern Kunar and southeastern Paktika on Friday.")
    assert {place for _, place, _ in told} == {"Kunar", "Paktika"}


def test_a_station_bears_the_name_of_a_village_elsewhere() -> None:
    told = tell("On Friday, in Karak district, militants attacked the Gurguri police station.")
    assert {place for _, place, _ in told} == {"Karak"}


def test_attackers_from_villages_over_the_border_did_not_attack_there() -> None:
    told = tell(
        "Two workers were killed in Darvoz on Friday. The attackers had crossed from several"
        " villages in Afghanistan's Badakhshan Province."
    )
    assert "Badakhshan" not in {place for _, place, _ in told}


def test_an_officer_who_dies_on_a_day_after_being_shot_was_shot_before() -> None:
    told = tell(
        "A major died on Saturday after being shot by Afghan forces. He was hit in a clash at"
        " Torkham on Thursday night."
    )
    assert {day for kind, _, day in told if kind == "armed_clash"} == {"10-09"}


def test_a_border_clash_told_again_next_to_a_gate_was_there() -> None:
    told = tell(
        "Two guards were killed in a border clash on Friday.\n\nThe gates at Torkham stayed closed."
        " Firing had broken out on Friday night."
    )
    assert ("armed_clash", "Torkham", "10-10") in told


def test_an_attack_told_after_talks_abroad_was_where_the_one_before_them_was() -> None:
    told = tell(
        "Six militants were killed in an attack on a post at Landi Kotal on Thursday.\n\nThe attack"
        " came on the heels of talks held in London.\n\nOfficials said that militants attacked the"
        " post in the border area around midnight on Thursday."
    )
    assert {place for kind, place, _ in told if kind != "talks"} == {"Landi Kotal"}


def test_a_bus_bound_for_a_town_was_not_stopped_there() -> None:
    told = tell(
        "Nine people were killed near Nushki on Saturday when gunmen intercepted a Taftan-bound bus"
        " on the Quetta-Taftan highway."
    )
    assert {place for _, place, _ in told} == {"Nushki"}


def test_a_gate_shut_for_another_day_is_the_one_shut_on_sunday() -> None:
    told = tell(
        "The border at Chaman remained closed for another day after a meeting on Saturday failed to"
        " agree on its reopening. It had been closed last Sunday after a man opened fire.",
    )
    assert sum(kind == "border_closure" for kind, _, _ in told) == 1


def test_a_border_clash_was_not_where_the_talks_about_it_were() -> None:
    told = tell(
        "Pakistan and Afghanistan agreed on a truce after cross-border clashes earlier this month."
        " Talks took place in Doha on October 4-5 and both sides agreed to end the clashes."
    )
    assert ("armed_clash", "Doha") not in {(kind, place) for kind, place, _ in told}


def test_a_district_centre_before_a_governor_is_where_they_fought() -> None:
    told = tell(
        "Fighters battled with police at the district centre in Barg-e Matal, the governor of"
        " Nuristan said on Friday."
    )
    assert {place for _, place, _ in told} == {"Barg-e Matal"}


def test_troops_sent_to_a_place_were_fired_at_there() -> None:
    told = tell("Guards opened fire on Friday at Afghan troops sent to the Khamyab district.")
    assert "Khamyāb" in {place for _, place, _ in told}


def test_camps_opposite_a_district_are_near_it() -> None:
    told = tell(
        "The gate at Chaman was shut on Friday. The army also shelled camps of a banned group"
        " opposite Mohmand."
    )
    assert "Mohmand" in {place for kind, place, _ in told if kind == "shelling"}


def test_families_who_left_for_a_town_fled_from_the_gate() -> None:
    told = tell(
        "Shells fell on Torkham on Friday and families in the bazaar left for Landi Kotal, some on"
        " foot."
    )
    assert "Landi Kotal" not in {place for _, place, _ in told}


def test_shooting_that_did_not_stop_for_three_days_lasted_so_long() -> None:
    article = build_article(
        "a",
        " date 2025-10-12 On October 3 the guards at Torkham began to shoot at one another, and"
        " they did not stop for three days. Eight people were wounded.",
        sources=(),
    )
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    (mention,) = extract_mentions(article, reading)
    assert (mention.dating.first.day, mention.dating.last.day) == (3, 5)


def test_the_country_of_a_town_is_no_second_place_of_talks() -> None:
    told = tell(
        "The ministers held talks in Kuala Lumpur on Friday. Hours after the talks were held in"
        " Malaysia jets bombed Siem Reap."
    )
    assert {place for kind, place, _ in told if kind == "talks"} == {"Kuala Lumpur"}


def test_those_injured_in_a_district_were_hit_there() -> None:
    told = tell(
        "Drones struck homes in Nangarhar and Khost provinces on Wednesday, killing three.\n\nIn"
        " Khost's Spera district three children were killed when drones hit a home.\n\nIn"
        " Nangarhar's Shinwar district, officials said, six people were among those injured when a"
        " house was destroyed."
    )
    assert {place for _, place, _ in told} == {"Spera", "Shinwar"}


def test_families_shifted_to_areas_like_a_town_did_not_flee_from_it() -> None:
    told = tell(
        "Jets bombed Sarwakai on Friday. Families have left the area and shifted to settled areas"
        " like Tank."
    )
    assert "Tank" not in {place for _, place, _ in told}


def test_a_village_and_the_district_it_is_listed_in_are_one_place() -> None:
    told = tell("A teacher was murdered at Tari Mangal, Kurram, on Friday.")
    assert told == {("attack", "Teri Mengal", "10-10")}


def test_two_towns_far_apart_in_one_district_are_two_places() -> None:
    told = tell("Drones struck in Ghulam Khan and Mir Ali on Friday.")
    assert {place for _, place, _ in told} == {"Ghulam Khan", "Mir Ali"}


def test_the_gates_to_a_country_are_all_along_its_border() -> None:
    told = tell(
        "A rocket came down on a shop at Shingak in Kurram on Friday. The gates to Afghanistan have"
        " been shut since October 2."
    )
    assert ("border_closure", "", "10-02") in told


def test_who_was_fired_upon_on_the_way_to_the_hamlet_of_the_opening() -> None:
    told = tell(
        "The people of Kok-Tash, a hamlet in Batken region, spent Thursday night in the school."
        "\n\nGuards who had come to them were fired upon with a shotgun, officials said."
    )
    assert {place for kind, place, _ in told if kind == "armed_clash"} == {"Kok-Tash"}


def test_the_month_since_which_there_was_no_brawl_dates_the_last_one() -> None:
    told = tell(
        "Troops clashed at Tawang on Friday. It is the first brawl since June 2020, when twenty men"
        " were killed in the Galwan valley in Ladakh."
    )
    assert ("armed_clash", "Galwan Valley", "06-01") in told


def test_a_ridge_in_a_sector_is_one_place() -> None:
    told = tell("Men clashed on a ridge near Yangtse, in the Tawang sector, on Friday.")
    assert len({place for _, place, _ in told}) == 1


def test_tribesmen_who_heard_the_guns_far_away_are_not_where_they_fired() -> None:
    told = tell(
        "Shells struck a house at Angoor Adda on Friday. Tribesmen in Wana, some 40 km away, heard"
        " the shelling."
    )
    assert "Wana" not in {place for _, place, _ in told}


def test_a_boy_is_not_shot_where_he_is_carried_to_the_hospital() -> None:
    told = tell(
        "A shell struck a house in Mamund on Friday. A boy of nine was wounded and carried to the"
        " hospital in Khar."
    )
    assert "Khar" not in {place for _, place, _ in told}


def test_posts_that_have_been_fired_on_since_a_month_still_are() -> None:
    article = build_article(
        "a",
        f" date {DAY} Talks failed. Since January posts in Kurram have been fired on.",
        sources=(),
    )
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    mentions = extract_mentions(article, reading)
    assert {
        f"{mention.dating.last}" for mention in mentions if mention.dating.first.month == 1
    } == {DAY}


def test_those_who_moved_in_with_relatives_fled_the_shells_and_not_the_shut_gate() -> None:
    told = tell(
        "Shells struck Angoor Adda on Friday. The gate there has been closed since October 2. Some"
        " 40 families left their homes."
    )
    assert {day for kind, _, day in told if kind == "displacement_or_return"} == {"10-10"}


def test_people_shot_at_as_they_cross_illegally_do_not_protest() -> None:
    told = tell(
        "A pick-up carrying seven people was trying to cross the border near Taftan on Friday, when"
        " Iranian border guards opened fire."
    )
    assert {kind for kind, _, _ in told} == {"armed_clash"}
