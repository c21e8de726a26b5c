"""What customers did, counted by plain loops over plain tuples; shares no code with the features."""

from itertools import pairwise
from statistics import median


def features_of(customer, today, *, touches, orders, events, created=None):
    """Everything that is known of a customer on a day.

    Parameters
    ----------
    today : a `date`.
    touches : ``(customer, moment, channel)``; orders : ``(customer, moment, value or None, coupon)``;
        events : ``(customer, moment, name)``, each in the order of the file.
    """
    seen = [
        (moment, place, channel) for place, (who, moment, channel) in enumerate(touches) if who == customer
    ]
    seen = sorted(row for row in seen if row[0].date() <= today)
    bought = sorted(
        ((moment, value, coupon) for who, moment, value, coupon in orders if who == customer),
        key=lambda row: row[0],
    )
    bought = [row for row in bought if row[0].date() <= today]
    did = [(moment, name) for who, moment, name in events if who == customer and moment.date() <= today]
    order_days = [row[0].date() for row in bought]
    priced = [row[1] for row in bought if row[1] is not None]
    gaps = [(later - earlier).days for earlier, later in pairwise(order_days)]
    days = [row[0].date() for row in seen]
    channels = [row[2] for row in seen]
    tickets = [moment.date() for moment, name in did if name == "ticket"]
    first = [*days[:1], *order_days[:1], *([min(created.date(), today)] if created else [])]
    most = max((channels.count(c) for c in channels), default=0)
    return {
        "orders so far": len(bought),
        "orders in the last 10 days": len([d for d in order_days if (today - d).days < 10]),
        "spent so far": round(sum(priced), 4),
        "spent in the last 10 days": round(
            sum(row[1] or 0 for row in bought if (today - row[0].date()).days < 10), 4
        ),
        "average order": round(sum(priced) / len(priced), 4) if priced else None,
        "days since last order": (today - order_days[-1]).days if order_days else None,
        "days since first order": (today - order_days[0]).days if order_days else None,
        "median days between orders": median(gaps) if gaps else None,
        "share of orders with coupon": (
            sum(row[2] not in (None, "", "0", "0.00", "none") for row in bought) / len(bought)
            if bought
            else None
        ),
        "touches so far": len(seen),
        "touches in the last 10 days": len([d for d in days if (today - d).days < 10]),
        "touches by Ads": channels.count("Ads"),
        "days with a touch": len(set(days)),
        "days since last touch": (today - days[-1]).days if days else None,
        "days since first seen": (today - min(first)).days if first else None,
        "first channel": channels[0] if channels else None,
        "last channel": channels[-1] if channels else None,
        "most used channel": min((c for c in channels if channels.count(c) == most), default=None),
        "number of ticket": len(tickets),
        "number of ticket in the last 10 days": len([d for d in tickets if (today - d).days < 10]),
        "days since ticket": (today - max(tickets)).days if tickets else None,
    }
