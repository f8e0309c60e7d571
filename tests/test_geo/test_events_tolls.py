"""How newspapers count the dead: families, corrections, both sides, and who says so."""

from __future__ import annotations

import pytest

from geo.articles.text import Span
from geo.events.casualties import find_claims
from geo.events.claimants import find_claimant
from geo.events.deaths import tally_deaths
from geo.events.mention import Claim
from geo.events.victims import find_tolls


def count(text: str) -> list[int | None]:
    found = find_tolls(text, Span(0, len(text)))
    return [toll.low for toll in found if toll.kind == "killed" and not toll.is_part]


def claims_of(*sentences: str, country: str = "PK") -> list[Claim]:
    text = " ".join(sentences)
    found: list[Claim] = []
    start = 0
    for sentence in sentences:
        found.extend(find_claims(text, Span(start, start + len(sentence)), country=country))
        start += len(sentence) + 1
    return found


def who_says(text: str, what: str, speaker: str = "") -> str:
    return find_claimant(text, Span(0, len(text)), text.index(what), speaker)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A mother and her two children died when a rocket hit their house.", [1, 2]),
        ("A shell killed a couple and three of their sons.", [2, 3]),
        ("The driver and two passengers were killed.", [2, 1]),
        ("Three soldiers, who came from Swat and Dir, died in the fight.", [3]),
        ("Two policemen, identified as Gul Khan and Amir Shah, were killed.", [2]),
        ("Gunmen fired on the party, killing one U.S. soldier and one Pakistani.", [1, 1]),
        ("A bomb killed 23 soldiers, and every one of the six attackers was killed.", [23, 6]),
        ("Two soldiers were killed, some of them beheaded.", [2]),
        ("One soldier was killed, and so were two attackers.", [1, 2]),
        ("Two of them were dead by noon and so was a guard.", [2, 1]),
        ("The bodies of five men were handed over.", [5]),
        ("The dead of the raid now number 33.", [33]),
        ("Two guards laid down their lives.", [2]),
        ("Ten militants were also said to have died.", [10]),
        ("Fifteen people have been confirmed dead.", [15]),
        ("The blast killed as many as 20 people.", [20]),
        ("Captain Ali and two soldiers were martyred.", [2, 1]),
        ("Three fighters were eliminated.", [3]),
        ("Eight militants were sent to hell.", [8]),
        ("The governor gave the dead as two policemen and a civilian.", [2, 1]),
        ("He put the number of soldiers killed at three.", [3]),
        ("The mission has verified the deaths of seven civilians.", [7]),
        ("Three foreign soldiers were dead.", [3]),
        ("That time 27 policemen were killed and three villagers, a woman among them.", [27, 3]),
        ("Four soldiers died on the Thai side and three on the Cambodian side.", [4, 3]),
        ("Pakistan lost 23 soldiers and Afghanistan nine.", [23, 9]),
        ("No one claimed the blast, which killed five people.", [5]),
        ("Nobody was hurt or killed.", [0]),
        ("Ten civilians, three more than first thought, were killed.", [10]),
        ("A woman was killed with her two sons.", [1, 2]),
        ("Five boys, four girls and a woman died.", [5, 4, 1]),
        ("Nine children (five boys and four girls) and a woman were killed.", [9, 1]),
        ("Troops killed three raiders, leaving two others injured.", [3]),
        ("The number of people killed has increased to 59.", [59]),
        ("The total number of dead is 46.", [46]),
        ("The council said that 207, including three civilians, were killed.", [207]),
        ("Raiders killed seven guards and taken ten others hostage.", [7]),
        ("Three men were killed and 14 others, including nine guards, wounded in a blast.", [3]),
        ("The shelling did not inflict casualties on residents.", [0]),
        ("Officials believe Taliban chief Gul Khan was killed by a drone.", [1]),
        ("Militants overran a fort, killing a soldier and kidnapping 17 guards.", [1]),
        ("Another death and two injuries were reported from Balishkhel.", [1]),
        ("The clash left a border guard and a civilian dead.", [1, 1]),
        ("A paramilitary Frontier Corps (FC) official was killed.", [1]),
        ("Two Frontier Corps (FC) personnel were martyred.", [2]),
        ("The number of people killed in a strike on a house at Darpakhel has reached 17.", [17]),
        ("A conscript and a member of the militia were killed.", [1, 1]),
    ],
)
def test_the_dead_are_counted_as_newspapers_tell_them(text: str, dead: list[int]) -> None:
    assert sorted(n or 0 for n in count(text)) == sorted(dead)


