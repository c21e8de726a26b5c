import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.exports.neutral import looks_like_formula, neutralise, texts

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1",
    "\t=1",
    "\r=1",
    "\n=1",
    "\tplain",
    "＝1+1",
    "\ufeff=1",
    "\x00=1",
)


@pytest.mark.parametrize("text", FORMULAS, ids=repr)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(text):
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Email", "a=b", "3 - 2", "'=1", "Paid Search", "(no touch)"])
def test_any_other_text_stays_as_it_is(text):
    assert neutralise(text) == text


@given(st.text())
def test_nothing_that_has_been_neutralised_looks_like_a_formula(text):
    neutral = neutralise(text)
    assert not looks_like_formula(neutral)
    assert neutral.removeprefix("'") == text.removeprefix("'")
    assert neutralise(neutral) == neutral


@given(st.sampled_from("=+-@"), st.text())
def test_a_leading_sign_never_passes(sign, rest):
    assert neutralise(sign + rest).startswith("'")


def test_moments_are_written_as_iso_and_what_is_missing_as_nothing():
    moments = pd.Series(pd.to_datetime(["2026-03-01 12:00", None], utc=True))
    assert texts(moments) == ["2026-03-01 12:00:00+00:00", ""]
    assert texts(pd.Series(["a", None, pd.NA])) == ["a", "", ""]
    assert texts(pd.Series(["a", None], dtype="category")) == ["a", ""]
