"""How many touches a Markov chain should remember: judged by customers it has not seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.errors import UnsuitableData
from segattr.reduce.groups import GROUPS
from segattr.reduce.summary import Summary
from segattr.reduce.tables import STATE_BITS
from segattr.words.cautions import order_sentence

Numbers = npt.NDArray[np.float64]

HALF = 0.5  # Krichevsky, Trofimov (1981), IEEE Transactions on Information Theory 27:199


@dataclass(frozen=True)
class OrderAdvice:
    """What held-out customers say about the memory of a chain.

    Attributes
    ----------
    order : the advised number of touches to remember.
    losses : one row per order tried, from 0 (every move the same, whatever came before): ``order``, ``loss``
        (mean log-loss of a move, lower is better), ``behind`` (its distance to the best order) and ``error``
        (the standard error of that distance, over the customer groups).
    """

    order: int
    losses: pd.DataFrame

    def sentence(self) -> str:
        """Return the advice in words."""
        return order_sentence(self.order, int(self.losses["loss"].to_numpy().argmin()), len(self.losses) - 1)


def order_advice(summary: Summary) -> OrderAdvice:
    """Advise how many touches a Markov chain of these journeys should remember.

    Parameters
    ----------
    summary : made with ``Window(markov_order=4)`` to try all orders; lower orders are read off the highest.

    Returns
    -------
    OrderAdvice

    Raises
    ------
    UnsuitableData : counted paths, which carry no customers; or no journeys.

    Notes
    -----
    Each of the 64 random customer groups is predicted by a chain of the other 63: chains that merely learnt
    their journeys by heart do badly on strangers. The advice is the lowest order that is no more than one
    standard error behind the best; more memory is not worth having without evidence for it. Moves never
    seen before get half a count (Krichevsky-Trofimov), so that no prediction is impossible.

    It is about prediction, of everybody together: it does not say that the credit is right.

    References
    ----------
    Breiman, Friedman, Olshen, Stone (1984), Classification and Regression Trees (one standard error rule).
    Csiszár, Shields (2000), The consistency of the BIC Markov order estimator, Annals of Statistics 28:1601.
    doi:10.1214/aos/1015957472
    """
    if not summary.timed:
        raise UnsuitableData(
            "Counted conversion paths carry no customers to hold out; choose the Markov order yourself, or "
            "load touchpoints and conversions."
        )
    moves = summary.transitions
    if moves.empty:
        raise UnsuitableData("There are no journeys to learn a Markov chain from.", table="transitions")
    by_group = np.bincount(moves["group"], moves["moves"], GROUPS)
    sums = np.array([_losses(moves, order) for order in range(summary.window.markov_order + 1)])
    means = sums.sum(axis=1) / by_group.sum()
    best = int(means.argmin())
    behind = (sums - sums[best]) / by_group.sum()
    # a ratio of group sums: how far each group's loss lies from its part of the whole
    spread = behind - (means - means[best])[:, None] * by_group / by_group.sum()
    error = np.sqrt(GROUPS / (GROUPS - 1) * (spread**2).sum(axis=1))
    close = means - means[best] <= error
    table = {"order": np.arange(len(means)), "loss": means, "behind": means - means[best], "error": error}
    return OrderAdvice(max(int(np.flatnonzero(close)[0]), 1), pd.DataFrame(table))


def _losses(moves: pd.DataFrame, order: int) -> Numbers:
    """Log-loss of each customer group's moves, under the chain of all the others."""
    group, target, counts = (moves[name].to_numpy() for name in ("group", "target", "moves"))
    state = moves["origin"].to_numpy("int64") & (1 << STATE_BITS * order) - 1
    kinds = len(np.unique(target))
    move = pd.factorize(pd.MultiIndex.from_arrays([state, target]))[0]
    origin = pd.factorize(state)[0]
    others = [_of_others(key, group, counts.astype(float)) for key in (move, origin)]
    chance = (others[0] + HALF) / (others[1] + HALF * kinds)
    return np.bincount(group, -np.log(chance) * counts, GROUPS).astype(float)


def _of_others(key: npt.NDArray[np.intp], group: npt.NDArray[np.int64], counts: Numbers) -> Numbers:
    """For every row, the count of its key in all groups but its own."""
    everybody = np.bincount(key, counts)
    own, inverse = np.unique(key.astype("int64") * GROUPS + group, return_inverse=True)
    here = np.bincount(inverse, counts, len(own))
    return (everybody[key] - here[inverse]).astype(float)
