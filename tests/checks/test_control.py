"""Revenue beside finance's: every month, the cent, and what was said wrongly."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.checks.control import control_totals, summed
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData

ORDERS = st.lists(st.tuples(st.integers(0, 200), st.integers(-50, 500)), min_size=1, max_size=30)
TOTALS = st.dictionaries(
    st.sampled_from([f"2026-{month:02d}" for month in range(1, 13)]), st.integers(0, 900)
)


def orders(rows):
    start = pd.Timestamp("2026-01-01", tz="UTC")
    return Dataset(
        conversions=pd.DataFrame(
            {
                "customer_id": [str(place) for place in range(len(rows))],
                "ts": pd.to_datetime([start + pd.Timedelta(days=day) for day, _ in rows], utc=True),
                "value": [float(value) for _, value in rows],
            }
        )
    )


@given(ORDERS, TOTALS)
def test_each_month_is_what_loops_add_up(rows, totals):
    data = orders(rows)
    table = control_totals(data, totals).set_index("month")
    assert table["recorded"].sum() == pytest.approx(sum(value for _, value in rows))
    for month, line in table.iterrows():
        by_hand = sum(
            value
            for moment, value in zip(data.conversions["ts"], data.conversions["value"], strict=True)
            if f"{moment:%Y-%m}" == month
        )
        assert line["recorded"] == pytest.approx(by_hand)
        if month in totals:
            assert line["difference"] == pytest.approx(by_hand - totals[month])
        else:
            assert pd.isna(line["control"])
    assert summed(table.reset_index())[0] == len(totals)
    assert set(totals) <= set(table.index)


def test_a_month_is_written_as_year_and_month():
    with pytest.raises(BadSetting, match="'March' is no month"):
        control_totals(orders([(0, 5)]), {"March": 5.0})


def test_without_money_there_is_nothing_to_hold_against_it():
    bare = Dataset(conversions=orders([(0, 5)]).conversions.drop(columns="value"))
    with pytest.raises(UnsuitableData, match="hold none"):
        control_totals(bare, {})
