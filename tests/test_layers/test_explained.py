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


def test_what_a_terminal_would_obey_is_left_out(article):
    article.write_text(TEXT.replace("<b>", "\033]0;title\007\u202e"), encoding="utf-8")
    shown = layers.explain(article).show(80, has_colour=False)
    assert not {"\033", "\007", "\u202e"} & set(shown)


def test_lines_are_no_longer_than_the_terminal(article):
    shown = layers.explain(article).show(40, has_colour=False)
    assert max(map(len, shown.splitlines())) <= 44  # signs around words stand beside the letters


def test_breaking_lines_loses_no_word(article):
    found = layers.explain(article)
    assert found.show(30, has_colour=False).split() == str(found).split()


def test_the_day_that_days_are_counted_from_is_shown(article):
    assert str(layers.explain(article)).startswith("a, 2025-10-12")
