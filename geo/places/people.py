"""Tell the words of a person's name from those of a place."""

from __future__ import annotations

from geo.places.tokens import Token
from geo.places.words import (
    BODY_WORDS,
    GENERIC_BEFORE,
    KIND_WORDS,
    OFFICES,
    TITLES,
    given_names,
    surnames,
)

_NAME_PARTICLES = frozenset("bin ibn al el ul ur de van von del da di la".split())


def person_length(run: list[Token], position: int, length: int, is_known: bool) -> int:
    """How many tokens from here on are a person's name, 0 if it does not look like one."""
    token = run[position]
    rest = len(run) - position
    is_title = token.folded in TITLES
    is_given = token.folded in given_names()
    if not (is_title or is_given):
        return 0
    if length >= 2 and (rest == length or _ends_name(run, position + length)):
        # "Ghulam Khan" the crossing, "Mir Ali" the town: only a further name makes it a person.
        return 0
    if is_known and rest > 1 and _is_team(run[position + 1]):
        return 0  # "Dallas Mavericks"
    count = 1
    while count < min(rest, 6):
        following = run[position + count]
        if run[position + count - 1].is_possessive or following.is_tail:
            break
        if following.is_small:
            is_particle = following.folded in _NAME_PARTICLES and count + 1 < rest
            if not is_particle:
                break
        elif not _continues_name(following):
            break
        count += 1
    return count if count > 1 else 0


def _ends_name(run: list[Token], position: int) -> bool:
    """Whether the token there is no further name of the person named before it."""
    follower = run[position]
    return (
        follower.is_tail
        or follower.is_small
        or run[position - 1].is_possessive
        or not _continues_name(follower)
    )


def _is_team(token: Token) -> bool:
    return len(token.folded) > 4 and token.folded.endswith("s") and token.folded not in surnames()


def _continues_name(token: Token) -> bool:
    word = token.folded
    return not (
        word in BODY_WORDS
        or (word in OFFICES and word not in surnames())
        or word in KIND_WORDS
        or (word in GENERIC_BEFORE and (len(word) > 4 or word in ("fort", "port", "cape")))
    )


def person_words(tokens: list[Token]) -> list[str]:
    """What of a person's name is the person's again further on: its words, all, the last two."""
    words = [token.folded for token in tokens if not token.is_small]
    names = [word for word in words if word not in TITLES or word in given_names()]
    together = [" ".join(names)]
    if len(names) > 2:
        together.append(" ".join(names[-2:]))
    return [*names, *together]
