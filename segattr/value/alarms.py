"""What makes lifetime values lie: an export that begins in the middle, and segments of different age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.value.purchases import Purchases

FEWEST_MONTHS = 6
FALL = 0.1  # share of first months' apparently new customers that has to be missing in the last ones
KNOWN = 0.1  # share of the customers that were known before the data begin
YOUNGER_MONTHS = 2.0


@dataclass(frozen=True)
class LeftTruncation:
    """Whether old customers pass for new because the export begins in the middle of their life.

    Attributes
    ----------
    new : customers first seen, by month. fall : by which part they fall from the first third of the months to
    the last. known_before : of the customers the CRM knows, the share it knew before the first month of the
    data; nan where it knows none. begin : that month, counted from year 0.
    alarm : whether lifetime values and acquisition numbers should not be trusted.
    """

    new: pd.Series
    fall: float
    known_before: float
    begin: int
    alarm: bool

    @property
    def falling(self) -> bool:
        """Whether the number of new customers alone gives the alarm."""
        return _falls(self.new, self.fall)

    @property
    def old(self) -> bool:
        """Whether the customers' table alone gives the alarm."""
        return self.known_before > KNOWN


def left_truncation(bought: Purchases) -> LeftTruncation:
    """Tell whether customers who look new were there before the export began.

    Notes
    -----
    Two signs. Where a customers' table says since when it knows them, whoever it knew before the first month
    of the data may have ordered before; that a lead became known before a first order within the data is no
    sign.

    In an export that begins in the middle of a shop's life, everybody's first order *in the file* looks like
    an acquisition: their number falls month by month until most regulars were met. A real fall of new
    customers looks the same; only the shop knows.
    """
    whole = bought.cohorts[bought.cohorts <= bought.until]
    new = whole.value_counts().sort_index()
    new = new.reindex(range(int(new.index[0]), bought.until + 1), fill_value=0)
    third = max(len(new) // 3, 1)
    first, last = float(new.iloc[:third].mean()), float(new.iloc[-third:].mean())
    fall = (first - last) / first if first else 0.0
    begin = int(new.index[0])
    created = bought.created.dropna() if bought.created is not None else None
    before = float((created < begin).mean()) if created is not None and len(created) else float("nan")
    return LeftTruncation(new, fall, before, begin, _falls(new, fall) or before > KNOWN)


def ages_differ(bought: Purchases) -> pd.DataFrame:
    """Return how old each segment's customers are, and whether a plain average would favour some.

    Returns
    -------
    DataFrame ``segment, customers, age`` (average months observed) and ``younger``: True where a segment was
    observed at least two months shorter than the oldest one, so that money per customer without a stated age
    makes it look worse than it is.
    """
    there = (bought.cohorts <= bought.until).to_numpy()
    rows = pd.DataFrame({"segment": bought.segments[there].to_numpy(), "age": bought.observed[there]})
    ages = rows.groupby("segment")["age"]
    each = pd.DataFrame({"customers": ages.size(), "age": ages.mean()}).reset_index()
    return each.assign(younger=each["age"] <= each["age"].max() - YOUNGER_MONTHS)


def _falls(new: pd.Series, fall: float) -> bool:
    return bool(len(new) >= FEWEST_MONTHS and fall >= FALL and _goes_down(new.to_numpy(float)))


def _goes_down(counts: np.ndarray) -> bool:
    """Whether more pairs of months fall than rise by a wide margin (Kendall's S at about 1 % one-sided)."""
    n = len(counts)
    later = np.sign(counts[None, :] - counts[:, None])[np.triu_indices(n, 1)].sum()
    return bool(later < -2.33 * np.sqrt(n * (n - 1) * (2 * n + 5) / 18))
