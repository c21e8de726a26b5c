"""How many customers of one source another one knows."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from segattr.io.cells import among


def match_rates(ids: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return how far each pair of sources agrees on who the customers are.

    Parameters
    ----------
    ids : source -> its customer ids, repeated and missing ones allowed.

    Returns
    -------
    DataFrame : columns ``a, b, n_a, n_b, both, a_found_in_b, b_found_in_a, jaccard``; one row per pair, in
        the order of the sources. Shares of nobody are nan.

    Examples
    --------
    >>> rates = match_rates({"crm": pd.Series(["1", "2"]), "orders": pd.Series(["2", "2", "3"])})
    >>> rates[["n_a", "n_b", "both", "a_found_in_b"]].to_dict("records")
    [{'n_a': 2, 'n_b': 2, 'both': 1, 'a_found_in_b': 0.5}]
    """
    known = {source: pd.Index(column.dropna().unique()) for source, column in ids.items()}
    rows = []
    for (a, of_a), (b, of_b) in combinations(known.items(), 2):
        both = int(among(of_a, of_b).sum())
        either = len(of_a) + len(of_b) - both
        rows.append(
            (a, b, len(of_a), len(of_b), both, *(_part(both, n) for n in (len(of_a), len(of_b), either)))
        )
    names = ["a", "b", "n_a", "n_b", "both", "a_found_in_b", "b_found_in_a", "jaccard"]
    return pd.DataFrame(rows, columns=names)


def _part(both: int, people: int) -> float:
    return both / people if people else float("nan")
