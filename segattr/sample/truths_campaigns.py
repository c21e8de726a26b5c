"""The truths about the two campaigns: equal in first revenue, worlds apart in the customers they bring."""

from __future__ import annotations

import pandas as pd

from segattr.sample.facts import Story, tally
from segattr.sample.story import QUIET, WINNER
from segattr.sample.truths_rates import Truth

ACQUIRED_BY = "campaign of the first touch before the customer's first order"


def campaigns(story: Story, costs: pd.DataFrame) -> dict[str, Truth]:
    """Return the truths about customers: who orders again, and what each of the two campaigns leaves.

    Parameters
    ----------
    story : the making of the shop.
    costs : campaign, spend.

    Returns
    -------
    dict : name -> sentence and figures (customers are counts, shares 0-1, money EUR until 31 August).

    Examples
    --------
    >>> from segattr.sample.shop import make_shop
    >>> make_shop(2_000).truths["truths"]["repeat"]["sentence"]
    '9 of 60 customers order again: 15%.'
    """
    spend = costs.groupby("campaign")["spend"].sum()
    return {"repeat": _repeat(story), "campaigns": _two(story, spend)}


def _repeat(story: Story) -> Truth:
    customers = len(story.first_orders)
    again = int((story.orders["number"] == 2).sum())
    said = f"{again:,} of {customers:,} customers order again: {again / customers:.0%}."
    return {"sentence": said, "customers": customers, "again": again, "share": again / customers}


def _two(story: Story, spend: pd.Series) -> Truth:
    brought = {
        name: _brought(story.orders[story.orders["lead"] == name], spend[name]) for name in (WINNER, QUIET)
    }
    winner, quiet = brought[WINNER], brought[QUIET]
    first = story.credited.query("number == 1")
    said = (
        f"{WINNER} brings more customers than any other campaign, and cheaply: {winner['customers']:,} for "
        f"€{winner['spend_per_customer']:.0f} each. But {winner['repeat_share']:.0%} of them order again, "
        f"and each leaves €{winner['margin_per_customer']:.2f} of margin: less than it cost. {QUIET} brings "
        f"{quiet['customers']:,} for €{quiet['spend_per_customer']:.0f} each and nearly the same first "
        f"revenue; {quiet['repeat_share']:.0%} order again, each leaves €{quiet['margin_per_customer']:.2f}."
    )
    return {
        "sentence": said,
        "acquired_by": ACQUIRED_BY,
        "winner": WINNER,
        "quiet": QUIET,
        **brought,
        "first_orders_by_first_touch": tally(first[first["place"] == 0]["campaign"]),
        "first_orders_by_last_touch": tally(first[first["place"] == first["length"] - 1]["campaign"]),
    }


def _brought(orders: pd.DataFrame, spend: float) -> dict[str, int | float]:
    firsts = orders[orders["number"] == 1]
    customers, margin = len(firsts), float(orders["margin"].sum())
    return {
        "customers": customers,
        "new_visitor_share": float((firsts["visitor"] == "new").mean()),
        "discounted_share": float((firsts["discount"] > 0).mean()),
        "repeat_share": int((orders["number"] == 2).sum()) / customers,
        "orders": len(orders),
        "first_order_revenue": round(float(firsts["revenue"].sum()), 2),
        "revenue": round(float(orders["revenue"].sum()), 2),
        "margin": round(margin, 2),
        "margin_per_customer": round(margin / customers, 2),
        "spend": round(float(spend), 2),
        "spend_per_customer": round(float(spend) / customers, 2),
        "left_per_customer": round((margin - float(spend)) / customers, 2),
    }
