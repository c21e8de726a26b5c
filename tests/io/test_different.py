"""Repeated texts are told as a loop tells them, whatever their length and script."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.io import different
from segattr.io.different import all_different

TEXTS = st.lists(st.none() | st.text(max_size=5) | st.text("ab", min_size=60, max_size=70), max_size=12)


@given(TEXTS)
def test_a_text_that_stands_twice_is_seen(texts):
    known = [text for text in texts if text is not None]
    assert all_different(pd.Series(texts, dtype="str")) == (len(set(known)) == len(known))


@given(TEXTS)
def test_texts_of_one_number_are_compared_before_they_are_called_the_same(texts):
    known = [text for text in texts if text is not None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(different, "_numbers", lambda _, begins, __: begins * 0)
        assert all_different(pd.Series(texts, dtype="str")) == (len(set(known)) == len(known))


def test_a_part_of_a_column_is_looked_at_alone():
    ids = pd.Series(["a", "b", "a"])
    assert all_different(ids[1:])
    assert not all_different(ids)
