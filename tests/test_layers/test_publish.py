"""A map to publish: what may not be in it is nowhere in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import Point

from geo.articles.article import Article
from geo.border import Border, durand_line, point_at
from geo.errors import InputError
from geo.events.mention import Dating, Mention
from geo.incidents.attribution import drop_closed
from geo.incidents.exchange import write_incidents
from geo.incidents.frame import build_frame, list_rows
from geo.places.place import At, Candidate, Place
from layers.model import build_map
from layers.publish import find_village, is_dwelling, may_publish, publish
from layers.story import Chapter

from .samples import at_km, make_claim, make_row

REMOVED = {
    "unreviewed": {"status": "extracted"},
    "rejected": {"status": "rejected"},
    "nameless": {"status": "imported", "licence": None},
    "noncommercial": {"status": "imported", "licence": "CC BY-NC 4.0"},
    "terms": {"status": "imported", "licence": "ACLED terms of use"},
    "edited": {"status": "edited", "licence": "ACLED terms of use"},
}


@pytest.fixture(scope="module")
def border() -> Border:
    return durand_line()


def marked(name: str, number: int, border: Border, **fields: Any) -> dict[str, Any]:
    """A row with a mark in everything that names it, and coordinates of its own."""
    mark = f"zq{name}"
    longitude, latitude = point_at(border, 300.0 + 100 * number)
    return make_row(
        0,
        **{
            "incident_id": f"{mark}id",
            "former_ids": [f"{mark}former"],
            "episode_id": f"e{mark}id",
            "article": f"{mark}article",
            "place_name": f"{mark}place",
            "place_id": f"{mark}placeid",
            "adm_1": f"{mark}adm",
            "quote": f"{mark} quote",
            "review_note": f"{mark}note",
            "claims": [make_claim(f"{mark}claimant", 3, 3, quote=f"{mark}said", is_shared=True)],
            "sources": [{"article": f"{mark}article", "title": f"{mark}title"}],
            "dataset": f"{mark}data",
            "source_record": {"raw": f"{mark}raw"},
            **at_km(border, 300.0 + 100 * number),
            "longitude": round(float(longitude), 3) + 0.000417,
            "latitude": round(float(latitude), 3) + 0.000417,
            **fields,
        },
    )


def write_all(rows: list[dict[str, Any]], border: Border, folder: Path) -> str:
    """All that a map to publish writes, as one text."""
    shapes = [Point(row["longitude"], row["latitude"]) for row in rows]
    day = dt.date(2025, 10, 12)
    articles = [Article(row["article"], f"{row['quote']} and more", day) for row in rows]
    mentions = [mention_of(row) for row in rows]
    page = build_map(
        build_frame(rows, shapes),
        border,
        articles=articles,
        mentions=mentions,
        story=[Chapter(row["incident_id"], f"{row['quote']} head", "words") for row in rows],
        public=True,
    )
    page.save(folder / "map.html")
    write_incidents(drop_closed(page.incidents), folder / "map.geojson")
    return (folder / "map.html").read_text("utf-8") + (folder / "map.geojson").read_text("utf-8")


class Named(Mention):
    """A mention whose id is that of its row."""

    __slots__ = ()

    @property
    def mention_id(self) -> str:
        return f"{self.text_hash}id"


def mention_of(row: dict[str, Any]) -> Mention:
    mark = row["incident_id"].removesuffix("id")
    place = Place("p", f"{mark}found", "village", "AF", "", "", 71.0, 34.0, 1.0)
    lost = Place("q", f"{mark}lost", "village", "PK", "", "", 70.0417, 33.0417, 1.0)
    return Named(
        article=row["article"],
        text_hash=mark,
        event_type="armed_clash",
        trigger_start=0,
        trigger_end=3,
        quote_start=0,
        quote_end=len(row["quote"]),
        quote=row["quote"],
        dating=Dating(dt.date(2025, 10, 12), dt.date(2025, 10, 12), 1, "text"),
        expression=At(place),
        place_start=0,
        place_end=5,
        place_candidates=(Candidate(place, 0.9), Candidate(lost, 0.2)),
        reasons=(f"{mark}reason",),
    )


def test_no_mark_of_a_removed_row_is_in_page_or_geojson(border: Border, tmp_path: Path) -> None:
    rows = [
        marked(name, number, border, **fields)
        for number, (name, fields) in enumerate(REMOVED.items())
    ]
    kept = marked("kept", 9, border, status="reviewed", episode_id=rows[0]["episode_id"])
    text = write_all([*rows, kept], border, tmp_path).lower()
    assert "zqkeptid" in text
    assert "zqkeptplace" in text
    for row in rows:
        assert row["incident_id"].removesuffix("id") not in text
        for name in ("longitude", "latitude"):
            assert f"{row[name]:.5f}" not in text
            assert f"{row[name]:.6f}" not in text


def test_losing_candidates_and_notes_of_reviewers_stay_behind(
    border: Border, tmp_path: Path
) -> None:
    text = write_all([marked("kept", 1, border, status="edited")], border, tmp_path)
    assert "zqkeptfound" in text
    assert "zqkeptlost" not in text
    assert "zqkeptnote" not in text
    assert "33.0417" not in text


@pytest.mark.parametrize(
    "home",
    [
        {"place_name": "house of zqelder", "radius_km": 0.1},
        {"place_name": "zqgirls shelter", "radius_km": 1.0},
        {"place_name": "Torkham", "quote": "A shell hit a home.", "radius_km": 0.2},
        {"place_name": "zqrefugee camp", "radius_km": None, "footprint": "point"},
    ],
)
def test_homes_shelters_and_camps_lie_at_their_village(
    border: Border, tmp_path: Path, home: dict[str, Any]
) -> None:
    row = marked("kept", 5, border, status="reviewed", **home)
    text = write_all([row], border, tmp_path)
    assert f"{row['longitude']:.4f}" not in text
    assert f"{row['latitude']:.4f}" not in text
    assert "zqelder" not in text.replace(str(row["quote"]), "")
    assert "zqkeptraw" not in text
    found = list_rows(publish(build_frame([row], [None]), border))[0]
    village = find_village(row["longitude"], row["latitude"])
    assert (found["longitude"], found["latitude"]) == (village.longitude, village.latitude)
    assert found["place_name"] == f"near {village.name}"
    assert found["radius_km"] in (2.0, 5.0, 10.0, 20.0)
    assert found["chainage_low_km"] < found["chainage_km"] < found["chainage_high_km"]


def test_a_district_with_homes_in_the_quote_stays_where_it_is(border: Border) -> None:
    row = marked("kept", 2, border, status="reviewed", radius_km=30.0, quote="Houses burned.")
    assert not is_dwelling(row)
    assert list_rows(publish(build_frame([row], [None]), border))[0]["place_name"] == "zqkeptplace"


@pytest.mark.parametrize(
    "licence", ["CC BY 4.0", "CC-BY-SA 4.0", "CC0 1.0", "ODbL 1.0", "Public domain"]
)
def test_open_licences_pass(licence: str) -> None:
    assert may_publish({"status": "imported", "licence": licence})


@pytest.mark.parametrize("licence", ["", None, "CC BY-NC", "CC BY-ND 4.0", "all rights reserved"])
def test_other_licences_do_not(licence: str | None) -> None:
    assert not may_publish({"status": "imported", "licence": licence})


def test_published_rows_come_out_as_they_went_in(border: Border) -> None:
    rows = [
        marked("one", 1, border, status="reviewed", place_name="a house", radius_km=0.1),
        marked("two", 2, border, status="edited"),
    ]
    once = publish(build_frame(rows, [None, None]), border)
    assert list_rows(publish(once, border)) == list_rows(once)


def test_whole_articles_are_refused(border: Border) -> None:
    with pytest.raises(InputError, match="whole articles"):
        build_map(build_frame([], []), border, public=True, full_text=True)


def test_the_command_publishes_what_was_reviewed_and_names_a_bad_chapter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from layers.cli import app

    monkeypatch.chdir(tmp_path)
    text = " date 2025-10-12 Three soldiers were killed in a clash at Torkham on Saturday.\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    Path("s.csv").write_text("incident_id,heading,text\nzqzq,Head,Words\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["map", "a.txt", "--public", "--story", "s.csv"])
    assert result.exit_code == 1
    assert "0 of 1 incidents may be published" in result.stdout
    assert "s.csv:2: expected the id of an incident on the map, got 'zqzq'" in result.stderr
    assert "soldiers" not in Path("a.html").read_text(encoding="utf-8")
    assert "soldiers" not in Path("a.geojson").read_text(encoding="utf-8")
