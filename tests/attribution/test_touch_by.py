"""Credit by channel, campaign, source and medium, or content: over 31 of them, only sets and paths fold."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.engagement import engagement
from segattr.attribution.top_paths import top_paths
from segattr.reduce.door import TOUCH_BY
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from tests.attribution.worlds import log

MANY = 40


@cache
def tables():
    dice, made = np.random.default_rng(3), log(people=200)
    seen = made["touchpoints"]
    named = {
        "campaign": [f"campaign {i:02d}" for i in dice.integers(0, MANY, len(seen))],
        "source": dice.choice(["google", "crm", "adnet"], len(seen)),
        "medium": dice.choice(["cpc", "email"], len(seen)),
        "content": [f"advert {i}" for i in dice.integers(0, MANY, len(seen))],
    }
    return {"touchpoints": seen.assign(**named), "conversions": made["conversions"]}


@cache
def summary(touch_by):
    return summarise(**tables(), touch_by=touch_by)


@pytest.mark.parametrize("touch_by", TOUCH_BY)
@pytest.mark.parametrize("model", ["first", "time_decay", "w_shaped", "markov", "shapley"])
def test_whatever_earns_credit_earns_all_of_it(touch_by, model):
    rows = attribute(summary(touch_by), model)
    bought = tables()["conversions"]
    assert rows["conversions"].sum() == pytest.approx(len(bought), rel=1e-9)
    assert rows["value"].sum() == pytest.approx(bought["value"].sum(), rel=1e-9)


@pytest.mark.parametrize("model", ["linear", "markov", "shapley"])
def test_over_31_names_each_keeps_its_own_credit(model):
    names = set(attribute(summary("campaign"), model)["channel"]) - {"(no touch)"}
    assert len(names) > 31
    assert not {name for name in names if name.endswith(" others")}


def test_what_is_told_of_sets_and_paths_folds_the_tail_and_loses_nothing():
    seen, rows = tables()["touchpoints"], engagement(summary("campaign"))
    assert len(rows) == 31
    assert rows["touches"].sum() == len(seen)
    largest = seen["campaign"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    assert rows.set_index("channel").loc["10 others", "touches"] == largest[30:].sum()
    assert "others" in " ".join(top_paths(summary("campaign"), most=1_000)["path"])


def test_source_and_medium_are_told_as_one():
    names = set(attribute(summary("source_medium"), "linear")["channel"])
    assert "google / cpc" in names
    assert len(names - {"(no touch)"}) == 6


def test_repeated_touches_count_once_for_every_model_alike():
    """Thinning journeys before the reduce is the same as asking the window for it."""
    made = tables()
    seen = made["touchpoints"].sort_values(["customer_id", "ts"], kind="stable")
    bare = {"touchpoints": seen.iloc[:0], "conversions": made["conversions"].iloc[:0]}
    assert summarise(**bare, window=Window(repeats="unique")).positions.empty
    once = summarise(**made, window=Window(repeats="unique"))
    lengths = once.positions.groupby("length")["touches"].sum()
    assert lengths.index.max() <= len(once.channels)
    linear, shapley = (
        attribute(once, model).set_index("channel")["share"] for model in ("linear", "shapley")
    )
    pd.testing.assert_series_equal(linear, shapley, rtol=1e-9)
    every = attribute(summarise(**made), "shapley").set_index("channel")["share"]
    pd.testing.assert_series_equal(shapley, every, rtol=1e-9)
