"""Names as news of the whole world has them: which are places, and which of their namesakes."""

from __future__ import annotations

import pytest

from geo.places import load_gazetteer, read_places
from geo.places.gazetteer import Gazetteer
from geo.places.place import Toponym
from geo.places.sources import WORLD_INDEX

pytestmark = pytest.mark.skipif(not WORLD_INDEX.exists(), reason="the towns index is not built")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def find(text: str, gazetteer: Gazetteer) -> dict[str, Toponym]:
    return {one.text: one for one in read_places(text, gazetteer).toponyms}


def unit_of(one: Toponym) -> str:
    """The first-level unit of a place, or the country of what has none."""
    place = one.place
    if place is None:
        return ""
    return place.name if place.kind == "province" else place.adm_1 or place.country


# What stands between the bars is a name and the unit (or country) it has to lie in.
PLACED = [
    ("PARIS, Texas — A man from Honey Grove was held.", "PARIS|Texas|Honey Grove|Texas"),
    ("SPRINGFIELD, Ill. — He spoke in Decatur.", "SPRINGFIELD|Illinois|Decatur|Illinois"),
    ("Police in Springfield, Mo., met a man from Joplin.", "Springfield|Missouri|Joplin|Missouri"),
    ("Residents of Rome, Ga., met in Macon.", "Rome|Georgia|Macon|Georgia"),
    ("ALEXANDRIA, La. — A Pineville man was held.", "ALEXANDRIA|Louisiana|Pineville|Louisiana"),
    ("From Dover, Delaware, to Dover, England.", "Delaware|Delaware|England|GB"),
    ("LONDON, Ont. — A man from Woodstock was found.", "LONDON|Ontario|Woodstock|Ontario"),
    ("VICTORIA, B.C. — Police in Langford.", "VICTORIA|British Columbia"),
    ("He fled from Brandon, Manitoba, to Regina.", "Brandon|Manitoba|Regina|Saskatchewan"),
    ("San Jose, Costa Rica — San Jose was calm.", "San Jose|San José"),
    # Counties and their towns speak for each other.
    (
        "Miami County commissioners in Troy approved a grant for Piqua and Tipp City.",
        "Miami County|Ohio|Troy|Ohio|Piqua|Ohio|Tipp City|Ohio",
    ),
    ("Wilson County schools close. Watertown schools open late.", "Wilson County|Tennessee"),
    ("Three Troy residents were in Rensselaer County Court.", "Troy|New York"),
    (
        "A home north of Athens on Saturday; Limestone County officers held the Decatur man.",
        "Athens|Alabama|Limestone County|Alabama|Decatur|Alabama",
    ),
    ("Near Ball and Tioga in Grant Parish, Louisiana.", "Grant Parish|Louisiana"),
    # Who names a small town without more speaks of the country where it has no namesake.
    (
        "Crews from Northumberland, Alnwick and Morpeth met a man from Newcastle near Cramlington.",
        "Alnwick|England|Newcastle|England",
    ),
    ("Storms hit Florence, Athens and Decatur in north Alabama.", "Florence|Alabama"),
    ("In Tripoli, northern Lebanon, snipers killed two.", "Tripoli|North Lebanon"),
    # Units of the first level, and what they are called short.
    ("The virus spread from Pernambuco to Bahia.", "Pernambuco|Pernambuco|Bahia|Bahia"),
    ("Cases in North Kivu and Ituri provinces; Beni and Goma.", "Beni|North Kivu|Goma|North Kivu"),
    ("Boko Haram attacked Chibok in Borno State.", "Borno State|Borno State|Chibok|Borno State"),
    ("Fighting in Georgia, Florida and Alabama.", "Georgia|Georgia|Florida|Florida"),
    ("Georgia Governor Brian Kemp spoke in Savannah.", "Georgia|Georgia"),
    ("Toll rises in Mexico. In Veracruz state Mexico City sent aid.", "Mexico|MX"),
    # The neighbourhood decides.
    ("Bird flu was found in Suffolk, near Halesworth. Britain acted.", "Suffolk|England"),
    (
        "Palo Alto and Cupertino agreed with Santa Clara County; San Jose did not.",
        "San Jose|California|Cupertino|California|Santa Clara County|California",
    ),
    (
        "Brampton and Mississauga; London and Kingston too. Ontario Premier Ford spoke.",
        "London|Ontario|Kingston|Ontario",
    ),
    # This border: a list of provinces names the province.
    ("Strikes in Khost, Paktika and Kunar on Saturday.", "Khost|Khost|Paktika|Paktika"),
]


