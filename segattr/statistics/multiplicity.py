"""When many segments are tested at once: p-values raised to what they are worth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from segattr.errors import BadSetting
from segattr.statistics.counts import Array


def bh(p: ArrayLike) -> Array:
    """Adjust p-values so that at most a chosen share of the findings shown is expected to be chance.

    Parameters
    ----------
    p : p-values (0-1) of ONE displayed family; nan = not tested, stays nan and does not count.

    Returns
    -------
    array : adjusted p-values in the order given; calling those up to 0.05 findings keeps the expected share
        of false ones at 5 %.

    Raises
    ------
    BadSetting : a value is not a p-value.

    Notes
    -----
    Misleads when the family on the screen was itself picked from a larger one: adjust over all that was
    looked at. Holds for independent and for positively dependent tests.

    References
    ----------
    Benjamini, Hochberg (1995), Controlling the false discovery rate, JRSS B 57:289.
    doi:10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> bh([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    return _adjusted(p, lambda ordered: _from_the_largest(ordered * len(ordered) / _ranks(ordered)))


def by(p: ArrayLike) -> Array:
    """Adjust p-values as `bh` does, whatever the dependence between the tests; stricter.

    Parameters
    ----------
    p : p-values (0-1) of one family; nan stays nan.

    Returns
    -------
    array : adjusted p-values in the order given.

    Raises
    ------
    BadSetting : a value is not a p-value.

    References
    ----------
    Benjamini, Yekutieli (2001), The control of the false discovery rate in multiple testing under
    dependency, Annals of Statistics 29:1165. doi:10.1214/aos/1013699998

    Examples
    --------
    >>> by([0.01, 0.04]).round(3).tolist()
    [0.03, 0.06]
    """
    return _adjusted(
        p,
        lambda ordered: _from_the_largest(
            ordered * len(ordered) * (1 / _ranks(ordered)).sum() / _ranks(ordered)
        ),
    )


def holm(p: ArrayLike) -> Array:
    """Adjust p-values so that even one chance finding in the family is unlikely.

    Parameters
    ----------
    p : p-values (0-1) of one family; nan = not tested, stays nan and does not count.

    Returns
    -------
    array : adjusted p-values in the order given; calling those up to 0.05 findings leaves a 5 % chance of
        any false one.

    Raises
    ------
    BadSetting : a value is not a p-value.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6:65. https://www.jstor.org/stable/4615733

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    return _adjusted(p, lambda ordered: np.maximum.accumulate(ordered * (len(ordered) + 1 - _ranks(ordered))))


def _adjusted(p: ArrayLike, adjust: Callable[[Array], Array]) -> Array:
    raw = np.asarray(p, dtype=float)
    if ((raw < 0) | (raw > 1)).any():
        raise BadSetting("These are not p-values: they must lie between 0 and 1.", setting="p")
    known = ~np.isnan(raw)
    order = np.argsort(raw[known], kind="stable")
    tested = np.empty(len(order))
    tested[order] = adjust(raw[known][order])
    out = np.full(raw.shape, np.nan)
    out[known] = np.clip(tested, raw[known], 1)  # p·m/m may round to just below p
    return out


def _ranks(ordered: Array) -> Array:
    return np.arange(1.0, len(ordered) + 1)


def _from_the_largest(stepped: Array) -> Array:
    return np.minimum.accumulate(stepped[::-1])[::-1]
