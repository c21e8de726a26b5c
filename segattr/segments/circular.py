"""Whether segments are told apart by the outcome, or by the path to it: then some figures go in circles."""

from __future__ import annotations

from typing import Final

from segattr.segments.columns import Columns
from segattr.segments.derived import derived
from segattr.segments.ready import says_who_ordered
from segattr.segments.segmentation import Segmentation

OF_TOUCHES: Final = ("channel", "campaign", "source", "medium", "content", "event", "landing_page")


def by_orders(rule: Segmentation) -> bool:
    """Whether a set is worked out from the orders: its conversion rates say nothing new.

    Examples
    --------
    >>> by_orders(Columns(("device",)))
    False
    """
    return says_who_ordered(rule)


def by_path(rule: Segmentation) -> bool:
    """Whether a set is worked out from the touches: credit by channel within it says what put people there.

    Examples
    --------
    >>> by_path(Columns(("channel",))), by_path(Columns(("device",)))
    (True, False)
    """
    names = rule.columns if isinstance(rule, Columns) else getattr(rule, "fields", ())
    return any(map(_of_touches, names))


def _of_touches(name: str) -> bool:
    found = derived(name)
    return name in OF_TOUCHES or (found is not None and "touchpoints" in found.logs)