@pytest.mark.parametrize(("text", "answers"), PLACED, ids=[text[:30] for text, _ in PLACED])
def test_a_name_means_the_place_its_text_speaks_of(
    gazetteer: Gazetteer, text: str, answers: str
) -> None:
    found = find(text, gazetteer)
    parts = answers.split("|")
    for name, unit in zip(parts[::2], parts[1::2], strict=True):
        assert name in found, f"{name} was not found"
        place = found[name].place
        assert place is not None
        assert unit in (unit_of(found[name]), place.name, place.country)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Strikes in Khost, Paktika and Kunar.", "province"),
        ("The Mediterranean Sea is deadly.", "region"),
        ("They crossed the Delaware River by night.", "river"),
        ("Soldiers in the Sinai and the Negev.", "region"),
        ("A farm in Suffolk, in England.", "district"),
        ("Torkham was closed on Sunday.", "crossing"),
    ],
)
def test_the_kind_of_place_is_the_one_meant(gazetteer: Gazetteer, text: str, kind: str) -> None:
    [first, *_] = read_places(text, gazetteer).toponyms
    assert first.place is not None
    assert first.place.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton, Jack London and Chelsea Clinton came to dinner.",
        "Schoolchildren waved portraits of Ho Chi Minh.",
        "A statue of Bolivar fell.",
        "The Duke of Wellington was never seen.",
        "Officer Darren Austin was put on leave. Austin had fired.",
        "Mobile phones rang. Reading glasses broke. Nice weather came.",
        "He drove along Georgia Avenue and turned into Jackson Street.",
        "On Monday, Nov. 26, the Army and the Police met the Border Force.",
        "Canadian and Afghan officers met their German hosts.",
        "She studied at the University of Western Values.",
        "Search with Google and Amazon.",
        "Theresa May and Virginia Woolf spoke to Jordan Peterson.",
    ],
)
def test_people_words_and_bodies_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert find(text, gazetteer) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Bank of England raised rates.", "England"),
        ("The University of Cambridge closed.", "Cambridge"),
        ("The Houston Police union met.", "Houston"),
        ("The Dallas Cowboys lost.", "Dallas"),
    ],
)
def test_a_place_inside_a_bodys_name_is_an_institution(
    gazetteer: Gazetteer, text: str, name: str
) -> None:
    assert find(text, gazetteer)[name].role == "institution"


def test_a_name_keeps_its_sense_through_a_text(gazetteer: Gazetteer) -> None:
    text = "Jackson said the city of Jackson, Mississippi, would sue. In Jackson people wait."
    places = {one.place.adm_1 for one in read_places(text, gazetteer).toponyms if one.place}
    assert places <= {"Mississippi", ""}


def test_a_metropolis_stays_where_a_small_namesake_is_only_near(gazetteer: Gazetteer) -> None:
    text = "The Centers for Disease Control in Atlanta confirmed cases in Cook County."
    found = find(text, gazetteer)
    assert unit_of(found["Atlanta"]) == "Georgia"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Salem is a city in Salem district in the Indian state of Tamil Nadu.", "Tamil Nadu"),
        ("Victoria, also known as Port Victoria, is a town on Labuan in Malaysia.", "Labuan"),
        ("Lima is a city in and the county seat of Allen County, Ohio, United States.", "Ohio"),
        ("Waterloo is a village in Alexander County in the U.S. state of Illinois.", "Illinois"),
        ("Newport is a civil township of the U.S. state of Michigan.", "Michigan"),
        (
            "Aberdeen is a city in, and the county seat of, Brown County, South Dakota.",
            "South Dakota",
        ),
        ("Amsterdam is a city in Montgomery County, New York, United States.", "New York"),
        ("Bradford is a hamlet in the parish of Blisland, Cornwall, England.", "England"),
        (
            "Dobra is a village in Poland. It lies 7 km (4 mi) south-west of Strykow.",
            "Łódź Voivodeship",
        ),
    ],
)
def test_a_name_is_where_an_encyclopaedia_defines_it_to_be(
    gazetteer: Gazetteer, text: str, unit: str
) -> None:
    name = text.replace(",", "").split()[0]
    found = read_places(f"{text} {name} has a church.", gazetteer).toponyms
    assert {unit_of(one) for one in found if one.text == name} == {unit}


def test_a_namesake_of_a_capital_is_put_in_the_county_that_defines_it(gazetteer: Gazetteer) -> None:
    text = "Kingston is a small village in Cambridgeshire, England. Kingston is old."
    places = [one.place for one in read_places(text, gazetteer).toponyms if one.text == "Kingston"]
    assert [place and place.country for place in places] == ["GB", "GB"]


def test_a_definition_with_a_distance_is_placed_by_it(gazetteer: Gazetteer) -> None:
    text = "Kuva is a village in Zgierz County, Poland. Kuva lies 5 km (3 mi) north of Zgierz."
    place = find(text, gazetteer)["Kuva"].place
    assert place is not None
    assert abs(place.latitude - 51.9) < 0.05


def test_a_country_is_not_lost_before_its_state(gazetteer: Gazetteer) -> None:
    assert "U.S." in find("It is a town in the U.S. state of Michigan.", gazetteer)


def test_countries_in_a_list_are_not_inside_each_other(gazetteer: Gazetteer) -> None:
    place = find("Costa Rica, Peru and Brazil watch travellers.", gazetteer)["Costa Rica"].place
    assert place is not None
    assert place.place_id == "country:CR"


