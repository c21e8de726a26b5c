from urllib.parse import urlencode

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.utm import CLICK_IDS, PARAMETERS, utm_columns, utm_of


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://example.com/?utm_source=fb&utm_medium=paid", {"source": "fb", "medium": "paid"}),
        ("https://example.com/?UTM_SOURCE=fb", {"source": "fb"}),
        ("https://example.com/#utm_source=fb", {"source": "fb"}),
        ("https://example.com/#/shop?utm_source=fb", {"source": "fb"}),
        ("/only/a/path?utm_campaign=May%20sale+1", {"campaign": "May sale 1"}),
        ("?utm_content=a&utm_term=b", {"content": "a", "term": "b"}),
        ("?utm_source=&utm_source=second&utm_source=third", {"source": "second"}),
        ("?gclid=x", {"source": "google", "medium": "cpc"}),
        ("?gclid=x&utm_campaign=may", {"source": "google", "medium": "cpc", "campaign": "may"}),
        ("?gclid=x&utm_source=partner", {"source": "partner"}),
        ("?msclkid=x", {"source": "bing", "medium": "cpc"}),
        ("https://example.com/", {}),
        ("", {}),
        ("http://[broken?utm_source=fb", {}),
        ("not an address", {}),
    ],
)
def test_an_address_says_where_the_visit_came_from(url, said):
    assert utm_of(url) == said


@given(
    st.dictionaries(
        st.sampled_from(list(PARAMETERS)), st.text(min_size=1).filter(lambda text: text.strip()), min_size=1
    )
)
def test_what_was_written_into_an_address_is_read_from_it(said):
    url = "https://example.com/p?" + urlencode({PARAMETERS[name]: value for name, value in said.items()})
    assert utm_of(url) == {name: value.strip() for name, value in said.items()}


@given(st.text())
def test_no_text_is_too_odd(text):
    assert set(utm_of(text)) <= set(PARAMETERS)


def test_a_column_keeps_its_rows_and_says_nothing_where_the_address_does_not():
    urls = pd.Series(["?utm_source=fb", None, "/", "?utm_source=fb"], index=[3, 1, 2, 9])
    read = utm_columns(urls)
    assert list(read.columns) == list(PARAMETERS)
    assert read.index.tolist() == [3, 1, 2, 9]
    assert read["source"].isna().tolist() == [False, True, True, False]
    assert read["medium"].isna().all()


def test_an_empty_column_gives_an_empty_frame():
    assert utm_columns([]).shape == (0, len(PARAMETERS))


def test_click_ids_name_who_and_how():
    assert all(len(said) == 2 and all(said) for said in CLICK_IDS.values())
