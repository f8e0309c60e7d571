"""Which incidents are wanted: one question, asked of a frame or of a database.

A question narrows the table by every part that is given; a part that is not given lets all
rows through, so that `Query()` is the whole table. A row that lacks what a part asks for (no
day, no kilometre, no distance) does not pass that part.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.border.tables import DURAND_BORDER, Sector, read_sectors
from geo.errors import InputError, UnknownNameError
from geo.events.event_types import EVENT_TYPES
from geo.incidents.schema import SIDES, STATUSES

if TYPE_CHECKING:
    import geopandas
    import pandas

Params = tuple[str | float, ...]

# What --only names: the statuses, or another condition of the same meaning in both languages.
ONLY = ("reviewed", "unreviewed", "news", "placed")
_ONLY_STATUSES = {"reviewed": ("reviewed", "edited"), "unreviewed": ("extracted", "imported")}
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?\Z")
_NUMBER = r"\d+(?:\.\d+)?"
_KM_RANGE = re.compile(rf"({_NUMBER})(?:\s*[-–]\s*({_NUMBER}))?\Z")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; None and () ask for nothing.

    Parameters
    ----------
    since, until : ISO days, inclusive; an incident passes if any of its days lies between.
    types : names of event types.
    sides : AF, PK (or the codes of another border), on_line, undetermined or elsewhere.
    sectors : names of districts, on either side.
    km : map kilometres, from and to; an incident passes if its kilometres overlap them.
    within_km : greatest distance of its point from the line, km.
    actors : words of the label of either party; letters large or small are the same.
    status : extracted, imported, reviewed, edited or rejected.
    only : one of `ONLY`: reviewed (by a person), unreviewed, news (not background), placed
        (with a footprint).

    Raises
    ------
    UnknownNameError
        If a type, a side, a status or `only` is not one of the known ones.
    InputError
        If a day is not an ISO day, or a range ends before it starts.

    Examples
    --------
    >>> Query(since="2025-10-01", until="2025-10-31", within_km=25).within_km
    25
    """

    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    km: tuple[float, float] | None = None
    within_km: float | None = None
    actors: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    only: str | None = None

    def __post_init__(self) -> None:
        for name in self.types:
            _check_name("event type", name, EVENT_TYPES)
        for name in self.status:
            _check_name("status", name, STATUSES)
        for name in self.sides:
            if not re.fullmatch("[A-Z]{2}", name):
                _check_name("side", name, ("AF", "PK", *SIDES))
        if self.only is not None:
            _check_name("choice of --only", self.only, ONLY)
        self._check_ranges()

    def _check_ranges(self) -> None:
        for day in (self.since, self.until):
            if day is not None:
                _check_day(day)
        if self.since and self.until and self.until < self.since:
            raise InputError(f"expected a last day of {self.since} or later, got {self.until}")
        if self.km is not None and not 0 <= self.km[0] <= self.km[1] < math.inf:
            low, high = self.km
            raise InputError(
                f"expected kilometres from low to high, got {low:g}-{high:g}; write 700-900"
            )
        if self.within_km is not None and not 0 <= self.within_km < math.inf:
            raise InputError(f"expected a distance of 0 km or more, got {self.within_km:g}")


def parse_query(  # noqa: PLR0913 - its parameters are the options of the command line
    *,
    since: str | None = None,
    until: str | None = None,
    types: Iterable[str] | None = None,
    sides: Iterable[str] | None = None,
    sectors: Iterable[str] | None = None,
    km: str | None = None,
    within: str | float | None = None,
    actors: Iterable[str] | None = None,
    statuses: Iterable[str] | None = None,
    only: str | None = None,
    border: str = DURAND_BORDER,
) -> Query:
    """The question that options of the command line ask.

    Parameters
    ----------
    since, until : a day, a month or a year; a month ends with its last day.
    types, sides, sectors, actors, statuses : each may hold several names with commas between them.
    km : "700-900", or "804" for one kilometre.
    within : km from the line.
    only : a choice of `ONLY`, or a status.
    border : ISO pair whose sectors are known by name. A province stands for its districts.

    Raises
    ------
    UnknownNameError
        If a name is not one of the known ones; the message lists the nearest.
    InputError
        If a day, a range or a number cannot be read.

    Examples
    --------
    >>> query = parse_query(since="2025-10", until="2025-10", km="700-900", sides=["af,on_line"])
    >>> query.since, query.until, query.km, query.sides
    ('2025-10-01', '2025-10-31', (700.0, 900.0), ('AF', 'on_line'))
    >>> parse_query(sectors=["khyber"]).sectors
    ('Khyber',)
    >>> parse_query() == Query()
    True
    """
    is_status = only is not None and only not in ONLY and only in STATUSES
    asked = _split(statuses)
    if asked and is_status:
        message = f"expected one of them, got {only} and {', '.join(asked)}"
        raise InputError(message, where="--only and --status")
    return Query(
        since=_parse_day(since, "--since", is_end=False),
        until=_parse_day(until, "--until", is_end=True),
        types=_split(types),
        sides=tuple(name.upper() if len(name) == 2 else name.lower() for name in _split(sides)),
        sectors=_find_sectors(_split(sectors), border),
        km=_parse_km(km),
        within_km=_parse_within(within),
        actors=_split(actors),
        status=(only,) if only and is_status else asked,
        only=None if is_status else only,
    )


