"""The layouts of earlier files: which one a new file is held against, and what is never kept of one."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.data.dataset import Receipt
from segattr.data.layout import Layout, before, held_against, layouts_of, remembering

MAY = Layout("costs", ("Day", "Cost", "Campaign"), files=("may",))
JUNE = Layout("costs", ("Day", "Cost", "Campaign", "Device"), files=("june",))
ORDERS = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-05-01"], "value": [9.0]})
HEADERS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True).map(tuple)


def test_the_last_of_a_kind_counts_and_a_file_is_not_held_against_itself():
    assert before(Layout("costs", ("Day", "Cost")), (MAY, JUNE)) == JUNE
    assert before(JUNE, (MAY, JUNE)) == MAY
    assert before(MAY, (MAY, JUNE)) is None
    assert before(Layout("paths", JUNE.headers), (MAY, JUNE)) == JUNE  # the very same columns
    assert before(Layout("paths", ("Day", "Cost")), (MAY, JUNE)) is None
    assert before(Layout("costs", ("Week", "Region")), (MAY, JUNE)) is None


def test_the_same_files_are_remembered_once_with_what_they_are_now():
    now = Layout("costs", MAY.headers, {"spend": "Cost"}, ("may",))
    assert remembering((MAY, JUNE), (now,)) == (now, JUNE)


@given(HEADERS, HEADERS)
def test_half_of_the_earlier_columns_make_it_the_same_kind(then, now):
    alike = sum(header in now for header in then) / len(then) >= 0.5
    assert (before(Layout("costs", now), (Layout("costs", then),)) is not None) == alike


def test_headers_that_are_addresses_are_not_kept():
    told = Receipt("c.csv", 1, columns={"value": "ann@example.com"}, headers=("Day", "ann@example.com"))
    (layout,) = layouts_of({"conversions": told})
    assert (layout.headers, layout.columns) == (("Day",), {})


def test_data_with_the_columns_of_last_time_are_the_same_data():
    dataset = sa.load(conversions=ORDERS)
    assert held_against(dataset, layouts_of(dataset.receipts)) is dataset
    other = held_against(dataset, layouts_of(sa.load(conversions=ORDERS.assign(shop="x")).receipts))
    assert (other.key != dataset.key, list(other.earlier)) == (True, ["conversions"])
