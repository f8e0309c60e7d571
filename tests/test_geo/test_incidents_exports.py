"""Files for others: KML, workbooks, styled GeoPackages, and the columns of UCDP and ACLED."""

from __future__ import annotations

import csv
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.border import durand_line
from geo.errors import OutputError, UnknownNameError
from geo.incidents.acled_export import ACLED_COLUMNS
from geo.incidents.decisions import Decision, apply_decisions
from geo.incidents.exchange import read_incidents, write_incidents, write_losses
from geo.incidents.frame import build_frame
from geo.incidents.imports import read_table
from geo.incidents.palette import COLOURS, FAMILIES
from geo.incidents.table import build_incidents
from geo.incidents.ucdp_export import GED_COLUMNS
from layers.style import EVENT_STYLES
from layers.style import FAMILIES as DRAWN

from .incident_samples import KURRAM, TORKHAM, VILLAGE, claim, mention

LINE = durand_line()
KML = "{http://www.opengis.net/kml/2.2}"
XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NASTY = '=HYPERLINK("x") <script>alert(1)</script> & ]]> \x0b\''
FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "＝1")

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "inter1,country,admin1,admin2,location,latitude,longitude,geo_precision,source,notes,"
    "fatalities\n"
    "PAK1,11 October 2025,2025,1,Political violence,Battles,Armed clash,Military Forces,1,"
    'Pakistan,KP,Kurram,Parachinar,33.9,70.1,1,Dawn,"-3 dead, he said",3\n'
)


def table(*mentions: Any) -> geopandas.GeoDataFrame:
    return build_incidents(mentions or [mention("a", best=5, low=3, high=9)], [], LINE)


def shared_toll() -> geopandas.GeoDataFrame:
    told = (claim(5, shared=True),)
    return table(
        mention("a", where=KURRAM, episode=1, claims=told),
        mention("a", where=TORKHAM, episode=1, claims=told, start=50),
    )


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(frame: geopandas.GeoDataFrame, path: Path, columns: str = "ours") -> list[str]:
    return write_incidents(frame, path, columns=columns)


# KML


def placemarks(frame: geopandas.GeoDataFrame, path: Path) -> list[ElementTree.Element]:
    write(frame, path)
    return list(ElementTree.parse(path).iter(f"{KML}Placemark"))


def test_a_placemark_has_its_day_its_point_and_its_footprint(tmp_path: Path) -> None:
    (mark,) = placemarks(table(), tmp_path / "a.kml")
    assert mark.findtext(f"{KML}TimeStamp/{KML}when") == "2025-10-11"
    assert mark.findtext(f".//{KML}Point/{KML}coordinates") == "70.2,33.75"
    assert mark.find(f".//{KML}Polygon") is not None
    assert mark.findtext(f"{KML}styleUrl") == "#armed_clash"


def test_a_range_of_days_is_a_span(tmp_path: Path) -> None:
    import datetime as dt

    (mark,) = placemarks(table(mention("a", last=dt.date(2025, 10, 14))), tmp_path / "a.kml")
    assert mark.findtext(f"{KML}TimeSpan/{KML}end") == "2025-10-14"


def test_text_in_a_balloon_runs_nothing(tmp_path: Path) -> None:
    (mark,) = placemarks(table(mention("a", quote=NASTY)), tmp_path / "a.kml")
    said = mark.findtext(f"{KML}description") or ""
    assert "<script>" not in said
    assert "&lt;script&gt;" in said


def test_a_colour_is_written_blue_first(tmp_path: Path) -> None:
    write(table(), tmp_path / "a.kml")
    style = ElementTree.parse(tmp_path / "a.kml").find(f".//{KML}Style/{KML}IconStyle/{KML}color")
    assert style is not None
    assert style.text == "ff1b37c8"


def test_incidents_without_a_place_are_told_not_drawn(tmp_path: Path) -> None:
    frame = table(mention("a"), mention("b", where=None))
    losses = write(frame, tmp_path / "a.kml")
    assert "1 of 2 incidents left out: they have no place to draw" in losses


def test_kml_loads_nothing_from_any_address(tmp_path: Path) -> None:
    write(table(), tmp_path / "a.kml")
    text = (tmp_path / "a.kml").read_text().replace("http://www.opengis.net/kml/2.2", "")
    assert "href" not in text
    assert "http" not in text


# Workbooks


def sheets(path: Path) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(path) as whole:
        book = ElementTree.fromstring(whole.read("xl/workbook.xml"))
        names = [str(one.get("name")) for one in book.iter(f"{XLSX}sheet")]
        return {
            name: ElementTree.fromstring(whole.read(f"xl/worksheets/sheet{number}.xml"))
            for number, name in enumerate(names, 1)
        }