def select(frame: geopandas.GeoDataFrame, query: Query) -> geopandas.GeoDataFrame:
    """The rows of a table of incidents that pass, in their order, with a fresh index.

    Parameters
    ----------
    frame : columns of `geo.incidents.schema`.

    Examples
    --------
    >>> from geo.incidents.frame import build_frame
    >>> days = ("2025-10-11", "2025-10-15")
    >>> rows = [{"incident_id": day, "date_start": day, "date_end": day} for day in days]
    >>> select(build_frame(rows, [None, None]), Query(since="2025-10-12"))["incident_id"].tolist()
    ['2025-10-15']
    """
    keep = None
    for test in _tests(query):
        passed = test(frame)
        keep = passed if keep is None else keep & passed
    chosen = frame if keep is None else frame[keep]
    return chosen.reset_index(drop=True)


def write_condition(query: Query) -> tuple[str, Params]:
    """The question as a condition of SQL on the columns of the schema, and its parameters.

    Values are never part of the text: each is a `?`. What SQL cannot ask as `select` does is
    left out, so that the rows found are those that `select` keeps, or more.

    Returns
    -------
    Text for behind WHERE ("" for the whole table), and the values in its order.

    Examples
    --------
    >>> write_condition(Query(since="2025-10-01", within_km=25))
    ('coalesce(date_end, date_start) >= ? AND distance_km <= ?', ('2025-10-01', 25))
    >>> write_condition(Query())
    ('', ())
    """
    parts: list[tuple[str, Params]] = []
    if query.since:
        parts.append(("coalesce(date_end, date_start) >= ?", (query.since,)))
    if query.until:
        parts.append(("date_start <= ?", (query.until,)))
    statuses = _statuses(query)
    for columns, values in (
        (("event_type",), query.types),
        (("border_side",), query.sides),
        (("sector_af", "sector_pk"), query.sectors),
        *((("status",), group) for group in statuses),
    ):
        if values:
            marks = ", ".join("?" * len(values))
            text = " OR ".join(f"{column} IN ({marks})" for column in columns)
            parts.append((f"({text})", values * len(columns)))
    if query.km:
        low, high = query.km
        parts.append(("coalesce(chainage_high_km, chainage_km) >= ?", (low,)))
        parts.append(("coalesce(chainage_low_km, chainage_km) <= ?", (high,)))
    if query.within_km is not None:
        parts.append(("distance_km <= ?", (query.within_km,)))
    parts += _other_conditions(query)
    return " AND ".join(text for text, _ in parts), tuple(
        value for _, values in parts for value in values
    )


def _other_conditions(query: Query) -> list[tuple[str, Params]]:
    parts: list[tuple[str, Params]] = []
    # A database folds only the letters of ASCII, and marks of LIKE would need another escape.
    if query.actors and all(re.fullmatch(r"[\w .()'-]+", one, re.ASCII) for one in query.actors):
        words = tuple(f"%{one.lower().replace('_', '!_')}%" for one in query.actors)
        tests = [
            f"lower({column}) LIKE ? ESCAPE '!'"
            for column in ("side_a", "side_b")
            for _ in query.actors
        ]
        parts.append((f"({' OR '.join(tests)})", words * 2))
    if query.only == "news":
        parts.append(("NOT is_background", ()))
    if query.only == "placed":
        parts.append(("footprint <> ?", ("none",)))
    return parts


def _statuses(query: Query) -> tuple[tuple[str, ...], ...]:
    """The groups of statuses a row must be in; it must be in each."""
    chosen = _ONLY_STATUSES.get(query.only or "", ())
    return tuple(group for group in (query.status, chosen) if group)


Test = Callable[["geopandas.GeoDataFrame"], "pandas.Series[bool]"]


