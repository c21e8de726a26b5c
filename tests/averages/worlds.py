"""People with planted truths, or with none, listed as the search takes them."""

import numpy as np
import pandas as pd

from segattr.averages.units import Units

LEVELS = {
    "visitor": (["new", "returning"], [0.7, 0.3]),
    "device": (["mobile", "desktop", "tablet"], [0.5, 0.4, 0.1]),
    "region": (["North", "South", "East", "West"], [0.25] * 4),
    "source": (["search", "email", "social", "direct", "display"], [0.4, 0.07, 0.2, 0.2, 0.13]),
    "browser": (["Chrome", "Safari", "Firefox", "Edge"], [0.25] * 4),
    "weekday": (list("1234567"), [1 / 7] * 7),
    "age": (["18", "25", "35", "45", "55"], [0.2] * 5),
}


def people(size, seed):
    rng = np.random.default_rng(seed)
    return pd.DataFrame({name: rng.choice(values, size, p=p) for name, (values, p) in LEVELS.items()}), rng


def units(table, converted):
    labels = {name: pd.Categorical(table[name]) for name in table}
    amounts = {"people": np.ones(len(table)), "converters": np.asarray(converted, dtype=float)}
    return Units(pd.Index([f"c{row}" for row in range(len(table))]), labels, amounts)


def planted(size=40_000, seed=0):
    """Returning 7.5 %, new 1.4 %; mobile & South 0.3 %; email & returning 14 %."""
    table, rng = people(size, seed)
    rate = np.where(table["visitor"] == "returning", 0.075, 0.014)
    rate[(table["device"] == "mobile") & (table["region"] == "South")] = 0.003
    rate[(table["source"] == "email") & (table["visitor"] == "returning")] = 0.14
    return units(table, rng.random(size) < rate)


def noise(size=40_000, seed=0, rate=0.03):
    table, rng = people(size, seed)
    return units(table, rng.random(size) < rate)
