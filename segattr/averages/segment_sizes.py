"""How large the segments of a set are, how often they convert, and what their order costs each of them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.population import Population
from segattr.data.dataset import Dataset
from segattr.segments.clusters import Clusters
from segattr.segments.ready import says_who_ordered
from segattr.segments.rules import Rules
from segattr.segments.segment import segment
from segattr.segments.top import Top
from segattr.statistics.counts import Array
from segattr.statistics.intervals import wilson
from segattr.statistics.multiplicity import bh
from segattr.statistics.power import detectable_difference, people_per_group
from segattr.statistics.rest import each_versus_rest

Verdict = Literal[
    "telling", "slight", "chance", "few", "none", "all", "unrated", "empty", "single", "outcome"
]

SMALL: Final = 30  # people; below, a segment is shown faded and without a verdict
CHANCE: Final = 0.05  # adjusted p-value above which a difference is chance
WORTH_SAYING: Final = 0.1  # of the blended rate: smaller differences are there, but little
WORTH_SEEING: Final = 0.5  # of the blended rate (or its complement): smaller ones need more people


@dataclass(frozen=True, eq=False)
class SegmentSizes:
    """A set's segments, in order, everyone else last.

    Attributes
    ----------
    rows : ``segment, people, share`` (0-1), ``converters, rate, low, high`` (95 % Wilson), ``difference`` (to
        the rest), ``adjusted`` (p-value; nan where not tested), ``faded`` (fewer than `SMALL` people),
        ``alone`` (who fits the rule, whatever the order) and ``lost`` (of them, to earlier rules). Audiences
        that overlap stand whole, so they add up to more than everybody.
    people, converters : of everybody.
    overlap : people who fit more than one rule.
    verdict : what the rates say; ``unrated`` where the data do not say who converted, ``outcome`` where the
        segments are told apart by their orders. Then ``rows`` has ``spent`` and ``spent_share`` (0-1) too, if
        the orders have values.
    needed : with ``few``, about how many more would have to convert to tell the segments apart.
    audiences : whether a person may be in several of the rows.
    together : the audiences most people are in at once; empty where nobody is in two.
    """

    rows: pd.DataFrame
    people: int
    converters: int
    overlap: int
    verdict: Verdict
    needed: float = 0.0
    audiences: bool = False
    together: tuple[str, ...] = ()

    @property
    def rate(self) -> float:
        """The rate of everybody (0-1); nan where nobody is counted."""
        return self.converters / self.people if self.people else np.nan

    @property
    def whole(self) -> tuple[float, float]:
        """The range of everybody's rate."""
        low, high = wilson(self.converters, self.people)
        return float(low), float(high)

    @property
    def telling(self) -> list[dict[Hashable, Any]]:
        """The segment furthest above the rest and the one furthest below, of those beyond chance."""
        beyond = self.rows[~self.rows["faded"] & (self.rows["adjusted"] <= CHANCE)]
        above, below = beyond[beyond["difference"] > 0], beyond[beyond["difference"] < 0]
        found = [*above.nlargest(1, "rate").index, *below.nsmallest(1, "rate").index]
        return beyond.loc[found].to_dict("records")


def segment_sizes(everybody: Population, rules: Rules | None) -> SegmentSizes:
    """Return the size and the rate of every segment.

    Parameters
    ----------
    everybody : see `segattr.averages.population.population`.
    rules : the set; None puts everybody into one segment.

    Raises
    ------
    UnknownName, UnsuitableData : a rule asks about a field these data do not have, or asks what it cannot.

    Notes
    -----
    Each segment, or audience, is compared with everybody who is not in it; p-values are adjusted over the
    segments (Benjamini-Hochberg). Segments drawn up after looking at these rates are judged too kindly.
    """
    fits = everybody.fits(rules) if rules is not None else np.zeros((len(everybody.people), 0), dtype=bool)
    labels = (*rules.names, rules.others) if rules is not None else ("everybody",)
    by_orders = rules is not None and says_who_ordered(rules)
    if rules is not None and rules.overlapping:
        return _sizes_whole(everybody, fits, labels, by_orders=by_orders)
    return _sizes(everybody, fits, labels, by_orders=by_orders)


def sizes_of_labels(
    everybody: Population, labels: pd.Series, order: Sequence[str], *, by_orders: bool
) -> SegmentSizes:
    """Return the size and the rate of segments that are worked out already.

    Parameters
    ----------
    labels : everybody's segment, by customer id.
    order : the segments in order, the last for whoever has none of the others.
    by_orders : whether they are told apart by their orders.
    """
    own = labels.reindex(everybody.ids).to_numpy()
    fits = np.stack([own == name for name in order[:-1]], axis=1)
    return _sizes(everybody, fits, tuple(order), by_orders=by_orders)


def sizes_of_placed(everybody: Population, dataset: Dataset, rule: Top | Clusters) -> SegmentSizes:
    """Return the size and the rate of segments that are no list of rules.

    Parameters
    ----------
    everybody : the customers of the dataset, as of the day the set names.
    """
    labels, by_orders = segment(dataset, rule), says_who_ordered(rule)
    return sizes_of_labels(everybody, labels, rule.labels_in_order, by_orders=by_orders)