def _tests(query: Query) -> list[Test]:
    """The parts of a question that are given, each a test of a frame."""
    tests: list[Test] = []
    since, until, km, within_km = query.since, query.until, query.km, query.within_km
    if since:
        tests.append(lambda frame: frame["date_end"].fillna(frame["date_start"]) >= since)
    if until:
        tests.append(lambda frame: frame["date_start"] <= until)
    if query.types:
        tests.append(lambda frame: frame["event_type"].isin(query.types))
    if query.sides:
        tests.append(lambda frame: frame["border_side"].isin(query.sides))
    if query.sectors:
        tests.append(
            lambda frame: (
                frame["sector_af"].isin(query.sectors) | frame["sector_pk"].isin(query.sectors)
            )
        )
    tests += [functools.partial(_has_status, group=group) for group in _statuses(query)]
    if km:
        tests.append(lambda frame: _overlaps(frame, *km))
    if within_km is not None:
        tests.append(lambda frame: frame["distance_km"] <= within_km)
    if query.actors:
        tests.append(lambda frame: _has_actor(frame, query.actors))
    if query.only == "news":
        tests.append(lambda frame: ~frame["is_background"].astype(bool))
    if query.only == "placed":
        tests.append(lambda frame: frame["footprint"].notna() & (frame["footprint"] != "none"))
    return tests


def _has_status(frame: geopandas.GeoDataFrame, group: tuple[str, ...]) -> Any:
    return frame["status"].isin(group)


def _overlaps(frame: geopandas.GeoDataFrame, low: float, high: float) -> Any:
    first = frame["chainage_low_km"].fillna(frame["chainage_km"])
    last = frame["chainage_high_km"].fillna(frame["chainage_km"])
    return (last >= low) & (first <= high)


def _has_actor(frame: geopandas.GeoDataFrame, actors: tuple[str, ...]) -> Any:
    import pandas

    words = [actor.casefold() for actor in actors]
    pairs = zip(frame["side_a"].tolist(), frame["side_b"].tolist(), strict=True)
    passed = [
        any(word in label.casefold() for label in pair if isinstance(label, str) for word in words)
        for pair in pairs
    ]
    return pandas.Series(passed, index=frame.index, dtype=bool)


def _check_name(what: str, name: str, known: Iterable[str]) -> None:
    names = tuple(known)
    if name not in names:
        raise UnknownNameError(what, name, names)


def _check_day(text: str) -> None:
    try:
        is_day = dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        is_day = False
    if not is_day:
        raise InputError(f"expected a day such as 2025-10-11, got {text!r}")


def _parse_day(text: str | None, option: str, *, is_end: bool) -> str | None:
    """The first or last day of the day, month or year that is written."""
    if text is None or not text.strip():
        return None
    found = _DAY.match(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        year = int(found[1])
        month = int(found[2] or (12 if is_end else 1))
        last = calendar.monthrange(year, month)[1]
        return dt.date(year, month, int(found[3] or (last if is_end else 1))).isoformat()
    except ValueError as error:
        message = f"expected a day, month or year such as 2025-10-11, got {text!r}"
        raise InputError(message, where=option) from error


def _parse_km(text: str | None) -> tuple[float, float] | None:
    if text is None or not text.strip():
        return None
    found = _KM_RANGE.match(text.strip())
    if found is None:
        message = f"expected kilometres such as 700-900, got {text!r}"
        raise InputError(message, where="--km")
    return float(found[1]), float(found[2] or found[1])


def _parse_within(value: str | float | None) -> float | None:
    if value is None or value == "":
        return None
    try:
        return float(value)
    except ValueError as error:
        message = f"expected a distance in km such as 25, got {value!r}"
        raise InputError(message, where="--within") from error


def _split(texts: Iterable[str] | None) -> tuple[str, ...]:
    names = (name.strip() for text in texts or () for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


def _find_sectors(names: tuple[str, ...], border: str) -> tuple[str, ...]:
    """The districts that names mean, as the table spells them; a province means its districts."""
    if border != DURAND_BORDER:
        return names
    sectors = read_sectors()
    known: dict[str, list[str]] = {}
    for sector in sectors:
        inside = [sector] if sector.level == "district" else _districts_of(sector, sectors)
        names_inside = known.setdefault(sector.name.casefold(), [])
        names_inside += [one.name for one in inside]
    found: list[str] = []
    for name in names:
        if name.casefold() not in known:
            raise UnknownNameError("sector", name, {sector.name for sector in sectors})
        found += known[name.casefold()]
    return tuple(dict.fromkeys(found))


def _districts_of(province: Sector, sectors: tuple[Sector, ...]) -> list[Sector]:
    """The districts of one side whose middle lies in the province's kilometres."""
    return [
        sector
        for sector in sectors
        if sector.level == "district"
        and sector.side == province.side
        and province.km_from <= (sector.km_from + sector.km_to) / 2 < province.km_to
    ]
