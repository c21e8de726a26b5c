"""What the sample knows about itself because it made it: no window, no join, no guess."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from segattr.sample.spots import SPOTS


@dataclass(frozen=True, eq=False)
class Story:
    """The making of a shop, before ids and files.

    Attributes
    ----------
    people : visitor, device, region, noise, converted; the row number is the customer.
    orders : see `segattr.sample.orders.all_orders`; the row number is the order.
    touches : the touches of those orders; ``journey`` is the order, ``place`` counts from 0, and is -1 before
        the window.

    Examples
    --------
    >>> orders = pd.DataFrame({"number": [1, 2]})
    >>> len(Story(pd.DataFrame(), orders, pd.DataFrame()).first_orders)
    1
    """

    people: pd.DataFrame
    orders: pd.DataFrame
    touches: pd.DataFrame

    @property
    def first_orders(self) -> pd.DataFrame:
        """The orders that made somebody a customer."""
        return self.orders[self.orders["number"] == 1]

    @property
    def credited(self) -> pd.DataFrame:
        """Touches inside the window, with channel, campaign, visitor and number of the order, and length."""
        inside = self.touches[self.touches["place"] >= 0]
        spots = SPOTS.loc[inside["spot"], ["channel", "campaign"]].set_axis(inside.index)
        order = self.orders.loc[inside["journey"], ["visitor", "number"]].set_axis(inside.index)
        return pd.concat([inside, spots, order], axis=1).assign(
            length=inside.groupby("journey")["place"].transform("size")
        )


def tally(labels: pd.Series) -> dict[str, int]:
    """Count labels, most frequent first, equal counts by name.

    Examples
    --------
    >>> tally(pd.Series(["b", "a", "b"]))
    {'b': 2, 'a': 1}
    """
    counts = labels.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return {str(label): int(count) for label, count in counts.items()}