def _sizes(
    everybody: Population, fits: NDArray[np.bool_], labels: tuple[str, ...], *, by_orders: bool
) -> SegmentSizes:
    first = np.where(fits.any(axis=1), fits.argmax(axis=1), len(labels) - 1) if fits.size else 0
    taken = np.broadcast_to(first, len(everybody.people))
    people, converters = (
        np.bincount(taken, weights=counts, minlength=len(labels)).astype(float)
        for counts in (everybody.people, everybody.converters)
    )
    alone = np.append(fits.T @ everybody.people, people[-1])
    totals = people.sum(), converters.sum()
    rows = _judged(people, converters, totals)
    rows = rows.assign(segment=labels, alone=alone.astype("int64"), lost=(alone - people).astype("int64"))
    verdict, needed = _verdict(rows, totals, rated=everybody.rated)
    if by_orders and everybody.rated and people.sum():
        verdict, amounts = "outcome", _amounts(everybody)
        if amounts is not None:
            spent = np.bincount(taken, weights=amounts, minlength=len(labels)).astype(float)
            rows = rows.assign(spent=spent, spent_share=_shares(spent, amounts.sum()))
    overlap = int(everybody.people[fits.sum(axis=1) > 1].sum())
    return SegmentSizes(rows, int(totals[0]), int(totals[1]), overlap, verdict, needed)


def _sizes_whole(
    everybody: Population, fits: NDArray[np.bool_], labels: tuple[str, ...], *, by_orders: bool
) -> SegmentSizes:
    """Return the sizes of audiences that may overlap, each with everybody who is in it."""
    inside = np.column_stack([fits, ~fits.any(axis=1)])
    people, converters = (inside.T @ counts for counts in (everybody.people, everybody.converters))
    totals = everybody.people.sum(), everybody.converters.sum()
    rows = _judged(people, converters, totals)
    rows = rows.assign(segment=labels, alone=people.astype("int64"), lost=np.int64(0))
    verdict, needed = _verdict(rows, totals, rated=everybody.rated)
    if by_orders and everybody.rated and totals[0]:
        verdict, amounts = "outcome", _amounts(everybody)
        if amounts is not None:
            spent = inside.T @ amounts
            rows = rows.assign(spent=spent, spent_share=_shares(spent, amounts.sum()))
    several = fits.sum(axis=1) > 1
    overlap = int(everybody.people[several].sum())
    together = _together(fits[several], everybody.people[several], labels)
    return SegmentSizes(
        rows, int(totals[0]), int(totals[1]), overlap, verdict, needed, audiences=True, together=together
    )


def _together(fits: NDArray[np.bool_], people: Array, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the labels that hold at once for most people."""
    if not people.sum():
        return ()
    codes = fits @ (1 << np.arange(fits.shape[1]))
    most = int(np.bincount(codes, weights=people).argmax())
    return tuple(name for place, name in enumerate(labels[: fits.shape[1]]) if most >> place & 1)


def _amounts(everybody: Population) -> Array | None:
    """Return what everybody spent so far; None where nobody knows."""
    if "spent so far" not in everybody.fields:
        return None
    return everybody.column("spent so far").fillna(0).to_numpy(float)


def _shares(spent: Array, total: float) -> Array:
    return spent / total if total else np.full(len(spent), np.nan)


def _judged(people: Array, converters: Array, totals: tuple[float, float]) -> pd.DataFrame:
    total, bought = totals
    low, high = wilson(converters, people)
    beside = each_versus_rest(converters, people, bought, total)
    tested = np.where((people > 0) & (people < total), beside["p"], np.nan)
    return pd.DataFrame(
        {
            "segment": "",
            "people": people.astype("int64"),
            "share": people / max(total, 1),
            "converters": converters.astype("int64"),
            "rate": np.divide(converters, people, out=np.full(len(people), np.nan), where=people > 0),
            "low": low,
            "high": high,
            "difference": beside["difference"].to_numpy(),
            "adjusted": bh(tested),
            "faded": people < SMALL,
        }
    )


def _verdict(rows: pd.DataFrame, totals: tuple[float, float], *, rated: bool) -> tuple[Verdict, float]:
    people, converters = totals
    apart_from_some = (rows["people"] > 0) & (rows["people"] < people)
    if not people or not rated or converters in (0, people) or not apart_from_some.any():
        return _without_rates(people, converters, rated=rated), 0.0
    rate = converters / people
    beyond = rows[~rows["faded"] & (rows["adjusted"] <= CHANCE)]
    if len(beyond):
        far = (beyond["difference"].abs() >= WORTH_SAYING * rate).any()
        return ("telling" if far else "slight"), 0.0
    needed = _needed(rows, totals)
    return ("few", needed) if needed > 0 else ("chance", 0.0)


def _without_rates(people: float, converters: float, *, rated: bool) -> Verdict:
    if not people:
        return "empty"
    if not rated:
        return "unrated"
    return "none" if not converters else "all" if converters == people else "single"


def _needed(rows: pd.DataFrame, totals: tuple[float, float]) -> float:
    """Return about how many more would have to convert for a difference worth seeing to show; 0: none."""
    total, bought = totals
    rate = bought / total
    apart = WORTH_SEEING * min(rate, 1 - rate)
    people = rows["people"].to_numpy(float)
    others = total - people
    there = (people > 0) & (others > 0)
    rest = (bought - rows["converters"].to_numpy(float))[there] / others[there]
    seen = detectable_difference(people[there], others[there], rest_rate=rest)
    if (seen <= apart).any():
        return 0.0
    share = people / total
    even = float((share * (1 - share)).max())  # the segment best placed: a quarter when it is one half
    other = rate + apart if rate <= 0.5 else rate - apart
    wanted = float(people_per_group(rate, other)) / (2 * even)
    return max(float((wanted - total) * rate), 1.0)
