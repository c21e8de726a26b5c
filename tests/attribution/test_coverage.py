"""Whether a 95 % interval holds the truth 95 times in 100: worlds from dice, their truth from a huge one.

Customers buy one to three times, mostly through one channel of their own, for amounts that differ tenfold;
some journeys lead to nothing. Every segment of a Summary is a world of its own.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.enough import MIN_CONVERSIONS, too_little
from segattr.reduce.groups import GROUPS
from segattr.reduce.summary import Summary, add_up
from segattr.reduce.tables import CONVERTED, LOST

CHANNELS = ("Ads", "Display", "Email", "Search", "Social")
TRUE = (0.10, 0.15, 0.20, 0.25, 0.30)
WON = (0.25, 0.35, 0.60, 0.50, 0.30)  # chance that a journey ending with the channel converts
PER_WORLD = (90, 160, 400)  # customers: segments of about 100, 200 and 500 conversions
HUGE, LARGE = 300_000, 60_000


def journeys(dice, world):
    """Return touches of journeys, one row each, from the number of the world each customer lives in."""
    people = len(world)
    favourite, group = dice.choice(5, people, p=TRUE), dice.integers(0, GROUPS, people)
    worth = np.exp(dice.normal(3.5, 0.5, people))
    who = np.repeat(np.arange(people), dice.integers(1, 7, people))
    lengths = dice.integers(1, 5, len(who))
    journey = np.repeat(np.arange(len(who)), lengths)
    kept = dice.random(len(journey)) < 0.6
    channel = np.where(kept, favourite[who[journey]], dice.choice(5, len(journey), p=TRUE))
    starts = np.cumsum(lengths) - lengths
    last = starts + lengths - 1
    won = dice.random(len(who)) < np.array(WON)[channel[last]]
    value = np.where(won, worth[who] * np.exp(dice.normal(0, 0.5, len(who))), 0.0)
    return pd.DataFrame(
        {
            "segment": world[who[journey]],
            "group": group[who[journey]],
            "journey": journey,
            "channel": channel,
            "position": np.arange(len(journey)) - starts[journey] + 1,
            "length": lengths[journey],
            "won": won[journey],
            "value": value[journey],
        }
    )


def summary_of(touches):
    """Reduce them as `segattr.reduce` does, to the tables linear and Markov credit are read from."""
    names = pd.Index(np.unique(touches["segment"]).astype(str))
    codes = np.searchsorted(np.unique(touches["segment"]), touches["segment"])
    money = {"margin": 0.0, "month": 0, "repeat": 0}
    rows = touches.assign(segment=pd.Categorical.from_codes(codes, categories=names), **money)
    named = rows.assign(channel=pd.Categorical.from_codes(rows["channel"], categories=list(CHANNELS)))
    sold = named[named["won"]].assign(touches=1)
    ends = rows[rows["position"] == rows["length"]]
    before = rows["channel"].shift(1, fill_value=0) + 1
    inner = rows.assign(
        origin=np.where(rows["position"] == 1, 0, before), target=rows["channel"] + 1, value=0.0
    )
    ended = ends.assign(origin=ends["channel"] + 1, target=np.where(ends["won"], CONVERTED, LOST))
    key = ["segment", "group", "month", "repeat"]
    moves = pd.concat([inner, ended]).assign(moves=1)
    bought = ends[ends["won"]].assign(
        conversions=1, no_touch=0, **dict.fromkeys(["no_touch_value", "no_touch_margin"], 0.0)
    )
    worth = ["value", "margin"]
    counted = ["conversions", "no_touch", *worth, "no_touch_value", "no_touch_margin"]
    tables = {
        "positions": add_up(sold[[*key, "channel", "position", "length", "touches", *worth]]),
        "transitions": add_up(moves[[*key, "origin", "target", "moves", *worth]]),
        "conversions": add_up(bought[[*key, *counted]]),
    }
    return Summary(tables=tables, channels=CHANNELS)


@cache
def everybody(people):
    """A world so large that chance is all but gone."""
    return summary_of(journeys(np.random.default_rng(1), np.zeros(people, dtype=np.int64)))


def truth(model, measure, people):
    """The shares there."""
    return attribute(everybody(people), model, share_of=measure).set_index("channel")["share"]


def held(model, measure, *, worlds, people, seed, huge):
    """Say for every share that may be shown whether its interval holds the truth."""
    world = np.repeat(np.arange(worlds), people)
    summary = summary_of(journeys(np.random.default_rng(seed), world))
    rows = attribute(summary, model, interval=True, share_of=measure)
    rows = rows[~too_little(rows)]
    right = rows["channel"].map(truth(model, measure, huge))
    return (rows["low"] <= right) & (right <= rows["high"])


KINDS = [("linear", "conversions"), ("linear", "value"), ("markov", "conversions"), ("markov", "value")]


def test_the_worlds_are_of_the_sizes_they_speak_of():
    summary = summary_of(journeys(np.random.default_rng(3), np.repeat(np.arange(60), PER_WORLD[0])))
    sizes = summary.conversions.groupby("segment", observed=True)["conversions"].sum()
    assert sizes.median() == pytest.approx(MIN_CONVERSIONS * 1.25, rel=0.2)
    assert np.isclose(truth("linear", "conversions", LARGE).sum(), 1)


@pytest.mark.parametrize(("model", "measure"), KINDS[:2])
def test_fifty_worlds_hold_the_truth_about_as_often_as_they_say(model, measure):
    found = held(model, measure, worlds=50, people=PER_WORLD[1], seed=11, huge=LARGE)
    assert len(found) > 150
    assert 0.91 <= found.mean() <= 0.98


@pytest.mark.slow
@pytest.mark.parametrize("people", PER_WORLD)
@pytest.mark.parametrize(("model", "measure"), KINDS)
def test_a_thousand_worlds_hold_the_truth_in_93_to_97_of_100(model, measure, people):
    found = held(model, measure, worlds=1_000, people=people, seed=people, huge=HUGE)
    print(f"{model} {measure} {people}: {found.mean():.4f} of {len(found)}")
    assert len(found) > 1_000
    assert 0.93 <= found.mean() <= 0.97
