"""One split of the averages as the page shows it: rows for picture and table, and what they show.

Small tables in, small tables out; nothing here draws or knows of a session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.averages.cells import LARGEST, summed
from segattr.averages.finding import finding, worth_seeing
from segattr.averages.metrics import METRICS, Metric
from segattr.averages.powers import figures_of
from segattr.averages.telling import first_split
from segattr.averages.units import COUNTS, SUM
from segattr.averages.yardsticks import yardstick_of
from segattr.reduce.summary import label_order
from segattr.statistics.multiplicity import bh
from segattr.words.averages import Finding, Group

Sort = Literal["stake", "rate", "people"]

SORTS: Final[tuple[Sort, ...]] = ("stake", "rate", "people")
SMALL: Final = 30  # people; below, a figure is shown faded and without a rank
DRAWN: Final = 12  # segments a picture holds before the smallest are folded
MOST_DRAWN: Final = 60  # when all are asked for
EVERYBODY: Final = "everybody"
SET: Final = "@"  # begins the names of dimensions that are segment sets


@dataclass(frozen=True, eq=False)
class Split:
    """A split, ready to be drawn.

    Attributes
    ----------
    rows : a row per segment shown, in order: ``layer 0`` … (the values), ``segment`` (the label, unique),
        ``people, converters``; ``n`` (who is averaged over), ``contributors``; ``rate`` (the figure),
        ``low, high``, ``difference, difference_low, difference_high`` to the rest, ``stake`` (what is more or
        less than it would be at the rest's figure); ``adjusted`` (p-value, nan where not tested); ``folded``;
        ``faded`` (fewer than `SMALL` people, or no range); ``enough`` (a difference worth seeing would have
        shown); with values, ``heaviest`` (share of one order).
    finding : what they show.
    folded : how many segments stand in one row.
    """

    rows: pd.DataFrame
    finding: Finding
    folded: int = 0


def offered(cells: pd.DataFrame) -> list[str]:
    """Return the dimensions there are to split by."""
    return [name for name in cells.columns if name not in COUNTS and not str(name).startswith(SUM)]


def named(dimension: str) -> str:
    """Return a dimension as it is read: a segment set without its mark.

    Examples
    --------
    >>> named("@Tiers"), named("visitor")
    ('Tiers', 'visitor')
    """
    return dimension.removeprefix(SET)


def split(
    cells: pd.DataFrame,
    by: Sequence[str],
    *,
    metric: str = "rate",
    level: float = 0.95,
    everything: bool = False,
    sort: Sort = "stake",
) -> Split:
    """Split the blended figure by up to three dimensions.

    Parameters
    ----------
    cells : ``*dimensions, people, converters`` and sums, see `segattr.averages.cells.cells`.
    by : dimensions, all of them in ``cells``; none gives everybody.
    metric : which average, see `segattr.averages.metrics.METRICS`; the cells must carry it.
    level : confidence of the ranges (0-1).
    everything : show up to `MOST_DRAWN` segments instead of `DRAWN`; either way the smallest are folded.
    sort : ``stake`` puts first what matters most, people × difference from the rest; ``rate`` the highest
        figure, ``people`` the most people. Faded and folded rows come last.

    Returns
    -------
    Split

    Notes
    -----
    Each segment is compared with everybody who is not in it, never with the total that contains it; p-values
    are adjusted over the segments shown (Benjamini-Hochberg). A split chosen because it looked best is judged
    too kindly: `segattr.averages.telling.telling_splits` adjusts over all dimensions.

    Examples
    --------
    >>> cells = pd.DataFrame({"visitor": ["new", "old"], "people": [5000, 2000], "converters": [50, 160]})
    >>> found = split(cells, ["visitor"])
    >>> found.finding.verdict, found.rows["stake"].round().tolist()
    ('telling', [-350.0, 140.0])
    """
    cells = cells.loc[:, ~cells.columns.duplicated(keep="last")]  # a column of the client's called "people"
    measured = METRICS[metric]
    counted = _counted(cells, by, figures_of(cells, measured))
    blended = _blended(counted, measured, level)
    folded = _folded(counted, MOST_DRAWN if everything else DRAWN, len(by))
    rows = _judged(folded, measured, level)
    shown = finding(counted, rows, blended, tuple(named(name) for name in by), metric=measured)
    if not offered(cells) and shown.verdict == "unsplit":
        shown = replace(shown, verdict="unsplittable")
    return Split(_ordered(rows, sort), shown, len(counted) - len(rows) + 1 if rows["folded"].any() else 0)


def _counted(cells: pd.DataFrame, by: Sequence[str], figures: list[str]) -> pd.DataFrame:
    layers = [f"layer {place}" for place in range(len(by))]  # a client's column may be called "rate"
    rows = summed(cells[[*by, *figures]].set_axis([*layers, *figures], axis=1), layers)
    rows = rows[rows["people"] > 0].astype(dict.fromkeys(layers, "str")).reset_index(drop=True)
    order = sorted(rows.index, key=lambda row: [label_order(str(rows.loc[row, layer])) for layer in layers])
    return rows.loc[order].reset_index(drop=True)


def _blended(counted: pd.DataFrame, metric: Metric, level: float) -> Group:
    everybody, yardstick = summed(counted, ()), yardstick_of(metric)
    if not everybody["people"].iloc[0]:
        return Group("", 0, 0, np.nan, np.nan, np.nan)
    base = yardstick.base(everybody).iloc[0]
    figure = yardstick.figures(everybody, level=level).iloc[0]
    return Group("", base["n"], base["contributors"], *(float(figure[c]) for c in ("figure", "low", "high")))


def _folded(counted: pd.DataFrame, room: int, layers: int) -> pd.DataFrame:
    """Give every row its label, and put the rows with the fewest people into one."""
    names = counted[[f"layer {place}" for place in range(layers)]]
    labels = names.agg(" · ".join, axis=1) if layers else pd.Series(EVERYBODY, index=counted.index)
    rows = counted.assign(segment=labels.str.split().str.join(" "), folded=False)
    if len(rows) > room:
        largest = rows["people"].sort_values(ascending=False, kind="stable").index[: room - 1]
        rest = rows.drop(index=largest)
        others = summed(rest, ()).assign(segment=f"{len(rest):,} others", folded=True)
        rows = pd.concat([rows.loc[sorted(largest)], others], ignore_index=True)
    again = rows.groupby("segment").cumcount()
    return rows.assign(
        segment=rows["segment"].where(again == 0, rows["segment"] + " (" + (again + 1).astype(str) + ")")
    )


def _judged(rows: pd.DataFrame, metric: Metric, level: float) -> pd.DataFrame:
    yardstick = yardstick_of(metric)
    base = yardstick.base(rows)
    figures = yardstick.figures(rows, level=level).rename(columns={"figure": "rate"})
    beside = yardstick.beside(rows, level=level)
    tested = np.where(rows["folded"], np.nan, beside.pop("p"))
    judged = pd.concat([base, figures, beside], axis=1).set_axis(rows.index)
    judged = rows.join(judged)
    blended = base["contributors"].sum() / max(base["n"].sum(), 1) if metric.is_rate else _average(judged)
    if metric.unit == "money" and LARGEST in rows:
        total = rows[f"{SUM}value"].where(rows[f"{SUM}value"] > 0)
        judged = judged.assign(heaviest=rows[LARGEST] / total)
    return judged.assign(
        stake=judged["weight"] * judged["difference"],
        adjusted=bh(tested),
        faded=(judged["n"] < SMALL) | judged["low"].isna(),
        enough=yardstick.visible(rows) <= worth_seeing(blended, metric),
    )


def _average(judged: pd.DataFrame) -> float:
    weight = judged["weight"].sum()
    return float((judged["weight"] * judged["rate"]).sum() / weight) if weight else float("nan")


def _ordered(rows: pd.DataFrame, sort: Sort) -> pd.DataFrame:
    key = {"stake": rows["stake"].abs(), "rate": rows["rate"], "people": rows["n"]}[sort].fillna(0)
    # Two halves are equally far apart: then the higher comes first.
    key = (key / (key.abs().max() or 1)).round(9)
    places = rows.assign(key=key).sort_values(
        ["folded", "faded", "key", "rate"], ascending=[True, True, False, False], kind="stable"
    )
    return rows.loc[places.index].reset_index(drop=True)


def opening(splits: pd.DataFrame) -> str:
    """Return the dimension to open with: the most telling, or the first where none is."""
    return first_split(splits) or str(splits["dimension"].iloc[0])


def in_context(found: Split, splits: pd.DataFrame, **context: object) -> Split:
    """Add what the split alone cannot know: whether any other split says more, and ``context``.

    Parameters
    ----------
    context : further fields of the finding: ``outcome``, ``currency``, ``focus``, ``everyone``.
    """
    tried = 0 if splits["verdict"].isin(["telling", "slight"]).any() else len(splits)
    return replace(found, finding=replace(found.finding, tried=tried, **context))  # type: ignore[arg-type]