@pytest.mark.parametrize(
    "text",
    [
        "The firing began around ten and died down at dawn.",
        "There was no reason to kill four people.",
        "Soldiers neutralised two bombs.",
        "He spoke of hundreds of dead, which nobody believes.",
        "Seven women and four children lie among the dead.",
        "The last of the raiders were shot dead.",
        "A jirga has saved many lives, and Kabul saw one on Friday.",
        "He confirmed the toll, saying that 42 people had been injured.",
        "At least three soldiers were killed or wounded.",
        "The army flattened two Afghan posts, the dead being counted.",
        "Two rifles and four grenades lay beside the bodies.",
    ],
)
def test_what_counts_no_dead_gives_no_number(text: str) -> None:
    assert [number for number in count(text) if number is not None] == []


def test_bodies_found_later_are_among_a_toll_that_rose() -> None:
    assert count("The death toll has risen to 88, with 26 more bodies found.") == [88]


@pytest.mark.parametrize(
    ("text", "what", "claimant"),
    [
        ("Seven men died, Pakistan's military has confirmed.", "Seven", "Pakistan's military"),
        ("Afghan officials later said nine had died.", "nine", "Afghan officials"),
        ("The military on Sunday said 200 men died.", "200", "The military"),
        ("Four soldiers are reported killed.", "Four", ""),
        ("Four died, officials were quoted as saying.", "Four", "officials"),
        (
            "Two women died, said a police officer in the valley.",
            "Two",
            "a police officer in the valley",
        ),
        ("Officials said three died, and the TTP claimed ten.", "three", "Officials"),
        ("Officials said three died, and the TTP claimed ten.", "ten", "the TTP"),
        ("The duty doctor, Gul Khan, said five had died.", "five", "The duty doctor, Gul Khan"),
        ("Ten died by the count of the Taliban authorities.", "Ten", "the Taliban authorities"),
        ("The TTP boasted that it had killed 20 soldiers.", "20", "The TTP"),
        ("In Khost, the police chief said three men died.", "three", "the police chief"),
        ("In late March it said 16 men died.", "16", "the army"),
    ],
)
def test_who_speaks_is_named_without_when_and_how(text: str, what: str, claimant: str) -> None:
    assert who_says(text, what, "the army") == claimant


def test_who_claims_responsibility_tells_no_toll_by_that() -> None:
    text = "Six people died, and the TTP claimed responsibility for the attack."
    assert who_says(text, "Six") == ""


def test_another_figure_of_the_same_dead_is_a_claim() -> None:
    claims = claims_of("Officials said 14 guards were killed, while a deputy put the number at 17.")
    assert [(claim.low, claim.claimant) for claim in claims][1:] == [(17, "a deputy")]


def test_a_man_named_later_is_among_the_dead_already_counted() -> None:
    claims = claims_of("Two soldiers were killed.", "Gul Khan, a resident of Swat, was killed too.")
    assert tally_deaths(claims).best == 2


def test_guards_count_their_enemies_for_high_alone() -> None:
    claims = claims_of("The Revolutionary Guards said they had killed four militants.")
    assert tally_deaths(claims).best is None


def test_what_an_army_says_of_its_own_deeds_is_the_enemys_count() -> None:
    text = "South Sudan's army said it killed 27 soldiers from Sudan's armed forces."
    (claim,) = claims_of(text, country="SS")
    assert (claim.belongs_to, claim.counts_towards_best) == ("SD", False)


def test_a_foreigner_is_not_of_the_country_where_he_died() -> None:
    (claim,) = claims_of("A Ghanaian peacekeeper was killed.", country="SD")
    assert claim.belongs_to == ""


def test_the_dead_told_by_kind_later_are_not_added() -> None:
    claims = claims_of(
        "At least 27 security personnel were killed.",
        "Eleven levies, twelve police and four soldiers were killed, officials said.",
    )
    assert tally_deaths(claims).best == 27


def test_a_villager_told_again_is_of_the_side_named_before() -> None:
    claims = claims_of(
        "A Thai civilian was killed.", "The villager was killed by shells.", country="KH"
    )
    assert {claim.low for claim in claims} == {1}
    assert tally_deaths(claims).best == 1


def test_him_is_who_spoke_before() -> None:
    assert who_says("According to him, two men died.", "two", "the governor") == "the governor"


