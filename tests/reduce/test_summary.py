"""What additive means: parts add up to the whole, and what does not add up is refused."""

import random
from dataclasses import replace

import pandas as pd
import pytest

from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import Summary
from segattr.reduce.window import Window
from tests.conftest import quickest
from tests.reduce.logs import frames, seeded
from tests.reduce.oracle import DAY, Log, Touch, group_of
from tests.reduce.rows import customers, orders, touches
from tests.reduce.unpacked import differences, unpacked

PLACE = quickest()
UNGROUPED = ("sets", "paths")


def reduced(log, window=None, *, segmentation="tier", **more):
    return summarise(**PLACE(**frames(log)), segmentation=segmentation, window=window, **more)


def with_customers(seed):
    """A log whose customers are listed; seeds differ in whether they are."""
    return next(
        log
        for s in range(seed, seed + 50)
        if (log := seeded(s, people=25, touches=160, orders=40)[0]).customers
    )


def dated(log):
    return tuple(t for t in log.touches if t.customer is not None and t.ts is not None)


def two_halves(seed):
    """Two logs of different customers with the same channels as often and the same last moment."""
    dice, first = random.Random(seed), with_customers(seed)
    end = Touch("z", max(t.ts for t in dated(first)) + 400 * DAY, "Email", 10_000)
    one = replace(first, touches=(*dated(first), end), rows=True)
    channels = dice.sample([t.channel for t in dated(first)], len(dated(first)))
    moved = [
        replace(t, channel=c, ts=t.ts - dice.randrange(3) * DAY)
        for t, c in zip(dated(first), channels, strict=True)
    ]
    other = replace(one, touches=(*moved, end), orders=tuple(replace(o, value=2.5) for o in one.orders))
    return one, renamed_customers(other)


def renamed_customers(log):
    def other(customer):
        return None if customer is None else f"second {customer}"

    return Log(
        tuple(replace(t, customer=other(t.customer)) for t in log.touches),
        tuple(replace(o, customer=other(o.customer or "nobody")) for o in log.orders),
        tuple((other(c), tier) for c, tier in log.customers),
        log.rows,
    )


def assert_same(found, expected):
    """Compare the cells of two Summaries, names for names."""
    one, two = unpacked(found), unpacked(expected)
    odd = {name: differences(one[name], two[name]) for name in two}
    assert one.keys() == two.keys()
    assert not any(odd.values()), odd


@pytest.mark.parametrize("window", [Window(), Window(7, reuse=True, markov_order=2)], ids=["once", "reused"])
def test_summaries_of_different_customers_add_up_to_the_summary_of_all(window):
    one, two = two_halves(4)
    whole = Log(one.touches + two.touches, one.orders + two.orders, one.customers + two.customers, rows=True)
    both = reduced(one, window) + reduced(two, window)
    assert_same(both, reduced(whole, window))
    assert both.segments == reduced(whole, window).segments


def test_segments_of_a_sum_stay_in_order_and_unknown_last():
    one = made(tiers={"a": "10"})
    two = made(tiers={"b": "9"}, who="b")
    three = made(tiers={"c": "vip"}, who="d")
    assert (one + two + three).segments == ("9", "10", "vip", "(unknown)")


@pytest.mark.parametrize("by_month", [False, True])
def test_blended_is_the_summary_of_everybody(by_month):
    log = with_customers(8)
    window = Window(markov_order=2)
    blended = reduced(log, window, by_month=by_month).blended()
    assert_same(blended, reduced(log, window, segmentation=None, by_month=by_month))
    assert blended.segments == ("all",)


def test_a_customer_group_is_the_summary_of_its_customers():
    log, few = with_customers(20), range(32)
    who = {t.customer for t in log.touches} | {o.customer for o in log.orders} | {c for c, _ in log.customers}
    kept = {c for c in who if c is not None and group_of(c) in few}
    part = Log(
        tuple(t for t in log.touches if t.customer in kept),
        tuple(o for o in log.orders if o.customer in kept),
        tuple((c, tier) for c, tier in log.customers if c in kept),
        log.rows,
    )
    nobodys = {group_of("(no customer id)")}
    whole = reduced(log)
    grouped = {
        n: t[t["group"].isin(set(few) - nobodys)] for n, t in whole.tables.items() if n not in UNGROUPED
    }
    alone = {n: t[~t["group"].isin(nobodys)] for n, t in reduced(part).tables.items() if n not in UNGROUPED}
    assert_same(whole.of(grouped), reduced(part).of(alone))


def test_the_order_of_the_files_rows_does_not_matter_where_they_are_numbered(engine):
    log = replace(with_customers(30), rows=True)
    tables = frames(log)
    shuffled = {
        role: table.sample(frac=1, random_state=5, ignore_index=True) for role, table in tables.items()
    }
    asked = {"window": Window(reuse=True, markov_order=2), "tables": ["milestones", "decay", "transitions"]}
    found = summarise(**engine(**shuffled), segmentation="tier", **asked)
    assert_same(found, summarise(**engine(**tables), segmentation="tier", **asked))


