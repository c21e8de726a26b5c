import pandas as pd
import pytest

from segattr.data.labels import as_category, as_dimension, without_unused


@pytest.mark.parametrize(
    "values",
    [
        pd.Series(["b", "a", None]),
        pd.Series(["b", "a", None], dtype=object),
        pd.Series(pd.Categorical(["b", "a", None], ["z", "b", "a"])),
    ],
)
def test_categories_are_those_met_in_alphabetical_order(values):
    labels = as_category(values)
    assert labels.cat.categories.tolist() == ["a", "b"]
    assert labels.fillna("a").tolist() == ["b", "a", "a"]


def test_numbers_become_labels_without_a_point():
    assert as_category(pd.Series([2.0, 10.0])).tolist() == ["2", "10"]
    assert as_category(pd.Series(pd.Categorical([2, 10]))).tolist() == ["2", "10"]


def test_native_types_are_kept_as_dimensions():
    for values in (pd.Series([1, 2]), pd.Series([True, False]), pd.Series(pd.to_datetime(["2024-01-02"]))):
        assert as_dimension(values).dtype == values.dtype


def test_texts_are_kept_to_the_letter_and_blank_ones_are_missing():
    assert as_dimension(pd.Series([" a ", "007", "NULL", ""])).astype(object).where(
        lambda x: x.notna(), None
    ).tolist() == [*(" a ", "007", "NULL", None)]


def test_texts_that_all_differ_are_no_labels():
    urls = pd.Series([f"/{number}" for number in range(2_000)])
    assert str(as_dimension(urls).dtype) == "str"
    assert isinstance(as_dimension(urls.head(100)).dtype, pd.CategoricalDtype)


def test_labels_that_are_all_met_are_left_alone():
    labels = pd.Series(pd.Categorical(["a", "b"]))
    assert without_unused(labels) is labels
    assert without_unused(labels.head(1)).cat.categories.tolist() == ["a"]
