"""District and province polygons of one's own, in the place of discs.

Any vector file that GDAL reads will do, several too. Columns of names, provinces and countries
are found by the names that common sources give them (geoBoundaries, GADM, OCHA's, Who's On
First, Natural Earth); a file of provinces tells itself by its columns, or by its name. Where no
column tells the country, the side of the line does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.border import name_sides
from geo.errors import InputError
from geo.geodesy import distance_km
from geo.incidents.unit_names import country_of, name_keys, sound_of

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

    from geo.border.model import Border

LEVELS = ("district", "province")
DISTRICT_COLUMNS = (
    "adm_2 adm2 adm2_en adm2_name adm2name adm2_name1 name_2 district district_name dist_name"
    " districts district_n"
).split()
PROVINCE_COLUMNS = (
    "adm_1 adm1 adm1_en adm1_name adm1name adm1_name1 name_1 province province_name prov_name"
).split()
NAME_COLUMNS = "shapename name name_en name:en name_latin admin_name".split()
COUNTRY_COLUMNS = (
    "country iso iso2 iso_2 iso_a2 iso3 iso_3 iso_a3 adm0_en adm0_name adm0_a3 adm0_pcode gid_0"
    " shapegroup name_0 admin"
).split()
_OTHER_NAMES = ("varname_2", "varname_1", "altname", "alt_name", "adm2_alt", "adm2altnam")
_PROVINCE_WORDS = ("province", "adm1", "admin1", "states", "level1")
FINENESS_DEG = 0.001  # some 100 m: a district is not known better than its border on maps
ASTRAY_KM = 50.0  # a polygon so far from where a row lies is another unit of that name


@dataclass(frozen=True, slots=True)
class Unit:
    """A district or province: `level`, ISO code of its country ("" unknown), ground in degrees."""

    name: str
    country: str
    level: str
    geometry: BaseGeometry
    spellings: tuple[str, ...] = ()


class Districts:
    """Units by name, level and country; see `read_districts`."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        self._known: dict[tuple[str, str, str], list[Unit]] = {}
        self._sounds: dict[tuple[str, str, str], list[Unit]] = {}
        for unit in self.units:
            keys = {key: None for name in (unit.name, *unit.spellings) for key in name_keys(name)}
            for key in keys:
                self._known.setdefault((unit.level, unit.country, key), []).append(unit)
            for sound in dict.fromkeys(map(sound_of, keys)):
                self._sounds.setdefault((unit.level, unit.country, sound), []).append(unit)

    def find(
        self, names: Sequence[str], country: str, level: str, point: tuple[float, float]
    ) -> Unit | None:
        """The unit of one of these names, the first that is known; None if there is none.

        Parameters
        ----------
        names : spellings of one unit; case, accents, "district", "agency" and the like do not
            matter, and where nothing is spelt so, what sounds the same will do.
        country : ISO code.
        level : district or province.
        point : longitude and latitude where it is thought to lie; of several units of one name
            the nearest is meant, and none that lies more than 50 km away.
        """
        for table, key_of in ((self._known, str), (self._sounds, sound_of)):
            for name in names:
                for key in name_keys(name):
                    found = table.get((level, country, key_of(key)), [])
                    nearest = _nearest(found, point)
                    if nearest is not None:
                        return nearest
        return None


def read_districts(paths: Iterable[str | Path], border: Border) -> Districts:
    """The polygons of files.

    Parameters
    ----------
    paths : GeoJSON, GeoPackage, Shapefile or any other vector file, GeoParquet too; of several
        layers the first with polygons.
    border : tells the country of polygons where no column does.

    Raises
    ------
    InputError
        If a file cannot be read, has no polygons, no column of names or no coordinate
        reference system.
    """
    return Districts(unit for path in paths for unit in _read_units(Path(path), border))


def _read_units(path: Path, border: Border) -> list[Unit]:
    frame = _read_polygons(path)
    columns = {str(name).lower(): str(name) for name in frame.columns if name != "geometry"}
    level, name_column = _find_names(columns, path)
    others = [columns[name] for name in _OTHER_NAMES if name in columns]
    countries = _find_countries(frame, columns, border)
    names = frame[name_column].tolist()
    spellings = zip(*(frame[name].tolist() for name in others), strict=True) if others else None
    return [
        Unit(str(name).strip(), country, level, shape, _split(said))
        for name, country, shape, said in zip(
            names,
            countries,
            frame.geometry.tolist(),
            spellings or [()] * len(names),
            strict=True,
        )
        if isinstance(name, str) and name.strip()
    ]


