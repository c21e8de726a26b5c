"""Worlds in which BG/NBD and Gamma–Gamma are true, and the future is known; customer by customer."""

import numpy as np
import pandas as pd


def world(random, customers, *, r=0.6, alpha=8.0, a=0.8, b=2.5, p=6.0, q=4.0, v=15.0, weeks=52.0):
    """Return customers as they stand, and per customer the orders and the money of as many weeks to come."""
    often, leave = random.gamma(r, 1 / alpha, customers), random.beta(a, b, customers)
    scale = random.gamma(q, 1 / v, customers)
    age = random.uniform(weeks * 0.1, weeks, customers)
    most = random.geometric(np.maximum(leave, 1e-9))
    rows, orders, money = [], 0, 0.0
    for who in range(customers):
        whole = age[who] + weeks
        when = np.sort(random.uniform(0, whole, random.poisson(often[who] * whole)))[: most[who]]
        worth = random.gamma(p, 1 / scale[who], len(when))
        past = when <= age[who]
        orders, money = orders + (~past).sum(), money + worth[~past].sum()
        rows.append(
            (past.sum(), when[past].max(initial=0.0), age[who], worth[past].mean() if past.any() else 0)
        )
    people = pd.DataFrame(rows, columns=["repeats", "last", "age", "average"])
    return people, orders / customers, money / customers
