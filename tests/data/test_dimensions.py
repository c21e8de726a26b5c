import pandas as pd

from segattr.data.dimensions import dimensions_of
from segattr.data.mapped import MappedFile
from segattr.io.reading import Reading


def dimensions(columns, **table):
    return dimensions_of(MappedFile(Reading("t.csv", pd.DataFrame(table)), "touchpoints", columns))


def test_headers_and_values_are_kept():
    kept = dimensions({"customer_id": "u"}, u=["1"], **{"Device Type": [" Mobile"], "ZIP": ["007"]})
    assert {name: column.tolist() for name, column in kept.columns.items()} == {
        "Device Type": [" Mobile"],
        "ZIP": ["007"],
    }
    assert kept.notes == ()


def test_a_column_called_like_an_unmapped_field_gets_another_name_and_that_is_told():
    kept = dimensions({"customer_id": "u"}, u=["1"], cost=["cheap"])
    assert kept.renamed == {"cost (column)": "cost"}
    assert kept.columns["cost (column)"].tolist() == ["cheap"]
    assert "'cost (column)'" in kept.notes[0]


def test_the_other_name_is_free():
    kept = dimensions({"customer_id": "u"}, u=["1"], cost=["a"], **{"cost (column)": ["b"]})
    assert {name: column.tolist() for name, column in kept.columns.items()} == {
        "cost (column)'": ["a"],
        "cost (column)": ["b"],
    }
