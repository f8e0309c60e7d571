"""The tables of the line: what they must hold, and what the questions to them answer."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import reference
from geo.border.line import durand_line
from geo.border.measure import Measures, locate
from geo.border.tables import _convert_rows, _to_sector
from geo.errors import TableError, UnknownNameError
from geo.geodesy import solve_direct

LENGTH_KM = 2611.0
ADMIN = Path(__file__).parents[3] / "shared" / "data" / "admin"
DATES = (
    date(2002, 1, 1),
    date(2010, 1, 1),
    date(2016, 6, 15),
    date(2018, 5, 30),
    date(2018, 5, 31),
    date(2018, 11, 19),
    date(2018, 11, 20),
    date(2021, 6, 28),
    date(2021, 6, 29),
    date(2022, 10, 12),
    date(2022, 10, 13),
    date(2026, 1, 1),
    None,
)
# Districts in the order in which one meets them from China to Iran.
PUBLISHED_ORDER = {
    "AF": "Wakhan Zebak Kamdesh Nari Dangam Sarkani Goshta Achin Gurbuz Tani Spera Gayan Barmal "
    "Gomal Maruf Arghistan Shorabak Registan Dishu",
    "PK": "Hunza Ghizer Bajaur Mohmand Khyber Kurram Zhob Pishin Chaman Quetta Nushki Chagai",
}
crossings = reference.read_crossings()
by_id = pytest.mark.parametrize("crossing", crossings, ids=lambda crossing: crossing.crossing_id)
per_date = pytest.mark.parametrize("on", DATES, ids=str)
per_side = pytest.mark.parametrize("side", ["AF", "PK"])
per_level = pytest.mark.parametrize("level", ["district", "province"])


@pytest.fixture(scope="module")
def measures() -> Measures:
    """Return the crossings as the line itself measures them."""
    return locate(durand_line(), [c.longitude for c in crossings], [c.latitude for c in crossings])


def test_distances_of_crossings_are_those_of_the_line(measures: Measures) -> None:
    listed = [crossing.distance_km for crossing in crossings]
    np.testing.assert_allclose(listed, measures.distance_km, atol=0.1)


def test_kilometres_of_crossings_are_those_of_the_line(measures: Measures) -> None:
    listed = [crossing.chainage_km for crossing in crossings]
    np.testing.assert_allclose(listed, measures.chainage_km, atol=0.3)


def test_no_crossing_is_snapped_to_the_line(measures: Measures) -> None:
    assert (measures.distance_km > 0.01).all()


def test_ends_are_those_of_the_line() -> None:
    ends = reference.read_ends()
    found = locate(durand_line(), [end.longitude for end in ends], [end.latitude for end in ends])
    np.testing.assert_allclose(found.distance_km, 0, atol=0.1)
    np.testing.assert_allclose(found.chainage_km, [end.km for end in ends], atol=0.1)


@by_id
def test_crossing_is_at_the_line(crossing: reference.Crossing) -> None:
    assert crossing.distance_km <= 2.0


@by_id
def test_crossing_lies_in_its_districts_on_both_sides(crossing: reference.Crossing) -> None:
    found = [reference.sector_at(crossing.chainage_km, side).name for side in ("AF", "PK")]
    assert found == [crossing.district_af, crossing.district_pk]


@by_id
def test_crossing_lies_in_its_provinces_on_both_sides(crossing: reference.Crossing) -> None:
    sectors = [reference.sector_at(crossing.chainage_km, side) for side in ("AF", "PK")]
    found = [reference.province_of(sector).name for sector in sectors]
    assert found == [crossing.province_af, crossing.province_pk]


@by_id
def test_crossing_has_a_source_and_a_known_kind_and_status(crossing: reference.Crossing) -> None:
    assert crossing.source
    assert crossing.kind in {"road", "track", "foot"}
    assert crossing.status in {"confirmed", "unconfirmed"}


def test_crossings_named_in_reports_are_there() -> None:
    expected = {
        "torkham", "chaman", "ghulam-khan", "kharlachi", "borki", "teri-mangal", "angoor-adda",
        "badini", "qamar-din-karez", "arandu", "dorah-pass", "nawa-pass", "ghakhi-pass",
        "bin-shahi", "gursal", "lwara", "bahram-chah",
    }  # fmt: skip
    assert expected <= {crossing.crossing_id for crossing in crossings}


def test_crossings_come_by_kilometre() -> None:
    assert all(a.chainage_km < b.chainage_km for a, b in pairwise(crossings))


def test_chaman_is_the_gate_and_not_the_town() -> None:
    assert 1881 <= reference.find_crossing("chaman").chainage_km <= 1886


def test_a_spelling_belongs_to_one_crossing() -> None:
    owners: dict[str, str] = {}
    for crossing in crossings:
        names = (crossing.name, crossing.name_af, crossing.name_pk)
        for name in {n.casefold() for n in names + crossing.spellings + crossing.names_local}:
            assert owners.setdefault(name, crossing.crossing_id) == crossing.crossing_id


def test_unknown_crossing_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="'torkham'"):
        reference.find_crossing("turkham")


@per_date
@per_side
@per_level
def test_sectors_have_neither_gap_nor_overlap(
    side: reference.Side, level: reference.Level, on: date | None
) -> None:
    sectors = reference.sectors_on(side, level=level, on=on)
    assert sectors[0].km_from == 0
    assert sectors[-1].km_to == LENGTH_KM
    assert all(a.km_to == b.km_from for a, b in pairwise(sectors))


@per_side
@per_date
def test_a_district_lies_in_one_province(side: reference.Side, on: date | None) -> None:
    for district in reference.sectors_on(side, on=on):
        ends = (district.km_from, np.nextafter(district.km_to, 0))
        provinces = reference.sectors_at(ends, side, level="province", on=on, field="code")
        assert provinces[0] == provinces[1]


@per_side
def test_districts_follow_the_published_order(side: reference.Side) -> None:
    names = [sector.name for sector in reference.sectors_on(side)]
    starts = [names.index(name) for name in PUBLISHED_ORDER[side].split()]
    assert starts == sorted(starts)


def test_a_code_belongs_to_one_side_and_level() -> None:
    owners: dict[str, tuple[str, str]] = {}
    for sector in reference.read_sectors():
        assert owners.setdefault(sector.code, (sector.side, sector.level)) == (
            sector.side,
            sector.level,
        )
        assert sector.code.startswith(sector.side.lower() + "-")


@pytest.mark.skipif(not ADMIN.is_dir(), reason="../shared is absent")
@pytest.mark.parametrize(("side", "azimuth_deg"), [("AF", -90), ("PK", 90)])
def test_districts_are_those_of_open_polygons(side: reference.Side, azimuth_deg: int) -> None:
    # Names are spelled in many ways: each polygon goes with the district it meets most.
    kms = np.arange(1.5, LENGTH_KM, 3.0)
    polygons = read_polygons(side, *points_beside(kms, azimuth_deg))
    on = date(2018, 6, 1)  # the polygons do not have the later districts
    names = reference.sectors_at(kms, side, on=on, field="code")
    pairs = Counter(zip(polygons, names, strict=True))
    owners = {polygon: name for (polygon, name), _ in reversed(pairs.most_common())}
    agreed = [owners[polygon] == name for polygon, name in zip(polygons, names, strict=True)]
    assert np.mean(agreed) > 0.96  # 1.8 % is Dishu, where the table follows reports


def points_beside(kms: np.ndarray, azimuth_deg: int) -> tuple[np.ndarray, np.ndarray]:
    """Return points 2 km off the line, to the right (AF, -90) or the left (PK, 90)."""
    coordinates = durand_line().coordinates
    along = locate(durand_line(), coordinates[:, 0], coordinates[:, 1]).chainage_km
    order = np.argsort(along)

    def at(km: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return tuple(np.interp(km, along[order], coordinates[order, axis]) for axis in (0, 1))

    (x0, y0), (x1, y1) = at(kms - 1.5), at(kms + 1.5)
    heading = np.degrees(np.arctan2((x1 - x0) * np.cos(np.radians(y0)), y1 - y0))
    return solve_direct(*at(kms), heading - azimuth_deg, np.full(len(kms), 2.0))


def read_polygons(side: str, lons: np.ndarray, lats: np.ndarray) -> list[str]:
    """Return the id of the current district polygon nearest to each point."""
    features = json.loads((ADMIN / f"districts_{side.lower()}.geojson").read_text())["features"]
    current = [item for item in features if item["properties"]["is_current"] != "0"]
    tree = shapely.STRtree([shapely.geometry.shape(item["geometry"]) for item in current])
    return [current[i]["properties"]["wof_id"] for i in tree.nearest(shapely.points(lons, lats))]


def test_killa_abdullah_has_two_stretches_round_chaman() -> None:
    names = [s.name for s in reference.sectors_on("PK") if 1756 <= s.km_from < 1998]
    assert names == ["Killa Abdullah", "Chaman", "Killa Abdullah"]


@pytest.mark.parametrize(
    ("km", "on", "name"),
    [
        (200, date(2018, 11, 19), "Chitral"),
        (200, date(2018, 11, 20), "Upper Chitral"),
        (680, date(2018, 5, 30), "Bajaur Agency"),
        (680, date(2018, 5, 31), "Bajaur"),
        (1269, date(2020, 1, 1), "South Waziristan"),
        (1269, None, "Lower South Waziristan"),
        (1882, date(2020, 1, 1), "Killa Abdullah"),
        (1882, None, "Chaman"),
    ],
)
def test_a_district_has_the_name_of_its_day(km: float, on: date | None, name: str) -> None:
    assert reference.sector_at(km, "PK", on=on).name == name


def test_tribal_areas_are_a_province_until_their_merger() -> None:
    found = [
        reference.sector_at(804, "PK", level="province", on=on).code
        for on in (date(2018, 5, 30), date(2018, 5, 31))
    ]
    assert found == ["pk-fata", "pk-kp"]


def test_a_past_district_lies_in_the_province_of_its_day() -> None:
    agency = reference.sector_at(804, "PK", on=date(2017, 1, 1))
    assert reference.province_of(agency).code == "pk-fata"


@given(st.floats(0, LENGTH_KM), st.sampled_from(["AF", "PK"]), st.sampled_from(DATES))
@settings(derandomize=True, max_examples=200)
def test_every_kilometre_has_a_sector_that_holds_it(
    km: float, side: reference.Side, on: date | None
) -> None:
    sector = reference.sector_at(km, side, on=on)
    assert sector.km_from <= km <= sector.km_to


@given(st.lists(st.floats(-100, 3000) | st.just(float("nan")), max_size=30))
@settings(derandomize=True, max_examples=100)
def test_many_kilometres_give_what_each_gives(kms: list[float]) -> None:
    many = reference.sectors_at(kms, "PK", field="name")
    each = [reference.sector_at(km, "PK") for km in kms]
    assert list(many) == [sector and sector.name for sector in each]


@pytest.mark.parametrize("km", [-0.1, 2611.1, float("nan"), float("inf")])
def test_beyond_the_ends_there_is_no_sector(km: float) -> None:
    assert reference.sector_at(km, "AF") is None


def test_unknown_side_level_and_field_are_named() -> None:
    with pytest.raises(UnknownNameError, match="unknown side 'IN'"):
        reference.sector_at(1, "IN")
    with pytest.raises(UnknownNameError, match="unknown sector level 'tehsil'"):
        reference.sector_at(1, "PK", level="tehsil")
    with pytest.raises(UnknownNameError, match="unknown sector field 'title'"):
        reference.sectors_at([1], "PK", field="title")


@given(st.floats(0, LENGTH_KM), st.booleans())
@settings(derandomize=True, max_examples=200)
def test_no_other_crossing_is_nearer(km: float, unconfirmed: bool) -> None:
    crossing, crossing_km = reference.nearest_crossing(km, unconfirmed=unconfirmed)
    known = [c for c in crossings if unconfirmed or c.is_confirmed]
    assert crossing in known
    assert crossing_km == min(abs(c.chainage_km - km) for c in known)


def test_an_unconfirmed_crossing_counts_only_on_request() -> None:
    km = reference.find_crossing("lwara").chainage_km
    assert reference.nearest_crossing(km)[0].crossing_id != "lwara"
    assert reference.nearest_crossing(km, unconfirmed=True)[0].crossing_id == "lwara"


def test_no_kilometre_has_no_nearest_crossing() -> None:
    assert reference.nearest_crossing(float("nan")) is None


def test_statuses_of_a_crossing_follow_each_other_without_overlap() -> None:
    for crossing in crossings:
        rows = reference.crossing_statuses(crossing.crossing_id)
        assert all(a.valid_to == b.valid_from for a, b in pairwise(rows))


def test_every_status_is_of_a_crossing_and_of_a_known_class() -> None:
    known = {"notified_trade", "notified_not_operating", "customary_route", "closed"}
    ids = {crossing.crossing_id for crossing in crossings}
    rows = reference.read_crossing_statuses()
    assert {row.crossing_id for row in rows} <= ids
    assert {row.legal_class for row in rows} <= known
    assert all(row.source for row in rows)


@pytest.mark.parametrize(
    ("crossing_id", "on", "legal_class"),
    [
        ("torkham", date(2021, 4, 16), "notified_trade"),
        ("ghulam-khan", date(2016, 1, 1), "closed"),
        ("ghulam-khan", None, "notified_trade"),
        ("angoor-adda", date(2019, 1, 1), "notified_not_operating"),
        ("angoor-adda", date(2020, 9, 23), "notified_trade"),
        ("nawa-pass", date(2006, 1, 1), "customary_route"),
        ("nawa-pass", None, "closed"),
    ],
)
def test_crossing_has_the_standing_of_its_day(
    crossing_id: str, on: date | None, legal_class: str
) -> None:
    assert reference.crossing_status(crossing_id, on).legal_class == legal_class


def test_a_crossing_of_unknown_standing_has_none() -> None:
    assert reference.crossing_status("lwara") is None


def test_ends_are_the_first_and_the_last_kilometre() -> None:
    assert [end.km for end in reference.read_ends()] == [0.0, LENGTH_KM]


def test_disputed_stretches_lie_on_the_line_and_name_their_source() -> None:
    for stretch in reference.read_disputed():
        assert 0 <= stretch.km_from < stretch.km_to <= LENGTH_KM
        assert stretch.claim
        assert stretch.source


def test_other_borders_have_empty_tables() -> None:
    readers = (
        reference.read_crossings,
        reference.read_sectors,
        reference.read_disputed,
        reference.read_ends,
        reference.read_crossing_statuses,
    )
    assert all(read("TH-KH") == () for read in readers)


def test_other_borders_have_no_answers() -> None:
    assert reference.sector_at(10, "AF", border="TH-KH") is None
    assert reference.nearest_crossing(10, border="TH-KH") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("AF,district,Nari,af,0,1,,,x,extra", "sectors.csv:2: .* too many or too few"),
        ("AF,district,Nari,af,0,1,,", "sectors.csv:2: .* too many or too few"),
        ("AF,district,Nari,af,zero,1,,,x", "sectors.csv:2: .*'zero'"),
        ("AF,tehsil,Nari,af,0,1,,,x", "sectors.csv:2: .*'tehsil'"),
        ("AF,district,Nari,af,0,1,May 2018,,x", "sectors.csv:2: .*'May 2018'"),
    ],
)
def test_a_broken_row_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "sectors.csv"
    head = "side,level,name,code,km_from,km_to,valid_from,valid_to,source"
    path.write_text(f"{head}\n{text}\n", encoding="utf-8")
    with pytest.raises(TableError, match=message):
        list(_convert_rows(path, _to_sector))
