"""Counts of the killed and injured, who says them, and the rule that sums them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.text import Span
from geo.events.casualties import find_claims, is_enemy
from geo.events.claimants import find_claimant
from geo.events.counts import parse_number
from geo.events.deaths import Deaths, tally_deaths
from geo.events.mention import Claim
from geo.events.victims import find_tolls


def tolls(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(t.kind, t.low, t.high) for t in find_tolls(text, Span(0, len(text))) if not t.is_part]


def claim(low: int | None, group: str = "military", **more: object) -> Claim:
    values: dict[str, object] = {
        "claimant": "",
        "group": group,
        "group_words": group,
        "belongs_to": "PK",
        "kind": "killed",
        "low": low,
        "high": low,
        "start": 0,
        "end": 1,
        "quote": f"{low} {group}",
        **more,
    }
    return Claim(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("23", 23),
        ("1,250", 1250),
        ("twenty-three", 23),
        ("a hundred and five", 105),
        ("two lakh", 200_000),
        ("1.5 crore", 15_000_000),
        ("a dozen", 12),
        ("half a dozen", 6),
        ("dozens", None),
        ("men", None),
    ],
)
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert parse_number(words) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two soldiers were killed.", [("killed", 2, 2)]),
        ("A soldier was killed and 11 were wounded.", [("killed", 1, 1), ("injured", 11, 11)]),
        ("The strike hit a house, killing at least 21 people.", [("killed", 21, 21)]),
        ("Seven or eight men died.", [("killed", 7, 8)]),
        ("Between 20 and 25 men died.", [("killed", 20, 25)]),
        ("It killed between four and six men.", [("killed", 4, 6)]),
        ("A shell killed three and two were injured.", [("killed", 3, 3), ("injured", 2, 2)]),
        (
            "A shell killed three soldiers and two other people were wounded.",
            [("killed", 3, 3), ("injured", 2, 2)],
        ),
        (
            "A shell killed two soldiers, while five others sustained injuries.",
            [("killed", 2, 2), ("injured", 5, 5)],
        ),
        ("Gunfire killed a guard and wounded two more.", [("killed", 1, 1), ("injured", 2, 2)]),
        ("The clash left an Afghan policeman dead.", [("killed", 1, 1)]),
        ("The shelling killed five civilians, four of them women.", [("killed", 5, 5)]),
        ("Three civilians, a woman and two children, were killed.", [("killed", 3, 3)]),
        ("Nobody was killed.", [("killed", 0, 0)]),
        ("There was no word of casualties.", []),
        ("Shells destroyed 14 houses.", []),
        (
            "The bomb killed Maulvi Jan, an adviser, and five other men.",
            [("killed", 1, 1), ("killed", 5, 5)],
        ),
        ("Nearly 90 people died.", [("killed", 90, 90)]),
        ("Dozens of people were killed.", [("killed", None, None)]),
        ("Mullah Fazlullah was killed by a drone.", [("killed", 1, 1)]),
    ],
)
def test_tolls_of_a_sentence(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert tolls(text) == expected


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Two men died, the police command said.", "the police command"),
        ("According to local reports, two men died.", "local reports"),
        ("The army said two men died.", "The army"),
        ("Two men died.", ""),
    ],
)
def test_the_claimant_is_found_in_the_words_of_the_text(text: str, claimant: str) -> None:
    assert (
        find_claimant(text, Span(0, len(text)), text.index("two") if "two" in text else 0)
        == claimant
    )


def test_they_are_who_spoke_before() -> None:
    text = "They said two men died."
    assert find_claimant(text, Span(0, len(text)), 10, "the police") == "the police"


def test_the_armys_count_of_militants_is_the_enemys() -> None:
    assert is_enemy("the army", "militants")


def test_the_polices_count_of_militants_is_not_the_enemys() -> None:
    assert not is_enemy("police", "militants")


def test_kabuls_count_of_pakistani_soldiers_is_the_enemys() -> None:
    assert is_enemy("Kabul", "PK")


def test_no_claim_means_no_number() -> None:
    assert tally_deaths(()) == Deaths(None, None, None)


def test_the_writers_own_figure_is_best() -> None:
    claims = [claim(17, claimant="an official"), claim(18)]
    assert tally_deaths(claims) == Deaths(18, 17, 18)


def test_groups_are_summed() -> None:
    assert tally_deaths([claim(1), claim(14, "militants", belongs_to="militants")]).best == 15


def test_what_only_the_enemy_says_counts_for_high_alone() -> None:
    claims = [claim(1), claim(8, "people", belongs_to="AF", counts_towards_best=False)]
    assert tally_deaths(claims) == Deaths(1, 1, 8)


def test_a_group_counted_by_the_enemy_alone_gives_no_best() -> None:
    claims = [claim(15, "militants", belongs_to="militants", counts_towards_best=False)]
    assert tally_deaths(claims) == Deaths(None, None, 15)


def test_the_lower_end_of_a_range_is_best() -> None:
    assert tally_deaths([claim(7, high=8)]) == Deaths(7, 7, 8)


def test_a_total_and_its_parts_are_not_added() -> None:
    claims = [claim(47, "people", belongs_to=""), claim(41, "civilians", belongs_to="AF")]
    assert tally_deaths(claims).best == 47


def test_shared_tolls_and_parts_are_left_out() -> None:
    assert tally_deaths([claim(5, is_shared=True), claim(4, is_part=True)]).best is None


def test_nought_is_nought_and_not_nothing() -> None:
    assert tally_deaths([claim(0)]).best == 0


def test_a_vague_number_is_a_claim_without_number() -> None:
    text = "Dozens of people were killed."
    (found,) = find_claims(text, Span(0, len(text)))
    assert found.low is None
    assert tally_deaths([found]).best is None


@settings(derandomize=True, max_examples=80, deadline=None)
@given(
    st.lists(
        st.builds(
            claim,
            st.one_of(st.none(), st.integers(0, 500)),
            st.sampled_from(["military", "militants", "civilians", "people"]),
            counts_towards_best=st.booleans(),
        ),
        max_size=6,
    )
)
def test_low_best_and_high_are_in_order(claims: list[Claim]) -> None:
    deaths = tally_deaths(claims)
    if deaths.best is not None:
        assert deaths.low is not None
        assert deaths.high is not None
        assert deaths.low <= deaths.best <= deaths.high


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A man of 76 died when shells came down.", [1]),
        ("Gul Khan, 48, and two guards were killed.", [1, 2]),
        ("Two brothers, aged 13 and nine, were killed.", [2]),
        ("Nine children and their mother were killed.", [9, 1]),
        ("A shell killed a farmer, his wife and three of their children.", [1, 1, 3]),
        ("Two children, a boy and his sister, were killed.", [2]),
        ("A shell killed three soldiers, two policemen and a boy.", [3, 2, 1]),
        ("A shell killed three people, a woman and two children.", [3]),
        ("The raid cost four soldiers and nine gunmen their lives.", [4, 9]),
        ("Gunmen murdered 26 men in a meadow.", [26]),
        ("Gunmen shot dead three policemen.", [3]),
        ("A sniper shot a soldier dead at a gate.", [1]),
        ("In August 50 people were killed in a feud.", [50]),
        ("On August 5 three people were killed in a feud.", [3]),
        ("A jet wiped out a family of nine.", [9]),
        ("Six passengers did not survive.", [6]),
        ("He died on the way to hospital.", [1]),
        ("The army lost two soldiers.", [2]),
        ("Gul Agha Khan, who died in Paktika when his car struck a mine.", [1]),
        ("Seven servicemen, four of them conscripts, fell in a shootout.", [7]),
        ("Four soldiers, one of them an officer, fell and 27 were injured.", [4, 27]),
        ("A post was stormed with the loss of 16 policemen.", [16]),
        ("Gen Gul Khan was killed, together with a colonel and five others.", [1, 1, 5]),
        ("Gunmen killed two road builders, both of them Chinese, in a gorge.", [2]),
        ("The shell killed him in his sleep.", [1]),
        ("In the attack of December 16, 2014, in Peshawar more than 140 died.", [140]),
        ("Of the raid in 2019 it is said that ten died.", [10]),
        ("Kabul says 58 soldiers died and nine of its own men.", [58, 9]),
        ("Gunmen shot dead tribal elder Malik Aslam and his son in Wana.", [1, 1]),
        ("On the night of August 18 to 19, five men were killed.", [5]),
    ],
)
def test_the_dead_of_a_sentence_are_counted(text: str, dead: list[int]) -> None:
    found = find_tolls(text, Span(0, len(text)))
    assert [toll.low for toll in found if not toll.is_part] == dead


def test_a_sum_over_days_is_no_act_s_toll() -> None:
    text = "Three raiders were killed, which brings to 50 the number killed in four days."
    found = find_tolls(text, Span(0, len(text)))
    assert [toll.low for toll in found if not toll.is_part] == [3]


def test_a_total_holds_the_dead_told_before_it() -> None:
    text = "Two more bodies were found and one man died, and the death toll rose to 14."
    found = find_tolls(text, Span(0, len(text)))
    assert [toll.low for toll in found if not toll.is_part] == [14]


def test_a_toll_far_from_its_number_is_read() -> None:
    text = (
        "The toll of Saturday's attack on a mosque in the hills above Wana has gone up to eleven."
    )
    (toll,) = find_tolls(text, Span(0, len(text)))
    assert toll.low == 11


def test_who_says_they_killed_did_not_lose_them() -> None:
    text = "The TTP said it had killed 18 soldiers."
    (claim,) = find_claims(text, Span(0, len(text)), country="PK")
    assert (claim.belongs_to, claim.counts_towards_best) == ("PK", False)


def test_the_dead_on_their_own_side_are_the_speaker_s() -> None:
    text = "An Afghan officer said one soldier had been killed and six wounded on his side."
    claim = find_claims(text, Span(0, len(text)), country="PK")[0]
    assert (claim.belongs_to, claim.counts_towards_best) == ("AF", True)
