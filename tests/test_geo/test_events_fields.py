"""The fields of acts read from whole articles with the gazetteer that comes with the program."""

from __future__ import annotations

import datetime as dt

from geo.articles.article import Article
from geo.events.mention import Mention
from geo.events.placing import place_of
from geo.pipeline import read_one
from geo.places.place import Between

SATURDAY = dt.date(2025, 11, 8)


def read(text: str, date: dt.date = SATURDAY) -> tuple[Mention, ...]:
    return read_one(Article("a", text, date))[1]


def name_places(text: str, date: dt.date = SATURDAY) -> list[str]:
    places = [place_of(m.expression) if m.expression else None for m in read(text, date)]
    return [place.name if place else "" for place in places]


def name_days(text: str, date: dt.date = SATURDAY) -> list[str]:
    return [m.dating.first.isoformat() for m in read(text, date)]


def test_the_bazaar_is_that_of_the_town_just_named() -> None:
    text = "QUETTA: Wana lay still. On Friday mortar shells fell on the bazaar and killed two men."
    assert name_places(text) == ["Wana"]


def test_the_bazaar_is_the_correspondents_own_where_no_other_town_is_named() -> None:
    text = "WANA: On Friday mortar shells fell on the bazaar and killed two men."
    assert name_places(text) == ["Wana"]


def test_a_border_of_india_is_not_the_durand_line() -> None:
    text = (
        "Indian and Pakistani troops exchanged fire along the border on Friday, Jammu police said."
    )
    assert all(m.expression is None for m in read(text))


def test_an_older_year_of_a_comparison_dates_nothing() -> None:
    text = "It was the worst shelling of Kunar province since 1998, when guns pounded it on Friday."
    assert name_days(text) == ["2025-11-07"]


def test_friday_last_is_not_today() -> None:
    text = "On Friday last a farmer was shot dead by gunmen in Wana."
    assert name_days(text, dt.date(2025, 11, 7)) == ["2025-10-31"]


def test_a_month_with_a_place_heads_the_paragraph() -> None:
    text = (
        "A look back.\n\nMarch 2018, Chaman: Guards exchanged fire at the gate on the 9th.\n\n"
        "July 2019, Torkham: Guards exchanged fire at the gate on the 21st."
    )
    assert name_days(text) == ["2018-03-09", "2019-07-21"]


def test_a_sunday_is_no_day() -> None:
    text = "In December 2022 mortar shells hit the bazaar of Chaman on a Sunday and killed six men."
    assert name_days(text) == ["2022-12-01"]


def test_clashes_reported_on_a_day_were_on_that_day() -> None:
    text = "Clashes were reported on 4 November from Sarkani district."
    assert name_days(text) == ["2025-11-04"]


def test_an_anniversary_counts_back_from_its_own_day() -> None:
    text = "A year after jets bombed villages in Barmal district, mourners met on Friday."
    assert name_days(text) == ["2024-11-07"]


def test_those_who_fled_since_shells_began_to_fall_have_fled_until_now() -> None:
    text = "Some 400 families have fled from Goshta since shells began to fall there on Monday."
    (moved, _) = read(text)
    assert (moved.dating.first.day, moved.dating.last.day) == (3, 8)


def test_a_town_nearby_only_says_where_the_place_lies() -> None:
    text = "On Friday rockets hit a mosque at Ahmedpur East, near Bahawalpur."
    assert name_places(text) == ["Ahmadpur East"]


def test_a_district_behind_a_village_is_no_second_place() -> None:
    text = "Rockets hit a fuel station in Ban Phue, in Kantharalak district, on Friday."
    assert len(read(text)) == 1


def test_where_the_guns_could_be_heard_they_did_not_fire() -> None:
    text = "On Friday mortar shells hit Angoor Adda. The guns could be heard in Wana."
    assert name_places(text) == ["Angoor Adda"]


def test_a_house_named_after_an_exile_is_where_it_happened() -> None:
    text = "A man who had lived in exile was shot dead outside his house in Gurbuz on Friday."
    assert name_places(text) == ["Gurbuz"]


def test_a_night_of_two_dates_is_no_toll() -> None:
    text = "On night 5/6 November, eight militants were killed in a clash in Hassan Khel."
    assert [m.best for m in read(text)] == [8]


def name_spans(text: str, date: dt.date = SATURDAY) -> list[tuple[str, str]]:
    return [
        (m.dating.first.isoformat()[5:], m.dating.last.isoformat()[5:]) for m in read(text, date)
    ]