def test_a_dateline_is_not_part_of_who_speaks() -> None:
    text = "JUBA, South Sudan (AP) — South Sudan's army said two men died."
    assert who_says(text, "two") == "South Sudan's army"


def test_the_dead_of_the_other_side_are_no_breakdown_of_this_one_s() -> None:
    claims = claims_of(
        "Two Pakistani soldiers were killed.",
        "An Afghan police officer and an Afghan tribesman were killed.",
    )
    assert tally_deaths(claims).best == 4


def test_their_soldiers_in_a_quotation_are_those_he_speaks_of() -> None:
    (claim,) = claims_of(
        '"The Afghan posts were destroyed, more than 50 of their soldiers were killed,"'
        " the Pakistani general said."
    )
    assert (claim.belongs_to, claim.counts_towards_best) == ("AF", False)


def test_taliban_told_again_without_soldiers_are_the_same_men() -> None:
    claims = claims_of(
        "Eight Afghan Taliban soldiers were killed.", "Eight Afghan Taliban have been killed."
    )
    assert tally_deaths(claims).best == 8


def test_the_dead_of_two_sides_are_added() -> None:
    claims = claims_of("Three Pakistanis were killed.", "An Afghan border guard died.")
    assert tally_deaths(claims).best == 4


def test_first_reports_of_a_number_are_no_total() -> None:
    claims = claims_of(
        "Two soldiers and a journalist were killed.",
        "First reports had put the number of soldiers killed at five.",
    )
    assert tally_deaths(claims).best == 3


def test_one_also_killed_is_one_more() -> None:
    claims = claims_of("Four children were killed.", "A man was also killed, he said.")
    assert tally_deaths(claims).best == 5


def test_a_part_told_later_is_not_the_least_that_is_claimed() -> None:
    claims = claims_of("Eleven people were killed, police said.", "Two people died in a car.")
    assert tally_deaths(claims).low == 11


def test_fighters_of_a_group_that_a_country_backs_are_not_that_country_s() -> None:
    (claim,) = claims_of("Two fighters from the Iran-backed group were killed.", country="LB")
    assert claim.belongs_to != "IR"


def test_who_speaks_may_stand_between_commas() -> None:
    text = "Confirming it, the media wing, Public Relations (ISPR), said that four men died."
    assert who_says(text, "four") == "Public Relations (ISPR)"


def test_a_quotation_over_two_sentences_is_its_speaker_s() -> None:
    text = '"Six men died. We killed nine," an officer in Wana told reporters.'
    assert find_claimant(text, Span(0, 14), 1) == "an officer in Wana"


def test_each_side_loses_its_own() -> None:
    found = claims_of("Pakistan lost 23 soldiers and Afghanistan nine.")
    assert [claim.belongs_to for claim in found] == ["PK", "AF"]


def test_those_who_fell_on_a_side_are_that_side_s() -> None:
    found = claims_of("Four died on the Thai side and three on the Cambodian side.", country="TH")
    assert [claim.belongs_to for claim in found] == ["TH", "KH"]


def test_soldiers_whom_their_fighters_killed_are_the_other_side_s() -> None:
    (claim,) = claims_of("The Taliban said their fighters killed 40 Pakistani soldiers.")
    assert (claim.belongs_to, claim.counts_towards_best) == ("PK", False)


def test_militants_told_twice_are_one_group() -> None:
    claims = claims_of("Officials said 17 Taliban militants were killed.", "The 17 militants died.")
    assert tally_deaths(claims).best == 17


def test_an_echo_of_the_enemy_s_count_is_still_the_enemy_s() -> None:
    claims = claims_of(
        "Troops killed 12 militants, the army said.", "The 12 militants were killed."
    )
    assert tally_deaths(claims).best is None


def test_first_reports_give_way_to_later_ones() -> None:
    claims = claims_of("First reports put the dead at three.", "Two men were killed.")
    assert tally_deaths(claims).best == 2


