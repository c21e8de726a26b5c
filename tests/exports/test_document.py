from datetime import date

import altair as alt
import pandas as pd

import segattr
from segattr.exports.document import Document

table = pd.DataFrame({"channel": ["Email"], "share": [0.5], "linear": [0.5]})


def test_shares_are_known_by_their_names_unless_somebody_says_otherwise():
    assert Document(table, name="t", title="").percent == {"share"}
    assert Document(table, name="t", title="", shares=["linear"]).percent == {"linear"}
    assert Document(table, name="t", title="", shares=[]).percent == frozenset()


def test_a_document_says_what_made_it_and_when():
    document = Document(table, name="t", title="", made=date(2026, 3, 1))
    assert document.origin == (f"segattr {segattr.__version__}", "1 March 2026")


def test_a_picture_is_drawn_only_when_somebody_wants_it():
    drawn = []

    def draw():
        drawn.append(True)
        return alt.Chart(table).mark_bar()

    document = Document(table, name="t", title="", chart=draw)
    assert not drawn
    assert isinstance(document.picture, alt.Chart)
    assert Document(table, name="t", title="").picture is None
