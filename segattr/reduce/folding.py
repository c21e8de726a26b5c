"""Channel sets and paths hold 31 names; the tail of a longer list stands together."""

from __future__ import annotations

from collections.abc import Mapping

FOLDED = 31  # what a path of twelve touches to an integer has room for


def fold_names(touches: Mapping[str, float]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Rank channels by their touches and fold what comes after the thirtieth, where there are over 31.

    Parameters
    ----------
    touches : channel -> number of touches.

    Returns
    -------
    dict : channel -> its place, from 1.
    tuple : the names of the places; the last is ``n others`` where something was folded.

    Examples
    --------
    >>> fold_names({"Email": 2, "Direct": 9})
    ({'Direct': 1, 'Email': 2}, ('Direct', 'Email'))
    """
    ranked = sorted(touches, key=lambda name: (-touches[name], name))
    if len(ranked) <= FOLDED:
        return {name: place for place, name in enumerate(ranked, start=1)}, tuple(ranked)
    places = {name: min(place, FOLDED) for place, name in enumerate(ranked, start=1)}
    return places, (*ranked[: FOLDED - 1], f"{len(ranked) - FOLDED + 1} others")
