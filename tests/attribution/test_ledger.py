"""The ledger: its sums are the credit, its lines are the journeys of the files."""

from datetime import timedelta

import pandas as pd
import pytest

import segattr as sa
from segattr.attribution.attribute import attribute
from segattr.attribution.ledger import in_ledger, ledger, ledger_of
from segattr.attribution.registry import MODELS, find_models
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.kept import journeys_of
from segattr.reduce.seats import summarise_journeys
from segattr.reduce.window import Window
from segattr.segments.registry import find_segmentation
from tests.attribution.worlds import log
from tests.reduce.logs import frames, seeded
from tests.reduce.rows import customers, orders, touches

WRITTEN = [name for name, model in MODELS.items() if in_ledger(model)]
VARIANTS = ["u_shaped=split", "w_shaped=split", "full_path=split", "custom=10/50/30/split"]
WINDOW = Window(lookback_days=20, half_life_days=5)
DAY = timedelta(days=1)
ROLES = ("touchpoints", "conversions", "customers")


@pytest.fixture(scope="module")
def shop():
    tables = log()
    return sa.load(**{role: table.drop(columns="row", errors="ignore") for role, table in tables.items()})


def credit_of(rows):
    return rows.groupby(["model", "segment", "channel"])[["conversions", "value", "margin"]].sum()


@pytest.fixture(scope="module", params=[WINDOW, Window(reuse=True)], ids=["once", "reused"])
def both_ways(request, shop):
    """The ledger and the Summary of one window."""
    rule = find_segmentation("tier").of(shop)
    kept = journeys_of(shop, request.param)
    return ledger_of(kept, shop, rule), summarise_journeys(kept, rule)


@pytest.mark.parametrize("name", [*WRITTEN, *VARIANTS])
def test_the_lines_add_up_to_the_credit(both_ways, name):
    written, summary = both_ways
    credit = attribute(summary, name, margin=True)
    expected = credit.set_index(["model", "segment", "channel"])[["conversions", "value", "margin"]]
    found = credit_of(written.rows(name))
    pd.testing.assert_frame_equal(found, expected.sort_index(), rtol=1e-9, atol=1e-9, check_dtype=False)


def test_every_touch_of_every_conversion_has_a_line(shop):
    """The slow way: for each order, the customer's touches since the one before and within the window."""
    rows = ledger(shop, "linear", window=WINDOW).set_index("conversion_id")
    bought = shop.conversions.sort_values("ts", kind="stable")
    before = {}
    for number, order in bought.iterrows():
        theirs = shop.touchpoints[shop.touchpoints["customer_id"] == order["customer_id"]]
        since = before.get(order["customer_id"], pd.Timestamp.min.tz_localize("UTC"))
        inside = (theirs["ts"] <= order["ts"]) & (theirs["ts"] >= order["ts"] - 20 * DAY)
        reached = theirs[inside & (theirs["ts"] > since)].sort_values("ts", kind="stable")
        before[order["customer_id"]] = order["ts"]
        line = rows.loc[[str(number + 1)]]
        if line["channel"].iloc[0] == "(no touch)":
            assert reached.empty
            continue
        assert line["ts"].tolist() == reached["ts"].tolist()
        assert line["channel"].tolist() == reached["channel"].tolist()
        assert line["value"].sum() == pytest.approx(order["value"])
        assert (line["customer_id"] == order["customer_id"]).all()


@pytest.mark.parametrize("seed", [0, 1])
def test_weights_of_a_conversion_add_up_to_one(seed):
    """On logs that sit on the edges: ties, strangers, missing ids and dates, windows to the microsecond."""
    drawn, _ = seeded(seed)
    tables = frames(drawn)
    dataset = Dataset(**{role: tables[role].drop(columns="row", errors="ignore") for role in ROLES})
    rows = ledger(dataset, WRITTEN, window=Window(lookback_days=7))
    sums = rows.groupby(["model", "conversion_id"])["weight"].sum()
    assert len(sums) == len(WRITTEN) * dataset.conversions["ts"].notna().sum()
    assert sums.to_numpy() == pytest.approx(1)
    assert rows["weight"].between(0, 1).all()


def test_one_journey_is_scored_by_all_models(shop):
    rule = find_models(["first", "last", "linear", "time_decay"])
    kept = ledger_of(journeys_of(shop, WINDOW), shop)
    at = kept.conversions["touches"].idxmax()
    scored = kept.journey(at, rule)
    assert scored["conversion_id"].unique().tolist() == [kept.conversions.loc[at, "conversion_id"]]
    assert len(scored) == 4 * kept.conversions.loc[at, "touches"]
    first = scored[scored["model"] == "first"]
    assert first["weight"].tolist() == [1.0] + [0.0] * (len(first) - 1)
    whole = kept.rows(rule)
    same = whole[whole["conversion_id"] == kept.conversions.loc[at, "conversion_id"]]
    pd.testing.assert_frame_equal(scored, same.reset_index(drop=True))


def test_ids_of_the_file_are_kept_and_segments_are_named():
    seen = touches(("a", "2024-01-01", "Email"), ("b", "2024-01-01", "Post"))
    bought = orders(("a", "2024-01-02", 10), ("b", "2024-01-03", 20), conversion_id=["O-9", None])
    who = customers(a="gold")
    dataset = sa.load(
        touchpoints=seen.drop(columns="row"), conversions=bought.drop(columns="row"), customers=who
    )
    rows = ledger(dataset, "last", "tier")
    told = rows[["conversion_id", "segment", "channel", "value"]].to_numpy().tolist()
    assert told == [["O-9", "gold", "Email", 10.0], ["2", "(unknown)", "Post", 20.0]]


@pytest.mark.parametrize("name", ["markov", "markov=pooled", "shapley=rate"])
def test_credit_that_is_a_channels_and_not_a_touchs_has_no_ledger(shop, name):
    assert not in_ledger(find_models(name)[0])
    with pytest.raises(UnsuitableData, match="to channels over all journeys"):
        ledger(shop, ["first", name])


def test_shapley_shares_a_channels_part_out_over_its_touches():
    seen = touches(("a", "2024-01-01", "A"), ("a", "2024-01-02", "B"), ("a", "2024-01-03", "A"))
    bought = orders(("a", "2024-01-04", 12))
    dataset = sa.load(touchpoints=seen.drop(columns="row"), conversions=bought.drop(columns="row"))
    assert ledger(dataset, "shapley")["value"].tolist() == [3.0, 6.0, 3.0]


def test_journeys_on_another_engine_are_refused_with_the_reason(shop):
    kept = journeys_of(shop, WINDOW, memory="1GB")
    with pytest.raises(UnsuitableData, match="tables in memory"):
        ledger_of(kept, shop)
    kept.close()
