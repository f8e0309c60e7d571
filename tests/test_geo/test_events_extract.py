"""From an article with its places to its mentions."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article
from geo.events.event_types import EVENT_TYPES
from geo.events.explain import explain
from geo.events.extract import extract_mentions
from geo.events.mention import Mention
from geo.events.placing import assign_roles
from geo.places.place import AlongBorder, At, Place, PlacePhrase, Reading, Toponym

SATURDAY = dt.date(2025, 11, 8)
_PLACES = {
    name: Place(name.lower(), name, kind, country, "", "", lon, lat, radius)
    for name, kind, country, lon, lat, radius in (
        ("Torkham", "crossing", "", 71.09, 34.12, 3.0),
        ("Chaman", "crossing", "", 66.45, 30.92, 4.0),
        ("Kunar", "province", "AF", 71.1, 34.97, 75.0),
        ("Paktika", "province", "AF", 68.74, 32.48, 107.0),
        ("Barmal", "district", "AF", 69.28, 32.71, 32.0),
        ("Dangam", "district", "AF", 71.44, 35.0, 15.0),
        ("Kurram", "district", "PK", 70.32, 33.71, 55.0),
        ("Bajaur", "district", "PK", 71.5, 34.75, 32.0),
        ("Peshawar", "town", "PK", 71.58, 34.01, 12.0),
        ("Doha", "town", "QA", 51.53, 25.29, 25.0),
        ("Istanbul", "town", "TR", 28.98, 41.01, 30.0),
        ("Afghanistan", "country", "AF", 66.0, 34.0, 600.0),
    )
}


def read(text: str) -> Reading:
    names = sorted(_PLACES, key=len, reverse=True)
    toponyms, phrases = [], []
    for index, match in enumerate(re.finditer("|".join(names), text)):
        place = _PLACES[match.group()]
        toponyms.append(Toponym(match.start(), match.end(), match.group(), place, 1.0))
        phrases.append(PlacePhrase(match.start(), match.end(), At(place), (index,)))
    return Reading(tuple(toponyms), tuple(phrases))


def extract(text: str, date: dt.date = SATURDAY) -> tuple[Mention, ...]:
    return extract_mentions(Article("a", text, date), read(text))


def names(mentions: Sequence[Mention]) -> list[tuple[str, str, str]]:
    return [
        (
            m.event_type,
            m.expression.place.name if isinstance(m.expression, At) else str(m.expression),
            m.dating.first.isoformat()[5:],
        )
        for m in mentions
    ]


def test_an_empty_article_has_no_mentions() -> None:
    assert extract("") == ()


def test_a_clash_has_type_place_and_day() -> None:
    text = "Guards of the two countries exchanged fire at Torkham on Friday."
    assert names(extract(text)) == [("armed_clash", "Torkham", "11-07")]


def test_several_places_of_one_action_are_one_mention_each() -> None:
    mentions = extract(
        "Pakistani jets bombed houses in Kunar and Paktika on Friday, killing ten people."
    )
    assert names(mentions) == [("airstrike", "Kunar", "11-07"), ("airstrike", "Paktika", "11-07")]
    assert mentions[0].episode == mentions[1].episode
    assert mentions[0].best is None
    assert all(claim.is_shared for mention in mentions for claim in mention.claims)


def test_a_closure_after_a_clash_is_a_second_act() -> None:
    text = "Guards exchanged fire at Torkham on Friday. The crossing there was closed as a result."
    assert names(extract(text)) == [
        ("armed_clash", "Torkham", "11-07"),
        ("border_closure", "Torkham", "11-07"),
    ]


def test_rounds_of_talks_are_told_apart_by_place_and_day() -> None:
    text = (
        "The first round of talks took place in Doha on October 18-19, followed by a second round"
        " in Istanbul from October 25."
    )
    assert names(extract(text)) == [("talks", "Doha", "10-18"), ("talks", "Istanbul", "10-25")]


def test_older_acts_are_background() -> None:
    text = "Jets bombed Barmal district on Friday. In June 2019 shells hit villages in Dangam."
    assert [m.is_background for m in extract(text)] == [False, True]


def test_the_night_before_counts_from_the_act_told_before() -> None:
    text = (
        "Posts in Bajaur came under fire on Friday. Militants had stormed a post in Kurram the"
        " night before."
    )
    assert names(extract(text))[1] == ("raid_or_infiltration", "Kurram", "11-06")


def test_where_they_came_from_is_not_where_it_happened() -> None:
    text = "Gunmen from Kunar stormed a military post in Bajaur on Friday."
    assert names(extract(text)) == [("raid_or_infiltration", "Bajaur", "11-07")]


def test_the_hospitals_town_is_not_where_it_happened() -> None:
    text = (
        "Shells hit a village in Bajaur on Friday. The wounded were taken to hospital in Peshawar."
    )
    assert names(extract(text)) == [("shelling", "Bajaur", "11-07")]


def test_border_clashes_without_place_are_along_the_border() -> None:
    (mention,) = extract("Cross-border clashes broke out on Friday, officials said.")
    assert mention.expression == AlongBorder()


def test_each_place_keeps_its_own_toll() -> None:
    text = (
        "Jets bombed villages in Kunar and Paktika on Friday. In Barmal six people were killed."
        " Two people were killed in Dangam."
    )
    tolls = {name[1]: m.best for name, m in zip(names(extract(text)), extract(text), strict=True)}
    assert tolls == {"Barmal": 6, "Dangam": 2}


@pytest.mark.parametrize(
    "text",
    [
        "The crossing at Torkham will be closed on Sunday.",
        "Pakistan threatened to close the Torkham crossing.",
        "Talks are scheduled in Doha on November 12.",
        "If militants attack a post in Bajaur, the army will answer.",
        "Kabul denied that any clash had taken place in Kunar on Friday.",
        "Exports through Torkham fell by 20 per cent in the first nine months of the fiscal year.",
        "Militants often cross into Bajaur from Kunar.",
        "Police in Peshawar arrested a man on Friday over the attack.",
        "The minister visited Torkham on Friday.",
        "Elders from Bajaur said on Friday that they want peace.",
    ],
)
def test_what_is_no_act(text: str) -> None:
    assert extract(text) == ()


def test_news_without_a_day_has_the_articles_date_and_says_so() -> None:
    (mention,) = extract("Militants stormed a military post in Bajaur.")
    assert mention.dating.source == "article"
    assert mention.dating.precision == 3
    assert mention.dating.last == SATURDAY


def test_a_gate_closed_since_a_day_was_closed_on_that_day() -> None:
    (mention,) = extract("The Torkham crossing has been closed since October 12.")
    assert (mention.dating.first, mention.dating.last) == (dt.date(2025, 10, 12),) * 2


def test_talks_that_have_gone_on_since_a_day_last_until_the_article() -> None:
    (mention,) = extract("The talks have gone on in Doha since October 12.")
    assert (mention.dating.first, mention.dating.last) == (dt.date(2025, 10, 12), SATURDAY)


def test_the_quote_is_the_sentence_and_offsets_are_of_the_text() -> None:
    text = "It rained. Guards exchanged fire at Torkham on Friday. It stopped."
    (mention,) = extract(text)
    assert text[mention.quote_start : mention.quote_end] == mention.quote
    assert mention.quote == "Guards exchanged fire at Torkham on Friday."


def test_the_taliban_are_insurgents_before_august_2021_and_the_government_after() -> None:
    text = "Taliban fighters stormed a post in Barmal on Friday."
    (before,), (after,) = extract(text, dt.date(2012, 5, 5)), extract(text)
    assert before.side_a == "Afghan Taliban (insurgents)"
    assert after.side_a == "Afghan Taliban (government)"


def test_fire_from_afghanistan_goes_from_af_to_pk() -> None:
    (mention,) = extract("Militants fired rockets from Afghanistan on a post in Bajaur on Friday.")
    assert mention.direction == "AF_to_PK"
    assert mention.relation == "across"


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Pakistani jets bombed houses in Kunar on Friday.", ("across", "PK_to_AF")),
        (
            "Afghan forces opened fire on a Pakistani post at Torkham on Friday.",
            ("across", "AF_to_PK"),
        ),
        ("Afghan and Pakistani forces exchanged fire at Torkham on Friday.", ("across", "both")),
        ("A clash broke out at Torkham on Friday.", ("at_line", None)),
        ("A roadside bomb killed two soldiers in Bajaur on Friday.", (None, None)),
    ],
)
def test_what_goes_over_the_line_is_across_it(text: str, way: tuple[str | None, ...]) -> None:
    (mention,) = extract(text)
    assert (mention.relation, mention.direction) == way


def test_toponyms_get_the_roles_that_places_cannot_tell() -> None:
    text = "Gunmen from Kunar stormed a post in Bajaur on Friday."
    roles = [toponym.role for toponym in assign_roles(text, read(text)).toponyms]
    assert roles == ["origin", "event"]


def test_explain_shows_the_words_and_the_reasons() -> None:
    text = "Guards exchanged fire at Torkham on Friday."
    article = Article("a", text, SATURDAY)
    shown = explain(article, read(text), extract(text))
    assert "[exchanged fire]" in shown
    assert "1. Armed clash" in shown


def test_same_input_gives_the_same_mentions() -> None:
    text = "Jets bombed Kunar and Paktika on Friday. Guards exchanged fire at Torkham."
    assert extract(text) == extract(text)


_PIECES = st.sampled_from(
    (
        "Guards exchanged fire at Torkham|on Friday|.|killing 12 people|,|the night before|; "
        "|Jets bombed Kunar and Paktika|The crossing was closed|talks in Doha|said|three|\n\n|will"
        "|since October|“"
    ).split("|")
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=30))
def test_mentions_are_ordered_and_inside_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    mentions = extract(text)
    assert [m.trigger_start for m in mentions] == sorted(m.trigger_start for m in mentions)
    for mention in mentions:
        assert mention.event_type in EVENT_TYPES
        assert mention.quote_start <= mention.trigger_start < mention.trigger_end <= len(text)
        assert mention.dating.first <= mention.dating.last
        assert 0 <= mention.confidence <= 1


@pytest.mark.parametrize(
    "unit",
    [
        "guards exchanged fire at Torkham and killed two men while they said so ",
        "on October 18-19 ",
        "Kunar and Paktika, ",
        "a" * 40 + " ",
    ],
)
def test_work_grows_in_proportion_to_a_text_without_full_stops(unit: str) -> None:
    assert count_calls(unit * 400) < 2.3 * count_calls(unit * 200)


def count_calls(text: str) -> int:
    """How many calls extracting takes: the same on every machine."""
    article, reading = Article("a", text, SATURDAY), read(text)
    extract_mentions(article, reading)
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        extract_mentions(article, reading)
    finally:
        sys.setprofile(None)
    return calls


def test_two_killed_when_a_post_was_attacked_are_one_act() -> None:
    found = extract("Two soldiers were killed on Friday when a post in Kurram was attacked.")
    assert [m.best for m in found] == [2]


def test_a_toll_without_a_word_of_its_own_takes_the_type_told() -> None:
    found = extract("Jets bombed Barmal on Friday. Six more people died in Kunar.")
    assert [m.event_type for m in found] == ["airstrike", "airstrike"]


def test_a_toll_of_another_time_does_not_take_the_type_told() -> None:
    found = extract("Jets bombed Barmal on Friday. On June 1, 2011 some 27 soldiers died in Kunar.")
    assert [m.event_type for m in found] == ["airstrike", "armed_clash"]


def test_a_day_named_just_before_dates_what_follows() -> None:
    found = extract("The quarrel began on Monday. Mortar shells fell on Dangam.")
    assert [m.dating.first for m in found] == [dt.date(2025, 11, 3)]


def test_a_gate_opened_after_eight_days_was_closed_eight_days_before() -> None:
    text = "Torkham was reopened on Friday after being closed for eight days."
    closed = [m.dating.first for m in extract(text) if m.event_type == "border_closure"]
    assert closed == [dt.date(2025, 10, 30)]


def test_bombs_told_after_an_air_strike_fell_from_the_air() -> None:
    found = extract("Air strikes hit Barmal on Friday. Bombs fell in Kunar too.")
    assert {m.event_type for m in found} == {"airstrike"}


def test_people_gone_home_since_a_day_have_gone_until_now() -> None:
    (mention,) = extract("Some 9,000 Afghans have gone home through Torkham since October 1.")
    assert (mention.dating.first, mention.dating.last) == (dt.date(2025, 10, 1), SATURDAY)


def test_a_fight_with_protesters_is_a_protest() -> None:
    (mention,) = extract("Four people were killed in clashes with protesters in Chaman on Friday.")
    assert (mention.event_type, mention.best) == ("protest", 4)


def test_a_day_of_saying_is_no_day_of_the_deed() -> None:
    (mention,) = extract(
        "The army confirmed the attack on Friday. Gunmen stormed a post in Kurram."
    )
    assert mention.dating.source == "article"


def test_border_clashes_are_placed_by_what_follows() -> None:
    text = "Two soldiers were killed in border clashes on Friday. The fighting was in Dangam."
    assert [name for _, name, _ in names(extract(text))] == ["Dangam"]


def test_violence_after_talks_is_not_where_the_talks_were() -> None:
    text = "Talks were held in Doha on Friday after cross-border clashes last week."
    clashes = [name for kind, name, _ in names(extract(text)) if kind == "armed_clash"]
    assert clashes != ["Doha"]


def test_mentions_say_which_rules_made_them() -> None:
    (mention,) = extract("Guards exchanged fire at Torkham on Friday.")
    assert mention.extractor.startswith("rules-")


def test_a_march_on_an_embassy_is_in_the_town_of_the_report() -> None:
    text = "Peshawar: A thousand men marched on Afghanistan's consulate on Wednesday."
    assert [(kind, name) for kind, name, _ in names(extract(text))] == [("protest", "Peshawar")]


def test_shelling_of_another_day_and_place_is_not_the_raid_told_before() -> None:
    text = (
        "Gunmen raided posts in Paktia and Khost on Saturday night. The posts were attacked for"
        " hours. In the night to Friday shells fell on Torkham."
    )
    kinds = [kind for kind, _, _ in names(extract(text))]
    assert "shelling" in kinds
