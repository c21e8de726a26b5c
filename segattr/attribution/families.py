"""Models by what they take for granted: agreement within a family is one opinion, not several."""

from __future__ import annotations

from typing import Final

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "One touch decides": ("first", "last", "last_non_direct"),
    "Every touch counts alike": ("linear", "shapley"),
    "Places decide": ("u_shaped", "j_shaped", "inverse_j", "custom"),
    "Time decides": ("time_decay",),
    "Milestones decide": ("w_shaped", "full_path"),
    "Lost journeys are weighed too": ("markov",),
}
"""What is assumed -> the models that assume it. Shapley's default form shares evenly, whatever its name."""


def family_of(name: str) -> str:
    """Return what a model assumes; a name may carry settings, and one from elsewhere stands for itself.

    Examples
    --------
    >>> family_of("custom=50/0/50")
    'Places decide'
    >>> family_of("shapley=rate")
    'Lost journeys are weighed too'
    """
    stem, _, settings = name.partition("=")
    if stem == "shapley" and "rate" in settings.split("/"):
        stem = "markov"
    return next((family for family, names in FAMILIES.items() if stem in names), name)
