"""What was found in an article, shown in a notebook."""

import pytest

import layers
from geo.errors import InputError

TEXT = (
    " date 2025-10-12 Gunmen <b>fired</b> at a post in Chaman on Saturday night, killing two "
    "soldiers, officials said.\n"
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_notebook_shows_the_place_marked(article):
    shown = layers.explain(article)._repr_html_()
    assert '<mark title="place"' in shown
    assert ">Chaman</mark>" in shown


def test_markup_of_an_article_is_text(article):
    shown = layers.explain(article)._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;fired&lt;/b&gt;" in shown


def test_no_word_of_the_article_is_lost(article):
    from geo.events.explain import mark_spans

    found = layers.explain(article)
    text = "".join(piece for piece, _ in mark_spans(found.article, found.reading, found.mentions))
    assert text == found.article.text[found.article.body_start :]


def test_a_path_without_an_article_is_told(tmp_path):
    with pytest.raises(InputError, match="expected an article"):
        layers.explain(tmp_path / "none.txt")
