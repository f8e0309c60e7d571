"""All the places the program knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import InputError, TableError
from geo.places.gazetteer import Gazetteer, load_gazetteer
from geo.places.sources import WORLD_INDEX

needs_towns = pytest.mark.skipif(not WORLD_INDEX.exists(), reason="the towns index is not built")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Angoor Adda", "Angur Ada"),
        ("Spin Boldak", "Spin Buldak"),
        ("Miran Shah", "Miranshah"),
        ("Paktia", "PAKTIYA"),
        ("Ghulam Khan", "Gulam Khan"),
    ],
)
def test_spellings_lead_to_the_same_place(gazetteer: Gazetteer, one: str, other: str) -> None:
    ids = [{known.place.place_id for known in gazetteer.find(name)} for name in (one, other)]
    assert ids[0] & ids[1]


def test_names_in_arabic_script_are_known(gazetteer: Gazetteer) -> None:
    assert any(known.place.name == "Torkham" for known in gazetteer.find("تورخم"))


def test_crossings_are_places(gazetteer: Gazetteer) -> None:
    assert "crossing" in {known.place.kind for known in gazetteer.find("Torkham")}


def test_countries_are_places(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Ivory Coast")[0].place.country == "CI"


@needs_towns
def test_the_worlds_towns_are_known(gazetteer: Gazetteer) -> None:
    best = max(gazetteer.find("Springfield"), key=lambda known: known.place.population)
    assert best.place.country == "US"


@needs_towns
def test_words_that_only_join_to_a_short_name_are_no_match(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Par is") == ()


def test_a_place_of_our_table_is_not_repeated_from_the_world(gazetteer: Gazetteer) -> None:
    towns = [k for k in gazetteer.find("Chaman") if k.place.kind == "town"]
    assert [known.origin for known in towns] == ["border"]


def test_a_users_table_comes_first(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,longitude,latitude,spellings\nKabul,1.5,2.5,Kabool\n", encoding="utf-8")
    best = load_gazetteer([table]).find("Kabool")[0]
    assert (best.origin, best.place.longitude, best.place.place_id) == ("user", 1.5, "mine:kabul")


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"mine\.csv: expected a table of places"):
        load_gazetteer([tmp_path / "mine.csv"])


def test_a_table_without_positions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name\nKabul\n", encoding="utf-8")
    with pytest.raises(TableError, match="latitude"):
        load_gazetteer([tmp_path / "mine.csv"])


@pytest.mark.parametrize(
    ("row", "message"),
    [("X,abc,1,town", "longitude"), ("X,1,91,town", "latitude"), ("X,1,1,house", "a kind")],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "mine.csv").write_text(f"name,longitude,latitude,kind\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=rf"mine\.csv:2: expected.*{message}"):
        load_gazetteer([tmp_path / "mine.csv"])
