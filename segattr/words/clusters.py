"""Groups found by k-means in words: progress, the recommendation, how stable a group is, and names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TITLE: Final = "Groups found by k-means"
OTHERS: Final = "not grouped"
TRYING: Final = "Trying {k} groups"
COMPARING: Final = "Comparing with customers without any groups"
GROUPING: Final = "Grouping everybody"

INDICES: Final = {
    "silhouette": "silhouette",
    "calinski_harabasz": "Calinski–Harabasz",
    "davies_bouldin": "Davies–Bouldin",
    "elbow": "elbow",
    "gap": "gap",
    "stable": "most that are stable",
}
VERDICTS: Final = {
    "natural": "{k} groups are recommended: all of them come back when customers are drawn again.",
    "blurred": (
        "There is a pattern, but its borders are blurred: no number of groups comes back when customers are "
        "drawn again. {k} groups can serve to begin with; do not read much into who is just inside."
    ),
    "none": (
        "No natural groups: these customers are a continuum, and any groups are slices of it. {k} slices can "
        "still serve as tiers; say so where you show them."
    ),
}
STABILITIES: Final = (
    (0.85, "very stable"),
    (0.75, "stable"),
    (0.60, "a pattern, but blurred"),
    (0.0, "do not use"),
)
# field -> how a group is called that has little of it, and much
SPOKEN: Final[dict[str, tuple[str, str]]] = {
    "days since last order": ("recent", "long ago"),
    "orders so far": ("few orders", "frequent"),
    "average order": ("small baskets", "big baskets"),
    "spent so far": ("small spenders", "big spenders"),
    "margin so far": ("low margin", "high margin"),
    "days since first order": ("new buyers", "old buyers"),
    "touches so far": ("rarely in touch", "often in touch"),
    "days since last touch": ("seen lately", "not seen lately"),
    "days with a touch": ("in touch on few days", "in touch on many days"),
    "days since first seen": ("new here", "known for long"),
}
AVERAGE: Final = "average customers"


def advice(k: int, verdict: str, picks: Mapping[str, int]) -> str:
    """Return the recommendation, and what the indices would have taken each."""
    said = ", ".join(f"{title} {picks[name]}" for name, title in INDICES.items() if name in picks)
    return f"{VERDICTS[verdict].format(k=k)} Each index by itself would take: {said}."


def stable(jaccard: float) -> str:
    """Return how far a group can be relied on.

    Examples
    --------
    >>> stable(0.8), stable(0.5)
    ('stable', 'do not use')
    """
    return next(text for least, text in STABILITIES if jaccard >= least)


def much_or_little(field: str, z: float) -> str:
    """Return a field's grade in words.

    Parameters
    ----------
    z : by how many standard deviations the group lies above everybody.

    Examples
    --------
    >>> much_or_little("orders so far", 1.7), much_or_little("age", -0.8)
    ('very frequent', 'low age')
    """
    low, high = SPOKEN.get(field, (f"low {field}", f"high {field}"))
    return ("very " if abs(z) >= 1.5 else "") + (high if z > 0 else low)