def strings(path: Path) -> Iterator[str]:
    for sheet in sheets(path).values():
        for one in sheet.iter(f"{XLSX}is"):
            yield "".join(one.itertext())


def test_a_workbook_has_incidents_claims_sources_and_what_they_mean(tmp_path: Path) -> None:
    write(table(mention("a", claims=(claim(5),))), tmp_path / "a.xlsx")
    found = sheets(tmp_path / "a.xlsx")
    assert list(found) == ["incidents", "claims", "sources", "about"]
    assert len(list(found["claims"].iter(f"{XLSX}row"))) == 2


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_text_marked_as_text(tmp_path: Path, text: str) -> None:
    write(table(mention("a", quote=text)), tmp_path / "a.xlsx")
    assert text in list(strings(tmp_path / "a.xlsx"))
    assert not list(sheets(tmp_path / "a.xlsx")["incidents"].iter(f"{XLSX}f"))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as whole:
        assert b'quotePrefix="1"' in whole.read("xl/styles.xml")


def test_numbers_and_days_are_numbers_and_days(tmp_path: Path) -> None:
    write(table(), tmp_path / "a.xlsx")
    row = list(sheets(tmp_path / "a.xlsx")["incidents"].iter(f"{XLSX}row"))[1]
    kinds = [(cell.get("t"), cell.findtext(f"{XLSX}v")) for cell in row]
    assert (None, "5") in kinds
    assert (None, "45941") in kinds  # 11 October 2025 as Excel counts days


def test_a_cell_too_long_for_excel_is_cut_and_told(tmp_path: Path) -> None:
    losses = write(table(mention("a", quote="x" * 40_000)), tmp_path / "a.xlsx")
    assert any("cells cut to the 32,767 characters" in line for line in losses)


