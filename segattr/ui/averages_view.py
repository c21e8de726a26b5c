"""One split of the averages as the page shows it: rows for picture and table, and what they show.

Small tables in, small tables out; nothing here draws or knows of a session.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import pandas as pd

from segattr.averages.cells import rates_of
from segattr.averages.telling import CHANCE, DECIDED, MEASURES, WORTH_SAYING
from segattr.statistics.heterogeneity import average_describes, heterogeneity
from segattr.statistics.intervals import wilson
from segattr.statistics.multiplicity import bh
from segattr.statistics.power import detectable_difference, people_per_group
from segattr.statistics.rest import each_versus_rest
from segattr.words.averages import Finding, Group, Verdict

Sort = Literal["rate", "people"]

SMALL: Final = 30  # people; below, a figure is shown faded and without a rank
DRAWN: Final = 12  # segments a picture holds before the smallest are folded
MOST_DRAWN: Final = 60  # when all are asked for
WORTH_SEEING: Final = 0.5  # of the blended rate: who cannot show a difference this large has too few people


@dataclass(frozen=True, eq=False)
class Split:
    """A split, ready to be drawn.

    Attributes
    ----------
    rows : a row per segment shown, in order: ``layer 0`` … (the values), ``segment`` (the label, unique),
        ``people, converters, rate, low, high``; ``difference, difference_low, difference_high`` from everybody
        else; ``adjusted`` (p-value, nan where not tested); ``folded``; ``faded`` (fewer than `SMALL` people);
        ``enough`` (a difference worth seeing would have shown).
    finding : what they show.
    """

    rows: pd.DataFrame
    finding: Finding


def offered(cells: pd.DataFrame) -> list[str]:
    """Return the dimensions there are to split by."""
    return [name for name in cells.columns if name not in MEASURES]


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
    counted = _counted(cells, by)
    blended = _blended(counted, level)
    rows = _judged(_folded(counted, MOST_DRAWN if everything else DRAWN, len(by)), level)
    finding = _finding(counted, rows, blended, tuple(by), level)
    if not offered(cells) and finding.verdict == "unsplit":
        finding = Finding("unsplittable", blended)
    return Split(_ordered(rows, sort), finding)


def _counted(cells: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    layers = [f"layer {place}" for place in range(len(by))]  # a client's column may be called "rate"
    plain = cells[[*by, *MEASURES]].set_axis([*layers, *MEASURES], axis=1)
    rows = rates_of(plain, tuple(layers))[[*layers, *MEASURES]]
    return rows[rows["people"] > 0].reset_index(drop=True)


def _blended(counted: pd.DataFrame, level: float) -> Group:
    people, converters = (float(counted[name].sum()) for name in MEASURES)
    low, high = wilson(converters, people, level=level)
    return Group("", people, converters, converters / people if people else np.nan, float(low), float(high))


def _folded(counted: pd.DataFrame, room: int, layers: int) -> pd.DataFrame:
    """Give every row its label, and put the rows with the fewest people into one."""
    names = counted[[f"layer {place}" for place in range(layers)]].astype("str")
    labels = names.agg(" · ".join, axis=1) if layers else pd.Series("", index=counted.index)
    rows = counted.assign(segment=labels.str.split().str.join(" "), folded=False)
    if len(rows) > room:
        largest = rows["people"].sort_values(ascending=False, kind="stable").index[: room - 1]
        rest = rows.drop(index=largest)
        others = {"segment": f"{len(rest):,} others", "folded": True, **rest[list(MEASURES)].sum().to_dict()}
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
        enough=_visible(people, converters) <= WORTH_SEEING * total_converters / max(total_people, 1),
    ).join(differences)


def _visible(people: np.ndarray, converters: np.ndarray) -> np.ndarray:
    """Difference from the rest that each segment's people would show; nan where none would."""
    others = people.sum() - people
    rest_rate = np.where(others > 0, (converters.sum() - converters) / np.maximum(others, 1), 0.0)
    return detectable_difference(people, others, rest_rate=rest_rate)


def _finding(
    counted: pd.DataFrame, rows: pd.DataFrame, blended: Group, by: tuple[str, ...], level: float
) -> Finding:
    verdict = _verdict_of_counts(counted, blended, by)
    if verdict is not None:
        return Finding(verdict, blended, by)
    own = rows[~rows["folded"] & ~rows["faded"]]
    beyond = own[own["adjusted"] <= CHANCE]
    told = beyond[beyond["difference"].abs() >= WORTH_SAYING * blended.rate]
    if len(told):
        describes = average_describes(rows["converters"], rows["people"], level=level)
        return Finding("telling", blended, by, _extremes(told), describes)
    if len(beyond):
        return Finding("slight", blended, by)
    apart, needed = _power(rows, blended)
    if needed > 0:
        return Finding("few", blended, by, apart=apart, needed=needed)
    visible = _visible(rows["people"].to_numpy(float), rows["converters"].to_numpy(float))
    return Finding("chance", blended, by, apart=float(np.nanmin(visible)))


def _verdict_of_counts(counted: pd.DataFrame, blended: Group, by: tuple[str, ...]) -> Verdict | None:
    if blended.people == 0:
        return "empty"
    if blended.converters in (0, blended.people):
        return "none" if blended.converters == 0 else "all"
    if len(counted) < 2:
        return "single" if by else "unsplit"
    decided = counted["converters"].isin([0]) | (counted["converters"] == counted["people"])
    # Tiny groups are all or none by chance; then the groups together do not differ by more than chance.
    if counted["people"][decided].sum() >= DECIDED * blended.people:
        return "outcome" if heterogeneity(counted["converters"], counted["people"]).p <= CHANCE else None
    return None


def _extremes(told: pd.DataFrame) -> tuple[Group, ...]:
    """Return the highest of those above the rest and the lowest of those below."""
    above, below = told[told["difference"] > 0], told[told["difference"] < 0]
    found = [*above.nlargest(1, "rate").index, *below.nsmallest(1, "rate").index]
    return tuple(_group(row) for row in told.loc[found].to_dict("records"))


def _group(row: dict[Hashable, Any]) -> Group:
    rest = row["rate"] - row["difference"]
    return Group(row["segment"], row["people"], row["converters"], row["rate"], row["low"], row["high"], rest)


def _power(rows: pd.DataFrame, blended: Group) -> tuple[float, float]:
    """Return a difference worth seeing, and how many more would have to convert before one shows."""
    apart = WORTH_SEEING * min(blended.rate, 1 - blended.rate)
    other = blended.rate + apart if blended.rate <= 0.5 else blended.rate - apart
    shares = rows["people"] / blended.people
    even = float((shares * (1 - shares)).max())  # the segment best placed: a quarter when it is one half
    wanted = float(people_per_group(blended.rate, other)) / (2 * even)
    return apart, (wanted - blended.people) * blended.rate


def _ordered(rows: pd.DataFrame, sort: Sort) -> pd.DataFrame:
    return rows.sort_values(
        ["folded", "faded", sort], ascending=[True, True, False], kind="stable", ignore_index=True
    )
