"""Clusters of reports as people want them: `split` and `merge` decisions."""

from __future__ import annotations

from collections.abc import Sequence

from geo.incidents.decisions import Decision, is_same_words
from geo.incidents.matching import Report, words_of
from geo.incidents.merge import Cluster


def arrange_clusters(clusters: Sequence[Cluster], decisions: Sequence[Decision]) -> list[Cluster]:
    """The clusters with the splits and mergers that people decided, in their order.

    Decisions of other kinds do nothing, and so do those whose mention is gone.

    Examples
    --------
    >>> arrange_clusters([], [])
    []
    """
    arranged = list(clusters)
    for decision in decisions:
        if decision.action == "split":
            arranged = _split(arranged, decision)
        elif decision.action == "merge":
            arranged = _merge(arranged, decision)
    return sorted(arranged, key=lambda cluster: (cluster.reports[0].first, cluster.incident_id))


def _split(clusters: list[Cluster], decision: Decision) -> list[Cluster]:
    home = _find(clusters, decision.target, decision)
    if home is None or len(home.reports) < 2:
        return clusters
    leaving = next((one for one in home.reports if _is_meant(one, decision)), home.reports[0])
    rest = tuple(one for one in home.reports if one is not leaving)
    kept = [cluster for cluster in clusters if cluster is not home]
    return [*kept, Cluster((leaving,)), Cluster(rest, home.reasons if len(rest) > 1 else ())]


def _merge(clusters: list[Cluster], decision: Decision) -> list[Cluster]:
    one, other = _find(clusters, decision.target, decision), _find(clusters, decision.value, None)
    if one is None or other is None or one is other:
        return clusters
    reports = sorted((*one.reports, *other.reports), key=lambda it: (it.first, it.mention_id))
    reason = f"merged by {decision.by or 'a person'}"
    joined = Cluster(tuple(reports), tuple(dict.fromkeys((*one.reasons, *other.reasons, reason))))
    return [*(cluster for cluster in clusters if cluster not in (one, other)), joined]


def _find(clusters: Sequence[Cluster], name: str, decision: Decision | None) -> Cluster | None:
    for cluster in clusters:
        if any(report.mention_id == name for report in cluster.reports):
            return cluster
    if decision is None:
        return None
    for cluster in clusters:
        if any(_is_meant(report, decision) for report in cluster.reports):
            return cluster
    return None


def _is_meant(report: Report, decision: Decision) -> bool:
    return report.mention_id == decision.target or is_same_words(decision, words_of(report))
