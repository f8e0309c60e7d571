"""Mentions to text and back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles.article import Article, Source
from geo.errors import TableError
from geo.events.mention import Claim, Dating, Mention
from geo.incidents.stored_mentions import (
    PlaceBook,
    decode_article,
    decode_mention,
    encode_article,
    encode_mention,
)
from geo.places.place import AlongBorder, At, Between, Candidate, Near, Offset, Place

# Any code point, halves of surrogate pairs and NUL too: a file may hold them.
TEXTS = st.text(st.characters(exclude_categories=()), max_size=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
WHOLE = st.integers(0, 2**53)
DAYS = st.dates()
MAYBE_TEXT = st.none() | TEXTS
PLACES = st.builds(
    Place,
    *(TEXTS,) * 6,
    *(NUMBERS,) * 3,
    population=WHOLE,
    spellings=st.lists(TEXTS, max_size=2).map(tuple),
    valid_from=MAYBE_TEXT,
    is_confirmed=st.booleans(),
)
EXPRESSIONS = st.one_of(
    st.none(),
    st.builds(At, PLACES),
    st.builds(Near, PLACES),
    st.builds(Offset, PLACES, st.none() | NUMBERS, st.none() | NUMBERS),
    st.builds(Between, PLACES, PLACES),
    st.builds(AlongBorder, st.lists(PLACES, max_size=2).map(tuple)),
)
COUNTS = st.none() | st.integers(0, 10**6)
CLAIMS = st.builds(Claim, *(TEXTS,) * 5, COUNTS, COUNTS, WHOLE, WHOLE, TEXTS, st.booleans())
MENTIONS = st.builds(
    Mention,
    *(TEXTS,) * 3,
    *(WHOLE,) * 4,
    TEXTS,
    st.builds(Dating, DAYS, DAYS, st.integers(1, 5), TEXTS, COUNTS, COUNTS),
    EXPRESSIONS,
    place_candidates=st.lists(
        st.builds(Candidate, PLACES, NUMBERS, st.lists(TEXTS, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    relation=MAYBE_TEXT,
    side_a=TEXTS,
    claims=st.lists(CLAIMS, max_size=2).map(tuple),
    best=COUNTS,
    is_background=st.booleans(),
    confidence=NUMBERS,
    episode=COUNTS,
    reasons=st.lists(TEXTS, max_size=2).map(tuple),
    extractor=TEXTS,
)


def there_and_back(mention: Mention) -> Mention:
    book = PlaceBook()
    text = encode_mention(mention, book)
    assert "\0" not in text.encode().decode()
    other = PlaceBook()
    return decode_mention(text, lambda key: other.read(key, book.texts[key]))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(MENTIONS)
def test_a_mention_comes_back_equal_and_with_the_same_id(mention: Mention) -> None:
    found = there_and_back(mention)
    assert found == mention
    assert repr(found) == repr(mention)
    assert found.mention_id == mention.mention_id


@settings(derandomize=True, deadline=None, max_examples=50)
@given(
    st.builds(
        Article,
        TEXTS,
        TEXTS,
        DAYS,
        st.integers(0, 40),
        st.lists(st.builds(Source, TEXTS, MAYBE_TEXT, url=MAYBE_TEXT), max_size=2).map(tuple),
    )
)
def test_an_article_comes_back_equal(article: Article) -> None:
    assert decode_article(encode_article(article), article.text) == article


def test_a_place_named_by_many_mentions_is_kept_once() -> None:
    book = PlaceBook()
    keys = [book.add(Place("1", "Chaman", "town", "PK", "", "", 66.4, 30.9, 4.0)) for _ in range(3)]
    assert keys[0] == keys[2]
    assert len(book.texts) == 1


def test_a_field_that_no_version_knows_is_refused() -> None:
    with pytest.raises(TableError, match=r"expected a stored mention.*a newer version wrote it"):
        decode_mention('{"dating":["2025-01-01","2025-01-01",1,"text",null,null],"x":1}', str)


def test_a_mention_without_place_and_claims_is_short() -> None:
    day = dt.date(2025, 10, 11)
    dating = Dating(day, day, 1, "text")
    mention = Mention("a", "h", "talks", 0, 5, 0, 5, "talks", dating, None)
    assert len(encode_mention(mention, PlaceBook())) < 250
