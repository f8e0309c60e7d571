"""The page: folium builds the document, and all it needs is written into it.

Only this module knows folium. Its defaults (four scripts, six styles, from four hosts) are
dropped; Leaflet comes with our own script, inlined. Ids are counted instead of drawn at random,
so that the same map is the same bytes. Data stands in JSON blocks that no browser runs, and the
page's policy allows exactly the scripts and styles in it, by their hashes.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import itertools
import json
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from geo.errors import InputError
from layers.basemap import names_by_code
from layers.incidents import IncidentsLayer
from layers.style import style_data
from layers.web.assets import read_text, words

if TYPE_CHECKING:
    from layers.model import Layer, Map

_COUNTING = threading.Lock()
# Written as \uXXXX: what could end the block or a line of script, hide or turn text round, and
# halves of characters, which UTF-8 cannot hold.
_UNSAFE = re.compile(
    "[<>&\x7f\u0085\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_HALVES = re.compile("[\ud800-\udfff]")
_KNOWN_TILES = {
    "openstreetmap": (
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "© OpenStreetMap contributors",
    ),
}


class Document(Figure):
    """A figure of branca's as a plain HTML page: language said, the script inside the body."""

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="en">\n'
        "<head>\n{{ this.header.render(**kwargs) }}\n</head>\n"
        "<body>\n{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "</body>\n</html>\n"
    )


class PageMap(folium.Map):
    """folium's map without its files from the network, and without its ban on zooming."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 (folium's own form)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    _template = Template(
        """
        {% macro header(this, kwargs) %}{% endmacro %}
        {% macro html(this, kwargs) %}
<div class="dl-app" id="dl-app">
<main class="dl-stage" id="dl-stage">
<div class="folium-map dl-map" id="{{ this.get_name() }}"></div>
</main>
<noscript>{{ this.without_script }}</noscript>
</div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
  center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
});
        {% endmacro %}
        """
    )
    without_script = ""


class DataBlock(MacroElement):
    """One block of JSON that the page's script reads by its id.

    It adds itself to the document as it stands: the template of a macro would be read as a
    template again, and a sentence with ``{{ }}`` in it would run.
    """

    def __init__(self, block_id: str, kind: str, data: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "DataBlock"
        self.text = (
            f'<script type="application/json" id="{html.escape(block_id)}"'
            f' data-kind="{html.escape(kind)}">{dump_json(data)}</script>'
        )

    def render(self, **_: Any) -> str:
        """Put the block into the document's body; nothing stands where the block itself is."""
        root: Any = self.get_root()
        root.html.add_child(_Raw(self.text), name=self.get_name())
        return ""


class Start(MacroElement):
    """The one line of script that hands the map to the page's code."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
durandline.start({{ this._parent.get_name() }}, {{ this.ids|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, ids: list[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.ids = ids


class LooseLayer(MacroElement):
    """One layer on a map of folium's own."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