def test_people_beside_soldiers_are_added() -> None:
    claims = claims_of("One U.S. soldier and one Pakistani were killed.")
    assert tally_deaths(claims).best == 2


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The blast killed the driver, his helper and three passengers.", 5),
        ("Eight labourers and the driver of the van were killed.", 9),
        ("A cook and a sentry were shot dead.", 2),
        ("The bomb killed a grandmother and five of her grandchildren.", 6),
        ("The strike killed Gul Ahmad alias Koray and two of his companions.", 3),
        ("Gunmen killed a peace committee head along with three companions.", 4),
        ("A mine killed the elder and his driver.", 2),
        ("Two soldiers and a khasadar lost their lives.", 3),
        ("Gunmen killed a tribal elder, Malik Jan, and wounded four.", 1),
        ("The rocket that hit a van killed a boy, a shepherd.", 1),
        ("Three people, a woman and her two sons, were killed.", 3),
    ],
)
def test_people_in_a_list_are_each_counted(text: str, dead: int) -> None:
    assert sum(number or 0 for number in count(text)) == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("A ninth victim died in hospital.", [9]),
        ("The bombing claimed a seventh life when a constable succumbed to his wounds.", [7]),
        ("Three more died in the wards, making it 81.", [81]),
        ("Between six and nine militants perished.", [6]),
        ("A bomb killed 25 policemen and 15 others, six children among them.", [25, 15]),
        ("The shells killed nine; the toll was eight at first.", [9]),
        ("The toll has been revised up from six to nine.", [9]),
        ("A hundred and four people died.", [104]),
    ],
)
def test_sums_and_corrections_are_counted_once(text: str, dead: list[int]) -> None:
    assert count(text) == dead


def test_a_third_bomb_is_no_third_victim() -> None:
    assert count("A third bomb killed two men.") == [2]


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Shells claimed a woman and her two nephews on Thursday.", [1, 2]),
        ("The Afghan side admitted losing nine men.", [9]),
        ("We buried 17 people here.", [17]),
        ("Forty-six were buried on Tuesday.", [46]),
        ("The dead in the raid are nine, all of them policemen.", [9]),
        ("Dead: sixteen soldiers.", [16]),
        ("Nine guards fell in Monday's raid.", [9]),
        ("The ministry counts 89 martyrs.", [89]),
        ("Fighting killed 20 on the Thai side and 15 on the Cambodian.", [20, 15]),
        ("The army claimed a victory over the raiders.", []),
        ("One of the women trod on a buried charge.", []),
        ("The clash cost the army its post, and the guards lost two vehicles.", []),
    ],
)
def test_other_words_for_the_dead_are_counted(text: str, dead: list[int]) -> None:
    assert count(text) == dead


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Nine of the twelve men in the picket were killed.", [9]),
        ("Two of its four defenders died.", [2]),
        ("The bombing killed twelve people and not nine.", [12]),
        ("At least 15 and perhaps 20 people died.", [15]),
        ("A man, his wife and their two children were crushed to death.", [1, 1, 2]),
        ("The shell killed a girl, 7, and her grandfather, 70.", [1, 1]),
        ("Eight pilgrims breathed their last.", [8]),
        ("Eleven miners were tied up and slaughtered.", [11]),
    ],
)
def test_pools_ages_and_ranges_add_nobody(text: str, dead: list[int]) -> None:
    assert count(text) == dead


@pytest.mark.parametrize(
    "text",
    [
        "Militants say their bomb killed nineteen soldiers.",
        "The insurgents claimed nineteen soldiers were killed.",
        "Pakistan says 70 militants were killed.",
        "The army said 200 Taliban were killed.",
    ],
)
def test_the_count_of_the_other_side_is_not_the_best(text: str) -> None:
    assert tally_deaths(claims_of(text)).best is None


@pytest.mark.parametrize(
    ("sentences", "best"),
    [
        (("Eight people were killed in the shelling.", "Two more died in hospital."), 10),
        (("Eight people were killed.", "Four died at once, four more in hospital."), 8),
        (("Eight people were killed.", "The toll has since risen to nine."), 9),
        (("Five villagers were killed.", "A sixth died of his wounds."), 6),
        (("A shell killed a farmer.", "His two sons died with him."), 3),
        (("A guard was shot dead.", "Another died in hospital."), 2),
        (("Gunmen shot at two policemen.", "Both died."), 2),
        (("Three soldiers were killed.", "Eight others were hurt."), 3),
        (("Twelve bodies were found.", "Two more died later, making it 14."), 14),
    ],
)
def test_later_sentences_add_to_a_toll_or_replace_it(sentences: tuple[str, ...], best: int) -> None:
    assert tally_deaths(claims_of(*sentences)).best == best


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("With the death of two more, the attack has cost 25 soldiers their lives.", [25]),
        ("The first convoy had 28 killed, the second ten.", [28, 10]),
    ],
)
def test_late_deaths_are_among_all_and_a_second_count_is_added(text: str, dead: list[int]) -> None:
    assert count(text) == dead
