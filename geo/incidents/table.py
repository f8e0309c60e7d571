"""From mentions to the table of incidents."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from geo.articles.article import Article
from geo.events.mention import Mention
from geo.incidents.arrange import arrange_clusters
from geo.incidents.decisions import Decision
from geo.incidents.footprint import Footprint, find_footprint
from geo.incidents.frame import Row, build_frame
from geo.incidents.matching import Report, make_report
from geo.incidents.measures import Measured, measure_footprints
from geo.incidents.merge import Cluster, merge_reports
from geo.incidents.nested import claim_to_dict, list_sources
from geo.incidents.toll import count_toll
from geo.places.place import Expression

if TYPE_CHECKING:
    import geopandas

    from geo.border.model import Border

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Ground:
    """What was found out about places on one border: footprints, and measures by their id().

    A footprint that was measured is kept in `footprints`, so that its id() stays its own.
    """

    footprints: dict[Expression | None, Footprint] = field(default_factory=dict)
    measured: dict[int, Measured] = field(default_factory=dict)


def build_incidents(
    mentions: Iterable[Mention],
    articles: Iterable[Article],
    border: Border,
    *,
    merge: bool = True,
    decisions: Sequence[Decision] = (),
    ground: Ground | None = None,
) -> geopandas.GeoDataFrame:
    """The table of incidents that mentions report.

    Parameters
    ----------
    mentions : acts, in any order; one that comes twice counts once.
    articles : the articles they stand in, for sources and days of publication; an article
        that is missing leaves its sources empty.
    border : the line that places are measured on.
    merge : whether reports of one event become one row; else one row a mention.
    decisions : what people decided; `split` and `merge` are applied here, the others by
        `geo.incidents.decisions.apply_decisions`, to the whole table.
    ground : what earlier calls found out about places on the same border.

    Returns
    -------
    A frame with the columns of `geo.incidents.schema` and `geometry` (the footprint, EPSG:4326),
    in the order of first day, last day and id. The order of the input does not matter.

    Examples
    --------
    >>> from geo.border import durand_line
    >>> len(build_incidents([], [], durand_line()))
    0
    """
    ground = ground or Ground()
    by_article = _group_articles(articles)
    reports = make_reports(mentions, by_article, border, ground)
    clusters = [Cluster((report,)) for report in reports]
    if merge:
        clusters = arrange_clusters(merge_reports(reports), decisions)
    episodes = _name_episodes(clusters)
    measured = _measure_once(clusters, border, ground)
    rows, geometries = [], []
    for cluster in clusters:
        where = _place_of(cluster)
        rows.append(_row(cluster, where, by_article, episodes) | measured[id(where)])
        _add_said(rows[-1], cluster)
        geometries.append(where.geometry)
    return build_frame(rows, geometries)


def explain_merge(row: Mapping[str, Any]) -> str:
    """Why the reports in an incident are taken for one event; "" where there is only one.

    Parameters
    ----------
    row : of a table of incidents.

    Examples
    --------
    >>> row = {"former_ids": ["b"], "merge_reasons": ["same district: Kurram", "both say 23 dead"]}
    >>> explain_merge(row)
    '2 reports of one event: same district: Kurram; both say 23 dead'
    >>> explain_merge({"former_ids": [], "merge_reasons": []})
    ''
    """
    if not row["former_ids"]:
        return ""
    count = len(row["former_ids"]) + 1
    return f"{count} reports of one event: " + "; ".join(row["merge_reasons"])


def make_reports(
    mentions: Iterable[Mention],
    articles: Mapping[str, Sequence[Article]],
    border: Border,
    ground: Ground | None = None,
) -> list[Report]:
    """A report for each different mention, by first day and id, with its footprint."""
    footprints = (ground or Ground()).footprints
    reports: dict[str, Report] = {}
    for mention in mentions:
        expression = mention.expression
        if expression not in footprints:
            footprints[expression] = find_footprint(expression, border)
        report = make_report(
            mention, footprints[expression], _published(articles.get(mention.article, ()))
        )
        reports.setdefault(report.mention_id, report)
    return sorted(reports.values(), key=lambda report: (report.first, report.mention_id))


def _group_articles(articles: Iterable[Article]) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(article.article, []).append(article)
    return found


def _published(articles: Sequence[Article]) -> dt.date | None:
    return max((article.date for article in articles), default=None)


def _place_of(cluster: Cluster) -> Footprint:
    """The best known of the footprints: by precision, size, and the report's order."""
    return min(
        (report.footprint for report in cluster.reports),
        key=lambda one: (one.where_prec or 9, one.radius_km or 0.0),
    )


