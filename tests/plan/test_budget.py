import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.errors import BadSetting, UnknownName, UnsuitableData
from segattr.plan.budget import Budget, budget
from segattr.plan.moves import FEWEST, moves
from segattr.plan.response import Response
from segattr.plan.what_if import MOST_GROWN, what_if

MODELS = ("first", "last")


def a_budget(spend, credit, *, low=None, high=None):
    """A budget of cells s0·c0, s0·c1 … with a credit per model; ranges as shares of 1 conversion."""
    cells = pd.DataFrame({"segment": "s", "channel": [f"c{i}" for i in range(len(spend))], "spend": spend})
    rows = []
    for model, earned in zip(MODELS, credit, strict=True):
        whole = sum(earned)
        for i, n in enumerate(earned):
            share = n / whole if whole else 0.0
            ends = (low[i], high[i]) if low is not None else (share, share)
            rows.append((model, "s", f"c{i}", float(n), 10.0 * n, share, *ends))
    columns = ["model", "segment", "channel", "conversions", "value", "share", "low", "high"]
    return Budget(cells, pd.DataFrame(rows, columns=columns), "touches", 0.0, 0.0)


amounts = st.lists(st.floats(0.5, 1e5), min_size=2, max_size=5)
earned = st.floats(0, 1e4)
some_budgets = amounts.flatmap(
    lambda spend: st.tuples(
        st.just(spend), *[st.lists(earned, min_size=len(spend), max_size=len(spend)) for _ in MODELS]
    )
)
elasticities = st.floats(0.05, 1.0)


def slow_then(found, planned, elasticity, model):
    """The oracle: cell by cell, in plain Python."""
    total = 0.0
    for _, cell in found.cells.iterrows():
        rows = found.credit[(found.credit["model"] == model) & (found.credit["channel"] == cell["channel"])]
        now = rows["conversions"].sum()
        money = planned.get((cell["segment"], cell["channel"]), cell["spend"])
        total += now * (money / cell["spend"]) ** elasticity
    return total


@given(some_budgets, elasticities, st.data())
def test_a_plan_gives_what_adding_up_cell_by_cell_gives(made, elasticity, data):
    found = a_budget(made[0], made[1:])
    planned = {("s", f"c{i}"): data.draw(st.floats(0, 3 * money)) for i, money in enumerate(made[0])}
    plan = what_if(found, planned, response=Response(elasticity))
    for model, then in zip(plan.totals["model"], plan.totals["then"], strict=True):
        assert then == pytest.approx(slow_then(found, planned, elasticity, model), abs=1e-6)
    assert plan.totals["change"].to_numpy() == pytest.approx(
        (plan.totals["then"] - plan.totals["now"]).to_numpy(), abs=1e-6
    )


@given(some_budgets, elasticities)
def test_nothing_moved_is_nothing_changed(made, elasticity):
    found = a_budget(made[0], made[1:])
    plan = what_if(found, {}, response=Response(elasticity))
    assert (plan.verdict, plan.moved, plan.spent) == ("still", 0.0, plan.planned)
    assert (plan.totals["change"] == 0).all()


@given(some_budgets, st.floats(0.01, 1.0), elasticities)
def test_a_move_is_money_taken_from_one_cell_and_given_to_another(made, share, elasticity):
    found, response = a_budget(made[0], made[1:]), Response(elasticity)
    spent = dict(zip(found.cells["channel"], found.cells["spend"], strict=True))
    for _, move in moves(found, response=response, share=share).head(2).iterrows():
        given_by, taken_by = move["from_channel"], move["to_channel"]
        assert 0 < move["amount"] <= share * spent[given_by] * (1 + 1e-9)
        assert move["amount"] <= (MOST_GROWN - 1) * spent[taken_by] * (1 + 1e-9)
        planned = {
            ("s", given_by): max(spent[given_by] - move["amount"], 0.0),
            ("s", taken_by): spent[taken_by] + move["amount"],
        }
        plan = what_if(found, planned, response=response)
        assert plan.planned == pytest.approx(plan.spent)  # money is conserved
        assert plan.moved == pytest.approx(move["amount"])
        gains = plan.totals.set_index("model")["change"]
        for model in MODELS:
            assert move[f"gain_{model}"] == pytest.approx(gains[model], abs=1e-5)
        assert not plan.stretched


@given(some_budgets, st.floats(0.01, 1.0), elasticities)
def test_moves_that_gain_under_every_model_are_among_those_that_gain_under_some(made, share, elasticity):
    table = moves(a_budget(made[0], made[1:]), response=Response(elasticity), share=share)
    gains = table[[f"gain_{model}" for model in MODELS]]
    every, some = (gains > 0).all(axis=1), (gains > 0).any(axis=1)
    assert (table["verdict"].isin(["sure", "every"]) == every).all()
    assert ((table["verdict"] != "none") == some).all()
    assert (table.loc[table["verdict"] == "sure", "sure"] > 0).all()
    assert not table.loc[table["verdict"] == "sure", "few"].any()
    order = table["verdict"].map({"sure": 0, "every": 1, "some": 2, "none": 3})
    assert order.is_monotonic_increasing


