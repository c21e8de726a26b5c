"""What is to be found in the purchase orders, with the figures behind every sentence."""

from __future__ import annotations

import pandas as pd

from segattr.sample.procurement_story import HIDDEN, LATE_REGION


def truths(orders: pd.DataFrame) -> dict[str, object]:
    """Return the planted truths: name -> a sentence for the reveal and its figures.

    Examples
    --------
    >>> rows = pd.DataFrame({"supplier_type": ["Spot", "New"] * 2})
    >>> rows["approval_stage"] = ["Standard", "Full review"] * 2
    >>> rows["delivery_region"] = ["South", "South", "North", "North"]
    >>> rows["delivered_on_time"] = ["no", "yes", "yes", "yes"]
    >>> truths(rows)["blended"]["on_time"]
    3
    """
    came = orders.assign(on_time=orders["delivered_on_time"] == "yes")
    return {
        "blended": _blended(came),
        "supplier_type": _suppliers(came),
        "hidden_cell": _hidden(came),
        "reversal": _reversal(came),
    }


def _counted(rows: pd.DataFrame) -> dict[str, object]:
    return {"orders": len(rows), "on_time": int(rows["on_time"].sum()), "rate": float(rows["on_time"].mean())}


def _blended(came: pd.DataFrame) -> dict[str, object]:
    found = _counted(came)
    sentence = f"{found['on_time']:,} of {found['orders']:,} orders came on time: {found['rate']:.1%}."
    return {"sentence": sentence, **found}


def _suppliers(came: pd.DataFrame) -> dict[str, object]:
    by_type = {str(name): _counted(rows) for name, rows in came.groupby("supplier_type")}
    said = ", ".join(f"{name} {found['rate']:.1%}" for name, found in by_type.items())
    return {"sentence": f"On time by supplier type: {said}.", "column": "supplier_type", **by_type}


def _hidden(came: pd.DataFrame) -> dict[str, object]:
    inside = (came["supplier_type"] == HIDDEN) & (came["delivery_region"] == LATE_REGION)
    found, peers = _counted(came[inside]), _counted(came[~inside & (came["supplier_type"] == HIDDEN)])
    would = len(came[inside]) * came.loc[~inside & (came["supplier_type"] == HIDDEN), "on_time"].mean()
    return {
        "sentence": f"{HIDDEN} suppliers deliver to the {LATE_REGION} on time in {found['rate']:.1%} of "
        f"orders, elsewhere in {peers['rate']:.1%}.",
        "where": {"supplier_type": HIDDEN, "delivery_region": LATE_REGION},
        **found,
        "fewer_than_peers": float(would - came.loc[inside, "on_time"].sum()),
    }


def _reversal(came: pd.DataFrame) -> dict[str, object]:
    stages = {str(name): _counted(rows) for name, rows in came.groupby("approval_stage")}
    return {
        "sentence": "Orders with a full review come on time less often "
        f"({stages['Full review']['rate']:.1%} against {stages['Standard']['rate']:.1%}), and more often "
        "with every single type of supplier: the risky orders get the review.",
        "column": "approval_stage",
        "within": "supplier_type",
        **stages,
    }