def renamed(key, names):
    if isinstance(key, tuple | frozenset):
        return type(key)(renamed(part, names) for part in key)
    return names.get(key, key)


def test_renaming_channels_only_renames():
    log = replace(with_customers(40), rows=True)
    names = {"Direct": "Walk-in", "Email": "zzz", "email": "Aaa", "Search": "b > c", "Søgning": "Search"}
    other = replace(
        log, touches=tuple(replace(t, channel=names.get(t.channel, t.channel)) for t in log.touches)
    )
    before, after = unpacked(reduced(log, Window())), unpacked(reduced(other, Window(direct=("Walk-in",))))
    for name, table in before.items():
        as_expected = {renamed(key, names): measures for key, measures in table.items()}
        assert not differences(after[name], as_expected), name


def made(tiers=None, who="a", **settings):
    seen = touches((who, "2024-01-01", "Email"), ("x", "2024-02-01", "Direct"))
    tables = {"touchpoints": seen, "conversions": orders((who, "2024-01-02", 5))}
    return summarise(
        **PLACE(**tables, customers=customers(**(tiers or {}))),
        segmentation="tier",
        window=Window(**settings),
        tables=["positions", "rates"],
    )


def test_what_was_made_under_other_settings_is_not_added():
    with pytest.raises(BadSetting, match=r"lookback_days is 30 in one and 7 in the other") as error:
        made() + made(lookback_days=7)
    assert error.value.facts["differ"] == ("lookback_days",)
    assert "half_life_days" not in str(error.value)


@pytest.mark.parametrize("sizes", [(3, 5), (14, 16), (40, 6), (40, 45)], ids=str)
def test_parts_with_channels_of_their_own_add_up_to_the_summary_of_all(sizes):
    window = Window(lookback_days=None, markov_order=2)
    one, two = (market(part, channels) for part, channels in enumerate(sizes))
    both = reduced(one, window, segmentation=None) + reduced(two, window, segmentation=None)
    whole = reduced(Log(one.touches + two.touches, one.orders + two.orders), window, segmentation=None)
    exact = {*whole.tables} - (set() if len(whole.channels) <= 31 else {"sets", "paths"})
    assert both.channels == whole.channels
    assert_same(*(s.of({name: s.tables[name] for name in exact}) for s in (both, whole)))
    assert both.sets["journeys"].sum() == whole.sets["journeys"].sum()
    converted = both.set_sizes.groupby("channel", observed=True)["journeys"].sum().to_dict()
    for bit, name in enumerate(both.folded):
        if name in both.channels:
            there = both.sets[both.sets["channels"] // 2**bit % 2 == 1]
            assert there["conversions"].sum() == converted.get(name, 0), name
    assert (both.folded[-1] in both.channels) == (len(both.channels) <= 31)


def market(part, channels):
    """A log whose customers and two thirds of whose channels nobody else has."""
    names = tuple(f"{'both' if i % 3 == 0 else f'market {part}'} {i:02d}" for i in range(channels))
    log = replace(seeded(70 + part, people=12, touches=400, orders=40, channels=names)[0], rows=True)
    other = renamed_customers(replace(log, customers=())) if part else log
    return replace(other, customers=None)


def test_attributed_counts_conversions_with_a_touch_segments_without_any_included():
    found = made(tiers={"a": "new", "x": "old"})
    assert found.attributed.to_dict() == {"new": 1, "old": 0}
    none = summarise(touchpoints=touches(), conversions=orders(("a", "2024-01-02", 5)), tables=[])
    assert none.attributed.to_dict() == {"all": 0}


def test_a_table_left_out_is_named_and_anything_else_is_no_attribute():
    bare = made().of({"conversions": made().conversions})
    with pytest.raises(UnsuitableData, match="no table 'decay'") as error:
        _ = bare.decay
    assert error.value.facts == {"table": "decay"}
    with pytest.raises(AttributeError):
        _ = bare.conversion


def test_paths_say_what_they_do_not_carry():
    bare = Summary(tables={"conversions": pd.DataFrame()}, timed=False)
    with pytest.raises(UnsuitableData, match="carry no times"):
        _ = bare.decay


def test_only_the_sum_of_tables_both_hold_is_held():
    one = made()
    fewer = one.of({name: one.tables[name] for name in ("positions", "conversions")})
    assert list((one + fewer).tables) == ["positions", "conversions"]


def test_as_of_is_the_later_moment_of_the_two():
    assert made().as_of == "2024-02-01T00:00:00"
    assert (made() + replace(made(), as_of="2024-03-01T00:00:00")).as_of == "2024-03-01T00:00:00"
