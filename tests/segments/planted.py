"""Customers with groups in them, and customers without any."""

import numpy as np
import pandas as pd

FIELDS = ["days since last order", "orders so far", "spent so far"]
CENTRES = np.array([[5.4, 0.1, 3.6], [3.2, 0.5, 4.2], [3.9, 1.5, 5.6], [2.0, 2.6, 7.2]])


def with_groups(seed, n=600):
    """Four skewed groups, four wholesalers among them, and who is in which."""
    random = np.random.default_rng(seed)
    group = random.choice(4, n, p=[0.4, 0.3, 0.2, 0.1])
    amounts = np.exp(CENTRES[group] + random.normal(0, [0.5, 0.3, 0.5], (n, 3)))
    amounts[:4] *= [1, 20, 50]
    people = pd.DataFrame(amounts, columns=FIELDS).round({FIELDS[0]: 1, FIELDS[1]: 0, FIELDS[2]: 2})
    return people.assign(**{FIELDS[1]: people[FIELDS[1]].clip(lower=1)}), group


def without_groups(seed, n=600):
    """One skewed cloud, or one box."""
    random = np.random.default_rng(seed)
    if seed % 2:
        return pd.DataFrame(random.uniform(size=(n, 3)), columns=FIELDS)
    together = random.normal(0, 0.5, (3, 3))
    return pd.DataFrame(np.exp(4 + random.normal(size=(n, 3)) @ (np.eye(3) + together)), columns=FIELDS)