def _read_polygons(path: Path) -> geopandas.GeoDataFrame:
    """The polygons of a file in WGS 84, valid and no finer than they mean."""
    import shapely

    frame = _open(path)
    if "geometry" not in frame.columns or not frame.geom_type.isin(_POLYGONS).any():
        raise InputError("expected polygons of districts, found none", where=str(path))
    if frame.crs is None:
        raise InputError(
            "expected a coordinate reference system, found none; add the .prj file, or save it"
            " as GeoPackage in EPSG:4326",
            where=str(path),
        )
    frame = frame[frame.geom_type.isin(_POLYGONS)].to_crs("EPSG:4326")
    shapes = shapely.make_valid(shapely.force_2d(frame.geometry.to_numpy()))
    thinned = shapely.simplify(shapes, FINENESS_DEG)
    frame = frame.set_geometry([_only_polygons(shape) for shape in thinned], crs="EPSG:4326")
    return frame[~frame.geometry.is_empty]


_POLYGONS = ("Polygon", "MultiPolygon")


def _open(path: Path) -> Any:
    import geopandas
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    if not path.exists():
        raise InputError("expected a file of polygons, found none there", where=str(path))
    try:
        if path.suffix.lower() in (".parquet", ".geoparquet"):
            return geopandas.read_parquet(path)
        layers = pyogrio.list_layers(path).tolist()
        chosen = next((name for name, kind in layers if "Polygon" in (kind or "")), None)
        return geopandas.read_file(path, layer=chosen or (layers[0][0] if layers else None))
    except (DataSourceError, DataLayerError, OSError, ValueError) as error:
        message = f"expected a vector file such as GeoJSON or GeoPackage, got: {error}"
        raise InputError(message, where=str(path)) from error


def _only_polygons(shape: BaseGeometry) -> BaseGeometry:
    """What is left of a repaired shape that has an area; corners turned as RFC 7946 wants."""
    from shapely import MultiPolygon, orient_polygons, set_precision
    from shapely.geometry import Polygon

    parts = [part for part in getattr(shape, "geoms", [shape]) if part.area > 0]
    flat = [one for part in parts for one in getattr(part, "geoms", [part])]
    found = [one for one in flat if isinstance(one, Polygon)]
    whole: BaseGeometry = found[0] if len(found) == 1 else MultiPolygon(found)
    return orient_polygons(set_precision(whole, 1e-6))


def _find_names(columns: dict[str, str], path: Path) -> tuple[str, str]:
    """The level of a file, and its column of names."""
    is_province = any(word in path.stem.lower() for word in _PROVINCE_WORDS)
    for level, known in (
        ("district", DISTRICT_COLUMNS),
        ("province" if is_province else "district", NAME_COLUMNS),
        ("province", PROVINCE_COLUMNS),
    ):
        for name in known:
            if name in columns:
                return level, columns[name]
    raise InputError(
        f"expected a column of names, such as name, district or adm2_en, found"
        f" {', '.join(columns.values()) or 'no columns'}; rename the one that holds them",
        where=str(path),
    )


def _find_countries(frame: Any, columns: dict[str, str], border: Border) -> list[str]:
    """The ISO code of each polygon's country, from a column, else from where it lies."""
    import numpy as np

    inside = frame.geometry.representative_point()
    sides = name_sides(border, inside.x.to_numpy(), inside.y.to_numpy())
    lying = [str(side) if side in border.pair else "" for side in np.asarray(sides)]
    column = next((columns[name] for name in COUNTRY_COLUMNS if name in columns), None)
    if column is None:
        return lying
    said = [country_of(str(cell)) for cell in frame[column].tolist()]
    return [one or other for one, other in zip(said, lying, strict=True)]


def _split(cells: Sequence[Any]) -> tuple[str, ...]:
    words = (word for cell in cells if isinstance(cell, str) for word in cell.split("|"))
    return tuple(word.strip() for word in words if word.strip())


def _nearest(units: Sequence[Unit], point: tuple[float, float]) -> Unit | None:
    """The unit that holds a point, else the nearest, if it is not far."""
    import shapely
    from shapely.geometry import Point

    here = Point(point)
    best: tuple[float, Unit] | None = None
    for unit in units:
        away = 0.0
        if not unit.geometry.contains(here):
            line = shapely.shortest_line(here, unit.geometry)
            (_, (longitude, latitude)) = line.coords
            away = float(distance_km(*point, longitude, latitude))
        if best is None or away < best[0]:
            best = (away, unit)
    return best[1] if best and best[0] <= ASTRAY_KM else None
