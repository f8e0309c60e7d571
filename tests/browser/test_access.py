"""The page for those who read it otherwise: what axe-core finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geo.border import Border
from layers.model import build_map

from .conftest import PHONE, Open, samples

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
CHECK = """axe.run().then((found) => [
  found.passes.length,
  found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes[0].html}`),
])"""
VIEWS = {
    "overview": ({}, None),
    "incident": ({}, ".dl-item button"),
    "reviewed": ({}, f"[data-id='{3:016x}']"),
    "facets": ({}, ".dl-more summary"),
    "layers": ({}, "#dl-tab-layers"),
    "about": ({}, "#dl-tab-about"),
    "strip": ({}, ".dl-strip-button"),
    "dark": ({"color_scheme": "dark"}, ".dl-item button"),
    "phone": (PHONE, "#dl-tab-incidents"),
}


@pytest.fixture(scope="module")
def html(border: Border) -> str:
    return build_map(samples.make_incidents(border), border, n_articles=1).to_html()


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing(open_page: Open, html: str, name: str) -> None:
    if not AXE.exists():
        pytest.skip("no axe-core: npm ci --ignore-scripts")
    options, click = VIEWS[name]
    page: Any = open_page(html, **options)
    if click:
        page.locator(click).first.click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    passed, violations = page.evaluate(CHECK)
    assert passed > 15
    assert violations == []
