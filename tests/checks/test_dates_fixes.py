"""What the fixes of dates that make no sense leave out, and what they leave, counted in slow loops."""

import numpy as np
import pandas as pd

from segattr.checks.evidence import Evidence
from segattr.checks.fixes import fixed
from segattr.checks.registry import CHECKS
from tests.checks.faults import FAULTS
from tests.checks.worlds import TODAY, clean

EARLY = "leave_out:only_later_touches:conversions:ts"
BEFORE_KNOWN = "leave_people:ordered_before_known:conversions:ts"
YOUNG = "leave_people:too_young:touchpoints:ts"


def spoilt(name):
    return FAULTS[name].spoil(clean()).dataset()


def of_others(table, people):
    return table[~table["customer_id"].isin(people)].reset_index(drop=True)


def test_conversions_before_the_first_touch_go_and_nothing_else():
    dataset = spoilt("only_later_touches")
    after = fixed(dataset, EARLY, today=TODAY)
    first = {who: rows.min() for who, rows in dataset.touchpoints.groupby("customer_id")["ts"]}
    early = [
        who in first and when < first[who]
        for who, when in zip(dataset.conversions["customer_id"], dataset.conversions["ts"], strict=True)
    ]
    assert sum(early) == 20
    kept = dataset.conversions[~np.array(early)].reset_index(drop=True)
    pd.testing.assert_frame_equal(after.conversions.reset_index(drop=True), kept)
    assert after.touchpoints is dataset.touchpoints


def test_a_conversion_without_any_touch_stays():
    world = FAULTS["only_later_touches"].spoil(clean()).with_rows("conversions", [30], customer_id="nobody")
    after = fixed(world.dataset(), EARLY, today=TODAY)
    assert "nobody" in set(after.conversions["customer_id"])


def test_who_ordered_before_he_was_created_is_in_no_table():
    dataset = spoilt("ordered_before_known")
    created = dict(zip(dataset.customers["customer_id"], dataset.customers["created_ts"], strict=True))
    early = {
        who
        for who, when in zip(dataset.conversions["customer_id"], dataset.conversions["ts"], strict=True)
        if when.normalize() < created[who].normalize()
    }
    after = fixed(dataset, BEFORE_KNOWN, today=TODAY)
    assert early
    for role in ("touchpoints", "conversions", "customers"):
        kept = of_others(dataset.tables[role], early)
        pd.testing.assert_frame_equal(after.tables[role].reset_index(drop=True), kept)


def test_who_was_first_seen_too_late_to_be_judged_is_left_out_whole():
    dataset = spoilt("too_young")
    (finding,) = [each.finding for each in CHECKS["too_young"].run(Evidence(dataset, TODAY))]
    first = {who: rows.min() for who, rows in dataset.touchpoints.groupby("customer_id")["ts"]}
    lags = {}
    for who, when in zip(dataset.conversions["customer_id"], dataset.conversions["ts"], strict=True):
        if who in first and when >= first[who]:
            lags[who] = min(lags.get(who, when - first[who]), when - first[who])
    edge = dataset.touchpoints["ts"].max() - pd.Series([*lags.values()]).quantile(0.9)
    young = {who for who, when in first.items() if when > edge}
    assert finding.fix == YOUNG
    assert finding.count == len(young) >= 300
    after = fixed(dataset, YOUNG, today=TODAY)
    for role in ("touchpoints", "conversions", "customers"):
        kept = of_others(dataset.tables[role], young)
        pd.testing.assert_frame_equal(after.tables[role].reset_index(drop=True), kept)
