"""A total that stands still while its parts move apart: the alarm, and how many splits were tried for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtr

from segattr.averages.mix_and_rate import mix_and_rate
from segattr.averages.units import COUNTS
from segattr.reduce.door import UNKNOWN
from segattr.statistics.counts import Array
from segattr.statistics.multiplicity import bh

Kind = Literal["moved apart", "mix hides it", ""]

STILL: Final = 0.05  # a total that moved by less than this share of itself stands still
MATERIAL: Final = 0.1  # a part moved when it did by at least this share of its rate
FEWEST: Final = 200  # people a segment needs in both periods to be named
ALPHA: Final = 0.05
COLUMNS: Final = (
    *("dimension", "kind", "change", "relative", "up", "up_before", "up_after"),
    *("down", "down_before", "down_after", "rate_effect", "mix_effect", "p", "adjusted", "alarm"),
)


@dataclass(frozen=True, eq=False)
class _Parts:
    """Segments large enough in both periods."""

    names: list[str]
    before: Array
    after: Array
    variance: Array

    @property
    def change(self) -> Array:
        return self.after - self.before


def standstills(
    before: pd.DataFrame, after: pd.DataFrame, dims: Sequence[str], *, alpha: float = ALPHA
) -> pd.DataFrame:
    """Return for every split whether a still total hides that its parts moved.

    Parameters
    ----------
    before, after : cells of two periods, ``*dimensions, people, converters``.
    dims : the splits to try, each by itself.
    alpha : error allowed over all splits together (false discovery rate, 0-1).

    Returns
    -------
    DataFrame with a row per split that has two segments of 200 people in both periods, alarms first, then the
    surest. ``change`` (of the blended rate, 0-1) and ``relative`` (to the rate before); ``up, down``: the
    segments that rose and fell most surely, each with its rate before and after (empty and nan where none
    did); ``rate_effect, mix_effect``: what of the change is other ways of converting and what other people;
    ``kind``: ``moved apart`` (segments moved against each other), ``mix hides it`` (at equal mix the rate
    moved, and other people made up for it) or empty; ``p`` of that, ``adjusted`` over the splits tried,
    ``alarm``.

    Notes
    -----
    The total stands still when it moved by less than 5 % of itself; of a total that moved there is no alarm
    here, however much its parts did. *Moved apart* asks whether the changes of the segments differ by more
    than chance (χ² of the changes about their mean, weighted), and whether one rose and one fell by a tenth
    or more, each beyond chance after Holm. *Mix hides it* asks whether the change at the mean mix of both
    periods is beyond chance and a tenth or more. Each split is judged by the smaller of the two p-values,
    doubled.

    References
    ----------
    Cochran (1954), The combination of estimates from different experiments, Biometrics 10:101.
    doi:10.2307/3001666. Kitagawa (1955), Components of a difference between two rates, JASA 50:1168.
    doi:10.1080/01621459.1955.10501299

    Examples
    --------
    >>> old = pd.DataFrame({"device": ["phone", "desktop"], "people": [9000, 9000], "converters": [270, 270]})
    >>> new = old.assign(converters=[180, 360])
    >>> standstills(old, new, ["device"])[["kind", "up", "down", "alarm"]].values.tolist()
    [['moved apart', 'desktop', 'phone', True]]
    """
    change, blended = _blended(before, after)
    rows = [row for name in dims if (row := _row(before, after, name, blended, alpha)) is not None]
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    still = bool(np.isfinite(change) and abs(change) <= STILL * blended)
    table = pd.DataFrame(rows).assign(change=change, relative=change / blended if blended else np.nan)
    table["adjusted"] = bh(table["p"].to_numpy(float))
    table["alarm"] = still & (table["kind"] != "") & (table["adjusted"] < alpha)
    ordered = table.sort_values(
        ["alarm", "adjusted"], ascending=[False, True], kind="stable", ignore_index=True
    )
    return ordered[list(COLUMNS)]


def _blended(before: pd.DataFrame, after: pd.DataFrame) -> tuple[float, float]:
    """Return the change of the blended rate, and the rate before."""
    (x_a, n_a), (x_b, n_b) = (
        (float(p["converters"].sum()), float(p["people"].sum())) for p in (before, after)
    )
    if not (n_a > 0 and n_b > 0):
        return float("nan"), 0.0
    return x_b / n_b - x_a / n_a, x_a / n_a


def _row(
    before: pd.DataFrame, after: pd.DataFrame, name: str, blended: float, alpha: float
) -> dict[str, object] | None:
    one, other = (_counts(period, name) for period in (before, after))
    parts = _parts(one, other)
    if len(parts.names) < 2 or not blended > 0:
        return None
    effects = mix_and_rate(one.reset_index(), other.reset_index())
    rate, mix = float(effects["rate_effect"].sum()), float(effects["mix_effect"].sum())
    apart, masked = _p_apart(parts), _p_of_rate(one, other, rate)
    up, down = _furthest(parts, alpha, 1.0), _furthest(parts, alpha, -1.0)
    kind: Kind = ""
    if up is not None and down is not None:
        kind = "moved apart"
    elif abs(rate) >= MATERIAL * blended and rate * mix < 0:
        kind = "mix hides it"
    return {
        **{"dimension": name, "kind": kind, "rate_effect": rate, "mix_effect": mix},
        **_named("up", parts, up),
        **_named("down", parts, down),
        "p": min(2 * min(apart, masked), 1.0),
    }


def _counts(period: pd.DataFrame, name: str) -> pd.DataFrame:
    counts = period.groupby(period[name].astype("str"))[list(COUNTS)].sum()
    return counts[counts["people"] > 0].rename_axis("segment")


def _parts(one: pd.DataFrame, other: pd.DataFrame) -> _Parts:
    both = one.add_suffix("_a").join(other.add_suffix("_b"), how="inner")
    large = both[(both[["people_a", "people_b"]] >= FEWEST).all(axis=1) & (both.index != UNKNOWN)]
    x_a, n_a, x_b, n_b = (large[f"{c}_{s}"].to_numpy(float) for s in "ab" for c in ("converters", "people"))
    return _Parts(
        large.index.astype("str").tolist(), x_a / n_a, x_b / n_b, _variance(x_a, n_a) + _variance(x_b, n_b)
    )


def _variance(x: Array, n: Array) -> Array:
    rate = (x + 0.5) / (n + 1)
    return np.asarray(rate * (1 - rate) / n)


def _p_apart(parts: _Parts) -> float:
    """Return the p-value of "all segments changed by the same"."""
    weight = 1 / parts.variance
    mean = (weight * parts.change).sum() / weight.sum()
    return float(chdtrc(len(weight) - 1, (weight * (parts.change - mean) ** 2).sum()))


def _p_of_rate(one: pd.DataFrame, other: pd.DataFrame, rate: float) -> float:
    """Return the p-value of "at equal mix nothing changed"."""
    both = one.add_suffix("_a").join(other.add_suffix("_b"), how="inner")
    x_a, n_a, x_b, n_b = (both[f"{c}_{s}"].to_numpy(float) for s in "ab" for c in ("converters", "people"))
    share = (n_a / one["people"].sum() + n_b / other["people"].sum()) / 2
    spread = float((share**2 * (_variance(x_a, n_a) + _variance(x_b, n_b))).sum())
    return float(2 * ndtr(-abs(rate) / np.sqrt(spread))) if spread > 0 else 1.0


def _furthest(parts: _Parts, alpha: float, sign: float) -> int | None:
    """Return the segment that moved most surely in a direction, if it did beyond chance and by enough."""
    z = sign * parts.change / np.sqrt(parts.variance)
    moved = (sign * parts.change >= MATERIAL * parts.before) & (ndtr(-z) * 2 * len(z) < alpha)
    return int(np.argmax(np.where(moved, z, -np.inf))) if moved.any() else None


def _named(side: str, parts: _Parts, place: int | None) -> dict[str, object]:
    if place is None:
        return {side: "", f"{side}_before": np.nan, f"{side}_after": np.nan}
    return {
        side: parts.names[place],
        f"{side}_before": float(parts.before[place]),
        f"{side}_after": float(parts.after[place]),
    }
