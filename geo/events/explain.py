"""What was found in an article and why, as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geo.articles.article import Article
from geo.events.event_types import EVENT_TYPES
from geo.events.mention import Claim, Mention
from geo.places.place import AlongBorder, At, Between, Expression, Near, Offset, Reading

_MARKS = {"act": ("[", "]"), "place": ("{", "}"), "date": ("<", ">")}
_COLOURS = {"act": "\033[1;31m", "place": "\033[36m", "date": "\033[33m"}
_PLAIN = "\033[0m"
_HANGING = " " * 10  # as far in as what is said of a mention


def explain(
    article: Article,
    reading: Reading,
    mentions: Iterable[Mention],
    *,
    has_colour: bool = False,
    width: int | None = None,
) -> str:
    """The article's text with its spans marked, then each mention with what it rests on.

    Words that tell an act stand in [], places in {}, dates in <>; with `has_colour` they are
    coloured by ANSI codes instead. What a terminal would obey in the text is left out.

    Parameters
    ----------
    has_colour : whether marks are colours.
    width : letters in a line at most, where there are spaces to break at; None for no limit.

    Examples
    --------
    >>> import datetime as dt
    >>> article = Article("a", "Quiet day.", dt.date(2025, 1, 1))
    >>> print(explain(article, Reading((), ()), ()))
    a, 2025-01-01: [act] {place} <date>
    <BLANKLINE>
    Quiet day.
    <BLANKLINE>
    no acts found
    """
    found = tuple(mentions)
    key = " ".join(_mark(kind, kind, has_colour=has_colour) for kind in _MARKS)
    shown = replace(article, text=_break_lines(article.text, width)) if width else article
    text = "".join(
        _mark(obey_nothing(piece), kind, has_colour=has_colour)
        for piece, kind in mark_spans(shown, reading, found)
    ).strip()
    acts = [obey_nothing(describe(n, one, width=width)) for n, one in enumerate(found, 1)]
    head = f"{obey_nothing(article.article)}, {article.date.isoformat()}: {key}"
    return "\n\n".join((head, text, *(acts or ["no acts found"])))


def _break_lines(text: str, width: int) -> str:
    """The text with some spaces made line breaks: no letter moves, so that spans still hold."""
    letters = list(text)
    start, space = 0, -1
    for at, letter in enumerate(text):
        if letter == "\n":
            start, space = at + 1, -1
        elif letter == " ":
            space = at
        if at - start >= width and space >= start:
            letters[space] = "\n"
            start, space = space + 1, -1
    return "".join(letters)


def obey_nothing(text: str) -> str:
    """The text without control and direction characters, which an article may use to deceive.

    Examples
    --------
    >>> obey_nothing("Quiet\\x1b[31m day")
    'Quiet [31m day'
    """
    return "".join(
        letter if letter.isprintable() or letter in "\n\t" else " "
        for letter in text.replace("\r\n", "\n")
    )


def mark_spans(
    article: Article, reading: Reading, mentions: Iterable[Mention]
) -> Iterator[tuple[str, str]]:
    """Yield the article's text in pieces, each with what it is: act, place, date or nothing.

    Examples
    --------
    >>> import datetime as dt
    >>> article = Article("a", "Quiet day.", dt.date(2025, 1, 1))
    >>> list(mark_spans(article, Reading((), ()), ()))
    [('Quiet day.', '')]
    """
    found = tuple(mentions)
    spans = {(m.trigger_start, m.trigger_end): "act" for m in found}
    for mention in found:
        dating = mention.dating
        if dating.start is not None and dating.end is not None:
            spans.setdefault((dating.start, dating.end), "date")
    for phrase in reading.phrases:
        spans.setdefault((phrase.start, phrase.end), "place")
    position = article.body_start
    for (start, end), kind in sorted(spans.items()):
        if start < position:
            continue
        if start > position:
            yield article.text[position:start], ""
        yield article.text[start:end], kind
        position = end
    if position < len(article.text):
        yield article.text[position:], ""


def _mark(piece: str, kind: str, *, has_colour: bool) -> str:
    if not kind:
        return piece
    opening, closing = (_COLOURS[kind], _PLAIN) if has_colour else _MARKS[kind]
    return f"{opening}{piece}{closing}"


def describe(number: int, mention: Mention, *, width: int | None = None) -> str:
    """Return what is known of one mention, a line each, the number in front."""
    label = EVENT_TYPES[mention.event_type].label
    context = " (background)" if mention.is_background else ""
    lines = [
        f"{number}. {label}{context}, confidence {mention.confidence:.2f}",
        f"   when   {_say_dating(mention)}",
        f"   where  {say_place(mention.expression)}",
    ]
    if mention.relation or mention.direction:
        lines.append(f"   line   {_say_line(mention)}")
    if mention.side_a or mention.side_b:
        lines.append(f"   who    {mention.side_a or '?'} / {mention.side_b or '?'}")
    lines.append(f"   dead   {_say_deaths(mention)}")
    lines += [f"   claim  {_say_claim(claim)}" for claim in mention.claims]
    lines += [f"   why    {reason}" for reason in mention.reasons]
    lines.append(f"   quote  {mention.quote}")
    if width:
        lines = [textwrap.fill(line, width, subsequent_indent=_HANGING) for line in lines]
    return "\n".join(lines)


def _say_dating(mention: Mention) -> str:
    dating = mention.dating
    days = dating.first.isoformat()
    if dating.last != dating.first:
        days += f" to {dating.last.isoformat()}"
    sources = {
        "text": "said in the text",
        "relative": "counted from the article's date or the act told before",
        "context": "taken over from the act told before",
        "article": "the article's own date, for want of better",
        "row": "from the imported row",
    }
    return f"{days} ({sources[dating.source]}; date_prec {dating.precision})"


def say_place(expression: Expression | None) -> str:
    """A place expression in words.

    Examples
    --------
    >>> say_place(None), say_place(AlongBorder())
    ('not said', 'along the border')
    """
    match expression:
        case None:
            return "not said"
        case At(place):
            return place.name
        case Near(place):
            return f"near {place.name}"
        case Offset(place, distance_km, bearing_deg):
            far = f"{distance_km:g} km" if distance_km is not None else "some way"
            way = f" at {bearing_deg:g}°" if bearing_deg is not None else ""
            return f"{far}{way} from {place.name}"
        case Between(first, second):
            return f"between {first.name} and {second.name}"
        case AlongBorder(places):
            names = ", ".join(place.name for place in places)
            return f"along the border: {names}" if names else "along the border"


def _say_line(mention: Mention) -> str:
    relation = (mention.relation or "").replace("_", " ")
    direction = (mention.direction or "").replace("_", " ")
    return ", ".join(filter(None, (relation, direction)))


def _say_deaths(mention: Mention) -> str:
    if mention.best is None and mention.high is None:
        return "no number given"
    best = "no count by their own side" if mention.best is None else str(mention.best)
    low = "?" if mention.low is None else str(mention.low)
    return f"{best} (low {low}, high {mention.high})"


def _say_claim(claim: Claim) -> str:
    number = "no number" if claim.low is None else str(claim.low)
    if claim.high is not None and claim.high != claim.low:
        number += f" to {claim.high}"
    notes = [f"{claim.kind}, {claim.group}", f"by {claim.claimant or 'the writer'}"]
    if claim.is_shared:
        notes.append("all places together")
    if claim.is_part:
        notes.append("part of another count")
    if not claim.counts_towards_best:
        notes.append("the other side's count")
    return f"{number} {claim.group_words} ({'; '.join(notes)})"
