"""What to keep in mind about a model on these data, in sentences."""

from __future__ import annotations

from typing import Final

from segattr.words.numbers import share

NO_LOST: Final = (
    "There are no journeys without a conversion in these data. The Markov chain then cannot tell channels "
    "that convert from channels that are merely everywhere: its removal effect is only how often converting "
    "journeys pass through a channel."
)
FOLDED: Final = (
    "Shapley on conversion rates is exact for up to {most} channels: the {named} with most touches stand for "
    "themselves, all others together."
)
UNDATED: Final = (
    "{share} of the conversions have no lead or opportunity date with a touch before it. For them, {title} "
    "gives its weights to the other touches it names, in proportion."
)
SELECTED: Final = (
    "The segments look like a function of the {touch} touch: every channel opens or closes journeys of one "
    "segment only. Credit per segment then says how the segments were cut, not how channels work for them."
)
BY_OUTCOME: Final = (
    "The segments look like a function of the outcome: in some every journey converts, in the others none. "
    "Journeys that convert cannot be held against journeys that do not inside such a segment."
)


def folded(most: int) -> str:
    """Say which channels stand together.

    Examples
    --------
    >>> folded(15).split(":")[1].split(" stand")[0]
    ' the 14 with most touches'
    """
    return FOLDED.format(most=most, named=most - 1)


def undated(part: float, title: str) -> str:
    """Say for how many conversions a milestone model has no milestone.

    Examples
    --------
    >>> undated(0.25, "W-shaped")[:23]
    '25 % of the conversions'
    """
    return UNDATED.format(share=share(part), title=title)


def order_sentence(order: int, best: int, most: int) -> str:
    """Say how much a Markov chain should remember.

    Parameters
    ----------
    order : advised, from 1.
    best : the order that predicts unseen customers best, from 0.
    most : the longest memory that was tried.

    Examples
    --------
    >>> order_sentence(1, 1, 4)
    'Remember 1 touch: tried up to 4, more does not predict the journeys of unseen customers better.'
    >>> order_sentence(1, 0, 4).split(":")[0]
    'Remember 1 touch'
    """
    advice = f"Remember {order} {'touch' if order == 1 else 'touches'}"
    if most == 1:
        return f"{advice}: no longer memory was tried."
    if best == 0:
        return f"{advice}: the order of touches says nothing about the next step of unseen customers."
    if order == most:
        return f"{advice}, the most that was tried: less predicts the journeys of unseen customers worse."
    if order < best:
        return f"{advice}: {best} predict unseen customers a little better, but no more than by chance."
    return f"{advice}: tried up to {most}, more does not predict the journeys of unseen customers better."
