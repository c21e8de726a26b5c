"""The averages at 1 M people: from a loaded dataset to the rates of three dimensions and other views.

::

    python -m bench.averages [--people 1000000] [--runs 5]

Prints the median seconds of the processor of each step (a busy machine stretches the clock): who is counted
(once per dataset), the cells (once per dataset and segment sets), one view of three dimensions, the ranking
of all dimensions, `sa.rates` on its own, and the search for what the average hides.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from segattr.averages.cells import cells_of
from segattr.averages.discover import discover
from segattr.averages.rates import rates
from segattr.averages.split import split
from segattr.averages.telling import telling_splits
from segattr.averages.units import units_of
from segattr.data.dataset import Dataset

BY = ["visitor", "device", "region"]
SEARCHED = 100_000
LEVELS = {
    "visitor": 2,
    "device": 3,
    "region": 20,
    "plan": 4,
    "age": 6,
    "browser": 8,
    "month": 12,
    "source": 30,
}


def dimension(random: np.random.Generator, people: int, levels: int) -> pd.Categorical:
    """Return a column of so many different values."""
    return pd.Categorical.from_codes(random.integers(0, levels, people), [f"v{i}" for i in range(levels)])


def visits(people: int) -> Dataset:
    """Return outcomes without ids: a row per visit, eight dimensions, 3 % of them converted."""
    random = np.random.default_rng(0)
    columns = {name: dimension(random, people, levels) for name, levels in LEVELS.items()}
    converted = pd.array(random.random(people) < 0.03, dtype="boolean")
    value = np.where(converted, random.lognormal(3, 0.8, people), 0.0)
    return Dataset(outcomes=pd.DataFrame(columns | {"converted": converted, "value": value}), key="visits")


def customers(people: int) -> Dataset:
    """Return customers with the same dimensions, and the orders of 3 % of them."""
    random = np.random.default_rng(1)
    ids = pd.Series(np.arange(people)).astype("str").radd("c").astype("str")
    columns = {name: dimension(random, people, levels) for name, levels in LEVELS.items()}
    buyers = random.choice(people, people * 3 // 100, replace=False)
    orders = {"customer_id": ids.iloc[buyers].to_numpy(), "value": random.lognormal(3, 0.8, len(buyers))}
    bought = pd.DataFrame(orders).assign(ts=pd.Timestamp("2026-03-01", tz="UTC"))
    known = pd.DataFrame({"customer_id": ids} | columns)
    return Dataset(customers=known, conversions=bought, key="customers")


def median_seconds(work: Callable[[], object], runs: int) -> float:
    """Return the median time of a few runs, after one that warms."""
    work()
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def steps(dataset: Dataset) -> dict[str, Callable[[], object]]:
    """Return what is measured, by its name."""
    units = units_of(dataset)
    cells = cells_of(units)
    searched = visits(SEARCHED) if dataset.outcomes is not None else customers(SEARCHED)
    return {
        "who is counted": lambda: units_of(dataset),
        "cells": lambda: cells_of(units),
        "rates by three dimensions": lambda: split(cells, BY),
        "value per person by three dimensions": lambda: split(cells, BY, metric="value_per_person"),
        "ranking of all dimensions": lambda: telling_splits(cells),
        "sa.rates by three dimensions": lambda: rates(dataset, BY),
        f"sa.discover, {SEARCHED:,} people": lambda: discover(searched),
    }


def main() -> None:
    """Measure every step on both kinds of data, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.averages", description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    found = {}
    for make in (visits, customers):
        work = steps(make(chosen.people))
        found[make.__name__] = {name: median_seconds(step, chosen.runs) for name, step in work.items()}
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{chosen.people:,} people, {chosen.runs} runs, {machine}\n")
    print("| step | visits without ids | customers and orders |\n|---|--:|--:|")
    for name in found["visits"]:
        print(f"| {name} | {found['visits'][name]:.2f} s | {found['customers'][name]:.2f} s |")


if __name__ == "__main__":
    main()
