"""What is told as context: older than what the article reports."""

from __future__ import annotations

import datetime as dt

from geo.articles.article import Article
from geo.events.act import Act

# Newspapers tell three days back as news; older acts are context unless the article opens so.
_NEWS_DAYS = 3

# What goes on until now is no context, however long ago it began.
_FLOWS = frozenset(("displacement_or_return", "protest"))


def find_background(article: Article, acts: list[Act]) -> list[bool]:
    """For each act, whether it is background."""
    news = _news_day(article, acts)
    return [_is_background(act, news) for act in acts]


def _news_day(article: Article, acts: list[Act]) -> dt.date:
    """The day the article reports: of its opening act, if that is not old itself."""
    for act in acts:
        if act.is_lead and act.dating and act.dating.precision <= 3:
            if (article.date - act.dating.last).days <= 14:
                return act.dating.first
            break
    return article.date


def _is_background(act: Act, news: dt.date) -> bool:
    if act.dating is None:
        return False
    if act.dating.precision >= 4:
        return not (act.is_lead and act.dating.last >= news)
    if act.event_type in _FLOWS and act.dating.last >= news:
        return False
    # "New Delhi shut the gate on Thursday, two days after gunmen killed 26 men".
    if act.is_back and (news - act.dating.last).days > 1:
        return True
    return (news - act.dating.first).days > _NEWS_DAYS
