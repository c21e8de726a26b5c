"""Credit for winning customers, and credit for bringing them back."""

from __future__ import annotations

from typing import Literal, get_args

from segattr.errors import BadSetting
from segattr.reduce.summary import Summary

Orders = Literal["all", "first", "repeat"]
REPEAT: dict[Orders, int] = {"first": 0, "repeat": 1}


def of_orders(summary: Summary, which: Orders) -> Summary:
    """Return the Summary of first conversions only, or of later ones only.

    Parameters
    ----------
    which : ``first``, the conversions that made somebody a customer; ``repeat``, all later ones; ``all``
        leaves the Summary as it is.

    Returns
    -------
    Summary : without ``sets``, ``paths`` and ``rates``, which do not tell the two apart; whatever needs
        them says so. Journeys that led to no conversion count with the first ones as long as their customer
        had none, and with the repeats afterwards.

    Raises
    ------
    BadSetting : something else is asked for.

    Notes
    -----
    First means first in these data: a customer whose first order is older than the files is taken for new
    at the first one they hold.

    Examples
    --------
    >>> import pandas as pd, segattr as sa
    >>> days = pd.date_range("2026-03-01", periods=4).astype("str")
    >>> touches = pd.DataFrame({"customer_id": "a", "ts": days[::2], "channel": ["Post", "Email"]})
    >>> orders = pd.DataFrame({"customer_id": "a", "ts": days[1::2]})
    >>> summary = sa.summarise(sa.load(touchpoints=touches, conversions=orders))
    >>> sa.attribute(of_orders(summary, "repeat"), "last")["channel"].tolist()
    ['Email']
    """
    if which not in get_args(Orders):
        raise BadSetting(
            f"Conversions are told apart as {', '.join(get_args(Orders))}; found {which!r}.", setting="orders"
        )
    if which == "all":
        return summary
    told = {name: table for name, table in summary.tables.items() if "repeat" in table}
    return summary.of({n: t[t["repeat"] == REPEAT[which]].reset_index(drop=True) for n, t in told.items()})
