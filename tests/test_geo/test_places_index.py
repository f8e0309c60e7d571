"""A file of places mapped into memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import TableError
from geo.places.index import NameIndex, Record, write_index
from geo.places.place import Place


def town(name: str, population: int, *spellings: str, country: str = "FR") -> Place:
    return Place(
        "", name, "town", country, "Somewhere", "", 2.35, 48.86, 3.0, population, spellings
    )


@pytest.fixture
def index(tmp_path: Path) -> NameIndex:
    records = [
        Record(1, town("Paris", 24_000, country="US")),
        Record(2, town("Paris", 2_000_000, "Lutetia")),
        Record(None, Place("unit:x", "Île", "province", "FR", "", "", -1.5, -2.25, 90.0)),
    ]
    write_index(records, tmp_path / "a.places", prefix="geonames:", note={"source": "test"})
    return NameIndex(tmp_path / "a.places")


def test_the_most_populous_place_of_a_name_comes_first(index: NameIndex) -> None:
    assert [place.population for place, _ in index.find("paris")] == [2_000_000, 24_000]


def test_a_further_spelling_finds_the_place_and_says_which_matched(index: NameIndex) -> None:
    [(place, spelling)] = index.find("lutetia")
    assert (place.name, spelling) == ("Paris", "Lutetia")


def test_a_place_comes_back_as_it_was_written(index: NameIndex) -> None:
    [(place, _)] = index.find("ile")
    assert place == Place(
        "unit:x", "Île", "province", "FR", "", "", -1.5, -2.25, 90.0, source="test"
    )


def test_a_number_makes_the_place_id_with_the_prefix(index: NameIndex) -> None:
    assert index.find("paris")[0][0].place_id == "geonames:2"


def test_an_unknown_name_finds_nothing(index: NameIndex) -> None:
    assert index.find("london") == []


def test_every_spelling_is_listed_once(index: NameIndex) -> None:
    assert sorted(index.spellings()) == ["Lutetia", "Paris", "unit:x", "Île"]


def test_the_same_places_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_index([Record(1, town("Paris", 1))], tmp_path / name, prefix="x:", note={})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_index_of_nothing_can_be_asked(tmp_path: Path) -> None:
    write_index([], tmp_path / "a", prefix="x:", note={})
    assert NameIndex(tmp_path / "a").find("paris") == []


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(TableError, match="expected an index of places"):
        NameIndex(tmp_path / "a")


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_index([Record(n, town(f"T{n}", n)) for n in range(50)], path, prefix="x:", note={})
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(TableError, match="cut short"):
        NameIndex(path)
