"""Reference credit of a made-up log, four windows and both engines of loaded files."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from tests.conftest import placed_on

GOLDEN = Path(__file__).parents[1] / "golden" / "attribution"
MODELS = {
    "first": ("first", 7),
    "last": ("last", 7),
    "last_non_direct": ("last_non_direct", 7),
    "linear": ("linear", 7),
    "position_40_20_40": ("u_shaped", 7),
    "J_20_20_60": ("j_shaped", 7),
    "inverseJ_60_20_20": ("inverse_j", 7),
    "time_decay_hl7d": ("time_decay", 7),
    "time_decay_hl1d": ("time_decay", 1),
}


@cache
def reference():
    return pd.read_csv(GOLDEN / "synth_log__ref_heuristics.csv")


@cache
def log():
    seen = pd.read_csv(GOLDEN / "synth_touchpoints.csv", parse_dates=["ts"])
    bought = pd.read_csv(GOLDEN / "synth_conversions.csv", parse_dates=["ts"])
    tables = {"touchpoints": seen, "conversions": bought}
    return {
        role: t.rename(columns={"user_id": "customer_id"}).assign(row=range(len(t)))
        for role, t in tables.items()
    }


@cache
def summary(engine, lookback_days, half_life_days):
    window = Window(lookback_days, half_life_days)
    tables = ["positions", "decay", "non_direct"] if half_life_days == 7 else ["positions", "decay"]
    return summarise(**placed_on(engine)(**log()), window=window, tables=tables)


@pytest.mark.parametrize("lookback_days", [1, 7, 30, 90])
@pytest.mark.parametrize("engine", ["pandas", "duckdb"])
def test_rule_models_give_the_reference_credit(engine, lookback_days):
    for golden, (model, half_life_days) in MODELS.items():
        rows = reference()[(reference()["lookback_days"] == lookback_days) & (reference()["model"] == golden)]
        credit = attribute(summary(engine, lookback_days, half_life_days), model).set_index("channel")
        found = credit.drop(index="(no touch)", errors="ignore")[["conversions", "value"]].sort_index()
        expected = rows.set_index("channel")[["conversions", "value"]].sort_index()
        pd.testing.assert_frame_equal(found, expected, rtol=1e-9, atol=1e-9, check_index_type=False)


@pytest.mark.parametrize("lookback_days", [1, 90])
def test_whatever_the_window_all_conversions_are_accounted_for(lookback_days):
    credit = attribute(summary("pandas", lookback_days, 7), ["first", "time_decay"])
    totals = credit.groupby("model")[["conversions", "value"]].sum()
    bought = log()["conversions"]
    assert totals["conversions"].to_numpy() == pytest.approx([len(bought)] * 2)
    assert totals["value"].to_numpy() == pytest.approx([bought["value"].sum()] * 2)
