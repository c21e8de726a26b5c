"""What segments buy: beside everybody else, a customer counted once, and never more than the data say."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.statistics.clustered import clustered_rate
from segattr.value.baskets import baskets
from segattr.value.categories import MOST_CATEGORIES, category_columns
from segattr.value.shares import shares_beside_rest, sums_by

SHOP = pd.DataFrame(
    [
        ("a", "1", "Shoes", 60.0, 30.0),
        ("a", "1", "Bags", 20.0, 5.0),
        ("a", "2", "Shoes", 20.0, 10.0),
        ("b", "3", "Bags", 100.0, 25.0),
        ("c", "4", "Bags", 50.0, 20.0),
        ("c", "5", None, 50.0, 10.0),
    ],
    columns=["customer_id", "conversion_id", "range", "value", "margin"],
).assign(ts="2025-01-05")
TIERS = pd.Series({"a": "gold", "b": "plain", "c": "plain"})


def rows_of(found):
    return found.rows.set_index(["segment", "category"])


def test_an_order_of_several_lines_counts_once_in_each_category_it_holds():
    rows = rows_of(baskets(sa.load(conversions=SHOP), "range", labels=TIERS))
    gold, plain = rows.loc[("gold", "Shoes")], rows.loc[("plain", "Bags")]
    assert (gold["category_orders"], gold["orders"], gold["share"], gold["rest"]) == (2, 2, 1.0, 0.0)
    assert np.isnan(gold["index"])
    assert (plain["category_orders"], plain["orders"]) == (2, 3)
    assert plain["index"] == pytest.approx((2 / 3) / (1 / 2))
    assert rows.loc[("plain", "(not set)"), "category_orders"] == 1


def test_shares_of_money_add_up_and_margin_is_of_the_categorys_own_money():
    rows = rows_of(baskets(sa.load(conversions=SHOP), "range", labels=TIERS))
    assert rows.groupby("segment")["money_share"].sum().tolist() == pytest.approx([1.0, 1.0])
    assert rows.loc[("gold", "Shoes"), "money_share"] == pytest.approx(0.8)
    assert rows.loc[("plain", "Bags"), "margin_rate"] == pytest.approx(45 / 150)
    assert rows.loc[("plain", "Bags"), "money_rest"] == pytest.approx(0.2)


def test_a_long_tail_is_one_category_and_nothing_is_lost():
    many = pd.DataFrame({"customer_id": [str(n % 50) for n in range(400)], "ts": "2025-01-05", "value": 10.0})
    many["range"] = [f"kind {n % 20}" if n % 3 else "kind 0" for n in range(400)]
    found = baskets(sa.load(conversions=many), "range")
    assert found.folded == 20 - MOST_CATEGORIES
    assert found.rows["category"].iloc[-1] == "12 others"
    assert found.rows["category_orders"].sum() == 400


def test_what_was_bought_is_told_by_texts_that_come_again():
    orders = pd.DataFrame({"customer_id": list("abcdef"), "ts": "2025-01-05", "value": 10.0})
    orders["range"], orders["note"] = ["x", "x", "x", "y", "y", "y"], list("uvwxyz")
    orders["discount"], orders["one"] = ["0.5", "1", "0.5", "1", "1", "1"], "same"
    assert category_columns(sa.load(conversions=orders)) == ["range"]


def test_a_product_mapped_on_purpose_may_have_any_number_of_values():
    orders = pd.DataFrame({"customer_id": "a", "ts": "2025-01-05", "value": 1.0}, index=range(1_400))
    orders["product"] = orders["sku text"] = [f"p{n % 600}" for n in range(1_400)]
    assert category_columns(sa.load(conversions=orders)) == ["product"]


def test_few_customers_are_small_and_never_tested():
    found = baskets(sa.load(conversions=SHOP), "range", labels=TIERS)
    assert found.rows["small"].all()
    assert found.rows["adjusted"].isna().all()


def tastes(*, tilt):
    """Orders of 600 customers, of whom every third may have a taste for bags."""
    random = np.random.default_rng(5)
    who = random.integers(0, 600, 1_500)
    lucky = (who % 3 == 0) & (random.random(1_500) < tilt)
    orders = pd.DataFrame({"customer_id": who.astype(str), "ts": "2025-01-05", "value": 10.0})
    orders["range"] = np.where(lucky, "Bags", random.choice(["Shoes", "Tops", "Bags"], 1_500))
    labels = pd.Series({str(n): ("gold", "plain", "other")[n % 3] for n in range(600)})
    return baskets(sa.load(conversions=orders), "range", labels=labels).rows


def test_a_planted_taste_is_found():
    rows = tastes(tilt=0.4)
    top = rows[rows["adjusted"] <= 0.05].sort_values("index").iloc[-1]
    assert (top["segment"], top["category"]) == ("gold", "Bags")


def test_where_all_buy_alike_nothing_is_called_different():
    assert (tastes(tilt=0.0)["adjusted"] > 0.05).all()


def test_lines_put_together_are_said_to_be():
    assert not baskets(sa.load(conversions=SHOP), "range").first_line
    fixed = sa.load(conversions=SHOP).with_(fixes=("add_up:order_lines:conversions:conversion_id",))
    assert baskets(fixed, "range").first_line


def test_a_column_that_is_not_there_is_said():
    with pytest.raises(sa.SegattrError, match="no column 'colour'"):
        baskets(sa.load(conversions=SHOP), "colour")


people = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 4), st.integers(1, 5)).map(
        lambda each: (each[0], min(each[1], each[2]), each[2])
    ),
    min_size=6,
    max_size=40,
)


@given(people)
def test_shares_are_those_of_each_group_alone_and_the_rest_is_everybody_else(drawn):
    segment, having, orders = (np.array(column) for column in zip(*drawn, strict=True))
    table = shares_beside_rest(sums_by(segment, 3, having.astype(float), orders.astype(float)))
    for place in range(3):
        inside = segment == place
        if not inside.any() or inside.all():
            continue
        assert table["rest"][place] == pytest.approx(having[~inside].sum() / orders[~inside].sum())
        if inside.sum() > 1:  # the tested function for one group, which loops over nothing else
            alone = clustered_rate(having[inside], orders[inside])
            got = table.loc[place, ["share", "low", "high"]].to_numpy(float)
            np.testing.assert_allclose(got, [alone.rate, alone.low, alone.high], rtol=1e-6, atol=1e-9)
