"""A second extractor: any language model that speaks the chat protocol of OpenAI. Off by default.

It keeps the protocol of `geo.events.extract`: an article and its reading to mentions. What the
model says counts only where the article bears it out (see `geo.events.llm_ground`): an article
that tries to command the model can bring about nothing but acts that quote it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import Any

from geo.articles.article import Article
from geo.errors import InputError
from geo.events.llm_answer import read_answer
from geo.events.llm_ground import ground_acts
from geo.events.llm_prompt import build_messages
from geo.events.mention import Mention
from geo.places.place import Reading

KEY_NAME = "DURANDLINE_LLM_KEY"
_LIMIT_BYTES = 4 * 1024 * 1024
_MOST_LETTERS = 60_000


class LlmExtractor:
    """Reads articles with a language model at an address that the user gives.

    The key, if the server wants one, is taken from the environment (DURANDLINE_LLM_KEY) at each
    request and kept nowhere. Neither the key nor any text is logged or put into a message.

    Parameters
    ----------
    url : the server's address, with or without ``/v1/chat/completions``.
    model : the model's name there.
    timeout_s : seconds for one article, waiting included, above 0.
    max_tokens : of one answer, above 0.

    Attributes
    ----------
    dropped : how much of the answers was dropped, by reason, over all articles so far.

    Raises
    ------
    InputError : the model has no name.

    Examples
    --------
    >>> LlmExtractor("http://localhost:8080", "small").url
    'http://localhost:8080/v1/chat/completions'
    """

    def __init__(
        self, url: str, model: str, *, timeout_s: float = 120.0, max_tokens: int = 4096
    ) -> None:
        if not model.strip():
            raise InputError("expected the name of a model, found none; give --llm-model")
        self.url = complete_address(url)
        self.model = model.strip()
        self.timeout_s = timeout_s
        self.max_tokens = max_tokens
        self.dropped: Counter[str] = Counter()

    @property
    def name(self) -> str:
        """What the mentions' field `extractor` says."""
        return f"llm:{self.model}"

    def extract_mentions(self, article: Article, reading: Reading) -> tuple[Mention, ...]:
        """The acts that the model finds and the article bears out, in the order of the text.

        Raises
        ------
        FetchError : the server does not answer well and in time.
        InputError : the article is too long, or the answer is not of the schema.
        """
        if not article.text[article.body_start :].strip():
            return ()
        if len(article.text) > _MOST_LETTERS:
            raise InputError(
                f"expected an article of at most {_MOST_LETTERS:,} letters for a model, found"
                f" {len(article.text):,}; split it, or read it with the rules",
                where=article.article,
            )
        content = self._ask(article)
        acts, n_bad = read_answer(content, where=article.article)
        mentions, dropped = ground_acts(article, reading, acts, extractor=self.name)
        self.dropped.update(dropped)
        if n_bad:
            self.dropped["not of the schema"] += n_bad
        return mentions

    def _ask(self, article: Article) -> str:
        from geo.fetch import post_json

        body = {
            "model": self.model,
            "messages": build_messages(article),
            "temperature": 0,
            "max_tokens": self.max_tokens,
            "stream": False,
        }
        fetched = post_json(
            self.url,
            body,
            headers=_read_key(),
            limit_bytes=_LIMIT_BYTES,
            timeout_s=self.timeout_s,
        )
        return _read_content(fetched.data, article.article)


def complete_address(url: str) -> str:
    """The address of the chat protocol at a server.

    Examples
    --------
    >>> complete_address("https://example.org/api/v1/")
    'https://example.org/api/v1/chat/completions'
    >>> complete_address("https://example.org?api-version=2")
    'https://example.org/v1/chat/completions?api-version=2'
    """
    address, mark, query = url.strip().partition("?")
    address = address.rstrip("/")
    if not address.endswith("/chat/completions"):
        address += ("" if address.endswith("/v1") else "/v1") + "/chat/completions"
    return address + mark + query


def _read_key() -> dict[str, str]:
    key = os.environ.get(KEY_NAME, "").strip()
    if not key:
        return {}
    # Checked here: what httpx says of an illegal header repeats it.
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise InputError(f"expected a key of printable letters in {KEY_NAME}, found others")
    return {"Authorization": f"Bearer {key}"}


def _read_content(data: bytes, where: str) -> str:
    """What the model wrote, out of the envelope of the protocol."""
    try:
        answer: Any = json.loads(data)
        choice = answer["choices"][0]
        content = choice["message"]["content"]
        reason = choice.get("finish_reason")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        content, reason = None, None
    if not isinstance(content, str):
        raise InputError(
            "expected an answer of the chat protocol (choices, message, content), found another;"
            " check the address",
            where=where,
        )
    if reason == "length":
        raise InputError(
            "expected a whole answer, the model stopped at its limit; allow more tokens",
            where=where,
        )
    return content
