"""Weights the vendors publish, worked out again from logs through the Summary."""

from functools import cache
from math import inf, nan
from pathlib import Path

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.position import custom
from segattr.errors import BadSetting
from segattr.reduce.summarise import summarise
from tests.conftest import quickest

GOLDEN = Path(__file__).parents[1] / "golden" / "attribution"
VENDORS = ("adobe", "mixpanel", "google_fractribution", "snowplow", "posthog", "amplitude", "dp6_legacy")
SPLITTING = {"amplitude", "dp6_legacy"}  # they share the missing middle of two touches by both
UNUSABLE = (
    "2^(-t/hl) normalised",
    "0.5^floor",
    "0.1 0.1 0.2 0.6",
)  # no figures; or at odds with its own rows
OUR_NAMES = {"position_based": "u_shaped", "time_decay hl=7d gaps 9,6,0,0 days": "time_decay"}
NOT_SHARED_OUT = {"participation"}  # counts every touch as a whole conversion: no way to divide one


def published():
    examples = pd.read_csv(GOLDEN / "vendor_worked_examples.csv", dtype="str")
    rows = examples[examples["vendor"].isin(VENDORS) & ~examples["model"].isin(NOT_SHARED_OUT)]
    for row in rows.itertuples():
        label = f"{row.vendor}: {row.model} {row.touches}"
        if row.weights_first_to_last.startswith(UNUSABLE):
            continue
        if row.weights_first_to_last == "a/(a+b) b/(a+b)":
            yield pytest.param("custom=10/50/30", (0.25, 0.75), id=label)
        elif row.weights_first_to_last == "f+m/2 l+m/2":
            yield pytest.param("custom=10/50/40/split", (0.35, 0.65), id=label)
        else:
            weights = tuple(float(w) for w in row.weights_first_to_last.split())
            ours = "custom=5/20/75" if row.model == "custom 5-20-75" else OUR_NAMES.get(row.model, row.model)
            split = "=" not in ours and ours != "time_decay" and row.vendor in SPLITTING
            yield pytest.param(f"{ours}=split" if split else ours, weights, id=label)


@cache
def journeys():
    """One customer, and one segment, per length of journey: a touch a day, each on a channel of its own."""
    days = {str(n): list(range(1, n + 1)) for n in range(1, 7)} | {"gaps": [1, 4, 10, 10]}
    seen = [
        (who, f"2024-01-{day:02d}", f"touch {i}")
        for who, when in days.items()
        for i, day in enumerate(when, 1)
    ]
    touchpoints = pd.DataFrame(seen, columns=["customer_id", "ts", "channel"])
    conversions = pd.DataFrame({"customer_id": list(days), "ts": "2024-01-10", "value": 50.0})
    dated = [t.assign(ts=pd.to_datetime(t["ts"]), row=range(len(t))) for t in (touchpoints, conversions)]
    who = pd.DataFrame({"customer_id": list(days), "journey": [f"journey {name}" for name in days]})
    return summarise(
        **quickest()(touchpoints=dated[0], conversions=dated[1], customers=who), segmentation="journey"
    )


def weights_of(model, journey):
    rows = attribute(journeys(), model).query("segment == @journey").set_index("channel")
    assert rows["value"].to_numpy() == pytest.approx(rows["conversions"].to_numpy() * 50)
    return tuple(rows.loc[sorted(rows.index), "share"])


@pytest.mark.parametrize(("model", "weights"), list(published()))
def test_a_journey_is_shared_out_as_the_vendor_publishes(model, weights):
    journey = "journey gaps" if model == "time_decay" else f"journey {len(weights)}"
    precision = 1e-4 if model == "time_decay" else 1e-12  # the vendor prints cents of 50 dollars
    assert weights_of(model, journey) == pytest.approx(weights, abs=precision)


def test_the_examples_are_all_there():
    assert len(list(published())) == 29


@pytest.mark.parametrize(
    ("model", "weights"),
    [
        ("first", (1, 0, 0, 0)),
        ("last", (0, 0, 0, 1)),
        ("linear", (0.25, 0.25, 0.25, 0.25)),
        ("custom", (0.3, 0.2, 0.2, 0.3)),
        ("custom=1/0/0", (1, 0, 0, 0)),
        ("custom=0/1/0", (0, 0.5, 0.5, 0)),
        ("custom=2/4/2", (0.25, 0.25, 0.25, 0.25)),
    ],
)
def test_four_touches_share_by_their_place(model, weights):
    assert weights_of(model, "journey 4") == pytest.approx(weights, abs=1e-12)


@pytest.mark.parametrize("model", ["first", "linear", "u_shaped", "custom=0/1/0", "custom=0/0/1"])
def test_one_touch_gets_everything(model):
    assert weights_of(model, "journey 1") == (1,)


def test_of_two_touches_the_ends_share_evenly_where_only_the_middle_weighs():
    assert weights_of("custom=0/1/0", "journey 2") == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize("ends", [(1, 2), (1, 2, 3, 4), (-1, 1, 1), (nan, 1, 1), (inf, 1, 1), (0, 0, 0), ()])
def test_weights_that_cannot_be_shared_out_are_refused(ends):
    with pytest.raises(BadSetting, match="three weights of at least 0, first/middle/last, not all 0"):
        custom(ends)


def test_custom_says_what_it_does():
    assert custom((30, 40, 30)).meaning == "30 % to the first touch, 40 % to the middle, 30 % to the last."
    assert custom((1, 1, 1)).meaning.startswith("33.3 % to the first")
