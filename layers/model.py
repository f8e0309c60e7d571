"""A map as data: a border, layers over it, and what has to be said about them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from geo.errors import InputError
from geo.incidents.caveats import list_caveats
from geo.writing import write_text
from layers.basemap import BasemapLayer
from layers.border import DURAND_LABEL, BorderLayer, label_of
from layers.boundaries import BoundariesLayer
from layers.corridor import CorridorLayer
from layers.crossings import CrossingsLayer, SectorsLayer
from layers.density import HexagonsLayer, KilometresLayer
from layers.districts import DistrictsLayer
from layers.far import FarPlace, find_far
from layers.incidents import IncidentsLayer
from layers.places import PlacesLayer
from layers.review import ReviewLayer
from layers.story import Chapter, StoryLayer
from layers.web.assets import words

if TYPE_CHECKING:
    import folium
    import geopandas as gpd

    from geo.articles.article import Article
    from geo.border.model import Border
    from geo.border.reference import Crossing, Sector
    from geo.events.mention import Mention
    from geo.incidents.ledger import LedgerEntry

Box: TypeAlias = tuple[float, float, float, float]  # west, south, east, north in degrees

VIEW_MARGIN_DEG = 0.9
DETAIL_MARGIN_DEG = (11.0, 8.0)
FAR_DETAIL_DEG = 3.0
MOST_DETAILED = 24
MOST_ENTRIES = 20_000


@runtime_checkable
class Layer(Protocol):
    """A layer: it has a kind that the page knows, and gives its data as JSON can hold them."""

    @property
    def kind(self) -> str:
        """The kind of layer, such as ``"incidents"``."""

    def to_data(self) -> dict[str, object]:
        """Return the layer as plain data."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One line of attribution, with an address if there is one."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a reader must be told beside the map.

    Parameters
    ----------
    articles : how many articles were read; None if incidents came from a table.
    not_english : how many articles were not read because they are not in English.
    data_until : the day of the newest article or incident, ISO; None if unknown.
    notes : further sentences for the reader.
    is_public : whether only what may be published was kept.
    """

    articles: int | None = None
    not_english: int = 0
    data_until: str | None = None
    notes: tuple[str, ...] = ()
    is_public: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """A map: one border, layers in the order they are drawn, and what is said about them.

    Parameters
    ----------
    border : the line all kilometres refer to.
    layers : drawn from the first, at the bottom, to the last.
    title : stands at the top.
    label : what to call the line.
    tiles : address of an online tile server with ``{z}``, ``{x}`` and ``{y}``, or a name that
        folium knows; None keeps the map offline.
    about : what a reader must be told.
    full_text : whole texts of articles by their id; None leaves them out.
    view : west, south, east and north shown at first, degrees; None shows the whole border.

    Examples
    --------
    ``Map(border, title="...").add(BorderLayer(border)).save("map.html")``
    """

    border: Border
    layers: tuple[Layer, ...] = ()
    title: str = ""
    label: str = DURAND_LABEL
    tiles: str | None = None
    about: About = field(default_factory=About)
    full_text: Mapping[str, str] | None = None
    view: Box | None = None

    def add(self, layer: Layer) -> Map:
        """Return the map with one more layer on top."""
        return replace(self, layers=(*self.layers, layer))

    @property
    def incidents(self) -> gpd.GeoDataFrame:
        """The rows that the map holds.

        Raises
        ------
        LookupError
            If no layer of it shows incidents.
        """
        for layer in self.layers:
            if isinstance(layer, IncidentsLayer):
                return layer.incidents
        raise LookupError("expected a layer of incidents on the map, found none")

    def bounds(self) -> Box:
        """Return west, south, east and north of what is shown at first, degrees."""
        return self.view or border_view(self.border)

    def to_html(self) -> str:
        """Return the whole page: one HTML document that needs no other file and no network."""
        from layers.web.page import build_page

        return build_page(self)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, in one step: never half of it.

        Returns
        -------
        The path written.

        Raises
        ------
        OutputError
            If the file cannot be written.
        """
        target = Path(path)
        write_text(target, self.to_html())
        return target

    def _repr_html_(self) -> str:
        """Return the page in a frame, for a notebook's cell."""
        from layers.web.page import frame_page

        return frame_page(self.to_html(), title=self.title)


