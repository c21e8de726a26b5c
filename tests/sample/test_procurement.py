"""The purchase orders' truths are found through the public names, without a word of marketing."""

import pandas as pd
import pytest

import segattr as sa
from segattr.averages.cells import cells
from segattr.averages.compare import compare
from segattr.averages.period_cells import period_cells
from segattr.errors import BadSetting
from segattr.sample.kinds import KINDS
from segattr.sample.procurement import make_procurement
from segattr.sample.write import write_sample


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    made = make_procurement(12_000, seed=3)
    folder = tmp_path_factory.mktemp("orders")
    write_sample(made, folder)
    mapping = {"outcomes": {"converted": "delivered_on_time", "value": "order_value"}}
    return sa.load(outcomes=folder / "purchase_orders.csv", mapping=mapping), made.truths["truths"]


def test_the_same_size_and_seed_give_the_same_orders():
    one, other = (make_procurement(4_000, seed=5).tables["purchase_orders"] for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
    assert KINDS["procurement"] is make_procurement


def test_rates_are_the_planted_ones(opened):
    data, truths = opened
    assert sa.rates(data)["converters"].iloc[0] == truths["blended"]["on_time"]
    by_type = sa.rates(data, by="supplier_type").set_index("supplier_type")
    for name in ("Contract", "Spot", "New"):
        assert by_type.loc[name, "rate"] == pytest.approx(truths["supplier_type"][name]["rate"], rel=1e-12)


def test_the_hidden_cell_is_found_confirmed_and_sized_at_equal_mix(opened):
    data, truths = opened
    found = sa.discover(data).set_index("segment")
    cell = found.loc["delivery_region=South & supplier_type=Spot"]
    assert cell["confirmed"]
    assert cell["rate"] == pytest.approx(truths["hidden_cell"]["rate"], rel=1e-12)
    assert cell["prize"] == pytest.approx(-truths["hidden_cell"]["fewer_than_peers"], rel=0.25)
    noise = ("category", "buyer", "ordered_on")
    assert not any(name in segment for name in noise for segment in found.index[found["confirmed"]])


def test_the_full_review_only_looks_slower(opened):
    data, truths = opened
    found = compare(cells(data), "approval_stage", "Full review", "Standard")
    assert found.crude == pytest.approx(
        truths["reversal"]["Full review"]["rate"] - truths["reversal"]["Standard"]["rate"], rel=1e-9
    )
    line = found.within.iloc[0]
    assert (line["within"], line["kind"], line["evidence"]) == ("supplier_type", "full reversal", "strong")
    assert line["alarm"]


def test_orders_can_be_followed_over_time(opened):
    assert period_cells(opened[0])["period"].cat.categories.tolist() == [f"2026-0{m}" for m in range(1, 7)]


def test_too_few_orders_are_refused():
    with pytest.raises(BadSetting, match="4,000 or more"):
        make_procurement(100)
    with pytest.raises(BadSetting, match="seed"):
        make_procurement(seed=-1)
