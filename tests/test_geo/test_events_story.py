"""Passages of several sentences: which of their acts are one, and which day and place each has."""

from __future__ import annotations

from geo.articles.intake import build_article
from geo.events.extract import extract_mentions
from geo.events.mention import Mention
from geo.places.gazetteer import load_gazetteer
from geo.places.place import AlongBorder, At, Near
from geo.places.reading import read_places


def read(text: str, date: str = "2025-10-12") -> tuple[Mention, ...]:
    article = build_article("a", f" date {date} {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    return extract_mentions(article, reading)


def tell(text: str, date: str = "2025-10-12") -> set[tuple[str, str, str]]:
    """Type, place and first day of each act that a text tells."""
    return {
        (
            mention.event_type,
            mention.expression.place.name if isinstance(mention.expression, At | Near) else "",
            mention.dating.first.isoformat()[5:],
        )
        for mention in read(text, date)
    }


def test_a_day_in_a_clause_of_the_same_time_dates_both_acts() -> None:
    told = tell(
        "Militants opened fire on tribal elders as they were leaving a meeting in Khar on Monday,"
        " killing four."
    )
    assert told == {("attack", "Khar", "10-06"), ("talks", "Khar", "10-06")}


def test_a_truce_is_dated_apart_from_the_days_of_fighting_before_it() -> None:
    told = tell("Armenia and Azerbaijan agreed a truce on Wednesday after two days of clashes.")
    assert ("ceasefire_or_agreement", "", "10-08") in told


def test_separate_clashes_of_an_opening_give_way_to_those_told_one_by_one() -> None:
    told = tell(
        "Twelve soldiers were killed in separate clashes in Khyber Pakhtunkhwa over the past few"
        " days.\n\nIn South Waziristan, militants ambushed a convoy on Saturday, killing nine"
        " troops.\n\nThree soldiers died in a clash in Bajaur on Thursday."
    )
    assert told == {
        ("armed_clash", "South Waziristan", "10-11"),
        ("armed_clash", "Bajaur", "10-09"),
    }


def test_people_killed_in_a_second_province_that_night_died_in_an_act_of_their_own() -> None:
    told = tell(
        "Forty-one civilians were killed in air strikes in Khost province on Saturday. Six people"
        " were killed in Kunar province the same night, he said."
    )
    assert told == {("airstrike", "Khost", "10-11"), ("airstrike", "Kunar", "10-11")}


def test_the_strikes_told_last_with_a_day_are_all_of_that_day() -> None:
    told = tell(
        "Forty-one civilians were killed in air strikes in Khost province, an official said. Six"
        " people were killed in Kunar province. The strikes were carried out early on Saturday."
    )
    assert told == {("airstrike", "Khost", "10-11"), ("airstrike", "Kunar", "10-11")}


def test_a_length_of_it_is_of_the_fence_told_before() -> None:
    told = tell(
        "Kabul is angry about the fence that Pakistan has begun to put up. On Monday soldiers"
        " pulled down a length of it in Paktika."
    )
    assert told == {("fence_dispute", "Paktika", "10-06")}


def test_the_capital_according_to_which_it_happened_is_not_where() -> None:
    told = tell("According to Kabul two soldiers were kidnapped in Kunar on Friday by militants.")
    assert told == {("abduction", "Kunar", "10-10")}


def test_fighters_killed_are_not_their_own_attackers() -> None:
    told = tell(
        "Eight fighters, including two commanders, were killed when forces returned fire in"
        " Kurram district on Saturday."
    )
    assert told == {("armed_clash", "Kurram", "10-11")}


def test_a_war_named_by_its_year_had_begun_in_that_year() -> None:
    mentions = read(
        "The council ended the war of 2006. It had begun on July 12, when fighters crossed into"
        " Kunar and killed three soldiers.",
        "2010-08-04",
    )
    assert [mention.dating.first.isoformat() for mention in mentions] == ["2006-07-12"]


def test_posts_named_as_samples_are_not_raided_a_second_time() -> None:
    told = tell(
        "The dead of Saturday's raid in the Chitral district now number 33. They fell on half a"
        " dozen positions, among them those at Langorbut and Ursun."
    )
    assert len(told) == 1


def test_what_goes_on_still_lends_its_place() -> None:
    told = tell(
        "Troops have blocked the road at Torkham. The Lachin corridor has been blocked since"
        " December 12 by protesters.\n\nOn March 5 three soldiers were shot dead on a track near"
        " the blockade.",
        "2023-04-12",
    )
    assert ("attack", "Lachin corridor", "03-05") in told


def test_the_day_bodies_were_given_back_does_not_date_the_fight() -> None:
    told = tell(
        "The Taliban on Monday freed three soldiers who were captured when a patrol was attacked."
        " The patrol came under fire on Friday in Zabul."
    )
    assert ("armed_clash", "Zabul", "10-10") in told
    assert not any(day == "10-06" for kind, _, day in told if kind != "other")


def test_a_border_sealed_and_its_gates_shut_that_day_are_the_gates() -> None:
    told = tell(
        "Pakistan sealed its border with Afghanistan on Sunday. The crossings at Torkham and"
        " Chaman were shut on Sunday morning."
    )
    assert {kind for kind, place, _ in told if not place} == set()
    assert len(told) == 2


def test_later_in_the_day_is_the_day_told() -> None:
    told = tell(
        "Guards exchanged fire at Torkham on Thursday morning. Later in the day elders held a jirga"
        " at Chaman."
    )
    assert ("talks", "Chaman", "10-09") in told


def test_after_a_look_back_the_day_is_the_storys_own() -> None:
    told = tell(
        "Guards exchanged fire at Chaman on Tuesday. The governors met at Torkham on Thursday."
        " Tribesmen had joined the fighting at Chaman. Later in the day elders held a jirga in"
        " Khost."
    )
    assert ("talks", "Khost", "10-09") in told


def test_work_on_the_border_fence_is_not_along_the_border() -> None:
    told = tell("A party working on the border fence was attacked at Angoor Adda on Friday.")
    assert {place for _, place, _ in told} == {"Angoor Adda"}


def test_a_place_may_stand_for_what_happened_there() -> None:
    told = tell(
        "A bomb killed 90 worshippers in Sehwan on October 6. A day before Sehwan a suicide bomber"
        " had blown himself up in Ghalanai."
    )
    assert told == {("bombing_or_ied", "Sehwan", "10-06"), ("suicide_attack", "Ghalanai", "10-05")}


def test_the_version_of_one_side_is_no_second_fight() -> None:
    told = tell(
        "Pakistani and Afghan guards exchanged fire at Torkham on Tuesday. Kabul's version is that"
        " Pakistani soldiers fired on its men in Nangarhar."
    )
    assert told == {("armed_clash", "Torkham", "10-07")}


def test_air_strikes_in_another_province_as_well_are_no_shelling() -> None:
    told = tell(
        "Shells fell on villages in Kunar and Khost provinces on October 6. Air strikes caused"
        " casualties in Paktika and Kunar as well."
    )
    assert {act for act in told if act[0] == "airstrike"} == {
        ("airstrike", "Paktika", "10-06"),
        ("airstrike", "Kunar", "10-06"),
    }


def test_a_helicopter_that_joins_a_fight_is_an_act_of_its_own() -> None:
    told = tell(
        "Troops exchanged fire near Goshta on Tuesday. A helicopter fired two missiles at a post."
    )
    assert told == {("armed_clash", "Goshta", "10-07"), ("airstrike", "Goshta", "10-07")}


def test_what_has_no_day_of_its_own_is_told_of_the_act_just_told() -> None:
    told = tell(
        "One person was killed when Afghan forces shelled Chaman on Thursday, four days after a"
        " similar attack killed six there. Troops returned fire.\n\nThe clash began when guards"
        " objected to work on the fence near Spin Boldak.",
    )
    assert {day for _, _, day in told} == {"10-09", "10-05"}


def test_a_gate_reopened_on_a_day_was_shut_on_the_day_told_before() -> None:
    told = tell(
        "Guards exchanged fire at Chaman on Thursday. The gate was closed for several hours and was"
        " reopened on Friday morning."
    )
    assert ("border_closure", "Chaman", "10-09") in told


def test_a_post_nobody_knows_told_next_is_where_the_act_told_was() -> None:
    told = tell(
        "Eight men were killed when forces returned fire in Kurram district on Saturday. The other"
        " side had opened fire with heavy weapons on posts at Pallosin around 9 am."
    )
    assert len(told) == 1


def test_a_capital_that_speaks_of_something_is_no_place_of_talks() -> None:
    told = tell(
        "A round of talks between the two sides followed in Doha, and on October 9 Yerevan spoke"
        " of a marked improvement."
    )
    assert "Yerevan" not in {place for _, place, _ in told}


def test_people_displaced_in_the_border_provinces_are_counted_along_the_line() -> None:
    mentions = read(
        "Some 115,000 people have been displaced in the border provinces since"
        " the fighting began on October 2, according to the agency."
    )
    (mention,) = mentions
    assert mention.event_type == "displacement_or_return"
    assert isinstance(mention.expression, AlongBorder)


def test_fighting_gone_into_a_second_week_lasts_until_the_article() -> None:
    (mention,) = read(
        "The quarrel with Kabul, which broke out on October 2, went into a second week. Shells fell"
        " on villages in Kunar."
    )
    assert (mention.dating.first.day, mention.dating.last.day) == (2, 12)


def test_where_people_live_who_came_back_last_year_is_a_description() -> None:
    told = tell(
        "On Monday an aircraft struck a camp in Khost, where families who came back last year live"
        " in tents."
    )
    assert told == {("airstrike", "Khost", "10-06")}


def test_a_crossing_told_by_where_it_lies_is_the_one_told_before() -> None:
    told = tell(
        "Torkham opened again on Friday. The crossing, at the western end of the Khyber Pass, was"
        " closed on October 3."
    )
    assert told == {
        ("border_reopening", "Torkham", "10-10"),
        ("border_closure", "Torkham", "10-03"),
    }


def test_a_key_crossing_is_not_the_city_the_news_was_sent_from() -> None:
    told = tell(
        "QUETTA: A key crossing on the frontier remained shut for the third day. Guards closed"
        " Chaman on Friday."
    )
    assert told == {("border_closure", "Chaman", "10-10")}


def test_an_opening_along_the_border_is_told_again_with_its_place() -> None:
    told = tell(
        "Afghan guards have stopped the building of a fence along the border between the two"
        " countries. They forced Pakistani soldiers to stop building a fence in Nimroz on"
        " Tuesday, a spokesman said."
    )
    assert told == {("fence_dispute", "Nimroz", "10-07")}


def test_every_crossing_of_a_list_with_its_province_behind_it_is_told() -> None:
    told = tell(
        "Some 620 Afghans returned through the Torkham (Nangarhar) and Spin Boldak (Kandahar)"
        " crossings from 4 to 10 October."
    )
    assert told == {
        ("displacement_or_return", "Torkham", "10-04"),
        ("displacement_or_return", "Spin Boldak", "10-04"),
    }


def test_fighting_that_shut_a_road_has_its_own_place() -> None:
    told = tell(
        "Lorries are moving again on the road to Osh, shut since fighting broke out. The"
        " incident began on October 8 in Kok-Tash, where two guards were killed."
    )
    assert told == {("armed_clash", "Kok-Tash", "10-08")}


def test_what_somebody_said_that_a_drone_did_is_not_the_act_told_before() -> None:
    told = tell(
        "A suicide bomber killed two policemen in Swabi on Saturday.\n\nOfficials reported that a"
        " drone fired two missiles at a house in Datta Khel the same day."
    )
    assert told == {("suicide_attack", "Swabi", "10-11"), ("drone_strike", "Datta Khel", "10-11")}


def test_the_day_on_which_he_was_attacked_is_that_of_the_killing_told_just_before() -> None:
    told = tell(
        "Gunmen overran a post in Surab on Tuesday.\n\nIn Panjgur, meanwhile, gunmen shot dead a"
        " teacher. Police said he was attacked near his home late on Friday."
    )
    assert ("attack", "Panjgur", "10-10") in told
    assert ("attack", "Panjgur", "10-07") not in told


def test_clashes_that_broke_out_name_the_act_whatever_was_told_before() -> None:
    told = tell(
        "Soldiers exchanged fire at Torkham on Friday. A bomb went off in Khar on Saturday. Nine"
        " people have been killed since the clashes broke out on October 2."
    )
    assert {kind for kind, _, day in told if day == "10-02"} == {"armed_clash"}


def test_shelling_all_along_a_line_gives_way_to_the_places_told_one_by_one() -> None:
    told = tell(
        "Nine people were killed on Friday as troops shelled each other along the Line of"
        " Control.\n\nFive villagers died in Uri. Four people were killed in Tangdhar."
    )
    assert told == {("shelling", "Uri", "10-10"), ("shelling", "Tangdhar", "10-10")}


def test_a_bomb_of_another_night_does_not_place_the_bomber_of_the_opening() -> None:
    told = tell(
        "SWABI: Policemen were killed on Monday when militants stormed their lines. One of the"
        " attackers blew himself up.\n\nOn Sunday night a bomb had destroyed a school in Badaber."
    )
    assert ("bombing_or_ied", "Badaber", "10-05") in told


def test_a_protest_is_not_where_its_cause_is() -> None:
    told = tell("Students in Jalalabad protested on Friday against a drone strike in Kunar.")
    assert told == {("protest", "Jalalabad", "10-10")}


def test_a_protest_of_which_only_the_cause_has_a_place_is_where_the_news_comes_from() -> None:
    told = tell(
        "WANA: The gate has been quiet. Traders held a rally on Friday against the closure of"
        " Angoor Adda."
    )
    assert ("protest", "Wana", "10-10") in told


def test_a_rally_in_the_capital_is_in_the_capital_of_the_dateline() -> None:
    told = tell("BISHKEK: A rally in support of Batken was held in the capital on Friday.")
    assert told == {("protest", "Bishkek", "10-10")}


def test_talks_stay_in_the_city_whose_country_owns_the_next_word() -> None:
    told = tell(
        "Pakistan and Afghanistan agreed to a ceasefire in talks in Doha on Friday, Qatar's"
        " foreign ministry said."
    )
    assert told == {("ceasefire_or_agreement", "Doha", "10-10")}


def test_fighting_told_after_talks_was_not_in_their_city() -> None:
    told = tell(
        "Armenia and Azerbaijan signed a truce in Geneva on Friday. Fighting had begun on October"
        " 2."
    )
    assert told == {
        ("ceasefire_or_agreement", "Geneva", "10-10"),
        ("armed_clash", "", "10-02"),
    }


def test_a_sit_in_of_the_ninth_day_began_eight_days_before() -> None:
    (mention,) = read("A sit-in in Parachinar entered its ninth day on Friday.")
    assert mention.dating.first.isoformat() == "2025-10-02"


def test_a_gate_opened_after_a_closure_of_months_was_shut_that_long_before() -> None:
    told = tell("After a six-month closure, the crossing at Torkham was opened on Friday.")
    assert told == {
        ("border_reopening", "Torkham", "10-10"),
        ("border_closure", "Torkham", "04-13"),
    }


def test_people_who_left_and_came_home_on_days_of_their_own_moved_twice() -> None:
    told = tell(
        "Hundreds of women and children were taken out of Parachinar on Monday; they came home on"
        " Saturday."
    )
    assert told == {
        ("displacement_or_return", "Parachinar", "10-06"),
        ("displacement_or_return", "Parachinar", "10-11"),
    }


def test_what_came_two_days_after_an_explosion_was_elsewhere() -> None:
    told = tell("Guards clashed at Torkham on Friday, two days after explosions rocked Kabul.")
    assert told == {
        ("armed_clash", "Torkham", "10-10"),
        ("bombing_or_ied", "Kabul", "10-08"),
    }


def test_who_died_when_a_man_set_off_his_vest_died_in_that_attack() -> None:
    told = tell(
        "LAKKI MARWAT: A policeman died on Friday when a man on a motorcycle set off his explosive"
        " vest near Nowhere Khel.\n\nIn Bannu a constable was shot dead on his way to work."
    )
    assert ("suicide_attack", "Lakki Marwat", "10-10") in told
    assert "attack" in {kind for kind, place, _ in told if place == "Bannu"}


def test_air_strikes_do_not_rename_the_shelling_told_before_them() -> None:
    told = tell(
        "Forty civilians were killed on Friday. Most fell to shells fired over the Durand Line,"
        " which struck homes in Paktia, Kunar and Khost. Air strikes in Khost caused the rest."
    )
    assert ("shelling", "Kunar", "10-10") in told


def test_each_place_of_a_list_of_the_dead_has_the_day_that_stands_with_it() -> None:
    told = tell(
        "Jets struck a camp in Barmal on Wednesday. A woman died in Khar on Thursday, two soldiers"
        " in Wana on Friday and three villagers died in Tank on Saturday."
    )
    days = {place: day for _, place, day in told}
    assert (days["Khar"], days["Wana"], days["Tank"]) == ("10-09", "10-10", "10-11")


def test_militants_killed_by_police_are_no_attack_on_people() -> None:
    told = tell(
        "Three teachers were shot dead in Bannu on Thursday. On Friday eight militants were killed"
        " by police in operations in Tank."
    )
    assert told == {("attack", "Bannu", "10-09"), ("armed_clash", "Tank", "10-10")}


def test_a_man_killed_when_a_bomb_went_off_does_not_make_a_raid_before_it_a_bombing() -> None:
    told = tell(
        "Five militants were killed in a raid by soldiers in Tirah on Friday, and a guard died when"
        " a bomb went off in Kalat."
    )
    assert ("bombing_or_ied", "Kalat", "10-10") in told
    assert "bombing_or_ied" not in {kind for kind, place, _ in told if place != "Kalat"}


def test_an_agreement_of_other_countries_was_made_in_the_city_of_the_dateline() -> None:
    told = tell(
        "ADDIS ABABA: Sudan and South Sudan agreed on Friday to open ten crossings along their"
        " border."
    )
    assert told == {("ceasefire_or_agreement", "Addis Ababa", "10-10")}


def test_an_accord_on_a_dispute_over_a_town_was_not_made_in_it() -> None:
    told = tell(
        "The two have signed an accord to end their dispute over Abyei. The presidents signed it"
        " in Khartoum on Wednesday."
    )
    assert told == {("ceasefire_or_agreement", "Khartoum", "10-08")}


def test_a_gate_near_a_town_is_not_the_town() -> None:
    told = tell("The gate at Kharlachi near Parachinar was reopened on Friday.")
    assert told == {("border_reopening", "Kharlachi", "10-10")}


def test_people_who_left_their_homes_for_a_town_left_from_where_they_were() -> None:
    told = tell("Villagers in Bacha Mena left their homes for Landi Kotal on Friday.")
    assert told == {("displacement_or_return", "Bacha Mena", "10-10")}


def test_fighting_with_no_place_is_at_the_one_gate_named_before() -> None:
    told = tell(
        "Pakistan is at work again on the gate at Torkham. A curfew is in force. The fighting broke"
        " out on Friday when Afghan forces objected to what the Pakistani side built."
    )
    assert told == {("armed_clash", "Torkham", "10-10")}


def test_officials_in_a_town_with_whom_an_accord_was_signed_signed_it_there() -> None:
    told = tell("Elders signed an agreement with the administration in Peshawar on Friday.")
    assert told == {("ceasefire_or_agreement", "Peshawar", "10-10")}
