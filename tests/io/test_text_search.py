"""A word is found wherever it stands, also across the pieces that are searched one by one."""

import pandas as pd
import pyarrow as pa
import pytest

from segattr.io import text_search
from segattr.io.text_search import holds_any, texts_once


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 7, 1_000])
@pytest.mark.parametrize(
    ("texts", "held"),
    [
        (["Brand", "TOTAL:"], True),
        (["xxxxxtotal"], True),
        (["tota", None, "x"], False),
        (["Überall"], True),
        ([], False),
    ],
)
def test_a_word_is_found_in_pieces_of_any_size(texts, held, piece, monkeypatch):
    monkeypatch.setattr(text_search, "PIECE", piece)
    assert holds_any(pa.array(texts, pa.large_string()), iter(["total", "berall", "Überall"])) is held


def test_categories_are_looked_at_once():
    assert texts_once(pd.Series(["b", "a", "b"], dtype="category")).to_pylist() == ["a", "b"]
