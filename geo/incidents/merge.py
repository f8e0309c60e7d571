"""Reports of one event, put together: order-free, explained and careful.

Mentions that say the same of the same place and days are put together at once. What is left is
compared only inside blocks of place and time. Two groups join, the surest pairs first, where a
report of one matches a report of the other and nothing speaks against any other pair, so that a
vague report cannot chain two events together. Acts that one article tells apart are never
joined, whatever others say.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.incidents.matching import (
    TELLING_TOLL,
    WEEK,
    Match,
    Report,
    is_deadly,
    match_reports,
    may_be_one,
)

CELL_DEG = (0.2, 0.1)  # half of it is wider than 5.5 km, up to 60 degrees of latitude
RULES = 2  # of merging; what stores derived by others is derived again
CROWD = 400  # blocks larger than this compare neighbours only, or a bad file would take days
NEIGHBOURS = 40
LONGEST = 9  # days; what is longer is compared by its months
_SAME_ARTICLE = Match(100, ("told twice in one article",))

Key = tuple[str | int, ...]
Told = tuple[str, str, int, int]  # told as what, spot, first and last day


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one event, the earliest first (by day, then by id), and why they are one."""

    reports: tuple[Report, ...]
    reasons: tuple[str, ...] = ()

    @property
    def incident_id(self) -> str:
        """The mention id of its earliest report."""
        return self.reports[0].mention_id

    @property
    def former_ids(self) -> list[str]:
        """The ids it absorbed, sorted."""
        return sorted(report.mention_id for report in self.reports[1:])


def merge_reports(reports: Iterable[Report]) -> list[Cluster]:
    """Clusters of reports, each one event, by first day and id.

    The order of the reports does not matter, nor does it matter whether one comes twice.

    Examples
    --------
    >>> merge_reports([])
    []
    """
    single = {report.mention_id: report for report in sorted(reports, key=_order)}
    groups: dict[Key, list[Report]] = defaultdict(list)
    for report in single.values():
        groups[signature(report)].append(report)
    forest = _Forest(dict(sorted(groups.items())))
    keys = list(forest.groups)
    for (_, one, other), match in _edges(forest):
        forest.join(keys[one], keys[other], match)
    return sorted(forest.clusters(), key=lambda cluster: _order(cluster.reports[0]))


def _order(report: Report) -> tuple[dt.date, str]:
    return (report.first, report.mention_id)


def signature(report: Report) -> Key:
    """Equal for reports that are one event beyond doubt, as far as their words go."""
    mention = report.mention
    toll = "" if mention.best is None else str(mention.best)
    if report.footprint.kind == "none":
        doubt = report.mention_id
    elif report.is_vague and (mention.best or 0) < 3:
        doubt = report.words or report.mention_id
    else:
        doubt = ""
    dating = mention.dating
    days = (dating.first.toordinal(), dating.last.toordinal())
    return (mention.event_type, report.spot, *days, toll, doubt)


class _Forest:
    """Groups that are being joined; what may not be joined stays apart."""

    def __init__(self, groups: dict[Key, list[Report]]) -> None:
        self.groups = groups
        self.root: dict[Key, Key] = {key: key for key in groups}
        self.members: dict[Key, list[Key]] = {key: [key] for key in groups}
        self.own: dict[Key, dict[str, Told]] = {key: _told(groups[key]) for key in groups}
        self.told: dict[Key, dict[str, Told]] = {key: dict(told) for key, told in self.own.items()}
        self.reasons: dict[Key, list[str]] = {
            key: _reasons_of_group(group) for key, group in groups.items()
        }

    def find(self, key: Key) -> Key:
        while self.root[key] != key:
            self.root[key] = self.root[self.root[key]]
            key = self.root[key]
        return key

    def join(self, one: Key, other: Key, match: Match) -> None:
        """Join two groups unless something speaks against it."""
        first, second = sorted((self.find(one), self.find(other)))
        if first == second or not self._may_join(first, second):
            return
        self.root[second] = first
        self.members[first] += self.members.pop(second)
        self.told[first].update(self.told.pop(second))
        self.reasons[first] += [*self.reasons.pop(second), *match.reasons]

    def _may_join(self, first: Key, second: Key) -> bool:
        told, others = self.told[first], self.told[second]
        if any(told[article] != others[article] for article in told.keys() & others.keys()):
            return False
        return all(
            _is_retold(self.own[one], self.own[other])
            or may_be_one(self.groups[one][0], self.groups[other][0])
            for one in self.members[first]
            for other in self.members[second]
        )

    def clusters(self) -> Iterator[Cluster]:
        for root, members in self.members.items():
            reports = [report for key in members for report in self.groups[key]]
            reasons = tuple(dict.fromkeys(self.reasons[root]))
            yield Cluster(tuple(sorted(reports, key=_order)), reasons)