def test_a_gain_inside_the_ranges_is_not_called_beyond_chance():
    narrow = a_budget([100, 100], ([30, 70], [30, 70]), low=[0.29, 0.69], high=[0.31, 0.71])
    wide = a_budget([100, 100], ([30, 70], [30, 70]), low=[0.1, 0.5], high=[0.5, 0.9])
    assert moves(narrow)["verdict"].tolist() == ["sure", "none"]
    assert moves(wide)["verdict"].tolist() == ["every", "none"]


def test_ranges_are_widened_by_how_many_cells_were_looked_at():
    def one_of(cells):
        rest = [100.0] * (cells - 2)
        few = [50.0] * (cells - 2)
        earned = [60, 90, *few]
        shares = np.array(earned) / sum(earned)
        reach = 9 / sum(earned)  # conversions
        found = a_budget(
            [100, 100, *rest], (earned, earned), low=list(shares - reach), high=list(shares + reach)
        )
        table = moves(found)
        pair = table[(table["from_channel"] == "c0") & (table["to_channel"] == "c1")]
        return pair["verdict"].item()

    assert one_of(2) == "sure"
    assert one_of(40) == "every"


def test_models_without_ranges_give_no_move_beyond_chance():
    found = a_budget([100, 100], ([30, 70], [30, 70]), low=[np.nan] * 2, high=[np.nan] * 2)
    assert moves(found)["verdict"].tolist() == ["every", "none"]


def test_few_conversions_are_said_and_never_called_sure():
    found = a_budget([100, 100], ([FEWEST - 1, 70], [FEWEST - 1, 70]))
    table = moves(found)
    assert table["few"].all()
    assert "sure" not in set(table["verdict"])


def test_a_cell_that_would_get_far_more_than_it_has_is_named():
    found = a_budget([10, 100], ([5, 5], [5, 5]))
    plan = what_if(found, {("s", "c0"): 60, ("s", "c1"): 50})
    assert plan.stretched == (("s", "c0"),)


def test_what_cannot_be_planned_is_refused():
    found = a_budget([10, 100], ([5, 5], [5, 5]))
    with pytest.raises(UnknownName, match="Nothing is spent on c9"):
        what_if(found, {("s", "c9"): 1})
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(BadSetting):
            what_if(found, {("s", "c0"): wrong})
    for share in (0, 1.5):
        with pytest.raises(BadSetting):
            moves(found, share=share)
    for elasticity in (0, -1, 1.1, float("nan")):
        with pytest.raises(BadSetting):
            Response(elasticity)


touches = pd.DataFrame(
    {
        "customer_id": [*"aabbccdd", "e"],
        "ts": pd.date_range("2026-03-01", periods=9, freq="D"),
        "channel": ["Ads", "Post", "Ads", "Ads", "Post", "Ads", "Post", "Post", "Ads"],
    }
)
orders = pd.DataFrame({"customer_id": list("abd"), "ts": "2026-03-20", "value": [10.0, 20.0, 30.0]})
people = pd.DataFrame({"customer_id": list("abcde"), "tier": ["x", "x", "y", "y", "y"]})


def costs(**more):
    rows = {"channel": ["Ads", "Post", "TV"], "start": "2026-03-01", "end": "2026-03-09"}
    return pd.DataFrame({**rows, "spend": [100.0, 40.0, 7.0], **more})


def made(costs, *, column=""):
    dataset = sa.load(touchpoints=touches, conversions=orders, customers=people, costs=costs)
    summary = sa.summarise(dataset, "tier")
    credit = sa.attribute(summary, MODELS, interval=True)
    return budget(dataset, summary, credit, column=column)


def test_spend_is_divided_by_touches_and_adds_up_to_what_was_billed():
    found = made(costs())
    cells = found.cells.set_index(["segment", "channel"])["spend"]
    assert cells[("x", "Ads")] == pytest.approx(100 * 3 / 5)
    assert cells[("y", "Post")] == pytest.approx(40 * 3 / 4)
    assert found.basis == "touches"
    assert found.spend + found.unplaced + found.outside == pytest.approx(147)
    assert found.unplaced == 7  # nobody saw TV


def test_bills_that_name_the_segment_go_before_division():
    found = made(costs(tier=["x", "y", "x"]), column="tier")
    cells = found.cells.set_index(["segment", "channel"])["spend"]
    assert found.basis == "costs"
    assert cells.to_dict() == {("x", "Ads"): 100.0, ("y", "Post"): 40.0}
    assert found.spend + found.unplaced + found.outside == pytest.approx(147)


def test_spend_of_days_without_data_is_in_no_cell():
    bills = costs().assign(end="2026-04-07")  # 38 days, of which 20 have data
    found = made(bills)
    assert found.spend + found.unplaced + found.outside == pytest.approx(147)
    assert found.outside == pytest.approx(147 * 18 / 38)


def test_without_costs_there_is_no_budget():
    assert made(None) is None


def test_a_column_of_too_many_values_makes_no_segments():
    bills = pd.concat([costs().assign(tier=[f"t{i}-{k}" for k in range(3)]) for i in range(80)])
    with pytest.raises(UnsuitableData, match="values; segments of a budget are at most"):
        made(bills, column="tier")


@given(elasticities)
def test_a_curve_goes_through_what_is_now_and_never_falls(elasticity):
    times = Response(elasticity).times(np.linspace(0, 3, 31))
    assert times[0] == 0
    assert Response(elasticity).times(1.0) == 1
    assert (np.diff(times) > 0).all()