def test_geneva_is_where_the_worlds_bodies_meet(gazetteer: Gazetteer) -> None:
    text = "The WHO spoke in Geneva. In New York and Albany cases rose; Chicago has three."
    assert unit_of(find(text, gazetteer)["Geneva"]) == "Geneva"


def test_a_partner_of_a_place_is_not_inside_it(gazetteer: Gazetteer) -> None:
    found = find("Kabul is a partner of Ohio in trade.", gazetteer)
    assert found["Kabul"].place is not None
    assert found["Kabul"].place.country == "AF"


@pytest.mark.parametrize("text", ["The work went to R.K. Hall of Tyler.", "Mr J. Paris spoke."])
def test_initials_before_a_name_are_somebodys(gazetteer: Gazetteer, text: str) -> None:
    assert not {"K. Hall", "Hall", "J. Paris", "Paris"} & find(text, gazetteer).keys()


def test_a_clan_is_not_the_town_in_its_name(gazetteer: Gazetteer) -> None:
    assert "Kabal" not in find("A van was stopped at Kabal Khel in January.", gazetteer)


def test_the_middle_of_a_wide_unit_is_not_where_its_towns_crowd(gazetteer: Gazetteer) -> None:
    place = find("A fire burns in Ontario.", gazetteer)["Ontario"].place
    assert place is not None
    assert place.latitude > 48.0


LOCAL = (
    "JACKSON — Aldermen raised water rates on Monday. Pipes to Cape Girardeau, Scott City,"
    " Perryville and Chaffee leak, and a barge waits at Cairo."
)


def test_a_local_paper_means_the_namesake_among_its_towns(gazetteer: Gazetteer) -> None:
    found = find(LOCAL, gazetteer)
    assert (unit_of(found["JACKSON"]), unit_of(found["Cairo"])) == ("Missouri", "Illinois")


def test_what_a_local_paper_says_of_a_far_namesake_is_not_said_of_its_own(
    gazetteer: Gazetteer,
) -> None:
    found = read_places(f"{LOCAL} Nobody envies Jackson, Mississippi. Jackson pays.", gazetteer)
    named = [unit_of(one) for one in found.toponyms if one.text.lower() == "jackson"]
    assert named == ["Missouri", "Mississippi", "Missouri"]


FENS = "Buses from Boston to Spalding, Kirton, Louth and Skegness are late. "


def test_an_unlisted_hamlet_of_a_local_paper_is_somewhere_around(gazetteer: Gazetteer) -> None:
    one = find(f"{FENS} One from Louth stood at Zorbethorpe.", gazetteer)["Zorbethorpe"]
    assert one.place is not None
    assert (one.place.country, one.place.is_confirmed, one.score) == ("GB", False, 0.3)


def test_an_unlisted_name_is_a_firm_where_every_hamlet_is_listed(gazetteer: Gazetteer) -> None:
    assert "Zorbamart" not in find(f"{LOCAL} A man from Chaffee was held at Zorbamart.", gazetteer)


@pytest.mark.parametrize("word", ["fever", "virus"])
def test_a_disease_is_not_where_it_was_first_seen(gazetteer: Gazetteer, word: str) -> None:
    text = f"In Nigeria Marburg {word} killed two. Doctors had feared Marburg."
    assert "Marburg" not in find(text, gazetteer)


def test_a_storm_is_not_the_town_of_its_name(gazetteer: Gazetteer) -> None:
    text = "Hurricane Florence flooded New Bern, N.C. Six days after Florence it is dry."
    assert "Florence" not in find(text, gazetteer)


def test_posts_of_this_border_do_not_stand_for_far_ports(gazetteer: Gazetteer) -> None:
    text = "Yemen's rebels fired on a ship from Salalah, in Oman, to Jeddah in Saudi Arabia."
    place = find(text, gazetteer)["Salalah"].place
    assert place is not None
    assert place.country == "OM"


def test_a_small_town_known_only_far_away_is_a_neighbour_in_a_local_paper(
    gazetteer: Gazetteer,
) -> None:
    one = find(f"{LOCAL} Chaffee sold a fire truck to Fruitland for a dollar.", gazetteer)
    place = one["Fruitland"].place
    assert place is not None
    assert (place.place_id, place.adm_1) == ("text:fruitland", "Missouri")


def test_a_river_of_a_local_paper_is_not_the_far_town_of_its_name(gazetteer: Gazetteer) -> None:
    one = find(f"{LOCAL} At Chaffee the Salmon River is high.", gazetteer)["Salmon"]
    assert one.place is not None
    assert one.place.adm_1 == "Missouri"


def test_a_metropolis_far_away_stays_one_in_a_local_paper(gazetteer: Gazetteer) -> None:
    one = find(f"{LOCAL} The pump came from Denver.", gazetteer)
    assert unit_of(one["Denver"]) == "Colorado"


def test_a_town_whose_state_is_told_stays_there_in_a_local_paper(gazetteer: Gazetteer) -> None:
    one = find(f"{LOCAL} The pump came from Ames, Iowa.", gazetteer)
    assert unit_of(one["Ames"]) == "Iowa"
