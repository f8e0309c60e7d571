"""Who acts and whom it meets, as the extractor tells them."""

from __future__ import annotations

import datetime as dt

import pytest

from geo.articles.intake import build_article
from geo.events.actors import find_actors, load_actors
from geo.events.extract import extract_mentions
from geo.places.gazetteer import load_gazetteer
from geo.places.reading import read_places

DAY = dt.date(2025, 10, 12)
PAKISTANI = "Pakistani forces"
AFGHAN = "Afghan Taliban (government)"
TTP = "Tehreek-e-Taliban Pakistan (TTP)"


def sides_of(text: str) -> tuple[str, str]:
    """Who stands on either side of the first act of a text dated 12 October 2025."""
    article = build_article("a", f" date {DAY} {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    mention = extract_mentions(article, reading)[0]
    return mention.side_a or "", mention.side_b or ""


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Pakistani and Afghan forces exchanged fire at Torkham on Saturday.", (PAKISTANI, AFGHAN)),
        ("Thai and Cambodian troops clashed in Surin on Saturday.",
         ("Thai forces", "Cambodian forces")),
        ("Pakistani jets bombed a TTP camp in Barmal on Saturday.", (PAKISTANI, TTP)),
        ("A post in Kurram was attacked by TTP fighters on Saturday.", (TTP, "")),
        ("Gunmen of the TTP stormed an army post in Bajaur.", (TTP, "")),
    ],
)  # fmt: skip
def test_who_acts_stands_first(text: str, sides: tuple[str, str]):
    assert sides_of(text) == sides


def sides_of_all(text: str) -> list[tuple[str, str]]:
    """Who stands on either side of each act of a text dated 12 October 2025."""
    article = build_article("a", f" date {DAY} {text}", sources=())
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    return [(m.side_a or "", m.side_b or "") for m in extract_mentions(article, reading)]


def test_whose_soldiers_fell_is_a_party():
    assert sides_of("Gunmen stormed a post in Bajaur on Friday and killed four soldiers.") == (
        "militants (group not said)",
        PAKISTANI,
    )


def test_who_did_it_may_be_told_when_it_is_told_again():
    text = (
        "At least nine people died when a house in Barmal was bombed on Friday."
        " Pakistani jets bombed the house at midnight."
    )
    assert sides_of(text)[0] == PAKISTANI


def test_further_strikes_are_by_those_who_struck():
    text = (
        "Pakistani jets bombed Barmal on Friday night. Further air strikes hit Asadabad the same"
        " night, officials said."
    )
    assert [side for side, _ in sides_of_all(text)] == [PAKISTANI, PAKISTANI]


def test_rounds_of_talks_are_between_the_same_two():
    text = (
        "Talks between Pakistan and Afghanistan were held in Istanbul on Friday. An earlier round"
        " of talks took place in Doha on September 19."
    )
    assert {frozenset(sides) for sides in sides_of_all(text)} == {frozenset(("Pakistan", AFGHAN))}


def test_both_sides_of_a_clash_are_known_by_their_dead():
    text = (
        "Fighting broke out at Torkham on Friday. Two Pakistani soldiers and an Afghan soldier"
        " were killed."
    )
    assert set(sides_of(text)) == {PAKISTANI, AFGHAN}


def test_taliban_militants_are_one_side():
    text = "Taliban militants and Pakistani border guards exchanged fire in Spin Boldak on Friday."
    assert set(sides_of(text)) == {AFGHAN, PAKISTANI}


def test_who_brings_two_together_is_no_side():
    text = (
        "A truce between Pakistan and Afghanistan brokered by Qatar and Turkey was signed in Doha."
    )
    assert set(sides_of(text)) == {"Pakistan", AFGHAN}


def test_taliban_who_raid_pakistan_before_they_ruled_kabul_are_pakistan_s():
    text = (
        "Taliban militants stormed a check-post in Mohmand on June 14, 2010 and killed seven"
        " soldiers."
    )
    assert sides_of(text) == (TTP, PAKISTANI)


def test_shells_from_the_other_side_are_the_other_state_s():
    text = "Two boys died in Dangam on Friday when shells fired from the other side hit a house."
    assert sides_of(text)[0] == PAKISTANI


@pytest.mark.parametrize(
    "text",
    [
        "A suicide attack on the headquarters of the Frontier Corps in Bannu killed three men.",
        "Somebody fired three rockets at the headquarters of the Frontier Corps in Quetta.",
    ],
)
def test_whose_house_was_hit_did_not_act(text: str):
    assert sides_of(text)[0] != PAKISTANI


def test_a_commander_who_was_killed_did_not_act():
    text = "The Pakistani Taliban's commander, Gul Khan, was gunned down in Asadabad on Friday."
    assert sides_of(text)[0] != TTP


def test_who_was_killed_is_not_who_acts():
    text = "Three Pakistani soldiers were killed in an ambush in Kurram on Saturday."
    assert sides_of(text)[0] != PAKISTANI


def test_who_only_speaks_takes_no_side():
    text = "A bomb went off in a market in Chaman on Saturday, Pakistani officials said."
    assert sides_of(text) == ("", "")


def test_a_group_that_claims_the_attack_in_the_next_sentence_acts():
    text = (
        "A suicide bomber struck a police van in Bannu on Saturday. No one was arrested."
        " The Pakistani Taliban claimed responsibility for the attack."
    )
    assert sides_of(text)[0] == TTP


def test_guards_of_the_two_countries_are_the_two_named_before():
    text = (
        "Talk of peace between Pakistan and Afghanistan did not last. Guards of the two countries"
        " exchanged fire at Torkham on Saturday."
    )
    assert set(sides_of(text)) == {PAKISTANI, AFGHAN}


def test_a_country_that_shuts_a_gate_is_called_by_its_name():
    assert sides_of("Pakistan closed the Torkham crossing on Saturday.")[0] == "Pakistan"


@pytest.mark.parametrize(
    "text", ["They met in Pakistan.", "Quetta, Pakistan", "They fled to Pakistan on foot."]
)
def test_a_country_that_is_only_where_is_no_actor(text: str):
    assert find_actors(text, DAY) == ()


def test_an_adjective_shares_the_noun_of_the_next():
    found = find_actors("Afghan and Pakistani troops", DAY)
    assert [span.actor.side for span in found] == ["AF", "PK"]


def test_no_label_is_borne_by_two_actors_on_one_day():
    held = [actor.label for actor in load_actors() if actor.holds_on(DAY)]
    assert len(held) == len(set(held))


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Security forces killed four Daesh men in Nangarhar on Saturday.", AFGHAN),
        ("Security forces killed four militants in Bannu on Saturday.", PAKISTANI),
        ("Pakistani security forces killed four men in Nangarhar on Saturday.", PAKISTANI),
        ("Security forces bombed a house in Khost on Saturday.", PAKISTANI),
    ],
)
def test_nameless_forces_on_the_ground_are_those_of_the_place(text: str, doer: str):
    assert sides_of(text)[0] == doer


def test_nameless_forces_at_home_crossed_no_line():
    article = build_article(
        "a", f" date {DAY} Security forces raided houses in Kunar on Saturday.", sources=()
    )
    reading = read_places(article.text, load_gazetteer(), start=article.body_start)
    assert {m.direction for m in extract_mentions(article, reading)} == {None}
