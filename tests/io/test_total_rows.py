import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.io.report_rows import body_of
from segattr.io.total_rows import total_rows


def marked(decimal="", **columns):
    table = pd.DataFrame(columns, dtype="str")
    return total_rows(table, aside=np.zeros(len(table), dtype=bool), decimal=decimal)[0].tolist()


TOTALS = (
    "Total",
    "TOTAL",
    "Totals:",
    "Total: Account",
    "Grand Total",
    "Grand Totals (5700 records)",
    "Gesamt: Konto",
    "Summe",
    "Gesamtergebnis",
    "Total général",
    "Sous-total",
    "総計",
)


@pytest.mark.parametrize(
    "word",
    TOTALS,
)
def test_a_total_in_any_words_is_a_total(word):
    assert marked(campaign=["Brand", "Shop", word], day=["1 May", "2 May", " --"], cost=["1", "2", "3"]) == [
        *(False, False, True)
    ]


@pytest.mark.parametrize(
    "name", ["Total care", "Gesamtpaket Brand", "Totally", "Summer", "Subtotal Ltd", "Summen"]
)
def test_a_name_that_begins_like_a_total_is_none(name):
    assert not any(
        marked(campaign=["Brand", "Shop", name], day=["1 May", "2 May", None], cost=["1", "2", "3"])
    )


def test_a_total_with_everything_beside_it_filled_is_a_name():
    assert not any(marked(campaign=["Brand", "Total"], day=["1 May", "2 May"], cost=["1", "3"]))


def test_subtotals_in_the_middle_go_too():
    assert marked(
        region=["North", "North", "Subtotal", "South", "Subtotal"],
        shop=["a", "b", None, "c", None],
        cost=["1", "2", "3", "4", "4"],
    ) == [False, False, True, False, True]


def test_a_total_above_the_data_goes():
    assert marked(day=["Total", "1 May", "2 May"], cost=["3", "1", "2"]) == [True, False, False]


def test_a_last_row_without_a_name_goes_only_if_it_holds_sums():
    assert marked(campaign=["a", "b", None], cost=["1", "2", "3"]) == [False, False, True]
    assert not any(marked(campaign=["a", "b", None], cost=["1", "2", "7"]))


amounts = st.lists(st.integers(min_value=1, max_value=10_000), min_size=3, max_size=30)


@given(amounts)
def test_leaving_out_a_total_row_leaves_the_sum_of_the_rows(parts):
    table = pd.DataFrame(
        {
            "campaign": [f"c{n}" for n in range(len(parts))] + ["Total"],
            "cost": [*map(str, parts), str(sum(parts))],
        },
        dtype="str",
    )
    body = body_of(table, header=("campaign", "cost"), decimal="")
    assert body.table["cost"].astype(int).sum() == sum(parts)
    assert not body.millionths


@given(amounts)
def test_data_without_a_total_row_stay_whole(parts):
    table = pd.DataFrame(
        {"campaign": [f"c{n}" for n in range(len(parts))], "cost": map(str, parts)}, dtype="str"
    )
    assert len(body_of(table, header=("campaign", "cost"), decimal="").table) == len(parts)


@given(st.lists(st.integers(min_value=1, max_value=10_000), min_size=3, max_size=30))
def test_a_total_in_another_unit_proves_millionths(cents):
    table = pd.DataFrame(
        {
            "campaign": [f"c{n}" for n in range(len(cents))] + ["Total"],
            "cost": [*(str(cent * 10_000) for cent in cents), f"{sum(cents) / 100:.2f}"],
        },
        dtype="str",
    )
    assert body_of(table, header=("campaign", "cost"), decimal=".").millionths == {"cost"}
