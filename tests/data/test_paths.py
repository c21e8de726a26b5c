import pandas as pd
import pytest

from segattr.data.paths import merged_paths, separator_of, with_separator


@pytest.mark.parametrize(
    ("path", "separator"),
    [
        *(("A > B", ">"), ("A>B", ">"), ("A -> B", "->"), ("A → B", "→"), ("A » B", "»"), ("A => B", "=>")),
        *(("A|B", "|"), ("A | B", "|"), ("A;B", ";"), ("A,B", ","), ("A / B", " / "), ("A", ">")),
    ],
)
def test_every_separator_is_found_and_becomes_one(path, separator):
    paths = pd.Series([path])
    assert separator_of(paths) == separator
    expected = "A > B" if len(path) > 1 else "A"
    assert with_separator(paths, separator=separator).tolist() == [expected]


def test_arrows_come_before_signs_in_names():
    assert separator_of(pd.Series(["Search, Brand", "Search, Brand", "Search, Brand > Email"])) == ">"


def test_equal_paths_are_added_up_with_their_value():
    paths = pd.DataFrame(
        {
            "path": ["A>B", "A > B", "B"],
            "conversions": [1.0, 2.0, 4.0],
            "value": [10.0, 20.0, None],
            "nulls": [5.0, None, None],
        }
    )
    merged, notes = merged_paths(paths)
    assert merged.fillna({"value": -1}).to_dict("list") == {
        "path": ["A > B", "B"],
        "conversions": [3.0, 4.0],
        "value": [30.0, -1.0],
        "nulls": [5.0, 0.0],
    }
    assert notes == ("Rows added up because they hold the same path: 1.",)


def test_rows_of_different_dimensions_are_not_added_up():
    segments = pd.Categorical(["x", "y", None, None])
    paths = pd.DataFrame({"path": ["A"] * 4, "conversions": [1.0] * 4, "segment": segments})
    assert merged_paths(paths)[0]["conversions"].tolist() == [1.0, 1.0, 2.0]


def test_a_blank_path_stays_blank():
    merged, _ = merged_paths(pd.DataFrame({"path": ["", "A > B"], "conversions": [1.0, 2.0]}))
    assert merged["path"].tolist() == ["", "A > B"]


def test_another_separator_is_told():
    _, notes = merged_paths(pd.DataFrame({"path": ["A|B"], "conversions": [1.0]}))
    assert notes == ("'|' was taken as what parts the channels of a path.",)