def test_days_of_fighting_that_ended_on_a_day_began_so_many_before() -> None:
    text = "Five days of clashes at Kharlachi ended on Wednesday."
    assert name_spans(text) == [("11-01", "11-05")]


def test_days_of_fighting_that_began_on_a_day_ended_so_many_after() -> None:
    text = "Three days of clashes in Kurram began on November 2 and left nine men dead."
    assert name_spans(text) == [("11-02", "11-04")]


def test_a_gate_shut_for_days_after_a_clash_was_shut_on_its_day() -> None:
    text = "Last year Torkham stayed closed for ten days after guards were shot on September 30."
    assert name_days(text)[0] == "2024-09-30"


def test_a_gate_opened_again_was_not_opened_on_the_day_it_had_been_shut() -> None:
    text = "Torkham was reopened to trucks after it had been closed on Tuesday."
    days = {m.event_type: m.dating.first.isoformat() for m in read(text)}
    assert days == {"border_reopening": "2025-11-07", "border_closure": "2025-11-04"}


def test_such_attacks_since_a_year_do_not_date_this_one() -> None:
    text = (
        "In Quetta rockets hit a base on Friday. Two men were hurt by a grenade in Khuzdar."
        " Attacks have been frequent since August 2021."
    )
    assert name_days(text) == ["2025-11-07", "2025-11-07"]


def test_people_still_on_the_move_are_news() -> None:
    text = "Some 900 families have fled from Dangam district since October 20."
    assert [m.is_background for m in read(text)] == [False]


def test_what_is_told_after_a_sentence_that_only_names_the_day_was_on_that_day() -> None:
    text = (
        "Jets bombed Barmal district on Friday.\n\nIt is recalled that on 26 October eleven men"
        " were buried. In Mir Ali, five militants were killed in an operation."
    )
    assert name_days(text) == ["2025-11-07", "2025-10-26"]


def test_the_day_of_figures_is_not_the_day_of_the_deed() -> None:
    text = "Shelling in Kunar (as of 6 November, 18:00 hrs). Shells hit Dangam on 4 November."
    assert name_days(text) == ["2025-11-04"]


def test_a_report_covers_the_days_of_its_title() -> None:
    text = "WEEKLY UPDATE, 26 October - 1 November 2025\n\n400 people returned through Torkham."
    assert name_spans(text) == [("10-26", "11-01")]


def test_the_week_compared_with_is_not_the_week_told() -> None:
    text = "Some 400 people returned through Torkham, a rise of a third on the previous week."
    assert name_days(text) == ["2025-11-07"]


def test_items_of_a_round_up_keep_to_the_place_that_heads_them() -> None:
    text = (
        "PESHAWAR: The news of the day.\n\nWANA: Gunmen shot two guards dead on Friday.\n\n"
        "BANNU: Two men on a motorcycle shot a teacher dead in the bazaar."
    )
    assert name_places(text) == ["Wana", "Bannu"]


def test_the_gate_is_that_of_the_place_that_heads_the_paragraph() -> None:
    text = (
        "A look back.\n\nMarch 2018, Torkham: The gate was closed on the 9th.\n\n"
        "July 2019, Chaman: Guards exchanged fire on the 21st. The border reopened on July 24."
    )
    assert name_places(text)[-1] == "Chaman"


def test_the_dead_of_the_year_are_no_act_s_toll() -> None:
    text = (
        "Shells killed a man in Dangam district on Friday. With this the dead of the year on this"
        " side come to 15."
    )
    assert [m.high for m in read(text)] == [1]


def test_what_the_news_comes_two_days_after_is_background() -> None:
    text = "Delhi shut the gate at Wagah on Friday, three days after gunmen killed six men in Uri."
    flags = {m.event_type: m.is_background for m in read(text)}
    assert flags.pop("border_closure") is False
    assert list(flags.values()) == [True]


def test_two_days_after_counts_back_for_the_act_behind_it() -> None:
    text = "Jets bombed Barmal on Friday, two days after an attack killed six guards in Kurram."
    assert name_days(text) == ["2025-11-07", "2025-11-05"]


def test_the_place_of_what_only_dates_the_act_is_not_its_own() -> None:
    text = (
        "Guards exchanged fire at Torkham on Thursday. The clash came a week after a visit to"
        " Istanbul on October 30."
    )
    assert name_places(text) == ["Torkham"]


