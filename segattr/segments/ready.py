"""Ready-made sets: the groups that marketers know by name, cut where this client's customers are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from segattr.data.dataset import Dataset
from segattr.segments.as_of import latest_of
from segattr.segments.clusters import Clusters
from segattr.segments.derived import asks_orders
from segattr.segments.discounts import discounts
from segattr.segments.feature_table import feature_table
from segattr.segments.lifecycle import lifecycle
from segattr.segments.rules import Rules
from segattr.segments.schemes import SCHEMES
from segattr.segments.scores import Scores, cut
from segattr.segments.segmentation import Segmentation
from segattr.segments.top import Top

Make = Callable[[Dataset], Segmentation]


def scored(dataset: Dataset, scheme: str) -> Scores:
    """Return groups by scores, cut among those who ordered, under a name that says when.

    Raises
    ------
    UnsuitableData : there are no orders, or none says what it was worth.
    """
    people = feature_table(dataset, list(SCHEMES[scheme].measures))
    name = " ".join(filter(None, (SCHEMES[scheme].title, latest_of(dataset))))
    return cut(scheme, people, name=name)


READY: Final[dict[str, Make]] = {
    "rfm": lambda dataset: scored(dataset, "rfm"),
    "tiers": lambda dataset: scored(dataset, "tiers"),
    "lifecycle": lifecycle,
    "discounts": discounts,
    "top": lambda dataset: Top().of(dataset),
}


def says_who_ordered(rule: Segmentation) -> bool:
    """Whether a set is worked out from the orders, so that its conversion rates say nothing new.

    Examples
    --------
    >>> says_who_ordered(Top())
    True
    """
    if isinstance(rule, Clusters):
        return rule.by_outcome
    if isinstance(rule, Rules):
        return any(asks_orders(name) for name in rule.fields)
    return isinstance(rule, Scores | Top)
