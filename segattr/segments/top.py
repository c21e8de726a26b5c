"""The customers who spent most in the last months, the other buyers, and everyone else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, get_args

import narwhals.stable.v2 as nw

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.door import col, lit, pick, whole
from segattr.reduce.engines import Frame
from segattr.reduce.source import Source
from segattr.segments.spending import By, spending

BY_WHAT: Final[dict[By, str]] = {"value": "revenue", "orders": "orders"}
OTHER_BUYERS, OTHERS = "other buyers", "everyone else"
MOST_MONTHS: Final = 120


@dataclass(frozen=True)
class Top:
    """The top share of those who ordered in the last months, by what they spent.

    Parameters
    ----------
    percent : share wanted of those who ordered in the period and spent more than nothing, 1 to 99.
    months : how far back from the latest moment in the data.
    by : ``value`` for the orders' values added up, ``orders`` for their number.

    Notes
    -----
    Equal sums are never told apart: whoever spent exactly as much as the person at the border is in or out
    with all the others who did, whichever comes closer to the share wanted. The real share may therefore
    differ, and where everybody spent the same there is no top.

    Examples
    --------
    >>> Top().describe()
    'top 20 % by revenue in the last 12 months'
    """

    percent: int = 20
    months: int = 12
    by: By = "value"

    def __post_init__(self) -> None:
        """Check the settings."""
        if not (isinstance(self.percent, int) and 1 <= self.percent <= 99):
            raise BadSetting(
                f"The top {self.percent} % cannot be taken; choose 1 to 99 %.",
                setting="percent",
                value=self.percent,
            )
        if not (isinstance(self.months, int) and 1 <= self.months <= MOST_MONTHS):
            raise BadSetting(
                f"The last {self.months} months cannot be looked at; choose 1 to {MOST_MONTHS}.",
                setting="months",
                value=self.months,
            )
        if self.by not in get_args(By):
            raise BadSetting(f"Customers are ranked by value or by orders, not by {self.by!r}.", setting="by")

    @property
    def label(self) -> str:
        """What the top is called."""
        return f"top {self.percent} % by {BY_WHAT[self.by]}"

    @property
    def labels_in_order(self) -> tuple[str, ...]:
        """The segments, everyone else last."""
        return (self.label, OTHER_BUYERS, OTHERS)

    def of(self, dataset: Dataset) -> Top:
        """Return the same rule.

        Raises
        ------
        UnsuitableData : there are no orders, or none says what it was worth.
        """
        orders = dataset.table("conversions")
        if self.by == "value" and ("value" not in orders or not orders["value"].notna().any()):
            raise UnsuitableData(
                "No order says what it was worth, so nobody can be ranked by revenue. Bring orders with a "
                "value, or rank by the number of orders.",
                table="conversions",
            )
        return self

    def describe(self) -> str:
        """Return the rule as printed on every result."""
        return f"{self.label} in the last {self.months} months"

    def to_json(self) -> dict[str, object]:
        """Return the definition as plain JSON."""
        return {"kind": "top", "percent": self.percent, "months": self.months, "by": self.by}

    def labels(self, source: Source) -> Frame:
        """Return ``customer_id, label``: the top, other buyers, everyone else."""
        found = source.people.select("customer_id").join(self.buyers(source), on="customer_id", how="left")
        buyer = pick(col("is_top") == 1, lit(self.label), lit(OTHER_BUYERS))
        return found.select("customer_id", label=pick(col("is_top").is_null(), lit(OTHERS), buyer))

    def buyers(self, source: Source) -> Frame:
        """Return ``customer_id, orders, amount, is_top`` of whoever ordered in the period.

        ``amount`` is as in `segattr.segments.spending.spending`; ``is_top`` is 1 or 0.
        """
        spent = spending(source, months=self.months, by=self.by)
        ranks = self._ranks(spent.filter(col("amount") > 0))
        found = spent.join(ranks, on="amount", how="left")
        return found.select("customer_id", "orders", "amount", is_top=col("is_top").fill_null(0))

    def _ranks(self, spent: Frame) -> Frame:
        """Return ``amount, is_top``, a row per different sum."""
        sums = spent.with_columns(one=whole(1)).group_by("amount").agg(people=col("one").sum())
        down = sums.with_columns(one=whole(1), down=-col("amount"))
        reached = down.with_columns(
            at_least=col("people").cum_sum().over("one", order_by="down"),
            wanted=col("people").sum().over("one"),
        ).with_columns(wanted=col("wanted") * self.percent)
        off = reached.with_columns(off=(col("at_least") * 100 - col("wanted")).abs())
        # Nobody at all is a choice too: closer, where the first block is far too large.
        fits = pick(col("off") <= nw.min_horizontal(col("nearest"), col("wanted")), col("at_least"), whole(0))
        border = off.with_columns(nearest=col("off").min().over("one")).with_columns(fits=fits)
        closed = border.with_columns(border=col("fits").max().over("one"))
        inside = pick(col("at_least") <= col("border"), whole(1), whole(0))
        return closed.select("amount", is_top=inside)


def read_top(definition: dict[str, Any]) -> Top:
    """Return the rule of a saved definition; what it does not say is as by default."""
    known = {name: definition[name] for name in ("percent", "months", "by") if name in definition}
    if unknown := set(definition) - {*known, "kind", "format"}:
        raise ValueError(unknown)
    return Top(**known)