def test_where_a_soldier_comes_from_is_not_where_he_fell() -> None:
    text = (
        "Five militants were killed in an operation in Dosali on Thursday. Captain Ali Khan, 28, of"
        " Lahore was killed in it."
    )
    assert "Lahore" not in name_places(text)


def test_no_mention_has_a_type_that_only_points_back() -> None:
    text = (
        "Seven militants were killed in an operation in Dosali on Thursday. In another operation in"
        " Spinwam, three more were killed."
    )
    assert {m.event_type for m in read(text)} == {"armed_clash"}


def test_a_day_belongs_to_the_word_it_follows() -> None:
    text = "The Torkham gate, closed since October 12, was opened for families on November 1."
    days = {m.event_type: m.dating.first.isoformat() for m in read(text)}
    assert days == {"border_closure": "2025-10-12", "border_reopening": "2025-11-01"}


def test_the_day_of_an_agency_s_dateline_is_no_toll() -> None:
    text = "KABUL, Nov 8 (Reuters) - At least ten civilians died when jets bombed Barmal on Friday."
    assert [m.best for m in read(text)] == [10]


def test_one_attack_after_an_air_strike_is_not_from_the_air() -> None:
    text = (
        "Jets bombed Barmal district on Friday. Islamabad said that seven soldiers had died in an"
        " attack in North Waziristan on Thursday."
    )
    assert [m.event_type for m in read(text)][1] != "airstrike"


def test_overnight_before_a_day_that_the_sentence_names_is_the_night_to_it() -> None:
    text = "Torkham was closed on Sunday after guards exchanged fire overnight."
    days = {m.event_type: m.dating.first.isoformat()[5:] for m in read(text)}
    assert days == {"border_closure": "11-02", "armed_clash": "11-01"}


def test_a_weekday_looked_back_on_is_the_one_before_the_day_told() -> None:
    text = (
        "A policeman was shot dead in Tank on Monday. On Saturday a constable had been shot dead in"
        " Lakki Marwat."
    )
    assert name_days(text) == ["2025-11-03", "2025-11-01"]


def test_a_day_after_a_year_just_told_is_of_that_year() -> None:
    text = (
        "Six men were killed on Sunday, December 11, 2022, when guards fired shells into Chaman."
        " Another man died on December 15 in a second round of shelling."
    )
    assert name_days(text) == ["2022-12-11", "2022-12-15"]


def test_residents_of_a_border_town_tell_of_their_own_town() -> None:
    text = "SPIN BOLDAK: Residents said shelling began around 4am on Wednesday. Two women died."
    assert name_places(text) == ["Spin Boldak"]


def test_overnight_on_a_weekday_is_the_night_that_begins_on_it() -> None:
    text = "Shelling overnight Thursday into Friday damaged homes in Dangam district."
    assert name_spans(text) == [("11-06", "11-07")]


def test_a_week_of_clashes_before_a_truce_came_before_it() -> None:
    text = "A truce was signed in Doha on October 19 after a week of clashes in Kurram."
    assert ("10-12", "10-19") in name_spans(text)


def test_a_toll_that_could_rise_is_none() -> None:
    text = (
        "A bomb killed three people in Wana on Friday. The toll could rise as two of the injured"
        " were in a critical condition."
    )
    assert [m.best for m in read(text)] == [3]


def test_the_main_clause_behind_an_opening_one_has_its_own_day() -> None:
    text = "After the bombing of a mosque in Bannu on October 1, jets struck Khost on October 4."
    assert name_days(text) == ["2025-10-01", "2025-10-04"]


def test_between_two_gates_is_a_stretch_of_the_line() -> None:
    (mention,) = read("Clashes broke out between Torkham and Chaman on Friday.")
    assert isinstance(mention.expression, Between)


def test_between_two_far_capitals_is_no_place() -> None:
    text = "Fighting between Kabul and Islamabad killed two soldiers in Khost on Friday."
    assert name_places(text) == ["Khost"]


def test_what_a_side_says_it_lost_is_its_own_count() -> None:
    text = (
        "Kabul said 58 Pakistani soldiers were killed in a clash in Spin Boldak on Friday."
        " Pakistan said it had lost 23 soldiers."
    )
    assert [(m.best, m.high) for m in read(text)] == [(23, 58)]


def test_what_another_puts_the_dead_of_a_side_at_is_no_sum() -> None:
    text = (
        "Afghanistan said nine of its soldiers were killed in a clash at Torkham on Friday, and"
        " Pakistan put the Afghan dead at 200."
    )
    assert [(m.best, m.high) for m in read(text)] == [(9, 200)]
