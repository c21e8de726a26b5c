import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.ui.text import esc
from tests.ui.nasty import NASTY


def shown(markdown):
    """What is left once Markdown has taken its backslashes and nobody sees spaces of no width."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\u200b", "")


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_reads_as_itself(name):
    assert shown(esc(name)) == " ".join(name.split())


@pytest.mark.parametrize("name", NASTY)
def test_no_mark_is_left_without_its_backslash(name):
    assert not re.search(r"(?<!\\)[*_\[\]<>`#|$~!]", esc(name))


@given(st.text(st.characters(exclude_characters="\u200b\\")))
def test_any_text_reads_as_itself_on_one_line(name):
    assert shown(esc(name)) == " ".join(name.split())


def test_numbers_and_nothing_are_shown_too():
    assert [esc(0.5), esc(None), esc("")] == [r"0\.5", "None", ""]
