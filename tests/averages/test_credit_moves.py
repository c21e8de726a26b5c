"""Credit by month adds up to the credit of all months, and a change to its two parts."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.averages.credit_moves import credit_moved, credit_over_time
from segattr.errors import UnsuitableData

RULES = ["first", "last", "linear"]


@pytest.fixture(scope="module")
def summary():
    rng = np.random.default_rng(1)
    ids = [f"c{i}" for i in range(200)]
    days = pd.Timestamp("2026-01-05") + pd.to_timedelta(rng.integers(0, 85, 900), unit="D")
    touches = pd.DataFrame({"customer_id": rng.choice(ids, 900), "ts": days})
    touches["channel"] = rng.choice(["Email", "Search", "Social"], 900)
    orders = touches.sample(150, random_state=2)[["customer_id", "ts"]].assign(value=rng.gamma(2, 30, 150))
    orders["ts"] += pd.Timedelta(hours=3)
    customers = pd.DataFrame({"customer_id": ids, "tier": rng.choice(["gold", "plain"], 200)})
    data = sa.load(touchpoints=touches, conversions=orders, customers=customers)
    return sa.summarise(data, "tier", by_month=True), sa.summarise(data, "tier")


def test_the_months_of_rule_models_add_up_to_the_credit_of_all(summary):
    monthly, whole = summary
    found = credit_over_time(monthly, RULES).groupby(["model", "segment", "channel"])["conversions"].sum()
    wanted = sa.attribute(whole, RULES).set_index(["model", "segment", "channel"])["conversions"]
    assert found.reindex(wanted.index).to_numpy() == pytest.approx(wanted.to_numpy(), abs=1e-9)


def test_a_change_is_its_volume_and_its_credit_and_every_model_agrees_on_the_whole(summary):
    table = credit_over_time(summary[0], [*RULES, "markov"])
    moved = credit_moved(table, "2026-01", "2026-03")
    assert (moved["volume"] + moved["credit"]).to_numpy() == pytest.approx(
        moved["change"].to_numpy(), abs=1e-12
    )
    by_model = moved.groupby("model")["change"].sum()
    assert by_model.to_numpy() == pytest.approx(by_model.iloc[0], abs=1e-9)
    credit = moved.groupby(["model", "segment"])["credit"].sum()
    assert credit.to_numpy() == pytest.approx(0, abs=1e-9)
    assert credit_moved(table, "2026-01", "2026-03", measure="value")["change"].abs().sum() > 0


def test_a_summary_without_months_says_so(summary):
    with pytest.raises(UnsuitableData, match="by_month"):
        credit_over_time(summary[1], RULES)
