"""One printed page: everything on it is text, and it calls nobody."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from segattr.exports.document import Document
from segattr.exports.sheet import MOST_ROWS, to_sheet
from tests.ui.nasty import NASTY


class Tags(HTMLParser):
    """Keeps the tags of a page and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("name", NASTY)
def test_names_are_text_wherever_they_stand(name):
    document = Document(pd.DataFrame({name: [name]}), name="p", title=name, settings=(name,))
    page = Tags(to_sheet(document, sections=[(name, name)]).decode())
    allowed = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "section", "p", "b", "footer"}
    assert set(page.tags) <= allowed | {"table", "thead", "tbody", "tr", "th", "td"}
    plain = re.sub(r"\*\*(.+?)\*\*", r"\1", name).replace(" %", "\u00a0%")
    assert plain in page.text


def test_the_page_loads_nothing():
    page = to_sheet(Document(pd.DataFrame({"a": [1]}), name="p", title="Plan"), sections=[]).decode()
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=|url\(|@import", page)


def test_a_long_table_is_cut_and_says_so():
    long = Document(pd.DataFrame({"a": range(MOST_ROWS + 5)}), name="p", title="Plan")
    page = to_sheet(long, sections=[]).decode()
    assert page.count("<tr>") == MOST_ROWS + 1
    assert "5 more rows are in the table's files." in page