def to_folium(layer: Layer, folium_map: folium.Map) -> folium.Map:
    """Add one layer to any map of folium's, and return that map.

    The page's script comes with it, once a map; it opens what a click hits in a popup whose
    text is set as text.
    """
    from layers.web.page import add_to_folium

    return add_to_folium(layer, folium_map)


def build_map(
    incidents: gpd.GeoDataFrame,
    border: Border,
    *,
    title: str | None = None,
    label: str | None = None,
    tiles: str | None = None,
    n_articles: int | None = None,
    n_not_english: int = 0,
    articles: Sequence[Article] = (),
    mentions: Sequence[Mention] = (),
    story: Sequence[Chapter] = (),
    full_text: bool = False,
    public: bool = False,
    worldview: BoundariesLayer | None = None,
    districts: DistrictsLayer | None = None,
    review: bool = False,
) -> Map:
    """Return the map most people want: the line, its crossings and sectors, and incidents.

    Parameters
    ----------
    incidents : a frame with the columns of `geo.incidents.schema`, EPSG:4326; may be empty.
    border : the line.
    title : stands at the top; None says what the line is called.
    label : what to call the line; None says "Durand Line" for that one, else the border's name.
    tiles : see `Map`.
    n_articles : how many articles were read; None if the incidents came from a table.
    n_not_english : how many were not read because they are not in English.
    articles : the articles; the page's reader shows sentences of them, and which words told what.
    mentions : the acts found in them; they tell why an incident lies where it does.
    story : chapters to tell incidents by, in order.
    full_text : whether the articles go into the page whole.
    public : whether to keep only what may be published; see `layers.publish.publish`.
    worldview : boundaries to draw instead of the basemap's.
    districts : areas with names, drawn over the ground.
    review : put in controls to confirm, reject and correct each incident, whose decisions the
        page gives out as a table for `--decisions`.

    Raises
    ------
    InputError
        If whole articles are asked for in a map to be published.
    """
    if public:
        from layers.publish import publish

        if full_text:
            raise InputError("expected a map to publish or whole articles in it, got both")
        incidents = publish(incidents, border)
    layer = IncidentsLayer(incidents)
    label = label or label_of(border)
    far = find_far(incidents, border, view=border_view(border))
    reader: tuple[Layer, ...] = ()
    if mentions or story:
        told = (tuple(mentions), tuple(articles), tuple(story))
        reader = (StoryLayer(layer.shown(), *told, candidates=not public),)
    return Map(
        border=border,
        layers=(
            *ground_layers(border, far.places, omit_boundaries=worldview is not None),
            *(one for one in (worldview, districts) if one is not None),
            CorridorLayer(border),
            HexagonsLayer(),
            KilometresLayer(),
            SectorsLayer(_sectors(border)),
            BorderLayer(border, label=label),
            CrossingsLayer(_crossings(border), ledger=_ledger(incidents, border)),
            far,
            layer,
            *reader,
            *((ReviewLayer(layer.shown()),) if review else ()),
        ),
        title=title or words()["title.default"].replace("{label}", label),
        label=label,
        tiles=tiles,
        about=About(
            n_articles,
            n_not_english,
            _last_day(incidents),
            tuple(list_caveats(incidents[_caveat_columns(incidents)])),
            is_public=public,
        ),
        full_text={one.article: one.text for one in articles} if full_text and articles else None,
    )


