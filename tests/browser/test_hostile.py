"""Text that means harm: it shows as text, runs nothing, and leaves the layout whole.

The page may say nothing to its console and open no dialogue: the fixture that opens it looks.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from geo.border import Border
from geo.incidents.decisions import read_decisions
from geo.pipeline import Settings, build_table, harvest
from layers.model import build_map
from layers.story import read_story

from .conftest import PHONE, Open, samples
from .payloads import ALL, PAYLOADS

pytestmark = pytest.mark.browser

TITLE = "</title><script>alert(1)</script>"
# Characters that turn or end text are shown as the sign for what cannot be shown.
SHOWN = r"""
const shown = (codes) => String.fromCodePoint(...codes)
  .replace(/[\0-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
"""
# What of the page holds markup that we did not write, and what is wider than its place.
MARKUP = """() => [
  ...document.querySelectorAll('.dl-app img:not(.leaflet-tile), .dl-app iframe, .dl-app object,'
    + ' .dl-app form, .dl-body script, .dl-body style, .dl-app b b, #x'),
  ...[...document.querySelectorAll('a[href]')]
    .filter((one) => !/^https?:\\/\\/[^\\s]+$/.test(one.href)),
].map((one) => one.outerHTML.slice(0, 200))"""
WIDE = """() => [document.documentElement, document.querySelector('.dl-body')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 200))"""
FAULTS = f"() => [...({MARKUP})(), ...({WIDE})()]"


def codes(texts: Any) -> list[list[int]]:
    """Texts as code points, so that nothing on the way can change them."""
    return [[ord(letter) for letter in text] for text in texts]


@pytest.fixture(scope="module")
def html(border: Border) -> str:
    """A map of a table that holds every payload in every field of text."""
    rows = [
        samples.make_row(
            100 + number,
            quote=text,
            place_name=text,
            adm_1=text,
            side_a=text,
            side_b=text,
            nearest_crossing=text,
            crossing_km=1.0,
            sector_af=text,
            review_note=text,
            reviewed_by=text,
            dataset=text,
            dataset_version=text,
            licence=text,
            claims=[
                samples.make_claim(text, 1, 2, group_words=text, quote=text),
                samples.make_claim("", 3, 4, belongs_to=text, quote=text),
            ],
            sources=[{"title": text, "outlet": text, "url": text, "note": text, "article": text}],
            article=text,
            **samples.at_km(border, 200.0 + 15 * number),
        )
        for number, text in enumerate(ALL)
    ]
    frame = samples.make_incidents(border, rows)
    return build_map(frame, border, title=TITLE, label="<img src=x onerror=alert(1)>").to_html()


def test_there_are_many_payloads() -> None:
    assert len(set(ALL)) == len(ALL)
    assert len(ALL) >= 80


def test_every_field_of_a_table_shows_as_text(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.get_by_label("Order", exact=True).select_option("oldest")
    script = f"""(all) => {{ {SHOWN}
      const lost = [];
      // The list draws what is in sight, and more when it is asked.
      for (let more; (more = document.querySelector('.dl-list-end button')); ) more.click();
      const places = ['.dl-quote', 'h2', '.dl-facts', '.dl-sources', '.dl-toll', '.dl-status'];
      all.forEach((codes, number) => {{
        const wanted = (100 + number).toString(16).padStart(16, '0');
        document.querySelector(`.dl-item button[data-id="${{wanted}}"]`).click();
        for (const place of places) {{
          const text = document.querySelector(`.dl-detail ${{place}}`)?.textContent ?? '';
          const flat = (words) => words.replace(/\\s+/g, ' ').trim();
          if (!flat(text).includes(flat(shown(codes)))) lost.push([number, place]);
        }}
        const faults = [...({MARKUP})(), ...(codes.length > 60 ? ({WIDE})() : [])];
        if (faults.length) lost.push([number, ...faults]);
        document.querySelector('.dl-back').click();
      }});
      return lost;
    }}"""
    assert page.evaluate(script, codes(ALL)) == []
    assert page.title() == TITLE


def test_every_field_leaves_the_layout_whole(open_page: Open, html: str) -> None:
    for options in ({}, PHONE):
        page = open_page(html, **options)
        for tab in ("incidents", "sources", "layers", "about"):
            page.locator(f"#dl-tab-{tab}").click()
            assert page.evaluate(FAULTS) == [], tab


@pytest.fixture(scope="module")
def read(border: Border, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A map of files: articles, a table, places, decisions and a story, all hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    inputs = folder / "in"
    inputs.mkdir()
    _write_articles(inputs)
    _write_tables(folder)
    settings = Settings((folder / "places.csv",))
    found = harvest([inputs], settings)
    incidents, _ = build_table(found, border)
    _write_decisions(folder / "decisions.csv", incidents["incident_id"].tolist())
    decisions, bad = read_decisions(folder / "decisions.csv")
    assert not bad
    incidents, faults = build_table(found, border, decisions=decisions)
    assert not faults
    _write_story(folder / "story.csv", incidents["incident_id"].tolist())
    story, bad = read_story(folder / "story.csv")
    assert not bad
    page = build_map(
        incidents,
        border,
        articles=found.articles,
        mentions=found.mentions,
        story=story,
        full_text=True,
    )
    return page.to_html(), found, story


def _write_articles(folder: Path) -> None:
    lines = []
    for number, text in enumerate(PAYLOADS):
        said = f"Three soldiers were killed in a clash at Torkham on Friday. {text} said so."
        names = dict.fromkeys(("title", "url", "outlet"), text)
        row = {"id": f"{number} {text[:60]}", "date": "2025-10-12", "text": said, **names}
        lines.append(json.dumps(row))
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for number, name in enumerate(("<img src=x onerror=alert(1)>", "${alert(1)}", "' onfocus='x")):
        text = f" date 2025-10-1{number} Two men were killed in a clash at Ghulam Khan on Monday.\n"
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def _write_tables(folder: Path) -> None:
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        names = "place_id,name,kind,country,adm_1,adm_2,longitude,latitude,radius_km,spellings"
        table.writerow(names.split(","))
        for number, text in enumerate(PAYLOADS[:40]):
            word = text.replace("|", " ").replace("\n", " ")
            row = (f"p{number}", word, "village", "AF", word, word, 71.0, 34.0, 1, "Torkham")
            table.writerow(row)


def _write_decisions(path: Path, ids: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow("target,action,field,value,by,date,note".split(","))
        for name, text in zip(ids, PAYLOADS, strict=False):
            table.writerow((name, "set", "place_name", text, text[:80], "2025-11-01", text))


def _write_story(path: Path, ids: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(("incident_id", "heading", "text"))
        for number, text in enumerate(PAYLOADS):
            table.writerow((ids[number % len(ids)] if number % 2 else "", text, text))


def test_every_article_reads_as_it_was_written(open_page: Open, read: Any) -> None:
    html, found, _ = read
    page = open_page(html)
    page.locator("#dl-tab-sources").click()
    articles = [one for one in found.articles if one.date == dt.date(2025, 10, 12)]
    script = f"""([ids, texts]) => {{ {SHOWN}
      const lost = [];
      ids.forEach((codes, number) => {{
        const id = String.fromCodePoint(...codes);
        const row = [...document.querySelectorAll('[data-article]')]
          .find((one) => one.dataset.article === id);
        if (!row) {{ lost.push([number, 'not listed']); return; }}
        row.click();
        const text = document.querySelector('.dl-text').textContent;
        if (text !== shown(texts[number])) lost.push([number, text.slice(0, 200)]);
        document.querySelector('.dl-sentence')?.click();
        const faults = [...({MARKUP})(), ...(codes.length > 60 ? ({WIDE})() : [])];
        if (faults.length) lost.push([number, ...faults]);
        document.querySelector('.dl-back').click();
      }});
      return lost;
    }}"""
    asked = [codes(one.article for one in articles), codes(one.text for one in articles)]
    assert len(articles) > 80
    assert page.evaluate(script, asked) == []


def test_every_chapter_of_a_story_shows_as_text(open_page: Open, read: Any) -> None:
    html, _, story = read
    page = open_page(html)
    page.locator("#dl-tab-story").click()
    script = f"""(all) => {{ {SHOWN}
      const chapters = [...document.querySelectorAll('.dl-chapter')];
      const lost = chapters.length === all.length ? [] : [chapters.length];
      all.forEach((codes, number) => {{
        const text = chapters[number].querySelector('p')?.textContent;
        if (text !== shown(codes)) lost.push([number, text?.slice(0, 200)]);
      }});
      return [...lost, ...({FAULTS})()];
    }}"""
    assert page.evaluate(script, codes(one.text for one in story)) == []


def test_names_and_notes_of_decisions_show_as_text(open_page: Open, read: Any) -> None:
    html, _, _ = read
    for options in ({}, PHONE):
        page = open_page(html, **options)
        assert page.evaluate(FAULTS) == []
        script = f"""() => {{
          const lost = [];
          const rows = [...document.querySelectorAll('.dl-item button')];
          for (const id of rows.slice(0, 40).map((one) => one.dataset.id)) {{
            document.querySelector(`.dl-item button[data-id="${{id}}"]`).click();
            lost.push(...({FAULTS})());
            document.querySelector('.dl-back').click();
          }}
          return lost;
        }}"""
        assert page.evaluate(script) == []


def test_a_picture_as_svg_holds_hostile_names_as_text(open_page: Open, html: str) -> None:
    import xml.etree.ElementTree as ET

    page = open_page(html)
    page.locator(".dl-share-button").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Drawing (SVG)").click()
    tree = ET.parse(download.value.path())
    names = {one.tag.rpartition("}")[2] for one in tree.iter()}
    assert names <= {"svg", "title", "desc", "path", "g", "clipPath", "text", "image"}
    assert not [name for one in tree.iter() for name in one.attrib if name.startswith("on")]


def test_no_address_but_the_webs_is_a_link(open_page: Open, html: str) -> None:
    page = open_page(html)
    page.get_by_role("tab", name="About").click()
    links = page.eval_on_selector_all("a[href]", "found => found.map(one => one.href)")
    assert all(link.startswith("https://") for link in links)
