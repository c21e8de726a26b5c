"""How much a segment would bring if it did as well as a stated comparable: growth and margin potential."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.averages.cells import COUNTS, summed
from segattr.averages.units import SUM
from segattr.errors import UnknownName, UnsuitableData
from segattr.statistics.counts import Array
from segattr.statistics.intervals import wilson

Comparable = Literal["rest", "best"]
SMALL: Final = 30  # people, as on every page
LEVEL: Final = 0.95  # of all gaps together
FEWEST_BEST: Final = 100  # people of a segment that others are held against
MONEY: Final = ("value", "margin")
GAP: Final = ("comparable", "comparable_low", "comparable_high", "gap", "gap_low", "gap_high")


def potential(
    cells: pd.DataFrame, *, by: str, comparable: Comparable = "rest", equal: str = ""
) -> pd.DataFrame:
    """Return what each segment would bring more at the rate of a comparable, the largest sure part first.

    Parameters
    ----------
    cells : from `segattr.averages.cells.cells`, with the segment among the dimensions.
    by : the dimension that holds the segment.
    comparable : ``rest`` (everybody who is not in the segment) or ``best`` (the segment whose rate is highest
        at its lower end, of those with at least `FEWEST_BEST` people).
    equal : a dimension held equal: the comparable's rates, weighted to the segment's own mix; empty for none.

    Returns
    -------
    DataFrame ``segment, people, converters, rate, low, high, comparable, comparable_low, comparable_high,
    gap, gap_low, gap_high, more, more_low, more_high, worth, value, value_low, margin, margin_low, covered,
    small``. ``more`` is people × gap, conversions; ``worth`` what a converter of the segment brought;
    ``value`` and ``margin`` are the conversions more at that (nan where orders carry none); the ``_low`` ones
    use the lower end of the gap and are never below 0. ``covered`` is the share of people who have anybody to
    be held against.

    Raises
    ------
    UnknownName : no such dimension. UnsuitableData : fewer than two segments.

    Notes
    -----
    A gap is no promise that it can be closed: the segment may be what it is for good reason. Hold equal
    what was there before (new or returning, device), never what came of it. The range of the gap joins those
    of the two rates (Newcombe's method; with something held equal, of a weighted rate, Zou and Donner), at a
    level that holds for all segments at once (Bonferroni).

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17:873. Zou, Donner (2008), Statistics in Medicine 27:1693.

    Examples
    --------
    >>> shop = pd.DataFrame({"who": ["a", "b"], "people": [1000, 1000], "converters": [10, 80]})
    >>> found = potential(shop, by="who").set_index("segment")
    >>> found[["more", "more_low"]].round().to_numpy().tolist()
    [[70.0, 50.0], [-70.0, 0.0]]
    """
    for name in filter(None, (by, equal)):
        if name not in cells:
            raise UnknownName(f"There is no column {name!r} to tell people apart by.", name=name)
    table = _counted(cells, by, equal)
    own = table.groupby("segment", observed=True)[[c for c in table if c not in ("segment", "stratum")]].sum()
    own = own[own["people"] > 0]
    if len(own) < 2:
        raise UnsuitableData("Potential needs at least two segments, to hold one against the other.")
    best = _best(own) if comparable == "best" else ""
    rows = [_row(str(name), table, own, comparable, best) for name in own.index]
    found = pd.DataFrame(rows)
    return found.sort_values(
        ["small", "more_low", "more", "segment"], ascending=[True, False, False, True], ignore_index=True
    )


def _counted(cells: pd.DataFrame, by: str, equal: str) -> pd.DataFrame:
    wanted = [by, *([equal] if equal and equal != by else [])]
    money = [f"{SUM}{name}" for name in MONEY if f"{SUM}{name}" in cells]
    table = summed(cells[[*wanted, *COUNTS, *money]], wanted)
    strata = table[equal].astype("str") if equal and equal != by else ""
    kept = table[[*COUNTS, *money]].rename(columns=lambda name: str(name).removeprefix(SUM))
    return kept.assign(segment=table[by].astype("str"), stratum=strata)


def _best(own: pd.DataFrame) -> str:
    low, _ = wilson(own["converters"], own["people"])
    floor = pd.Series(np.where(own["people"] >= FEWEST_BEST, low, -1.0), index=own.index)
    return str(floor.idxmax())


def _row(
    name: str, table: pd.DataFrame, own: pd.DataFrame, comparable: Comparable, best: str
) -> dict[str, object]:
    here = table[table["segment"] == name].groupby("stratum")[[*COUNTS]].sum()
    chosen = table[table["segment"] == best] if comparable == "best" else table[table["segment"] != name]
    there = chosen.groupby("stratum")[[*COUNTS]].sum().reindex(here.index).fillna(0)
    met = (there["people"] > 0).to_numpy()
    counts = {str(column): float(own[column].loc[name]) for column in own}
    low, high = (float(end) for end in wilson(counts["converters"], counts["people"]))
    gap = _gap(here[met], there[met], level=1 - (1 - LEVEL) / len(own))
    size = float(here.loc[met, "people"].sum())
    more = {
        "more": size * gap["gap"],
        "more_low": max(size * gap["gap_low"], 0.0),
        "more_high": size * gap["gap_high"],
    }
    more = dict.fromkeys(more, 0.0) if name == best else more
    everybody = {str(column): float(own[column].sum()) for column in own}
    return {
        **{"segment": name, "people": int(counts["people"]), "converters": int(counts["converters"])},
        **{"rate": counts["converters"] / counts["people"], "low": low, "high": high},
        **gap,
        **more,
        **_money(counts if counts["converters"] > 0 else everybody, more),
        **{"covered": size / counts["people"], "small": counts["people"] < SMALL},
    }


def _gap(here: pd.DataFrame, there: pd.DataFrame, *, level: float) -> dict[str, float]:
    """Return the comparable's rate and how far the segment is from it, with the range of both.

    Only people who have somebody to be held against count: the segment's rate here is theirs.
    """
    if here.empty:
        return dict.fromkeys(GAP, np.nan)
    people, converters = float(here["people"].sum()), float(here["converters"].sum())
    low, high = (float(end) for end in wilson(converters, people, level=level))
    own = converters / people
    peers, peers_low, peers_high = _weighted(here, there, level)
    gap = peers - own
    ends = gap - np.hypot(peers - peers_low, high - own), gap + np.hypot(peers_high - peers, own - low)
    return dict(zip(GAP, map(float, (peers, peers_low, peers_high, gap, *ends)), strict=True))


def _weighted(here: pd.DataFrame, there: pd.DataFrame, level: float) -> tuple[float, float, float]:
    """Return the others' rate at this segment's mix, with its range."""
    people = here["people"].to_numpy(float)
    weight: Array = people / people.sum()
    n, x = there["people"].to_numpy(float), there["converters"].to_numpy(float)
    low, high = wilson(x, n, level=level)
    rate = float(weight @ (x / n))
    return (
        rate,
        rate - float(np.sqrt(((weight * (x / n - low)) ** 2).sum())),
        rate + float(np.sqrt(((weight * (high - x / n)) ** 2).sum())),
    )


def _money(counts: dict[str, float], more: dict[str, float]) -> dict[str, float]:
    """Return what the conversions more would be worth, at what a converter of the segment brought."""
    buyers = counts["converters"] or np.nan
    each = {kind: counts.get(kind, np.nan) / buyers for kind in MONEY}
    worth = {f"{kind}{end}": more[f"more{end}"] * each[kind] for kind in MONEY for end in ("", "_low")}
    return {"worth": each["value"], **worth}
