"""Read the places of a text: what is one, what it means, what role it plays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.places import load_gazetteer, read_places
from geo.places.gazetteer import Gazetteer
from geo.places.place import Reading, Toponym
from geo.places.sources import WORLD_INDEX

needs_towns = pytest.mark.skipif(not WORLD_INDEX.exists(), reason="the towns index is not built")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def own(gazetteer: Gazetteer) -> Gazetteer:
    """Our own tables alone."""
    return Gazetteer(
        gazetteer.tables, (), gazetteer.demonyms, gazetteer.capitals, {"Calif.": ("x", "US")}
    )


def named(reading: Reading, text: str) -> Toponym:
    [found] = [one for one in reading.toponyms if one.text == text]
    return found


def texts(reading: Reading) -> list[str]:
    return [one.text for one in reading.toponyms]


def countries(reading: Reading) -> list[str]:
    return [one.place.country if one.place else "" for one in reading.toponyms]


# --- what is a place, and what is not


def test_a_name_is_found_with_its_span(own: Gazetteer) -> None:
    text = "Shells fell on Barmal."
    [found] = read_places(text, own).toponyms
    assert text[found.start : found.end] == found.text == "Barmal"


def test_a_possessive_stays_outside_the_span(own: Gazetteer) -> None:
    assert texts(read_places("Kurram’s posts and Kunar;s hills", own)) == ["Kurram", "Kunar"]


def test_capitals_and_broken_names_are_read(own: Gazetteer) -> None:
    reading = read_places("JALAL ABAD — Men came from Miran\nShah.", own)
    assert [one.place.name for one in reading.toponyms if one.place] == ["Jalalabad", "Miran Shah"]


def test_words_before_the_start_are_not_read(own: Gazetteer) -> None:
    text = " date 2025-01-01 Chaman fell."
    assert texts(read_places(text, own, start=17)) == ["Chaman"]
    assert texts(read_places(text, own, start=25)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Malik Ghulam Khan, an elder, thanked them.",
        "Sirajuddin Haqqani, the head of the Haqqani network, spoke.",
        "An elder of the Mohmand tribe came.",
        "Mohmand tribesmen came.",
        "Gul Bahadur Wazir was killed.",
        "On Monday they said in April that May was near.",
    ],
)
def test_people_tribes_and_days_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert texts(read_places(text, gazetteer)) == []


def test_a_place_and_a_man_of_one_name_are_told_apart(own: Gazetteer) -> None:
    text = "Trucks crossed at Ghulam Khan from Khost. Malik Ghulam Khan waved."
    assert texts(read_places(text, own)) == ["Ghulam Khan", "Khost"]


@needs_towns
@pytest.mark.parametrize(
    "text",
    [
        "Reading the report took a day.",
        "Mobile phones were dead. Nice weather followed.",
        "Jordan Henderson and Paris Hilton met Chelsea Clinton.",
        "Of course the Police Commissioner said so.",
    ],
)
def test_ordinary_words_and_names_are_no_towns(gazetteer: Gazetteer, text: str) -> None:
    assert texts(read_places(text, gazetteer)) == []


@needs_towns
def test_an_ordinary_word_is_a_town_where_the_text_says_so(gazetteer: Gazetteer) -> None:
    assert texts(read_places("The train stopped in Reading, England.", gazetteer))[0] == "Reading"


def test_the_longest_name_wins(own: Gazetteer) -> None:
    assert texts(read_places("They fled North Waziristan.", own)) == ["North Waziristan"]


# --- what it means


def test_the_province_is_meant_where_the_text_says_province(own: Gazetteer) -> None:
    reading = read_places("They came from Khost province.", own)
    assert [one.place.kind for one in reading.toponyms if one.place] == ["province"]


def test_a_bare_name_means_the_town(own: Gazetteer) -> None:
    reading = read_places("They came from Kandahar.", own)
    assert [one.place.kind for one in reading.toponyms if one.place] == ["town"]


@needs_towns
@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A fire broke out in Paris, Texas, on Monday.", "US"),
        ("A fire broke out in Paris on Monday.", "FR"),
        ("A fire broke out in Cambridge, Mass., on Monday.", "US"),
        ("A fire broke out in Cambridge, England, on Monday.", "GB"),
        ("Fires broke out in Kitchener and London, Ontario.", "CA"),
    ],
)
def test_the_words_around_say_which_place_is_meant(
    gazetteer: Gazetteer, text: str, country: str
) -> None:
    assert country in countries(read_places(text, gazetteer))


@needs_towns
def test_a_name_keeps_its_sense_through_a_text(gazetteer: Gazetteer) -> None:
    text = "PARIS, Texas (AP) — A storm hit. Later, people in Paris went home."
    places = [one.place for one in read_places(text, gazetteer).toponyms if one.text != "Texas"]
    assert len({place.place_id for place in places if place}) == 1


def test_candidates_are_ranked_and_explained(own: Gazetteer) -> None:
    found = named(read_places("Fighting in Kurram went on near Parachinar.", own), "Kurram")
    scores = [candidate.score for candidate in found.candidates]
    assert scores == sorted(scores, reverse=True)
    assert "in this border's table" in found.candidates[0].reasons
    assert found.score == scores[0]


def test_an_unlisted_village_gets_no_more_than_its_district(own: Gazetteer) -> None:
    text = "A drone hit Zzyzxabad village in Barmal district."
    found = named(read_places(text, own), "Zzyzxabad")
    assert found.place is not None
    assert not found.place.is_confirmed
    assert found.place.radius_km >= 15


def test_an_unlisted_post_is_put_where_the_text_measures_it(own: Gazetteer) -> None:
    text = "They stormed a post at Zzyzx Top, 25 kilometres northwest of Khar."
    place = named(read_places(text, own), "Zzyzx Top").place
    khar = named(read_places(text, own), "Khar").place
    assert place is not None
    assert khar is not None
    assert place.latitude > khar.latitude
    assert place.longitude < khar.longitude


def test_whose_hideouts_they_are_is_no_place(own: Gazetteer) -> None:
    text = "They died in Fitna al-Khawarij hideouts in North Waziristan."
    assert [one.text for one in read_places(text, own).toponyms] == ["North Waziristan"]


# --- roles


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Islamabad said it had no choice.", "Islamabad"),
        ("The Kabul government denied it.", "Kabul"),
        ("They rejected Kabul's claim.", "Kabul"),
        ("The authorities in Kabul had been told.", "Kabul"),
        ("He sat in the Quetta Shura.", "Quetta"),
        ("Two posts of the Chitral Scouts were hit.", "Chitral"),
    ],
)
def test_a_name_that_stands_for_a_body_is_an_institution(
    own: Gazetteer, text: str, name: str
) -> None:
    assert named(read_places(text, own), name).role == "institution"


def test_a_capital_on_the_ground_has_no_role(own: Gazetteer) -> None:
    assert named(read_places("A bomb went off in Kabul on Monday.", own), "Kabul").role is None


def test_names_of_a_dateline_report(own: Gazetteer) -> None:
    reading = read_places("KHAR/ISLAMABAD: Guards were killed in Bajaur.", own)
    assert [one.role for one in reading.toponyms] == ["reporting", "reporting", None]


# --- chains


def test_a_nested_name_points_to_the_wider_one(own: Gazetteer) -> None:
    reading = read_places("Shells hit Ghakhi Pass in Mamund tehsil of Bajaur.", own)
    assert texts(reading) == ["Ghakhi Pass", "Mamund tehsil", "Bajaur"]
    assert [one.inside for one in reading.toponyms] == [1, 2, None]


# --- what may come


def test_an_empty_text_names_nothing(own: Gazetteer) -> None:
    assert read_places("", own) == Reading((), ())


def test_a_text_in_another_script_names_nothing(own: Gazetteer) -> None:
    assert read_places("د تورخم دروازه د جمعې په ورځ وتړل شوه", own) == Reading((), ())


def test_a_long_text_keeps_its_offsets(own: Gazetteer) -> None:
    text = "Shells hit Chaman. " * 12_000
    reading = read_places(text, own)
    assert all(text[one.start : one.end] == "Chaman" for one in reading.toponyms)
    assert len(reading.toponyms) == 12_000
    assert reading.phrases[-1].toponyms == (11_999,)


@pytest.mark.parametrize("piece", ["Kabul, ", "Aa", "\n ", "along the border ", "St. Near-"])
def test_time_grows_with_the_length_only(own: Gazetteer, piece: str) -> None:
    spent = []
    for length in (10_000, 80_000):
        start = time.process_time()
        read_places((piece * length)[:length], own)
        spent.append(time.process_time() - start)
    assert spent[1] < 30 * max(spent[0], 0.02)


@needs_towns
@pytest.mark.parametrize("what", ["names", "lists", "pashto"])
def test_twice_the_text_takes_about_twice_the_time(gazetteer: Gazetteer, what: str) -> None:
    pieces = {
        "names": "Springfield Paris Santa Ana Khost Athens. ",
        "lists": "Kabul, Paris, Rome, Wana, Dover, ",
        "pashto": "د تورخم دروازه د جمعې په ورځ وتړل شوه ",
    }
    spent = []
    for length in (20_000, 40_000):
        text = (pieces[what] * length)[:length]
        read_places(text[:1000], gazetteer)
        spent.append(min(seconds_for(text, gazetteer) for _ in range(2)))
    assert spent[1] < 4 * max(spent[0], 0.02)  # twice, and what else the machine does


def seconds_for(text: str, gazetteer: Gazetteer) -> float:
    start = time.process_time()
    read_places(text, gazetteer)
    return time.process_time() - start


@needs_towns
def test_what_is_remembered_stays_bounded(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.places.gazetteer._MOST_KNOWN", 50)
    monkeypatch.setattr("geo.places.gazetteer._MOST_UNKNOWN", 50)
    index = dict(gazetteer.indexes)["world"]
    for name in index.spellings()[:4000:10]:
        read_places(f"Men from {name} and Qq{name}x met.", gazetteer)
    assert len(gazetteer._known) <= 50
    assert len(gazetteer._unknown) <= 50


NAMES = st.sampled_from(
    "Kabul|Torkham|in|of|the|,|.|\n\n|Khost|Gen.|district|'s|12 km|west of|between|and|Kurram|said"
    "|Ghulam|Khan|’|border|-|along the".split("|")
)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(NAMES, max_size=25), st.text(max_size=20))
def test_every_reading_holds_together(own: Gazetteer, words: list[str], noise: str) -> None:
    text = " ".join(words) + noise
    reading = read_places(text, own)
    starts = [one.start for one in reading.toponyms]
    assert starts == sorted(starts)
    assert all(text[one.start : one.end] == one.text for one in reading.toponyms)
    assert all(0.0 <= one.score <= 1.0 for one in reading.toponyms)
    told = {number for phrase in reading.phrases for number in phrase.toponyms}
    placed = {number for number, one in enumerate(reading.toponyms) if one.place is not None}
    assert told == placed


@settings(derandomize=True, max_examples=25, deadline=None)
@given(st.lists(NAMES, max_size=25))
def test_the_same_text_reads_the_same(own: Gazetteer, words: list[str]) -> None:
    text = " ".join(words)
    assert read_places(text, own) == read_places(text, own)


# --- the switch for demonyms


def test_words_for_a_people_are_left_out_by_default(own: Gazetteer) -> None:
    assert texts(read_places("Afghan and Pakistani troops met.", own)) == []


def test_words_for_a_people_are_read_as_countries_where_wanted(own: Gazetteer) -> None:
    reading = read_places("Afghan and Pakistani troops met.", own, demonyms=True)
    assert countries(reading) == ["AF", "PK"]


@pytest.mark.parametrize(
    "text",
    [
        "Mohmand elders met at noon.",
        "The jirga heard Ghulam Khan, a trader from Miran Shah.",
        "The court heard Ghulam Khan, 34, and let him go.",
        "There spoke Khogyani, a spokesman.",
    ],
)
def test_who_is_called_somebody_is_no_place(own: Gazetteer, text: str) -> None:
    found = {one.text for one in read_places(text, own).toponyms}
    assert not {"Mohmand", "Ghulam Khan", "Khogyani"} & found


def test_a_spokesman_quoted_behind_a_place_does_not_unmake_it(own: Gazetteer) -> None:
    text = "They fired over the Durand Line, a government spokesman alleged."
    assert [one.text for one in read_places(text, own).toponyms] == ["Durand Line"]


def test_initials_may_open_the_name_of_a_town(own: Gazetteer) -> None:
    found = read_places("A bomb went off in D.I. Khan, said J.D. Khan.", own).toponyms
    assert [one.text for one in found] == ["D.I. Khan"]


@pytest.mark.parametrize("dateline", ["WANA", "PESHAWAR"])
def test_from_one_side_of_this_border_a_city_of_the_other_is_no_hamlet(
    own: Gazetteer, dateline: str
) -> None:
    found = read_places(f"{dateline}: Two men were killed in Khost on Monday.", own).toponyms
    assert [one.place.country for one in found if one.place] == ["PK", "AF"]