def test_equal_tables_give_equal_workbooks(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write(table(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


# GeoPackage


def styles(path: Path) -> list[tuple[Any, ...]]:
    with sqlite3.connect(path) as connection:
        found = connection.execute(
            "SELECT s.f_table_name, s.f_geometry_column, s.useAsDefault, s.styleQML"
            " FROM layer_styles s JOIN gpkg_geometry_columns g"
            " ON g.table_name = s.f_table_name AND g.column_name = s.f_geometry_column"
        ).fetchall()
    connection.close()
    return found


def test_a_geopackage_has_a_style_for_its_layer_and_column(tmp_path: Path) -> None:
    write(table(), tmp_path / "a.gpkg")
    ((layer, _, is_default, qml),) = styles(tmp_path / "a.gpkg")
    assert (layer, is_default) == ("incidents", 1)
    assert "event_type = 'armed_clash'" in qml


def test_a_style_is_well_formed_and_fits_every_geometry(tmp_path: Path) -> None:
    write(table(), tmp_path / "a.gpkg")
    root = ElementTree.fromstring(styles(tmp_path / "a.gpkg")[0][3].split("\n", 1)[1])
    kinds = {one.get("type") for one in root.iterfind("renderer-v2/symbols/symbol")}
    assert kinds == {"fill", "line", "marker"}
    assert root.find("layerGeometryType") is None


def test_the_table_of_styles_is_registered_as_qgis_wants_it(tmp_path: Path) -> None:
    write(table(), tmp_path / "a.gpkg")
    with sqlite3.connect(tmp_path / "a.gpkg") as connection:
        found = connection.execute(
            "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'"
        ).fetchall()
        names = [row[1] for row in connection.execute("PRAGMA table_info(layer_styles)")]
    connection.close()
    assert found == [("attributes",)]
    assert (
        names
        == (
            "id f_table_catalog f_table_schema f_table_name f_geometry_column styleName styleQML"
            " styleSLD useAsDefault description owner ui update_time"
        ).split()
    )


def test_a_styled_geopackage_reads_back_the_same(tmp_path: Path) -> None:
    write(table(), tmp_path / "a.gpkg")
    assert read_incidents(tmp_path / "a.gpkg")["incident_id"].tolist() == (
        table()["incident_id"].tolist()
    )


def test_files_and_pages_draw_types_in_the_same_colours() -> None:
    assert {name: style.family for name, style in EVENT_STYLES.items()} == dict(FAMILIES)
    assert {name: family.colour for name, family in DRAWN.items()} == dict(COLOURS)


# Columns of UCDP and ACLED


def test_acled_has_its_columns_and_its_words(tmp_path: Path) -> None:
    frame = table(mention("a", best=5, where=VILLAGE, side_a="Pakistani forces"))
    write(frame, tmp_path / "a.csv", "acled")
    (row,) = read_csv(tmp_path / "a.csv")
    assert tuple(row) == ACLED_COLUMNS
    assert (row["event_type"], row["sub_event_type"]) == ("Battles", "Armed clash")
    assert (row["inter1"], row["iso"], row["fatalities"]) == ("State forces", "586", "5")


def test_an_acled_row_goes_back_as_it_came_but_for_its_guard(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(ACLED)
    frame, _ = read_table(tmp_path / "in.csv", LINE)
    assert write(frame, tmp_path / "out.csv", "acled") == []
    assert (tmp_path / "out.csv").read_text() == ACLED.replace('"-3 dead', "\"'-3 dead")


def test_our_reader_takes_the_guard_off_again(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(ACLED)
    frame, _ = read_table(tmp_path / "in.csv", LINE)
    write(frame, tmp_path / "out.csv", "acled")
    again, _ = read_table(tmp_path / "out.csv", LINE)
    assert again["quote"].tolist() == ["-3 dead, he said"]
    assert again["source_record"].tolist() == frame["source_record"].tolist()


def test_a_persons_toll_reaches_acled(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(ACLED)
    frame, _ = read_table(tmp_path / "in.csv", LINE)
    made = Decision(frame["incident_id"].iloc[0], "set", field="best", value="7")
    write(apply_decisions(frame, [made], LINE)[0], tmp_path / "out.csv", "acled")
    assert read_csv(tmp_path / "out.csv")[0]["fatalities"] == "7"


@pytest.mark.parametrize(
    ("columns", "toll", "mark"),
    [("ucdp", "best", "where_description"), ("acled", "fatalities", "tags")],
)
def test_a_shared_toll_is_split_evenly_and_marked(
    tmp_path: Path, columns: str, toll: str, mark: str
) -> None:
    losses = write(shared_toll(), tmp_path / "a.csv", columns)
    rows = read_csv(tmp_path / "a.csv")
    assert sorted(int(row[toll]) for row in rows) == [2, 3]
    assert all("split evenly" in row[mark] for row in rows)
    assert any("even share" in line for line in losses)


def test_parts_of_a_toll_add_up_in_ucdp(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("date,lat,lon,deaths\n2025-10-11,33.9,70.1,4\n")
    frame, _ = read_table(tmp_path / "in.csv", LINE)
    frame["event_type"] = "armed_clash"
    write(frame, tmp_path / "out.csv", "ucdp")
    (row,) = read_csv(tmp_path / "out.csv")
    assert (row["best"], row["deaths_unknown"]) == ("4", "4")


def test_what_acled_has_no_place_for_is_told(tmp_path: Path) -> None:
    losses = write(table(mention("a")), tmp_path / "a.csv", "acled")
    assert "1 of 1 incidents written with 0 dead: ACLED has no unknown toll" in losses


@pytest.mark.parametrize(("columns", "head"), [("ucdp", GED_COLUMNS), ("acled", ACLED_COLUMNS)])
def test_an_empty_table_has_a_head(tmp_path: Path, columns: str, head: tuple[str, ...]) -> None:
    assert write(build_frame([], []), tmp_path / "a.csv", columns) == []
    assert (tmp_path / "a.csv").read_text() == ",".join(head) + "\n"


def test_other_columns_are_for_csv_only(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"expected NAME\.csv for the columns of ucdp"):
        write(table(), tmp_path / "a.gpkg", "ucdp")


def test_unknown_columns_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="set of columns 'gdelt'"):
        write(table(), tmp_path / "a.csv", "gdelt")


@settings(
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(alphabet="=+-@'\t ab<&\"1,;", min_size=1, max_size=8))
def test_no_export_holds_an_unguarded_formula_and_texts_come_back(
    tmp_path: Path, text: str
) -> None:
    for columns in ("ours", "ucdp", "acled"):
        write(table(mention("a", quote=text, side_a=text)), tmp_path / "a.csv", columns)
        for row in read_csv(tmp_path / "a.csv"):
            for cell in row.values():
                assert not cell.startswith(("=", "+", "@", "\t")) or cell.strip(" +-").isdigit()
        again, _ = read_table(tmp_path / "a.csv", LINE)
        assert again["side_a"].tolist() == [text]


def test_losses_stand_beside_the_file_until_there_are_none(tmp_path: Path) -> None:
    path = write_losses(["1 of 2 incidents left out"], tmp_path / "a.kml")
    assert path == tmp_path / "a.kml.losses.txt"
    assert path.read_text() == "a.kml does not hold:\n1 of 2 incidents left out\n"
    assert write_losses([], tmp_path / "a.kml") is None
    assert not path.exists()