def ground_layers(
    border: Border, far: Sequence[FarPlace] = (), *, omit_boundaries: bool = False
) -> tuple[Layer, Layer]:
    """Return the basemap and towns for a border, and around places far from it."""
    west, south, east, north = border_bounds(border)
    across, up = DETAIL_MARGIN_DEG
    wide = _limit((west - across, south - up, east + across, north + up))
    middle = _limit((west - 4, south - 3, east + 4, north + 3))
    near = _limit((west - 1, south - 1, east + 1, north + 1))
    boxes = [wide]
    # Of very many places only those that most is told of are drawn with their surroundings.
    most = sorted(far, key=lambda place: -place.count)[:MOST_DETAILED]
    for place in sorted(most, key=far.index):
        box = _around(place.longitude, place.latitude)
        if not any(_holds(other, box) for other in boxes):
            boxes.append(box)
    towns = ((near, 1), (middle, 30_000), (wide, 150_000), *((box, 200_000) for box in boxes[1:]))
    focus = (border.first or "AF", border.second or "PK")
    view = border_view(border)
    base = BasemapLayer(tuple(boxes), focus=focus, omit_boundaries=omit_boundaries, view=view)
    return base, PlacesLayer(towns)


def border_bounds(border: Border) -> Box:
    """Return west, south, east and north of a line, degrees."""
    low, high = border.coordinates.min(axis=0), border.coordinates.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def border_view(border: Border) -> Box:
    """Return what a map shows at first: the line with some room around it, degrees."""
    west, south, east, north = border_bounds(border)
    room = VIEW_MARGIN_DEG
    return (
        round(west - room / 3, 2),
        round(south - room, 2),
        round(east + room / 3, 2),
        round(north + room, 2),
    )


def _around(longitude: float, latitude: float) -> Box:
    # Whole degrees: two incidents in one city share a box.
    lon, lat = round(longitude), round(latitude)
    reach = FAR_DETAIL_DEG
    return _limit((lon - reach, lat - reach, lon + reach, lat + reach))


def _limit(box: Box) -> Box:
    west, south, east, north = (round(side, 3) for side in box)
    return max(west, -180.0), max(south, -80.0), min(east, 180.0), min(north, 83.0)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and outer[2] >= inner[2]
        and outer[3] >= inner[3]
    )


def _sectors(border: Border) -> tuple[Sector, ...]:
    from geo.border.reference import DURAND_BORDER, read_sectors

    return tuple(read_sectors()) if border.code == DURAND_BORDER else ()


def _crossings(border: Border) -> tuple[Crossing, ...]:
    from geo.border.reference import read_crossings

    return tuple(read_crossings(border.code)) if border.code else ()


def _ledger(incidents: gpd.GeoDataFrame, border: Border) -> tuple[LedgerEntry, ...]:
    """Return what incidents tell of closures, from the few rows that can tell of them."""
    from geo.incidents.ledger import NEAR_KM, build_ledger

    if not border.code or not {"event_type", "footprint", "crossing_km"} <= set(incidents.columns):
        return ()
    types = incidents["event_type"]
    tells = (types == "border_closure") | (types == "border_reopening")
    tells &= (incidents["footprint"] == "stretch") | (incidents["crossing_km"] <= NEAR_KM)
    found = build_ledger(incidents.loc[tells.to_numpy(dtype=bool)], border=border.code)
    return found if len(found) <= MOST_ENTRIES else ()


def _caveat_columns(incidents: gpd.GeoDataFrame) -> list[str]:
    """Return the columns that caveats are about: a mask of the whole frame would copy all."""
    wanted = "distance_km border_side episode_id footprint status dataset country"
    return [name for name in wanted.split() if name in incidents.columns]


def _last_day(incidents: gpd.GeoDataFrame) -> str | None:
    if "date_end" not in incidents.columns:
        return None
    days = [value for value in incidents["date_end"].tolist() if value is not None]
    texts = [
        day.isoformat()[:10] if isinstance(day, (dt.date, dt.datetime)) else day for day in days
    ]
    return max((text for text in texts if isinstance(text, str)), default=None)
