"""How a metric is measured: its range, its comparison with the rest, and whether a split of it tells.

Rates and averages differ in their statistics and in nothing else; every view asks the yardstick.
"""

from __future__ import annotations

from typing import Final, Protocol

import numpy as np
import pandas as pd

from segattr.averages.metrics import Metric
from segattr.averages.powers import never_negative, sums_of
from segattr.statistics.counts import Array
from segattr.statistics.heterogeneity import heterogeneity
from segattr.statistics.intervals import wilson
from segattr.statistics.permutation import shuffled_p, spread
from segattr.statistics.power import (
    detectable_average,
    detectable_difference,
    people_for_average,
    people_per_group,
)
from segattr.statistics.rest import each_versus_rest
from segattr.statistics.sums import average_interval, difference_interval, standard_error

BESIDE: Final = ("difference", "difference_low", "difference_high", "p")


class Yardstick(Protocol):
    """What a view needs to know of a metric. ``counted`` has a row per segment of one partition."""

    def base(self, counted: pd.DataFrame) -> pd.DataFrame:
        """Return ``n`` (who is averaged over), ``weight`` (what the average is per) and ``contributors``."""
        ...

    def figures(self, counted: pd.DataFrame, *, level: float) -> pd.DataFrame:
        """Return ``figure, low, high`` of each segment."""
        ...

    def beside(self, counted: pd.DataFrame, *, level: float) -> pd.DataFrame:
        """Return `BESIDE`: each segment against everybody who is not in it."""
        ...

    def tells(self, counted: pd.DataFrame) -> tuple[float, float]:
        """Return how much a partition tells (0-1), and the p-value that it tells anything."""
        ...

    def visible(self, counted: pd.DataFrame) -> Array:
        """Return the difference from the rest that each segment's size would show; nan where none would."""
        ...

    def needed(self, counted: pd.DataFrame, apart: float) -> float:
        """Return how many people in two equal groups it takes to see this difference from everybody."""
        ...


class OfRates:
    """Converters among people: Wilson, Newcombe, pooled z or Fisher."""

    def base(self, counted: pd.DataFrame) -> pd.DataFrame:
        """See `Yardstick`."""
        people, converters = (counted[name].to_numpy(float) for name in ("people", "converters"))
        return pd.DataFrame({"n": people, "weight": people, "contributors": converters})

    def figures(self, counted: pd.DataFrame, *, level: float) -> pd.DataFrame:
        """See `Yardstick`."""
        people, converters = (counted[name].to_numpy(float) for name in ("people", "converters"))
        low, high = wilson(converters, people, level=level)
        rate = converters / np.where(people > 0, people, np.nan)
        return pd.DataFrame({"figure": rate, "low": low, "high": high})

    def beside(self, counted: pd.DataFrame, *, level: float) -> pd.DataFrame:
        """See `Yardstick`."""
        people, converters = (counted[name].to_numpy(float) for name in ("people", "converters"))
        return each_versus_rest(converters, people, converters.sum(), people.sum(), level=level)[list(BESIDE)]

    def tells(self, counted: pd.DataFrame) -> tuple[float, float]:
        """See `Yardstick`."""
        found = heterogeneity(counted["converters"], counted["people"])
        return found.cramers_v_corrected, found.p

    def visible(self, counted: pd.DataFrame) -> Array:
        """See `Yardstick`."""
        people, converters = (counted[name].to_numpy(float) for name in ("people", "converters"))
        others = people.sum() - people
        rest_rate = np.where(others > 0, (converters.sum() - converters) / np.maximum(others, 1), 0.0)
        return detectable_difference(people, others, rest_rate=rest_rate)

    def needed(self, counted: pd.DataFrame, apart: float) -> float:
        """See `Yardstick`."""
        rate = float(counted["converters"].sum() / counted["people"].sum())
        return float(people_per_group(rate, rate + apart if rate <= 0.5 else rate - apart))


class OfAverages:
    """A sum ÷ another over independent people: Hall's range, and Pearson's type III for the comparison."""

    def __init__(self, metric: Metric) -> None:
        self.metric = metric

    def base(self, counted: pd.DataFrame) -> pd.DataFrame:
        """See `Yardstick`."""
        sums = sums_of(counted, self.metric)
        return pd.DataFrame({"n": sums.n, "weight": sums.b, "contributors": sums.contributors})

    def figures(self, counted: pd.DataFrame, *, level: float) -> pd.DataFrame:
        """See `Yardstick`."""
        sums = sums_of(counted, self.metric)
        low, high = average_interval(sums, level=level)
        if never_negative(counted, self.metric):
            low = np.maximum(low, 0.0)
        return pd.DataFrame({"figure": sums.average, "low": low, "high": high})

    def beside(self, counted: pd.DataFrame, *, level: float) -> pd.DataFrame:
        """See `Yardstick`."""
        sums = sums_of(counted, self.metric)
        low, high = difference_interval(sums, sums.rest, level=level)
        difference = sums.average - sums.rest.average
        return pd.DataFrame(dict(zip(BESIDE, (difference, low, high, shuffled_p(sums)), strict=True)))

    def tells(self, counted: pd.DataFrame) -> tuple[float, float]:
        """See `Yardstick`."""
        found = spread(sums_of(counted, self.metric))
        return found.strength, found.p

    def visible(self, counted: pd.DataFrame) -> Array:
        """See `Yardstick`."""
        sums = sums_of(counted, self.metric)
        return detectable_average(sums.n, sums.n.sum() - sums.n, deviation=self._deviation(counted))

    def needed(self, counted: pd.DataFrame, apart: float) -> float:
        """See `Yardstick`."""
        return float(people_for_average(self._deviation(counted), apart))

    def _deviation(self, counted: pd.DataFrame) -> float:
        """Return the standard deviation between people, so that ÷ √n it is the average's standard error."""
        everybody = sums_of(counted, self.metric).total
        return float(standard_error(everybody)[0] * np.sqrt(everybody.n[0]))


RATES: Final = OfRates()


def yardstick_of(metric: Metric) -> Yardstick:
    """Return how a metric is measured.

    Examples
    --------
    >>> from segattr.averages.metrics import RATE
    >>> shop = pd.DataFrame({"people": [5000, 2000], "converters": [50, 160]})
    >>> yardstick_of(RATE).figures(shop, level=0.95)["figure"].tolist()
    [0.01, 0.08]
    """
    return RATES if metric.is_rate else OfAverages(metric)
