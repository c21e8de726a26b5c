import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.bands import FEW_VALUES, MOST_BANDS, banded, is_measured

rng = np.random.default_rng(5)


def bands(values, name="amount"):
    return banded(pd.Series(values, name=name)).cat.categories.tolist()


def test_days_get_the_limits_people_use_for_days():
    assert bands([*range(31)] * 3, name="days since visit") == ["0–7", "8–14", "15–20", "21–25", "over 25"]
    assert bands(range(400), name="lead_time")[0] == "0–90"


def test_a_band_holds_its_upper_limit():
    split = banded(pd.Series([*range(100)], name="lead_time"))
    assert split[14] == "0–14"
    assert split[15] == "15–30"


def test_few_different_numbers_keep_their_names_in_the_order_of_numbers():
    assert bands([10, 2, 2, 1]) == ["1", "2", "10"]
    assert bands(["10", "2", "1"]) == ["1", "2", "10"]


def test_a_missing_number_is_a_band_of_its_own_at_the_end():
    split = banded(pd.Series(["5", None, "7"]))
    assert split.tolist() == ["5", "(unknown)", "7"]
    assert split.cat.categories[-1] == "(unknown)"


def test_the_many_nothings_of_an_amount_are_a_band_of_their_own():
    spend = [0.0] * 600 + list(rng.uniform(1, 99, 400))
    assert bands(spend)[:2] == ["0", "over 0 to 20"]


@pytest.mark.parametrize(
    "values",
    [
        pd.Series(["a", "b"]),
        pd.Series([True, False]),
        pd.Series(pd.to_datetime(["2026-01-01"])),
        pd.Series([None, None], dtype="str"),
        pd.Series([f"{number:05d}" for number in range(50)], name="size"),
        pd.Series(range(50), name="Agent ID"),
        pd.Series(range(50), name="zip code"),
        pd.Series([*map(str, range(50)), "many"]),
    ],
    ids=["words", "flags", "dates", "nothing", "leading zeros", "ids", "postcodes", "a word among numbers"],
)
def test_what_is_no_amount_is_returned_untouched(values):
    assert banded(values) is values
    assert not is_measured(values)


def test_amounts_are_read_as_they_were_exported():
    cells = pd.Series([f"{number},50 €" for number in range(40)], name="Bestellwert")
    assert is_measured(cells)
    assert bands(cells)[-1] == "over 30"


def test_texts_of_the_same_number_share_a_band():
    assert bands(["1", "1.0", "2.5"]) == ["1", "2.5"]


def test_limits_alike_to_the_tenth_digit_are_still_told_apart():
    assert bands([1.0000000001, 1.00000000012, 2.5]) == ["1: 1", "2: 1", "3: 2.5"]


def test_the_index_and_the_name_stay():
    values = pd.Series(range(30), index=range(100, 130), name="age")
    assert banded(values).index.equals(values.index)
    assert banded(values).name == "age"


def test_limits_are_round():
    income = rng.lognormal(10, 1, 5_000)
    numbers = [float(label.split()[-1].replace(",", "")) for label in bands(income)]
    assert all(number % 1_000 == 0 for number in numbers)


amounts = st.lists(
    st.one_of(st.none(), st.floats(-1e12, 1e12), st.integers(-500, 500)), min_size=1, max_size=80
)


@given(amounts)
def test_any_numbers_fall_into_few_bands_that_keep_their_order(values):
    column = pd.Series(values, dtype="float64", name="amount")
    split = banded(column)
    if column.notna().sum() == 0:
        assert split is column
        return
    named = len(split.cat.categories) - ("(unknown)" in split.cat.categories)
    assert named <= (MOST_BANDS if is_measured(column) else FEW_VALUES)
    assert (split == "(unknown)").equals(column.isna())
    known = column.notna()
    order = split[known].cat.codes.to_numpy()[np.argsort(column[known].to_numpy(), kind="stable")]
    assert (np.diff(order) >= 0).all()


@given(amounts, st.randoms())
def test_bands_depend_on_the_numbers_alone_not_on_their_order_or_type(values, random):
    column = pd.Series(values, dtype="float64", name="amount")
    if column.notna().sum() == 0:
        return
    shuffled = column.sample(frac=1, random_state=random.randrange(2**31))
    assert banded(shuffled).sort_index().astype("str").equals(banded(column).astype("str"))
    whole = column.round().dropna().astype("int64")
    texts = whole.astype("str")
    assert banded(texts).astype("str").tolist() == banded(whole).astype("str").tolist() or (
        texts.str.match("0.").any()
    )