def _told(reports: Sequence[Report]) -> dict[str, Told]:
    """What each article tells: an article that tells two acts tells them apart."""
    return {
        report.mention.article: (
            report.told_as,
            report.spot,
            report.first.toordinal(),
            report.last.toordinal(),
        )
        for report in reports
    }


def _is_retold(told: dict[str, Told], others: dict[str, Told]) -> bool:
    """Whether an article tells both: the same family of act, place and dates."""
    return any(told[article] == others[article] for article in told.keys() & others.keys())


def _reasons_of_group(reports: Sequence[Report]) -> list[str]:
    if len(reports) < 2:
        return []
    match = match_reports(reports[0], reports[1])
    return list(match.reasons) if match else []


def _edges(forest: _Forest) -> list[tuple[tuple[int, int, int], Match]]:
    """Pairs of groups that match, by their places in order, the surest first."""
    found: dict[tuple[int, int], Match] = {}
    for pair in _pairs(_article_blocks(forest)):
        found[pair] = _SAME_ARTICLE
    first = [group[0] for group in forest.groups.values()]
    for pair in _pairs(_blocks(first)):
        if pair not in found:
            match = match_reports(first[pair[0]], first[pair[1]])
            if match:
                found[pair] = match
    edges = [((-match.score, *pair), match) for pair, match in found.items()]
    return sorted(edges, key=lambda edge: edge[0])


def _article_blocks(forest: _Forest) -> Iterable[list[int]]:
    """Groups with reports that one article tells twice."""
    blocks: dict[tuple[str, Told], list[int]] = defaultdict(list)
    for place, (key, reports) in enumerate(forest.groups.items()):
        if reports[0].footprint.kind != "none":
            for told in forest.own[key].items():
                blocks[told].append(place)
    return blocks.values()


def _blocks(reports: Sequence[Report]) -> Iterable[list[int]]:
    """Places of reports that are near enough in place and time to be compared, in order."""
    blocks: dict[tuple[str | int, ...], list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        if report.footprint.kind != "none":
            for block in dict.fromkeys(_block_keys(report)):
                blocks[block].append(place)
    return blocks.values()


def _block_keys(report: Report) -> Iterator[tuple[str | int, ...]]:
    """The blocks a report stands in; reports that can match share one at least.

    A report known to the week stands in its days and the day after, at its place, in its
    district, in the four cells nearest to it and with its toll. Any report stands in its
    months at its place with its toll or its sentence, for vague ones match by these.
    """
    first, last = report.first.toordinal(), report.last.toordinal()
    family, spot = report.family, report.spot
    if report.mention.dating.precision <= WEEK and last - first <= LONGEST:
        for day in range(first, last + 2):
            yield (family, day, spot)
            if report.district:
                yield (family, day, report.district)
            for cell in _cells(report):
                yield (family, day, *cell)
            if (report.mention.best or 0) >= TELLING_TOLL:
                yield (family, day, "toll", report.mention.best or 0)
    if report.mention.best is not None and is_deadly(report):
        for month in range(first // 31, last // 31 + 1):
            yield (family, "month", month, spot, report.mention.best)
    for month in range(first // 31, last // 31 + 1):
        yield (family, "month", month, spot, report.words)


def _cells(report: Report) -> Iterator[tuple[int, int]]:
    """The four cells of a grid around a point: points within half a cell share one."""
    longitude, latitude = report.footprint.longitude, report.footprint.latitude
    if longitude is None or latitude is None:
        return
    east = math.floor(longitude / CELL_DEG[0] - 0.5)
    north = math.floor(latitude / CELL_DEG[1] - 0.5)
    for right in (0, 1):
        for up in (0, 1):
            yield (east + right, north + up)


def _pairs(blocks: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    seen: set[tuple[int, int]] = set()
    for block in blocks:
        reach = len(block) if len(block) <= CROWD else NEIGHBOURS
        for index, one in enumerate(block[:-1], 1):
            for other in block[index : index + reach]:
                if (one, other) not in seen:
                    seen.add((one, other))
                    yield one, other
