"""Country dumps: what becomes of their rows, what is recorded, and which archives are refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import FetchError, InputError, TableError, UnknownNameError
from geo.places import dumps
from geo.places.download import Record, find_dumps, install_dump, list_installed, remove
from geo.places.dumps import Tally, build_dump_index, read_rows, tell_kind
from geo.places.fold import fold, squash
from geo.places.gazetteer import load_gazetteer
from geo.places.index import NameIndex
from geo.places.install import data_folder, installed_indexes
from geo.places.place import KINDS, Place

from .local_server import Server, answer


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DURANDLINE_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "gazetteer"


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.close()


def row(
    number: int,
    name: str,
    code: str = "P.PPL",
    *,
    others: str = "",
    at: tuple[object, object] = (66.4, 31.0),
    units: tuple[str, str] = ("23", "2301"),
    country: str = "AF",
    population: object = 0,
) -> str:
    """One line in the layout of the dumps; `at` is longitude and latitude."""
    kind, feature = code.split(".")
    cells = [number, name, name, others, at[1], at[0], kind, feature, country, ""]
    cells += [*units, "", "", population, "", "", "Asia/Kabul", "2024-03-05"]
    return "\t".join(str(cell) for cell in cells)


DUMP = "\n".join(
    (
        row(1, "Kandahar", "A.ADM1", units=("23", "")),
        row(2, "Spin Boldak District", "A.ADM2"),
        row(3, "Spin Boldak", population=20_000, others="Spin Buldak,سپین بولدک,SBD,Спин"),
        row(4, "Wesh"),
        row(5, "Khojak Pass", "T.PASS"),
        row(6, "Hotel of the Line", "S.HTL"),
        "",
    )
)


def write(folder: Path, data: bytes | str, name: str = "AF.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def pack(**members: bytes | str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_txt", ".txt"), data)
    return packed.getvalue()


def find(name: str) -> list[Place]:
    (path,) = installed_indexes()
    return [place for place, _ in NameIndex(path).find(squash(fold(name)))]


def test_plain_dump_is_installed(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    assert find("Spin Boldak")[0].population == 20_000


def test_gzip_dump_is_installed(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, gzip.compress(DUMP.encode())))
    assert [place.name for place in find("Wesh")] == ["Wesh"]


def test_zip_dump_is_installed(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, pack(AF_txt=DUMP, readme_txt="Read me")))
    assert [place.name for place in find("Wesh")] == ["Wesh"]


def test_installed_dump_is_in_the_gazetteer(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP + row(9, "Zqwertabad")))
    assert load_gazetteer().find("Zqwertabad")[0].place.country == "AF"


def test_other_spellings_are_found_in_latin_and_arabic_script(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    assert find("Spin Buldak") == find("سپین بولدک") == find("Spin Boldak")


def test_codes_among_the_spellings_are_no_names(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    assert find("SBD") == []


def test_place_knows_its_units(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    assert (find("Wesh")[0].adm_1, find("Wesh")[0].adm_2) == ("Kandahar", "Spin Boldak District")


def test_unit_is_not_inside_itself(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    assert (find("Kandahar")[0].adm_1, find("Kandahar")[0].kind) == ("", "province")


def test_unit_reaches_as_far_as_its_places(tmp_path: Path) -> None:
    villages = [row(10 + n, f"V{n}", at=(66.4, 31.0 + n / 20)) for n in range(10)]
    install_dump("AF", source=write(tmp_path, DUMP + "\n".join(villages)))
    assert 40 < find("Spin Boldak District")[0].radius_km < 55


def test_rows_that_news_does_not_name_are_left_out_and_counted(tmp_path: Path) -> None:
    record = install_dump("AF", source=write(tmp_path, DUMP))
    assert (record.rows, record.left_out, record.bad_rows) == (5, 1, 0)


@pytest.mark.parametrize(
    "line",
    [
        "too\tfew\tcells",
        row(7, "North of all", at=(66, 91)),
        row(7, "East of all", at=(181, 31)),
        row(7, "Nowhere", at=("nan", 31)),
        row(7, "Words", at=("east", "north")),
        row(7, ""),
        row(7, "Bell\x07"),
        row(-7, "Below zero"),
        row(1 << 40, "Too large"),
        row(7, "Crowd", population="many"),
        "x" * 200_000,
    ],
)
def test_bad_row_is_counted_and_the_others_come(tmp_path: Path, line: str) -> None:
    record = install_dump("AF", source=write(tmp_path, line + "\n" + DUMP))
    assert (record.rows, record.bad_rows) == (5, 1)


def test_row_that_is_not_utf_8_is_bad(tmp_path: Path) -> None:
    bad = row(7, "Kabul").encode().replace(b"Kabul", b"\xff\xfe")
    record = install_dump("AF", source=write(tmp_path, bad + b"\n" + DUMP.encode()))
    assert record.bad_rows == 1


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    record = install_dump("AF", source=write(tmp_path, DUMP.replace("\n", "\r\n")))
    assert (record.rows, record.bad_rows) == (5, 0)


def test_record_says_where_it_came_from(tmp_path: Path) -> None:
    path = write(tmp_path, DUMP)
    record = install_dump("af", source=path)
    digest = hashlib.sha256(DUMP.encode()).hexdigest()
    assert (record.code, record.address, record.sha256) == ("AF", str(path), digest)
    assert list_installed() == (record,)


def test_index_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    path = write(tmp_path, DUMP)
    install_dump("AF", source=path)
    first = installed_indexes()[0].read_bytes()
    install_dump("AF", source=path)
    assert installed_indexes()[0].read_bytes() == first


def test_nothing_is_left_beside_index_and_record(tmp_path: Path, own_folder: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    assert sorted(file.name for file in own_folder.iterdir()) == ["AF.json", "AF.places"]


def test_index_without_its_record_is_still_listed(tmp_path: Path, own_folder: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    (own_folder / "AF.json").write_text("{broken")
    assert list_installed() == (Record("AF", "", "", "", 0),)


def test_removed_dump_is_gone(tmp_path: Path, own_folder: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    remove("af")
    assert (list_installed(), list(own_folder.iterdir())) == ((), [])


def test_removing_what_is_not_installed_names_what_is(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    with pytest.raises(UnknownNameError, match="unknown installed gazetteer 'PK'; nearest: 'AF'"):
        remove("PK")


@pytest.mark.parametrize("code", ["", "A", "AFG", "../x", "A1", "AF\n"])
def test_what_is_no_country_code_is_refused(code: str) -> None:
    with pytest.raises(InputError, match="expected a country's two letters"):
        install_dump(code, source="AF.txt")


def test_missing_file_is_said() -> None:
    with pytest.raises(TableError, match="found no such file"):
        install_dump("AF", source="no-such-file.zip")


def test_dump_of_another_country_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="found those of AF; name that country"):
        install_dump("PK", source=write(tmp_path, DUMP))


@pytest.mark.parametrize("data", [b"", b"hello\n", b"\x00\xff" * 5_000])
def test_file_that_is_no_dump_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TableError, match="expected rows of AF in 19 columns"):
        install_dump("AF", source=write(tmp_path, data))


def test_refused_dump_leaves_the_installed_one(tmp_path: Path) -> None:
    install_dump("AF", source=write(tmp_path, DUMP))
    with pytest.raises(TableError, match="expected rows"):
        install_dump("AF", source=write(tmp_path, "hello", "b.txt"))
    assert find("Wesh")


def test_archive_of_two_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="found 2"):
        install_dump("AF", source=write(tmp_path, pack(AF_txt=DUMP, PK_txt=DUMP)))


def test_archive_without_a_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="found 0"):
        install_dump("AF", source=write(tmp_path, pack(readme_txt=DUMP)))


@pytest.mark.parametrize("name", ["../AF.txt", "/etc/AF.txt", "a/AF.txt", "..\\AF.txt"])
def test_archive_with_paths_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TableError, match="found paths"):
        install_dump("AF", source=write(tmp_path, pack(**{name: DUMP})))


def test_archive_of_very_many_files_is_refused(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {f"{n}.txt": "" for n in range(100)}
    with pytest.raises(TableError, match="found many files"):
        install_dump("AF", source=write(tmp_path, pack(**members)))


@pytest.mark.parametrize("packer", [gzip.compress, lambda data: pack(AF_txt=data), bytes])
def test_bomb_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packer: type[bytes]
) -> None:
    monkeypatch.setattr(dumps, "MAX_BYTES", 3 << 20)
    with pytest.raises(TableError, match="at most 3 MiB unpacked"):
        install_dump("AF", source=write(tmp_path, packer(b"\n" * (4 << 20))))


def test_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = pack(AF_txt=DUMP * 100)
    size = (len(DUMP.encode()) * 100).to_bytes(4, "little")
    lying = data.replace(size, (10).to_bytes(4, "little"))
    with pytest.raises(TableError, match="expected"):
        install_dump("AF", source=write(tmp_path, lying))


@pytest.mark.parametrize("packer", [gzip.compress, lambda data: pack(AF_txt=data)])
def test_archive_cut_short_is_refused(tmp_path: Path, packer: type[bytes]) -> None:
    data = packer("\n".join(row(n, f"V{n}") for n in range(1, 2_000)).encode())
    with pytest.raises(TableError, match="found a broken one"):
        install_dump("AF", source=write(tmp_path, data[: len(data) // 2]))


def test_text_packed_otherwise_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("AF.txt", DUMP)
    with pytest.raises(TableError, match="found another packing"):
        install_dump("AF", source=write(tmp_path, packed.getvalue()))


def test_dump_is_fetched_from_an_address(server: Server) -> None:
    data = pack(AF_txt=DUMP)
    server.play = lambda handler: answer(handler, data)
    told: list[tuple[int, int | None]] = []
    record = install_dump(
        "AF",
        source=server.url + "/AF.zip",
        progress=lambda done, total: told.append((done, total)),
    )
    assert (record.address, record.rows) == (server.url + "/AF.zip", 5)
    assert record.sha256 == hashlib.sha256(data).hexdigest()
    assert told[-1] == (len(data), len(data))


def test_failed_fetch_installs_nothing(server: Server) -> None:
    def play(handler: BaseHTTPRequestHandler) -> None:
        answer(handler, b"", 404)

    server.play = play
    with pytest.raises(FetchError, match="404"):
        install_dump("AF", source=server.url)
    assert list_installed() == ()


def test_every_kind_is_one_of_ours() -> None:
    told = {kind for rows in dumps._KINDS.values() for _, kind in rows}
    assert told <= set(KINDS)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("A.PCLI", "country"),
        ("A.ADM3", "district"),
        ("A.ADM1H", "region"),
        ("P.PPLA2", "town"),
        ("P.PPLX", "village"),
        ("T.PASS", "pass"),
        ("T.VAL", "valley"),
        ("H.STMI", "river"),
        ("S.PSTB", "post"),
        ("S.CMPRF", "camp"),
        ("S.SCH", ""),
        ("R.RD", ""),
        ("V.FRST", ""),
    ],
)
def test_feature_code_tells_the_kind(code: str, kind: str) -> None:
    assert tell_kind(*code.split("."), population=0) == kind


@given(st.lists(st.binary(max_size=300) | st.none(), max_size=20))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_every_line_is_kept_bad_left_out_or_blank(lines: list[bytes | None]) -> None:
    tally = Tally()
    kept = list(read_rows(lines, "AF", tally, where="x"))
    blank = sum(line is not None and not line.strip() for line in lines)
    assert tally.kept == len(kept)
    assert tally.kept + tally.bad + tally.left_out + blank == len(lines)


def test_dump_of_real_size_is_built_and_loaded_in_time(shared: Path, tmp_path: Path) -> None:
    start = time.process_time()
    tally = build_dump_index(
        shared / "data" / "gazetteer" / "AF.txt.gz", tmp_path / "AF.places", code="AF", note={}
    )
    assert (tally.kept, tally.bad) == (32_390, 0)
    assert time.process_time() - start < 10
    start = time.process_time()
    assert len(NameIndex(tmp_path / "AF.places")) == 32_390
    assert time.process_time() - start < 0.3


def test_default_folder_is_the_tests_own(own_folder: Path) -> None:
    assert data_folder() == own_folder


def test_a_folder_of_dumps_holds_one_of_each_country(tmp_path: Path) -> None:
    for name in ("AF.txt", "PK.txt.gz", "AF.zip", "admin2Codes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert {code: path.name for code, path in find_dumps(tmp_path).items()} == {
        "AF": "AF.txt",
        "PK": "PK.txt.gz",
    }


def test_a_folder_gives_the_dump_of_the_country_asked_for(tmp_path: Path) -> None:
    (tmp_path / "AF.txt").write_text(DUMP, encoding="utf-8")
    assert install_dump("AF", source=tmp_path).address == str(tmp_path / "AF.txt")


def test_a_country_that_a_folder_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="found no such file"):
        install_dump("IR", source=tmp_path)
