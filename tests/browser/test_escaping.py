"""What `esc` promises, seen by a browser: the text itself, and nothing that loads, links or draws."""

import pytest

from tests.browser.harness import opened, serving
from tests.ui.nasty import NASTY

# One entry per element that reads Markdown; captions have a container of their own.
SHOWN = """
place => [...document.querySelector(`.st-key-name-${place}`).querySelectorAll(
    '[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]'
)].map(element => ({
    text: element.textContent.replaceAll('\\u200b', '').trim(),
    made: [...element.querySelectorAll(
        'a, img, svg, code, pre, h1, h2, table, hr, em, del, sup, blockquote, [role=img], .katex'
    )].map(made => made.outerHTML)
}))
"""


@pytest.fixture(scope="module")
def escaping_url(tmp_path_factory):
    with serving("tests/browser/escaping_app.py", tmp_path_factory.mktemp("server") / "app.log") as url:
        yield url


def test_nasty_names_are_shown_letter_by_letter_and_load_nothing(page, escaping_url):
    opened(page, escaping_url)
    for place, name in enumerate(NASTY):
        plain, sentence, *others = page.evaluate(SHOWN, place)
        expected = " ".join(name.split())
        assert plain["text"] == expected
        assert sentence["text"] == f"in a sentence: {expected} has 3 %"
        # caption, error, metric and its figure, checkbox
        assert [other["text"] for other in others] == [expected, expected, expected, "3", expected]
        assert [made for part in (plain, sentence, *others) for made in part["made"]] == []
