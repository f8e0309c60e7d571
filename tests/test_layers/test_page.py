"""The page: one file, the same bytes, data that stays data."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import folium
import pytest
from branca.element import Element

from geo.border import Border, durand_line
from geo.errors import InputError
from layers.incidents import IncidentsLayer
from layers.model import Map, build_map, to_folium
from layers.style import Sizes
from layers.unpack import read_page
from layers.web.page import counted_ids, dump_json, frame_page

from .samples import HOSTILE, make_claim, make_incidents, make_row

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NETWORK = re.compile(
    r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|@import|url\((?!["']?(?:data:|#))"""
)


@pytest.fixture(scope="module")
def border() -> Border:
    return durand_line()


@pytest.fixture(scope="module")
def page(border: Border) -> str:
    return build_map(make_incidents(border), border, title="A <b>title</b> & more").to_html()


def test_page_is_one_document_in_english(page: str) -> None:
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert page.count("</html>") == 1


def test_page_loads_nothing_from_the_network(page: str) -> None:
    head, _, _ = page.partition("<body>")
    markup = re.sub(r"<script>.*?</script>", "", head, flags=re.DOTALL)
    assert NETWORK.search(markup) is None
    assert "<link" not in page
    assert "<script src" not in page


def test_page_is_made_by_folium_with_leaflet_inside(page: str) -> None:
    assert 'class="folium-map' in page
    assert re.search(r"var map_\d+ = L\.map\(", page)
    assert "jquery" not in page.lower()
    assert "bootstrap" not in page.lower()


def test_every_script_and_style_is_allowed_by_its_hash_and_nothing_else_is(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for text in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, flags=re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]


def test_title_is_text(page: str) -> None:
    assert "<title>A &lt;b&gt;title&lt;/b&gt; &amp; more</title>" in page


def test_each_layer_has_one_block_of_data(page: str) -> None:
    kinds = re.findall(r'data-kind="([^"]+)"', page)
    assert sorted(kinds) == sorted(set(kinds))
    assert set(kinds) >= {"border", "incidents", "crossings", "sectors", "basemap", "places", "far"}


def test_rejected_incidents_are_not_in_the_page(page: str) -> None:
    assert not holds(read_page(page), "Nowhere")
    assert holds(read_page(page), "Torkham")


def test_seed_like_map_is_well_under_its_limit(page: str) -> None:
    assert len(page.encode()) < 1_200_000


@pytest.fixture(scope="module")
def hostile_page(border: Border) -> str:
    rows = [
        make_row(
            100 + number,
            quote=text,
            place_name=text,
            side_a=text,
            claims=[make_claim(text, 1, 2, group_words=text, quote=text)],
            sources=[{"title": text, "outlet": text, "url": text, "note": text}],
        )
        for number, text in enumerate(HOSTILE)
    ]
    return build_map(make_incidents(border, rows), border, title="t").to_html()


def holds(value: Any, text: str) -> bool:
    if isinstance(value, dict):
        return any(holds(item, text) for item in value.values())
    if isinstance(value, list):
        return any(holds(item, text) for item in value)
    return value == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_in_the_data_and_nowhere_else(hostile_page: str, text: str) -> None:
    assert holds(read_page(hostile_page)["incidents"], text)
    without = re.sub(
        r'<script type="application/json".*?</script>', "", hostile_page, flags=re.DOTALL
    )
    assert text not in without


def test_a_title_with_half_a_character_is_still_utf_8(border: Border, tmp_path: Path) -> None:
    path = build_map(make_incidents(border), border, title="\ud83d!").save(tmp_path / "m.html")
    assert "\ufffd!" in path.read_bytes().decode("utf-8")


def test_only_web_addresses_become_addresses(border: Border) -> None:
    row = make_row(9, sources=[{"title": "t", "url": "javascript:alert(1)"}])
    blocks = read_page(build_map(make_incidents(border, [row]), border).to_html())
    urls = [one.get("url") for sources in blocks["incidents"]["sources"] for one in sources]
    assert "javascript:alert(1)" not in urls
    assert "https://example.org/a" in urls


