"""The truths about credit: who opens, who closes, for whom, and what has no touch at all."""

from __future__ import annotations

import pandas as pd

from segattr.sample.facts import Story, tally
from segattr.sample.spots import SPOTS
from segattr.sample.story import LOOKBACK_DAYS
from segattr.sample.truths_rates import Truth

OVER = "all orders, first and repeat"


def credit(story: Story) -> dict[str, Truth]:
    """Return the truths about credit: first touch, last touch, returning visitors, no touch, the window.

    Credit is counted over all orders, with the touches of the 30 days before each order and since the order
    before it.

    Parameters
    ----------
    story : the making of the shop.

    Returns
    -------
    dict : name -> sentence and figures (orders are counts, linear credit is fractional, shares 0-1).

    Examples
    --------
    >>> from segattr.sample.shop import make_shop
    >>> make_shop(2_000).truths["truths"]["last_touch"]["sentence"]
    'Most orders end with Email: 21, before Direct with 15.'
    """
    touches = story.credited
    return {
        "first_touch": _leader(touches[_opens(touches)]["channel"], "begin with", model="first"),
        "last_touch": _leader(touches[_closes(touches)]["channel"], "end with", model="last"),
        "returning_email": _returning(touches[touches["visitor"] == "returning"]),
        "no_touch": _no_touch(story),
        "window": _window(story),
    }


def _opens(touches: pd.DataFrame) -> pd.Series:
    return touches["place"] == 0


def _closes(touches: pd.DataFrame) -> pd.Series:
    return touches["place"] == touches["length"] - 1


def _leader(channels: pd.Series, verb: str, *, model: str) -> Truth:
    orders = tally(channels)
    (leader, most), (second, next_) = list(orders.items())[:2]
    return {
        "sentence": f"Most orders {verb} {leader}: {most:,}, before {second} with {next_:,}.",
        "model": model,
        "over": OVER,
        "lookback_days": LOOKBACK_DAYS,
        "leader": leader,
        "orders": orders,
    }


def _returning(touches: pd.DataFrame) -> Truth:
    linear = (1 / touches["length"]).groupby(touches["channel"]).sum().round(6).sort_values(ascending=False)
    return {
        "sentence": "For returning visitors Email leads whichever way credit is given; "
        "Paid Social opens most orders because so many new visitors come that way.",
        "where": {"visitor": "returning"},
        "over": OVER,
        "lookback_days": LOOKBACK_DAYS,
        "leader": "Email",
        "first": tally(touches[_opens(touches)]["channel"]),
        "last": tally(touches[_closes(touches)]["channel"]),
        "linear": {str(channel): float(value) for channel, value in linear.items()},
    }


def _no_touch(story: Story) -> Truth:
    without, total = int((story.orders["book"] == "none").sum()), len(story.orders)
    said = (
        f"{without:,} of {total:,} orders have no touch before them; no model can credit them to a channel."
    )
    return {"sentence": said, "orders": without, "of_orders": total, "share": without / total}


def _window(story: Story) -> Truth:
    earlier = story.touches[story.touches["place"] < 0]
    opened = story.credited.query("place == 0")
    inside = opened[opened["channel"] == "Display"]["journey"]
    outside = earlier.set_index("journey")["spot"].map(SPOTS["channel"])
    without_window = len(set(inside) - set(outside.index)) + int((outside == "Display").sum())
    return {
        "sentence": f"{len(earlier):,} orders have one more touch before the {LOOKBACK_DAYS}-day window. "
        f"Counting it, Display begins {without_window:,} orders instead of {len(inside):,}.",
        "lookback_days": LOOKBACK_DAYS,
        "orders_with_a_touch_before_the_window": len(earlier),
        "display_first_touch": {"inside_the_window": len(inside), "without_a_window": without_window},
    }
