"""What is pointed out in a set and its cards, and what is not."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.segments.advice import MOST_ADVISED, Hint, advice
from segattr.segments.cards import Card
from segattr.segments.circular import by_orders, by_path
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_scaling import Number, Scaling
from segattr.segments.columns import Columns
from segattr.segments.conditions import Condition, Group
from segattr.segments.overlaps import overlaps
from segattr.segments.rules import Rule, Rules
from segattr.segments.top import Top
from segattr.statistics.power import detectable_difference

BY_DEVICE = Columns(("device",))


def rows(*segments, rated=True):
    """A row per (name, people, converters)."""
    table = pd.DataFrame(segments, columns=["segment", "people", "converters"])
    table = table.assign(rate=table["converters"] / table["people"], faded=table["people"] < 30)
    return table if rated else table.drop(columns=["converters", "rate"])


def kinds(hints):
    return [hint.kind for hint in hints]


def full(segment, **changes):
    return Card("device", segment, **{"goal": "upsell", "step": "Call", "baseline": 1.0, **changes})


LARGE = rows(("tv", 5_000, 500), ("pc", 5_000, 250), ("else", 5_000, 100))
CARDS = [full("tv"), full("pc")]


def test_a_set_that_is_in_order_is_left_in_peace():
    assert advice(BY_DEVICE, CARDS, LARGE, today="2026-11-22") == []


def test_what_a_card_does_not_say_is_pointed_out_once_per_kind():
    found = advice(BY_DEVICE, [Card("device", "tv", goal="upsell")], LARGE, today="2026-11-22")
    assert found == [Hint("no goal", ("pc",)), Hint("no action", ("tv", "pc")), Hint("no baseline", ("tv",))]


def test_cards_of_another_set_say_nothing_of_this_one():
    other = [Card("Else", "tv", goal="upsell"), *CARDS]
    assert advice(Columns(("x",)), other, LARGE, today="2026-11-22")[0] == Hint("no goal", ("tv", "pc"))


@pytest.mark.parametrize(
    ("today", "as_of", "past"),
    [
        ("2026-11-21", "", False),
        ("2026-11-22", "", False),
        ("2026-11-23", "", True),
        ("", "2026-12-01", True),
    ],
)
def test_a_day_is_past_once_today_or_the_data_are_later(today, as_of, past):
    cards = [full("tv", review="2026-11-22", deadline="2026-11-22"), full("pc")]
    found = advice(BY_DEVICE, cards, LARGE, today=today, as_of=as_of)
    said = [Hint("review past", ("tv",), day="2026-11-22"), Hint("deadline past", ("tv",), day="2026-11-22")]
    assert found == (said if past else [])


def test_segments_too_small_for_a_rate_and_too_small_for_a_difference_are_told_apart():
    table = rows(("tv", 29, 1), ("pc", 300, 9), ("phone", 9_000, 900), ("else", 9_000, 270))
    small, coarse, *_ = advice(BY_DEVICE, [], table, today="")
    assert small == Hint("too small", ("tv",), (29.0,))
    rest = (1 + 900 + 270) / (29 + 9_000 + 9_000)
    assert (coarse.kind, coarse.segments) == ("coarse", ("pc",))
    assert coarse.figures[0] == pytest.approx(float(detectable_difference(300, 18_029, rest_rate=rest)))


def test_a_small_segment_that_did_differ_is_not_called_too_small_to():
    table = rows(("pc", 300, 60), ("phone", 9_000, 900), ("else", 9_000, 270)).assign(adjusted=[0.001, 0, 0])
    assert "coarse" not in kinds(advice(BY_DEVICE, [], table, today=""))
    assert "coarse" in kinds(advice(BY_DEVICE, [], table.assign(adjusted=0.2), today=""))


def test_without_conversions_only_the_size_counts():
    table = rows(("tv", 29, 0), ("pc", 300, 0), ("else", 9_000, 0), rated=False)
    assert kinds(advice(BY_DEVICE, CARDS, table, today="")) == ["too small"]


def test_neighbours_by_rate_that_cannot_be_told_apart_are_named_with_their_rates():
    table = rows(("tv", 5_000, 500), ("pc", 5_000, 490), ("pad", 5_000, 100), ("else", 5_000, 50))
    found = advice(BY_DEVICE, [*CARDS, full("pad")], table, today="")
    assert found == [Hint("same rate", ("pc", "tv"), (0.098, 0.1))]


def test_two_segments_in_which_nobody_converts_are_not_called_alike():
    table = rows(("tv", 500, 0), ("pc", 500, 0), ("else", 50_000, 500))
    assert "same rate" not in kinds(advice(BY_DEVICE, CARDS, table, today=""))


def test_segments_of_nearly_the_same_people_are_pointed_out():
    fits = np.array([[True, True]] * 9 + [[True, False]])
    pair = overlaps(fits, ["tv", "pc"], np.ones(10))
    assert advice(BY_DEVICE, CARDS, LARGE, pair, today="") == [Hint("same people", ("tv", "pc"), (0.9,))]
    apart = overlaps(fits[:, ::-1] & ~fits, ["tv", "pc"], np.ones(10))
    assert advice(BY_DEVICE, CARDS, LARGE, apart, today="") == []


def test_more_than_five_segments_are_many_and_everyone_else_is_not_counted():
    names = [f"s{place}" for place in range(MOST_ADVISED + 1)]
    five = rows(*[(name, 9_000, 900 - 150 * place) for place, name in enumerate(names)])
    cards = [full(name) for name in names]
    assert advice(BY_DEVICE, cards, five, today="") == []
    six = pd.concat([five, rows(("else", 9_000, 9))], ignore_index=True)
    assert Hint("too many", figures=(6.0,)) in advice(BY_DEVICE, cards, six, today="")


def asking(field):
    return Rules((Rule("a", Group("all", (Condition(field, "is_known"),))),))


def groups_by(field):
    return Clusters(
        Scaling((Number(field, 0, 9, log=False, mean=4, deviation=1, fill=4),)), ((1.0,),), ("a",)
    )


def test_what_is_made_of_orders_or_of_touches_goes_in_circles():
    orders = [Top(), asking("orders so far"), groups_by("spent so far")]
    touches = [
        Columns(("channel",)),
        asking("touches by Ads"),
        asking("campaign"),
        groups_by("touches so far"),
    ]
    plain = [BY_DEVICE, asking("age"), asking("number of tickets"), groups_by("age")]
    assert [(by_orders(rule), by_path(rule)) for rule in orders] == [(True, False)] * 3
    assert [(by_orders(rule), by_path(rule)) for rule in touches] == [(False, True)] * 4
    assert [(by_orders(rule), by_path(rule)) for rule in plain] == [(False, False)] * 4
    first = advice(Top(), [], LARGE, today="")
    assert kinds(first)[0] == "outcome"
    assert not {"coarse", "same rate"} & set(kinds(first))
    assert kinds(advice(touches[0], CARDS, LARGE, today=""))[0] == "path"


sizes = st.integers(0, 3_000)


@given(st.lists(st.tuples(sizes, sizes), min_size=1, max_size=8))
def test_advice_stands_about_segments_there_are_and_never_about_everyone_else(counts):
    names = [f"s{place}" for place in range(len(counts))]
    table = rows(*[(name, n, min(n, x)) for name, (n, x) in zip(names, counts, strict=True)])
    for hint in advice(BY_DEVICE, [], table, today="2026-11-22", as_of="2026-08-30"):
        assert set(hint.segments) <= set(names[:-1] or names)
        assert len(hint.figures) in (0, 1, 2, len(hint.segments))


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), max_size=8))
def test_the_overlap_is_that_of_counting_one_by_one(fits):
    matrix = np.array(fits, dtype=bool).reshape(-1, 3)
    weights = np.arange(1.0, len(fits) + 1)
    found = overlaps(matrix, ["a", "b", "c"], weights).set_index(["first", "second"])
    for (one, other), row in found.iterrows():
        x, y = "abc".index(one), "abc".index(other)
        both = sum(w for w, fit in zip(weights, fits, strict=True) if fit[x] and fit[y])
        either = sum(w for w, fit in zip(weights, fits, strict=True) if fit[x] or fit[y])
        assert (row["both"], row["either"]) == (both, either)
        assert row["jaccard"] == pytest.approx(both / either if either else np.nan, nan_ok=True)


def test_audiences_that_share_people_are_not_held_against_each_other_but_against_the_rest():
    table = rows(("tv", 9_000, 450), ("pc", 9_000, 460), ("else", 100, 4))
    assert "same rate" in kinds(advice(BY_DEVICE, CARDS, table, today="2026-11-22"))
    found = advice(BY_DEVICE, CARDS, table, today="2026-11-22", everybody=(9_100, 470))
    assert "same rate" not in kinds(found)
    (coarse,) = (hint for hint in found if hint.kind == "coarse")
    assert coarse.segments == ("tv", "pc")
    seen = [float(detectable_difference(9_000, 100, rest_rate=rest)) for rest in (0.2, 0.1)]
    assert list(coarse.figures) == pytest.approx(seen)