durandline.addLayer({{ this._parent.get_name() }}, {{ this.get_name()|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, layer: Layer) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "LooseLayer"
        self.kind = layer.kind
        self.data = layer.to_data()
        self.style = _style_data([layer])

    def render(self, **kwargs: Any) -> str:
        """Bring the layer's data, and once a document the page's script and style."""
        root: Any = self.get_root()
        code = f"<script>{read_text('app.js')}</script><style>{read_text('app.css')}</style>"
        # In the body, so that the document's own Leaflet is there before it.
        root.html.add_child(_Raw(code), name="durandline")
        DataBlock("dl-style", "style", self.style).add_to(self, name="style").render()
        DataBlock(self.get_name(), self.kind, self.data).add_to(self, name="data").render()
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""


class _Raw(Element):
    """Text that goes into the document as it stands; branca would read it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Raw"
        self.text = text

    def render(self, **_: Any) -> str:
        """Return the text."""
        return self.text


@contextlib.contextmanager
def counted_ids() -> Iterator[None]:
    """Make branca count its ids from 0 for as long as the block runs, one block at a time.

    Examples
    --------
    >>> with counted_ids():
    ...     Element().get_name()
    'element_0'
    """
    counter = itertools.count()
    with _COUNTING:
        elements: Any = Element
        own = elements.__dict__["_generate_id"]
        elements._generate_id = classmethod(lambda _: str(next(counter)))
        try:
            yield
        finally:
            elements._generate_id = own


def dump_json(data: object) -> str:
    r"""Return data as JSON that may stand inside a script element.

    Examples
    --------
    >>> dump_json({"quote": "</script>"})
    '{"quote":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def build_page(what: Map) -> str:
    """Return the whole document of a map.

    Raises
    ------
    InputError
        If `tiles` names no tile server.
    """
    with counted_ids():
        document, host = _build_document(what)
        text = document.render()
    return _set_policy(text, host)


def frame_page(page: str, *, title: str = "") -> str:
    """Return a page in a frame of its own, which can reach nothing of the document around it."""
    return (
        f'<iframe title="{html.escape(title)}" srcdoc="{html.escape(page)}" loading="lazy"'
        ' sandbox="allow-scripts allow-popups allow-downloads"'
        ' width="100%" height="640" style="border:0;display:block"></iframe>'
    )


def add_to_folium(layer: Layer, folium_map: folium.Map) -> folium.Map:
    """Add one layer to any map of folium's, and return that map."""
    folium_map.add_child(LooseLayer(layer))
    return folium_map


def _build_document(what: Map) -> tuple[Document, str]:
    west, south, east, north = what.bounds()
    document = Document()
    page = PageMap(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=6,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        zoom_snap=0.25,
        zoom_delta=0.75,
        wheel_px_per_zoom_level=110,
        min_zoom=2,
        max_zoom=17,
        world_copy_jump=False,
        keyboard=True,
    )
    page.without_script = html.escape(words()["page.noscript"])
    document.add_child(page)
    credit, host = _add_tiles(page, what.tiles)
    blocks = [("page", _page_data(what, credit)), ("style", _style_data(what.layers))]
    blocks += [(layer.kind, layer.to_data()) for layer in what.layers]
    if what.full_text:
        blocks.append(("articles", dict(sorted(what.full_text.items()))))
    ids = [f"dl-{number}-{kind}" for number, (kind, _) in enumerate(blocks)]
    for block_id, (kind, data) in zip(ids, blocks, strict=True):
        page.add_child(DataBlock(block_id, kind, data))
    page.add_child(Start(ids))
    _add_head(document, what.title)
    return document, host


def _add_head(document: Document, title: str) -> None:
    head = document.header
    title = _HALVES.sub("\ufffd", title)
    head.add_child(_Raw('<meta name="viewport" content="width=device-width, initial-scale=1">'))
    head.add_child(_Raw('<meta name="referrer" content="no-referrer">'))
    head.add_child(_Raw(f"<title>{html.escape(title)}</title>"))
    head.add_child(_Raw(f"<style>{read_text('app.css')}</style>"))
    head.add_child(_Raw(f"<script>{read_text('app.js')}</script>"))


def _page_data(what: Map, tile_credit: str) -> dict[str, object]:
    return {
        "title": what.title,
        "label": what.label,
        "bounds": list(what.bounds()),
        "about": asdict(what.about),
        "tiles": tile_credit,
        "countries": _country_names(what),
    }


def _style_data(layers: Iterable[Layer]) -> dict[str, object]:
    """Return the style, with the sizes that a layer asks for."""
    wanted = [layer.sizes for layer in layers if isinstance(layer, IncidentsLayer)]
    return style_data(*wanted[:1])


def _country_names(what: Map) -> dict[str, str]:
    """Return names of the countries that the map speaks of, by code."""
    codes = {code for code in what.border.pair if code}
    for layer in what.layers:
        incidents = getattr(layer, "incidents", None)
        if incidents is not None and "country" in incidents.columns:
            codes.update(incidents["country"].dropna().unique().tolist())
    names = names_by_code()
    return {code: names[code] for code in sorted(codes) if code in names}


def _add_tiles(page: PageMap, tiles: str | None) -> tuple[str, str]:
    """Add a tile layer if one was asked for; return its credit and what host it needs."""
    if not tiles:
        return "", ""
    address, credit = _KNOWN_TILES.get(tiles.lower(), (tiles, tiles))
    parts = urlsplit(address.replace("{s}", "*"))
    host = parts.hostname or ""
    is_plain = re.fullmatch(r"https?://(\{s\}\.)?[\w.:/?=&%~+@,{}-]+", address) is not None
    if not is_plain or not host or "{z}" not in address or "{{" in address or "{%" in address:
        raise InputError(
            f"expected tiles as an address with {{z}}, {{x}} and {{y}} or one of"
            f" {', '.join(sorted(_KNOWN_TILES))}, got {tiles!r}"
        )
    if address == tiles:
        credit = host.removeprefix("*.")
    folium.TileLayer(address, attr=" ", name="tiles", max_zoom=19).add_to(page)
    port = f":{parts.port}" if parts.port else ""
    return credit, f"{parts.scheme}://{host}{port}"


def _set_policy(text: str, tile_host: str) -> str:
    """Write the page's policy into its head: only what stands in it runs."""
    scripts = re.findall(r"<script>(.*?)</script>", text, flags=re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    images = " ".join(["data:", "blob:", *([tile_host] if tile_host else [])])
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return text.replace("<head>\n", f"<head>\n{meta}\n", 1)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
