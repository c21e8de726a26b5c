"""Every average there is to split, by the name it has in addresses and files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

Unit = Literal["share", "money", "number"]


@dataclass(frozen=True)
class Metric:
    """One average: a sum over people ÷ another.

    Attributes
    ----------
    name : its key.
    top, bottom : amounts of a person that are summed, see `segattr.averages.units.Units`.
    unit : ``share`` (a rate, 0-1), ``money`` (in the dataset's currency) or ``number``.
    """

    name: str
    top: str
    bottom: str
    unit: Unit

    @property
    def is_rate(self) -> bool:
        """Whether nobody counts more than once, so that it is a conversion rate."""
        return self.unit == "share"


METRICS: Final[dict[str, Metric]] = {
    metric.name: metric
    for metric in (
        Metric("rate", "converters", "people", "share"),
        Metric("value_per_person", "value", "people", "money"),
        Metric("orders_per_person", "orders", "people", "number"),
        Metric("order_value", "value", "priced", "money"),
        Metric("margin_per_person", "margin", "people", "money"),
    )
}
RATE: Final = METRICS["rate"]


def carried(amounts: Collection[str]) -> list[str]:
    """Return the metrics that data with these amounts carry.

    Examples
    --------
    >>> carried({"people", "converters", "value"})
    ['rate', 'value_per_person']
    """
    return [name for name, metric in METRICS.items() if {metric.top, metric.bottom} <= set(amounts)]