def _measure_once(
    clusters: Sequence[Cluster], border: Border, ground: Ground
) -> dict[int, Measured]:
    """Measures by the identity of the footprint: many incidents share one."""
    places = map(_place_of, clusters)
    different = {id(where): where for where in places if id(where) not in ground.measured}
    measured = measure_footprints(list(different.values()), border)
    ground.measured.update(zip(different, measured, strict=True))
    return ground.measured


def _row(
    cluster: Cluster,
    where: Footprint,
    articles: Mapping[str, Sequence[Article]],
    episodes: Mapping[str, str],
) -> Row:
    lead = cluster.reports[0].mention
    toll = count_toll([(report.mention, report.published) for report in cluster.reports])
    names = sorted({report.mention.article for report in cluster.reports})
    return {
        "incident_id": cluster.incident_id,
        "former_ids": cluster.former_ids,
        "episode_id": episodes.get(cluster.incident_id),
        "merge_reasons": list(cluster.reasons),
        "article": lead.article,
        "text_hash": lead.text_hash or None,
        "event_type": _commonest([report.mention.event_type for report in cluster.reports]),
        **_dates(cluster),
        **_place(where),
        "best": toll.best,
        "low": toll.low,
        "high": toll.high,
        "deaths_a": toll.deaths_a,
        "deaths_b": toll.deaths_b,
        "deaths_civilians": toll.deaths_civilians,
        "deaths_unknown": toll.deaths_unknown,
        "injured": toll.injured,
        "claims": _claims(cluster),
        "sources": list_sources(one for name in names for one in articles.get(name, ())),
        "quote": lead.quote,
        "quote_start": lead.quote_start,
        "quote_end": lead.quote_end,
        "is_background": all(report.mention.is_background for report in cluster.reports),
        "confidence": max(report.mention.confidence for report in cluster.reports),
        "status": "extracted",
        "extractor": lead.extractor,
    }


def _dates(cluster: Cluster) -> Row:
    """The dates of the report that knows them best."""
    dating = min(
        (report.mention.dating for report in cluster.reports),
        key=lambda one: (one.precision, one.source == "article", one.last - one.first, one.first),
    )
    return {
        "date_start": dating.first.isoformat(),
        "date_end": dating.last.isoformat(),
        "date_prec": dating.precision,
        "date_source": dating.source,
    }


def _place(where: Footprint) -> Row:
    place = where.place
    return {
        "where_prec": where.where_prec,
        "place_name": where.name or None,
        "place_id": place.place_id if place else None,
        "country": place.country if place else None,
        "adm_1": place.adm_1 if place else None,
        "adm_2": place.adm_2 if place else None,
        "latitude": where.latitude,
        "longitude": where.longitude,
        "radius_km": where.radius_km,
        "footprint": where.kind,
        "km_from": where.km_from,
        "km_to": where.km_to,
    }


def _add_said(row: Row, cluster: Cluster) -> None:
    """What the texts say of relation, direction and parties; it wins over what is measured."""
    mentions = [report.mention for report in cluster.reports]
    row["relation"] = _commonest([one.relation for one in mentions]) or row.get("relation")
    row["direction"] = _commonest([one.direction for one in mentions]) or "unknown"
    row["side_a"] = _commonest([one.side_a for one in mentions])
    row["side_b"] = _commonest([one.side_b for one in mentions])


def _claims(cluster: Cluster) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for report in cluster.reports:
        for claim in report.mention.claims:
            row = claim_to_dict(claim, report.mention.article)
            found.setdefault(tuple(row.values()), row)
    return list(found.values())


def _commonest(values: Sequence[Item]) -> Item | None:
    """The value said most often, the first said of equals; nothing said does not count."""
    if len(values) == 1:
        return values[0] or None
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: counts[value]) if counts else None


def _name_episodes(clusters: Sequence[Cluster]) -> dict[str, str]:
    """The episode of each incident that shares a toll, by incident id.

    Episodes of different articles are one where an incident belongs to both; the episode has
    the id of its first incident with an "e" before it.
    """
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(key: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    keys: dict[str, tuple[str, int]] = {}
    for cluster in clusters:
        shared = [
            (one.mention.text_hash, one.mention.episode)
            for one in cluster.reports
            if one.mention.episode is not None
        ]
        for number in shared:
            roots = sorted({find(number), find(shared[0])})
            leader[roots[-1]] = roots[0]
        if shared:
            keys[cluster.incident_id] = shared[0]
    names: dict[tuple[str, int], str] = {}
    for incident, key in keys.items():
        names.setdefault(find(key), f"e{incident}")
    return {incident: names[find(key)] for incident, key in keys.items()}
