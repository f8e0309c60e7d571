"""A real browser without a network, and the page in it."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from geo.border import Border, durand_line

FLAGS = (
    "--no-sandbox --headless --disable-gpu --disable-quic --no-first-run --no-default-browser-check"
    " --disable-background-networking --disable-component-update --disable-sync"
).split()
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}

Open = Callable[..., Any]

SOON_MS = 20
PATIENCE_MS = 10_000


def load(path: Path) -> ModuleType:
    """A module of another folder of tests, which are no packages."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wait_until(page: Any, is_so: Callable[[], Any]) -> None:
    """Let the page go on until something is so: a busy machine may take its time to draw.

    Asked from outside, for the page's own policy forbids to evaluate words in it.
    """
    for _ in range(PATIENCE_MS // SOON_MS):
        if is_so():
            return
        page.wait_for_timeout(SOON_MS)
    raise AssertionError("what was waited for did not come")


def let_draw(page: Any) -> None:
    """Let the page lay out and draw what was asked of it: what it puts off waits a frame."""
    page.evaluate("""async () => {
      for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
    }""")


def wait_for_address(page: Any, *words: str) -> str:
    """The page's address once it says these words; it is written a moment after a change."""
    wait_until(page, lambda: all(word in page.url for word in words))
    return str(page.url)


samples = load(Path(__file__).parents[1] / "test_layers" / "samples.py")


@pytest.fixture(scope="session")
def border() -> Border:
    return durand_line()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium as the system has it."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("no Chromium: apt-get install chromium fonts-noto-core")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open a page from a file; at the end, no request has left it and its console is empty."""
    contexts = []
    heard: list[str] = []

    def listen(page: Any) -> None:
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (heard.append("dialog"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "data:", "blob:", "about:"))
                else heard.append(f"request: {request.url}")
            ),
        )

    def open_html(html: str, *, wait: bool = True, **options: Any) -> Any:
        target = tmp_path / f"page{len(contexts)}.html"
        target.write_text(html, encoding="utf-8")
        settings = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce"}
        context = browser.new_context(**{**settings, **options})
        context.set_offline(True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        listen(page)
        page.goto(target.as_uri())
        if wait:
            page.wait_for_selector(".leaflet-container canvas")
        return page

    yield open_html
    for context in contexts:
        context.close()
    # Chromium remarks on tests that read pixels back.
    assert [words for words in heard if "willReadFrequently" not in words] == []
