"""What the settings of the Attribution page are called, and how they are printed under a result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

WITH_A_MIDDLE: Final = ("u_shaped", "w_shaped", "full_path", "j_shaped", "inverse_j", "custom")
NO_MIDDLE: Final = "Journeys of two touches"
NO_MIDDLE_HELP: Final = (
    "Models with a middle have none to pay there: the two ends share everything in their own proportion, or "
    "what the middle would have had is split evenly between them."
)
MIDDLES: Final = {False: "Ends in proportion", True: "Middle split evenly"}
SHAPLEYS: Final = {False: "Converting paths", True: "Conversion rates"}
SHAPLEY_HELP: Final = (
    "Converting paths: every different channel of a journey counts once. Conversion rates: what a channel "
    "adds to the rate at which journeys convert; refused, with the reason, where it turns negative or rests "
    "on too few journeys."
)
OPEN_JOURNEYS: Final = {"lost": "Count as lost", "exclude": "Are left out"}
OPEN_JOURNEYS_HELP: Final = (
    "Journeys whose last touch is so recent that they may still convert. It matters to models that look at "
    "journeys without a conversion."
)
REPEATS: Final = {
    "all": "Every touch counts",
    "collapse": "In a row it counts once",
    "unique": "Once in a journey",
}
REPEATS_HELP: Final = (
    "How often a channel counts that is touched several times in one journey. It holds for all models alike, "
    "so that they stay comparable."
)
ORDERS: Final = {"all": "All", "first": "First of a customer", "repeat": "Later ones"}
ORDERS_HELP: Final = (
    "What wins a customer and what brings one back are two questions. First means first in these data: "
    "whoever bought before they begin is taken for new. It changes credit, agreement and cost; journeys and "
    "checks look at all conversions."
)


def variants(models: Sequence[str], weights: Sequence[float], chosen: Sequence[str]) -> list[str]:
    """Return how the models were worked out, where it can be chosen.

    Examples
    --------
    >>> variants(["custom", "markov"], (30, 40, 30), ["pooled"])
    ['custom weights 30 / 40 / 30 %', 'Markov fitted once for everybody']
    >>> variants(["u_shaped", "shapley"], (30, 40, 30), ["split", "rate"])
    ['a missing middle is shared evenly', 'Shapley of conversion rates, fitted inside each segment']
    """
    split = any(name in models for name in WITH_A_MIDDLE) and "split" in chosen
    fit = "once for everybody" if "pooled" in chosen else "inside each segment"
    custom = " / ".join(f"{part}" for part in percentages(weights))
    return [
        *([f"custom weights {custom} %"] if "custom" in models else []),
        *(["a missing middle is shared evenly"] if split else []),
        *([f"Markov fitted {fit}"] if "markov" in models else []),
        *(
            [f"Shapley of conversion rates, fitted {fit}"]
            if {"shapley"} & {*models} and "rate" in chosen
            else []
        ),
    ]


def refused(reason: str) -> str:
    """Return why Shapley of conversion rates is not shown, and what stands in its place.

    Examples
    --------
    >>> refused("Too few journeys. Use shapley.")
    'Shapley stands here in its form for converting paths. Too few journeys.'
    """
    why = reason.split(" Use shapley")[0]
    return f"Shapley stands here in its form for converting paths. {why}"


def percentages(weights: Sequence[float]) -> tuple[int, int, int]:
    """Return the weights in whole percent that add up to 100: what rounding leaves goes to the largest rests.

    Examples
    --------
    >>> percentages((30, 40, 30)), percentages((1, 1, 1))
    ((30, 40, 30), (34, 33, 33))
    """
    exact = [100 * weight / sum(weights) for weight in weights]
    whole = [int(part) for part in exact]
    rests = sorted(range(3), key=lambda place: whole[place] - exact[place])
    for place in rests[: 100 - sum(whole)]:
        whole[place] += 1
    return whole[0], whole[1], whole[2]
