"""Natural groups among 100,000 customers by eight features: how many are advised, and how stable they are.

::

    python -m bench.clusters [--people 100000] [--runs 1]

Prints the median seconds on the clock and of the processor (a busy machine stretches the clock) of the groups
with advice on their number and with each group's stability, of the advice left out, and the bar.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from segattr.segments.clusters_found import Found, find_clusters

BAR = 15.0  # seconds, with the advice
GROUPS, SHARES = 4, (0.4, 0.3, 0.2, 0.1)
AMOUNTS = ("since", "orders", "spent", "average", "touches", "visits", "tickets")


def customers(people: int) -> pd.DataFrame:
    """Return seven skewed amounts and a plan per customer, of whom four kinds were planted."""
    random = np.random.default_rng(0)
    kind = random.choice(GROUPS, people, p=SHARES)
    middle = random.normal(3, 1, (GROUPS, len(AMOUNTS)))
    amounts = np.exp(middle[kind] + random.normal(0, 0.45, (people, len(AMOUNTS))))
    plan = np.where(random.random(people) < 0.8, kind, random.integers(0, GROUPS, people))
    index = pd.Index([f"c{place}" for place in range(people)], name="customer_id")
    found = pd.DataFrame(amounts, columns=list(AMOUNTS), index=index)
    return found.assign(plan=pd.Series(plan, index=index).map("plan {}".format).astype("str"))


def seconds(work: Callable[[], Found], runs: int) -> tuple[float, float, Found]:
    """Return the median seconds on the clock and of the processor, and what was found."""
    clock, processor = [], []
    for _ in range(runs):
        began, busy = time.perf_counter(), time.process_time()
        found = work()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - busy)
    return statistics.median(clock), statistics.median(processor), found


def main() -> None:
    """Look for groups with and without advice on their number, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.clusters", description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=1)
    chosen = parser.parse_args()
    people = customers(chosen.people)
    with_advice = seconds(lambda: find_clusters(people), chosen.runs)
    k = len(with_advice[-1].clusters.names)
    given = seconds(lambda: find_clusters(people, k=k), chosen.runs)
    machine = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{len(people):,} customers, {people.shape[1]} features, {chosen.runs} runs, {machine}\n")
    print("| what | groups | clock | processor | bar |\n|---|--:|--:|--:|--:|")
    print(
        f"| advice, groups, stability | {k} | {with_advice[0]:.1f} s | {with_advice[1]:.1f} s | {BAR:.0f} s |"
    )
    print(f"| groups of a given number, stability | {k} | {given[0]:.1f} s | {given[1]:.1f} s | |")


if __name__ == "__main__":
    main()
