"""How far segments differ beyond chance, and for how many people the blended rate is true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from segattr.statistics.association import bias_corrected_v
from segattr.statistics.counts import segments_with_people
from segattr.statistics.intervals import wilson


@dataclass(frozen=True)
class Heterogeneity:
    """How different the segments of one partition are. Shares and rates are 0-1.

    Attributes
    ----------
    blended : all converters ÷ all people.
    q, df, p : Cochran's Q (= Pearson's chi-square of the segments × converted table), its degrees of
        freedom and p-value.
    i2 : share of Q beyond chance. Close to 1 with many people however small the differences: no headline.
    tau : true standard deviation between segments' rates once chance is taken off; the headline.
    spread : standard deviation of the segments' raw rates, weighted by people; chance included.
    between_share : part of the variance of converting that lies between segments, Q ÷ people. Small by
        nature for rare conversions.
    cramers_v : association of segment and converting; with two outcomes, √between_share.
    cramers_v_corrected : the same with its bias taken off (Bergsma); near 0 for segments that do not matter.
    average_describes : share of people in segments whose own range contains the blended rate.
    """

    blended: float
    q: float
    df: int
    p: float
    i2: float
    tau: float
    spread: float
    between_share: float
    cramers_v: float
    cramers_v_corrected: float
    average_describes: float


def heterogeneity(x: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> Heterogeneity:
    """Measure how much the segments of one partition differ in conversion rate.

    Parameters
    ----------
    x, n : converters and people of each segment; everybody in exactly one. Segments without people are
        left out.
    level : confidence of the ranges behind ``average_describes``.

    Returns
    -------
    Heterogeneity

    Raises
    ------
    UnsuitableData : no segment has people, or one has more converters than people.

    Notes
    -----
    With blended rate p, q = 1 − p, people N = Σnᵢ and Q = Σnᵢ(pᵢ−p)²/pq: I² = (Q−df)/Q and
    τ² = (Q−df)·pq/(N − Σnᵢ²/N), both cut at 0; spread² = Σnᵢ(pᵢ−p)²/N.

    References
    ----------
    DerSimonian, Laird (1986), Meta-analysis in clinical trials, Controlled Clinical Trials 7:177.
    doi:10.1016/0197-2456(86)90046-2
    Higgins, Thompson (2002), Quantifying heterogeneity in a meta-analysis, Statistics in Medicine 21:1539.
    doi:10.1002/sim.1186
    Cramér (1946), Mathematical Methods of Statistics, Princeton University Press, section 21.9.

    Examples
    --------
    >>> found = heterogeneity([1600, 500], [20_000, 50_000])
    >>> f"{found.blended:.1%} hides a true spread of {100 * found.tau:.1f} points"
    '3.0% hides a true spread of 4.9 points'
    """
    converters, people = segments_with_people(x, n)
    total, df = people.sum(), len(people) - 1
    blended = converters.sum() / total
    variance = blended * (1 - blended)
    squares = (people * (converters / people - blended) ** 2).sum()
    q = squares / variance if variance > 0 else 0.0  # nobody or everybody converted: nothing differs
    beyond = max(q - df, 0.0)
    room = total - (people**2).sum() / total
    return Heterogeneity(
        blended=float(blended),
        q=float(q),
        df=df,
        p=float(chdtrc(df, q)) if df else 1.0,
        i2=float(beyond / q) if q > 0 else 0.0,
        tau=float(np.sqrt(beyond * variance / room)) if df else 0.0,
        spread=float(np.sqrt(squares / total)),
        between_share=float(q / total),
        cramers_v=float(np.sqrt(q / total)),
        cramers_v_corrected=bias_corrected_v(float(q), people=float(total), segments=len(people)),
        average_describes=average_describes(converters, people, level=level),
    )


def average_describes(x: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> float:
    """Share of people whose segment could, judged by its own figures, have the blended rate.

    Parameters
    ----------
    x, n : converters and people of each segment; everybody in exactly one.
    level : confidence of each segment's Wilson range.

    Returns
    -------
    float : people in segments whose Wilson range contains the blended rate ÷ all people (0-1).

    Raises
    ------
    UnsuitableData : no segment has people, or one has more converters than people.

    Notes
    -----
    The blended rate is over everybody, the segment itself included. Misleads with tiny segments: their
    ranges are so wide that the average "describes" them by default. It falls as data grow even though
    nobody changed; compare it at equal segment sizes only.

    Examples
    --------
    >>> average_describes([30, 45, 20, 5], [1000, 900, 1100, 200])
    0.375
    """
    converters, people = segments_with_people(x, n)
    blended = converters.sum() / people.sum()
    low, high = wilson(converters, people, level=level)
    return float(people[(low <= blended) & (blended <= high)].sum() / people.sum())
