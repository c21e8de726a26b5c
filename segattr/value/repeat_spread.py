"""How many orders customers may place in the time ahead: how many to expect, and how far they vary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from segattr.value.best_fit import Array
from segattr.value.beta_nodes import beta_nodes
from segattr.value.repeat_buyers import RepeatBuyers
from segattr.value.repeat_cells import Places, RepeatCells

NODES: Final = 32  # of the chances of leaving; twice as many change nothing in the first five digits
SMALL: Final = 1e-5  # expected orders, below which their pairs are taken from the first term of their series


@dataclass(frozen=True, eq=False)
class Coming:
    """Customers counted once, and what they may order in the time ahead.

    Attributes
    ----------
    cells : the customers. ahead : length of that time, in the cells' unit.
    repeats, age : distinct pairs of these two: the dear figures depend on nothing else. at : per cell the
        pair.
    """

    cells: RepeatCells
    ahead: float
    repeats: Array
    age: Array
    at: Places

    def expected(self, buyers: RepeatBuyers) -> Array:
        """Orders to be expected of a customer of each cell."""
        if_alive = buyers.if_alive(self.repeats, self.age, ahead=self.ahead)
        return np.asarray(if_alive[self.at] * self._alive(buyers))

    def squared(self, buyers: RepeatBuyers) -> Array:
        """Return the expected square of the orders of a customer of each cell.

        Notes
        -----
        Who has not left orders as often as the smaller of a Poisson and a geometric number says. Given the
        rate λ and the chance p of leaving after an order, E[N(N−1)] = 2 (1−p) (1 − (1+λpt) e^(−λpt)) ÷ p²;
        over the rates it is known in closed form, over the chances it is added up.
        """
        chance, weight = beta_nodes(buyers.a, buyers.b + self.cells.counts, nodes=NODES)
        place = np.searchsorted(self.cells.counts, self.repeats)
        p, shape = chance[place], (buyers.r + self.repeats)[:, None]
        time = self.ahead / (buyers.alpha + self.age)[:, None]
        z = p * time
        none = np.exp(-shape * np.log1p(z)) * (1 + shape * z / (1 + z))
        first = shape * (shape + 1) * time**2
        pairs = (1 - p) * np.where(shape * z < SMALL, first, 2 * (1 - none) / p**2)
        of_pairs = (pairs * weight[place]).sum(axis=1)
        return np.asarray(of_pairs[self.at] * self._alive(buyers) + self.expected(buyers))

    def _alive(self, buyers: RepeatBuyers) -> Array:
        return buyers.alive(self.cells.repeats, self.cells.last, self.cells.age)


def coming(cells: RepeatCells, *, ahead: float) -> Coming:
    """Look ahead from customers counted once.

    Examples
    --------
    >>> from segattr.value.repeat_cells import repeat_cells
    >>> cdnow = RepeatBuyers(r=0.243, alpha=4.414, a=0.793, b=2.426, log_likelihood=-9582.4)
    >>> soon = coming(repeat_cells([2], [30.43], [38.86]), ahead=39)
    >>> soon.expected(cdnow).round(3).tolist(), soon.squared(cdnow).round(3).tolist()
    ([1.226], [4.032])
    """
    key = cells.at_count * len(cells.times) + cells.at_age
    _, first, at = np.unique(key, return_index=True, return_inverse=True)
    return Coming(cells, ahead, cells.repeats[first], cells.age[first], at)