def test_the_same_incidents_give_the_same_bytes_in_any_order(border: Border) -> None:
    incidents = make_incidents(border)
    turned = incidents.iloc[::-1].reset_index(drop=True)
    assert build_map(incidents, border).to_html() == build_map(turned, border).to_html()


def test_other_seed_locale_zone_and_folder_give_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib\n"
        f"sys.path[:0] = [{str(ROOT)!r}, {str(HERE)!r}]\n"
        "from geo.border import durand_line\n"
        "from layers.model import build_map\n"
        "from samples import make_incidents\n"
        "line = durand_line()\n"
        "page = build_map(make_incidents(line), line).to_html()\n"
        "print(hashlib.sha256(page.encode()).hexdigest())\n"
    )
    found = set()
    for seed, zone, locale, folder in (
        ("0", "UTC", "C.UTF-8", ROOT),
        ("4711", "Asia/Kabul", "C", tmp_path),
    ):
        settings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=folder,
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_ids_are_counted_only_inside_the_block() -> None:
    with counted_ids():
        names = [Element().get_name() for _ in range(2)]
    assert names == ["element_0", "element_1"]
    assert re.fullmatch(r"element_[0-9a-f]{32}", Element().get_name())


def test_ids_are_random_again_after_an_error() -> None:
    with pytest.raises(RuntimeError, match="stop"), counted_ids():
        raise RuntimeError("stop")
    assert len(Element()._id) == 32


def test_json_in_a_block_cannot_end_it() -> None:
    text = dump_json({"a": "</script><!--\u2028&"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><!--\u2028&"}


def test_frame_for_a_notebook_holds_the_page_as_text(page: str) -> None:
    frame = frame_page(page, title='"x"')
    assert frame.startswith('<iframe title="&quot;x&quot;" srcdoc="&lt;!DOCTYPE')
    assert 'sandbox="allow-scripts' in frame
    assert "<script" not in frame


def test_a_tile_server_is_named_in_the_policy(border: Border) -> None:
    url = "https://{s}.tile.example.org/{z}/{x}/{y}.png"
    page = build_map(make_incidents(border), border, tiles=url).to_html()
    assert "img-src data: blob: https://*.tile.example.org;" in page
    assert "L.tileLayer" in page


@pytest.mark.parametrize(
    "tiles",
    ["nonsense", "javascript:{z}", "https://x.org/{z}'};alert(1)", "https://x.org/{z}{{7*7}}"],
)
def test_tiles_that_are_no_address_are_refused(border: Border, tiles: str) -> None:
    with pytest.raises(InputError, match="expected tiles as an address"):
        build_map(make_incidents(border), border, tiles=tiles).to_html()


def test_the_sizes_of_a_layer_reach_the_page(border: Border) -> None:
    layer = IncidentsLayer(make_incidents(border), sizes=Sizes(smallest=11.0))
    page = Map(border).add(layer).to_html()
    assert read_page(page)["style"]["sizes"]["smallest"] == 11


def test_one_layer_goes_on_a_map_of_foliums_own(border: Border) -> None:
    page = to_folium(IncidentsLayer(make_incidents(border)), folium.Map(tiles=None)).get_root()
    text = page.render()
    assert "durandline.addLayer(map_" in text
    assert 'data-kind="incidents"' in text


def test_whole_articles_stay_out_unless_asked_for(border: Border) -> None:
    from geo.articles.article import Article

    article = Article("a", "All of the text.", __import__("datetime").date(2025, 10, 12))
    incidents = make_incidents(border)
    assert "All of the text." not in build_map(incidents, border).to_html()
    page = build_map(incidents, border, articles=[article], full_text=True).to_html()
    assert "All of the text." in page
