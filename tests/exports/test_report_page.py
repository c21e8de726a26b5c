"""The report as a page: one file that asks nobody for anything, with nothing of the client's as markup."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from segattr.exports.report_page import MOST_COLUMNS, MOST_ROWS, to_report_page
from segattr.exports.report_parts import Part, Report, Sum
from segattr.words import report as words

EVIL = '<img src="http://example.com/x.png">'


def quarters():
    rows = [
        ("2026 Q1", EVIL, 100, 10, 0.1, 0.05, 0.2, 10.0),
        ("2026 Q2", EVIL, 200, 40, 0.2, 0.1, 0.3, 20.0),
        ("2026 Q2", "new", 100, 10, 0.1, 0.05, 0.2, 0.0),
    ]
    columns = ["Quarter", "Segment", "People", "Converted", "Conversion", "from", "to", "Revenue"]
    return pd.DataFrame(rows, columns=columns)


def small():
    parts = (
        Part(words.FOUND, words.TITLES[words.FOUND], pd.DataFrame({"What we found": [EVIL]}), (EVIL,)),
        Part(words.QUARTERS, "Why?", quarters(), (), frozenset({"Conversion"}), frozenset({"Revenue"})),
    )
    sums = (
        Sum("All", words.QUARTERS, "Revenue", 30.0),
        Sum("First", words.QUARTERS, "Revenue", 11.0, ("Quarter", "2026 Q1")),
    )
    return Report(f"{EVIL}: quarter report", parts, sums, "EUR", ("segattr 1", "22 November 2026"))


@pytest.fixture(scope="module")
def page():
    return to_report_page(small()).decode("utf-8")


class Tags(HTMLParser):
    """Collects the names of all tags, and what their attributes ask a browser to fetch."""

    def __init__(self):
        super().__init__()
        self.names, self.fetched = set(), []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        told = {"src", "srcset", "href", "xlink:href", "action", "data", "background", "poster"}
        self.fetched += [value for name, value in attrs if name in told and not value.startswith("#")]


def test_it_names_no_address_a_browser_would_call(page):
    tags = Tags()
    tags.feed(page)
    assert tags.fetched == []
    assert not tags.names & {"script", "link", "iframe", "img", "object", "base", "form"}
    assert not re.findall(r"url\((?!#)|@import", page)
    assert "default-src 'none'" in page


def test_what_the_client_wrote_is_shown_letter_by_letter(page):
    assert "<img" not in page
    assert page.count("&lt;img") >= 4


def test_figures_are_written_as_what_they_are(page):
    assert "10.00&nbsp;%" in page
    assert "€10" in page
    assert "<svg" in page


def test_totals_say_whether_they_add_up(page):
    assert [words.YES in page, words.NO in page] == [True, True]


def test_a_long_table_is_cut_and_says_so():
    long = replace(small().parts[0], table=pd.DataFrame({"What we found": ["x"] * (MOST_ROWS + 5)}))
    page = to_report_page(replace(small(), parts=(long,), sums=())).decode()
    assert page.count("<td>x</td>") == MOST_ROWS
    assert f"{MOST_ROWS} of {MOST_ROWS + 5} rows" in page


def test_a_wide_table_is_drawn_in_strips_that_fit_on_paper():
    wide = pd.DataFrame({f"column {place}": [place] for place in range(MOST_COLUMNS * 2 + 3)})
    page = to_report_page(replace(small(), parts=(replace(small().parts[0], table=wide),), sums=())).decode()
    assert page.count("<table>") == 3
    assert page.count(">column 0<") == page.count(">column 1<") == 3
    assert all(page.count(f">column {place}<") == 1 for place in range(2, len(wide.columns)))
