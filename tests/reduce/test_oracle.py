"""One behaviour, every engine: random logs on the edges against a slow loop over rows."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from tests.conftest import POLARS, placed_on
from tests.reduce.logs import frames, logs, seeded
from tests.reduce.oracle import Oracle
from tests.reduce.unpacked import differences, unpacked

WINDOWS = {
    "the defaults": Window(),
    "touches serve twice": Window(7, 1, direct=("Direct", "Email", "Search"), reuse=True, markov_order=2),
    "open journeys left out": Window(None, 2.5, direct=(), open_journeys="exclude", markov_order=4),
    "one day": Window(1, reuse=True, open_journeys="exclude", markov_order=3),
    "rows of a channel once": Window(direct=("Direct",), markov_order=2, repeats="collapse"),
    "a channel once": Window(reuse=True, open_journeys="exclude", repeats="unique"),
}


def assert_agrees(place, log, window, *, by_month=False):
    segmentation = "tier" if log.customers is not None else None
    summary = summarise(**place(**frames(log)), segmentation=segmentation, window=window, by_month=by_month)
    oracle = Oracle(log, window, segmented=log.customers is not None, by_month=by_month)
    found = unpacked(summary)
    odd = {name: differences(found[name], table) for name, table in oracle.tables().items()}
    assert not any(odd.values()), odd
    assert summary.channels == oracle.channels
    assert set(summary.folded) == set(oracle.folded.values())


@pytest.mark.parametrize(("seed", "name"), list(enumerate(WINDOWS)), ids=list(WINDOWS))
def test_every_table_is_what_a_slow_loop_over_rows_finds(engine, seed, name):
    log, _ = seeded(seed)
    assert_agrees(engine, log, WINDOWS[name], by_month=bool(seed % 2))


def test_over_31_channels_fold_in_sets_and_paths_and_nowhere_else(engine):
    names = tuple(f"channel {i}" for i in range(40))
    log, _ = seeded(11, people=4, touches=500, orders=30, channels=names)
    assert_agrees(engine, log, Window(None, direct=("channel 3",), markov_order=2))


@settings(max_examples=10)
@given(logs(), st.booleans())
def test_small_logs_agree_on_pandas(drawn, by_month):
    assert_agrees(placed_on("pandas"), *drawn, by_month=by_month)


@POLARS
@pytest.mark.slow
@given(logs(), st.booleans())
def test_small_logs_agree_on_polars(drawn, by_month):
    assert_agrees(placed_on("polars"), *drawn, by_month=by_month)


@settings(max_examples=4)
@given(logs(), st.booleans())
def test_small_logs_agree_on_duckdb(drawn, by_month):
    assert_agrees(placed_on("duckdb"), *drawn, by_month=by_month)


@pytest.mark.parametrize("missing", ["touches", "orders", "both"])
def test_empty_tables_are_no_error(engine, missing):
    log, window = seeded(3, people=3, touches=12, orders=4)
    gone = {"touches": ("touches",), "orders": ("orders",), "both": ("touches", "orders")}[missing]
    assert_agrees(engine, type(log)(**{**vars(log), **dict.fromkeys(gone, ())}), window)
