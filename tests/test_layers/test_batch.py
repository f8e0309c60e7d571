"""Batches: one file a part and format, under names that mean nothing to any system."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.border import durand_line
from geo.errors import OutputError
from geo.incidents.frame import build_frame
from layers.batch import Alike, export_maps, plan_jobs, safe_name


def build_incidents(*rows: dict[str, Any]) -> Any:
    full = [
        {
            "incident_id": f"{number:016x}",
            "event_type": "talks",
            "date_start": "2025-10-12",
            "date_end": "2025-10-12",
            "status": "extracted",
            **row,
        }
        for number, row in enumerate(rows)
    ]
    return build_frame(full, [None] * len(full))


def test_each_month_is_a_part(tmp_path: Path) -> None:
    incidents = build_incidents({}, {"date_start": "2025-11-01", "date_end": "2025-11-02"})
    jobs = list(plan_jobs(incidents, tmp_path, "month", ("html",)))
    assert [job.name for job in jobs] == ["2025-10", "2025-11"]


def test_every_incident_is_in_exactly_one_part(tmp_path: Path) -> None:
    incidents = build_incidents({"sector_pk": "Bajaur"}, {}, {"sector_pk": "Khyber"})
    jobs = list(plan_jobs(incidents, tmp_path, "sector", ("html",)))
    ids = sorted(one for job in jobs for one in job.rows["incident_id"])
    assert ids == sorted(incidents["incident_id"])


def test_articles_whose_names_clash_get_files_of_their_own(tmp_path: Path) -> None:
    incidents = build_incidents({"article": "a/b"}, {"article": "a?b"})
    jobs = list(plan_jobs(incidents, tmp_path, "article", ("html",)))
    assert len({job.targets[0].name.lower() for job in jobs}) == 2


@settings(derandomize=True, max_examples=300)
@given(st.text(max_size=300))
def test_file_name_stays_in_its_folder(text: str) -> None:
    name = safe_name(text)
    assert name
    assert Path(name).name == name
    assert len(name) < 120
    assert not name.startswith(".")


def test_files_and_an_index_of_them_are_written(tmp_path: Path) -> None:
    written = export_maps(
        build_incidents({}), durand_line(), tmp_path / "maps", formats=("html", "svg")
    )
    assert [path.name for path in written] == ["2025-10.html", "2025-10.svg"]
    rows = (tmp_path / "maps" / "maps.csv").read_text().splitlines()
    assert rows[1] == "October 2025,1,2025-10.html 2025-10.svg"


def test_file_in_the_way_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "maps").write_text("")
    with pytest.raises(OutputError, match="maps: cannot be made"):
        export_maps(build_incidents({}), durand_line(), tmp_path / "maps")


def test_a_part_by_year_or_district_holds_all_incidents() -> None:
    frame = build_incidents({"date_start": "2024-01-02", "adm_2": "Gurbuz"}, {"country": "AF"}, {})
    for by in ("year", "district"):
        parts = list(plan_jobs(frame, Path("maps"), by, ("html",)))
        assert sum(len(job.rows) for job in parts) == len(frame)


def test_every_map_of_a_batch_calls_the_line_alike(tmp_path: Path) -> None:
    frame = build_incidents({"date_start": "2024-01-02", "adm_2": "Gurbuz"}, {"country": "AF"}, {})
    alike = Alike(label="Durand-Linie")
    (page,) = export_maps(frame, durand_line(), tmp_path, by="all", formats=("html",), alike=alike)
    assert "Durand-Linie" in page.read_text(encoding="utf-8")
