"""One split of the averages as the page shows it: rows for picture and table, and what they show.

Small tables in, small tables out; nothing here draws or knows of a session.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.averages.cells import COUNTS, rates_of
from segattr.averages.finding import finding, visible, worth_seeing
from segattr.averages.telling import first_split
from segattr.statistics.intervals import wilson
from segattr.statistics.multiplicity import bh
from segattr.statistics.rest import each_versus_rest
from segattr.words.averages import Finding, Group

Sort = Literal["rate", "people"]

SORTS: Final[tuple[Sort, ...]] = ("rate", "people")
SMALL: Final = 30  # people; below, a figure is shown faded and without a rank
DRAWN: Final = 12  # segments a picture holds before the smallest are folded
MOST_DRAWN: Final = 60  # when all are asked for
EVERYBODY: Final = "everybody"


@dataclass(frozen=True, eq=False)
class Split:
    """A split, ready to be drawn.

    Attributes
    ----------
    rows : a row per segment shown, in order: ``layer 0`` … (the values), ``segment`` (the label, unique),
        ``people, converters, rate, low, high``, ``difference, difference_low, difference_high``, to the rest;
        ``adjusted`` (p-value, nan where not tested); ``folded``; ``faded`` (fewer than `SMALL` people);
        ``enough`` (a difference worth seeing would have shown).
    finding : what they show.
    """

    rows: pd.DataFrame
    finding: Finding


def offered(cells: pd.DataFrame) -> list[str]:
    """Return the dimensions there are to split by."""
    return [name for name in cells.columns if name not in COUNTS]


def split(
    cells: pd.DataFrame,
    by: Sequence[str],
    *,
    level: float = 0.95,
    everything: bool = False,
    sort: Sort = "rate",
) -> Split:
    """Split the blended rate by up to three dimensions.

    Parameters
    ----------
    cells : ``*dimensions, people, converters``, see `segattr.averages.cells.cells`.
    by : dimensions, all of them in ``cells``; none gives everybody.
    level : confidence of the ranges (0-1).
    everything : show up to `MOST_DRAWN` segments instead of `DRAWN`; either way the smallest are folded.
    sort : ``rate`` puts the highest rate first, ``people`` the most people. Folded and faded rows come last.

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
    >>> split(cells, ["visitor"]).finding.verdict
    'telling'
    """
    cells = cells.loc[:, ~cells.columns.duplicated(keep="last")]  # a column of the client's called "people"
    counted = _counted(cells, by)
    blended = _blended(counted, level)
    rows = _judged(_folded(counted, MOST_DRAWN if everything else DRAWN, len(by)), level)
    shown = finding(counted, rows, blended, tuple(by), level=level)
    if not offered(cells) and shown.verdict == "unsplit":
        shown = replace(shown, verdict="unsplittable")
    return Split(_ordered(rows, sort), shown)


def _counted(cells: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    layers = [f"layer {place}" for place in range(len(by))]  # a client's column may be called "rate"
    plain = cells[[*by, *COUNTS]].set_axis([*layers, *COUNTS], axis=1)
    rows = rates_of(plain, tuple(layers))[[*layers, *COUNTS]]
    return rows[rows["people"] > 0].reset_index(drop=True)


def _blended(counted: pd.DataFrame, level: float) -> Group:
    people, converters = (float(counted[name].sum()) for name in COUNTS)
    low, high = wilson(converters, people, level=level)
    return Group("", people, converters, converters / people if people else np.nan, float(low), float(high))


def _folded(counted: pd.DataFrame, room: int, layers: int) -> pd.DataFrame:
    """Give every row its label, and put the rows with the fewest people into one."""
    names = counted[[f"layer {place}" for place in range(layers)]].astype("str")
    labels = names.agg(" · ".join, axis=1) if layers else pd.Series(EVERYBODY, index=counted.index)
    rows = counted.assign(segment=labels.str.split().str.join(" "), folded=False)
    if len(rows) > room:
        largest = rows["people"].sort_values(ascending=False, kind="stable").index[: room - 1]
        rest = rows.drop(index=largest)
        others = {"segment": f"{len(rest):,} others", "folded": True, **rest[list(COUNTS)].sum().to_dict()}
        rows = pd.concat([rows.loc[sorted(largest)], pd.DataFrame([others])], ignore_index=True)
    again = rows.groupby("segment").cumcount()
    return rows.assign(
        segment=rows["segment"].where(again == 0, rows["segment"] + " (" + (again + 1).astype(str) + ")")
    )


def _judged(rows: pd.DataFrame, level: float) -> pd.DataFrame:
    people, converters = rows["people"].to_numpy(float), rows["converters"].to_numpy(float)
    total_people, total_converters = people.sum(), converters.sum()
    low, high = wilson(converters, people, level=level)
    beside = each_versus_rest(converters, people, total_converters, total_people, level=level)
    tested = np.where(rows["folded"], np.nan, beside["p"])
    differences = beside[["difference", "difference_low", "difference_high"]].set_axis(rows.index)
    return rows.assign(
        rate=converters / people,
        low=low,
        high=high,
        adjusted=bh(tested),
        faded=people < SMALL,
        enough=visible(people, converters) <= worth_seeing(total_converters / max(total_people, 1)),
    ).join(differences)


def _ordered(rows: pd.DataFrame, sort: Sort) -> pd.DataFrame:
    return rows.sort_values(
        ["folded", "faded", sort], ascending=[True, True, False], kind="stable", ignore_index=True
    )


def opening(splits: pd.DataFrame) -> str:
    """Return the dimension to open with: the most telling, or the first where none is."""
    return first_split(splits) or str(splits["dimension"].iloc[0])


def in_context(found: Split, splits: pd.DataFrame, *, outcome: str) -> Split:
    """Add what the split alone cannot know: the outcome's name, and whether any other split says more."""
    tried = 0 if splits["verdict"].isin(["telling", "slight"]).any() else len(splits)
    return replace(found, finding=replace(found.finding, outcome=outcome, tried=tried))
