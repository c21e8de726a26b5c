import pandas as pd
import pytest

from segattr.io.cell_dress import undressed


@pytest.mark.parametrize("dtype", ["str", "category"])
def test_wrapped_cells_come_out_as_they_were_meant_whatever_the_column_is(dtype):
    table = pd.DataFrame({"zip": pd.Series(["'02115", None, "'80331", "'02115"], dtype=dtype)})
    clean, notes = undressed(table)
    assert clean["zip"].isna().tolist() == [False, True, False, False]
    assert clean["zip"].dropna().tolist() == ["02115", "80331", "02115"]
    assert notes == ("'zip': a leading apostrophe that marks text was taken off.",)


def test_a_name_that_begins_with_an_apostrophe_is_left_alone():
    table = pd.DataFrame({"city": ["'s-Hertogenbosch", "Utrecht"]})
    assert undressed(table) == (table, ())


@pytest.mark.parametrize("cell", ["1.23457E+18", "1,23457E+11", "9E+15"])
def test_shortened_ids_are_pointed_out(cell):
    assert "digits are lost" in undressed(pd.DataFrame({"id": [cell, "5"]}))[1][0]


@pytest.mark.parametrize("cell", ["1.5E+03", "E+18", "SIZE+18", "1.2e-18"])
def test_what_is_no_shortened_id_is_not_pointed_out(cell):
    assert undressed(pd.DataFrame({"id": [cell, "5"]}))[1] == ()
